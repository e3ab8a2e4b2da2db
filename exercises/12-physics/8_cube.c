/* Exercise 12.8 (three stars, 60 minutes, section 12.9): Neighbours in a cube
 *
 * A cube of the given edge repeats in all three directions.  Count, for each of
 * n points, how many others are nearer than the cutoff, images included.  The
 * cutoff is at most a third of the edge, so no point has two images that are
 * near, and none is near to an image of itself.
 *
 * Comparing all pairs takes too long: there are tests with 30000 points.  Cut
 * the cube into bins at least as wide as the cutoff, and look into 27 of them.
 *
 * r     (n, 3), anywhere in space
 * near  out (n)
 * Returns false, and leaves near alone, when edge or cutoff is not positive or
 * the cutoff is longer than a third of the edge.  */
#include "exercises.h"
#include "todo.h"

bool near_in_cube(size_t n, const double *r, double edge, double cutoff,
                  size_t *near)
{
  (void)n, (void)r, (void)edge, (void)cutoff, (void)near;
  TODO("bins, a list of points in each, and the 27 bins around every point");
  return false;
}
