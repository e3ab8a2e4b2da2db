/* potential.c: an energy for atoms from a network, with forces. */
#include "potential.h"

#include "matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [check] Does the network fit? ---- */
static bool fits(const struct potential *p)
{
  const struct irreps *in = &p->network->in;
  const struct network_answer *a = &p->network->answer[0];
  bool scalars = true;
  for (size_t b = 0; b < in->n; b++)
    scalars = scalars && in->block[b].l == 0 && in->block[b].parity == 1;
  return scalars && in->dim == p->kinds && p->network->answers &&
         a->of == ANSWER_SUM && a->layout.dim == 1 &&
         a->layout.block[0].parity == 1 && p->network->basis.envelope > 0;
}

enum tfn_status potential_check(const struct potential *p)
{
  if (!p || !p->network)
    return TFN_NULL;
  if (!p->kinds || p->kinds > POTENTIAL_KINDS || !isfinite(p->scale))
    return TFN_BAD_VALUE;
  for (size_t s = 0; s < p->kinds; s++) {
    if (!isfinite(p->zero[s]))
      return TFN_BAD_VALUE;
    for (size_t t = 0; t < s; t++)
      if (p->number[s] == p->number[t])
        return TFN_BAD_VALUE;
  }
  return fits(p) ? TFN_OK : TFN_BAD_SHAPE;
}

enum tfn_status potential_kind(const struct potential *p, int number,
                               size_t *kind)
{
  if (!p || !kind)
    return TFN_NULL;
  for (size_t s = 0; s < p->kinds && s < POTENTIAL_KINDS; s++)
    if (p->number[s] == number) {
      *kind = s;
      return TFN_OK;
    }
  return TFN_BAD_VALUE;
}

/* ---- [fit] Energies of single atoms, from whole molecules ----
 *
 * The normal equations M z = c with M = N^T N, solved in the directions that
 * the molecules know something of: those whose singular value is not rounding.
 * */
static void solve_shortest(size_t n, double *M, const double *c, double *z)
{
  double S[POTENTIAL_KINDS], V[POTENTIAL_KINDS * POTENTIAL_KINDS];
  matrix_svd(n, n, M, S, V); /* of finite numbers: it converges */
  for (size_t k = 0; k < n && S[k] > 1e-12 * S[0]; k++) {
    double along = 0;
    for (size_t s = 0; s < n; s++)
      along += M[s * n + k] * c[s]; /* M now holds U */
    for (size_t s = 0; s < n; s++)
      z[s] += along / S[k] * V[s * n + k];
  }
}

static bool all_finite(size_t n, const double *x)
{
  for (size_t k = 0; k < n; k++)
    if (!isfinite(x[k]))
      return false;
  return true;
}

enum tfn_status potential_fit(size_t n, size_t kinds, const double *count,
                              const double *energy, double *zero)
{
  if (!count || !energy || !zero)
    return TFN_NULL;
  if (!n || !kinds || kinds > POTENTIAL_KINDS)
    return TFN_BAD_VALUE;
  double M[POTENTIAL_KINDS * POTENTIAL_KINDS] = {0}, c[POTENTIAL_KINDS] = {0};
  double z[POTENTIAL_KINDS] = {0};
  for (size_t i = 0; i < n; i++)
    for (size_t s = 0; s < kinds; s++) {
      c[s] += count[i * kinds + s] * energy[i];
      for (size_t t = 0; t < kinds; t++)
        M[s * kinds + t] += count[i * kinds + s] * count[i * kinds + t];
    }
  if (!all_finite(kinds * kinds, M) || !all_finite(kinds, c))
    return TFN_NOT_FINITE;
  solve_shortest(kinds, M, c, z);
  if (!all_finite(kinds, z))
    return TFN_NOT_FINITE;
  memcpy(zero, z, kinds * sizeof *z);
  return TFN_OK;
}

/* ---- [graph] Molecules, and single atoms behind them ---- */
static enum tfn_status graph_of(const struct potential *p, size_t clouds,
                                const size_t *counts, size_t atoms,
                                const real *points, real skin,
                                struct graph **graph)
{
  size_t kinds = p->kinds;
  size_t *all = memory_array(clouds + kinds, sizeof *all);
  real *r = memory_array(atoms + kinds, 3 * sizeof *r);
  enum tfn_status status = TFN_NO_MEMORY;
  if (all && r) {
    for (size_t g = 0; g < clouds + kinds; g++)
      all[g] = g < clouds ? counts[g] : 1;
    if (atoms)
      memcpy(r, points, 3 * atoms * sizeof *r);
    status =
        graph_radius(clouds + kinds, all, r, p->network->basis.cutoff + skin,
                     p->network->lmax, HARMONICS_COMPONENT, graph);
  }
  free(all);
  free(r);
  return status;
}

