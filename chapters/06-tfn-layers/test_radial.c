/* test_radial.c: bases, cutoff, radial network. */
#include "anchors.h"
#include "test_tools.h"

#include <stdint.h>

static const double EPS = (double)REAL_EPS;

/* ---- [smooth] silu and the cutoff ---- */
TEST(anchor_silu)
{
  const real at[4] = {-3, REAL(-0.5), 0, 2};
  for (int k = 0; k < 4; k++) {
    real slope;
    check_close(smooth_silu(at[k], &slope), pinned_silu[k], 4 * EPS, "silu");
    check_close(slope, pinned_silu[4 + k], 4 * EPS, "its derivative");
    check_close(smooth_silu(at[k], NULL), pinned_silu[k], 4 * EPS,
                "without it");
  }
  check_close(smooth_sigmoid(-1e5), 0, 0, "no NaN far to the left");
  check_close(smooth_sigmoid(REAL(1e5)), 1, 0, "nor to the right");
  check_true(isnan(smooth_sigmoid((real)NAN)), "NaN in, NaN out");
}

TEST(anchor_cutoff)
{
  const real x[3] = {REAL(0.25), REAL(0.5), REAL(0.9)};
  for (int k = 0; k < 3; k++) {
    check_close(smooth_cutoff(6, x[k], NULL), pinned_cutoff[k], 20 * EPS,
                "p = 6 at %g", (double)x[k]);
    check_close(smooth_cutoff(3, x[k], NULL), pinned_cutoff[3 + k], 20 * EPS,
                "p = 3 at %g", (double)x[k]);
  }
  real slope = 7;
  check_close(smooth_cutoff(0, 5, &slope), 1, 0, "no envelope: 1 everywhere");
  check_close(slope, 0, 0, "and no slope");
}

/* u and its slope near the end: with d = 1 - x, u = O(d^3), u' = O(d^2). */
TEST(law_cutoff_ends_smoothly)
{
  double residual = 0;
  for (int p = 2; p <= 32; p++) {
    real slope, d = REAL(1e-3), q = (real)p;
    double third = (double)(q * (q + 1) * (q + 2)) / 2;
    double bound = third * (double)(d * d);
    smooth_cutoff(p, 1 - d, &slope);
    residual = larger(residual, fabs((double)slope) / bound);
    residual = larger(residual, fabs((double)smooth_cutoff(p, 1, &slope)));
    residual = larger(residual, fabs((double)slope));
    residual = larger(residual, fabs((double)smooth_cutoff(p, 2, &slope)));
    residual = larger(residual, fabs((double)slope));
    check_close(smooth_cutoff(p, 0, &slope), 1, 0, "u(0) = 1");
    check_close(slope, 0, 0, "u'(0) = 0");
  }
  claim("t-cutoff", residual, 1 + 1e-3);
}

/* The integral of the slope from the end: with d = 1 - x,
 *   u = A sum_j (-1)^j C(p-1, j) d^(j+3)/(j+3),   A = p(p+1)(p+2)/2,
 * whose terms fall at least as fast as 2^-j for d <= 1/64 and p <= 32. */
static double cutoff_from_the_end(int p, double d)
{
  double term = (double)p * (p + 1) * (p + 2) / 2 * d * d * d, sum = 0;
  for (int j = 0; j < p; j++) {
    sum += term / (j + 3);
    term *= -d * (p - 1 - j) / (j + 1);
  }
  return sum;
}

/* Two roundings for each step of the sum, and a few for the rest. */
TEST(law_cutoff_keeps_its_digits)
{
  double residual = 0;
  for (int p = 2; p <= 32; p++)
    for (int k = 6; k <= 20; k++) {
      const double d = ldexp(1, -k), u = cutoff_from_the_end(p, d);
      const double error =
          fabs((double)smooth_cutoff(p, (real)(1 - d), NULL) - u);
      residual = larger(residual, error / u / ((2 * p + 8) * EPS));
    }
  claim("t-cutoff-digits", residual, 1);
}

struct cutoff_at {
  int p;
  real x;
};

