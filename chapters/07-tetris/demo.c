/* demo.c: the program of `make tetris`, and what chapter 7 shows.
 *
 *   demo --seed K [options]   train one network and try it; see usage()
 *   demo [DIR]                the chapter's tables, and data for its plots */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clebsch_gordan.h"
#include "cube.h"
#include "demo.h"
#include "loss.h"
#include "progress.h"
#include "trial.h"

static const enum tetris_shape EIGHT[] = {
    TETRIS_LEFT,   TETRIS_RIGHT, TETRIS_SQUARE, TETRIS_LINE,
    TETRIS_CORNER, TETRIS_L,     TETRIS_T,      TETRIS_ZIGZAG};
/* All but right. */
static const enum tetris_shape SEVEN[] = {
    TETRIS_LEFT, TETRIS_SQUARE, TETRIS_LINE,  TETRIS_CORNER,
    TETRIS_L,    TETRIS_T,      TETRIS_ZIGZAG};

/* What no rotation and shift may exceed; in float, 1000 roundings. */
static const double DP_LIMIT = REAL_IS_FLOAT ? 1e-4 : 1e-12;

static void must(enum tfn_status status)
{
  if (status) {
    fprintf(stderr, "tetris: %s\n", tfn_message(status));
    exit(EXIT_FAILURE);
  }
}

static void begin(enum model_kind kind, uint64_t seed, bool seven,
                  struct training *t)
{
  must(training_begin(kind, seed, seven ? 7 : 8, seven ? SEVEN : EIGHT, t));
}

/* ---- [options] The command line of `make tetris` ---- */
struct options {
  enum model_kind kind;
  uint64_t first, last; /* seeds */
  size_t steps, motions;
  const char *save, *load;
  bool go_on; /* train what was loaded further */
};

static int usage(FILE *to)
{
  fputs("usage: demo --seed K | --seeds A-B [options]\n"
        "  --model NAME    talk, large, parity, polar, distances, gated\n"
        "  --steps N       give up after N steps (5000)\n"
        "  --motions N     random motions of all eight shapes (1000)\n"
        "  --save FILE     write the trained network\n"
        "  --load FILE     read it instead of training\n"
        "  --resume FILE   read it and train it further\n"
        "       demo [DIR]  the chapter's tables; plot data go to DIR\n",
        to);
  return to == stderr ? 2 : EXIT_SUCCESS;
}

static bool number(const char *text, uint64_t *value)
{
  char *end;
  errno = 0;
  *value = strtoull(text, &end, 10);
  return *text >= '0' && *text <= '9' && !*end && !errno;
}

static bool range(const char *text, struct options *o)
{
  char first[32];
  size_t n = strcspn(text, "-");
  if (n >= sizeof first || !text[n])
    return false;
  snprintf(first, sizeof first, "%.*s", (int)n, text);
  return number(first, &o->first) && number(text + n + 1, &o->last) &&
         o->first <= o->last;
}

static bool size(const char *text, size_t *value)
{
  uint64_t wide;
  bool ok = number(text, &wide) && wide <= SIZE_MAX;
  *value = ok ? (size_t)wide : 0;
  return ok;
}

static bool option(const char *name, const char *value, struct options *o)
{
  if (!strcmp(name, "--seed")) {
    bool ok = number(value, &o->first);
    o->last = o->first;
    return ok;
  }
  if (!strcmp(name, "--seeds"))
    return range(value, o);
  if (!strcmp(name, "--model"))
    return model_kind(value, &o->kind);
  if (!strcmp(name, "--steps"))
    return size(value, &o->steps);
  if (!strcmp(name, "--motions"))
    return size(value, &o->motions);
  if (!strcmp(name, "--save")) {
    o->save = value;
    return true;
  }
  if (!strcmp(name, "--load") || !strcmp(name, "--resume")) {
    o->load = value;
    o->go_on = !strcmp(name, "--resume");
    return true;
  }
  return false;
}

static bool read_options(int argc, char **argv, struct options *o)
{
  *o = (struct options){MODEL_TALK, 1, 1, 5000, 1000, NULL, NULL, false};
  for (int i = 1; i < argc; i += 2)
    if (i + 1 == argc || !option(argv[i], argv[i + 1], o)) {
      fprintf(stderr, "tetris: cannot use `%s%s%s`\n", argv[i],
              i + 1 < argc ? " " : "", i + 1 < argc ? argv[i + 1] : "");
      return false;
    }
  if (o->first != o->last && (o->save || o->load)) {
    fputs("tetris: one file holds one seed\n", stderr);
    return false;
  }
  return true;
}

