/* trial.c: the trained network on randomly moved shapes. */
#include "trial.h"
#include "loss.h"

/* ---- [stand] A stand to try a network on ----
 *
 * The eight shapes of one motion make one graph.  The first pass, as they
 * stand, gives the probabilities that no motion may change. */
struct stand {
  const struct network *network;
  const real *w;
  struct graph *graph;
  struct network_pass *pass;
  vec3 points[TETRIS_SHAPES * TETRIS_CUBES];
  size_t labels[TETRIS_SHAPES];
  real p0[TETRIS_SHAPES * LESSON_CLASSES], p[TETRIS_SHAPES * LESSON_CLASSES];
};

static enum tfn_status answer(struct stand *s, real *p)
{
  real loss, logits[TETRIS_SHAPES * LESSON_CLASSES];
  enum tfn_status status = network_forward(s->network, s->w, s->pass);
  if (status)
    return status;
  lesson_logits(s->network, TETRIS_SHAPES, s->pass->answer[0], logits);
  return loss_cross_entropy(TETRIS_SHAPES, LESSON_CLASSES, logits, s->labels, p,
                            &loss);
}

static enum tfn_status set_up(struct stand *s)
{
  for (size_t i = 0; i < TETRIS_SHAPES; i++) {
    tetris_points((enum tetris_shape)i, s->points + i * TETRIS_CUBES);
    s->labels[i] = i;
  }
  enum tfn_status status =
      model_graph(s->network, TETRIS_SHAPES, s->points, &s->graph);
  if (!status)
    status = network_pass_create(s->network, s->graph, &s->pass);
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
    const real *p = s->p + i * LESSON_CLASSES;
    size_t truth = image(i, mirror);
    for (size_t c = 0; c < LESSON_CLASSES; c++) {
      real before = s->p0[truth * LESSON_CLASSES + c];
      double change = fabs((double)p[c] - (double)before);
      *dp = change <= *dp ? *dp : change; /* NaN stays */
    }
    trial->confusion[truth][lesson_best(p)]++;
    trial->right += lesson_best(p) == truth;
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
  if (!status)
    status = network_look(s->network, s->pass);
  return status ? status : answer(s, s->p);
}

enum tfn_status trial_run(const struct network *network, const real *w,
                          const struct trial_plan *plan, struct trial *trial,
                          double *dp)
{
  if (!network || !w || !plan || !trial)
    return TFN_NULL;
  struct stand s = {.network = network, .w = w};
  struct trial sum = {0};
  struct random g = random_seed(plan->seed);
  enum tfn_status status = set_up(&s);
  for (size_t i = 0; i < plan->motions && !status; i++) {
    struct tetris_motion motion = tetris_motion(&g, plan->reach);
    double change;
    motion.mirror = plan->mirrors && i % 2 == 1;
    status = try_motion(&s, &motion);
    if (!status)
      compare(&s, motion.mirror, &sum, dp ? dp + i : &change);
  }
  if (!status)
    *trial = sum;
  network_pass_free(s.pass);
  graph_free(s.graph);
  return status;
}

double trial_accuracy(const struct trial *trial)
{
  return trial && trial->n ? (double)trial->right / (double)trial->n : 0;
}
