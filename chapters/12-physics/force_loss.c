/* force_loss.c: a loss on energies and forces, and two ways to its gradient. */
#include "force_loss.h"

#include "dual.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [memory] What one call needs ---- */
struct work {
  const struct force_loss *loss;
  const struct potential *p;
  const real *w;
  const struct force_batch *batch;
  struct network_pass *pass;
  size_t nodes, clouds;
  double *energy;  /* (clouds) E */
  double *denergy; /* (clouds) dL/dE */
  double *seed;    /* (clouds) */
  real *force;     /* (nodes, 3) F */
  real *u;         /* (nodes, 3) dL/dF */
  real *moved;     /* (nodes, 3) */
};

static bool good_loss(const struct force_loss *loss)
{
  return loss->energy >= 0 && loss->energy < HUGE_VAL && loss->force >= 0 &&
         loss->force < HUGE_VAL && loss->step >= 0 && loss->step <= REAL_MAX;
}

static enum tfn_status check(const struct force_loss *loss,
                             const struct potential *p, const real *w,
                             const struct force_batch *batch,
                             const struct network_pass *pass,
                             const struct report *report)
{
  if (!loss || !p || !w || !batch || !batch->graph || !batch->points ||
      !batch->energy || !batch->force || !pass || !pass->memory || !report)
    return TFN_NULL;
  if (pass->network != p->network || pass->geometry.graph != batch->graph ||
      batch->graph->graphs < p->kinds)
    return TFN_BAD_SHAPE;
  return good_loss(loss) ? TFN_OK : TFN_BAD_VALUE;
}

static enum tfn_status take_memory(struct work *k)
{
  k->energy = memory_array(k->clouds, 3 * sizeof *k->energy);
  k->force = memory_array(k->nodes, 9 * sizeof *k->force);
  if (!k->energy || !k->force)
    return TFN_NO_MEMORY;
  k->denergy = k->energy + k->clouds;
  k->seed = k->energy + 2 * k->clouds;
  k->u = k->force + 3 * k->nodes;
  k->moved = k->force + 6 * k->nodes;
  return TFN_OK;
}

/* ---- [judge] Loss, errors, and the gradient by energies and forces ---- */
static void judge(const struct force_loss *loss,
                  const struct force_batch *batch, size_t g, real share,
                  double energy, const real *force, double *denergy,
                  real *dforce, struct report *report)
{
  const struct graph *graph = batch->graph;
  size_t begin = 3 * graph->segment[g], end = 3 * graph->segment[g + 1];
  double N = (double)(end - begin) / 3, s = (double)share;
  double e = energy - batch->energy[g], sum = 0, squares = 0;
  *denergy = 0;
  if (begin == end)
    return;
  *denergy = 2 * s * loss->energy * e / (N * N);
  for (size_t i = begin; i < end; i++) {
    double f = (double)force[i] - batch->force[i];
    dforce[i] = (real)(2 * s * loss->force * f / (3 * N));
    sum += fabs(f) / (3 * N);
    squares += f * f / (3 * N);
  }
  report->loss += s * (loss->energy * e * e / (N * N) + loss->force * squares);
  report->sum[FORCE_SUM_ENERGY] += fabs(e);
  report->sum[FORCE_SUM_FORCE] += sum;
  report->sum[FORCE_SUM_ENERGY_SQUARED] += e * e;
  report->sum[FORCE_SUM_FORCE_SQUARED] += squares;
}

enum tfn_status force_loss_judge(const struct force_loss *loss,
                                 const struct force_batch *batch, size_t clouds,
                                 real share, const double *energy,
                                 const real *force, double *denergy,
                                 real *dforce, struct report *report)
{
  if (!loss || !batch || !batch->graph || !batch->energy || !batch->force ||
      !energy || !force || !denergy || !dforce || !report)
    return TFN_NULL;
  if (!good_loss(loss))
    return TFN_BAD_VALUE;
  if (batch->graph->graphs < clouds)
    return TFN_BAD_SHAPE;
  for (size_t g = 0; g < clouds; g++)
    judge(loss, batch, g, share, energy[g], force, &denergy[g], dforce, report);
  return TFN_OK;
}

static void look(struct work *k, real share, struct report *report)
{
  potential_forces(k->p, k->w, k->pass, k->energy, k->moved, k->force);
  force_loss_judge(k->loss, k->batch, k->clouds, share, k->energy, k->force,
                   k->denergy, k->u, report);
}

