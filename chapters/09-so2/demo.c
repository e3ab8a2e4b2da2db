/* demo.c: what chapter 9 shows: poles, frames, blocks, torques, and a trained
 * network of chapter 7 that runs in the frames of its edges. */
#include "demo.h"
#include "demo_crossover.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "clebsch_gordan.h"
#include "lesson.h"
#include "matrix.h"
#include "so2_stage.h"
#include "trial.h"
#include "wigner.h"

static const real EDGE[3] = {REAL(0.3), REAL(-0.5), REAL(0.7)};

static void must(enum tfn_status status)
{
  if (status) {
    fprintf(stderr, "so2: %s\n", tfn_message(status));
    exit(EXIT_FAILURE);
  }
}

static double *doubles(size_t n)
{
  double *x = memory_array(n, sizeof *x);
  if (!x)
    must(TFN_NO_MEMORY);
  return x;
}

static real *reals(size_t n)
{
  real *x = memory_reals(n);
  if (!x)
    must(TFN_NO_MEMORY);
  return x;
}

/* ---- [pole] Harmonics, here and there ---- */
static void pole(void)
{
  const int lmax = 3;
  struct irreps harmony;
  struct so2_order order;
  real Y[16], t[16], D[84];
  FILE *f = demo_open("pole.dat");
  irreps_harmonics(lmax, &harmony);
  must(so2_order_make(&harmony, lmax, lmax, &order));
  must(so2_frames(lmax, lmax, 1, EDGE, D));
  harmonics(lmax, HARMONICS_COMPONENT, 1, EDGE, Y);
  so2_turn_in(&order, D, Y, t);
  demo_section("pole",
               "Harmonics of (0.3, -0.5, 0.7), in space and in its frame");
  for (int l = 0; l <= lmax; l++)
    for (int turned = 0; turned < 2; turned++) {
      printf("l = %d  %s", l, turned ? "frame" : "space");
      for (int m = -l; m <= l; m++) {
        double y = turned ? (double)t[so2_place(&order, (size_t)l, m)]
                          : (double)Y[harmonics_index(l, m)];
        printf(" %7.3f", fabs(y) < 1e-5 ? 0 : y);
        fprintf(f, "%d %d %d %g\n", turned, l, m, y);
      }
      putchar('\n');
    }
}

/* ---- [slice] What is left of a tensor ---- */
static size_t terms_left(int l1, int l2, int l3, size_t *all)
{
  size_t left = 0;
  cg_sparse(l1, l2, l3, all, NULL);
  struct cg_term *term = memory_array(*all, sizeof *term);
  if (!term || cg_sparse(l1, l2, l3, all, term))
    must(TFN_NO_MEMORY);
  for (size_t k = 0; k < *all; k++)
    left += term[k].i2 == l2;
  free(term);
  return left;
}

static void slice(int l1, int l2, int l3, FILE *f)
{
  int n1 = 2 * l1 + 1, n2 = 2 * l2 + 1, n3 = 2 * l3 + 1;
  double *C = doubles((size_t)(n1 * n2 * n3));
  cg_real(l1, l2, l3, C);
  printf("\n(%d,%d,%d): C[m1][0][m3], a row for each m1\n", l1, l2, l3);
  for (int i = 0; i < n1; i++) {
    for (int k = 0; k < n3; k++) {
      double c = C[(i * n2 + l2) * n3 + k];
      if (c == 0)
        printf("       .");
      else
        printf(" %7.4f", c);
      fprintf(f, "%d%d%d %d %d %g\n", l1, l2, l3, i - l1, k - l3, c);
    }
    putchar('\n');
  }
  free(C);
}

static void slices(void)
{
  FILE *f = demo_open("slice.dat");
  demo_section("slice", "Terms of a tensor, and those with m2 = 0");
  puts("path      all   m2 = 0");
  for (int l = 1; l <= 6; l++) {
    size_t all, left = terms_left(l, l, l, &all);
    printf("(%d,%d,%d) %6zu   %6zu\n", l, l, l, all, left);
    if (l == 6) {
      demo_value("terms_all", "%zu", all);
      demo_value("terms_left", "%zu", left);
    }
  }
  slice(2, 2, 2, f);
  slice(2, 1, 2, f);
}

