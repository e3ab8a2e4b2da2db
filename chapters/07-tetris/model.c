/* model.c: the networks of this chapter, put together from the layers of the
 * last one.  See model.h. */
#include "model.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [plans] Six networks as a table ----
 *
 * `harmonics` are those of the edges; first and second the features after the
 * first two layers, `out` those after the last: the answer of each cube.  With
 * parity, what a layer can make grows: from scalars (0e) come vectors (1o),
 * from these axial vectors (1e), and only from those pseudoscalars (0o). */
static const struct plan {
  const char *name;
  int lmax;
  size_t basis, width; /* radial functions, width of the radial network */
  enum gate last;      /* of the last layer */
  const char *harmonics, *first, *second, *out;
} plans[MODEL_KINDS] = {
    {"talk", 1, 5, 3, GATE_NONE, "0e + 1e", "4x0e + 4x1e", "4x0e + 4x1e",
     "8x0e"},
    {"large", 2, 8, 16, GATE_NONE, "0e + 1e + 2e", "16x0e + 16x1e + 16x2e",
     "16x0e + 16x1e + 16x2e", "8x0e"},
    {"parity", 1, 5, 3, GATE_NONE, "0e + 1o", "4x0e + 4x1o",
     "4x0e + 4x1o + 4x1e", "1x0o + 6x0e"},
    {"polar", 1, 5, 3, GATE_NONE, "0e + 1o", "4x0e + 4x1o", "4x0e + 4x1o",
     "8x0e"},
    {"distances", 0, 5, 3, GATE_NONE, "0e", "4x0e", "4x0e", "8x0e"},
    {"gated", 1, 5, 3, GATE_NORM, "0e + 1e", "4x0e + 4x1e", "4x0e + 4x1e",
     "8x0e"},
};

/* Distances between cubes are 1 to 3: the Gaussians cover 0 to 3.5. */
static const real REACH = REAL(3.5);

static const struct plan *plan_of(enum model_kind kind)
{
  bool known = kind >= 1 && kind <= MODEL_KINDS;
  return known ? &plans[kind - 1] : NULL;
}

const char *model_name(enum model_kind kind)
{
  const struct plan *plan = plan_of(kind);
  return plan ? plan->name : NULL;
}

bool model_kind(const char *name, enum model_kind *kind)
{
  for (int i = 0; name && kind && i < MODEL_KINDS; i++)
    if (!strcmp(plans[i].name, name)) {
      *kind = (enum model_kind)(i + 1);
      return true;
    }
  return false;
}

/* ---- [create] From a plan to layers ---- */
static enum tfn_status create_layer(const struct plan *plan, const char *in,
                                    const char *out, enum gate gate,
                                    struct layer *layer)
{
  struct layer_description is = {.mode = TP_DEPTHWISE,
                                 .gate = gate,
                                 .basis = plan->basis,
                                 .hidden = plan->width};
  /* Every cube has three neighbours: the sum of three terms of variance 1
   * keeps variance 1. */
  is.scale = 1 / real_sqrt(TETRIS_CUBES - 1);
  irreps_parse(in, &is.in, NULL);
  irreps_parse(out, &is.out, NULL);
  irreps_parse(plan->harmonics, &is.harmonics, NULL);
  return layer_create(&is, layer);
}

static enum tfn_status create_layers(const struct plan *plan,
                                     struct model *model)
{
  const char *features[] = {"1x0e", plan->first, plan->second, plan->out};
  enum tfn_status status = TFN_OK;
  for (int l = 0; l < MODEL_LAYERS && !status; l++) {
    bool last = l == MODEL_LAYERS - 1;
    status = create_layer(plan, features[l], features[l + 1],
                          last ? plan->last : GATE_NORM, &model->layer[l]);
    model->block[l] = model->weights;
    model->weights += layer_weights(&model->layer[l]);
  }
  return status;
}

/* ---- [make] Making and releasing a network ---- */
enum tfn_status model_create(enum model_kind kind, struct model *model)
{
  if (!model)
    return TFN_NULL;
  memset(model, 0, sizeof *model);
  const struct plan *plan = plan_of(kind);
  if (!plan)
    return TFN_BAD_VALUE;
  model->kind = kind;
  model->lmax = plan->lmax;
  model->basis = (struct radial_basis){.kind = RADIAL_GAUSSIAN,
                                       .count = plan->basis,
                                       .cutoff = REACH,
                                       .envelope = 0};
  enum tfn_status status = create_layers(plan, model);
  if (status)
    model_free(model);
  return status;
}

void model_free(struct model *model)
{
  if (!model)
    return;
  for (int l = 0; l < MODEL_LAYERS; l++)
    layer_free(&model->layer[l]);
  memset(model, 0, sizeof *model);
}

size_t model_weights(const struct model *model)
{
  return model ? model->weights : 0;
}

