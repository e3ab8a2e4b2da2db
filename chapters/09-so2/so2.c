/* so2.c: turning an edge to the pole, what a product is there, and back. */
#include "so2.h"

#include "clebsch_gordan.h"
#include "memory.h"
#include "wigner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [scaled] A vector of size one ----
 *
 * v = 2^exponent u with the largest |u_a| in 1/2..1: exact for every vector,
 * the subnormal ones too. */
static enum tfn_status scale_vector(const real *v, vec3 *u, int *exponent)
{
  double most = 0;
  for (int a = 0; a < 3; a++) {
    if (!isfinite(v[a]))
      return TFN_NOT_FINITE;
    most = fmax(most, fabs((double)v[a]));
  }
  if (most == 0)
    return TFN_COINCIDENT;
  frexp(most, exponent);
  *u = (vec3){ldexp((double)v[0], -*exponent), ldexp((double)v[1], -*exponent),
              ldexp((double)v[2], -*exponent)};
  return TFN_OK;
}

/* ---- [upper] The shortest turn to the pole ---- */
static rot3 shortest_turn(vec3 n)
{
  double s = 1 / (1 + n.z);
  return (rot3){{{1 - n.x * n.x * s, -n.x * n.y * s, -n.x},
                 {-n.x * n.y * s, 1 - n.y * n.y * s, -n.y},
                 {n.x, n.y, n.z}}};
}

/* ---- [frame] The frame of any vector ---- */
enum tfn_status so2_frame(const real *v, rot3 *Q)
{
  vec3 u;
  int exponent;
  if (!v || !Q)
    return TFN_NULL;
  enum tfn_status status = scale_vector(v, &u, &exponent);
  if (status)
    return status;
  vec3 n = vec3_scale(1 / sqrt(vec3_dot(u, u)), u);
  if (n.z >= 0) {
    *Q = shortest_turn(n);
    return TFN_OK;
  }
  *Q = shortest_turn((vec3){n.x, -n.y, -n.z});
  for (int a = 0; a < 3; a++) {
    Q->m[a][1] = -Q->m[a][1];
    Q->m[a][2] = -Q->m[a][2];
  }
  return TFN_OK;
}

/* ---- [rows] The rows of D(Q) in the order of m ----
 *
 * All rows of one m together have (lmax+1)^2 - m^2 numbers. */
static size_t rows_of(int lmax, int m)
{
  return (size_t)((lmax + 1) * (lmax + 1) - m * m);
}

size_t so2_rows(int lmax, int mmax)
{
  if (lmax < 0 || lmax > SO2_LMAX || mmax < 0)
    return 0;
  size_t n = rows_of(lmax, 0);
  for (int m = 1; m <= mmax && m <= lmax; m++)
    n += 2 * rows_of(lmax, m);
  return n;
}

size_t so2_row(int lmax, int l, int m)
{
  int k = abs(m);
  size_t before = k ? so2_rows(lmax, k - 1) : 0;
  return before + (m < 0 ? rows_of(lmax, k) : 0) + (size_t)(l * l - k * k);
}

/* ---- [frames] The frames of many vectors ---- */
static real *copy_row(int l, const double *D, int m, real *row)
{
  const double *from = D + wigner_block(l) + (m + l) * (2 * l + 1);
  for (int k = 0; k <= 2 * l; k++)
    *row++ = (real)from[k];
  return row;
}

enum { ALL = (SO2_LMAX + 1) * (4 * (SO2_LMAX + 1) * (SO2_LMAX + 1) - 1) / 3 };

enum tfn_status so2_frames(int lmax, int mmax, size_t n, const real *v, real *D)
{
  double all[ALL]; /* wigner_block(SO2_LMAX + 1) */
  rot3 Q;
  if (n && (!v || !D))
    return TFN_NULL;
  if (!so2_rows(lmax, mmax))
    return TFN_BAD_VALUE;
  for (size_t i = 0; i < n; i++) {
    enum tfn_status status = so2_frame(v + 3 * i, &Q);
    if (status)
      return status;
    wigner_d_recursive(lmax, Q, all);
    for (int m = 0; m <= mmax && m <= lmax; m++)
      for (int sign = 1; sign >= (m ? -1 : 1); sign -= 2)
        for (int l = m; l <= lmax; l++)
          D = copy_row(l, all, sign * m, D);
  }
  return TFN_OK;
}

