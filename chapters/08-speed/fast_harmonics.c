/* fast_harmonics.c: all points, a block at a time, and what is done with the
 * harmonics of a block: written out as rows, as blocks, or used at once. */
#include "fast_harmonics.h"

#include <stdbool.h>

#include "fast_harmonics_kernels.h"
#include "fast_kernels.h"
#include "parallel.h"
#include "stream.h"

/* ---- [sizes] How much is made in one go ----
 *
 * A block is LINE points, whatever the width of a vector. */
enum {
  LINE = FAST_LINE,
  MOST = (FAST_HARMONICS_LMAX + 1) * (FAST_HARMONICS_LMAX + 1),
  CHUNK = 128, /* lines made before they are used: 8 KB; MOST or more */
  FRAMES = 16, /* blocks whose unit vectors are made together */
  AHEAD = 24   /* lines asked for before they are written, at least */
};

/* ---- [job] What a call is asked to do, and the memory it needs ---- */
struct work;
struct job {
  int lmax;
  enum harmonics_norm norm;
  size_t n, K;
  const struct harmonics_kernels *kernels;
  const real *xyz; /* (n, 3) */
  /* What to do with the tiles of some blocks, and the road for one block with
   * a length out of range. */
  void (*use)(const struct job *, struct work *, size_t first, size_t points);
  void (*slow)(const struct job *, struct work *, size_t first, size_t points);
  void (*deliver)(const struct job *, struct work *, const real *Y,
                  size_t first, size_t points); /* gradients of a block */
  bool stream;                                  /* past the caches */
  size_t ahead;             /* groups of K columns to those asked for */
  real *Y, *gradient;       /* outputs, as rows or blocks */
  const real *dY;           /* blocks */
  real *dxyz;               /* (n, 3) */
  const real *a;            /* coefficients: no tiles, only sums */
  real scaled[MOST];        /* the same times what all points share */
  fast_harmonics_use *each; /* whom to hand the values to */
  void *context;
};

struct work {
  _Alignas(64) real frame[FRAMES * FRAME]; /* (FRAMES, FRAME) */
  _Alignas(64) real tile[(MOST > CHUNK ? MOST : CHUNK) * LINE];
  _Alignas(64) real gradient[3 * MOST * LINE];
  _Alignas(64) real rows[2][3 * MOST * LINE]; /* one is filled, one leaves */
  const real *now; /* the frame of the first block in tile */
  size_t fit;      /* blocks that tile takes */
  int turn;
  struct stream leaving;
};

/* ---- [run] All points, a chunk at a time ----
 *
 * The last points, fewer than LINE, are a block in which the last one is
 * repeated.  A chunk with an odd length goes through again, block by block. */
static void run_some(const struct job *job, struct work *w, size_t first,
                     size_t points)
{
  const size_t blocks = (points + LINE - 1) / LINE;
  const real *xyz = job->xyz + 3 * first;
  real filled[3 * LINE];
  if (points < LINE) {
    for (size_t i = 0; i < 3 * LINE; i++)
      filled[i] = xyz[i < 3 * points ? i : 3 * points - 3 + i % 3];
    xyz = filled;
  }
  real last[LINE];
  bool safe;
  if (job->a) {
    safe = job->kernels->sums(job->lmax, blocks, xyz, job->scaled,
                              points < LINE ? last : job->Y + first);
    if (points < LINE)
      memcpy(job->Y + first, last, points * sizeof *last);
  } else
    safe = job->kernels->frames(blocks, xyz, w->frame);
  if (!safe) {
    for (size_t b = 0; blocks > 1 && b < blocks; b++)
      run_some(job, w, first + b * LINE, LINE);
    if (blocks == 1)
      job->slow(job, w, first, points);
  }
  if (!safe || job->a)
    return;
  for (size_t b = 0, some; b < blocks; b += some) {
    some = blocks - b < w->fit ? blocks - b : w->fit;
    w->now = w->frame + b * FRAME;
    job->kernels->tiles(job->lmax, job->norm, some, w->now, w->tile);
    const size_t left = points - b * LINE;
    job->use(job, w, first + b * LINE, left < some * LINE ? left : some * LINE);
  }
}

