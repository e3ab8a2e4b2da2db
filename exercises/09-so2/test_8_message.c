/* Tests of exercise 9.8. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

#include "wigner.h"

enum { LMAX = 3, DIM = 16, BLOCKS = 44 };

static void fill(struct random *g, int n, double *x)
{
  for (int k = 0; k < n; k++)
    x[k] = random_normal(g);
}

static void turn(rot3 R, const double *x, double *out)
{
  double D[49];
  for (int l = 0; l <= LMAX; l++) {
    const int n = 2 * l + 1;
    need(wigner_d(l, R, D) == WIGNER_OK, "D");
    for (int i = 0; i < n; i++) {
      out[l * l + i] = 0;
      for (int j = 0; j < n; j++)
        out[l * l + i] += D[i * n + j] * x[l * l + j];
    }
  }
}

/* so2_frame takes a vector of the networks' precision. */
static const double few = 400 * (double)REAL_EPS;

/* Turning edge and feature turns the message, whatever mmax is. */
TEST(law_equivariance)
{
  struct random g = random_seed(910);
  for (int mmax = 0; mmax <= LMAX; mmax++) {
    double blocks[BLOCKS], x[DIM], y[DIM], Rx[DIM], want[DIM], got[DIM];
    const vec3 v = {random_normal(&g), random_normal(&g), random_normal(&g)};
    const rot3 R = so3_random(&g);
    fill(&g, BLOCKS, blocks), fill(&g, DIM, x);
    frame_message(v, LMAX, mmax, blocks, x, y);
    turn(R, y, want);
    turn(R, x, Rx);
    frame_message(so3_apply(R, v), LMAX, mmax, blocks, Rx, got);
    given("v = %s, mmax = %d, x = %s, turned by %s (seed 910)", vec(v), mmax,
          list(DIM, x), mat(R));
    expect_list(DIM, got, want, few, "turned first, and turned afterwards");
  }
}

/* Blocks of the unit matrix, for every edge: y = x. */
TEST(law_identity)
{
  struct random g = random_seed(911);
  double blocks[BLOCKS] = {0}, x[DIM], y[DIM];
  const vec3 v = {random_normal(&g), random_normal(&g), random_normal(&g)};
  int at = 0;
  for (int l3 = 0; l3 <= LMAX; l3++)
    for (int l1 = 0; l1 <= LMAX; at += (int)so2_blocks(l1, l3), l1++)
      for (int k = 0; l1 == l3 && k < (int)so2_blocks(l1, l3); k++)
        blocks[at + k] = k == 0 || k % 2 == 1;
  fill(&g, DIM, x);
  frame_message(v, LMAX, LMAX, blocks, x, y);
  given("v = %s, x = %s, a_m = 1 for l1 = l3 and 0 elsewhere (seed 911)",
        vec(v), list(DIM, x));
  expect_list(DIM, y, x, few, "y = x");
}

/* An edge along z needs no turn; lmax = 1, pairs (0,0), (0 <- 1), (1 <- 0),
 * (1,1): y_0 = 2 x_0 + 3 x_10, y_10 = 5 x_0 + 7 x_10, and b = 1, a = 0. */
TEST(anchor_along_z)
{
  const double blocks[6] = {2, 3, 5, 7, 0, 1}, x[4] = {1, 2, 3, 4};
  const double want[4] = {11, 4, 26, -2};
  double y[4] = {9, 9, 9, 9};
  frame_message((vec3){0, 0, 0.5}, 1, 1, blocks, x, y);
  given("v = (0, 0, 0.5), lmax = 1, blocks = %s, x = %s", list(6, blocks),
        list(4, x));
  expect_list(4, y, want, few, "y");
}

/* Against z the component m = 0 of degree 1 and the sign of b turn over. */
TEST(anchor_against_z)
{
  const double blocks[6] = {2, 3, 5, 7, 0, 1}, x[4] = {1, 2, 3, 4};
  const double want[4] = {-7, -4, 16, 2};
  double y[4] = {9, 9, 9, 9};
  frame_message((vec3){0, 0, -3}, 1, 1, blocks, x, y);
  given("v = (0, 0, -3), lmax = 1, blocks = %s, x = %s", list(6, blocks),
        list(4, x));
  expect_list(4, y, want, few, "y");
}

/* mmax = 0 keeps what lies along the edge, and skips the other blocks. */
TEST(edge_mmax)
{
  const double blocks[6] = {2, 3, 5, 7, 11, 13}, x[4] = {1, 2, 3, 4};
  const double want[4] = {11, 0, 26, 0};
  double y[4] = {9, 9, 9, 9}, one = 9;
  frame_message((vec3){0, 0, 1}, 1, 0, blocks, x, y);
  given("v = (0, 0, 1), lmax = 1, mmax = 0, blocks = %s, x = %s",
        list(6, blocks), list(4, x));
  expect_list(4, y, want, few, "y");
  frame_message((vec3){1, 2, 3}, 0, 5, blocks, x, &one);
  given("lmax = 0, blocks = (2), x = (1)");
  expect(one, 2, few, "a number");
}

/* lmax = 2, mmax = 0, all blocks different: those that are not used are there
 * all the same.  Pairs begin at 0 1 2, 3 4 7, 10 11 14. */
TEST(edge_unused_blocks)
{
  double blocks[19], x[9] = {0}, y[9];
  for (int k = 0; k < 19; k++)
    blocks[k] = k + 1;
  x[0] = 1, x[2] = 10, x[6] = 100;
  frame_message((vec3){0, 0, 1}, 2, 0, blocks, x, y);
  given("v = (0, 0, 1), lmax = 2, mmax = 0, blocks = (1, 2, ..., 19), x = %s",
        list(9, x));
  expect(y[0], 1 + 20 + 300, 1000 * few, "y of degree 0");
  expect(y[2], 4 + 50 + 800, 1000 * few, "y of degree 1, m = 0");
  expect(y[6], 11 + 120 + 1500, 1000 * few, "y of degree 2, m = 0");
}

static const struct test tests[] = {
    CASE(law_equivariance), CASE(law_identity), CASE(anchor_along_z),
    CASE(anchor_against_z), CASE(edge_mmax),    CASE(edge_unused_blocks),
};
TEST_MAIN("8 message", tests)