/* ---- [initial] Where training starts ---- */
enum tfn_status model_initial(const struct model *model, uint64_t seed, real *w)
{
  if (!model || !w)
    return TFN_NULL;
  struct random g = random_seed(seed);
  memset(w, 0, model->weights * sizeof *w);
  enum tfn_status status = TFN_OK;
  for (int l = 0; l < MODEL_LAYERS && !status; l++)
    status = layer_initial(&model->layer[l], &g, w + model->block[l]);
  return status;
}

/* ---- [graph] Shapes as a graph ---- */
static void to_real(size_t n, const vec3 *points, real *r)
{
  for (size_t i = 0; i < n; i++) {
    r[3 * i] = (real)points[i].x;
    r[3 * i + 1] = (real)points[i].y;
    r[3 * i + 2] = (real)points[i].z;
  }
}

enum tfn_status model_graph(const struct model *model, size_t n,
                            const vec3 *points, struct graph **graph)
{
  if (graph)
    *graph = NULL;
  if (!model || !points || !graph)
    return TFN_NULL;
  if (n > SIZE_MAX / (TETRIS_CUBES * 3 * sizeof(real)))
    return TFN_TOO_LARGE;
  size_t *counts = malloc((n + 1) * sizeof *counts);
  real *r = malloc((n + 1) * TETRIS_CUBES * 3 * sizeof *r);
  enum tfn_status status = TFN_NO_MEMORY;
  if (counts && r) {
    for (size_t i = 0; i < n; i++)
      counts[i] = TETRIS_CUBES;
    to_real(n * TETRIS_CUBES, points, r);
    status =
        graph_all_pairs(n, counts, r, model->lmax, HARMONICS_COMPONENT, graph);
  }
  free(counts);
  free(r);
  return status;
}

enum tfn_status model_move(const vec3 *points, struct graph *graph)
{
  if (!points || !graph)
    return TFN_NULL;
  real *r = malloc((graph->nodes + 1) * 3 * sizeof *r);
  if (!r)
    return TFN_NO_MEMORY;
  to_real(graph->nodes, points, r);
  enum tfn_status status = graph_move(graph, r);
  free(r);
  return status;
}

/* ---- [pass] The memory of a pass ----
 *
 * One piece, cut by the same walk twice: first only to count, then to place
 * the pointers. */
static real *cut(real *memory, size_t *at, size_t n)
{
  real *piece = memory ? memory + *at : NULL;
  *at += n;
  return piece;
}

static size_t features(const struct model *model, int l)
{
  return l == 0 ? model->layer[0].is.in.dim : model->layer[l - 1].is.out.dim;
}

static size_t place(const struct model *model, const struct graph *graph,
                    struct pass *p)
{
  size_t at = 0, n = graph->nodes, g = graph->graphs;
  p->B = cut(p->memory, &at, graph->edges * model->basis.count);
  for (int l = 0; l <= MODEL_LAYERS; l++)
    p->x[l] = cut(p->memory, &at, n * features(model, l));
  for (int l = 0; l < MODEL_LAYERS; l++)
    p->work[l] = cut(p->memory, &at, layer_workspace(&model->layer[l], graph));
  p->answer = cut(p->memory, &at, g * features(model, MODEL_LAYERS));
  p->logits = cut(p->memory, &at, g * MODEL_CLASSES);
  size_t start = at;
  for (int l = 0; l <= MODEL_LAYERS; l++)
    p->dx[l] = cut(p->memory, &at, n * features(model, l));
  p->danswer = cut(p->memory, &at, g * features(model, MODEL_LAYERS));
  p->gradients = at - start;
  return at;
}

/* ---- [memory] Taking it and giving it back ----
 *
 * None of the networks takes 10000 numbers for an edge, a node or a cloud; the
 * bound leaves ten times as much, so that no sum in `place` can wrap. */
static bool too_large(const struct graph *graph)
{
  size_t most = SIZE_MAX / sizeof(real) / 100000;
  return graph->edges > most || graph->nodes > most || graph->graphs > most;
}

enum tfn_status pass_create(const struct model *model,
                            const struct graph *graph, struct pass *pass)
{
  if (pass)
    memset(pass, 0, sizeof *pass);
  if (!model || !graph || !pass)
    return TFN_NULL;
  if (too_large(graph))
    return TFN_TOO_LARGE;
  pass->memory = calloc(place(model, graph, pass) + 1, sizeof(real));
  if (!pass->memory)
    return TFN_NO_MEMORY;
  place(model, graph, pass);
  pass->graphs = graph->graphs;
  pass->nodes = graph->nodes;
  pass->edges = graph->edges;
  return TFN_OK;
}

void pass_free(struct pass *pass)
{
  if (pass)
    free(pass->memory), memset(pass, 0, sizeof *pass);
}

/* ---- [read] From the answer to eight logits ----
 *
 * Without parity the answer is the logits.  With parity it is a pseudoscalar q
 * and six scalars s: the logits are (q, -q, s).  A mirror turns q into -q, and
 * so it swaps left and right; no parameter can spoil that. */