/* ---- [files] Progress, and networks from and to files ---- */
static double milliseconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void show(const struct trainer *t, void *context)
{
  (void)context;
  progress_show("step %zu  loss %.4f  %.0f of %zu right  least sure %.2f",
                t->adam.step, t->report.loss, t->report.sum[0], t->task->items,
                t->report.least);
}

static bool refuse(const char *what, const char *path, enum store_status s)
{
  bool system = s == STORE_CANNOT_OPEN || s == STORE_CANNOT_WRITE;
  fprintf(stderr, "tetris: %s %s: %s%s%s\n", what, path, store_message(s),
          system ? ": " : "", system ? strerror(errno) : "");
  return false;
}

/* The report of a loaded run is that of its weights. */
static bool load(const char *path, struct training *t)
{
  enum store_status status = training_load(path, t);
  if (status)
    return refuse("load", path, status);
  must(trainer_gradient(&t->trainer));
  must(trainer_collect(&t->trainer));
  return true;
}

static bool save(const char *path, const struct training *t)
{
  enum store_status status = training_save(path, t);
  return status ? refuse("save", path, status) : true;
}

static bool learn(const struct options *o, struct training *t)
{
  bool done;
  if (o->load && !load(o->load, t))
    return false;
  if (o->load && !o->go_on)
    return true;
  must(trainer_run(&t->trainer, o->steps, show, NULL, &done));
  progress_clear();
  return o->save ? save(o->save, t) : true;
}

/* ---- [oneseed] One seed, one line ----
 *
 * Returns true when everything is as it must be. */
static bool one_seed(const struct options *o, uint64_t seed)
{
  struct training t;
  struct trial trial = {0};
  bool parity = o->kind == MODEL_PARITY;
  struct trial_plan plan = {seed, o->motions, 10, parity};
  begin(o->kind, seed, parity, &t);
  double start = milliseconds();
  if (!learn(o, &t)) {
    training_free(&t);
    return false;
  }
  double took = milliseconds() - start;
  must(trial_run(t.network, t.trainer.w, &plan, &trial, NULL));
  printf("tetris: trained %zu/%zu at step %zu, %.0f ms; rotated %zu/%zu right; "
         "max |dp| = %.1e; seed %llu\n",
         training_right(&t), t.lesson.task.items, t.trainer.adam.step, took,
         trial.right, trial.n, trial.max_dp,
         (unsigned long long)t.trainer.plan.seed);
  bool good = training_right(&t) == t.lesson.task.items &&
              trial.right == trial.n && trial.n > 0 && trial.max_dp <= DP_LIMIT;
  training_free(&t);
  return good;
}