static double cutoff_loss(void *context)
{
  struct cutoff_at *at = context;
  return (double)smooth_cutoff(at->p, at->x, NULL);
}

TEST(law_cutoff_slope)
{
  for (int p = 2; p <= 12; p++) {
    struct cutoff_at at = {p, REAL(0.6)};
    real slope;
    smooth_cutoff(p, at.x, &slope);
    check_residual(gradient_error(cutoff_loss, &at, 1, &at.x, &slope),
                   GRADIENT_TOLERANCE, "p = %d", p);
  }
}

/* ---- [bases] Values ---- */
static void check_row(size_t n, const real *got, const double *want,
                      const char *what)
{
  for (size_t k = 0; k < n; k++)
    check_close(got[k], want[k], 30 * EPS, "%s %zu", what, k);
}

TEST(anchor_gaussian)
{
  struct radial_basis basis = {RADIAL_GAUSSIAN, 4, REAL(3.5), 0};
  real r = 1, B[4];
  check_true(!radial_basis_forward(&basis, 1, &r, B, NULL), "four Gaussians");
  check_row(4, B, pinned_gaussian, "Gaussian");
  basis.envelope = 6;
  check_true(!radial_basis_forward(&basis, 1, &r, B, NULL), "with a cutoff");
  check_row(4, B, pinned_gaussian + 4, "Gaussian times cutoff");
}

TEST(anchor_bessel)
{
  struct radial_basis basis = {RADIAL_BESSEL, 3, 2, 0};
  real r[2] = {0, REAL(0.7)}, B[6], slope[6];
  check_true(!radial_basis_forward(&basis, 2, r, B, slope), "at 0 and 0.7");
  check_row(6, B, pinned_bessel, "Bessel function");
  check_residual(largest(3, slope), 0, "the slope at 0 is 0");
  basis.envelope = 6;
  check_true(!radial_basis_forward(&basis, 1, r + 1, B, NULL), "with cutoff");
  check_row(3, B, pinned_bessel + 6, "Bessel function times cutoff");
}

/* Metres or kilometres: a Gaussian basis is a function of r/cutoff alone. */
TEST(law_units_do_not_matter)
{
  double worst = 0;
  struct random g = random_seed(3);
  for (int k = 0; k < 40; k++) {
    real unit = real_exp((real)(6 * random_normal(&g)));
    real r[2] = {(real)random_uniform(&g) * 3, 0}, B[2][6];
    struct radial_basis a = {RADIAL_GAUSSIAN, 6, REAL(3.5), 6}, b = a;
    b.cutoff *= unit;
    r[1] = r[0] * unit;
    radial_basis_forward(&a, 1, r, B[0], NULL);
    radial_basis_forward(&b, 1, r + 1, B[1], NULL);
    worst = larger(worst, difference(6, B[0], B[1]));
  }
  claim("t-units", worst, 60 * EPS);
}

/* ---- [slopes] Derivatives ---- */
struct basis_loss {
  struct radial_basis basis;
  size_t n;
  real *r, *c, *B;
};

static double basis_loss(void *context)
{
  struct basis_loss *l = context;
  double loss = 0;
  radial_basis_forward(&l->basis, l->n, l->r, l->B, NULL);
  for (size_t k = 0; k < l->n * l->basis.count; k++)
    loss += (double)l->c[k] * (double)l->B[k];
  return loss;
}

TEST(law_basis_slopes)
{
  struct random g = random_seed(4);
  for (int kind = 0; kind < 2; kind++)
    for (int p = 0; p <= 6; p += 3) {
      struct basis_loss l = {{(enum radial_kind)kind, 5, 3, p}, 12, 0, 0, 0};
      size_t n = l.n * l.basis.count;
      l.r = numbers(l.n);
      for (size_t i = 0; i < l.n; i++)
        l.r[i] = REAL(0.15) + (real)i / 4;
      l.c = normals(&g, n);
      l.B = numbers(n);
      real *slope = numbers(n), *dr = numbers(l.n);
      radial_basis_forward(&l.basis, l.n, l.r, l.B, slope);
      check_true(!radial_basis_backward(&l.basis, l.n, slope, l.c, dr), "back");
      check_residual(gradient_error(basis_loss, &l, l.n, l.r, dr),
                     GRADIENT_TOLERANCE, "kind %d, envelope %d", kind, p);
      free(l.r);
      free(l.c);
      free(l.B);
      free(slope);
      free(dr);
    }
}

