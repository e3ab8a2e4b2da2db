/* null_space.c: the coupling tensor from the generators of chapter 2 alone, as
 * the one solution of the intertwiner equation. */
#include <math.h>
#include <stdlib.h>

#include "clebsch_gordan.h"
#include "memory.h"
#include "matrix.h"
#include "wigner.h"

/* ---- [patterns] Tensors that a turn about z leaves alone ----
 *
 * With c = component M and s = component -M, the pair c + i s turns about z by
 * e^(i M angle).  A product of three such pairs with mu1 + mu2 + mu3 = 0 does
 * not turn at all; its real part and its imaginary part are two invariant
 * tensors with at most four entries each.  A half turn about x keeps the real
 * part when l1 + l2 + l3 is even and the imaginary part when it is odd. */
struct pattern {
  size_t n, index[4];
  double c[4];
};

static struct pattern pattern(const int l[3], const int mu[3])
{
  struct pattern p = {0, {0}, {0}};
  for (int sines = 0; sines < 8; sines++) {
    int count = 0, sign = 1;
    size_t index = 0;
    for (int i = 0; i < 3; i++) {
      int sine = sines >> i & 1, m = sine ? -abs(mu[i]) : abs(mu[i]);
      count += sine && mu[i] == 0 ? 100 : sine; /* there is no sine of 0 */
      sign = sine && mu[i] < 0 ? -sign : sign;
      index = index * (2 * (size_t)l[i] + 1) + (size_t)(m + l[i]);
    }
    if (count > 3 || (count + l[0] + l[1] + l[2]) % 2 != 0)
      continue;
    p.index[p.n] = index;
    p.c[p.n++] = count / 2 == 0 ? sign : -sign; /* i^count */
  }
  for (size_t k = 0; k < p.n; k++)
    p.c[k] /= sqrt((double)p.n);
  return p;
}

/* All patterns of a triple; returns how many.  `list` may be null to count. */
static size_t patterns(const int l[3], struct pattern *list)
{
  size_t n = 0;
  for (int M1 = 0; M1 <= l[0]; M1++)
    for (int mu2 = M1 == 0 ? 0 : -l[1]; mu2 <= l[1]; mu2++) {
      const int mu[3] = {M1, mu2, -(M1 + mu2)};
      if (abs(mu[2]) > l[2])
        continue;
      struct pattern p = pattern(l, mu);
      if (p.n > 0 && list)
        list[n] = p;
      n += p.n > 0;
    }
  return n;
}

/* ---- [act] A generator acts on one index of a tensor ----
 *
 * out += L T on the middle index of T (outer, n, inner). */
static void act(size_t outer, size_t n, size_t inner, const double *L,
                const double *T, double *out)
{
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < n; k++) {
      if (L[i * n + k] == 0)
        continue;
      for (size_t o = 0; o < outer; o++)
        for (size_t q = 0; q < inner; q++)
          out[(o * n + i) * inner + q] +=
              L[i * n + k] * T[(o * n + k) * inner + q];
    }
}

/* out := the left side of the intertwiner equation for the x axis. */
static void turn_x(const size_t n[3], double *const Lx[3], const double *T,
                   double *out)
{
  for (size_t i = 0; i < n[0] * n[1] * n[2]; i++)
    out[i] = 0;
  act(1, n[0], n[1] * n[2], Lx[0], T, out);
  act(n[0], n[1], n[2], Lx[1], T, out);
  act(n[0] * n[1], n[2], 1, Lx[2], T, out);
}

/* ---- [memory] Scratch of one call ---- */
struct scratch {
  size_t n[3], size, unknowns;
  double *L[3]; /* L_x, L_y, L_z of each index, one after the other */
  double *T, *once, *twice; /* tensors */
  struct pattern *list;
  double *G, *S, *V; /* (unknowns, unknowns), (unknowns), as G */
};

static void release(struct scratch *s)
{
  for (int i = 0; i < 3; i++)
    free(s->L[i]);
  free(s->T);
  free(s->list);
  free(s->G);
}

