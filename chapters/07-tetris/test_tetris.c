/* test_tetris.c: the eight shapes are the right ones, with the right names. */
#include "anchors.h"
#include "test.h"
#include "tetris.h"

#include <math.h>
#include <string.h>

/* ---- [help] ---- */
static double biggest_gap(const double *a, const double *b, int n)
{
  double gap = 0;
  for (int i = 0; i < n; i++)
    gap = larger(gap, fabs(a[i] - b[i]));
  return gap;
}

/* Coordinates up to |p| + |shift| <= 4 + 18 are rounded to 22 eps/2 each, and a
 * distance or a product of three steps sums less than a hundred of these. */
static const double MOVED = 100 * 22 * 2.3e-16;

static const vec3 *shape(int s)
{
  static vec3 p[TETRIS_CUBES];
  check_true(tetris_points((enum tetris_shape)s, p) == TETRIS_OK,
             "shape %d exists", s);
  return p;
}

/* ---- [law] Motions ---- */
TEST(law_motions_keep_the_invariants)
{
  struct random g = random_seed(71);
  double worst = 0;
  for (int i = 0; i < 400; i++) {
    struct tetris_motion motion = tetris_motion(&g, 10);
    vec3 q[TETRIS_CUBES];
    double before[TETRIS_PAIRS + 1], after[TETRIS_PAIRS + 1];
    int a[TETRIS_CUBES], b[TETRIS_CUBES];
    const vec3 *p = shape(i % 8);
    check_true(tetris_move(&motion, p, q) == TETRIS_OK, "motion %d", i);
    tetris_distances(p, before), tetris_distances(q, after);
    tetris_handedness(p, before + 6), tetris_handedness(q, after + 6);
    tetris_degrees(p, a), tetris_degrees(q, b);
    worst = larger(worst, biggest_gap(before, after, 7));
    check_true(memcmp(a, b, sizeof a) == 0, "cubes that touch stay together");
  }
  claim("motion-invariants", worst, MOVED);
}

TEST(law_a_mirror_flips_the_hand_alone)
{
  struct random g = random_seed(72);
  double worst = 0;
  for (int i = 0; i < 400; i++) {
    struct tetris_motion motion = tetris_motion(&g, 10);
    vec3 q[TETRIS_CUBES];
    double d[TETRIS_PAIRS], e[TETRIS_PAIRS], hand, other;
    motion.mirror = true;
    const vec3 *p = shape(i % 8);
    tetris_move(&motion, p, q);
    tetris_distances(p, d), tetris_distances(q, e);
    tetris_handedness(p, &hand), tetris_handedness(q, &other);
    worst = larger(worst, larger(biggest_gap(d, e, 6), fabs(hand + other)));
  }
  claim("mirror-hand", worst, MOVED);
}

TEST(law_the_order_of_the_cubes_does_not_matter)
{
  struct random g = random_seed(73);
  for (int i = 0; i < 400; i++) {
    struct tetris_motion motion = tetris_motion(&g, 10);
    vec3 q[TETRIS_CUBES];
    enum tetris_shape found = TETRIS_LINE;
    tetris_move(&motion, shape(i % 8), q);
    for (int k = TETRIS_CUBES - 1; k > 0; k--) {
      int j = (int)random_below(&g, (uint64_t)k + 1);
      vec3 keep = q[k];
      q[k] = q[j], q[j] = keep;
    }
    check_true(tetris_identify(q, &found) == TETRIS_OK, "a tetris shape");
    check_true((int)found == i % 8, "it is still %s, not %s",
               tetris_name((enum tetris_shape)(i % 8)), tetris_name(found));
  }
}

