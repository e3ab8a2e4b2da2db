/* toy@NN@.h: the middle of some points.
 *
 *   toy@NN@_middle    where points lie on average */
#ifndef TOY@NN@_H
#define TOY@NN@_H

#include <stddef.h>

#include "so3.h"

/* ---- [middle] The middle of points ---- */

/* The sum of n points over n, m = 1/n sum_i p_i; zero without points. */
vec3 toy@NN@_middle(size_t n, const vec3 *points);

/* ---- [count] How far the table goes ---- */
int toy@NN@_count(void);

#endif
