/* Tests of exercise 7.6. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

/* n neighbours in a ring about `axis`, `height` above its plane. */
static void ring(int n, double height, rot3 R, vec3 *r)
{
  for (int i = 0; i < n; i++) {
    double t = 0.3 + 2 * 3.14159265358979323846 * i / n;
    r[i] = so3_apply(R, (vec3){cos(t), sin(t), height});
  }
}

TEST(law_a_ring_of_n_needs_n)
{
  struct random g = random_seed(761);
  for (int n = 1; n <= 8; n++)
    for (int i = 0; i < 5; i++) {
      rot3 R = so3_random(&g);
      vec3 r[8], axis = so3_apply(R, (vec3){0, 0, 1 + i});
      ring(n, 0.4, R, r);
      given("lmax = 10, axis = %s, a ring of %d about it, r[0] = %s (seed 761)",
            vec(axis), n, vec(r[0]));
      expect_is(degree_needed(10, axis, (size_t)n, r), n,
                "a ring of n needs degree n");
    }
}

TEST(anchor_the_square_and_the_cube)
{
  const vec3 square[4] = {{1, 0, 0}, {0, 1, 0}, {-1, 0, 0}, {0, -1, 0}};
  const vec3 faces[6] = {{1, 0, 0},  {-1, 0, 0}, {0, 1, 0},
                         {0, -1, 0}, {0, 0, 1},  {0, 0, -1}};
  given("a square in the plane of x and y; the six faces of a cube");
  expect_is(degree_needed(8, (vec3){0, 0, 1}, 4, square), 4, "square");
  expect_is(degree_needed(8, (vec3){1, 0, 0}, 4, square), 2,
            "about a diagonal of the square two neighbours are off the axis");
  expect_is(degree_needed(8, (vec3){1, 1, 1}, 6, faces), 4,
            "a cube's faces about the space diagonal");
}

TEST(edge_axis_and_degree)
{
  const vec3 z = {0, 0, 1}, down = {0, 0, -2}, zero = {0, 0, 0};
  const vec3 on[2] = {{0, 0, 1}, {0, 0, -3}};
  vec3 r[5];
  ring(5, 0, so3_identity(), r);
  given(
      "r: a ring of 5 in the plane of x and y, r[0] = %s; on: two on the axis",
      vec(r[0]));
  expect_is(degree_needed(8, z, 5, r), 5, "the axis is z");
  expect_is(degree_needed(8, down, 5, r), 5, "the axis is -z");
  expect_is(degree_needed(5, z, 5, r), 5, "5 is enough");
  expect_is(degree_needed(4, z, 5, r), -1, "up to 4 it looks round");
  expect_is(degree_needed(8, z, 2, on), -1, "on the axis nothing turns");
  expect_is(degree_needed(0, z, 5, r), -1, "l = 0 never changes");
  expect_is(degree_needed(8, zero, 5, r), -2, "no axis");
  expect_is(degree_needed(-1, z, 5, r), -2, "negative degree");
  expect_is(degree_needed(8, z, 0, r), -2, "no neighbours");
  expect_is(degree_needed(8, z, 5, NULL), -2, "null");
}

static const struct test tests[] = {
    CASE(law_a_ring_of_n_needs_n),
    CASE(anchor_the_square_and_the_cube),
    CASE(edge_axis_and_degree),
};
TEST_MAIN("6 degree", tests)
