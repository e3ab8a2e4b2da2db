/* exact.c: natural numbers of up to 2048 bits, ratios of factorials, and the
 * one correctly rounded square root that leads back to doubles. */
#include "exact.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* ---- [limbs] Base 2^32, lowest limb first ---- */
static void trim(struct exact *x)
{
  while (x->n > 0 && x->limb[x->n - 1] == 0)
    x->n--;
}

static void append(struct exact *x, uint32_t limb)
{
  assert(x->n < EXACT_LIMBS);
  x->limb[x->n++] = limb;
}

void exact_set(struct exact *x, uint32_t value)
{
  x->n = 0;
  if (value)
    append(x, value);
}

bool exact_is_zero(const struct exact *x)
{
  return x->n == 0;
}

size_t exact_bits(const struct exact *x)
{
  size_t bits = 0;
  if (x->n == 0)
    return 0;
  for (uint32_t top = x->limb[x->n - 1]; top; top >>= 1)
    bits++;
  return 32 * (x->n - 1) + bits;
}

int exact_compare(const struct exact *x, const struct exact *y)
{
  if (x->n != y->n)
    return x->n < y->n ? -1 : 1;
  for (size_t i = x->n; i-- > 0;)
    if (x->limb[i] != y->limb[i])
      return x->limb[i] < y->limb[i] ? -1 : 1;
  return 0;
}

/* ---- [addition] The sums taught in school ----
 *
 * A 64-bit integer holds two limbs and a carry.  In the difference, a borrow
 * shows as ones in the upper half: 0 - 1 is 2^64 - 1. */
void exact_add(struct exact *x, const struct exact *y)
{
  uint64_t carry = 0;
  while (x->n < y->n)
    append(x, 0);
  for (size_t i = 0; i < x->n; i++) {
    carry += (uint64_t)x->limb[i] + (i < y->n ? y->limb[i] : 0);
    x->limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry)
    append(x, (uint32_t)carry);
}

void exact_subtract(struct exact *x, const struct exact *y)
{
  uint64_t borrow = 0;
  assert(exact_compare(x, y) >= 0);
  for (size_t i = 0; i < x->n; i++) {
    uint64_t d = (uint64_t)x->limb[i] - (i < y->n ? y->limb[i] : 0) - borrow;
    x->limb[i] = (uint32_t)d;
    borrow = d >> 63;
  }
  trim(x);
}

/* ---- [products] Times and by a small number ---- */
void exact_times(struct exact *x, uint32_t factor)
{
  uint64_t carry = 0;
  for (size_t i = 0; i < x->n; i++) {
    carry += (uint64_t)x->limb[i] * factor;
    x->limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry)
    append(x, (uint32_t)carry);
  trim(x);
}

uint32_t exact_divide(struct exact *x, uint32_t divisor)
{
  uint64_t rest = 0;
  assert(divisor > 0);
  for (size_t i = x->n; i-- > 0;) {
    rest = rest << 32 | x->limb[i];
    x->limb[i] = (uint32_t)(rest / divisor);
    rest %= divisor;
  }
  trim(x);
  return (uint32_t)rest;
}

void exact_times_binomial(struct exact *x, int n, int k)
{
  assert(0 <= k && k <= n && n <= 65535);
  for (int i = 1; i <= k; i++) {
    exact_times(x, (uint32_t)(n - k + i));
    exact_divide(x, (uint32_t)i); /* exact: x (n-k+i)! / ((n-k)! i!) */
  }
}

/* ---- [square] Squares and shifts ---- */
void exact_square(const struct exact *x, struct exact *y)
{
  assert(2 * x->n <= EXACT_LIMBS);
  y->n = 2 * x->n;
  memset(y->limb, 0, y->n * sizeof *y->limb);
  for (size_t i = 0; i < x->n; i++) {
    uint64_t carry = 0;
    for (size_t j = 0; j < x->n; j++) {
      carry += (uint64_t)x->limb[i] * x->limb[j] + y->limb[i + j];
      y->limb[i + j] = (uint32_t)carry;
      carry >>= 32;
    }
    y->limb[i + x->n] = (uint32_t)carry;
  }
  trim(y);
}

void exact_shift(struct exact *x, size_t s)
{
  size_t limbs = s / 32, old = x->n;
  if (old == 0)
    return;
  for (size_t i = 0; i < limbs; i++)
    append(x, 0);
  memmove(x->limb + limbs, x->limb, old * sizeof *x->limb);
  memset(x->limb, 0, limbs * sizeof *x->limb);
  exact_times(x, (uint32_t)1 << s % 32);
}