/* ---- [difference] By two more passes ----
 *
 * dL/dw = sum_g  (dL/dE_g) grad_w E_g  -  d/de grad_w E(r + e u).  At r + t u
 * and r - t u the gradients of E_g are taken with the factors dL/dE_g / 2 -
 * 1/(2t) and dL/dE_g / 2 + 1/(2t): their sum is the first term to order t^2,
 * their difference the second. */
static enum tfn_status gradient_at(struct work *k, real t, real *dw)
{
  for (size_t i = 0; i < 3 * k->nodes; i++)
    k->moved[i] = k->batch->points[i] + t * k->u[i];
  for (size_t g = 0; g < k->clouds; g++)
    k->seed[g] = k->denergy[g] / 2 - (t != 0 ? 1 / (2 * (double)t) : 0);
  const struct network *network = k->p->network;
  enum tfn_status status = graph_move(k->batch->graph, k->moved);
  if (status)
    return status;
  network_look(network, k->pass); /* a pass that has been checked */
  network_forward(network, k->w, k->pass);
  potential_seed(k->p, k->seed, k->pass);
  return network_backward(network, k->w, k->pass, dw, NULL, NULL);
}

/* ---- [reach] How far ----
 *
 * The t at which the point that moves farthest moves by the step.  Where all
 * forces are right, there is no direction, and any t will do; where they nearly
 * are, no number may be large enough. */
static real reach(const struct work *k)
{
  real most = 0;
  for (size_t i = 0; i < k->nodes; i++) {
    const real *u = k->u + 3 * i;
    real length = real_hypot(real_hypot(u[0], u[1]), u[2]);
    most = length > most ? length : most;
  }
  real t = k->loss->step / most; /* perhaps no number */
  return t <= REAL_MAX ? t : REAL_MAX;
}

static enum tfn_status put_back(struct work *k, enum tfn_status status)
{
  graph_move(k->batch->graph, k->batch->points); /* where it was */
  network_look(k->p->network, k->pass);
  return status;
}

static enum tfn_status by_difference(struct work *k, real *dw)
{
  real t = reach(k);
  enum tfn_status status = gradient_at(k, t, dw);
  if (!status)
    status = gradient_at(k, -t, dw);
  return put_back(k, status);
}

/* ---- [exact] By dual numbers ----
 *
 * The pass is as potential_forces has left it: the gradient by the answers is
 * that of the sum of the energies. */
static enum tfn_status by_duals(struct work *k, real *dw)
{
  const struct network *network = k->p->network;
  struct dual_pass *dual = NULL;
  enum tfn_status status = dual_create(network, k->batch->graph, &dual);
  for (size_t i = 0; i < 3 * k->nodes; i++)
    k->u[i] = -k->u[i];
  if (!status)
    status = dual_gradient(network, k->w, k->pass, k->u, dual, dw);
  dual_free(dual);
  if (status)
    return status;
  network_forward(network, k->w, k->pass);
  potential_seed(k->p, k->denergy, k->pass);
  return network_backward(network, k->w, k->pass, dw, NULL, NULL);
}

/* ---- [gradient] Errors, and the way back ---- */
static enum tfn_status run(const struct force_loss *loss,
                           const struct potential *p, const real *w,
                           const struct force_batch *batch, real share,
                           struct network_pass *pass, real *dw,
                           struct report *report)
{
  struct work k = {.loss = loss, .p = p, .w = w, .batch = batch, .pass = pass};
  enum tfn_status status = check(loss, p, w, batch, pass, report);
  if (status)
    return status;
  k.nodes = batch->graph->nodes;
  k.clouds = batch->graph->graphs - p->kinds;
  status = take_memory(&k);
  if (!status)
    look(&k, share, report);
  if (!status && dw)
    status = loss->step > 0 ? by_difference(&k, dw) : by_duals(&k, dw);
  free(k.energy);
  free(k.force);
  return status;
}

enum tfn_status force_loss_gradient(const struct force_loss *loss,
                                    const struct potential *p, const real *w,
                                    const struct force_batch *batch, real share,
                                    struct network_pass *pass, real *dw,
                                    struct report *report)
{
  return dw ? run(loss, p, w, batch, share, pass, dw, report) : TFN_NULL;
}

enum tfn_status force_loss_errors(const struct force_loss *loss,
                                  const struct potential *p, const real *w,
                                  const struct force_batch *batch, real share,
                                  struct network_pass *pass,
                                  struct report *report)
{
  return run(loss, p, w, batch, share, pass, NULL, report);
}
