/* ladder.c: what a network can tell apart, by one look at random weights. */
#include "ladder.h"

#include "egnn.h"
#include "gaunt.h"
#include "loss.h"
#include "many_body.h"
#include "memory.h"
#include "painn.h"
#include "tetris.h"
#include "trainer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [generic] A draw of weights ---- */
static void draw(const struct network *network, uint64_t seed, real *w)
{
  struct random g = random_seed(seed);
  network_initial(network, seed, w);
  for (size_t k = 0; k < network_weights(network); k++)
    w[k] += (real)(random_normal(&g) / 8);
}

/* ---- [answers] One cloud through the network ---- */
struct sides { /* of the comparison: a and b */
  struct graph *graph[2];
  struct network_pass *pass[2];
  real *w, *p;
};

static void release(struct sides *s)
{
  for (int k = 0; k < 2; k++) {
    network_pass_free(s->pass[k]);
    graph_free(s->graph[k]);
  }
  free(s->w);
  free(s->p);
}

static enum tfn_status prepare(const struct network *network, size_t n,
                               const vec3 *a, const vec3 *b, struct sides *s)
{
  enum tfn_status status = TFN_OK;
  s->w = memory_array(network_weights(network), sizeof(real));
  s->p = memory_array(n, 3 * sizeof(real));
  if (!s->w || !s->p)
    return TFN_NO_MEMORY;
  for (int k = 0; !status && k < 2; k++) {
    const vec3 *from = k ? b : a;
    for (size_t i = 0; i < n; i++) {
      s->p[3 * i] = (real)from[i].x;
      s->p[3 * i + 1] = (real)from[i].y;
      s->p[3 * i + 2] = (real)from[i].z;
    }
    status = network_graph(network, 1, &n, s->p, &s->graph[k]);
    if (!status)
      status = network_pass_create(network, s->graph[k], &s->pass[k]);
  }
  return status;
}

/* ---- [compare] The gap of one draw ---- */

/* The largest of 1 and the features behind all stages, at all nodes. */
static double size_of(const struct network *network, const struct sides *s)
{
  double size = 1;
  for (int k = 0; k < 2; k++)
    for (size_t t = 0; t < network->stages; t++) {
      size_t count = s->graph[k]->nodes * network->stage[t].out.dim;
      for (size_t i = 0; i < count; i++)
        size = fmax(size, fabs((double)s->pass[k]->stage[t].y[i]));
    }
  return size;
}

static double compare(const struct network *network, size_t read,
                      const struct sides *s)
{
  const struct network_answer *is = &network->answer[0];
  size_t rows = is->of == ANSWER_NODES ? s->graph[0]->nodes : 1;
  size_t count = (read && read < rows ? read : rows) * is->layout.dim;
  double most = 0;
  for (int k = 0; k < 2; k++)
    network_forward(network, s->w, s->pass[k]);
  double size = size_of(network, s);
  for (size_t i = 0; i < count; i++) {
    double a = (double)s->pass[0]->answer[0][i];
    double b = (double)s->pass[1]->answer[0][i];
    if (!(fabs(a - b) <= most || isnan(most))) /* NaN stays */
      most = fabs(a - b);
    size = fmax(size, fmax(fabs(a), fabs(b)));
  }
  return most / size;
}

enum tfn_status ladder_gap(const struct network *network, size_t n,
                           const vec3 *a, const vec3 *b, size_t read,
                           uint64_t seed, double *gap)
{
  if (!network || !a || !b || !gap)
    return TFN_NULL;
  struct sides s = {{NULL}, {NULL}, NULL, NULL};
  enum tfn_status status = prepare(network, n, a, b, &s);
  double most = 0;
  for (uint64_t k = 0; !status && k < LADDER_DRAWS; k++) {
    draw(network, seed + k, s.w);
    double now = compare(network, read, &s);
    if (!(now <= most || isnan(most)))
      most = now;
  }
  release(&s);
  if (!status)
    *gap = most;
  return status;
}

