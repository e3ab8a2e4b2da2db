/* demo.c: the tables, quoted numbers and plot data of chapter 12. */
#include "demo.h"
#include "demo_crystals.h"
#include "dual.h"
#include "inertia.h"
#include "molecule.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [tools] Small helpers ---- */
static void must(enum tfn_status status)
{
  if (status == TFN_OK)
    return;
  fprintf(stderr, "demo: %s\n", tfn_message(status));
  exit(EXIT_FAILURE);
}

static void *array(size_t count, size_t each)
{
  void *memory = memory_array(count, each);
  if (!memory)
    exit(EXIT_FAILURE);
  return memory;
}

static double largest(size_t n, const real *x)
{
  double most = 0;
  for (size_t k = 0; k < n; k++)
    most = fmax(most, fabs((double)x[k]));
  return most;
}

/* ---- [cluster] Six atoms and a network with random weights ---- */
enum { ATOMS = 6, KINDS = 2 };

struct cluster {
  struct network *network;
  struct potential p;
  real *w;
  real points[3 * (ATOMS + KINDS)];
  struct graph *graph;
  struct network_pass *pass;
};

static const size_t kind_of[ATOMS] = {0, 0, 0, 0, 1, 1};

static void look_at(struct cluster *c)
{
  const size_t count = ATOMS;
  network_pass_free(c->pass);
  graph_free(c->graph);
  must(potential_graph(&c->p, 1, &count, c->points, REAL(0.2), &c->graph));
  must(network_pass_create(c->network, c->graph, &c->pass));
  must(potential_features(&c->p, ATOMS, kind_of, c->pass->x));
}

static struct network *molecule_of(real cutoff)
{
  struct molecule_plan plan = {2, 2, 8, 6, 8, cutoff, true};
  struct network *network = NULL;
  must(molecule_network(&plan, KINDS, &network));
  return network;
}

/* Takes over the network. */
static void open_with(uint64_t seed, struct network *network, struct cluster *c)
{
  const real places[3 * ATOMS] = {
      0,         0,         0,         REAL(1.2),  0,         0,
      0,         REAL(1.3), 0,         REAL(0.2),  REAL(0.4), REAL(1.4),
      REAL(1.5), REAL(1.3), REAL(0.3), REAL(-0.9), REAL(0.6), REAL(0.7)};
  memset(c, 0, sizeof *c);
  c->network = network;
  c->p = (struct potential){c->network, KINDS, {1, 8}, {-13.6, -2040}, 0.05};
  c->w = array(network_weights(c->network), sizeof *c->w);
  must(network_initial(c->network, seed, c->w));
  memcpy(c->points, places, sizeof places);
  look_at(c);
}

static void open_cluster(uint64_t seed, real cutoff, struct cluster *c)
{
  open_with(seed, molecule_of(cutoff), c);
}

static void close_cluster(struct cluster *c)
{
  network_pass_free(c->pass);
  graph_free(c->graph);
  network_free(c->network);
  free(c->w);
}

static double cluster_forces(struct cluster *c, real *force)
{
  real dpoints[3 * (ATOMS + KINDS)];
  double energy;
  must(graph_move(c->graph, c->points));
  must(network_look(c->network, c->pass));
  must(potential_forces(&c->p, c->w, c->pass, &energy, dpoints, force));
  return energy;
}

/* ---- [laws] What holds before anything is learned ---- */
static void show_laws(void)
{
  struct cluster c;
  real F[3 * ATOMS];
  double sum[3] = {0}, torque[3] = {0}, most = 0;
  open_cluster(1, 6, &c);
  double energy = cluster_forces(&c, F);
  demo_section("laws", "Six atoms, random weights");
  printf("atom        F_x         F_y         F_z   (eV/A)\n");
  for (size_t i = 0; i < ATOMS; i++) {
    const real *r = c.points + 3 * i, *f = F + 3 * i;
    printf(" %c    %10.6f  %10.6f  %10.6f\n", kind_of[i] ? 'O' : 'H',
           (double)f[0], (double)f[1], (double)f[2]);
    for (size_t a = 0; a < 3; a++) {
      size_t b = (a + 1) % 3, d = (a + 2) % 3;
      sum[a] += (double)f[a];
      torque[a] += (double)(r[b] * f[d] - r[d] * f[b]);
    }
  }
  printf("sum   %10.1e  %10.1e  %10.1e\n", sum[0], sum[1], sum[2]);
  printf("torque%10.1e  %10.1e  %10.1e\n", torque[0], torque[1], torque[2]);
  for (size_t i = 0; i < ATOMS; i++) /* 20 A apart */
    c.points[3 * i] = (real)(20 * (double)i);
  look_at(&c);
  double apart = cluster_forces(&c, F);
  most = largest(3 * ATOMS, F);
  printf("energy %.6f eV; all atoms 20 A apart: %.6f eV, largest force %g\n",
         energy, apart, most);
  close_cluster(&c);
}