/* The series that replaces sin(t)/r near 0 meets it: no step at the seam. */
TEST(law_bessel_series_joins)
{
  struct radial_basis basis = {RADIAL_BESSEL, 1, REAL(3.14159265358979), 0};
  real seam = real_sqrt(real_sqrt(REAL_EPS)), step = 8 * REAL_EPS;
  real r[2] = {seam * (1 - step), seam * (1 + step)}, B[2], slope[2];
  radial_basis_forward(&basis, 2, r, B, slope);
  check_close(B[0], B[1], 4 * EPS, "value: the series stops at t^4/120");
  check_close(slope[0], slope[1], 16 * EPS / (double)seam,
              "slope: cos t - sin t / t loses eps / t to cancellation");
}

/* ---- [square] How large a basis is ----
 *
 * The midpoint rule leaves out (pi/points)^2/3 of the integrand's curvature,
 * with eight points for a wave some 1e-3; where nothing but sines is summed, it
 * is exact. */
TEST(anchor_basis_square)
{
  const struct radial_basis bases[3] = {{RADIAL_GAUSSIAN, 5, REAL(3.5), 0},
                                        {RADIAL_GAUSSIAN, 5, REAL(3.5), 6},
                                        {RADIAL_BESSEL, 4, 2, 6}};
  real square = 0;
  for (int k = 0; k < 3; k++) {
    check_true(!radial_basis_square(&bases[k], &square), "basis %d", k);
    check_close(square, pinned_squares[k], 1e-3 * pinned_squares[k], "basis %d",
                k);
  }
  struct radial_basis bare = {RADIAL_BESSEL, 7, REAL(0.5), 0};
  check_true(!radial_basis_square(&bare, &square), "bare Bessel functions");
  check_close(square, 3 * 7 / 0.125, 168e3 * (double)REAL_EPS,
              "3 count / cutoff^3");
  bare.count = 0;
  check_true(radial_basis_square(&bare, &square) == TFN_BAD_VALUE &&
                 radial_basis_square(NULL, &square) == TFN_NULL &&
                 radial_basis_square(&bases[0], NULL) == TFN_NULL,
             "refused");
}

/* ---- [net] The radial network ---- */
TEST(anchor_radial_net)
{
  struct radial_net net = {2, 2, 1};
  const real B[2] = {REAL(0.5), -1}, W[6] = {1, 2, 3, -4, REAL(0.25), 2};
  real hidden[2], w;
  check_true(radial_net_weights(&net) == 6, "2 x 2 and 2 x 1");
  check_true(!radial_net_forward(&net, 1, B, W, hidden, &w), "forward");
  check_close(hidden[0], pinned_radial_net[0], 8 * EPS, "hidden");
  check_close(hidden[1], pinned_radial_net[1], 8 * EPS, "hidden");
  check_close(w, pinned_radial_net[2], 40 * EPS, "w");
}

struct net_loss {
  struct radial_net net;
  size_t n;
  real *B, *W, *c, *hidden, *w;
};

static double net_loss(void *context)
{
  struct net_loss *l = context;
  double loss = 0;
  radial_net_forward(&l->net, l->n, l->B, l->W, l->hidden, l->w);
  for (size_t k = 0; k < l->n * l->net.outputs; k++)
    loss += (double)l->c[k] * (double)l->w[k];
  return loss;
}