/* ---- [texts] Layouts of a few words ---- */
enum { CHANNELS = 8, HIDDEN = 8, BASIS = 6, TEXT = 128 };

static char parity_of(const struct ladder_recipe *is, int l)
{
  return l % 2 && !is->even ? 'o' : 'e';
}

static void features(const struct ladder_recipe *is, int lmax, char text[TEXT])
{
  size_t at = 0;
  for (int l = 0; l <= lmax; l++)
    at += (size_t)snprintf(text + at, TEXT - at, "%s%dx%d%c", l ? " + " : "",
                           CHANNELS, l, parity_of(is, l));
}

static enum tfn_status begin(const struct ladder_recipe *is, int lmax,
                             struct network **network)
{
  const struct network_description d = {
      .in = "1x0e",
      .lmax = lmax,
      .parity = !is->even,
      .basis = {RADIAL_BESSEL, BASIS, is->cutoff, 6}};
  return network_create(&d, network);
}

/* ---- [layers] Layers of chapter 6, with gates or without ---- */
static enum tfn_status gated(const struct ladder_recipe *is, enum gate gate,
                             struct network *network)
{
  char text[TEXT];
  enum tfn_status status = TFN_OK;
  features(is, is->kind == LADDER_DISTANCES ? 0 : is->lmax, text);
  for (size_t k = 1; !status && k < is->layers; k++)
    status = network_add_layer(network, text, gate, HIDDEN, 1);
  return status ? status
                : network_add_layer(network, "8x0e",
                                    is->bare ? GATE_NONE : gate, HIDDEN, 1);
}

/* With filters of degree f, layer k reaches degree k f. */
static enum tfn_status plain_layer(const struct ladder_recipe *is, size_t k,
                                   struct network *network)
{
  char text[TEXT];
  int reached = is->filter ? is->filter * (int)k : is->lmax;
  features(is, reached < is->lmax ? reached : is->lmax, text);
  return network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
}

static enum tfn_status plain(const struct ladder_recipe *is,
                             struct network *network)
{
  char text[TEXT];
  enum tfn_status status = TFN_OK;
  for (size_t k = 1; !status && k < is->layers; k++)
    status = plain_layer(is, k, network);
  snprintf(text, TEXT, "%dx%d%c", CHANNELS, is->answer,
           parity_of(is, is->answer));
  return status ? status
                : network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
}

/* ---- [products] Layers followed by products ---- */
static enum tfn_status add_products(struct network *network, const char *in,
                                    const char *out, size_t lowest,
                                    size_t order, int total)
{
  struct many_body_description is = {
      .lowest = lowest, .order = order, .total = total};
  struct stage stage;
  if (irreps_parse(in, &is.in, NULL) || irreps_parse(out, &is.out, NULL))
    return TFN_BAD_VALUE;
  enum tfn_status status = many_body_stage(&is, &stage);
  return status ? status : network_add(network, &stage);
}

static enum tfn_status squares(const struct ladder_recipe *is,
                               struct network *network)
{
  char text[TEXT];
  enum tfn_status status = TFN_OK;
  features(is, is->lmax, text);
  for (size_t k = 0; !status && k < is->layers; k++) {
    status = network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
    if (!status)
      status = add_products(network, text, k + 1 < is->layers ? text : "8x0e",
                            1, 2, 0);
  }
  return status;
}

static enum tfn_status products(const struct ladder_recipe *is,
                                struct network *network)
{
  char text[TEXT];
  features(is, is->lmax, text);
  enum tfn_status status =
      network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
  return status ? status
                : add_products(network, text, is->odd ? "8x0o" : "8x0e",
                               is->order, is->order, is->total);
}

static enum tfn_status functions(const struct ladder_recipe *is,
                                 struct network *network)
{
  char text[TEXT];
  features(is, is->lmax, text);
  enum tfn_status status =
      network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
  for (size_t k = 1; !status && k < is->layers; k++) {
    struct gaunt_description d = {.channels = CHANNELS,
                                  .in = is->lmax,
                                  .out = k + 1 < is->layers ? is->lmax : 0,
                                  .parity = !is->even};
    struct stage stage;
    status = gaunt_stage(&d, &stage);
    if (!status)
      status = network_add(network, &stage);
  }
  return status;
}

