/* clebsch_gordan.c: exact coefficients of SU(2), the change to the real basis,
 * and the naive sum that shows why exactness is worth its price. */
#include "clebsch_gordan.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>

#include "exact.h"

/* ---- [triangle] Which irreps a product contains ---- */
bool cg_allowed(int l1, int l2, int l3)
{
  /* |a - b| <= a + b only if neither is negative, and then c is not either. */
  long long a = l1, b = l2, c = l3;
  return llabs(a - b) <= c && c <= a + b;
}

/* ---- [message] A status in words ---- */
const char *cg_message(enum cg_status status)
{
  switch (status) {
  case CG_OK:
    return "no error";
  case CG_BAD_L:
    return "a degree is negative or larger than the tables allow";
  case CG_BAD_M:
    return "m lies outside -j..j, or j + m is not a whole number";
  case CG_FORBIDDEN:
    return "the triangle rule forbids this triple: there is no coupling";
  case CG_NULL:
    return "a pointer is null";
  case CG_NO_MEMORY:
    return "out of memory";
  case CG_NO_CONVERGENCE:
    return "the singular value decomposition did not converge";
  }
  return "unknown status";
}

/* ---- [arguments] The six arguments as whole numbers ----
 *
 * All that a formula needs is whole even when j and m are halves:
 *
 *   a = j1 + j2 - j3,  b = j1 - j2 + j3,  c = -j1 + j2 + j3,
 *   x1 = j1 - m1,  x2 = j2 + m2,  and j + m, j - m for each of the three. */
struct coupling {
  int a, b, c;
  int x1, x2;
  int plus[3], minus[3];
  int two_j3;
};

static enum cg_status check_state(int two_j, int two_m)
{
  if (two_j < 0 || two_j > CG_TWO_J_MAX)
    return CG_BAD_L;
  if (two_m > two_j || two_m < -two_j || (two_j + two_m) % 2 != 0)
    return CG_BAD_M;
  return CG_OK;
}

/* Fills `p`; false when a selection rule makes the coefficient zero. */
static bool couple(const int two_j[3], const int two_m[3], struct coupling *p)
{
  int sum = two_j[0] + two_j[1] + two_j[2];
  p->a = sum / 2 - two_j[2];
  p->b = sum / 2 - two_j[1];
  p->c = sum / 2 - two_j[0];
  for (int i = 0; i < 3; i++) {
    p->plus[i] = (two_j[i] + two_m[i]) / 2;
    p->minus[i] = (two_j[i] - two_m[i]) / 2;
  }
  p->x1 = p->minus[0];
  p->x2 = p->plus[1];
  p->two_j3 = two_j[2];
  return sum % 2 == 0 && p->a >= 0 && p->b >= 0 && p->c >= 0 &&
         two_m[0] + two_m[1] == two_m[2];
}

/* ---- [evaluate] Checked once, for every way to compute ---- */
static enum cg_status evaluate(const int two_j[3], const int two_m[3],
                               double (*way)(const struct coupling *),
                               double *value)
{
  struct coupling p;
  for (int i = 0; i < 3; i++) {
    enum cg_status status = check_state(two_j[i], two_m[i]);
    if (status != CG_OK)
      return status;
  }
  if (!value)
    return CG_NULL;
  *value = couple(two_j, two_m, &p) ? way(&p) : 0;
  return CG_OK;
}

static int max_int(int a, int b)
{
  return a > b ? a : b;
}

static int min_int(int a, int b)
{
  return a < b ? a : b;
}

/* The k for which all six factorials of Racah's sum have arguments >= 0. */
static int first_k(const struct coupling *p)
{
  return max_int(0, max_int(p->x1 - p->b, p->x2 - p->c));
}

static int last_k(const struct coupling *p)
{
  return min_int(p->a, min_int(p->x1, p->x2));
}

