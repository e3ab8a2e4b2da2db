/* demo.c: what chapter 10 shows, and the program of `make nbody`.
 *
 *   demo --seed K [options]   train networks and compare them; see --help
 *   demo [DIR]                the chapter's tables, and data for its plots */
#include <stdlib.h>
#include <string.h>

#include "attention.h"
#include "demo.h"
#include "demo_equiformer.h"
#include "demo_nbody.h"
#include "fast_network.h"
#include "linear.h"
#include "softmax.h"

/* The simulation that is drawn. */
enum { BODIES_SEED = 3 };
/* Width that gives one layer of chapter 6 as many weights as attention has. */
enum { TFN_HIDDEN = 59 };

static double larger(double a, double b)
{
  return isnan(a) || b <= a ? a : b;
}

/* ---- [crossing] A neighbour moves across the cutoff ---- */

/* The weights of a neighbour at x (cutoff 1) and of one that stays, if there
 * is one. */
static void weights_at(enum softmax_envelope envelope, double x, bool alone,
                       double *weight)
{
  const real a[2] = {1, 0};
  real u[2] = {smooth_cutoff(6, (real)x, NULL), 1}, share[2], alpha[2] = {0};
  size_t first = envelope == SOFTMAX_PLAIN && x >= 1;
  softmax_forward(envelope, (alone ? 1 : 2) - first, 1, a + first, u + first,
                  share, alpha + first);
  weight[0] = (double)alpha[0], weight[1] = (double)alpha[1];
}

static void crossing(void)
{
  static const char *const names[] = {"both", "inside", "plain"};
  FILE *file = demo_open("crossing.dat");
  for (int i = 0; i <= 240; i++) {
    double x = 0.6 + 0.0025 * i, w[2];
    fprintf(file, "%g", x);
    for (int alone = 0; alone < 2; alone++)
      for (int e = SOFTMAX_BOTH; e <= SOFTMAX_PLAIN; e++) {
        weights_at((enum softmax_envelope)e, x, alone, w);
        fprintf(file, " %g %g", w[0], w[1]);
      }
    fputc('\n', file);
  }
  demo_section("crossing", "Weights just inside and just outside the cutoff");
  puts("            with another neighbour          alone");
  puts("softmax     inside   outside    jump     inside   outside    jump");
  for (int e = SOFTMAX_PLAIN; e >= SOFTMAX_BOTH; e--) {
    printf("%-8s", names[e]);
    for (int alone = 0; alone < 2; alone++) {
      double in[2], out[2];
      weights_at((enum softmax_envelope)e, 1 - 1e-6, alone, in);
      weights_at((enum softmax_envelope)e, 1, alone, out);
      double jump = fabs(in[0] - out[0]);
      printf("   %8.4f %8.4f  %8.1e", in[0], out[0], jump);
      demo_value(e == SOFTMAX_BOTH     ? alone ? "both_alone" : "both_two"
                 : e == SOFTMAX_INSIDE ? alone ? "inside_alone" : "inside_two"
                 : alone               ? "plain_alone"
                                       : "plain_two",
                 "%.2g", jump);
    }
    putchar('\n');
  }
}

/* ---- [bodies] Five bodies on their way ---- */
static void trajectories(void)
{
  struct nbody_recipe recipe = nbody_clean();
  FILE *file = demo_open("bodies.dat");
  struct nbody start;
  struct random g = random_seed(BODIES_SEED);
  nbody_draw(&g, &start);
  for (size_t i = 0; i < NBODY_BODIES; i++) {
    struct nbody b = start;
    for (size_t k = 0; k <= recipe.before + recipe.ahead; k += 4) {
      fprintf(file, "%g %g %.0f %d\n", b.x[i].x, b.x[i].y, b.charge[i],
              k >= recipe.before);
      must(nbody_run(&recipe, 4, &b, NULL));
    }
    fputs("\n\n", file);
  }
  demo_section("bodies", "Five bodies at the question and at the answer");
  puts("charge        t = 3.1                    t = 4.1             free "
       "flight");
  struct nbody from, to;
  must(nbody_sample(&recipe, BODIES_SEED, &from, &to, NULL));
  for (size_t i = 0; i < NBODY_BODIES; i++) {
    vec3 a = from.x[i], b = to.x[i], f = vec3_add(a, from.v[i]);
    printf("%+4.0f   %7.3f %7.3f %7.3f   %7.3f %7.3f %7.3f    off by %6.3f\n",
           from.charge[i], a.x, a.y, a.z, b.x, b.y, b.z,
           vec3_norm(vec3_sub(b, f)));
  }
}

