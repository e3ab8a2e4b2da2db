/* Exercise 8.1 (one star, 15 minutes, section 8.1): Under the roof
 *
 * Arithmetic and memory work at the same time, so a piece of work takes as
 * long as the slower of the two:
 *
 *   seconds = max(flops / peak, bytes / bandwidth)
 *
 * Now let A write `between` bytes and B read them back.  Fused, the two do the
 * same operations, and these bytes are neither written nor read.  How many
 * times less do they take?
 *
 * flops      operations, >= 0
 * bytes      bytes read and written, >= 0; `between` is in bytes_a and again in
 *            bytes_b, and so not greater than either
 * peak       operations per second, > 0
 * bandwidth  bytes per second, > 0
 * seconds    out
 *
 * roof_time returns what the work waits for, ROOF_ARITHMETIC at the bend; or
 * ROOF_BAD, with seconds untouched, when the pointer is null or a number is not
 * finite or out of range.
 * fusion_gain returns (time of A + time of B) / (time of both, fused): infinity
 * when fusing leaves nothing to do, 1 when there never was anything, NaN for
 * bad numbers. */
#include "exercises.h"
#include "todo.h"

enum roof roof_time(double flops, double bytes, double peak, double bandwidth,
                    double *seconds)
{
  (void)flops, (void)bytes, (void)peak, (void)bandwidth, (void)seconds;
  TODO("the longer of two times");
  return ROOF_BAD;
}

double fusion_gain(double flops_a, double bytes_a, double flops_b,
                   double bytes_b, double between, double peak,
                   double bandwidth)
{
  (void)flops_a, (void)bytes_a, (void)flops_b, (void)bytes_b;
  (void)between, (void)peak, (void)bandwidth;
  TODO("two pieces of work, then one");
  return 0;
}
