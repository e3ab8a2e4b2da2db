/* radial.c: radial bases, the smooth cutoff and the radial network, each with
 * its derivative. */
#include "radial.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* ---- [smooth] The logistic function and silu ---- */
real smooth_sigmoid(real x)
{
  return REAL(1) / (REAL(1) + real_exp(-x));
}

real smooth_silu(real x, real *derivative)
{
  real s = smooth_sigmoid(x);
  if (derivative)
    *derivative = s + x * s * (REAL(1) - s);
  return x * s;
}

/* ---- [cutoff] The polynomial that ends smoothly ----
 *
 * The factored form: all terms are positive, so nothing cancels where u is
 * small.  The sum is taken from its last term to the first. */
real smooth_cutoff(int p, real x, real *derivative)
{
  if (derivative)
    *derivative = 0;
  if (p == 0)
    return 1;
  if (x >= 1)
    return 0;
  real q = (real)p, left = 1 - x, sum = 0;
  for (int k = p - 1; k >= 0; k--)
    sum = sum * x + (real)((k + 1) * (k + 2) / 2);
  if (derivative)
    *derivative = -q * (q + 1) * (q + 2) / 2 * real_pow(x, q - 1) * left * left;
  return left * left * left * sum;
}

/* ---- [gaussian] Hills at equal distances ---- */
static void gaussian(const struct radial_basis *basis, real r, real *B,
                     real *slope)
{
  real width = basis->cutoff / (real)(basis->count - 1);
  for (size_t k = 0; k < basis->count; k++) {
    real t = r / width - (real)k;
    B[k] = real_exp(-t * t / 2);
    slope[k] = B[k] == 0 ? 0 : -t / width * B[k]; /* t may be infinite */
  }
}

/* ---- [bessel] Standing waves in a ball ----
 *
 * sin(f r)/r = f sinc(f r), and near 0 its series.  Below t = f r = eps^(1/4)
 * what is left out is t^4/120 of the value and t^2/10 of the slope; above it
 * cancellation costs the slope 3 eps/t^2 of itself.  So the slope, small there,
 * is right to about sqrt(eps) of itself and to eps^(3/4) f^2 in all. */
static void bessel(const struct radial_basis *basis, real r, real *B,
                   real *slope)
{
  const real pi = REAL(3.14159265358979323846);
  real scale = real_sqrt(2 / basis->cutoff);
  real small = real_sqrt(real_sqrt(REAL_EPS));
  for (size_t k = 0; k < basis->count; k++) {
    real f = (real)(k + 1) * pi / basis->cutoff, t = f * r;
    if (t > REAL_MAX) { /* nobody knows the sine of infinity */
      B[k] = slope[k] = 0;
    } else if (t < small) {
      B[k] = scale * f * (1 - t * t / 6);
      slope[k] = -scale * f * f * t / 3;
    } else {
      B[k] = scale * real_sin(t) / r;
      slope[k] = (scale * f * real_cos(t) - B[k]) / r;
    }
  }
}

/* ---- [basis] The basis of many distances ---- */

/* Whether the steepest function has a slope that is a number. */
static bool finite_slopes(const struct radial_basis *b)
{
  real n = (real)b->count, c = b->cutoff;
  if (b->kind == RADIAL_GAUSSIAN)
    return n / c <= REAL_MAX;
  return real_sqrt(2 / c) * (4 * n / c) * (4 * n / c) <= REAL_MAX;
}

static bool good_basis(const struct radial_basis *b)
{
  bool kind = b->kind == RADIAL_GAUSSIAN || b->kind == RADIAL_BESSEL;
  size_t least = b->kind == RADIAL_GAUSSIAN ? 2 : 1;
  bool ends = b->envelope == 0 || (b->envelope >= 2 && b->envelope <= 32);
  return kind && b->count >= least && b->count <= RADIAL_MAX && ends &&
         b->cutoff > 0 && b->cutoff <= REAL_MAX && finite_slopes(b);
}

enum tfn_status radial_basis_forward(const struct radial_basis *basis, size_t n,
                                     const real *r, real *B, real *slope)
{
  if (!basis || (n && (!r || !B)))
    return TFN_NULL;
  if (!good_basis(basis))
    return TFN_BAD_VALUE;
  real d[RADIAL_MAX];
  for (size_t i = 0; i < n; i++) {
    real du, *row = B + i * basis->count;
    real u = smooth_cutoff(basis->envelope, r[i] / basis->cutoff, &du);
    if (basis->kind == RADIAL_GAUSSIAN)
      gaussian(basis, r[i], row, d);
    else
      bessel(basis, r[i], row, d);
    for (size_t k = 0; k < basis->count; k++) {
      if (slope)
        slope[i * basis->count + k] = d[k] * u + row[k] * du / basis->cutoff;
      row[k] *= u;
    }
  }
  return TFN_OK;
}

