/* xyz_words.c: the words of a line, and the numbers that they are.  See
 * xyz_inside.h. */
#include "xyz_inside.h"

#include <stdlib.h>
#include <string.h>

/* ---- [words] Words between blanks ---- */

/* Of ASCII alone: what the locale thinks of letters does not matter here. */
static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool xyz_is_one_of(char c, const char *list)
{
  return c && strchr(list, c);
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

bool xyz_same(struct word word, const char *text)
{
  size_t i = 0;
  while (i < word.n && text[i] && lower(word.at[i]) == lower(text[i]))
    i++;
  return i == word.n && !text[i];
}

bool xyz_is_blank(char c)
{
  return c == ' ' || c == '\t';
}

struct word xyz_cut(const char **at, const char *stop)
{
  while (*at < stop && xyz_is_blank(**at))
    ++*at;
  struct word w = {*at, 0};
  while (*at < stop && !xyz_is_blank(**at))
    ++*at;
  w.n = (size_t)(*at - w.at);
  return w;
}

/* ---- [pieces] What a number is made of ---- */
enum { LONGEST = 100 };

static size_t digits(struct word w, size_t from)
{
  size_t n = 0;
  while (from + n < w.n && is_digit(w.at[from + n]))
    n++;
  return n;
}

static size_t sign(struct word w, size_t at)
{
  return at < w.n && (w.at[at] == '-' || w.at[at] == '+');
}

/* How many bytes mark an exponent, from one that is there; 0 for none. */
static size_t exponent_mark(struct word w, size_t at)
{
  if (lower(w.at[at]) == 'e' || lower(w.at[at]) == 'd')
    return 1;
  return at + 1 < w.n && w.at[at] == '*' && w.at[at + 1] == '^' ? 2 : 0;
}

/* ---- [number] A number, however it is written ----
 *
 *   [sign] digits [. digits] [mark [sign] digits],  mark = e E d D or *^
 *
 * It is copied in the way of C; what C makes of it is correctly rounded.  The
 * caller has seen to it that the point is a point. */
static bool in_the_way_of_c(struct word w, char *to)
{
  size_t i = sign(w, 0), whole = digits(w, i), rest = 0, mark;
  i += whole;
  if (i < w.n && w.at[i] == '.') {
    rest = digits(w, i + 1);
    i += 1 + rest;
  }
  if (whole + rest == 0 || w.n >= LONGEST)
    return false;
  memcpy(to, w.at, i);
  to[i] = 0;
  if (i == w.n)
    return true;
  mark = exponent_mark(w, i);
  size_t power = i + mark, first = power + sign(w, power);
  if (!mark || !digits(w, first) || first + digits(w, first) != w.n)
    return false;
  to[i] = 'e';
  memcpy(to + i + 1, w.at + power, w.n - power);
  to[i + 1 + w.n - power] = 0;
  return true;
}

/* ---- [value] And its value ---- */
static bool names_no_number(struct word w)
{
  size_t s = sign(w, 0);
  struct word rest = {w.at + s, w.n - s};
  return xyz_same(rest, "nan") || xyz_same(rest, "inf") ||
         xyz_same(rest, "infinity");
}

enum xyz_status xyz_value(struct word w, double *x)
{
  char text[LONGEST + 1];
  if (names_no_number(w))
    return XYZ_NOT_FINITE;
  if (!in_the_way_of_c(w, text))
    return XYZ_BAD_NUMBER;
  *x = strtod(text, NULL); /* perhaps infinite: who has a unit asks */
  return XYZ_OK;
}

size_t xyz_whole(struct word w)
{
  size_t n = 0;
  if (w.n == 0 || w.n > 15 || digits(w, 0) != w.n)
    return 0;
  for (size_t i = 0; i < w.n; i++)
    n = 10 * n + (size_t)(w.at[i] - '0');
  return n;
}

/* ---- [point] Numbers with a point, whatever the locale ---- */
bool xyz_point_begin(struct point *p)
{
  p->c = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
  if (!p->c)
    return false;
  p->before = uselocale(p->c);
  return true;
}

void xyz_point_end(struct point *p)
{
  uselocale(p->before);
  freelocale(p->c);
}