/* ---- [order] Features in the order of m ---- */
static enum tfn_status check_order(const struct irreps *irreps, int lmax)
{
  if (irreps_check(irreps))
    return TFN_BAD_SHAPE;
  for (size_t b = 0; b < irreps->n; b++)
    if (irreps->block[b].l > lmax)
      return TFN_BAD_SHAPE;
  return TFN_OK;
}

enum tfn_status so2_order_make(const struct irreps *irreps, int lmax, int mmax,
                               struct so2_order *order)
{
  if (!irreps || !order)
    return TFN_NULL;
  if (!so2_rows(lmax, mmax))
    return TFN_BAD_VALUE;
  enum tfn_status status = check_order(irreps, lmax);
  if (status)
    return status;
  memset(order, 0, sizeof *order);
  order->irreps = *irreps;
  order->lmax = lmax;
  order->mmax = mmax < lmax ? mmax : lmax;
  for (int m = 0; m <= order->mmax; m++) {
    for (size_t b = 0; b < irreps->n; b++)
      if (irreps->block[b].l >= m)
        order->width[m] += irreps->block[b].channels;
    order->at[m + 1] = order->at[m] + (m ? 2 : 1) * order->width[m];
  }
  order->size = order->at[order->mmax + 1];
  return TFN_OK;
}

size_t so2_place(const struct so2_order *order, size_t b, int m)
{
  int k = abs(m);
  size_t place = order->at[k] + (m < 0 ? order->width[k] : 0);
  for (size_t earlier = 0; earlier < b; earlier++)
    if (order->irreps.block[earlier].l >= k)
      place += order->irreps.block[earlier].channels;
  return place;
}

/* ---- [turn] Into the frame and out of it ----
 *
 * Both walk through the components in the order of m.  Row (l, m) of D stands
 * between component m of a block, in the frame, and the whole block, in space.
 */
static void row_times_block(const struct irreps_block *block, const real *row,
                            const real *x, real *component)
{
  memset(component, 0, block->channels * sizeof *component);
  for (int k = 0; k <= 2 * block->l; k++, x += block->channels)
    for (size_t c = 0; c < block->channels; c++)
      component[c] += row[k] * x[c];
}

void so2_turn_in(const struct so2_order *order, const real *D, const real *x,
                 real *turned)
{
  for (int m = 0; m <= order->mmax; m++)
    for (int sign = 1; sign >= (m ? -1 : 1); sign -= 2)
      for (size_t b = 0; b < order->irreps.n; b++) {
        const struct irreps_block *block = &order->irreps.block[b];
        if (block->l < m)
          continue;
        row_times_block(block, D + so2_row(order->lmax, block->l, sign * m),
                        x + block->offset, turned);
        turned += block->channels;
      }
}

static void add_row_to_block(const struct irreps_block *block, const real *row,
                             const real *component, real *x)
{
  for (int k = 0; k <= 2 * block->l; k++, x += block->channels)
    for (size_t c = 0; c < block->channels; c++)
      x[c] += row[k] * component[c];
}

void so2_turn_out(const struct so2_order *order, const real *D,
                  const real *turned, real *x)
{
  for (int m = 0; m <= order->mmax; m++)
    for (int sign = 1; sign >= (m ? -1 : 1); sign -= 2)
      for (size_t b = 0; b < order->irreps.n; b++) {
        const struct irreps_block *block = &order->irreps.block[b];
        if (block->l < m)
          continue;
        add_row_to_block(block, D + so2_row(order->lmax, block->l, sign * m),
                         turned, x + block->offset);
        turned += block->channels;
      }
}

