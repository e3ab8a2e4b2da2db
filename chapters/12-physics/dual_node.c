/* dual_node.c: what a node does alone, in dual numbers: gates and norms, line
 * by line as they stand in chapter 6. */
#include "dual_inside.h"

/* ---- [blocks] Blocks of a layout ---- */
static size_t components(const struct irreps_block *b)
{
  return 2 * (size_t)b->l + 1;
}

static bool is_scalar(const struct irreps_block *b)
{
  return b->l == 0 && b->parity == 1;
}

/* ---- [scalargate] A channel behind a gate of its own ----
 *
 * The components m of channel c stand b->channels apart, from `from` on; its
 * gate is the number at `gate`. */
static void multiply_by(const struct irreps_block *b, size_t c, struct dual s,
                        struct pairs x, size_t from, struct pairs y, size_t to)
{
  for (size_t m = c; m < components(b) * b->channels; m += b->channels)
    put(y, to + m, dual_multiply(s, at(x, from + m)));
}

/* dx += s dy, and the sum of dy x: the gradient by s. */
static struct dual multiply_back(const struct irreps_block *b, size_t c,
                                 struct dual s, struct pairs x, size_t from,
                                 struct pairs dy, size_t to, struct pairs dx)
{
  struct dual sum = {0, 0};
  for (size_t m = c; m < components(b) * b->channels; m += b->channels) {
    struct dual d = at(dy, to + m);
    sum = dual_add(sum, dual_multiply(d, at(x, from + m)));
    add_to(dx, from + m, dual_multiply(s, d));
  }
  return sum;
}

/* The slope of a sigmoid of value s, times t. */
static struct dual sigmoid_back(struct dual s, struct dual t)
{
  return dual_multiply(dual_multiply(s, (struct dual){1 - s.a, -s.b}), t);
}

/* ---- [normgate] A channel behind its own norm ---- */
static struct dual length_of(const struct irreps_block *b, size_t c,
                             struct pairs x, size_t from)
{
  struct dual sum = {NORM_GATE_EPS * NORM_GATE_EPS, 0};
  for (size_t m = c; m < components(b) * b->channels; m += b->channels)
    sum = dual_add(sum, dual_multiply(at(x, from + m), at(x, from + m)));
  return dual_root(sum);
}

static struct dual plus(struct dual x, real bias)
{
  return (struct dual){x.a + bias, x.b};
}

static void norm_channel(const struct irreps_block *b, size_t c, real bias,
                         struct pairs x, size_t from, struct pairs y, size_t to)
{
  if (is_scalar(b)) {
    put(y, to + c, dual_silu(plus(at(x, from + c), bias), NULL));
    return;
  }
  struct dual N = length_of(b, c, x, from);
  multiply_by(b, c, dual_sigmoid(plus(N, bias)), x, from, y, to);
}

/* Returns the gradient by the bias. */
static struct dual norm_channel_back(const struct irreps_block *b, size_t c,
                                     real bias, struct pairs x, size_t from,
                                     struct pairs dy, size_t to,
                                     struct pairs dx)
{
  struct dual slope;
  if (is_scalar(b)) {
    dual_silu(plus(at(x, from + c), bias), &slope);
    slope = dual_multiply(slope, at(dy, to + c));
    add_to(dx, from + c, slope);
    return slope;
  }
  struct dual N = length_of(b, c, x, from), s = dual_sigmoid(plus(N, bias));
  slope = sigmoid_back(s, multiply_back(b, c, s, x, from, dy, to, dx));
  struct dual along = dual_multiply(slope, dual_inverse(N));
  for (size_t m = c; m < components(b) * b->channels; m += b->channels)
    add_to(dx, from + m, dual_multiply(along, at(x, from + m)));
  return slope;
}

/* ---- [gates] All channels of a node ---- */
struct gated {
  const struct irreps *in, *out; /* with the gates, and without */
  const real *bias;              /* of a norm gate; else NULL */
  real *dbias;
  struct pairs x, y, dy, dx;
};

