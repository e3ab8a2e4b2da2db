/* tensor_product.c: weighted equivariant products of features.
 * Paths and terms are listed once; forward and backward only multiply. */
#include "tensor_product.h"

#include "clebsch_gordan.h"
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [message] What can be wrong, in words ---- */
const char *tp_message(enum tp_status status)
{
  switch (status) {
  case TP_OK:
    return "no mistake";
  case TP_NULL:
    return "a pointer is NULL";
  case TP_BAD_MODE:
    return "the mode is neither TP_FULL nor TP_DEPTHWISE";
  case TP_BAD_IRREPS:
    return "a layout is not well formed (see irreps_check)";
  case TP_BAD_L:
    return "l is beyond the Clebsch-Gordan tables (CG_LMAX)";
  case TP_BAD_CHANNELS:
    return "depthwise: the second input needs one channel in every block";
  case TP_BAD_OUTPUT:
    return "depthwise: the output must be as tp_depthwise_output says";
  case TP_BAD_STRIDE:
    return "the weight stride is neither 0 nor at least tp_weights";
  case TP_NO_PATH:
    return "no path reaches a block of the output";
  case TP_TOO_MANY:
    return "more blocks than a layout can hold";
  case TP_OVERFLOW:
    return "more numbers than memory can hold";
  case TP_NO_MEMORY:
    return "out of memory";
  }
  return "an unknown status";
}

/* ---- [allowed] The triangle rule and the parity rule ---- */
bool tp_allowed(const struct irreps_block *a, const struct irreps_block *b,
                const struct irreps_block *c)
{
  return cg_allowed(a->l, b->l, c->l) && a->parity * b->parity == c->parity;
}

static bool contains(const struct irreps *filter, int l, int parity)
{
  for (size_t i = 0; i < filter->n; i++)
    if (filter->block[i].l == l && filter->block[i].parity == parity)
      return true;
  return false;
}

/* ---- [outputs] What a product can produce ---- */
static bool well_formed(const struct irreps *irreps)
{
  return irreps_check(irreps) == IRREPS_OK;
}

/* Appends the blocks that the pair (a, b) produces. */
static enum irreps_status append_products(const struct irreps_block *a,
                                          const struct irreps_block *b,
                                          const struct irreps *filter,
                                          struct irreps *out)
{
  enum irreps_status status = IRREPS_OK;
  int parity = a->parity * b->parity;
  for (int l = abs(a->l - b->l); l <= a->l + b->l; l++)
    if (status == IRREPS_OK && (!filter || contains(filter, l, parity)))
      status = irreps_append(out, a->channels, l, parity);
  return status;
}

static enum tp_status irreps_to_tp(enum irreps_status status)
{
  return status == IRREPS_OK         ? TP_OK
         : status == IRREPS_TOO_MANY ? TP_TOO_MANY
         : status == IRREPS_BAD_L    ? TP_BAD_L
                                     : TP_OVERFLOW;
}

enum tp_status tp_depthwise_output(const struct irreps *in1,
                                   const struct irreps *in2,
                                   const struct irreps *filter,
                                   struct irreps *out)
{
  struct irreps all = {0};
  enum irreps_status status = IRREPS_OK;
  if (!in1 || !in2 || !out)
    return TP_NULL;
  if (!well_formed(in1) || !well_formed(in2) ||
      (filter && !well_formed(filter)))
    return TP_BAD_IRREPS;
  for (size_t j = 0; j < in2->n; j++)
    if (in2->block[j].channels != 1)
      return TP_BAD_CHANNELS;
  for (size_t i = 0; i < in1->n; i++)
    for (size_t j = 0; j < in2->n && status == IRREPS_OK; j++)
      status = append_products(&in1->block[i], &in2->block[j], filter, &all);
  if (status == IRREPS_OK)
    *out = all;
  return irreps_to_tp(status);
}

