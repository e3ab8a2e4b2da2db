/* fast_wigner.c: a lane is a rotation.  What is the same for all of them, the
 * two J of D = X(alpha) J X(beta) J X(gamma), is multiplied out beforehand. */
#include "fast_wigner.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"
#include "simd.h"

/* ---- [turns] Eight rotations ----
 *
 * Group theory is in double in either precision, so it has a vector type of
 * its own. */
enum { TURNS = 8 };
typedef double turns __attribute__((vector_size(64)));

SIMD_INLINE turns turns_load(const double *p)
{
  turns v;
  memcpy(&v, p, sizeof v);
  return v;
}

/* ---- [middle] B = J X(beta) J, term by term ----
 *
 *   X[k][k] = cos(k beta),  X[k][-k] = -sin(k beta),  X[-k][k] = sin(k beta)
 *
 * A turn about y keeps apart what the mirror y -> -y keeps apart: B[a][b] is
 * zero where one of a, b is negative and the other is not.  Coefficients
 * below 1e-17, a twentieth of eps, could not be seen beside an entry of 1. */
struct matrix_j {
  int l;
  const double *J;
};

static double j_at(const struct matrix_j *m, int row, int column)
{
  return m->J[(row + m->l) * (2 * m->l + 1) + column + m->l];
}

static size_t append(double c, size_t angle, struct fast_wigner_term *term)
{
  if (!(fabs(c) > 1e-17))
    return 0;
  if (term)
    *term = (struct fast_wigner_term){c, angle};
  return 1;
}

/* The terms of B[a][b]; returns how many.  term NULL only counts. */
static size_t add_terms(const struct matrix_j *m, int lmax, int a, int b,
                        struct fast_wigner_term *term)
{
  size_t n = append(j_at(m, a, 0) * j_at(m, 0, b), 0, term);
  for (int k = 1; k <= m->l; k++) {
    const double cosine =
        j_at(m, a, k) * j_at(m, k, b) + j_at(m, a, -k) * j_at(m, -k, b);
    const double sine =
        j_at(m, a, -k) * j_at(m, k, b) - j_at(m, a, k) * j_at(m, -k, b);
    n += append(cosine, (size_t)k, term ? term + n : NULL);
    n += append(sine, (size_t)(lmax + 1 + k), term ? term + n : NULL);
  }
  return n;
}

/* All sums of all degrees, counted or written: the same walk twice. */
static void walk(const struct wigner_table *table, struct fast_wigner *w,
                 bool write, size_t *terms)
{
  w->sums = *terms = 0;
  for (int l = 0; l <= table->lmax; l++) {
    const struct matrix_j m = {l, table->J + wigner_block(l)};
    for (int a = 0; a <= l; a++)
      for (int b = 0; b <= l; b++)
        for (int sign = 1; sign >= (a && b ? -1 : 1); sign -= 2) {
          *terms += add_terms(&m, table->lmax, sign * a, sign * b,
                              write ? w->term + *terms : NULL);
          if (write)
            w->end[w->sums] = *terms;
          w->sums++;
        }
  }
}

/* ---- [create] Once for all rotations ---- */
enum wigner_status fast_wigner_create(int lmax, struct fast_wigner *w)
{
  if (!w)
    return WIGNER_NULL;
  *w = (struct fast_wigner){.lmax = -1};
  if (lmax < 0 || lmax > FAST_WIGNER_LMAX)
    return WIGNER_BAD_L;
  struct wigner_table table;
  enum wigner_status status = wigner_table_create(lmax, &table);
  if (status)
    return status;
  size_t terms;
  walk(&table, w, false, &terms);
  w->lmax = lmax;
  w->end = malloc(w->sums * sizeof *w->end);
  w->term = malloc(terms * sizeof *w->term);
  if (w->end && w->term)
    walk(&table, w, true, &terms);
  else
    fast_wigner_free(w), status = WIGNER_NO_MEMORY;
  wigner_table_free(&table);
  return status;
}

void fast_wigner_free(struct fast_wigner *w)
{
  if (!w)
    return;
  free(w->end), free(w->term);
  *w = (struct fast_wigner){.lmax = -1};
}

/* ---- [angles] cos and sin of all multiples ----
 *
 * One call each of cos and sin; the rest by the addition theorem, whose error
 * grows like that of the angle itself: by k eps. */
enum { MULTIPLES = FAST_WIGNER_LMAX + 1 };
struct angles {
  turns alpha[2 * MULTIPLES], beta[2 * MULTIPLES], gamma[2 * MULTIPLES];
};

SIMD_INLINE void multiples(int lmax, const double *angle_rad, turns *trig)
{
  double c[TURNS], s[TURNS];
  for (int i = 0; i < TURNS; i++)
    c[i] = cos(angle_rad[i]), s[i] = sin(angle_rad[i]);
  const turns c1 = turns_load(c), s1 = turns_load(s);
  turns *cosine = trig, *sine = trig + lmax + 1;
  cosine[0] = (turns){0} + 1;
  sine[0] = (turns){0};
  for (int k = 1; k <= lmax; k++) {
    cosine[k] = c1 * cosine[k - 1] - s1 * sine[k - 1];
    sine[k] = s1 * cosine[k - 1] + c1 * sine[k - 1];
  }
}

/* ---- [degree] All entries of one degree ----
 *
 * With p = B[a][b] and q = B[-a][-b] the turns about z make four entries of
 * two: D = X(alpha) B X(gamma) on the rows a, -a and the columns b, -b. */