/* ---- [frame] Two ways to the pole ---- */
static double off_pole(rot3 Q, const real v[3])
{
  vec3 n = {(double)v[0], (double)v[1], (double)v[2]};
  vec3 z = so3_apply(Q, vec3_scale(1 / vec3_norm(n), n));
  return fmax(fabs(z.x), fmax(fabs(z.y), fabs(z.z - 1)));
}

/* Q = R_y(-theta) R_z(-phi), with theta = acos(z/|v|), as one would write. */
static rot3 by_angles(const real v[3])
{
  vec3 n = {(double)v[0], (double)v[1], (double)v[2]};
  double theta = acos(n.z / vec3_norm(n)), phi = atan2(n.y, n.x);
  return so3_mul(so3_exp((vec3){0, -theta, 0}), so3_exp((vec3){0, 0, -phi}));
}

static void frames(void)
{
  FILE *f = demo_open("frame.dat");
  demo_section("frame", "How far from the pole Q v/|v| lands");
  puts("v                     so2_frame   with acos");
  for (int k = 0; k <= 12; k++) {
    double rho = pow(10, -k);
    const real v[3] = {(real)(0.6 * rho), (real)(0.8 * rho), 1};
    rot3 Q;
    must(so2_frame(v, &Q));
    double ours = off_pole(Q, v), angles = off_pole(by_angles(v), v);
    fprintf(f, "%g %g %g\n", rho, fmax(ours, 1e-17), fmax(angles, 1e-17));
    if (k % 2 == 0)
      printf("(.6, .8) 1e-%02d, 1     %9.1e   %9.1e\n", k, ours, angles);
    if (k == 8)
      demo_value("acos_error", "%.0e", angles);
  }
  const real tiny[3] = {0, REAL_MIN * REAL_EPS, -REAL_MIN * REAL_EPS};
  rot3 Q;
  must(so2_frame(tiny, &Q));
  printf("\nthe smallest numbers there are, (0, d, -d): Q =\n");
  for (int i = 0; i < 3; i++)
    printf("%9.5f %9.5f %9.5f\n", Q.m[i][0], Q.m[i][1], Q.m[i][2]);
}

/* ---- [columns] Paths and blocks ---- */
static void columns(void)
{
  demo_section("columns",
               "What each path from l1 = 2 to l3 = 2 is in the frame");
  puts("l2       a_0      a_1      b_1      a_2      b_2");
  for (int l2 = 0; l2 <= 4; l2++) {
    double column[5];
    must(so2_column(2, l2, 2, column));
    printf("%2d ", l2);
    for (int k = 0; k < 5; k++)
      if (column[k] == 0)
        printf("        .");
      else
        printf(" %8.4f", column[k]);
    putchar('\n');
  }
}

/* ---- [counts] How many ---- */
static size_t paths_up_to(int L, int l2max)
{
  size_t n = 0;
  for (int l1 = 0; l1 <= L; l1++)
    for (int l3 = 0; l3 <= L; l3++)
      for (int l2 = 0; l2 <= l2max; l2++)
        n += cg_allowed(l1, l2, l3);
  return n;
}

static void counts(void)
{
  FILE *f = demo_open("counts.dat");
  demo_section("counts", "Weights of an edge between all degrees up to L");
  puts(" L   blocks   paths l2 <= 2L   paths l2 <= L   share");
  for (int L = 0; L <= 10; L++) {
    size_t blocks = 0, all = paths_up_to(L, 2 * L), few = paths_up_to(L, L);
    for (int l1 = 0; l1 <= L; l1++)
      for (int l3 = 0; l3 <= L; l3++)
        blocks += so2_blocks(l1, l3);
    double share = (double)few / (double)all;
    printf("%2d   %6zu   %14zu   %13zu   %4.0f %%\n", L, blocks, all, few,
           100 * share);
    fprintf(f, "%d %zu %zu\n", L, all, few);
    if (L == 6)
      demo_value("share_6", "%.0f", 100 * share);
  }
}

