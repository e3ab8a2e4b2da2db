/* runner.c: runs a suite's tests one after the other, each in a process of its
 * own, where the Check library is not to be had. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

static const char *now = "";

static void fail_with(const char *file, int line, const char *what,
                      const char *format, va_list args)
{
  printf("failed %s, %s:%d: %s: ", now, file, line, what);
  vprintf(format, args);
  printf("\n");
  fflush(stdout);
  _exit(EXIT_FAILURE);
}

#include "checks.h"

void test_claim(const char *id, double residual, double tolerance,
                const char *file, int line)
{
  test_check_residual(residual, tolerance, file, line, "claim %s", id);
}

int test_main(int argc, char **argv, const char *suite,
              const struct test *tests, size_t n)
{
  (void)argc, (void)argv;
  for (size_t i = 0; i < n; i++) {
    int status = 1;
    now = tests[i].name;
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
      tests[i].run();
      _exit(EXIT_SUCCESS);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
      printf("%s: %s failed\n", suite, now);
      return EXIT_FAILURE;
    }
  }
  printf("%-28s %2zu passed\n", suite, n);
  return fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