enum tfn_status radial_basis_backward(const struct radial_basis *basis,
                                      size_t n, const real *slope,
                                      const real *dB, real *dr)
{
  if (!basis || (n && (!slope || !dB || !dr)))
    return TFN_NULL;
  if (!good_basis(basis))
    return TFN_BAD_VALUE;
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < basis->count; k++)
      dr[i] += dB[i * basis->count + k] * slope[i * basis->count + k];
  return TFN_OK;
}

/* ---- [square] How large a basis is ----
 *
 * By the midpoint rule, with eight points or more for every wave. */
enum tfn_status radial_basis_square(const struct radial_basis *basis,
                                    real *square)
{
  if (!basis || !square)
    return TFN_NULL;
  if (!good_basis(basis))
    return TFN_BAD_VALUE;
  size_t points = 8 * basis->count + 200;
  double sum = 0;
  for (size_t i = 0; i < points; i++) {
    real B[RADIAL_MAX], u = ((real)i + REAL(0.5)) / (real)points;
    real r = u * basis->cutoff;
    radial_basis_forward(basis, 1, &r, B, NULL);
    for (size_t k = 0; k < basis->count; k++)
      sum += (double)(3 * u * u * B[k] * B[k]) / (double)points;
  }
  *square = (real)sum;
  return TFN_OK;
}

/* ---- [net] The radial network ---- */
size_t radial_net_weights(const struct radial_net *net)
{
  if (!net || !net->inputs || !net->hidden || !net->outputs ||
      net->inputs > SIZE_MAX - net->outputs ||
      net->hidden > SIZE_MAX / (net->inputs + net->outputs))
    return 0;
  return net->hidden * (net->inputs + net->outputs);
}

/* y (b) += x (a) W (a, b). */
static void add_row_times(size_t a, size_t b, const real *x, const real *W,
                          real *y)
{
  for (size_t i = 0; i < a; i++)
    for (size_t j = 0; j < b; j++)
      y[j] += x[i] * W[i * b + j];
}

enum tfn_status radial_net_forward(const struct radial_net *net, size_t n,
                                   const real *B, const real *W, real *hidden,
                                   real *w)
{
  if (!net || !W || (n && (!B || !hidden || !w)))
    return TFN_NULL;
  if (!radial_net_weights(net))
    return TFN_BAD_SHAPE;
  size_t in = net->inputs, mid = net->hidden, out = net->outputs;
  const real *W1 = W, *W2 = W + in * mid;
  for (size_t e = 0; e < n; e++) {
    real *h = hidden + e * mid;
    memset(h, 0, mid * sizeof *h);
    memset(w + e * out, 0, out * sizeof *w);
    add_row_times(in, mid, B + e * in, W1, h);
    for (size_t j = 0; j < mid; j++) {
      real s = smooth_silu(h[j], NULL);
      add_row_times(1, out, &s, W2 + j * out, w + e * out);
    }
  }
  return TFN_OK;
}

/* ---- [netback] The radial network, backwards ----
 *
 * For y = x W the chain rule gives dW_ij += x_i dy_j and dx_i += sum_j W_ij
 * dy_j: the same loop, with the roles of the three arrays exchanged.  dx and
 * dW may be NULL. */
static void row_times_backward(size_t a, size_t b, const real *x, const real *W,
                               const real *dy, real *dx, real *dW)
{
  for (size_t i = 0; i < a; i++)
    for (size_t j = 0; j < b; j++) {
      if (dW)
        dW[i * b + j] += x[i] * dy[j];
      if (dx)
        dx[i] += W[i * b + j] * dy[j];
    }
}

enum tfn_status radial_net_backward(const struct radial_net *net, size_t n,
                                    const real *B, const real *W, real *hidden,
                                    const real *dw, real *dW, real *dB)
{
  if (!net || !W || (n && (!B || !hidden || !dw)))
    return TFN_NULL;
  if (!radial_net_weights(net))
    return TFN_BAD_SHAPE;
  size_t in = net->inputs, mid = net->hidden, out = net->outputs;
  for (size_t e = 0; e < n; e++) {
    real *h = hidden + e * mid;
    for (size_t j = 0; j < mid; j++) {
      real slope, s = smooth_silu(h[j], &slope), ds = 0;
      size_t at = in * mid + j * out;
      row_times_backward(1, out, &s, W + at, dw + e * out, &ds,
                         dW ? dW + at : NULL);
      h[j] = slope * ds;
    }
    row_times_backward(in, mid, B + e * in, W, h, dB ? dB + e * in : NULL, dW);
  }
  return TFN_OK;
}
