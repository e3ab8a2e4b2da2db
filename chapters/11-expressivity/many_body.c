/* many_body.c: the symmetric contraction, forward and backward. */
#include "many_body.h"

#include "memory.h"
#include "wigner.h"

#include <math.h>
#include <stdint.h>
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

static size_t width(int l)
{
  return 2 * (size_t)l + 1;
}

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

enum tfn_status many_body_basis(size_t n, const int *l, int L,
                                struct many_body_basis *basis)
{
  if (!l || !basis)
    return TFN_NULL;
  memset(basis, 0, sizeof *basis);
  if (!is_type(n, l, L))
    return TFN_BAD_VALUE;
  struct type t = {.n = n, .L = L};
  for (size_t i = 0; i < n; i++) {
    t.l[i] = l[i];
    t.of[i] = (size_t)l[i];
  }
  return couple(&t, basis);
}

void many_body_free(struct many_body_basis *basis)
{
  if (!basis)
    return;
  free(basis->first);
  free(basis->term);
  memset(basis, 0, sizeof *basis);
}

/* ---- [contraction] What a stage is made of ---- */
struct product { /* of components of one node, the same channel of each */
  size_t n, at[MANY_BODY_ORDER]; /* where component and channel 0 lie */
};

struct term { /* y[out] += w[path] c product */
  real c;
  size_t product, out, path;
};

struct contraction {
  size_t channels, paths, products, terms;
  struct product *product;
  struct term *term;
  size_t *fan; /* (paths), couplings into the same block */
};

/* ---- [parts] Every type that reaches a block ----
 *
 * All choices of blocks of the input, in the order of their degrees, whose
 * parity and polygon fit a block of the output: no degree may exceed the sum of
 * all others.  A block may be chosen again; another block of the same degree is
 * another feature. */
struct part {
  size_t n, out; /* out: a block of the output */
  size_t block[MANY_BODY_ORDER];
  struct many_body_basis basis;
};

static bool fits(const struct many_body_description *is, const struct part *p)
{
  const struct irreps_block *out = &is->out.block[p->out];
  int sum = out->l, most = sum, parity = 1, total = 0;
  for (size_t i = 0; i < p->n; i++) {
    const struct irreps_block *b = &is->in.block[p->block[i]];
    sum += b->l;
    total += b->l;
    most = b->l > most ? b->l : most;
    parity *= b->parity;
  }
  return parity == out->parity && 2 * most <= sum &&
         (!is->total || total <= is->total);
}

/* Is block b, as the next factor, in order behind block a? */
static bool follows(const struct irreps *in, size_t a, size_t b)
{
  int la = in->block[a].l, lb = in->block[b].l;
  return la < lb || (la == lb && a <= b);
}

/* All types of p->n factors from factor i on; returns how many parts there are
 * with the `at` that were there before. */
static size_t list_parts(const struct many_body_description *is, struct part *p,
                         size_t i, size_t at, struct part *list)
{
  if (i == p->n) {
    if (!fits(is, p))
      return at;
    if (list)
      list[at] = *p;
    return at + 1;
  }
  for (int l = 0; l <= MANY_BODY_LMAX; l++)
    for (size_t b = 0; b < is->in.n; b++)
      if (is->in.block[b].l == l &&
          (!i || follows(&is->in, p->block[i - 1], b))) {
        p->block[i] = b;
        at = list_parts(is, p, i + 1, at, list);
      }
  return at;
}

static size_t all_parts(const struct many_body_description *is,
                        struct part *list)
{
  size_t at = 0, least = is->lowest ? is->lowest : 1;
  for (size_t out = 0; out < is->out.n; out++)
    for (size_t n = least; n <= is->order; n++) {
      struct part p = {.n = n, .out = out};
      at = list_parts(is, &p, 0, at, list);
    }
  return at;
}

/* ---- [enter] Couplings become terms ---- */
static size_t place_of(const struct irreps *in, const struct part *p,
                       size_t place)
{
  size_t begin = 0;
  for (size_t i = 0; i < p->n; i++) {
    const struct irreps_block *b = &in->block[p->block[i]];
    if (i && p->block[i] == p->block[i - 1])
      continue;
    if (place < begin + width(b->l))
      return b->offset + (place - begin) * b->channels;
    begin += width(b->l);
  }
  return 0;
}

static size_t product_of(struct contraction *c, const struct product *wanted)
{
  size_t k = 0;
  while (k < c->products && memcmp(&c->product[k], wanted, sizeof *wanted) != 0)
    k++;
  if (k == c->products)
    c->product[c->products++] = *wanted;
  return k;
}

/* Divided by sqrt(n!): then normal features give results of size one, but for
 * the traces that equal factors have. */
