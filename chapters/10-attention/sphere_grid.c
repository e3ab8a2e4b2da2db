/* sphere_grid.c: functions on the sphere by their values at the points of a
 * grid, and what a function of one number does to them there. */
#include "sphere_grid.h"

#include "fast_kernels.h"
#include "fast_radial_kernels.h"
#include "harmonics.h"
#include "memory.h"
#include "radial.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846

/* ---- [gauss] Gauss and Legendre: the zeros of P_n ----
 *
 * Newton's method from a good guess; three steps reach all digits, and the
 * slope at the zero gives the weight 1/((1 - z^2) P_n'(z)^2). */
static double legendre(size_t n, double z, double *slope)
{
  double before = 1, p = z;
  for (size_t k = 2; k <= n; k++) {
    double next =
        ((double)(2 * k - 1) * z * p - (double)(k - 1) * before) / (double)k;
    before = p;
    p = next;
  }
  *slope = (double)n * (before - z * p) / (1 - z * z);
  return p;
}

enum tfn_status sphere_grid_gauss(size_t n, double *z, double *w)
{
  if (!z || !w)
    return TFN_NULL;
  if (!n || n > SPHERE_GAUSS_MAX)
    return TFN_BAD_VALUE;
  for (size_t k = 0; k < n; k++) {
    double slope, at = cos(PI * ((double)k + 0.75) / ((double)n + 0.5));
    for (int step = 0; step < 8; step++)
      at -= legendre(n, at, &slope) / slope;
    if (2 * k + 1 == n)
      at = 0; /* the middle, exactly */
    legendre(n, at, &slope);
    z[k] = at;
    w[k] = 1 / ((1 - at * at) * slope * slope);
  }
  return TFN_OK;
}

/* ---- [size] How many points are enough ---- */
enum tfn_status sphere_grid_size(int lmax, int mmax, int factors,
                                 size_t *latitudes, size_t *longitudes)
{
  if (!latitudes || !longitudes)
    return TFN_NULL;
  if (lmax < 0 || lmax > 100 || mmax < 0 || mmax > lmax || factors < 1 ||
      factors > 64)
    return TFN_BAD_VALUE;
  *latitudes = (size_t)(factors * lmax) / 2 + 1;
  *longitudes = (size_t)(factors * mmax) + 1;
  return TFN_OK;
}

/* ---- [rows] Which component a row is ---- */
static size_t count_rows(int lmax, int mmax)
{
  size_t rows = 0;
  for (int l = 0; l <= lmax; l++)
    rows += (size_t)(2 * (l < mmax ? l : mmax) + 1);
  return rows;
}

static void name_rows(struct sphere_grid *g, enum sphere_order order)
{
  size_t k = 0;
  if (order == SPHERE_BY_DEGREE) {
    for (int l = 0; l <= g->lmax; l++)
      for (int m = -g->mmax; m <= g->mmax; m++)
        if (abs(m) <= l)
          g->l[k] = l, g->m[k] = m, k++;
    return;
  }
  for (int m = 0; m <= g->mmax; m = m > 0 ? -m : 1 - m)
    for (int l = abs(m); l <= g->lmax; l++)
      g->l[k] = l, g->m[k] = m, k++;
}

/* ---- [points] Where the points are, and what each of them weighs ---- */
static enum tfn_status set_points(struct sphere_grid *g)
{
  double *z = memory_array(2 * g->latitudes, sizeof *z);
  if (!z)
    return TFN_NO_MEMORY;
  double *w = z + g->latitudes;
  sphere_grid_gauss(g->latitudes, z, w);
  for (size_t a = 0; a < g->latitudes; a++)
    for (size_t b = 0; b < g->longitudes; b++) {
      size_t p = a * g->longitudes + b;
      double phi = 2 * PI * (double)b / (double)g->longitudes;
      double s = sqrt((1 - z[a]) * (1 + z[a]));
      g->point[3 * p] = (real)(s * cos(phi));
      g->point[3 * p + 1] = (real)(s * sin(phi));
      g->point[3 * p + 2] = (real)z[a];
      g->weight[p] = (real)(w[a] / (double)g->longitudes);
    }
  free(z);
  return TFN_OK;
}

/* ---- [matrices] The two matrices ---- */
static enum tfn_status set_matrices(struct sphere_grid *g)
{
  size_t K = harmonics_count(g->lmax);
  real *Y = memory_array(g->points, K * sizeof *Y);
  if (!Y)
    return TFN_NO_MEMORY;
  harmonics(g->lmax, HARMONICS_COMPONENT, g->points, g->point, Y);
  real root = real_sqrt((real)g->rows);
  for (size_t p = 0; p < g->points; p++)
    for (size_t k = 0; k < g->rows; k++) {
      real y = Y[p * K + harmonics_index(g->l[k], g->m[k])];
      g->to[p * g->rows + k] = y / root;
      g->from[k * g->points + p] = root * g->weight[p] * y;
    }
  free(Y);
  return TFN_OK;
}