TEST(law_the_shift_reaches_all_of_its_cube)
{
  struct random g = random_seed(74);
  vec3 low = {9, 9, 9}, high = {-9, -9, -9};
  for (int i = 0; i < 4000; i++) {
    vec3 s = tetris_motion(&g, 2).shift;
    low = (vec3){fmin(low.x, s.x), fmin(low.y, s.y), fmin(low.z, s.z)};
    high = (vec3){fmax(high.x, s.x), fmax(high.y, s.y), fmax(high.z, s.z)};
  }
  /* 4000 draws all miss the outer 1% at one of six ends with chance < 1e-8. */
  check_true(low.x >= -2 && low.y >= -2 && low.z >= -2, "not below -2");
  check_true(high.x <= 2 && high.y <= 2 && high.z <= 2, "not above 2");
  check_true(low.x < -1.96 && low.y < -1.96 && low.z < -1.96, "down to -2");
  check_true(high.x > 1.96 && high.y > 1.96 && high.z > 1.96, "up to 2");
}

/* ---- [all] There are eight, and no ninth ---- */
struct places {
  long found[TETRIS_SHAPES], pieces;
};

/* Cells 0..63 of a 4 x 4 x 4 block, in increasing order. */
static bool place(const int *cell, vec3 *p)
{
  int low[3] = {4, 4, 4};
  for (int i = 0; i < TETRIS_CUBES; i++) {
    int c[3] = {cell[i] / 16, cell[i] / 4 % 4, cell[i] % 4};
    for (int k = 0; k < 3; k++)
      low[k] = c[k] < low[k] ? c[k] : low[k];
    p[i] = (vec3){c[0], c[1], c[2]};
  }
  return low[0] == 0 && low[1] == 0 && low[2] == 0;
}

/* Grown from cube 0, does the piece hang together? */
static bool connected(const vec3 *p)
{
  bool in[TETRIS_CUBES] = {true};
  int n = 1;
  for (int round = 0; round < TETRIS_CUBES; round++)
    for (int i = 0; i < TETRIS_CUBES; i++)
      for (int j = 0; j < TETRIS_CUBES; j++)
        if (in[i] && !in[j] && vec3_norm(vec3_sub(p[i], p[j])) == 1)
          in[j] = true, n++;
  return n == TETRIS_CUBES;
}

static void count_place(const int *cell, struct places *count)
{
  vec3 p[TETRIS_CUBES];
  enum tetris_shape found;
  if (!place(cell, p) || !connected(p))
    return;
  count->pieces++;
  if (tetris_identify(p, &found) == TETRIS_OK)
    count->found[found]++;
}

/* Every piece of four cells that touches the three walls of the block: each
 * of the pieces of the lattice, up to translation, once. */
TEST(anchor_there_are_eight_and_no_ninth)
{
  struct places count = {{0}, 0};
  long named = 0;
  for (int a = 0; a < 64; a++)
    for (int b = a + 1; b < 64; b++)
      for (int c = b + 1; c < 64; c++)
        for (int d = c + 1; d < 64; d++)
          count_place((int[]){a, b, c, d}, &count);
  for (int s = 0; s < TETRIS_SHAPES; s++) {
    named += count.found[s];
    check_true(count.found[s] == ANCHOR_ORBIT[s], "%s stands in %ld ways",
               tetris_name((enum tetris_shape)s), count.found[s]);
  }
  check_true(count.pieces == 86, "86 pieces of four cubes up to translation");
  claim("eight-shapes", (double)(count.pieces - named), 0);
}

/* ---- [anchor] Names belong to shapes ---- */
TEST(anchor_distances_and_hands)
{
  for (int s = 0; s < TETRIS_SHAPES; s++) {
    double d[TETRIS_PAIRS], hand;
    check_true(tetris_distances(shape(s), d) == TETRIS_OK, "distances");
    check_true(tetris_handedness(shape(s), &hand) == TETRIS_OK, "hand");
    for (int i = 0; i < TETRIS_PAIRS; i++) /* one root of a small integer */
      check_close(d[i], ANCHOR_DISTANCE[s][i], 4 * 2.3e-16, "%s, distance %d",
                  tetris_name((enum tetris_shape)s), i);
    check_close(hand, ANCHOR_HAND[s], 0, "the hand of %s",
                tetris_name((enum tetris_shape)s));
  }
}

