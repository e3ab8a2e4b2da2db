/* demo.c: what networks tell apart, predicted, computed and trained. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "congruence.h"
#include "demo.h"
#include "ladder.h"
#include "many_body.h"
#include "memory.h"
#include "moments.h"
#include "painn.h"
#include "tetris.h"

static void must(enum tfn_status status)
{
  if (status) {
    fprintf(stderr, "expressivity: %s\n", tfn_message(status));
    exit(EXIT_FAILURE);
  }
}

static void shape(enum tetris_shape name, vec3 *p)
{
  if (tetris_points(name, p))
    must(TFN_BAD_VALUE);
}

static double gap_of(const struct ladder_rung *rung)
{
  double gap;
  must(ladder_run(rung, &gap));
  return gap;
}

/* ---- [relu] Why the weights must enter smoothly ----
 *
 * One neuron f(w1 x1 + w2 x2 + b) and two inputs, (1, 0) and (0, 1), which it
 * can tell apart.  In how many draws of its weights does it? */
static double equal_share(bool smooth)
{
  struct random g = random_seed(1);
  int equal = 0;
  for (int k = 0; k < 10000; k++) {
    double w1 = random_normal(&g), w2 = random_normal(&g);
    double b = random_normal(&g), a = w1 + b, c = w2 + b;
    if (smooth)
      equal += a / (1 + exp(-a)) == c / (1 + exp(-c));
    else
      equal += fmax(a, 0) == fmax(c, 0);
  }
  return equal / 10000.0;
}

static void relu(void)
{
  demo_section("relu", "One neuron, two inputs that it can tell apart");
  puts("                 draws that give the same answer for both");
  printf("silu             %6.2f %%\n", 100 * equal_share(true));
  printf("max(0, x)        %6.2f %%\n", 100 * equal_share(false));
  demo_value("relu_share", "%.0f", 100 * equal_share(false));
}

/* ---- [pairs] Are they two? ---- */
static void pair_row(const char *name, size_t n, size_t fixed, const vec3 *a,
                     const vec3 *b)
{
  struct congruence f;
  must(congruence_search(n, fixed, a, b, &f));
  printf("%-20s %6zu %12.2e %12.2e %9llu\n", name, n, f.proper, f.improper,
         (unsigned long long)f.visited);
}

static void write_clouds(void)
{
  FILE *file = demo_open("clouds.dat");
  for (int kind = 0; kind < 4; kind++) {
    struct clouds c;
    must(clouds_pair((enum clouds_kind)kind, &c));
    for (int side = 0; side < 2; side++) {
      const vec3 *p = side ? c.b : c.a;
      for (size_t i = 1; i < c.n; i++)
        fprintf(file, "%d %d 0 0 0 %g %g %g\n", kind, side, p[i].x, p[i].y,
                p[i].z);
    }
  }
}

static void write_chains(void)
{
  FILE *file = demo_open("chains.dat");
  vec3 p[8];
  for (int cis = 1; cis >= 0; cis--) {
    must(clouds_chain(4, cis == 1, p));
    for (int i = 0; i < 6; i++)
      fprintf(file, "%g %g\n", p[i].y, p[i].x - 14 * (1 - cis));
    fputs("\n\n", file);
  }
}

static void pairs(void)
{
  vec3 a[LADDER_POINTS], b[LADDER_POINTS];
  demo_section("pairs", "How far from congruent, in the unit of the points");
  puts("pair                 points     rotation       mirror   visited");
  for (int kind = 0; kind < CLOUDS_KINDS; kind++) {
    struct clouds c;
    must(clouds_pair((enum clouds_kind)kind, &c));
    pair_row(clouds_name((enum clouds_kind)kind), c.n, 1, c.a, c.b);
  }
  for (size_t k = 2; k <= 5; k++) {
    char name[32];
    snprintf(name, sizeof name, "chains of %zu", k);
    must(clouds_chain(k, true, a));
    must(clouds_chain(k, false, b));
    pair_row(name, k + 2, 0, a, b);
  }
  shape(TETRIS_LEFT, a);
  shape(TETRIS_RIGHT, b);
  pair_row("tetris left, right", 4, 0, a, b);
  write_clouds();
  write_chains();
}

