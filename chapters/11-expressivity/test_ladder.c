/* test_ladder.c: what is predicted of networks, and what they do. */
#include "test_tools.h"
#include "ladder.h"
#include "model.h"

#include <stdio.h>

/* ---- [rungs] Every prediction, pair by pair ---- */
struct tally {
  size_t rungs, failed;
  double least, most; /* of gaps that should be there, that should not */
};

/* Every rung is a claim of its own, x-rung-N with the number that the table in
 * the book gives it: how much of its limit a gap uses up, where none is
 * predicted; how much of the gap its limit is, where one is. */
static void claim_rung(size_t k, const struct ladder_rung *rung, double gap)
{
  char id[32];
  snprintf(id, sizeof id, "x-rung-%zu", k + 1);
  if (rung->differs)
    claim(id, LADDER_DIFFERENT / gap, 1);
  else
    claim(id, gap, LADDER_EQUAL);
}

static struct tally climb(enum ladder_pair pair)
{
  static struct ladder_rung rung[LADDER_RUNGS];
  struct tally t = {0, 0, (double)INFINITY, 0};
  size_t n = ladder_rungs(rung);
  for (size_t k = 0; k < n; k++) {
    double gap = (double)NAN;
    if (rung[k].pair != pair)
      continue;
    enum tfn_status status = ladder_run(&rung[k], &gap);
    check_true(!status, "rung %zu: %s", k, tfn_message(status));
    check_true(ladder_holds(&rung[k], gap),
               "rung %zu, %s, size %zu, %zu layers, l = %d: gap %.1e", k,
               ladder_name(rung[k].recipe.kind), rung[k].size,
               rung[k].recipe.layers, rung[k].recipe.lmax, gap);
    claim_rung(k, &rung[k], gap);
    t.rungs++;
    t.failed += !ladder_holds(&rung[k], gap);
    if (rung[k].differs)
      t.least = fmin(t.least, gap);
    else
      t.most = larger(t.most, gap);
  }
  return t;
}

TEST(law_rings_need_their_degree)
{
  struct tally t = climb(LADDER_RING);
  check_true(t.rungs == 16 && t.least >= 0.1, "%zu rungs, %g", t.rungs,
             t.least);
  claim("x-rings", t.most, LADDER_EQUAL);
}

TEST(law_chains_need_their_layers)
{
  struct tally t = climb(LADDER_CHAIN);
  check_true(t.rungs == 49 && t.least >= LADDER_DIFFERENT, "%zu rungs, %g",
             t.rungs, t.least);
  claim("x-chains", t.most, LADDER_EQUAL);
}

TEST(law_bodies_need_their_order)
{
  struct tally t = climb(LADDER_BODIES);
  check_true(t.rungs == 13 && t.least >= LADDER_DIFFERENT, "%zu rungs, %g",
             t.rungs, t.least);
  claim("x-bodies", t.most, LADDER_EQUAL);
}

TEST(law_hands_need_odd_paths)
{
  struct tally t = climb(LADDER_TETRIS);
  check_true(t.rungs == 8 && t.least >= 0.01, "%zu rungs, %g", t.rungs,
             t.least);
  claim("x-hands", t.most, LADDER_EQUAL);
}

/* ---- [gap] The measure itself ---- */

/* The cloud itself, turned and in another order: no network sees a difference
 * that is not there. */
TEST(law_the_same_cloud_has_no_gap)
{
  struct random g = random_seed(120);
  double worst = 0;
  for (int kind = LADDER_DISTANCES; kind <= LADDER_PAINN; kind++) {
    struct ladder_recipe is = {
        .kind = (enum ladder_kind)kind, .layers = 3, .lmax = 1, .cutoff = 4};
    struct network *network;
    vec3 a[5], b[5];
    double gap;
    rot3 R = so3_random(&g);
    for (size_t i = 0; i < 5; i++) {
      a[i] = (vec3){(double)i / 2, random_normal(&g), random_normal(&g)};
      b[4 - i] = vec3_add(so3_apply(R, a[i]), (vec3){1, 0, 2});
    }
    check_true(!ladder_network(&is, &network), "%s", ladder_name(is.kind));
    check_true(!ladder_gap(network, 5, a, b, 0, 1, &gap), "a gap");
    worst = larger(worst, gap);
    b[0].x += 0.1;
    check_true(!ladder_gap(network, 5, a, b, 0, 1, &gap), "another");
    check_true(gap > 1e-4, "%s: a moved point is seen, %g",
               ladder_name(is.kind), gap);
    network_free(network);
  }
  claim("x-nothing", worst, LADDER_EQUAL);
}

