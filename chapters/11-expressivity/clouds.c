/* clouds.c: pairs of clouds that are different and look alike. */
#include "clouds.h"

#include <math.h>
#include <string.h>

static const double PI = 3.14159265358979323846;

/* ---- [ring] Rings ---- */
enum tfn_status clouds_ring(size_t n, double turn_rad, vec3 *p)
{
  if (!p)
    return TFN_NULL;
  if (n < 2 || n > CLOUDS_RING_MAX)
    return TFN_BAD_VALUE;
  if (!isfinite(turn_rad))
    return TFN_NOT_FINITE;
  p[0] = (vec3){0, 0, 0};
  for (size_t i = 0; i < n; i++) {
    double azimuth = turn_rad + 2 * PI * (double)i / (double)n;
    p[i + 1] = (vec3){cos(azimuth), sin(azimuth), 0};
  }
  return TFN_OK;
}

/* ---- [chain] Chains ---- */
enum tfn_status clouds_chain(size_t k, bool cis, vec3 *p)
{
  if (!p)
    return TFN_NULL;
  if (k < 2 || k > CLOUDS_CHAIN_MAX)
    return TFN_BAD_VALUE;
  p[0] = (vec3){cis ? 4 : -4, -3, 0};
  for (size_t i = 0; i < k; i++)
    p[i + 1] = (vec3){0, 5 * (double)i, 0};
  p[k + 1] = (vec3){4, 5 * (double)(k - 1) + 3, 0};
  return TFN_OK;
}

/* ---- [mirrored] A last point on one side or the other ----
 *
 * All pairs but the first differ in one point alone, c = (0, +-5, z).  FOUR has
 * three points above the plane y = 0 and their mirror images below it, turned
 * about the y axis. */
static void four(const vec3 above[3], double turn_rad, vec3 *p)
{
  rot3 Q = so3_exp((vec3){0, turn_rad, 0});
  for (int i = 0; i < 3; i++) {
    vec3 below = {above[i].x, -above[i].y, above[i].z};
    p[1 + i] = above[i];
    p[4 + i] = so3_apply(Q, below);
  }
}

static void two_sides(struct clouds *pair, size_t n, vec3 c)
{
  pair->n = n;
  memcpy(pair->b, pair->a, sizeof pair->a);
  pair->a[n - 1] = c;
  pair->b[n - 1] = (vec3){c.x, -c.y, c.z};
}

/* ---- [pairs] The pairs with fixed coordinates ---- */
static void handed(struct clouds *pair, vec3 third)
{
  pair->a[1] = (vec3){3, 0, -4};
  pair->a[2] = (vec3){0, 0, 5};
  pair->a[3] = third;
  two_sides(pair, 5, (vec3){0, 5, 0});
}

static void fill(enum clouds_kind kind, struct clouds *pair)
{
  const vec3 old[3] = {{3, 2, -4}, {0, 2, 5}, {-3, 2, -4}};
  const vec3 mended[3] = {{3, 2, -4}, {0, 2, 5}, {0, 2, -5}};
  switch (kind) {
  case CLOUDS_TWO:
    pair->n = 3;
    pair->a[1] = pair->b[1] = (vec3){5, 0, 0};
    pair->a[2] = (vec3){3, 0, 4};
    pair->b[2] = (vec3){-5, 0, 0};
    return;
  case CLOUDS_THREE:
    pair->a[1] = (vec3){5, 0, 5};
    pair->a[2] = (vec3){5, 5, 5};
    pair->a[3] = (vec3){-5, -5, 5};
    two_sides(pair, 5, (vec3){0, 5, 5});
    return;
  case CLOUDS_FOUR:
    four(mended, PI / 10, pair->a);
    two_sides(pair, 8, (vec3){0, 5, 0});
    return;
  case CLOUDS_OLD_FOUR:
    four(old, PI / 5, pair->a);
    two_sides(pair, 8, (vec3){0, 5, 0});
    return;
  case CLOUDS_HANDED:
    handed(pair, (vec3){0, 0, -5});
    return;
  case CLOUDS_OLD_HANDED:
    handed(pair, (vec3){-3, 0, -4});
    return;
  }
}

enum tfn_status clouds_pair(enum clouds_kind kind, struct clouds *pair)
{
  if (!pair)
    return TFN_NULL;
  if ((unsigned)kind >= CLOUDS_KINDS)
    return TFN_BAD_VALUE;
  memset(pair, 0, sizeof *pair);
  fill(kind, pair);
  return TFN_OK;
}

/* ---- [names] Names ---- */
const char *clouds_name(enum clouds_kind kind)
{
  static const char *const name[CLOUDS_KINDS] = {
      "two-body pair", "three-body pair",    "four-body pair",
      "handed pair",   "old four-body pair", "old handed pair"};
  return (unsigned)kind < CLOUDS_KINDS ? name[kind] : "unknown";
}