/* ---- [rings] The degree of the answer against the ring ---- */
/* What is summed where the sum is zero: the largest feature of two layers with
 * l <= 3 and their first weights, on a ring of four. */
static double largest_on_a_ring(void)
{
  struct ladder_recipe is = {
      .kind = LADDER_PLAIN, .layers = 2, .lmax = 3, .answer = 3, .cutoff = 3};
  struct network *network;
  vec3 p[5];
  real points[15], answer[5 * 8 * 7];
  double most = 0;
  must(ladder_network(&is, &network));
  must(clouds_ring(4, 0, p));
  for (size_t i = 0; i < 5; i++) {
    points[3 * i] = (real)p[i].x;
    points[3 * i + 1] = (real)p[i].y;
    points[3 * i + 2] = (real)p[i].z;
  }
  const size_t five = 5;
  real *w = memory_reals(network_weights(network));
  must(w ? TFN_OK : TFN_NO_MEMORY);
  must(network_initial(network, 1, w));
  must(network_predict(network, w, 1, &five, points, NULL, answer, NULL));
  for (size_t k = 0; k < sizeof answer / sizeof *answer; k++)
    most = fmax(most, fabs((double)answer[k]));
  free(w);
  network_free(network);
  return most;
}

static void rings(void)
{
  FILE *file = demo_open("rings.dat");
  demo_section("rings", "Gap of two rings of n (down), answers of degree l");
  printf(" n");
  for (int l = 0; l <= 10; l++)
    printf(" %6d", l);
  puts("");
  for (int n = 2; n <= 10; n++) {
    printf("%2d", n);
    for (int l = 0; l <= 10; l++) {
      struct ladder_rung rung = {LADDER_RING,
                                 (size_t)n,
                                 {.kind = LADDER_PLAIN,
                                  .layers = 1,
                                  .lmax = l,
                                  .answer = l,
                                  .cutoff = 3},
                                 l >= n};
      double gap = gap_of(&rung);
      printf(gap > LADDER_DIFFERENT ? " %6.2f" : " %6.0e", gap);
      fprintf(file, "%d %d %g\n", n, l, gap);
    }
    fputs("\n", file);
    puts("");
  }
  demo_value("summed", "%.0f", largest_on_a_ring());
}

/* ---- [chains] How many layers a chain needs ---- */
static size_t first_layers(enum ladder_kind kind, bool bare, size_t k)
{
  struct ladder_rung rung = {LADDER_CHAIN, k, {.kind = kind}, true};
  rung.recipe.lmax = 1;
  rung.recipe.bare = bare;
  rung.recipe.cutoff = REAL(CLOUDS_CHAIN_REACH);
  for (size_t layers = 1; layers <= k + 2; layers++) {
    rung.recipe.layers = layers;
    if (gap_of(&rung) > LADDER_EQUAL)
      return layers;
  }
  return 0;
}

static void chain_row(const char *name, enum ladder_kind kind, bool bare,
                      const char *prediction, FILE *file)
{
  printf("%-21s", name);
  for (size_t k = 2; k <= 7; k++) {
    size_t layers = first_layers(kind, bare, k);
    if (layers)
      printf(" %4zu", layers);
    else
      printf("    -");
    fprintf(file, "%d %zu %zu\n", (int)kind + 10 * bare, k, layers);
  }
  printf("  %s\n", prediction);
  fputs("\n\n", file);
}

static void chains(void)
{
  FILE *file = demo_open("layers.dat");
  demo_section("chains", "The first number of layers that sees a difference");
  puts("chain of k =             2    3    4    5    6    7  prediction");
  chain_row("distances", LADDER_DISTANCES, false, "never", file);
  chain_row("scalar gate", LADDER_SCALAR, false, "k + 1", file);
  chain_row("norm gate", LADDER_NORM, false, "ceil(k/2) + 2", file);
  chain_row("norm gate, bare end", LADDER_NORM, true,
            "min(k + 1, ceil(k/2) + 3)", file);
  chain_row("squares", LADDER_SQUARE, false, "floor(k/2) + 1", file);
  chain_row("EGNN", LADDER_EGNN, false, "ceil(k/2) + 1", file);
  chain_row("PaiNN kind", LADDER_PAINN, false, "floor(k/2) + 1", file);
}

