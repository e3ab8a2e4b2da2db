/* test_stages.c: the stages of chapter 11, all by the same laws. */
#include "test_rig.h"
#include "anchors.h"
#include "clebsch_gordan.h"
#include "egnn.h"
#include "gaunt.h"
#include "many_body.h"
#include "moments.h"
#include "painn.h"

#include <stdint.h>

static const double EPS = (double)REAL_EPS;

/* ---- [plans] Networks with these stages ---- */
enum {
  MANY_AFTER_LAYER = 0,
  MANY_ALONE,
  MANY_BLOCKS,
  EGNN_TWICE,
  EGNN_EVEN,
  PAINN_TWICE,
  PAINN_EVEN,
  GAUNT_AFTER_LAYER,
  GAUNT_EVEN,
  PLANS
};

static const struct {
  const char *name, *in;
  bool parity;
} plans[PLANS] = {{"products behind a layer", "1x0e + 1x1o", true},
                  {"products of four", "2x1o + 2x2e", true},
                  {"products of blocks", "2x1e + 2x0e + 2x1o + 2x1o", true},
                  {"egnn, twice", "2x0e", true},
                  {"egnn, moved", "2x0e + 1x1e", false},
                  {"painn, twice", "3x0e", true},
                  {"painn, even", "2x0e + 2x1e", false},
                  {"gaunt behind a layer", "1x0e + 1x1o", true},
                  {"gaunt, even", "2x0e + 2x1e", false}};

static void add(struct network *network, enum tfn_status made,
                struct stage *stage)
{
  check_true(!made, "a stage: %s", tfn_message(made));
  enum tfn_status status = network_add(network, stage);
  check_true(!status, "added: %s", tfn_message(status));
}

static void add_products(struct network *network, const char *in,
                         const char *out, size_t order, int total)
{
  struct stage s;
  struct many_body_description is = {
      .in = layout(in), .out = layout(out), .order = order, .total = total};
  add(network, many_body_stage(&is, &s), &s);
}

static void add_stages(int plan, struct network *network)
{
  struct stage s;
  struct egnn_description e = {2, 3, 4, plan == EGNN_EVEN, plan == EGNN_TWICE};
  struct painn_description p = {3, 4, false, true, REAL(0.5), 0};
  struct gaunt_description g = {2, 2, 3, true};
  switch (plan) {
  case MANY_AFTER_LAYER:
    network_add_layer(network, "2x0e + 2x1o + 2x2e", GATE_NORM, 4, 3);
    add_products(network, "2x0e + 2x1o + 2x2e", "2x0e + 2x2e + 2x1o", 3, 3);
    return;
  case MANY_ALONE:
    add_products(network, "2x1o + 2x2e", "2x0e + 2x1o", 4, 5);
    return;
  case MANY_BLOCKS:
    add_products(network, "2x1e + 2x0e + 2x1o + 2x1o",
                 "2x0e + 2x0o + 2x1e + 2x1o + 2x2o", 3, 0);
    return;
  case EGNN_TWICE:
    add(network, egnn_stage(&e, &s), &s);
    e = (struct egnn_description){3, 2, 5, true, true};
    add(network, egnn_stage(&e, &s), &s);
    return;
  case EGNN_EVEN:
    add(network, egnn_stage(&e, &s), &s);
    return;
  case PAINN_TWICE:
    add(network, painn_stage(&p, &s), &s);
    p.vectors = true;
    add(network, painn_stage(&p, &s), &s);
    return;
  case PAINN_EVEN:
    p = (struct painn_description){2, 4, true, false, 1, 0};
    add(network, painn_stage(&p, &s), &s);
    return;
  case GAUNT_AFTER_LAYER:
    network_add_layer(network, "2x0e + 2x1o + 2x2e", GATE_NONE, 4, 3);
    add(network, gaunt_stage(&g, &s), &s);
    return;
  default:
    g = (struct gaunt_description){2, 1, 2, false};
    add(network, gaunt_stage(&g, &s), &s);
  }
}

/* ---- [rig] A network on a cloud, and a loss ---- */
static struct rig begin(int plan, size_t n, real *points, real *x)
{
  struct network_description is = {.in = plans[plan].in,
                                   .lmax = 2,
                                   .parity = plans[plan].parity,
                                   .basis = {RADIAL_GAUSSIAN, 4, 4, 0}};
  struct network *network;
  check_true(!network_create(&is, &network), "a network");
  add_stages(plan, network);
  check_true(!network_answer(network, NULL, ANSWER_MEAN), "an answer");
  return rig_begin(network, pairs(n, points, 2), n, points, x, 110);
}

static struct rig at_random(int plan, size_t n, uint64_t seed)
{
  struct random g = random_seed(seed);
  real *p = cloud(&g, n);
  return begin(plan, n, p, normals(&g, n * layout(plans[plan].in).dim));
}

static void backward(struct rig *t, real *dw, real *dx, real *dpoints)
{
  memcpy(t->pass->danswer[0], t->c, t->out * sizeof *t->c);
  check_true(!network_backward(t->network, t->w, t->pass, dw, dx, dpoints),
             "backward");
}

