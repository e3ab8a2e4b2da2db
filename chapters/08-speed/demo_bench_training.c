/* demo_bench_training.c: training of `make bench`: one step of Adam over all
 * eight shapes, with the plain network as reference. */
#include "demo_bench.h"

#include "fast_network.h"
#include "lesson.h"

/* ---- [step] One step ----
 *
 * Two training runs, plain and fast, that go on as they are timed: the work of
 * a step does not depend on what was learned. */
struct lessons {
  struct training plain, fast;
};

static void plain_step(void *p)
{
  trainer_step(&((struct lessons *)p)->plain.trainer);
}

static void fast_step(void *p)
{
  trainer_step(&((struct lessons *)p)->fast.trainer);
}

static const enum tetris_shape EIGHT[] = {
    TETRIS_LEFT,   TETRIS_RIGHT, TETRIS_SQUARE, TETRIS_LINE,
    TETRIS_CORNER, TETRIS_L,     TETRIS_T,      TETRIS_ZIGZAG};

static bool begin(enum model_kind kind, uint64_t seed, bool fast,
                  struct training *t)
{
  return !training_begin(kind, seed, 8, EIGHT, t) &&
         (!fast || (!fast_network(t->network) && !fast_trainer(&t->trainer)));
}

static void step_row(const char *name, enum model_kind kind, unsigned channels)
{
  struct lessons s = {0};
  if (begin(kind, 1, false, &s.plain) && begin(kind, 1, true, &s.fast)) {
    struct item item = {name, s.plain.network->lmax, channels, 1, 0, 0};
    bench_row(item, plain_step, fast_step, &s);
    bench_threads(item, fast_step, &s);
  }
  training_free(&s.plain);
  training_free(&s.fast);
}

/* ---- [lesson] From nothing to certainty, from each of some seeds ----
 *
 * The network, its graph and its memory are made each time. */
enum { SEEDS = 20 };

static void learn(uint64_t seed, bool fast)
{
  struct training t;
  if (begin(MODEL_TALK, seed, fast, &t))
    trainer_run(&t.trainer, 5000, NULL, NULL, NULL);
  training_free(&t);
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
