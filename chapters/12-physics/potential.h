/* potential.h: an energy for atoms from a network, with forces.
 *
 *   potential_check     does the network fit?
 *   potential_kind      which of the kinds an atomic number is
 *   potential_fit       energies of single atoms by least squares
 *   potential_graph     molecules as a graph, single atoms behind them
 *   potential_features  the network's input: of which kind every atom is
 *   potential_energies  energies from the answers
 *   potential_seed      gradients by the energies to those by the answers
 *   potential_forces    minus the gradient by the points
 *
 * Units: eV and angstrom. */
#ifndef TFN_POTENTIAL_H
#define TFN_POTENTIAL_H

#include "api.h"
#include "network.h"

API_BEGIN

/* ---- [potential] An energy as a sum over atoms ----
 *
 *   E = sum over atoms i of  zero(s_i) + scale (a_i - a(s_i))
 *
 * where s_i is the kind of atom i, a_i the network's answer for it among its
 * neighbours, and a(s) the answer for an atom of kind s without any: so an atom
 * out of reach of all others has the energy zero(s), whatever the weights. */
#define POTENTIAL_KINDS 8

struct potential {
  const struct network *network; /* kept, not copied */
  size_t kinds;                  /* 1..POTENTIAL_KINDS */
  int number[POTENTIAL_KINDS];   /* atomic numbers, all different */
  double zero[POTENTIAL_KINDS];  /* eV, energies of single atoms */
  double scale;                  /* eV, of one unit of the answer */
};

/* ---- [check] Does a network fit? ---- */

/* The network must take `kinds` even scalars, and its first answer must be
 * 1x0e, summed; its basis must have an envelope.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_SHAPE (the network) or TFN_BAD_VALUE
 * (kinds, scale, a zero that is not finite, a number twice). */
enum tfn_status potential_check(const struct potential *p);

/* Which kind has this atomic number.  Returns TFN_OK, TFN_NULL or
 * TFN_BAD_VALUE when none has. */
enum tfn_status potential_kind(const struct potential *p, int number,
                               size_t *kind);

/* ---- [fit] Energies of single atoms, from whole molecules ----
 *
 * zero := the z with the least sum over molecules of (energy - sum_s count_s
 * z_s)^2, and the shortest of these: where all molecules have one composition,
 * only one number can be known, and the rest of z is a convention, not physics.
 *
 * n       molecules;  count (n, kinds), atoms of each kind;  energy (n), eV
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (n = 0, kinds) or TFN_NOT_FINITE
 * (a count, an energy, or what comes of them); then zero is left as it was. */
enum tfn_status potential_fit(size_t n, size_t kinds, const double *count,
                              const double *energy, double *zero);

/* ---- [graph] Molecules, and single atoms behind them ---- */

/* The clouds joined within the cutoff plus `skin`, and behind them one cloud of
 * one atom for each kind: clouds + kinds clouds.
 *
 * counts  (clouds);  points (atoms, 3), angstrom;  skin >= 0: the points may
 *         move by half of it before an edge is missing
 * graph   out, to be released by graph_free; NULL on failure
 * Errors as graph_radius. */
enum tfn_status potential_graph(const struct potential *p, size_t clouds,
                                const size_t *counts, const real *points,
                                real skin, struct graph **graph);

/* x (atoms + kinds, kinds) := 1 at the kind of each atom, 0 elsewhere; then
 * the single atoms.  kind (atoms).
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (a kind). */
enum tfn_status potential_features(const struct potential *p, size_t atoms,
                                   const size_t *kind, real *x);

/* ---- [energies] From answers to energies and back ----
 *
 * All of them on a pass for a graph of potential_graph, with its features. */

/* energy (clouds) from pass->answer.  Returns TFN_OK, TFN_NULL or TFN_BAD_SHAPE
 * (the pass has too few clouds, or is another network's). */
enum tfn_status potential_energies(const struct potential *p,
                                   const struct network_pass *pass,
                                   double *energy);

/* pass->danswer := the gradient of  sum_g denergy_g E_g.  Errors as above. */
enum tfn_status potential_seed(const struct potential *p, const double *denergy,
                               struct network_pass *pass);

/* energy (clouds) and force (atoms, 3) = -dE/dr, by one forward and one
 * backward pass.  dpoints (atoms + kinds, 3) is scratch, and holds minus the
 * forces.  Errors as above and as network_forward. */
enum tfn_status potential_forces(const struct potential *p, const real *w,
                                 struct network_pass *pass, double *energy,
                                 real *dpoints, real *force);

API_END

#endif
