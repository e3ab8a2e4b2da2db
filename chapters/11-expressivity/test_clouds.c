/* test_clouds.c: the pairs of clouds, and the search that tells congruent. */
#include "test_tools.h"
#include "anchors.h"
#include "clouds.h"
#include "congruence.h"

/* Gaps are differences of lengths up to 30: some ten roundings of these. */
#define GAP_TOLERANCE 1e-13

static struct congruence search(size_t n, size_t fixed, const vec3 *a,
                                const vec3 *b)
{
  struct congruence found;
  enum tfn_status status = congruence_search(n, fixed, a, b, &found);
  check_true(!status, "%zu points: %s", n, tfn_message(status));
  return found;
}

static struct clouds pair(enum clouds_kind kind)
{
  struct clouds c;
  check_true(!clouds_pair(kind, &c), "%s", clouds_name(kind));
  return c;
}

/* ---- [laws] Moved clouds are found again ---- */
static void shuffle(struct random *g, size_t n, size_t fixed, vec3 *p)
{
  for (size_t i = n; i > fixed + 1; i--) {
    size_t k = fixed + (size_t)random_below(g, i - fixed);
    vec3 keep = p[i - 1];
    p[i - 1] = p[k];
    p[k] = keep;
  }
}

TEST(law_a_moved_cloud_is_congruent)
{
  double worst = 0;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    struct random g = random_seed(seed);
    vec3 a[9], b[9];
    size_t n = 4 + seed % 6;
    rot3 R = so3_random(&g);
    double sign = seed % 2 ? 1 : -1;
    for (size_t i = 0; i < n; i++) {
      a[i] = (vec3){random_normal(&g), random_normal(&g), random_normal(&g)};
      b[i] = vec3_add(vec3_scale(sign, so3_apply(R, a[i])), (vec3){1, -2, 3});
    }
    shuffle(&g, n, 1, b);
    struct congruence f = search(n, 1, a, b);
    worst = larger(worst, sign > 0 ? f.proper : f.improper);
    check_true((sign > 0 ? f.improper : f.proper) > 1e-3,
               "seed %d: a random cloud is not its mirror image", (int)seed);
  }
  claim("x-congruent", worst, GAP_TOLERANCE);
}

TEST(law_the_gap_does_not_depend_on_who_is_first)
{
  for (int kind = 0; kind < CLOUDS_KINDS; kind++) {
    struct clouds c = pair((enum clouds_kind)kind);
    struct congruence ab = search(c.n, 1, c.a, c.b);
    struct congruence ba = search(c.n, 1, c.b, c.a);
    check_close(ab.proper, ba.proper, GAP_TOLERANCE, "%s",
                clouds_name((enum clouds_kind)kind));
    check_close(ab.improper, ba.improper, GAP_TOLERANCE, "and mirrored");
  }
}

/* Before a network is blamed for not telling two clouds apart, they must be
 * two. */
TEST(law_the_pairs_are_pairs)
{
  double least = (double)INFINITY;
  for (int kind = CLOUDS_TWO; kind <= CLOUDS_HANDED; kind++) {
    struct clouds c = pair((enum clouds_kind)kind);
    struct congruence f = search(c.n, 1, c.a, c.b);
    least = fmin(least, f.proper);
    if (kind == CLOUDS_HANDED)
      check_residual(f.improper, GAP_TOLERANCE, "mirror images");
    else
      check_true(f.improper > 0.1, "%s: no mirror image",
                 clouds_name((enum clouds_kind)kind));
  }
  for (size_t k = 2; k <= 8; k++) {
    vec3 a[10], b[10];
    check_true(!clouds_chain(k, true, a) && !clouds_chain(k, false, b), "two");
    struct congruence f = search(k + 2, 0, a, b);
    least = fmin(least, fmin(f.proper, f.improper));
  }
  claim("x-different", least > 0.1 ? 0 : 1, 0);
}

/* The pairs agree in all choices of fewer neighbours and differ at one more,
 * the handed pair in choices of four only where hands count. */
static bool same_tuples(enum clouds_kind kind, size_t k, bool mirrors)
{
  struct clouds c = pair(kind);
  bool same = false;
  check_true(!congruence_tuples(c.n, k, c.a, c.b, mirrors, 1e-9, &same),
             "%s, %zu neighbours", clouds_name(kind), k);
  return same;
}

TEST(law_pairs_agree_up_to_their_order)
{
  size_t wrong = 0;
  for (int kind = CLOUDS_TWO; kind <= CLOUDS_HANDED; kind++)
    for (size_t k = 1; k <= 3; k++) {
      size_t least = kind == CLOUDS_HANDED ? 4 : (size_t)kind + 2;
      if (k < pair((enum clouds_kind)kind).n && k <= least)
        wrong += same_tuples((enum clouds_kind)kind, k, false) != (k < least);
    }
  wrong += same_tuples(CLOUDS_FOUR, 4, true);
  wrong += same_tuples(CLOUDS_HANDED, 4, false);
  wrong += !same_tuples(CLOUDS_HANDED, 4, true);
  claim("x-tuples", (double)wrong, 0);
}

