/* test_tools_physics.h: what the suites of this chapter share: a potential with
 * random weights, and a few molecules for it. */
#ifndef TEST_TOOLS_PHYSICS_H
#define TEST_TOOLS_PHYSICS_H

#include "test_tools.h"
#include "force_loss.h"

/* ---- [sample] A potential at work on two clouds ---- */
#define SAMPLE_KINDS 3

struct sample {
  struct network *network;
  struct potential p;
  real *w;
  size_t atoms, counts[2], kind[16];
  real *points; /* (atoms + SAMPLE_KINDS, 3) */
  struct graph *graph;
  struct network_pass *pass;
};

/* A network of two layers and a last one; with vectors for each node when
 * `direct`. */
static inline struct network *sample_network(int lmax, enum gate gate,
                                             real cutoff, bool direct)
{
  struct network *network = NULL;
  struct network_description is = {.in = "3x0e",
                                   .lmax = lmax,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 5, cutoff, 6}};
  const char *text[3] = {"4x0e", "4x0e + 3x1o", "4x0e + 3x1o + 2x2e"};
  bool good = !network_create(&is, &network);
  for (int k = 0; k < 2; k++)
    good = good && !network_add_layer(network, text[lmax], gate, 5, 4);
  good = good && !network_add_layer(network, direct ? "1x0e + 1x1o" : "1x0e",
                                    GATE_NONE, 5, 4);
  good = good && !network_answer(network, "1x0e", ANSWER_SUM);
  if (direct)
    good = good && !network_answer(network, "1x1o", ANSWER_NODES);
  check_true(good, "a network of degree %d", lmax);
  return network;
}

/* Every stage of chapter 6: a layer, a norm, two residual layers, another norm
 * and a last layer. */
static inline struct network *deep_network(enum gate gate, real cutoff)
{
  struct network *network = NULL;
  struct network_description is = {.in = "3x0e",
                                   .lmax = 1,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 5, cutoff, 6}};
  bool good = !network_create(&is, &network) &&
              !network_add_layer(network, "4x0e + 3x1o", gate, 5, 4) &&
              !network_add_norm(network);
  for (int k = 0; k < 2; k++)
    good = good && !network_add_residual(network, gate, 5, 4, 2);
  good = good && !network_add_norm(network) &&
         !network_add_layer(network, "1x0e", GATE_NONE, 5, 4) &&
         !network_answer(network, "1x0e", ANSWER_SUM);
  check_true(good, "a network of norms and residual layers");
  return network;
}

/* Graph and pass for the places in s->points. */
static inline void sample_graph(struct sample *s, real skin)
{
  network_pass_free(s->pass);
  graph_free(s->graph);
  enum tfn_status status =
      potential_graph(&s->p, 2, s->counts, s->points, skin, &s->graph);
  if (!status)
    status = network_pass_create(s->network, s->graph, &s->pass);
  if (!status)
    status = potential_features(&s->p, s->atoms, s->kind, s->pass->x);
  check_true(!status, "a graph of the sample: %s", tfn_message(status));
}

/* Clouds of five and four atoms of three kinds, within a few angstrom.  Takes
 * over the network. */
static inline struct sample sample_with(uint64_t seed, struct network *network)
{
  struct random g = random_seed(seed);
  struct sample s = {.atoms = 9, .counts = {5, 4}, .network = network};
  s.p = (struct potential){.network = s.network,
                           .kinds = SAMPLE_KINDS,
                           .number = {1, 6, 8},
                           .zero = {-1.5, -10, -20},
                           .scale = 0.1};
  s.w = numbers(network_weights(s.network));
  network_initial(s.network, seed, s.w);
  for (size_t k = 0; k < network_weights(s.network); k++)
    s.w[k] += REAL(0.1) * (real)random_normal(&g);
  real *a = cloud(&g, 5), *b = cloud(&g, 4);
  s.points = numbers(3 * (s.atoms + SAMPLE_KINDS));
  memcpy(s.points, a, 15 * sizeof *a);
  memcpy(s.points + 15, b, 12 * sizeof *b);
  free(a);
  free(b);
  for (size_t i = 0; i < s.atoms; i++)
    s.kind[i] = random_below(&g, SAMPLE_KINDS);
  sample_graph(&s, REAL(0.1));
  return s;
}

static inline struct sample sample_of(uint64_t seed, int lmax, enum gate gate,
                                      real cutoff, bool direct)
{
  return sample_with(seed, sample_network(lmax, gate, cutoff, direct));
}

static inline void sample_free(struct sample *s)
{
  network_pass_free(s->pass);
  graph_free(s->graph);
  network_free(s->network);
  free(s->w);
  free(s->points);
}

/* Energies and forces at s->points; force (atoms, 3) is the caller's. */
static inline real *sample_forces(struct sample *s, double energy[2])
{
  real *force = numbers(3 * s->atoms);
  real *dpoints = numbers(3 * (s->atoms + SAMPLE_KINDS));
  enum tfn_status status = graph_move(s->graph, s->points);
  if (!status)
    status = network_look(s->network, s->pass);
  if (!status)
    status = potential_forces(&s->p, s->w, s->pass, energy, dpoints, force);
  check_true(!status, "forces of the sample: %s", tfn_message(status));
  free(dpoints);
  return force;
}

#endif