/* ---- [reach] What a full product can reach ---- */
enum tp_status tp_full_output(const struct irreps *in1,
                              const struct irreps *in2,
                              const struct irreps *wanted, struct irreps *out)
{
  struct irreps reached = {0};
  if (!in1 || !in2 || !wanted || !out)
    return TP_NULL;
  if (!well_formed(in1) || !well_formed(in2) || !well_formed(wanted))
    return TP_BAD_IRREPS;
  for (size_t k = 0; k < wanted->n; k++) {
    const struct irreps_block *c = &wanted->block[k];
    bool found = false;
    for (size_t i = 0; i < in1->n && !found; i++)
      for (size_t j = 0; j < in2->n && !found; j++)
        found = tp_allowed(&in1->block[i], &in2->block[j], c);
    if (found)
      irreps_append(&reached, c->channels, c->l, c->parity);
  }
  *out = reached;
  return TP_OK;
}

/* ---- [list] Listing the paths ----
 *
 * Both modes walk through their paths twice: first with `path` NULL, to count
 * them, then to write them down. */
static void add_path(struct tensor_product *tp, size_t b1, size_t b2, size_t b3)
{
  const struct irreps_block *a = &tp->in1.block[b1], *b = &tp->in2.block[b2];
  const struct irreps_block *c = &tp->out.block[b3];
  struct tp_shape s = {.l1 = a->l, .l2 = b->l, .l3 = c->l};
  s.channels1 = a->channels;
  s.channels2 = b->channels;
  s.channels3 = c->channels;
  if (tp->path)
    tp->path[tp->paths] = (struct tp_path){b1, b2, b3, .shape = s};
  tp->paths++;
}

static void list_full(struct tensor_product *tp)
{
  for (size_t k = 0; k < tp->out.n; k++)
    for (size_t i = 0; i < tp->in1.n; i++)
      for (size_t j = 0; j < tp->in2.n; j++)
        if (tp_allowed(&tp->in1.block[i], &tp->in2.block[j], &tp->out.block[k]))
          add_path(tp, i, j, k);
}

/* The output is known to be tp_depthwise_output's: one block for each path,
 * in the order in which the loops below meet them. */
static void list_depthwise(struct tensor_product *tp)
{
  size_t k = 0;
  for (size_t i = 0; i < tp->in1.n; i++)
    for (size_t j = 0; j < tp->in2.n; j++) {
      const struct irreps_block *a = &tp->in1.block[i], *b = &tp->in2.block[j];
      for (int l = abs(a->l - b->l); l <= a->l + b->l; l++)
        if (contains(&tp->out, l, a->parity * b->parity))
          add_path(tp, i, j, k++);
    }
}

static enum tp_status list_paths(struct tensor_product *tp)
{
  void (*list)(struct tensor_product *) =
      tp->mode == TP_FULL ? list_full : list_depthwise;
  list(tp);
  if (tp->paths == 0)
    return TP_NO_PATH;
  tp->path = memory_array(tp->paths, sizeof *tp->path);
  if (!tp->path)
    return TP_NO_MEMORY;
  tp->paths = 0;
  list(tp);
  return TP_OK;
}

/* ---- [weights] Weights and normalisation ----
 *
 * The number of products that are added into one output number is the fan-in:
 * channels1 channels2 summed over the paths into the block.  Each product has
 * variance 1, because sum_{m1,m2} C[m1][m2][m3]^2 = 1; so the sum is divided
 * by the root of the fan-in. */
static bool multiply_fits(size_t a, size_t b, size_t *product)
{
  if (b != 0 && a > PTRDIFF_MAX / sizeof(double) / b)
    return false;
  *product = a * b;
  return true;
}

static enum tp_status count_weights(struct tensor_product *tp)
{
  for (size_t p = 0; p < tp->paths; p++) {
    struct tp_path *path = &tp->path[p];
    size_t n = path->shape.channels1;
    if (tp->mode == TP_FULL && (!multiply_fits(n, path->shape.channels2, &n) ||
                                !multiply_fits(n, path->shape.channels3, &n)))
      return TP_OVERFLOW;
    if (n > PTRDIFF_MAX / sizeof(double) - tp->weights)
      return TP_OVERFLOW;
    path->weight = tp->weights;
    path->weights = n;
    tp->weights += n;
  }
  return TP_OK;
}

