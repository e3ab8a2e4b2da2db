/* fast_training.c: chapter 7's networks and their training, in lanes. */
#include "fast_training.h"

#include "fast_layer.h"

#include <stdlib.h>

/* ---- [struct] A network on one graph ---- */
struct fast_model {
  const struct model *model;
  const struct graph *graph;
  struct lanes lanes;
  struct fast_layer layer[MODEL_LAYERS];
  vec *memory;
  vec *B;                                          /* (slots, basis) */
  vec *x[MODEL_LAYERS + 1], *dx[MODEL_LAYERS + 1]; /* (blocks, features) */
};

/* ---- [memory] One piece, cut twice ---- */
static size_t features(const struct model *model, int l)
{
  return l == 0 ? model->layer[0].is.in.dim : model->layer[l - 1].is.out.dim;
}

static size_t place(struct fast_model *f, vec *memory)
{
  const struct model *model = f->model;
  size_t at = f->lanes.slots * model->basis.count;
  f->B = memory;
  for (int l = 0; l < MODEL_LAYERS; l++)
    fast_layer_place(&model->layer[l], &f->lanes, memory, &at, &f->layer[l]);
  for (int l = 0; l <= MODEL_LAYERS; l++) {
    const size_t n = f->lanes.blocks * features(model, l);
    f->x[l] = memory ? memory + at : NULL;
    f->dx[l] = memory ? memory + at + n : NULL;
    at += 2 * n;
  }
  return at;
}

static enum tfn_status take_memory(struct fast_model *f)
{
  /* As in chapter 7: no row has more than 100000 numbers. */
  const size_t most = SIZE_MAX / sizeof(vec) / 100000;
  if (f->graph->edges > most || f->graph->nodes > most)
    return TFN_TOO_LARGE;
  const size_t n = (place(f, NULL) + 1) * sizeof(vec);
  f->memory = aligned_alloc(sizeof(vec), n);
  if (!f->memory)
    return TFN_NO_MEMORY;
  memset(f->memory, 0, n);
  place(f, f->memory);
  return TFN_OK;
}

/* ---- [create] A network on one graph ---- */
bool fast_model_applies(const struct model *model)
{
  for (int l = 0; l < MODEL_LAYERS; l++)
    if (!fast_layer_applies(&model->layer[l]))
      return false;
  return true;
}

enum tfn_status fast_model_create(const struct model *model,
                                  const struct graph *graph,
                                  struct fast_model **out)
{
  if (out)
    *out = NULL;
  if (!model || !graph || !out)
    return TFN_NULL;
  if (graph->lmax < model->lmax || !fast_model_applies(model))
    return TFN_BAD_SHAPE;
  struct fast_model *f = calloc(1, sizeof *f);
  if (!f)
    return TFN_NO_MEMORY;
  f->model = model;
  f->graph = graph;
  enum tfn_status status = lanes_create(graph, &f->lanes);
  if (!status)
    status = take_memory(f);
  if (!status)
    status = fast_model_look(f);
  if (status)
    fast_model_free(f);
  else
    *out = f;
  return status;
}

void fast_model_free(struct fast_model *f)
{
  if (!f)
    return;
  lanes_free(&f->lanes);
  free(f->memory);
  free(f);
}

/* ---- [look] What the graph alone decides ---- */
enum tfn_status fast_model_look(struct fast_model *f)
{
  if (!f)
    return TFN_NULL;
  const struct radial_basis *basis = &f->model->basis;
  const size_t edges = f->graph->edges;
  real *B = malloc((edges * basis->count + 1) * sizeof *B);
  if (!B)
    return TFN_NO_MEMORY;
  enum tfn_status status =
      radial_basis_forward(basis, edges, f->graph->length, B, NULL);
  if (!status)
    lanes_spread(&f->lanes, basis->count, B, f->B);
  free(B);
  for (int l = 0; l < MODEL_LAYERS; l++)
    fast_layer_look(&f->layer[l], f->graph);
  return status;
}

/* ---- [read] From nodes to logits and back ----
 *
 * The mean over a cloud, and chapter 7's reading of it: with parity the first
 * feature is a pseudoscalar q, and logits 0 and 1 are q and -q. */
static void read_logits(const struct fast_model *f, real *logits)
{
  const struct graph *graph = f->graph;
  const size_t dim = features(f->model, MODEL_LAYERS);
  const size_t skip = MODEL_CLASSES - dim;
  memset(logits, 0, graph->graphs * MODEL_CLASSES * sizeof *logits);
  for (size_t g = 0; g < graph->graphs; g++, logits += MODEL_CLASSES) {
    const size_t begin = graph->segment[g], end = graph->segment[g + 1];
    for (size_t i = begin; i < end; i++)
      for (size_t k = 0; k < dim; k++)
        logits[skip + k] += f->x[MODEL_LAYERS][i / LANES * dim + k][i % LANES];
    for (size_t k = skip; k < MODEL_CLASSES && end > begin; k++)
      logits[k] /= (real)(end - begin);
    if (f->model->kind == MODEL_PARITY) {
      logits[TETRIS_LEFT] = logits[skip];
      logits[TETRIS_RIGHT] = -logits[skip];
    }
  }
}

