/* Tests of exercise 8.3. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

enum { MOST = 1000 };
static const double EPS = 2.3e-16;

/* Pairs whose second takes `factor` as long, on a machine that speeds up and
 * slows down, with noise of one per cent. */
static void measure(struct random *g, size_t n, double factor, double *before,
                    double *after)
{
  for (size_t i = 0; i < n; i++) {
    double machine = 1e-3 * exp(random_normal(g));
    before[i] = machine * exp(0.01 * random_normal(g));
    after[i] = factor * machine * exp(0.01 * random_normal(g));
  }
}

/* The last coin shows heads or not.  Both sides have 4 n roundings. */
TEST(law_one_coin_more)
{
  for (size_t n = 0; n < 200; n += 7)
    for (size_t k = 1; k <= n + 2; k++) {
      double want = (coin_chance(n, k) + coin_chance(n, k - 1)) / 2;
      given("n = %zu, k = %zu", n + 1, k);
      expect(coin_chance(n + 1, k), want, 8 * 200 * EPS * want,
             "the mean of %zu or more, and %zu or more, of %zu", k, k - 1, n);
    }
}

/* A power of two rounds nothing away, so the answers must be the same. */
TEST(law_the_speed_of_the_machine_does_not_matter)
{
  struct random g = random_seed(832);
  for (int i = 0; i < 200; i++) {
    size_t n = 1 + random_below(&g, 40);
    double a[40], b[40], ratio = -1, again = -2;
    measure(&g, n, 1 + 0.02 * random_uniform(&g), a, b);
    enum verdict verdict = compare_times(n, a, b, &ratio);
    given("n = %zu, before = %s, after = %s, then each pair times a power of 2 "
          "(seed 832)",
          n, list(n, a), list(n, b));
    for (size_t k = 0; k < n; k++) {
      double speed = ldexp(1, (int)random_below(&g, 9));
      a[k] *= speed, b[k] *= speed;
    }
    expect_is(compare_times(n, a, b, &again), verdict, "the same verdict");
    expect(again, ratio, 0, "the same ratio");
  }
}

/* At least 16 heads of 21 have a chance of 0.0133, 17 one of 0.0036.  So 0.72 %
 * of all changes that change nothing get a verdict: of 1000, 7 give or take
 * some. */
TEST(law_noise_is_noise_and_a_change_is_one)
{
  struct random g = random_seed(833);
  double a[21], b[21], ratio = 0, mirrored = 0;
  int false_alarms = 0;
  for (int i = 0; i < 1000; i++) {
    measure(&g, 21, 1, a, b);
    false_alarms += compare_times(21, a, b, &ratio) != VERDICT_SAME;
  }
  given("1000 times 21 pairs of times with the same mean (seed 833)");
  expect_that(false_alarms > 0 && false_alarms < 25, "1 to 24, about 7",
              "a verdict for %d of 1000 changes that change nothing",
              false_alarms);
  for (int i = 0; i < 100; i++) {
    measure(&g, 21, 1.05, a, b);
    given("n = 21, before = %s, after = %s (seed 833)", list(21, a),
          list(21, b));
    expect_is(compare_times(21, a, b, &ratio), VERDICT_SLOWER, "5 %% more");
    expect(ratio, 1.05, 0.02, "by 5 %%");
    expect_is(compare_times(21, b, a, &mirrored), VERDICT_FASTER,
              "and the other way round");
    expect(ratio * mirrored, 1, 4 * EPS, "the ratio is turned round");
  }
}

/* Fractions of whole numbers, by another program; 4 n roundings. */
static void check_chance(size_t n, size_t k, double want)
{
  given("n = %zu, k = %zu", n, k);
  expect(coin_chance(n, k), want, 2 * (double)n * EPS * want,
         "the chance of k heads or more");
}

TEST(anchor_chances)
{
  check_chance(1, 1, 0.5);
  check_chance(7, 7, 0.0078125);
  check_chance(10, 9, 0.0107421875);
  check_chance(101, 63, 0.008252927850803798664);
  check_chance(1000, 540, 0.006222073138585889750);
  check_chance(1000, 1000, 9.332636185032188790e-302);
}

TEST(anchor_verdicts)
{
  const double a[7] = {1, 2, 4, 8, 16, 32, 64};
  const double slow[7] = {1.5, 2.5, 4.4, 12, 40, 33, 65};
  const double two[2] = {3, 2};
  double ratio = 0;
  given("a = %s, slow = %s, two = %s", list(7, a), list(7, slow), list(2, two));
  expect_is(compare_times(7, a, slow, &ratio), VERDICT_SLOWER, "7 of 7");
  expect(ratio, 1.25, EPS, "the middle one of the ratios");
  expect_is(compare_times(6, a, slow, &ratio), VERDICT_SAME, "6 of 6");
  expect(ratio, (1.25 + 1.5) / 2, EPS, "the mean of the middle two");
  expect_is(compare_times(7, slow, a, &ratio), VERDICT_FASTER, "back");
  expect_is(compare_times(2, a, two, &ratio), VERDICT_SAME, "2 of 2");
  expect(ratio, 2, EPS, "the mean of 3 and 1");
}

TEST(edge_ties_and_bad_times)
{
  static double a[MOST + 1], b[MOST + 1];
  const double sick[] = {0, -1, (double)NAN, (double)INFINITY};
  double ratio = 9;
  for (int i = 0; i <= MOST; i++)
    a[i] = b[i] = 2;
  given("times a and b are 2, MOST = %d, ratio = 9 before", MOST);
  expect_is(compare_times(0, a, b, &ratio), VERDICT_NONE, "no pair");
  expect_is(compare_times(MOST + 1, a, b, &ratio), VERDICT_NONE, "too many");
  expect_is(compare_times(3, NULL, b, &ratio), VERDICT_NONE, "null");
  expect_is(compare_times(3, a, NULL, &ratio), VERDICT_NONE, "null");
  expect_is(compare_times(3, a, b, NULL), VERDICT_NONE, "null");
  for (int i = 0; i < 4; i++) {
    b[2] = sick[i];
    given("a = (2, 2, 2), b = %s", list(3, b));
    expect_is(compare_times(3, a, b, &ratio), VERDICT_NONE, "a bad time");
    expect_is(compare_times(3, b, a, &ratio), VERDICT_NONE, "a bad time");
  }
  expect(ratio, 9, 0, "nothing was written");
  b[2] = 2;
  given("MOST = %d times 2", MOST);
  expect_is(compare_times(MOST, a, b, &ratio), VERDICT_SAME, "all equal");
  expect(ratio, 1, 0, "and the ratio is 1");
  for (int i = 0; i < 7; i++)
    b[i] = 3;
  given("%d pairs of 2, seven of them 2 and 3", MOST);
  expect_is(compare_times(MOST, a, b, &ratio), VERDICT_SLOWER,
            "pairs that are equal do not count");
  expect(coin_chance(0, 0), 1, 0, "no heads of no coins");
  expect(coin_chance(5, 0), 1, 10 * EPS, "at least none");
  expect(coin_chance(5, 6), 0, 0, "more than there are");
}

static const struct test tests[] = {
    CASE(law_one_coin_more),
    CASE(law_the_speed_of_the_machine_does_not_matter),
    CASE(law_noise_is_noise_and_a_change_is_one),
    CASE(anchor_chances),
    CASE(anchor_verdicts),
    CASE(edge_ties_and_bad_times),
};
TEST_MAIN("3 noise", tests)
