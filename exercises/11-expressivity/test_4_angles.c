/* Tests of exercise 11.4. */
#include "exercises.h"
#include "expect.h"
#include "harmonics.h"

#include <math.h>

/* The addition theorem: a sum of squares of single sums. */
TEST(law_addition_theorem)
{
  struct random g = random_seed(1104);
  for (int trial = 0; trial < 10; trial++) {
    vec3 r[5];
    double A[49] = {0};
    size_t n = 1 + (size_t)trial % 5;
    for (size_t j = 0; j < n; j++) {
      real p[3], Y[49];
      r[j] = (vec3){random_normal(&g), random_normal(&g), random_normal(&g)};
      p[0] = (real)r[j].x, p[1] = (real)r[j].y, p[2] = (real)r[j].z;
      harmonics(6, HARMONICS_NORM, 1, p, Y);
      for (int k = 0; k < 49; k++)
        A[k] += exp(-vec3_dot(r[j], r[j])) * (double)Y[k];
    }
    for (int l = 0; l <= 6; l++) {
      double want = 0;
      for (int k = l * l; k < (l + 1) * (l + 1); k++)
        want += A[k] * A[k];
      given("l = %d, %zu random neighbours, seed 1104, %d", l, n, trial);
      expect(pair_invariant(l, n, r), want, 500 * (double)REAL_EPS,
             "sum of squares of A_lm");
    }
  }
}

TEST(anchor_two_neighbours)
{
  const vec3 r[2] = {{1, 0, 0}, {0, 0, 2}};
  double e = exp(-1), f = exp(-4), both = e * e + f * f;
  given("neighbours (1,0,0) and (0,0,2)");
  expect(pair_invariant(0, 2, r), both + 2 * e * f, 1e-14, "l = 0");
  expect(pair_invariant(1, 2, r), both, 1e-14, "l = 1: a right angle");
  expect(pair_invariant(2, 2, r), both - e * f, 1e-14, "l = 2: P_2(0) = -1/2");
  expect(pair_invariant(3, 2, r), both, 1e-14, "l = 3");
  expect(pair_invariant(4, 2, r), both + 0.75 * e * f, 1e-14,
         "l = 4: P_4(0) = 3/8");
}

TEST(edge_none_and_one)
{
  const vec3 r[1] = {{0, 3, 0}};
  given("no neighbours, and one at distance 3");
  expect(pair_invariant(4, 0, r), 0, 0, "no neighbours");
  for (int l = 0; l <= 20; l += 5)
    expect(pair_invariant(l, 1, r), exp(-18), 1e-20, "l = %d: itself", l);
}

static const struct test tests[] = {
    CASE(law_addition_theorem),
    CASE(anchor_two_neighbours),
    CASE(edge_none_and_one),
};
TEST_MAIN("4 angles", tests)