static void enter(const struct many_body_description *is, const struct part *p,
                  struct contraction *c)
{
  const struct irreps_block *out = &is->out.block[p->out];
  const double factorial[MANY_BODY_ORDER + 1] = {1, 1, 2, 6, 24};
  for (size_t k = 0; k < p->basis.couplings; k++, c->paths++)
    for (size_t t = p->basis.first[k]; t < p->basis.first[k + 1]; t++) {
      const struct many_body_term *from = &p->basis.term[t];
      struct term *to = &c->term[c->terms++];
      struct product product = {.n = p->n};
      for (size_t i = 0; i < p->n; i++)
        product.at[i] = place_of(&is->in, p, from->factor[i]);
      to->c = (real)(from->c / sqrt(factorial[p->n]));
      to->product = product_of(c, &product);
      to->out = out->offset + (size_t)from->M * out->channels;
      to->path = c->paths;
    }
}

/* ---- [build] A contraction from its parts ---- */
static enum tfn_status solve_part(const struct many_body_description *is,
                                  struct part *p)
{
  struct type t = {.n = p->n, .L = is->out.block[p->out].l};
  for (size_t i = 0; i < p->n; i++) {
    t.of[i] = p->block[i];
    t.l[i] = is->in.block[p->block[i]].l;
  }
  return couple(&t, &p->basis);
}

static enum tfn_status solve_parts(const struct many_body_description *is,
                                   size_t parts, struct part *part,
                                   struct contraction *c)
{
  size_t terms = 0, paths = 0;
  for (size_t k = 0; k < parts; k++) {
    enum tfn_status status = solve_part(is, &part[k]);
    if (status)
      return status;
    terms += part[k].basis.first[part[k].basis.couplings];
    paths += part[k].basis.couplings;
  }
  c->product = memory_array(terms, sizeof *c->product);
  c->term = memory_array(terms, sizeof *c->term);
  c->fan = memory_array(paths, sizeof *c->fan);
  return c->product && c->term && c->fan ? TFN_OK : TFN_NO_MEMORY;
}

/* fan[k] of every path; TFN_NO_PATH when a block of the output has none. */
static enum tfn_status count_fans(const struct many_body_description *is,
                                  size_t parts, const struct part *part,
                                  struct contraction *c)
{
  for (size_t b = 0; b < is->out.n; b++) {
    size_t fan = 0, path = 0;
    for (size_t k = 0; k < parts; k++)
      fan += part[k].out == b ? part[k].basis.couplings : 0;
    if (!fan)
      return TFN_NO_PATH;
    for (size_t k = 0; k < parts; k++)
      for (size_t i = 0; i < part[k].basis.couplings; i++, path++)
        c->fan[path] = part[k].out == b ? fan : c->fan[path];
  }
  return TFN_OK;
}

static enum tfn_status fill(const struct many_body_description *is,
                            struct contraction *c)
{
  size_t parts = all_parts(is, NULL);
  struct part *part = memory_array(parts, sizeof *part);
  if (!part)
    return TFN_NO_MEMORY;
  all_parts(is, part);
  enum tfn_status status = solve_parts(is, parts, part, c);
  for (size_t k = 0; !status && k < parts; k++)
    enter(is, &part[k], c);
  if (!status)
    status = count_fans(is, parts, part, c);
  for (size_t k = 0; k < parts; k++)
    many_body_free(&part[k].basis);
  free(part);
  return status;
}

/* ---- [work] One row of every product ---- */
struct work {
  real *value, *dvalue; /* (products, channels) of one node */
};

static void place(const struct contraction *c, struct memory_map *map,
                  struct work *k)
{
  k->value = memory_rows(map, c->products, c->channels);
  k->dvalue = memory_rows(map, c->products, c->channels);
}

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  struct memory_map map = {0};
  struct work k;
  (void)geometry;
  place(stage->is, &map, &k);
  *count = map.used;
  return map.too_large ? TFN_TOO_LARGE : TFN_OK;
}

static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct contraction *c = stage->is;
  for (size_t p = 0; p < c->paths; p++)
    for (size_t k = 0; k < c->channels; k++)
      w[p * c->channels + k] =
          (real)(random_normal(g) / sqrt((double)c->fan[p]));
}

/* ---- [forward] Multiply, then combine ---- */
static void multiply(const struct contraction *c, const real *x, real *value)
{
  size_t C = c->channels;
  for (size_t p = 0; p < c->products; p++) {
    const struct product *is = &c->product[p];
    for (size_t k = 0; k < C; k++) {
      real v = x[is->at[0] + k];
      for (size_t i = 1; i < is->n; i++)
        v *= x[is->at[i] + k];
      value[p * C + k] = v;
    }
  }
}

static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct contraction *c = stage->is;
  size_t nodes = pass->geometry->graph->nodes, C = c->channels;
  struct memory_map map = {.memory = pass->work};
  struct work work;
  place(c, &map, &work);
  if (nodes)
    memset(pass->y, 0, nodes * stage->out.dim * sizeof(real));
  for (size_t i = 0; i < nodes; i++) {
    real *y = pass->y + i * stage->out.dim;
    multiply(c, pass->x + i * stage->in.dim, work.value);
    for (size_t t = 0; t < c->terms; t++) {
      const struct term *is = &c->term[t];
      const real *w = pass->w + is->path * C;
      for (size_t k = 0; k < C; k++)
        y[is->out + k] += is->c * w[k] * work.value[is->product * C + k];
    }
  }
}