/* ---- [symmetry] They turn with their input ---- */
static double broken(int plan, bool improper, uint64_t seed)
{
  struct random g = random_seed(seed);
  struct irreps in = layout(plans[plan].in);
  size_t n = 5;
  rot3 R = so3_random(&g);
  real *p = cloud(&g, n), *x = normals(&g, n * in.dim);
  real *turned = numbers(n * in.dim);
  irreps_transform(&in, R, improper, n, x, turned);
  real *q = moved(n, p, R, improper, (vec3){2, 1, -1});
  struct rig a = begin(plan, n, p, x), b = begin(plan, n, q, turned);
  rig_loss(&a), rig_loss(&b);
  size_t last = a.network->stages - 1;
  const struct irreps *out = &a.network->stage[last].out;
  real *want = numbers(n * out->dim);
  irreps_transform(out, R, improper, n, a.pass->stage[last].y, want);
  double error = relative(n * out->dim, want, b.pass->stage[last].y);
  check_true(largest(n * out->dim, want) > 0.01, "%s: not silent",
             plans[plan].name);
  free(want);
  rig_end(&a), rig_end(&b);
  return error;
}

TEST(law_stages_turn_with_their_input)
{
  double worst = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (uint64_t seed = 1; seed <= 4; seed++) {
      double error = broken(plan, false, seed);
      check_residual(error, LAYER_TOLERANCE, "%s, seed %d", plans[plan].name,
                     (int)seed);
      worst = larger(worst, error);
    }
  claim("x-equivariant", worst, LAYER_TOLERANCE);
}

TEST(law_stages_reflect_with_their_input)
{
  double worst = 0;
  for (int plan = 0; plan < PLANS; plan++)
    for (uint64_t seed = 1; plans[plan].parity && seed <= 4; seed++)
      worst = larger(worst, broken(plan, true, seed));
  claim("x-reflect", worst, LAYER_TOLERANCE);
}

/* ---- [gradients] By weights, features and points ---- */
TEST(law_stage_gradients)
{
  double worst = 0, forces = 0;
  for (int plan = 0; plan < PLANS; plan++) {
    struct rig t = at_random(plan, 4, 111);
    rig_loss(&t), backward(&t, t.dw, t.dx, t.dpoints);
    double error = gradient_error(rig_loss, &t, t.weights, t.w, t.dw);
    check_residual(error, GRADIENT_TOLERANCE, "%s: weights", plans[plan].name);
    worst = larger(worst, error);
    error = gradient_error(rig_loss, &t, t.n * t.in, t.pass->x, t.dx);
    check_residual(error, GRADIENT_TOLERANCE, "%s: features", plans[plan].name);
    worst = larger(worst, error);
    if (plan != MANY_ALONE && plan != MANY_BLOCKS && plan != GAUNT_EVEN) {
      error = gradient_error(rig_loss, &t, 3 * t.n, t.points, t.dpoints);
      check_residual(error, GRADIENT_TOLERANCE, "%s: points", plans[plan].name);
      forces = larger(forces, error);
    }
    rig_end(&t);
  }
  claim("x-gradient", worst, GRADIENT_TOLERANCE);
  claim("x-force", forces, GRADIENT_TOLERANCE);
}

TEST(law_gradients_are_added_or_left_out)
{
  for (int plan = 0; plan < PLANS; plan++) {
    struct rig t = at_random(plan, 4, 112);
    size_t x = t.n * t.in;
    real *dw = numbers(t.weights), *dx = numbers(x), *dp = numbers(12);
    rig_loss(&t), backward(&t, t.dw, t.dx, t.dpoints);
    rig_loss(&t), backward(&t, dw, NULL, NULL);
    check_residual(relative(t.weights, t.dw, dw), 100 * EPS, "%s: dw alone",
                   plans[plan].name);
    rig_loss(&t), backward(&t, NULL, dx, NULL);
    check_residual(relative(x, t.dx, dx), 100 * EPS, "%s: dx alone",
                   plans[plan].name);
    rig_loss(&t), backward(&t, NULL, NULL, dp);
    check_residual(relative(12, t.dpoints, dp), 100 * EPS, "%s: points alone",
                   plans[plan].name);
    rig_loss(&t), backward(&t, dw, dx, dp);
    for (size_t k = 0; k < t.weights; k++)
      t.dw[k] *= 2;
    check_residual(relative(t.weights, t.dw, dw), 100 * EPS, "%s: added",
                   plans[plan].name);
    free(dw), free(dx), free(dp);
    rig_end(&t);
  }
}

TEST(law_forces_and_torques_balance)
{
  double worst = 0;
  const int with_scalars[2] = {EGNN_TWICE, PAINN_TWICE};
  for (int k = 0; k < 2; k++) {
    struct rig t = at_random(with_scalars[k], 5, 113);
    memset(t.c, 0, t.out * sizeof *t.c);
    t.c[0] = 1;
    rig_loss(&t), backward(&t, NULL, NULL, t.dpoints);
    vec3 sum = {0, 0, 0}, torque = {0, 0, 0};
    for (size_t i = 0; i < t.n; i++) {
      const real *d = t.dpoints + 3 * i, *p = t.points + 3 * i;
      vec3 f = {(double)d[0], (double)d[1], (double)d[2]};
      vec3 r = {(double)p[0], (double)p[1], (double)p[2]};
      sum = vec3_add(sum, f);
      torque = vec3_add(torque, vec3_cross(r, f));
    }
    double most = largest(3 * t.n, t.dpoints);
    check_true(most > 1e-3, "there are forces");
    worst = larger(worst,
                   larger(vec3_norm(sum), vec3_norm(torque)) / fmax(1, most));
    rig_end(&t);
  }
  claim("x-balance", worst, REAL_IS_FLOAT ? 1e-4 : 1e-12);
}