/* ---- [sum] Racah's sum in whole numbers ----
 *
 *   S = sum over k of (-1)^k C(a, k) C(b, x1 - k) C(c, x2 - k)
 *
 * Every term is a whole number.  From one to the next we multiply by three
 * small numbers and divide by three.  Positive and negative terms are gathered
 * apart and subtracted once, so no sign is ever attached to a big number.
 * Writes |S|; returns true when S < 0. */
static bool racah_sum(const struct coupling *p, struct exact *S)
{
  struct exact term, odd;
  int k = first_k(p), last = last_k(p);
  exact_set(&term, 1);
  exact_times_binomial(&term, p->a, k);
  exact_times_binomial(&term, p->b, p->x1 - k);
  exact_times_binomial(&term, p->c, p->x2 - k);
  exact_set(S, 0);
  exact_set(&odd, 0);
  for (;; k++) {
    exact_add(k % 2 ? &odd : S, &term);
    if (k == last)
      break;
    exact_times(&term, (uint32_t)((p->a - k) * (p->x1 - k) * (p->x2 - k)));
    exact_divide(&term, (uint32_t)((k + 1) * (p->b - p->x1 + k + 1) *
                                   (p->c - p->x2 + k + 1)));
  }
  bool negative = exact_compare(S, &odd) < 0;
  exact_subtract(negative ? &odd : S, negative ? S : &odd);
  if (negative)
    *S = odd;
  return negative;
}

/* ---- [prefactor] What stands under the root ----
 *
 *       2 j3 + 1
 *   ----------------  times the product of (j + m)! (j - m)! over the three
 *   (J + 1)! a! b! c!
 *
 * The fraction is the same for all coefficients of the three degrees, and the
 * factorials of the first state for a whole row of them. */
static void degrees_under_root(const struct coupling *p, struct ratio *r)
{
  ratio_one(r);
  ratio_times(r, p->two_j3 + 1, 1);
  ratio_times_factorial(r, p->a + p->b + p->c + 1, -1);
  ratio_times_factorial(r, p->a, -1);
  ratio_times_factorial(r, p->b, -1);
  ratio_times_factorial(r, p->c, -1);
}

static void state_under_root(const struct coupling *p, int i, struct ratio *r)
{
  ratio_times_factorial(r, p->plus[i], 1);
  ratio_times_factorial(r, p->minus[i], 1);
}

/* ---- [exact] The coefficient, rounded once ----
 *
 * `halves` divides the square by 2^halves before rounding: a real tensor needs
 * some coefficients over sqrt 2, and dividing afterwards would round twice.
 * `row` is what its row shares under the root. */
static double exact_coefficient(const struct coupling *p,
                                const struct ratio *row, int halves)
{
  struct exact S;
  bool negative = racah_sum(p, &S);
  if (exact_is_zero(&S))
    return 0;
  struct ratio r = *row;
  state_under_root(p, 1, &r);
  state_under_root(p, 2, &r);
  ratio_times(&r, 2, -halves);
  double size = exact_root(&S, &r);
  return negative ? -size : size;
}

static double rounded_once(const struct coupling *p)
{
  struct ratio row;
  degrees_under_root(p, &row);
  state_under_root(p, 0, &row);
  return exact_coefficient(p, &row, 0);
}

enum cg_status cg_su2(int two_j1, int two_m1, int two_j2, int two_m2,
                      int two_j3, int two_m3, double *value)
{
  return evaluate((const int[]){two_j1, two_j2, two_j3},
                  (const int[]){two_m1, two_m2, two_m3}, rounded_once, value);
}

/* ---- [naive] The same formula in floating point ----
 *
 * Factorials as doubles, term by term, as the formula stands in textbooks.
 * 171! is infinite; long before that the terms of the sum, each rounded, are
 * larger than what is left when they cancel. */
static double factorial(int n)
{
  double product = 1;
  for (int i = 2; i <= n; i++)
    product *= i;
  return product;
}

