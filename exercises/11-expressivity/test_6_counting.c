/* Tests of exercise 11.6. */
#include "exercises.h"
#include "expect.h"
#include "many_body.h"

TEST(law_as_many_as_the_null_space_has)
{
  const int most[4] = {0, 3, 3, 2};
  for (int n = 1; n <= 3; n++)
    for (int l = 0; l <= most[n]; l++)
      for (int L = 0; L <= 4; L++) {
        const int type[3] = {l, l, l};
        struct many_body_basis basis;
        if (n * l * (2 * L + 1) > 20)
          continue; /* too many equations for a test */
        need(!many_body_basis((size_t)n, type, L, &basis), "a basis");
        given("l = %d, n = %d, L = %d", l, n, L);
        expect_is(count_couplings(l, n, L), basis.couplings,
                  "solutions of the equations");
        many_body_free(&basis);
      }
}

TEST(anchor_known_products)
{
  given("l = 1, n = 3");
  expect_is(count_couplings(1, 3, 1), 1, "|v|^2 v");
  expect_is(count_couplings(1, 3, 2), 0, "no degree 2");
  expect_is(count_couplings(1, 3, 3), 1, "the highest");
  given("l = 2");
  expect_is(count_couplings(2, 3, 0), 1, "a determinant");
  expect_is(count_couplings(2, 3, 1), 0, "no vector");
  expect_is(count_couplings(2, 4, 4), 2, "two of degree 4");
  given("l = 3, n = 4");
  expect_is(count_couplings(3, 4, 0), 2, "two scalars");
}

TEST(edge_none)
{
  given("l = 0, n = 5");
  expect_is(count_couplings(0, 5, 0), 1, "a power of a number");
  expect_is(count_couplings(0, 5, 1), 0, "is a number");
  given("l = 2, n = 3");
  expect_is(count_couplings(2, 3, 6), 1, "the highest degree");
  expect_is(count_couplings(2, 3, 7), 0, "and none above it");
}

static const struct test tests[] = {
    CASE(law_as_many_as_the_null_space_has),
    CASE(anchor_known_products),
    CASE(edge_none),
};
TEST_MAIN("6 counting", tests)