/* ---- [loop] Work around a loop ---- */

/* Of the force of the energy and of the vectors of the direct answer, along a
 * loop of n points; a row of data for each point when there is a file. */
static void around(struct cluster *c, int n, double work[2], FILE *file)
{
  struct random g = random_seed(7);
  real centre[3 * ATOMS], a[3 * ATOMS], b[3 * ATOMS], F[3 * ATOMS];
  const double pi = 3.14159265358979323846;
  static const size_t place[3] = {2, 0, 1};
  memcpy(centre, c->points, sizeof centre);
  for (size_t k = 0; k < 3 * ATOMS; k++) {
    a[k] = (real)(0.04 * random_normal(&g));
    b[k] = (real)(0.04 * random_normal(&g));
  }
  work[0] = work[1] = 0;
  for (int i = 0; i < n; i++) {
    double t = 2 * pi * i / n;
    for (size_t k = 0; k < 3 * ATOMS; k++)
      c->points[k] = centre[k] + (real)cos(t) * a[k] + (real)sin(t) * b[k];
    cluster_forces(c, F);
    for (size_t k = 0; k < 3 * ATOMS; k++) {
      double along = (cos(t) * (double)b[k] - sin(t) * (double)a[k]) * 2 * pi;
      double direct = (double)c->pass->answer[1][k - k % 3 + place[k % 3]];
      work[0] += (double)F[k] * along / n;
      work[1] += c->p.scale * direct * along / n;
    }
    if (file)
      fprintf(file, "%g %g %g\n", (i + 1.0) / n, work[0], work[1]);
  }
  memcpy(c->points, centre, sizeof centre);
}

static void show_loop(void)
{
  struct cluster c;
  double work[2];
  open_cluster(2, 6, &c);
  demo_section("loop", "Work around a closed loop (eV)");
  printf("points   force = -gradient   direct force\n");
  for (int n = 4; n <= 64; n *= 2) {
    around(&c, n, work, NULL);
    printf("%6d   %17.2e   %12.6f\n", n, work[0], work[1]);
  }
  demo_value("loop_gradient", "%.0e", fabs(work[0]));
  demo_value("loop_direct", "%.3f", fabs(work[1]));
  around(&c, 128, work, demo_open("loop.dat"));
  close_cluster(&c);
}

/* ---- [cutoff] Two atoms part ---- */
static void show_cutoff(void)
{
  struct cluster c;
  real F[3 * ATOMS];
  open_cluster(4, 3, &c);
  FILE *file = demo_open("cutoff.dat");
  double before = 0;
  for (int i = 0; i <= 140; i++) {
    double d = 2.5 + 0.005 * i;
    for (size_t k = 0; k < ATOMS; k++) {
      c.points[3 * k] = (real)(k == 1 ? d : 30 * (double)k);
      c.points[3 * k + 1] = c.points[3 * k + 2] = 0;
    }
    look_at(&c);
    double energy = cluster_forces(&c, F) + 4 * 13.6 + 2 * 2040;
    double slope = ((double)F[3] - before) / 0.005;
    before = (double)F[3];
    if (i)
      fprintf(file, "%g %g %g %g\n", d, energy, (double)F[3], slope);
  }
  close_cluster(&c);
}

/* ---- [ways] Two ways to a gradient ---- */
struct aim {
  struct cluster c;
  struct force_loss loss;
  struct force_batch batch;
  double energy, force[3 * ATOMS];
};

/* Takes over the network. */
static void open_aim(struct network *network, struct aim *t)
{
  struct random g = random_seed(9);
  open_with(5, network, &t->c);
  real F[3 * ATOMS];
  t->energy = cluster_forces(&t->c, F) + 0.3;
  for (size_t k = 0; k < 3 * ATOMS; k++)
    t->force[k] = (double)F[k] + 0.1 * random_normal(&g);
  t->loss = (struct force_loss){1, 1, 0};
  t->batch =
      (struct force_batch){t->c.graph, t->c.points, &t->energy, t->force};
}

