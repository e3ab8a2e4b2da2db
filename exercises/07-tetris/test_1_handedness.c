/* Tests of exercise 7.1. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

static void given_cubes(const vec3 *p)
{
  given("p = %s, %s, %s, %s", vec(p[0]), vec(p[1]), vec(p[2]), vec(p[3]));
}

TEST(law_like_the_library)
{
  struct random g = random_seed(711);
  for (int i = 0; i < 200; i++) {
    struct tetris_motion motion = tetris_motion(&g, 3);
    vec3 p[4];
    double want = 9, got = 9;
    motion.mirror = i % 3 == 0;
    tetris_points((enum tetris_shape)(i % 8), p);
    tetris_move(&motion, p, p);
    int j = i % 4, k = i / 4 % 4;
    vec3 keep = p[j];
    p[j] = p[k], p[k] = keep;
    tetris_handedness(p, &want);
    given_cubes(p);
    expect_is(my_tetris_handedness(p, &got), TETRIS_OK, "a status");
    /* 24 volumes of coordinates up to 7, each right to some 10 roundings */
    expect(got, want, 24 * 10 * 7 * 2.3e-16,
           "the volume, shape %d, motion %d (seed 711)", i % 8, i);
  }
}

TEST(anchor_signs)
{
  static const double want[8] = {-1, 1, 0, 0, 0, 0, 0, 0};
  for (int s = 0; s < 8; s++) {
    vec3 p[4];
    double got = 9;
    tetris_points((enum tetris_shape)s, p);
    my_tetris_handedness(p, &got);
    given_cubes(p);
    expect(got, want[s], 1e-14, "the hand of %s",
           tetris_name((enum tetris_shape)s));
  }
}

TEST(edge_bad_input)
{
  vec3 p[4] = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {3, 0, 0}};
  double volume = 5;
  given_cubes(p);
  expect_is(my_tetris_handedness(NULL, &volume), TETRIS_NULL, "no points");
  expect_is(my_tetris_handedness(p, NULL), TETRIS_NULL, "no output");
  p[1].z = (double)NAN;
  given_cubes(p);
  expect_is(my_tetris_handedness(p, &volume), TETRIS_NOT_FINITE, "NaN");
  expect(volume, 5, 0, "the output is untouched");
  p[1] = (vec3){9, 9, 9};
  given_cubes(p);
  expect_is(my_tetris_handedness(p, &volume), TETRIS_OK, "far apart");
  expect(volume, 0, 0, "four cubes that do not touch have no hand");
}

static const struct test tests[] = {
    CASE(law_like_the_library),
    CASE(anchor_signs),
    CASE(edge_bad_input),
};
TEST_MAIN("1 handedness", tests)
