/* Tests of exercise 7.3. */
#include "exercises.h"
#include "expect.h"

#include <math.h>

/* The loss of random probabilities that respect the groups. */
static double some_loss(struct random *g, size_t n, const size_t *group)
{
  double table[12][12], loss = 0;
  for (size_t k = 0; k < 12; k++) {
    double sum = 0;
    for (size_t c = 0; c < n; c++)
      sum += table[k][c] = exp(3 * random_normal(g) + (group[c] == k ? 4 : 0));
    for (size_t c = 0; c < n; c++)
      table[k][c] /= sum;
  }
  for (size_t i = 0; i < n; i++)
    loss -= log(table[group[i]][i]) / (double)n;
  return loss;
}

/* The loss of equal shares within each group, which reaches the floor. */
static double equal_shares(size_t n, const size_t *group)
{
  double loss = 0;
  for (size_t i = 0; i < n; i++) {
    double k = 0;
    for (size_t j = 0; j < n; j++)
      k += group[j] == group[i];
    loss -= log(1 / k) / (double)n;
  }
  return loss;
}

TEST(law_nothing_is_below_and_something_is_there)
{
  struct random g = random_seed(731);
  for (int i = 0; i < 300; i++) {
    size_t n = 1 + random_below(&g, 12), group[12];
    for (size_t k = 0; k < n; k++)
      group[k] = random_below(&g, 12);
    double floor = loss_floor(n, group), some = some_loss(&g, n, group);
    given("n = %zu, looks_like = %s (seed 731, %d)", n, list(n, group), i);
    expect_that(some >= floor - 1e-14,
                "a floor that no probabilities are below",
                "a floor of %.9g, but a loss of %.9g", floor, some);
    expect(floor, equal_shares(n, group), 1e-14, "equal shares reach it");
  }
}

TEST(anchor_floors_of_the_book)
{
  const size_t pair[8] = {0, 0, 1, 2, 3, 4, 5, 6}, all[8] = {0};
  const size_t two[5] = {7, 3, 7, 3, 3}; /* (2 log 2 + 3 log 3) / 5 */
  given("pair = %s, all = 0, two = %s", list(8, pair), list(5, two));
  expect(loss_floor(8, pair), 0.17328679513998632736, 1e-15, "(log 2)/4");
  expect(loss_floor(8, all), 2.0794415416798359283, 2e-15, "log 8");
  expect(loss_floor(5, two), 0.93642624542484383860, 1e-15,
         "a group of two and one of three");
}

TEST(edge_none_and_large_numbers)
{
  const size_t far[3] = {(size_t)-1, 5, (size_t)-1};
  const size_t apart[4] = {9, 8, 7, 6};
  given("far = %s, apart = %s", list(3, far), list(4, apart));
  expect(loss_floor(0, far), 0, 0, "no input");
  expect(loss_floor(4, apart), 0, 0, "all can be told apart");
  expect(loss_floor(3, far), 2 * log(2) / 3, 1e-15,
         "the numbers are only names");
}

static const struct test tests[] = {
    CASE(law_nothing_is_below_and_something_is_there),
    CASE(anchor_floors_of_the_book),
    CASE(edge_none_and_large_numbers),
};
TEST_MAIN("3 floor", tests)
