/* frame_map.c: one real and some complex matrices, as products of matrices. */
#include "frame_map.h"

#include "fast_mix.h"
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [sizes] How many numbers belong to an m ---- */
static size_t width(const struct frame_map *map, int m, size_t channels)
{
  return (size_t)(map->lmax + 1 - m) * channels;
}

/* Columns of the matrix of m. */
static size_t columns(const struct frame_map *map, int m)
{
  size_t out = width(map, m, map->out);
  return m ? 2 * out : out + map->extra;
}

/* Where m begins in a row of features. */
static size_t place(const struct frame_map *map, int m, size_t channels)
{
  size_t at = 0;
  for (int k = 0; k < m; k++)
    at += (k ? 2 : 1) * width(map, k, channels);
  return at;
}

/* ---- [create] The matrices and where they begin ---- */
static enum tfn_status add_matrix(struct frame_map *map, int m)
{
  struct irreps in = {0}, out = {0};
  irreps_append(&in, width(map, m, map->in), 0, 1); /* small enough: check */
  irreps_append(&out, columns(map, m), 0, 1);
  enum tfn_status status = mix_create(&in, &out, false, &map->mix[m]);
  map->first[m] = map->weights;
  map->weights += status ? 0 : map->mix[m].weights + (m ? 0 : out.dim);
  return status;
}

static enum tfn_status check(int lmax, int mmax, size_t in, size_t out,
                             size_t extra)
{
  if (lmax < 0 || lmax > SO2_LMAX || mmax < 0 || mmax > lmax || !in || !out)
    return TFN_BAD_VALUE;
  const size_t most = (size_t)1 << (sizeof(size_t) * 4 - 6);
  return in > most || out > most || extra > most ? TFN_TOO_LARGE : TFN_OK;
}

enum tfn_status frame_map_create(int lmax, int mmax, size_t in, size_t out,
                                 size_t extra, struct frame_map *map)
{
  if (!map)
    return TFN_NULL;
  memset(map, 0, sizeof *map);
  enum tfn_status status = check(lmax, mmax, in, out, extra);
  if (status)
    return status;
  *map = (struct frame_map){
      .lmax = lmax, .mmax = mmax, .in = in, .out = out, .extra = extra};
  map->size_in = place(map, mmax + 1, in);
  map->size_out = place(map, mmax + 1, out);
  map->mix = memory_array((size_t)mmax + 1, sizeof *map->mix);
  status = map->mix ? TFN_OK : TFN_NO_MEMORY;
  for (int m = 0; m <= mmax && !status; m++)
    status = add_matrix(map, m);
  if (status)
    frame_map_free(map);
  return status;
}

void frame_map_free(struct frame_map *map)
{
  if (!map)
    return;
  for (int m = 0; map->mix && m <= map->mmax; m++)
    mix_free(&map->mix[m]);
  free(map->mix);
  memset(map, 0, sizeof *map);
}

/* ---- [initial] To start from ---- */
void frame_map_initial(const struct frame_map *map, real gain, struct random *g,
                       real *W)
{
  memset(W, 0, map->weights * sizeof *W);
  for (int m = 0; m <= map->mmax; m++) {
    size_t fan_in = (m ? 2 : 1) * width(map, m, map->in);
    double size = (double)gain / sqrt((double)fan_in);
    for (size_t k = 0; k < map->mix[m].weights; k++)
      W[map->first[m] + k] = (real)(size * random_normal(g));
  }
}

/* ---- [memory] Scratch: one matrix of features, one of products ----
 *
 * For m > 0 an edge has two rows, +m and -m. */
struct scratch {
  real *x, *dx,
      *p; /* (2n, widest of the input), (2n, widest of the products) */
  real *mix;
};

static void cut(const struct frame_map *map, size_t n, struct memory_map *at,
                struct scratch *k)
{
  size_t in = 0, out = 0, mix = 0;
  for (int m = 0; m <= map->mmax; m++) {
    size_t rows = m ? 2 : 1, need = fast_mix_workspace(&map->mix[m]);
    in =
        rows * width(map, m, map->in) > in ? rows * width(map, m, map->in) : in;
    out = rows * columns(map, m) > out ? rows * columns(map, m) : out;
    mix = need > mix ? need : mix;
  }
  k->x = memory_rows(at, n, in);
  k->dx = memory_rows(at, n, in);
  k->p = memory_rows(at, n, out);
  k->mix = memory_rows(at, 1, mix);
}

size_t frame_map_work(const struct frame_map *map, size_t n)
{
  struct memory_map at = {0};
  struct scratch k;
  cut(map, n, &at, &k);
  return at.too_large ? SIZE_MAX : at.used;
}