enum { PART = 1024 }; /* points for one thread: a multiple of LINE */

static void run_part(void *context, size_t part)
{
  const struct job *job = context;
  const size_t end = job->n - part * PART < PART ? job->n : (part + 1) * PART;
  struct work w;
  w.fit = CHUNK / job->K; /* at least one: K <= MOST */
  w.turn = 0;
  w.leaving = (struct stream){NULL, NULL, 0};
  for (size_t i = part * PART, points; i < end; i += points) {
    const size_t left = end - i;
    points = left < LINE ? left : left / LINE * LINE;
    points = points < FRAMES * LINE || job->a ? points : FRAMES * LINE;
    run_some(job, &w, i, points);
  }
  if (job->stream) {
    job->kernels->leave(&w.leaving);
    stream_end();
  }
}

/* Waking a thread takes some microseconds: work shorter than that is done
 * here. */
enum { WORTH_A_THREAD = 100000 }; /* numbers computed */

static void run(struct job *job, size_t numbers)
{
  const size_t parts = job->n / PART + (job->n % PART > 0);
  if (job->n * numbers >= WORTH_A_THREAD)
    parallel_run(parts, run_part, job);
  else
    for (size_t part = 0; part < parts; part++)
      run_part(job, part);
}

/* ---- [slow] One block by chapter 3 ---- */
static void slow_values(const struct job *job, struct work *w, size_t first,
                        size_t points)
{
  real row[MOST], *Y = w->tile;
  for (size_t p = 0; p < LINE; p++) {
    const size_t point = first + (p < points ? p : points - 1);
    harmonics(job->lmax, job->norm, 1, job->xyz + 3 * point, row);
    for (size_t k = 0; k < job->K; k++)
      Y[k * LINE + p] = row[k];
  }
  job->use(job, w, first, points);
}

/* ---- [deliver] To where they are wanted ----
 *
 * `groups` times K columns: the values, or the three derivatives.  Straight to
 * the output one group after the other, so that its lines and those of a group
 * to come fit the first cache; otherwise by way of a buffer. */
static void write_direct(const struct job *job, size_t groups, const real *tile,
                         real *out)
{
  const size_t K = job->K, step = groups * K;
  for (size_t group = 0; group < groups; group++) {
    const size_t later = group + job->ahead;
    const size_t way = later / groups * step * LINE + later % groups * K;
    job->kernels->pieces(
        &(struct pieces){.columns = K,
                         .step = step,
                         .tile = tile + group * K * LINE,
                         .to = out + group * K,
                         .next = (uintptr_t)out + way * sizeof *out});
  }
}

static void deliver_rows(const struct job *job, struct work *w, size_t groups,
                         const real *tile, size_t points, real *out)
{
  const size_t row = groups * job->K;
  if (!job->stream && points == LINE) {
    write_direct(job, groups, tile, out);
    return;
  }
  real *rows = w->rows[w->turn];
  job->kernels->pieces(
      &(struct pieces){.columns = row,
                       .step = row,
                       .tile = tile,
                       .to = rows,
                       .leaving = &w->leaving,
                       .share = w->leaving.left / 8 / row + 1});
  job->kernels->leave(&w->leaving);
  w->turn = 1 - w->turn;
  if (job->stream)
    stream_begin(&w->leaving, points * row, rows, out);
  else
    memcpy(out, rows, points * row * sizeof *out);
}

static void use_rows(const struct job *job, struct work *w, size_t first,
                     size_t points)
{
  const size_t K = job->K;
  for (size_t p = 0; p < points; p += LINE)
    deliver_rows(job, w, 1, w->tile + p * K,
                 points - p < LINE ? points - p : LINE,
                 job->Y + (first + p) * K);
}

/* ---- [blocks] Lanes kept as lanes ---- */
static void deliver_block(const struct job *job, size_t n, const real *from,
                          real *to)
{
  if (job->stream) {
    struct stream s;
    stream_begin(&s, n * LINE, from, to);
    job->kernels->leave(&s);
  } else
    job->kernels->copy(n, AHEAD, from, to);
}

