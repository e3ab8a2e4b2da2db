/* Exercise 11.1 (one star, 10 minutes, section 11.5): Layers for a chain
 *
 * How many layers does a network need to tell the two chains of k nodes apart?
 *
 *   LADDER_SCALAR   k + 1
 *   LADDER_NORM     ceil(k/2) + 2, with a gate behind the last layer
 *   LADDER_EGNN     ceil(k/2) + 1
 *   LADDER_SQUARE, LADDER_PAINN   floor(k/2) + 1
 *
 * kind  one of these; for any other return 0: no number of layers is enough,
 *       or the question has no answer
 * k     nodes in the line, >= 2; for fewer return 0  */
#include "exercises.h"
#include "todo.h"

size_t chain_layers(enum ladder_kind kind, size_t k)
{
  (void)kind, (void)k;
  TODO("the number of layers");
  return 0;
}
