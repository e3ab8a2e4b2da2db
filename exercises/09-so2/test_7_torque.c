/* Tests of exercise 9.7. */
#include "exercises.h"
#include "expect.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "clebsch_gordan.h"
#include "harmonics.h"

/* y = C(x, Y(v)) for one path, and what its gradients are by the rule. */
enum { MOST = 7 };
struct message {
  double x[MOST], h[MOST], y[MOST], g[MOST];
  vec3 along; /* dL/dv as the harmonics' gradient says */
};

static struct message make(vec3 v, int l1, int l2, int l3, struct random *g)
{
  const real r[3] = {(real)v.x, (real)v.y, (real)v.z};
  double C[MOST * MOST * MOST];
  struct message k = {0};
  real Y[16], dY[3 * 16];
  need(cg_real(l1, l2, l3, C) == CG_OK, "a tensor");
  need(harmonics_gradients(3, HARMONICS_COMPONENT, 1, r, Y, dY) == HARMONICS_OK,
       "harmonics");
  for (int i = 0; i < MOST; i++)
    k.x[i] = random_normal(g), k.g[i] = random_normal(g);
  const int n2 = 2 * l2 + 1, n3 = 2 * l3 + 1;
  for (int i = 0; i < 2 * l1 + 1; i++)
    for (int j = 0; j < n2; j++)
      for (int m = 0; m < n3; m++) {
        const double c = C[(i * n2 + j) * n3 + m];
        const int at = l2 * l2 + j;
        k.y[m] += c * k.x[i] * (double)Y[at];
        k.h[i] += c * k.g[m] * (double)Y[at];
        k.along.x += c * k.x[i] * k.g[m] * (double)dY[at];
        k.along.y += c * k.x[i] * k.g[m] * (double)dY[16 + at];
        k.along.z += c * k.x[i] * k.g[m] * (double)dY[32 + at];
      }
  return k;
}

/* Numbers of order ten, some hundred terms. */
static const double few = 200 * (double)REAL_EPS;

static void compare(vec3 v, struct random *g)
{
  for (int l1 = 0; l1 <= 3; l1++)
    for (int l2 = 1; l2 <= 3; l2++)
      for (int l3 = abs(l1 - l2); l3 <= l1 + l2 && l3 <= 3; l3++) {
        struct message k = make(v, l1, l2, l3, g);
        double dv[3] = {9, 9, 9};
        const double want[3] = {k.along.x, k.along.y, k.along.z};
        const double length = hypot(hypot(v.x, v.y), v.z);
        edge_gradient(v, l1, l3, k.x, k.h, k.y, k.g, dv);
        given("v = %s, path (%d, %d, %d), x = %s, h = %s, y = %s, g = %s",
              vec(v), l1, l2, l3, list(2 * l1 + 1, k.x), list(2 * l1 + 1, k.h),
              list(2 * l3 + 1, k.y), list(2 * l3 + 1, k.g));
        expect_list(3, dv, want, few * 10 / length,
                    "dv and the gradient through the harmonics");
        expect(dv[0] * v.x + dv[1] * v.y + dv[2] * v.z, 0, 1e-13 * 100,
               "dv . v: nothing along the edge");
      }
}

TEST(law_is_the_gradient)
{
  struct random g = random_seed(908);
  for (int k = 0; k < 5; k++)
    compare((vec3){random_normal(&g), random_normal(&g), random_normal(&g)},
            &g);
}

TEST(edge_poles)
{
  struct random g = random_seed(909);
  compare((vec3){0, 0, 1}, &g);
  compare((vec3){0, 0, -2}, &g);
  compare((vec3){0, 0.5, 0}, &g);
}

/* The vector y = v/2 itself: A x = x v/|v| with l1 = 0, |v| = 2, x = 1.  With
 * g = (1, 0, 0) for (y, z, x) and v along z: dL/dv = g/|v|, along y. */
TEST(anchor_vector)
{
  const double x = 1, h = 0, y[3] = {0, 1, 0}, g[3] = {1, 0, 0};
  const double want[3] = {0, 0.5, 0};
  double dv[3] = {9, 9, 9};
  edge_gradient((vec3){0, 0, 2}, 0, 1, &x, &h, y, g, dv);
  given("v = (0, 0, 2), l1 = 0, l3 = 1, x = 1, h = 0, y = (0, 1, 0), g = "
        "(1, 0, 0) in the order (y, z, x)");
  expect_list(3, dv, want, 4 * DBL_EPSILON, "dv");
}

/* The other half: a scalar y = x . v/|v|, whose h is g v/|v|. */
TEST(anchor_scalar)
{
  const double x[3] = {0, 0, 1}, h[3] = {0, 1, 0}, y = 0, g = 1;
  const double want[3] = {0.25, 0, 0};
  double dv[3] = {9, 9, 9};
  edge_gradient((vec3){0, 0, 4}, 1, 0, x, h, &y, &g, dv);
  given("v = (0, 0, 4), l1 = 1, l3 = 0, x = (0, 0, 1), h = (0, 1, 0) in the "
        "order (y, z, x), y = 0, g = 1");
  expect_list(3, dv, want, 4 * DBL_EPSILON, "dv");
}

TEST(edge_scalars)
{
  const double one = 1, two = 2;
  double dv[3] = {9, 9, 9};
  const double want[3] = {0, 0, 0};
  edge_gradient((vec3){1, 2, 3}, 0, 0, &one, &one, &two, &one, dv);
  given("v = (1, 2, 3), l1 = l3 = 0, x = h = g = 1, y = 2");
  expect_list(3, dv, want, 0, "dv: numbers do not turn");
}

static const struct test tests[] = {
    CASE(law_is_the_gradient), CASE(edge_poles),   CASE(anchor_vector),
    CASE(anchor_scalar),       CASE(edge_scalars),
};
TEST_MAIN("7 torque", tests)
