/* test_nbody.c: charged bodies: symmetry, time, energy, momentum. */
#include "test_tools.h"

#include "anchors.h"
#include "nbody.h"

enum { N = NBODY_BODIES };

/* ---- [tools] Bodies and how far they are apart ---- */
static struct nbody bodies_of(uint64_t seed)
{
  struct random g = random_seed(seed);
  struct nbody b;
  nbody_draw(&g, &b);
  return b;
}

static double apart(const struct nbody *a, const struct nbody *b)
{
  double most = 0;
  for (size_t i = 0; i < N; i++) {
    most = larger(most, vec3_norm(vec3_sub(a->x[i], b->x[i])));
    most = larger(most, vec3_norm(vec3_sub(a->v[i], b->v[i])));
  }
  return most;
}

static struct nbody_recipe recipe_of(enum nbody_clip clip)
{
  struct nbody_recipe r = nbody_clean();
  if (clip)
    r.law = (struct nbody_law){.clip = clip, .most = 3};
  return r;
}

/* ---- [symmetry] Simulate and turn, or turn and simulate ----
 *
 * Errors grow while bodies meet: 200 steps (half a unit of time) keep them
 * below 1e-12. */
static double broken(enum nbody_clip clip)
{
  struct nbody_recipe r = recipe_of(clip);
  double worst = 0;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    struct random g = random_seed(seed + 100);
    rot3 R = so3_random(&g);
    struct nbody a = bodies_of(seed), b = nbody_turn(&a, R, seed % 2);
    size_t clipped = 0;
    nbody_run(&r, 200, &a, &clipped), nbody_run(&r, 200, &b, NULL);
    a = nbody_turn(&a, R, seed % 2);
    worst = larger(worst, apart(&a, &b));
    check_true(clip || !clipped, "nothing is clipped without a bound");
  }
  return worst;
}

TEST(law_bodies_turn)
{
  claim("bodies-turn", larger(broken(NBODY_FREE), broken(NBODY_BY_NORM)),
        1e-11);
  check_true(broken(NBODY_BY_COMPONENT) > 1e-2,
             "clipping by component depends on the axes: %g",
             broken(NBODY_BY_COMPONENT));
}

/* ---- [time] Steps that are taken back ---- */
TEST(law_leapfrog_is_taken_back)
{
  struct nbody_recipe there = nbody_clean(), back = there;
  double worst = 0, euler = 0;
  back.dt = -there.dt;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    struct nbody a = bodies_of(seed), b = a;
    nbody_run(&there, 400, &b, NULL);
    check_true(apart(&a, &b) > 0.1, "they have moved");
    nbody_run(&back, 400, &b, NULL);
    worst = larger(worst, apart(&a, &b));
    b = a;
    nbody_euler(&there.law, there.dt, &b), nbody_euler(&back.law, back.dt, &b);
    euler = larger(euler, apart(&a, &b));
  }
  claim("taken-back", worst, 1e-10);
  check_true(euler > 1e-6, "the other way is not: %g", euler);
}

/* One run is many steps. */
TEST(law_a_run_is_steps)
{
  struct nbody_recipe r = nbody_clean();
  struct nbody a = bodies_of(3), b = a;
  nbody_run(&r, 7, &a, NULL);
  for (int k = 0; k < 7; k++)
    nbody_leapfrog(&r.law, r.dt, &b);
  check_residual(apart(&a, &b), 1e-14, "leapfrog");
  r = nbody_common();
  a = b = bodies_of(4);
  nbody_run(&r, 7, &a, NULL);
  for (int k = 0; k < 7; k++)
    nbody_euler(&r.law, r.dt, &b);
  check_residual(apart(&a, &b), 0, "euler");
}

/* ---- [energy] Energy, and its error ---- */
static double drift_of(size_t steps, bool leapfrog)
{
  struct nbody_recipe r = nbody_clean();
  double sum = 0;
  r.dt = 0.025 / (double)steps, r.leapfrog = leapfrog;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    struct nbody b = bodies_of(seed);
    double before = nbody_energy(&r.law, &b);
    for (int k = 0; k < 20; k++) { /* the same times for every step */
      nbody_run(&r, steps, &b, NULL);
      sum += fabs(nbody_energy(&r.law, &b) - before);
    }
  }
  return sum / 200;
}

/* Half the step, a quarter of the error; the next term of the error, of
 * fourth order, is some thousandths of the first at this step. */
TEST(law_energy_is_kept_to_second_order)
{
  double coarse = drift_of(20, true), fine = drift_of(40, true);
  check_true(coarse > 1e-8, "there is an error to speak of: %g", coarse);
  claim("energy", fabs(coarse / fine - 4), 0.02);
  double euler = drift_of(20, false) / drift_of(40, false);
  check_true(euler > 1.7 && euler < 2.3, "of first order: %g", euler);
}