static int program(int argc, char **argv)
{
  struct options o;
  bool good = true;
  for (int i = 1; i < argc; i++)
    if (!strcmp(argv[i], "--help"))
      return usage(stdout);
  if (!read_options(argc, argv, &o))
    return usage(stderr);
  for (uint64_t seed = o.first;; seed++) {
    good = one_seed(&o, seed) && good;
    if (seed == o.last)
      break;
  }
  if (fflush(stdout))
    good = false;
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* ---- [shapes] The shapes: numbers and drawings ---- */
static int ways_to_stand(enum tetris_shape shape)
{
  /* Of 24 rotations, those that give the shape back onto itself (moved to the
   * same corner) divide the number of ways. */
  vec3 p[TETRIS_CUBES];
  cube_rotation turn[CUBE_ORDER];
  int same = 0;
  cube_rotations(turn);
  tetris_points(shape, p);
  for (int g = 0; g < CUBE_ORDER; g++) {
    vec3 q[TETRIS_CUBES], a = {0, 0, 0}, b = {0, 0, 0};
    int found = 0;
    for (int i = 0; i < TETRIS_CUBES; i++) {
      q[i] = so3_apply(cube_to_rot3(turn[g]), p[i]);
      a = vec3_add(a, p[i]), b = vec3_add(b, q[i]);
    }
    vec3 shift = vec3_scale(0.25, vec3_sub(a, b));
    for (int i = 0; i < TETRIS_CUBES; i++)
      for (int j = 0; j < TETRIS_CUBES; j++)
        found += vec3_norm(vec3_sub(vec3_add(q[i], shift), p[j])) < 1e-9;
    same += found == TETRIS_CUBES;
  }
  return CUBE_ORDER / same;
}

static void shape_table(void)
{
  int sum = 0;
  demo_section("shapes", "The eight shapes");
  puts("shape   touches  distances                      hand   ways to stand");
  for (int s = 0; s < TETRIS_SHAPES; s++) {
    vec3 p[TETRIS_CUBES];
    double d[TETRIS_PAIRS], hand;
    int touch[TETRIS_CUBES], ways = ways_to_stand((enum tetris_shape)s);
    tetris_points((enum tetris_shape)s, p);
    tetris_degrees(p, touch);
    tetris_distances(p, d);
    tetris_handedness(p, &hand);
    printf("%-7s %d %d %d %d ", tetris_name((enum tetris_shape)s), touch[0],
           touch[1], touch[2], touch[3]);
    for (int i = 0; i < TETRIS_PAIRS; i++)
      printf(" %.2f", d[i]);
    printf("   %4.0f   %2d\n", hand, ways);
    sum += ways;
  }
  printf("%-57s sum %2d\n", "", sum);
  demo_value("ways", "%d", sum);
}

/* Three visible faces of each cube, the farthest cube first. */
static const double azimuth = 0.62, elevation = 0.45; /* rad */

static void draw_face(FILE *f, double x0, double y0, vec3 c, int axis)
{
  double ca = cos(azimuth), sa = sin(azimuth);
  double ce = cos(elevation), se = sin(elevation);
  vec3 right = {-sa, ca, 0}, up = {-se * ca, -se * sa, ce};
  static const int corner[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
  for (int k = 0; k <= 4; k++) {
    double u = 0.5 * corner[k % 4][0], v = 0.5 * corner[k % 4][1];
    vec3 d = axis == 0   ? (vec3){0.5, u, v}
             : axis == 1 ? (vec3){u, 0.5, v}
                         : (vec3){u, v, 0.5};
    vec3 p = vec3_add(c, d);
    fprintf(f, "%.4f %.4f\n", x0 + vec3_dot(p, right), y0 + vec3_dot(p, up));
  }
  fputs("\n\n", f);
}

static void draw_shape(FILE *f, enum tetris_shape shape, double x, double y)
{
  vec3 p[TETRIS_CUBES], mean = {0, 0, 0};
  vec3 camera = {cos(elevation) * cos(azimuth), cos(elevation) * sin(azimuth),
                 sin(elevation)};
  tetris_points(shape, p);
  for (int i = 0; i < TETRIS_CUBES; i++)
    mean = vec3_add(mean, vec3_scale(0.25, p[i]));
  for (int i = 0; i < TETRIS_CUBES; i++)
    for (int j = i + 1; j < TETRIS_CUBES; j++)
      if (vec3_dot(p[j], camera) < vec3_dot(p[i], camera)) {
        vec3 keep = p[i];
        p[i] = p[j], p[j] = keep;
      }
  for (int i = 0; i < TETRIS_CUBES; i++)
    for (int axis = 0; axis < 3; axis++)
      draw_face(f, x, y, vec3_sub(p[i], mean), axis);
}

static void drawings(void)
{
  FILE *f = demo_open("distances.dat");
  for (int s = 0; s < TETRIS_SHAPES; s++) {
    vec3 p[TETRIS_CUBES];
    double d[TETRIS_PAIRS];
    tetris_points((enum tetris_shape)s, p);
    tetris_distances(p, d);
    for (int i = 0; i < TETRIS_PAIRS; i++) {
      int before = 0;
      for (int j = 0; j < i; j++)
        before += fabs(d[j] - d[i]) < 1e-9;
      fprintf(f, "%d %.6f %d\n", s, d[i], before);
    }
  }
  f = demo_open("shapes.dat");
  for (int s = 0; s < TETRIS_SHAPES; s++)
    draw_shape(f, (enum tetris_shape)s, 4.2 * (s % 4), -5.0 * (s / 4));
}

/* ---- [labels] The talk's labels ---- */
static void labels(void)
{
  static const struct {
    const char *cubes, *talk;
    enum tetris_shape shape;
  } row[] = {{"000 001 002 010", "T", TETRIS_L},
             {"000 001 002 011", "zigzag", TETRIS_T},
             {"000 100 110 210", "L", TETRIS_ZIGZAG}};
  demo_section("labels", "Three labels, checked by what touches what");
  puts("cubes (xyz)        the talk's label   touches   what it is");
  for (int i = 0; i < 3; i++) {
    vec3 p[TETRIS_CUBES];
    int d[TETRIS_CUBES];
    enum tetris_shape found;
    tetris_points(row[i].shape, p);
    tetris_degrees(p, d);
    tetris_identify(p, &found);
    printf("%-18s %-18s %d %d %d %d   %s\n", row[i].cubes, row[i].talk, d[0],
           d[1], d[2], d[3], tetris_name(found));
  }
}

static void same_distances(void)
{
  vec3 p[TETRIS_CUBES], q[TETRIS_CUBES];
  double d[TETRIS_PAIRS], e[TETRIS_PAIRS], gap = 0;
  demo_section("pair", "The chiral pair: six distances each");
  tetris_points(TETRIS_LEFT, p), tetris_points(TETRIS_RIGHT, q);
  tetris_distances(p, d), tetris_distances(q, e);
  for (int k = 0; k < 2; k++) {
    printf("%-6s", tetris_name((enum tetris_shape)k));
    for (int i = 0; i < TETRIS_PAIRS; i++)
      printf(" %.9f", k ? e[i] : d[i]), gap = fmax(gap, fabs(d[i] - e[i]));
    puts("");
  }
  printf("largest difference: %g\n", gap);
  demo_value("pair_gap", "%g", gap);
}

/* ---- [network] What the networks are made of ---- */
static void layouts(const struct network *m)
{
  puts("layer  in -> out                          paths  radial  mix  self  "
       "bias");
  for (int l = 0; l < MODEL_LAYERS; l++) {
    const struct layer *y = layer_of(&m->stage[l]);
    char in[64], out[64], both[136];
    irreps_print(&y->is.in, sizeof in, in);
    irreps_print(&y->is.out, sizeof out, out);
    snprintf(both, sizeof both, "%s -> %s", in, out);
    printf("%d      %-34s %5zu  %6zu %4zu  %4zu  %4zu\n", l + 1, both,
           y->convolution.product->paths, radial_net_weights(&y->radial),
           mix_weights(&y->mix), mix_weights(&y->self), y->biases);
  }
  printf("parameters: %zu\n", network_weights(m));
}

static void networks(void)
{
  struct network *m;
  demo_section("talk", "The talk's network, layer by layer");
  must(model_create(MODEL_TALK, &m));
  layouts(m);
  demo_value("parameters", "%zu", network_weights(m));
  network_free(m);
  demo_section("parity-layers", "The network with parity, layer by layer");
  must(model_create(MODEL_PARITY, &m));
  layouts(m);
  network_free(m);
}

/* ---- [lesson] One lesson, and its curves ---- */
static void record(const struct trainer *t, void *context)
{
  fprintf(context, "%zu %.6g %.6g\n", t->adam.step - 1, t->report.loss,
          t->report.least);
}

static void curve(FILE *f, enum model_kind kind, uint64_t seed, size_t most,
                  struct training *t)
{
  bool done;
  begin(kind, seed, kind == MODEL_PARITY, t);
  must(trainer_run(&t->trainer, most, record, f, &done));
  fprintf(f, "%zu %.6g %.6g\n\n\n", t->trainer.adam.step,
          t->trainer.report.loss, training_sure(t));
}

static void some_steps(void)
{
  struct training t;
  bool done = false;
  demo_section("lesson", "Seed 1, from nothing to all eight");
  puts("step    loss   right   least sure");
  begin(MODEL_TALK, 1, false, &t);
  for (size_t most = 0; !done; most += 20) {
    must(trainer_run(&t.trainer, most, NULL, NULL, &done));
    printf("%4zu  %6.4f   %zu/%zu   %.3f\n", t.trainer.adam.step,
           t.trainer.report.loss, training_right(&t), t.lesson.task.items,
           training_sure(&t));
  }
  demo_value("steps", "%zu", t.trainer.adam.step);
  demo_value("loss", "%.3f", t.trainer.report.loss);
  training_free(&t);
}

static void curves(void)
{
  FILE *f = demo_open("loss.dat");
  struct training t;
  for (uint64_t seed = 1; seed <= 8; seed++) {
    curve(f, MODEL_TALK, seed, 1000, &t);
    training_free(&t);
  }
  f = demo_open("blind.dat");
  static const enum model_kind kinds[] = {MODEL_TALK, MODEL_POLAR,
                                          MODEL_DISTANCES};
  demo_section("blind",
               "With and without odd paths, seed 1, 1500 steps at most");
  puts("network     parameters   step     loss   right   least sure");
  for (int i = 0; i < 3; i++) {
    curve(f, kinds[i], 1, 1500, &t);
    printf("%-11s %10zu  %5zu  %7.5f     %zu/8   %.4f\n", model_name(kinds[i]),
           t.trainer.weights, t.trainer.adam.step, t.trainer.report.loss,
           training_right(&t), training_sure(&t));
    if (i == 1)
      demo_value("polar_loss", "%.5f", t.trainer.report.loss);
    if (i == 2)
      demo_value("distances_loss", "%.5f", t.trainer.report.loss);
    training_free(&t);
  }
  printf("(log 2) / 4 = %.5f\n", log(2) / 4);
  demo_value("bound", "%.5f", log(2) / 4);
}

/* ---- [seeds] Many seeds, with and without a gate at the end ---- */
enum { SEEDS = 100, PATIENCE = 400 };

static int by_size(const void *a, const void *b)
{
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return (x > y) - (x < y);
}

/* at_eighth: of those that did not learn, how many are left with a shape to
 * which they give the probability 1/8, as if they had not looked;
 * at_multiple: how many with a loss within a fifth of a multiple of
 * (log 8)/8, the price of such a shape. */
static int survey(enum model_kind kind, size_t *steps, int *at_eighth,
                  int *at_multiple)
{
  int learned = 0;
  *at_eighth = *at_multiple = 0;
  for (int s = 0; s < SEEDS; s++) {
    struct training t;
    bool done;
    begin(kind, (uint64_t)s + 1, false, &t);
    must(trainer_run(&t.trainer, PATIENCE, NULL, NULL, &done));
    steps[s] = t.trainer.adam.step;
    learned += done;
    double shapes = t.trainer.report.loss / (log(8) / 8);
    *at_eighth += !done && fabs(training_sure(&t) - 0.125) < 0.025;
    *at_multiple += !done && fabs(shapes - round(shapes)) < 0.2;
    training_free(&t);
  }
  return learned;
}

/* The seeds from which the gated network did not learn, once more with half
 * the step and twice the patience. */
static void smaller_steps(const size_t *steps_by_seed)
{
  int tried = 0, learned = 0;
  for (int s = 0; s < SEEDS; s++) {
    struct training t;
    bool done;
    if (steps_by_seed[s] < PATIENCE)
      continue;
    begin(MODEL_GATED, (uint64_t)s + 1, false, &t);
    t.trainer.adam.rate /= 2;
    must(trainer_run(&t.trainer, 2 * PATIENCE, NULL, NULL, &done));
    tried++;
    learned += done;
    training_free(&t);
  }
  printf("the same %d seeds, half the step, twice the time: %d learn\n", tried,
         learned);
  demo_value("half_learned", "%d", learned);
}

static void seeds(void)
{
  static const enum model_kind kinds[] = {MODEL_TALK, MODEL_GATED};
  size_t steps[2][SEEDS], gated[SEEDS];
  int learned[2], eighth[2], multiple[2];
  FILE *f = demo_open("seeds.dat");
  demo_section("seeds", "Seeds 1 to 100, at most 400 steps");
  puts("network   learned   steps: least  median  most");
  for (int i = 0; i < 2; i++) {
    learned[i] = survey(kinds[i], steps[i], &eighth[i], &multiple[i]);
    if (kinds[i] == MODEL_GATED)
      memcpy(gated, steps[i], sizeof gated);
    qsort(steps[i], SEEDS, sizeof(size_t), by_size);
    printf("%-9s %3d/%d   %12zu  %6zu  %4zu\n", model_name(kinds[i]),
           learned[i], SEEDS, steps[i][0], steps[i][SEEDS / 2],
           steps[i][SEEDS - 1]);
  }
  printf("gated, not learned: %d, of these with a shape at p = 1/8: %d\n",
         SEEDS - learned[1], eighth[1]);
  smaller_steps(gated);
  demo_value("dead_seeds", "%d", SEEDS - learned[1]);
  demo_value("dead_eighth", "%d", eighth[1]);
  demo_value("dead_multiple", "%d", multiple[1]);
  for (int s = 0; s < SEEDS; s++)
    fprintf(f, "%d %zu %zu\n", s + 1, steps[0][s], steps[1][s]);
  demo_value("learned_talk", "%d", learned[0]);
  demo_value("median_steps", "%zu", steps[0][SEEDS / 2]);
  demo_value("most_steps", "%zu", steps[0][SEEDS - 1]);
}

/* The network's answers to all eight shapes as they stand. */
static void answers(const struct training *t, vec3 *points,
                    struct graph **graph, struct network_pass **pass)
{
  for (size_t s = 0; s < TETRIS_SHAPES; s++)
    tetris_points((enum tetris_shape)s, points + s * TETRIS_CUBES);
  must(model_graph(t->network, TETRIS_SHAPES, points, graph));
  must(network_pass_create(t->network, *graph, pass));
  must(network_forward(t->network, t->trainer.w, *pass));
}

static double most_of(const real *x, size_t n)
{
  double most = 0;
  for (size_t i = 0; i < n; i++)
    most = fmax(most, fabs((double)x[i]));
  return most;
}

/* The largest number that leaves the last layer, for the shapes as they
 * stand. */
static double largest_feature(const struct training *t)
{
  vec3 points[TETRIS_SHAPES * TETRIS_CUBES];
  struct graph *graph;
  struct network_pass *pass;
  const size_t last = t->network->stages - 1;
  answers(t, points, &graph, &pass);
  double most = most_of(pass->stage[last].y,
                        graph->nodes * t->network->stage[last].out.dim);
  network_pass_free(pass);
  graph_free(graph);
  return most;
}

static void dead(void)
{
  static const size_t look[] = {1, 50, 100, 200, 400, 800};
  FILE *f = demo_open("dead.dat");
  struct training t;
  demo_section("dead", "A network that dies: gated, seed 29");
  puts("step    loss   right   largest answer   largest gradient");
  begin(MODEL_GATED, 29, false, &t);
  for (int i = 0; i < 6; i++) {
    while (t.trainer.adam.step < look[i]) {
      must(trainer_step(&t.trainer));
      record(&t.trainer, f);
    }
    double gradient = most_of(t.trainer.dw, t.trainer.weights);
    double answer = largest_feature(&t);
    must(trainer_gradient(&t.trainer));
    must(trainer_collect(&t.trainer));
    printf("%4zu  %6.4f   %zu/8   %14.1e   %16.1e\n", t.trainer.adam.step,
           t.trainer.report.loss, training_right(&t), answer, gradient);
    if (i == 5) {
      demo_value("dead_answer", "%.0e", answer);
      demo_value("dead_gradient", "%.0e", gradient);
    }
    if (i == 0)
      demo_value("live_gradient", "%.1f", gradient);
  }
  printf("log 8 = %.4f\n", log(8));
  training_free(&t);
}

/* ---- [trial] Rotations and shifts ---- */
static void confusion_table(const struct trial *trial)
{
  FILE *f = demo_open("confusion.dat");
  fputs("        ", stdout);
  for (int c = 0; c < LESSON_CLASSES; c++)
    printf(" %6s", tetris_name((enum tetris_shape)c));
  puts("");
  for (int s = 0; s < TETRIS_SHAPES; s++) {
    printf("%-8s", tetris_name((enum tetris_shape)s));
    for (int c = 0; c < LESSON_CLASSES; c++) {
      printf(" %6zu", trial->confusion[s][c]);
      fprintf(f, "%d %d %zu\n", c, s, trial->confusion[s][c]);
    }
    puts("");
  }
}

static void histogram(size_t n, const double *dp)
{
  FILE *f = demo_open("dp.dat");
  for (size_t i = 0; i < n; i++)
    fprintf(f, "%.4g\n", dp[i] / (double)REAL_EPS);
}

static void reach(const struct training *t)
{
  FILE *f = demo_open("reach.dat");
  struct trial trial;
  demo_section("reach", "The price of standing far away");
  puts("shifts up to   max |dp|   right");
  for (double r = 0; r <= 1e6; r = r > 0 ? 10 * r : 1) {
    struct trial_plan plan = {7, 100, r, false};
    must(trial_run(t->network, t->trainer.w, &plan, &trial, NULL));
    printf("%12g   %8.1e   %zu/%zu\n", r, trial.max_dp, trial.right, trial.n);
    fprintf(f, "%g %.4g\n", r > 0 ? r : 0.1, trial.max_dp);
  }
}

static void trials(void)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {1, 1000, 10, false};
  double dp[1000];
  bool done;
  demo_section("trial",
               "8000 rotated and shifted copies: truth down, answer across");
  begin(MODEL_TALK, 1, false, &t);
  must(trainer_run(&t.trainer, 1000, NULL, NULL, &done));
  must(trial_run(t.network, t.trainer.w, &plan, &trial, dp));
  confusion_table(&trial);
  printf("right: %zu of %zu; max |dp| = %.1e\n", trial.right, trial.n,
         trial.max_dp);
  demo_value("max_dp", "%.1e", trial.max_dp);
  histogram(plan.motions, dp);
  reach(&t);
  training_free(&t);
}

/* The same trial for a network that cannot tell left from right. */
static void blind_confusion(void)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {1, 1000, 10, false};
  bool done;
  FILE *f;
  begin(MODEL_POLAR, 1, false, &t);
  must(trainer_run(&t.trainer, 1500, NULL, NULL, &done));
  must(trial_run(t.network, t.trainer.w, &plan, &trial, NULL));
  f = demo_open("confusion_blind.dat");
  for (int s = 0; s < TETRIS_SHAPES; s++)
    for (int c = 0; c < LESSON_CLASSES; c++)
      fprintf(f, "%d %d %zu\n", c, s, trial.confusion[s][c]);
  demo_value("blind_right_as_left", "%zu",
             trial.confusion[TETRIS_RIGHT][TETRIS_LEFT]);
  demo_value("blind_accuracy", "%.1f", 100 * trial_accuracy(&trial));
  training_free(&t);
}