TEST(edge_tuples)
{
  const vec3 p[4] = {{0, 0, 0}, {1, 0, 0}, {0, 2, 0}, {0, 0, 3}};
  const vec3 q[4] = {{0, 0, 0}, {0, 2, 0}, {0, 0, 3}, {1, 0, 0}};
  const vec3 r[4] = {{0, 0, 0}, {1, 0, 0}, {1, 0, 0}, {0, 2, 0}};
  const vec3 s[4] = {{0, 0, 0}, {1, 0, 0}, {0, 2, 0}, {0, 2, 0}};
  vec3 many[CONGRUENCE_MOST] = {{0, 0, 0}};
  bool same = false;
  check_true(!congruence_tuples(4, 3, p, q, false, 1e-9, &same) && same,
             "another order");
  check_true(!congruence_tuples(4, 1, r, s, false, 1e-9, &same) && !same,
             "as many of each");
  check_true(
      congruence_tuples(4, 0, p, q, false, 1, &same) == TFN_BAD_VALUE &&
          congruence_tuples(4, 4, p, q, false, 1, &same) == TFN_BAD_VALUE &&
          congruence_tuples(4, 1, p, q, false, 0, &same) == TFN_BAD_VALUE &&
          congruence_tuples(4, 1, NULL, q, false, 1, &same) == TFN_NULL &&
          congruence_tuples(CONGRUENCE_MOST, 9, many, many, false, 1, &same) ==
              TFN_TOO_LARGE,
      "refused");
  for (int axis = 0; axis < 3; axis++) {
    const double none[3] = {axis == 0 ? (double)NAN : 0,
                            axis == 1 ? (double)NAN : 0,
                            axis == 2 ? (double)NAN : 0};
    const vec3 t[2] = {{0, 0, 0}, {none[0], none[1], none[2]}};
    check_true(
        congruence_tuples(2, 1, t, q, false, 1, &same) == TFN_NOT_FINITE &&
            congruence_tuples(2, 1, p, t, false, 1, &same) == TFN_NOT_FINITE,
        "coordinate %d is no number", axis);
  }
  check_true(congruence_tuples(0, 1, p, q, false, 1, &same) == TFN_BAD_VALUE &&
                 congruence_tuples(CONGRUENCE_MOST + 1, 1, many, many, false, 1,
                                   &same) == TFN_BAD_VALUE,
             "no point, and too many");
  check_true(congruence_tuples(4, 1, p, NULL, false, 1, &same) == TFN_NULL &&
                 congruence_tuples(4, 1, p, q, false, 1, NULL) == TFN_NULL,
             "nothing to compare with, and nowhere to say it");
}

TEST(law_two_published_pairs_are_one_cloud)
{
  double worst = 0;
  for (int kind = CLOUDS_OLD_FOUR; kind <= CLOUDS_OLD_HANDED; kind++) {
    struct clouds c = pair((enum clouds_kind)kind);
    worst = larger(worst, search(c.n, 1, c.a, c.b).proper);
    bool same = true;
    for (size_t i = 0; i < c.n; i++)
      same = same && vec3_norm(vec3_sub(c.a[i], c.b[i])) < 1;
    check_true(!same, "%s: written as two",
               clouds_name((enum clouds_kind)kind));
  }
  claim("x-same", worst, GAP_TOLERANCE);
}

TEST(law_rings_turn_into_themselves)
{
  const double pi = 3.14159265358979323846;
  for (size_t n = 2; n <= 8; n++) {
    vec3 a[9], b[9];
    clouds_ring(n, 0.3, a);
    clouds_ring(n, 0.3 + 2 * pi / (double)n, b);
    for (size_t i = 0; i < n; i++)
      check_residual(vec3_norm(vec3_sub(b[1 + i], a[1 + (i + 1) % n])), 1e-14,
                     "ring of %zu: the next point", n);
    clouds_ring(n, 1, b);
    check_residual(search(n + 1, 1, a, b).proper, GAP_TOLERANCE,
                   "a turned ring is congruent");
  }
}

/* ---- [anchors] By another program, which tries every matching ---- */
static void pinned(size_t n, size_t fixed, const vec3 *a, const vec3 *b,
                   const double want[2])
{
  struct congruence f = search(n, fixed, a, b);
  check_close(f.proper, want[0], GAP_TOLERANCE, "proper");
  check_close(f.improper, want[1], GAP_TOLERANCE, "improper");
}

TEST(anchor_gaps)
{
  struct clouds two = pair(CLOUDS_TWO), three = pair(CLOUDS_THREE),
                handed = pair(CLOUDS_HANDED);
  pinned(two.n, 1, two.a, two.b, GAP_TWO);
  pinned(three.n, 1, three.a, three.b, GAP_THREE);
  pinned(handed.n, 1, handed.a, handed.b, GAP_HANDED);
  check_close(GAP_TWO[0], 10 - sqrt(20), 1e-14, "by hand");
  for (size_t k = 3; k <= 4; k++) {
    vec3 a[6], b[6];
    clouds_chain(k, true, a), clouds_chain(k, false, b);
    pinned(k + 2, 0, a, b, k == 3 ? GAP_CHAIN3 : GAP_CHAIN4);
  }
}

