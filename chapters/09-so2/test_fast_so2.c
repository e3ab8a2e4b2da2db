/* test_fast_so2.c: the fast SO(2) convolution is the readable one. */
#include "test.h"

#include "fast_kernels.h"
#include "fast_so2.h"
#include "fast_so2_stage.h"
#include "memory.h"
#include "test_tools_fast.h"

#include <string.h>

/* ---- [case] One convolution, readable and fast, on one graph ---- */
enum { NODES = 5 };

struct results {
  real *y, *dx, *dw, *dvector, *D, *scratch;
};

struct trial {
  struct so2_convolution c;
  struct fast_so2 s;
  struct graph *graph;
  size_t in, out;
  real *x, *w, *dy;
  struct results plain, fast;
};

static struct graph *cloud(struct random *g)
{
  struct graph *graph = NULL;
  size_t nodes = NODES;
  real points[3 * NODES];
  for (int i = 0; i < 3 * NODES; i++)
    points[i] = (real)random_normal(g);
  points[3] = points[0], points[4] = points[1]; /* two edges along z */
  check_true(graph_all_pairs(1, &nodes, points, 0, HARMONICS_COMPONENT,
                             &graph) == TFN_OK,
             "a graph");
  return graph;
}

static struct results room(const struct trial *t, size_t scratch)
{
  const size_t edges = t->graph->edges;
  return (struct results){
      .y = memory_reals(NODES * t->out),
      .dx = memory_reals(NODES * t->in),
      .dw = memory_reals(edges * t->c.weights),
      .dvector = memory_reals(3 * edges),
      .D = memory_reals(edges * so2_convolution_frames(&t->c)),
      .scratch = memory_reals(scratch)};
}

/* t->c is made already. */
static void begin(struct trial *t, struct random *g)
{
  check_true(fast_so2_create(&t->c, &t->s) == TFN_OK, "create");
  t->c.scale = REAL(0.7);
  t->graph = cloud(g);
  t->in = t->c.in.irreps.dim, t->out = t->c.out.irreps.dim;
  t->x = numbers(NODES * t->in, g), t->dy = numbers(NODES * t->out, g);
  t->w = numbers(t->graph->edges * t->c.weights, g);
  t->plain = room(t, so2_convolution_workspace(&t->c));
  t->fast = room(t, fast_so2_scratch(&t->s));
}

static void empty(struct results *r)
{
  free(r->y), free(r->dx), free(r->dw), free(r->dvector);
  free(r->D), free(r->scratch);
}

static void end(struct trial *t)
{
  empty(&t->plain), empty(&t->fast);
  free(t->x), free(t->dy), free(t->w);
  graph_free(t->graph);
  fast_so2_free(&t->s);
  so2_convolution_free(&t->c);
}

static struct so2_pass pass_of(const struct trial *t, const struct results *r)
{
  return (struct so2_pass){.c = &t->c,
                           .graph = t->graph,
                           .D = r->D,
                           .x = t->x,
                           .w = t->w,
                           .scratch = r->scratch};
}

/* Features of C channels up to lmax; blocks as weights. */
static void blocks_case(int lmax, int mmax, size_t channels, bool parity,
                        struct trial *t, struct random *g)
{
  struct irreps in = {0};
  *t = (struct trial){0};
  for (int l = 0; l <= lmax; l++)
    irreps_append(&in, channels, l, l % 2 ? -1 : 1);
  check_true(so2_convolution_blocks(TP_DEPTHWISE, &in, &in, parity, mmax,
                                    &t->c) == TFN_OK,
             "blocks");
  begin(t, g);
}