static void read_answer(const struct model *model, size_t n, const real *answer,
                        real *logits)
{
  bool parity = model->kind == MODEL_PARITY;
  size_t dim = features(model, MODEL_LAYERS), skip = MODEL_CLASSES - dim;
  for (size_t i = 0; i < n; i++, answer += dim, logits += MODEL_CLASSES) {
    memcpy(logits + skip, answer, dim * sizeof *answer);
    if (parity) {
      logits[TETRIS_LEFT] = answer[0];
      logits[TETRIS_RIGHT] = -answer[0];
    }
  }
}

static void read_backward(const struct model *model, size_t n,
                          const real *dlogits, real *danswer)
{
  bool parity = model->kind == MODEL_PARITY;
  size_t dim = features(model, MODEL_LAYERS), skip = MODEL_CLASSES - dim;
  for (size_t i = 0; i < n; i++, danswer += dim, dlogits += MODEL_CLASSES) {
    memcpy(danswer, dlogits + skip, dim * sizeof *danswer);
    if (parity)
      danswer[0] = dlogits[TETRIS_LEFT] - dlogits[TETRIS_RIGHT];
  }
}

/* ---- [forward] The way there ---- */
static bool fits(const struct model *model, const struct graph *graph,
                 const struct pass *pass)
{
  return pass->memory && pass->nodes == graph->nodes &&
         pass->edges == graph->edges && pass->graphs == graph->graphs &&
         graph->lmax >= model->lmax;
}

enum tfn_status model_forward(const struct model *model,
                              const struct graph *graph, const real *w,
                              struct pass *pass)
{
  if (!model || !graph || !w || !pass)
    return TFN_NULL;
  if (!fits(model, graph, pass))
    return TFN_BAD_SHAPE;
  enum tfn_status status = radial_basis_forward(&model->basis, graph->edges,
                                                graph->length, pass->B, NULL);
  for (size_t i = 0; i < graph->nodes; i++)
    pass->x[0][i] = 1; /* all cubes are alike */
  for (int l = 0; l < MODEL_LAYERS && !status; l++)
    status =
        layer_forward(&model->layer[l], graph, pass->B, w + model->block[l],
                      pass->x[l], pass->work[l], pass->x[l + 1]);
  if (status)
    return status;
  pool_forward(graph, POOL_MEAN, features(model, MODEL_LAYERS),
               pass->x[MODEL_LAYERS], pass->answer);
  read_answer(model, graph->graphs, pass->answer, pass->logits);
  return TFN_OK;
}

/* ---- [backward] The way back ---- */
enum tfn_status model_backward(const struct model *model,
                               const struct graph *graph, const real *w,
                               struct pass *pass, const real *dlogits, real *dw)
{
  if (!model || !graph || !w || !pass || !dlogits || !dw)
    return TFN_NULL;
  if (!fits(model, graph, pass))
    return TFN_BAD_SHAPE;
  enum tfn_status status = TFN_OK;
  memset(pass->dx[0], 0, pass->gradients * sizeof(real));
  read_backward(model, graph->graphs, dlogits, pass->danswer);
  pool_backward(graph, POOL_MEAN, features(model, MODEL_LAYERS), pass->danswer,
                pass->dx[MODEL_LAYERS]);
  for (int l = MODEL_LAYERS - 1; l >= 0 && !status; l--)
    status = layer_backward(&model->layer[l], graph, pass->B,
                            w + model->block[l], pass->x[l], pass->work[l],
                            pass->dx[l + 1], dw + model->block[l],
                            l > 0 ? pass->dx[l] : NULL, NULL, NULL);
  return status;
}

/* ---- [look] The radial functions ---- */
enum tfn_status model_radial(const struct model *model, const real *w,
                             size_t layer, size_t n, const real *r, real *R)
{
  if (!model || !w || !r || !R)
    return TFN_NULL;
  if (layer >= MODEL_LAYERS)
    return TFN_BAD_VALUE;
  const struct layer *l = &model->layer[layer];
  size_t count = model->basis.count;
  if (n > SIZE_MAX / sizeof *r / (count + l->radial.hidden) - 1)
    return TFN_NO_MEMORY;
  real *B = malloc((n + 1) * (count + l->radial.hidden) * sizeof *B);
  real *block = malloc(layer_weights(l) * sizeof *block);
  enum tfn_status status = TFN_NO_MEMORY;
  if (B && block) {
    memcpy(block, w + model->block[layer], layer_weights(l) * sizeof *block);
    status = radial_basis_forward(&model->basis, n, r, B, NULL);
    if (!status)
      status = radial_net_forward(&l->radial, n, B,
                                  layer_parameters(l, block).radial,
                                  B + n * count, R);
  }
  free(B);
  free(block);
  return status;
}
