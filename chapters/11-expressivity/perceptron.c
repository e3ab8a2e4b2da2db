/* perceptron.c: one layer of an ordinary network on rows of invariants, and the
 * small products of rows that networks are made of. */
#include "perceptron.h"

#include "radial.h"

#include <math.h>
#include <string.h>

/* ---- [rows] Products of rows ---- */
real rows_dot(size_t n, const real *a, const real *b)
{
  real sum = 0;
  for (size_t k = 0; k < n; k++)
    sum += a[k] * b[k];
  return sum;
}

void rows_add(size_t n, real c, const real *a, real *b)
{
  for (size_t k = 0; b && k < n; k++)
    b[k] += c * a[k];
}

void rows_times(size_t n, size_t in, size_t out, const real *X, const real *W,
                real *Y)
{
  for (size_t r = 0; r < n; r++)
    for (size_t i = 0; i < in; i++)
      rows_add(out, X[r * in + i], W + i * out, Y + r * out);
}

void rows_times_backward(size_t n, size_t in, size_t out, const real *X,
                         const real *W, const real *dY, real *dX, real *dW)
{
  for (size_t r = 0; r < n; r++)
    for (size_t i = 0; i < in; i++) {
      if (dX)
        dX[r * in + i] += rows_dot(out, W + i * out, dY + r * out);
      if (dW)
        rows_add(out, X[r * in + i], dY + r * out, dW + i * out);
    }
}

/* ---- [perceptron] Rows in, rows out ---- */
size_t perceptron_weights(struct perceptron p)
{
  return (p.in + 1) * p.out;
}

void perceptron_initial(struct perceptron p, struct random *g, real *w)
{
  for (size_t k = 0; k < perceptron_weights(p); k++) {
    double size = k < p.in * p.out ? 1 / sqrt((double)p.in) : 0;
    w[k] = (real)(size * random_normal(g));
  }
}

struct perceptron_rows perceptron_place(struct perceptron p, size_t n,
                                        struct memory_map *map)
{
  struct perceptron_rows rows = {.is = p, .n = n};
  rows.x = memory_rows(map, n, p.in);
  rows.dx = memory_rows(map, n, p.in);
  rows.z = memory_rows(map, n, p.out);
  rows.y = memory_rows(map, n, p.out);
  rows.dy = memory_rows(map, n, p.out);
  return rows;
}

void perceptron_forward(const struct perceptron_rows *p, const real *w)
{
  size_t in = p->is.in, out = p->is.out;
  for (size_t r = 0; r < p->n; r++)
    memcpy(p->z + r * out, w + in * out, out * sizeof *w);
  rows_times(p->n, in, out, p->x, w, p->z);
  for (size_t k = 0; k < p->n * out; k++)
    p->y[k] = smooth_silu(p->z[k], NULL);
}

void perceptron_backward(const struct perceptron_rows *p, const real *w,
                         real *dw)
{
  size_t in = p->is.in, out = p->is.out;
  for (size_t k = 0; k < p->n * out; k++) {
    real slope;
    smooth_silu(p->z[k], &slope);
    p->dy[k] *= slope;
  }
  memset(p->dx, 0, p->n * in * sizeof *w);
  rows_times_backward(p->n, in, out, p->x, w, p->dy, p->dx, dw);
  for (size_t r = 0; dw && r < p->n; r++)
    rows_add(out, 1, p->dy + r * out, dw + in * out);
}