/* ---- [width] A wider network is as blind as a narrow one ---- */
static double wide_gap(size_t layers, int channels, int lmax)
{
  struct network_description is = {
      .in = "1x0e",
      .lmax = lmax,
      .parity = true,
      .basis = {RADIAL_BESSEL, 6, REAL(CLOUDS_CHAIN_REACH), 6}};
  struct network *network;
  char text[64];
  vec3 a[6], b[6];
  double gap;
  int at = 0;
  for (int l = 0; l <= lmax; l++)
    at += snprintf(text + at, sizeof text - (size_t)at, "%s%dx%d%c",
                   l ? " + " : "", channels, l, l % 2 ? 'o' : 'e');
  must(network_create(&is, &network));
  for (size_t k = 1; k < layers; k++)
    must(network_add_layer(network, text, GATE_SCALAR, 8, 1));
  must(network_add_layer(network, "8x0e", GATE_SCALAR, 8, 1));
  must(network_answer(network, NULL, ANSWER_SUM));
  must(clouds_chain(4, true, a));
  must(clouds_chain(4, false, b));
  must(ladder_gap(network, 6, a, b, 0, 1, &gap));
  network_free(network);
  return gap;
}

static void width(void)
{
  demo_section("width", "Scalar gates on the chain of 4: gap");
  puts("channels  lmax    4 layers    5 layers");
  const int shape[4][2] = {{1, 1}, {8, 1}, {32, 1}, {8, 3}};
  for (int k = 0; k < 4; k++)
    printf("%8d %5d %11.1e %11.1e\n", shape[k][0], shape[k][1],
           wide_gap(4, shape[k][0], shape[k][1]),
           wide_gap(5, shape[k][0], shape[k][1]));
}

/* ---- [tuples] The same neighbours, k at a time ---- */
static void tuples(void)
{
  demo_section("tuples", "Choices of k neighbours: rotations, and mirrors too");
  puts("pair                   k = 1          2          3          4");
  for (int kind = CLOUDS_TWO; kind <= CLOUDS_HANDED; kind++) {
    struct clouds c;
    must(clouds_pair((enum clouds_kind)kind, &c));
    printf("%-18s", clouds_name((enum clouds_kind)kind));
    for (size_t k = 1; k <= 4; k++) {
      bool turned, mirrored;
      if (k >= c.n) {
        printf("          -");
        continue;
      }
      must(congruence_tuples(c.n, k, c.a, c.b, false, 1e-9, &turned));
      must(congruence_tuples(c.n, k, c.a, c.b, true, 1e-9, &mirrored));
      printf("%11s", turned ? "same" : mirrored ? "mirrored" : "differ");
    }
    puts("");
  }
}

/* ---- [bodies] How many neighbours at once ---- */
static double body_gap(enum clouds_kind kind, size_t order, int lmax, bool odd)
{
  struct ladder_rung rung = {LADDER_BODIES,
                             (size_t)kind,
                             {.kind = LADDER_PRODUCTS, .layers = 1},
                             true};
  struct ladder_recipe *is = &rung.recipe;
  is->lmax = lmax;
  is->order = order;
  is->odd = odd;
  is->total = odd && order == 3 ? 9 : 8;
  is->cutoff = 12;
  return gap_of(&rung);
}

static void body_row(const char *name, enum clouds_kind kind, int lmax,
                     bool odd, FILE *file)
{
  printf("%-18s %4d  %s", name, lmax, odd ? "0o" : "0e");
  for (size_t order = 1; order <= 4; order++) {
    bool none = odd && (order < 3 || (order == 3 && lmax < 4));
    if (none || (order == 4 && lmax > 3)) {
      printf("         -");
      continue;
    }
    double gap = body_gap(kind, order, lmax, odd);
    printf(" %9.1e", gap);
    fprintf(file, "%d %zu %d %g\n", (int)kind, order, lmax, gap);
  }
  puts("");
}

