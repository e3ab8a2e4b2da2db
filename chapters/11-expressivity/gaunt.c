/* gaunt.c: the product of two functions on the sphere as a product of
 * features. */
#include "gaunt.h"

#include "memory.h"
#include "nodewise.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

/* ---- [legendre] The points and weights of Gauss ----
 *
 * The zeros of the Legendre polynomial P_n by Newton's method from a good
 * guess; exact for polynomials in z up to degree 2n - 1. */
static void gauss(size_t n, double *z, double *weight)
{
  for (size_t i = 0; i < n; i++) {
    double x = cos(PI * ((double)i + 0.75) / ((double)n + 0.5)), slope = 1;
    for (int step = 0; step < 100; step++) {
      double p0 = 1, p1 = x;
      for (size_t k = 2; k <= n; k++) {
        double p2 =
            ((double)(2 * k - 1) * x * p1 - (double)(k - 1) * p0) / (double)k;
        p0 = p1;
        p1 = p2;
      }
      slope = (double)n * (x * p1 - p0) / (x * x - 1);
      double move = p1 / slope;
      x -= move;
      if (fabs(move) < 1e-15)
        break;
    }
    z[i] = x;
    weight[i] = 2 / ((1 - x * x) * slope * slope);
  }
}

/* ---- [grid] The grid ---- */
static size_t components(int lmax)
{
  return ((size_t)lmax + 1) * ((size_t)lmax + 1);
}

static int larger_degree(const struct gaunt *grid)
{
  return grid->in > grid->out ? grid->in : grid->out;
}

static bool fill(struct gaunt *grid, size_t rows, size_t columns)
{
  double z[3 * GAUNT_LMAX], weight[3 * GAUNT_LMAX];
  real *p = memory_array(grid->points, 3 * sizeof *p);
  if (!p)
    return false;
  gauss(rows, z, weight);
  for (size_t i = 0; i < rows; i++)
    for (size_t k = 0; k < columns; k++) {
      double azimuth = 2 * PI * (double)k / (double)columns;
      double s = sqrt(1 - z[i] * z[i]);
      size_t at = i * columns + k;
      p[3 * at] = (real)(s * cos(azimuth));
      p[3 * at + 1] = (real)(s * sin(azimuth));
      p[3 * at + 2] = (real)z[i];
      grid->weight[at] =
          (real)(sqrt(4 * PI) * weight[i] * 2 * PI / (double)columns);
    }
  harmonics(larger_degree(grid), HARMONICS_INTEGRAL, grid->points, p, grid->Y);
  free(p);
  return true;
}

enum tfn_status gaunt_create(int in, int out, struct gaunt *grid)
{
  if (!grid)
    return TFN_NULL;
  memset(grid, 0, sizeof *grid);
  if (in < 0 || in > GAUNT_LMAX || out < 0 || out > GAUNT_LMAX)
    return TFN_BAD_VALUE;
  size_t columns = (size_t)(2 * in + out) + 1, rows = columns / 2 + 1;
  grid->in = in;
  grid->out = out;
  grid->points = rows * columns;
  grid->Y = memory_array(grid->points * components(larger_degree(grid)),
                         sizeof(real));
  grid->weight = memory_array(grid->points, sizeof(real));
  if (grid->Y && grid->weight && fill(grid, rows, columns))
    return TFN_OK;
  gaunt_free(grid);
  return TFN_NO_MEMORY;
}

void gaunt_free(struct gaunt *grid)
{
  if (!grid)
    return;
  free(grid->Y);
  free(grid->weight);
  memset(grid, 0, sizeof *grid);
}

/* ---- [values] From coefficients to values and back ----
 *
 * values (points, C) := sum of x_k Y_k, and x (components, C) += the sum over
 * the points of values times Y_k. */
static void to_grid(const struct gaunt *grid, int lmax, size_t C, const real *x,
                    real *values)
{
  size_t K = components(larger_degree(grid));
  memset(values, 0, grid->points * C * sizeof *values);
  for (size_t q = 0; q < grid->points; q++)
    for (size_t k = 0; k < components(lmax); k++)
      for (size_t c = 0; c < C; c++)
        values[q * C + c] += grid->Y[q * K + k] * x[k * C + c];
}

static void from_grid(const struct gaunt *grid, int lmax, size_t C,
                      const real *values, real *x)
{
  size_t K = components(larger_degree(grid));
  for (size_t q = 0; q < grid->points; q++)
    for (size_t k = 0; k < components(lmax); k++)
      for (size_t c = 0; c < C; c++)
        x[k * C + c] += grid->Y[q * K + k] * values[q * C + c];
}

/* ---- [multiply] Multiply the values ---- */
enum tfn_status gaunt_multiply(const struct gaunt *grid, size_t C,
                               const real *x, const real *y, real *scratch,
                               real *z)
{
  if (!grid || (C && (!x || !y || !scratch || !z)))
    return TFN_NULL;
  if (!C)
    return TFN_OK;
  size_t n = grid->points * C, K = components(larger_degree(grid));
  real *f = scratch, *g = scratch + n;
  to_grid(grid, grid->in, C, x, f);
  to_grid(grid, grid->in, C, y, g);
  memset(z, 0, components(grid->out) * C * sizeof *z);
  for (size_t q = 0; q < grid->points; q++)
    for (size_t k = 0; k < components(grid->out); k++)
      for (size_t c = 0; c < C; c++)
        z[k * C + c] +=
            grid->weight[q] * grid->Y[q * K + k] * f[q * C + c] * g[q * C + c];
  return TFN_OK;
}