/* One draw is as good as another: what one of them sees, almost all see. */
TEST(law_draws_agree)
{
  static struct ladder_rung rung[LADDER_RUNGS];
  size_t n = ladder_rungs(rung), disagree = 0;
  for (size_t k = 0; k < n; k += 3) {
    struct network *network;
    vec3 a[LADDER_POINTS], b[LADDER_POINTS];
    size_t points;
    double gap;
    if (rung[k].recipe.kind == LADDER_PRODUCTS)
      continue; /* the slow ones */
    check_true(!ladder_clouds(&rung[k], &points, a, b), "clouds");
    check_true(!ladder_network(&rung[k].recipe, &network), "network");
    check_true(!ladder_gap(network, points, a, b,
                           rung[k].pair == LADDER_TETRIS ? 0 : 1, 1000, &gap),
               "gap");
    disagree += rung[k].differs ? !(gap > LADDER_DIFFERENT / 10)
                                : !(gap <= LADDER_EQUAL);
    network_free(network);
  }
  claim("x-draws", (double)disagree, 0);
}

/* ---- [trained] The usual way ---- */
static struct ladder_rung chain_of(size_t k, size_t layers)
{
  return (struct ladder_rung){.pair = LADDER_CHAIN,
                              .size = k,
                              .differs = layers > k,
                              .recipe = {.kind = LADDER_SCALAR,
                                         .layers = layers,
                                         .lmax = 1,
                                         .bare = true,
                                         .cutoff = REAL(CLOUDS_CHAIN_REACH)}};
}

TEST(law_training_learns_what_can_be_told)
{
  size_t steps;
  double sure;
  struct ladder_rung enough = chain_of(3, 4), few = chain_of(3, 3);
  check_true(!ladder_train(&enough, 1, 600, &steps, &sure), "trained");
  check_true(sure >= 0.9 && steps < 600, "sure %g after %zu steps", sure,
             steps);
  check_true(!ladder_train(&few, 1, 100, &steps, &sure), "trained");
  check_true(sure <= 0.5 + 1e-3 && steps == 100, "sure %g", sure);
  struct ladder_rung ring = {.pair = LADDER_RING,
                             .size = 3,
                             .differs = true,
                             .recipe = {.kind = LADDER_PLAIN,
                                        .layers = 1,
                                        .lmax = 3,
                                        .answer = 3,
                                        .cutoff = 3}};
  check_true(!ladder_train(&ring, 1, 600, &steps, &sure), "trained");
  check_true(sure >= 0.9 && steps < 600, "by a node: %g after %zu", sure,
             steps);
}

/* ---- [anchors] What the list says ---- */
TEST(anchor_predictions)
{
  static struct ladder_rung rung[LADDER_RUNGS];
  size_t n = ladder_rungs(rung), seen = 0;
  check_true(n == 86, "%zu rungs", n);
  for (size_t k = 0; k < n; k++) {
    const struct ladder_recipe *is = &rung[k].recipe;
    if (rung[k].pair != LADDER_CHAIN || rung[k].size != 5 || !rung[k].differs)
      continue;
    const size_t want[] = {0, 6, 5, 3, 4, 3};
    size_t layers = is->bare ? 6 : want[is->kind];
    check_true(is->layers == layers, "%s: %zu layers", ladder_name(is->kind),
               is->layers);
    seen++;
  }
  check_true(seen == 6, "six kinds for a chain of 5");
}

TEST(anchor_recipes)
{
  struct ladder_recipe is = {
      .kind = LADDER_SCALAR, .layers = 2, .lmax = 1, .cutoff = 4};
  struct network *network;
  check_true(!ladder_network(&is, &network), "a network");
  check_true(network->stages == 2 && network->stage[0].out.dim == 32 &&
                 network->stage[0].out.block[1].parity == -1,
             "8x0e + 8x1o");
  check_true(network->answer[0].of == ANSWER_SUM, "a sum");
  network_free(network);
  is.kind = LADDER_PRODUCTS, is.order = 2, is.even = true, is.lmax = 2;
  check_true(!ladder_network(&is, &network), "products");
  check_true(network->stage[0].out.block[1].parity == 1 &&
                 network->answer[0].of == ANSWER_NODES,
             "all even, for every node");
  network_free(network);
}

/* ---- [edges] Bad input ---- */
/* Squares of distances that are beyond all numbers: the gap is none, and stays
 * so, whatever the other draws and numbers of the answer say. */
