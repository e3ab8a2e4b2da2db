/* tp_kernels.c: the loops of a tensor product, the innermost over channels.
 * Everything a network spends its time on in this chapter is here. */
#include "tp_kernels.h"

#include "clebsch_gordan.h"

/* ---- [depthwise] Depthwise, forward ----
 *
 * y[m3,c] += a[m1][m3] w[c] x1[m1,c]: three loops, the innermost over channels
 * that lie next to each other. */
void tp_depthwise_forward(struct tp_shape s, const struct tp_pair *pair,
                          const struct tp_term *term, const real *x1,
                          const real *x2, const real *w, real *y)
{
  size_t n = s.channels1;
  for (const struct tp_pair *g = pair; g < pair + s.pairs; g++) {
    const real a = tp_contract(g, term, x2, 1);
    const real *x = x1 + g->i1 * n;
    real *out = y + g->i3 * n;
    for (size_t c = 0; c < n; c++)
      out[c] += a * w[c] * x[c];
  }
}

/* ---- [depthwiseback] Depthwise, backward ----
 *
 * The product of three factors a, w, x1 has three derivatives, each the
 * product of dy and the other two. */
void tp_depthwise_backward(struct tp_shape s, const struct tp_pair *pair,
                           const struct tp_term *term, const real *x1,
                           const real *x2, const real *w, const real *dy,
                           real *dx1, real *dx2, real *dw)
{
  size_t n = s.channels1;
  for (const struct tp_pair *g = pair; g < pair + s.pairs; g++) {
    const real a = tp_contract(g, term, x2, 1);
    const real *x = x1 + g->i1 * n, *d = dy + g->i3 * n;
    if (dx1)
      for (size_t c = 0; c < n; c++)
        dx1[g->i1 * n + c] += a * w[c] * d[c];
    if (dw)
      for (size_t c = 0; c < n; c++)
        dw[c] += a * x[c] * d[c];
    if (dx2) {
      real da = 0;
      for (size_t c = 0; c < n; c++)
        da += w[c] * x[c] * d[c];
      tp_contract_back(g, term, da, dx2, 1);
    }
  }
}

/* ---- [couple] Full: one channel with one channel ----
 *
 * t[m3] = sum_{m1,m2} C[m1][m2][m3] x1[m1,c1] x2[m2,c2].  x1 and x2 point at
 * their channels already. */
enum { T_MAX = 2 * CG_LMAX + 1 };

static size_t rows(const struct tp_shape *s)
{
  return 2 * (size_t)s->l3 + 1;
}

static void couple(const struct tp_shape *s, const struct tp_pair *pair,
                   const struct tp_term *term, const real *x1, const real *x2,
                   real *t)
{
  for (size_t m = 0; m < rows(s); m++)
    t[m] = 0;
  for (const struct tp_pair *g = pair; g < pair + s->pairs; g++)
    t[g->i3] +=
        tp_contract(g, term, x2, s->channels2) * x1[g->i1 * s->channels1];
}

/* ---- [full] Full, forward ----
 *
 * The weights send the coupled pair of channels to every output channel. */
void tp_full_forward(struct tp_shape s, const struct tp_pair *pair,
                     const struct tp_term *term, const real *x1, const real *x2,
                     const real *w, real *y)
{
  real t[T_MAX];
  size_t n = s.channels3;
  for (size_t c1 = 0; c1 < s.channels1; c1++)
    for (size_t c2 = 0; c2 < s.channels2; c2++, w += n) {
      couple(&s, pair, term, x1 + c1, x2 + c2, t);
      for (size_t m = 0; m < rows(&s); m++)
        for (size_t c = 0; c < n; c++)
          y[m * n + c] += t[m] * w[c];
    }
}

/* ---- [coupleback] Full, backward through the coupling ----
 *
 * dx1 = C x2 dt and dx2 = C x1 dt, at one channel of each. */
static void couple_back(const struct tp_shape *s, const struct tp_pair *pair,
                        const struct tp_term *term, const real *x1,
                        const real *x2, const real *dt, real *dx1, real *dx2)
{
  for (const struct tp_pair *g = pair; g < pair + s->pairs; g++) {
    size_t at = g->i1 * s->channels1;
    if (dx1)
      dx1[at] += tp_contract(g, term, x2, s->channels2) * dt[g->i3];
    if (dx2)
      tp_contract_back(g, term, x1[at] * dt[g->i3], dx2, s->channels2);
  }
}

/* ---- [fullback] Full, backward ----
 *
 * First back through the weights, from dy to dt and dw, then through the
 * coupling, from dt to dx1 and dx2. */
static void weights_back(const struct tp_shape *s, const real *w, const real *t,
                         const real *dy, real *dt, real *dw)
{
  size_t n = s->channels3;
  for (size_t m = 0; m < rows(s); m++, dy += n) {
    dt[m] = 0;
    for (size_t c = 0; c < n; c++)
      dt[m] += w[c] * dy[c];
    if (dw)
      for (size_t c = 0; c < n; c++)
        dw[c] += t[m] * dy[c];
  }
}

void tp_full_backward(struct tp_shape s, const struct tp_pair *pair,
                      const struct tp_term *term, const real *x1,
                      const real *x2, const real *w, const real *dy, real *dx1,
                      real *dx2, real *dw)
{
  real t[T_MAX], dt[T_MAX];
  size_t at = 0;
  for (size_t c1 = 0; c1 < s.channels1; c1++)
    for (size_t c2 = 0; c2 < s.channels2; c2++, at += s.channels3) {
      couple(&s, pair, term, x1 + c1, x2 + c2, t);
      weights_back(&s, w + at, t, dy, dt, dw ? dw + at : NULL);
      couple_back(&s, pair, term, x1 + c1, x2 + c2, dt, dx1 ? dx1 + c1 : NULL,
                  dx2 ? dx2 + c2 : NULL);
    }
}
