/* congruence.c: the best matching of two clouds, by an exact search. */
#include "congruence.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ---- [state] A matching that is half made ---- */
struct search {
  size_t n, fixed;
  const vec3 *a, *b;
  double sign;  /* +1 for rotations, -1 with a mirror */
  double scale; /* the square of the larger diameter; 1 for a single point */
  double best;
  size_t match[CONGRUENCE_MOST];
  bool taken[CONGRUENCE_MOST];
  uint64_t visited;
};

static double box(const vec3 *p, size_t i, size_t j, size_t k, size_t m)
{
  vec3 u = vec3_sub(p[j], p[i]), v = vec3_sub(p[k], p[i]),
       w = vec3_sub(p[m], p[i]);
  return vec3_dot(u, vec3_cross(v, w));
}

/* ---- [step] One more point ----
 *
 * The gap of points 0..m alone, given that of 0..m-1: only pairs and fours
 * with the new point are looked at. */
static double new_gap(const struct search *s, size_t m, double gap)
{
  const size_t *to = s->match;
  for (size_t i = 0; i < m; i++) {
    double da = vec3_norm(vec3_sub(s->a[m], s->a[i]));
    double db = vec3_norm(vec3_sub(s->b[to[m]], s->b[to[i]]));
    gap = fmax(gap, fabs(da - db));
  }
  for (size_t i = 0; i < m && gap < s->best; i++)
    for (size_t j = i + 1; j < m; j++)
      for (size_t k = j + 1; k < m; k++) {
        double va = box(s->a, i, j, k, m);
        double vb = box(s->b, to[i], to[j], to[k], to[m]);
        gap = fmax(gap, fabs(va - s->sign * vb) / s->scale);
      }
  return gap;
}

/* ---- [search] All matchings that may be better ----
 *
 * A partial matching whose gap is no smaller than the best whole one is given
 * up with everything that would follow from it: gaps only grow. */
static void extend(struct search *s, size_t m, double gap)
{
  if (m == s->n) {
    s->best = gap;
    return;
  }
  size_t first = m < s->fixed ? m : s->fixed;
  size_t end = m < s->fixed ? m + 1 : s->n;
  for (size_t to = first; to < end; to++) {
    if (s->taken[to])
      continue;
    s->visited++;
    s->match[m] = to;
    s->taken[to] = true;
    double grown = new_gap(s, m, gap);
    if (grown < s->best)
      extend(s, m + 1, grown);
    s->taken[to] = false;
  }
}

/* ---- [check] What is compared ---- */
static bool finite(size_t n, const vec3 *p)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite(p[i].x) || !isfinite(p[i].y) || !isfinite(p[i].z))
      return false;
  return true;
}

static double diameter(size_t n, const vec3 *p)
{
  double most = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < i; j++)
      most = fmax(most, vec3_norm(vec3_sub(p[i], p[j])));
  return most;
}

enum tfn_status congruence_search(size_t n, size_t fixed, const vec3 *a,
                                  const vec3 *b, struct congruence *found)
{
  if (!a || !b || !found)
    return TFN_NULL;
  if (!n || n > CONGRUENCE_MOST || fixed > n)
    return TFN_BAD_VALUE;
  if (!finite(n, a) || !finite(n, b))
    return TFN_NOT_FINITE;
  double d = fmax(diameter(n, a), diameter(n, b));
  struct search s = {.n = n, .fixed = fixed, .a = a, .b = b};
  s.scale = d > 0 ? d * d : 1;
  for (int k = 0; k < 2; k++) {
    s.sign = k ? -1 : 1;
    s.best = (double)INFINITY;
    extend(&s, 0, 0);
    *(k ? &found->improper : &found->proper) = s.best;
  }
  found->visited = s.visited;
  return TFN_OK;
}

/* ---- [tuples] The same neighbours, k at a time ----
 *
 * Congruent is an equivalence, so it is enough to give every choice from a the
 * first choice from b that is congruent to it and not yet given away. */
struct choices {
  size_t count;
  unsigned char of[CONGRUENCE_TUPLES][CONGRUENCE_MOST];
};

/* All choices of k of the points 1..n-1; false when there are too many. */
static bool choose(size_t n, size_t k, struct choices *all)
{
  unsigned char now[CONGRUENCE_MOST] = {0};
  all->count = 0;
  for (size_t i = 0; i < k; i++)
    now[i] = (unsigned char)(i + 1);
  for (;;) {
    if (all->count == CONGRUENCE_TUPLES)
      return false;
    memcpy(all->of[all->count++], now, sizeof now);
    size_t i = k;
    while (i > 0 && now[i - 1] == n - k + i - 1)
      i--;
    if (i == 0)
      return true;
    for (now[i - 1]++; i < k; i++)
      now[i] = (unsigned char)(now[i - 1] + 1);
  }
}

static double choice_gap(size_t k, const vec3 *a, const unsigned char *of_a,
                         const vec3 *b, const unsigned char *of_b, bool mirrors)
{
  vec3 p[CONGRUENCE_MOST] = {a[0]}, q[CONGRUENCE_MOST] = {b[0]};
  struct congruence f = {0, 0, 0};
  for (size_t i = 0; i < k; i++) {
    p[i + 1] = a[of_a[i]];
    q[i + 1] = b[of_b[i]];
  }
  congruence_search(k + 1, 1, p, q, &f);
  return mirrors ? fmin(f.proper, f.improper) : f.proper;
}

enum tfn_status congruence_tuples(size_t n, size_t k, const vec3 *a,
                                  const vec3 *b, bool mirrors, double tolerance,
                                  bool *same)
{
  struct choices all;
  bool taken[CONGRUENCE_TUPLES] = {false};
  if (!a || !b || !same)
    return TFN_NULL;
  if (!n || n > CONGRUENCE_MOST || !k || k >= n || !(tolerance > 0))
    return TFN_BAD_VALUE;
  if (!finite(n, a) || !finite(n, b))
    return TFN_NOT_FINITE;
  if (!choose(n, k, &all))
    return TFN_TOO_LARGE;
  *same = true;
  for (size_t i = 0; *same && i < all.count; i++) {
    size_t j = 0;
    while (j < all.count &&
           (taken[j] ||
            !(choice_gap(k, a, all.of[i], b, all.of[j], mirrors) <= tolerance)))
      j++;
    *same = j < all.count;
    if (*same)
      taken[j] = true;
  }
  return TFN_OK;
}
