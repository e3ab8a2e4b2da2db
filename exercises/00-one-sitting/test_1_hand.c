/* Tests of exercise 0.1. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <float.h>
#include <math.h>

static void fill(struct random *g, int n, double *x)
{
  for (int k = 0; k < n; k++)
    x[k] = random_normal(g);
}

/* A random turn: columns of a matrix, from a quaternion. */
static void random_turn(struct random *g, double *M)
{
  double q[4], length = 0;
  for (int k = 0; k < 4; k++)
    q[k] = random_normal(g), length += q[k] * q[k];
  for (int k = 0; k < 4; k++)
    q[k] /= sqrt(length);
  double w = q[0], x = q[1], y = q[2], z = q[3];
  const double R[9] = {1 - 2 * (y * y + z * z), 2 * (x * y - w * z),
                       2 * (x * z + w * y),     2 * (x * y + w * z),
                       1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
                       2 * (x * z - w * y),     2 * (y * z + w * x),
                       1 - 2 * (x * x + y * y)};
  for (int k = 0; k < 9; k++)
    M[k] = R[k];
}

static void apply(const double *M, const double *v, double *y)
{
  for (int a = 0; a < 3; a++)
    y[a] = M[3 * a] * v[0] + M[3 * a + 1] * v[1] + M[3 * a + 2] * v[2];
}

static double hand(const double *points)
{
  given("points = %s", list(12, points));
  return hand_of(points);
}

TEST(law_turns_keep_it_and_mirrors_reverse_it)
{
  struct random g = random_seed(1);
  for (int trial = 0; trial < 50; trial++) {
    double p[12], M[9], turned[12], mirror[12];
    fill(&g, 12, p);
    random_turn(&g, M);
    for (int i = 0; i < 4; i++)
      apply(M, p + 3 * i, turned + 3 * i);
    for (int k = 0; k < 12; k++)
      mirror[k] = k % 3 == 1 ? -p[k] : p[k];
    double value = hand_of(p);
    expect(hand(turned), value, 1e-13, "the same piece, turned (seed 1, %d)",
           trial);
    expect(hand(mirror), -value, 1e-13, "in a mirror (seed 1, %d)", trial);
  }
}

TEST(anchor_left_and_right)
{
  const double left[12] = {0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0};
  const double right[12] = {0, 0, 0, 0, 0, 1, 1, 0, 0, 1, -1, 0};
  const double box[12] = {1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1, 6};
  expect(hand(left), 1, 0, "the left piece");
  expect(hand(right), -1, 0, "the right piece");
  expect(hand(box), 30, 0, "a box of 2 by 3 by 5");
}

TEST(edge_flat_and_far)
{
  const double flat[12] = {0, 0, 2, 1, 0, 2, 0, 1, 2, 3, 7, 2};
  double far[12] = {0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0};
  for (int k = 0; k < 12; k++)
    far[k] += 1024;
  expect(hand(flat), 0, 0, "four points in a plane have no hand");
  expect(hand(far), 1, 0, "far from the origin");
}

static const struct test tests[] = {
    CASE(law_turns_keep_it_and_mirrors_reverse_it),
    CASE(anchor_left_and_right),
    CASE(edge_flat_and_far),
};
TEST_MAIN("1 hand", tests)
