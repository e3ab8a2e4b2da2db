/* Tests of exercise 2.6. */
#include "exercises.h"

#include "test.h"

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
    check_true(multiply_degrees(3, l, lmax, got), "case %d", k);
    check_true(character_decompose(&abc, lmax, want, NULL) == CHARACTER_OK,
               "characters, case %d", k);
    for (int d = 0; d <= lmax; d++) {
      check_close(got[d], (double)want[d], 0, "case %d, degree %d", k, d);
      dim += (size_t)got[d] * (2 * (size_t)d + 1);
    }
    check_close((double)dim, (double)abc.dim, 0, "dimension, case %d", k);
  }
}

TEST(anchor_multiply)
{
  static const int three[3] = {1, 1, 1}, want[4] = {1, 3, 2, 1};
  static const int six[6] = {1, 1, 1, 1, 1, 1};
  int n[10];
  check_true(multiply_degrees(3, three, 3, n), "1 x 1 x 1");
  for (int l = 0; l <= 3; l++)
    check_close(n[l], want[l], 0, "1 x 1 x 1, degree %d", l);
  check_true(multiply_degrees(6, six, 9, n), "six vectors");
  check_close(n[0], 15, 0, "fifteen invariants of six vectors");
  check_close(n[6], 1, 0, "one way to reach the top");
  check_close(n[9], 0, 0, "nothing above it");
}

TEST(edge_multiply)
{
  static const int l[2] = {2, 3}, negative[1] = {-1}, large[2] = {600, 600};
  static int n[1002];
  n[0] = 7;
  check_true(!multiply_degrees(2, l, 4, n), "lmax below the sum");
  check_true(!multiply_degrees(1, negative, 3, n), "a negative degree");
  check_true(!multiply_degrees(-1, l, 5, n), "fewer factors than none");
  check_true(!multiply_degrees(2, NULL, 5, n), "no degrees");
  check_true(!multiply_degrees(2, l, 5, NULL), "no output");
  check_true(!multiply_degrees(2, l, -1, n), "lmax negative");
  check_true(!multiply_degrees(2, large, 1000, n), "a sum above lmax");
  check_true(!multiply_degrees(0, NULL, 1001, n), "lmax too large");
  check_true(n[0] == 7, "left alone");
  check_true(multiply_degrees(0, NULL, 1, n), "nothing to multiply");
  check_true(n[0] == 1 && n[1] == 0, "the empty product is a scalar");
}

static const struct test tests[] = {
    CASE(law_multiply),
    CASE(anchor_multiply),
    CASE(edge_multiply),
};
TEST_MAIN("6 multiply", tests)