static double naive_term(const struct coupling *p, int k)
{
  double down = factorial(k) * factorial(p->a - k) * factorial(p->x1 - k) *
                factorial(p->x2 - k) * factorial(p->b - p->x1 + k) *
                factorial(p->c - p->x2 + k);
  return (k % 2 ? -1 : 1) / down;
}

static double naive_coefficient(const struct coupling *p)
{
  double root = p->two_j3 + 1, sum = 0;
  root *= factorial(p->a) * factorial(p->b) * factorial(p->c) /
          factorial(p->a + p->b + p->c + 1);
  root = sqrt(root);
  for (int i = 0; i < 3; i++)
    root *= sqrt(factorial(p->plus[i])) * sqrt(factorial(p->minus[i]));
  for (int k = first_k(p); k <= last_k(p); k++)
    sum += naive_term(p, k);
  return root * sum;
}

enum cg_status cg_su2_racah(int two_j1, int two_m1, int two_j2, int two_m2,
                            int two_j3, int two_m3, double *value)
{
  return evaluate((const int[]){two_j1, two_j2, two_j3},
                  (const int[]){two_m1, two_m2, two_m3}, naive_coefficient,
                  value);
}

/* ---- [phases] The change of basis, counted in quarter turns ----
 *
 * With M = |m| and complex harmonics Y_l^mu in the Condon-Shortley convention,
 *
 *   m = 0:  Y^0     m > 0:  ((-1)^M Y^M + Y^-M) / sqrt 2
 *                   m < 0:  i (Y^-M - (-1)^M Y^M) / sqrt 2
 *
 * Apart from the root, every entry of this unitary U is a power of i.  This is
 * the exponent of i in U[m][mu], for mu = m or mu = -m. */
static int quarter_turns(int m, int mu)
{
  if (m == 0)
    return 0;
  if (m > 0)
    return mu > 0 ? 2 * m : 0;
  return mu > 0 ? 3 - 2 * m : 1;
}

/* ---- [couplings] The SU(2) coefficients a real tensor needs ----
 *
 * W[M1][mu2] = <l1 M1 l2 mu2 | l3 M1 + mu2> for M1 = 0..l1, mu2 = -l2..l2: the
 * other half follows by complex conjugation.  A real entry is twice the real
 * part of one product with a 1/sqrt 2 for each m that is not zero; together
 * that is 1, or 1/sqrt 2 when none of the three is zero. */
static double *couplings(int l1, int l2, int l3)
{
  size_t n2 = 2 * (size_t)l2 + 1;
  double *W = memory_array((size_t)(l1 + 1) * n2, sizeof *W);
  const int two_j[3] = {2 * l1, 2 * l2, 2 * l3};
  struct coupling p;
  struct ratio degrees, row;
  if (!W)
    return NULL;
  couple(two_j, (const int[]){0, 0, 0}, &p);
  degrees_under_root(&p, &degrees);
  for (int M1 = 0; M1 <= l1; M1++) {
    couple(two_j, (const int[]){2 * M1, 0, 2 * M1}, &p);
    row = degrees;
    state_under_root(&p, 0, &row);
    for (int mu2 = -l2; mu2 <= l2; mu2++) {
      bool inside = abs(M1 + mu2) <= l3;
      int halves = M1 != 0 && mu2 != 0 && M1 + mu2 != 0;
      couple(two_j, (const int[]){2 * M1, 2 * mu2, 2 * (M1 + mu2)}, &p);
      W[(size_t)M1 * n2 + (size_t)(mu2 + l2)] =
          inside ? exact_coefficient(&p, &row, halves) : 0;
    }
  }
  return W;
}

/* ---- [entry] The entries of one pair m1, m2 ----
 *
 * mu2 = |m2| or -|m2| leads to |m3| = ||m1| + mu2|, and of m3 and -m3 exactly
 * one has a real product: the phase, (-i)^(l1 + l2 - l3) included, must be an
 * even number of quarter turns.  So a pair has two entries at most. */
