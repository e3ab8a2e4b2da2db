/* many_body_basis.c: all symmetric couplings of some irreps into one, from the
 * intertwiner equation alone.  See many_body.h. */
#include "many_body_inside.h"

#include "memory.h"
#include "wigner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [type] The unknowns of a type ----
 *
 * An unknown is a monomial of the factors times one component M of the result.
 * Monomials are listed in the order of their factors, with
 * factor[i] <= factor[i + 1]; the type says of which feature each one is. */
struct type {
  size_t n;
  int l[MANY_BODY_ORDER], L;
  size_t of[MANY_BODY_ORDER]; /* of which feature; equal ones are neighbours */
  size_t begin[MANY_BODY_ORDER]; /* the place of component -l of factor i */
  size_t components;             /* of all different features together */
  size_t monomials, unknowns;    /* unknowns = monomials (2L + 1) */
  unsigned short *factor;        /* (monomials, n) */
  double *L_in[2][MANY_BODY_ORDER], *L_out[2]; /* L_x and L_z */
};

static bool again(const struct type *t, size_t i)
{
  return i && t->of[i] == t->of[i - 1];
}

static void places(struct type *t)
{
  for (size_t i = 0; i < t->n; i++) {
    t->begin[i] = again(t, i) ? t->begin[i - 1] : t->components;
    t->components += again(t, i) ? 0 : width(t->l[i]);
  }
}

/* Calls itself for the next factor; writes the monomials unless list is NULL.
 * Returns how many there are. */
static size_t list_monomials(const struct type *t, size_t i, size_t at,
                             unsigned short *now, unsigned short *list)
{
  if (i == t->n) {
    if (list)
      memcpy(list + at * t->n, now, t->n * sizeof *now);
    return at + 1;
  }
  size_t from = t->begin[i], end = from + width(t->l[i]);
  if (again(t, i))
    from = now[i - 1];
  for (size_t k = from; k < end; k++) {
    now[i] = (unsigned short)k;
    at = list_monomials(t, i + 1, at, now, list);
  }
  return at;
}

/* ---- [multinomial] The length of a monomial ----
 *
 * As a symmetric tensor a monomial stands for all orders of its factors.  In a
 * tensor of length 1 with s orders, each has the entry 1/sqrt(s). */
static double orders(size_t n, const unsigned short *factor)
{
  double s = 1;
  size_t run = 0;
  for (size_t i = 0; i < n; i++) {
    run = i && factor[i] == factor[i - 1] ? run + 1 : 1;
    s *= (double)(i + 1) / (double)run;
  }
  return s;
}

/* ---- [find] The number of a monomial ----
 *
 * After a factor was replaced: sort, then look it up among the sorted. */
