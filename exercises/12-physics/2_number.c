/* Exercise 12.2 (one star, 20 minutes, section 12.5): Numbers of other programs
 *
 * The word is a number if all of it is: a sign or none, digits with a point or
 * without, at least one digit, and perhaps an exponent, which is one of the
 * marks e, E, d, D or *^, a sign or none, and at least one digit.  Words such
 * as nan, inf and 0x10 are not numbers, and neither is one that overflows.
 *
 * word  ends in a zero byte; at most 100 bytes
 * x     out: the number, correctly rounded
 * Returns false, and leaves x alone, for anything else.  Use strtod.  */
#include "exercises.h"
#include "todo.h"

bool number_of_word(const char *word, double *x)
{
  (void)word, (void)x;
  TODO("check the whole word, write it in the way of C, ask strtod");
  return false;
}
