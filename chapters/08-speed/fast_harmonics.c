/* fast_harmonics.c: LANES points at a time, degree after degree, written out
 * as rows, as blocks, or not at all. */
#include "fast_harmonics.h"

#include <stdbool.h>

#include "parallel.h"
#include "simd.h"
#include "stream.h"

/* ---- [frame] What a block carries ----
 *
 * The unit vectors of LANES points and 1/|r|, and the powers of x + iy. */
struct frame {
  vec x, y, z, inverse;
};

struct powers {
  vec z, ss, c[FAST_LMAX + 1], s[FAST_LMAX + 1];
};

#include "fast_harmonics.inc"

/* The numbers of a point, and how much is made in one go. */
enum {
  MOST = (FAST_LMAX + 1) * (FAST_LMAX + 1),
  CHUNK = 128, /* vectors made before they are used: 8 KB */
  FRAMES = 16, /* blocks whose unit vectors are made together */
  AHEAD = 24   /* lines asked for before they are written, at least */
};

/* ---- [root] 1 / sqrt(s) without a division ----
 *
 * A number is stored as its exponent and its digits, so half of the stored
 * integer is nearly half of the logarithm.  That gives 1/sqrt(s) to 3.5 %, an
 * old trick.  With e = 1 - s y^2 the true value is y (1 - e)^(-1/2): the
 * shortened series leaves 3e-8, half of what a float rounds to.  Doubles take
 * another step, where two terms of Taylor's series do.  The rounding of s y
 * reaches the result by half. */
#if REAL_IS_FLOAT
typedef int32_t lanes_of_bits __attribute__((vector_size(64)));
#define HALF_EXPONENTS 0x5f3759df
#define SMALLEST       0x1f800000 /* the bits of 2^-64 */
#else
typedef int64_t lanes_of_bits __attribute__((vector_size(64)));
#define HALF_EXPONENTS 0x5fe6eb50c7b537a9
#define SMALLEST       0x1ff0000000000000 /* 2^-512 */
#endif

SIMD_INLINE vec inverse_root(vec s)
{
  vec y = (vec)(HALF_EXPONENTS - ((lanes_of_bits)s >> 1));
  vec e = 1 - s * y * y;
  y += y * e * (series[0] + e * (series[1] + e * (series[2] + e * series[3])));
  if (!REAL_IS_FLOAT) {
    e = 1 - s * y * y;
    y += y * e * (REAL(0.5) + REAL(0.375) * e);
  }
  return y;
}

/* ---- [unit] Unit vectors ----
 *
 * Half of all exponents are safe, the middle half: a square, read as an
 * integer, is then less than 2^30 (2^62) above the smallest safe one.  All
 * others, with zero, infinity and NaN, leave one of the two bits above in
 * `odd`, which collects them for all blocks; then the function returns false.
 *
 * Three short loops, each doing one thing: coordinates, roots, directions.
 * `inverse` is |r|^2 until the second has made 1/|r| of it. */
SIMD_INLINE struct frame coordinates(const real *xyz, lanes_of_bits *odd)
{
  vec x, y, z;
  vec_thirds(xyz, &x, &y, &z);
  const vec square = x * x + y * y + z * z;
  *odd |= (lanes_of_bits)square - SMALLEST;
  return (struct frame){x, y, z, square};
}

SIMD_INLINE bool all_safe(lanes_of_bits odd)
{
  bool safe = true;
  for (int p = 0; p < LANES; p++)
    safe = safe && odd[p] >> (8 * sizeof(real) - 2) == 0;
  return safe;
}

SIMD_CLONES
static bool make_frames(size_t blocks, const real *xyz, struct frame *f)
{
  lanes_of_bits odd = {0};
  for (size_t b = 0; b < blocks; b++)
    f[b] = coordinates(xyz + 3 * LANES * b, &odd);
  for (size_t b = 0; b < blocks; b++)
    f[b].inverse = inverse_root(f[b].inverse);
  for (size_t b = 0; b < blocks; b++)
    f[b].x *= f[b].inverse, f[b].y *= f[b].inverse, f[b].z *= f[b].inverse;
  return all_safe(odd);
}

/* ---- [tiles] Some blocks, all harmonics ---- */
SIMD_INLINE void set_powers(int lmax, const struct frame *f, struct powers *p)
{
  const vec x = f->x, y = f->y;
  vec c = x, s = y;
  p->z = f->z, p->ss = x * x + y * y;
  p->c[1] = c, p->s[1] = s;
#pragma GCC unroll 16
  for (int m = 2; m <= lmax; m++) {
    const vec next = x * c - y * s;
    s = x * s + y * c, c = next;
    p->c[m] = c, p->s[m] = s;
  }
}