static void gradient_of(struct aim *t, real step, real *dw)
{
  struct report report = {0};
  memset(dw, 0, network_weights(t->c.network) * sizeof *dw);
  t->loss.step = step;
  must(force_loss_gradient(&t->loss, &t->c.p, t->c.w, &t->batch, 1, t->c.pass,
                           dw, &report));
}

static double error_of(struct aim *t, real step, const real *exact, real *near)
{
  size_t n = network_weights(t->c.network);
  double off = 0;
  gradient_of(t, step, near);
  for (size_t i = 0; i < n; i++)
    off = fmax(off, fabs((double)near[i] - (double)exact[i]));
  return off / largest(n, exact);
}

static void show_ways(void)
{
  struct aim t;
  open_aim(molecule_of(5), &t);
  size_t n = network_weights(t.c.network);
  real *exact = array(n, sizeof *exact), *near = array(n, sizeof *near);
  double best = HUGE_VAL, at = 0;
  gradient_of(&t, 0, exact);
  demo_section("ways",
               "The gradient by two more passes, against the exact one");
  printf("   step (A)    largest error / largest entry\n");
  FILE *file = demo_open("ways.dat");
  for (int k = 0; k <= 48; k++) {
    double step = 0.1 * pow(10, -k / 8.0);
    double off = error_of(&t, (real)step, exact, near);
    fprintf(file, "%g %g\n", step, off);
    if (k % 8 == 0)
      printf("  %9.0e    %.1e\n", step, off);
    if (off < best)
      best = off, at = step;
  }
  demo_value("ways_best", "%.0e", best);
  demo_value("ways_step", "%.0e", at);
  free(exact);
  free(near);
  close_cluster(&t.c);
}

/* ---- [bent] Stages that bend more, and less ----
 *
 * Layers up to degree 2 with a gate; or one, a norm, two residual layers,
 * another norm and a last layer. */
static struct network *bent(enum gate gate, bool norms)
{
  const struct network_description is = {.in = "2x0e",
                                         .lmax = 2,
                                         .parity = true,
                                         .basis = {RADIAL_BESSEL, 6, 5, 6}};
  const char *text = "8x0e + 8x1o + 8x2e";
  struct network *network;
  must(network_create(&is, &network));
  must(network_add_layer(network, text, gate, 8, 5));
  if (norms) {
    must(network_add_norm(network));
    must(network_add_residual(network, gate, 8, 5, 2));
    must(network_add_residual(network, gate, 8, 5, 2));
    must(network_add_norm(network));
  } else
    must(network_add_layer(network, text, gate, 8, 5));
  must(network_add_layer(network, "1x0e", GATE_NONE, 8, 5));
  must(network_answer(network, "1x0e", ANSWER_SUM));
  return network;
}

static void bent_row(const char *name, enum gate gate, bool norms)
{
  struct aim t;
  open_aim(bent(gate, norms), &t);
  size_t n = network_weights(t.c.network);
  real *exact = array(n, sizeof *exact), *near = array(n, sizeof *near);
  gradient_of(&t, 0, exact);
  printf("%-32s", name);
  for (int k = 0; k < 4; k++)
    printf(" %10.1e", error_of(&t, (real)pow(10, -2 - k), exact, near));
  puts("");
  free(exact);
  free(near);
  close_cluster(&t.c);
}

static void show_bent(void)
{
  demo_section("bent", "The same error, by the stages of the network");
  printf("step (A)                        ");
  for (int k = 0; k < 4; k++)
    printf(" %10.0e", pow(10, -2 - k));
  puts("");
  bent_row("layers without gates", GATE_NONE, false);
  bent_row("scalar gates", GATE_SCALAR, false);
  bent_row("norm gates", GATE_NORM, false);
  bent_row("scalar gates, norms, residuals", GATE_SCALAR, true);
  bent_row("norm gates, norms, residuals", GATE_NORM, true);
}

/* ---- [inertia] Two radial functions, learned ---- */
enum { INERTIA_STEPS = 1200 };

static void write_radial(const struct network *network, const real *w)
{
  FILE *file = demo_open("inertia.dat");
  for (int i = 2; i <= 170; i++) {
    real r = (real)i / 100, R[2];
    must(inertia_radial(network, w, 1, &r, R));
    fprintf(file, "%g %g %g %g %g\n", (double)r, (double)R[0], (double)R[1],
            inertia_R0((double)r), inertia_R2((double)r));
  }
}