/* ---- [create] A grid, and its end ---- */
static enum tfn_status check(int lmax, int mmax, enum sphere_order order,
                             size_t latitudes, size_t longitudes)
{
  size_t least[2];
  enum tfn_status status =
      sphere_grid_size(lmax, mmax, 2, &least[0], &least[1]);
  if (status)
    return status;
  if ((order != SPHERE_BY_DEGREE && order != SPHERE_BY_ORDER) ||
      latitudes < least[0] || latitudes > SPHERE_GAUSS_MAX ||
      longitudes < least[1])
    return TFN_BAD_VALUE;
  return longitudes > SIZE_MAX / 64 / latitudes / harmonics_count(lmax)
             ? TFN_TOO_LARGE
             : TFN_OK;
}

static enum tfn_status fill(struct sphere_grid *g, enum sphere_order order)
{
  g->l = memory_array(g->rows, sizeof *g->l);
  g->m = memory_array(g->rows, sizeof *g->m);
  g->to = memory_reals(g->points * g->rows);
  g->from = memory_reals(g->points * g->rows);
  g->weight = memory_reals(g->points);
  g->point = memory_reals(3 * g->points);
  if (!g->l || !g->m || !g->to || !g->from || !g->weight || !g->point)
    return TFN_NO_MEMORY;
  name_rows(g, order);
  enum tfn_status status = set_points(g);
  return status ? status : set_matrices(g);
}

enum tfn_status sphere_grid_create(int lmax, int mmax, enum sphere_order order,
                                   size_t latitudes, size_t longitudes,
                                   struct sphere_grid *grid)
{
  if (!grid)
    return TFN_NULL;
  memset(grid, 0, sizeof *grid);
  enum tfn_status status = check(lmax, mmax, order, latitudes, longitudes);
  if (status)
    return status;
  *grid = (struct sphere_grid){.lmax = lmax,
                               .mmax = mmax,
                               .latitudes = latitudes,
                               .longitudes = longitudes,
                               .points = latitudes * longitudes,
                               .rows = count_rows(lmax, mmax)};
  status = fill(grid, order);
  if (status)
    sphere_grid_free(grid);
  return status;
}

void sphere_grid_free(struct sphere_grid *grid)
{
  if (!grid)
    return;
  free(grid->l), free(grid->m), free(grid->to), free(grid->from);
  free(grid->weight), free(grid->point);
  memset(grid, 0, sizeof *grid);
}

/* ---- [product] All four transforms are this ----
 *
 * y (a, c) += M (a, b) x (b, c), or with the transposed matrix of another
 * transform: M[i stride_i + j stride_j]. */
static void add_product(size_t a, size_t b, size_t c, const real *M,
                        size_t stride_i, size_t stride_j, const real *x,
                        real *y)
{
  for (size_t i = 0; i < a; i++)
    for (size_t j = 0; j < b; j++) {
      real entry = M[i * stride_i + j * stride_j];
      const real *from = x + j * c;
      real *to = y + i * c;
      for (size_t k = 0; k < c; k++)
        to[k] += entry * from[k];
    }
}

/* ---- [transforms] There and back ---- */
static void to_grid(const struct sphere_grid *g, size_t c, const real *x,
                    real *f)
{
  memset(f, 0, g->points * c * sizeof *f);
  add_product(g->points, g->rows, c, g->to, g->rows, 1, x, f);
}

static void from_grid(const struct sphere_grid *g, size_t c, const real *f,
                      real *x)
{
  memset(x, 0, g->rows * c * sizeof *x);
  add_product(g->rows, g->points, c, g->from, g->points, 1, f, x);
}

static void to_back(const struct sphere_grid *g, size_t c, const real *df,
                    real *dx)
{
  add_product(g->rows, g->points, c, g->to, 1, g->rows, df, dx);
}

static void from_back(const struct sphere_grid *g, size_t c, const real *dx,
                      real *df)
{
  add_product(g->points, g->rows, c, g->from, 1, g->points, dx, df);
}

/* ---- [shells] The same for many nodes, with checks ---- */
enum tfn_status sphere_grid_to(const struct sphere_grid *grid, size_t n,
                               size_t channels, const real *x, real *f)
{
  if (!grid || (n && channels && (!x || !f)))
    return TFN_NULL;
  for (size_t i = 0; i < n && channels; i++)
    to_grid(grid, channels, x + i * grid->rows * channels,
            f + i * grid->points * channels);
  return TFN_OK;
}

enum tfn_status sphere_grid_to_backward(const struct sphere_grid *grid,
                                        size_t n, size_t channels,
                                        const real *df, real *dx)
{
  if (!grid || (n && channels && (!df || !dx)))
    return TFN_NULL;
  for (size_t i = 0; i < n && channels; i++)
    to_back(grid, channels, df + i * grid->points * channels,
            dx + i * grid->rows * channels);
  return TFN_OK;
}