static void energies(void)
{
  struct nbody_recipe recipe = nbody_clean();
  struct nbody two[2], start;
  struct random g = random_seed(BODIES_SEED);
  nbody_draw(&g, &start);
  two[0] = two[1] = start;
  double before = nbody_energy(&recipe.law, &start), worst[2] = {0};
  FILE *file = demo_open("energy.dat");
  for (int k = 1; k <= 820; k++) {
    double off[2];
    for (int euler = 0; euler < 2; euler++) {
      recipe.leapfrog = !euler;
      must(nbody_run(&recipe, 2, &two[euler], NULL));
      off[euler] = fabs(nbody_energy(&recipe.law, &two[euler]) - before);
      worst[euler] = larger(worst[euler], off[euler]);
    }
    fprintf(file, "%g %g %g\n", 2 * recipe.dt * k, off[0], off[1]);
  }
  demo_value("energy_leapfrog", "%.1e", worst[0]);
  demo_value("energy_euler", "%.1e", worst[1]);
  demo_value("energy_size", "%.2f", before);
}

/* ---- [clipping] Labels that depend on the axes ---- */
enum { TRIED = 300 };

/* How far the answer for bodies that are turned at the question is from the
 * turned answer. */
static double label_error(const struct nbody_recipe *recipe, uint64_t seed,
                          rot3 R, double *square, bool *clipped)
{
  struct random g = random_seed(seed);
  struct nbody a, b;
  size_t n = 0;
  double most = 0;
  nbody_draw(&g, &a);
  must(nbody_run(recipe, recipe->before, &a, &n));
  size_t early = n;
  b = nbody_turn(&a, R, false);
  must(nbody_run(recipe, recipe->ahead, &a, &n));
  must(nbody_run(recipe, recipe->ahead, &b, NULL));
  a = nbody_turn(&a, R, false);
  *square = 0;
  for (size_t i = 0; i < NBODY_BODIES; i++) {
    vec3 d = vec3_sub(a.x[i], b.x[i]);
    most = larger(most, vec3_norm(d));
    *square += vec3_dot(d, d) / (3 * NBODY_BODIES);
  }
  clipped[0] = n > 0, clipped[1] = n > early;
  return most;
}

static void clip_row(const char *name, const char *key,
                     const struct nbody_recipe *recipe, FILE *file)
{
  struct random g = random_seed(77);
  int some = 0, window = 0, broken = 0;
  double mean = 0, worst = 0;
  for (uint64_t k = 0; k < TRIED; k++) {
    bool clipped[2];
    double square;
    double off = label_error(recipe, UINT64_C(5) << 32 | k, so3_random(&g),
                             &square, clipped);
    some += clipped[0], window += clipped[1], broken += off > 1e-6;
    mean += square / TRIED, worst = larger(worst, off);
    fprintf(file, "%g\n", fmax(off, 1e-16));
  }
  fputs("\n\n", file);
  printf("%-20s %7.0f %% %7.0f %% %11.0f %%   %7.1e   %7.1e\n", name,
         100.0 * some / TRIED, 100.0 * window / TRIED, 100.0 * broken / TRIED,
         worst, mean);
  char text[64];
  snprintf(text, sizeof text, "%s_some", key);
  demo_value(text, "%.0f", 100.0 * some / TRIED);
  snprintf(text, sizeof text, "%s_window", key);
  demo_value(text, "%.0f", 100.0 * window / TRIED);
  snprintf(text, sizeof text, "%s_broken", key);
  demo_value(text, "%.0f", 100.0 * broken / TRIED);
  snprintf(text, sizeof text, "%s_worst", key);
  demo_value(text, "%.2g", worst);
  snprintf(text, sizeof text, "%s_mean", key);
  demo_value(text, "%.4f", mean);
}

