/* demo_nbody.c: trains the networks of the n-body task and compares them. */
#define _POSIX_C_SOURCE 200809L
#include "demo_nbody.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fast_network.h"
#include "progress.h"

void must(enum tfn_status status)
{
  if (status) {
    fprintf(stderr, "nbody: %s\n", tfn_message(status));
    exit(EXIT_FAILURE);
  }
}

/* ---- [options] The command line of `make nbody` ---- */
struct options {
  size_t seed, seeds, steps, train, test, batch, points;
  double rate;
  bool common;
  const char *only, *csv;
  struct nbody_model_size size;
};

static int usage(FILE *to)
{
  fputs("usage: demo --seed K [options]\n"
        "  --seeds S       train every network from S seeds, K and on (2)\n"
        "  --steps N       steps of Adam (400)\n"
        "  --train N       simulations to learn from (3000)\n"
        "  --test N        simulations to be judged by (1000)\n"
        "  --batch N       simulations of a step (50)\n"
        "  --rate X        the largest step size (0.03)\n"
        "  --model NAME    this network alone: linear, invariant, tfn, ...\n"
        "  --channels N --depth N --hidden N --heads N --basis N --lmax N\n"
        "                  sizes of the networks\n"
        "  --common        the data of the E(n) GNN paper, not the clean ones\n"
        "  --points N      rows of the learning curve in the file (10)\n"
        "  --csv FILE      append the learning curves to a file\n"
        "       demo [DIR]  the chapter's tables; plot data go to DIR\n",
        to);
  return to == stderr ? 2 : EXIT_SUCCESS;
}

static bool count(const char *text, size_t *value)
{
  char *end;
  errno = 0;
  unsigned long long v = strtoull(text, &end, 10);
  *value = (size_t)v;
  return *text >= '0' && *text <= '9' && !*end && !errno && v < SIZE_MAX / 2;
}

static size_t *place_of(struct options *o, const char *name)
{
  static const char *const names[] = {
      "--seed",   "--seeds",    "--steps", "--train",  "--test",  "--batch",
      "--points", "--channels", "--depth", "--hidden", "--heads", "--basis"};
  size_t *const places[] = {&o->seed,        &o->seeds,         &o->steps,
                            &o->train,       &o->test,          &o->batch,
                            &o->points,      &o->size.channels, &o->size.depth,
                            &o->size.hidden, &o->size.heads,    &o->size.basis};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++)
    if (!strcmp(name, names[k]))
      return places[k];
  return NULL;
}

static bool read_option(struct options *o, const char *name, const char *value)
{
  size_t lmax = 0, *place = place_of(o, name);
  char *end;
  if (place)
    return count(value, place);
  if (!strcmp(name, "--rate")) {
    o->rate = strtod(value, &end);
    return !*end && o->rate > 0 && o->rate < 1;
  }
  if (!strcmp(name, "--lmax") && count(value, &lmax)) {
    o->size.lmax = lmax < 9 ? (int)lmax : 9;
    return true;
  }
  if (!strcmp(name, "--csv"))
    o->csv = value;
  else if (!strcmp(name, "--model"))
    o->only = value;
  else
    return false;
  return true;
}

static bool read_options(int argc, char **argv, struct options *o)
{
  enum nbody_model_kind kind;
  *o = (struct options){.seed = 1,
                        .seeds = 2,
                        .steps = 400,
                        .train = 3000,
                        .test = 1000,
                        .batch = 50,
                        .points = 10,
                        .rate = 0.03,
                        .size = nbody_model_size()};
  for (int k = 1; k < argc; k++) {
    if (!strcmp(argv[k], "--common"))
      o->common = true;
    else if (k + 1 == argc || !read_option(o, argv[k], argv[k + 1])) {
      fprintf(stderr, "nbody: %s: not an option, or not its value\n", argv[k]);
      return false;
    } else
      k++;
  }
  if (o->only && !nbody_model_kind(o->only, &kind)) {
    fprintf(stderr, "nbody: --model %s: there is no such network\n", o->only);
    return false;
  }
  if (!o->seeds || !o->steps || !o->points) {
    fprintf(stderr, "nbody: --seeds, --steps and --points are at least 1\n");
    return false;
  }
  return true;
}

/* ---- [run] One network from one seed ---- */
struct run {
  const struct options *o;
  const struct nbody_lesson *train, *test;
  enum nbody_model_kind kind;
  size_t seed;
  double begin, mse, turned;
  FILE *csv;
};

static double seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void write_row(const struct run *r, const struct trainer *t)
{
  if (!r->csv)
    return;
  fprintf(r->csv, "%s,%s,%zu,%zu,%zu,%zu,%.6g,%.2g,%.1f\n",
          r->o->common ? "common" : "clean", nbody_model_name(r->kind),
          r->o->size.hidden, t->weights, r->seed, t->adam.step, r->mse,
          r->turned, seconds() - r->begin);
  fflush(r->csv);
}

