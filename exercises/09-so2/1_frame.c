/* Exercise 9.1 (one star, 20 minutes, section 9.2): A frame without an angle
 *
 * Find a rotation Q that takes an edge to the pole:
 *
 *   Q v = |v| z,   R^T R = 1,   det Q = 1
 *
 * Any of them will do: whatever is turned about z afterwards changes nothing.
 * Use no sine, no cosine and no arc function.
 *
 * v  not zero, in any unit: it may point along z or against it, and be so short
 *    that the square of its length is out of range (1e-310)
 * Returns Q; its third row is v/|v|.  */
#include "exercises.h"
#include "todo.h"

rot3 edge_frame(vec3 v)
{
  (void)v;
  TODO("three rows: two that complete the direction, and the direction");
  return so3_identity();
}
