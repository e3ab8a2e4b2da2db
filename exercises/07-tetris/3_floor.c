/* Exercise 7.3 (two stars, 30 minutes, section 7.9): A confusion you can
 * explain
 *
 * A network cannot tell some inputs apart.  It may be blind to mirrors, or a
 * gate has died; whatever the reason, inputs with the same number in
 * `looks_like` get the same probabilities.  Every input has a label of its own.
 * What is the least loss
 *
 *   loss = -(1/n) sum_i log p_i,label(i)
 *
 * that such a network can reach?  The book found (log 2)/4 for eight shapes of
 * which two look alike, and log 8 when all eight do.
 *
 * n           inputs, each with its own label
 * looks_like  (n) any numbers; equal means indistinguishable
 * Returns the greatest lower bound of the loss, in nats; 0 for n = 0. */
#include "exercises.h"
#include "todo.h"

double loss_floor(size_t n, const size_t *looks_like)
{
  (void)n;
  (void)looks_like;
  TODO("what does a group of k inputs that look alike cost at least?");
  return -1;
}
