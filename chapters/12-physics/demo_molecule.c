/* demo_molecule.c: the program of make molecule: networks that learn the forces
 * of a molecule, and then move it. */
#include "fast_network.h"
#include "molecule.h"
#include "progress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [options] What can be asked for ---- */
static const char *const HELP =
    "make molecule ARGS=\"...\"\n"
    "  --data FILE     extended XYZ with energies and forces\n"
    "  --name WORD     what the molecule is called\n"
    "  --train N       frames that are taught            (320)\n"
    "  --test N        the last frames, kept for a test  (100)\n"
    "  --steps N       steps of Adam                     (3000)\n"
    "  --batch N       frames of a step                  (5)\n"
    "  --channels N    of each degree                    (16)\n"
    "  --rate X        of Adam, at first                 (0.01)\n"
    "  --ps X          picoseconds of motion             (10)\n"
    "  --seed N        of the first weights              (1)\n"
    "  --curve         errors against frames, three seeds, as CSV, and no "
    "more\n"
    "  --table FILE    writes all that is said, and how energies run, as CSV\n";

struct options {
  const char *data, *name, *table;
  size_t train, test, steps, batch, channels;
  double rate, ps;
  uint64_t seed;
  bool curve;
};

static void give_up(const char *what, const char *which)
{
  fprintf(stderr, "molecule: %s%s\n", what, which);
  exit(EXIT_FAILURE);
}

static double number_of(const char *name, const char *text)
{
  char *end = NULL;
  double x = text ? strtod(text, &end) : 0;
  if (!text || end == text || *end || !(x >= 0 && x < 1e9))
    give_up("a number is expected after ", name);
  return x;
}

static double whole_of(const char *name, const char *text)
{
  double x = number_of(name, text);
  if (x != floor(x))
    give_up("a whole number is expected after ", name);
  return x;
}

/* True when the option takes a number; then it is set. */
static bool set_number(const char *name, const char *text, struct options *o)
{
  const struct {
    const char *name;
    size_t *count;
    double *real;
  } known[] = {{"--train", &o->train, NULL},
               {"--test", &o->test, NULL},
               {"--steps", &o->steps, NULL},
               {"--batch", &o->batch, NULL},
               {"--channels", &o->channels, NULL},
               {"--rate", NULL, &o->rate},
               {"--ps", NULL, &o->ps}};
  for (size_t k = 0; k < sizeof known / sizeof *known; k++)
    if (!strcmp(name, known[k].name)) {
      if (known[k].count)
        *known[k].count = (size_t)whole_of(name, text);
      else
        *known[k].real = number_of(name, text);
      return true;
    }
  if (strcmp(name, "--seed") != 0)
    return false;
  o->seed = (uint64_t)whole_of(name, text);
  return true;
}

static void read_options(int argc, char **argv, struct options *o)
{
  for (int i = 1; i < argc; i++) {
    const char *name = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;
    const char **text = !strcmp(name, "--data")    ? &o->data
                        : !strcmp(name, "--name")  ? &o->name
                        : !strcmp(name, "--table") ? &o->table
                                                   : NULL;
    if (!strcmp(name, "--help")) {
      fputs(HELP, stdout);
      exit(EXIT_SUCCESS);
    }
    if (!strcmp(name, "--curve")) {
      o->curve = true;
      continue;
    }
    if (text && next)
      *text = next;
    else if (text || !set_number(name, next, o))
      give_up("unknown option, see ARGS=--help: ", name);
    i++;
  }
}

static void must(enum tfn_status status)
{
  if (status)
    give_up(tfn_message(status), "");
}

/* ---- [data] Frames, in an order that is fixed ----
 *
 * The last `test` of them are never taught, whatever the number of those that
 * are. */
struct frames {
  struct xyz xyz;
  size_t *order; /* (xyz.frames) */
};

