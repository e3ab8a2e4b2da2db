/* test.c: the harness over Check: one table, proof of completion, records.
 *
 * Check runs every test in a process of its own, so a crash or an endless loop
 * fails one test and not the suite.  It also takes a test that calls exit(0)
 * for a success: here a test passes only when a line written after its last
 * statement arrives in the journal. */
#define _XOPEN_SOURCE 700
#include "test.h"
#include "todo.h"

#include <check.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* ---- [state] One suite per process ---- */
struct options {
  const char *pattern, *records, *result, *exercise, *verdicts;
  double patience;
};

static const struct test *all;
static int journal = -1, current = -1;
static const struct options *asked;

enum verdict { NOT_CHOSEN, PASSED, FAILED, UNDONE };

struct outcome {
  enum verdict verdict;
  bool chosen, ran, reached_end, todo, slow, slept, skipped;
  char why[2048];
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

#include "checks.h"

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

/* ---- [environment] Check listens to nobody but us ----
 *
 * Check reads CK_RUN_CASE, CK_INCLUDE_TAGS, CK_FORK and others from the
 * environment: they choose tests and take away their processes.  A verdict may
 * not depend on who else has set them. */
extern char **environ;

static void ignore_environment(void)
{
  char name[64];
  for (char **e = environ; *e;) {
    size_t n = strcspn(*e, "=");
    bool ours = strncmp(*e, "CK_", 3) == 0 && n < sizeof name;
    if (ours) {
      memcpy(name, *e, n);
      name[n] = '\0';
    }
    if (!ours || unsetenv(name) != 0)
      e++;
  }
}

/* Nor on who has started the suite: signals that are ignored or blocked are so
 * in its children, too.  Without the one of ended children it would wait for
 * ever, without those of the timers an endless loop would not end. */
static void ordinary_signals(void)
{
  static const int ours[] = {SIGCHLD, SIGALRM, SIGPROF, SIGTERM};
  sigset_t none;
  for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
    signal(ours[i], SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* ---- [time] A test may use the processor for so long ----
 *
 * The limit is one on the processor's time, not on the clock: on a busy
 * machine a test waits, and only one that works without end is stopped.  The
 * clock allows ten times as much, for a test that sleeps; twice that is left to
 * Check, for one that has taken the signals away.  A function of an exercise
 * that did not end once is not asked again: its other tests are not run. */
enum { TEST_SECONDS = 10, EXERCISE_SECONDS = 2 };
static const double CLOCK = 10;
#if defined(__SANITIZE_ADDRESS__)
#define SLOWER 5
#elif defined(__has_feature)
#define SLOWER (__has_feature(address_sanitizer) ? 5 : 1)
#else
#define SLOWER 1
#endif

static double seconds_of(const struct test *test, const struct options *o)
{
  double usual = o->exercise ? EXERCISE_SECONDS : TEST_SECONDS;
  return (test->seconds > 0 ? test->seconds : usual) * o->patience * SLOWER;
}

static char slow_line[32], slept_line[32];

static void out_of_time(int signal_number)
{
  const char *line = signal_number == SIGPROF ? slow_line : slept_line;
  ssize_t n = write(journal, line, strlen(line));
  _exit(n > 0 ? EXIT_SUCCESS : EXIT_FAILURE);
}

static void start_timer(int which, int signal_number, double seconds)
{
  struct itimerval timer = {{0, 0}, {0, 0}};
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = out_of_time;
  timer.it_value.tv_sec = (time_t)seconds;
  timer.it_value.tv_usec = (suseconds_t)((seconds - floor(seconds)) * 1e6);
  sigaction(signal_number, &action, NULL);
  setitimer(which, &timer, NULL);
}

static void limit_time(double seconds)
{
  snprintf(slow_line, sizeof slow_line, "slow %d\n", current);
  snprintf(slept_line, sizeof slept_line, "slow slept %d\n", current);
  start_timer(ITIMER_PROF, SIGPROF, seconds);
  start_timer(ITIMER_REAL, SIGALRM, CLOCK * seconds);
}

static bool journal_says(const char *word)
{
  char line[1024];
  bool found = false;
  int copy = dup(journal);
  FILE *f = copy < 0 ? NULL : fdopen(copy, "r");
  if (!f)
    return false;
  rewind(f);
  while (!found && fgets(line, sizeof line, f))
    found = strncmp(line, word, strlen(word)) == 0;
  fclose(f);
  return found;
}

/* ---- [run] One Check loop test that runs any line of the table ---- */
START_TEST(run_one)
{
  current = _i;
  if (asked->exercise && journal_says("slow ")) {
    tell("skipped %d\n", _i);
    _exit(EXIT_SUCCESS);
  }
  limit_time(seconds_of(&all[_i], asked));
  all[_i].run();
  tell("end %d\n", _i);
}
END_TEST

static SRunner *build(const char *suite, size_t n, const struct options *o,
                      struct outcome *outcome)
{
  Suite *s = suite_create(suite);
  for (size_t i = 0; i < n; i++) {
    if (o->pattern && !strstr(all[i].name, o->pattern))
      continue;
    TCase *tc = tcase_create(all[i].name);
    tcase_set_timeout(tc, 2 * CLOCK * seconds_of(&all[i], o));
    tcase_add_loop_test(tc, run_one, (int)i, (int)i + 1);
    suite_add_tcase(s, tc);
    outcome[i].chosen = true;
  }
  SRunner *runner = srunner_create(s);
  srunner_set_fork_status(runner, CK_FORK);
  return runner;
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
    else if (sscanf(line, "slow %d", &i) == 1 && i >= 0 && (size_t)i < n)
      outcome[i].slow = true;
    else if (sscanf(line, "slow slept %d", &i) == 1 && i >= 0 && (size_t)i < n)
      outcome[i].slow = outcome[i].slept = true;
    else if (sscanf(line, "skipped %d", &i) == 1 && i >= 0 && (size_t)i < n)
      outcome[i].skipped = true;
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

static void fail_test(size_t i, struct outcome *outcome, const char *why)
{
  outcome[i].verdict = FAILED;
  snprintf(outcome[i].why, sizeof outcome[i].why, "%s", why);
  printf("  failed  %s\n      %s\n", all[i].name, why);
}

static void fail_slow(size_t i, struct outcome *outcome)
{
  char why[128];
  double seconds = seconds_of(&all[i], asked);
  if (outcome[i].slept)
    snprintf(why, sizeof why,
             "Test timeout expired: %g s; what does it wait for?",
             CLOCK * seconds);
  else
    snprintf(why, sizeof why,
             "Test timeout expired: %g s of the processor's time; does a loop "
             "not end?",
             seconds);
  fail_test(i, outcome, why);
}

static void judge_one(size_t i, struct outcome *outcome, TestResult *result)
{
  outcome[i].ran = true;
  if (outcome[i].slow)
    fail_slow(i, outcome);
  else if (outcome[i].skipped)
    outcome[i].verdict = FAILED; /* said once, by judge */
  else if (tr_rtype(result) != CK_PASS)
    fail_test(i, outcome, tr_msg(result));
  else if (outcome[i].todo)
    outcome[i].verdict = UNDONE;
  else if (!outcome[i].reached_end)
    fail_test(i, outcome, "the test did not reach its end: was exit called?");
  else
    outcome[i].verdict = PASSED;
}

/* A test that was chosen and has no result has failed: success is never the
 * absence of failures. */
static void judge(SRunner *runner, size_t n, struct outcome *outcome)
{
  int count = srunner_ntests_run(runner), skipped = 0;
  TestResult **results = srunner_results(runner);
  for (int k = 0; k < count; k++) {
    size_t i = index_of(tr_tcname(results[k]), n);
    if (i < n)
      judge_one(i, outcome, results[k]);
  }
  for (size_t i = 0; i < n; i++)
    if (outcome[i].chosen && !outcome[i].ran)
      fail_test(i, outcome, "the test was not run");
    else
      skipped += outcome[i].skipped;
  if (skipped > 0)
    printf("      after that the other tests were not run: %d\n", skipped);
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
    else if (strcmp(argv[i], "--verdicts") == 0 && more)
      o->verdicts = argv[++i];
    else if (strcmp(argv[i], "--patience") == 0 && more)
      o->patience = atof(argv[++i]);
    else if (argv[i][0] != '-' && !o->pattern)
      o->pattern = argv[i];
    else
      return false;
  }
  if (o->pattern && !*o->pattern)
    o->pattern = NULL;
  return o->patience >= 1 && o->patience <= 1000;
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

/* ---- [lines] One line a test, for programs that read them ----
 *
 * name, verdict, and why it failed; in the text a newline is \n, a tab a
 * space, a backslash \\. */
static void write_text(FILE *f, const char *text)
{
  for (; *text; text++)
    if (*text == '\n' || *text == '\\')
      fprintf(f, "\\%c", *text == '\n' ? 'n' : '\\');
    else
      fputc((unsigned char)*text < ' ' ? ' ' : *text, f);
}

static bool write_verdicts(const char *path, const struct outcome *outcome,
                           size_t n)
{
  static const char *const word[] = {"", "passed", "failed", "to do"};
  FILE *f = fopen(path, "w");
  if (!f)
    return false;
  for (size_t i = 0; i < n; i++) {
    if (!outcome[i].chosen)
      continue;
    fprintf(f, "%s\t%s\t", all[i].name, word[outcome[i].verdict]);
    write_text(f, outcome[i].why);
    fputc('\n', f);
  }
  return fclose(f) == 0;
}

/* ---- [main] A suite ---- */
static int usage(const char *program)
{
  printf("usage: %s [PATTERN] [--records FILE] [--result FILE]"
         " [--verdicts FILE] [--patience 1..1000]\n",
         program);
  return 2;
}

int test_main(int argc, char **argv, const char *suite,
              const struct test *tests, size_t n)
{
  static struct options o = {.patience = 1};
  static struct outcome outcome[512];
  static struct record list[512];
  all = tests;
  asked = &o;
  /* A failing test ends at once; what a printf had kept would be lost. */
  setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
  ignore_environment();
  ordinary_signals();
  if (!read_options(argc, argv, &o) || n > 512)
    return usage(argv[0]);
  SRunner *runner = build(suite, n, &o, outcome);
  FILE *file = open_journal();
  bool chosen = false;
  for (size_t i = 0; i < n; i++)
    chosen = chosen || outcome[i].chosen;
  if (!chosen || !file) {
    srunner_free(runner);
    if (!file)
      printf("%s: no temporary file could be made in /tmp\n", suite);
    return file ? no_such_test(suite, o.pattern, n) : 2;
  }
  srunner_run_all(runner, CK_SILENT);
  int claims = read_journal(file, n, outcome, list, 512);
  judge(runner, n, outcome);
  bool good = report(suite, &o, outcome, n) && claims >= 0;
  if (o.verdicts)
    good = write_verdicts(o.verdicts, outcome, n) && good;
  if (o.records && claims >= 0)
    good = write_records(o.records, suite, list, claims, outcome) && good;
  srunner_free(runner);
  fclose(file);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