/* A convolution of chapter 6: a block of the output for each path. */
static void paths_case(const char *text, int lmax, int mmax, struct trial *t,
                       struct random *g)
{
  struct irreps in, harmonics = {0};
  struct convolution c;
  *t = (struct trial){0};
  for (int l = 0; l <= lmax; l++)
    irreps_append(&harmonics, 1, l, l % 2 ? -1 : 1);
  check_true(irreps_parse(text, &in, NULL) == IRREPS_OK, "%s", text);
  check_true(convolution_create(TP_DEPTHWISE, &in, &harmonics, NULL, &c) ==
                 TFN_OK,
             "%s", text);
  check_true(so2_convolution_of(&c, mmax, &t->c) == TFN_OK, "paths");
  convolution_free(&c);
  begin(t, g);
}

/* ---- [compare] All that comes out ---- */
static void run_plain(struct trial *t)
{
  const struct so2_pass p = pass_of(t, &t->plain);
  check_true(so2_convolution_look(&t->c, t->graph, t->plain.D) == TFN_OK &&
                 so2_convolution_forward(&p, t->plain.y) == TFN_OK &&
                 so2_convolution_backward(&p, t->dy, t->plain.dx, t->plain.dw,
                                          t->plain.dvector) == TFN_OK,
             "plain");
}

static void run_fast(struct trial *t)
{
  const struct so2_pass p = pass_of(t, &t->fast);
  check_true(fast_so2_forward(&t->s, &p, t->fast.y) == TFN_OK &&
                 fast_so2_backward(&t->s, &p, t->dy, t->fast.dx, t->fast.dw,
                                   t->fast.dvector) == TFN_OK,
             "fast");
}

/* The largest difference in roundings of the largest number. */
static double gap(size_t n, const real *a, const real *b)
{
  double size = 0;
  for (size_t i = 0; i < n; i++)
    size = larger(size, fabs((double)b[i]));
  return size > 0 ? worst(n, a, b) / size / (double)REAL_EPS : worst(n, a, b);
}

static double compare(const struct trial *t)
{
  const size_t edges = t->graph->edges;
  double most = gap(NODES * t->out, t->fast.y, t->plain.y);
  most = larger(most, gap(NODES * t->in, t->fast.dx, t->plain.dx));
  most = larger(most, gap(edges * t->c.weights, t->fast.dw, t->plain.dw));
  return larger(most, gap(3 * edges, t->fast.dvector, t->plain.dvector));
}

/* Sums of up to some hundred numbers, three times one after the other, wander
 * by a few tens of roundings; D itself is right to l eps or so. */
static const double ROUNDINGS = 64;

static double both(struct trial *t)
{
  run_plain(t);
  check_true(fast_so2_look(&t->s, t->graph, t->fast.D) == TFN_OK, "look");
  run_fast(t);
  return compare(t);
}

/* ---- [law] The same numbers ---- */

/* Channels that fill no vector of any width, one, and some and a half. */
TEST(law_blocks_agree)
{
  static const size_t channels[] = {3, 16, 40};
  struct random g = random_seed(931);
  struct trial t;
  double most = 0;
  for (int lmax = 0; lmax <= 6; lmax += 2)
    for (int mmax = 0; mmax <= lmax; mmax += 2)
      for (size_t c = 0; c < 3; c++)
        for (int parity = 0; parity < 2; parity++) {
          blocks_case(lmax, mmax, channels[c], parity, &t, &g);
          check_true(t.s.direct == (!parity || mmax == 0), "direct");
          most = larger(most, both(&t));
          end(&t);
        }
  claim("fast-so2", most * (double)REAL_EPS, ROUNDINGS * (double)REAL_EPS);
}

/* Layouts with different channels, with none of a degree, with two of one. */
TEST(law_paths_agree)
{
  static const char *const text[] = {"5x0e + 9x1o + 2x2e", "16x1o",
                                     "8x0e + 3x0o + 16x1o + 1x1e + 4x3o"};
  struct random g = random_seed(932);
  struct trial t;
  for (int k = 0; k < 3; k++)
    for (int mmax = 0; mmax <= 3; mmax++) {
      paths_case(text[k], 2, mmax, &t, &g);
      check_true(!t.s.direct, "blocks are made of the weights of paths");
      check_residual(both(&t), ROUNDINGS, "%s, mmax %d", text[k], mmax);
      end(&t);
    }
}

