/* Exercise 12.5 (two stars, 30 minutes, section 12.9): How many images?
 *
 * Commentary.  With g_0 = a_1 x a_2 / V and so on, n_k = g_k . r, and where
 * |r| < radius, |n_k| < |g_k| radius: the radius over the height of the cell.
 * The lengths of the vectors say nothing of the kind.  A skew cell has long
 * vectors and small heights, and a loop that goes by lengths misses images in
 * just those cells in which nobody looks.  */
#include "exercises.h"

#include <math.h>

static void cross(const double *a, const double *b, double *c)
{
  c[0] = a[1] * b[2] - a[2] * b[1];
  c[1] = a[2] * b[0] - a[0] * b[2];
  c[2] = a[0] * b[1] - a[1] * b[0];
}

static double dot(const double *a, const double *b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

size_t count_images(const double *cell, double radius)
{
  int far[3], n[3];
  size_t count = 0;
  for (int k = 0; k < 3; k++) {
    double g[3];
    cross(cell + 3 * ((k + 1) % 3), cell + 3 * ((k + 2) % 3), g);
    double height = fabs(dot(cell + 3 * k, g)) / sqrt(dot(g, g));
    far[k] = (int)ceil(radius / height);
  }
  for (n[0] = -far[0]; n[0] <= far[0]; n[0]++)
    for (n[1] = -far[1]; n[1] <= far[1]; n[1]++)
      for (n[2] = -far[2]; n[2] <= far[2]; n[2]++) {
        double r[3];
        for (int a = 0; a < 3; a++)
          r[a] = n[0] * cell[a] + n[1] * cell[3 + a] + n[2] * cell[6 + a];
        count += (n[0] || n[1] || n[2]) && dot(r, r) < radius * radius;
      }
  return count;
}
