/* many_body.c: the symmetric contraction as a stage, forward and backward.  Its
 * couplings come from many_body_basis.c. */
#include "many_body_inside.h"

#include "memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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
  int l[MANY_BODY_ORDER];
  for (size_t i = 0; i < p->n; i++)
    l[i] = is->in.block[p->block[i]].l;
  return many_body_couple(p->n, l, p->block, is->out.block[p->out].l,
                          &p->basis);
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
                                            .degree = MANY_BODY_ORDER,
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
