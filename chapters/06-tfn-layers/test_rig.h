/* test_rig.h: a network on a cloud with all that its tests read and write: the
 * answer is made a number by random weights c, whose gradients are checked. */
#ifndef TEST_RIG_H
#define TEST_RIG_H

#include "test_tools.h"

/* ---- [rig] A network, a graph, and arrays for every gradient ---- */
struct rig {
  struct network *network;
  struct graph *graph;
  struct network_pass *pass;
  size_t n, weights, in, out; /* nodes, weights; features in, of the answer */
  real *points, *w, *c, *dw, *dx, *dpoints;
};

/* Takes over the network, the graph, points (n, 3) and x (n, in). */
static inline struct rig rig_begin(struct network *network, struct graph *graph,
                                   size_t n, real *points, real *x,
                                   uint64_t seed)
{
  struct rig t = {.network = network, .graph = graph, .n = n, .points = points};
  struct random g = random_seed(seed);
  const struct network_answer *answer = &network->answer[0];
  enum tfn_status status = network_pass_create(network, graph, &t.pass);
  check_true(!status, "a pass: %s", tfn_message(status));
  t.weights = network_weights(network);
  t.in = network->in.dim;
  t.out = (answer->of == ANSWER_NODES ? n : 1) * answer->layout.dim;
  memcpy(t.pass->x, x, n * t.in * sizeof *x);
  free(x);
  t.w = numbers(t.weights), t.dw = numbers(t.weights);
  t.dx = numbers(n * t.in), t.dpoints = numbers(3 * n);
  network_initial(network, seed, t.w);
  for (size_t k = 0; k < t.weights; k++) /* biases begin at 0 */
    t.w[k] += (real)random_normal(&g) / 10;
  t.c = normals(&g, t.out);
  return t;
}

static inline void rig_end(struct rig *t)
{
  network_pass_free(t->pass);
  graph_free(t->graph);
  network_free(t->network);
  free(t->points), free(t->w), free(t->c);
  free(t->dw), free(t->dx), free(t->dpoints);
}

/* ---- [passes] There, to one number, and back ---- */
static inline void rig_forward(struct rig *t)
{
  check_true(!graph_move(t->graph, t->points), "moved");
  check_true(!network_look(t->network, t->pass), "looked at");
  check_true(!network_forward(t->network, t->w, t->pass), "forward");
}

/* The sum of c times the answer, for gradient_error. */
static inline double rig_loss(void *context)
{
  struct rig *t = context;
  double sum = 0;
  rig_forward(t);
  for (size_t k = 0; k < t->out; k++)
    sum += (double)t->c[k] * (double)t->pass->answer[0][k];
  return sum;
}

static inline void rig_backward(struct rig *t)
{
  memcpy(t->pass->danswer[0], t->c, t->out * sizeof *t->c);
  check_true(
      !network_backward(t->network, t->w, t->pass, t->dw, t->dx, t->dpoints),
      "backward");
}

#endif