TEST(anchor_the_chiral_pair_has_the_same_distances)
{
  double d[TETRIS_PAIRS], e[TETRIS_PAIRS];
  tetris_distances(shape(TETRIS_LEFT), d);
  tetris_distances(shape(TETRIS_RIGHT), e);
  claim("same-distances", biggest_gap(d, e, 6), 0);
  check_close(d[5], sqrt(3), 1e-15, "its ends are a cube's diagonal apart");
  /* Sorted distances can agree where not even a mirror helps. */
  const vec3 rectangle[] = {{0, 0, 0}, {0, 1, 0}, {2, 0, 0}, {2, 1, 0}};
  const vec3 row[] = {{0, 0, 0}, {0, 1, 0}, {0, 2, 0}, {2, 1, 0}};
  int a[TETRIS_CUBES], b[TETRIS_CUBES];
  tetris_distances(rectangle, d), tetris_distances(row, e);
  tetris_degrees(rectangle, a), tetris_degrees(row, b);
  check_close(biggest_gap(d, e, 6), 0, 0, "one list of distances");
  check_true(a[0] == 1 && b[0] == 2, "two shapes");
}

/* What a child would check: three in a row and where the fourth touches. */
TEST(anchor_names)
{
  static const struct {
    enum tetris_shape shape;
    const char *name;
    int degree[4];
  } want[] = {{TETRIS_LEFT, "left", {2, 2, 1, 1}},
              {TETRIS_RIGHT, "right", {2, 2, 1, 1}},
              {TETRIS_SQUARE, "square", {2, 2, 2, 2}},
              {TETRIS_LINE, "line", {2, 2, 1, 1}},
              {TETRIS_CORNER, "corner", {3, 1, 1, 1}},
              {TETRIS_L, "L", {2, 2, 1, 1}},
              {TETRIS_T, "T", {3, 1, 1, 1}},
              {TETRIS_ZIGZAG, "zigzag", {2, 2, 1, 1}}};
  for (int i = 0; i < 8; i++) {
    int degree[4];
    check_true(!strcmp(tetris_name(want[i].shape), want[i].name), "name %d", i);
    check_true(tetris_degrees(shape(i), degree) == TETRIS_OK, "degrees %d", i);
    check_true(!memcmp(degree, want[i].degree, sizeof degree),
               "%s: degrees %d %d %d %d", want[i].name, degree[0], degree[1],
               degree[2], degree[3]);
  }
  check_true(!strcmp(tetris_name((enum tetris_shape)8), "unknown"), "no ninth");
}

/* ---- [edge] Bad input ---- */
TEST(edge_null_points)
{
  vec3 p[4];
  double d[6];
  int degree[4];
  enum tetris_shape found;
  struct tetris_motion motion = {so3_identity(), false, {0, 0, 0}};
  tetris_points(TETRIS_T, p);
  check_true(tetris_points(TETRIS_T, NULL) == TETRIS_NULL, "points");
  check_true(tetris_distances(NULL, d) == TETRIS_NULL, "distances of");
  check_true(tetris_distances(p, NULL) == TETRIS_NULL, "distances to");
  check_true(tetris_degrees(NULL, degree) == TETRIS_NULL, "degrees of");
  check_true(tetris_degrees(p, NULL) == TETRIS_NULL, "degrees to");
  check_true(tetris_handedness(NULL, d) == TETRIS_NULL, "hand of");
  check_true(tetris_handedness(p, NULL) == TETRIS_NULL, "hand to");
  check_true(tetris_identify(NULL, &found) == TETRIS_NULL, "shape of");
  check_true(tetris_identify(p, NULL) == TETRIS_NULL, "shape to");
  check_true(tetris_move(NULL, p, p) == TETRIS_NULL, "motion");
  check_true(tetris_move(&motion, NULL, p) == TETRIS_NULL, "moved");
  check_true(tetris_move(&motion, p, NULL) == TETRIS_NULL, "moved to");
}