/* ---- [couplings] Couplings against chapter 4 and against counting ---- */

/* P_M of a coupling at x (components). */
static double value(const struct many_body_basis *basis, size_t k, size_t n,
                    int M, const double *x)
{
  double sum = 0;
  for (size_t t = basis->first[k]; t < basis->first[k + 1]; t++) {
    const struct many_body_term *term = &basis->term[t];
    double product = term->M == M ? term->c : 0;
    for (size_t i = 0; i < n; i++)
      product *= x[term->factor[i]];
    sum += product;
  }
  return sum;
}

static double against_cg(int l1, int l2, int L, struct random *g)
{
  int l[2] = {l1, l2};
  size_t n1 = 2 * (size_t)l1 + 1, n2 = 2 * (size_t)l2 + 1;
  size_t n3 = 2 * (size_t)L + 1;
  struct many_body_basis basis;
  double C[5 * 7 * 13], x[20], error[2] = {0, 0};
  check_true(!many_body_basis(2, l, L, &basis), "%d %d %d", l1, l2, L);
  bool wanted = cg_allowed(l1, l2, L) && !(l1 == l2 && (l1 + l2 + L) % 2);
  check_true(basis.couplings == (wanted ? 1 : 0), "%zu couplings of %d %d %d",
             basis.couplings, l1, l2, L);
  if (!wanted) {
    many_body_free(&basis);
    return 0;
  }
  check_true(!cg_real(l1, l2, L, C), "C");
  for (size_t k = 0; k < n1 + n2; k++)
    x[k] = random_normal(g);
  const double *y = l1 == l2 ? x : x + n1;
  for (size_t M = 0; M < n3; M++) {
    double want = 0, got = value(&basis, 0, 2, (int)M, x);
    for (size_t a = 0; a < n1; a++)
      for (size_t b = 0; b < n2; b++)
        want += C[(a * n2 + b) * n3 + M] * x[a] * y[b];
    want *= l1 == l2 ? 1 : sqrt(2);
    error[0] = larger(error[0], fabs(got - want));
    error[1] = larger(error[1], fabs(got + want));
  }
  many_body_free(&basis);
  return fmin(error[0], error[1]); /* the sign is free */
}

TEST(law_products_of_two_are_those_of_chapter_4)
{
  struct random g = random_seed(114);
  double worst = 0;
  for (int l1 = 0; l1 <= 2; l1++)
    for (int l2 = l1; l2 <= 3; l2++)
      for (int L = 0; L <= 3; L++)
        worst = larger(worst, against_cg(l1, l2, L, &g));
  claim("x-two", worst, 1e-12); /* sums of up to 35 products */
}

static size_t monomials(const int *row)
{
  size_t all = 2 * (size_t)row[5] + 1, run = 1;
  for (int i = 0; i < row[0]; i++) {
    run = i && row[1 + i] == row[i] ? run + 1 : 1;
    all = all * (2 * (size_t)row[1 + i] + run) / run;
  }
  return all;
}

/* The counts come from weights alone, by whole numbers in another program. */
TEST(anchor_number_of_couplings)
{
  size_t wrong = 0, tried = 0;
  for (size_t k = 0; k < sizeof COUPLINGS / sizeof *COUPLINGS; k++) {
    const int *row = COUPLINGS[k];
    struct many_body_basis basis;
    if (monomials(row) > 70)
      continue;
    check_true(!many_body_basis((size_t)row[0], row + 1, row[5], &basis),
               "type %zu", k);
    check_true(basis.couplings == (size_t)row[6],
               "%d factors %d %d %d %d to %d: %zu, not %d", row[0], row[1],
               row[2], row[3], row[4], row[5], basis.couplings, row[6]);
    wrong += basis.couplings != (size_t)row[6];
    tried++;
    many_body_free(&basis);
  }
  check_true(tried > 60, "only %zu types", tried);
  claim("x-couplings", (double)wrong, 0);
}

TEST(law_couplings_are_orthonormal)
{
  const int l[4] = {1, 1, 2, 2}; /* two couplings to 0 */
  struct many_body_basis basis;
  check_true(!many_body_basis(4, l, 0, &basis) && basis.couplings == 2, "two");
  double product[3] = {0, 0, 0};
  for (size_t t = 0; t < basis.first[2]; t++)
    for (size_t u = 0; u < basis.first[2]; u++) {
      const struct many_body_term *a = &basis.term[t], *b = &basis.term[u];
      if (memcmp(a->factor, b->factor, sizeof a->factor))
        continue;
      double orders = 24;
      for (int i = 0, run = 1; i < 4; i++) {
        run = i && a->factor[i] == a->factor[i - 1] ? run + 1 : 1;
        orders /= run;
      }
      int second = (t >= basis.first[1]) + (u >= basis.first[1]);
      product[second] += a->c * b->c / orders;
    }
  check_close(product[0], 1, 1e-13, "the first has length 1");
  check_close(product[2], 1, 1e-13, "the second, too");
  check_close(product[1], 0, 1e-13, "and they are orthogonal");
  many_body_free(&basis);
}