SIMD_INLINE void tiles(int lmax, const real *seed, size_t blocks,
                       const struct frame *frame, vec *Y)
{
  const size_t K = (size_t)(lmax + 1) * (size_t)(lmax + 1);
  for (size_t b = 0; b < blocks; b++, Y += K) {
    struct powers p;
    set_powers(lmax, &frame[b], &p);
    all_values(lmax, &p, seed, Y);
  }
}

/* Where lmax is known the jumps vanish; low degrees would feel them. */
SIMD_CLONES
static void make_tiles(int lmax, const real *seed, size_t blocks,
                       const struct frame *frame, vec *Y)
{
  if (lmax == 1)
    tiles(1, seed, blocks, frame, Y);
  else if (lmax == 2)
    tiles(2, seed, blocks, frame, Y);
  else if (lmax == 3)
    tiles(3, seed, blocks, frame, Y);
  else if (lmax == 4)
    tiles(4, seed, blocks, frame, Y);
  else
    tiles(lmax, seed, blocks, frame, Y);
}

/* ---- [job] What a call is asked to do, and the memory it needs ---- */
struct work;
struct job {
  int lmax;
  enum harmonics_norm norm;
  size_t n, K;
  const real *xyz; /* (n, 3) */
  /* What to do with the tiles of some blocks, and the road for one block with
   * a length out of range. */
  void (*use)(const struct job *, struct work *, size_t first, size_t points);
  void (*slow)(const struct job *, struct work *, size_t first, size_t points);
  void (*deliver)(const struct job *, struct work *, const vec *Y, size_t first,
                  size_t points); /* gradients of a block */
  bool stream;                    /* past the caches */
  size_t ahead;                   /* groups of K columns to those asked for */
  real *Y, *gradient;             /* outputs, as rows or blocks */
  const real *dY;                 /* blocks */
  real *dxyz;                     /* (n, 3) */
  const real *a;                  /* coefficients: no tiles, only sums */
  real scaled[MOST];              /* the same times what all points share */
  harmonics_use *each;            /* whom to hand the values to */
  void *context;
};

struct work {
  struct frame frame[FRAMES], *now; /* now: of the first block in tile */
  size_t fit;                       /* blocks that tile takes */
  vec tile[MOST > CHUNK ? MOST : CHUNK];
  vec gradient[3 * MOST];
  vec rows[2][3 * MOST]; /* in turn: one is filled, one leaves */
  int turn;
  struct stream leaving;
};

/* ---- [consumed] Values that never see memory ----
 *
 * Nobody else wants the unit vectors, so they stay in registers as well.  A
 * root takes long to come: the next one is begun before this one is used. */
SIMD_INLINE struct frame unit(const real *xyz, lanes_of_bits *odd)
{
  struct frame f = coordinates(xyz, odd);
  f.inverse = inverse_root(f.inverse);
  f.x *= f.inverse, f.y *= f.inverse, f.z *= f.inverse;
  return f;
}

SIMD_INLINE bool sums(int lmax, size_t blocks, const real *xyz, const real *a,
                      real *f)
{
  lanes_of_bits odd = {0};
  struct powers p = {0}; /* no compiler knows that only lmax are used */
  struct frame next = unit(xyz, &odd);
  for (size_t b = 0; b < blocks; b++) {
    const struct frame now = next;
    if (b + 1 < blocks)
      next = unit(xyz + 3 * LANES * (b + 1), &odd);
    vec sum[3] = {vec_set(a[0])};
    set_powers(lmax, &now, &p);
    all_expand(lmax, &p, a, sum);
    vec_store(f + LANES * b, sum[0] + sum[1] + sum[2]);
  }
  return all_safe(odd);
}

SIMD_CLONES
static bool make_sums(int lmax, size_t blocks, const real *xyz, const real *a,
                      real *f)
{
  if (lmax == 2)
    return sums(2, blocks, xyz, a, f);
  if (lmax == 4)
    return sums(4, blocks, xyz, a, f);
  return sums(lmax, blocks, xyz, a, f);
}

/* ---- [run] All points, a chunk at a time ----
 *
 * The last points, fewer than LANES, are a block in which the last one is
 * repeated.  A chunk with an odd length goes through again, block by block. */
