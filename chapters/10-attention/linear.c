/* linear.c: the self-interaction of chapter 6 as a stage of its own. */
#include "linear.h"

#include "memory.h"
#include "nodewise.h"

#include <stdlib.h>
#include <string.h>

/* ---- [linear] Forward and backward ---- */
struct linear {
  struct mix mix;
  bool bias;
};

static enum tfn_status workspace(const struct stage *stage,
                                 const struct geometry *geometry, size_t *count)
{
  (void)stage, (void)geometry;
  *count = 0;
  return TFN_OK;
}

static void initial(const struct stage *stage, struct random *g, real *w)
{
  const struct linear *is = stage->is;
  mix_initial(&is->mix, NULL, g, w);
  for (size_t k = is->mix.weights; k < stage->weights; k++)
    w[k] = 0;
}

static void forward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct linear *is = stage->is;
  size_t nodes = pass->geometry->graph->nodes;
  mix_forward(&is->mix, nodes, pass->x, pass->w, false, pass->y);
  if (is->bias)
    bias_forward(&stage->out, nodes, pass->w + is->mix.weights, pass->y);
}

static void backward(const struct stage *stage, const struct stage_pass *pass)
{
  const struct linear *is = stage->is;
  size_t nodes = pass->geometry->graph->nodes;
  mix_backward(&is->mix, nodes, pass->x, pass->w, pass->dy, pass->dx, pass->dw);
  if (is->bias && pass->dw)
    bias_backward(&stage->out, nodes, pass->dy, pass->dw + is->mix.weights);
}

/* ---- [stage] Its table of functions ---- */
static void release(void *is)
{
  struct linear *linear = is;
  mix_free(&linear->mix);
  free(linear);
}

static const struct stage_kind LINEAR = {.name = "linear",
                                         .degree = 1,
                                         .workspace = workspace,
                                         .initial = initial,
                                         .forward = forward,
                                         .backward = backward,
                                         .free = release};

enum tfn_status linear_stage(const struct irreps *in, const struct irreps *out,
                             bool bias, struct stage *stage)
{
  if (stage)
    memset(stage, 0, sizeof *stage);
  if (!in || !out || !stage)
    return TFN_NULL;
  struct linear *is = memory_array(1, sizeof *is);
  if (!is)
    return TFN_NO_MEMORY;
  enum tfn_status status = mix_create(in, out, false, &is->mix);
  if (status) {
    free(is);
    return status;
  }
  is->bias = bias && bias_count(out) > 0;
  *stage = (struct stage){.kind = &LINEAR,
                          .in = *in,
                          .out = *out,
                          .weights = is->mix.weights +
                                     (is->bias ? bias_count(out) : 0),
                          .variant = is->bias,
                          .is = is};
  return TFN_OK;
}