TEST(anchor_products_by_hand)
{
  struct many_body_description is = {
      .in = layout("1x1o"), .out = layout("1x0e + 1x2e"), .order = 2};
  struct stage s;
  const real p[6] = {0, 0, 0, 1, 0, 0}, x[6] = {1, 2, 3, 0, 0, 0};
  real w[2] = {3, 5}, y[12], work[256];
  struct graph *graph = pairs(2, p, 0);
  struct geometry geometry = {.graph = graph};
  check_true(!many_body_stage(&is, &s) && s.weights == 2, "two couplings");
  check_true(many_body_paths(&s) == 2 && many_body_products(&s) == 6,
             "of six products");
  struct stage_pass pass = {
      .geometry = &geometry, .w = w, .x = x, .y = y, .work = work};
  check_true(!stage_forward(&s, &pass), "forward");
  /* y = 1, z = 2, x = 3: |v|^2 = 14, and xy sqrt2, ..., (2zz-xx-yy)/sqrt6 */
  check_close(y[0], 3 * 14 / sqrt(6), 50 * EPS, "the square");
  double sign = y[1] > 0 ? 1 : -1;
  const double want[5] = {3 * sqrt(2), 2 * sqrt(2), -2 / sqrt(6), 6 * sqrt(2),
                          8 / sqrt(2)};
  for (int m = 0; m < 5; m++)
    check_close(sign * (double)y[1 + m], 5 * want[m] / sqrt(2), 100 * EPS,
                "m = %d", m - 2);
  check_residual(largest(6, y + 6), 0, "of zero, zero");
  stage_free(&s);
  graph_free(graph);
}

/* A vector a and a pseudovector b: of products of two there are a . b, which is
 * 0o, and the cross product, which a vector does not have with itself. */
TEST(anchor_products_of_two_blocks)
{
  struct many_body_description is = {.in = layout("1x1e + 1x1o"),
                                     .out = layout("1x0o + 1x1o"),
                                     .order = 2,
                                     .lowest = 2};
  struct stage s;
  const real p[3] = {0}, x[6] = {4, 5, 6, 1, 2, 3}; /* b, then a: y, z, x */
  real w[2] = {3, 5}, y[4], work[256];
  struct graph *graph = pairs(1, p, 0);
  struct geometry geometry = {.graph = graph};
  check_true(!many_body_stage(&is, &s) && s.weights == 2, "one path each");
  struct stage_pass pass = {
      .geometry = &geometry, .w = w, .x = x, .y = y, .work = work};
  check_true(!stage_forward(&s, &pass), "forward");
  check_close(y[0], 3 * (4 + 10 + 18) / sqrt(3), 100 * EPS, "a . b");
  /* a x b = (3, 1, 2) x (6, 4, 5) = (-3, -3, 6), in the order y, z, x */
  const double want[3] = {-3, 6, -3};
  double sign = y[1] < 0 ? 1 : -1;
  for (int m = 0; m < 3; m++)
    check_close(sign * (double)y[1 + m], 5 * want[m] / sqrt(2), 200 * EPS,
                "a x b, m = %d", m - 1);
  stage_free(&s);
  graph_free(graph);
  /* Two vectors: a . a, a . b, b . b, and a x b. */
  is.in = layout("1x1o + 1x1o"), is.out = layout("1x0e + 1x1e");
  check_true(!many_body_stage(&is, &s) && many_body_paths(&s) == 4,
             "%zu couplings of two vectors", many_body_paths(&s));
  stage_free(&s);
}

/* ---- [anchors] The two other networks, by another program ---- */
static const real THREE[9] = {0, 0,           0, 1,         REAL(0.5),
                              0, REAL(-0.25), 1, REAL(0.75)};

static void check_pinned(struct stage *s, const struct radial_basis *basis,
                         const double *want)
{
  struct graph *graph = pairs(3, THREE, 0);
  size_t count, in = s->in.dim, out = s->out.dim;
  struct memory_map map = {0};
  struct geometry geometry;
  geometry_map(&map, graph, basis, &geometry, NULL);
  map = (struct memory_map){.memory = numbers(map.used)};
  geometry_map(&map, graph, basis, &geometry, NULL);
  check_true(!geometry_look(&geometry), "basis");
  check_true(!stage_workspace(s, &geometry, &count), "memory");
  real *w = numbers(s->weights), *x = numbers(3 * in), *y = numbers(3 * out);
  real *work = numbers(count);
  for (size_t k = 0; k < s->weights; k++)
    w[k] = (real)((int)(7 * k % 11) - 5) / 8;
  for (size_t k = 0; k < 3 * in; k++)
    x[k] = (real)((int)(5 * k % 7) - 3) / 4;
  struct stage_pass pass = {
      .geometry = &geometry, .w = w, .x = x, .y = y, .work = work};
  check_true(!stage_forward(s, &pass), "forward");
  for (size_t k = 0; k < 3 * out; k++)
    check_close(y[k], want[k], 200 * EPS, "number %zu", k);
  free(map.memory), free(w), free(x), free(y), free(work);
  graph_free(graph);
  stage_free(s);
}

TEST(anchor_egnn)
{
  struct egnn_description is = {2, 2, 2, true, true};
  struct radial_basis basis = {RADIAL_GAUSSIAN, 2, 2, 0};
  struct stage s;
  check_true(!egnn_stage(&is, &s) && s.weights == 24, "a stage");
  check_pinned(&s, &basis, EGNN_ANSWER);
}