TEST(law_momenta_are_kept)
{
  struct nbody_recipe r = nbody_clean();
  double worst = 0;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    struct nbody b = bodies_of(seed);
    vec3 p[2] = {{0, 0, 0}, {0, 0, 0}}, L[2] = {{0, 0, 0}, {0, 0, 0}};
    for (int after = 0; after < 2; after++) {
      for (size_t i = 0; i < N; i++) {
        p[after] = vec3_add(p[after], b.v[i]);
        L[after] = vec3_add(L[after], vec3_cross(b.x[i], b.v[i]));
      }
      nbody_run(&r, 400, &b, NULL);
    }
    worst = larger(worst, vec3_norm(vec3_sub(p[0], p[1])));
    worst = larger(worst, vec3_norm(vec3_sub(L[0], L[1])));
  }
  claim("momenta", worst, 1e-12);
}

/* The force is minus the slope of the energy. */
TEST(law_forces_are_slopes)
{
  const struct nbody_law law = {.softening = 0.1};
  struct nbody b = bodies_of(5);
  vec3 F[N];
  nbody_forces(&law, &b, F);
  double h = 1e-5, worst = 0, most = 0;
  for (size_t i = 0; i < N; i++) {
    double E[2];
    for (int k = 0; k < 2; k++) {
      struct nbody moved = b;
      moved.x[i].y += k ? h : -h;
      E[k] = nbody_energy(&law, &moved);
    }
    worst = larger(worst, fabs(F[i].y + (E[1] - E[0]) / (2 * h)));
    most = larger(most, fabs(F[i].y));
  }
  check_true(most > 0.1, "there are forces");
  check_residual(worst, 1e-7, "differences of order h^2");
}

/* ---- [samples] Questions and answers ---- */
TEST(law_the_seed_fixes_the_sample)
{
  struct nbody_recipe r = nbody_clean();
  struct nbody a, b, to, c;
  r.before = 20, r.ahead = 30;
  nbody_sample(&r, 9, &a, &to, NULL), nbody_sample(&r, 9, &b, NULL, NULL);
  nbody_sample(&r, 10, &c, NULL, NULL);
  check_residual(apart(&a, &b), 0, "the same");
  check_true(apart(&a, &c) > 0.1, "another");
  nbody_run(&r, 30, &b, NULL);
  check_residual(apart(&to, &b), 0, "the answer is 30 steps later");
  struct nbody start = bodies_of(9);
  nbody_run(&r, 20, &start, NULL);
  check_residual(apart(&a, &start), 0, "and the question 20 steps from 0");
}

/* Mean 0 and variance 1 to four standard errors of 2000 bodies. */
TEST(law_bodies_are_drawn_as_said)
{
  struct random g = random_seed(6);
  double square = 0, charge = 0;
  for (int k = 0; k < 400; k++) {
    struct nbody b;
    nbody_draw(&g, &b);
    for (size_t i = 0; i < N; i++) {
      square += vec3_dot(b.x[i], b.x[i]) / 6000;
      charge += b.charge[i] / 2000;
      check_close(vec3_norm(b.v[i]), 0.5, 1e-14, "speed");
      check_true(fabs(b.charge[i]) == 1, "charge %g", b.charge[i]);
    }
  }
  check_close(square, 1, 4 * sqrt(2.0 / 6000), "variance of positions");
  check_close(charge, 0, 4 / sqrt(2000.0), "as many of either sign");
}

/* ---- [anchors] Values ---- */
static struct nbody pinned(void)
{
  struct nbody b = {.charge = {1, -1, 1, 1, -1}};
  for (int i = 0; i < N; i++) {
    b.x[i] = (vec3){sin(3 * i + 1), sin(3 * i + 2), sin(3 * i + 3)};
    b.v[i] = (vec3){cos(2 * i) / 2, cos(2 * i - 1) / 2, cos(2 * i - 2) / 2};
  }
  return b;
}

static void same(const double *want, const vec3 *got, const char *what)
{
  for (int i = 0; i < N; i++, want += 3) {
    check_close(got[i].x, want[0], 1e-13, "%s %d x", what, i);
    check_close(got[i].y, want[1], 1e-13, "%s %d y", what, i);
    check_close(got[i].z, want[2], 1e-13, "%s %d z", what, i);
  }
}

TEST(anchor_bodies)
{
  const struct nbody_law law = {.softening = 0.1};
  struct nbody b = pinned();
  vec3 F[N];
  check_true(nbody_forces(&law, &b, F) == 0, "nothing is clipped");
  same(ANCHOR_FORCES, F, "force");
  check_close(nbody_energy(&law, &b), ANCHOR_ENERGY, 1e-13, "energy");
  nbody_leapfrog(&law, 0.125, &b), nbody_leapfrog(&law, 0.125, &b);
  same(ANCHOR_LEAPFROG, b.x, "leapfrog: place");
  same(ANCHOR_LEAPFROG + 15, b.v, "leapfrog: velocity");
  b = pinned();
  nbody_euler(&law, 0.125, &b), nbody_euler(&law, 0.125, &b);
  same(ANCHOR_EULER, b.x, "euler: place");
  same(ANCHOR_EULER + 15, b.v, "euler: velocity");
}

