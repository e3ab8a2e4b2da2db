/* progress.c: the progress line.  See progress.h. */
#define _POSIX_C_SOURCE 200809L
#include "progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* ---- [line] A line that overwrites itself ---- */
static double last_shown = -1;

static double seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool progress_due(void)
{
  return isatty(STDERR_FILENO) && seconds() - last_shown >= 0.1;
}

void progress_show(const char *format, ...)
{
  if (!progress_due())
    return;
  va_list args;
  va_start(args, format);
  fputs("\r\033[K", stderr);
  vfprintf(stderr, format, args);
  fflush(stderr);
  va_end(args);
  last_shown = seconds();
}

void progress_clear(void)
{
  if (last_shown >= 0)
    fputs("\r\033[K", stderr);
  last_shown = -1;
}