/* ---- [others] Networks that are not of chapter 6 ---- */
static enum tfn_status moving(const struct ladder_recipe *is,
                              struct network *network)
{
  enum tfn_status status = TFN_OK;
  for (size_t k = 0; !status && k < is->layers; k++) {
    struct egnn_description d = {.in = k ? CHANNELS : 1,
                                 .out = CHANNELS,
                                 .hidden = HIDDEN,
                                 .moved = k > 0,
                                 .parity = !is->even};
    struct stage stage;
    status = egnn_stage(&d, &stage);
    if (!status)
      status = network_add(network, &stage);
  }
  return status;
}

/* A norm in front of every layer but the first keeps features of size one. */
static enum tfn_status add_vectors(const struct painn_description *is,
                                   struct network *network)
{
  enum tfn_status status = is->vectors ? network_add_norm(network) : TFN_OK;
  struct stage stage;
  if (!status)
    status = painn_stage(is, &stage);
  return status ? status : network_add(network, &stage);
}

static enum tfn_status vectors(const struct ladder_recipe *is,
                               struct network *network)
{
  struct painn_description d = {.channels = CHANNELS,
                                .basis = BASIS,
                                .parity = !is->even,
                                .scale = REAL(0.5)};
  enum tfn_status status =
      network_add_layer(network, "8x0e", GATE_SCALAR, HIDDEN, 1);
  if (!status)
    status = radial_basis_square(&network->basis, &d.square);
  for (size_t k = 0; !status && k < is->layers; k++) {
    d.vectors = k > 0;
    status = add_vectors(&d, network);
  }
  return status;
}

/* ---- [network] A network from a recipe ---- */
static enum tfn_status stages(const struct ladder_recipe *is,
                              struct network *network)
{
  switch (is->kind) {
  case LADDER_DISTANCES:
  case LADDER_SCALAR:
    return gated(is, GATE_SCALAR, network);
  case LADDER_NORM:
    return gated(is, GATE_NORM, network);
  case LADDER_SQUARE:
    return squares(is, network);
  case LADDER_EGNN:
    return moving(is, network);
  case LADDER_PAINN:
    return vectors(is, network);
  case LADDER_PRODUCTS:
    return products(is, network);
  case LADDER_GAUNT:
    return functions(is, network);
  case LADDER_PLAIN:
    return plain(is, network);
  }
  return TFN_BAD_VALUE;
}

enum tfn_status ladder_network(const struct ladder_recipe *is,
                               struct network **network)
{
  if (!is || !network)
    return TFN_NULL;
  *network = NULL;
  if (!is->layers || is->lmax < 0 || is->lmax > LADDER_LMAX || is->filter < 0 ||
      is->filter > LADDER_LMAX || is->answer < 0 || is->answer > LADDER_LMAX)
    return TFN_BAD_VALUE;
  enum tfn_status status =
      begin(is, is->filter ? is->filter : is->lmax, network);
  if (!status)
    status = stages(is, *network);
  bool nodes = is->kind == LADDER_PRODUCTS || is->kind == LADDER_PLAIN;
  if (!status)
    status = nodes ? network_answer(*network, NULL, ANSWER_NODES)
                   : network_answer(*network, "8x0e", ANSWER_SUM);
  if (status) {
    network_free(*network);
    *network = NULL;
  }
  return status;
}

const char *ladder_name(enum ladder_kind kind)
{
  static const char *const name[] = {
      "distances",  "scalar gate", "norm gate",      "squares", "EGNN",
      "PaiNN kind", "products",    "Gaunt products", "plain"};
  return (unsigned)kind < sizeof name / sizeof *name ? name[kind] : "unknown";
}

/* ---- [list] The rungs ----
 *
 * `size` and `recipe` of each pair of rungs: one where nothing may be seen, and
 * the next, where something must. */
struct list {
  size_t n;
  struct ladder_rung *rung;
};

