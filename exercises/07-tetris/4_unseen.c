/* Exercise 7.4 (two stars, 30 minutes, section 7.10): Learn the mirror shape
 *
 * Teach the network with parity seven shapes, all but TETRIS_RIGHT, and then
 * show it that one, as tetris_points gives it.  With which probability does it
 * say `right`?
 *
 * Use training_begin and trainer_run for the lesson; model_graph,
 * network_pass_create, network_forward and lesson_logits for the question; and
 * the softmax
 *
 *   p_c = exp(z_c) / sum_d exp(z_d)
 *
 * for the answer.  Free what you make.
 *
 * seed        of the network;  most_steps  as for trainer_run
 * Returns the probability of `right` for the shape never seen, whether or not
 * the lesson was finished; a negative number when anything fails. */
#include "exercises.h"
#include "todo.h"

double unseen_probability(uint64_t seed, size_t most_steps)
{
  (void)seed;
  (void)most_steps;
  TODO("teach seven shapes to MODEL_PARITY, then show it the eighth");
  return -1;
}