static void clipping(void)
{
  struct nbody_recipe component = nbody_common(), norm = component;
  struct nbody_recipe clean = nbody_clean();
  norm.law.clip = NBODY_BY_NORM;
  FILE *file = demo_open("clipping.dat");
  demo_section("clipping", "Simulations, and the same turned at the question");
  puts("                      clipped   clipped   labels that   largest"
       "      mean");
  puts("forces               somewhere   between   do not turn     error"
       "    square");
  clip_row("clipped by component", "component", &component, file);
  clip_row("clipped by norm", "norm", &norm, file);
  clip_row("softened", "soft", &clean, file);
  demo_value("tried", "%d", TRIED);
}

/* ---- [ablation] One layer, two forces ----
 *
 * The same network but for its one layer: a linear stage to 16 scalars and 8
 * vectors, then a layer of chapter 6 or attention with four heads. */
enum { ITEMS = 400, JUDGED = 200, STEPS = 700 };

static struct network *one_layer(bool attends, size_t hidden)
{
  struct network_description is = {.in = NBODY_IN,
                                   .lmax = 1,
                                   .parity = true,
                                   .basis = {RADIAL_GAUSSIAN, 12, 6, 0}};
  struct network *network;
  struct irreps features = {0};
  struct stage linear;
  must(network_create(&is, &network));
  irreps_append(&features, 16, 0, 1), irreps_append(&features, 8, 1, -1);
  must(linear_stage(&network->in, &features, true, &linear));
  must(network_add(network, &linear));
  must(attends ? attention_add(network, "1x1o", GATE_NONE, hidden, 4)
               : network_add_layer(network, "1x1o", GATE_NONE, hidden,
                                   NBODY_BODIES - 1));
  must(network_answer(network, NULL, ANSWER_NODES));
  return network;
}

/* Wanted are the forces on the bodies as they stand: like charges repel, or
 * all masses attract. */
static void force_lesson(bool masses, uint64_t seed, size_t items,
                         struct nbody_lesson *lesson)
{
  struct nbody_recipe still = nbody_clean();
  const struct nbody_law law = {.softening = 0.5};
  struct random g = random_seed(seed);
  still.before = still.ahead = 0;
  must(nbody_lesson_begin(&still, seed, items, lesson));
  for (size_t k = 0; k < items; k++) {
    struct nbody *b = &lesson->from[k];
    vec3 F[NBODY_BODIES];
    for (size_t i = 0; masses && i < NBODY_BODIES; i++)
      b->charge[i] = 0.5 + random_uniform(&g);
    nbody_forces(&law, b, F);
    for (size_t i = 0; i < NBODY_BODIES; i++) {
      real *want = lesson->want + (k * NBODY_BODIES + i) * 3;
      double sign = masses ? -1 / b->charge[i] : 1; /* an acceleration */
      want[0] = (real)(sign * F[i].y), want[1] = (real)(sign * F[i].z);
      want[2] = (real)(sign * F[i].x);
    }
  }
}

static double size_of(const struct nbody_lesson *lesson)
{
  double sum = 0;
  size_t n = lesson->task.items * NBODY_BODIES * 3;
  for (size_t k = 0; k < n; k++)
    sum += (double)lesson->want[k] * (double)lesson->want[k];
  return sum / (double)n;
}

/* The error that is left, as a part of the mean square of the forces. */
static double taught(struct network *network, bool masses, struct trainer *t)
{
  static struct nbody_lesson lesson, judge;
  struct trainer_plan plan = {.seed = 1, .batch = 20, .adam = adam_default()};
  double mse;
  plan.adam.rate = REAL(0.02), plan.adam.clip = 1;
  plan.adam.warmup = STEPS / 20, plan.adam.total = STEPS;
  force_lesson(masses, 6, ITEMS, &lesson);
  force_lesson(masses, 7, JUDGED, &judge);
  must(fast_network(network));
  must(trainer_create(network, &lesson.task, &plan, t));
  must(trainer_run(t, STEPS, NULL, NULL, NULL));
  must(nbody_lesson_test(&judge, network, t->w, &mse));
  mse /= size_of(&judge);
  nbody_lesson_free(&lesson), nbody_lesson_free(&judge);
  return mse;
}

/* ---- [learned] What the logits have learned ----
 *
 * Node 0 at the origin hears node 1 at distance r and node 2 at 1.5: the
 * logarithm of the ratio of their weights, head by head, for a charge of node
 * 1 like that of node 0 and unlike it. */
