/* dynamics.h: atoms that move by the forces on them.
 *
 *   dynamics_create       atoms at rest, with the first forces
 *   dynamics_free         release them
 *   dynamics_heat         random velocities of a temperature
 *   dynamics_step         one step of velocity Verlet
 *   dynamics_kinetic      the energy of the motion
 *   dynamics_total        that and the energy of the place
 *   dynamics_temperature  from the energy of the motion
 *   dynamics_line         the straight line through a series, by least squares
 *
 * Units: angstrom, femtoseconds, electron volts, unified atomic mass units. */
#ifndef TFN_DYNAMICS_H
#define TFN_DYNAMICS_H

#include "api.h"
#include "random.h"
#include "tfn_status.h"

#include <stddef.h>

API_BEGIN

/* ---- [units] What an electron volt does to an atom ----
 *
 * A force of 1 eV/A changes the velocity of 1 u by DYNAMICS_ACCELERATION
 * A/fs in every femtosecond: e/(u 1e10) from the values of CODATA 2018, e =
 * 1.602176634e-19 C and u = 1.66053906660e-27 kg.  DYNAMICS_BOLTZMANN is k in
 * eV/K. */
#define DYNAMICS_ACCELERATION 9.648533215665e-3
#define DYNAMICS_BOLTZMANN    8.617333262e-5

/* ---- [state] Where the atoms are and how they move ---- */

/* Energy (one number) and force (n, 3) at the places r (n, 3). */
typedef enum tfn_status dynamics_force(void *context, const double *r,
                                       double *energy, double *force);

struct dynamics {
  size_t atoms;
  double *mass;          /* (atoms), u */
  double *r, *v, *force; /* (atoms, 3) each: A, A/fs, eV/A */
  double energy;         /* of the place, eV */
  double time;           /* fs since the start */
  dynamics_force *pull;  /* whoever knows the forces */
  void *context;         /* and what it wants to be given */
};

/* Atoms at rest at r (atoms, 3), with their first forces.
 *
 * d  out: release it with dynamics_free
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (a mass that is not a positive
 * number), TFN_TOO_LARGE, TFN_NO_MEMORY, or what pull returns. */
enum tfn_status dynamics_create(size_t atoms, const double *mass,
                                const double *r, dynamics_force *pull,
                                void *context, struct dynamics *d);
void dynamics_free(struct dynamics *d);

/* Velocities from Maxwell's distribution: each component is normal with
 * variance k T/m; then the motion of the whole is taken out, so that the sum of
 * the momenta is zero.
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (a temperature below 0). */
enum tfn_status dynamics_heat(struct dynamics *d, double kelvin,
                              struct random *g);

/* ---- [verlet] One step ----
 *
 *   v = v + (dt/2) F(r)/m,   r = r + dt v,   v = v + (dt/2) F(r)/m
 *
 * with the new forces in the last: one evaluation a step.  dt in fs, of either
 * sign.  Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (dt is not a finite number),
 * TFN_NOT_FINITE (atoms flew away) or what pull returns; after these two the
 * atoms are within the step, and no place to go on from. */
enum tfn_status dynamics_step(struct dynamics *d, double dt);

/* ---- [measures] Energies and their drift ---- */

/* sum m v^2/2 in eV; 0 for NULL. */
double dynamics_kinetic(const struct dynamics *d);

/* dynamics_kinetic plus d->energy; 0 for NULL. */
double dynamics_total(const struct dynamics *d);

/* 2 K/(k (3 atoms - 3)) in kelvin, as the whole does not move; 0 for fewer than
 * two atoms. */
double dynamics_temperature(const struct dynamics *d);

/* The straight line y = a + slope t through n points with the least squares,
 * and the root mean square of what it leaves.  slope is 0 where all t are
 * equal.  rms may be NULL.
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (n < 2). */
enum tfn_status dynamics_line(size_t n, const double *t, const double *y,
                              double *slope, double *rms);

API_END

#endif
