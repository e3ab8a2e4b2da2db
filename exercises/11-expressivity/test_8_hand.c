/* Tests of exercise 11.8. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

enum { N = 4 };

static void draw(uint64_t seed, vec3 *r)
{
  struct random g = random_seed(seed);
  for (int j = 0; j < N; j++)
    r[j] = (vec3){random_uniform(&g) - 0.5, random_uniform(&g) - 0.5,
                  random_uniform(&g) - 0.5};
}

TEST(law_a_mirror_flips_it)
{
  vec3 r[N], turned[N], mirror[N], d[N];
  for (uint64_t seed = 1; seed <= 5; seed++) {
    struct random g = random_seed(seed + 100);
    rot3 R = so3_random(&g);
    draw(seed, r);
    for (int j = 0; j < N; j++) {
      r[j] = vec3_scale(3, r[j]);
      turned[j] = so3_apply(R, r[j]);
      mirror[N - 1 - j] = (vec3){-r[j].x, r[j].y, r[j].z};
    }
    double h = three_body_hand(N, r, d);
    given("4 random neighbours, seed %d", (int)seed);
    expect_that(fabs(h) > 1e-6, "not zero", "%g", h);
    expect(three_body_hand(N, turned, d), h, 1e-11 * fmax(1, fabs(h)),
           "turned: the same");
    expect(three_body_hand(N, mirror, d), -h, 1e-11 * fmax(1, fabs(h)),
           "mirrored and in another order: the other sign");
  }
}

TEST(law_the_gradient_is_the_slope)
{
  vec3 r[N], d[N], other[N];
  const double h = 1e-4;
  for (uint64_t seed = 1; seed <= 3; seed++) {
    draw(seed, r);
    three_body_hand(N, r, d);
    given("4 random neighbours, seed %d", (int)seed);
    for (int j = 0; j < N; j++) {
      double *x = &r[j].y, keep = *x;
      *x = keep + h;
      double up = three_body_hand(N, r, other);
      *x = keep - h;
      double down = three_body_hand(N, r, other);
      *x = keep;
      expect(d[j].y, (up - down) / (2 * h), 1e-7, "y of neighbour %d", j);
      x = &r[j].z, keep = *x;
      *x = keep + h;
      up = three_body_hand(N, r, other);
      *x = keep - h;
      down = three_body_hand(N, r, other);
      *x = keep;
      expect(d[j].z, (up - down) / (2 * h), 1e-7, "z of neighbour %d", j);
    }
  }
}

TEST(anchor_three_axes)
{
  const vec3 r[3] = {{1, 0, 0}, {0, 2, 0}, {0, 0, 3}};
  vec3 d[3] = {{9, 9, 9}, {9, 9, 9}, {9, 9, 9}};
  /* A = (1,2,3), B = (1,8,27), C = (1,32,243) */
  given("neighbours (1,0,0), (0,2,0), (0,0,3)");
  expect(three_body_hand(3, r, d), 720, 1e-9,
         "a determinant of (1,2,3), (1,8,27), (1,32,243)");
  given("its gradient at (1,0,0): 8*243 - 27*32 and so on");
  expect(d[0].x, 1080 - 3 * 390 + 5 * 30, 1e-9, "along x");
  expect(d[0].y, -216 + 240 - 24, 1e-9, "along y");
}

TEST(edge_too_few)
{
  const vec3 r[2] = {{1, 2, 3}, {-2, 0, 1}};
  vec3 d[2] = {{9, 9, 9}, {9, 9, 9}};
  given("no neighbours, one, two");
  expect(three_body_hand(0, r, d), 0, 0, "no neighbours");
  expect(three_body_hand(1, r, d), 0, 1e-9, "one has no hand");
  expect(three_body_hand(2, r, d), 0, 1e-9, "nor have two");
}

static const struct test tests[] = {
    CASE(law_a_mirror_flips_it),
    CASE(law_the_gradient_is_the_slope),
    CASE(anchor_three_axes),
    CASE(edge_too_few),
};
TEST_MAIN("8 hand", tests)
