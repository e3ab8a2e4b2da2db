/* fast_wigner.c: a lane is a rotation.  What is the same for all of them, the
 * two J of D = X(alpha) J X(beta) J X(gamma), is multiplied out beforehand. */
#include "fast_wigner.h"

#include "memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fast_kernels.h"
#include "fast_wigner_kernels.h"
#include "parallel.h"

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
  w->end = memory_array(w->sums, sizeof *w->end);
  w->term = memory_array(terms, sizeof *w->term);
  if (w->end && w->term) {
    walk(&table, w, true, &terms);
  } else {
    fast_wigner_free(w);
    status = WIGNER_NO_MEMORY;
  }
  wigner_table_free(&table);
  return status;
}

void fast_wigner_free(struct fast_wigner *w)
{
  if (!w)
    return;
  free(w->end);
  free(w->term);
  *w = (struct fast_wigner){.lmax = -1};
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
    fast_kernels()->wigner->turn(a->w, n, angle, a->D + i * stride);
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