TEST(anchor_painn)
{
  struct painn_description is = {2, 2, true, true, REAL(0.5), 0};
  struct radial_basis basis = {RADIAL_GAUSSIAN, 2, 2, 0};
  struct stage s;
  check_true(!painn_stage(&is, &s) && s.weights == 56, "a stage");
  check_pinned(&s, &basis, PAINN_ANSWER);
}

/* ---- [size] How large the features of the PaiNN kind are ---- */

/* size[b] := the mean square of block b, of n nodes. */
static void mean_squares(const struct irreps *is, size_t n, const real *y,
                         double size[2])
{
  for (size_t b = 0; b < 2; b++) {
    size_t count = is->block[b].channels * (2 * (size_t)is->block[b].l + 1);
    size[b] = 0;
    for (size_t i = 0; i < n; i++)
      for (size_t k = 0; k < count; k++) {
        double v = (double)y[i * is->dim + is->block[b].offset + k];
        size[b] += v * v / (double)(n * count);
      }
  }
}

static void sizes_alone(uint64_t seed, size_t n, double size[2])
{
  const struct painn_description is = {128, 4, true, true, 1, 1};
  const struct radial_basis basis = {RADIAL_GAUSSIAN, 4, 2, 0};
  struct stage s;
  struct random g = random_seed(seed);
  struct graph *graph = NULL;
  size_t ones[64], count;
  real points[3 * 64] = {0};
  for (size_t i = 0; i < n; i++)
    ones[i] = 1;
  check_true(!graph_all_pairs(n, ones, points, 1, HARMONICS_COMPONENT, &graph),
             "nodes without neighbours");
  struct geometry geometry = {.graph = graph, .basis = basis};
  check_true(!painn_stage(&is, &s), "a stage");
  check_true(!stage_workspace(&s, &geometry, &count), "its memory");
  real *w = numbers(s.weights), *x = normals(&g, n * s.in.dim);
  real *y = numbers(n * s.out.dim), *work = numbers(count);
  struct stage_pass pass = {
      .geometry = &geometry, .w = w, .x = x, .y = y, .work = work};
  check_true(!stage_initial(&s, &g, w) && !stage_forward(&s, &pass), "forward");
  mean_squares(&s.out, n, y, size);
  free(w), free(x), free(y), free(work);
  graph_free(graph);
  stage_free(&s);
}

/* With G = v v^T / C of three vectors of C normal numbers, the mean of (p.q)^2
 * is that of the sum of G^2 over 3, which is 1 + 4/C.  What 4 draws of weights
 * with 64 nodes and 128 channels say of a mean is random: of 256 numbers that
 * are independent by 1/16 of their spread, here about 3 % of the sum. */
TEST(law_painn_keeps_sizes)
{
  double sum[2] = {0, 0}, m = moments_silu(1);
  for (uint64_t seed = 1; seed <= 4; seed++) {
    double size[2];
    sizes_alone(seed, 64, size);
    sum[0] += size[0] / 4, sum[1] += size[1] / 4;
  }
  double error = fabs(sum[0] / (1 + (2 + 4.0 / 128) * m) - 1);
  claim("x-size", larger(error, fabs(sum[1] / (1 + m / sqrt(3)) - 1)), 0.03);
}

enum { DEEP = 10, MANY = 60 };

/* The largest |log2| of a mean square behind layers 2 to DEEP. */
static double deepest(uint64_t seed)
{
  struct network_description is = {.in = "32x0e",
                                   .lmax = 1,
                                   .parity = true,
                                   .basis = {RADIAL_BESSEL, 6, REAL(1.4), 6}};
  struct painn_description painn = {32, 6, false, true, 0, 0};
  struct random g = random_seed(seed);
  struct network *network = NULL;
  struct graph *graph = NULL;
  size_t n = MANY;
  real *points = numbers(3 * n);
  for (size_t i = 0; i < 3 * n; i++) /* density 1 */
    points[i] = (real)(cbrt(MANY) * random_uniform(&g));
  check_true(!network_create(&is, &network) &&
                 !network_graph(network, 1, &n, points, &graph) &&
                 !radial_basis_square(&is.basis, &painn.square),
             "a network on a graph");
  painn.scale = (real)n / (real)graph->edges;
  for (size_t k = 0; k < DEEP; k++) {
    struct stage s;
    check_true(!painn.vectors || !network_add_norm(network), "a norm");
    add(network, painn_stage(&painn, &s), &s);
    painn.vectors = true;
  }
  check_true(!network_answer(network, NULL, ANSWER_NODES), "an answer");
  struct rig t =
      rig_begin(network, graph, n, points, normals(&g, 32 * n), seed);
  network_initial(network, seed, t.w);
  rig_forward(&t);
  double worst = 0;
  for (size_t k = 1; k < DEEP; k++) { /* norms stand between */
    double size[2];
    mean_squares(&network->stage[2 * k].out, n, t.pass->stage[2 * k].y, size);
    for (int b = 0; b < 2; b++)
      worst = larger(worst, fabs(log2(size[b])));
  }
  rig_end(&t);
  return worst;
}

TEST(law_ten_layers_keep_their_size)
{
  double worst = 0;
  for (uint64_t seed = 1; seed <= 4; seed++)
    worst = larger(worst, deepest(seed));
  claim("x-signal", worst, 2);
}