/* ---- [parity] Seven shapes taught, eight known ---- */
static void parity_answers(const struct training *t)
{
  vec3 points[TETRIS_SHAPES * TETRIS_CUBES];
  struct graph *graph;
  struct network_pass *pass;
  real logits[TETRIS_SHAPES * LESSON_CLASSES];
  real p[TETRIS_SHAPES * LESSON_CLASSES], loss;
  size_t labels_of[TETRIS_SHAPES] = {0, 1, 2, 3, 4, 5, 6, 7};
  answers(t, points, &graph, &pass);
  lesson_logits(t->network, TETRIS_SHAPES, pass->answer[0], logits);
  loss_cross_entropy(TETRIS_SHAPES, LESSON_CLASSES, logits, labels_of, p,
                     &loss);
  puts("shape    taught   pseudoscalar   p(left)   p(right)   p(its name)");
  for (size_t s = 0; s < TETRIS_SHAPES; s++)
    printf("%-8s %-6s   %12.4f   %7.4f   %8.4f   %11.4f\n",
           tetris_name((enum tetris_shape)s), s == TETRIS_RIGHT ? "no" : "yes",
           (double)logits[s * 8] + 0.0, (double)p[s * 8], (double)p[s * 8 + 1],
           (double)p[s * 8 + s]);
  FILE *f = demo_open("parity.dat");
  for (size_t s = 0; s < TETRIS_SHAPES; s++)
    fprintf(f, "%zu %.5f\n", s, (double)logits[s * 8] + 0.0);
  demo_value("unseen_p", "%.3f", (double)p[8 * TETRIS_RIGHT + TETRIS_RIGHT]);
  network_pass_free(pass);
  graph_free(graph);
}

