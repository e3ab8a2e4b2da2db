/* Tests of exercise 10.4. */
#include "exercises.h"
#include "expect.h"
#include "irreps.h"
#include "random.h"

enum { M = 5, C = 6, SIZE = M * C };

static void fill(struct random *g, size_t n, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
}

TEST(law_invariant)
{
  struct random g = random_seed(1004);
  struct irreps irreps = {0};
  irreps_append(&irreps, C, 2, 1);
  for (int trial = 0; trial < 10; trial++) {
    real q[SIZE], k[SIZE], Dq[SIZE], Dk[SIZE], a[3], b[3];
    rot3 R = so3_random(&g);
    fill(&g, SIZE, q), fill(&g, SIZE, k);
    irreps_transform(&irreps, R, false, 1, q, Dq);
    irreps_transform(&irreps, R, false, 1, k, Dk);
    head_logits(3, M, C, q, k, a);
    head_logits(3, M, C, Dq, Dk, b);
    given("3 heads, q = %s, k = %s, and both turned (seed 1004, %d)",
          list(SIZE, q), list(SIZE, k), trial);
    expect_list(3, b, a, 64 * (double)REAL_EPS, "a rotation changes no logit");
  }
}

/* Mean squares of 2000 logits: 1, with an error of about sqrt(2/2000) = 3 %. */
TEST(law_size_one)
{
  struct random g = random_seed(1005);
  for (size_t heads = 1; heads <= 3; heads++) {
    double sum = 0;
    for (int trial = 0; trial < 2000; trial++) {
      real q[SIZE], k[SIZE], a[3];
      fill(&g, SIZE, q), fill(&g, SIZE, k);
      head_logits(heads, M, C, q, k, a);
      sum += (double)(a[heads - 1] * a[heads - 1]) / 2000;
    }
    given("%zu heads, 5 components, 6 channels, normal q and k (seed 1005)",
          heads);
    expect(sum, 1, 0.2, "mean square of 2000 logits");
  }
}

/* l = 1, two channels, two heads: q = (1 2 | 3 4 | 5 6), k = (1 1 | 0 1 | 2 0).
 */
TEST(anchor_heads)
{
  const real q[6] = {1, 2, 3, 4, 5, 6}, k[6] = {1, 1, 0, 1, 2, 0};
  real a[2];
  head_logits(2, 3, 2, q, k, a);
  given("2 heads, 3 components, 2 channels, q = %s, k = %s", list(6, q),
        list(6, k));
  expect(a[0], 11 / sqrt(3), 8 * (double)REAL_EPS * 11, "(1 + 0 + 10)/sqrt(3)");
  expect(a[1], 6 / sqrt(3), 8 * (double)REAL_EPS * 6, "(2 + 4 + 0)/sqrt(3)");
  head_logits(1, 3, 2, q, k, a);
  given("1 head, q = %s, k = %s", list(6, q), list(6, k));
  expect(a[0], 17 / sqrt(6), 8 * (double)REAL_EPS * 17, "17/sqrt(6)");
}

TEST(edge_heads)
{
  const real q[2] = {3, -2}, k[2] = {2, 0};
  real a[2] = {9, 9};
  head_logits(2, 1, 2, q, k, a);
  given("2 heads, scalars, q = (3, -2), k = (2, 0)");
  expect(a[0], 6, 4 * (double)REAL_EPS * 6, "one number");
  expect(a[1], 0, 0, "a key of 0");
}

static const struct test tests[] = {
    CASE(law_invariant),
    CASE(law_size_one),
    CASE(anchor_heads),
    CASE(edge_heads),
};
TEST_MAIN("4 heads", tests)