/* ---- [equal] The full product is the product in the frame ---- */
static struct convolution full_product(int L, struct irreps *features)
{
  struct irreps filters = {0};
  struct convolution c;
  memset(features, 0, sizeof *features);
  for (int l = 0; l <= L; l++)
    irreps_append(features, 2, l, 1);
  for (int l = 0; l <= 2 * L; l++)
    irreps_append(&filters, 1, l, 1);
  must(convolution_create(TP_FULL, features, &filters, features, &c));
  return c;
}

static real *random_reals(struct random *g, size_t n)
{
  real *x = reals(n);
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
  return x;
}

/* The largest difference of a component, over all edges of six points. */
static double full_against_frame(int L)
{
  struct random g = random_seed(90);
  struct irreps features;
  struct convolution c = full_product(L, &features);
  struct so2_convolution turned;
  size_t n = 6, dim = features.dim;
  real *points = random_reals(&g, 3 * n), *x = random_reals(&g, n * dim);
  struct graph *graph;
  must(so2_convolution_of(&c, SO2_LMAX, &turned));
  must(graph_all_pairs(1, &n, points, 2 * L, HARMONICS_COMPONENT, &graph));
  real *w = random_reals(&g, graph->edges * turned.weights);
  real *scratch = reals(convolution_workspace(&c));
  real *D = reals(graph->edges * so2_convolution_frames(&turned));
  struct so2_pass p = {
      &turned, graph, D, x, w, reals(so2_convolution_workspace(&turned))};
  real *y = reals(n * dim), *z = reals(n * dim);
  must(convolution_forward(&c, graph, x, w, scratch, y));
  must(so2_convolution_look(&turned, graph, D));
  must(so2_convolution_forward(&p, z));
  double most = 0;
  for (size_t k = 0; k < n * dim; k++)
    most = fmax(most, fabs((double)y[k] - (double)z[k]));
  free(points), free(x), free(w), free(scratch), free(D), free(p.scratch);
  free(y), free(z);
  graph_free(graph);
  so2_convolution_free(&turned);
  convolution_free(&c);
  return most;
}

static double there_and_back(int L)
{
  struct random g = random_seed(91);
  double most = 0;
  for (int l1 = 0; l1 <= L; l1++)
    for (int l3 = 0; l3 <= L; l3++) {
      double w[2 * SO2_LMAX + 1], blocks[2 * SO2_LMAX + 1];
      double back[2 * SO2_LMAX + 1];
      size_t n = so2_blocks(l1, l3);
      for (size_t k = 0; k < n; k++)
        w[k] = random_normal(&g);
      must(so2_from_paths(l1, l3, w, blocks));
      must(so2_to_paths(l1, l3, blocks, back));
      most = fmax(most, matrix_max_difference(n, w, back));
    }
  return most;
}

enum { EQUAL_L = 4 };

static double equal(void)
{
  double most = 0;
  demo_section("equal",
               "All degrees up to L, all filters up to 2L, six points");
  puts("L   full product - frame   weights there and back");
  for (int L = 1; L <= EQUAL_L; L++) {
    double error = full_against_frame(L);
    most = fmax(most, error);
    printf("%d   %20.1e   %22.1e\n", L, error, there_and_back(L));
  }
  return most;
}

/* ---- [half] Where the 1/sqrt 2 comes from ---- */
static void half(void)
{
  enum { SAMPLES = 20000, L3 = 3, N = 7 };
  static const char *const name[N] = {"a_0", "a_1", "b_1", "a_2",
                                      "b_2", "a_3", "b_3"};
  struct random g = random_seed(92);
  double T[N][N], sum[N] = {0};
  FILE *f = demo_open("half.dat");
  for (int p = 0; p < N; p++)
    must(so2_column(L3, p, L3, T[p]));
  for (int s = 0; s < SAMPLES; s++) {
    double blocks[N] = {0};
    for (int p = 0; p < N; p++) {
      double w = random_normal(&g);
      for (int k = 0; k < N; k++)
        blocks[k] += w * T[p][k];
    }
    for (int k = 0; k < N; k++)
      sum[k] += blocks[k] * blocks[k] / SAMPLES;
  }
  demo_section("half",
               "Variance of the blocks of (3, 3); path weights: 1 each");
  puts("block   20000 samples   law");
  for (int k = 0; k < N; k++) {
    double law = (2 * L3 + 1) / (k ? 2.0 : 1.0);
    printf("%s     %13.3f   %.1f\n", name[k], sum[k], law);
    fprintf(f, "%d %s %g %g\n", k, name[k], sum[k], law);
  }
}

