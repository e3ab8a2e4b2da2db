/* Exercise 7.2 (one star, 15 minutes, section 7.4): How many parameters?
 *
 * Commentary.  With everything even, a path (l1, l2, l3) exists when the
 * triangle rule allows it; l1 runs over the input's degrees, l2 over the
 * harmonics', l3 over the output's.  A depthwise path has the channels of its
 * input, so the messages of degree l3 have (paths into l3) x (channels in)
 * channels.  The self-interaction joins equal degrees only.  In the last layer
 * the output has degree 0 alone, and this cuts everything else to 0, too: all
 * paths (l, l, 0).  For the talk's sizes the three layers give
 * 41 + 195 + 143. */
#include "exercises.h"

#include <stdlib.h>

static size_t paths_into(int l3, int in, int lmax)
{
  size_t n = 0;
  for (int l1 = 0; l1 <= in; l1++)
    for (int l2 = 0; l2 <= lmax; l2++)
      n += abs(l1 - l2) <= l3 && l3 <= l1 + l2;
  return n;
}

/* A layer from degrees 0..in to degrees 0..out. */
static size_t layer(size_t c_in, int in, size_t c_out, int out, int lmax,
                    size_t basis, size_t width)
{
  size_t paths = 0, self = 0;
  for (int l = 0; l <= out; l++) {
    paths += paths_into(l, in, lmax);
    self += l <= in;
  }
  size_t edge = paths * c_in;
  size_t biases = (size_t)(out + 1) * c_out;
  return basis * width + width * edge + edge * c_out + self * c_in * c_out +
         biases;
}

size_t count_parameters(size_t channels, int lmax, size_t basis, size_t width)
{
  if (channels < 1 || lmax < 0 || basis < 1 || width < 1)
    return 0;
  return layer(1, 0, channels, lmax, lmax, basis, width) +
         layer(channels, lmax, channels, lmax, lmax, basis, width) +
         layer(channels, lmax, 8, 0, lmax, basis, width);
}