/* Two bodies of one charge at distance 1/8 on x, the others far away: a force
 * of 64, more than 50. */
TEST(anchor_clipped_forces)
{
  struct nbody b = {.charge = {1, 1, 1, 1, 1}};
  vec3 F[N];
  for (int i = 0; i < N; i++)
    b.x[i] = (vec3){0, 1e9 * i, 0};
  b.x[1] = (vec3){0.125 * 0.6, 0.125 * 0.8, 0};
  const struct nbody_law norm = {.clip = NBODY_BY_NORM, .most = 50};
  const struct nbody_law component = {.clip = NBODY_BY_COMPONENT, .most = 50};
  check_true(nbody_forces(&norm, &b, F) == 2, "two are clipped");
  check_close(F[1].x, 30, 1e-12, "x"), check_close(F[1].y, 40, 1e-12, "y");
  check_true(nbody_forces(&component, &b, F) == 2, "two again");
  check_close(F[1].x, 64 * 0.6, 1e-12, "x stays");
  check_close(F[1].y, 50, 1e-12, "y is cut");
  check_close(F[0].y, -50, 1e-12, "on both sides");
}

/* ---- [recipes] What the recipes say ---- */
TEST(anchor_recipes)
{
  struct nbody_recipe clean = nbody_clean(), common = nbody_common();
  check_close(clean.dt * (double)clean.before, 3.1, 1e-12, "question");
  check_close(clean.dt * (double)clean.ahead, 1, 1e-12, "answer");
  check_close(common.dt * (double)common.before, 3.1, 1e-12, "question");
  check_close(common.dt * (double)common.ahead, 1, 1e-12, "answer");
  check_true(common.law.most == 100 && !common.leapfrog && clean.leapfrog,
             "as published");
  /* the common one begins with a whole kick */
  common.before = 0;
  struct nbody from, start = bodies_of(11);
  nbody_sample(&common, 11, &from, NULL, NULL);
  check_true(apart(&from, &start) > 1e-5, "velocities are ahead by a kick");
}

/* ---- [edges] Bad recipes ---- */
TEST(edge_recipes)
{
  struct nbody b = bodies_of(1);
  size_t n = 0;
#define REFUSED(change)                                                  \
  do {                                                                   \
    struct nbody_recipe r = nbody_clean();                               \
    r.change;                                                            \
    check_true(nbody_run(&r, 1, &b, &n) == TFN_BAD_VALUE &&              \
                   nbody_sample(&r, 1, &b, NULL, NULL) == TFN_BAD_VALUE, \
               "%s", #change);                                           \
  } while (0)
  REFUSED(law.softening = -1);
  REFUSED(law.softening = (double)NAN);
  REFUSED(law.clip = NBODY_BY_NORM);
  REFUSED(law.clip = (enum nbody_clip)5);
  REFUSED(dt = 0);
  REFUSED(dt = (double)NAN);
#undef REFUSED
  struct nbody_recipe r = nbody_clean();
  check_true(nbody_run(NULL, 1, &b, NULL) == TFN_NULL &&
                 nbody_run(&r, 1, NULL, NULL) == TFN_NULL &&
                 nbody_sample(NULL, 1, NULL, NULL, NULL) == TFN_NULL,
             "null");
  struct nbody before = b;
  check_true(!nbody_run(&r, 0, &b, NULL) && apart(&b, &before) == 0,
             "no steps, no change");
}

/* Softened bodies may be in one place. */
TEST(edge_bodies_in_one_place)
{
  const struct nbody_law law = {.softening = 0.1};
  struct nbody b = {.charge = {1, 1, 1, 1, 1}};
  vec3 F[N];
  nbody_forces(&law, &b, F);
  for (int i = 0; i < N; i++)
    check_residual(vec3_norm(F[i]), 0, "body %d", i);
  check_close(nbody_energy(&law, &b), 100, 1e-12, "ten pairs of 1/0.1");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_bodies_turn),
    CASE(law_leapfrog_is_taken_back),
    CASE(law_a_run_is_steps),
    CASE(law_energy_is_kept_to_second_order),
    CASE(law_momenta_are_kept),
    CASE(law_forces_are_slopes),
    CASE(law_the_seed_fixes_the_sample),
    CASE(law_bodies_are_drawn_as_said),
    CASE(anchor_bodies),
    CASE(anchor_clipped_forces),
    CASE(anchor_recipes),
    CASE(edge_recipes),
    CASE(edge_bodies_in_one_place),
};
TEST_MAIN("10-attention/nbody", tests)
