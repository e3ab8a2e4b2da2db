/* test_adam.c: Adam, its schedule and what it refuses. */
#include "anchors.h"
#include "test_tools.h"

static const double EPS = (double)REAL_EPS;

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
  const struct adam bad[] = {{.rate = 0, .eps = 1},
                             {.rate = -1, .eps = 1},
                             {.rate = 1, .beta1 = 1, .eps = 1},
                             {.rate = 1, .beta2 = 1, .eps = 1},
                             {.rate = 1, .beta1 = -1, .eps = 1},
                             {.rate = 1, .beta2 = -1, .eps = 1},
                             {.rate = 1, .eps = 0},
                             {.rate = (real)NAN, .eps = 1},
                             {.rate = 1, .beta1 = (real)NAN, .eps = 1},
                             {.rate = 1, .eps = 1, .decay = -1},
                             {.rate = 1, .eps = 1, .clip = (real)NAN}};
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
  check_true(adam_begin(&adam, 1, a, NULL) == TFN_NULL, "no factors");
  check_true(!adam_step(&adam, 0, NULL, NULL, NULL, NULL), "no parameters");
}

/* ---- [schedule] Warm-up, cosine, decay, clipping ---- */
TEST(anchor_rate)
{
  struct adam a = adam_default();
  a.rate = 2;
  check_close(adam_rate(&a, 1), 2, 0, "constant");
  a.warmup = 4, a.total = 12;
  const double want[] = {0, 0.5, 1, 1.5, 2};
  for (size_t t = 0; t <= 4; t++)
    check_close(adam_rate(&a, t), want[t], 0, "warm-up %zu", t);
  check_close(adam_rate(&a, 8), 1, 4 * EPS, "half way down");
  check_close(adam_rate(&a, 6), 1 + sqrt(0.5), 8 * EPS, "a quarter");
  check_close(adam_rate(&a, 12), 0, 0, "the end");
  check_close(adam_rate(&a, 100), 0, 0, "after it");
  check_true(isnan((double)adam_rate(NULL, 1)), "null");
}

/* Of (3, 4) the length is 5: clipped to 1 it is (0.6, 0.8). */
TEST(anchor_clip)
{
  struct adam a = {.rate = 1, .eps = 1, .clip = 1};
  real g[2] = {3, 4}, m[2] = {0}, v[2] = {0}, w[2] = {0};
  check_true(!adam_step(&a, 2, g, m, v, w), "a step");
  check_close(m[0], 0.6, 4 * EPS, "clipped");
  check_close(m[1], 0.8, 4 * EPS, "in its direction");
  a.clip = 6, a.step = 0;
  check_true(!adam_step(&a, 2, g, m, v, w), "a step");
  check_close(m[0], 3, 4 * EPS, "short enough");
}

/* Without a gradient only the decay is left: w = (1 - rate decay)^t w. */
TEST(anchor_decay)
{
  struct adam a = adam_default();
  real g = 0, m = 0, v = 0, w = 1;
  a.rate = REAL(0.25), a.decay = REAL(0.5);
  adam_step(&a, 1, &g, &m, &v, &w);
  adam_step(&a, 1, &g, &m, &v, &w);
  check_close(w, 0.765625, 4 * EPS, "(7/8)^2");
}

TEST(edge_gradient_not_finite)
{
  const double bad[] = {(double)NAN, HUGE_VAL, -HUGE_VAL};
  for (int k = 0; k < 3; k++) {
    struct adam a = adam_default();
    real g[2] = {1, (real)bad[k]}, m[2] = {0}, v[2] = {0}, w[2] = {1, 1};
    check_true(adam_step(&a, 2, g, m, v, w) == TFN_NOT_FINITE, "%g", bad[k]);
    check_true(a.step == 0 && m[0] == 0 && v[0] == 0 && w[0] == 1 && w[1] == 1,
               "and nothing has changed");
  }
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(anchor_adam),
    CASE(law_adam_forgets_the_scale),
    CASE(edge_adam),
    CASE(anchor_rate),
    CASE(anchor_clip),
    CASE(anchor_decay),
    CASE(edge_gradient_not_finite),
};
TEST_MAIN("06-tfn-layers/adam", tests)
