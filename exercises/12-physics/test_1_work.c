/* Tests of exercise 12.1. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <float.h>

enum { N = 7 };

static void fill(struct random *g, size_t n, double *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = random_normal(g);
}

/* F = A r with A symmetric is the gradient of r.A r/2. */
TEST(law_a_gradient_does_no_work)
{
  struct random g = random_seed(1201);
  for (int trial = 0; trial < 20; trial++) {
    double r[3 * N], f[3 * N], A[9];
    fill(&g, 3 * N, r), fill(&g, 9, A);
    for (size_t k = 0; k < N; k++)
      for (size_t a = 0; a < 3; a++) {
        f[3 * k + a] = 0;
        for (size_t b = 0; b < 3; b++)
          f[3 * k + a] += (A[3 * a + b] + A[3 * b + a]) * r[3 * k + b];
      }
    given("%d points, r = %s, force = %s (seed 1201, %d)", N, list(3 * N, r),
          list(3 * N, f), trial);
    expect(work_around(N, r, f), 0, 1e-12, "a symmetric matrix times r");
  }
}

TEST(law_the_way_back_undoes_the_work)
{
  struct random g = random_seed(1202);
  double r[3 * N], f[3 * N], back_r[3 * N], back_f[3 * N];
  fill(&g, 3 * N, r), fill(&g, 3 * N, f);
  for (size_t k = 0; k < N; k++)
    for (size_t a = 0; a < 3; a++) {
      back_r[3 * k + a] = r[3 * (N - 1 - k) + a];
      back_f[3 * k + a] = f[3 * (N - 1 - k) + a];
    }
  double there = work_around(N, r, f);
  given("%d points, r = %s, force = %s, and in reverse (seed 1202)", N,
        list(3 * N, r), list(3 * N, f));
  expect(work_around(N, back_r, back_f), -there, 1e-12, "in reverse");
  expect_that(there > 0.1 || there < -0.1, "work on a random way", "%g", there);
}

/* Once around a rectangle of 2 by 3 in the force (-y, x, 0): twice its area. */
TEST(anchor_a_force_that_turns)
{
  const double r[12] = {1, 1, 0, 3, 1, 0, 3, 4, 0, 1, 4, 0};
  const double f[12] = {-1, 1, 0, -1, 3, 0, -4, 3, 0, -4, 1, 0};
  given("r = %s, force = %s", list(12, r), list(12, f));
  expect(work_around(4, r, f), 12, 1e-12, "twice the area of 2 by 3");
}

TEST(edge_no_way)
{
  const double r[3] = {1, 2, 3}, f[3] = {4, 5, 6};
  given("no points, then one");
  expect(work_around(0, r, f), 0, 0, "no points");
  expect(work_around(1, r, f), 0, 0, "one point");
}

static const struct test tests[] = {
    CASE(law_a_gradient_does_no_work),
    CASE(law_the_way_back_undoes_the_work),
    CASE(anchor_a_force_that_turns),
    CASE(edge_no_way),
};
TEST_MAIN("1 work", tests)
