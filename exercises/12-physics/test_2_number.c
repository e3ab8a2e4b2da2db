/* Tests of exercise 12.2. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static double any_number(struct random *g)
{
  double x;
  do {
    uint64_t bits = random_bits(g);
    memcpy(&x, &bits, sizeof x);
  } while (!isfinite(x));
  return x;
}

/* Seventeen digits of any double, with each of the marks. */
TEST(law_every_mark_of_an_exponent)
{
  static const char *const marks[] = {"e", "E", "d", "D", "*^"};
  struct random g = random_seed(1203);
  for (int trial = 0; trial < 100; trial++) {
    char c[40], word[50];
    double x = any_number(&g), got = 0;
    snprintf(c, sizeof c, "%.16e", x);
    char *e = strchr(c, 'e');
    snprintf(word, sizeof word, "%.*s%s%s", (int)(e - c), c, marks[trial % 5],
             e + 1);
    given("\"%s\" (seed 1203, %d)", word, trial);
    expect_is(number_of_word(word, &got), true, "a number");
    expect(got / x, 1, 0, "the same bits");
  }
}

TEST(anchor_ways_to_write_a_number)
{
  static const struct {
    const char *word;
    double value;
  } of[] = {{"7", 7},           {"+.5", 0.5},        {"-5.", -5},
            {"1.5D-3", 1.5e-3}, {"6.2*^-6", 6.2e-6}, {"2d+1", 20},
            {"1e-400", 0},      {"0.1", 0.1}};
  for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
    double got = 99;
    given("\"%s\"", of[k].word);
    expect_is(number_of_word(of[k].word, &got), true, "a number");
    expect(got, of[k].value, 0, "its value");
  }
}

TEST(edge_no_numbers)
{
  static const char *const no[] = {
      "",   ".",   "-",    "1.2.3", "0,5", "1e",   "1e+",  "1*2",    "1*^",
      "e5", "nan", "-inf", "0x10",  "1 2", "****", "1d2x", "0.5-0.2"};
  for (size_t k = 0; k < sizeof no / sizeof *no; k++) {
    double got = 99;
    given("\"%s\"", no[k]);
    expect_is(number_of_word(no[k], &got), false, "no number");
  }
}

TEST(edge_beyond_all_doubles)
{
  double got = 99;
  given("\"1e999\" and \"-2D+400\"");
  expect_is(number_of_word("1e999", &got), false, "too large");
  expect_is(number_of_word("-2D+400", &got), false, "too large below");
}

static const struct test tests[] = {
    CASE(law_every_mark_of_an_exponent),
    CASE(anchor_ways_to_write_a_number),
    CASE(edge_no_numbers),
    CASE(edge_beyond_all_doubles),
};
TEST_MAIN("2 number", tests)