/* ---- [roll] The roll about the edge ---- */
struct rolled {
  double frame[5], space[5];
};

/* One random feature of degree 2 through one random block of (2, 2). */
static struct rolled roll_message(double roll)
{
  struct random g = random_seed(93);
  double D[25], x[5], t[5], s[5], blocks[5];
  struct rolled r = {{0}, {0}};
  rot3 Q;
  for (int k = 0; k < 5; k++) {
    x[k] = random_normal(&g);
    blocks[k] = random_normal(&g);
  }
  must(so2_frame(EDGE, &Q));
  wigner_d(2, so3_mul(so3_exp((vec3){0, 0, roll}), Q), D);
  matrix_multiply(5, 5, 1, D, x, t);
  s[2] = blocks[0] * t[2];
  for (int m = 1; m <= 2; m++) {
    double a = blocks[2 * m - 1], b = blocks[2 * m];
    s[2 + m] = a * t[2 + m] - b * t[2 - m];
    s[2 - m] = b * t[2 + m] + a * t[2 - m];
  }
  memcpy(r.frame, s, sizeof s);
  matrix_multiply_tn(5, 5, 1, D, s, r.space);
  return r;
}

static void rolls(void)
{
  const double degree = 3.14159265358979323846 / 180;
  const struct rolled first = roll_message(0);
  double most = 0;
  FILE *f = demo_open("roll.dat");
  demo_section("roll", "One message, the frame rolled about the edge");
  puts("roll      in the frame, m = -2..2                    in space, m = "
       "-2..2");
  for (int k = 0; k <= 360; k += 5) {
    struct rolled r = roll_message(k * degree);
    most = fmax(most, matrix_max_difference(5, r.space, first.space));
    fprintf(f, "%d", k);
    for (int i = 0; i < 5; i++)
      fprintf(f, " %g", r.frame[i]);
    for (int i = 0; i < 5; i++)
      fprintf(f, " %g", r.space[i]);
    putc('\n', f);
    if (k > 150 || k % 50)
      continue;
    printf("%3d deg", k);
    for (int i = 0; i < 5; i++)
      printf(" %6.2f", r.frame[i]);
    printf("  ");
    for (int i = 0; i < 5; i++)
      printf(" %6.2f", r.space[i]);
    putchar('\n');
  }
  demo_value("roll_change", "%.0e", most);
  printf("largest change in space, 73 rolls: %.1e\n", most);
}

/* ---- [trained] A network of chapter 7 in its edges' frames ---- */
static void train(enum model_kind kind, struct training *t)
{
  static const enum tetris_shape all[] = {
      TETRIS_LEFT,   TETRIS_RIGHT, TETRIS_SQUARE, TETRIS_LINE,
      TETRIS_CORNER, TETRIS_L,     TETRIS_T,      TETRIS_ZIGZAG};
  bool done;
  must(training_begin(kind, 1, TETRIS_SHAPES, all, t));
  must(trainer_run(&t->trainer, 1000, NULL, NULL, &done));
}

struct seen {
  double logits[TETRIS_SHAPES * LESSON_CLASSES];
  double forces[3 * TETRIS_SHAPES * TETRIS_CUBES];
};

/* All shapes turned by one rotation; the forces pull the logits up, with
 * different strength. */
