/* dynamics.c: velocity Verlet, and how well it keeps the energy. */
#include "dynamics.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [create] Atoms at rest ---- */
static enum tfn_status take_memory(size_t atoms, struct dynamics *d)
{
  d->atoms = atoms;
  d->mass = memory_array(10 * atoms, sizeof *d->mass);
  if (!d->mass)
    return TFN_NO_MEMORY;
  d->r = d->mass + atoms;
  d->v = d->r + 3 * atoms;
  d->force = d->v + 3 * atoms;
  return TFN_OK;
}

enum tfn_status dynamics_create(size_t atoms, const double *mass,
                                const double *r, dynamics_force *pull,
                                void *context, struct dynamics *d)
{
  if (d)
    memset(d, 0, sizeof *d);
  if (!mass || !r || !pull || !d)
    return TFN_NULL;
  if (atoms > SIZE_MAX / 128)
    return TFN_TOO_LARGE;
  for (size_t i = 0; i < atoms; i++)
    if (!(mass[i] > 0 && mass[i] < HUGE_VAL))
      return TFN_BAD_VALUE;
  enum tfn_status status = take_memory(atoms, d);
  if (status)
    return status;
  memcpy(d->mass, mass, atoms * sizeof *mass);
  memcpy(d->r, r, 3 * atoms * sizeof *r);
  d->pull = pull;
  d->context = context;
  status = pull(context, d->r, &d->energy, d->force);
  if (status)
    dynamics_free(d);
  return status;
}

void dynamics_free(struct dynamics *d)
{
  if (!d)
    return;
  free(d->mass);
  memset(d, 0, sizeof *d);
}

/* ---- [heat] Velocities of a temperature ---- */
enum tfn_status dynamics_heat(struct dynamics *d, double kelvin,
                              struct random *g)
{
  if (!d || !d->mass || !g)
    return TFN_NULL;
  if (!(kelvin >= 0 && kelvin < HUGE_VAL))
    return TFN_BAD_VALUE;
  double heat = DYNAMICS_BOLTZMANN * kelvin * DYNAMICS_ACCELERATION, all = 0;
  double momentum[3] = {0};
  for (size_t i = 0; i < d->atoms; i++) {
    for (size_t a = 0; a < 3; a++) {
      d->v[3 * i + a] = sqrt(heat / d->mass[i]) * random_normal(g);
      momentum[a] += d->mass[i] * d->v[3 * i + a];
    }
    all += d->mass[i];
  }
  for (size_t k = 0; k < 3 * d->atoms; k++)
    d->v[k] -= momentum[k % 3] / all;
  return TFN_OK;
}

/* ---- [step] One step ---- */
static void kick(struct dynamics *d, double dt)
{
  for (size_t i = 0; i < d->atoms; i++)
    for (size_t a = 0; a < 3; a++)
      d->v[3 * i + a] +=
          dt * DYNAMICS_ACCELERATION * d->force[3 * i + a] / d->mass[i];
}

enum tfn_status dynamics_step(struct dynamics *d, double dt)
{
  if (!d || !d->mass)
    return TFN_NULL;
  if (!isfinite(dt))
    return TFN_BAD_VALUE;
  kick(d, dt / 2);
  for (size_t k = 0; k < 3 * d->atoms; k++)
    d->r[k] += dt * d->v[k];
  enum tfn_status status = d->pull(d->context, d->r, &d->energy, d->force);
  if (status)
    return status;
  kick(d, dt / 2);
  d->time += dt;
  return isfinite(dynamics_total(d)) ? TFN_OK : TFN_NOT_FINITE;
}

/* ---- [measures] Energies and their drift ---- */
double dynamics_kinetic(const struct dynamics *d)
{
  double sum = 0;
  for (size_t i = 0; d && i < d->atoms; i++)
    for (size_t a = 0; a < 3; a++)
      sum += d->mass[i] * d->v[3 * i + a] * d->v[3 * i + a];
  return sum / (2 * DYNAMICS_ACCELERATION);
}

double dynamics_total(const struct dynamics *d)
{
  return d ? dynamics_kinetic(d) + d->energy : 0;
}

double dynamics_temperature(const struct dynamics *d)
{
  if (!d || d->atoms < 2)
    return 0;
  double free = 3 * (double)d->atoms - 3;
  return 2 * dynamics_kinetic(d) / (DYNAMICS_BOLTZMANN * free);
}

/* ---- [line] A straight line by least squares ----
 *
 * Differences from the means first: an energy of a molecule has ten digits
 * before those that move. */
static double mean(size_t n, const double *x)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += x[i] - x[0];
  return x[0] + sum / (double)n;
}

enum tfn_status dynamics_line(size_t n, const double *t, const double *y,
                              double *slope, double *rms)
{
  if (!t || !y || !slope)
    return TFN_NULL;
  if (n < 2)
    return TFN_BAD_VALUE;
  double t0 = mean(n, t), y0 = mean(n, y), tt = 0, ty = 0, left = 0;
  for (size_t i = 0; i < n; i++) {
    tt += (t[i] - t0) * (t[i] - t0);
    ty += (t[i] - t0) * (y[i] - y0);
  }
  *slope = tt > 0 ? ty / tt : 0;
  for (size_t i = 0; i < n; i++) {
    double e = y[i] - y0 - *slope * (t[i] - t0);
    left += e * e;
  }
  if (rms)
    *rms = sqrt(left / (double)n);
  return TFN_OK;
}
