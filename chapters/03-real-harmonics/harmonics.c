/* harmonics.c: the real spherical harmonics and their gradients.
 * Points go through in blocks of eight; a block climbs degree by degree. */
#include "harmonics.h"

#include <stdint.h>

#include "recursion.h"

/* ---- [generated] Straight-line code where there is some ----
 *
 * harmonics.inc is written by gen_harmonics.c while the book is built. */
#include "harmonics.inc"

static void one_degree(const struct lanes *v, int l, double seed,
                       real (*restrict Y)[LANES])
{
  if (l <= GENERATED_LMAX)
    generated[l](v, (real)(seed / SCALE), Y);
  else
    degree(v, l, seed, Y);
}

/* ---- [count] Counting and messages ---- */
size_t harmonics_count(int lmax)
{
  if (lmax < 0 || lmax > HARMONICS_LMAX)
    return 0;
  return (size_t)(lmax + 1) * (size_t)(lmax + 1);
}

const char *harmonics_message(enum harmonics_status status)
{
  switch (status) {
  case HARMONICS_OK:
    return "all is well";
  case HARMONICS_BAD_L:
    return "the degree lmax is not in 0..200";
  case HARMONICS_BAD_NORM:
    return "the normalisation is none of the three";
  case HARMONICS_NULL:
    return "an array is missing";
  case HARMONICS_OVERFLOW:
    return "so many points do not fit in memory";
  }
  return "unknown status";
}

/* ---- [job] What a call is asked to do ----
 *
 * The three public functions differ in what they want of each block: a
 * pointer that is NULL is not wanted. */
struct job {
  int lmax;
  enum harmonics_norm norm;
  size_t n, count; /* points, and (lmax+1)^2 */
  const real *xyz; /* (n, 3) */
  real *Y;         /* (n, count) */
  real *gradient;  /* (n, 3, count) */
  const real *dY;  /* (n, count) */
  real *dxyz;      /* (n, 3) */
};

/* What a block of points needs on its way. */
struct work {
  struct lanes v;
  double seeds[HARMONICS_LMAX + 1];
  real row[2][ROWS][LANES]; /* Y_l and Y_l-1, in turn */
  real sum[3][LANES];       /* of the chain rule */
};

static enum harmonics_status check(const struct job *job, bool all_present)
{
  if (job->count == 0)
    return HARMONICS_BAD_L;
  if (job->norm != HARMONICS_INTEGRAL && job->norm != HARMONICS_COMPONENT &&
      job->norm != HARMONICS_NORM)
    return HARMONICS_BAD_NORM;
  if (job->n > SIZE_MAX / (3 * job->count * sizeof(real)))
    return HARMONICS_OVERFLOW;
  if (job->n > 0 && !all_present)
    return HARMONICS_NULL;
  return HARMONICS_OK;
}

/* ---- [ladder] Derivatives of a solid harmonic: one degree lower ----
 *
 * The derivatives of the polynomials H_l,m and H_l,-m are combinations of the
 * harmonics of degree l-1 with orders m-1, m and m+1: cosine(m) and sine(m)
 * below, which are zero rows where there is no such order. */
static const real zeros[LANES];

static const real *cosine(int l, int m, real (*Y)[LANES])
{
  return m <= l ? Y[l + m] : zeros;
}

static const real *sine(int l, int m, real (*Y)[LANES])
{
  return m > 0 && m <= l ? Y[l - m] : zeros;
}

/* below (2l-1, LANES); out: d/dx, d/dy, d/dz of H_l,m and of H_l,-m. */
static void solid_gradient(int l, int m, double kappa, real (*below)[LANES],
                           real (*even)[LANES], real (*odd)[LANES])
{
  /* sqrt(1/2) where a component m = 0 is on one side only */
  const double a = m == 0 ? 0 : m == 1 ? sqrt(0.5) : 0.5;
  const double b = m == 0 ? sqrt(0.5) : 0.5;
  const real A = (real)(a * kappa * sqrt((double)(l + m) * (l + m - 1)));
  const real B = (real)(b * kappa * sqrt((double)(l - m) * (l - m - 1)));
  const real C = (real)(kappa * sqrt((double)(l - m) * (l + m)));
  const real *c0 = cosine(l - 1, m > 0 ? m - 1 : 0, below);
  const real *s0 = sine(l - 1, m - 1, below);
  const real *c1 = cosine(l - 1, m, below), *s1 = sine(l - 1, m, below);
  const real *c2 = cosine(l - 1, m + 1, below), *s2 = sine(l - 1, m + 1, below);
  for (int p = 0; p < LANES; p++) {
    even[0][p] = A * c0[p] - B * c2[p];
    even[1][p] = -A * s0[p] - B * s2[p];
    even[2][p] = C * c1[p];
    odd[0][p] = A * s0[p] - B * s2[p];
    odd[1][p] = A * c0[p] + B * c2[p];
    odd[2][p] = C * s1[p];
  }
}

/* ---- [tangent] From the polynomial to the function on the sphere ----
 *
 * Y(r/|r|) does not change along r: what Euler's identity says of H along the
 * unit vector n, l H, is taken away.  What is left is the gradient at n; that
 * at r is divided by |r|. */
