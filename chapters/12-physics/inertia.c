/* inertia.c: the moments of inertia, in closed form and learned. */
#include "inertia.h"

#include "harmonics.h"
#include "loss.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [tensor] The matrix, by its definition ---- */
void inertia_tensor(size_t n, const double *mass, const double *r,
                    const double centre[3], double I[9])
{
  memset(I, 0, 9 * sizeof *I);
  for (size_t i = 0; i < n; i++) {
    double d[3], square = 0;
    for (size_t a = 0; a < 3; a++) {
      d[a] = r[3 * i + a] - centre[a];
      square += d[a] * d[a];
    }
    for (size_t a = 0; a < 3; a++)
      for (size_t b = 0; b < 3; b++)
        I[3 * a + b] += mass[i] * ((a == b ? square : 0) - d[a] * d[b]);
  }
}

/* ---- [irreps] A symmetric matrix is 0e + 2e ---- */
enum { XX, XY, XZ, YX, YY, YZ, ZX, ZY, ZZ };

void inertia_split(const double I[9], double c[6])
{
  c[0] = (I[XX] + I[YY] + I[ZZ]) / sqrt(3);
  c[1] = (I[XY] + I[YX]) / sqrt(2);
  c[2] = (I[YZ] + I[ZY]) / sqrt(2);
  c[3] = (2 * I[ZZ] - I[XX] - I[YY]) / sqrt(6);
  c[4] = (I[XZ] + I[ZX]) / sqrt(2);
  c[5] = (I[XX] - I[YY]) / sqrt(2);
}

void inertia_join(const double c[6], double I[9])
{
  I[XY] = I[YX] = c[1] / sqrt(2);
  I[YZ] = I[ZY] = c[2] / sqrt(2);
  I[XZ] = I[ZX] = c[4] / sqrt(2);
  I[XX] = c[0] / sqrt(3) - c[3] / sqrt(6) + c[5] / sqrt(2);
  I[YY] = c[0] / sqrt(3) - c[3] / sqrt(6) - c[5] / sqrt(2);
  I[ZZ] = c[0] / sqrt(3) + 2 * c[3] / sqrt(6);
}

/* ---- [closed] By harmonics and two radial functions ---- */
double inertia_R0(double r)
{
  return 2 / sqrt(3) * r * r;
}

double inertia_R2(double r)
{
  return -sqrt(2.0 / 15) * r * r;
}

void inertia_closed(size_t n, const double *mass, const double *r,
                    const double centre[3], double c[6])
{
  memset(c, 0, 6 * sizeof *c);
  for (size_t i = 0; i < n; i++) {
    real v[3], Y[9];
    for (size_t a = 0; a < 3; a++)
      v[a] = (real)(r[3 * i + a] - centre[a]);
    double length = (double)real_hypot(real_hypot(v[0], v[1]), v[2]);
    harmonics(2, HARMONICS_COMPONENT, 1, v, Y);
    c[0] += mass[i] * inertia_R0(length);
    for (size_t m = 0; m < 5; m++)
      c[1 + m] += mass[i] * inertia_R2(length) * (double)Y[4 + m];
  }
}

/* ---- [network] One layer ---- */
enum tfn_status inertia_network(struct network **network)
{
  struct network_description is = {
      .in = "1x0e",
      .lmax = 2,
      .parity = true,
      .basis = {RADIAL_GAUSSIAN, 12, REAL(1.8), 0}};
  enum tfn_status status = network_create(&is, network);
  if (!status)
    status = network_add_layer(*network, "1x0e + 1x2e", GATE_NONE, 16, 1);
  if (!status)
    status = network_answer(*network, NULL, ANSWER_NODES);
  if (status && network) {
    network_free(*network);
    *network = NULL;
  }
  return status;
}

/* ---- [task] Random clouds ---- */
static enum tfn_status batch(const struct task *task,
                             const struct network *network, struct batch *batch)
{
  const struct inertia *t = task->data;
  size_t n = batch->items, *counts = memory_array(n, sizeof *counts);
  real *r = memory_array(n * t->points, 3 * sizeof *r);
  batch->x = memory_array(n * t->points, sizeof *batch->x);
  enum tfn_status status = TFN_NO_MEMORY;
  if (counts && r && batch->x) {
    for (size_t i = 0; i < n; i++) {
      size_t at = batch->item[i] * t->points;
      counts[i] = t->points;
      memcpy(r + 3 * i * t->points, t->r + 3 * at, 3 * t->points * sizeof *r);
      memcpy(batch->x + i * t->points, t->mass + at, t->points * sizeof *r);
    }
    status = network_graph(network, n, counts, r, &batch->graph);
  }
  free(counts);
  free(r);
  return status;
}