/* ---- [gather] The numbers of one m, edge under edge ----
 *
 * +m and -m of an edge are neighbours: as two rows they need no other order.
 * Back from there, they are added. */
static void gather(size_t n, size_t stride, size_t at, size_t count,
                   const real *x, real *rows)
{
  for (size_t e = 0; e < n; e++)
    memcpy(rows + e * count, x + e * stride + at, count * sizeof *rows);
}

static void scatter(size_t n, size_t stride, size_t at, size_t count,
                    const real *rows, real *x)
{
  for (size_t e = 0; e < n; e++)
    for (size_t k = 0; k < count; k++)
      x[e * stride + at + k] += rows[e * count + k];
}

/* ---- [combine] From products to features ----
 *
 * For m > 0 the two rows of an edge are (x[+m] A, x[+m] B) and
 * (x[-m] A, x[-m] B). */
static void combine(size_t n, size_t N, const real *p, size_t stride, real *y)
{
  for (size_t e = 0; e < n; e++, p += 4 * N, y += stride)
    for (size_t k = 0; k < N; k++) {
      y[k] = p[k] - p[3 * N + k];
      y[N + k] = p[N + k] + p[2 * N + k];
    }
}

static void combine_back(size_t n, size_t N, size_t stride, const real *dy,
                         real *dp)
{
  for (size_t e = 0; e < n; e++, dp += 4 * N, dy += stride)
    for (size_t k = 0; k < N; k++) {
      dp[k] = dy[k], dp[3 * N + k] = -dy[k];
      dp[N + k] = dp[2 * N + k] = dy[N + k];
    }
}

/* For m = 0 a row is (y[0], extra), and has a bias. */
static void split(const struct frame_map *map, size_t n, const real *p,
                  const real *bias, real *y, real *extra)
{
  size_t N = width(map, 0, map->out), all = N + map->extra;
  for (size_t e = 0; e < n; e++, p += all) {
    for (size_t k = 0; k < N; k++)
      y[e * map->size_out + k] = p[k] + bias[k];
    for (size_t k = N; k < all; k++)
      extra[e * map->extra + k - N] = p[k] + bias[k];
  }
}

static void split_back(const struct frame_map *map, size_t n, const real *dy,
                       const real *dextra, real *dp, real *dbias)
{
  size_t N = width(map, 0, map->out), all = N + map->extra;
  for (size_t e = 0; e < n; e++, dp += all)
    for (size_t k = 0; k < all; k++) {
      dp[k] =
          k < N ? dy[e * map->size_out + k] : dextra[e * map->extra + k - N];
      if (dbias)
        dbias[k] += dp[k];
    }
}

/* ---- [forward] Forward: one product of matrices for each m ---- */
void frame_map_forward(const struct frame_map *map, size_t n, size_t stride_x,
                       const real *x, const real *W, real *work, real *y,
                       real *extra)
{
  struct memory_map at = {.memory = work};
  struct scratch k;
  cut(map, n, &at, &k);
  for (int m = 0; m <= map->mmax; m++) {
    size_t rows = m ? 2 : 1, in = width(map, m, map->in);
    const real *matrix = W + map->first[m];
    gather(n, stride_x, place(map, m, map->in), rows * in, x, k.x);
    fast_mix_forward(&map->mix[m], rows * n, k.x, matrix, k.mix, false, k.p);
    if (m)
      combine(n, width(map, m, map->out), k.p, map->size_out,
              y + place(map, m, map->out));
    else
      split(map, n, k.p, matrix + map->mix[0].weights, y, extra);
  }
}

/* ---- [backward] Backward ---- */
void frame_map_backward(const struct frame_map *map, size_t n, size_t stride_x,
                        const real *x, const real *W, const real *dy,
                        const real *dextra, real *work, real *dx, real *dW)
{
  struct memory_map at = {.memory = work};
  struct scratch k;
  cut(map, n, &at, &k);
  for (int m = 0; m <= map->mmax; m++) {
    size_t rows = m ? 2 : 1, in = width(map, m, map->in);
    size_t from = place(map, m, map->in), first = map->first[m];
    if (m)
      combine_back(n, width(map, m, map->out), map->size_out,
                   dy + place(map, m, map->out), k.p);
    else
      split_back(map, n, dy, dextra, k.p, dW ? dW + map->mix[0].weights : NULL);
    gather(n, stride_x, from, rows * in, x, k.x);
    memset(k.dx, 0, n * rows * in * sizeof *k.dx);
    fast_mix_backward(&map->mix[m], rows * n, k.x, W + first, k.p, k.mix,
                      dx ? k.dx : NULL, dW ? dW + first : NULL);
    if (dx)
      scatter(n, stride_x, from, rows * in, k.dx, dx);
  }
}
