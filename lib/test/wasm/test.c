/* test.c: the harness of lib/test/test.h for a place without processes.
 *
 * Check runs each test in a process of its own.  Here run.mjs starts the whole
 * program anew for each test, in a memory of its own: with no argument it lists
 * its tests, with a name it runs that one.  A test has passed when the line
 * `end` is printed after its last statement, so exit(0) is no success. */
#include "test.h"
#include "todo.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

/* ---- [fail] Saying what failed, where, and what it means ---- */
static void fail_with(const char *file, int line, const char *what,
                      const char *format, va_list args)
{
  const char *name = strrchr(file, '/');
  printf("fail %s:%d: ", name ? name + 1 : file, line);
  vprintf(format, args);
  printf("\n      %s\n", what);
  exit(EXIT_FAILURE);
}

#include "checks.h"

void test_claim(const char *id, double residual, double tolerance,
                const char *file, int line)
{
  printf("claim %s %.17g %.17g\n", id, residual, tolerance);
  test_check_residual(residual, tolerance, file, line, "claim %s", id);
}

void exercise_todo(const char *what)
{
  printf("fail an exercise is no part of these tests: %s\n", what);
  exit(EXIT_FAILURE);
}

/* ---- [files] There are none ---- */
static int no_files(void)
{
  errno = ENOSYS;
  return -1;
}

int mkstemp(char *path)
{
  (void)path;
  return no_files();
}

int dup(int fd)
{
  (void)fd;
  return no_files();
}

int dup2(int fd, int to)
{
  (void)fd;
  (void)to;
  return no_files();
}

int fchown(int fd, uid_t owner, gid_t group)
{
  (void)fd;
  (void)owner;
  (void)group;
  return no_files();
}

int fchmod(int fd, mode_t mode)
{
  (void)fd;
  (void)mode;
  return no_files();
}

/* ---- [main] List the tests, or run one ---- */
int test_main(int argc, char **argv, const char *suite,
              const struct test *tests, size_t n)
{
  if (argc < 2) {
    printf("suite %s\n", suite);
    for (size_t i = 0; i < n; i++)
      printf("test %s\n", tests[i].name);
    return EXIT_SUCCESS;
  }
  for (size_t i = 0; i < n; i++)
    if (strcmp(tests[i].name, argv[1]) == 0) {
      tests[i].run();
      printf("end %s\n", tests[i].name);
      return EXIT_SUCCESS;
    }
  return 2;
}