static double fan_in(const struct tensor_product *tp, size_t b3)
{
  double sum = 0;
  for (size_t p = 0; p < tp->paths; p++)
    if (tp->path[p].b3 == b3)
      sum += (double)tp->path[p].shape.channels1 *
             (double)tp->path[p].shape.channels2;
  return sum;
}

static enum tp_status set_scales(struct tensor_product *tp)
{
  for (size_t k = 0; k < tp->out.n; k++) {
    double n = fan_in(tp, k);
    if (n == 0)
      return TP_NO_PATH;
    for (size_t p = 0; p < tp->paths; p++)
      if (tp->path[p].b3 == k)
        tp->path[p].scale = tp->mode == TP_FULL ? 1 / sqrt(n) : 1;
  }
  return TP_OK;
}

/* ---- [terms] From the Clebsch-Gordan list to pairs of terms ----
 *
 * Sorted by (m1, m3, m2); a new pair begins where m1 or m3 changes. */
static int by_pair(const void *pa, const void *pb)
{
  const struct cg_term *a = pa, *b = pb;
  if (a->i1 != b->i1)
    return (a->i1 > b->i1) - (a->i1 < b->i1);
  if (a->i3 != b->i3)
    return (a->i3 > b->i3) - (a->i3 < b->i3);
  return (a->i2 > b->i2) - (a->i2 < b->i2);
}

static void append_terms(struct tensor_product *tp, struct tp_path *path,
                         size_t n, struct cg_term *sparse)
{
  qsort(sparse, n, sizeof *sparse, by_pair);
  path->pair = tp->pairs;
  path->term = tp->terms;
  for (size_t t = 0; t < n; t++) {
    const struct cg_term *s = &sparse[t];
    if (t == 0 || s->i1 != s[-1].i1 || s->i3 != s[-1].i3)
      tp->pair[tp->pairs++] = (struct tp_pair){s->i1, s->i3, (uint32_t)t, 0};
    tp->pair[tp->pairs - 1].terms++;
    tp->term[tp->terms++] = (struct tp_term){(real)(path->scale * s->c), s->i2};
  }
  path->shape.pairs = tp->pairs - path->pair;
  path->shape.terms = n;
}

/* ---- [fill] All terms of all paths ----
 *
 * The degrees have been checked: only memory can be missing. */
static enum tp_status cg_to_tp(enum cg_status status)
{
  return status == CG_OK ? TP_OK : TP_NO_MEMORY;
}

static enum tp_status count_terms(const struct tensor_product *tp,
                                  size_t *total, size_t *largest)
{
  *total = *largest = 0;
  for (size_t p = 0; p < tp->paths; p++) {
    const struct tp_shape *s = &tp->path[p].shape;
    size_t n;
    enum cg_status status = cg_sparse(s->l1, s->l2, s->l3, &n, NULL);
    if (status != CG_OK)
      return cg_to_tp(status);
    if (n > SIZE_MAX - *total)
      return TP_OVERFLOW;
    *largest = n > *largest ? n : *largest;
    *total += n;
  }
  return TP_OK;
}

static enum tp_status fill_terms(struct tensor_product *tp)
{
  size_t total, largest;
  enum tp_status status = count_terms(tp, &total, &largest);
  if (status != TP_OK)
    return status;
  struct cg_term *sparse = memory_array(largest, sizeof *sparse);
  tp->pair = memory_array(total, sizeof *tp->pair);
  tp->term = memory_array(total, sizeof *tp->term);
  if (!sparse || !tp->pair || !tp->term)
    status = TP_NO_MEMORY;
  for (size_t p = 0; p < tp->paths && status == TP_OK; p++) {
    const struct tp_shape *s = &tp->path[p].shape;
    size_t n;
    status = cg_to_tp(cg_sparse(s->l1, s->l2, s->l3, &n, sparse));
    if (status == TP_OK)
      append_terms(tp, &tp->path[p], n, sparse);
  }
  free(sparse);
  return status;
}

