/* nbody.c: charged bodies by Newton's law, and two data sets of them. */
#include "nbody.h"

#include <math.h>

/* ---- [draw] At random ---- */
static vec3 normal(struct random *g)
{
  vec3 r;
  r.x = random_normal(g);
  r.y = random_normal(g);
  r.z = random_normal(g);
  return r;
}

void nbody_draw(struct random *g, struct nbody *bodies)
{
  for (size_t i = 0; i < NBODY_BODIES; i++) {
    bodies->charge[i] = random_below(g, 2) ? 1 : -1;
    bodies->x[i] = normal(g);
    vec3 v = normal(g);
    bodies->v[i] = vec3_scale(0.5 / vec3_norm(v), v);
  }
}

struct nbody nbody_turn(const struct nbody *bodies, rot3 R, bool improper)
{
  struct nbody turned = *bodies;
  double sign = improper ? -1 : 1;
  for (size_t i = 0; i < NBODY_BODIES; i++) {
    turned.x[i] = vec3_scale(sign, so3_apply(R, bodies->x[i]));
    turned.v[i] = vec3_scale(sign, so3_apply(R, bodies->v[i]));
  }
  return turned;
}

/* ---- [clip] Two ways to bound a force ---- */
static double cut(double most, double f)
{
  return f > most ? most : f < -most ? -most : f;
}

static bool clip(const struct nbody_law *law, vec3 *F)
{
  vec3 before = *F;
  if (law->clip == NBODY_BY_COMPONENT)
    *F = (vec3){cut(law->most, F->x), cut(law->most, F->y),
                cut(law->most, F->z)};
  else if (law->clip == NBODY_BY_NORM && vec3_norm(*F) > law->most)
    *F = vec3_scale(law->most / vec3_norm(*F), *F);
  return F->x != before.x || F->y != before.y || F->z != before.z;
}

/* ---- [forces] Coulomb's law, softened ---- */
size_t nbody_forces(const struct nbody_law *law, const struct nbody *bodies,
                    vec3 *F)
{
  size_t clipped = 0;
  for (size_t i = 0; i < NBODY_BODIES; i++)
    F[i] = (vec3){0, 0, 0};
  for (size_t i = 0; i < NBODY_BODIES; i++)
    for (size_t j = 0; j < i; j++) {
      vec3 a = bodies->x[i], b = bodies->x[j];
      vec3 d = {a.x - b.x, a.y - b.y, a.z - b.z};
      double r2 =
          d.x * d.x + d.y * d.y + d.z * d.z + law->softening * law->softening;
      double f = bodies->charge[i] * bodies->charge[j] / (r2 * sqrt(r2));
      F[i] = (vec3){F[i].x + f * d.x, F[i].y + f * d.y, F[i].z + f * d.z};
      F[j] = (vec3){F[j].x - f * d.x, F[j].y - f * d.y, F[j].z - f * d.z};
    }
  for (size_t i = 0; i < NBODY_BODIES; i++)
    clipped += clip(law, &F[i]);
  return clipped;
}

double nbody_energy(const struct nbody_law *law, const struct nbody *bodies)
{
  double energy = 0;
  for (size_t i = 0; i < NBODY_BODIES; i++) {
    energy += vec3_dot(bodies->v[i], bodies->v[i]) / 2;
    for (size_t j = 0; j < i; j++) {
      vec3 d = vec3_sub(bodies->x[i], bodies->x[j]);
      energy += bodies->charge[i] * bodies->charge[j] /
                sqrt(vec3_dot(d, d) + law->softening * law->softening);
    }
  }
  return energy;
}

/* ---- [steps] Kicks and drifts ---- */
static size_t kick(const struct nbody_law *law, double dt, struct nbody *bodies)
{
  vec3 F[NBODY_BODIES];
  size_t clipped = nbody_forces(law, bodies, F);
  for (size_t i = 0; i < NBODY_BODIES; i++) {
    bodies->v[i].x += dt * F[i].x;
    bodies->v[i].y += dt * F[i].y;
    bodies->v[i].z += dt * F[i].z;
  }
  return clipped;
}