static void bodies(void)
{
  FILE *file = demo_open("bodies.dat");
  demo_section("bodies", "Gap by the number of factors");
  puts("pair               lmax  to         1         2         3         4");
  body_row("two-body pair", CLOUDS_TWO, 1, false, file);
  body_row("two-body pair", CLOUDS_TWO, 3, false, file);
  body_row("three-body pair", CLOUDS_THREE, 1, false, file);
  body_row("three-body pair", CLOUDS_THREE, 3, false, file);
  body_row("four-body pair", CLOUDS_FOUR, 1, false, file);
  body_row("four-body pair", CLOUDS_FOUR, 3, false, file);
  body_row("handed pair", CLOUDS_HANDED, 3, false, file);
  body_row("handed pair", CLOUDS_HANDED, 4, true, file);
  body_row("handed pair", CLOUDS_HANDED, 3, true, file);
  body_row("old four-body pair", CLOUDS_OLD_FOUR, 3, false, file);
  body_row("old handed pair", CLOUDS_OLD_HANDED, 3, true, file);
}

/* ---- [price] What products cost ---- */
static void price(void)
{
  FILE *file = demo_open("price.dat");
  demo_section("price", "Couplings to 0e, and the products they are made of");
  puts("        order 1        order 2        order 3        order 4");
  for (int lmax = 1; lmax <= 3; lmax++) {
    printf("l <= %d", lmax);
    for (size_t order = 1; order <= 4; order++) {
      struct many_body_description is = {
          .order = order, .lowest = order, .total = 8};
      struct stage stage;
      for (int l = 0; l <= lmax; l++)
        irreps_append(&is.in, 1, l, l % 2 ? -1 : 1);
      irreps_append(&is.out, 1, 0, 1);
      must(many_body_stage(&is, &stage));
      printf(" %5zu %6zu  ", many_body_paths(&stage),
             many_body_products(&stage));
      fprintf(file, "%d %zu %zu %zu\n", lmax, order, many_body_paths(&stage),
              many_body_products(&stage));
      stage_free(&stage);
    }
    puts("");
    fputs("\n\n", file);
  }
}

/* ---- [edge] A filter that sees more than one edge ----
 *
 * q_i = sum over j, k, m of |r_ij| |r_ik|^2 r_ij . (r_ik x r_im): linear in the
 * features of the neighbours, which are all 1, and with a filter that knows
 * all edges of the receiver. */
static double three_edges(const vec3 *p)
{
  double sum = 0;
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++)
      for (int k = 0; k < 4; k++)
        for (int m = 0; m < 4; m++) {
          vec3 u = vec3_sub(p[i], p[j]), v = vec3_sub(p[i], p[k]),
               w = vec3_sub(p[i], p[m]);
          sum += vec3_norm(u) * vec3_dot(v, v) * vec3_dot(u, vec3_cross(v, w));
        }
  return sum;
}

static void edge(void)
{
  vec3 left[4], right[4];
  shape(TETRIS_LEFT, left);
  shape(TETRIS_RIGHT, right);
  demo_section("edge", "One convolution of the features 1");
  struct ladder_rung one = {LADDER_TETRIS,
                            4,
                            {.kind = LADDER_SCALAR,
                             .layers = 1,
                             .lmax = 4,
                             .even = true,
                             .cutoff = 4},
                            false};
  printf("filters that see one edge      gap of left and right %.1e\n",
         gap_of(&one));
  printf("a filter that sees all edges   left %+.3f, right %+.3f\n",
         three_edges(left), three_edges(right));
}

/* ---- [sizes] Layers of the PaiNN kind in a row ----
 *
 * 60 points in density 1, joined up to a distance of 1.4, which makes about 8
 * neighbours: mean squares of scalars and vectors behind every layer, with
 * norms between or without. */
enum { DEEP = 6, MANY = 60, WIDE = 32 };

static struct network *vectors_in_a_row(bool norms)
{
  struct network_description is = {.in = "32x0e",
                                   .lmax = 1,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 6, REAL(1.4), 6}};
  struct painn_description layer = {
      .channels = WIDE, .basis = 6, .parity = true, .scale = REAL(0.125)};
  struct network *network;
  struct stage stage;
  must(network_create(&is, &network));
  must(radial_basis_square(&is.basis, &layer.square));
  for (size_t k = 0; k < DEEP; k++) {
    if (k && norms)
      must(network_add_norm(network));
    layer.vectors = k > 0;
    must(painn_stage(&layer, &stage));
    must(network_add(network, &stage));
  }
  must(network_answer(network, NULL, ANSWER_NODES));
  return network;
}