enum tfn_status sphere_grid_from(const struct sphere_grid *grid, size_t n,
                                 size_t channels, const real *f, real *x)
{
  if (!grid || (n && channels && (!f || !x)))
    return TFN_NULL;
  for (size_t i = 0; i < n && channels; i++)
    from_grid(grid, channels, f + i * grid->points * channels,
              x + i * grid->rows * channels);
  return TFN_OK;
}

enum tfn_status sphere_grid_from_backward(const struct sphere_grid *grid,
                                          size_t n, size_t channels,
                                          const real *dx, real *df)
{
  if (!grid || (n && channels && (!dx || !df)))
    return TFN_NULL;
  for (size_t i = 0; i < n && channels; i++)
    from_back(grid, channels, dx + i * grid->rows * channels,
              df + i * grid->points * channels);
  return TFN_OK;
}

/* ---- [activation] To the grid, through the function, and back ----
 *
 * x (n) := f(x), slope (n) := f'(x).  silu has a kernel of chapter 8. */
static void apply(s2_function *f, size_t n, real *x, real *slope)
{
  size_t k = 0;
  if (f == smooth_silu) {
    k = n - n % fast_kernels()->radial->lanes;
    fast_kernels()->radial->activate(k, x, slope);
  }
  for (; k < n; k++)
    x[k] = f(x[k], slope + k);
}

static void activate(const struct sphere_grid *g, s2_function *f, size_t c,
                     const real *x, real *work, real *y)
{
  to_grid(g, c, x, work);
  apply(f, g->points * c, work, work + g->points * c);
  from_grid(g, c, work, y);
}

/* ---- [activationback] The same way backwards ----
 *
 * Of dy only the rows from `first` on count. */
static void activate_back(const struct sphere_grid *g, s2_function *f,
                          size_t first, size_t c, const real *x, const real *dy,
                          real *work, real *dx)
{
  size_t n = g->points * c;
  real *slope = work + n;
  to_grid(g, c, x, work);
  apply(f, n, work, slope);
  memset(work, 0, n * sizeof *work);
  add_product(g->points, g->rows - first, c, g->from + first * g->points, 1,
              g->points, dy + first * c, work);
  for (size_t k = 0; k < n; k++)
    work[k] *= slope[k];
  to_back(g, c, work, dx);
}

/* ---- [s2shell] The same for many nodes, with checks ---- */
void s2_silu(size_t n, real *x, real *slope)
{
  apply(smooth_silu, n, x, slope);
}

size_t s2_work(const struct sphere_grid *grid, size_t channels)
{
  if (!grid)
    return 0;
  struct memory_map map = {0};
  memory_rows(&map, 2 * grid->points, channels);
  return map.too_large ? SIZE_MAX : 2 * grid->points * channels;
}

enum tfn_status s2_forward(const struct sphere_grid *grid, s2_function *f,
                           size_t n, size_t channels, const real *x, real *work,
                           real *y)
{
  if (!grid || !f || (n && channels && (!x || !work || !y)))
    return TFN_NULL;
  size_t row = grid->rows * channels;
  for (size_t i = 0; i < n && channels; i++)
    activate(grid, f, channels, x + i * row, work, y + i * row);
  return TFN_OK;
}

enum tfn_status s2_backward(const struct sphere_grid *grid, s2_function *f,
                            size_t n, size_t channels, const real *x,
                            const real *dy, real *work, real *dx)
{
  if (!grid || !f || (n && channels && (!x || !dy || !work || !dx)))
    return TFN_NULL;
  size_t row = grid->rows * channels;
  for (size_t i = 0; i < n && channels; i++)
    activate_back(grid, f, 0, channels, x + i * row, dy + i * row, work,
                  dx + i * row);
  return TFN_OK;
}

/* ---- [separable] Scalars by themselves ---- */
enum tfn_status s2_separable_forward(const struct sphere_grid *grid, size_t n,
                                     size_t channels, const real *s,
                                     const real *x, real *work, real *y)
{
  if (!grid || (n && channels && (!s || !x || !work || !y)))
    return TFN_NULL;
  size_t row = grid->rows * channels;
  for (size_t i = 0; i < n && channels; i++) {
    activate(grid, smooth_silu, channels, x + i * row, work, y + i * row);
    for (size_t c = 0; c < channels; c++)
      y[i * row + c] = smooth_silu(s[i * channels + c], NULL);
  }
  return TFN_OK;
}

enum tfn_status s2_separable_backward(const struct sphere_grid *grid, size_t n,
                                      size_t channels, const real *s,
                                      const real *x, const real *dy, real *work,
                                      real *ds, real *dx)
{
  if (!grid || (n && channels && (!s || !x || !dy || !work || !ds || !dx)))
    return TFN_NULL;
  size_t row = grid->rows * channels;
  for (size_t i = 0; i < n && channels; i++) {
    activate_back(grid, smooth_silu, 1, channels, x + i * row, dy + i * row,
                  work, dx + i * row);
    for (size_t c = 0; c < channels; c++) {
      real slope;
      smooth_silu(s[i * channels + c], &slope);
      ds[i * channels + c] += slope * dy[i * row + c];
    }
  }
  return TFN_OK;
}
