/* test_inertia.c: moments of inertia, in closed form and learned. */
#include "test_tools.h"
#include "inertia.h"

#include <math.h>

static const double ORIGIN[3] = {0, 0, 0};

static void random_cloud(struct random *g, size_t n, double *mass, double *r)
{
  for (size_t i = 0; i < n; i++)
    mass[i] = 0.5 + random_uniform(g);
  for (size_t k = 0; k < 3 * n; k++)
    r[k] = random_normal(g);
}

/* ---- [laws] Laws ---- */
TEST(law_closed_form_is_the_tensor)
{
  struct random g = random_seed(1);
  double error = 0;
  for (int k = 0; k < 20; k++) {
    double mass[9], r[27], I[9], c[6], closed[6], centre[3] = {0.3, -1, 2};
    random_cloud(&g, 9, mass, r);
    inertia_tensor(9, mass, r, centre, I);
    inertia_split(I, c);
    inertia_closed(9, mass, r, centre, closed);
    for (int i = 0; i < 6; i++)
      error = larger(error, fabs(c[i] - closed[i]) / c[0]);
  }
  /* Sums of nine terms known to some eps. */
  claim("inertia-closed", error, 30 * (double)REAL_EPS);
}

TEST(law_irreps_keep_the_squares)
{
  struct random g = random_seed(2);
  double mass[5], r[15], I[9], c[6], back[9], squares = 0, parts = 0;
  random_cloud(&g, 5, mass, r);
  inertia_tensor(5, mass, r, ORIGIN, I);
  inertia_split(I, c);
  inertia_join(c, back);
  for (int k = 0; k < 9; k++) {
    squares += I[k] * I[k];
    check_close(back[k], I[k], 1e-14 * fabs(I[0]), "entry %d comes back", k);
  }
  for (int k = 0; k < 6; k++)
    parts += c[k] * c[k];
  claim("frobenius", fabs(parts - squares) / squares, 1e-14);
}

/* The sum over six entries changes with the turn, that of irreps does not. */
static double six_entries(const double I[9], const double J[9])
{
  double sum = 0;
  for (int a = 0; a < 3; a++)
    for (int b = a; b < 3; b++)
      sum += (I[3 * a + b] - J[3 * a + b]) * (I[3 * a + b] - J[3 * a + b]);
  return sum;
}

TEST(law_six_entries_are_no_measure)
{
  struct random g = random_seed(3);
  double mass[8], r[24], turned[24], I[4][9], c[4][6], six[2], irreps[2];
  rot3 R = so3_random(&g);
  random_cloud(&g, 8, mass, r);
  for (int i = 0; i < 8; i++) {
    vec3 v = so3_apply(R, (vec3){r[3 * i], r[3 * i + 1], r[3 * i + 2]});
    turned[3 * i] = v.x, turned[3 * i + 1] = v.y, turned[3 * i + 2] = v.z;
  }
  for (int k = 0; k < 4; k++) { /* two clouds, and the same two turned */
    const double *from = k < 2 ? r : turned;
    inertia_tensor(4, mass + 4 * (k % 2), from + 12 * (k % 2), ORIGIN, I[k]);
    inertia_split(I[k], c[k]);
  }
  for (int k = 0; k < 2; k++) {
    six[k] = six_entries(I[2 * k], I[2 * k + 1]);
    irreps[k] = 0;
    for (int i = 0; i < 6; i++) {
      double d = c[2 * k][i] - c[2 * k + 1][i];
      irreps[k] += d * d;
    }
  }
  check_close(irreps[1], irreps[0], 1e-13 * irreps[0], "the sum of irreps");
  check_true(fabs(six[1] - six[0]) > 0.01 * six[0],
             "six entries: %g and, turned, %g", six[0], six[1]);
}

/* After some hundred steps the loss is a small part of what it was, and the
 * radial functions are near the closed forms where there are data. */
