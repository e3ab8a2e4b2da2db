/* twofold.h: numbers with twice the digits, and harmonics computed with them:
 * the ruler that the errors of this chapter are measured with.
 *
 *   twofold_add, twofold_multiply, twofold_divide, twofold_sqrt
 *   reference_degree       Y_l of one point, to about 30 digits
 *   reference_error        largest |Y - reference| of one degree */
#ifndef TWOFOLD_H
#define TWOFOLD_H

#include <math.h>

/* ---- [exact] What a rounding loses can be computed ----
 *
 * The error of one addition or product of doubles is itself a double.  These
 * two lines find it (Knuth; and the fused multiply-add, which rounds once).
 * They need a compiler that does what is written: no -ffast-math. */
struct twofold {
  double high, low; /* the value is high + low, |low| <= eps/2 |high| */
};

static inline struct twofold twofold_sum(double a, double b)
{
  double s = a + b, t = s - a;
  return (struct twofold){s, (a - (s - t)) + (b - t)};
}

static inline struct twofold twofold_product(double a, double b)
{
  double p = a * b;
  return (struct twofold){p, fma(a, b, -p)};
}

/* ---- [twofold] Four operations on pairs ----
 *
 * Relative error a few 2^-104 each (T. J. Dekker, 1971). */
static inline struct twofold twofold_add(struct twofold a, struct twofold b)
{
  struct twofold s = twofold_sum(a.high, b.high);
  struct twofold t = twofold_sum(a.low, b.low);
  s = twofold_sum(s.high, s.low + t.high);
  return twofold_sum(s.high, s.low + t.low);
}

static inline struct twofold twofold_multiply(struct twofold a,
                                              struct twofold b)
{
  struct twofold p = twofold_product(a.high, b.high);
  return twofold_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

static inline struct twofold twofold_scale(double s, struct twofold a)
{
  return twofold_multiply((struct twofold){s, 0}, a);
}

static inline struct twofold twofold_divide(struct twofold a, struct twofold b)
{
  double q = a.high / b.high;
  struct twofold rest = twofold_add(a, twofold_scale(-q, b));
  return twofold_sum(q, rest.high / b.high);
}

static inline struct twofold twofold_sqrt(struct twofold a)
{
  double r = sqrt(a.high);
  if (!(r > 0))
    return (struct twofold){r, 0};
  struct twofold rest = twofold_add(a, twofold_product(-r, r));
  return twofold_sum(r, rest.high / (2 * r));
}

/* ---- [reference] The harmonics with twice the digits ----
 *
 * r   a point, not zero, given exactly: no rounding happens before here
 * Y   out, (2l+1), integral normalisation, l <= 200 */
static inline void reference_unit(const double r[3], struct twofold u[3])
{
  int exponent;
  frexp(fmax(fabs(r[0]), fmax(fabs(r[1]), fabs(r[2]))), &exponent);
  struct twofold square = {0, 0};
  for (int i = 0; i < 3; i++) {
    u[i] = (struct twofold){ldexp(r[i], -exponent), 0};
    square = twofold_add(square, twofold_multiply(u[i], u[i]));
  }
  for (int i = 0; i < 3; i++)
    u[i] = twofold_divide(u[i], twofold_sqrt(square));
}

/* sqrt(n) with twice the digits. */
static inline struct twofold twofold_root(double n)
{
  return twofold_sqrt((struct twofold){n, 0});
}

/* Q_ll = sqrt((2l+1)/(2 pi) prod (2k-1)/(2k)), for l = 0 sqrt(1/(4 pi)). */
static inline struct twofold reference_seed(int l)
{
  const struct twofold pi = {3.141592653589793116, 1.2246467991473532e-16};
  struct twofold square = {l > 0 ? (2 * l + 1) / 2.0 : 0.25, 0};
  for (int k = 1; k <= l; k++)
    square = twofold_divide(twofold_scale(2 * k - 1, square),
                            (struct twofold){2 * k, 0});
  return twofold_sqrt(twofold_divide(square, pi));
}

/* ---- [reference-degree] One degree ---- */
static inline struct twofold reference_step(int l, int m,
                                            const struct twofold *q,
                                            struct twofold z, struct twofold ss)
{
  struct twofold a = twofold_scale(2 * (m + 1), twofold_multiply(z, q[m + 1]));
  struct twofold b = {0, 0};
  if (m + 2 <= l)
    b = twofold_multiply(twofold_multiply(ss, q[m + 2]),
                         twofold_root((double)(l - m - 1) * (l + m + 2)));
  a = twofold_add(a, twofold_scale(-1, b));
  return twofold_divide(a, twofold_root((double)(l - m) * (l + m + 1)));
}

static inline void reference_degree(int l, const double r[3], struct twofold *Y)
{
  struct twofold u[3], q[202], c = {1, 0}, s = {0, 0};
  reference_unit(r, u);
  const struct twofold x = u[0], y = u[1], minus_y = twofold_scale(-1, y);
  const struct twofold ss =
      twofold_add(twofold_multiply(x, x), twofold_multiply(y, y));
  q[l] = reference_seed(l);
  for (int m = l - 1; m >= 0; m--)
    q[m] = reference_step(l, m, q, u[2], ss);
  Y[l] = l > 0 ? twofold_divide(q[0], twofold_root(2)) : q[0];
  for (int m = 1; m <= l; m++) {
    struct twofold d =
        twofold_add(twofold_multiply(x, c), twofold_multiply(minus_y, s));
    s = twofold_add(twofold_multiply(x, s), twofold_multiply(y, c));
    c = d;
    Y[l + m] = twofold_multiply(q[m], c);
    Y[l - m] = twofold_multiply(q[m], s);
  }
}

/* ---- [error] How wrong an answer is ----
 *
 * Returns max over m of |Y_m - exact_m|, NaN when some Y_m is NaN.
 * exact, Y   (2l+1), the first from reference_degree */
static inline double reference_error(int l, const struct twofold *exact,
                                     const double *Y)
{
  double worst = 0;
  for (int i = 0; i <= 2 * l; i++) {
    double error = fabs((Y[i] - exact[i].high) - exact[i].low);
    if (!(error <= worst) && !isnan(worst))
      worst = error;
  }
  return worst;
}

#endif