/* Whatever is turned about z after Q changes nothing, not even the gradient by
 * the vector, and not with fewer orders. */
TEST(law_roll)
{
  struct random g = random_seed(934);
  struct trial t;
  blocks_case(3, 2, 16, false, &t, &g);
  run_plain(&t);
  for (size_t e = 0; e < t.graph->edges; e++) {
    rot3 Q;
    double D[84];
    check_true(so2_frame(t.graph->vector + 3 * e, &Q) == TFN_OK, "frame");
    Q = so3_mul(so3_exp((vec3){0, 0, random_normal(&g)}), Q);
    check_true(fast_wigner_all(&t.s.wigner, 1, &Q, D) == WIGNER_OK, "D");
    for (int l = 0; l <= 3; l++)
      for (int m = -l; m <= l; m++)
        for (int k = 0; k <= 2 * l; k++)
          t.fast.D[e * so2_convolution_frames(&t.c) + so2_row(3, l, m) +
                   (size_t)k] =
              (real)D[wigner_block(l) + (size_t)((m + l) * (2 * l + 1) + k)];
  }
  run_fast(&t);
  check_residual(compare(&t), ROUNDINGS, "rolled");
  end(&t);
}

/* Gradients are added, and only where they are wanted. */
TEST(law_gradients_add)
{
  struct random g = random_seed(935);
  struct trial t;
  for (int parity = 0; parity < 2; parity++) {
    blocks_case(2, 1, 16, parity, &t, &g);
    both(&t);
    const struct so2_pass p = pass_of(&t, &t.fast);
    const size_t x = NODES * t.in, w = t.graph->edges * t.c.weights;
    const size_t v = 3 * t.graph->edges;
    check_true(
        fast_so2_backward(&t.s, &p, t.dy, NULL, t.fast.dw, NULL) == TFN_OK &&
            fast_so2_backward(&t.s, &p, t.dy, t.fast.dx, NULL, NULL) ==
                TFN_OK &&
            fast_so2_backward(&t.s, &p, t.dy, NULL, NULL, t.fast.dvector) ==
                TFN_OK,
        "one at a time");
    for (size_t i = 0; i < x; i++)
      t.fast.dx[i] /= 2;
    for (size_t i = 0; i < w; i++)
      t.fast.dw[i] /= 2;
    for (size_t i = 0; i < v; i++)
      t.fast.dvector[i] /= 2;
    check_residual(compare(&t), ROUNDINGS, "twice, and halved");
    end(&t);
  }
}

/* ---- [stage] Networks ---- */
struct run {
  struct network *network;
  struct network_pass *pass;
  real *dw, *dx, *dpoints;
};

/* Layers with a path to every pair, few and many channels; one inside a
 * residual stage; and one that no fast stage takes. */
static struct network *cook(int mmax)
{
  static const struct network_description is = {
      "4x0e + 2x1o", 2, true, {RADIAL_BESSEL, 6, REAL(2.5), 5}};
  struct network *network = NULL;
  check_true(!network_create(&is, &network) &&
                 !network_add_layer(network, "16x0e + 16x1o + 3x2e", GATE_NORM,
                                    7, 4) &&
                 !network_add_residual(network, GATE_NORM, 7, 4, 2) &&
                 !network_add_norm(network) &&
                 !network_add_layer(network, "1x0e + 1x1o", GATE_NONE, 7, 4) &&
                 !network_answer(network, NULL, ANSWER_NODES) &&
                 !so2_network(network, mmax),
             "a network");
  return network;
}

