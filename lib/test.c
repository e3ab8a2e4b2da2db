/* test.c: the harness over Check: one table, proof of completion, records.
 *
 * Check runs every test in a process of its own, so a crash or an endless loop
 * fails one test and not the suite.  It also takes a test that calls exit(0)
 * for a success: here a test passes only when a line written after its last
 * statement arrives in the journal. */
#define _POSIX_C_SOURCE 200809L
#include "test.h"
#include "todo.h"

#include <check.h>
#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- [state] One suite per process ---- */
static const struct test *all;
static int journal = -1, current = -1;

struct options {
  const char *pattern, *records, *result, *exercise;
};

enum verdict { NOT_RUN, PASSED, FAILED, UNDONE };

struct outcome {
  enum verdict verdict;
  bool reached_end, todo;
};

/* ---- [journal] What the tests' processes tell the suite ----
 *
 * The journal is an unlinked temporary file, opened for appending: lines of
 * tests never mix, and a killed test loses only what it had not yet said. */
static void tell(const char *format, ...) TEST_PRINTF(1, 2);
static void tell(const char *format, ...)
{
  char line[1024];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(line, sizeof line, format, args);
  va_end(args);
  if (n > 0 && n < (int)sizeof line && write(journal, line, (size_t)n) != n)
    ck_abort_msg("the journal of the suite cannot be written: disk full?");
}

static FILE *open_journal(void)
{
  FILE *file = tmpfile();
  if (!file)
    return NULL;
  journal = fileno(file);
  fcntl(journal, F_SETFL, O_APPEND | O_RDWR);
  return file;
}

/* ---- [fail] Saying what failed, where, and what it means ---- */
static void fail_with(const char *file, int line, const char *what,
                      const char *format, va_list args)
{
  char meaning[512];
  const char *name = strrchr(file, '/');
  vsnprintf(meaning, sizeof meaning, format, args);
  ck_abort_msg("%s:%d: %s\n      %s", name ? name + 1 : file, line, meaning,
               what);
}

void test_check_true(bool ok, const char *text, const char *file, int line,
                     const char *format, ...)
{
  if (ok)
    return;
  char what[256];
  va_list args;
  va_start(args, format);
  snprintf(what, sizeof what, "false: %s", text);
  fail_with(file, line, what, format, args);
  va_end(args);
}

void test_check_close(double got, double want, double tolerance,
                      const char *file, int line, const char *format, ...)
{
  double error = fabs(got - want);
  if (got == want || error <= tolerance)
    return;
  char what[256];
  va_list args;
  va_start(args, format);
  snprintf(what, sizeof what, "got %.17g, wanted %.17g: off by %.2g > %.2g",
           got, want, error, tolerance);
  fail_with(file, line, what, format, args);
  va_end(args);
}

void test_check_residual(double residual, double tolerance, const char *file,
                         int line, const char *format, ...)
{
  if (residual <= tolerance)
    return;
  char what[256];
  va_list args;
  va_start(args, format);
  snprintf(what, sizeof what, "residual %.3g, at most %.3g allowed", residual,
           tolerance);
  fail_with(file, line, what, format, args);
  va_end(args);
}

void test_claim(const char *id, double residual, double tolerance,
                const char *file, int line)
{
  tell("claim %d %s %.17g %.17g\n", current, id, residual, tolerance);
  test_check_residual(residual, tolerance, file, line, "claim %s", id);
}

void exercise_todo(const char *what)
{
  (void)what;
  if (journal < 0)
    return;
  tell("todo %d\n", current);
  _exit(EXIT_SUCCESS);
}

/* ---- [run] One Check loop test that runs any line of the table ---- */
START_TEST(run_one)
{
  current = _i;
  all[_i].run();
  tell("end %d\n", _i);
}
END_TEST

static SRunner *build(const char *suite, size_t n, const char *pattern,
                      size_t *chosen)
{
  Suite *s = suite_create(suite);
  *chosen = 0;
  for (size_t i = 0; i < n; i++) {
    if (pattern && !strstr(all[i].name, pattern))
      continue;
    TCase *tc = tcase_create(all[i].name);
    tcase_set_timeout(tc, all[i].seconds > 0 ? all[i].seconds : 10);
    tcase_add_loop_test(tc, run_one, (int)i, (int)i + 1);
    suite_add_tcase(s, tc);
    ++*chosen;
  }
  return srunner_create(s);
}

/* ---- [claims] The records the book prints ----
 *
 * A claim made several times in one test counts with its worst ratio of
 * residual to tolerance; in two tests it is a mistake. */
struct record {
  char id[128];
  int test;
  double residual, tolerance;
};

static bool worse(const struct record *a, const struct record *b)
{
  return !(a->residual / a->tolerance <= b->residual / b->tolerance);
}

static bool add_record(struct record *list, size_t *n, struct record r)
{
  for (size_t i = 0; i < *n; i++)
    if (strcmp(list[i].id, r.id) == 0) {
      if (list[i].test != r.test)
        return false;
      if (worse(&r, &list[i]))
        list[i] = r;
      return true;
    }
  list[(*n)++] = r;
  return true;
}

/* Reads the journal; returns how many claims were made, or -1 when one was
 * made by two tests.  `list` has room for `max`. */
static int read_journal(FILE *file, size_t n, struct outcome *outcome,
                        struct record *list, size_t max)
{
  char line[1024];
  size_t count = 0;
  rewind(file);
  while (count < max && fgets(line, sizeof line, file)) {
    struct record r;
    int i;
    if (sscanf(line, "end %d", &i) == 1 && i >= 0 && (size_t)i < n)
      outcome[i].reached_end = true;
    else if (sscanf(line, "todo %d", &i) == 1 && i >= 0 && (size_t)i < n)
      outcome[i].todo = true;
    else if (sscanf(line, "claim %d %127s %lf %lf", &r.test, r.id, &r.residual,
                    &r.tolerance) == 4 &&
             r.test >= 0 && (size_t)r.test < n) {
      if (!add_record(list, &count, r)) {
        printf("claim %s is made by two tests\n", r.id);
        return -1;
      }
    }
  }
  return (int)count;
}

