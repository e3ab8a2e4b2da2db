/* Tests of exercise 2.6. */
#include "exercises.h"

#include "expect.h"

TEST(law_multiply)
{
  /* Dimensions multiply, and characters agree: integral against counting. */
  static const int degrees[4][3] = {{1, 1, 2}, {2, 2, 0}, {3, 1, 1}, {2, 3, 1}};
  for (int k = 0; k < 4; k++) {
    const int *l = degrees[k];
    struct representation a = wigner_representation(&l[0]);
    struct representation b = wigner_representation(&l[1]);
    struct representation c = wigner_representation(&l[2]);
    struct representation_pair p = {&a, &b};
    struct representation ab = representation_product(&p);
    struct representation_pair q = {&ab, &c};
    struct representation abc = representation_product(&q);
    int lmax = l[0] + l[1] + l[2], got[8];
    size_t want[8], dim = 0;
    given("l = %s, lmax = %d", list(3, l), lmax);
    expect_is(multiply_degrees(3, l, lmax, got), true, "valid input");
    need(character_decompose(&abc, lmax, want, NULL) == CHARACTER_OK,
         "characters");
    for (int d = 0; d <= lmax; d++) {
      expect_is(got[d], want[d], "how often degree %d occurs", d);
      dim += (size_t)got[d] * (2 * (size_t)d + 1);
    }
    expect_is(dim, abc.dim, "the dimensions of all add up");
  }
}

TEST(anchor_multiply)
{
  static const int three[3] = {1, 1, 1}, want[4] = {1, 3, 2, 1};
  static const int six[6] = {1, 1, 1, 1, 1, 1};
  int n[10];
  given("l = (1, 1, 1), lmax = 3");
  expect_is(multiply_degrees(3, three, 3, n), true, "valid input");
  expect_list(4, n, want, 0, "how often degrees 0 to 3 occur");
  given("l = (1, 1, 1, 1, 1, 1), lmax = 9");
  expect_is(multiply_degrees(6, six, 9, n), true, "valid input");
  expect_is(n[0], 15, "fifteen invariants of six vectors");
  expect_is(n[6], 1, "one way to reach the top");
  expect_is(n[9], 0, "nothing above it");
}

TEST(edge_multiply)
{
  static const int l[2] = {2, 3}, negative[1] = {-1}, large[2] = {600, 600};
  static int n[1002];
  n[0] = 7;
  given("l = (2, 3), negative = (-1), large = (600, 600)");
  expect_is(multiply_degrees(2, l, 4, n), false, "lmax below the sum");
  expect_is(multiply_degrees(1, negative, 3, n), false, "a negative degree");
  expect_is(multiply_degrees(-1, l, 5, n), false, "fewer factors than none");
  expect_is(multiply_degrees(2, NULL, 5, n), false, "no degrees");
  expect_is(multiply_degrees(2, l, 5, NULL), false, "no output");
  expect_is(multiply_degrees(2, l, -1, n), false, "lmax negative");
  expect_is(multiply_degrees(2, large, 1000, n), false, "a sum above lmax");
  expect_is(multiply_degrees(0, NULL, 1001, n), false, "lmax too large");
  expect_is(n[0], 7, "left alone");
  given("n = 0, lmax = 1");
  expect_is(multiply_degrees(0, NULL, 1, n), true, "nothing to multiply");
  expect_is(n[0], 1, "the empty product is a scalar");
  expect_is(n[1], 0, "the empty product is a scalar");
}

static const struct test tests[] = {
    CASE(law_multiply),
    CASE(anchor_multiply),
    CASE(edge_multiply),
};
TEST_MAIN("6 multiply", tests)