/* ---- [inputs] Is the request sound? ---- */
static bool within_tables(const struct irreps *irreps)
{
  for (size_t i = 0; i < irreps->n; i++)
    if (irreps->block[i].l > CG_LMAX)
      return false;
  return true;
}

static enum tp_status check_request(enum tp_mode mode, const struct irreps *in1,
                                    const struct irreps *in2,
                                    const struct irreps *out)
{
  if (mode != TP_FULL && mode != TP_DEPTHWISE)
    return TP_BAD_MODE;
  if (!well_formed(in1) || !well_formed(in2) || !well_formed(out))
    return TP_BAD_IRREPS;
  if (!within_tables(in1) || !within_tables(in2) || !within_tables(out))
    return TP_BAD_L;
  if (mode == TP_DEPTHWISE) {
    struct irreps expected;
    enum tp_status status = tp_depthwise_output(in1, in2, out, &expected);
    if (status != TP_OK)
      return status;
    if (!irreps_equal(out, &expected))
      return TP_BAD_OUTPUT;
  }
  return TP_OK;
}

/* ---- [create] Making and releasing a product ---- */
static enum tp_status fill(struct tensor_product *tp)
{
  enum tp_status status = list_paths(tp);
  if (status == TP_OK)
    status = count_weights(tp);
  if (status == TP_OK)
    status = set_scales(tp);
  if (status == TP_OK)
    status = fill_terms(tp);
  return status;
}

enum tp_status tp_create(enum tp_mode mode, const struct irreps *in1,
                         const struct irreps *in2, const struct irreps *out,
                         struct tensor_product **tp)
{
  if (!tp)
    return TP_NULL;
  *tp = NULL;
  if (!in1 || !in2 || !out)
    return TP_NULL;
  enum tp_status status = check_request(mode, in1, in2, out);
  if (status != TP_OK)
    return status;
  struct tensor_product *made = memory_array(1, sizeof *made);
  if (!made)
    return TP_NO_MEMORY;
  made->mode = mode;
  made->in1 = *in1;
  made->in2 = *in2;
  made->out = *out;
  status = fill(made);
  if (status == TP_OK)
    *tp = made;
  else
    tp_free(made);
  return status;
}

void tp_free(struct tensor_product *tp)
{
  if (!tp)
    return;
  free(tp->path);
  free(tp->pair);
  free(tp->term);
  free(tp);
}

size_t tp_weights(const struct tensor_product *tp)
{
  return tp ? tp->weights : 0;
}

/* ---- [batch] Is the batch sound? ---- */
static enum tp_status check_batch(const struct tensor_product *tp, size_t n,
                                  size_t w_stride)
{
  size_t bytes;
  if (w_stride != 0 && w_stride < tp->weights)
    return TP_BAD_STRIDE;
  if (!multiply_fits(n, tp->in1.dim, &bytes) ||
      !multiply_fits(n, tp->in2.dim, &bytes) ||
      !multiply_fits(n, tp->out.dim, &bytes) ||
      !multiply_fits(n, w_stride, &bytes))
    return TP_OVERFLOW;
  return TP_OK;
}

/* ---- [forward] Over items and paths ---- */
static void forward_item(const struct tensor_product *tp, const real *x1,
                         const real *x2, const real *w, real *y)
{
  for (size_t k = 0; k < tp->out.dim; k++)
    y[k] = 0;
  for (const struct tp_path *p = tp->path; p < tp->path + tp->paths; p++) {
    size_t at1 = tp->in1.block[p->b1].offset;
    size_t at2 = tp->in2.block[p->b2].offset;
    size_t at3 = tp->out.block[p->b3].offset;
    (tp->mode == TP_FULL ? tp_full_forward : tp_depthwise_forward)(
        p->shape, tp->pair + p->pair, tp->term + p->term, x1 + at1, x2 + at2,
        w + p->weight, y + at3);
  }
}

