/* Exercise 0.2 (one star, 15 minutes, section 0.1): The six distances, in order
 *
 * Four points are given one after the other, x y z each.  Write their six
 * distances, the smallest first.  What is computed from these cannot know in
 * which order the points were numbered, nor how the piece is turned, nor
 * whether it was seen in a mirror.  */
#include "exercises.h"
#include "todo.h"

void sorted_distances(const double *points, double *distances)
{
  (void)points, (void)distances;
  TODO("six distances, the smallest first");
}