static void parity(void)
{
  struct training t;
  struct trial trial;
  struct trial_plan plan = {1, 1000, 10, true};
  bool done;
  demo_section("parity", "Taught seven shapes, asked for eight");
  begin(MODEL_PARITY, 1, true, &t);
  must(trainer_run(&t.trainer, 5000, NULL, NULL, &done));
  parity_answers(&t);
  must(trial_run(t.network, t.trainer.w, &plan, &trial, NULL));
  printf("rotated, every other copy mirrored: %zu of %zu right; "
         "max |dp| = %.1e\n",
         trial.right, trial.n, trial.max_dp);
  demo_value("mirror_right", "%zu", trial.right);
  demo_value("mirror_dp", "%.1e", trial.max_dp);
  training_free(&t);
  begin(MODEL_TALK, 1, true, &t);
  must(trainer_run(&t.trainer, 5000, NULL, NULL, &done));
  plan.mirrors = false;
  must(trial_run(t.network, t.trainer.w, &plan, &trial, NULL));
  printf("the talk's network, taught the same seven: `right` named right %zu "
         "times of %zu\n",
         trial.confusion[TETRIS_RIGHT][TETRIS_RIGHT], plan.motions);
  demo_value("talk_unseen", "%zu", trial.confusion[TETRIS_RIGHT][TETRIS_RIGHT]);
  training_free(&t);
}

