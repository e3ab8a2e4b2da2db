/* Exercise 8.1 (one star, 15 minutes, section 8.1): Under the roof
 *
 * Commentary.  The longer of two times is the roofline turned round: flops
 * over it is the smaller of peak and intensity times bandwidth.  Fusing never
 * loses, as max(a, b) + max(c, d) is at least max(a + c, b + d), and bytes only
 * get fewer.  How much it gains depends on who waits for what.  Two pieces of
 * work that wait for memory, and have most of their bytes between them, gain
 * whatever share that is.  Two that wait for arithmetic gain nothing, however
 * many bytes are saved.  And one of each kind overlap: the memory of the first
 * then works during the arithmetic of the second.
 *
 * 0/0 is the one case the formula does not decide. */
#include "exercises.h"

#include <math.h>

static bool amount(double x)
{
  return x >= 0 && isfinite(x);
}

enum roof roof_time(double flops, double bytes, double peak, double bandwidth,
                    double *seconds)
{
  if (!seconds || !amount(flops) || !amount(bytes) || !amount(peak) ||
      !amount(bandwidth) || peak == 0 || bandwidth == 0)
    return ROOF_BAD;
  const double arithmetic = flops / peak, memory = bytes / bandwidth;
  *seconds = fmax(arithmetic, memory);
  return arithmetic >= memory ? ROOF_ARITHMETIC : ROOF_MEMORY;
}

double fusion_gain(double flops_a, double bytes_a, double flops_b,
                   double bytes_b, double between, double peak,
                   double bandwidth)
{
  double a, b, fused;
  if (!(between >= 0 && between <= bytes_a && between <= bytes_b))
    return (double)NAN;
  if (!roof_time(flops_a, bytes_a, peak, bandwidth, &a) ||
      !roof_time(flops_b, bytes_b, peak, bandwidth, &b))
    return (double)NAN;
  const double bytes = (bytes_a - between) + (bytes_b - between);
  if (!roof_time(flops_a + flops_b, bytes, peak, bandwidth, &fused))
    return (double)NAN;
  return a + b == 0 ? 1 : (a + b) / fused;
}
