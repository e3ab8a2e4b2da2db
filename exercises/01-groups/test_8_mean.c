/* Tests of exercise 1.8. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>

#define N 12
static const double ROUND = 128 * DBL_EPSILON; /* some twenty products */

/* n rotations within `spread` rad of a random one. */
static void scatter(struct random *g, double spread, int n, rot3 *R)
{
  rot3 centre = so3_random(g);
  for (int i = 0; i < n; i++) {
    vec3 w = {random_normal(g), random_normal(g), random_normal(g)};
    w = vec3_scale(spread * random_uniform(g) / vec3_norm(w), w);
    R[i] = so3_mul(centre, so3_exp(w));
  }
}

static void given_all(int n, const rot3 *R)
{
  given("n = %d rotations, R[0] = %s%s%s, ...", n, mat(R[0]),
        n > 1 ? ", R[1] = " : "", n > 1 ? mat(R[1]) : "");
}

TEST(law_stationary)
{
  struct random g = random_seed(113);
  for (int trial = 0; trial < 50; trial++) {
    rot3 R[N];
    vec3 sum = {0, 0, 0}, w = {0, 0, 0};
    scatter(&g, 0.5, N, R);
    rot3 M = mean_rotation(N, R);
    given_all(N, R);
    for (int i = 0; i < N; i++) {
      so3_log(so3_mul(so3_inverse(M), R[i]), &w);
      sum = vec3_add(sum, w);
    }
    expect_vec3(sum, ((vec3){0, 0, 0}), N * ROUND,
                "seed 113, %d: the logarithms of M^-1 R_i add up to 0", trial);
  }
}

TEST(law_point_of_view)
{
  struct random g = random_seed(114);
  for (int trial = 0; trial < 50; trial++) {
    rot3 R[N], left[N], right[N], S = so3_random(&g);
    scatter(&g, 0.5, N, R);
    for (int i = 0; i < N; i++) {
      left[i] = so3_mul(S, R[i]);
      right[i] = so3_mul(R[i], S);
    }
    rot3 M = mean_rotation(N, R);
    given_all(N, R);
    expect_mat3(mean_rotation(N, left), so3_mul(S, M), ROUND,
                "seed 114, %d: turned from the left", trial);
    expect_mat3(mean_rotation(N, right), so3_mul(M, S), ROUND,
                "seed 114, %d: turned from the right", trial);
  }
}

TEST(anchor_mean)
{
  rot3 R[3];
  const double angle[3] = {0.1, 0.2, 0.9};
  for (int i = 0; i < 3; i++)
    R[i] = so3_exp((vec3){0, 0, angle[i]});
  rot3 M = mean_rotation(3, R);
  given("turns about z by 0.1, 0.2 and 0.9");
  expect_mat3(M, so3_exp((vec3){0, 0, 0.4}), ROUND,
              "the mean is a turn by 0.4");
}

TEST(edge_mean)
{
  struct random g = random_seed(115);
  rot3 R[3], one = so3_identity();
  scatter(&g, 0.5, 3, R);
  given_all(3, R);
  expect_mat3(mean_rotation(0, R), one, 0, "of nothing");
  expect_mat3(mean_rotation(-1, R), one, 0, "of less");
  expect_mat3(mean_rotation(1, R), R[0], ROUND, "of one");
  rot3 M = mean_rotation(2, R);
  double d = so3_distance(R[0], R[1]);
  expect(so3_distance(M, R[0]), d / 2, ROUND, "of two: half-way");
  expect(so3_distance(M, R[1]), d / 2, ROUND, "of two: half-way");
  R[1] = R[2] = R[0];
  given_all(3, R);
  expect_mat3(mean_rotation(3, R), R[0], ROUND, "all equal");
}

static const struct test tests[] = {
    CASE(law_stationary),
    CASE(law_point_of_view),
    CASE(anchor_mean),
    CASE(edge_mean),
};

TEST_MAIN("8 mean", tests)