static enum cg_status reserve(const int l[3], struct scratch *s)
{
  *s = (struct scratch){.size = 1, .unknowns = patterns(l, NULL)};
  bool ok = true;
  for (int i = 0; i < 3; i++) {
    size_t n = s->n[i] = 2 * (size_t)l[i] + 1, nn = n * n;
    s->size *= n;
    s->L[i] = memory_array(3 * nn, sizeof(double));
    ok = ok && s->L[i] &&
         wigner_generators(l[i], s->L[i], s->L[i] + nn, s->L[i] + 2 * nn) ==
             WIGNER_OK;
  }
  size_t k = s->unknowns;
  s->T = memory_array(3 * s->size, sizeof(double));
  s->list = memory_array(k, sizeof *s->list);
  s->G = memory_array(2 * k * k + k, sizeof(double));
  if (!ok || !s->T || !s->list || !s->G)
    return CG_NO_MEMORY;
  s->once = s->T + s->size;
  s->twice = s->once + s->size;
  s->S = s->G + k * k;
  s->V = s->S + k;
  patterns(l, s->list);
  return CG_OK;
}

/* ---- [gram] The equation among the patterns ----
 *
 * The patterns solve the equation for z.  If a tensor solves it for z and x it
 * solves it for y, since L_y = [L_z, L_x].  So one equation is left: L_x T = 0,
 * or L_x^T L_x T = 0, a small symmetric matrix G[u][v] = (L_x u) . (L_x v)
 * = -u . L_x L_x v.  Its eigenvalues are L (L + 1) / 2 for the even degrees L
 * contained in the product of all three: a gap of 3 at least above the zero.
 * (An odd L has no part: the half turn about x reverses its state m = 0.) */
static double overlap(const struct pattern *p, const double *T)
{
  double sum = 0;
  for (size_t k = 0; k < p->n; k++)
    sum += p->c[k] * T[p->index[k]];
  return sum;
}

static void gram(struct scratch *s)
{
  size_t k = s->unknowns;
  for (size_t v = 0; v < k; v++) {
    for (size_t i = 0; i < s->size; i++)
      s->T[i] = 0;
    for (size_t j = 0; j < s->list[v].n; j++)
      s->T[s->list[v].index[j]] = s->list[v].c[j];
    turn_x(s->n, s->L, s->T, s->once);
    turn_x(s->n, s->L, s->once, s->twice);
    for (size_t u = 0; u < k; u++)
      s->G[u * k + v] = -overlap(&s->list[u], s->twice);
  }
}

/* ---- [solve] The vector that is sent to zero ----
 *
 * The last right singular vector.  Its length is 1; the tensor's is
 * sqrt(2 l3 + 1), shared equally by the columns m3 (Schur's lemma).  An entry
 * counts as non-zero above 1e-10, far from rounding and from any true entry. */
static double first_sign(size_t n, const double *C)
{
  for (size_t i = 0; i < n; i++)
    if (fabs(C[i]) > 1e-10)
      return C[i] < 0 ? -1 : 1;
  return 1;
}

static void assemble(const struct scratch *s, double *C)
{
  size_t k = s->unknowns;
  double scale = sqrt((double)s->n[2]);
  for (size_t i = 0; i < s->size; i++)
    C[i] = 0;
  for (size_t u = 0; u < k; u++)
    for (size_t j = 0; j < s->list[u].n; j++)
      C[s->list[u].index[j]] = scale * s->V[u * k + k - 1] * s->list[u].c[j];
  double sign = first_sign(s->size, C);
  for (size_t i = 0; i < s->size; i++)
    C[i] *= sign;
}

enum cg_status cg_null_space(int l1, int l2, int l3, double *C)
{
  const int l[3] = {l1, l2, l3};
  struct scratch s;
  for (int i = 0; i < 3; i++)
    if (l[i] < 0 || l[i] > CG_NULL_SPACE_LMAX)
      return CG_BAD_L;
  if (!cg_allowed(l1, l2, l3))
    return CG_FORBIDDEN;
  if (!C)
    return CG_NULL;
  enum cg_status status = reserve(l, &s);
  if (status == CG_OK) {
    gram(&s);
    if (matrix_svd(s.unknowns, s.unknowns, s.G, s.S, s.V))
      assemble(&s, C);
    else
      status = CG_NO_CONVERGENCE;
  }
  release(&s);
  return status;
}
