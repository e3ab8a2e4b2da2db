/* Exercise 12.8 (three stars, 60 minutes, section 12.9): Neighbours in a cube
 *
 * Commentary.  Points are folded into the cube with floor, which also rounds
 * down what is negative.  Two numbers make all lists: `head` of a bin is its
 * last point, `next` of a point the one before it in the same bin.  There are
 * at least three bins along each direction, so the 27 around a point are all
 * different, and each is met once.  The difference of two folded coordinates is
 * then brought to the nearest image by subtracting edge round(d/edge): here the
 * minimum image is allowed, because the cutoff is short.  More bins than points
 * would be mostly empty, so their number along an edge is at most the cube root
 * of n, but never below three.  */
#include "exercises.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static size_t bin_of(const double *r, double edge, size_t bins)
{
  size_t bin = 0;
  for (int a = 0; a < 3; a++) {
    double s = r[a] / edge;
    size_t b = (size_t)((s - floor(s)) * (double)bins);
    bin = bin * bins + (b < bins ? b : bins - 1);
  }
  return bin;
}

static bool is_near(const double *p, const double *q, double edge,
                    double cutoff)
{
  double square = 0;
  for (int a = 0; a < 3; a++) {
    double d = p[a] - q[a];
    d -= edge * round(d / edge);
    square += d * d;
  }
  return square < cutoff * cutoff;
}

bool near_in_cube(size_t n, const double *r, double edge, double cutoff,
                  size_t *near)
{
  if (!(edge > 0) || !(cutoff > 0) || !(cutoff <= edge / 3))
    return false;
  size_t bins = 3;
  while (bins * bins * bins < n && (double)(bins + 1) * cutoff <= edge)
    bins++;
  size_t all = bins * bins * bins;
  size_t *head = malloc(all * sizeof *head),
         *next = malloc((n + 1) * sizeof *next);
  for (size_t b = 0; head && b < all; b++)
    head[b] = SIZE_MAX;
  for (size_t i = 0; head && next && i < n; i++) {
    size_t b = bin_of(r + 3 * i, edge, bins);
    next[i] = head[b];
    head[b] = i;
  }
  for (size_t i = 0; head && next && i < n; i++) {
    size_t b = bin_of(r + 3 * i, edge, bins);
    near[i] = 0;
    for (size_t k = 0; k < 27; k++) {
      size_t x = (b / bins / bins + k / 9 + bins - 1) % bins,
             y = (b / bins % bins + k / 3 % 3 + bins - 1) % bins,
             z = (b % bins + k % 3 + bins - 1) % bins;
      for (size_t j = head[(x * bins + y) * bins + z]; j != SIZE_MAX;
           j = next[j])
        near[i] += j != i && is_near(r + 3 * i, r + 3 * j, edge, cutoff);
    }
  }
  bool good = head && next;
  free(head);
  free(next);
  return good;
}