static double mean_square(const struct irreps *is, size_t b, const real *y)
{
  size_t count = is->block[b].channels * (2 * (size_t)is->block[b].l + 1);
  double sum = 0;
  for (size_t i = 0; i < MANY; i++)
    for (size_t k = 0; k < count; k++) {
      double v = (double)y[i * is->dim + is->block[b].offset + k];
      sum += v * v / (double)(MANY * count);
    }
  return sum;
}

static void size_rows(bool norms, const struct network *network,
                      const struct network_pass *pass)
{
  for (size_t b = 0; b < 2; b++) {
    printf("%-14s %-8s",
           b       ? ""
           : norms ? "norms between"
                   : "in a row",
           b ? "vectors" : "scalars");
    for (size_t k = 0; k < DEEP; k++) {
      size_t at = norms ? 2 * k : k;
      double size = mean_square(&network->stage[at].out, b, pass->stage[at].y);
      printf(size < 100 ? " %8.2f" : " %8.0e", size);
    }
    puts("");
  }
}

static void sizes_of(bool norms, struct random g)
{
  size_t n = MANY;
  struct network *network = vectors_in_a_row(norms);
  struct network_pass *pass;
  struct graph *graph;
  real points[3 * MANY];
  for (size_t i = 0; i < 3 * n; i++)
    points[i] = (real)(cbrt(MANY) * random_uniform(&g));
  must(network_graph(network, 1, &n, points, &graph));
  must(network_pass_create(network, graph, &pass));
  real *w = memory_reals(network_weights(network));
  must(w ? TFN_OK : TFN_NO_MEMORY);
  must(network_initial(network, 1, w));
  for (size_t i = 0; i < n * WIDE; i++)
    pass->x[i] = (real)random_normal(&g);
  must(network_forward(network, w, pass));
  size_rows(norms, network, pass);
  free(w);
  network_pass_free(pass);
  graph_free(graph);
  network_free(network);
}

static void sizes(void)
{
  demo_section("sizes", "Layers of the PaiNN kind: mean squares");
  printf("behind layer           ");
  for (int k = 1; k <= DEEP; k++)
    printf(" %8d", k);
  puts("");
  for (int norms = 0; norms < 2; norms++)
    sizes_of(norms, random_seed(1));
  demo_value("silu_square", "%.2f", moments_silu(1));
}

/* ---- [trained] The usual way ---- */
struct outcome {
  size_t can, learned, cannot, fooled;
};

static void trained(const struct ladder_rung *rung, size_t n)
{
  static const char *const name[] = {"rings", "chains", "bodies", "hands"};
  enum { STEPS = 300 };
  struct outcome all = {0, 0, 0, 0};
  demo_section("trained", "Trained from seed 1, at most 300 steps");
  puts("          can tell   learned   cannot tell   learned");
  for (int pair = LADDER_RING; pair <= LADDER_TETRIS; pair++) {
    struct outcome o = {0, 0, 0, 0};
    for (size_t k = 0; k < n; k++) {
      size_t steps;
      double sure;
      if ((int)rung[k].pair != pair)
        continue;
      must(ladder_train(&rung[k], 1, STEPS, &steps, &sure));
      bool done = sure >= 0.9;
      o.can += rung[k].differs;
      o.cannot += !rung[k].differs;
      o.learned += rung[k].differs && done;
      o.fooled += !rung[k].differs && done;
    }
    printf("%-8s %9zu %9zu %13zu %9zu\n", name[pair], o.can, o.learned,
           o.cannot, o.fooled);
    all.can += o.can, all.learned += o.learned;
    all.cannot += o.cannot, all.fooled += o.fooled;
  }
  demo_value("can", "%zu", all.can);
  demo_value("learned", "%zu", all.learned);
  demo_value("missed", "%zu", all.can - all.learned);
  demo_value("cannot", "%zu", all.cannot);
  demo_value("fooled", "%zu", all.fooled);
}

