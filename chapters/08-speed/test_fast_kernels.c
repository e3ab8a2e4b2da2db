/* test_fast_kernels.c: one width of vectors is chosen, the one that was asked
 * for where it is to be had, and results do not depend on it. */
#define _POSIX_C_SOURCE 200809L
#include "fast_kernels.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fast_convolution.h"
#include "fast_convolution_kernels.h"
#include "fast_harmonics.h"
#include "fast_layer_kernels.h"
#include "fast_radial_kernels.h"
#include "random.h"
#include "test_tools_fast.h"

/* What a program of its own finds that asks for `wish`; results (n) or NULL.
 * The width is chosen once, so each wish needs its own process. */
static int ask_for(const char *wish, void (*work)(real *), size_t n,
                   real *results)
{
  int ends[2], width = 0;
  check_true(pipe(ends) == 0, "a pipe");
  const pid_t child = fork();
  check_true(child >= 0, "a process");
  if (child == 0) {
    setenv("FAST_SIMD", wish, 1);
    width = fast_width();
    if (n > 0)
      work(results);
    const bool all =
        write(ends[1], &width, sizeof width) == (ssize_t)sizeof width &&
        write(ends[1], results, n * sizeof *results) ==
            (ssize_t)(n * sizeof *results);
    _exit(all ? 0 : 1);
  }
  close(ends[1]);
  check_true(read(ends[0], &width, sizeof width) == (ssize_t)sizeof width,
             "it answers");
  for (size_t got = 0, want = n * sizeof *results; got < want;) {
    const ssize_t some = read(ends[0], (char *)results + got, want - got);
    check_true(some > 0, "all of its results");
    got += (size_t)some;
  }
  close(ends[0]);
  int status;
  waitpid(child, &status, 0);
  check_true(WIFEXITED(status) && WEXITSTATUS(status) == 0, "it ends well");
  return width;
}

/* `make check WIDTHS=all` asks for each width that runs here. */
TEST(anchor_width_asked_for)
{
  const char *wish = getenv("FAST_SIMD");
  const int width = fast_width();
  check_true(width == 16 || width == 32 || width == 64, "%d bytes", width);
  check_true(!wish || width == atoi(wish), "%d bytes, not %s", width, wish);
}

TEST(law_a_wish_never_gives_more)
{
  static const char *const wishes[] = {"16", "32", "64"};
  const int widest = ask_for("", NULL, 0, NULL);
  for (int i = 0; i < 3; i++) {
    const int width = ask_for(wishes[i], NULL, 0, NULL);
    check_true(width == atoi(wishes[i]) || width == widest,
               "asked for %s, given %d", wishes[i], width);
    check_true(width <= widest, "%d of %d", width, widest);
  }
}

TEST(edge_wishes_that_mean_nothing)
{
  static const char *const wishes[] = {"0", "-16", "24", "many", "160"};
  const int widest = ask_for("", NULL, 0, NULL);
  for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
    check_true(ask_for(wishes[i], NULL, 0, NULL) == widest, "asked for '%s'",
               wishes[i]);
}

TEST(law_one_choice_one_width)
{
  const struct fast_kernels *k = fast_kernels();
  check_true(k == fast_kernels(), "the same table at every call");
  check_true(k->limits && k->harmonics && k->convolution && k->radial &&
                 k->wigner && k->layer,
             "it is full");
  const size_t lanes = (size_t)k->width / sizeof(real);
  check_true(k->convolution->lanes == lanes && k->radial->lanes == lanes &&
                 k->layer->lanes == lanes,
             "all kernels are of one width");
}

/* Where a vector is not a register, chapter 5's products stay. */
TEST(law_no_registers_no_fast_road)
{
  struct irreps x = {0}, Y = {0};
  struct convolution c;
  irreps_append(&x, 16, 1, 1), irreps_append(&Y, 1, 0, 1);
  check_true(convolution_create(TP_DEPTHWISE, &x, &Y, &x, &c) == TFN_OK,
             "one path");
#if defined(__SSE2__) || defined(__aarch64__)
  check_true(fast_worth(), "this processor has vectors");
#endif
  check_true((fast_product_workspace(c.product) > 0) == fast_worth(),
             "which road");
  convolution_free(&c);
}

/* ---- results at all widths ---- */
enum { POINTS = 37, L = 4, K = (L + 1) * (L + 1) };
enum { LINE = 64 / sizeof(real), BLOCKS = (POINTS + LINE - 1) / LINE };
enum { ALL = POINTS * K + BLOCKS * K * LINE + POINTS };

/* Rows, blocks and sums of the same points. */
static void three_ways(real *out)
{
  struct random g = random_seed(31);
  real xyz[3 * POINTS], a[K];
  for (size_t i = 0; i < 3 * POINTS; i++)
    xyz[i] = (real)random_normal(&g);
  for (size_t k = 0; k < K; k++)
    a[k] = (real)random_normal(&g);
  fast_harmonics(L, HARMONICS_COMPONENT, POINTS, xyz, out);
  out += POINTS * K;
  const size_t blocks = (POINTS + FAST_LINE - 1) / FAST_LINE * FAST_LINE * K;
  fast_harmonics_blocks(L, HARMONICS_COMPONENT, POINTS, xyz, out);
  fast_harmonics_expand(L, HARMONICS_COMPONENT, POINTS, xyz, a, out + blocks);
}

/* Every value is within 4 (l+1) eps of the largest of its degree, whatever the
 * order and the fusing of its operations; a sum of K of them, with coefficients
 * of size 1, by 4 sqrt(K) as much. */
TEST(law_widths_differ_by_rounding_alone)
{
  static const char *const wishes[] = {"16", "32", "64"};
  static real widest[ALL], other[ALL];
  const double value = 2 * 4 * (L + 1) * sqrt(2 * L + 1) * (double)REAL_EPS;
  ask_for("", three_ways, ALL, widest);
  for (int i = 0; i < 3; i++) {
    const int width = ask_for(wishes[i], three_ways, ALL, other);
    check_residual(worst(ALL, widest, other), 4 * sqrt((double)K) * value,
                   "%d bytes, seed 31", width);
  }
}

static const struct test tests[] = {
    CASE(anchor_width_asked_for),
    CASE(law_a_wish_never_gives_more),
    CASE(edge_wishes_that_mean_nothing),
    CASE(law_one_choice_one_width),
    CASE(law_no_registers_no_fast_road),
    CASE(law_widths_differ_by_rounding_alone),
};
TEST_MAIN("08-speed/fast_kernels", tests)
