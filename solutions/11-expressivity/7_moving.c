/* Exercise 11.7 (three stars, 45 minutes, section 11.9): Points that move
 *
 * Commentary.  For a pair with v = x_i - x_j and e = exp(-v.v) the force on i
 * is rate e v, whose derivative in the direction t is rate e (t - 2 v (v.t)).
 * This matrix is symmetric, so the way back applies it to dy_i.  Each ordered
 * pair gives that to i and takes it from j, since v is a difference: hence what
 * all points receive beyond dy adds up to nothing. */
#include "exercises.h"

#include <string.h>

void move_points(size_t n, real rate, const real *x, real *y)
{
  if (n)
    memcpy(y, x, 3 * n * sizeof *y);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      real v[3], vv = 0;
      for (size_t a = 0; a < 3; a++) {
        v[a] = x[3 * i + a] - x[3 * j + a];
        vv += v[a] * v[a];
      }
      for (size_t a = 0; a < 3; a++)
        y[3 * i + a] += rate * real_exp(-vv) * v[a];
    }
}

void move_points_backward(size_t n, real rate, const real *x, const real *dy,
                          real *dx)
{
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      real v[3], vv = 0, along = 0;
      for (size_t a = 0; a < 3; a++) {
        v[a] = x[3 * i + a] - x[3 * j + a];
        vv += v[a] * v[a];
        along += v[a] * dy[3 * i + a];
      }
      for (size_t a = 0; a < 3; a++) {
        real t = rate * real_exp(-vv) * (dy[3 * i + a] - 2 * along * v[a]);
        dx[3 * i + a] += t;
        dx[3 * j + a] -= t;
      }
    }
  for (size_t k = 0; k < 3 * n; k++)
    dx[k] += dy[k];
}