static bool write_records(const char *path, const char *suite,
                          const struct record *list, int n,
                          const struct outcome *outcome)
{
  FILE *f = fopen(path, "w");
  if (!f)
    return false;
  for (int i = 0; i < n; i++)
    fprintf(f, "%s\t%s\t%s\t%.3g\t%.3g\t%s\n", suite, all[list[i].test].name,
            list[i].id, list[i].residual, list[i].tolerance,
            outcome[list[i].test].verdict == PASSED ? "passed" : "failed");
  return fclose(f) == 0;
}

/* ---- [verdicts] What Check saw, and what the journal proves ---- */
static size_t index_of(const char *name, size_t n)
{
  size_t i = 0;
  while (i < n && strcmp(all[i].name, name) != 0)
    i++;
  return i;
}

static void print_failure(const char *name, const char *message)
{
  printf("  failed  %s\n      %s\n", name, message);
}

static void judge(SRunner *runner, size_t n, struct outcome *outcome)
{
  int count = srunner_ntests_run(runner);
  TestResult **results = srunner_results(runner);
  for (int k = 0; k < count; k++) {
    const char *name = tr_tcname(results[k]);
    size_t i = index_of(name, n);
    if (i == n)
      continue;
    bool passed = tr_rtype(results[k]) == CK_PASS;
    outcome[i].verdict = passed ? PASSED : FAILED;
    if (passed && outcome[i].todo)
      outcome[i].verdict = UNDONE;
    else if (passed && !outcome[i].reached_end) {
      outcome[i].verdict = FAILED;
      print_failure(name, "the test did not reach its end: was exit called?");
    } else if (!passed)
      print_failure(name, tr_msg(results[k]));
  }
  free(results);
}

static int count_verdict(const struct outcome *outcome, size_t n,
                         enum verdict v)
{
  int count = 0;
  for (size_t i = 0; i < n; i++)
    count += outcome[i].verdict == v;
  return count;
}

/* ---- [options] The command line ---- */
static bool read_options(int argc, char **argv, struct options *o)
{
  for (int i = 1; i < argc; i++) {
    bool more = i + 1 < argc;
    if (strcmp(argv[i], "--records") == 0 && more)
      o->records = argv[++i];
    else if (strcmp(argv[i], "--result") == 0 && more)
      o->result = argv[++i];
    else if (strcmp(argv[i], "--exercise") == 0 && more)
      o->exercise = argv[++i];
    else if (argv[i][0] != '-' && !o->pattern)
      o->pattern = argv[i];
    else
      return false;
  }
  if (o->pattern && !*o->pattern)
    o->pattern = NULL;
  return true;
}

static int no_such_test(const char *suite, const char *pattern, size_t n)
{
  printf("%s: no test has `%s` in its name; the tests are:\n", suite, pattern);
  for (size_t i = 0; i < n; i++)
    printf("  %s\n", all[i].name);
  return 2;
}

/* ---- [report] The closing line, and the counts for the whole book ---- */
static bool report(const char *suite, const struct options *o,
                   const struct outcome *outcome, size_t n)
{
  int passed = count_verdict(outcome, n, PASSED);
  int failed = count_verdict(outcome, n, FAILED);
  int undone = count_verdict(outcome, n, UNDONE);
  if (o->exercise) {
    const char *state = failed || (undone && passed) ? "failed"
                        : undone                     ? "to do"
                                                     : "passed";
    printf("  %-7s %-5s %s (%d of %d tests)\n", state, o->exercise,
           suite + strspn(suite, "0123456789 "), passed,
           passed + failed + undone);
    failed = strcmp(state, "failed") == 0;
    undone = strcmp(state, "to do") == 0;
    passed = !failed && !undone;
  } else
    printf("%-34s %4d passed %4d failed\n", suite, passed, failed);
  FILE *f = o->result ? fopen(o->result, "w") : NULL;
  if (f) {
    fprintf(f, "%d %d %d\n", passed, failed, undone);
    fclose(f);
  }
  return failed == 0;
}

/* ---- [main] A suite ---- */
int test_main(int argc, char **argv, const char *suite,
              const struct test *tests, size_t n)
{
  struct options o = {0};
  struct outcome outcome[512] = {{NOT_RUN, false, false}};
  static struct record list[512];
  size_t chosen;
  all = tests;
  /* A failing test ends at once; what a printf had kept would be lost. */
  setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
  if (!read_options(argc, argv, &o) || n > 512) {
    printf("usage: %s [PATTERN] [--records FILE] [--result FILE]\n", argv[0]);
    return 2;
  }
  SRunner *runner = build(suite, n, o.pattern, &chosen);
  FILE *file = open_journal();
  if (chosen == 0 || !file) {
    srunner_free(runner);
    return file ? no_such_test(suite, o.pattern, n) : 2;
  }
  srunner_run_all(runner, CK_SILENT);
  int claims = read_journal(file, n, outcome, list, 512);
  judge(runner, n, outcome);
  bool complete = (size_t)srunner_ntests_run(runner) == chosen;
  if (!complete)
    printf("%s: not every test was run\n", suite);
  bool good = report(suite, &o, outcome, n) && complete && claims >= 0;
  if (o.records && claims >= 0)
    good = write_records(o.records, suite, list, claims, outcome) && good;
  srunner_free(runner);
  fclose(file);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
