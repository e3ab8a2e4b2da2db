/* dual_polynomial.c: stages that are polynomials of their features, in dual
 * numbers: of a polynomial a difference is the derivative. */
#include "dual_inside.h"

#include <math.h>

/* ---- [memory] What all such stages share ---- */
void dual_polynomial_place(const struct network *network,
                           const struct graph *graph, struct memory_map *map,
                           struct dual_polynomial *p)
{
  const struct geometry geometry = {.graph = graph, .basis = network->basis};
  size_t in = 0, out = 0, work = 0;
  for (size_t k = 0; k < network->stages; k++) {
    const struct stage *stage = &network->stage[k];
    size_t own = 0;
    if (!stage->kind->degree)
      continue;
    map->too_large |= stage->kind->workspace(stage, &geometry, &own) != TFN_OK;
    in = stage->in.dim > in ? stage->in.dim : in;
    out = stage->out.dim > out ? stage->out.dim : out;
    work = own > work ? own : work;
  }
  p->x = memory_rows(map, graph->nodes, in);
  p->y = memory_rows(map, graph->nodes, out);
  p->dy = memory_rows(map, graph->nodes, out);
  p->work = memory_rows(map, 1, work);
}

/* ---- [step] How far to go ----
 *
 * The difference is exact for every step.  One that changes x by a quarter of
 * its size loses least: less to rounding than a smaller one, and to the largest
 * power than a larger one. */
static real largest(size_t n, const real *x)
{
  real most = 0;
  for (size_t i = 0; i < n; i++)
    most = real_abs(x[i]) > most ? real_abs(x[i]) : most;
  return most;
}

static real step_for(size_t n, struct pairs x)
{
  real along = largest(n, x.b), size = largest(n, x.a);
  return along > 0 ? (size > 0 ? size : 1) / along / 4 : 0;
}

/* ---- [aside] A little to the side ---- */

/* The stage at x + t x', into p->y. */
static struct stage_pass forward_at(const struct dual_polynomial *p,
                                    const real *w, struct pairs x, real t)
{
  const struct geometry *g = p->geometry;
  struct stage_pass pass = {
      .geometry = g, .w = w, .x = p->x, .y = p->y, .work = p->work};
  for (size_t i = 0; i < g->graph->nodes * p->stage->in.dim; i++)
    p->x[i] = x.a[i] + t * x.b[i];
  p->stage->kind->forward(p->stage, &pass);
  return pass;
}

/* ---- [difference] The derivative of a polynomial ----
 *
 *   f'(0) = (f(-2h) - 8 f(-h) + 8 f(h) - f(2h)) / 12 h
 *
 * for every polynomial of degree 4 or less, whatever h is.  Forward, f is the
 * stage at x + t x'.  The gradients by x and by the weights are linear in dy,
 * so that dy' takes one call; besides it f is the gradient at x + t x' for the
 * dy that there is. */
enum { POINTS = 4 };
static const real at_point[POINTS] = {-2, -1, 1, 2};
static const real share[POINTS] = {REAL(1.0) / 12, REAL(-8.0) / 12,
                                   REAL(8.0) / 12, REAL(-1.0) / 12};

void dual_polynomial_forward(const struct dual_polynomial *p, const real *w,
                             struct pairs x, struct pairs y)
{
  size_t nodes = p->geometry->graph->nodes, n = nodes * p->stage->out.dim;
  real h = step_for(nodes * p->stage->in.dim, x);
  clear(y, n);
  forward_at(p, w, x, 0);
  memcpy(y.a, p->y, n * sizeof *y.a);
  for (int k = 0; k < POINTS && h > 0; k++) {
    forward_at(p, w, x, at_point[k] * h);
    for (size_t i = 0; i < n; i++)
      y.b[i] += share[k] / h * p->y[i];
  }
}

/* ---- [back] And of its gradients ---- */
static void backward_at(const struct dual_polynomial *p, const real *w,
                        struct pairs x, real t, real factor, const real *dy,
                        real *dx, real *dw)
{
  struct stage_pass pass = forward_at(p, w, x, t);
  for (size_t i = 0; i < p->geometry->graph->nodes * p->stage->out.dim; i++)
    p->dy[i] = factor * dy[i];
  pass.dy = p->dy;
  pass.dx = dx;
  pass.dw = dw;
  p->stage->kind->backward(p->stage, &pass);
}

void dual_polynomial_backward(const struct dual_polynomial *p, const real *w,
                              struct pairs x, struct pairs dy, struct pairs dx,
                              real *dw)
{
  real h = step_for(p->geometry->graph->nodes * p->stage->in.dim, x);
  backward_at(p, w, x, 0, 1, dy.a, dx.a, NULL);
  backward_at(p, w, x, 0, 1, dy.b, dx.b, dw);
  for (int k = 0; k < POINTS && h > 0; k++)
    backward_at(p, w, x, at_point[k] * h, share[k] / h, dy.a, dx.b, dw);
}