static void read_frames(const struct options *o, struct frames *f)
{
  struct xyz_options both = {.need_energy = true, .need_forces = true};
  struct xyz_error error;
  char text[200];
  if (xyz_read(o->data, &both, &f->xyz, &error)) {
    fprintf(stderr, "molecule: %s: %s\n", o->data,
            xyz_describe(&error, text, sizeof text));
    exit(EXIT_FAILURE);
  }
  size_t n = f->xyz.frames;
  if (o->test < 1 || o->test >= n || o->train < 1 || o->train > n - o->test ||
      o->batch < 1) {
    fprintf(stderr,
            "molecule: %s has %zu frames: --train, --test and --batch must be "
            "at least 1,\n  and --train and --test together at most %zu\n",
            o->data, n, n);
    exit(EXIT_FAILURE);
  }
  f->order = memory_array(n, sizeof *f->order);
  if (!f->order)
    give_up("out of memory", "");
  struct random g = random_seed(1);
  for (size_t i = 0; i < n; i++)
    f->order[i] = i;
  for (size_t i = n; i > 1; i--) {
    size_t j = random_below(&g, i), keep = f->order[i - 1];
    f->order[i - 1] = f->order[j];
    f->order[j] = keep;
  }
}

/* ---- [learn] One network, taught ---- */
struct pupil {
  struct network *network;
  struct molecule task;
  struct trainer trainer;
  struct molecule_errors errors;
};

static size_t count_kinds(const struct frames *f)
{
  bool present[256] = {false};
  size_t kinds = 0;
  for (size_t i = 0; i < f->xyz.atoms; i++) {
    kinds += !present[f->xyz.number[i]];
    present[f->xyz.number[i]] = true;
  }
  return kinds;
}

/* A step of 1e-4 A is right to 1e-7 or so; in single precision rounding asks
 * for a longer one. */
static void begin(const struct options *o, const struct frames *f, int lmax,
                  bool direct, size_t n, struct pupil *p)
{
  struct molecule_plan plan = {.lmax = lmax,
                               .layers = 2,
                               .channels = o->channels,
                               .basis = 8,
                               .hidden = 16,
                               .cutoff = 5,
                               .direct = direct};
  struct force_loss loss = {1, 1, REAL_IS_FLOAT ? REAL(5e-3) : REAL(1e-4)};
  struct trainer_plan trainer = {.seed = o->seed,
                                 .batch = o->batch < n ? o->batch : n,
                                 .adam = adam_default()};
  trainer.adam.rate = (real)o->rate;
  trainer.adam.total = o->steps;
  trainer.adam.warmup = o->steps / 50;
  trainer.adam.clip = 10;
  must(molecule_network(&plan, count_kinds(f), &p->network));
  must(fast_network(p->network));
  must(molecule_begin(p->network, &f->xyz, n, f->order, &loss, &p->task));
  must(trainer_create(p->network, &p->task.task, &trainer, &p->trainer));
  must(fast_trainer(&p->trainer));
}

static void learn(const struct options *o, const struct frames *f, int lmax,
                  bool direct, size_t n, struct pupil *p)
{
  begin(o, f, lmax, direct, n, p);
  for (size_t s = 0; s < o->steps; s++) {
    must(trainer_step(&p->trainer));
    if (progress_due())
      progress_show("l <= %d%s, %zu frames: step %zu of %zu", lmax,
                    direct ? ", forces directly" : "", n, s, o->steps);
  }
  progress_clear();
  must(molecule_judge(&p->task, p->trainer.w, o->test,
                      f->order + f->xyz.frames - o->test, &p->errors));
}

static void forget(struct pupil *p)
{
  trainer_free(&p->trainer);
  molecule_free(&p->task);
  network_free(p->network);
}

static double mev(double ev)
{
  return 1000 * ev;
}

/* ---- [curve] Errors against frames ---- */
static void show_curve(const struct options *o, const struct frames *f)
{
  enum { SEEDS = 3 }; /* of the first weights and of the order of frames */
  printf("lmax,frames,seed,energy_mev,force_mev_a,force_rms_mev_a\n");
  for (int lmax = 0; lmax <= 2; lmax++)
    for (size_t n = o->train; n >= 10; n = (n + 1) / 2)
      for (size_t k = 0; k < SEEDS; k++) {
        struct options with = *o;
        struct pupil p;
        with.seed = o->seed + k;
        learn(&with, f, lmax, false, n, &p);
        printf("%d,%zu,%zu,%.2f,%.2f,%.2f\n", lmax, n, (size_t)with.seed,
               mev(p.errors.energy), mev(p.errors.force),
               mev(p.errors.force_rms));
        fflush(stdout);
        forget(&p);
      }
}

/* ---- [turn] Forces of a molecule, and of the same turned ---- */
static void turned(rot3 R, const double *r, double *q)
{
  vec3 v = so3_apply(R, (vec3){r[0], r[1], r[2]});
  q[0] = v.x, q[1] = v.y, q[2] = v.z;
}