/* ---- [gaunt] Products of functions ---- */
static double against_factor(struct random *g)
{
  struct gaunt grid;
  enum { IN = 2, OUT = 4, K = 9, K3 = 25 };
  double C[5 * 5 * 9], want[K3] = {0}, worst = 0;
  check_true(!gaunt_create(IN, OUT, &grid), "a grid");
  real *x = normals(g, K), *y = normals(g, K), z[K3];
  real *scratch = numbers(2 * grid.points);
  check_true(!gaunt_multiply(&grid, 1, x, y, scratch, z), "a product");
  for (int l1 = 0; l1 <= IN; l1++)
    for (int l2 = 0; l2 <= IN; l2++)
      for (int l = abs(l1 - l2); l <= l1 + l2; l++) {
        size_t n1 = 2 * (size_t)l1 + 1, n2 = 2 * (size_t)l2 + 1;
        size_t n = 2 * (size_t)l + 1;
        cg_real(l1, l2, l, C);
        double middle = C[((size_t)l1 * n2 + (size_t)l2) * n + (size_t)l];
        double factor = sqrt((double)(n1 * n2) / (double)n) * middle;
        for (size_t a = 0; a < n1; a++)
          for (size_t b = 0; b < n2; b++)
            for (size_t m = 0; m < n; m++)
              want[(size_t)(l * l) + m] += factor * C[(a * n2 + b) * n + m] *
                                           (double)x[(size_t)(l1 * l1) + a] *
                                           (double)y[(size_t)(l2 * l2) + b];
      }
  for (size_t k = 0; k < K3; k++)
    worst = larger(worst, fabs((double)z[k] - want[k]));
  free(x), free(y), free(scratch);
  gaunt_free(&grid);
  return worst;
}

TEST(law_functions_multiply_by_even_paths)
{
  struct random g = random_seed(115);
  double worst = 0;
  for (int k = 0; k < 5; k++)
    worst = larger(worst, against_factor(&g));
  /* Sums over some hundred points of values up to 30. */
  claim("x-gaunt", worst, REAL_IS_FLOAT ? 3e-5 : 3e-14);
}

TEST(anchor_gaunt_by_hand)
{
  struct gaunt grid;
  check_true(!gaunt_create(1, 2, &grid), "a grid");
  real x[4] = {0, 0, 1, 0}, z[9], scratch[128];
  check_true(2 * grid.points <= 128, "scratch");
  gaunt_multiply(&grid, 1, x, x, scratch, z);
  check_close(z[0], 1, 100 * EPS, "the mean of a squared harmonic");
  check_close(z[6], 2 / sqrt(5), 100 * EPS, "z times z");
  real y[4] = {2, 0, 0, 0};
  gaunt_multiply(&grid, 1, x, y, scratch, z);
  check_close(z[2], 2, 100 * EPS, "a constant multiplies");
  check_close(z[0], 0, 100 * EPS, "and does no more");
  gaunt_free(&grid);
}

/* ---- [edges] What is refused ---- */
TEST(edge_nothing_and_no_nodes)
{
  struct stage s;
  struct many_body_description m = {
      .in = layout("1x1o"), .out = layout("1x0e"), .order = 2};
  size_t none = 0;
  struct graph *graph = NULL;
  real w[4] = {0}, p[3] = {0}, work[256];
  check_true(!graph_all_pairs(1, &none, p, 0, HARMONICS_COMPONENT, &graph),
             "no nodes");
  struct geometry geometry = {.graph = graph};
  check_true(!many_body_stage(&m, &s), "a stage");
  struct stage_pass pass = {.geometry = &geometry, .w = w, .work = work};
  check_true(!stage_forward(&s, &pass), "no nodes are fine");
  stage_free(&s);
  graph_free(graph);
  check_true(many_body_stage(NULL, &s) == TFN_NULL &&
                 many_body_stage(&m, NULL) == TFN_NULL &&
                 egnn_stage(NULL, &s) == TFN_NULL &&
                 painn_stage(NULL, &s) == TFN_NULL &&
                 gaunt_stage(NULL, &s) == TFN_NULL &&
                 gaunt_create(1, 1, NULL) == TFN_NULL &&
                 many_body_basis(1, NULL, 0, NULL) == TFN_NULL,
             "null");
  check_true(many_body_paths(NULL) == 0 && many_body_products(NULL) == 0,
             "of nothing");
  many_body_free(NULL);
  gaunt_free(NULL);
}

static enum tfn_status products(const char *in, const char *out, size_t order,
                                size_t lowest)
{
  struct many_body_description is = {
      .in = layout(in), .out = layout(out), .order = order, .lowest = lowest};
  struct stage s;
  enum tfn_status status = many_body_stage(&is, &s);
  stage_free(&s);
  return status;
}

