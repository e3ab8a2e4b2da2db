/* Tests of exercise 11.3. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

TEST(law_moved_clouds_match)
{
  for (uint64_t seed = 1; seed <= 10; seed++) {
    struct random g = random_seed(seed);
    vec3 a[9], b[9];
    size_t n = 3 + seed % 7;
    rot3 R = so3_random(&g);
    for (size_t i = 0; i < n; i++) {
      a[i] = (vec3){random_normal(&g), random_normal(&g), random_normal(&g)};
      b[(i + 2) % n] = vec3_scale(seed % 2 ? 1 : -1, so3_apply(R, a[i]));
    }
    given("a cloud of %zu points, turned, in another order, seed %d", n,
          (int)seed);
    expect_is(distances_match(n, a, b, 1e-10), true, "the same cloud");
    b[0].x += 0.01;
    given("the same, one point moved by 0.01, seed %d", (int)seed);
    expect_is(distances_match(n, a, b, 1e-10), false, "another cloud");
  }
}

/* Equal lists of distances, but not the same clouds (section 7.2). */
TEST(anchor_lists_are_not_enough)
{
  const vec3 a[4] = {{0, 0, 0}, {1, 0, 0}, {0, 2, 0}, {1, 2, 0}};
  const vec3 b[4] = {{-1, 0, 0}, {0, 0, 0}, {1, 0, 0}, {0, 2, 0}};
  given("a rectangle of 1 by 2, and a T");
  expect_is(distances_match(4, a, b, 1e-12), false, "equal lists, two clouds");
  const vec3 c[4] = {{1, 2, 5}, {0, 0, 5}, {1, 0, 5}, {0, 2, 5}};
  given("a rectangle of 1 by 2, and one in another order");
  expect_is(distances_match(4, a, c, 1e-12), true, "one cloud");
}

TEST(edge_few_points_and_tolerance)
{
  const vec3 a[2] = {{0, 0, 0}, {1, 0, 0}}, b[2] = {{0, 0, 0}, {0, 1.5, 0}};
  given("two points at distance 1, two at distance 1.5");
  expect_is(distances_match(2, a, b, 0.4), false, "0.5 is more than 0.4");
  expect_is(distances_match(2, a, b, 0.6), true, "and less than 0.6");
  expect_is(distances_match(1, a, b, 0), true, "one point has no distance");
  expect_is(distances_match(0, a, b, 0), true, "none has none");
}

static const struct test tests[] = {
    CASE(law_moved_clouds_match),
    CASE(anchor_lists_are_not_enough),
    CASE(edge_few_points_and_tolerance),
};
TEST_MAIN("3 matching", tests)