static int compare(size_t n, const unsigned short *a, const unsigned short *b)
{
  for (size_t i = 0; i < n; i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;
  return 0;
}

static size_t find(const struct type *t, const unsigned short *unsorted)
{
  unsigned short f[MANY_BODY_ORDER];
  for (size_t i = 0; i < t->n; i++) {
    size_t k = i;
    for (; k && f[k - 1] > unsorted[i]; k--)
      f[k] = f[k - 1];
    f[k] = unsorted[i];
  }
  size_t low = 0, high = t->monomials;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (compare(t->n, t->factor + middle * t->n, f) <= 0)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* ---- [equation] A small turn of everything ----
 *
 * A turn acts on a product factor by factor, as a derivative does, and on the
 * result as well: with unknowns q the equation
 *
 *   sum over factors of (L q) + L_out q = 0
 *
 * says that (11.3) holds for small turns about one axis, and so for all.  Row
 * `u` of its matrix for L_x (axis 0) or L_z (axis 1), in the orthonormal basis
 * of monomials.  The matrix is antisymmetric, so a row is a column. */
static void equation_row(const struct type *t, int axis, size_t u, double *row)
{
  size_t out = width(t->L), mono = u / out, M = u % out;
  const unsigned short *f = t->factor + mono * t->n;
  memset(row, 0, t->unknowns * sizeof *row);
  for (size_t k = 0; k < out; k++)
    row[mono * out + k] += t->L_out[axis][k * out + M];
  for (size_t i = 0; i < t->n; i++) {
    unsigned short moved[MANY_BODY_ORDER];
    size_t w = width(t->l[i]);
    memcpy(moved, f, t->n * sizeof *f);
    for (size_t k = 0; k < w; k++) {
      double c = t->L_in[axis][i][k * w + f[i] - t->begin[i]];
      if (c == 0)
        continue;
      moved[i] = (unsigned short)(t->begin[i] + k);
      size_t to = find(t, moved);
      row[to * out + M] +=
          c * sqrt(orders(t->n, f) / orders(t->n, t->factor + to * t->n));
    }
  }
}

/* ---- [nullspace] What no small turn changes ----
 *
 * A space is some orthonormal vectors.  `take_off` removes from v what lies in
 * it; `widen` adds the directions of some rows: the longest row first, and then
 * always the longest of what is left, so that no direction is ever made from a
 * small difference of large numbers. */
struct space {
  size_t dim, count;
  double *v; /* (dim, dim), count of them used */
};

static double dot(size_t n, const double *a, const double *b)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

static void take_off(const struct space *s, size_t first, double *v)
{
  for (size_t k = first; k < s->count; k++) {
    const double *e = s->v + k * s->dim;
    double along = dot(s->dim, e, v);
    for (size_t i = 0; along != 0 && i < s->dim; i++)
      v[i] -= along * e[i];
  }
}

/* The first row that is nearly as long as the longest one: which one that is
 * does not hang on a rounding.  Returns n when none is longer than `least`. */
static size_t longest(size_t n, size_t dim, const double *rows)
{
  const double least = 1e-6, nearly = 0.73;
  double most = least;
  size_t k = 0;
  for (size_t i = 0; i < n; i++)
    most = fmax(most, sqrt(dot(dim, rows + i * dim, rows + i * dim)));
  if (!(most > least))
    return n;
  while (sqrt(dot(dim, rows + k * dim, rows + k * dim)) < nearly * most)
    k++;
  return k;
}

static void widen(struct space *s, size_t n, double *rows)
{
  for (size_t i = 0; i < n; i++)
    take_off(s, 0, rows + i * s->dim);
  for (size_t k; (k = longest(n, s->dim, rows)) < n && s->count < s->dim;) {
    double *e = s->v + s->count * s->dim;
    memcpy(e, rows + k * s->dim, s->dim * sizeof *e);
    take_off(s, 0, e); /* once more, for the sake of rounding */
    double length = sqrt(dot(s->dim, e, e));
    for (size_t i = 0; i < s->dim; i++)
      e[i] /= length;
    s->count++;
    for (size_t i = 0; i < n; i++)
      take_off(s, s->count - 1, rows + i * s->dim);
  }
}

/* First the equations.  What is orthogonal to all of them solves them: so the
 * monomials give the solutions.  Returns how many equations are independent. */
static size_t solve(const struct type *t, struct space *s, double *rows)
{
  size_t n = t->unknowns;
  for (size_t u = 0; u < 2 * n; u++)
    equation_row(t, u < n, u % n, rows + u * n);
  widen(s, 2 * n, rows);
  size_t rank = s->count;
  memset(rows, 0, n * n * sizeof *rows);
  for (size_t u = 0; u < n; u++)
    rows[u * n + u] = 1;
  widen(s, n, rows);
  return rank;
}

/* ---- [terms] From solutions to terms ----
 *
 * Entries below 1e-10 are rounding.  The first one is made positive. */
static enum tfn_status collect(const struct type *t, const struct space *s,
                               size_t rank, struct many_body_basis *basis)
{
  size_t out = width(t->L), n = 0, all = s->count - rank;
  for (size_t i = rank * s->dim; i < s->count * s->dim; i++)
    n += fabs(s->v[i]) > 1e-10;
  basis->first = memory_array(all + 1, sizeof *basis->first);
  basis->term = memory_array(n, sizeof *basis->term);
  if (!basis->first || !basis->term)
    return TFN_NO_MEMORY;
  n = 0;
  for (size_t k = 0; k < all; k++) {
    const double *v = s->v + (rank + k) * s->dim;
    double sign = 0;
    for (size_t u = 0; u < s->dim; u++) {
      const unsigned short *f = t->factor + u / out * t->n;
      if (!(fabs(v[u]) > 1e-10))
        continue;
      sign = sign != 0 ? sign : v[u] < 0 ? -1 : 1;
      struct many_body_term *term = &basis->term[n++];
      term->c = sign * v[u] * sqrt(orders(t->n, f) * (double)out);
      term->M = (int)(u % out);
      memcpy(term->factor, f, t->n * sizeof *f);
    }
    basis->first[k + 1] = n;
  }
  basis->couplings = all;
  return TFN_OK;
}

/* ---- [prepare] Generators and memory of a type ---- */
static bool generators(int l, double **Lx, double **Lz)
{
  size_t nn = width(l) * width(l);
  *Lx = memory_array(3 * nn, sizeof(double));
  *Lz = *Lx ? *Lx + 2 * nn : NULL;
  return *Lx && !wigner_generators(l, *Lx, *Lx + nn, *Lz);
}

static enum tfn_status prepare(struct type *t)
{
  unsigned short now[MANY_BODY_ORDER];
  places(t);
  t->monomials = list_monomials(t, 0, 0, now, NULL);
  t->unknowns = t->monomials * width(t->L);
  if (t->unknowns > MANY_BODY_LARGEST)
    return TFN_TOO_LARGE;
  t->factor = memory_array(t->monomials * t->n, sizeof *t->factor);
  bool ok = t->factor && generators(t->L, &t->L_out[0], &t->L_out[1]);
  for (size_t i = 0; ok && i < t->n; i++)
    ok = generators(t->l[i], &t->L_in[0][i], &t->L_in[1][i]);
  if (!ok)
    return TFN_NO_MEMORY;
  list_monomials(t, 0, 0, now, t->factor);
  return TFN_OK;
}

static void release_type(struct type *t)
{
  free(t->factor);
  free(t->L_out[0]);
  for (size_t i = 0; i < t->n; i++)
    free(t->L_in[0][i]);
}

/* ---- [couplings] All couplings of a type ---- */
static bool is_type(size_t n, const int *l, int L)
{
  if (!n || n > MANY_BODY_ORDER || L < 0 || L > MANY_BODY_LMAX)
    return false;
  for (size_t i = 0; i < n; i++)
    if (l[i] < 0 || l[i] > MANY_BODY_LMAX || (i && l[i] < l[i - 1]))
      return false;
  return true;
}

static enum tfn_status couple(struct type *t, struct many_body_basis *basis)
{
  struct space s = {0};
  enum tfn_status status = prepare(t);
  s.dim = t->unknowns;
  if (!status)
    s.v = memory_array(3 * s.dim * s.dim, sizeof *s.v);
  if (!status && !s.v)
    status = TFN_NO_MEMORY;
  if (!status)
    status = collect(t, &s, solve(t, &s, s.v + s.dim * s.dim), basis);
  if (status)
    many_body_free(basis);
  free(s.v);
  release_type(t);
  return status;
}

enum tfn_status many_body_couple(size_t n, const int *l, const size_t *of,
                                 int L, struct many_body_basis *basis)
{
  struct type t = {.n = n, .L = L};
  memcpy(t.l, l, n * sizeof *l);
  memcpy(t.of, of, n * sizeof *of);
  return couple(&t, basis);
}

enum tfn_status many_body_basis(size_t n, const int *l, int L,
                                struct many_body_basis *basis)
{
  size_t of[MANY_BODY_ORDER];
  if (!l || !basis)
    return TFN_NULL;
  memset(basis, 0, sizeof *basis);
  if (!is_type(n, l, L))
    return TFN_BAD_VALUE;
  for (size_t i = 0; i < n; i++)
    of[i] = (size_t)l[i];
  return many_body_couple(n, l, of, L, basis);
}

void many_body_free(struct many_body_basis *basis)
{
  if (!basis)
    return;
  free(basis->first);
  free(basis->term);
  memset(basis, 0, sizeof *basis);
}