TEST(edge_products_that_do_not_exist)
{
  struct many_body_basis basis;
  const int falling[2] = {2, 1}, large[4] = {3, 4, 5, 6};
  check_true(products("1x1o", "1x0o", 2, 0) == TFN_NO_PATH, "no pseudoscalar");
  check_true(products("1x1o", "2x0e", 2, 0) == TFN_BAD_SHAPE, "channels");
  check_true(products("1x1o + 2x2e", "1x0e", 2, 0) == TFN_BAD_SHAPE,
             "channels of the input");
  check_true(products("1x1o", "1x0e", 0, 0) == TFN_BAD_VALUE &&
                 products("1x1o", "1x0e", 5, 0) == TFN_BAD_VALUE &&
                 products("1x1o", "1x0e", 2, 3) == TFN_BAD_VALUE &&
                 products("1x7o", "1x0e", 2, 0) == TFN_BAD_VALUE,
             "sizes");
  check_true(products("1x1o", "1x0e", 2, 2) == TFN_OK, "only products of two");
  check_true(many_body_basis(2, falling, 0, &basis) == TFN_BAD_VALUE,
             "not sorted");
  check_true(many_body_basis(5, large, 0, &basis) == TFN_BAD_VALUE &&
                 many_body_basis(1, large, 7, &basis) == TFN_BAD_VALUE,
             "too many, too high");
  check_true(many_body_basis(4, large, 0, &basis) == TFN_TOO_LARGE,
             "too large");
}

/* Each argument on its own. */
TEST(edge_types_that_are_none)
{
  struct many_body_basis basis;
  const int l[2] = {1, 1}, low[2] = {-1, 1}, high[2] = {1, MANY_BODY_LMAX + 1};
  check_true(many_body_basis(2, l, 0, NULL) == TFN_NULL, "nowhere");
  check_true(many_body_basis(0, l, 0, &basis) == TFN_BAD_VALUE &&
                 many_body_basis(2, l, -1, &basis) == TFN_BAD_VALUE &&
                 many_body_basis(2, low, 0, &basis) == TFN_BAD_VALUE &&
                 many_body_basis(2, high, 0, &basis) == TFN_BAD_VALUE,
             "out of range");
  check_true(products("", "1x0e", 2, 0) == TFN_BAD_SHAPE &&
                 products("1x1o", "", 2, 0) == TFN_BAD_SHAPE,
             "layouts of nothing");
  check_true(products("1x1o", "1x7o", 2, 0) == TFN_BAD_VALUE,
             "degree of the answer");
  struct many_body_description m = {
      .in = layout("1x0e"), .out = layout("1x0e"), .order = 1, .total = -1};
  struct stage s;
  check_true(many_body_stage(&m, &s) == TFN_BAD_VALUE, "total of degrees");
  m.total = 0;
  m.in.dim = 3;
  check_true(many_body_stage(&m, &s) == TFN_BAD_SHAPE, "a broken input");
  m.in = m.out, m.out.dim = 3;
  check_true(many_body_stage(&m, &s) == TFN_BAD_SHAPE, "a broken output");
  m.in = m.out = (struct irreps){0};
  irreps_append(&m.in, SIZE_MAX / 40, 0, 1), m.out = m.in;
  check_true(many_body_stage(&m, &s) == TFN_TOO_LARGE, "too many channels");
}

/* Graphs on which the memory of a pass cannot be counted. */
TEST(edge_graphs_too_large)
{
  struct graph huge = {.edges = SIZE_MAX / 16, .nodes = SIZE_MAX / 16};
  struct geometry geometry = {.graph = &huge, .basis = {.count = 3}};
  struct many_body_description m = {.order = 4}; /* few paths, many products */
  irreps_append(&m.in, SIZE_MAX / 130, 2, 1);
  irreps_append(&m.out, SIZE_MAX / 130, 0, 1);
  struct egnn_description e = {2, 3, 4, false, true};
  struct painn_description p = {2, 3, false, true, 1, 1};
  struct gaunt_description g = {1, 1, 1, true};
  struct stage s[4];
  size_t count;
  check_true(!many_body_stage(&m, &s[0]) && !egnn_stage(&e, &s[1]) &&
                 !painn_stage(&p, &s[2]) && !gaunt_stage(&g, &s[3]),
             "stages");
  for (int k = 0; k < 4; k++) {
    check_true(stage_workspace(&s[k], &geometry, &count) == TFN_TOO_LARGE,
               "stage %d", k);
    stage_free(&s[k]);
  }
}

TEST(edge_gaunt_refuses)
{
  const size_t root = (size_t)3 << (4 * sizeof(size_t) - 4);
  const struct gaunt_description wrong[] = {
      {0, 1, 1, true},
      {1, -1, 1, true},
      {1, 1, -1, true},
      {1, 1, GAUNT_LMAX + 1, true},
  };
  const struct gaunt_description large[] = {
      {SIZE_MAX / 2, 1, 0, true},
      {SIZE_MAX / 32, 0, 1, true},
      {root, 0, 0, true} /* one square of it fits, two do not */
  };
  struct gaunt grid;
  struct stage s;
  real x[4] = {1, 2, 3, 4}, z[4], scratch[2 * 64];
  for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
    check_true(gaunt_stage(&wrong[k], &s) == TFN_BAD_VALUE, "wrong %zu", k);
  for (size_t k = 0; k < sizeof large / sizeof *large; k++)
    check_true(gaunt_stage(&large[k], &s) == TFN_TOO_LARGE, "large %zu", k);
  check_true(gaunt_stage(wrong, NULL) == TFN_NULL, "nowhere");
  check_true(gaunt_create(GAUNT_LMAX + 1, 0, &grid) == TFN_BAD_VALUE &&
                 gaunt_create(0, -1, &grid) == TFN_BAD_VALUE &&
                 gaunt_create(0, GAUNT_LMAX + 1, &grid) == TFN_BAD_VALUE,
             "degrees of a grid");
  check_true(!gaunt_create(1, 1, &grid) && grid.points <= 64, "a grid");
  check_true(gaunt_multiply(NULL, 1, x, x, scratch, z) == TFN_NULL &&
                 gaunt_multiply(&grid, 1, NULL, x, scratch, z) == TFN_NULL &&
                 gaunt_multiply(&grid, 1, x, NULL, scratch, z) == TFN_NULL &&
                 gaunt_multiply(&grid, 1, x, x, NULL, z) == TFN_NULL &&
                 gaunt_multiply(&grid, 1, x, x, scratch, NULL) == TFN_NULL,
             "null");
  check_true(!gaunt_multiply(&grid, 1, x, x, scratch, z) &&
                 !gaunt_multiply(&grid, 0, NULL, NULL, NULL, NULL),
             "one channel, and none");
  gaunt_free(&grid);
}