static void push(struct list *list, enum ladder_pair pair, size_t size,
                 bool differs, struct ladder_recipe recipe)
{
  if (list->n < LADDER_RUNGS)
    list->rung[list->n++] = (struct ladder_rung){pair, size, recipe, differs};
}

/* A ring of n points looks round to one layer of a degree below n, to any
 * number of them, and to products; it does not to an answer of degree n, which
 * filters of a lower degree may reach in several layers. */
static void rings(struct list *list)
{
  struct ladder_recipe r = {.kind = LADDER_PLAIN, .layers = 1, .cutoff = 3};
  for (int n = 2; n <= 6; n++)
    for (int l = n - 1; l <= n; l++) {
      r.lmax = r.answer = l;
      push(list, LADDER_RING, (size_t)n, l == n, r);
    }
  for (int n = 3; n <= 4; n++) {
    r.lmax = r.answer = n - 1;
    r.layers = 2;
    push(list, LADDER_RING, (size_t)n, false, r);
  }
  const int filter[4][3] = {{2, 1, 2}, {4, 2, 2}, {4, 1, 4}, {3, 1, 3}};
  for (int k = 0; k < 4; k++) { /* n, filter, layers */
    r.lmax = r.answer = filter[k][0];
    r.filter = filter[k][1];
    r.layers = (size_t)filter[k][2];
    push(list, LADDER_RING, (size_t)filter[k][0], filter[k][0] != 3, r);
  }
}

/* ---- [chains] How many layers a chain of k needs ---- */
static size_t layers_needed(enum ladder_kind kind, size_t k)
{
  switch (kind) {
  case LADDER_SCALAR:
    return k + 1;
  case LADDER_NORM:
    return (k + 1) / 2 + 2;
  case LADDER_EGNN:
    return (k + 1) / 2 + 1;
  default:
    return k / 2 + 1;
  }
}

static void chains(struct list *list)
{
  struct ladder_recipe r = {.lmax = 1, .cutoff = REAL(CLOUDS_CHAIN_REACH)};
  r.kind = LADDER_DISTANCES;
  for (size_t k = 2; k <= 4; k++) {
    r.layers = k + 2;
    push(list, LADDER_CHAIN, k, false, r);
  }
  for (int kind = LADDER_SCALAR; kind <= LADDER_PAINN; kind++)
    for (size_t k = 2; k <= 5; k++)
      for (size_t less = 2; less-- > 0;) {
        r.kind = (enum ladder_kind)kind;
        r.layers = layers_needed(r.kind, k) - less;
        push(list, LADDER_CHAIN, k, !less, r);
      }
  r.kind = LADDER_NORM; /* what two sides of a node say cancels in a sum */
  r.bare = true;
  for (size_t k = 4; k <= 6; k++)
    for (size_t less = 2; less-- > 0;) {
      size_t later = (k + 1) / 2 + 3;
      r.layers = (later < k + 1 ? later : k + 1) - less;
      push(list, LADDER_CHAIN, k, !less, r);
    }
}

/* ---- [bodies] How many neighbours must be looked at together ---- */
static void bodies(struct list *list)
{
  const struct {
    enum clouds_kind pair;
    size_t order;
    int lmax;
    bool odd, differs;
  } rung[] = {
      {CLOUDS_TWO, 1, 4, false, false},
      {CLOUDS_TWO, 2, 1, false, true},
      {CLOUDS_THREE, 2, 4, false, false},
      {CLOUDS_THREE, 3, 1, false, false},
      {CLOUDS_THREE, 3, 2, false, true},
      {CLOUDS_FOUR, 3, 4, false, false},
      {CLOUDS_FOUR, 4, 1, false, false},
      {CLOUDS_FOUR, 4, 2, false, true},
      {CLOUDS_HANDED, 4, 3, false, false},
      {CLOUDS_HANDED, 3, 4, true, false},
      {CLOUDS_HANDED, 4, 3, true, true},
      {CLOUDS_OLD_FOUR, 4, 3, false, false},
      {CLOUDS_OLD_HANDED, 4, 3, true, false},
  };
  for (size_t k = 0; k < sizeof rung / sizeof *rung; k++) {
    struct ladder_recipe r = {.kind = LADDER_PRODUCTS,
                              .layers = 1,
                              .lmax = rung[k].lmax,
                              .order = rung[k].order,
                              .total = rung[k].odd && rung[k].order == 4 ? 7
                                       : rung[k].odd                     ? 9
                                                                         : 8,
                              .odd = rung[k].odd,
                              .cutoff = 12};
    push(list, LADDER_BODIES, rung[k].pair, rung[k].differs, r);
  }
}