/* The sum over the six components of an irrep is that over the nine entries of
 * the matrix: it does not change when the cloud is turned. */
static void loss(const struct task *task, const struct batch *batch, real share,
                 struct network_pass *pass, struct report *report)
{
  const struct inertia *t = task->data;
  for (size_t i = 0; i < batch->items; i++) {
    size_t n = 6 * t->points, at = i * n;
    real sum = 0;
    loss_squares(n, pass->answer[0] + at, t->want + batch->item[i] * n,
                 share / (real)t->points, pass->danswer[0] + at, &sum);
    report->loss += (double)sum;
  }
}

/* ---- [begin] The clouds ---- */
static void fill_cloud(size_t n, struct random *g, real *r, real *mass,
                       real *want, double *wide)
{
  double *places = wide, *masses = wide + 3 * n;
  for (size_t k = 0; k < 3 * n; k++) {
    r[k] = (real)(random_uniform(g) - 0.5);
    places[k] = (double)r[k];
  }
  for (size_t i = 0; i < n; i++) {
    mass[i] = (real)(0.5 + 1.5 * random_uniform(g));
    masses[i] = (double)mass[i];
  }
  for (size_t i = 0; i < n; i++) {
    double I[9], c[6];
    inertia_tensor(n, masses, places, places + 3 * i, I);
    inertia_split(I, c);
    for (size_t k = 0; k < 6; k++)
      want[6 * i + k] = (real)c[k];
  }
}

enum tfn_status inertia_begin(size_t clouds, size_t points, uint64_t seed,
                              struct inertia *t)
{
  if (!t)
    return TFN_NULL;
  memset(t, 0, sizeof *t);
  if (!clouds || points < 2 || clouds > 1000 || points > 1000)
    return TFN_BAD_VALUE;
  size_t n = clouds * points;
  double *wide = memory_array(4 * points, sizeof *wide);
  t->r = memory_array(10 * n, sizeof *t->r);
  if (!wide || !t->r) {
    free(wide);
    inertia_free(t);
    return TFN_NO_MEMORY;
  }
  t->clouds = clouds, t->points = points;
  t->mass = t->r + 3 * n, t->want = t->r + 4 * n;
  struct random g = random_seed(seed);
  for (size_t i = 0; i < clouds; i++)
    fill_cloud(points, &g, t->r + 3 * i * points, t->mass + i * points,
               t->want + 6 * i * points, wide);
  free(wide);
  t->task = (struct task){.name = "inertia",
                          .items = clouds,
                          .batch = batch,
                          .loss = loss,
                          .data = t};
  return TFN_OK;
}

void inertia_free(struct inertia *t)
{
  if (!t)
    return;
  free(t->r);
  memset(t, 0, sizeof *t);
}

/* ---- [radial] What it learned ----
 *
 * Two points, the second straight above the first: the messages from it to the
 * first are its mass times R_0 Y_0 and R_2 Y_2, of which Y_0 and the middle
 * component of Y_2, sqrt5, are not zero.  The mass of the first is 0, so that
 * it says nothing itself; what is left with both masses 0 is the bias. */
static enum tfn_status ask(const struct network *network, const real *w, real r,
                           real *R)
{
  const real points[6] = {0, 0, 0, 0, 0, r}, mass[2] = {0, 1}, none[2] = {0, 0};
  const size_t two = 2;
  real answer[12], bias[12];
  enum tfn_status status =
      network_predict(network, w, 1, &two, points, mass, answer, NULL);
  if (!status)
    status = network_predict(network, w, 1, &two, points, none, bias, NULL);
  if (status)
    return status;
  R[0] = answer[0] - bias[0];
  R[1] = answer[3] / real_sqrt(5);
  return TFN_OK;
}

enum tfn_status inertia_radial(const struct network *network, const real *w,
                               size_t n, const real *r, real *R)
{
  if (!network || !w || (n && (!r || !R)))
    return TFN_NULL;
  if (network->answers != 1 || network->in.dim != 1 ||
      network->answer[0].layout.dim != 6)
    return TFN_BAD_SHAPE;
  real *found = memory_array(n, 2 * sizeof *found);
  enum tfn_status status = found ? TFN_OK : TFN_NO_MEMORY;
  for (size_t i = 0; i < n && !status; i++)
    status = ask(network, w, r[i], found + 2 * i);
  for (size_t k = 0; k < 2 * n && !status; k++)
    R[k] = found[k];
  free(found);
  return status;
}