SIMD_INLINE turns sum_terms(const struct fast_wigner *w, size_t *sum,
                            const turns *trig)
{
  turns total = {0};
  for (size_t t = *sum ? w->end[*sum - 1] : 0; t < w->end[*sum]; t++)
    total += w->term[t].c * trig[w->term[t].angle];
  ++*sum;
  return total;
}

SIMD_INLINE void make_degree(const struct fast_wigner *w, int l, size_t *sum,
                             const struct angles *at, turns *D)
{
  const int n = 2 * l + 1, sines = w->lmax + 1;
  turns *middle = D + l * n + l;
  for (int a = 0; a <= l; a++)
    for (int b = 0; b <= l; b++) {
      const turns ca = at->alpha[a], sa = at->alpha[sines + a];
      const turns cb = at->gamma[b], sb = at->gamma[sines + b];
      const turns p = sum_terms(w, sum, at->beta);
      const turns q = a && b ? sum_terms(w, sum, at->beta) : (turns){0};
      middle[a * n + b] = ca * p * cb - sa * q * sb;
      if (b)
        middle[a * n - b] = -ca * p * sb - sa * q * cb;
      if (a)
        middle[-a * n + b] = sa * p * cb + ca * q * sb;
      if (a && b)
        middle[-a * n - b] = ca * q * cb - sa * p * sb;
    }
}

/* ---- [rowsout] From lanes to rows ----
 *
 * Eight entries of eight rotations are turned in registers and stored; what
 * is left at the end of a degree is copied with care. */
SIMD_INLINE void write_degree(size_t entries, size_t n, const turns *D,
                              size_t stride, double *out)
{
  for (size_t k = 0; k < entries; k += TURNS) {
    const size_t width = entries - k < TURNS ? entries - k : TURNS;
    turns m[TURNS];
#pragma GCC unroll 8
    for (size_t i = 0; i < TURNS; i++)
      m[i] = D[k + i];
#pragma GCC unroll 8
    TURN_ROUND(TURNS, 4, UPPER_4_OF_8, LOWER_4_OF_8);
#pragma GCC unroll 8
    TURN_ROUND(TURNS, 2, UPPER_2_OF_8, LOWER_2_OF_8);
#pragma GCC unroll 8
    TURN_ROUND(TURNS, 1, UPPER_1_OF_8, LOWER_1_OF_8);
    for (size_t i = 0; i < n; i++)
      if (width == TURNS)
        memcpy(out + i * stride + k, &m[i], sizeof m[i]);
      else
        memcpy(out + i * stride + k, &m[i], width * sizeof *out);
  }
}

/* ---- [many] Eight rotations, then the next eight ---- */
struct many {
  const struct fast_wigner *w;
  size_t n;
  const rot3 *R;
  double *D;
};

/* Angles of up to eight rotations; lanes past the end repeat the last. */
static void find_angles(size_t n, const rot3 *R, double angle[3][TURNS])
{
  for (size_t i = 0; i < TURNS; i++) {
    euler_zyz e = {0, 0, 0};
    so3_to_euler(R[i < n ? i : n - 1], &e);
    angle[0][i] = e.alpha, angle[1][i] = e.beta, angle[2][i] = e.gamma;
  }
}

SIMD_CLONES
static void turn_eight(const struct fast_wigner *w, size_t n,
                       double angle[3][TURNS], double *out)
{
  enum { MOST = (2 * FAST_WIGNER_LMAX + 1) * (2 * FAST_WIGNER_LMAX + 1) };
  const size_t stride = wigner_block(w->lmax + 1);
  struct angles at;
  turns D[MOST + TURNS];
  memset(D, 0, sizeof D);
  multiples(w->lmax, angle[0], at.alpha);
  multiples(w->lmax, angle[1], at.beta);
  multiples(w->lmax, angle[2], at.gamma);
  size_t sum = 0;
  for (int l = 0; l <= w->lmax; l++) {
    make_degree(w, l, &sum, &at, D);
    write_degree((size_t)((2 * l + 1) * (2 * l + 1)), n, D, stride,
                 out + wigner_block(l));
  }
}

enum { PART = 64 }; /* rotations of a part */

static void run_part(void *context, size_t part)
{
  const struct many *a = context;
  const size_t stride = wigner_block(a->w->lmax + 1);
  const size_t from = part * PART;
  const size_t to = a->n - from < PART ? a->n : from + PART;
  for (size_t i = from; i < to; i += TURNS) {
    double angle[3][TURNS];
    const size_t n = to - i < TURNS ? to - i : TURNS;
    find_angles(n, a->R + i, angle);
    turn_eight(a->w, n, angle, a->D + i * stride);
  }
}

/* ---- [wignerall] All rotations ---- */
static enum wigner_status check_all(size_t n, const rot3 *R)
{
  for (size_t i = 0; i < n; i++) {
    const enum so3_status status = so3_check(R[i], SO3_TOLERANCE);
    if (status)
      return status == SO3_NOT_FINITE ? WIGNER_NOT_FINITE
                                      : WIGNER_NOT_A_ROTATION;
  }
  return WIGNER_OK;
}

enum wigner_status fast_wigner_all(const struct fast_wigner *w, size_t n,
                                   const rot3 *R, double *D)
{
  if (!w || !w->term || (n && (!R || !D)))
    return WIGNER_NULL;
  const enum wigner_status status = check_all(n, R);
  if (status)
    return status;
  struct many a = {w, n, R, D};
  parallel_run((n + PART - 1) / PART, run_part, &a);
  return WIGNER_OK;
}