static void look_at(const struct training *t, struct seen *seen)
{
  enum { POINTS = TETRIS_SHAPES * TETRIS_CUBES };
  vec3 points[POINTS];
  real dpoints[3 * POINTS] = {0}, logits[TETRIS_SHAPES * LESSON_CLASSES];
  struct random g = random_seed(94);
  struct graph *graph;
  struct network_pass *pass;
  rot3 R = so3_random(&g);
  for (int s = 0; s < TETRIS_SHAPES; s++)
    tetris_points(t->lesson.shape[s], points + s * TETRIS_CUBES);
  for (int i = 0; i < POINTS; i++)
    points[i] = so3_apply(R, points[i]);
  must(model_graph(t->network, TETRIS_SHAPES, points, &graph));
  must(network_pass_create(t->network, graph, &pass));
  must(network_forward(t->network, t->trainer.w, pass));
  lesson_logits(t->network, TETRIS_SHAPES, pass->answer[0], logits);
  network_clear(t->network, pass);
  size_t all = TETRIS_SHAPES * t->network->answer[0].layout.dim;
  for (size_t k = 0; k < all; k++)
    pass->danswer[0][k] = (real)(k % 3) - 1;
  must(network_backward(t->network, t->trainer.w, pass, NULL, NULL, dpoints));
  for (size_t k = 0; k < TETRIS_SHAPES * LESSON_CLASSES; k++)
    seen->logits[k] = (double)logits[k];
  for (size_t k = 0; k < 3 * POINTS; k++)
    seen->forces[k] = (double)dpoints[k];
  network_pass_free(pass);
  graph_free(graph);
}

static double apart(size_t n, const double *a, const double *b)
{
  return matrix_max_difference(n, a, b);
}

static void trained(double *logits, double *forces)
{
  const enum model_kind kinds[] = {MODEL_TALK, MODEL_LARGE, MODEL_PARITY};
  const size_t L = TETRIS_SHAPES * LESSON_CLASSES;
  const size_t F = 3 * TETRIS_SHAPES * TETRIS_CUBES;
  demo_section("trained",
               "Networks trained by chapter 7, run in frames; seed 1");
  puts("network   largest logit   logits to   largest force   forces to");
  *logits = *forces = 0;
  for (int k = 0; k < 3; k++) {
    struct training t;
    struct seen plain, turned;
    train(kinds[k], &t);
    look_at(&t, &plain);
    must(so2_network(t.network, SO2_LMAX));
    look_at(&t, &turned);
    double l = apart(L, plain.logits, turned.logits);
    double f = apart(F, plain.forces, turned.forces);
    printf("%-7s   %13.2f   %9.1e   %13.2f   %9.1e\n", model_name(kinds[k]),
           matrix_max_abs(L, plain.logits), l, matrix_max_abs(F, plain.forces),
           f);
    *logits = fmax(*logits, l);
    *forces = fmax(*forces, f);
    training_free(&t);
  }
}

/* ---- [torque] Three ways to the gradient by an edge ----
 *
 * A message of degrees 0..3, all filters; the loss is g . y.  The reference is
 * chapter 6: the derivative of the harmonics. */
struct edge {
  struct irreps features;
  struct convolution c;
  struct so2_convolution turned;
  real *x, *g, *w;
};

static void begin_edge(struct edge *e)
{
  struct random g = random_seed(95);
  e->c = full_product(3, &e->features);
  must(so2_convolution_of(&e->c, SO2_LMAX, &e->turned));
  e->x = random_reals(&g, 2 * e->features.dim);
  e->g = random_reals(&g, 2 * e->features.dim);
  e->w = random_reals(&g, 2 * e->turned.weights);
}

static void end_edge(struct edge *e)
{
  so2_convolution_free(&e->turned);
  convolution_free(&e->c);
  free(e->x), free(e->g), free(e->w);
}

/* Two nodes, two edges; the gradient by the vector of the first. */
static struct graph *graph_along(const real v[3])
{
  const real points[6] = {v[0], v[1], v[2], 0, 0, 0};
  size_t two = 2;
  struct graph *graph;
  must(graph_all_pairs(1, &two, points, 6, HARMONICS_COMPONENT, &graph));
  return graph;
}

static void by_harmonics(const struct edge *e, const struct graph *graph,
                         double gradient[3])
{
  real *scratch = reals(convolution_workspace(&e->c)), dv[6] = {0};
  real *dY = reals(2 * graph->harmonics);
  must(convolution_backward(&e->c, graph, e->x, e->w, e->g, scratch, NULL, dY,
                            NULL));
  harmonics_backward(6, HARMONICS_COMPONENT, 2, graph->vector, dY, dv);
  for (int a = 0; a < 3; a++)
    gradient[a] = (double)dv[a];
  free(scratch), free(dY);
}