static void drift(double dt, struct nbody *bodies)
{
  for (size_t i = 0; i < NBODY_BODIES; i++) {
    bodies->x[i].x += dt * bodies->v[i].x;
    bodies->x[i].y += dt * bodies->v[i].y;
    bodies->x[i].z += dt * bodies->v[i].z;
  }
}

size_t nbody_leapfrog(const struct nbody_law *law, double dt,
                      struct nbody *bodies)
{
  size_t clipped = kick(law, dt / 2, bodies);
  drift(dt, bodies);
  return clipped + kick(law, dt / 2, bodies);
}

/* ---- [euler] The simple way, and many steps ---- */
size_t nbody_euler(const struct nbody_law *law, double dt, struct nbody *bodies)
{
  drift(dt, bodies);
  return kick(law, dt, bodies);
}

/* Many leapfrog steps: the second half of a kick and the first half of the
 * next are one. */
static size_t leapfrogs(const struct nbody_law *law, double dt, size_t steps,
                        struct nbody *bodies)
{
  size_t clipped = steps ? kick(law, dt / 2, bodies) : 0;
  for (size_t k = 0; k < steps; k++) {
    drift(dt, bodies);
    clipped += kick(law, k + 1 < steps ? dt : dt / 2, bodies);
  }
  return clipped;
}

/* ---- [recipes] Two recipes ---- */
struct nbody_recipe nbody_clean(void)
{
  return (struct nbody_recipe){.law = {.softening = 0.1},
                               .leapfrog = true,
                               .dt = 0.0025,
                               .before = 1240,
                               .ahead = 400};
}

struct nbody_recipe nbody_common(void)
{
  return (struct nbody_recipe){.law = {.clip = NBODY_BY_COMPONENT, .most = 100},
                               .dt = 0.001,
                               .before = 3100,
                               .ahead = 1000};
}

static bool good(const struct nbody_recipe *recipe)
{
  const struct nbody_law *law = &recipe->law;
  bool clips = law->clip == NBODY_BY_NORM || law->clip == NBODY_BY_COMPONENT;
  return law->softening >= 0 && isfinite(law->softening) &&
         (clips ? law->most > 0 : law->clip == NBODY_FREE) &&
         isfinite(recipe->dt) && recipe->dt != 0;
}

/* ---- [sample] A question and its answer ---- */
enum tfn_status nbody_run(const struct nbody_recipe *recipe, size_t steps,
                          struct nbody *bodies, size_t *clipped)
{
  if (!recipe || !bodies)
    return TFN_NULL;
  if (!good(recipe))
    return TFN_BAD_VALUE;
  size_t count = 0;
  if (recipe->leapfrog)
    count = leapfrogs(&recipe->law, recipe->dt, steps, bodies);
  for (size_t k = 0; k < steps && !recipe->leapfrog; k++)
    count += nbody_euler(&recipe->law, recipe->dt, bodies);
  if (clipped)
    *clipped += count;
  return TFN_OK;
}

enum tfn_status nbody_sample(const struct nbody_recipe *recipe, uint64_t seed,
                             struct nbody *from, struct nbody *to,
                             size_t *clipped)
{
  struct random g = random_seed(seed);
  struct nbody bodies;
  size_t count = 0;
  if (!recipe)
    return TFN_NULL;
  if (!good(recipe))
    return TFN_BAD_VALUE;
  nbody_draw(&g, &bodies);
  if (!recipe->leapfrog)
    count += kick(&recipe->law, recipe->dt, &bodies);
  nbody_run(recipe, recipe->before, &bodies, &count);
  if (from)
    *from = bodies;
  nbody_run(recipe, recipe->ahead, &bodies, &count);
  if (to)
    *to = bodies;
  if (clipped)
    *clipped = count;
  return TFN_OK;
}