TEST(law_a_layer_learns_the_closed_form)
{
  struct inertia task;
  struct network *network = NULL;
  struct trainer t;
  struct trainer_plan plan = {.seed = 1, .adam = adam_default()};
  plan.adam.rate = REAL(0.02);
  check_true(!inertia_begin(10, 8, 1, &task) && !inertia_network(&network) &&
                 !trainer_create(network, &task.task, &plan, &t),
             "a lesson");
  trainer_run(&t, 0, NULL, NULL, NULL);
  double first = t.report.loss;
  trainer_run(&t, 400, NULL, NULL, NULL);
  check_true(t.report.loss < 2e-3 * first, "the loss falls from %g to %g",
             first, t.report.loss);
  const real r[3] = {REAL(0.3), REAL(0.5), REAL(0.7)};
  real R[6];
  check_true(!inertia_radial(network, t.w, 3, r, R), "its radial functions");
  for (int i = 0; i < 3; i++) {
    check_close(R[2 * i], inertia_R0((double)r[i]), 0.05, "R_0 at %g",
                (double)r[i]);
    check_close(R[2 * i + 1], inertia_R2((double)r[i]), 0.03, "R_2 at %g",
                (double)r[i]);
  }
  trainer_free(&t);
  network_free(network);
  inertia_free(&task);
}

/* ---- [anchors] Anchors ---- */

/* Mass 2 at (1, 2, 3): 14 on the diagonal less the squares, by hand. */
TEST(anchor_one_point)
{
  const double mass = 2, r[3] = {1, 2, 3};
  const double want[9] = {26, -4, -6, -4, 20, -12, -6, -12, 10};
  double I[9], c[6];
  inertia_tensor(1, &mass, r, ORIGIN, I);
  for (int k = 0; k < 9; k++)
    check_close(I[k], want[k], 1e-15, "entry %d", k);
  inertia_split(I, c);
  const double irreps[6] = {56 / sqrt(3),  -8 / sqrt(2),  -24 / sqrt(2),
                            -26 / sqrt(6), -12 / sqrt(2), 6 / sqrt(2)};
  for (int k = 0; k < 6; k++)
    check_close(c[k], irreps[k], 1e-13, "component %d", k);
}

TEST(anchor_task_of_two_points)
{
  struct inertia t;
  check_true(!inertia_begin(1, 2, 7, &t), "a task");
  double d2 = 0;
  for (int a = 0; a < 3; a++)
    d2 += (double)((t.r[a] - t.r[3 + a]) * (t.r[a] - t.r[3 + a]));
  /* Each point feels the other: trace 2 m d^2, so c_0 = 2 m d^2/sqrt3. */
  check_close(t.want[0], (double)t.mass[1] * 2 / sqrt(3) * d2,
              16 * (double)REAL_EPS, "the first point");
  check_close(t.want[6], (double)t.mass[0] * 2 / sqrt(3) * d2,
              16 * (double)REAL_EPS, "the second");
  check_true(t.mass[0] >= REAL(0.5) && t.mass[0] <= 2 && t.r[0] >= REAL(-0.5) &&
                 t.r[0] <= REAL(0.5),
             "masses and places in their ranges");
  inertia_free(&t);
}

/* ---- [edges] Edges ---- */
TEST(edge_no_clouds)
{
  struct inertia t;
  real r = 1, R[2];
  check_true(inertia_begin(0, 5, 1, &t) == TFN_BAD_VALUE, "no clouds");
  check_true(inertia_begin(5, 1, 1, &t) == TFN_BAD_VALUE, "single points");
  check_true(inertia_begin(2000, 5, 1, &t) == TFN_BAD_VALUE, "too many");
  check_true(inertia_begin(5, 2000, 1, &t) == TFN_BAD_VALUE, "too large");
  check_true(inertia_begin(1, 2, 1, NULL) == TFN_NULL, "nowhere");
  check_true(inertia_radial(NULL, &r, 1, &r, R) == TFN_NULL, "no network");
  struct network *other = NULL;
  struct network_description is = {
      .in = "1x0e", .lmax = 1, .basis = {RADIAL_GAUSSIAN, 3, 1, 0}};
  check_true(!network_create(&is, &other), "another network");
  check_true(inertia_radial(other, &r, 1, &r, R) == TFN_BAD_SHAPE,
             "it has no such functions");
  network_free(other);
  inertia_free(NULL);
}

static const struct test tests[] = {
    CASE(law_closed_form_is_the_tensor),
    CASE(law_irreps_keep_the_squares),
    CASE(law_six_entries_are_no_measure),
    CASE(law_a_layer_learns_the_closed_form),
    CASE(anchor_one_point),
    CASE(anchor_task_of_two_points),
    CASE(edge_no_clouds),
};

TEST_MAIN("12-physics/inertia", tests)
