/* Tests of exercise 12.8. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>
#include <stdlib.h>

enum { FEW = 150, MANY = 30000 };

/* Points in the cube and around it. */
static void scatter(struct random *g, size_t n, double edge, double *r)
{
  for (size_t k = 0; k < 3 * n; k++)
    r[k] = edge * (3 * random_uniform(g) - 1);
}

/* All pairs and the 27 images of each. */
static size_t count(size_t n, const double *r, double edge, double cutoff,
                    size_t i)
{
  size_t near = 0;
  for (size_t j = 0; j < n; j++) {
    double square = 0;
    for (size_t a = 0; a < 3; a++) {
      double d = fmod(r[3 * i + a] - r[3 * j + a], edge);
      d = fabs(d) > edge / 2 ? edge - fabs(d) : fabs(d);
      square += d * d;
    }
    near += i != j && square < cutoff * cutoff;
  }
  return near;
}

TEST(law_all_pairs)
{
  struct random g = random_seed(1221);
  for (int trial = 0; trial < 12; trial++) {
    double r[3 * FEW], edge = 1 + random_uniform(&g),
                       cutoff = edge * (0.1 + 0.23 * random_uniform(&g));
    size_t near[FEW];
    scatter(&g, FEW, edge, r);
    given("%d points, edge = %g, cutoff = %g, r = %s (seed 1221, %d)", FEW,
          edge, cutoff, list(3 * FEW, r), trial);
    expect_is(near_in_cube(FEW, r, edge, cutoff, near), true, "it can be done");
    for (size_t i = 0; i < FEW; i++)
      expect_is(near[i], count(FEW, r, edge, cutoff, i),
                "neighbours of point %zu", i);
  }
}

/* 30000 points with some 50 neighbours each; all pairs would be 9e8. */
TEST(law_many_points)
{
  struct random g = random_seed(1222);
  double *r = malloc(3 * MANY * sizeof *r), edge = 31;
  size_t *near = malloc(MANY * sizeof *near), sum = 0;
  need(r && near, "memory for %d points", MANY);
  scatter(&g, MANY, edge, r);
  given("%d points, edge = %g, cutoff = 2.3 (seed 1222)", MANY, edge);
  expect_is(near_in_cube(MANY, r, edge, 2.3, near), true, "it can be done");
  for (size_t i = 0; i < MANY; i += 500)
    expect_is(near[i], count(MANY, r, edge, 2.3, i), "neighbours of point %zu",
              i);
  for (size_t i = 0; i < MANY; i++)
    sum += near[i];
  expect_is(sum % 2, 0, "every pair from both sides");
  free(r);
  free(near);
}

/* A simple cubic lattice of 4 x 4 x 4 points: six at a distance of 1. */
TEST(anchor_lattice)
{
  double r[3 * 64];
  size_t near[64];
  for (int i = 0; i < 64; i++) {
    r[3 * i] = i % 4;
    r[3 * i + 1] = i / 4 % 4;
    r[3 * i + 2] = i / 16 - 4;
  }
  given("a lattice of 4 x 4 x 4 points, edge = 4, cutoff = 1.25");
  expect_is(near_in_cube(64, r, 4, 1.25, near), true, "it can be done");
  for (size_t i = 0; i < 64; i++)
    expect_is(near[i], 6, "six neighbours of point %zu", i);
}

TEST(edge_refused)
{
  const double r[6] = {0, 0, 0, 0.9, 0, 0};
  size_t near[2] = {7, 7};
  given("two points, (0, 0, 0) and (0.9, 0, 0)");
  expect_is(near_in_cube(2, r, 1, 0.4, near), false, "cutoff 0.4, edge 1");
  expect_is(near_in_cube(2, r, 0, 0.1, near), false, "edge 0");
  expect_is(near_in_cube(2, r, 1, 0, near), false, "cutoff 0");
  expect_is(near_in_cube(2, r, 1, (double)NAN, near), false, "cutoff NaN");
  expect_is(near_in_cube(2, r, 1, 0.2, near), true, "cutoff 0.2");
  expect_is(near[0], 1, "through the face");
  expect_is(near_in_cube(0, r, 1, 0.2, near), true, "no points");
}

static const struct test tests[] = {
    CASE(law_all_pairs),
    CASE(law_many_points),
    CASE(anchor_lattice),
    CASE(edge_refused),
};
TEST_MAIN("8 cube", tests)
