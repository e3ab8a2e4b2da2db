/* Tests of exercise 10.2. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

/* In a crowd all of whom are near, shares add up to 1, and a number that is
 * added to all logits changes nothing. */
TEST(law_shares)
{
  struct random g = random_seed(1002);
  for (int trial = 0; trial < 10; trial++) {
    real a[5], b[5], u[5] = {1, 1, 1, 1, 1}, alpha[5], beta[5], sum = 0;
    for (int j = 0; j < 5; j++)
      a[j] = (real)random_normal(&g), b[j] = a[j] + 3;
    fading_shares(5, a, u, alpha);
    for (int j = 0; j < 5; j++)
      sum += alpha[j];
    given("logit = %s, u = 1 (seed 1002, %d)", list(5, a), trial);
    expect(sum, 1, 16 * (double)REAL_EPS, "shares of neighbours that are near");
    fading_shares(5, b, u, beta);
    given("logit = %s, u = 1 (seed 1002, %d)", list(5, b), trial);
    expect_list(5, beta, alpha, 32 * (double)REAL_EPS, "3 added to all logits");
  }
}

/* A neighbour with a small u does what u^2 and u say. */
TEST(law_a_neighbour_fades)
{
  const real a[2] = {1, 1};
  for (int k = 1; k <= 10; k++) {
    real u[2] = {1, real_pow(REAL(0.25), (real)k)}, alpha[2];
    fading_shares(2, a, u, alpha);
    given("logit = (1, 1), u = %s", list(2, u));
    double near = 1 / (1 + (double)u[1]);
    expect(alpha[0], near, 8 * (double)REAL_EPS, "1/(1 + u)");
    expect(alpha[1], (double)u[1] * (double)u[1] * near,
           8 * (double)REAL_EPS * (double)u[1], "u^2/(1 + u)");
  }
}

/* exp(log 3) = 3: Z = 1/2 * 3 + 1 * 1. */
TEST(anchor_shares)
{
  const real a[2] = {real_log(3), 0}, u[2] = {REAL(0.5), 1};
  real alpha[2];
  fading_shares(2, a, u, alpha);
  given("logit = (log 3, 0), u = (1/2, 1)");
  expect(alpha[0], 0.3, 8 * (double)REAL_EPS, "3/4 over 5/2");
  expect(alpha[1], 0.4, 8 * (double)REAL_EPS, "1 over 5/2");
  const real one = REAL(0.5), any = 7;
  fading_shares(1, &any, &one, alpha);
  given("logit = 7, u = 1/2");
  expect(alpha[0], 0.5, 4 * (double)REAL_EPS, "alone: u^2/u");
}

TEST(edge_shares)
{
  const real a[3] = {10000, -10000, 10000}, u[3] = {1, 1, 0};
  const real gone[2] = {0, 0};
  real alpha[3] = {9, 9, 9};
  fading_shares(3, a, u, alpha);
  given("logit = %s, u = %s", list(3, a), list(3, u));
  expect(alpha[0], 1, 4 * (double)REAL_EPS, "the largest takes all");
  expect(alpha[1], 0, 0, "the smallest nothing");
  expect(alpha[2], 0, 0, "and who has left nothing");
  const real left_high[2] = {0, 10000}, w[2] = {1, 0};
  fading_shares(2, left_high, w, alpha);
  given("logit = (0, 10000), u = (1, 0)");
  expect(alpha[0], 1, 4 * (double)REAL_EPS, "the other one is not there");
  fading_shares(2, a, gone, alpha);
  given("logit = (10000, -10000), u = (0, 0)");
  expect(alpha[0], 0, 0, "nobody is there: 0, not 0/0");
  expect(alpha[1], 0, 0, "nobody is there: 0, not 0/0");
  fading_shares(0, a, u, alpha);
}

static const struct test tests[] = {
    CASE(law_shares),
    CASE(law_a_neighbour_fades),
    CASE(anchor_shares),
    CASE(edge_shares),
};
TEST_MAIN("2 shares", tests)
