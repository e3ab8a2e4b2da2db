/* fast_wigner_kernels.c: D(R) of eight rotations, a lane each.  Compiled once
 * for each width. */
#include "fast_wigner_kernels.h"

#include <math.h>

#include "simd.h"

/* ---- [turns] Eight rotations as one, two or four vectors ----
 *
 * Group theory is in double in either precision, so it has a vector type of
 * its own; `turns` are the numbers of all eight. */
#define SIDE (SIMD_BYTES / 8)
typedef double doubles __attribute__((vector_size(SIMD_BYTES)));
typedef struct {
  doubles v[PER_LINE];
} turns;
#define EACH_VECTOR _Pragma("GCC unroll 4") for (int v = 0; v < PER_LINE; v++)

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
  double c[TURNS], s[TURNS], one[TURNS], zero[TURNS] = {0};
  for (int i = 0; i < TURNS; i++)
    c[i] = cos(angle_rad[i]), s[i] = sin(angle_rad[i]), one[i] = 1;
  turns *cosine = trig, *sine = trig + lmax + 1, c1, s1;
  memcpy(&c1, c, sizeof c1), memcpy(&s1, s, sizeof s1);
  memcpy(cosine, one, sizeof *cosine), memcpy(sine, zero, sizeof *sine);
  for (int k = 1; k <= lmax; k++)
    EACH_VECTOR
    {
      const doubles x = cosine[k - 1].v[v], y = sine[k - 1].v[v];
      cosine[k].v[v] = c1.v[v] * x - s1.v[v] * y;
      sine[k].v[v] = s1.v[v] * x + c1.v[v] * y;
    }
}

/* ---- [degree] All entries of one degree ----
 *
 * With p = B[a][b] and q = B[-a][-b] the turns about z make four entries of
 * two: D = X(alpha) B X(gamma) on the rows a, -a and the columns b, -b. */
SIMD_INLINE turns sum_terms(const struct fast_wigner *w, size_t *sum,
                            const turns *trig)
{
  turns total = {{{0}}};
  for (size_t t = *sum ? w->end[*sum - 1] : 0; t < w->end[*sum]; t++)
    EACH_VECTOR total.v[v] += w->term[t].c * trig[w->term[t].angle].v[v];
  ++*sum;
  return total;
}

SIMD_INLINE void four_entries(int a, int b, int n, int sines,
                              const struct angles *at, const turns *p,
                              const turns *q, turns *middle)
{
  EACH_VECTOR
  {
    const doubles ca = at->alpha[a].v[v], sa = at->alpha[sines + a].v[v];
    const doubles cb = at->gamma[b].v[v], sb = at->gamma[sines + b].v[v];
    const doubles x = p->v[v], y = q->v[v];
    middle[a * n + b].v[v] = ca * x * cb - sa * y * sb;
    if (b)
      middle[a * n - b].v[v] = -ca * x * sb - sa * y * cb;
    if (a)
      middle[-a * n + b].v[v] = sa * x * cb + ca * y * sb;
    if (a && b)
      middle[-a * n - b].v[v] = ca * y * cb - sa * x * sb;
  }
}

SIMD_INLINE void make_degree(const struct fast_wigner *w, int l, size_t *sum,
                             const struct angles *at, turns *D)
{
  const int n = 2 * l + 1;
  turns *middle = D + l * n + l, none = {{{0}}};
  for (int a = 0; a <= l; a++)
    for (int b = 0; b <= l; b++) {
      const turns p = sum_terms(w, sum, at->beta);
      const turns q = a && b ? sum_terms(w, sum, at->beta) : none;
      four_entries(a, b, n, w->lmax + 1, at, &p, &q, middle);
    }
}

/* ---- [rowsout] From lanes to rows ----
 *
 * SIDE entries of SIDE rotations are turned in registers and stored; what is
 * left at the end of a degree is copied with care. */
#if SIMD_BYTES == 64
#define SIDE_LIST(f) LIST_8(f, 0)
#elif SIMD_BYTES == 32
#define SIDE_LIST(f) LIST_4(f, 0)
#else
#define SIDE_LIST(f) LIST_2(f, 0)
#endif
#define SIDE_UPPER(i, d) ((i) & (d) ? SIDE + (i) - (d) : (i))
#define SIDE_LOWER(i, d) ((i) & (d) ? SIDE + (i) : (i) + (d))
#define FIRST_UPPER(i)   SIDE_UPPER(i, 1)
#define FIRST_LOWER(i)   SIDE_LOWER(i, 1)
#define SECOND_UPPER(i)  SIDE_UPPER(i, 2)
#define SECOND_LOWER(i)  SIDE_LOWER(i, 2)
#define FOURTH_UPPER(i)  SIDE_UPPER(i, 4)
#define FOURTH_LOWER(i)  SIDE_LOWER(i, 4)
#define SIDE_ROUND(d, upper, lower)                                      \
  _Pragma("GCC unroll 8") for (int i = 0; i < SIDE; i++) if (!(i & (d))) \
  {                                                                      \
    const doubles a = m[i], b = m[i + (d)];                              \
    m[i] = __builtin_shufflevector(a, b, SIDE_LIST(upper));              \
    m[i + (d)] = __builtin_shufflevector(a, b, SIDE_LIST(lower));        \
  }

SIMD_INLINE void turn_square(doubles *m)
{
#if SIMD_BYTES == 64
  SIDE_ROUND(4, FOURTH_UPPER, FOURTH_LOWER)
#endif
#if SIMD_BYTES >= 32
  SIDE_ROUND(2, SECOND_UPPER, SECOND_LOWER)
#endif
  SIDE_ROUND(1, FIRST_UPPER, FIRST_LOWER)
}

SIMD_INLINE void write_degree(size_t entries, size_t n, const turns *D,
                              size_t stride, double *out)
{
  for (size_t k = 0; k < entries; k += SIDE) {
    const size_t width = entries - k < SIDE ? entries - k : SIDE;
    for (size_t v = 0; v < PER_LINE; v++) {
      doubles m[SIDE];
#pragma GCC unroll 8
      for (size_t i = 0; i < SIDE; i++)
        m[i] = D[k + i].v[v];
      turn_square(m);
      for (size_t i = 0, r = v * SIDE; i < SIDE && r < n; i++, r++)
        if (width == SIDE)
          memcpy(out + r * stride + k, &m[i], sizeof m[i]);
        else
          memcpy(out + r * stride + k, &m[i], width * sizeof *out);
    }
  }
}

/* ---- [eight] All degrees ---- */
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

/* ---- [table] For fast_kernels.c ---- */
const struct wigner_kernels SIMD_NAME(wigner_kernels) = {
    .turn = turn_eight,
};
