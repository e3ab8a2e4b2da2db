/* force_loss.h: how wrong energies and forces are, with a gradient by weights.
 *
 *   force_loss_judge     loss, errors, gradient by energies and by forces
 *   force_loss_gradient  loss, errors and gradient by weights of a network
 *   force_loss_errors    the errors alone
 *
 * Names begin with force_. */
#ifndef TFN_FORCE_LOSS_H
#define TFN_FORCE_LOSS_H

#include "api.h"
#include "potential.h"
#include "trainer.h"

API_BEGIN

/* ---- [loss] Energies and forces ----
 *
 *   L = share sum over molecules of
 *         energy ((E - E*)/N)^2 + force/(3 N) sum over atoms |F - F*|^2
 *
 * N is the number of the molecule's atoms.  The two factors have units, too:
 * L is a number when they are 1/eV^2 and A^2/eV^2. */
struct force_loss {
  double energy, force; /* factors of the two terms, not negative */
  real step; /* A: how far the points are moved for the gradient, > 0; or 0 for
                the exact gradient by dual numbers */
};

/* ---- [batch] Some molecules ----
 *
 * As potential_graph made a graph of them. */
struct force_batch {
  struct graph *graph;  /* of the pass; is moved and moved back */
  const real *points;   /* (nodes, 3), the places of the graph */
  const double *energy; /* (clouds) E*, eV */
  const double *force;  /* (atoms, 3) F*, eV/A */
};

/* What is added up in a report: */
enum force_sum {
  FORCE_SUM_ENERGY = 0,     /* |E - E*| in eV, over molecules */
  FORCE_SUM_FORCE,          /* the mean of |F - F*| over the 3 N components */
  FORCE_SUM_ENERGY_SQUARED, /* (E - E*)^2 */
  FORCE_SUM_FORCE_SQUARED   /* the mean of (F - F*)^2 over the components */
};

/* The loss of energies E (clouds) and forces F (atoms, 3), whoever computed
 * them: adds to the report, and writes
 *
 * denergy  (clouds) dL/dE;  dforce (atoms, 3) dL/dF
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (a factor) or TFN_BAD_SHAPE (the
 * graph has fewer clouds). */
enum tfn_status force_loss_judge(const struct force_loss *loss,
                                 const struct force_batch *batch, size_t clouds,
                                 real share, const double *energy,
                                 const real *force, double *denergy,
                                 real *dforce, struct report *report);

/* ---- [gradient] Its gradient by the weights ----
 *
 * With g = dL/dF,  dL_force/dw = sum g dF/dw = -d/de grad_w E(r + e g): how the
 * gradient by the weights changes when the points move along g.  With a step
 * the change is a difference of two gradients, in which the energies' own
 * gradient is contained; its error is of the order of step^2, and of
 * REAL_EPS/step.  Without one it is computed by dual numbers.
 *
 * pass    of the potential's network on batch->graph, with its features
 * share   of each molecule, as in trainer.h
 * dw      (network_weights), added to
 * report  added to, as enum force_sum says
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (a factor or the step; a network that
 * dual_create refuses), TFN_BAD_SHAPE (another network's pass), TFN_NO_MEMORY,
 * or what graph_move returns.  Takes memory for the time of the call; the graph
 * is left where it was, to rounding of its own numbers. */
enum tfn_status force_loss_gradient(const struct force_loss *loss,
                                    const struct potential *p, const real *w,
                                    const struct force_batch *batch, real share,
                                    struct network_pass *pass, real *dw,
                                    struct report *report);

/* The report alone: one forward and one backward pass.  Errors as above. */
enum tfn_status force_loss_errors(const struct force_loss *loss,
                                  const struct potential *p, const real *w,
                                  const struct force_batch *batch, real share,
                                  struct network_pass *pass,
                                  struct report *report);

API_END

#endif