static void show_inertia(void)
{
  struct inertia task;
  struct network *network;
  struct trainer t;
  struct trainer_plan plan = {.seed = 1, .adam = adam_default()};
  plan.adam.rate = REAL(0.02);
  must(inertia_begin(20, 8, 1, &task));
  must(inertia_network(&network));
  must(trainer_create(network, &task.task, &plan, &t));
  must(trainer_run(&t, 0, NULL, NULL, NULL));
  demo_value("inertia_first", "%.1f", t.report.loss);
  must(trainer_run(&t, INERTIA_STEPS, NULL, NULL, NULL));
  demo_value("inertia_last", "%.1e", t.report.loss);
  demo_value("inertia_steps", "%d", INERTIA_STEPS);
  demo_section("inertia", "What the layer learned, and the closed form");
  printf("    r      R_0   2/sqrt3 r^2       R_2   -sqrt(2/15) r^2\n");
  for (int i = 1; i <= 6; i++) {
    real r = (real)i / 5, R[2];
    must(inertia_radial(network, t.w, 1, &r, R));
    printf("  %.1f  %7.4f  %12.4f   %7.4f  %16.4f\n", (double)r, (double)R[0],
           inertia_R0((double)r), (double)R[1], inertia_R2((double)r));
  }
  write_radial(network, t.w);
  trainer_free(&t);
  network_free(network);
  inertia_free(&task);
}

/* ---- [six] Six entries and nine ---- */
static void show_six(void)
{
  const double mass[2] = {1, 2}, r[6] = {1, 0, 0, 0, 1, 0};
  const double q[6] = {0.7071067811865476,  0.7071067811865476, 0,
                       -0.7071067811865476, 0.7071067811865476, 0};
  const double origin[3] = {0, 0, 0};
  demo_section("six", "The same error, seen straight and turned by 45 degrees");
  printf("            six entries   nine entries   0e + 2e\n");
  for (int turned = 0; turned < 2; turned++) {
    double I[9], J[9], c[6], d[6], sum[3] = {0};
    inertia_tensor(1, mass, turned ? q : r, origin, I);
    inertia_tensor(1, mass + 1, (turned ? q : r) + 3, origin, J);
    inertia_split(I, c);
    inertia_split(J, d);
    for (int a = 0; a < 3; a++)
      for (int b = 0; b < 3; b++) {
        double e = I[3 * a + b] - J[3 * a + b];
        sum[0] += b >= a ? e * e : 0;
        sum[1] += e * e;
      }
    for (int k = 0; k < 6; k++)
      sum[2] += (c[k] - d[k]) * (c[k] - d[k]);
    printf("%-10s  %11.4f   %12.4f   %7.4f\n", turned ? "turned" : "straight",
           sum[0], sum[1], sum[2]);
  }
}

/* ---- [csv] Tables of longer runs ----
 *
 * Each row is text and four numbers, of which the last may be missing. */
static FILE *open_csv(const char *name)
{
  char path[200], line[300];
  snprintf(path, sizeof path, "chapters/12-physics/%s", name);
  FILE *file = fopen(path, "r");
  if (!file || !fgets(line, sizeof line, file) ||
      !fgets(line, sizeof line, file)) {
    fprintf(stderr, "demo: cannot read %s\n", path);
    exit(EXIT_FAILURE);
  }
  return file;
}

static bool next_row(FILE *file, char name[64], double x[4])
{
  char line[300], *at = line;
  if (!fgets(line, sizeof line, file))
    return false;
  size_t n = strcspn(line, ",");
  snprintf(name, 64, "%.*s", (int)(n < 63 ? n : 63), line);
  for (int k = 0; k < 4; k++) {
    at += strcspn(at, ",\n");
    at += *at == ',';
    x[k] = strtod(at, NULL);
  }
  return true;
}

/* ---- [curve] Errors against frames ---- */

/* Slopes of log error against log frames, by least squares. */
static void show_slopes(size_t n, const double *frames, const double *error,
                        int lmax)
{
  static const char *const key[3] = {"slope_0", "slope_1", "slope_2"};
  double x[64], y[64], slope;
  for (size_t i = 0; i < n; i++) {
    x[i] = log(frames[i]);
    y[i] = log(error[i]);
  }
  if (n < 2)
    return;
  must(dynamics_line(n, x, y, &slope, NULL));
  printf("  l <= %d: force error falls like frames^%.2f\n", lmax, slope);
  demo_value(key[lmax], "%.2f", -slope);
}