static void start(struct run *r, struct network *network,
                  const struct graph *graph)
{
  r->network = network;
  check_true(!network_pass_create(network, graph, &r->pass), "pass");
  r->dw = memory_reals(network_weights(network));
  r->dx = memory_reals(graph->nodes * network->in.dim);
  r->dpoints = memory_reals(3 * graph->nodes);
}

static void finish(struct run *r)
{
  network_pass_free(r->pass);
  network_free(r->network);
  free(r->dw), free(r->dx), free(r->dpoints);
}

static void go(struct run *r, const real *w, const real *x, size_t answers)
{
  const struct graph *graph = r->pass->geometry.graph;
  memcpy(r->pass->x, x, graph->nodes * r->network->in.dim * sizeof *x);
  for (size_t i = 0; i < answers; i++)
    r->pass->danswer[0][i] = x[i];
  check_true(
      !network_forward(r->network, w, r->pass) &&
          !network_backward(r->network, w, r->pass, r->dw, r->dx, r->dpoints),
      "forward and backward");
}

/* Four layers one after the other, there and back. */
TEST(law_networks_agree)
{
  struct random g = random_seed(938);
  double most = 0;
  for (int mmax = 1; mmax <= 2; mmax++) {
    struct network *plain = cook(mmax), *fast = cook(mmax);
    struct graph *graph = cloud(&g);
    struct run a, b;
    const size_t n = network_weights(plain), nodes = graph->nodes;
    check_true(!fast_so2_network(fast), "fast");
    check_true(fast->fingerprint == plain->fingerprint, "the same weights");
    check_true(!fast_worth() ||
                   !strcmp(fast->stage[0].kind->name, "fast so2 layer"),
               "%s", fast->stage[0].kind->name);
    check_true(!layer_like(&fast->stage[0]) == (mmax < 2),
               "with all m it is the layer that it was");
    start(&a, plain, graph), start(&b, fast, graph);
    real *w = numbers(n, &g), *x = numbers(nodes * plain->in.dim, &g);
    check_true(!network_initial(plain, 3, w), "initial");
    go(&a, w, x, 4 * nodes), go(&b, w, x, 4 * nodes);
    most = larger(most, gap(4 * nodes, b.pass->answer[0], a.pass->answer[0]));
    most = larger(most, gap(n, b.dw, a.dw));
    most = larger(most, gap(nodes * plain->in.dim, b.dx, a.dx));
    most = larger(most, gap(3 * nodes, b.dpoints, a.dpoints));
    free(w), free(x);
    finish(&a), finish(&b);
    graph_free(graph);
  }
  claim("fast-so2-network", most * (double)REAL_EPS,
        4 * ROUNDINGS * (double)REAL_EPS);
}

TEST(edge_fast_stages)
{
  struct network *network = cook(2);
  struct stage fast;
  check_true(fast_so2_network(NULL) == TFN_NULL &&
                 fast_so2_stage(NULL, &fast) == TFN_NULL &&
                 fast_so2_stage(&network->stage[0], NULL) == TFN_NULL,
             "null");
  check_true(fast_so2_stage(&network->stage[2], &fast) == TFN_BAD_SHAPE,
             "a norm is no layer");
  check_true(!so2_layer_of(&network->stage[2]) && !so2_layer_of(NULL) &&
                 so2_layer_of(&network->stage[0]),
             "the layer behind a stage");
  struct graph huge = {.edges = SIZE_MAX / 16, .nodes = 1};
  struct geometry geometry = {.graph = &huge, .basis = {.count = 5}};
  size_t count;
  check_true(!fast_so2_stage(&network->stage[0], &fast), "a fast one");
  check_true(stage_workspace(&fast, &geometry, &count) == TFN_BAD_SHAPE,
             "five functions of the distance for a layer of six");
  geometry.basis.count = 6;
  check_true(stage_workspace(&fast, &geometry, &count) == TFN_TOO_LARGE,
             "a graph that is too large");
  network->stage[0] = fast; /* it holds the other */
  network_free(network);
}