/* ---- [hands] What a hand needs ---- */
static void hands(struct list *list)
{
  const struct {
    enum ladder_kind kind;
    size_t layers;
    int lmax;
    bool even, differs;
  } rung[] = {
      {LADDER_DISTANCES, 4, 0, false, false},
      {LADDER_SCALAR, 4, 1, false, false},
      {LADDER_SCALAR, 2, 1, true, false},
      {LADDER_SCALAR, 3, 1, true, true},
      {LADDER_EGNN, 4, 1, false, false},
      {LADDER_PAINN, 4, 1, false, false},
      {LADDER_GAUNT, 4, 3, true, false},
  };
  struct ladder_recipe r = {.cutoff = 4};
  for (size_t k = 0; k < sizeof rung / sizeof *rung; k++) {
    r.kind = rung[k].kind;
    r.layers = rung[k].layers;
    r.lmax = rung[k].lmax;
    r.even = rung[k].even;
    push(list, LADDER_TETRIS, 4, rung[k].differs, r);
  }
  r = (struct ladder_recipe){.kind = LADDER_PRODUCTS,
                             .layers = 1,
                             .lmax = 3,
                             .order = 4,
                             .total = 7,
                             .odd = true,
                             .cutoff = 4};
  push(list, LADDER_TETRIS, 4, true, r);
}

size_t ladder_rungs(struct ladder_rung *rung)
{
  struct list list = {0, rung};
  if (!rung)
    return 0;
  rings(&list);
  chains(&list);
  bodies(&list);
  hands(&list);
  return list.n;
}

/* ---- [run] One rung ---- */
static enum tfn_status fixed(size_t size, size_t *n, vec3 *a, vec3 *b)
{
  struct clouds pair;
  enum tfn_status status = clouds_pair((enum clouds_kind)size, &pair);
  if (status)
    return status;
  *n = pair.n;
  memcpy(a, pair.a, sizeof pair.a);
  memcpy(b, pair.b, sizeof pair.b);
  return TFN_OK;
}

enum tfn_status ladder_clouds(const struct ladder_rung *rung, size_t *n,
                              vec3 *a, vec3 *b)
{
  if (!rung || !n || !a || !b)
    return TFN_NULL;
  size_t size = rung->size;
  *n = 0;
  if (size > CLOUDS_CHAIN_MAX)
    return TFN_BAD_VALUE;
  enum tfn_status status = TFN_BAD_VALUE;
  switch (rung->pair) {
  case LADDER_RING:
    *n = size + 1;
    status = clouds_ring(size, 0, a);
    return status ? status : clouds_ring(size, 1 / (double)size, b);
  case LADDER_CHAIN:
    *n = size + 2;
    status = clouds_chain(size, true, a);
    return status ? status : clouds_chain(size, false, b);
  case LADDER_BODIES:
    return fixed(size, n, a, b);
  case LADDER_TETRIS:
    *n = TETRIS_CUBES;
    tetris_points(TETRIS_LEFT, a);
    tetris_points(TETRIS_RIGHT, b);
    return TFN_OK;
  }
  return status;
}

static size_t nodes_read(const struct ladder_rung *rung)
{
  return rung->pair == LADDER_TETRIS ? 0 : 1;
}

