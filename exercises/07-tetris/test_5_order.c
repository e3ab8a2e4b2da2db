/* Tests of exercise 7.5.  Pinned values: mpmath, 40 digits, from the mean of
 * the Legendre polynomial P_l over all pairs of neighbours. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

#define PHI 1.6180339887498948482
static const vec3 CUBE[6] = {{1, 0, 0},  {-1, 0, 0}, {0, 1, 0},
                             {0, -1, 0}, {0, 0, 1},  {0, 0, -1}};
static const vec3 ICOSAHEDRON[12] = {
    {0, 1, PHI},  {1, PHI, 0},   {PHI, 0, 1},   {0, 1, -PHI},
    {1, -PHI, 0}, {-PHI, 0, 1},  {0, -1, PHI},  {-1, PHI, 0},
    {PHI, 0, -1}, {0, -1, -PHI}, {-1, -PHI, 0}, {-PHI, 0, -1}};
static const vec3 FCC[12] = {{0, 1, 1},  {1, 1, 0},   {1, 0, 1},   {0, 1, -1},
                             {1, -1, 0}, {-1, 0, 1},  {0, -1, 1},  {-1, 1, 0},
                             {1, 0, -1}, {0, -1, -1}, {-1, -1, 0}, {-1, 0, -1}};

/* n values of about 1, summed and squared: a few roundings each. */
static const double NEAR = 100 * (double)REAL_EPS;
/* A value that is zero is the root of one that is rounded. */
static const double ZERO = 40 * (double)REAL_EPS;

TEST(law_no_rotation_and_no_length_matters)
{
  struct random g = random_seed(751);
  for (int i = 0; i < 40; i++) {
    rot3 R = so3_random(&g);
    vec3 turned[12];
    for (int k = 0; k < 12; k++)
      turned[k] = vec3_scale(0.1 + 5 * random_uniform(&g),
                             so3_apply(R, ICOSAHEDRON[k]));
    for (int l = 0; l <= 8; l++) {
      given("l = %d, an icosahedron, and turned by %s with other lengths (seed "
            "751)",
            l, mat(R));
      expect(order_parameter(l, 12, turned),
             order_parameter(l, 12, ICOSAHEDRON), NEAR,
             "no rotation and no length matters");
    }
  }
}

TEST(law_one_direction_has_full_order)
{
  struct random g = random_seed(752);
  for (int l = 0; l <= 12; l++) {
    vec3 r[3];
    r[0] = (vec3){random_normal(&g), random_normal(&g), random_normal(&g)};
    r[1] = vec3_scale(2, r[0]);
    r[2] = vec3_scale(0.3, r[0]);
    given("l = %d, three neighbours along %s (seed 752)", l, vec(r[0]));
    expect(order_parameter(l, 3, r), 1, NEAR, "one direction has full order");
  }
}

TEST(anchor_crystals)
{
  given("a cube's faces, the 12 of a face-centred crystal, of an icosahedron");
  expect(order_parameter(0, 6, CUBE), 1, NEAR, "l = 0 counts to one");
  expect(order_parameter(2, 6, CUBE), 0, ZERO, "cube, l = 2");
  expect(order_parameter(4, 6, CUBE), 0.763762615825973334, NEAR,
         "cube, l = 4");
  expect(order_parameter(6, 6, CUBE), 0.353553390593273762, NEAR,
         "cube, l = 6");
  expect(order_parameter(4, 12, FCC), 0.190940653956493334, NEAR,
         "face-centred crystal, l = 4");
  expect(order_parameter(6, 12, FCC), 0.574524259714069864, NEAR,
         "face-centred crystal, l = 6");
  expect(order_parameter(4, 12, ICOSAHEDRON), 0, ZERO, "icosahedron");
  expect(order_parameter(6, 12, ICOSAHEDRON), 0.66332495807107997, NEAR,
         "icosahedron, l = 6");
}

TEST(edge_bad_input)
{
  given("CUBE: the six faces of a cube");
  expect(order_parameter(-1, 6, CUBE), -1, 0, "negative degree");
  expect(order_parameter(201, 6, CUBE), -1, 0, "too high a degree");
  expect(order_parameter(4, 0, CUBE), -1, 0, "no neighbours");
  expect(order_parameter(4, 6, NULL), -1, 0, "null");
  expect(order_parameter(200, 1, CUBE), 1, 1000 * (double)REAL_EPS,
         "the highest degree");
}

static const struct test tests[] = {
    CASE(law_no_rotation_and_no_length_matters),
    CASE(law_one_direction_has_full_order),
    CASE(anchor_crystals),
    CASE(edge_bad_input),
};
TEST_MAIN("5 order", tests)
