/* fast_limits.h: what this processor can do at most, measured here and now.
 *
 *   limit_arithmetic   multiply-adds in registers
 *   limit_read         bytes read from an array, again and again
 *   limit_write        bytes written by ordinary stores
 *   limit_stream       bytes written past the caches
 *
 * Each runs for about `seconds` and returns a rate, from the best of its
 * rounds: a limit is what nothing can exceed, so noise only counts against
 * it. */
#ifndef FAST_LIMITS_H
#define FAST_LIMITS_H

#include <stddef.h>

/* ---- [interface] Four limits ---- */

/* Floating-point operations per second of one thread in the precision of real,
 * a multiply-add counted as two. */
double limit_arithmetic(double seconds);

/* Bytes per second over an array of `bytes` bytes, rounded down to a multiple
 * of 512; 0 when nothing is left or there is no memory for it. */
double limit_read(size_t bytes, double seconds);
double limit_write(size_t bytes, double seconds);
double limit_stream(size_t bytes, double seconds);

#endif
