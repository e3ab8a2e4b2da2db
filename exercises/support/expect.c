/* expect.c: the checks of the exercises' tests and their messages. */
#include "expect.h"

#include <check.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- [text] A text that grows until it is full ---- */
enum { RING = 8, LONGEST = 1024, MESSAGE = 4096, SHOWN = 12, WINDOW = 32 };
enum { COLUMNS = 72 }; /* of the input, after its name */

struct text {
  char *at;
  size_t size, used;
};

static void add_list(struct text *t, const char *format, va_list args)
{
  int n = vsnprintf(t->at + t->used, t->size - t->used, format, args);
  if (n > 0)
    t->used += (size_t)n;
  if (t->used >= t->size)
    t->used = t->size - 1;
}

static void add(struct text *t, const char *format, ...) TEST_PRINTF(2, 3);
static void add(struct text *t, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  add_list(t, format, args);
  va_end(args);
}

/* ---- [given] The input of the case ---- */
static char input[LONGEST];

void given(const char *format, ...)
{
  va_list args;
  va_start(args, format);
  vsnprintf(input, sizeof input, format, args);
  va_end(args);
}

/* NaN has a sign, which nobody wants to see. */
static double unsigned_nan(double x)
{
  return isnan(x) ? fabs((double)NAN) : x;
}

static double number_at(struct numbers x, size_t i)
{
  switch (x.type) {
  case AS_FLOAT:
    return unsigned_nan((double)((const float *)x.at)[i]);
  case AS_INT:
    return ((const int *)x.at)[i];
  case AS_SIZE:
    return (double)((const size_t *)x.at)[i];
  case AS_DOUBLE:
    break;
  }
  return unsigned_nan(((const double *)x.at)[i]);
}

static char *next_of_ring(void)
{
  static char ring[RING][LONGEST];
  static int last;
  last = (last + 1) % RING;
  return ring[last];
}

const char *write_list(size_t n, struct numbers x)
{
  struct text t = {next_of_ring(), LONGEST, 0};
  if (!x.at)
    return "NULL";
  add(&t, "(");
  for (size_t i = 0; i < n && i < SHOWN; i++)
    add(&t, "%s%.9g", i ? ", " : "", number_at(x, i));
  add(&t, n > SHOWN ? ", ... %zu in all)" : ")", n);
  return t.at;
}

const char *write_mat(const double *m)
{
  struct text t = {next_of_ring(), LONGEST, 0};
  for (int i = 0; i < 9; i++)
    add(&t, "%s%.6g", i == 0 ? "[" : i % 3 ? " " : "; ", m[i]);
  add(&t, "]");
  return t.at;
}

/* ---- [close] When two numbers agree ----
 *
 * NaN agrees with nothing: two wrong answers must not confirm each other. */
static double distance(double got, double want)
{
  return got == want ? 0 : fabs(got - want);
}

/* Digits that show a difference: two more than are equal. */
static int digits_for(double size, double off)
{
  double equal = off > 0 && isfinite(size / off) ? log10(size / off) : 17;
  return isnan(off) || equal < 4 ? 6 : equal > 14 ? 17 : (int)equal + 3;
}

/* ---- [message] What a failing check says ----
 *
 * Check ends the test here.  Every line is set below the test's name. */
static void add_input(struct text *t)
{
  size_t column = 0;
  if (*input)
    add(t, "\n      given  ");
  for (const char *word = input; *word;) {
    size_t n = strcspn(word, " ");
    if (column > 0 && column + n > COLUMNS) {
      add(t, "\n             ");
      column = 0;
    }
    add(t, " %.*s", (int)n, word);
    column += n + 1;
    word += n + (word[n] == ' ');
  }
}

static void begin(struct text *t, const char *format, va_list args)
{
  add_list(t, format, args);
  add_input(t);
}

static void end(struct text *t, struct here at)
{
  const char *name = strrchr(at.file, '/');
  add(t, "\n      (%s, line %d)", name ? name + 1 : at.file, at.line);
  ck_abort_msg("%s", t->at);
}

static const char *expression(const char *text)
{
  static char cut[64];
  snprintf(cut, sizeof cut, "%.60s%s", text, strlen(text) > 60 ? "..." : "");
  return cut;
}

void expect_number(struct here at, double got, double want, double tolerance,
                   const char *format, ...)
{
  double off = distance(got, want);
  if (off <= tolerance)
    return;
  got = unsigned_nan(got), want = unsigned_nan(want);
  char room[MESSAGE];
  struct text t = {room, sizeof room, 0};
  int digits = digits_for(fmax(fabs(got), fabs(want)), off);
  va_list args;
  va_start(args, format);
  begin(&t, format, args);
  va_end(args);
  add(&t, "\n      got     %.*g   %s\n      wanted  %.*g", digits, got,
      expression(at.text), digits, want);
  if (tolerance > 0 && isfinite(off))
    add(&t, "   (off by %.2g, at most %.2g is allowed)", off, tolerance);
  end(&t, at);
}

void expect_no_number(struct here at, double got, const char *format, ...)
{
  if (isnan(got))
    return;
  char room[MESSAGE];
  struct text t = {room, sizeof room, 0};
  va_list args;
  va_start(args, format);
  begin(&t, format, args);
  va_end(args);
  add(&t, "\n      got     %.9g   %s\n      wanted  NaN", got,
      expression(at.text));
  end(&t, at);
}