static void run_some(const struct job *job, struct work *w, size_t first,
                     size_t points)
{
  const size_t blocks = (points + LANES - 1) / LANES;
  const real *xyz = job->xyz + 3 * first;
  real filled[3 * LANES];
  if (points < LANES) {
    for (size_t i = 0; i < 3 * LANES; i++)
      filled[i] = xyz[i < 3 * points ? i : 3 * points - 3 + i % 3];
    xyz = filled;
  }
  real last[LANES];
  bool safe;
  if (job->a) {
    safe = make_sums(job->lmax, blocks, xyz, job->scaled,
                     points < LANES ? last : job->Y + first);
    if (points < LANES)
      memcpy(job->Y + first, last, points * sizeof *last);
  } else
    safe = make_frames(blocks, xyz, w->frame);
  if (!safe) {
    for (size_t b = 0; blocks > 1 && b < blocks; b++)
      run_some(job, w, first + b * LANES, LANES);
    if (blocks == 1)
      job->slow(job, w, first, points);
  }
  if (!safe || job->a)
    return;
  for (size_t b = 0, some; b < blocks; b += some) {
    some = blocks - b < w->fit ? blocks - b : w->fit;
    w->now = &w->frame[b];
    make_tiles(job->lmax, seeds[job->norm], some, w->now, w->tile);
    const size_t left = points - b * LANES;
    job->use(job, w, first + b * LANES,
             left < some * LANES ? left : some * LANES);
  }
}

enum { PART = 1024 }; /* points for one thread: a multiple of LANES */

