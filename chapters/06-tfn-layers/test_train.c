/* test_train.c: softmax cross-entropy and Adam. */
#include "anchors.h"
#include "test_tools.h"

static const double EPS = (double)REAL_EPS;

/* ---- [loss] Softmax and cross-entropy ---- */
TEST(anchor_cross_entropy)
{
  const real z[6] = {1, 2, 4, 0, 0, -1};
  const size_t labels[2] = {1, 2};
  real p[6], loss;
  check_true(!cross_entropy_forward(2, 3, z, labels, p, &loss), "two rows");
  for (int k = 0; k < 6; k++)
    check_close(p[k], pinned_cross_entropy[k], 8 * EPS, "p %d", k);
  check_close(loss, pinned_cross_entropy[6], 16 * EPS, "mean of -log p");
  real uniform[8] = {3, 3, 3, 3, 3, 3, 3, 3}, q[8];
  const size_t label = 5;
  cross_entropy_forward(1, 8, uniform, &label, q, &loss);
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
  cross_entropy_forward(c->n, c->classes, c->z, c->labels, c->p, &loss);
  return (double)loss;
}

TEST(law_cross_entropy_gradient)
{
  struct random g = random_seed(20);
  struct loss_case c = {5, 7, {0, 6, 3, 3, 1}, normals(&g, 35), numbers(35)};
  real *dz = numbers(35);
  double sums = 0;
  entropy_loss(&c);
  cross_entropy_backward(5, 7, c.p, c.labels, dz);
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
  cross_entropy_backward(5, 7, c.p, c.labels, twice);
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
  check_true(!cross_entropy_forward(2, 2, z, labels, p, &loss), "2 x 2");
  check_close(p[0], 1, 0, "certain, and right");
  check_close(p[2], 0, 0, "certain, and wrong");
  check_close(loss, 1000, 1e-10, "a finite price for being wrong: 2000 / 2");
}

TEST(edge_cross_entropy)
{
  const real z[2] = {0, 1};
  const size_t good = 1, bad = 2;
  real p[2], loss;
  check_true(cross_entropy_forward(1, 2, z, &bad, p, &loss) == TFN_BAD_VALUE &&
                 cross_entropy_backward(1, 2, p, &bad, p) == TFN_BAD_VALUE,
             "label 2 of 2 classes");
  check_true(cross_entropy_forward(0, 2, z, &good, p, &loss) == TFN_BAD_SHAPE &&
                 cross_entropy_forward(1, 0, z, &good, p, &loss) ==
                     TFN_BAD_SHAPE &&
                 cross_entropy_backward(0, 2, p, &good, p) == TFN_BAD_SHAPE &&
                 cross_entropy_backward(1, 0, p, &good, p) == TFN_BAD_SHAPE,
             "nothing to average");
  check_true(cross_entropy_forward(1, 2, NULL, &good, p, &loss) == TFN_NULL &&
                 cross_entropy_forward(1, 2, z, NULL, p, &loss) == TFN_NULL &&
                 cross_entropy_forward(1, 2, z, &good, NULL, &loss) ==
                     TFN_NULL &&
                 cross_entropy_forward(1, 2, z, &good, p, NULL) == TFN_NULL &&
                 cross_entropy_backward(1, 2, NULL, &good, p) == TFN_NULL &&
                 cross_entropy_backward(1, 2, p, NULL, p) == TFN_NULL &&
                 cross_entropy_backward(1, 2, p, &good, NULL) == TFN_NULL,
             "null");
}

/* ---- [adam] Adam ---- */
TEST(anchor_adam)
{
  struct adam adam = adam_default();
  check_true(adam.rate == REAL(1e-3) && adam.beta1 == REAL(0.9) &&
                 adam.beta2 == REAL(0.999) && adam.eps == REAL(1e-8),
             "the constants of the paper");
  adam.rate = REAL(0.1);
  real w = 2, m = 0, v = 0;
  for (int t = 1; t <= 50; t++) {
    real g = w * w * w - 1;
    check_true(!adam_step(&adam, 1, &g, &m, &v, &w), "step %d", t);
    if (t == 1 || t == 2)
      check_close(w, pinned_adam[t - 1], 100 * EPS, "after step %d", t);
  }
  /* Each step rounds w, m and v; the map does not amplify errors by more than
   * one tenth of a step, so 50 steps stay within some hundred eps. */
  check_close(w, pinned_adam[2], 2000 * EPS, "after 50 steps");
}

/* The first step is rate sign(g): the size of the gradient drops out. */
TEST(law_adam_forgets_the_scale)
{
  double worst = 0;
  for (int k = -3; k <= 3; k++) {
    struct adam adam = adam_default();
    real g[2] = {real_pow(10, (real)k), -3 * real_pow(10, (real)k)};
    real m[2] = {0}, v[2] = {0}, w[2] = {0};
    adam_step(&adam, 2, g, m, v, w);
    worst = larger(worst, fabs((double)(w[0] / adam.rate) + 1));
    worst = larger(worst, fabs((double)(w[1] / adam.rate) - 1));
  }
  /* eps / |g| = 1e-5 for the smallest g, and in float 1 - 0.999 is known to
   * 6e-5, half of it under the root. */
  claim("t-adam", worst, REAL_IS_FLOAT ? 1e-4 : 1.1e-5);
}

TEST(edge_adam)
{
  const struct adam bad[] = {
      {0, 0, 0, 1, 0}, {-1, 0, 0, 1, 0},        {1, 1, 0, 1, 0},
      {1, 0, 1, 1, 0}, {1, -1, 0, 1, 0},        {1, 0, -1, 1, 0},
      {1, 0, 0, 0, 0}, {(real)NAN, 0, 0, 1, 0}, {1, (real)NAN, 0, 1, 0}};
  real a[1] = {0}, w = 1;
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
    struct adam adam = bad[k];
    check_true(adam_step(&adam, 1, a, a, a, &w) == TFN_BAD_VALUE && w == 1 &&
                   adam.step == 0,
               "constants %zu", k);
  }
  struct adam adam = adam_default();
  check_true(adam_step(NULL, 1, a, a, a, a) == TFN_NULL &&
                 adam_step(&adam, 1, NULL, a, a, a) == TFN_NULL &&
                 adam_step(&adam, 1, a, NULL, a, a) == TFN_NULL &&
                 adam_step(&adam, 1, a, a, NULL, a) == TFN_NULL &&
                 adam_step(&adam, 1, a, a, a, NULL) == TFN_NULL,
             "null");
  check_true(!adam_step(&adam, 0, NULL, NULL, NULL, NULL), "no parameters");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(anchor_cross_entropy),
    CASE(law_cross_entropy_gradient),
    CASE(edge_large_logits),
    CASE(edge_cross_entropy),
    CASE(anchor_adam),
    CASE(law_adam_forgets_the_scale),
    CASE(edge_adam),
};
TEST_MAIN("06-tfn-layers/train", tests)
