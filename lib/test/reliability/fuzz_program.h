/* fuzz_program.h: a whole program under a fuzzer.  The fuzzer's file includes
 * this one, then the program's source: what the program says to stderr is
 * counted, exit comes back here, and every file it opens to read holds the
 * fuzzer's bytes.  Its standard output is thrown away. */
#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#include "demo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- [said] Complaints are counted ---- */
static size_t complaints; /* characters */

static int fuzz_said(FILE *to, const char *format, ...)
{
  char text[4096];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  complaints += to == stderr && n > 0 ? (size_t)n : 0;
  return n;
}

/* ---- [opened] Files hold the bytes ---- */
enum { FUZZ_FILES = 16 };
static FILE *fuzz_opened[FUZZ_FILES];
static uint8_t *fuzz_bytes;
static size_t fuzz_size;

static void fuzz_swap(const FILE *from, FILE *to)
{
  for (int k = 0; k < FUZZ_FILES; k++)
    if (fuzz_opened[k] == from) {
      fuzz_opened[k] = to;
      return;
    }
}

static FILE *fuzz_open(const char *path, const char *mode)
{
  FILE *file = *mode == 'r' ? fmemopen(fuzz_bytes, fuzz_size, "r")
                            : fopen("/dev/null", "w");
  (void)path;
  fuzz_swap(NULL, file);
  return file;
}

static int fuzz_close(FILE *file)
{
  fuzz_swap(file, NULL);
  return fclose(file);
}

static void fuzz_close_all(void)
{
  for (int k = 0; k < FUZZ_FILES; k++)
    if (fuzz_opened[k])
      fuzz_close(fuzz_opened[k]);
}

/* ---- [left] exit comes back ---- */
static jmp_buf fuzz_out;

static _Noreturn void fuzz_leave(int status)
{
  fuzz_close_all();
  longjmp(fuzz_out, status + 1);
}

/* ---- [input] One input, from its bytes to its end ---- */
static void fuzz_begin(const uint8_t *data, size_t size)
{
  complaints = 0;
  fuzz_size = size;
  fuzz_bytes = malloc(size + 1);
  if (!fuzz_bytes)
    abort();
  memcpy(fuzz_bytes, data, size);
  fuzz_bytes[size] = 0;
}

/* A demo's output is opened once in a process, for all inputs. */
static inline void fuzz_demo_once(void)
{
  static bool open;
  if (!open)
    demo_begin(1, NULL);
  open = true;
}

static inline void fuzz_begin_demo(const uint8_t *data, size_t size)
{
  fuzz_demo_once();
  fuzz_begin(data, size);
}

/* A program that goes on has closed what it opened. */
static void fuzz_end(void)
{
  for (int k = 0; k < FUZZ_FILES; k++)
    if (fuzz_opened[k])
      abort();
  free(fuzz_bytes);
}

/* ---- [words] A command line: a line for each word ---- */
enum { FUZZ_WORDS = 12 };

static int fuzz_words(char *word[FUZZ_WORDS + 1])
{
  static char name[] = "program";
  char *at = (char *)fuzz_bytes;
  int n = 0;
  word[n++] = name;
  while (n < FUZZ_WORDS && at < (char *)fuzz_bytes + fuzz_size) {
    word[n++] = at;
    at += strcspn(at, "\n");
    *at++ = 0;
  }
  word[n] = NULL;
  return n;
}

/* What is accepted as a number must be one, all of it, and be what was kept. */
static void fuzz_same(const char *text, double kept)
{
  char *end;
  double x = strtod(text, &end);
  if (!*text || *end || !(x == kept))
    abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc, (void)argv;
  return freopen("/dev/null", "w", stdout) ? 0 : 1;
}

#define main          program_main
#define exit          fuzz_leave
#define fprintf       fuzz_said
#define fputs(s, to)  fuzz_said(to, "%s", s)
#define fopen(p, how) fuzz_open(p, how)
#define fclose        fuzz_close

#endif
