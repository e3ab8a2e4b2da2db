/* Exercise 11.3 (two stars, 30 minutes, section 11.3): Who is who?
 *
 * Commentary.  A function that calls itself for the next point is the shortest
 * way to go through all orders and to turn back early.  Without turning back it
 * would look at 9! = 362880 orders; with it, at a few dozen, unless the cloud
 * is very symmetric.  Volumes are left out here, so mirror images count as the
 * same; section 11.3 adds them. */
#include "exercises.h"

#include <math.h>

struct matching {
  size_t n, to[9];
  bool taken[9];
  const vec3 *a, *b;
  double tolerance;
};

static bool fits(const struct matching *s, size_t m)
{
  for (size_t i = 0; i < m; i++) {
    double da = vec3_norm(vec3_sub(s->a[m], s->a[i]));
    double db = vec3_norm(vec3_sub(s->b[s->to[m]], s->b[s->to[i]]));
    if (!(fabs(da - db) <= s->tolerance))
      return false;
  }
  return true;
}

static bool extend(struct matching *s, size_t m)
{
  if (m == s->n)
    return true;
  for (size_t k = 0; k < s->n; k++) {
    if (s->taken[k])
      continue;
    s->to[m] = k;
    s->taken[k] = true;
    if (fits(s, m) && extend(s, m + 1))
      return true;
    s->taken[k] = false;
  }
  return false;
}

bool distances_match(size_t n, const vec3 *a, const vec3 *b, double tolerance)
{
  struct matching s = {.n = n, .a = a, .b = b, .tolerance = tolerance};
  return extend(&s, 0);
}
