/* demo.c: printed sections, quoted values and plot data of a chapter's demo. */
#include "demo.h"

#include <stdarg.h>
#include <stdlib.h>

/* ---- [state] One program, one output folder ---- */
static const char *folder;
static FILE *values, *data;
static int failed;

static FILE *open_in_folder(const char *name)
{
  char path[4096];
  FILE *file = NULL;
  if (!folder)
    return fopen("/dev/null", "w");
  if (snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path)
    file = fopen(path, "w");
  if (!file) {
    fprintf(stderr, "demo: cannot write %s/%s; is it a folder?\n", folder,
            name);
    exit(EXIT_FAILURE);
  }
  return file;
}

static void close_checked(FILE *file)
{
  if (file && (ferror(file) | fclose(file)))
    failed = 1;
}

/* ---- [calls] The five calls ---- */
void demo_begin(int argc, char **argv)
{
  folder = argc > 1 ? argv[1] : NULL;
  values = open_in_folder("values.tsv");
}

void demo_section(const char *id, const char *title)
{
  printf("--- [%s] %s ---\n", id, title);
}

void demo_value(const char *key, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  fprintf(values, "%s\t", key);
  vfprintf(values, format, args);
  fputc('\n', values);
  va_end(args);
}

FILE *demo_open(const char *name)
{
  close_checked(data);
  return data = open_in_folder(name);
}

int demo_end(void)
{
  close_checked(data);
  close_checked(values);
  if (fflush(stdout))
    failed = 1;
  if (failed)
    fprintf(stderr, "demo: some output could not be written (disk full?)\n");
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