static void learned(const struct network *network, const real *w)
{
  FILE *file = demo_open("learned.dat");
  const size_t n = 3;
  for (int i = 0; i <= 60; i++) {
    real r = REAL(0.3) + REAL(0.045) * (real)i;
    real ratio[2][4];
    for (int unlike = 0; unlike < 2; unlike++) {
      real p[9] = {0, 0, 0, r, 0, 0, 0, REAL(1.5), 0};
      real x[15] = {0};
      struct graph *graph;
      struct network_pass *pass;
      for (int k = 0; k < 3; k++)
        x[5 * k] = k == 1 && unlike ? -1 : 1, x[5 * k + 1] = REAL(0.5);
      must(network_graph(network, 1, &n, p, &graph));
      must(network_pass_create(network, graph, &pass));
      memcpy(pass->x, x, sizeof x);
      must(network_forward(network, w, pass));
      const real *alpha = attention_alpha(&network->stage[1], &pass->stage[1]);
      for (int h = 0; h < 4; h++)
        ratio[unlike][h] = real_log(alpha[h] / alpha[4 + h]);
      network_pass_free(pass), graph_free(graph);
    }
    fprintf(file, "%g", (double)r);
    for (int h = 0; h < 4; h++)
      fprintf(file, " %g %g", (double)ratio[0][h], (double)ratio[1][h]);
    fputc('\n', file);
  }
}

static void ablation(void)
{
  static const char *const keys[2][2] = {{"coulomb_tfn", "coulomb_attention"},
                                         {"gravity_tfn", "gravity_attention"}};
  FILE *file;
  double left[2][2];
  size_t weights[2] = {0};
  for (int masses = 0; masses < 2; masses++)
    for (int attends = 0; attends < 2; attends++) {
      struct trainer t;
      struct network *network = one_layer(attends, attends ? 16 : TFN_HIDDEN);
      left[masses][attends] = taught(network, masses, &t);
      weights[attends] = t.weights;
      if (attends && !masses)
        learned(network, t.w);
      demo_value(keys[masses][attends], masses ? "%.4f" : "%.2f",
                 left[masses][attends]);
      trainer_free(&t);
      network_free(network);
    }
  demo_section("ablation",
               "One layer: part of the force that is not explained");
  printf("                                    sum      attention\n");
  printf("weights of the network       %10zu   %10zu\n", weights[0],
         weights[1]);
  printf("gravity: sender's mass       %10.4f   %10.4f\n", left[1][0],
         left[1][1]);
  printf("Coulomb: both ends' charges  %10.4f   %10.4f\n", left[0][0],
         left[0][1]);
  file = demo_open("ablation.dat");
  fprintf(file, "gravity %g %g\nCoulomb %g %g\n", left[1][0], left[1][1],
          left[0][0], left[0][1]);
  demo_value("ablation_steps", "%d", STEPS);
}

/* ---- [results] The longer run, from nbody.csv ---- */
#define RESULTS "chapters/10-attention/nbody.csv"
enum { ROWS = 1000 };

struct row {
  char data[12], model[16];
  int hidden, weights, seed, step;
  double mse, turned, seconds;
};

static struct row rows[ROWS];
static int row_count;

static bool read_results(void)
{
  char line[200];
  FILE *file = fopen(RESULTS, "r");
  if (!file) {
    fprintf(stderr, "demo: %s is missing; run it from the book's folder\n",
            RESULTS);
    return false;
  }
  while (row_count < ROWS && fgets(line, sizeof line, file)) {
    struct row *r = &rows[row_count];
    row_count += sscanf(line, "%11[^,],%15[^,],%d,%d,%d,%d,%lf,%lf,%lf",
                        r->data, r->model, &r->hidden, &r->weights, &r->seed,
                        &r->step, &r->mse, &r->turned, &r->seconds) == 9;
  }
  fclose(file);
  return true;
}

/* One network on one kind of data: all its seeds at one step. */
struct outcome {
  double mean, spread, turned, seconds;
  int seeds, weights, last;
};

static bool is_of(const struct row *r, const char *data, const char *model,
                  int hidden)
{
  return !strcmp(r->data, data) && !strcmp(r->model, model) &&
         r->hidden == hidden;
}

