/* Tests of exercise 12.7. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

enum { N = 5 };

static void fill(struct random *g, size_t n, double *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = random_normal(g);
}

/* L is a parabola in each weight: a central difference is exact, but for
 * roundings of eps/h. */
TEST(law_gradient)
{
  struct random g = random_seed(1219);
  for (int trial = 0; trial < 10; trial++) {
    double r[3 * N], wanted[3 * N], w[2], loss, dw[2], none[2];
    fill(&g, 3 * N, r), fill(&g, 3 * N, wanted), fill(&g, 2, w);
    force_misfit(N, r, wanted, w, &loss, dw);
    given("r = %s, wanted = %s, w = %s (seed 1219, %d)", list(3 * N, r),
          list(3 * N, wanted), list(2, w), trial);
    for (int k = 0; k < 2; k++) {
      double more, less, keep = w[k];
      w[k] = keep + 0.5;
      force_misfit(N, r, wanted, w, &more, none);
      w[k] = keep - 0.5;
      force_misfit(N, r, wanted, w, &less, none);
      w[k] = keep;
      expect(dw[k], more - less, 1e-11, "dw[%d], against a difference", k);
    }
  }
}

/* The forces are minus the gradient of the energy: with wanted forces from
 * differences of the energy, nothing is left to learn. */
static double energy(const double *r, const double *w)
{
  double sum = 0;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < i; j++) {
      double square = 0;
      for (int a = 0; a < 3; a++)
        square += pow(r[3 * i + a] - r[3 * j + a], 2);
      sum += w[0] * exp(-sqrt(square)) + w[1] * exp(-square);
    }
  return sum;
}

TEST(law_forces_are_gradients)
{
  struct random g = random_seed(1220);
  double r[3 * N], wanted[3 * N], w[2], loss, dw[2], h = 1e-4;
  fill(&g, 3 * N, r), fill(&g, 2, w);
  for (int k = 0; k < 3 * N; k++) {
    double keep = r[k];
    r[k] = keep + h;
    double more = energy(r, w);
    r[k] = keep - h;
    wanted[k] = -(more - energy(r, w)) / (2 * h);
    r[k] = keep;
  }
  force_misfit(N, r, wanted, w, &loss, dw);
  given("r = %s, w = %s, wanted = forces by differences (seed 1220)",
        list(3 * N, r), list(2, w));
  /* h^2 of the differences, squared in the loss */
  expect(loss, 0, 1e-13, "the loss");
  expect(dw[0], 0, 1e-6, "dw[0]");
  expect(dw[1], 0, 1e-6, "dw[1]");
}

/* Two atoms, one apart along x, w = (e, 0), wanted 0: F = -1 and 1 along x. */
TEST(anchor_two_atoms)
{
  const double r[6] = {0, 0, 0, 1, 0, 0}, wanted[6] = {0};
  double w[2] = {exp(1), 0}, loss, dw[2];
  force_misfit(2, r, wanted, w, &loss, dw);
  given("r = %s, wanted = 0, w = %s", list(6, r), list(2, w));
  expect(loss, 1, 1e-14, "half of 1 + 1");
  expect(dw[0], 2 / exp(1), 1e-14, "2/e");
  expect(dw[1], 4 / exp(1), 1e-14, "4/e");
}

TEST(edge_one_atom)
{
  const double r[3] = {1, 2, 3}, wanted[3] = {3, 0, 4}, w[2] = {1, 1};
  double loss = 9, dw[2] = {9, 9};
  force_misfit(1, r, wanted, w, &loss, dw);
  given("one atom, wanted = (3, 0, 4)");
  expect(loss, 12.5, 0, "nothing pulls at it");
  expect(dw[0], 0, 0, "and no weight helps");
  expect(dw[1], 0, 0, "nor the other");
}

static const struct test tests[] = {
    CASE(law_gradient),
    CASE(law_forces_are_gradients),
    CASE(anchor_two_atoms),
    CASE(edge_one_atom),
};
TEST_MAIN("7 loss", tests)
