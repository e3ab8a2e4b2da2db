/* training.c: teaching and trying a network.  See training.h. */
#include "training.h"

#include <stdlib.h>
#include <string.h>

/* ---- [lesson] Which shapes, and room for what is learned ---- */
static enum tfn_status take_shapes(size_t n, const enum tetris_shape *shapes,
                                   struct training *t, vec3 *points)
{
  if (n < 1 || n > TETRIS_SHAPES)
    return TFN_BAD_VALUE;
  for (size_t i = 0; i < n; i++) {
    if (tetris_points(shapes[i], points + i * TETRIS_CUBES))
      return TFN_BAD_VALUE;
    t->labels[i] = (size_t)shapes[i];
  }
  t->n = n;
  return TFN_OK;
}

static enum tfn_status take_memory(struct training *t)
{
  size_t n = model_weights(&t->model);
  t->w = calloc(4 * n, sizeof *t->w);
  if (!t->w)
    return TFN_NO_MEMORY;
  t->dw = t->w + n;
  t->m = t->w + 2 * n;
  t->v = t->w + 3 * n;
  return TFN_OK;
}

/* ---- [begin] A network, its data and a fixed start ---- */
static enum tfn_status begin(enum model_kind kind, size_t n,
                             const enum tetris_shape *shapes,
                             struct training *t)
{
  vec3 points[TETRIS_SHAPES * TETRIS_CUBES];
  enum tfn_status status = take_shapes(n, shapes, t, points);
  if (!status)
    status = model_create(kind, &t->model);
  if (!status)
    status = model_graph(&t->model, n, points, &t->graph);
  if (!status)
    status = pass_create(&t->model, t->graph, &t->pass);
  if (!status)
    status = take_memory(t);
  return status;
}

enum tfn_status training_begin(enum model_kind kind, uint64_t seed, size_t n,
                               const enum tetris_shape *shapes,
                               struct training *t)
{
  if (!shapes || !t)
    return TFN_NULL;
  memset(t, 0, sizeof *t);
  enum tfn_status status = begin(kind, n, shapes, t);
  if (status) {
    training_free(t);
    return status;
  }
  t->seed = seed;
  t->adam = adam_default();
  t->adam.rate = REAL(TRAINING_RATE);
  return model_initial(&t->model, seed, t->w);
}

void training_free(struct training *t)
{
  if (!t)
    return;
  free(t->w);
  pass_free(&t->pass);
  graph_free(t->graph);
  model_free(&t->model);
  memset(t, 0, sizeof *t);
}

/* ---- [look] How good is it? ---- */
static size_t best(const real *p)
{
  size_t c = 0;
  for (size_t k = 1; k < MODEL_CLASSES; k++)
    if (p[k] > p[c])
      c = k;
  return c;
}

enum tfn_status training_judge(struct training *t)
{
  if (!t || !t->w)
    return TFN_NULL;
  enum tfn_status status = cross_entropy_forward(
      t->n, MODEL_CLASSES, t->pass.logits, t->labels, t->p, &t->loss);
  if (status)
    return status;
  t->right = 0;
  t->sure = 1;
  for (size_t i = 0; i < t->n; i++) {
    const real *p = t->p + i * MODEL_CLASSES;
    double sure = (double)p[t->labels[i]];
    t->right += best(p) == t->labels[i];
    t->sure = sure < t->sure ? sure : t->sure;
  }
  return TFN_OK;
}

enum tfn_status training_look(struct training *t)
{
  if (!t || !t->w)
    return TFN_NULL;
  enum tfn_status status = model_forward(&t->model, t->graph, t->w, &t->pass);
  return status ? status : training_judge(t);
}

bool training_learned(const struct training *t)
{
  return t && t->right == t->n && t->sure >= TRAINING_SURE;
}

/* ---- [step] One step, and many ---- */
static enum tfn_status descend(struct training *t)
{
  real dlogits[TETRIS_SHAPES * MODEL_CLASSES] = {0};
  if (!isfinite(t->loss))
    return TFN_NOT_FINITE;
  size_t n = model_weights(&t->model);
  memset(t->dw, 0, n * sizeof *t->dw);
  cross_entropy_backward(t->n, MODEL_CLASSES, t->p, t->labels, dlogits);
  enum tfn_status status =
      model_backward(&t->model, t->graph, t->w, &t->pass, dlogits, t->dw);
  if (!status)
    status = adam_step(&t->adam, n, t->dw, t->m, t->v, t->w);
  return status;
}

enum tfn_status training_step(struct training *t)
{
  enum tfn_status status = training_look(t);
  return status ? status : descend(t);
}

