/* test_2_vectors.c: exercise 5.2. Against vec3_dot and vec3_cross. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <float.h>
#include <math.h>

/* Components in the order (y, z, x). */
static void components(vec3 v, double *a)
{
  a[0] = v.y;
  a[1] = v.z;
  a[2] = v.x;
}

TEST(anchor_vectors)
{
  const double a[3] = {2, 3, 1}, b[3] = {5, 7, -4};
  const double want[3] = {-19, 13, -1};
  double dot, cross[3];
  dot_and_cross(a, b, &dot, cross);
  given("a = %s, b = %s, each as (y, z, x)", list(3, a), list(3, b));
  /* Three products below 22, a few roundings. */
  expect(dot * sqrt(3.0), 27, 88 * DBL_EPSILON,
         "sqrt 3 times the scalar is a . b");
  for (int i = 0; i < 3; i++)
    expect(cross[i] * sqrt(2.0), want[i], 88 * DBL_EPSILON,
           "sqrt 2 times the vector is a x b, component %d", i);
}

TEST(law_vectors)
{
  struct random g = random_seed(5201);
  for (int trial = 0; trial < 50; trial++) {
    vec3 u = {random_normal(&g), random_normal(&g), random_normal(&g)};
    vec3 v = {random_normal(&g), random_normal(&g), random_normal(&g)};
    double a[3], b[3], dot, cross[3], want[3];
    components(u, a);
    components(v, b);
    components(vec3_cross(u, v), want);
    dot_and_cross(a, b, &dot, cross);
    given("a = %s, b = %s (seed 5201)", list(3, a), list(3, b));
    expect(dot * sqrt(3.0), vec3_dot(u, v), 1e-13,
           "sqrt 3 times the scalar is a . b");
    for (int i = 0; i < 3; i++)
      expect(cross[i] * sqrt(2.0), want[i], 1e-13,
             "sqrt 2 times the vector is a x b, component %d", i);
    /* |a x b|^2 + (a . b)^2 = |a|^2 |b|^2 */
    double norm = 0;
    for (int i = 0; i < 3; i++)
      norm += 2 * cross[i] * cross[i];
    expect(norm + 3 * dot * dot, vec3_dot(u, u) * vec3_dot(v, v), 1e-11,
           "Lagrange's identity");
  }
}

TEST(edge_vectors)
{
  const double a[3] = {1, 2, 2}, zero[3] = {0, 0, 0};
  double dot, cross[3] = {7, 7, 7};
  dot_and_cross(a, a, &dot, cross);
  given("a = b = (1, 2, 2)");
  expect(dot, 9 / sqrt(3.0), 16 * DBL_EPSILON, "a vector with itself");
  expect_list(3, cross, zero, 0, "has no cross product");
  dot_and_cross(a, zero, &dot, cross);
  given("a = (1, 2, 2), b = 0");
  expect(dot, 0, 0, "nothing times zero");
  expect(cross[0], 0, 0, "nothing times zero");
}

static const struct test tests[] = {CASE(anchor_vectors), CASE(law_vectors),
                                    CASE(edge_vectors)};

TEST_MAIN("2 vectors", tests)