/* Seeds of one degree and one number of frames: means, and the extremes of the
 * error of the forces. */
struct point {
  int lmax;
  size_t seeds;
  double frames, energy, force, least, most;
};

static size_t read_curve(size_t room, struct point *point)
{
  FILE *csv = open_csv("curve.csv");
  double x[4]; /* frames, seed, energy, force */
  char name[64];
  size_t n = 0;
  while (next_row(csv, name, x)) {
    int lmax = atoi(name);
    if (!n || point[n - 1].lmax != lmax || point[n - 1].frames != x[0]) {
      if (n == room)
        break;
      point[n++] = (struct point){lmax, 0, x[0], 0, 0, x[3], x[3]};
    }
    struct point *p = &point[n - 1];
    p->seeds++;
    p->energy += (x[2] - p->energy) / (double)p->seeds;
    p->force += (x[3] - p->force) / (double)p->seeds;
    p->least = fmin(p->least, x[3]);
    p->most = fmax(p->most, x[3]);
  }
  fclose(csv);
  return n;
}

static void show_curve(void)
{
  static struct point point[64];
  size_t all = read_curve(64, point), n[3] = {0};
  double frames[3][64], error[3][64];
  FILE *file = demo_open("curve.dat");
  demo_section("curve", "Errors on 100 frames that were not taught");
  printf("         frames   energy (meV)   force (meV/A)   least to most\n");
  for (size_t k = 0; k < all; k++) {
    const struct point *p = &point[k];
    if (k && p->lmax != point[k - 1].lmax)
      fputs("\n\n", file);
    fprintf(file, "%g %g %g %g %g\n", p->frames, p->energy, p->force, p->least,
            p->most);
    printf("  l <= %d  %5g %10.1f %15.1f %11.1f to %.1f\n", p->lmax, p->frames,
           p->energy, p->force, p->least, p->most);
    if (p->lmax < 0 || p->lmax > 2)
      continue;
    frames[p->lmax][n[p->lmax]] = p->frames;
    error[p->lmax][n[p->lmax]++] = p->force;
  }
  for (int lmax = 0; lmax < 3; lmax++)
    show_slopes(n[lmax], frames[lmax], error[lmax], lmax);
  demo_value("curve-seeds", "%zu", all ? point[0].seeds : 0);
}

/* ---- [moves] How energies run ---- */

/* The rows of one run of a molecule's table, as data. */
static void write_run(FILE *file, const char *table, const char *run)
{
  FILE *csv = open_csv(table);
  char name[64];
  double x[4];
  while (next_row(csv, name, x))
    if (!strcmp(name, run))
      fprintf(file, "%g %g %g\n", x[0], x[1], x[2]);
  fputs("\n\n", file);
  fclose(csv);
}

/* When ethanol with direct forces is not a molecule any more. */
static void find_burst(void)
{
  FILE *csv = open_csv("ethanol.csv");
  char name[64];
  double x[4], burst = 0;
  while (next_row(csv, name, x)) {
    if (strcmp(name, "direct") != 0)
      continue;
    if (fabs(x[0] - 0.5) < 0.01)
      demo_value("direct_kelvin", "%.0f", x[2]);
    if (x[2] > 3000 && burst == 0)
      burst = x[0];
  }
  demo_value("direct_burst", "%.1f", burst);
  fclose(csv);
}

static void show_runs(const char *molecule, const char *table)
{
  FILE *csv = open_csv(table);
  double x[4];
  char name[64];
  while (next_row(csv, name, x)) {
    bool direct = !strcmp(name, "run direct");
    if (strncmp(name, "run ", 4) != 0 || (direct && x[2] > 1000))
      continue; /* what has burst has no drift */
    printf("%-8s %-10s %7.3f  %5.1f  %12.4f  %13.3f\n", molecule,
           direct ? "direct" : "gradient", x[0], x[1], x[2], x[3]);
  }
  fclose(csv);
}

static void show_moves(void)
{
  demo_section("moves", "Molecules, moved by what was learned");
  printf("         force      step (fs)  ps    wobble (meV)  drift (meV/ps)\n");
  show_runs("ethanol", "ethanol.csv");
  show_runs("ammonia", "ammonia.csv");
  find_burst();
  FILE *file = demo_open("moves.dat");
  write_run(file, "ethanol.csv", "gradient");
  write_run(file, "ammonia.csv", "gradient");
  write_run(file, "ammonia.csv", "direct");
}