static void use_blocks(const struct job *job, struct work *w, size_t first,
                       size_t points)
{
  const size_t blocks = (points + LINE - 1) / LINE;
  deliver_block(job, blocks * job->K, w->tile, job->Y + first * job->K);
}

/* ---- [each] Handed over ---- */
static void use_each(const struct job *job, struct work *w, size_t first,
                     size_t points)
{
  job->each(job->context, first, points, w->tile);
}

/* ---- [check] Mistakes of the caller; then all points ---- */
static enum harmonics_status check(const struct job *job, size_t numbers,
                                   bool all_present)
{
  if (job->lmax < 0 || job->lmax > FAST_HARMONICS_LMAX)
    return HARMONICS_BAD_L;
  if (job->norm != HARMONICS_INTEGRAL && job->norm != HARMONICS_COMPONENT &&
      job->norm != HARMONICS_NORM)
    return HARMONICS_BAD_NORM;
  if (job->n > SIZE_MAX / (numbers * sizeof(real)) - LINE)
    return HARMONICS_OVERFLOW;
  if (job->n > 0 && !all_present)
    return HARMONICS_NULL;
  return HARMONICS_OK;
}

static enum harmonics_status check_and_run(struct job job, size_t written,
                                           bool all_present)
{
  job.K = harmonics_count(job.lmax);
  const size_t numbers = written * job.K > 3 ? written * job.K : 3;
  const enum harmonics_status status = check(&job, numbers, all_present);
  if (status != HARMONICS_OK)
    return status;
  job.kernels = fast_kernels()->harmonics;
  job.ahead = (AHEAD + job.K - 1) / job.K;
  job.stream = written > 0 && stream_worth(job.n * numbers * sizeof(real));
  if (job.a)
    job.kernels->scale(job.lmax, job.norm, job.a, job.scaled);
  run(&job, written > 0 ? numbers : job.K);
  return HARMONICS_OK;
}

/* ---- [public] The interface of chapter 3, and blocks ---- */
enum harmonics_status fast_harmonics(int lmax, enum harmonics_norm norm,
                                     size_t n, const real *xyz, real *Y)
{
  if (lmax > FAST_HARMONICS_LMAX || !fast_worth())
    return harmonics(lmax, norm, n, xyz, Y);
  struct job job = {lmax, norm, n, .xyz = xyz, .Y = Y};
  job.use = use_rows, job.slow = slow_values;
  return check_and_run(job, 1, xyz && Y);
}

enum harmonics_status fast_harmonics_blocks(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz, real *Y)
{
  struct job job = {lmax, norm, n, .xyz = xyz, .Y = Y};
  job.use = use_blocks, job.slow = slow_values;
  return check_and_run(job, 1, xyz && Y);
}

enum harmonics_status fast_harmonics_each(int lmax, enum harmonics_norm norm,
                                          size_t n, const real *xyz,
                                          fast_harmonics_use *use,
                                          void *context)
{
  struct job job = {lmax, norm, n, .xyz = xyz, .each = use, .context = context};
  job.use = use_each, job.slow = slow_values;
  return check_and_run(job, 0, xyz && use);
}

/* ---- [sum] A function on the sphere ---- */
static void slow_sums(const struct job *job, struct work *w, size_t first,
                      size_t points)
{
  real row[MOST];
  (void)w;
  for (size_t i = first; i < first + points; i++) {
    harmonics(job->lmax, job->norm, 1, job->xyz + 3 * i, row);
    job->Y[i] = 0;
    for (size_t k = 0; k < job->K; k++)
      job->Y[i] += job->a[k] * row[k];
  }
}

enum harmonics_status fast_harmonics_expand(int lmax, enum harmonics_norm norm,
                                            size_t n, const real *xyz,
                                            const real *a, real *f)
{
  struct job job = {lmax, norm, n, .xyz = xyz, .Y = f, .a = a};
  job.slow = slow_sums;
  return check_and_run(job, 0, xyz && a && f);
}

/* ---- [gradients] The gradients of a block, to where they are wanted ---- */
static void gradient_rows(const struct job *job, struct work *w, const real *Y,
                          size_t first, size_t points)
{
  const size_t K = job->K;
  deliver_rows(job, w, 1, Y, points, job->Y + first * K);
  deliver_rows(job, w, 3, w->gradient, points, job->gradient + first * 3 * K);
}