static void run_part(void *context, size_t part)
{
  const struct job *job = context;
  const size_t end = job->n - part * PART < PART ? job->n : (part + 1) * PART;
  struct work w;
  w.fit = CHUNK / job->K > 0 ? CHUNK / job->K : 1;
  w.turn = 0;
  w.leaving = (struct stream){NULL, NULL, 0};
  for (size_t i = part * PART, points; i < end; i += points) {
    const size_t left = end - i;
    points = left < LANES ? left : left / LANES * LANES;
    points = points < FRAMES * LANES || job->a ? points : FRAMES * LANES;
    run_some(job, &w, i, points);
  }
  if (job->stream) {
    stream_rest(&w.leaving);
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
  real row[MOST], *Y = (real *)w->tile;
  for (size_t p = 0; p < LANES; p++) {
    const size_t point = first + (p < points ? p : points - 1);
    harmonics(job->lmax, job->norm, 1, job->xyz + 3 * point, row);
    for (size_t k = 0; k < job->K; k++)
      Y[k * LANES + p] = row[k];
  }
  job->use(job, w, first, points);
}

/* ---- [rows] From lanes to rows ----
 *
 * Columns of a tile to pieces of LANES rows that begin `step` apart: eight
 * columns at a time; of what is left, four, and one or three number by number.
 * With every eight columns go two things that need time and not the processor:
 * lines are asked for that will be written later, at `next`, and of the tile
 * before, a share leaves for memory.  A direct call does the one, a streamed
 * call the other. */
struct pieces {
  size_t columns, step;
  const vec *tile;        /* (columns, LANES) */
  real *to;               /* LANES pieces */
  uintptr_t next;         /* where as many will go later, or 0 */
  struct stream *leaving; /* what leaves meanwhile, if share > 0 */
  size_t share;           /* lines of it for eight columns */
};

SIMD_INLINE void fetch_pieces(size_t columns, const struct pieces *r, size_t k,
                              size_t n)
{
  if (!r->next)
    return;
  if (columns == r->step)
    fetch_lines(r->next + 64 * k, n); /* what follows is in one piece */
  else if (k % LANES == 0)
    for (size_t p = 0; p < LANES; p++)
      fetch_lines(r->next + sizeof(real) * (p * r->step + k), 1);
}

SIMD_INLINE void turn_columns(size_t columns, const struct pieces *r)
{
  const size_t step = r->step;
  size_t k = 0;
  for (; k + 8 <= columns; k += 8) {
    vec m[8];
#pragma GCC unroll 8
    for (size_t i = 0; i < 8; i++)
      m[i] = r->tile[k + i];
    vec_pieces_8(m);
#pragma GCC unroll 8
    for (size_t i = 0; i < 8; i++)
      vec_put_8(m[i], r->to + i * step + k, 8 * step);
    fetch_pieces(columns, r, k, 8);
    stream_some(r->leaving, r->share);
  }
  for (; k + 4 <= columns; k += 4) {
    vec m[4];
    memcpy(m, r->tile + k, sizeof m);
    vec_pieces_4(m);
    for (size_t p = 0; p < LANES; p++)
      memcpy(r->to + p * step + k, (const real *)&m[p % 4] + p / 4 * 4,
             4 * sizeof *r->to);
    fetch_pieces(columns, r, k, 4);
  }
  for (; k < columns; k++) {
    for (size_t p = 0; p < LANES; p++)
      r->to[p * step + k] = r->tile[k][p];
    fetch_pieces(columns, r, k, 1);
  }
}

/* Nine columns are little work: what is known beforehand counts. */
SIMD_CLONES
static void write_pieces(const struct pieces *r)
{
  if (r->columns == 9)
    turn_columns(9, r);
  else
    turn_columns(r->columns, r);
}

/* ---- [deliver] To where they are wanted ----
 *
 * `groups` times K columns: the values, or the three derivatives.  Straight to
 * the output one group after the other, so that its lines and those of a group
 * to come fit the first cache; otherwise by way of a buffer. */
static void write_direct(const struct job *job, size_t groups, const vec *tile,
                         real *out)
{
  const size_t K = job->K, step = groups * K;
  for (size_t group = 0; group < groups; group++) {
    const size_t later = group + job->ahead;
    const size_t way = later / groups * step * LANES + later % groups * K;
    write_pieces(&(struct pieces){.columns = K,
                                  .step = step,
                                  .tile = tile + group * K,
                                  .to = out + group * K,
                                  .next = (uintptr_t)out + way * sizeof *out});
  }
}

static void deliver_rows(const struct job *job, struct work *w, size_t groups,
                         const vec *tile, size_t points, real *out)
{
  const size_t row = groups * job->K;
  if (!job->stream && points == LANES) {
    write_direct(job, groups, tile, out);
    return;
  }
  real *rows = (real *)w->rows[w->turn];
  write_pieces(&(struct pieces){.columns = row,
                                .step = row,
                                .tile = tile,
                                .to = rows,
                                .leaving = &w->leaving,
                                .share = w->leaving.left / 8 / row + 1});
  stream_rest(&w->leaving);
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
  for (size_t p = 0; p < points; p += LANES)
    deliver_rows(job, w, 1, w->tile + p / LANES * K,
                 points - p < LANES ? points - p : LANES,
                 job->Y + (first + p) * K);
}

/* ---- [blocks] Lanes kept as lanes ---- */
SIMD_CLONES
static void copy_block(size_t n, const vec *from, real *to)
{
  for (size_t i = 0; i < n; i++, to += LANES) {
    fetch_lines((uintptr_t)to + 64 * AHEAD, 1);
    vec_store(to, from[i]);
  }
}

static void deliver_block(const struct job *job, size_t n, const vec *from,
                          real *to)
{
  if (job->stream)
    stream_out(n * LANES, (const real *)from, to);
  else
    copy_block(n, from, to);
}

static void use_blocks(const struct job *job, struct work *w, size_t first,
                       size_t points)
{
  const size_t blocks = (points + LANES - 1) / LANES;
  deliver_block(job, blocks * job->K, w->tile, job->Y + first * job->K);
}

/* ---- [each] Handed over ---- */
static void use_each(const struct job *job, struct work *w, size_t first,
                     size_t points)
{
  job->each(job->context, first, points, (const real *)w->tile);
}

/* ---- [check] Mistakes of the caller; then all points ---- */
static enum harmonics_status check(const struct job *job, size_t numbers,
                                   bool all_present)
{
  if (job->lmax < 0 || job->lmax > FAST_LMAX)
    return HARMONICS_BAD_L;
  if (job->norm != HARMONICS_INTEGRAL && job->norm != HARMONICS_COMPONENT &&
      job->norm != HARMONICS_NORM)
    return HARMONICS_BAD_NORM;
  if (job->n > SIZE_MAX / (numbers * sizeof(real)) - LANES)
    return HARMONICS_OVERFLOW;
  if (job->n > 0 && !all_present)
    return HARMONICS_NULL;
  return HARMONICS_OK;
}

/* The coefficients of a sum take with them what the recursion leaves out. */
static void scale(struct job *job)
{
  for (int l = 0; l <= job->lmax; l++)
    for (int k = l * l; k < (l + 1) * (l + 1); k++)
      job->scaled[k] = job->a[k] * seeds[job->norm][l] * scales[k];
}

static enum harmonics_status check_and_run(struct job job, size_t written,
                                           bool all_present)
{
  job.K = harmonics_count(job.lmax);
  const size_t numbers = written * job.K > 3 ? written * job.K : 3;
  const enum harmonics_status status = check(&job, numbers, all_present);
  if (status != HARMONICS_OK)
    return status;
  job.ahead = (AHEAD + job.K - 1) / job.K;
  job.stream = written > 0 && stream_worth(job.n * numbers * sizeof(real));
  if (job.a)
    scale(&job);
  run(&job, written > 0 ? numbers : job.K);
  return HARMONICS_OK;
}

/* ---- [public] The interface of chapter 3, and blocks ---- */
enum harmonics_status fast_harmonics(int lmax, enum harmonics_norm norm,
                                     size_t n, const real *xyz, real *Y)
{
  if (lmax > FAST_LMAX)
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
                                          harmonics_use *use, void *context)
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
SIMD_CLONES
static void make_gradient(int lmax, const real *kappa, const struct frame *f,
                          const vec *Y, vec *G)
{
  all_gradient(lmax, f, kappa, (size_t)(lmax + 1) * (size_t)(lmax + 1), Y, G);
}

static void gradient_rows(const struct job *job, struct work *w, const vec *Y,
                          size_t first, size_t points)
{
  const size_t K = job->K;
  deliver_rows(job, w, 1, Y, points, job->Y + first * K);
  deliver_rows(job, w, 3, w->gradient, points, job->gradient + first * 3 * K);
}

static void gradient_blocks(const struct job *job, struct work *w, const vec *Y,
                            size_t first, size_t points)
{
  const size_t K = job->K, k = 3 * job->K;
  (void)points;
  deliver_block(job, K, Y, job->Y + first * K);
  deliver_block(job, k, w->gradient, job->gradient + first * k);
}

static void use_gradients(const struct job *job, struct work *w, size_t first,
                          size_t points)
{
  const vec *Y = w->tile;
  for (size_t p = 0; p < points; p += LANES, Y += job->K) {
    make_gradient(job->lmax, kappas[job->norm], &w->now[p / LANES], Y,
                  w->gradient);
    job->deliver(job, w, Y, first + p, points - p < LANES ? points - p : LANES);
  }
}

static void slow_gradients(const struct job *job, struct work *w, size_t first,
                           size_t points)
{
  real row[4 * MOST], *Y = (real *)w->tile, *G = (real *)w->gradient;
  const size_t K = job->K;
  for (size_t p = 0; p < LANES; p++) {
    const size_t point = first + (p < points ? p : points - 1);
    harmonics_gradients(job->lmax, job->norm, 1, job->xyz + 3 * point, row,
                        row + K);
    for (size_t k = 0; k < K; k++)
      Y[k * LANES + p] = row[k];
    for (size_t k = 0; k < 3 * K; k++)
      G[k * LANES + p] = row[K + k];
  }
  job->deliver(job, w, w->tile, first, points);
}

enum harmonics_status fast_harmonics_gradients(int lmax,
                                               enum harmonics_norm norm,
                                               size_t n, const real *xyz,
                                               real *Y, real *dY)
{
  if (lmax > FAST_LMAX)
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

/* ---- [backward] Gradients that are never formed ----
 *
 * The radial part is taken away from the sum: once, not for each component. */
SIMD_CLONES
static void back_block(int lmax, const real *kappa, const struct frame *f,
                       const vec *Y, const real *dY, size_t points, real *dxyz)
{
  struct frame sum = {{0}, {0}, {0}, {0}};
  all_backward(lmax, kappa, Y, dY, &sum);
  vec out[3];
  vec_join((sum.x - f->x * sum.inverse) * f->inverse,
           (sum.y - f->y * sum.inverse) * f->inverse,
           (sum.z - f->z * sum.inverse) * f->inverse, out);
  if (points == LANES)
    for (size_t i = 0; i < 3; i++)
      vec_store(dxyz + i * LANES, vec_load(dxyz + i * LANES) + out[i]);
  else
    for (size_t i = 0; i < 3 * points; i++)
      dxyz[i] += ((const real *)out)[i];
}

static void use_backward(const struct job *job, struct work *w, size_t first,
                         size_t points)
{
  for (size_t p = 0; p < points; p += LANES)
    back_block(job->lmax, kappas[job->norm], &w->now[p / LANES],
               w->tile + p / LANES * job->K, job->dY + (first + p) * job->K,
               points - p < LANES ? points - p : LANES,
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
      row[k] = dY[k * LANES + p];
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