/* ---- [column] One path in the frame ----
 *
 * Of the harmonics Y_l2(z) only m2 = 0 is left, sqrt(2 l2 + 1), and with it
 * those entries of the tensor whose m1 and m3 are equal or opposite. */
size_t so2_blocks(int l1, int l3)
{
  return l1 < 0 || l3 < 0 ? 0 : 2 * (size_t)(l1 < l3 ? l1 : l3) + 1;
}

static void read_column(int l1, int l2, int l3, size_t n,
                        const struct cg_term *term, double *column)
{
  memset(column, 0, so2_blocks(l1, l3) * sizeof *column);
  for (; n--; term++) {
    int m1 = term->i1 - l1, m2 = term->i2 - l2, m3 = term->i3 - l3;
    if (m2 || m1 < 0)
      continue;
    double entry = sqrt(2 * l2 + 1) * term->c;
    if (m3 == m1)
      column[m1 ? 2 * m1 - 1 : 0] = entry;
    else /* m3 = -m1 */
      column[2 * m1] = entry;
  }
}

enum tfn_status so2_column(int l1, int l2, int l3, double *column)
{
  size_t n;
  if (!column)
    return TFN_NULL;
  if (l1 < 0 || l1 > SO2_LMAX || l3 < 0 || l3 > SO2_LMAX ||
      !cg_allowed(l1, l2, l3))
    return TFN_BAD_VALUE;
  if (cg_sparse(l1, l2, l3, &n, NULL))
    return TFN_NO_MEMORY;
  struct cg_term *term = memory_array(n, sizeof *term);
  if (!term || cg_sparse(l1, l2, l3, &n, term)) {
    free(term);
    return TFN_NO_MEMORY;
  }
  read_column(l1, l2, l3, n, term, column);
  free(term);
  return TFN_OK;
}

/* ---- [convert] All paths to all blocks, and back ---- */
enum tfn_status so2_from_paths(int l1, int l3, const double *weights,
                               double *blocks)
{
  double column[2 * SO2_LMAX + 1], sum[2 * SO2_LMAX + 1] = {0};
  const size_t n = so2_blocks(l1, l3);
  if (!weights || !blocks)
    return TFN_NULL;
  if (!n)
    return TFN_BAD_VALUE;
  for (size_t p = 0; p < n; p++) {
    enum tfn_status status = so2_column(l1, abs(l1 - l3) + (int)p, l3, column);
    if (status)
      return status;
    for (size_t k = 0; k < n; k++)
      sum[k] += weights[p] * column[k];
  }
  memcpy(blocks, sum, n * sizeof *sum);
  return TFN_OK;
}

enum tfn_status so2_to_paths(int l1, int l3, const double *blocks,
                             double *weights)
{
  double column[2 * SO2_LMAX + 1], sum[2 * SO2_LMAX + 1] = {0};
  const size_t n = so2_blocks(l1, l3);
  if (!weights || !blocks)
    return TFN_NULL;
  if (!n)
    return TFN_BAD_VALUE;
  for (size_t p = 0; p < n; p++) {
    enum tfn_status status = so2_column(l1, abs(l1 - l3) + (int)p, l3, column);
    if (status)
      return status;
    for (size_t k = 0; k < n; k++)
      sum[p] += (k ? 2 : 1) * column[k] * blocks[k] / (2 * l3 + 1);
  }
  memcpy(weights, sum, n * sizeof *sum);
  return TFN_OK;
}

/* ---- [moment] The sum of p . L q ----
 *
 * L_x and L_y join m with m + 1, with a factor v of the ladder: an entry v at
 * (row, column) and -v at (column, row) contribute
 *
 *   v (p[row] q[column] - p[column] q[row]).
 *
 * Where q has no component m + 1, it is 0 there. */
static double dot(size_t n, const real *p, const real *q)
{
  double sum = 0;
  for (size_t c = 0; q && c < n; c++)
    sum += (double)p[c] * (double)q[c];
  return sum;
}

