/* checks.h: what the checks of test.h find, the same under every harness.
 * Included once in a program, by the harness, which first declares
 *
 *   static void fail_with(file, line, what, format, args)
 *
 * that says what failed and ends the test. */
#ifndef CHECKS_H
#define CHECKS_H

#include "test.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/* ---- [checks] A condition, two numbers, a residual ----
 *
 * NaN is within no tolerance. */
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

#endif