/* ---- [radial] What the radial functions became ---- */
enum { POINTS = 121 };

static void radial_layer(FILE *f, const struct training *t, size_t layer)
{
  real r[POINTS], *R;
  size_t n = layer_of(&t->network->stage[layer])->radial.outputs;
  R = malloc(POINTS * n * sizeof *R);
  for (int i = 0; i < POINTS; i++)
    r[i] = REAL(3.5) * (real)i / (POINTS - 1);
  if (!R)
    must(TFN_NO_MEMORY);
  must(model_radial(t->network, t->trainer.w, layer, POINTS, r, R));
  for (size_t i = 0; i < POINTS; i++) {
    fprintf(f, "%.4f", (double)r[i]);
    for (size_t k = 0; k < n; k++)
      fprintf(f, " %.5g", (double)R[i * n + k]);
    fputc('\n', f);
  }
  fputs("\n\n", f);
  free(R);
}

static void radial(void)
{
  struct training t;
  bool done;
  FILE *f = demo_open("radial.dat");
  begin(MODEL_TALK, 1, false, &t);
  for (size_t layer = 0; layer < MODEL_LAYERS; layer++)
    radial_layer(f, &t, layer);
  must(trainer_run(&t.trainer, 1000, NULL, NULL, &done));
  for (size_t layer = 0; layer < MODEL_LAYERS; layer++)
    radial_layer(f, &t, layer);
  training_free(&t);
}

