/* crystal.h: lattices to try neighbours on, and the oldest potential for them.
 *
 *   crystal_atoms   how many atoms a block of a lattice has
 *   crystal_make    their places, and the cell that repeats
 *   crystal_energy  the Lennard-Jones energy of a graph, and its slopes
 */
#ifndef TFN_CRYSTAL_H
#define TFN_CRYSTAL_H

#include "api.h"
#include "neighbours.h"

API_BEGIN

/* ---- [lattice] Atoms in rows ----
 *
 * The cube of edge a holds one atom (CRYSTAL_CUBIC), four, at its corners and
 * the middles of its faces (CRYSTAL_FCC), or eight of two kinds in turn
 * (CRYSTAL_SALT).  A block is copies[0] x copies[1] x copies[2] such cubes. */
enum crystal_lattice { CRYSTAL_CUBIC = 0, CRYSTAL_FCC, CRYSTAL_SALT };

/* Atoms of a block; 0 for NULL, another lattice, or more than size_t counts. */
size_t crystal_atoms(enum crystal_lattice lattice, const size_t copies[3]);

/* cell    out, may be NULL: the block, periodic in all directions
 * points  out (crystal_atoms, 3), in the unit of a
 * kind    out (crystal_atoms), may be NULL: 0, or 0 and 1 for CRYSTAL_SALT
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (lattice, no copies, a). */
enum tfn_status crystal_make(enum crystal_lattice lattice, double a,
                             const size_t copies[3],
                             struct neighbours_cell *cell, real *points,
                             unsigned char *kind);

/* ---- [pair] The Lennard-Jones potential ----
 *
 *   U(r) = 4 epsilon ((sigma/r)^12 - (sigma/r)^6) u(r/cutoff)
 *
 * with the polynomial u of smooth_cutoff and p = CRYSTAL_ENVELOPE: at half
 * of the cutoff it is 0.9993, and at the cutoff U, U' and U'' are 0.
 * J. E. Lennard-Jones, Proc. R. Soc. Lond. A 106, 463 (1924). */
#define CRYSTAL_ENVELOPE 16

struct crystal_pair {
  double epsilon; /* depth, in any unit of energy */
  double sigma;   /* where U = 0, in the unit of the points */
  double cutoff;
};

/* E = 1/2 sum over all edges of U(length): every pair has two of them.
 *
 * dlength  out (edges): dE/dlength, for graph_backward and, as `length` of a
 *          geometry_gradient, for neighbours_virial; may be NULL
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (pair). */
enum tfn_status crystal_energy(const struct crystal_pair *pair,
                               const struct graph *graph, double *energy,
                               real *dlength);

API_END

#endif