static void by_torque(const struct edge *e, const struct graph *graph,
                      double gradient[3])
{
  real *D = reals(2 * so2_convolution_frames(&e->turned)), dv[6] = {0};
  struct so2_pass p = {
      &e->turned, graph, D,
      e->x,       e->w,  reals(so2_convolution_workspace(&e->turned))};
  must(so2_convolution_look(&e->turned, graph, D));
  must(so2_convolution_backward(&p, e->g, NULL, NULL, dv));
  for (int a = 0; a < 3; a++)
    gradient[a] = (double)dv[a];
  free(D), free(p.scratch);
}

/* The chain rule through theta and phi, as automatic differentiation goes: the
 * derivative by phi is what a turn about z does, that by theta one about the
 * frame's y; then d theta/dv and d phi/dv = (-y, x, 0)/(x^2 + y^2). */
static void through_angles(const struct edge *e, const struct graph *graph,
                           double gradient[3])
{
  size_t dim = e->features.dim, to = graph->receiver[0],
         from = graph->sender[0];
  real *scratch = reals(convolution_workspace(&e->c)), *y = reals(2 * dim);
  real *h = reals(2 * dim);
  double torque[3] = {0}, taken[3] = {0};
  must(convolution_forward(&e->c, graph, e->x, e->w, scratch, y));
  must(convolution_backward(&e->c, graph, e->x, e->w, e->g, scratch, h, NULL,
                            NULL));
  so2_torque(&e->features, e->g + to * dim, y + to * dim, torque);
  so2_torque(&e->features, h + from * dim, e->x + from * dim, taken);
  for (int a = 0; a < 3; a++)
    torque[a] -= taken[a];
  const real *v = graph->vector;
  double x = (double)v[0], yy = (double)v[1], z = (double)v[2];
  double rho = hypot(x, yy), r = hypot(rho, z), c = x / rho, s = yy / rho;
  double dtheta = c * torque[1] - s * torque[0], dphi = torque[2];
  gradient[0] = dtheta * c * z / (r * r) - dphi * yy / (rho * rho);
  gradient[1] = dtheta * s * z / (r * r) + dphi * x / (rho * rho);
  gradient[2] = -dtheta * rho / (r * r);
  free(scratch), free(y), free(h);
}

static void torques(void)
{
  struct edge e;
  FILE *f = demo_open("torque.dat");
  begin_edge(&e);
  demo_section("torque", "Gradient by an edge at a distance rho from the pole");
  puts("rho        size   error: torque   angles    detached");
  for (int k = 0; k <= 32; k++) {
    double rho = pow(10, -k / 2.0), want[3], torque[3], angles[3];
    const real v[3] = {(real)(0.6 * rho), (real)(0.8 * rho), 1};
    struct graph *graph = graph_along(v);
    by_harmonics(&e, graph, want);
    by_torque(&e, graph, torque);
    through_angles(&e, graph, angles);
    double size = matrix_max_abs(3, want), t = apart(3, want, torque) / size;
    double a = apart(3, want, angles) / size;
    fprintf(f, "%g %g %g %g\n", rho, fmax(t, 1e-17), a, 1.0);
    if (k % 4 == 0)
      printf("1e-%02d   %6.2f   %13.0e   %6.0e   %9.0e\n", k / 2, size, t, a,
             1.0);
    if (k == 20) {
      demo_value("angles_error", "%.0e", a);
      demo_value("torque_error", "%.0e", t);
    }
    graph_free(graph);
  }
  end_edge(&e);
}

/* ---- [rows] One row too few ---- */
static double edge_loss(const struct edge *e, const struct so2_convolution *c,
                        const real v[3])
{
  struct graph *graph = graph_along(v);
  size_t dim = e->features.dim;
  real *D = reals(2 * so2_convolution_frames(c)), *y = reals(2 * dim);
  struct so2_pass p = {c,    graph, D,
                       e->x, e->w,  reals(so2_convolution_workspace(c))};
  double sum = 0;
  must(so2_convolution_look(c, graph, D));
  must(so2_convolution_forward(&p, y));
  for (size_t k = 0; k < dim; k++) /* the first edge ends at node 0 */
    sum += (double)e->g[k] * (double)y[k];
  free(D), free(y), free(p.scratch);
  graph_free(graph);
  return sum;
}

