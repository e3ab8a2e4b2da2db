/* Tests of exercise 6.6. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <string.h>

/* Node 0 hears 1 and 2, node 1 hears nobody, node 2 hears 0, 1 and 3, node 3
 * hears 2. */
enum { NODES = 4, EDGES = 6, DIM = 1 + 3 + 5 };
static const size_t first[NODES + 1] = {0, 2, 2, 5, 6};
static const size_t sender[EDGES] = {1, 2, 0, 1, 3, 2};

static void fill(struct random *g, size_t n, real *x)
{
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
}

TEST(law_sums_to_one)
{
  struct random g = random_seed(611);
  real q[NODES * DIM], k[NODES * DIM], alpha[EDGES];
  fill(&g, NODES * DIM, q), fill(&g, NODES * DIM, k);
  attention(NODES, EDGES, first, sender, DIM, q, k, alpha);
  given("first = %s, sender = %s, q = %s, k = %s (seed 611)",
        list(NODES + 1, first), list(EDGES, sender), list(NODES * DIM, q),
        list(NODES * DIM, k));
  for (size_t i = 0; i < NODES; i++) {
    real sum = 0;
    for (size_t e = first[i]; e < first[i + 1]; e++) {
      expect_that(alpha[e] > 0 && alpha[e] <= 1,
                  "a weight above 0 and at most 1", "%g on edge %zu",
                  (double)alpha[e], e);
      sum += alpha[e];
    }
    expect(sum, first[i] < first[i + 1] ? 1 : 0, 8 * (double)REAL_EPS,
           "the sum of the weights into node %zu", i);
  }
}

TEST(law_invariant)
{
  struct random g = random_seed(612);
  struct irreps irreps = {0};
  for (int l = 0; l <= 2; l++)
    irreps_append(&irreps, 1, l, l % 2 ? -1 : 1);
  for (int trial = 0; trial < 10; trial++) {
    real q[NODES * DIM], k[NODES * DIM], Dq[NODES * DIM], Dk[NODES * DIM];
    real a[EDGES], b[EDGES];
    rot3 R = so3_random(&g);
    fill(&g, NODES * DIM, q), fill(&g, NODES * DIM, k);
    irreps_transform(&irreps, R, trial % 2, NODES, q, Dq);
    irreps_transform(&irreps, R, trial % 2, NODES, k, Dk);
    attention(NODES, EDGES, first, sender, DIM, q, k, a);
    attention(NODES, EDGES, first, sender, DIM, Dq, Dk, b);
    given("q = %s, k = %s, then both turned by %s%s (seed 612, %d)",
          list(NODES * DIM, q), list(NODES * DIM, k), mat(R),
          trial % 2 ? " and inverted" : "", trial);
    for (size_t e = 0; e < EDGES; e++)
      expect(a[e], b[e], 64 * (double)REAL_EPS, "seed 612, %d: edge %zu", trial,
             e);
  }
}

/* Logits 2 and 4 at node 0: 1/(1 + e^2); at node 2 they are 1, 1 and 1. */
TEST(anchor_attention)
{
  const real q[16] = {4, 0, 0, 0, 9, 9, 9, 9, 2, 0, 0, 0, 0, 0, 0, 0};
  const real k[16] = {1, 5, 5, 5, 1, 5, 5, 5, 2, 7, 7, 7, 1, 0, 0, 0};
  real alpha[EDGES];
  attention(NODES, EDGES, first, sender, 4, q, k, alpha);
  given("first = %s, sender = %s, dim = 4, q = %s, k = %s",
        list(NODES + 1, first), list(EDGES, sender), list(16, q), list(16, k));
  expect(alpha[0], 0.11920292202211755, 16 * (double)REAL_EPS,
         "logit 4 * 1 / 2 against 4 * 2 / 2");
  expect(alpha[1], 0.88079707797788243, 16 * (double)REAL_EPS, "the other");
  expect(alpha[3], 1.0 / 3, 8 * (double)REAL_EPS, "three equal ones");
  expect(alpha[5], 1, 0, "an only neighbour gets all");
}

TEST(edge_large_logits)
{
  const real q[4] = {1000, 0, -1000, 5}, k[4] = {1, 1, -1, 2};
  real alpha[EDGES];
  attention(NODES, EDGES, first, sender, 1, q, k, alpha);
  given("first = %s, sender = %s, dim = 1, q = %s, k = %s",
        list(NODES + 1, first), list(EDGES, sender), list(4, q), list(4, k));
  expect(alpha[0], 1, 0, "logits 1000 and -1000");
  expect(alpha[1], 0, 0, "logits 1000 and -1000");
  expect(alpha[2] + alpha[3], 1, 8 * (double)REAL_EPS,
         "logits -1000, -1000 and -2000");
}

static const struct test tests[] = {
    CASE(law_sums_to_one),
    CASE(law_invariant),
    CASE(anchor_attention),
    CASE(edge_large_logits),
};
TEST_MAIN("6 attention", tests)
