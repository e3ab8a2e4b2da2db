/* test_fast_mix.c: products of matrices mix channels as chapter 6 does. */
#include "test.h"

#include "fast_mix.h"
#include "test_tools_fast.h"

#include <string.h>

/* ---- [help] Layouts ---- */
static const struct {
  const char *in, *out;
} pairs[] = {
    {"1x0e", "1x0e"},
    {"16x0e + 16x1o", "16x0e + 16x1o"},
    {"3x0e + 5x0e + 2x1o", "7x0e + 4x1o"},
    {"64x0e + 33x2e", "17x2e + 64x0e"},
    {"8x0e + 24x1o + 40x1o", "9x1o + 31x0e + 2x1o"},
    {"5x1o", "6x0e + 2x1o"}, /* nothing reaches 0e */
    {"4x0e", "3x1o"},        /* nothing at all */
};
enum { PAIRS = sizeof pairs / sizeof *pairs };

/* A number of nodes below, at and above the tiles of all widths. */
static const size_t nodes[] = {0, 1, 2, 3, 7, 8, 16, 37};
enum { SIZES = sizeof nodes / sizeof *nodes };

static void make(size_t k, struct mix *mix)
{
  struct irreps in, out;
  check_true(!irreps_parse(pairs[k].in, &in, NULL) &&
                 !irreps_parse(pairs[k].out, &out, NULL) &&
                 mix_create(&in, &out, true, mix) == TFN_OK,
             "pair %d", (int)k);
}

/* Numbers as they are, twice: both roads start from the same. */
static void twins(size_t n, struct random *g, real *twin[2])
{
  twin[0] = numbers(n, g);
  twin[1] = numbers(n, g);
  memcpy(twin[1], twin[0], (n + 1) * sizeof *twin[0]);
}

/* ---- [law] The same numbers ----
 *
 * Sums of up to `terms` products of order one, added in another order. */
static double tolerance(size_t terms)
{
  return 8 * sqrt((double)terms) * (double)REAL_EPS * sqrt((double)terms + 1);
}

static void compare(const struct mix *mix, size_t n, bool all, struct random *g)
{
  real *x = numbers(n * mix->in.dim, g), *dy = numbers(n * mix->out.dim, g);
  real *W = numbers(mix->weights, g), *y[2], *dx[2], *dW[2];
  real *scratch = aligned_alloc(64, (fast_mix_workspace(mix) / 16 + 1) * 128);
  twins(n * mix->out.dim, g, y);
  twins(n * mix->in.dim, g, dx);
  twins(mix->weights, g, dW);
  mix_forward(mix, n, x, W, all, y[0]);
  mix_backward(mix, n, x, W, dy, all ? dx[0] : NULL, all ? NULL : dW[0]);
  check_true(fast_mix_forward(mix, n, x, W, scratch, all, y[1]) == TFN_OK,
             "forward");
  check_true(fast_mix_backward(mix, n, x, W, dy, scratch, all ? dx[1] : NULL,
                               all ? NULL : dW[1]) == TFN_OK,
             "backward");
  check_residual(worst(n * mix->out.dim, y[1], y[0]), tolerance(100), "y");
  check_residual(worst(n * mix->in.dim, dx[1], dx[0]), tolerance(100), "dx");
  check_residual(worst(mix->weights, dW[1], dW[0]), tolerance(5 * n), "dW");
  check_true(y[1][n * mix->out.dim] == y[0][n * mix->out.dim] &&
                 dx[1][n * mix->in.dim] == dx[0][n * mix->in.dim] &&
                 dW[1][mix->weights] == dW[0][mix->weights],
             "nothing is written behind the end");
  for (int k = 0; k < 2; k++) {
    free(y[k]);
    free(dx[k]);
    free(dW[k]);
  }
  free(x);
  free(dy);
  free(W);
  free(scratch);
}

TEST(law_mixing_agrees)
{
  struct random g = random_seed(81);
  for (size_t k = 0; k < PAIRS; k++)
    for (size_t i = 0; i < SIZES; i++) {
      struct mix mix;
      make(k, &mix);
      compare(&mix, nodes[i], true, &g);
      compare(&mix, nodes[i], false, &g);
      mix_free(&mix);
    }
}

TEST(anchor_one_number)
{
  struct mix mix;
  real x[2] = {3, 4}, W = 2, y[2] = {1, 1}, dx[2] = {0}, dW = 5;
  real *scratch = aligned_alloc(64, 128);
  make(0, &mix);
  fast_mix_forward(&mix, 2, x, &W, scratch, true, y);
  check_true(y[0] == 7 && y[1] == 9, "1 + 2 times 3, and times 4");
  fast_mix_backward(&mix, 2, x, &W, y, scratch, dx, &dW);
  check_true(dx[0] == 14 && dx[1] == 18, "2 times y");
  check_true(dW == 5 + 21 + 36, "3 times 7 and 4 times 9");
  free(scratch);
  mix_free(&mix);
}

TEST(edge_mixing_bad_input)
{
  struct mix mix;
  real x[1] = {1}, *scratch = aligned_alloc(64, 128);
  make(0, &mix);
  check_true(fast_mix_workspace(NULL) == 0, "nothing needs nothing");
  check_true(fast_mix_forward(NULL, 1, x, x, scratch, false, x) == TFN_NULL,
             "mix");
  check_true(fast_mix_forward(&mix, 1, NULL, x, scratch, false, x) == TFN_NULL,
             "x");
  check_true(fast_mix_forward(&mix, 1, x, NULL, scratch, false, x) == TFN_NULL,
             "W");
  check_true(fast_mix_forward(&mix, 1, x, x, NULL, false, x) == TFN_NULL,
             "scratch");
  check_true(fast_mix_forward(&mix, 1, x, x, scratch, false, NULL) == TFN_NULL,
             "y");
  check_true(fast_mix_backward(NULL, 1, x, x, x, scratch, x, x) == TFN_NULL,
             "mix back");
  check_true(fast_mix_backward(&mix, 1, NULL, x, x, scratch, x, x) == TFN_NULL,
             "x back");
  check_true(fast_mix_backward(&mix, 1, x, NULL, x, scratch, x, x) == TFN_NULL,
             "W back");
  check_true(fast_mix_backward(&mix, 1, x, x, NULL, scratch, x, x) == TFN_NULL,
             "dy");
  check_true(fast_mix_backward(&mix, 1, x, x, x, NULL, x, x) == TFN_NULL,
             "scratch back");
  free(scratch);
  mix_free(&mix);
}

static const struct test tests[] = {
    CASE(law_mixing_agrees),
    CASE(anchor_one_number),
    CASE(edge_mixing_bad_input),
};
TEST_MAIN("08-speed/fast_mix", tests)
