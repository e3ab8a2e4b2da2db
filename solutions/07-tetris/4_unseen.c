/* Exercise 7.4 (two stars, 30 minutes, section 7.10): Learn the mirror shape
 *
 * Commentary.  Nothing in the lesson speaks of `right`, except that its logit
 * is pushed down for the seven others.  The answer is good because the logits
 * of left and right are q and -q, and q changes sign under a mirror: whatever
 * was learned about left is known about right.  The probability is therefore
 * *equal* to that of left being called left.  The largest logit is subtracted
 * before exp, so that nothing overflows. */
#include "exercises.h"

#include <math.h>

static double softmax_at(const real *z, size_t c)
{
  double most = (double)z[0], sum = 0;
  for (size_t k = 1; k < LESSON_CLASSES; k++)
    most = fmax(most, (double)z[k]);
  for (size_t k = 0; k < LESSON_CLASSES; k++)
    sum += exp((double)z[k] - most);
  return exp((double)z[c] - most) / sum;
}

static double ask(const struct training *t, enum tetris_shape shape)
{
  vec3 p[TETRIS_CUBES];
  struct graph *graph = NULL;
  struct network_pass *pass = NULL;
  real logits[LESSON_CLASSES];
  double answer = -1;
  if (tetris_points(shape, p) == TETRIS_OK &&
      model_graph(t->network, 1, p, &graph) == TFN_OK &&
      network_pass_create(t->network, graph, &pass) == TFN_OK &&
      network_forward(t->network, t->trainer.w, pass) == TFN_OK) {
    lesson_logits(t->network, 1, pass->answer[0], logits);
    answer = softmax_at(logits, (size_t)shape);
  }
  network_pass_free(pass);
  graph_free(graph);
  return answer;
}

double unseen_probability(uint64_t seed, size_t most_steps)
{
  static const enum tetris_shape seven[] = {
      TETRIS_LEFT, TETRIS_SQUARE, TETRIS_LINE,  TETRIS_CORNER,
      TETRIS_L,    TETRIS_T,      TETRIS_ZIGZAG};
  struct training t;
  double p = -1;
  if (training_begin(MODEL_PARITY, seed, 7, seven, &t) != TFN_OK)
    return -1;
  if (trainer_run(&t.trainer, most_steps, NULL, NULL, NULL) == TFN_OK)
    p = ask(&t, TETRIS_RIGHT);
  training_free(&t);
  return p;
}