static void read_back(const struct fast_model *f, const real *dlogits)
{
  const struct graph *graph = f->graph;
  const size_t dim = features(f->model, MODEL_LAYERS);
  const size_t skip = MODEL_CLASSES - dim;
  for (size_t g = 0; g < graph->graphs; g++, dlogits += MODEL_CLASSES) {
    const size_t begin = graph->segment[g], end = graph->segment[g + 1];
    for (size_t k = 0; k < dim; k++) {
      real d = dlogits[skip + k];
      if (k == 0 && f->model->kind == MODEL_PARITY)
        d = dlogits[TETRIS_LEFT] - dlogits[TETRIS_RIGHT];
      for (size_t i = begin; i < end; i++)
        f->dx[MODEL_LAYERS][i / LANES * dim + k][i % LANES] =
            d / (real)(end - begin);
    }
  }
}

/* ---- [passes] Forward and backward ---- */
enum tfn_status fast_model_forward(struct fast_model *f, const real *w,
                                   real *logits)
{
  if (!f || !w || (f->graph->graphs && !logits))
    return TFN_NULL;
  for (size_t b = 0; b < f->lanes.blocks; b++)
    f->x[0][b] = vec_set(1); /* all cubes are alike */
  for (int l = 0; l < MODEL_LAYERS; l++)
    fast_layer_forward(&f->layer[l], f->B, w + f->model->block[l], f->x[l],
                       f->x[l + 1]);
  read_logits(f, logits);
  return TFN_OK;
}

enum tfn_status fast_model_backward(struct fast_model *f, const real *w,
                                    const real *dlogits, real *dw)
{
  if (!f || !w || !dw || (f->graph->graphs && !dlogits))
    return TFN_NULL;
  read_back(f, dlogits);
  for (int l = MODEL_LAYERS - 1; l >= 0; l--) {
    const size_t n = f->lanes.blocks * features(f->model, l);
    memset(f->dx[l], 0, n * sizeof(vec));
    fast_layer_backward(&f->layer[l], f->B, w + f->model->block[l], f->x[l],
                        f->dx[l + 1], l > 0 ? f->dx[l] : NULL);
    fast_layer_gradient(&f->layer[l], dw + f->model->block[l]);
  }
  return TFN_OK;
}

/* ---- [adam] Adam, for the compiler to take LANES at a time ---- */
SIMD_CLONES
static void descend(struct adam a, size_t n, const real *restrict g,
                    real *restrict m, real *restrict v, real *restrict w)
{
  const real t = (real)a.step;
  const real unbias1 = 1 / (1 - real_pow(a.beta1, t));
  const real unbias2 = 1 / (1 - real_pow(a.beta2, t));
  for (size_t k = 0; k < n; k++) {
    m[k] = a.beta1 * m[k] + (1 - a.beta1) * g[k];
    v[k] = a.beta2 * v[k] + (1 - a.beta2) * g[k] * g[k];
    w[k] -= a.rate * m[k] * unbias1 / (real_sqrt(v[k] * unbias2) + a.eps);
  }
}

enum tfn_status fast_adam_step(struct adam *adam, size_t n, const real *g,
                               real *m, real *v, real *w)
{
  if (n && (!g || !m || !v || !w))
    return TFN_NULL;
  /* Of nothing it checks the rest, counts the step, and does no more. */
  const enum tfn_status status = adam_step(adam, 0, NULL, NULL, NULL, NULL);
  if (status)
    return status;
  descend(*adam, n, g, m, v, w);
  return TFN_OK;
}

/* ---- [begin] A training run ---- */
enum tfn_status fast_training_begin(struct training *t, struct fast_training *f)
{
  if (f)
    memset(f, 0, sizeof *f);
  if (!t || !t->w || !f)
    return TFN_NULL;
  f->t = t;
  return fast_model_applies(&t->model)
             ? fast_model_create(&t->model, t->graph, &f->model)
             : TFN_OK;
}

void fast_training_free(struct fast_training *f)
{
  if (!f)
    return;
  fast_model_free(f->model);
  memset(f, 0, sizeof *f);
}

/* ---- [step] One step, and many ---- */
enum tfn_status fast_training_look(struct fast_training *f)
{
  if (!f || !f->t)
    return TFN_NULL;
  if (!f->model)
    return training_look(f->t);
  const enum tfn_status status =
      fast_model_forward(f->model, f->t->w, f->t->pass.logits);
  return status ? status : training_judge(f->t);
}

/* After a look. */
static enum tfn_status step(struct fast_training *f)
{
  struct training *t = f->t;
  if (!f->model)
    return training_step(t);
  if (!isfinite(t->loss))
    return TFN_NOT_FINITE;
  real dlogits[TETRIS_SHAPES * MODEL_CLASSES] = {0};
  const size_t n = model_weights(&t->model);
  memset(t->dw, 0, n * sizeof *t->dw);
  cross_entropy_backward(t->n, MODEL_CLASSES, t->p, t->labels, dlogits);
  fast_model_backward(f->model, t->w, dlogits, t->dw);
  return fast_adam_step(&t->adam, n, t->dw, t->m, t->v, t->w);
}

enum tfn_status fast_training_step(struct fast_training *f)
{
  const enum tfn_status status = fast_training_look(f);
  return status ? status : step(f);
}

enum tfn_status fast_training_run(struct fast_training *f, size_t most,
                                  void (*watch)(const struct training *t,
                                                void *context),
                                  void *context, bool *done)
{
  if (!done)
    return TFN_NULL;
  enum tfn_status status = fast_training_look(f);
  while (!status && !training_learned(f->t) && f->t->adam.step < most) {
    status = step(f);
    if (watch && !status)
      watch(f->t, context);
    if (!status)
      status = fast_training_look(f);
  }
  *done = !status && training_learned(f->t);
  return status;
}