/* ---- [work] A stage of such products ---- */
struct squarer {
  struct gaunt grid;
  struct mix mix; /* used twice, with weights of its own: A, then B */
  size_t channels;
};

struct work {
  real *a, *b, *da, *db; /* (nodes, in.dim): x A and x B */
  real *values;          /* (2 points, C), of one node */
  real *dvalues;         /* (points, C) */
};

static void place(const struct stage *stage, size_t nodes,
                  struct memory_map *map, struct work *k)
{
  const struct squarer *s = stage->is;
  k->a = memory_rows(map, nodes, stage->in.dim);
  k->b = memory_rows(map, nodes, stage->in.dim);
  k->da = memory_rows(map, nodes, stage->in.dim);
  k->db = memory_rows(map, nodes, stage->in.dim);
  k->values = memory_rows(map, 2 * s->grid.points, s->channels);
  k->dvalues = memory_rows(map, s->grid.points, s->channels);
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  struct memory_map map = {0};
  struct work k;
  place(stage, geometry->graph->nodes, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct squarer *s = stage->is;
  mix_initial(&s->mix, NULL, g, w);
  mix_initial(&s->mix, NULL, g, w + s->mix.weights);
}

/* ---- [forward] Forward ---- */
static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct squarer *s = stage->is;
  size_t nodes = pass->geometry->graph->nodes;
  struct memory_map map = {.memory = pass->work};
  struct work k;
  place(stage, nodes, &map, &k);
  mix_forward(&s->mix, nodes, pass->x, pass->w, false, k.a);
  mix_forward(&s->mix, nodes, pass->x, pass->w + s->mix.weights, false, k.b);
  for (size_t i = 0; i < nodes; i++)
    gaunt_multiply(&s->grid, s->channels, k.a + i * stage->in.dim,
                   k.b + i * stage->in.dim, k.values,
                   pass->y + i * stage->out.dim);
}

/* ---- [backward] Backward: the gradient is a function, too ---- */
static void node_backward(const struct squarer *s, const real *a, const real *b,
                          const real *dy, const struct work *k, real *da,
                          real *db)
{
  const struct gaunt *grid = &s->grid;
  size_t C = s->channels, n = grid->points * C;
  real *f = k->values, *g = k->values + n;
  to_grid(grid, grid->in, C, a, f);
  to_grid(grid, grid->in, C, b, g);
  to_grid(grid, grid->out, C, dy, k->dvalues);
  for (size_t q = 0; q < n; q++) {
    real d = grid->weight[q / C] * k->dvalues[q], keep = f[q];
    f[q] = d * g[q];
    g[q] = d * keep;
  }
  from_grid(grid, grid->in, C, f, da);
  from_grid(grid, grid->in, C, g, db);
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct squarer *s = stage->is;
  size_t nodes = pass->geometry->graph->nodes, in = stage->in.dim;
  const real *B = pass->w + s->mix.weights;
  real *dB = pass->dw ? pass->dw + s->mix.weights : NULL;
  struct memory_map map = {.memory = pass->work};
  struct work k;
  place(stage, nodes, &map, &k);
  memset(k.da, 0, nodes * in * sizeof(real));
  memset(k.db, 0, nodes * in * sizeof(real));
  for (size_t i = 0; i < nodes; i++)
    node_backward(s, k.a + i * in, k.b + i * in, pass->dy + i * stage->out.dim,
                  &k, k.da + i * in, k.db + i * in);
  mix_backward(&s->mix, nodes, pass->x, pass->w, k.da, pass->dx, pass->dw);
  mix_backward(&s->mix, nodes, pass->x, B, k.db, pass->dx, dB);
}

/* ---- [stage] The product as a stage ---- */
static void release(void *is)
{
  struct squarer *s = is;
  gaunt_free(&s->grid);
  mix_free(&s->mix);
  free(s);
}

static const struct stage_kind GAUNT = {.name = "gaunt product",
                                        .degree = 2,
                                        .workspace = workspace,
                                        .initial = initial,
                                        .forward = forward,
                                        .backward = backward,
                                        .free = release};

static enum tfn_status layouts(const struct gaunt_description *is,
                               struct stage *stage)
{
  for (int l = 0; l <= is->in; l++)
    if (irreps_append(&stage->in, is->channels, l,
                      is->parity && l % 2 ? -1 : 1))
      return TFN_TOO_LARGE;
  for (int l = 0; l <= is->out; l++)
    if (irreps_append(&stage->out, is->channels, l,
                      is->parity && l % 2 ? -1 : 1))
      return TFN_TOO_LARGE;
  return TFN_OK;
}

enum tfn_status gaunt_stage(const struct gaunt_description *description,
                            struct stage *stage)
{
  if (!description || !stage)
    return TFN_NULL;
  const struct gaunt_description is = *description;
  memset(stage, 0, sizeof *stage);
  if (!is.channels || is.in < 0 || is.in > GAUNT_LMAX || is.out < 0 ||
      is.out > GAUNT_LMAX)
    return TFN_BAD_VALUE;
  struct squarer *s = memory_array(1, sizeof *s);
  struct stage made = {.kind = &GAUNT, .is = s};
  if (!s)
    return TFN_NO_MEMORY;
  enum tfn_status status = layouts(&is, &made);
  s->channels = is.channels;
  if (!status)
    status = mix_create(&made.in, &made.in, false, &s->mix);
  if (!status)
    status = gaunt_create(is.in, is.out, &s->grid);
  if (!status && s->mix.weights > SIZE_MAX / 32)
    status = TFN_TOO_LARGE;
  if (status) {
    release(s);
    return status;
  }
  made.weights = 2 * s->mix.weights;
  *stage = made;
  return TFN_OK;
}