/* ---- [factorials] Factorials as exponents of primes ---- */
static const int prime[EXACT_PRIMES] = {
    2,   3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
    47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103, 107,
    109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181,
    191, 193, 197, 199, 211, 223, 227, 229, 233, 239, 241, 251, 257, 263,
    269, 271, 277, 281, 283, 293, 307, 311, 313, 317, 331, 337, 347, 349,
    353, 359, 367, 373, 379, 383, 389, 397, 401, 409, 419, 421, 431, 433,
    439, 443, 449, 457, 461, 463, 467, 479, 487, 491, 499, 503, 509, 521,
    523, 541, 547, 557, 563, 569, 571, 577, 587, 593, 599, 601};

void ratio_one(struct ratio *r)
{
  memset(r, 0, sizeof *r);
}

static void raise(struct ratio *r, int i, int power)
{
  r->power[i] += power;
  if (r->primes <= i)
    r->primes = i + 1;
}

void ratio_times(struct ratio *r, int n, int power)
{
  assert(1 <= n && n <= EXACT_NMAX);
  for (int i = 0; n > 1; i++)
    for (; n % prime[i] == 0; n /= prime[i])
      raise(r, i, power);
}

void ratio_times_factorial(struct ratio *r, int n, int power)
{
  assert(0 <= n && n <= EXACT_NMAX);
  for (int i = 0; i < EXACT_PRIMES && prime[i] <= n; i++)
    for (int q = n; q >= prime[i];) {
      q /= prime[i];
      raise(r, i, power * q);
    }
}

/* ---- [apply] One side of a ratio, applied to a big number ----
 *
 * The primes with a positive exponent (side = +1) or a negative one (side = -1)
 * are multiplied into x, or divided out of it.  As many primes as fit are
 * gathered into one 32-bit factor.  Dividing in steps is allowed, because
 * floor(floor(x / p) / q) = floor(x / (p q)).  True when a rest was dropped. */
static bool fold(struct exact *x, uint32_t factor, bool divide)
{
  if (divide)
    return exact_divide(x, factor) != 0;
  exact_times(x, factor);
  return false;
}

static bool apply(struct exact *x, const struct ratio *r, int side, bool divide)
{
  uint32_t factor = 1;
  bool rest = false;
  for (int i = 0; i < r->primes; i++)
    for (int power = side * r->power[i]; power > 0; power--) {
      if (factor > UINT32_MAX / (uint32_t)prime[i]) {
        rest = fold(x, factor, divide) || rest;
        factor = 1;
      }
      factor *= (uint32_t)prime[i];
    }
  return fold(x, factor, divide) || rest;
}

/* ---- [introot] The root of a whole number, in two digits ----
 *
 * floor(sqrt(x)) for 2^116 <= x < 2^120, by the method of long division in
 * base B = 2^30.  With x = (top) B^2 + d1 B + d0 and high = floor(sqrt(top)),
 * what is left, top - high^2, gives the second digit: (left B + d1) / (2 high),
 * or a little less, since (high B + low)^2 = high^2 B^2 + 2 high low B + low^2
 * has a last term of which the quotient knows nothing. */
static uint64_t digit(const struct exact *x, size_t i)
{
  const uint32_t *limb = x->limb + 30 * i / 32; /* two of four */
  uint64_t two = limb[0] | (uint64_t)limb[1] << 32;
  return two >> 30 * i % 32 & 0x3fffffff;
}

static uint64_t integer_root(const struct exact *x, bool *rest)
{
  assert(exact_bits(x) > 116 && exact_bits(x) <= 120);
  uint64_t top = digit(x, 3) << 30 | digit(x, 2);
  uint64_t high = (uint64_t)sqrt((double)top); /* the double may round up, */
  if (high * high > top)                       /* but never to the next root */
    high--;
  uint64_t up = (top - high * high) << 30 | digit(x, 1);
  uint64_t low = up / (2 * high), root = (high << 30) + low;
  int64_t left = (int64_t)(up % (2 * high) << 30 | digit(x, 0));
  left -= (int64_t)(low * low);
  for (; left < 0; root--)
    left += (int64_t)(2 * root - 1);
  *rest = left != 0;
  return root;
}

/* ---- [root] Scale, root, round once ----
 *
 * With r = P / Q the result is sqrt(x^2 P / Q).  The fraction is scaled by a
 * power of four so that its whole part has 118 to 120 bits; the root then has
 * 59 or 60, six more than a double.  The last bit is set when anything was
 * dropped on the way: that one sticky bit makes the conversion to double round
 * as if all digits were known. */
double exact_root(const struct exact *x, const struct ratio *r)
{
  struct exact v, q;
  if (exact_is_zero(x))
    return 0;
  exact_square(x, &v);
  apply(&v, r, +1, false);
  exact_set(&q, 1);
  apply(&q, r, -1, false);
  assert(exact_bits(&v) <= exact_bits(&q) + 1);
  size_t shift = (exact_bits(&q) + 119 - exact_bits(&v)) / 2 * 2;
  exact_shift(&v, shift);
  bool dropped = apply(&v, r, -1, true), rest;
  uint64_t root = integer_root(&v, &rest);
  root = root << 1 | (dropped || rest);
  return ldexp((double)root, -(int)(shift / 2) - 1);
}
