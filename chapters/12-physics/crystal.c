/* crystal.c: lattices to try neighbours on, and the oldest potential for them.
 * See crystal.h. */
#include "crystal.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* ---- [lattice] Atoms in rows ---- */

/* Places in half edges of the cube; the four of an fcc lattice come first. */
static const unsigned char PLACES[8][3] = {{0, 0, 0}, {0, 1, 1}, {1, 0, 1},
                                           {1, 1, 0}, {1, 1, 1}, {1, 0, 0},
                                           {0, 1, 0}, {0, 0, 1}};

static size_t places_of(enum crystal_lattice lattice)
{
  switch (lattice) {
  case CRYSTAL_CUBIC:
    return 1;
  case CRYSTAL_FCC:
    return 4;
  case CRYSTAL_SALT:
    return 8;
  }
  return 0;
}

size_t crystal_atoms(enum crystal_lattice lattice, const size_t copies[3])
{
  size_t n = places_of(lattice);
  for (int k = 0; k < 3; k++) {
    if (!copies || (copies[k] && n > SIZE_MAX / copies[k]))
      return 0;
    n *= copies[k];
  }
  return n;
}

enum tfn_status crystal_make(enum crystal_lattice lattice, double a,
                             const size_t copies[3],
                             struct neighbours_cell *cell, real *points,
                             unsigned char *kind)
{
  if (!copies || !points)
    return TFN_NULL;
  size_t n = crystal_atoms(lattice, copies), places = places_of(lattice);
  if (!n || !(a > 0) || !isfinite(a))
    return TFN_BAD_VALUE;
  for (size_t i = 0; i < n; i++) {
    size_t cube = i / places, place = i % places;
    size_t at[3] = {cube % copies[0], cube / copies[0] % copies[1],
                    cube / copies[0] / copies[1]};
    for (size_t k = 0; k < 3; k++)
      points[3 * i + k] =
          (real)(a * ((double)at[k] + 0.5 * (double)PLACES[place][k]));
    if (kind)
      kind[i] = place >= 4;
  }
  if (cell)
    for (size_t k = 0; k < 9; k++) {
      bool own = k / 3 == k % 3;
      cell->vector[k / 3][k % 3] = own ? a * (double)copies[k / 3] : 0;
      cell->periodic[k / 3] = true;
    }
  return TFN_OK;
}

/* ---- [pair] The Lennard-Jones potential ---- */
enum tfn_status crystal_energy(const struct crystal_pair *pair,
                               const struct graph *graph, double *energy,
                               real *dlength)
{
  if (!pair || !graph || !energy)
    return TFN_NULL;
  if (!(pair->epsilon > 0) || !(pair->sigma > 0) || !(pair->cutoff > 0) ||
      !isfinite(pair->epsilon) || !isfinite(pair->sigma) ||
      !isfinite(pair->cutoff))
    return TFN_BAD_VALUE;
  *energy = 0;
  for (size_t e = 0; e < graph->edges; e++) {
    double r = (double)graph->length[e], q = pair->sigma / r;
    double six = q * q * q * q * q * q;
    real slope;
    if (dlength)
      dlength[e] = 0;
    if (r >= pair->cutoff)
      continue;
    double u = (double)smooth_cutoff(CRYSTAL_ENVELOPE, (real)(r / pair->cutoff),
                                     &slope);
    double U = 4 * pair->epsilon * (six * six - six);
    double dU = -24 * pair->epsilon * (2 * six * six - six) / r;
    *energy += U * u / 2;
    if (dlength)
      dlength[e] = (real)((dU * u + U * (double)slope / pair->cutoff) / 2);
  }
  return TFN_OK;
}
