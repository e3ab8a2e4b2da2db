/* Tests of exercise 2.8. */
#include "exercises.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "expect.h"
#include "matrix.h"

/* Nodes of degree 4 and the matrices of a vector times a vector: enough for
 * degree 2 in the matrices and degree 2 in the character. */
enum { NODES = 5 * 5 * 3, DIM = 9, SIZE = DIM * DIM };
static struct haar_node nodes[NODES];
static double D[NODES * SIZE];

static void prepare(void)
{
  struct representation v = representation_vector();
  struct representation_pair p = {&v, &v};
  struct representation vv = representation_product(&p);
  haar_rule(4, nodes);
  for (int i = 0; i < NODES; i++)
    representation_matrix(&vv, nodes[i].R, D + i * SIZE);
}

TEST(law_projector)
{
  /* P P = P, P D = D P, all together 1, trace 2l+1.  Sums of 75 terms. */
  double P[SIZE], Q[SIZE], sum[SIZE] = {0}, one[SIZE];
  prepare();
  matrix_identity(DIM, one);
  for (int l = 0; l <= 2; l++) {
    double trace = 0;
    given("dim = %d: a vector times a vector, %d nodes, l = %d", DIM, NODES, l);
    expect_is(irrep_projector(DIM, l, NODES, nodes, D, P), REPRESENTATION_OK,
              "a status");
    matrix_multiply(DIM, DIM, DIM, P, P, Q);
    expect_matrix(DIM, DIM, Q, P, 256 * DBL_EPSILON, "P P = P");
    for (int i = 0; i < DIM; i++)
      trace += P[i * (DIM + 1)];
    expect(trace, 2 * l + 1, 512 * DBL_EPSILON, "the trace is 2l+1");
    for (int i = 0; i < SIZE; i++)
      sum[i] += P[i];
    matrix_multiply(DIM, DIM, DIM, P, D + SIZE, Q);
    double *R = malloc(SIZE * sizeof *R);
    matrix_multiply(DIM, DIM, DIM, D + SIZE, P, R);
    expect_matrix(DIM, DIM, Q, R, 256 * DBL_EPSILON,
                  "P D = D P, with the second node's D");
    free(R);
  }
  given("the sum of P for l = 0, 1, 2");
  expect_matrix(DIM, DIM, sum, one, 512 * DBL_EPSILON,
                "the three blocks are everything");
}

TEST(anchor_projector)
{
  /* Degree 0 is the dot product: P = u u^T with u = (xx + yy + zz)/sqrt 3.
   * Degree 1 is the antisymmetric part: pair (x, y) goes to half of itself
   * less half of (y, x). */
  double P[SIZE];
  prepare();
  irrep_projector(DIM, 0, NODES, nodes, D, P);
  given("dim = %d: a vector times a vector, l = 0", DIM);
  expect(P[0], 1. / 3, 128 * DBL_EPSILON, "(x, x) to itself");
  expect(P[0 * DIM + 8], 1. / 3, 128 * DBL_EPSILON, "(z, z) to (x, x)");
  expect(P[1 * DIM + 1], 0, 128 * DBL_EPSILON, "(x, y) has no dot");
  irrep_projector(DIM, 1, NODES, nodes, D, P);
  given("dim = %d: a vector times a vector, l = 1", DIM);
  expect(P[1 * DIM + 1], 0.5, 128 * DBL_EPSILON, "(x, y) to itself");
  expect(P[3 * DIM + 1], -0.5, 128 * DBL_EPSILON, "and to -(y, x)");
}

TEST(edge_projector)
{
  double P[SIZE] = {7};
  prepare();
  given("DIM = %d, NODES = %d, P[0] = 7", DIM, NODES);
  expect_is(irrep_projector(0, 1, NODES, nodes, D, P), REPRESENTATION_BAD_SIZE,
            "dim 0");
  expect_is(irrep_projector(DIM, -1, NODES, nodes, D, P),
            REPRESENTATION_BAD_SIZE, "l = -1");
  expect_is(irrep_projector(DIM, 1, 0, nodes, D, P), REPRESENTATION_BAD_SIZE,
            "no nodes");
  expect_is(irrep_projector(DIM, 1, NODES, NULL, D, P), REPRESENTATION_NULL,
            "null nodes");
  expect_is(irrep_projector(DIM, 1, NODES, nodes, NULL, P), REPRESENTATION_NULL,
            "null matrices");
  expect_is(irrep_projector(DIM, 1, NODES, nodes, D, NULL), REPRESENTATION_NULL,
            "null result");
  expect(P[0], 7, 0, "left alone");
  /* A degree that does not occur: the number 1 has no vector in it. */
  double ones[NODES];
  for (int i = 0; i < NODES; i++)
    ones[i] = 1;
  given("dim = 1, l = 1, all matrices (1)");
  expect_is(irrep_projector(1, 1, NODES, nodes, ones, P), REPRESENTATION_OK,
            "dim 1");
  expect(P[0], 0, 128 * DBL_EPSILON, "no vector in a scalar");
}

static const struct test tests[] = {
    CASE(law_projector),
    CASE(anchor_projector),
    CASE(edge_projector),
};
TEST_MAIN("8 projector", tests)
