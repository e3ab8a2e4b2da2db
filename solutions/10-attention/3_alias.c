/* Exercise 10.3 (one star, 15 minutes, section 10.14): What a wave looks like
 *
 * Commentary.  The remainder of C has the sign of m, so it is first moved to
 * 0..b-1.  A wave of more than b/2 periods looks like one that runs the other
 * way round.  In a sum of products of three functions up to m = M the fastest
 * wave has m = 3M; it must not look like m = 0, so b > 3M: the 3M + 1
 * longitudes of the chapter.  */
#include "exercises.h"

int looks_like(int m, int longitudes)
{
  int rest = m % longitudes;
  if (rest < 0)
    rest += longitudes;
  return 2 * rest > longitudes ? rest - longitudes : rest;
}
