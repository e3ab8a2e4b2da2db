/* Tests of exercise 2.4. */
#include "exercises.h"

#include <math.h>

#include "expect.h"

enum { STEPS = 24, MOST = 4 * STEPS };

/* `turns` full turns about an axis, seen from S: S exp(t n) S'. */
static int film(rot3 S, vec3 axis, int turns, rot3 *R)
{
  int n = turns * STEPS;
  for (int i = 0; i < n; i++) {
    double t = 6.28318530717958647693 * i / STEPS;
    R[i] = so3_mul(S, so3_exp(vec3_scale(t, axis)));
  }
  return n;
}

TEST(law_loop)
{
  /* Any start, any axis, up to four turns: even comes back, odd does not. */
  rot3 R[MOST];
  struct random g = random_seed(24);
  for (int k = 0; k < 12; k++) {
    vec3 axis = so3_apply(so3_random(&g), (vec3){1, 0, 0});
    int turns = 1 + k % 4, n = film(so3_random(&g), axis, turns, R);
    given("%d frames of %d turns about %s (seed 24)", n, turns, vec(axis));
    expect_is(loop_sign(n, R), turns % 2 == 0 ? 1 : -1, "%d turns", turns);
  }
}

TEST(anchor_loop)
{
  /* There and back again, without a full turn; and the plate trick: a turn
   * about z and one about x, one after the other, untwist. */
  rot3 R[MOST], one = so3_identity();
  for (int i = 0; i < 40; i++) {
    double t = 0.15 * (i < 20 ? i : 40 - i);
    R[i] = so3_exp((vec3){0, t, 0});
  }
  given("40 frames: a turn about y by 3 rad and back");
  expect_is(loop_sign(40, R), 1, "there and back");
  int n = film(one, (vec3){0, 0, 1}, 1, R);
  given("%d frames about z, and as many about x", STEPS);
  expect_is(loop_sign(n, R), -1, "one turn about z");
  n += film(one, (vec3){1, 0, 0}, 1, R + n);
  expect_is(loop_sign(n, R), 1, "one about z, one about x");
  for (int i = 0; i < 3; i++)
    R[i] = so3_exp((vec3){0, 0, 2.0943951023931957 * i});
  given("3 frames about z: 0, 120 and 240 degrees");
  expect_is(loop_sign(3, R), -1, "a full turn in three frames");
}

TEST(edge_loop)
{
  rot3 R[2] = {so3_identity(), so3_identity()};
  given("frames: the identity");
  expect_is(loop_sign(1, R), 1, "a camera at rest");
  expect_is(loop_sign(2, R), 1, "twice the same frame");
  expect_is(loop_sign(0, R), 0, "no frames");
  expect_is(loop_sign(-1, R), 0, "fewer than none");
  expect_is(loop_sign(1, NULL), 0, "null");
  R[1].m[2][2] = -1;
  given("R[1] = %s", mat(R[1]));
  expect_is(loop_sign(2, R), 0, "a mirror image");
  R[0].m[2][2] = -1;
  given("R[0] = R[1] = %s", mat(R[1]));
  expect_is(loop_sign(2, R), 0, "two mirror images");
  R[1].m[2][2] = nan("");
  given("R[1] = %s", mat(R[1]));
  expect_is(loop_sign(2, R), 0, "NaN");
}

static const struct test tests[] = {
    CASE(law_loop),
    CASE(anchor_loop),
    CASE(edge_loop),
};
TEST_MAIN("4 loop", tests)