static void gradient_blocks(const struct job *job, struct work *w,
                            const real *Y, size_t first, size_t points)
{
  const size_t K = job->K, k = 3 * job->K;
  (void)points;
  deliver_block(job, K, Y, job->Y + first * K);
  deliver_block(job, k, w->gradient, job->gradient + first * k);
}

static void use_gradients(const struct job *job, struct work *w, size_t first,
                          size_t points)
{
  const real *Y = w->tile;
  for (size_t p = 0; p < points; p += LINE, Y += LINE * job->K) {
    job->kernels->gradient(job->lmax, job->norm, w->now + p / LINE * FRAME, Y,
                           w->gradient);
    job->deliver(job, w, Y, first + p, points - p < LINE ? points - p : LINE);
  }
}

static void slow_gradients(const struct job *job, struct work *w, size_t first,
                           size_t points)
{
  real row[4 * MOST], *Y = w->tile, *G = w->gradient;
  const size_t K = job->K;
  for (size_t p = 0; p < LINE; p++) {
    const size_t point = first + (p < points ? p : points - 1);
    harmonics_gradients(job->lmax, job->norm, 1, job->xyz + 3 * point, row,
                        row + K);
    for (size_t k = 0; k < K; k++)
      Y[k * LINE + p] = row[k];
    for (size_t k = 0; k < 3 * K; k++)
      G[k * LINE + p] = row[K + k];
  }
  job->deliver(job, w, w->tile, first, points);
}

enum harmonics_status fast_harmonics_gradients(int lmax,
                                               enum harmonics_norm norm,
                                               size_t n, const real *xyz,
                                               real *Y, real *dY)
{
  if (lmax > FAST_HARMONICS_LMAX || !fast_worth())
    return harmonics_gradients(lmax, norm, n, xyz, Y, dY);
  struct job job = {lmax, norm, n, .xyz = xyz, .Y = Y, .gradient = dY};
  job.use = use_gradients, job.slow = slow_gradients;
  job.deliver = gradient_rows;
  return check_and_run(job, 4, xyz && Y && dY);
}

enum harmonics_status fast_harmonics_gradients_blocks(int lmax,
                                                      enum harmonics_norm norm,
                                                      size_t n, const real *xyz,
                                                      real *Y, real *dY)
{
  struct job job = {lmax, norm, n, .xyz = xyz, .Y = Y, .gradient = dY};
  job.use = use_gradients, job.slow = slow_gradients;
  job.deliver = gradient_blocks;
  return check_and_run(job, 4, xyz && Y && dY);
}

/* ---- [wayback] Gradients that are never formed ---- */
static void use_backward(const struct job *job, struct work *w, size_t first,
                         size_t points)
{
  for (size_t p = 0; p < points; p += LINE)
    job->kernels->backward(job->lmax, job->norm, w->now + p / LINE * FRAME,
                           w->tile + p * job->K, job->dY + (first + p) * job->K,
                           points - p < LINE ? points - p : LINE,
                           job->dxyz + 3 * (first + p));
}

static void slow_backward(const struct job *job, struct work *w, size_t first,
                          size_t points)
{
  const real *dY = job->dY + first * job->K;
  real row[MOST];
  (void)w;
  for (size_t p = 0; p < points; p++) {
    for (size_t k = 0; k < job->K; k++)
      row[k] = dY[k * LINE + p];
    harmonics_backward(job->lmax, job->norm, 1, job->xyz + 3 * (first + p), row,
                       job->dxyz + 3 * (first + p));
  }
}

enum harmonics_status fast_harmonics_backward_blocks(int lmax,
                                                     enum harmonics_norm norm,
                                                     size_t n, const real *xyz,
                                                     const real *dY, real *dxyz)
{
  struct job job = {lmax, norm, n, .xyz = xyz, .dY = dY, .dxyz = dxyz};
  job.use = use_backward, job.slow = slow_backward;
  return check_and_run(job, 0, xyz && dY && dxyz);
}