enum tp_status tp_forward(const struct tensor_product *tp, size_t n,
                          const real *x1, const real *x2, const real *w,
                          size_t w_stride, real *y)
{
  if (!tp || (n > 0 && (!x1 || !x2 || !w || !y)))
    return TP_NULL;
  enum tp_status status = check_batch(tp, n, w_stride);
  for (size_t k = 0; k < n && status == TP_OK; k++)
    forward_item(tp, x1 + k * tp->in1.dim, x2 + k * tp->in2.dim,
                 w + k * w_stride, y + k * tp->out.dim);
  return status;
}

/* ---- [backward] The same walk, with gradients ---- */
static real *part(real *base, size_t offset)
{
  return base ? base + offset : NULL;
}

static void backward_item(const struct tensor_product *tp, const real *x1,
                          const real *x2, const real *w, const real *dy,
                          real *dx1, real *dx2, real *dw)
{
  for (const struct tp_path *p = tp->path; p < tp->path + tp->paths; p++) {
    size_t at1 = tp->in1.block[p->b1].offset;
    size_t at2 = tp->in2.block[p->b2].offset;
    size_t at3 = tp->out.block[p->b3].offset;
    (tp->mode == TP_FULL ? tp_full_backward : tp_depthwise_backward)(
        p->shape, tp->pair + p->pair, tp->term + p->term, x1 + at1, x2 + at2,
        w + p->weight, dy + at3, part(dx1, at1), part(dx2, at2),
        part(dw, p->weight));
  }
}

enum tp_status tp_backward(const struct tensor_product *tp, size_t n,
                           const real *x1, const real *x2, const real *w,
                           size_t w_stride, const real *dy, real *dx1,
                           real *dx2, real *dw)
{
  if (!tp || (n > 0 && (!x1 || !x2 || !w || !dy)))
    return TP_NULL;
  enum tp_status status = check_batch(tp, n, w_stride);
  for (size_t k = 0; k < n && status == TP_OK; k++)
    backward_item(tp, x1 + k * tp->in1.dim, x2 + k * tp->in2.dim,
                  w + k * w_stride, dy + k * tp->out.dim,
                  part(dx1, k * tp->in1.dim), part(dx2, k * tp->in2.dim),
                  part(dw, k * w_stride));
  return status;
}

/* ---- [entry] The product as a matrix ----
 *
 * Row (m3, c3), column (m1, c1) (m2, c2): in both modes a weight times an
 * entry of the dense tensor.  A depthwise path is a full one whose weights
 * vanish unless c1 = c3. */
static double weight_between(const struct tensor_product *tp,
                             const struct tp_path *p, const real *w, size_t c1,
                             size_t c2, size_t c3)
{
  if (tp->mode == TP_DEPTHWISE)
    return c1 == c3 ? (double)w[p->weight + c1] : 0;
  size_t n2 = p->shape.channels2, n3 = p->shape.channels3;
  return (double)w[p->weight + (c1 * n2 + c2) * n3 + c3];
}

static void add_entry(const struct tensor_product *tp, const struct tp_path *p,
                      const real *w, const int m[3], double c, double *Q)
{
  size_t columns = tp->in1.dim * tp->in2.dim;
  for (size_t c1 = 0; c1 < p->shape.channels1; c1++)
    for (size_t c2 = 0; c2 < p->shape.channels2; c2++)
      for (size_t c3 = 0; c3 < p->shape.channels3; c3++) {
        size_t i = irreps_index(&tp->in1, p->b1, m[0], c1);
        size_t j = irreps_index(&tp->in2, p->b2, m[1], c2);
        size_t k = irreps_index(&tp->out, p->b3, m[2], c3);
        Q[k * columns + i * tp->in2.dim + j] +=
            p->scale * c * weight_between(tp, p, w, c1, c2, c3);
      }
}

/* ---- [couplings] The dense tensors of all paths ----
 *
 * What can fail comes first: when these are made, nothing has been written yet,
 * and nothing can go wrong any more.  Every path has room for the largest. */
struct couplings {
  size_t room;
  double *C; /* (paths, room) */
};

static size_t tensor_size(const struct tp_shape *s)
{
  return (2 * (size_t)s->l1 + 1) * (2 * (size_t)s->l2 + 1) *
         (2 * (size_t)s->l3 + 1);
}