static void gate_channel(const struct gated *g, const struct irreps_block *b,
                         size_t c, size_t from, size_t to, size_t gate)
{
  if (is_scalar(b))
    put(g->y, to + c, dual_silu(at(g->x, from + c), NULL));
  else
    multiply_by(b, c, dual_sigmoid(at(g->x, gate)), g->x, from, g->y, to);
}

static void gate_channel_back(const struct gated *g,
                              const struct irreps_block *b, size_t c,
                              size_t from, size_t to, size_t gate)
{
  struct dual slope;
  if (is_scalar(b)) {
    dual_silu(at(g->x, from + c), &slope);
    add_to(g->dx, from + c, dual_multiply(slope, at(g->dy, to + c)));
    return;
  }
  struct dual s = dual_sigmoid(at(g->x, gate));
  slope = multiply_back(b, c, s, g->x, from, g->dy, to, g->dx);
  add_to(g->dx, gate, sigmoid_back(s, slope));
}

static void channel(const struct gated *g, const struct irreps_block *b,
                    size_t c, size_t from, size_t to, size_t gate, size_t next)
{
  if (g->bias && g->dbias)
    g->dbias[next] +=
        norm_channel_back(b, c, g->bias[next], g->x, from, g->dy, to, g->dx).b;
  else if (g->bias)
    norm_channel(b, c, g->bias[next], g->x, from, g->y, to);
  else if (g->dbias)
    gate_channel_back(g, b, c, from, to, gate);
  else
    gate_channel(g, b, c, from, to, gate);
}

static void gates(const struct gated *g, size_t nodes)
{
  for (size_t i = 0; i < nodes; i++) {
    size_t gate = i * g->in->dim + g->out->dim, next = 0;
    for (size_t n = 0; n < g->out->n; n++) {
      const struct irreps_block *b = &g->out->block[n];
      size_t from = i * g->in->dim + b->offset,
             to = i * g->out->dim + b->offset;
      for (size_t c = 0; c < b->channels; c++) {
        channel(g, b, c, from, to, gate, next++);
        gate += !is_scalar(b);
      }
    }
  }
}

static void copy(size_t n, struct pairs from, struct pairs to)
{
  memcpy(to.a, from.a, n * sizeof *to.a);
  memcpy(to.b, from.b, n * sizeof *to.b);
}

void dual_gate_forward(const struct layer *l, size_t nodes, const real *bias,
                       struct pairs x, struct pairs y)
{
  struct gated g = {.in = &l->gated, .out = &l->is.out, .x = x, .y = y};
  if (l->is.gate == GATE_NORM)
    g.bias = bias;
  else
    bias_forward(&l->gated, nodes, bias, x.a);
  if (l->is.gate == GATE_NONE)
    copy(nodes * l->gated.dim, x, y);
  else
    gates(&g, nodes);
}

void dual_gate_backward(const struct layer *l, size_t nodes, const real *bias,
                        struct pairs x, struct pairs dy, struct pairs dx,
                        real *dbias)
{
  struct gated g = {
      .in = &l->gated, .out = &l->is.out, .x = x, .dy = dy, .dx = dx};
  g.dbias = dbias;
  if (l->is.gate == GATE_NORM)
    g.bias = bias;
  if (l->is.gate == GATE_NONE)
    copy(nodes * l->gated.dim, dy, dx);
  else
    gates(&g, nodes);
  if (l->is.gate != GATE_NORM)
    bias_backward(&l->gated, nodes, dx.b, dbias);
}

/* ---- [norm] The layer norm ----
 *
 * z = (x - mean) / sqrt(v + eps), where mean and v depend on all numbers of the
 * block. */
struct size {
  struct dual mean, inverse;
};

static struct dual scaled(real factor, struct dual x)
{
  return (struct dual){factor * x.a, factor * x.b};
}

static struct dual minus(struct dual x, struct dual y)
{
  return (struct dual){x.a - y.a, x.b - y.b};
}

