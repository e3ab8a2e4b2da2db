/* test_tools.h: what the suites of this chapter share: random input, rotated
 * copies, differences, and the central difference that judges gradients. */
#ifndef TEST_TOOLS_H
#define TEST_TOOLS_H

#include "test.h"
#include "networks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [tolerance] What rounding costs ----
 *
 * Features are of order one and an output is a sum of some hundred products of
 * factors known to a few eps, whose errors add like a random walk: tens of eps.
 * 1e-13 is 450 eps in double and 1e-5 is 84 eps in float. */
#define LAYER_TOLERANCE (REAL_IS_FLOAT ? 1e-5 : 1e-13)

/* The five-point difference has an error of h^4 times a fifth derivative plus
 * eps/h times the size of the loss.  Harmonics of near points have large fifth
 * derivatives, so h is a quarter of eps^(1/5): the two together are about 1e-11
 * in double and 1e-5 in float; sums over many nodes and derivatives larger than
 * one take two to three digits more. */
#define GRADIENT_TOLERANCE (REAL_IS_FLOAT ? 5e-3 : 1e-7)

/* ---- [memory] Arrays that a test may ask for ---- */
static inline real *numbers(size_t n)
{
  real *x = calloc(n ? n : 1, sizeof *x);
  check_true(x != NULL, "the test needs memory for %zu numbers", n);
  return x;
}

static inline real *copy_of(size_t n, const real *x)
{
  real *y = numbers(n);
  memcpy(y, x, n * sizeof *x);
  return y;
}

static inline real *normals(struct random *g, size_t n)
{
  real *x = numbers(n);
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
  return x;
}

/* ---- [layouts] Layouts and clouds ---- */
static inline struct irreps layout(const char *text)
{
  struct irreps x = {0};
  size_t column = 0;
  check_true(!irreps_parse(text, &x, &column), "layout \"%s\"", text);
  return x;
}

/* n points in a cube of side 3, no two nearer than 0.5. */
static inline real *cloud(struct random *g, size_t n)
{
  real *p = numbers(3 * n);
  for (size_t i = 0; i < n;) {
    bool apart = true;
    for (size_t a = 0; a < 3; a++)
      p[3 * i + a] = (real)(3 * random_uniform(g));
    for (size_t j = 0; j < i && apart; j++) {
      real x = p[3 * i] - p[3 * j], y = p[3 * i + 1] - p[3 * j + 1],
           z = p[3 * i + 2] - p[3 * j + 2];
      apart = x * x + y * y + z * z > REAL(0.25);
    }
    i += apart;
  }
  return p;
}

/* q = s R p + t for n points, s = -1 for a reflection through the origin. */
static inline real *moved(size_t n, const real *p, rot3 R, bool improper,
                          vec3 t)
{
  real *q = numbers(3 * n);
  for (size_t i = 0; i < n; i++) {
    vec3 v = so3_apply(R, (vec3){(double)p[3 * i], (double)p[3 * i + 1],
                                 (double)p[3 * i + 2]});
    v = vec3_add(vec3_scale(improper ? -1 : 1, v), t);
    q[3 * i] = (real)v.x;
    q[3 * i + 1] = (real)v.y;
    q[3 * i + 2] = (real)v.z;
  }
  return q;
}

static inline struct graph *pairs(size_t n, const real *p, int lmax)
{
  struct graph *graph = NULL;
  enum tfn_status status =
      graph_all_pairs(1, &n, p, lmax, HARMONICS_COMPONENT, &graph);
  check_true(status == TFN_OK, "a graph of %zu points: %s", n,
             tfn_message(status));
  return graph;
}

/* ---- [differences] How different ---- */

static inline double largest(size_t n, const real *x)
{
  double most = 0;
  for (size_t i = 0; i < n; i++)
    most = larger(most, fabs((double)x[i]));
  return most;
}

static inline double difference(size_t n, const real *x, const real *y)
{
  double most = 0;
  for (size_t i = 0; i < n; i++)
    most = larger(most, fabs((double)x[i] - (double)y[i]));
  return most;
}

/* |x - y| over the size of x, where that exceeds one. */
static inline double relative(size_t n, const real *x, const real *y)
{
  return difference(n, x, y) / fmax(1, largest(n, x));
}

/* ---- [gradient] The judge of gradients ----
 *
 * Compares `got` (n), the gradient of a loss by x (n), with five-point central
 * differences at up to 60 of the entries; x is restored and the loss computed
 * once more.  The result is relative to the largest entry, and 1 when the
 * gradient is zero: a gradient that is zero everywhere judges nothing. */
typedef double loss_function(void *context);

static inline double slope_at(loss_function *loss, void *context, real *x)
{
  real keep = *x, h = real_pow(REAL_EPS, REAL(0.2)) / 4;
  double f[4];
  for (int k = 0; k < 4; k++) {
    *x = keep + h * (real)(k < 2 ? k - 2 : k - 1);
    f[k] = loss(context);
  }
  *x = keep;
  return (8 * (f[2] - f[1]) - (f[3] - f[0])) / (12 * (double)h);
}

static inline double gradient_error(loss_function *loss, void *context,
                                    size_t n, real *x, const real *got)
{
  double scale = largest(n, got), error = 0;
  size_t stride = n / 60 + 1;
  for (size_t k = 0; k < n; k += stride) {
    double want = slope_at(loss, context, x + k);
    scale = fmax(scale, fabs(want));
    error = larger(error, fabs(want - (double)got[k]));
  }
  loss(context);
  return scale > 1e-6 ? error / scale : 1;
}

#endif