enum tfn_status training_run(struct training *t, size_t most,
                             void (*watch)(const struct training *t,
                                           void *context),
                             void *context, bool *done)
{
  if (!t || !done)
    return TFN_NULL;
  enum tfn_status status = training_look(t);
  while (!status && !training_learned(t) && t->adam.step < most) {
    status = descend(t);
    if (watch && !status)
      watch(t, context);
    if (!status)
      status = training_look(t);
  }
  *done = !status && training_learned(t);
  return status;
}

/* ---- [stand] A stand to try a network on ----
 *
 * The eight shapes of one motion make one graph.  The first pass, as they
 * stand, gives the probabilities that no motion may change. */
struct stand {
  const struct model *model;
  const real *w;
  struct graph *graph;
  struct pass pass;
  vec3 points[TETRIS_SHAPES * TETRIS_CUBES];
  size_t labels[TETRIS_SHAPES];
  real p0[TETRIS_SHAPES * MODEL_CLASSES], p[TETRIS_SHAPES * MODEL_CLASSES];
};

static enum tfn_status answer(struct stand *s, real *p)
{
  real loss;
  enum tfn_status status = model_forward(s->model, s->graph, s->w, &s->pass);
  if (!status)
    status = cross_entropy_forward(TETRIS_SHAPES, MODEL_CLASSES, s->pass.logits,
                                   s->labels, p, &loss);
  return status;
}

static enum tfn_status set_up(struct stand *s)
{
  for (size_t i = 0; i < TETRIS_SHAPES; i++) {
    tetris_points((enum tetris_shape)i, s->points + i * TETRIS_CUBES);
    s->labels[i] = i;
  }
  enum tfn_status status =
      model_graph(s->model, TETRIS_SHAPES, s->points, &s->graph);
  if (!status)
    status = pass_create(s->model, s->graph, &s->pass);
  if (!status)
    status = answer(s, s->p0);
  return status;
}

/* ---- [compare] Before and after a motion ---- */
/* What a mirror makes of a shape: left and right change places. */
static size_t image(size_t shape, bool mirror)
{
  if (mirror && shape == TETRIS_LEFT)
    return TETRIS_RIGHT;
  if (mirror && shape == TETRIS_RIGHT)
    return TETRIS_LEFT;
  return shape;
}

static void compare(const struct stand *s, bool mirror, struct trial *trial,
                    double *dp)
{
  *dp = 0;
  for (size_t i = 0; i < TETRIS_SHAPES; i++) {
    const real *p = s->p + i * MODEL_CLASSES;
    size_t truth = image(i, mirror);
    for (size_t c = 0; c < MODEL_CLASSES; c++) {
      real before = s->p0[truth * MODEL_CLASSES + c];
      double change = fabs((double)p[c] - (double)before);
      *dp = change <= *dp ? *dp : change; /* NaN stays */
    }
    trial->confusion[truth][best(p)]++;
    trial->right += best(p) == truth;
    trial->n++;
  }
  trial->max_dp = *dp <= trial->max_dp ? trial->max_dp : *dp;
}

/* ---- [trial] The trial ---- */
static enum tfn_status try_motion(struct stand *s,
                                  const struct tetris_motion *motion)
{
  vec3 moved[TETRIS_SHAPES * TETRIS_CUBES];
  for (size_t i = 0; i < TETRIS_SHAPES; i++)
    tetris_move(motion, s->points + i * TETRIS_CUBES, moved + i * TETRIS_CUBES);
  enum tfn_status status = model_move(moved, s->graph);
  return status ? status : answer(s, s->p);
}

enum tfn_status trial_run(const struct model *model, const real *w,
                          const struct trial_plan *plan, struct trial *trial,
                          double *dp)
{
  if (!model || !w || !plan || !trial)
    return TFN_NULL;
  struct stand s = {.model = model, .w = w};
  struct random g = random_seed(plan->seed);
  enum tfn_status status = set_up(&s);
  memset(trial, 0, sizeof *trial);
  for (size_t i = 0; i < plan->motions && !status; i++) {
    struct tetris_motion motion = tetris_motion(&g, plan->reach);
    double change;
    motion.mirror = plan->mirrors && i % 2 == 1;
    status = try_motion(&s, &motion);
    if (!status)
      compare(&s, motion.mirror, trial, dp ? dp + i : &change);
  }
  pass_free(&s.pass);
  graph_free(s.graph);
  return status;
}

double trial_accuracy(const struct trial *trial)
{
  return trial && trial->n ? (double)trial->right / (double)trial->n : 0;
}