static void differences(const struct edge *e, const struct so2_convolution *c,
                        double gradient[3])
{
  const real h = real_pow(REAL_EPS, REAL(0.2)) / 4;
  for (int a = 0; a < 3; a++) {
    double value[4];
    for (int k = 0; k < 4; k++) {
      real v[3] = {EDGE[0], EDGE[1], EDGE[2]};
      v[a] += h * (real)(k < 2 ? k - 2 : k - 1);
      value[k] = edge_loss(e, c, v);
    }
    gradient[a] =
        (8 * (value[2] - value[1]) - (value[3] - value[0])) / (12 * (double)h);
  }
}

static void rows(void)
{
  demo_section("rows", "The torque from rows up to mmax + 1, and up to mmax");
  puts("mmax   gradient: size   error: mmax + 1     mmax");
  struct edge e;
  begin_edge(&e);
  for (int mmax = 0; mmax <= 3; mmax++) {
    struct so2_convolution c;
    double want[3], good[3], bad[3];
    must(so2_convolution_of(&e.c, mmax, &c));
    differences(&e, &c, want);
    struct graph *graph = graph_along(EDGE);
    struct edge cut = e;
    cut.turned = c;
    by_torque(&cut, graph, good);
    so2_order_make(&e.features, 3, mmax, &cut.turned.wide_in);
    so2_order_make(&e.features, 3, mmax, &cut.turned.wide_out);
    by_torque(&cut, graph, bad);
    double size = matrix_max_abs(3, want);
    printf("%4d   %14.2f   %15.0e   %6.0e\n", mmax, size,
           apart(3, want, good) / size, apart(3, want, bad) / size);
    if (mmax == 1)
      demo_value("rows_error", "%.2f", apart(3, want, bad) / size);
    graph_free(graph);
    so2_convolution_free(&c);
  }
  end_edge(&e);
}

/* ---- [mmax] What a smaller mmax loses ---- */

/* The share of a random message, in mean square, that blocks with m > mmax
 * make: all pairs of degrees up to L, blocks of the variances above. */
static double share_lost(int L, int mmax)
{
  double all = 0, lost = 0;
  for (int l1 = 0; l1 <= L; l1++)
    for (int l3 = 0; l3 <= L; l3++)
      for (int m = 0; m <= l1 && m <= l3; m++) {
        double square = (2 * l3 + 1) * (m ? 2.0 : 1.0);
        all += square;
        lost += m > mmax ? square : 0;
      }
  return lost / all;
}

static void truncation(void)
{
  FILE *f = demo_open("mmax.dat");
  demo_section("mmax",
               "Error of a random message cut off at mmax (root mean square)");
  puts(" L   mmax = 0     1       2       3       4       5       6");
  for (int L = 1; L <= 6; L++) {
    printf("%2d     ", L);
    for (int mmax = 0; mmax <= 6; mmax++) {
      double error = sqrt(share_lost(L, mmax));
      printf(" %6.3f ", error);
      fprintf(f, "%d %d %g\n", L, mmax, error);
      if (L == 6 && mmax == 2)
        demo_value("lost_62", "%.0f", 100 * error * error);
    }
    putchar('\n');
    fprintf(f, "\n\n");
  }
}

/* ---- [cut] Trained networks cut off, and trained as they are ---- */
static size_t named_right(const struct training *t)
{
  struct trial_plan plan = {.seed = 96, .motions = 5, .reach = 1};
  struct trial trial;
  must(trial_run(t->network, t->trainer.w, &plan, &trial, NULL));
  return trial.right * TETRIS_SHAPES / trial.n;
}

static double hands_apart(const struct training *t)
{
  struct seen seen;
  look_at(t, &seen);
  return apart(LESSON_CLASSES, seen.logits, seen.logits + LESSON_CLASSES);
}

