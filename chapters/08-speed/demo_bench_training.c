/* demo_bench_training.c: training of `make bench`: one step of Adam over all
 * eight shapes, with the road of chapter 7 as reference. */
#include "demo_bench.h"

#include "fast_training.h"

/* ---- [step] One step ----
 *
 * Both roads share one training run and go on with it: the work of a step
 * does not depend on what was learned. */
struct lesson {
  struct training t;
  struct fast_training fast;
};

static void by_chapter_7(void *p)
{
  training_step(&((struct lesson *)p)->t);
}

static void in_lanes(void *p)
{
  fast_training_step(&((struct lesson *)p)->fast);
}

static const enum tetris_shape EIGHT[] = {
    TETRIS_LEFT,   TETRIS_RIGHT, TETRIS_SQUARE, TETRIS_LINE,
    TETRIS_CORNER, TETRIS_L,     TETRIS_T,      TETRIS_ZIGZAG};

static void step_row(const char *name, enum model_kind kind, unsigned channels)
{
  struct lesson s;
  if (training_begin(kind, 1, 8, EIGHT, &s.t))
    return;
  if (!fast_training_begin(&s.t, &s.fast)) {
    struct item item = {name, s.t.model.lmax, channels, 1, 0, 0};
    bench_row(item, by_chapter_7, in_lanes, &s);
    bench_threads(item, in_lanes, &s);
  }
  fast_training_free(&s.fast);
  training_free(&s.t);
}

/* ---- [lesson] From nothing to certainty, from each of some seeds ----
 *
 * The network, its graph and its memory are made each time. */
enum { SEEDS = 20 };

static void learn(uint64_t seed, bool fast)
{
  struct lesson s;
  bool done;
  if (training_begin(MODEL_TALK, seed, 8, EIGHT, &s.t))
    return;
  if (!fast)
    training_run(&s.t, 5000, NULL, NULL, &done);
  else if (!fast_training_begin(&s.t, &s.fast)) {
    fast_training_run(&s.fast, 5000, NULL, NULL, &done);
    fast_training_free(&s.fast);
  }
  training_free(&s.t);
}

static void lessons_of_chapter_7(void *p)
{
  (void)p;
  for (uint64_t seed = 1; seed <= SEEDS; seed++)
    learn(seed, false);
}

static void lessons_in_lanes(void *p)
{
  (void)p;
  for (uint64_t seed = 1; seed <= SEEDS; seed++)
    learn(seed, true);
}

void bench_training(void)
{
  step_row("tetris-step", MODEL_TALK, 4);
  step_row("tetris-large", MODEL_LARGE, 16);
  bench_row((struct item){"tetris-lesson", 1, 4, SEEDS, 0, 0},
            lessons_of_chapter_7, lessons_in_lanes, NULL);
}
