/* figure_tetris.c: chapter 7 in the page: the network learns the eight pieces,
 * and says what it takes a piece for that the reader turns. */
#include <math.h>
#include <string.h>

#include "lesson.h"
#include "live.h"
#include "loss.h"

/* ---- [state] One training run, and the piece in the reader's hand ---- */
enum { MOST = 2000, PIECES = 2 };

static struct {
  struct training t;
  double loss[MOST + 1]; /* before each step, and at last */
  /* The piece as it stands, and as it is held: one graph of two clouds. */
  vec3 points[PIECES * TETRIS_CUBES];
  struct graph *graph;
  struct network_pass *pass;
  real p[PIECES * LESSON_CLASSES];
} s;

LIVE int lesson_open(int kind, int seed);
LIVE int lesson_steps(int most);
LIVE int lesson_step(void);
LIVE double *lesson_losses(void);
LIVE int lesson_right(void);
LIVE double *lesson_table(void);
LIVE int lesson_hold(int shape, int mirror, double *R);
LIVE double *lesson_cubes(void);
LIVE double *lesson_answer(void);
LIVE double lesson_change(void);

/* ---- [learn] Some steps of the trainer at a time ---- */
static void close_lesson(void)
{
  network_pass_free(s.pass);
  graph_free(s.graph);
  training_free(&s.t);
  memset(&s, 0, sizeof s);
}

static void watch(const struct trainer *t, void *context)
{
  (void)context;
  if (t->adam.step <= MOST && t->adam.step > 0)
    s.loss[t->adam.step - 1] = t->report.loss;
}

/* A network of a kind of chapter 7 that knows nothing yet. */
int lesson_open(int kind, int seed)
{
  enum tetris_shape shapes[TETRIS_SHAPES];
  close_lesson();
  for (size_t i = 0; i < TETRIS_SHAPES; i++)
    shapes[i] = (enum tetris_shape)i;
  enum tfn_status status = training_begin((enum model_kind)kind, (uint64_t)seed,
                                          TETRIS_SHAPES, shapes, &s.t);
  for (size_t i = 0; i < PIECES; i++)
    tetris_points(TETRIS_LEFT, s.points + i * TETRIS_CUBES);
  if (!status)
    status = model_graph(s.t.network, PIECES, s.points, &s.graph);
  if (!status)
    status = network_pass_create(s.t.network, s.graph, &s.pass);
  return status ? -(int)status : lesson_steps(0);
}

/* So many further steps at most: 1 when all is learned, 0 when there is more to
 * do, negative for an error.  The table and the loss are those at the end. */
int lesson_steps(int most)
{
  struct trainer *t = &s.t.trainer;
  bool done = false;
  size_t until = t->adam.step + (size_t)most;
  enum tfn_status status =
      trainer_run(t, until < MOST ? until : MOST, watch, NULL, &done);
  s.loss[t->adam.step] = t->report.loss;
  return status ? -(int)status : done;
}

int lesson_step(void)
{
  return (int)s.t.trainer.adam.step;
}

/* (lesson_step + 1), in nats. */
double *lesson_losses(void)
{
  return s.loss;
}

int lesson_right(void)
{
  return (int)training_right(&s.t);
}

/* (8, 8): for each piece as it stands the probabilities of the names. */
double *lesson_table(void)
{
  return s.t.lesson.p;
}

/* ---- [hold] A piece, turned about its middle, perhaps mirrored ---- */
static vec3 middle(const vec3 *p)
{
  vec3 m = {0, 0, 0};
  for (size_t i = 0; i < TETRIS_CUBES; i++) {
    m.x += p[i].x / TETRIS_CUBES;
    m.y += p[i].y / TETRIS_CUBES;
    m.z += p[i].z / TETRIS_CUBES;
  }
  return m;
}

static enum tfn_status ask(void)
{
  real logits[PIECES * LESSON_CLASSES], loss;
  const size_t labels[PIECES] = {0, 0};
  enum tfn_status status = model_move(s.points, s.graph);
  if (!status)
    status = network_look(s.t.network, s.pass);
  if (!status)
    status = network_forward(s.t.network, s.t.trainer.w, s.pass);
  if (status)
    return status;
  lesson_logits(s.t.network, PIECES, s.pass->answer[0], logits);
  return loss_cross_entropy(PIECES, LESSON_CLASSES, logits, labels, s.p, &loss);
}

/* The network is asked twice: for the piece as it stands, and as it is held.
 * Held in a mirror, left is compared with right as that stands. */
int lesson_hold(int shape, int mirror, double *R)
{
  struct tetris_motion motion = {.mirror = mirror != 0};
  vec3 *still = s.points, *held = s.points + TETRIS_CUBES;
  memcpy(&motion.R, R, sizeof motion.R);
  tetris_points((enum tetris_shape)shape, still);
  const vec3 m = so3_apply(motion.R, middle(still));
  const double sign = mirror ? 1 : -1;
  motion.shift = (vec3){sign * m.x, sign * m.y, sign * m.z};
  if (tetris_move(&motion, still, held))
    return -1;
  if (mirror && shape <= TETRIS_RIGHT)
    tetris_points(shape == TETRIS_LEFT ? TETRIS_RIGHT : TETRIS_LEFT, still);
  return (int)ask();
}

/* (4, 3): where the cubes are held. */
double *lesson_cubes(void)
{
  return &s.points[TETRIS_CUBES].x;
}

/* (8): what it is taken for. */
double *lesson_answer(void)
{
  return s.p + LESSON_CLASSES;
}

/* The largest change of a probability by the turn. */
double lesson_change(void)
{
  double worst = 0;
  for (size_t c = 0; c < LESSON_CLASSES; c++) {
    double change = fabs(s.p[c] - s.p[LESSON_CLASSES + c]);
    worst = change <= worst ? worst : change;
  }
  return worst;
}