static struct size size_of(const struct irreps_block *b, real eps,
                           struct pairs x, size_t from)
{
  struct size s = {{0, 0}, {0, 0}};
  struct dual v = {0, 0};
  size_t n = components(b) * b->channels;
  real part = 1 / (real)n;
  for (size_t i = 0; is_scalar(b) && i < n; i++)
    s.mean = dual_add(s.mean, scaled(part, at(x, from + i)));
  for (size_t i = 0; i < n; i++) {
    struct dual d = minus(at(x, from + i), s.mean);
    v = dual_add(v, scaled(part, dual_multiply(d, d)));
  }
  v.a += eps;
  s.inverse = dual_inverse(dual_root(v));
  return s;
}

static struct dual normal(const struct size *s, struct dual x)
{
  return dual_multiply(minus(x, s->mean), s->inverse);
}

static void norm_block(const struct irreps_block *b, real eps, struct pairs x,
                       size_t from, const real *g, const real *bias,
                       struct pairs y)
{
  struct size s = size_of(b, eps, x, from);
  for (size_t i = 0; i < components(b) * b->channels; i++) {
    size_t c = i % b->channels;
    struct dual z = normal(&s, at(x, from + i));
    put(y, from + i, plus(scaled(g[c], z), is_scalar(b) ? bias[c] : 0));
  }
}

void dual_norm_forward(const struct irreps *irreps, real eps, size_t nodes,
                       struct pairs x, const real *w, struct pairs y)
{
  for (size_t i = 0; i < nodes; i++) {
    const real *g = w, *bias = w + norm_gate_count(irreps);
    for (size_t k = 0; k < irreps->n; k++) {
      const struct irreps_block *b = &irreps->block[k];
      norm_block(b, eps, x, i * irreps->dim + b->offset, g, bias, y);
      g += b->channels;
      bias += is_scalar(b) ? b->channels : 0;
    }
  }
}

/* ---- [normback] The way back through it ----
 *
 * dx = (dz - <dz> - z <dz z>) / sqrt(v + eps), dz = g dy. */
static void norm_block_back(const struct irreps_block *b, real eps,
                            struct pairs x, size_t from, const real *g,
                            struct pairs dy, struct pairs dx, real *dg,
                            real *dbias)
{
  struct size s = size_of(b, eps, x, from);
  struct dual mean = {0, 0}, along = {0, 0};
  size_t n = components(b) * b->channels, C = b->channels;
  real part = 1 / (real)n;
  for (size_t i = 0; i < n; i++) {
    struct dual d = at(dy, from + i), z = normal(&s, at(x, from + i));
    struct dual dyz = dual_multiply(d, z);
    if (is_scalar(b))
      mean = dual_add(mean, scaled(part * g[i % C], d));
    along = dual_add(along, scaled(part * g[i % C], dyz));
    dg[i % C] += dyz.b;
    if (is_scalar(b))
      dbias[i % C] += d.b;
  }
  for (size_t i = 0; i < n; i++) {
    struct dual z = normal(&s, at(x, from + i));
    struct dual dz = scaled(g[i % C], at(dy, from + i));
    dz = minus(minus(dz, mean), dual_multiply(z, along));
    add_to(dx, from + i, dual_multiply(dz, s.inverse));
  }
}

void dual_norm_backward(const struct irreps *irreps, real eps, size_t nodes,
                        struct pairs x, const real *w, struct pairs dy,
                        struct pairs dx, real *dw)
{
  size_t scales = norm_gate_count(irreps);
  for (size_t i = 0; i < nodes; i++) {
    size_t c = 0, e = scales;
    for (size_t k = 0; k < irreps->n; k++) {
      const struct irreps_block *b = &irreps->block[k];
      norm_block_back(b, eps, x, i * irreps->dim + b->offset, w + c, dy, dx,
                      dw + c, dw + e);
      c += b->channels;
      e += is_scalar(b) ? b->channels : 0;
    }
  }
}