/* With pseudoscalars for harmonics only one channel hears its neighbours, and
 * sixteen themselves: what the node says needs the larger part of memory. */
static struct network *mostly_deaf(void)
{
  static const struct network_description is = {
      "16x0e", 0, false, {RADIAL_BESSEL, 6, REAL(2.5), 5}};
  struct layer_description layer = {.mode = TP_DEPTHWISE,
                                    .gate = GATE_NONE,
                                    .basis = 6,
                                    .hidden = 4,
                                    .scale = 1};
  struct network *network = NULL;
  struct stage stage;
  irreps_parse("16x0e", &layer.in, NULL);
  irreps_parse("16x0e + 1x0o", &layer.out, NULL);
  irreps_parse("0o", &layer.harmonics, NULL);
  check_true(!network_create(&is, &network) && !layer_stage(&layer, &stage) &&
                 !network_add(network, &stage) &&
                 !network_answer(network, NULL, ANSWER_NODES) &&
                 !so2_network(network, 1),
             "a network");
  return network;
}

/* Gradients by weights and features alone, without forces. */
TEST(law_fast_without_forces)
{
  struct random g = random_seed(941);
  struct graph *graph = cloud(&g);
  for (int deaf = 0; deaf < 2; deaf++) {
    struct run r[2];
    real *w = NULL, *x = NULL;
    for (int k = 0; k < 2; k++) {
      struct network *network = deaf ? mostly_deaf() : cook(1);
      check_true(!k || !fast_so2_network(network), "fast");
      start(&r[k], network, graph);
      free(r[k].dpoints), r[k].dpoints = NULL;
      w = w ? w : numbers(network_weights(network), &g);
      x = x ? x : numbers(NODES * network->in.dim, &g);
      check_true(k || !network_initial(network, 3, w), "initial");
      go(&r[k], w, x, 4 * NODES);
    }
    const size_t n = network_weights(r[0].network);
    const size_t in = NODES * r[0].network->in.dim;
    check_residual(gap(n, r[1].dw, r[0].dw), 4 * ROUNDINGS, "weights");
    check_residual(gap(in, r[1].dx, r[0].dx), 4 * ROUNDINGS, "features");
    free(w), free(x);
    finish(&r[0]), finish(&r[1]);
  }
  graph_free(graph);
}

/* ---- [anchor] By hand ---- */

/* Two nodes on the z axis, one channel of degree 1, and b_1 = sqrt(3/2) alone:
 * with x = (1, 2, 3) in the order m = -1, 0, 1 and the edge upwards the message
 * is b (x_1, 0, -x_-1) = (3, 0, -1) b; the edge downwards has the other sign.
 * With 1 + 2 blocks that reach it, s = 1/sqrt 3 and b is s sqrt(3/2). */
TEST(anchor_b)
{
  const real points[6] = {0, 0, 0, 0, 0, 2}, x[6] = {1, 2, 3, 1, 2, 3};
  const real w[6] = {0, 0, 1, 0, 0, 1};
  const size_t nodes = 2;
  struct trial t = {0};
  struct irreps in = {0};
  irreps_append(&in, 1, 1, 1);
  check_true(so2_convolution_blocks(TP_DEPTHWISE, &in, &in, false, 1, &t.c) ==
                     TFN_OK &&
                 fast_so2_create(&t.c, &t.s) == TFN_OK &&
                 graph_all_pairs(1, &nodes, points, 0, HARMONICS_COMPONENT,
                                 &t.graph) == TFN_OK,
             "two nodes");
  check_true(t.c.weights == 3, "a_0, a_1, b_1");
  t.in = t.out = 3;
  t.fast = room(&t, fast_so2_scratch(&t.s));
  check_true(fast_so2_look(&t.s, t.graph, t.fast.D) == TFN_OK, "look");
  struct so2_pass p = pass_of(&t, &t.fast);
  p.x = x, p.w = w;
  check_true(fast_so2_forward(&t.s, &p, t.fast.y) == TFN_OK, "forward");
  const double b = 0.70710678118654752; /* sqrt(3/2) / sqrt 3 */
  const double want[6] = {-3 * b, 0, b, 3 * b, 0, -b};
  for (int i = 0; i < 6; i++) /* node 1 hears along +z */
    check_close(t.fast.y[i], want[i], 8 * (double)REAL_EPS, "number %d", i);
  end(&t);
}

