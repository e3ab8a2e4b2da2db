/* check.h: as much of the Check library as lib/test/test.c asks for, for
 * processors that have no Check.  Each test runs in a process of its own. */
#ifndef STANDIN_CHECK_H
#define STANDIN_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- [types] Suites of tests ---- */
typedef void (*standin_test)(int);
struct standin_result {
  char name[128], message[1024];
  int passed;
};
typedef struct standin_result TestResult;
struct standin {
  const char *name;
  standin_test run;
  int i;
};
typedef struct standin TCase;
struct standin_suite {
  struct standin *test[512];
  TestResult result[512];
  int n, done;
};
typedef struct standin_suite Suite;
typedef struct standin_suite SRunner;

#define START_TEST(name)   \
  static void name(int _i) \
  {
#define END_TEST  }
#define CK_FORK   1
#define CK_SILENT 0
#define CK_PASS   1
#define ck_abort_msg(...)              \
  do {                                 \
    fprintf(standin_out, __VA_ARGS__); \
    fflush(standin_out);               \
    _exit(1);                          \
  } while (0)

static FILE *standin_out;

/* ---- [calls] Check's names ---- */
static inline Suite *suite_create(const char *name)
{
  (void)name;
  return calloc(1, sizeof(Suite));
}

static inline TCase *tcase_create(const char *name)
{
  TCase *t = calloc(1, sizeof *t);
  t->name = name;
  return t;
}

static inline void tcase_set_timeout(TCase *t, double seconds)
{
  (void)t;
  (void)seconds;
}

static inline void tcase_add_loop_test(TCase *t, standin_test run, int i,
                                       int end)
{
  (void)end;
  t->run = run;
  t->i = i;
}

static inline void suite_add_tcase(Suite *s, TCase *t)
{
  s->test[s->n++] = t;
}

static inline SRunner *srunner_create(Suite *s)
{
  return s;
}

static inline void srunner_set_fork_status(SRunner *s, int status)
{
  (void)s;
  (void)status;
}

static inline void standin_child(const struct standin *t, int out)
{
  standin_out = fdopen(out, "w");
  t->run(t->i);
  fflush(NULL);
  exit(0);
}

static inline void srunner_run_all(SRunner *s, int mode)
{
  (void)mode;
  for (; s->done < s->n; s->done++) {
    TestResult *r = &s->result[s->done];
    int tube[2], status = -1;
    size_t used = 0;
    ssize_t n;
    snprintf(r->name, sizeof r->name, "%s", s->test[s->done]->name);
    fflush(NULL);
    if (pipe(tube) != 0)
      exit(1);
    pid_t child = fork();
    if (child == 0)
      standin_child(s->test[s->done], tube[1]);
    close(tube[1]);
    while ((n = read(tube[0], r->message + used,
                     sizeof r->message - 1 - used)) > 0)
      used += (size_t)n;
    close(tube[0]);
    waitpid(child, &status, 0);
    r->passed = status == 0;
    if (status != 0 && used == 0)
      snprintf(r->message, sizeof r->message, "ended with status %d", status);
  }
}

static inline int srunner_ntests_run(const SRunner *s)
{
  return s->done;
}

static inline TestResult **srunner_results(SRunner *s)
{
  TestResult **all = calloc((size_t)s->done + 1, sizeof *all);
  for (int k = 0; k < s->done; k++)
    all[k] = &s->result[k];
  return all;
}

static inline const char *tr_tcname(const TestResult *r)
{
  return r->name;
}

static inline int tr_rtype(const TestResult *r)
{
  return r->passed ? CK_PASS : 0;
}

static inline const char *tr_msg(const TestResult *r)
{
  return r->message;
}

static inline void srunner_free(SRunner *s)
{
  for (int k = 0; k < s->n; k++)
    free(s->test[k]);
  free(s);
}

#endif