TEST(anchor_coordinates)
{
  vec3 p[6];
  check_true(!clouds_chain(4, false, p), "trans");
  check_true(p[0].x == -4 && p[0].y == -3 && p[5].x == 4 && p[5].y == 18,
             "its ends");
  check_true(p[1].y == 0 && p[4].y == 15, "and its line");
  for (size_t i = 0; i < 6; i++)
    for (size_t j = 0; j < i; j++) {
      double d = vec3_norm(vec3_sub(p[i], p[j]));
      check_true(i == j + 1 ? fabs(d - 5) < 1e-15 : d > CLOUDS_CHAIN_REACH,
                 "distance %g of %zu and %zu", d, i, j);
    }
  check_true(!clouds_ring(4, 0, p), "a ring");
  check_close(p[2].y, 1, 1e-15, "the second of four points");
  struct clouds four = pair(CLOUDS_FOUR);
  check_close(four.a[4].x, 3 * cos(0.1 * acos(-1)) - 4 * sin(0.1 * acos(-1)),
              1e-14, "turned about y, from z to x");
  check_close(four.a[4].y, -2, 0, "below the plane");
  check_close(four.a[7].y, 5, 0, "the last point");
  check_close(four.b[7].y, -5, 0, "and its mirror image");
}

/* ---- [edges] Fixed points, single points, bad input ---- */
TEST(edge_fixed_points_stay)
{
  const vec3 a[2] = {{0, 0, 0}, {1, 0, 0}}, b[2] = {{1, 0, 0}, {0, 0, 0}};
  const vec3 c[3] = {{0, 0, 0}, {1, 0, 0}, {3, 0, 0}};
  const vec3 d[3] = {{3, 0, 0}, {1, 0, 0}, {0, 0, 0}};
  check_residual(search(2, 2, a, b).proper, 0, "two points are alike");
  check_residual(search(3, 0, c, d).proper, 0, "a line the other way round");
  check_close(search(3, 1, c, d).proper, 1, 1e-15, "but not from its end");
  check_residual(search(1, 1, a, b).proper, 0, "one point");
}

TEST(edge_bad_input)
{
  vec3 p[3] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}}, q[3] = {{(double)NAN, 0, 0}};
  struct congruence f;
  struct clouds c;
  check_true(congruence_search(3, 0, NULL, p, &f) == TFN_NULL &&
                 congruence_search(3, 0, p, NULL, &f) == TFN_NULL &&
                 congruence_search(3, 0, p, p, NULL) == TFN_NULL,
             "nothing");
  check_true(congruence_search(0, 0, p, p, &f) == TFN_BAD_VALUE &&
                 congruence_search(3, 4, p, p, &f) == TFN_BAD_VALUE &&
                 congruence_search(CONGRUENCE_MOST + 1, 0, p, p, &f) ==
                     TFN_BAD_VALUE,
             "sizes");
  check_true(congruence_search(3, 0, p, q, &f) == TFN_NOT_FINITE &&
                 congruence_search(3, 0, q, p, &f) == TFN_NOT_FINITE,
             "NaN");
  check_true(clouds_ring(1, 0, p) == TFN_BAD_VALUE &&
                 clouds_ring(CLOUDS_RING_MAX + 1, 0, p) == TFN_BAD_VALUE &&
                 clouds_ring(2, (double)INFINITY, p) == TFN_NOT_FINITE &&
                 clouds_ring(2, 0, NULL) == TFN_NULL,
             "rings");
  check_true(clouds_chain(1, true, p) == TFN_BAD_VALUE &&
                 clouds_chain(CLOUDS_CHAIN_MAX + 1, true, p) == TFN_BAD_VALUE &&
                 clouds_chain(2, true, NULL) == TFN_NULL,
             "chains");
  check_true(clouds_pair((enum clouds_kind)CLOUDS_KINDS, &c) == TFN_BAD_VALUE &&
                 clouds_pair(CLOUDS_TWO, NULL) == TFN_NULL,
             "pairs");
  check_true(!strcmp(clouds_name((enum clouds_kind)99), "unknown") &&
                 strcmp(clouds_name(CLOUDS_TWO), "unknown"),
             "names");
}

static const struct test tests[] = {
    CASE(law_a_moved_cloud_is_congruent),
    CASE(law_the_gap_does_not_depend_on_who_is_first),
    CASE(law_the_pairs_are_pairs),
    CASE(law_pairs_agree_up_to_their_order),
    CASE(law_two_published_pairs_are_one_cloud),
    CASE(law_rings_turn_into_themselves),
    CASE(anchor_gaps),
    CASE(anchor_coordinates),
    CASE(edge_fixed_points_stay),
    CASE(edge_tuples),
    CASE(edge_bad_input),
};

TEST_MAIN("11-expressivity/clouds", tests)