TEST(edge_other_stages_refuse)
{
  struct stage s;
  struct egnn_description e = {0, 1, 1, false, true};
  struct painn_description p = {2, 2, false, true, (real)NAN, 0};
  struct gaunt_description g = {1, GAUNT_LMAX + 1, 1, true};
  struct gaunt grid;
  check_true(egnn_stage(&e, &s) == TFN_BAD_VALUE, "no scalars");
  for (size_t k = 0; k < 2; k++) {
    e = (struct egnn_description){1, k, !k, false, true};
    check_true(egnn_stage(&e, &s) == TFN_BAD_VALUE, "no number %zu", k);
  }
  for (int k = 0; k < 3; k++) {
    e = (struct egnn_description){k == 0 ? SIZE_MAX / 64 : 1,
                                  k == 1 ? SIZE_MAX / 64 : 1,
                                  k == 2 ? SIZE_MAX / 64 : 1, false, true};
    check_true(egnn_stage(&e, &s) == TFN_TOO_LARGE, "too large %d", k);
  }
  check_true(egnn_stage(&e, NULL) == TFN_NULL &&
                 painn_stage(&p, NULL) == TFN_NULL,
             "nowhere");
  check_true(painn_stage(&p, &s) == TFN_BAD_VALUE,
             "a scale that is not a number");
  p = (struct painn_description){0, 2, false, true, 1, 0};
  check_true(painn_stage(&p, &s) == TFN_BAD_VALUE, "no channels");
  p = (struct painn_description){2, 2, false, true, 1, (real)INFINITY};
  check_true(painn_stage(&p, &s) == TFN_BAD_VALUE, "a basis without a size");
  p = (struct painn_description){2, 0, false, true, 1, 1};
  check_true(painn_stage(&p, &s) == TFN_BAD_VALUE, "no functions");
  p.basis = RADIAL_MAX + 1;
  check_true(painn_stage(&p, &s) == TFN_TOO_LARGE, "too many functions");
  p = (struct painn_description){2, 3, false, true, 1, 1};
  const real alone[3] = {0};
  struct geometry geometry = {.graph = pairs(1, alone, 1)};
  size_t count;
  geometry.basis.count = 2;
  check_true(!painn_stage(&p, &s) &&
                 stage_workspace(&s, &geometry, &count) == TFN_BAD_SHAPE,
             "a basis of another size");
  stage_free(&s);
  graph_free((struct graph *)geometry.graph);
  p.channels = SIZE_MAX / 64;
  check_true(painn_stage(&p, &s) == TFN_TOO_LARGE, "too many channels");
  check_true(gaunt_stage(&g, &s) == TFN_BAD_VALUE &&
                 gaunt_create(-1, 0, &grid) == TFN_BAD_VALUE,
             "degrees");
}

/* A node without neighbours hears nothing, and stays where it is. */
TEST(edge_a_single_point)
{
  for (int plan = 0; plan < PLANS; plan++) {
    struct rig t = at_random(plan, 1, 116);
    rig_loss(&t), backward(&t, t.dw, t.dx, t.dpoints);
    double all = largest(t.out, t.pass->answer[0]);
    check_true(isfinite(all), "%s", plans[plan].name);
    check_true(isfinite(largest(t.weights, t.dw)), "and its gradient");
    check_residual(largest(3, t.dpoints), 0, "no force");
    rig_end(&t);
  }
}

static const struct test tests[] = {
    CASE(law_stages_turn_with_their_input),
    CASE(law_stages_reflect_with_their_input),
    CASE(law_stage_gradients),
    CASE(law_gradients_are_added_or_left_out),
    CASE(law_forces_and_torques_balance),
    CASE(law_products_of_two_are_those_of_chapter_4),
    CASE(anchor_number_of_couplings),
    CASE(law_couplings_are_orthonormal),
    CASE(anchor_products_by_hand),
    CASE(anchor_products_of_two_blocks),
    CASE(anchor_egnn),
    CASE(anchor_painn),
    CASE(law_painn_keeps_sizes),
    CASE(law_ten_layers_keep_their_size),
    CASE(law_functions_multiply_by_even_paths),
    CASE(anchor_gaunt_by_hand),
    CASE(edge_nothing_and_no_nodes),
    CASE(edge_products_that_do_not_exist),
    CASE(edge_types_that_are_none),
    CASE(edge_graphs_too_large),
    CASE(edge_gaunt_refuses),
    CASE(edge_other_stages_refuse),
    CASE(edge_a_single_point),
};

TEST_MAIN("11-expressivity/stages", tests)