/* ---- [ladder] All predictions ---- */
static void describe(const struct ladder_rung *rung, char *text, size_t room)
{
  const struct ladder_recipe *is = &rung->recipe;
  const char *kind = ladder_name(is->kind);
  const char *even = is->even ? ", rotations only" : "";
  if (is->kind == LADDER_PRODUCTS)
    snprintf(text, room, "%zu factor%s to %s, l <= %d", is->order,
             is->order > 1 ? "s" : "", is->odd ? "0o" : "0e", is->lmax);
  else if (is->kind == LADDER_PLAIN && is->filter)
    snprintf(text, room, "%zu layers, filters l <= %d, answer %d", is->layers,
             is->filter, is->answer);
  else if (is->kind == LADDER_PLAIN)
    snprintf(text, room, "%zu layer%s, answer %d", is->layers,
             is->layers > 1 ? "s" : "", is->answer);
  else
    snprintf(text, room, "%s, %zu layer%s%s%s", kind, is->layers,
             is->layers > 1 ? "s" : "", is->bare ? ", bare end" : "", even);
}

static void where(const struct ladder_rung *rung, char *text, size_t room)
{
  if (rung->pair == LADDER_RING)
    snprintf(text, room, "ring of %zu", rung->size);
  else if (rung->pair == LADDER_CHAIN)
    snprintf(text, room, "chain of %zu", rung->size);
  else if (rung->pair == LADDER_BODIES)
    snprintf(text, room, "%s", clouds_name((enum clouds_kind)rung->size));
  else
    snprintf(text, room, "tetris pair");
}

/* A table of the book for each kind of pair; the chains have three, so that
 * none is too long for a page, and bodies and hands one. */
static size_t table_of(const struct ladder_rung *rung)
{
  static const size_t first[] = {0, 1, 4, 4};
  if (rung->pair != LADDER_CHAIN)
    return first[rung->pair];
  return rung->recipe.kind == LADDER_PAINN || rung->recipe.bare ? 3
         : rung->recipe.kind >= LADDER_SQUARE                   ? 2
                                                                : 1;
}

static void ladder_head(size_t table)
{
  static const char *const name[][2] = {
      {"ladder-rings", "Rings"},
      {"ladder-gates", "Chains, gates only"},
      {"ladder-squares", "Chains, squares and moved points"},
      {"ladder-vectors", "Chains, vectors, no gate at the end"},
      {"ladder-bodies", "Bodies and hands"}};
  char title[80];
  snprintf(title, sizeof title, "%s: predictions, and the gaps",
           name[table][1]);
  demo_section(name[table][0], title);
  printf(" #  %-18s %-41s %-7s %7s\n", "pair", "network", "wanted", "gap");
}

static void ladder(const struct ladder_rung *rung, size_t n)
{
  FILE *file = demo_open("ladder.dat");
  size_t hold = 0;
  double least = (double)INFINITY, most = 0;
  for (size_t k = 0; k < n; k++) {
    char pair[32], network[64];
    double gap = gap_of(&rung[k]);
    bool holds = ladder_holds(&rung[k], gap);
    if (!k || table_of(&rung[k]) != table_of(&rung[k - 1]))
      ladder_head(table_of(&rung[k]));
    where(&rung[k], pair, sizeof pair);
    describe(&rung[k], network, sizeof network);
    printf("%2zu  %-18s %-41s %-7s %7.1e%s\n", k + 1, pair, network,
           rung[k].differs ? "differs" : "equal", gap, holds ? "" : "  FAILS");
    fprintf(file, "%d %d %g\n", (int)rung[k].pair, rung[k].differs,
            fmax(gap, 1e-18));
    hold += holds;
    if (rung[k].differs)
      least = fmin(least, gap);
    else
      most = fmax(most, gap);
  }
  demo_value("rungs", "%zu", n);
  demo_value("hold", "%zu", hold);
  demo_value("equal", "%.0e", LADDER_EQUAL);
  demo_value("different", "%.0e", LADDER_DIFFERENT);
  demo_value("least", "%.1e", least);
  demo_value("most", "%.1e", most);
  demo_section("verdict", "The ladder in one line");
  printf("expressivity: %zu of %zu predictions hold; smallest difference that "
         "should be there %.1e, largest that should not %.1e\n",
         hold, n, least, most);
}

/* ---- [main] ---- */
int main(int argc, char **argv)
{
  static struct ladder_rung rung[LADDER_RUNGS];
  size_t n = ladder_rungs(rung);
  demo_begin(argc, argv);
  relu();
  pairs();
  rings();
  chains();
  width();
  tuples();
  bodies();
  price();
  edge();
  sizes();
  trained(rung, n);
  ladder(rung, n);
  return demo_end();
}