/* ---- [future] What higher degrees cost, and what they buy ---- */
/* Multiplications of one channel and one edge, everything up to degree L. */
static double product_cost(int L, bool sparse)
{
  double sum = 0;
  for (int a = 0; a <= L; a++)
    for (int b = 0; b <= L; b++)
      for (int c = abs(a - b); c <= a + b && c <= L; c++) {
        size_t n = (size_t)((2 * a + 1) * (2 * b + 1) * (2 * c + 1));
        if (sparse)
          cg_sparse(a, b, c, &n, NULL);
        sum += (double)n;
      }
  return sum;
}

/* Turn the edge to the pole, mix what has the same |m|, turn back. */
static double so2_cost(int L)
{
  double turn = 0, mix = (L + 1) * (L + 1);
  for (int l = 0; l <= L; l++)
    turn += (2 * l + 1) * (2 * l + 1);
  for (int m = 1; m <= L; m++)
    mix += 4 * (L + 1 - m) * (L + 1 - m);
  return 2 * turn + mix;
}

static void future(void)
{
  FILE *f = demo_open("cost.dat");
  demo_section("cost", "Multiplications of one channel on one edge");
  puts(" L    dense tensors   non-zero terms   SO(2)   dense/SO(2)   "
       "terms/SO(2)");
  for (int L = 1; L <= 10; L++) {
    double dense = product_cost(L, false), so2 = so2_cost(L);
    double terms = product_cost(L, true);
    fprintf(f, "%d %g %g %g\n", L, dense, terms, so2);
    printf("%2d   %14.0f   %14.0f   %5.0f   %11.1f   %11.1f\n", L, dense, terms,
           so2, dense / so2, terms / so2);
    if (L == 1) {
      demo_value("terms_1", "%.0f", terms);
      demo_value("so2_1", "%.0f", so2);
    }
    if (L == 6 || L == 10) {
      demo_value(L == 6 ? "cost_6" : "cost_10", "%.0f", dense / so2);
      demo_value(L == 6 ? "terms_6" : "terms_10", "%.0f", terms / so2);
    }
  }
}

