/* exact.h: whole numbers without rounding, just enough of them for couplings.
 *
 *   exact_set              x := a small number
 *   exact_is_zero          is x = 0?
 *   exact_bits             how many binary digits x has
 *   exact_compare          x < y, x = y or x > y
 *   exact_add              x := x + y
 *   exact_subtract         x := x - y, for x >= y
 *   exact_times            x := x * a small number
 *   exact_divide           x := x / a small number; the remainder
 *   exact_times_binomial   x := x * n! / (k! (n - k)!)
 *   exact_square           y := x * x
 *   exact_shift            x := x * 2^s
 *   ratio_one              r := 1
 *   ratio_times            r := r * n^power
 *   ratio_times_factorial  r := r * (n!)^power
 *   exact_root             x sqrt(r), correctly rounded to a double
 *
 * A natural number is limbs in base 2^32, the lowest first, in memory of fixed
 * size: nothing is allocated.  A ratio is the exponents of its prime factors:
 * products and quotients of factorials are additions of small integers, and
 * whatever cancels is gone before a big number exists. */
#ifndef EXACT_H
#define EXACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- [natural] A natural number ----
 *
 * Less than 2^2048, which coupling three angular momenta up to j = 200 never
 * reaches (book section 4.8); an assert guards it.  limb[n - 1] is not zero,
 * and zero has n = 0.  Pointers must not be null. */
#define EXACT_LIMBS 64

struct exact {
  size_t n;                   /* limbs in use */
  uint32_t limb[EXACT_LIMBS]; /* x = sum of limb[i] 2^(32 i) */
};

void exact_set(struct exact *x, uint32_t value);
bool exact_is_zero(const struct exact *x);

/* The smallest b with x < 2^b; 0 for x = 0. */
size_t exact_bits(const struct exact *x);

/* Negative, zero or positive as x < y, x = y, x > y. */
int exact_compare(const struct exact *x, const struct exact *y);

void exact_add(struct exact *x, const struct exact *y);
void exact_subtract(struct exact *x, const struct exact *y);
void exact_times(struct exact *x, uint32_t factor);

/* divisor > 0; returns the remainder. */
uint32_t exact_divide(struct exact *x, uint32_t divisor);

/* 0 <= k <= n <= 65535. */
void exact_times_binomial(struct exact *x, int n, int k);

/* y must not be x. */
void exact_square(const struct exact *x, struct exact *y);
void exact_shift(struct exact *x, size_t s);

/* ---- [ratio] A positive rational by its prime factors ----
 *
 *   r = 2^power[0] 3^power[1] 5^power[2] ... 601^power[109]
 *
 * 601 is the largest prime that (j1 + j2 + j3 + 1)! needs at j = 200. */
#define EXACT_PRIMES 110
#define EXACT_NMAX   606 /* the next prime is 607 */

struct ratio {
  int primes; /* only the first ones can have a power that is not zero */
  int power[EXACT_PRIMES];
};

void ratio_one(struct ratio *r);

/* 1 <= n <= EXACT_NMAX; power of either sign. */
void ratio_times(struct ratio *r, int n, int power);

/* 0 <= n <= EXACT_NMAX.  Legendre: the power of p in n! is
 * floor(n / p) + floor(n / p^2) + ... */
void ratio_times_factorial(struct ratio *r, int n, int power);

/* ---- [rootdecl] Out of exact arithmetic, once ---- */

/* x sqrt(r), correctly rounded: the double nearest to the true value, for
 * 0 <= x sqrt(r) <= 1 (an assert guards it) and results above 1e-290. */
double exact_root(const struct exact *x, const struct ratio *r);

#endif
