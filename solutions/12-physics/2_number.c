/* Exercise 12.2 (one star, 20 minutes, section 12.5): Numbers of other programs
 *
 * Commentary.  strtod takes what it can and leaves the rest: of "6.2*^-6" it
 * takes 6.2.  So the grammar is checked first, by hand, with a pointer that
 * only moves forward, and strtod sees nothing but a number in the way of C.
 * That it can still give infinity, for 1e999, is easily forgotten.  */
#include "exercises.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t digits(const char *s)
{
  return strspn(s, "0123456789");
}

bool number_of_word(const char *word, double *x)
{
  char text[120];
  const char *s = word;
  s += *s == '-' || *s == '+';
  size_t whole = digits(s), rest = 0;
  s += whole;
  if (*s == '.') {
    rest = digits(s + 1);
    s += 1 + rest;
  }
  if (whole + rest == 0 || strlen(word) > 100)
    return false;
  size_t n = (size_t)(s - word);
  memcpy(text, word, n);
  text[n] = 0;
  if (*s) {
    size_t mark = strchr("eEdD", *s) ? 1 : strncmp(s, "*^", 2) == 0 ? 2 : 0;
    const char *power = s + mark;
    const char *first = power + (*power == '-' || *power == '+');
    if (!mark || !digits(first) || first[digits(first)])
      return false;
    text[n] = 'e';
    strcpy(text + n + 1, power);
  }
  double value = strtod(text, NULL);
  if (isinf(value))
    return false;
  *x = value;
  return true;
}