/* ---- [edge] What is refused, and nothing at all ---- */
TEST(edge_refused)
{
  struct random g = random_seed(936);
  struct irreps in = {0};
  struct so2_convolution full;
  struct fast_so2 s;
  struct trial t;
  irreps_append(&in, 2, 1, 1);
  check_true(so2_convolution_blocks(TP_FULL, &in, &in, false, 1, &full) ==
                 TFN_OK,
             "full");
  const struct so2_convolution unmade = {0};
  struct so2_convolution high = full;
  high.mode = TP_DEPTHWISE, high.lmax = FAST_WIGNER_LMAX + 1;
  check_true(!fast_so2_applies(&full) && !fast_so2_applies(NULL) &&
                 !fast_so2_applies(&unmade) && !fast_so2_applies(&high),
             "applies");
  check_true(fast_so2_create(&full, &s) == TFN_BAD_SHAPE, "no depthwise");
  check_true(fast_so2_create(NULL, &s) == TFN_NULL && !s.c, "empty");
  check_true(fast_so2_create(&full, NULL) == TFN_NULL, "nowhere");
  so2_convolution_free(&full);
  blocks_case(1, 1, 4, false, &t, &g);
  struct so2_pass p = pass_of(&t, &t.fast);
  check_true(fast_so2_scratch(NULL) == 0 && fast_so2_scratch(&s) == 0, "none");
  check_true(fast_so2_look(NULL, t.graph, t.fast.D) == TFN_NULL &&
                 fast_so2_look(&s, t.graph, t.fast.D) == TFN_NULL &&
                 fast_so2_look(&t.s, NULL, t.fast.D) == TFN_NULL &&
                 fast_so2_look(&t.s, t.graph, NULL) == TFN_NULL,
             "look");
  check_true(fast_so2_forward(&t.s, NULL, t.fast.y) == TFN_NULL &&
                 fast_so2_forward(&t.s, &p, NULL) == TFN_NULL &&
                 fast_so2_backward(&t.s, &p, NULL, t.fast.dx, NULL, NULL) ==
                     TFN_NULL,
             "y, dy");
  p.w = NULL;
  check_true(fast_so2_forward(&t.s, &p, t.fast.y) == TFN_NULL, "no weights");
  fast_so2_free(NULL);
  fast_so2_free(&s);
  end(&t);
}

/* Every pointer of a pass, one after the other. */
TEST(edge_fast_passes_with_holes)
{
  struct random g = random_seed(939);
  const struct fast_so2 none = {0};
  struct trial t;
  blocks_case(1, 1, 4, false, &t, &g);
  check_true(fast_so2_look(&t.s, t.graph, t.fast.D) == TFN_OK, "look");
  const struct so2_pass good = pass_of(&t, &t.fast);
  struct so2_pass p;
  real *y = t.fast.y, *dx = t.fast.dx;
#define FORWARD(s, p)  fast_so2_forward(s, p, y)
#define BACKWARD(s, p) fast_so2_backward(s, p, t.dy, dx, t.fast.dw, NULL)
#define REFUSED(member)       \
  (p = good, p.member = NULL, \
   FORWARD(&t.s, &p) == TFN_NULL && BACKWARD(&t.s, &p) == TFN_NULL)
  check_true(REFUSED(graph) && REFUSED(scratch) && REFUSED(x) && REFUSED(D) &&
                 REFUSED(w),
             "holes");
#undef REFUSED
  check_true(
      FORWARD(NULL, &good) == TFN_NULL && FORWARD(&none, &good) == TFN_NULL &&
          BACKWARD(NULL, &good) == TFN_NULL && BACKWARD(&t.s, NULL) == TFN_NULL,
      "no lists, no pass");
  check_true(!FORWARD(&t.s, &good) && !BACKWARD(&t.s, &good), "whole");
#undef FORWARD
#undef BACKWARD
  end(&t);
}