enum tfn_status ladder_run(const struct ladder_rung *rung, double *gap)
{
  vec3 a[LADDER_POINTS], b[LADDER_POINTS];
  struct network *network = NULL;
  size_t n;
  if (!rung || !gap)
    return TFN_NULL;
  enum tfn_status status = ladder_clouds(rung, &n, a, b);
  if (!status)
    status = ladder_network(&rung->recipe, &network);
  if (!status)
    status = ladder_gap(network, n, a, b, nodes_read(rung), 1, gap);
  network_free(network);
  return status;
}

bool ladder_holds(const struct ladder_rung *rung, double gap)
{
  if (!rung)
    return false;
  return rung->differs ? gap >= LADDER_DIFFERENT : gap <= LADDER_EQUAL;
}

/* ---- [train] The usual way, for comparison ---- */
struct lesson {
  size_t n;
  real p[6 * LADDER_POINTS];
};

static enum tfn_status lesson_batch(const struct task *task,
                                    const struct network *network,
                                    struct batch *batch)
{
  const struct lesson *is = task->data;
  const size_t counts[2] = {is->n, is->n};
  return network_graph(network, 2, counts, is->p, &batch->graph);
}

static void lesson_loss(const struct task *task, const struct batch *batch,
                        real share, struct network_pass *pass,
                        struct report *report)
{
  const struct lesson *is = task->data;
  const struct network_answer *answer = &pass->network->answer[0];
  size_t dim = answer->layout.dim;
  size_t apart = answer->of == ANSWER_NODES ? is->n * dim : dim;
  const size_t label[2] = {0, 1};
  size_t second = dim > CHANNELS ? dim - CHANNELS : 1; /* m = l, or channel 1 */
  real z[4], p[4], dz[4] = {0}, loss = 0;
  (void)batch;
  for (size_t k = 0; k < 4; k++)
    z[k] = pass->answer[0][k / 2 * apart + k % 2 * second];
  loss_cross_entropy(2, 2, z, label, p, &loss);
  loss_cross_entropy_backward(2, 2, p, label, dz);
  for (size_t k = 0; k < 4; k++)
    pass->danswer[0][k / 2 * apart + k % 2 * second] += 2 * share * dz[k];
  report->loss += 2 * (double)(share * loss);
  report->least = fmin(report->least, (double)(p[0] < p[3] ? p[0] : p[3]));
}

static bool lesson_done(const struct task *task, const struct report *report)
{
  (void)task;
  return report->least >= 0.9;
}

static enum tfn_status learn(const struct network *network, struct lesson *is,
                             uint64_t seed, size_t most, size_t *steps,
                             double *sure)
{
  struct task task = {.name = "two clouds",
                      .items = 2,
                      .batch = lesson_batch,
                      .loss = lesson_loss,
                      .done = lesson_done,
                      .data = is};
  struct trainer_plan plan = {.seed = seed, .adam = adam_default()};
  struct trainer t;
  plan.adam.rate = REAL(0.01);
  enum tfn_status status = trainer_create(network, &task, &plan, &t);
  if (status)
    return status;
  status = trainer_run(&t, most, NULL, NULL, NULL);
  if (!status) {
    *steps = t.adam.step;
    *sure = t.report.least;
  }
  trainer_free(&t);
  return status;
}

enum tfn_status ladder_train(const struct ladder_rung *rung, uint64_t seed,
                             size_t most, size_t *steps, double *sure)
{
  vec3 a[LADDER_POINTS], b[LADDER_POINTS];
  struct network *network = NULL;
  struct lesson lesson;
  if (!rung || !steps || !sure)
    return TFN_NULL;
  enum tfn_status status = ladder_clouds(rung, &lesson.n, a, b);
  for (size_t i = 0; !status && i < 2 * lesson.n; i++) {
    vec3 p = i < lesson.n ? a[i] : b[i - lesson.n];
    lesson.p[3 * i] = (real)p.x;
    lesson.p[3 * i + 1] = (real)p.y;
    lesson.p[3 * i + 2] = (real)p.z;
  }
  if (!status)
    status = ladder_network(&rung->recipe, &network);
  if (!status)
    status = learn(network, &lesson, seed, most, steps, sure);
  network_free(network);
  return status;
}
