/* random.h: reproducible random numbers from a printed seed.
 *
 *   random_seed      a generator from a 64-bit seed
 *   random_bits      64 uniform bits
 *   random_below     a uniform integer below n
 *   random_uniform   a uniform double in [0, 1)
 *   random_normal    a standard normal double */
#ifndef TFN_RANDOM_H
#define TFN_RANDOM_H

#include "api.h"

#include <stdint.h>

API_BEGIN

/* ---- [state] The generator is a value ----
 *
 * xoshiro256** of Blackman and Vigna: 256 bits of state, no hidden global,
 * the same numbers on every machine. */
struct random {
  uint64_t s[4];
};

/* ---- [interface] What one can ask of it ---- */

/* A generator whose whole sequence is fixed by `seed` (any value, 0 too). */
struct random random_seed(uint64_t seed);

/* 64 independent uniform bits. */
uint64_t random_bits(struct random *g);

/* A uniform integer in 0..n-1, without modulo bias; 0 when n is 0. */
uint64_t random_below(struct random *g, uint64_t n);

/* A uniform multiple of 2^-53 in [0, 1). */
double random_uniform(struct random *g);

/* A standard normal number: mean 0, variance 1 (Marsaglia's polar method). */
double random_normal(struct random *g);

API_END

#endif