/* Nodes without edges hear nothing, and their gradients stay; no nodes need no
 * memory at all. */
TEST(edge_fast_lonely_nodes)
{
  struct random g = random_seed(940);
  struct graph lonely = {.nodes = 1}, nobody = {0};
  struct trial t;
  blocks_case(1, 1, 4, false, &t, &g);
  struct so2_pass p = pass_of(&t, &t.fast);
  p.graph = &lonely, p.D = p.w = NULL;
  for (size_t i = 0; i < t.out; i++)
    t.fast.y[i] = t.fast.dx[i] = 7; /* as many in as out */
  check_true(!fast_so2_look(&t.s, &lonely, NULL) &&
                 !fast_so2_forward(&t.s, &p, t.fast.y) &&
                 !fast_so2_backward(&t.s, &p, t.dy, t.fast.dx, NULL, NULL),
             "one node");
  for (size_t i = 0; i < t.out; i++)
    check_close(t.fast.y[i], 0, 0, "it hears nothing");
  for (size_t i = 0; i < t.in; i++)
    check_close(t.fast.dx[i], 7, 0, "nothing is added");
  p.graph = &nobody, p.x = NULL;
  check_true(!fast_so2_look(&t.s, &nobody, NULL) &&
                 !fast_so2_forward(&t.s, &p, NULL) &&
                 !fast_so2_backward(&t.s, &p, NULL, NULL, NULL, NULL),
             "no node");
  end(&t);
}

/* Edges along the axes whose squared lengths are out of range: the same frames
 * as of long ones, to the bit; a vector without a direction is refused. */
TEST(edge_short)
{
  struct random g = random_seed(937);
  struct trial t;
  blocks_case(2, 2, 4, false, &t, &g);
  for (size_t k = 0; k < 3 * t.graph->edges; k++)
    t.graph->vector[k] =
        k % 3 == k / 3 % 3 ? (k % 2 ? -1 : 1) * REAL_MIN / 4 : 0;
  check_true(fast_so2_look(&t.s, t.graph, t.fast.D) == TFN_OK, "short");
  for (size_t k = 0; k < 3 * t.graph->edges; k++)
    t.graph->vector[k] /= REAL_MIN;
  check_true(fast_so2_look(&t.s, t.graph, t.plain.D) == TFN_OK, "long");
  check_true(
      memcmp(t.fast.D, t.plain.D,
             t.graph->edges * so2_convolution_frames(&t.c) * sizeof(real)) == 0,
      "length does not matter");
  t.graph->vector[0] = t.graph->vector[1] = t.graph->vector[2] = 0;
  check_true(fast_so2_look(&t.s, t.graph, t.fast.D) == TFN_COINCIDENT, "0");
  t.graph->vector[0] = (real)NAN;
  check_true(fast_so2_look(&t.s, t.graph, t.fast.D) == TFN_NOT_FINITE, "NaN");
  end(&t);
}

static const struct test tests[] = {
    CASE(law_blocks_agree),
    CASE(law_paths_agree),
    CASE(law_roll),
    CASE(law_gradients_add),
    CASE(anchor_b),
    CASE(edge_refused),
    CASE(edge_short),
    CASE(law_networks_agree),
    CASE(edge_fast_stages),
    CASE(edge_fast_passes_with_holes),
    CASE(edge_fast_lonely_nodes),
    CASE(law_fast_without_forces),
};
TEST_MAIN("09-so2/fast_so2", tests)
