/* test_loss.c: softmax cross-entropy and squared errors. */
#include "anchors.h"
#include "test_tools.h"

static const double EPS = (double)REAL_EPS;

/* ---- [loss] Softmax and cross-entropy ---- */
TEST(anchor_cross_entropy)
{
  const real z[6] = {1, 2, 4, 0, 0, -1};
  const size_t labels[2] = {1, 2};
  real p[6], loss;
  check_true(!loss_cross_entropy(2, 3, z, labels, p, &loss), "two rows");
  for (int k = 0; k < 6; k++)
    check_close(p[k], pinned_cross_entropy[k], 8 * EPS, "p %d", k);
  check_close(loss, pinned_cross_entropy[6], 16 * EPS, "mean of -log p");
  real uniform[8] = {3, 3, 3, 3, 3, 3, 3, 3}, q[8];
  const size_t label = 5;
  loss_cross_entropy(1, 8, uniform, &label, q, &loss);
  check_close(loss, 2.0794415416798357, 8 * EPS, "eight equal logits: log 8");
}

struct loss_case {
  size_t n, classes, labels[5];
  real *z, *p;
};

static double entropy_loss(void *context)
{
  struct loss_case *c = context;
  real loss;
  loss_cross_entropy(c->n, c->classes, c->z, c->labels, c->p, &loss);
  return (double)loss;
}

TEST(law_cross_entropy_gradient)
{
  struct random g = random_seed(20);
  struct loss_case c = {5, 7, {0, 6, 3, 3, 1}, normals(&g, 35), numbers(35)};
  real *dz = numbers(35);
  double sums = 0;
  entropy_loss(&c);
  loss_cross_entropy_backward(5, 7, c.p, c.labels, dz);
  check_residual(gradient_error(entropy_loss, &c, 35, c.z, dz),
                 GRADIENT_TOLERANCE, "p - truth");
  for (size_t i = 0; i < 5; i++) {
    double sum = 0;
    for (size_t k = 0; k < 7; k++)
      sum += (double)dz[7 * i + k];
    sums = larger(sums, fabs(sum));
  }
  claim("t-softmax", sums, 8 * EPS);
  real *twice = copy_of(35, dz);
  loss_cross_entropy_backward(5, 7, c.p, c.labels, twice);
  for (size_t k = 0; k < 35; k++)
    dz[k] *= 2;
  check_residual(difference(35, dz, twice), 4 * EPS, "gradients are added");
  free(c.z), free(c.p), free(dz), free(twice);
}

/* exp(1000) does not exist; the difference to the largest does. */
TEST(edge_large_logits)
{
  const real z[4] = {1000, -1000, -1000, 1000};
  const size_t labels[2] = {0, 0};
  real p[4], loss;
  check_true(!loss_cross_entropy(2, 2, z, labels, p, &loss), "2 x 2");
  check_close(p[0], 1, 0, "certain, and right");
  check_close(p[2], 0, 0, "certain, and wrong");
  check_close(loss, 1000, 1e-10, "a finite price for being wrong: 2000 / 2");
}

TEST(edge_cross_entropy)
{
  const real z[2] = {0, 1};
  const size_t good = 1, bad = 2;
  real p[2], loss;
  check_true(loss_cross_entropy(1, 2, z, &bad, p, &loss) == TFN_BAD_VALUE &&
                 loss_cross_entropy_backward(1, 2, p, &bad, p) == TFN_BAD_VALUE,
             "label 2 of 2 classes");
  check_true(
      loss_cross_entropy(0, 2, z, &good, p, &loss) == TFN_BAD_SHAPE &&
          loss_cross_entropy(1, 0, z, &good, p, &loss) == TFN_BAD_SHAPE &&
          loss_cross_entropy_backward(0, 2, p, &good, p) == TFN_BAD_SHAPE &&
          loss_cross_entropy_backward(1, 0, p, &good, p) == TFN_BAD_SHAPE,
      "nothing to average");
  check_true(loss_cross_entropy(1, 2, NULL, &good, p, &loss) == TFN_NULL &&
                 loss_cross_entropy(1, 2, z, NULL, p, &loss) == TFN_NULL &&
                 loss_cross_entropy(1, 2, z, &good, NULL, &loss) == TFN_NULL &&
                 loss_cross_entropy(1, 2, z, &good, p, NULL) == TFN_NULL &&
                 loss_cross_entropy_backward(1, 2, NULL, &good, p) ==
                     TFN_NULL &&
                 loss_cross_entropy_backward(1, 2, p, NULL, p) == TFN_NULL &&
                 loss_cross_entropy_backward(1, 2, p, &good, NULL) == TFN_NULL,
             "null");
}

/* ---- [squares] Squared errors ---- */
static double squares(void *context)
{
  struct loss_case *c = context;
  real loss;
  loss_squares(c->n, c->z, c->p, REAL(0.25), NULL, &loss);
  return (double)loss;
}

TEST(law_squares_gradient)
{
  struct random g = random_seed(22);
  struct loss_case c = {.n = 9, .z = normals(&g, 9), .p = normals(&g, 9)};
  real *dz = numbers(9), loss;
  loss_squares(9, c.z, c.p, REAL(0.25), dz, &loss);
  check_residual(gradient_error(squares, &c, 9, c.z, dz), GRADIENT_TOLERANCE,
                 "twice the error");
  free(c.z), free(c.p), free(dz);
}

TEST(anchor_squares)
{
  const real y[3] = {1, 2, 4}, want[3] = {0, 2, 1};
  real dy[3] = {1, 1, 1}, loss = 0;
  check_true(!loss_squares(3, y, want, REAL(0.5), dy, &loss), "three numbers");
  check_close(loss, 5, 0, "(1 + 0 + 9) / 2");
  check_true(dy[0] == 2 && dy[1] == 1 && dy[2] == 4, "added, not written");
  check_true(loss_squares(3, NULL, want, 1, dy, &loss) == TFN_NULL &&
                 loss_squares(3, y, NULL, 1, dy, &loss) == TFN_NULL &&
                 loss_squares(3, y, want, 1, dy, NULL) == TFN_NULL,
             "null");
  check_true(!loss_squares(0, NULL, NULL, 1, NULL, &loss) && loss == 0, "none");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(anchor_cross_entropy), CASE(law_cross_entropy_gradient),
    CASE(edge_large_logits),    CASE(edge_cross_entropy),
    CASE(law_squares_gradient), CASE(anchor_squares),
};
TEST_MAIN("06-tfn-layers/loss", tests)