/* Components m, -m, m + 1, -(m + 1) of one block. */
struct four {
  const real *plus, *minus, *above, *below;
};

static void add_step(int l, int m, size_t n, struct four p, struct four q,
                     double *torque)
{
  double v = sqrt((double)(l - m) * (double)(l + m + 1)) / (m ? 2 : sqrt(2));
  torque[0] += v * (dot(n, p.plus, q.below) - dot(n, p.below, q.plus));
  torque[1] += v * (dot(n, p.above, q.plus) - dot(n, p.plus, q.above));
  if (m == 0)
    return;
  torque[0] += v * (dot(n, p.above, q.minus) - dot(n, p.minus, q.above));
  torque[1] += v * (dot(n, p.below, q.minus) - dot(n, p.minus, q.below));
}

static struct four find_four(const struct so2_order *order, const real *x,
                             int m, size_t here, size_t next)
{
  const real *plus = x + order->at[m] + here;
  struct four f = {plus, plus + order->width[m], NULL, NULL};
  if (m < order->mmax) {
    f.above = x + order->at[m + 1] + next;
    f.below = f.above + order->width[m + 1];
  }
  return f;
}

void so2_moment(const struct so2_order *wide, const real *p,
                const struct so2_order *narrow, const real *q, double *torque)
{
  for (int m = 0; m <= narrow->mmax && m < wide->mmax; m++) {
    size_t here = 0, next = 0; /* within the rows of m and of m + 1 */
    for (size_t b = 0; b < wide->irreps.n; b++) {
      const struct irreps_block *block = &wide->irreps.block[b];
      if (block->l > m) {
        add_step(block->l, m, block->channels,
                 find_four(wide, p, m, here, next),
                 find_four(narrow, q, m, here, next), torque);
        next += block->channels;
      }
      here += block->l >= m ? block->channels : 0;
    }
  }
}

/* ---- [space] The same in space ----
 *
 * There all rows are at hand, and the turn about z, L_z, counts too. */
static struct four four_of(const struct irreps_block *block, const real *x,
                           int m)
{
  const size_t n = block->channels;
  const real *zero = x + block->offset + (size_t)block->l * n;
  const size_t here = (size_t)m * n, next = here + n;
  if (m == block->l)
    return (struct four){zero + here, zero - here, NULL, NULL};
  return (struct four){zero + here, zero - here, zero + next, zero - next};
}

void so2_torque(const struct irreps *irreps, const real *p, const real *q,
                double *torque)
{
  for (size_t b = 0; b < irreps->n; b++) {
    const struct irreps_block *block = &irreps->block[b];
    const size_t n = block->channels;
    for (int m = 0; m <= block->l; m++) {
      const struct four f = four_of(block, p, m), g = four_of(block, q, m);
      if (m < block->l)
        add_step(block->l, m, n, f, g, torque);
      torque[2] += m * (dot(n, f.minus, g.plus) - dot(n, f.plus, g.minus));
    }
  }
}

/* ---- [pull] From the torque to the vector ----
 *
 * The axes x and y of the frame, in space, are rows of Q, and these are the
 * rows of D^1, in which space has the order (y, z, x). */
enum tfn_status so2_pull(int lmax, const real *D, const real *v,
                         const double *torque, real *gradient)
{
  vec3 u;
  int exponent;
  if (!D || !v || !torque || !gradient)
    return TFN_NULL;
  enum tfn_status status = scale_vector(v, &u, &exponent);
  if (status || lmax < 1 || (torque[0] == 0 && torque[1] == 0))
    return status;
  const real *x = D + so2_row(lmax, 1, 1), *y = D + so2_row(lmax, 1, -1);
  const double length = sqrt(vec3_dot(u, u));
  for (int a = 0; a < 3; a++) {
    const int k = (a + 2) % 3;
    double t = torque[1] * (double)x[k] - torque[0] * (double)y[k];
    gradient[a] += (real)ldexp(t / length, -exponent);
  }
  return TFN_OK;
}
