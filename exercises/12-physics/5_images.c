/* Exercise 12.5 (two stars, 30 minutes, section 12.9): How many images?
 *
 * An atom in a cell with the vectors a_0, a_1, a_2 has images at
 * n_0 a_0 + n_1 a_1 + n_2 a_2.  Count those, itself left out, that are nearer
 * than the radius.  The cell may be as skew as it likes, and the radius longer
 * than the cell: how far must each n_k run?
 *
 * cell    (3, 3), a vector in each row; they do not lie in a plane
 * radius  > 0
 * Returns how many.  */
#include "exercises.h"
#include "todo.h"

size_t count_images(const double *cell, double radius)
{
  (void)cell, (void)radius;
  TODO("three loops as far as the heights of the cell say");
  return 0;
}
