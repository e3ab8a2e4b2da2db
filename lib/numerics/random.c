/* random.c: xoshiro256** seeded through splitmix64, and normal deviates.
 * D. Blackman, S. Vigna, ACM Trans. Math. Softw. 47(4):36, 2021. */
#include "random.h"

#include <math.h>

/* ---- [seed] From one word to four ----
 *
 * splitmix64 spreads a seed such as 1 or 2 over all 256 bits; two seeds that
 * differ in one bit give unrelated states, and no seed gives all zeros. */
static uint64_t splitmix(uint64_t *x)
{
  uint64_t z = (*x += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

struct random random_seed(uint64_t seed)
{
  struct random g;
  for (int i = 0; i < 4; i++)
    g.s[i] = splitmix(&seed);
  return g;
}

/* ---- [bits] Sixty-four bits ---- */
static uint64_t rotate_left(uint64_t x, int k)
{
  return (x << k) | (x >> (64 - k));
}

uint64_t random_bits(struct random *g)
{
  uint64_t *s = g->s;
  uint64_t result = rotate_left(s[1] * 5, 7) * 9;
  uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left(s[3], 45);
  return result;
}

/* ---- [uniform] Integers and fractions ----
 *
 * Taking bits modulo n would favour small values: numbers below the first
 * multiple of n that does not fit are thrown away and drawn again. */
uint64_t random_below(struct random *g, uint64_t n)
{
  if (n == 0)
    return 0;
  uint64_t reject = (0 - n) % n, bits;
  do
    bits = random_bits(g);
  while (bits < reject);
  return bits % n;
}

double random_uniform(struct random *g)
{
  return (double)(random_bits(g) >> 11) * 0x1p-53;
}

/* ---- [normal] The bell curve ----
 *
 * A point drawn uniformly in the unit disc has a squared radius that is
 * uniform on (0, 1): its logarithm supplies the length and the point itself
 * the direction of a two-dimensional normal vector.  One half is used. */
double random_normal(struct random *g)
{
  double x, y, q;
  do {
    x = 2 * random_uniform(g) - 1;
    y = 2 * random_uniform(g) - 1;
    q = x * x + y * y;
  } while (q >= 1 || q == 0);
  return x * sqrt(-2 * log(q) / q);
}
