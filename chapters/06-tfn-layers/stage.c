/* stage.c: the checks in front of every stage. */
#include "stage.h"

#include <string.h>

/* ---- [check] What a stage may rely on ---- */
static enum tfn_status check(const struct stage *stage,
                             const struct stage_pass *pass)
{
  size_t count = 0;
  if (!stage || !stage->kind || !pass || !pass->geometry ||
      !pass->geometry->graph)
    return TFN_NULL;
  enum tfn_status status =
      stage->kind->workspace(stage, pass->geometry, &count);
  return !status && count && !pass->work ? TFN_NULL : status;
}

static enum tfn_status check_features(const struct stage *stage,
                                      const struct stage_pass *pass)
{
  enum tfn_status status = check(stage, pass);
  if (status)
    return status;
  bool nodes = pass->geometry->graph->nodes > 0;
  return (stage->weights && !pass->w) || (nodes && (!pass->x || !pass->y))
             ? TFN_NULL
             : TFN_OK;
}

/* ---- [shell] Check, then do ---- */
enum tfn_status stage_workspace(const struct stage *stage,
                                const struct geometry *geometry, size_t *count)
{
  if (!stage || !stage->kind || !geometry || !geometry->graph || !count)
    return TFN_NULL;
  *count = 0;
  return stage->kind->workspace(stage, geometry, count);
}

enum tfn_status stage_initial(const struct stage *stage, struct random *g,
                              real *w)
{
  if (!stage || !stage->kind || !g || (stage->weights && !w))
    return TFN_NULL;
  stage->kind->initial(stage, g, w);
  return TFN_OK;
}

enum tfn_status stage_look(const struct stage *stage,
                           const struct stage_pass *pass)
{
  enum tfn_status status = check(stage, pass);
  if (!status && stage->kind->look)
    stage->kind->look(stage, pass);
  return status;
}

enum tfn_status stage_forward(const struct stage *stage,
                              const struct stage_pass *pass)
{
  enum tfn_status status = check_features(stage, pass);
  if (!status)
    stage->kind->forward(stage, pass);
  return status;
}

enum tfn_status stage_backward(const struct stage *stage,
                               const struct stage_pass *pass)
{
  enum tfn_status status = check_features(stage, pass);
  if (!status && pass->geometry->graph->nodes && !pass->dy)
    status = TFN_NULL;
  if (!status)
    stage->kind->backward(stage, pass);
  return status;
}

void stage_free(struct stage *stage)
{
  if (!stage)
    return;
  if (stage->kind && stage->kind->free)
    stage->kind->free(stage->is);
  memset(stage, 0, sizeof *stage);
}