/* step 0: the last one. */
static struct outcome outcome_of(const char *data, const char *model,
                                 int hidden, int step)
{
  struct outcome o = {0};
  double square = 0;
  for (int k = 0; k < row_count; k++)
    if (is_of(&rows[k], data, model, hidden) && rows[k].step > o.last)
      o.last = rows[k].step;
  for (int k = 0; k < row_count; k++) {
    const struct row *r = &rows[k];
    if (!is_of(r, data, model, hidden) || r->step != (step ? step : o.last))
      continue;
    o.seeds++, o.weights = r->weights;
    o.mean += r->mse, square += r->mse * r->mse;
    o.turned = larger(o.turned, r->turned), o.seconds += r->seconds;
  }
  if (o.seeds) {
    o.mean /= o.seeds, o.seconds /= o.seeds;
    o.spread = sqrt(fmax(0, square / o.seeds - o.mean * o.mean));
  }
  return o;
}

static const struct {
  const char *title, *key, *model;
  int hidden;
} nets[] = {{"linear", "linear", "linear", 16},
            {"invariant", "invariant", "invariant", 16},
            {"tfn", "tfn", "tfn", 16},
            {"tfn, wider", "wider", "tfn", 41},
            {"attention", "attention", "attention", 16},
            {"equiformer", "equiformer", "equiformer", 16}};
enum { NETS = sizeof nets / sizeof *nets };

static void record(const char *key, const char *what, int digits, double value)
{
  char name[64];
  snprintf(name, sizeof name, "%s_%s", key, what);
  demo_value(name, "%.*f", digits, value);
}

static void curves(const char *data)
{
  FILE *file = demo_open("curves.dat");
  for (int n = 0; n < NETS; n++) {
    struct outcome end = outcome_of(data, nets[n].model, nets[n].hidden, 0);
    for (int k = 1; k <= 10 && end.seeds; k++) {
      int step = end.last / 10 * k;
      struct outcome o = outcome_of(data, nets[n].model, nets[n].hidden, step);
      if (o.seeds)
        fprintf(file, "%d %g %g\n", step, o.mean, o.seconds);
    }
    if (!end.seeds)
      fputs("NaN NaN NaN\n", file);
    fputs("\n\n", file);
  }
}

/* A row of the table; returns the error of its symmetry. */
static double result_row(int n)
{
  struct outcome a = outcome_of("clean", nets[n].model, nets[n].hidden, 0);
  struct outcome b = outcome_of("common", nets[n].model, nets[n].hidden, 0);
  if (!a.seeds)
    return 0;
  printf("%-11s %7d %6d   %.4f +- %.4f", nets[n].title, a.weights, a.last,
         a.mean, a.spread);
  if (b.seeds)
    printf("   %.4f +- %.4f %6.0f\n", b.mean, b.spread, a.seconds);
  else
    printf("%19s %6.0f\n", "", a.seconds);
  record(nets[n].key, "clean", 4, a.mean);
  record(nets[n].key, "common", 4, b.mean);
  record(nets[n].key, "weights", 0, a.weights);
  record(nets[n].key, "seconds", 0, a.seconds);
  record(nets[n].key, "steps", 0, a.last);
  return larger(a.turned, b.turned);
}

static void results(void)
{
  double turned = 0, nearly = 0;
  if (!read_results())
    exit(EXIT_FAILURE);
  demo_section("results", "Mean squared errors of the longer run");
  puts("            weights  steps   softened data      common data     "
       "seconds");
  for (int n = 0; n < NETS; n++) {
    double off = result_row(n);
    if (strcmp(nets[n].model, "equiformer"))
      turned = larger(turned, off);
    else
      nearly = larger(nearly, off);
  }
  demo_value("turned", "%.0e", turned);
  demo_value("nearly", "%.0e", nearly);
  curves("clean");
}

/* ---- [main] ---- */
int main(int argc, char **argv)
{
  if (argc > 1 &&
      (!strcmp(argv[1], "--published") || !strcmp(argv[1], "--equivariance")))
    return equiformer_program(argc, argv);
  if (argc > 1 && argv[1][0] == '-')
    return nbody_program(argc, argv);
  demo_begin(argc, argv);
  crossing();
  trajectories();
  energies();
  clipping();
  results();
  ablation();
  equiformer_sections();
  return demo_end();
}