static void project(const struct lanes *v, int l, const real *Y,
                    real (*g)[LANES])
{
  for (int p = 0; p < LANES; p++) {
    const real radial = (real)l * Y[p];
    g[0][p] -= v->x[p] * radial;
    g[1][p] -= v->y[p] * radial;
    g[2][p] -= v->z[p] * radial;
  }
}

/* The three factors of 1/|r| do not underflow even where their product does. */
static real divide_by_length(const struct lanes *v, int p, real g)
{
  const real *k = v->stretch[p];
  return g * k[0] * k[1] * k[2];
}

/* ---- [deliver] Where the gradient of one component goes ----
 *
 * The sum of the chain rule is made of gradients at n, and divided by |r| at
 * its end: large terms of both signs would leave no number. */
static void deliver(const struct job *job, size_t first, size_t component,
                    struct work *w, real (*g)[LANES])
{
  const size_t count = job->count;
  for (size_t p = 0; p < LANES && first + p < job->n; p++)
    for (size_t k = 0; k < 3; k++) {
      const size_t point = first + p;
      if (job->gradient)
        job->gradient[(point * 3 + k) * count + component] =
            divide_by_length(&w->v, (int)p, g[k][p]);
      if (job->dxyz)
        w->sum[k][p] += job->dY[point * count + component] * g[k][p];
    }
}

static void deliver_sums(const struct job *job, size_t first, struct work *w)
{
  for (size_t p = 0; p < LANES && first + p < job->n; p++)
    for (size_t k = 0; k < 3; k++)
      job->dxyz[(first + p) * 3 + k] +=
          divide_by_length(&w->v, (int)p, w->sum[k][p]);
}

static void gradients_of_degree(const struct job *job, size_t first,
                                struct work *w, int l, real (*below)[LANES],
                                real (*Y)[LANES])
{
  const struct lanes *v = &w->v;
  real even[3][LANES] = {{0}}, odd[3][LANES];
  const double kappa =
      job->norm == HARMONICS_NORM ? 1 : sqrt((2 * l + 1) / fabs(2 * l - 1.0));
  for (int m = 0; m <= l; m++) {
    if (l > 0)
      solid_gradient(l, m, kappa, below, even, odd);
    project(v, l, Y[l + m], even);
    deliver(job, first, harmonics_index(l, m), w, even);
    if (m > 0) {
      project(v, l, Y[l - m], odd);
      deliver(job, first, harmonics_index(l, -m), w, odd);
    }
  }
}

/* ---- [block] Eight points through all degrees ---- */
static void load(const struct job *job, size_t first, struct work *w)
{
  static const real nowhere[3];
  for (int p = 0; p < LANES; p++) {
    const size_t point = first + (size_t)p;
    set_point(&w->v, p, point < job->n ? job->xyz + 3 * point : nowhere);
  }
  set_powers(&w->v, job->lmax);
}

static void store_values(const struct job *job, size_t first, int l,
                         real (*Y)[LANES])
{
  const size_t rows = 2 * (size_t)l + 1, offset = (size_t)l * (size_t)l;
  for (size_t p = 0; p < LANES && first + p < job->n; p++) {
    real *out = job->Y + (first + p) * job->count + offset;
    for (size_t i = 0; i < rows; i++)
      out[i] = Y[i][p];
  }
}

static void run_block(const struct job *job, size_t first, struct work *w)
{
  load(job, first, w);
  memset(w->sum, 0, sizeof w->sum);
  for (int l = 0; l <= job->lmax; l++) {
    real(*Y)[LANES] = w->row[l % 2], (*below)[LANES] = w->row[1 - l % 2];
    one_degree(&w->v, l, w->seeds[l], Y);
    if (job->Y)
      store_values(job, first, l, Y);
    if (job->gradient || job->dxyz)
      gradients_of_degree(job, first, w, l, below, Y);
  }
  if (job->dxyz)
    deliver_sums(job, first, w);
}

static void run(const struct job *job)
{
  struct work w;
  recursion_seeds(job->lmax, job->norm, w.seeds);
  for (size_t first = 0; first < job->n; first += LANES)
    run_block(job, first, &w);
}

/* ---- [public] The three calls ---- */
static enum harmonics_status check_and_run(struct job job, bool all_present)
{
  job.count = harmonics_count(job.lmax);
  enum harmonics_status status = check(&job, all_present);
  if (status == HARMONICS_OK)
    run(&job);
  return status;
}

enum harmonics_status harmonics(int lmax, enum harmonics_norm norm, size_t n,
                                const real *xyz, real *Y)
{
  struct job job = {.lmax = lmax, .norm = norm, .n = n, .xyz = xyz, .Y = Y};
  return check_and_run(job, xyz && Y);
}

enum harmonics_status harmonics_gradients(int lmax, enum harmonics_norm norm,
                                          size_t n, const real *xyz, real *Y,
                                          real *dY)
{
  struct job job = {.lmax = lmax, .norm = norm, .n = n, .xyz = xyz, .Y = Y};
  job.gradient = dY;
  return check_and_run(job, xyz && Y && dY);
}

enum harmonics_status harmonics_backward(int lmax, enum harmonics_norm norm,
                                         size_t n, const real *xyz,
                                         const real *dY, real *dxyz)
{
  struct job job = {.lmax = lmax, .norm = norm, .n = n, .xyz = xyz};
  job.dY = dY;
  job.dxyz = dxyz;
  return check_and_run(job, xyz && dY && dxyz);
}