static enum tp_status make_couplings(const struct tensor_product *tp,
                                     struct couplings *all)
{
  enum tp_status status = TP_OK;
  all->room = 0;
  for (size_t p = 0; p < tp->paths; p++) {
    size_t size = tensor_size(&tp->path[p].shape);
    all->room = size > all->room ? size : all->room;
  }
  all->C = memory_array(tp->paths, all->room * sizeof *all->C);
  if (!all->C)
    return TP_NO_MEMORY;
  for (size_t p = 0; p < tp->paths && status == TP_OK; p++) {
    const struct tp_shape *s = &tp->path[p].shape;
    status = cg_to_tp(cg_real(s->l1, s->l2, s->l3, all->C + p * all->room));
  }
  if (status != TP_OK)
    free(all->C);
  return status;
}

/* ---- [matrix] The whole matrix ---- */
static void add_path_matrix(const struct tensor_product *tp,
                            const struct tp_path *p, const double *c,
                            const real *w, double *Q)
{
  struct tp_shape s = p->shape;
  for (int m1 = -s.l1; m1 <= s.l1; m1++)
    for (int m2 = -s.l2; m2 <= s.l2; m2++)
      for (int m3 = -s.l3; m3 <= s.l3; m3++)
        add_entry(tp, p, w, (const int[3]){m1, m2, m3}, *c++, Q);
}

static void fill_matrix(const struct tensor_product *tp,
                        const struct couplings *all, const real *w, double *Q)
{
  memset(Q, 0, tp->out.dim * tp->in1.dim * tp->in2.dim * sizeof *Q);
  for (size_t p = 0; p < tp->paths; p++)
    add_path_matrix(tp, &tp->path[p], all->C + p * all->room, w, Q);
}

static bool matrix_size(const struct tensor_product *tp, size_t *size)
{
  return multiply_fits(tp->in1.dim, tp->in2.dim, size) &&
         multiply_fits(*size, tp->out.dim, size);
}

enum tp_status tp_matrix(const struct tensor_product *tp, const real *w,
                         double *Q)
{
  size_t size;
  struct couplings all;
  if (!tp || !w || !Q)
    return TP_NULL;
  if (!matrix_size(tp, &size))
    return TP_OVERFLOW;
  enum tp_status status = make_couplings(tp, &all);
  if (status != TP_OK)
    return status;
  fill_matrix(tp, &all, w, Q);
  free(all.C);
  return TP_OK;
}

/* ---- [dense] The product through its matrix ---- */
static void apply_matrix(const struct tensor_product *tp, const double *Q,
                         const real *x1, const real *x2, real *y)
{
  size_t n1 = tp->in1.dim, n2 = tp->in2.dim;
  for (size_t k = 0; k < tp->out.dim; k++) {
    double sum = 0;
    for (size_t i = 0; i < n1; i++)
      for (size_t j = 0; j < n2; j++)
        sum += Q[(k * n1 + i) * n2 + j] * (double)x1[i] * (double)x2[j];
    y[k] = (real)sum;
  }
}

enum tp_status tp_dense(const struct tensor_product *tp, size_t n,
                        const real *x1, const real *x2, const real *w,
                        size_t w_stride, real *y)
{
  size_t size;
  struct couplings all;
  if (!tp || (n > 0 && (!x1 || !x2 || !w || !y)))
    return TP_NULL;
  enum tp_status status = check_batch(tp, n, w_stride);
  if (status != TP_OK || n == 0)
    return status;
  if (!matrix_size(tp, &size))
    return TP_OVERFLOW;
  double *Q = memory_array(size, sizeof *Q);
  if (!Q)
    return TP_NO_MEMORY;
  status = make_couplings(tp, &all);
  for (size_t k = 0; k < n && status == TP_OK; k++) {
    if (k == 0 || w_stride != 0)
      fill_matrix(tp, &all, w + k * w_stride, Q);
    apply_matrix(tp, Q, x1 + k * tp->in1.dim, x2 + k * tp->in2.dim,
                 y + k * tp->out.dim);
  }
  if (status == TP_OK)
    free(all.C);
  free(Q);
  return status;
}
