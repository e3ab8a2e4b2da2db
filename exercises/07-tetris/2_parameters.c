/* Exercise 7.2 (one star, 15 minutes, section 7.4): How many parameters?
 *
 * Take the networks `talk` and `large`, and let the sizes vary: layouts
 *
 *   1x0e -> Cx0e + ... + CxLe -> Cx0e + ... + CxLe -> 8x0e,
 *
 * all even, harmonics up to degree L, depthwise convolutions that keep the
 * degrees of the layer's output.  A layer has
 *
 *   the radial network   basis width + width (weights of an edge)
 *   the mixing           for every output degree: channels in, channels out
 *   the self-interaction the same, from the layer's input
 *   biases               one for every channel that is gated (layers 1 and 2),
 *                        one for every output (layer 3)
 *
 * Count them without making the network: it is all in the triangle rule.
 *
 * channels  C >= 1;  lmax  L >= 0;  basis, width  >= 1
 * Returns the number of parameters of all three layers; 0 when a size is out
 * of range. */
#include "exercises.h"
#include "todo.h"

size_t count_parameters(size_t channels, int lmax, size_t basis, size_t width)
{
  (void)channels;
  (void)lmax;
  (void)basis;
  (void)width;
  TODO("count the paths into every output degree, then the numbers of a layer");
  return 0;
}