enum tfn_status potential_graph(const struct potential *p, size_t clouds,
                                const size_t *counts, const real *points,
                                real skin, struct graph **graph)
{
  if (graph)
    *graph = NULL;
  if (!graph || (clouds && !counts))
    return TFN_NULL;
  enum tfn_status status = potential_check(p);
  if (status)
    return status;
  size_t atoms = 0;
  for (size_t g = 0; g < clouds; g++) {
    if (counts[g] > SIZE_MAX / 64 - atoms)
      return TFN_TOO_LARGE;
    atoms += counts[g];
  }
  if (atoms && !points)
    return TFN_NULL;
  if (!(skin >= 0))
    return TFN_BAD_VALUE;
  return graph_of(p, clouds, counts, atoms, points, skin, graph);
}

enum tfn_status potential_features(const struct potential *p, size_t atoms,
                                   const size_t *kind, real *x)
{
  if (!p || (atoms && !kind) || !x)
    return TFN_NULL;
  for (size_t i = 0; i < atoms; i++)
    if (kind[i] >= p->kinds)
      return TFN_BAD_VALUE;
  memset(x, 0, (atoms + p->kinds) * p->kinds * sizeof *x);
  for (size_t i = 0; i < atoms; i++)
    x[i * p->kinds + kind[i]] = 1;
  for (size_t s = 0; s < p->kinds; s++)
    x[(atoms + s) * p->kinds + s] = 1;
  return TFN_OK;
}

/* ---- [pass] What a pass tells ---- */
static enum tfn_status check_pass(const struct potential *p,
                                  const struct network_pass *pass)
{
  if (!p || !pass || !pass->memory)
    return TFN_NULL;
  return pass->network == p->network && pass->geometry.graph->graphs >= p->kinds
             ? TFN_OK
             : TFN_BAD_SHAPE;
}

static size_t clouds_of(const struct potential *p,
                        const struct network_pass *pass)
{
  return pass->geometry.graph->graphs - p->kinds;
}

/* How many atoms of a kind a cloud has: its features are ones and zeros. */
static double count_of(const struct network_pass *pass, size_t kinds, size_t g,
                       size_t s)
{
  const struct graph *graph = pass->geometry.graph;
  double count = 0;
  for (size_t i = graph->segment[g]; i < graph->segment[g + 1]; i++)
    count += (double)pass->x[i * kinds + s];
  return count;
}

/* ---- [energies] From answers to energies ---- */
enum tfn_status potential_energies(const struct potential *p,
                                   const struct network_pass *pass,
                                   double *energy)
{
  enum tfn_status status = check_pass(p, pass);
  if (status || !energy)
    return status ? status : TFN_NULL;
  size_t clouds = clouds_of(p, pass);
  const real *single = pass->answer[0] + clouds;
  for (size_t g = 0; g < clouds; g++) {
    double zero = 0, answer = (double)pass->answer[0][g];
    for (size_t s = 0; s < p->kinds; s++) {
      double count = count_of(pass, p->kinds, g, s);
      zero += count * p->zero[s];
      answer -= count * (double)single[s];
    }
    energy[g] = zero + p->scale * answer;
  }
  return TFN_OK;
}

/* ---- [seed] And back ---- */
enum tfn_status potential_seed(const struct potential *p, const double *denergy,
                               struct network_pass *pass)
{
  enum tfn_status status = check_pass(p, pass);
  if (status || !denergy)
    return status ? status : TFN_NULL;
  size_t clouds = clouds_of(p, pass);
  network_clear(p->network, pass);
  real *single = pass->danswer[0] + clouds;
  for (size_t g = 0; g < clouds; g++) {
    real d = (real)(p->scale * denergy[g]);
    pass->danswer[0][g] += d;
    for (size_t s = 0; s < p->kinds; s++)
      single[s] -= d * (real)count_of(pass, p->kinds, g, s);
  }
  return TFN_OK;
}

/* ---- [forces] Minus the gradient ---- */
enum tfn_status potential_forces(const struct potential *p, const real *w,
                                 struct network_pass *pass, double *energy,
                                 real *dpoints, real *force)
{
  enum tfn_status status = check_pass(p, pass);
  if (status)
    return status;
  if ((network_weights(p->network) && !w) || !energy || !dpoints || !force)
    return TFN_NULL;
  size_t nodes = pass->geometry.graph->nodes, clouds = clouds_of(p, pass);
  for (size_t g = 0; g < clouds; g++)
    energy[g] = 1;
  network_forward(p->network, w, pass); /* what can be wrong: see above */
  potential_seed(p, energy, pass);
  memset(dpoints, 0, 3 * nodes * sizeof *dpoints);
  network_backward(p->network, w, pass, NULL, NULL, dpoints);
  for (size_t k = 0; k < 3 * (nodes - p->kinds); k++)
    force[k] = -dpoints[k];
  return potential_energies(p, pass, energy);
}