TEST(edge_a_gap_that_is_no_number)
{
  const double far = REAL_IS_FLOAT ? 1e30 : 1e200;
  const vec3 p[3] = {{0, 0, 0}, {far, 0, 0}, {0, far, 0}};
  struct ladder_recipe is = {
      .kind = LADDER_EGNN, .layers = 2, .cutoff = (real)(4 * far)};
  struct network *network;
  double gap = 0;
  check_true(!ladder_network(&is, &network), "a network");
  check_true(ladder_gap(network, 3, NULL, p, 0, 1, &gap) == TFN_NULL &&
                 ladder_gap(network, 3, p, NULL, 0, 1, &gap) == TFN_NULL &&
                 ladder_gap(network, 3, p, p, 0, 1, NULL) == TFN_NULL,
             "null");
  enum tfn_status status = ladder_gap(network, 3, p, p, 0, 1, &gap);
  check_true(!status, "%s", tfn_message(status));
  check_true(isnan(gap), "%g", gap);
  network_free(network);
}

TEST(edge_bad_recipes)
{
  struct ladder_recipe is = {.kind = LADDER_PLAIN, .layers = 1, .cutoff = 1};
  struct ladder_rung rung = {LADDER_RING, 1, is, false};
  struct network *network;
  vec3 p[LADDER_POINTS] = {{0, 0, 0}};
  size_t n;
  double gap;
  check_true(ladder_rungs(NULL) == 0, "no list");
  check_true(ladder_network(NULL, &network) == TFN_NULL &&
                 ladder_network(&is, NULL) == TFN_NULL &&
                 ladder_run(NULL, &gap) == TFN_NULL &&
                 ladder_run(&rung, NULL) == TFN_NULL &&
                 ladder_clouds(&rung, NULL, p, p) == TFN_NULL &&
                 ladder_clouds(NULL, &n, p, p) == TFN_NULL &&
                 ladder_clouds(&rung, &n, NULL, p) == TFN_NULL &&
                 ladder_clouds(&rung, &n, p, NULL) == TFN_NULL &&
                 ladder_gap(NULL, 1, p, p, 0, 1, &gap) == TFN_NULL &&
                 ladder_train(NULL, 1, 1, &n, &gap) == TFN_NULL &&
                 ladder_train(&rung, 1, 1, NULL, &gap) == TFN_NULL &&
                 ladder_train(&rung, 1, 1, &n, NULL) == TFN_NULL,
             "null");
  check_true(ladder_run(&rung, &gap) == TFN_BAD_VALUE, "a ring of one");
  rung.pair = LADDER_CHAIN, rung.size = 100;
  check_true(ladder_run(&rung, &gap) == TFN_BAD_VALUE, "a long chain");
  rung.size = 1;
  check_true(ladder_run(&rung, &gap) == TFN_BAD_VALUE &&
                 ladder_train(&rung, 1, 1, &n, &gap) == TFN_BAD_VALUE,
             "a short chain");
  rung.pair = LADDER_BODIES, rung.size = CLOUDS_KINDS;
  check_true(ladder_run(&rung, &gap) == TFN_BAD_VALUE, "no such clouds");
  rung.pair = (enum ladder_pair)9, rung.size = 2;
  check_true(ladder_run(&rung, &gap) == TFN_BAD_VALUE, "no pair");
  is.layers = 0;
  check_true(ladder_network(&is, &network) == TFN_BAD_VALUE && !network,
             "no layers");
  is.layers = 1, is.lmax = LADDER_LMAX + 1;
  check_true(ladder_network(&is, &network) == TFN_BAD_VALUE, "degree");
  for (int k = 0; k < 5; k++) {
    const int wrong = k % 2 ? LADDER_LMAX + 1 : -1;
    is.lmax = k == 4 ? -1 : 1;
    is.filter = k / 2 == 0 ? wrong : 0, is.answer = k / 2 == 1 ? wrong : 0;
    check_true(ladder_network(&is, &network) == TFN_BAD_VALUE, "degree %d", k);
  }
  is.filter = is.answer = 0;
  is.lmax = 1, is.kind = (enum ladder_kind)77;
  check_true(ladder_network(&is, &network) == TFN_BAD_VALUE, "kind");
  check_true(!strcmp(ladder_name(is.kind), "unknown"), "its name");
  is.kind = LADDER_PLAIN, is.answer = 3, is.filter = 1;
  check_true(ladder_network(&is, &network) == TFN_NO_PATH, "out of reach");
  check_true(!ladder_holds(NULL, 0) && !ladder_holds(&rung, (double)NAN),
             "NaN");
}

static const struct test tests[] = {
    CASE(law_rings_need_their_degree),
    CASE(law_chains_need_their_layers),
    LONG_CASE(law_bodies_need_their_order, 60),
    CASE(law_hands_need_odd_paths),
    CASE(law_the_same_cloud_has_no_gap),
    CASE(law_draws_agree),
    CASE(law_training_learns_what_can_be_told),
    CASE(anchor_predictions),
    CASE(anchor_recipes),
    CASE(edge_a_gap_that_is_no_number),
    CASE(edge_bad_recipes),
};

TEST_MAIN("11-expressivity/ladder", tests)