/* Largest difference, over the largest force. */
static double equivariance(const struct pupil *p, const struct frames *f)
{
  enum { MOST = 256 };
  double r[3 * MOST], q[3 * MOST], F[3 * MOST], G[3 * MOST], e[2], off = 0;
  const struct xyz_frame *frame = &f->xyz.frame[f->order[0]];
  struct molecule_field *field;
  struct random g = random_seed(4);
  size_t n = frame->atoms < MOST ? frame->atoms : MOST;
  double largest = 0;
  must(molecule_field_create(&p->task, p->trainer.w, f->order[0], 1, &field));
  memcpy(r, f->xyz.position + 3 * frame->first, 3 * n * sizeof *r);
  must(molecule_field_pull(field, r, &e[0], F));
  for (int k = 0; k < 10; k++) {
    rot3 R = so3_random(&g);
    for (size_t i = 0; i < n; i++)
      turned(R, r + 3 * i, q + 3 * i);
    must(molecule_field_pull(field, q, &e[1], G));
    for (size_t i = 0; i < n; i++) {
      double want[3];
      turned(R, F + 3 * i, want);
      for (int a = 0; a < 3; a++) {
        off = fmax(off, fabs(G[3 * i + (size_t)a] - want[a]));
        largest = fmax(largest, fabs(want[a]));
      }
    }
  }
  molecule_field_free(field);
  return off / largest;
}

/* ---- [move] Letting it move ---- */

/* The frame with the lowest energy of those taught. */
static size_t calm_frame(const struct frames *f, size_t n)
{
  size_t best = f->order[0];
  for (size_t i = 0; i < n; i++)
    if (f->xyz.frame[f->order[i]].energy < f->xyz.frame[best].energy)
      best = f->order[i];
  return best;
}

struct run {
  double drift;       /* meV per ps */
  double wobble;      /* meV, root mean square about the line */
  double first, last; /* kelvin, over the first and last quarter */
  double ps;          /* how far it came */
  bool burst;         /* hotter than any molecule is */
};

static enum tfn_status start(const struct pupil *p, const struct frames *f,
                             size_t frame, struct molecule_field *field,
                             struct dynamics *d)
{
  const struct xyz_frame *at = &f->xyz.frame[frame];
  struct random g = random_seed(5);
  double *mass = memory_array(at->atoms, sizeof *mass);
  (void)p;
  if (!mass)
    return TFN_NO_MEMORY;
  for (size_t i = 0; i < at->atoms; i++)
    mass[i] = molecule_mass(f->xyz.number[at->first + i]);
  enum tfn_status status =
      dynamics_create(at->atoms, mass, f->xyz.position + 3 * at->first,
                      molecule_field_pull, field, d);
  free(mass);
  return status ? status : dynamics_heat(d, 600, &g);
}

/* Steps of dt, and what the energy did; a row of the file for every tenth of a
 * ps, when there is one. */
static struct run move(const struct pupil *p, const struct frames *f, double dt,
                       double ps, const char *name, FILE *file)
{
  size_t frame = calm_frame(f, p->task.task.items), n = 0;
  size_t steps = (size_t)lround(1000 * ps / dt);
  struct molecule_field *field;
  struct dynamics d;
  struct run run = {0};
  double *t = memory_array(2 * steps, sizeof *t), *E = t + steps, heat[2] = {0};
  must(molecule_field_create(&p->task, p->trainer.w, frame, 1, &field));
  must(start(p, f, frame, field, &d));
  double begin = dynamics_total(&d);
  for (; n < steps && !dynamics_step(&d, dt); n++) {
    double kelvin = dynamics_temperature(&d);
    t[n] = d.time / 1000;
    E[n] = mev(dynamics_total(&d) - begin);
    heat[0] += n < steps / 4 ? kelvin / (double)(steps / 4) : 0;
    heat[1] += n >= steps - steps / 4 ? kelvin / (double)(steps / 4) : 0;
    run.burst = run.burst || kelvin > 1e4;
    if (file && (n + 1) % (size_t)lround(100 / dt) == 0)
      fprintf(file, "%s,%.1f,%.4f,%.1f,\n", name, t[n], E[n], kelvin);
    if (progress_due())
      progress_show("%s: %.1f of %.1f ps", name, t[n], ps);
  }
  progress_clear();
  dynamics_line(n, t, E, &run.drift, &run.wobble);
  run.first = heat[0], run.last = heat[1], run.ps = (double)n * dt / 1000;
  dynamics_free(&d);
  molecule_field_free(field);
  free(t);
  return run;
}

