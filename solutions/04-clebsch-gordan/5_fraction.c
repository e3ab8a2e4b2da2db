/* Exercise 4.5 (two stars, 45 minutes, section 4.6): As a root of a fraction
 *
 * Commentary.  The factorials go into a list of prime exponents, where they
 * cancel by themselves; for j <= 5 none is above 16!, so the primes end at 13.
 * What is left on the two sides is below 2^24 and 2^49 (the bound of section
 * 4.8).  S is below 2^15 and may contain larger primes, but those cannot
 * cancel; so S is multiplied in twice, each time dividing by the common factor
 * first.  Since the coefficient is at most one, S^2 P never exceeds Q, and 64
 * bits are plenty. */
#include "exercises.h"

#include <stdlib.h>

static int64_t binomial(int n, int k)
{
  int64_t b = 1;
  if (k < 0 || k > n)
    return 0;
  for (int i = 1; i <= k; i++)
    b = b * (n - k + i) / i;
  return b;
}

/* power[p] += sign for every prime p in n, as often as it divides n. */
static void factor(int n, int sign, int power[17])
{
  for (int p = 2; n > 1; p++)
    for (; n % p == 0; n /= p)
      power[p] += sign;
}

static void factorial(int n, int sign, int power[17])
{
  for (int i = 2; i <= n; i++)
    factor(i, sign, power);
}

static uint64_t common(uint64_t a, uint64_t b)
{
  while (b) {
    uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static int64_t sum_of_terms(const int abc[3], int x1, int x2)
{
  int64_t sum = 0;
  for (int k = 0; k <= abc[0]; k++) {
    int64_t term = binomial(abc[0], k) * binomial(abc[1], x1 - k) *
                   binomial(abc[2], x2 - k);
    sum += k % 2 ? -term : term;
  }
  return sum;
}

static void under_the_root(const int J[3], const int M[3], const int abc[3],
                           uint64_t *up, uint64_t *down)
{
  int power[17] = {0};
  factor(J[2] + 1, 1, power);
  for (int i = 0; i < 3; i++) {
    factorial((J[i] + M[i]) / 2, 1, power);
    factorial((J[i] - M[i]) / 2, 1, power);
    factorial(abc[i], -1, power);
  }
  factorial(abc[0] + abc[1] + abc[2] + 1, -1, power);
  *up = *down = 1;
  for (int p = 2; p < 17; p++) {
    for (int e = power[p]; e > 0; e--)
      *up *= (uint64_t)p;
    for (int e = power[p]; e < 0; e++)
      *down *= (uint64_t)p;
  }
}

int cg_fraction(int two_j1, int two_m1, int two_j2, int two_m2, int two_j3,
                int two_m3, uint64_t *numerator OUT(1),
                uint64_t *denominator OUT(1))
{
  const int J[3] = {two_j1, two_j2, two_j3}, M[3] = {two_m1, two_m2, two_m3};
  *numerator = 0;
  *denominator = 1;
  for (int i = 0; i < 3; i++)
    if (J[i] < 0 || J[i] > 10 || abs(M[i]) > J[i] || (J[i] + M[i]) % 2 != 0)
      return 0;
  int sum = J[0] + J[1] + J[2];
  const int abc[3] = {sum / 2 - J[2], sum / 2 - J[1], sum / 2 - J[0]};
  if (sum % 2 != 0 || abc[0] < 0 || abc[1] < 0 || abc[2] < 0 ||
      M[0] + M[1] != M[2])
    return 0;
  int64_t S = sum_of_terms(abc, (J[0] - M[0]) / 2, (J[1] + M[1]) / 2);
  if (S == 0)
    return 0;
  under_the_root(J, M, abc, numerator, denominator);
  for (int twice = 0; twice < 2; twice++) {
    uint64_t size = (uint64_t)(S < 0 ? -S : S);
    uint64_t g = common(size, *denominator);
    *numerator *= size / g;
    *denominator /= g;
  }
  return S < 0 ? -1 : 1;
}