/* ---- [arrays] Lists and matrices ---- */
static size_t worst_of(size_t n, struct numbers got, struct numbers want,
                       double tolerance, double *size)
{
  size_t worst = n;
  double most = tolerance;
  *size = 0;
  for (size_t i = 0; i < n; i++) {
    double g = number_at(got, i), off = distance(g, number_at(want, i));
    *size = fmax(*size, fmax(fabs(g), fabs(number_at(want, i))));
    if (worst < n &&
        isnan(distance(number_at(got, worst), number_at(want, worst))))
      continue;
    if (!(off <= most))
      worst = i, most = off;
  }
  return worst;
}

static void add_numbers(struct text *t, const char *name, struct numbers x,
                        size_t from, size_t to, size_t columns, int digits)
{
  int width = columns ? digits + 7 : 0;
  add(t, "\n      %-7s", name);
  for (size_t i = from; i < to; i++) {
    bool row = i > from && columns && (i - from) % columns == 0;
    if (row || (!columns && i > from && (i - from) % 4 == 0))
      add(t, "\n             ");
    add(t, " %*.*g", width, digits, number_at(x, i));
  }
}

static const char *place(size_t i, size_t columns)
{
  static char text[64];
  if (columns)
    snprintf(text, sizeof text, "row %zu, column %zu (from 0)", i / columns,
             i % columns);
  else
    snprintf(text, sizeof text, "number %zu (from 0)", i);
  return text;
}

void expect_numbers(struct here at, size_t columns, size_t n,
                    struct numbers got, struct numbers want, double tolerance,
                    const char *format, ...)
{
  const size_t in_rows = columns;
  double size;
  size_t worst = worst_of(n, got, want, tolerance, &size);
  if (worst == n)
    return;
  double g = number_at(got, worst), w = number_at(want, worst);
  double off = distance(g, w);
  int digits = columns && off > 1e-4 * size ? 5 : digits_for(size, off);
  char room[MESSAGE];
  struct text t = {room, sizeof room, 0};
  size_t from = 0, to = n;
  if (columns > 5 || n > WINDOW) { /* too much for a screen: near the worst */
    columns = 0;
    from = worst < 4 ? 0 : worst - 4;
    to = from + 8 < n ? from + 8 : n;
  }
  va_list args;
  va_start(args, format);
  begin(&t, format, args);
  va_end(args);
  if (from > 0 || to < n)
    add(&t, "\n      numbers %zu to %zu of %zu, counted from 0:", from, to - 1,
        n);
  add_numbers(&t, "got", got, from, to, columns, digits);
  add_numbers(&t, "wanted", want, from, to, columns, digits);
  add(&t, "\n      %s of %s is off by %.2g; at most %.2g is allowed",
      place(worst, in_rows), expression(at.text), off, tolerance);
  end(&t, at);
}

void expect_orthogonal(struct here at, const double *R, double tolerance,
                       const char *format, ...)
{
  double worst = 0;
  for (int i = 0; i < 9; i++) {
    double sum = i % 4 ? 0 : -1;
    for (int k = 0; k < 3; k++)
      sum += R[3 * k + i / 3] * R[3 * k + i % 3];
    worst = larger(worst, fabs(sum));
  }
  double det = R[0] * (R[4] * R[8] - R[5] * R[7]) -
               R[1] * (R[3] * R[8] - R[5] * R[6]) +
               R[2] * (R[3] * R[7] - R[4] * R[6]);
  if (worst <= tolerance && det > 0)
    return;
  char room[MESSAGE];
  struct text t = {room, sizeof room, 0};
  va_list args;
  va_start(args, format);
  begin(&t, format, args);
  va_end(args);
  add_numbers(&t, "got", numbers_double(R), 0, 9, 3, 6);
  add(&t, "   %s", expression(at.text));
  add(&t, "\n      det R = %.6g, and R^T R differs from 1 by %.2g", det, worst);
  add(&t, "\n      wanted  det R = 1, and R^T R = 1 within %.2g", tolerance);
  end(&t, at);
}

/* ---- [exact] Whole numbers, states, truth ---- */
static void add_whole(struct text *t, const char *name, struct whole x)
{
  add(t, "\n      %-7s ", name);
  if (x.truth)
    add(t, "%s", x.size ? "true" : "false");
  else
    add(t, "%s%" PRIuMAX, x.negative ? "-" : "", x.size);
}

static bool is_name(const char *text)
{
  return (*text >= 'A' && *text <= 'Z') && !strchr(text, ' ');
}

void expect_whole(struct here at, const char *name, struct whole got,
                  struct whole want, const char *format, ...)
{
  if (got.size == want.size && got.negative == want.negative)
    return;
  char room[MESSAGE];
  struct text t = {room, sizeof room, 0};
  va_list args;
  va_start(args, format);
  begin(&t, format, args);
  va_end(args);
  want.truth = got.truth;
  add_whole(&t, "got", got);
  add(&t, "   %s", expression(at.text));
  add_whole(&t, "wanted", want);
  if (is_name(name))
    add(&t, "   %s", expression(name));
  end(&t, at);
}

void expect_condition(struct here at, bool ok, const char *wanted,
                      const char *format, ...)
{
  if (ok)
    return;
  char room[MESSAGE];
  struct text t = {room, sizeof room, 0};
  va_list args;
  add(&t, "%s is not so", expression(at.text));
  add_input(&t);
  add(&t, "\n      got     ");
  va_start(args, format);
  add_list(&t, format, args);
  va_end(args);
  add(&t, "\n      wanted  %s", wanted);
  end(&t, at);
}

void expect_need(struct here at, bool ok, const char *format, ...)
{
  if (ok)
    return;
  char room[MESSAGE];
  struct text t = {room, sizeof room, 0};
  va_list args;
  add(&t, "the test could not be made: ");
  va_start(args, format);
  add_list(&t, format, args);
  va_end(args);
  end(&t, at);
}