/* ---- [report] All of it ---- */
static FILE *open_table(const struct options *o)
{
  FILE *file = o->table ? fopen(o->table, "w") : NULL;
  if (o->table && !file)
    give_up("cannot write ", o->table);
  if (file)
    fprintf(file, "what,a,b,c,d\n");
  return file;
}

static void show_run(const char *name, double dt, const struct run *r,
                     FILE *file)
{
  if (r->burst)
    printf("  %-9s %5.2f fs  the molecule has burst\n", name, dt);
  else
    printf("  %-9s %5.2f fs  %5.1f  %8.3f meV  %9.3f meV/ps  %5.0f %5.0f\n",
           name, dt, r->ps, r->wobble, r->drift, r->first, r->last);
  fflush(stdout);
  if (file)
    fprintf(file, "run %s,%g,%g,%.5f,%.5f\n", name, dt, r->ps, r->wobble,
            r->drift);
}

static double show_moves(const struct options *o, const struct frames *f,
                         const struct pupil *gradient,
                         const struct pupil *direct, FILE *file)
{
  const double steps[4] = {1, 0.5, 0.25, 0.125};
  printf("\n  forces    a step       ps       wobble           drift  "
         "kelvin: first, last quarter\n");
  for (int k = 0; k < 4; k++) {
    struct run r = move(gradient, f, steps[k], 1, "short", NULL);
    show_run("short", steps[k], &r, file);
  }
  struct run r = move(gradient, f, 0.5, o->ps, "gradient", file);
  show_run("gradient", 0.5, &r, file);
  struct run s = move(direct, f, 0.5, o->ps, "direct", file);
  show_run("direct", 0.5, &s, file);
  return r.burst ? (double)NAN : r.drift;
}

static void teach_all(const struct options *o, const struct frames *f,
                      struct pupil p[4], FILE *file)
{
  printf("%s: %zu frames taught, %zu others asked, %zu steps of %zu frames\n\n",
         o->name, o->train, o->test, o->steps, o->batch);
  printf("  network              weights       energy          force\n");
  for (int k = 0; k < 4; k++) {
    int lmax = k < 3 ? 2 - k : 2;
    const char *how = k == 3 ? " directly" : "";
    learn(o, f, lmax, k == 3, o->train, &p[k]);
    double energy = mev(p[k].errors.energy), force = mev(p[k].errors.force);
    printf("  l <= %d%-15s%7zu %8.1f meV %8.1f meV/A\n", lmax, how,
           p[k].trainer.weights, energy, force);
    fflush(stdout);
    if (file)
      fprintf(file, "network l <= %d%s,%zu,%.2f,%.2f,\n", lmax, how,
              p[k].trainer.weights, energy, force);
  }
}

static void show_all(const struct options *o, const struct frames *f)
{
  struct pupil p[4];
  FILE *file = open_table(o);
  teach_all(o, f, p, file);
  double turn = equivariance(&p[0], f);
  double drift = show_moves(o, f, &p[0], &p[3], file);
  printf("\nmolecule: %s, %zu frames: energy %.1f meV, force %.1f meV/A "
         "(l <= 2); %.1f, %.1f (l <= 1), %.1f, %.1f (l = 0); equivariance "
         "%.1e; drift %.3f meV a ps\n",
         o->name, o->train, mev(p[0].errors.energy), mev(p[0].errors.force),
         mev(p[1].errors.energy), mev(p[1].errors.force),
         mev(p[2].errors.energy), mev(p[2].errors.force), turn, drift);
  if (file)
    fprintf(file, "equivariance,%.1e,,,\n", turn);
  if (file)
    fclose(file);
  for (int k = 0; k < 4; k++)
    forget(&p[k]);
}

int main(int argc, char **argv)
{
  struct options o = {.data = "chapters/12-physics/data/ethanol.xyz",
                      .name = "ethanol",
                      .train = 320,
                      .test = 100,
                      .steps = 3000,
                      .batch = 5,
                      .channels = 16,
                      .rate = 1e-2,
                      .ps = 10,
                      .seed = 1};
  struct frames f;
  read_options(argc, argv, &o);
  read_frames(&o, &f);
  if (o.curve)
    show_curve(&o, &f);
  else
    show_all(&o, &f);
  xyz_free(&f.xyz);
  free(f.order);
  return EXIT_SUCCESS;
}