/* The degree at which n neighbours on a circle stop looking like a circle. */
static int first_degree(int n, double *size_at)
{
  const double turn = 2 * 3.14159265358979323846 / n;
  real xyz[3 * 16], Y[16 * 121];
  for (int i = 0; i < n; i++) {
    xyz[3 * i] = (real)cos(turn * i + 0.3);
    xyz[3 * i + 1] = (real)sin(turn * i + 0.3);
    xyz[3 * i + 2] = 0;
  }
  harmonics(10, HARMONICS_COMPONENT, (size_t)n, xyz, Y);
  for (int l = 0; l <= 10; l++) {
    double size2 = 0;
    for (int m = -l; m <= l; m++) {
      double sum = 0;
      for (int i = 0; i < n && m; i++)
        sum += (double)Y[(size_t)i * 121 + harmonics_index(l, m)];
      size2 += sum * sum / (n * n);
    }
    *size_at = sqrt(size2);
    if (*size_at > 1e-3)
      return l;
  }
  return -1;
}

static void rings(void)
{
  demo_section(
      "rings",
      "n neighbours in a ring: the first l that sees where they stand");
  puts("n   first l   size there");
  for (int n = 2; n <= 8; n++) {
    double s;
    int l = first_degree(n, &s);
    printf("%d   %7d   %10.3f\n", n, l, s);
  }
}

/* ---- [main] ---- */
static int chapter(int argc, char **argv)
{
  demo_begin(argc, argv);
  shape_table();
  drawings();
  labels();
  same_distances();
  networks();
  some_steps();
  curves();
  seeds();
  dead();
  trials();
  blind_confusion();
  parity();
  radial();
  future();
  rings();
  return demo_end();
}

int main(int argc, char **argv)
{
  if (argc > 1 && argv[1][0] == '-')
    return program(argc, argv);
  return chapter(argc, argv);
}