TEST(law_radial_net_gradient)
{
  struct random g = random_seed(5);
  double worst = 0;
  for (int trial = 0; trial < 6; trial++) {
    size_t in = 1 + random_below(&g, 5), mid = 1 + random_below(&g, 5),
           out = 1 + random_below(&g, 5), n = 1 + random_below(&g, 4);
    struct net_loss l = {{in, mid, out}, n, 0, 0, 0, 0, 0};
    size_t weights = radial_net_weights(&l.net);
    l.B = normals(&g, n * in), l.W = normals(&g, weights);
    l.c = normals(&g, n * out);
    l.hidden = numbers(n * mid), l.w = numbers(n * out);
    real *dW = numbers(weights), *dB = numbers(n * in),
         *only = numbers(weights);
    net_loss(&l);
    radial_net_backward(&l.net, n, l.B, l.W, l.hidden, l.c, only, NULL);
    net_loss(&l);
    radial_net_backward(&l.net, n, l.B, l.W, l.hidden, l.c, dW, dB);
    check_residual(difference(weights, dW, only), 0, "dB may be left out");
    worst = larger(worst, gradient_error(net_loss, &l, weights, l.W, dW));
    worst = larger(worst, gradient_error(net_loss, &l, n * in, l.B, dB));
    free(l.B), free(l.W), free(l.c), free(l.hidden), free(l.w);
    free(dW), free(dB), free(only);
  }
  claim("t-radialgradient", worst, GRADIENT_TOLERANCE);
}

/* Nothing beyond the cutoff: B = 0 gives w = 0, whatever the parameters. */
TEST(law_weights_vanish_beyond_the_cutoff)
{
  struct random g = random_seed(6);
  struct radial_basis basis = {RADIAL_BESSEL, 4, 2, 6};
  struct radial_net net = {4, 7, 3};
  real r[3] = {2, REAL(2.5), 100}, B[12], hidden[21], w[9];
  real *W = normals(&g, radial_net_weights(&net));
  radial_basis_forward(&basis, 3, r, B, NULL);
  radial_net_forward(&net, 3, B, W, hidden, w);
  check_residual(largest(9, w), 0, "at and beyond the cutoff");
  r[0] = REAL(1.9);
  radial_basis_forward(&basis, 1, r, B, NULL);
  radial_net_forward(&net, 1, B, W, hidden, w);
  check_true(largest(3, w) > 1e-6, "but not before it");
  free(W);
}

/* ---- [bad] Input that is refused ---- */
TEST(edge_distances_and_cutoffs_of_every_size)
{
  const double exponents[] = {-1074, -1022, -300, -149, -126, -60, -20,
                              0,     20,    60,   126,  300,  1022};
  const size_t n = sizeof exponents / sizeof *exponents;
  size_t accepted = 0;
  for (size_t c = 0; c < n; c++)
    for (size_t d = 0; d <= n; d++)
      for (int kind = 0; kind < 4; kind++) {
        real r = d < n ? (real)exp2(exponents[d]) : REAL_MAX, B[9], slope[9];
        struct radial_basis basis = {(enum radial_kind)(kind / 2), 9,
                                     (real)exp2(exponents[c]), kind % 2 * 6};
        if (isinf(r) || radial_basis_forward(&basis, 1, &r, B, slope))
          continue;
        for (int k = 0; k < 9; k++)
          check_true(isfinite(B[k]) && isfinite(slope[k]),
                     "cutoff %g, r %g, kind %d: B_%d = %g, slope %g",
                     (double)basis.cutoff, (double)r, kind, k, (double)B[k],
                     (double)slope[k]);
        accepted++;
      }
  check_true(accepted > 100, "most are accepted: %d", (int)accepted);
}