/* How much of ethanol's energy its atoms have alone, in percent. */
static void show_share(void)
{
  struct xyz atoms, ethanol;
  double alone[119] = {0}, sum = 0;
  if (xyz_read(DATA_FOLDER "data/atoms.xyz", NULL, &atoms, NULL) ||
      xyz_read(DATA_FOLDER "data/ethanol.xyz", NULL, &ethanol, NULL)) {
    fprintf(stderr, "demo: a file of data/ is missing\n");
    exit(EXIT_FAILURE);
  }
  for (size_t i = 0; i < atoms.frames; i++)
    alone[atoms.number[atoms.frame[i].first]] = atoms.frame[i].energy;
  for (size_t i = 0; i < ethanol.frame[0].atoms; i++)
    sum += alone[ethanol.number[i]];
  demo_value("single_share", "%.0f", 100 * sum / ethanol.frame[0].energy);
  xyz_free(&atoms);
  xyz_free(&ethanol);
}

/* The same for the two other molecules. */
static void show_others(void)
{
  static const char *const name[2] = {"ammonia", "malonaldehyde"};
  demo_section("others", "Two other molecules");
  printf("                                   energy (meV)   force (meV/A)\n");
  for (int k = 0; k < 2; k++) {
    char file[40], what[64];
    double x[4];
    snprintf(file, sizeof file, "%s.csv", name[k]);
    FILE *csv = open_csv(file);
    while (next_row(csv, what, x))
      if (!strncmp(what, "network ", 8))
        printf("%-14s %-18s  %12.1f   %13.1f\n", name[k], what + 8, x[1], x[2]);
    fclose(csv);
  }
}

static void show_networks(void)
{
  FILE *csv = open_csv("ethanol.csv"), *file = demo_open("verlet.dat");
  double x[4], before = 0, ratio = 0;
  char name[64];
  demo_section("networks", "Four networks on 320 frames of ethanol");
  printf("                    weights   energy (meV)   force (meV/A)\n");
  while (next_row(csv, name, x)) {
    if (!strncmp(name, "network ", 8))
      printf("%-18s %8.0f   %12.1f   %13.1f\n", name + 8, x[0], x[1], x[2]);
    if (!strcmp(name, "equivariance"))
      demo_value("equivariance", "%.0e", x[0]);
    if (!strcmp(name, "run short")) {
      fprintf(file, "%g %g\n", x[0], x[2]);
      ratio = before / x[2];
      before = x[2];
    }
    if (!strcmp(name, "run gradient")) {
      demo_value("drift_gradient", "%.3f", fabs(x[3]));
      demo_value("wobble_gradient", "%.1f", x[2]);
      demo_value("gradient_ps", "%.0f", x[1]);
    }
  }
  demo_value("verlet_ratio", "%.1f", ratio);
  fclose(csv);
}

/* ---- [peers] Forces by others, from a file of make bench-forces-peers ---- */
static void show_peers(void)
{
  char line[512];
  int l, molecules;
  double here, step, way[2], ratio;
  FILE *csv = fopen(DATA_FOLDER "peers-forces.csv", "r");
  demo_section("peers", "Microseconds an atom and step, one core");
  puts("                    energy   with forces   e3nn-jax   ratio");
  while (csv && fgets(line, sizeof line, csv)) {
    char key[40];
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '#')
      demo_value("peers_where", "%.400s", line + 2);
    if (sscanf(line, "%d,%d,%*d,%*d,%lf,%lf,%lf,%lf,%lf", &l, &molecules, &here,
               &step, &way[0], &way[1], &ratio) != 7)
      continue;
    printf("l <= %d, %2d molecule%s %6.1f %13.1f %10.1f %7.1f\n", l, molecules,
           molecules == 1 ? " " : "s", here, step, fmin(way[0], way[1]), ratio);
    snprintf(key, sizeof key, "peers_ratio_%d_%d", l, molecules);
    demo_value(key, "%.1f", ratio);
  }
  if (!csv) {
    fprintf(stderr, "demo: peers-forces.csv is missing\n");
    exit(EXIT_FAILURE);
  }
  fclose(csv);
}

int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  show_laws();
  show_loop();
  show_cutoff();
  show_ways();
  show_bent();
  show_inertia();
  show_six();
  show_share();
  show_networks();
  show_others();
  show_curve();
  show_moves();
  demo_crystals();
  show_peers();
  return demo_end();
}
