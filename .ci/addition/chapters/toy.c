/* toy@NN@.c: the middle of some points, and a table that a program wrote. */
#include "toy@NN@.h"

/* ---- [sum] Sum and divide ---- */
vec3 toy@NN@_middle(size_t n, const vec3 *points)
{
  vec3 sum = {0, 0, 0};
  for (size_t i = 0; i < n; i++)
    sum = vec3_add(sum, points[i]);
  return n > 0 ? vec3_scale(1.0 / (double)n, sum) : sum;
}

/* ---- [table] Written by gen_table@NN@.c ---- */
static const int table[] = {
#include "table@NN@.inc"
};

int toy@NN@_count(void)
{
  return (int)(sizeof table / sizeof table[0]);
}
