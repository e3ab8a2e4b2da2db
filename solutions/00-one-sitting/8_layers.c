/* Exercise 0.8 (three stars, 45 minutes, section 0.5): A small network
 *
 * Commentary.  The three layers have the same shape: a sum over all others, of
 * a product with n.  One function of two points gives n and the loudness for
 * all of them.  */
#include "exercises.h"

#include <math.h>

static double dot(const double *a, const double *b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void cross(const double *a, const double *b, double *c)
{
  c[0] = a[1] * b[2] - a[2] * b[1];
  c[1] = a[2] * b[0] - a[0] * b[2];
  c[2] = a[0] * b[1] - a[1] * b[0];
}

static double between(const double *to, const double *from, double loud,
                      double *n)
{
  double length;
  for (int a = 0; a < 3; a++)
    n[a] = to[a] - from[a];
  length = sqrt(dot(n, n));
  for (int a = 0; a < 3; a++)
    n[a] /= length;
  return exp(-loud * length);
}

double three_layers(const double *points, const double *loud)
{
  double v[4][3] = {{0}}, u[4][3] = {{0}}, z = 0, n[3], c[3];
  for (int k = 0; k < 16; k++) {
    int i = k / 4, j = k % 4;
    double R = between(points + 3 * i, points + 3 * j, loud[0], n);
    for (int a = 0; a < 3 && i != j; a++)
      v[i][a] += R * n[a];
  }
  for (int k = 0; k < 16; k++) {
    int i = k / 4, j = k % 4;
    double R = between(points + 3 * i, points + 3 * j, loud[1], n);
    cross(n, v[j], c);
    for (int a = 0; a < 3 && i != j; a++)
      u[i][a] += R * c[a];
  }
  for (int k = 0; k < 16; k++) {
    int i = k / 4, j = k % 4;
    double R = between(points + 3 * i, points + 3 * j, loud[2], n);
    if (i != j)
      z += R * dot(n, u[j]);
  }
  return z;
}