TEST(edge_basis)
{
  const struct radial_basis bad[] = {
      {RADIAL_GAUSSIAN, 1, 1, 0},       {RADIAL_BESSEL, 0, 1, 0},
      {RADIAL_BESSEL, 257, 1, 0},       {(enum radial_kind)2, 4, 1, 0},
      {RADIAL_BESSEL, 4, 0, 0},         {RADIAL_BESSEL, 4, -1, 0},
      {RADIAL_BESSEL, 4, (real)NAN, 0}, {RADIAL_BESSEL, 4, (real)INFINITY, 0},
      {RADIAL_BESSEL, 4, 1, 1},         {RADIAL_BESSEL, 4, 1, 33},
      {RADIAL_BESSEL, 4, 1, -1},
  };
  real r = 1, B[300], dr = 0;
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
    check_true(radial_basis_forward(&bad[k], 1, &r, B, NULL) == TFN_BAD_VALUE &&
                   radial_basis_backward(&bad[k], 1, B, B, &dr) ==
                       TFN_BAD_VALUE,
               "basis %zu is not a basis", k);
  const struct radial_basis good = {RADIAL_BESSEL, 4, 1, 6};
  check_true(radial_basis_forward(NULL, 1, &r, B, NULL) == TFN_NULL &&
                 radial_basis_forward(&good, 1, NULL, B, NULL) == TFN_NULL &&
                 radial_basis_forward(&good, 1, &r, NULL, NULL) == TFN_NULL &&
                 radial_basis_backward(NULL, 1, B, B, &dr) == TFN_NULL &&
                 radial_basis_backward(&good, 1, NULL, B, &dr) == TFN_NULL &&
                 radial_basis_backward(&good, 1, B, NULL, &dr) == TFN_NULL &&
                 radial_basis_backward(&good, 1, B, B, NULL) == TFN_NULL,
             "null");
  check_true(!radial_basis_forward(&good, 0, NULL, NULL, NULL), "no distances");
  r = (real)NAN;
  radial_basis_forward(&good, 1, &r, B, NULL);
  check_true(isnan(B[0]) && isnan(B[3]), "NaN in, NaN out");
}

TEST(edge_radial_net)
{
  const struct radial_net some = {2, 3, 4};
  const real six_and_twelve[18] = {1};
  check_true(!radial_net_forward(&some, 0, NULL, six_and_twelve, NULL, NULL),
             "no edges, no arrays");
  struct radial_net zero[3] = {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}};
  struct radial_net huge = {SIZE_MAX / 2, 4, 3}, wide = {SIZE_MAX, 1, 1};
  real a[4] = {0};
  for (int k = 0; k < 3; k++)
    check_true(
        radial_net_weights(&zero[k]) == 0 &&
            radial_net_forward(&zero[k], 1, a, a, a, a) == TFN_BAD_SHAPE &&
            radial_net_backward(&zero[k], 1, a, a, a, a, a, a) == TFN_BAD_SHAPE,
        "a size of 0");
  check_true(radial_net_weights(&huge) == 0 && radial_net_weights(&wide) == 0 &&
                 radial_net_weights(NULL) == 0,
             "too large to count, or null");
  struct radial_net net = {1, 1, 1};
  for (int k = 0; k < 4; k++) {
    real *p[4] = {a, a, a, a};
    p[k] = NULL;
    check_true(radial_net_backward(&net, 1, p[0], p[1], p[2], p[3], NULL,
                                   NULL) == TFN_NULL,
               "backward: argument %d", k);
    check_true(k == 4 || radial_net_forward(&net, 1, p[0], p[1], p[2], p[3]) ==
                             TFN_NULL,
               "forward: argument %d", k);
  }
  check_true(radial_net_forward(NULL, 1, a, a, a, a) == TFN_NULL &&
                 radial_net_backward(NULL, 1, a, a, a, a, NULL, NULL) ==
                     TFN_NULL,
             "no net");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(anchor_basis_square),
    CASE(anchor_silu),
    CASE(anchor_cutoff),
    CASE(law_cutoff_ends_smoothly),
    CASE(law_cutoff_keeps_its_digits),
    CASE(law_cutoff_slope),
    CASE(anchor_gaussian),
    CASE(anchor_bessel),
    CASE(law_units_do_not_matter),
    CASE(law_basis_slopes),
    CASE(law_bessel_series_joins),
    CASE(anchor_radial_net),
    CASE(law_radial_net_gradient),
    CASE(law_weights_vanish_beyond_the_cutoff),
    CASE(edge_distances_and_cutoffs_of_every_size),
    CASE(edge_basis),
    CASE(edge_radial_net),
};
TEST_MAIN("06-tfn-layers/radial", tests)