TEST(edge_not_finite_points)
{
  vec3 p[4];
  double d[6];
  int degree[4];
  enum tetris_shape found;
  tetris_points(TETRIS_LINE, p);
  p[2].y = (double)NAN;
  check_true(tetris_distances(p, d) == TETRIS_NOT_FINITE, "distances");
  check_true(tetris_degrees(p, degree) == TETRIS_NOT_FINITE, "degrees");
  check_true(tetris_handedness(p, d) == TETRIS_NOT_FINITE, "hand");
  p[2].y = 0, p[2].x = (double)NAN;
  check_true(tetris_distances(p, d) == TETRIS_NOT_FINITE, "x");
  p[2].x = 0, p[2].z = (double)NAN;
  check_true(tetris_distances(p, d) == TETRIS_NOT_FINITE, "z");
  p[2].y = (double)INFINITY;
  check_true(tetris_identify(p, &found) == TETRIS_NOT_FINITE, "identify");
}

TEST(edge_not_a_tetris)
{
  vec3 p[4], q[4];
  enum tetris_shape found = TETRIS_ZIGZAG;
  check_true(tetris_points((enum tetris_shape)8, p) == TETRIS_BAD_SHAPE, "8");
  check_true(tetris_points((enum tetris_shape) - 1, p) == TETRIS_BAD_SHAPE,
             "-1");
  tetris_points(TETRIS_LINE, p);
  p[3].z = 5; /* a gap in the line */
  check_true(tetris_identify(p, &found) == TETRIS_NOT_A_TETRIS, "a gap");
  p[3] = p[2];
  check_true(tetris_identify(p, &found) == TETRIS_NOT_A_TETRIS, "twice there");
  tetris_points(TETRIS_T, p);
  for (int i = 0; i < 4; i++)
    q[i] = vec3_scale(1.1, p[i]);
  check_true(tetris_identify(q, &found) == TETRIS_NOT_A_TETRIS, "too large");
  check_true(found == TETRIS_ZIGZAG, "the output is untouched");
}

TEST(edge_motion)
{
  struct tetris_motion motion = {so3_identity(), false, {1, 2, 3}};
  vec3 p[4], q[4] = {{7, 7, 7}};
  tetris_points(TETRIS_T, p);
  motion.R.m[0][0] = -1;
  check_true(tetris_move(&motion, p, q) == TETRIS_BAD_MOTION, "a mirror in R");
  motion.R.m[0][0] = 1.5;
  check_true(tetris_move(&motion, p, q) == TETRIS_BAD_MOTION, "a stretch");
  motion.R.m[0][0] = (double)NAN;
  check_true(tetris_move(&motion, p, q) == TETRIS_BAD_MOTION, "NaN");
  check_close(q[0].x, 7, 0, "the output is untouched");
  motion.R = so3_identity();
  check_true(tetris_move(&motion, p, p) == TETRIS_OK, "in place");
  check_close(p[3].y, 3, 0, "1 + 2");
  motion.mirror = true;
  tetris_move(&motion, p, q);
  check_close(q[3].z, -1, 0, "-(1 + 3) + 3");
}

TEST(edge_messages_of_shapes)
{
  for (int s = TETRIS_OK; s <= TETRIS_BAD_MOTION; s++)
    for (int t = s + 1; t <= TETRIS_BAD_MOTION; t++)
      check_true(strcmp(tetris_message((enum tetris_status)s),
                        tetris_message((enum tetris_status)t)) != 0,
                 "%d and %d say different things", s, t);
  check_true(strlen(tetris_message((enum tetris_status)99)) > 0, "any number");
}

/* ---- [table] ---- */
static const struct test tests[] = {
    CASE(law_motions_keep_the_invariants),
    CASE(law_a_mirror_flips_the_hand_alone),
    CASE(law_the_order_of_the_cubes_does_not_matter),
    CASE(law_the_shift_reaches_all_of_its_cube),
    CASE(anchor_there_are_eight_and_no_ninth),
    CASE(anchor_distances_and_hands),
    CASE(anchor_the_chiral_pair_has_the_same_distances),
    CASE(anchor_names),
    CASE(edge_null_points),
    CASE(edge_not_finite_points),
    CASE(edge_not_a_tetris),
    CASE(edge_motion),
    CASE(edge_messages_of_shapes),
};
TEST_MAIN("07-tetris/tetris", tests)