struct triple {
  int l1, l2, l3;
};

static double entry(const struct triple *l, const double *W, int m1, int m2,
                    int mu2, int m3)
{
  int M1 = abs(m1), mu3 = M1 + mu2;
  if (abs(mu3) > l->l3)
    return 0;
  int turns = quarter_turns(m3, mu3) - quarter_turns(m1, M1) -
              quarter_turns(m2, mu2) - (l->l1 + l->l2 - l->l3);
  if (turns % 2 != 0)
    return 0;
  double w = W[(size_t)M1 * (2 * (size_t)l->l2 + 1) + (size_t)(mu2 + l->l2)];
  return turns % 4 == 0 ? w : -w;
}

/* Writes the terms of the pair in the order of m3; returns how many, 0..2. */
static size_t pair_terms(const struct triple *l, const double *W, int m1,
                         int m2, struct cg_term out[2])
{
  size_t n = 0;
  for (int sign = m1 && m2 ? -1 : 1; sign <= 1; sign += 2) {
    int mu2 = sign * abs(m2), m3 = abs(abs(m1) + mu2);
    double c = entry(l, W, m1, m2, mu2, m3);
    if (c == 0 && m3 != 0) {
      m3 = -m3;
      c = entry(l, W, m1, m2, mu2, m3);
    }
    if (c != 0)
      out[n++] =
          (struct cg_term){(uint16_t)(m1 + l->l1), (uint16_t)(m2 + l->l2),
                           (uint16_t)(m3 + l->l3), c};
  }
  if (n == 2 && out[0].i3 > out[1].i3) {
    struct cg_term first = out[1];
    out[1] = out[0];
    out[0] = first;
  }
  return n;
}

/* ---- [sparse] The list, and the array ---- */
static enum cg_status check_triple(int l1, int l2, int l3)
{
  const int l[3] = {l1, l2, l3};
  for (int i = 0; i < 3; i++)
    if (l[i] < 0 || l[i] > CG_LMAX)
      return CG_BAD_L;
  return cg_allowed(l1, l2, l3) ? CG_OK : CG_FORBIDDEN;
}

enum cg_status cg_sparse(int l1, int l2, int l3, size_t *n,
                         struct cg_term *terms)
{
  const struct triple l = {l1, l2, l3};
  struct cg_term found[2];
  enum cg_status status = check_triple(l1, l2, l3);
  if (status != CG_OK)
    return status;
  if (!n)
    return CG_NULL;
  double *W = couplings(l1, l2, l3);
  if (!W)
    return CG_NO_MEMORY;
  *n = 0;
  for (int m1 = -l1; m1 <= l1; m1++)
    for (int m2 = -l2; m2 <= l2; m2++) {
      size_t count = pair_terms(&l, W, m1, m2, found);
      for (size_t i = 0; i < count && terms; i++)
        terms[*n + i] = found[i];
      *n += count;
    }
  free(W);
  return CG_OK;
}

enum cg_status cg_real(int l1, int l2, int l3, double *C)
{
  enum cg_status status = check_triple(l1, l2, l3);
  if (status != CG_OK)
    return status;
  if (!C)
    return CG_NULL;
  size_t n1 = 2 * (size_t)l1 + 1, n2 = 2 * (size_t)l2 + 1;
  size_t n3 = 2 * (size_t)l3 + 1, n;
  struct cg_term *terms = memory_array(2 * n1 * n2, sizeof *terms);
  if (!terms)
    return CG_NO_MEMORY;
  status = cg_sparse(l1, l2, l3, &n, terms);
  if (status == CG_OK) {
    for (size_t i = 0; i < n1 * n2 * n3; i++)
      C[i] = 0;
    for (const struct cg_term *t = terms; t < terms + n; t++)
      C[(t->i1 * n2 + t->i2) * n3 + t->i3] = t->c;
  }
  free(terms);
  return status;
}
