/* Tests of exercise 12.3. */
#include "exercises.h"
#include "expect.h"
#include "harmonics.h"
#include "random.h"

#include <math.h>

enum { N = 5 };

static void fill(struct random *g, double *mass, double *r)
{
  for (size_t k = 0; k < 3 * N; k++)
    r[k] = random_normal(g);
  for (size_t i = 0; i < N; i++)
    mass[i] = 0.5 + random_uniform(g);
}

/* scalar = 2/sqrt 3 sum m r^2,  five = -sqrt(2/15) sum m r^2 Y_2(r). */
TEST(law_closed_form)
{
  struct random g = random_seed(1204);
  for (int trial = 0; trial < 10; trial++) {
    double mass[N], r[3 * N], scalar, five[5], s = 0, want[5] = {0};
    fill(&g, mass, r);
    for (size_t i = 0; i < N; i++) {
      real p[3], Y[9];
      for (size_t a = 0; a < 3; a++)
        p[a] = (real)r[3 * i + a];
      harmonics(2, HARMONICS_COMPONENT, 1, p, Y);
      double m = mass[i] * (r[3 * i] * r[3 * i] + r[3 * i + 1] * r[3 * i + 1] +
                            r[3 * i + 2] * r[3 * i + 2]);
      s += 2 / sqrt(3) * m;
      for (size_t k = 0; k < 5; k++)
        want[k] -= sqrt(2.0 / 15) * m * (double)Y[4 + k];
    }
    inertia_parts(N, mass, r, &scalar, five);
    given("%d points, mass = %s, r = %s (seed 1204, %d)", N, list(N, mass),
          list(3 * N, r), trial);
    expect(scalar, s, 1e-12, "the scalar");
    expect_list(5, five, want, REAL_IS_FLOAT ? 1e-4 : 1e-12, "the five");
  }
}

/* The sum of the squares of all nine entries is that of the six numbers. */
TEST(law_length)
{
  struct random g = random_seed(1205);
  double mass[N], r[3 * N], scalar, five[5], I[9] = {0}, square = 0;
  fill(&g, mass, r);
  for (size_t i = 0; i < N; i++)
    for (size_t a = 0; a < 9; a++) {
      const double *p = r + 3 * i;
      double all = p[0] * p[0] + p[1] * p[1] + p[2] * p[2];
      I[a] += mass[i] * ((a % 4 == 0) * all - p[a / 3] * p[a % 3]);
    }
  for (size_t a = 0; a < 9; a++)
    square += I[a] * I[a];
  inertia_parts(N, mass, r, &scalar, five);
  double got = scalar * scalar;
  for (size_t k = 0; k < 5; k++)
    got += five[k] * five[k];
  given("%d points, mass = %s, r = %s (seed 1205)", N, list(N, mass),
        list(3 * N, r));
  expect(got / square, 1, 1e-13, "the sum of six squares over that of nine");
}

/* A mass of 3 at (0, 0, 1): I = diag(3, 3, 0); and one of 1 at (1, 1, 0):
 * I = [1 -1 0; -1 1 0; 0 0 2]. */
TEST(anchor_two_tops)
{
  const double mass[2] = {3, 1}, r[6] = {0, 0, 1, 1, 1, 0};
  double scalar, five[5];
  inertia_parts(1, mass, r, &scalar, five);
  given("mass = 3, r = (0, 0, 1)");
  expect(scalar, 2 * sqrt(3), 1e-14, "6/sqrt 3");
  expect_list(5, five, ((const double[]){0, 0, -sqrt(6), 0, 0}), 1e-14,
              "-6/sqrt 6 in the third");
  inertia_parts(1, mass + 1, r + 3, &scalar, five);
  given("mass = 1, r = (1, 1, 0)");
  expect(scalar, 4 / sqrt(3), 1e-14, "4/sqrt 3");
  expect_list(5, five, ((const double[]){-sqrt(2), 0, 2 / sqrt(6), 0, 0}),
              1e-14, "-sqrt 2 in the first");
}

TEST(edge_nothing)
{
  const double mass[1] = {0}, r[3] = {1, 2, 3}, none[5] = {0};
  double scalar = 9, five[5] = {9, 9, 9, 9, 9};
  inertia_parts(0, mass, r, &scalar, five);
  given("no points, then one without mass");
  expect(scalar, 0, 0, "no points");
  expect_list(5, five, none, 0, "no points");
  inertia_parts(1, mass, r, &scalar, five);
  expect(scalar, 0, 0, "no mass");
}

static const struct test tests[] = {
    CASE(law_closed_form),
    CASE(law_length),
    CASE(anchor_two_tops),
    CASE(edge_nothing),
};
TEST_MAIN("3 inertia", tests)
