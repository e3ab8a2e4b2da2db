/* test.h: how every suite of the book is written, over the Check library.
 *
 *   TEST(name)          define a test
 *   CASE(name)          list it in the suite's table
 *   LONG_CASE           the same, with a time limit of its own
 *   test_main           run the table: the suite's whole main
 *   check_true          a condition, with a message when it fails
 *   check_close         |got - want| <= tolerance, NaN fails
 *   check_residual      residual <= tolerance, NaN fails
 *   claim               the same, recorded under a name for the book
 *   larger              the larger of two numbers; NaN stays
 *
 * Names begin with law_ (a law, on random input), anchor_ (pinned values that
 * fix sign, order and normalisation) or edge_ (zero, poles, bad input). */
#ifndef TEST_H
#define TEST_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define TEST_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define TEST_PRINTF(f, a)
#endif

/* ---- [table] Tests and the table that lists them ----
 *
 * A test that is defined and not listed is an unused function, which the
 * compiler reports: no test can be forgotten.  `seconds` of the processor's
 * time bound an endless loop (0: ten, and two in an exercise). */
struct test {
  const char *name;
  void (*run)(void);
  double seconds;
};

#define TEST(name) static void name(void)
#define CASE(name) \
  {                \
#name, name, 0 \
  }
#define LONG_CASE(name, seconds) \
  {                              \
#name, name, seconds         \
  }

/* Runs a suite; main returns what it returns.
 *
 *   suite [PATTERN] [--records FILE] [--result FILE] [--verdicts FILE]
 *
 * PATTERN       run only tests whose name contains it; none is an error
 * --records     write claims as `suite test claim residual tolerance verdict`
 * --result      write the counts as `passed failed skipped`
 * --verdicts    write `test verdict why` for every test, with tabs between
 * --exercise    number of an exercise: one verdict for all (see todo.h)
 * --patience    a factor for all time limits, for slow machines
 * Variables of the environment that Check would read (CK_...) are ignored.  A
 * test that was to run and did not has failed.
 * Returns EXIT_SUCCESS when nothing failed. */
int test_main(int argc, char **argv, const char *suite,
              const struct test *tests, size_t n);

#define TEST_MAIN(suite, tests)                           \
  int main(int argc, char **argv)                         \
  {                                                       \
    return test_main(argc, argv, suite, tests,            \
                     sizeof(tests) / sizeof((tests)[0])); \
  }

/* ---- [checks] What a test may ask ----
 *
 * Every check names what it means in words, printf style.  A comparison is
 * written !(error <= tolerance): NaN compares false with everything, so
 * `error > tolerance` would let it pass. */
#define check_true(condition, ...) \
  test_check_true((condition), #condition, __FILE__, __LINE__, __VA_ARGS__)
#define check_close(got, want, tolerance, ...)                         \
  test_check_close((double)(got), (double)(want), (double)(tolerance), \
                   __FILE__, __LINE__, __VA_ARGS__)
#define check_residual(residual, tolerance, ...)                         \
  test_check_residual((double)(residual), (double)(tolerance), __FILE__, \
                      __LINE__, __VA_ARGS__)

/* A claim of the book: `id` is the name after #claim: in the prose.  A claim
 * may be made in one test only; the book prints residual and tolerance. */
#define claim(id, residual, tolerance) \
  test_claim((id), (double)(residual), (double)(tolerance), __FILE__, __LINE__)

/* The larger of two numbers, and NaN if one of them is: fmax would lose it. */
static inline double larger(double max, double x)
{
  return isnan(max) || x <= max ? max : x;
}

/* ---- [inside] What the macros call ---- */
void test_check_true(bool ok, const char *text, const char *file, int line,
                     const char *format, ...) TEST_PRINTF(5, 6);
void test_check_close(double got, double want, double tolerance,
                      const char *file, int line, const char *format, ...)
    TEST_PRINTF(6, 7);
void test_check_residual(double residual, double tolerance, const char *file,
                         int line, const char *format, ...) TEST_PRINTF(5, 6);
void test_claim(const char *id, double residual, double tolerance,
                const char *file, int line);

#endif