/* ---- [backward] The same two steps, the other way round ----
 *
 * The gradient of a product by one factor is the product of the others. */
static void factors_backward(const struct contraction *c, const real *x,
                             const real *dvalue, real *dx)
{
  size_t C = c->channels;
  for (size_t p = 0; p < c->products; p++) {
    const struct product *is = &c->product[p];
    for (size_t i = 0; i < is->n; i++)
      for (size_t k = 0; k < C; k++) {
        real v = dvalue[p * C + k];
        for (size_t j = 0; j < is->n; j++)
          v *= j == i ? 1 : x[is->at[j] + k];
        dx[is->at[i] + k] += v;
      }
  }
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct contraction *c = stage->is;
  size_t nodes = pass->geometry->graph->nodes, C = c->channels;
  struct memory_map map = {.memory = pass->work};
  struct work work;
  place(c, &map, &work);
  for (size_t i = 0; i < nodes; i++) {
    const real *x = pass->x + i * stage->in.dim;
    const real *dy = pass->dy + i * stage->out.dim;
    multiply(c, x, work.value);
    memset(work.dvalue, 0, c->products * C * sizeof(real));
    for (size_t t = 0; t < c->terms; t++) {
      const struct term *is = &c->term[t];
      for (size_t k = 0; k < C; k++) {
        size_t at = is->product * C + k, w = is->path * C + k;
        work.dvalue[at] += is->c * pass->w[w] * dy[is->out + k];
        if (pass->dw)
          pass->dw[w] += is->c * work.value[at] * dy[is->out + k];
      }
    }
    if (pass->dx)
      factors_backward(c, x, work.dvalue, pass->dx + i * stage->in.dim);
  }
}

/* ---- [stage] The contraction as a stage ---- */
static void release(void *is)
{
  struct contraction *c = is;
  free(c->product);
  free(c->term);
  free(c->fan);
  free(c);
}

static const struct stage_kind MANY_BODY = {.name = "many-body product",
                                            .workspace = workspace,
                                            .initial = initial,
                                            .forward = forward,
                                            .backward = backward,
                                            .free = release};

static bool same_channels(const struct irreps *x, size_t channels)
{
  for (size_t b = 0; b < x->n; b++)
    if (x->block[b].channels != channels)
      return false;
  return true;
}

static enum tfn_status check(const struct many_body_description *is)
{
  if (irreps_check(&is->in) || irreps_check(&is->out) || !is->in.n ||
      !is->out.n)
    return TFN_BAD_SHAPE;
  size_t channels = is->in.block[0].channels;
  if (!same_channels(&is->in, channels) || !same_channels(&is->out, channels))
    return TFN_BAD_SHAPE;
  bool fine = is->order >= 1 && is->order <= MANY_BODY_ORDER &&
              is->lowest <= is->order && is->total >= 0;
  for (size_t b = 0; b < is->in.n; b++)
    fine = fine && is->in.block[b].l <= MANY_BODY_LMAX;
  for (size_t b = 0; b < is->out.n; b++)
    fine = fine && is->out.block[b].l <= MANY_BODY_LMAX;
  return fine ? TFN_OK : TFN_BAD_VALUE;
}

enum tfn_status many_body_stage(const struct many_body_description *description,
                                struct stage *stage)
{
  if (!description || !stage)
    return TFN_NULL;
  memset(stage, 0, sizeof *stage);
  enum tfn_status status = check(description);
  if (status)
    return status;
  struct contraction *c = memory_array(1, sizeof *c);
  if (!c)
    return TFN_NO_MEMORY;
  c->channels = description->in.block[0].channels;
  status = fill(description, c);
  if (!status && c->channels > SIZE_MAX / 32 / (c->paths + 1))
    status = TFN_TOO_LARGE;
  if (status) {
    release(c);
    return status;
  }
  *stage =
      (struct stage){.kind = &MANY_BODY,
                     .in = description->in,
                     .out = description->out,
                     .weights = c->paths * c->channels,
                     .variant = (uint64_t)description->total << 8 |
                                description->order << 4 | description->lowest,
                     .is = c};
  return TFN_OK;
}

static const struct contraction *contraction_of(const struct stage *stage)
{
  return stage && stage->kind == &MANY_BODY ? stage->is : NULL;
}

size_t many_body_paths(const struct stage *stage)
{
  const struct contraction *c = contraction_of(stage);
  return c ? c->paths : 0;
}

size_t many_body_products(const struct stage *stage)
{
  const struct contraction *c = contraction_of(stage);
  return c ? c->products : 0;
}
