/* molecule.h: frames of molecules as a task, and a network that moves them.
 *
 *   molecule_network       a network for energies, or for forces directly
 *   molecule_begin         frames of a file as a task
 *   molecule_free          release it
 *   molecule_judge         errors on frames that it was not taught
 *   molecule_mass          of an element
 *   molecule_field_create  what a network says, for atoms that move
 *   molecule_field_free    release it
 *   molecule_field_pull    energy and forces, for dynamics_create */
#ifndef TFN_MOLECULE_H
#define TFN_MOLECULE_H

#include "api.h"
#include "dynamics.h"
#include "force_loss.h"
#include "neighbours.h"
#include "xyz.h"

API_BEGIN

/* ---- [network] Networks for molecules ----
 *
 * `layers` layers of `channels` channels of each degree up to lmax with the
 * scalar gate, and one more that gives each atom one even scalar.  With
 * `direct` it gives a vector, too, which is taken for the force: then the force
 * is not the gradient of anything. */
struct molecule_plan {
  int lmax;                /* of harmonics and features */
  size_t layers, channels; /* layers before the last one */
  size_t basis, hidden;    /* radial functions, and their network */
  real cutoff;             /* A */
  bool direct;
};

/* network  out: release it with network_free; NULL on failure
 * Returns as network_create and network_add_layer. */
enum tfn_status molecule_network(const struct molecule_plan *plan, size_t kinds,
                                 struct network **network);

/* ---- [task] Frames as a task ---- */
struct molecule {
  struct task task;
  struct potential potential;
  struct force_loss loss;
  const struct xyz *data; /* kept, not copied */
  size_t *frame;          /* (task.items), the frames that are taught */
};

/* Frames frame[0..n-1] of data, all of which have energies and forces.  The
 * potential's kinds are the elements of these frames, in the order of their
 * numbers; its zeros are potential_fit's, its scale the root mean square of a
 * component of the forces, times one angstrom.
 *
 * network  for as many kinds as the frames have elements; kept
 * m        out: release it with molecule_free; its address is kept in
 *          task.data: do not copy it
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (n = 0, a frame that does not exist
 * or has no energy or forces, too many elements), TFN_BAD_SHAPE (network) or
 * TFN_NO_MEMORY. */
enum tfn_status molecule_begin(const struct network *network,
                               const struct xyz *data, size_t n,
                               const size_t *frame,
                               const struct force_loss *loss,
                               struct molecule *m);
void molecule_free(struct molecule *m);

/* ---- [judge] Errors ---- */
struct molecule_errors {
  double energy;                /* mean |E - E*|, eV for a molecule */
  double force;                 /* mean |F - F*| of a component, eV/A */
  double energy_rms, force_rms; /* the root mean squares */
};

/* Of the frames frame[0..n-1] of m->data; n >= 1.
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (as molecule_begin; an element that
 * was not in the frames taught) or TFN_NO_MEMORY. */
enum tfn_status molecule_judge(const struct molecule *m, const real *w,
                               size_t n, const size_t *frame,
                               struct molecule_errors *errors);

/* ---- [field] Atoms that move by what a network says ---- */

/* u, of the elements 1..18; 0 for others.  Abridged standard atomic weights,
 * IUPAC 2021. */
double molecule_mass(int number);

struct molecule_field;

/* out  release it with molecule_field_free; NULL on failure; the atoms are
 *      those of a frame of m->data, at first where they are there
 * skin A, of the list of neighbours
 * Returns as molecule_judge and neighbours_create. */
enum tfn_status molecule_field_create(const struct molecule *m, const real *w,
                                      size_t frame, real skin,
                                      struct molecule_field **out);
void molecule_field_free(struct molecule_field *field);

/* A dynamics_force; the context is the field.  The force is minus the gradient
 * of the energy, or the vectors of a direct network. */
enum tfn_status molecule_field_pull(void *field, const double *r,
                                    double *energy, double *force);

API_END

#endif
