/* Exercise @N@.1 (one star, 5 minutes, section @N@.1): Twice as much
 *
 * Commentary.  A sum is exact where a product would be too; both are one
 * operation.
 */
#include "exercises.h"

double twice@NN@(double x)
{
  return x + x;
}