static void cut(void)
{
  const enum model_kind kinds[] = {MODEL_TALK, MODEL_PARITY, MODEL_LARGE};
  demo_section("cut", "Shapes named right with blocks up to mmax; seed 1");
  puts(
      "network   mmax   cut after training   trained so   steps   hands apart");
  for (int k = 0; k < 3; k++)
    for (int mmax = 0; mmax <= (kinds[k] == MODEL_LARGE ? 2 : 1); mmax++) {
      struct training t, own;
      bool done;
      train(kinds[k], &t);
      must(so2_network(t.network, mmax));
      must(training_begin(kinds[k], 1, TETRIS_SHAPES, t.lesson.shape, &own));
      must(so2_network(own.network, mmax));
      /* passes know their stages: begin again with the stages replaced */
      must(trainer_run(&own.trainer, 300, NULL, NULL, &done));
      printf("%-7s   %4d   %16zu/8   %8zu/8   %5zu   %11.1e\n",
             model_name(kinds[k]), mmax, named_right(&t), named_right(&own),
             own.trainer.adam.step, hands_apart(&own));
      training_free(&t), training_free(&own);
    }
}

/* ---- [cost] Multiplications ---- */
static double product_cost(int L, int l2max)
{
  double sum = 0;
  for (int l1 = 0; l1 <= L; l1++)
    for (int l2 = 0; l2 <= l2max; l2++)
      for (int l3 = 0; l3 <= L; l3++) {
        size_t n;
        if (cg_allowed(l1, l2, l3) && !cg_sparse(l1, l2, l3, &n, NULL))
          sum += (double)n;
      }
  return sum;
}

/* Rows of D that are kept, twice, and the blocks between all degrees. */
static double frame_cost(int L, int mmax)
{
  double mix = (L + 1) * (L + 1);
  for (int m = 1; m <= mmax && m <= L; m++)
    mix += 4 * (L + 1 - m) * (L + 1 - m);
  return 2 * (double)so2_rows(L, mmax) + mix;
}

static int costs(void)
{
  int crossover = 0;
  FILE *f = demo_open("cost.dat");
  demo_section("cost", "Multiplications of one channel on one edge");
  puts(" L   terms, l2 <= L   l2 <= 2L   frames   frames, mmax = 2");
  for (int L = 1; L <= 8; L++) {
    double few = product_cost(L, L), turned = frame_cost(L, L);
    double cut = frame_cost(L, 2), all = L <= 5 ? product_cost(L, 2 * L) : 0;
    if (!crossover && turned < few)
      crossover = L;
    printf("%2d   %14.0f   ", L, few);
    if (all > 0)
      printf("%8.0f", all);
    else
      printf("        ");
    printf("   %6.0f   %16.0f\n", turned, cut);
    fprintf(f, "%d %g %g %g %g\n", L, few, all > 0 ? all : (double)NAN, turned,
            cut);
    if (L == 6)
      demo_value("count_6", "%.1f", few / turned);
  }
  demo_value("crossover_count", "%d", crossover);
  return crossover;
}

/* ---- [main] Everything, and the last line ---- */
int main(int argc, char **argv)
{
  double logits, forces;
  demo_begin(argc, argv);
  demo_value("lmax", "%d", SO2_LMAX);
  pole();
  slices();
  frames();
  columns();
  counts();
  double product = equal();
  half();
  rolls();
  trained(&logits, &forces);
  torques();
  rows();
  truncation();
  cut();
  const int counted = costs(), measured = crossover_measured();
  const int crossover = measured ? measured : counted;
  demo_value("line_crossover", "%d", crossover);
  demo_value("line_product", "%.0e", product);
  demo_value("line_l", "%d", EQUAL_L);
  demo_value("line_logits", "%.0e", logits);
  demo_value("line_forces", "%.0e", forces);
  demo_section("last", "In one line");
  printf("so2: full product = SO(2) to %.1e (l <= %d), logits of a trained "
         "network to %.1e, forces to %.1e; crossover at l = %d\n",
         product, EQUAL_L, logits, forces, crossover);
  return demo_end();
}