static void watch(const struct trainer *t, void *context)
{
  struct run *r = context;
  size_t every = r->o->steps / r->o->points;
  if (progress_due())
    progress_show("%s, seed %zu: step %zu of %zu, loss %.4f",
                  nbody_model_name(r->kind), r->seed, t->adam.step, r->o->steps,
                  t->report.loss);
  if (r->csv && every && t->adam.step % every == 0 &&
      t->adam.step < r->o->steps) {
    must(nbody_lesson_test(r->test, t->network, t->w, &r->mse));
    write_row(r, t);
  }
}

static void train(struct run *r)
{
  const struct options *o = r->o;
  struct trainer_plan plan = {
      .seed = r->seed, .batch = o->batch, .adam = adam_default()};
  struct network *network;
  struct trainer t;
  plan.adam.rate = (real)o->rate;
  plan.adam.clip = 1;
  plan.adam.warmup = o->steps / 20;
  plan.adam.total = o->steps;
  must(nbody_model(r->kind, &o->size, &network));
  must(fast_network(network));
  must(trainer_create(network, &r->train->task, &plan, &t));
  must(fast_trainer(&t));
  r->begin = seconds(), r->turned = 0;
  must(trainer_run(&t, o->steps, watch, r, NULL));
  progress_clear();
  must(nbody_lesson_test(r->test, network, t.w, &r->mse));
  struct nbody_lesson few = *r->test;
  few.task.items = few.task.items < 50 ? few.task.items : 50;
  must(nbody_lesson_turned(&few, network, t.w, r->seed, &r->turned));
  write_row(r, &t);
  printf("%-10s %6zu weights, seed %zu: mse %.5f after %zu steps, %.1f s\n",
         nbody_model_name(r->kind), t.weights, r->seed, r->mse, o->steps,
         seconds() - r->begin);
  fflush(stdout);
  trainer_free(&t);
  network_free(network);
}

/* ---- [compare] All networks from all seeds, and one line ---- */
struct total {
  double mse, turned;
  bool done;
};

static struct total one_network(const struct options *o,
                                const struct nbody_lesson *train_on,
                                const struct nbody_lesson *test,
                                enum nbody_model_kind kind, FILE *csv)
{
  struct total total = {.done = true};
  for (size_t s = 0; s < o->seeds; s++) {
    struct run r = {.o = o,
                    .train = train_on,
                    .test = test,
                    .kind = kind,
                    .seed = o->seed + s,
                    .csv = csv};
    train(&r);
    total.mse += r.mse / (double)o->seeds;
    total.turned = total.turned > r.turned ? total.turned : r.turned;
  }
  return total;
}

/* The equiformer turns nearly, the others to rounding: two numbers. */
static void say(const struct options *o, const struct total *total)
{
  double turned = 0;
  printf("nbody:");
  for (int k = 0, n = 0; k < NBODY_MODELS; k++) {
    enum nbody_model_kind kind = (enum nbody_model_kind)(k + 1);
    if (total[k].done)
      printf("%s %s %.5f", n++ ? "," : "", nbody_model_name(kind),
             total[k].mse);
    if (kind != NBODY_MODEL_EQUIFORMER && total[k].turned > turned)
      turned = total[k].turned;
  }
  printf(" (mse, mean of %zu seed%s); equivariance %.1e", o->seeds,
         o->seeds > 1 ? "s" : "", turned);
  if (total[NBODY_MODEL_EQUIFORMER - 1].done)
    printf(" (equiformer %.1e)", total[NBODY_MODEL_EQUIFORMER - 1].turned);
  printf("; seed %zu\n", o->seed);
}

static void compare(const struct options *o,
                    const struct nbody_lesson *train_on,
                    const struct nbody_lesson *test, FILE *csv)
{
  struct total total[NBODY_MODELS] = {{0}};
  for (int k = 0; k < NBODY_MODELS; k++) {
    enum nbody_model_kind kind = (enum nbody_model_kind)(k + 1);
    if (!o->only || !strcmp(o->only, nbody_model_name(kind)))
      total[k] = one_network(o, train_on, test, kind, csv);
  }
  say(o, total);
}

/* Seeds of the data: 1 to learn from, 3 to be judged by; 2 was for choosing. */
enum { LEARN = 1, JUDGE = 3 };

int nbody_program(int argc, char **argv)
{
  struct options o;
  for (int i = 1; i < argc; i++)
    if (!strcmp(argv[i], "--help"))
      return usage(stdout);
  if (!read_options(argc, argv, &o))
    return usage(stderr);
  FILE *csv = o.csv ? fopen(o.csv, "a") : NULL;
  if (o.csv && !csv) {
    fprintf(stderr, "nbody: cannot write to %s\n", o.csv);
    return EXIT_FAILURE;
  }
  struct nbody_recipe recipe = o.common ? nbody_common() : nbody_clean();
  struct nbody_lesson train_on, test;
  must(nbody_lesson_begin(&recipe, LEARN, o.train, &train_on));
  must(nbody_lesson_begin(&recipe, JUDGE, o.test, &test));
  compare(&o, &train_on, &test, csv);
  nbody_lesson_free(&train_on);
  nbody_lesson_free(&test);
  bool written = !csv || !fclose(csv);
  return !written || fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
