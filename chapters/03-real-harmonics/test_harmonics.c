/* test_harmonics.c: the laws of the harmonics, pinned values, and edges.
 *
 * The unit of error is what the header promises for one value of degree l:
 *   bound(l) = 4 (l+1) eps sqrt((2l+1)/(4 pi))
 * (integral normalisation).  Where a test allows more, it says why. */
#include <float.h>
#include <stdint.h>
#include <stdlib.h>

#include "anchors.h"
#include "harmonics.h"
#include "matrix.h"
#include "methods.h" /* and recursion.h */
#include "random.h"
#include "test.h"
#include "twofold.h"
#include "wigner.h"

/* ---- [tools] Points, sizes, and the unit of error ---- */
static const double pi = 3.14159265358979323846;

static double bound(int l)
{
  return 4 * (l + 1) * (double)REAL_EPS * sqrt((2 * l + 1) / (4 * pi));
}

static void random_points(struct random *g, size_t n, real *xyz)
{
  for (size_t i = 0; i < 3 * n; i++)
    xyz[i] = (real)random_normal(g);
}

/* Every fourth point close to a pole, some on an axis, sizes 2^-60..2^60. */
static void hard_points(struct random *g, size_t n, real *xyz)
{
  random_points(g, n, xyz);
  for (size_t i = 0; i < n; i++) {
    double size = ldexp(1, (int)random_below(g, 121) - 60);
    double squeeze = pow(10, -8 * random_uniform(g));
    for (int k = 0; k < 3; k++) {
      if (i % 4 == 1 && k < 2)
        xyz[3 * i + (size_t)k] *= (real)squeeze;
      if (i % 16 == 2 && k != (int)(i / 16 % 3))
        xyz[3 * i + (size_t)k] = 0;
      xyz[3 * i + (size_t)k] *= (real)size;
    }
  }
}

/* Memory for a test, which runs in a process of its own: kept to its end. */
static real *room(size_t n)
{
  static real *kept[8];
  static size_t count;
  check_true(count < 8, "a test asks for memory at most eight times");
  kept[count] = malloc((n + 1) * sizeof **kept);
  check_true(kept[count] != NULL, "memory for a test");
  return kept[count++];
}

/* Gauss-Legendre nodes and weights on [-1, 1] by Newton's method: exact for
 * polynomials of degree below 2n. */
static void gauss(int n, double *x, double *w)
{
  for (int i = 0; i < n; i++) {
    double t = cos(pi * (i + 0.75) / (n + 0.5)), slope = 1;
    for (int step = 0; step < 8; step++) {
      double p = 1, before = 0;
      for (int k = 1; k <= n; k++) {
        double next = ((2 * k - 1) * t * p - (k - 1) * before) / k;
        before = p, p = next;
      }
      slope = n * (t * p - before) / (t * t - 1);
      t -= p / slope;
    }
    x[i] = t;
    w[i] = 2 / ((1 - t * t) * slope * slope);
  }
}

/* A rule on the sphere that is exact for polynomials of degree below 2n.
 * xyz (2 n n, 3), weight (2 n n), summing to 4 pi. */
static void sphere_rule(int n, real *xyz, double *weight)
{
  double t[64], w[64];
  gauss(n, t, w);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < 2 * n; j++) {
      size_t p = (size_t)(i * 2 * n + j);
      double s = sqrt(1 - t[i] * t[i]);
      xyz[3 * p] = (real)(s * cos(pi * j / n));
      xyz[3 * p + 1] = (real)(s * sin(pi * j / n));
      xyz[3 * p + 2] = (real)t[i];
      weight[p] = w[i] * pi / n;
    }
}

/* ---- [turning] How they turn ---- */

static vec3 point_of(const real *xyz)
{
  return (vec3){(double)xyz[0], (double)xyz[1], (double)xyz[2]};
}

/* (2l+1) values of degree l at a point given in double. */
static void values_at(int l, vec3 r, double *Y)
{
  real xyz[3] = {(real)r.x, (real)r.y, (real)r.z};
  static real all[(HARMONICS_LMAX + 1) * (HARMONICS_LMAX + 1)];
  harmonics(l, HARMONICS_INTEGRAL, 1, xyz, all);
  for (int i = 0; i <= 2 * l; i++)
    Y[i] = (double)all[l * l + i];
}

/* Twice bound(l) for the two evaluations, as much for rounding R r to real
 * and for D, whose error is a few l eps. */
TEST(law_equivariance)
{
  struct random g = random_seed(1);
  for (int trial = 0; trial < 40; trial++)
    for (int l = 0; l <= 12; l++) {
      double Y[25], turned[25], want[25], D[625];
      rot3 R = so3_random(&g);
      vec3 r = {random_normal(&g), random_normal(&g), random_normal(&g)};
      size_t n = 2 * (size_t)l + 1;
      values_at(l, r, Y);
      values_at(l, so3_apply(R, r), turned);
      check_true(wigner_d(l, R, D) == WIGNER_OK, "D of degree %d", l);
      matrix_multiply(n, n, 1, D, Y, want);
      double error = matrix_max_difference(n, turned, want);
      check_residual(error, 4 * bound(l), "Y(R r) = D(R) Y(r), l = %d", l);
      claim("y-equivariance", error / (4 * bound(l)), 1);
    }
}

/* f = sum a_m Y_m; moved by R it is f(R^-1 r), with coefficients D(R) a. */
TEST(law_signal)
{
  struct random g = random_seed(2);
  const int l = 5;
  for (int trial = 0; trial < 40; trial++) {
    double a[11], moved[11], Y[11], back[11], D[121], left = 0, right = 0;
    rot3 R = so3_random(&g);
    vec3 r = {random_normal(&g), random_normal(&g), random_normal(&g)};
    for (int i = 0; i < 11; i++)
      a[i] = random_normal(&g);
    check_true(wigner_d(l, R, D) == WIGNER_OK, "D");
    matrix_multiply(11, 11, 1, D, a, moved);
    values_at(l, r, Y);
    values_at(l, so3_apply(so3_inverse(R), r), back);
    for (int i = 0; i < 11; i++)
      left += a[i] * back[i], right += moved[i] * Y[i];
    /* eleven terms, |a| below 5 */
    claim("y-signal", fabs(left - right), 11 * 5 * 4 * bound(l));
  }
}

/* The talk's formula D(R)^-1 Y(r) = Y(R r) would make R -> M(R) with
 * M(R S) = M(S) M(R); the transposed matrix must not pass. */
TEST(law_order)
{
  struct random g = random_seed(3);
  double worst = 0;
  for (int trial = 0; trial < 20; trial++) {
    double Y[7], once[7], twice[7], D[49], E[49], ED[49], want[7];
    rot3 R = so3_random(&g), S = so3_random(&g);
    vec3 r = {random_normal(&g), random_normal(&g), random_normal(&g)};
    wigner_d(3, R, D);
    wigner_d(3, S, E);
    values_at(3, r, Y);
    values_at(3, so3_apply(so3_mul(S, R), r), twice);
    matrix_multiply(7, 7, 7, E, D, ED);
    matrix_multiply(7, 7, 1, ED, Y, want);
    matrix_multiply_tn(7, 7, 1, D, Y, once);
    worst = larger(worst, matrix_max_difference(7, twice, want));
    values_at(3, so3_apply(R, r), want);
    check_true(matrix_max_difference(7, once, want) > 1e-3,
               "D^-1 Y(r) is not Y(R r)");
  }
  claim("y-order", worst, 8 * bound(3));
}

/* Y(R z) is the column m = 0 of D(R), times the value at the pole. */
TEST(law_column)
{
  struct random g = random_seed(16);
  for (int trial = 0; trial < 20; trial++)
    for (int l = 0; l <= 8; l++) {
      double Y[17], D[17 * 17];
      rot3 R = so3_random(&g);
      values_at(l, so3_apply(R, (vec3){0, 0, 1}), Y);
      check_true(wigner_d(l, R, D) == WIGNER_OK, "D of degree %d", l);
      for (int i = 0; i <= 2 * l; i++) {
        double want = sqrt((2 * l + 1) / (4 * pi)) * D[i * (2 * l + 1) + l];
        claim("y-column", fabs(Y[i] - want) / (4 * bound(l)), 1);
      }
    }
}

/* ---- [sphere] What they are on the sphere ---- */

/* sum_m Y_m(u) Y_m(v) = (2l+1)/(4 pi) P_l(u.v).  An error e in every Y_m moves
 * the sum by at most 2 e sqrt(2l+1) |Y|; the cosine is known to 2 eps and P_l
 * has slope at most l(l+1)/2. */
TEST(law_addition)
{
  struct random g = random_seed(4);
  for (int trial = 0; trial < 60; trial++)
    for (int l = 0; l <= 30; l++) {
      double Yu[61], Yv[61], sum = 0, P = 1, before = 0;
      real p[6];
      random_points(&g, 2, p);
      vec3 u = point_of(p), v = point_of(p + 3);
      double t = vec3_dot(u, v) / (vec3_norm(u) * vec3_norm(v));
      values_at(l, u, Yu);
      values_at(l, v, Yv);
      for (int i = 0; i <= 2 * l; i++)
        sum += Yu[i] * Yv[i];
      for (int k = 1; k <= l; k++) {
        double next = ((2 * k - 1) * t * P - (k - 1) * before) / k;
        before = P, P = next;
      }
      double scale = (2 * l + 1) / (4 * pi);
      double tolerance = 2 * bound(l) * sqrt((2 * l + 1) * scale) +
                         scale * l * (l + 1) * DBL_EPSILON;
      claim("y-addition", fabs(sum - scale * P) / tolerance, 1);
    }
}

enum { QUAD_L = 9, QUAD_N = 12, QUAD_POINTS = 2 * QUAD_N * QUAD_N };

/* integral of Y_a Y_b = delta_ab: the rule is exact for degree 18 < 24; the
 * weights sum to 4 pi and |Y| <= sqrt(19/(4 pi)).  The nodes, rounded to real,
 * lie off by eps. */
TEST(law_orthonormal)
{
  enum { K = (QUAD_L + 1) * (QUAD_L + 1) };
  real *xyz = room(3 * QUAD_POINTS), *Y = room(QUAD_POINTS * K);
  static double weight[QUAD_POINTS];
  sphere_rule(QUAD_N, xyz, weight);
  harmonics(QUAD_L, HARMONICS_INTEGRAL, QUAD_POINTS, xyz, Y);
  double worst = 0;
  for (size_t a = 0; a < K; a++)
    for (size_t b = 0; b <= a; b++) {
      double sum = a == b ? -1 : 0;
      for (size_t p = 0; p < QUAD_POINTS; p++)
        sum += weight[p] * (double)Y[p * K + a] * (double)Y[p * K + b];
      worst = larger(worst, fabs(sum));
    }
  claim("y-orthonormal", worst,
        4 * pi * 2 * sqrt(19 / (4 * pi)) * bound(QUAD_L));
}

/* integral of grad Y_a . grad Y_b = l(l+1) delta_ab: they are eigenfunctions
 * of the Laplacian of the sphere.  |grad Y| <= sqrt(l(l+1)) |Y|, its error as
 * much larger than that of Y. */
TEST(law_eigenvalue)
{
  enum { K = (QUAD_L + 1) * (QUAD_L + 1) };
  real *xyz = room(3 * QUAD_POINTS), *Y = room(QUAD_POINTS * K);
  real *dY = room(3 * QUAD_POINTS * K);
  static double weight[QUAD_POINTS];
  sphere_rule(QUAD_N, xyz, weight);
  harmonics_gradients(QUAD_L, HARMONICS_INTEGRAL, QUAD_POINTS, xyz, Y, dY);
  double worst = 0;
  for (int l = 0; l <= QUAD_L; l++)
    for (size_t a = (size_t)(l * l); a < (size_t)((l + 1) * (l + 1)); a++)
      for (size_t b = 0; b <= a; b++) {
        double sum = a == b ? -l * (l + 1) : 0;
        for (size_t p = 0; p < 3 * QUAD_POINTS; p++)
          sum += weight[p / 3] * (double)dY[p * K + a] * (double)dY[p * K + b];
        worst = larger(worst, fabs(sum));
      }
  claim("y-eigenvalue", worst,
        90 * 4 * pi * 2 * sqrt(19 / (4 * pi)) * bound(QUAD_L));
}

/* Exact: the sign is the only thing that changes. */
TEST(law_parity)
{
  enum { L = 12, N = 50, K = (L + 1) * (L + 1) };
  struct random g = random_seed(5);
  real xyz[3 * N], minus[3 * N], *Y = room(N * K), *Z = room(N * K);
  hard_points(&g, N, xyz);
  for (int i = 0; i < 3 * N; i++)
    minus[i] = -xyz[i];
  harmonics(L, HARMONICS_INTEGRAL, N, xyz, Y);
  harmonics(L, HARMONICS_INTEGRAL, N, minus, Z);
  double worst = 0;
  for (int l = 0; l <= L; l++)
    for (size_t p = 0; p < N; p++)
      for (int m = -l; m <= l; m++) {
        size_t i = p * K + harmonics_index(l, m);
        worst = larger(worst, fabs((double)(Z[i] - (l % 2 ? -1 : 1) * Y[i])));
      }
  claim("y-parity", worst, 0);
}

/* The restriction to the equator of the outermost pair is cos and sin of
 * l phi: the Fourier functions of the circle. */
TEST(law_circle)
{
  for (int l = 1; l <= 20; l++)
    for (int i = 0; i < 24; i++) {
      double phi = 2 * pi * i / 24 + 0.01, Y[41], top[41];
      values_at(l, (vec3){cos(phi), sin(phi), 0}, Y);
      values_at(l, (vec3){1, 0, 0}, top);
      /* phi is known to eps/2 and turns l times */
      double e = fabs(Y[2 * l] - top[2 * l] * cos(l * phi));
      e = larger(e, fabs(Y[0] - top[2 * l] * sin(l * phi)));
      claim("y-circle", e / (2 * bound(l)), 1);
    }
}

/* ---- [uniqueness] Harmonic polynomials ---- */

/* Number of x^a y^b z^c among those of degree l = a+b+c. */
static size_t monomial(int l, int a, int b)
{
  int below = l - a; /* degree left for y and z */
  return (size_t)(below * (below + 1) / 2 + (below - b));
}

/* The Laplacian from degree l to l - 2, transposed: (monomials of l) rows. */
static void laplacian(int l, size_t cols, double *A)
{
  for (int a = 0; a <= l; a++)
    for (int b = 0; a + b <= l; b++) {
      double *row = A + monomial(l, a, b) * cols;
      int c = l - a - b;
      if (a >= 2)
        row[monomial(l - 2, a - 2, b)] += a * (a - 1);
      if (b >= 2)
        row[monomial(l - 2, a, b - 2)] += b * (b - 1);
      if (c >= 2)
        row[monomial(l - 2, a, b)] += c * (c - 1);
    }
}

/* Smallest over largest singular value of A (rows, cols): 0 means that some
 * combination of the columns vanishes. */
static double independence(size_t rows, size_t cols, double *A)
{
  double *S = calloc(cols, sizeof *S), *V = calloc(cols * cols, sizeof *V);
  check_true(S && V && matrix_svd(rows, cols, A, S, V), "the SVD converges");
  double ratio = S[cols - 1] / S[0];
  free(S), free(V);
  return ratio;
}

/* The Laplacian is onto, so that its null space has 2l+1 dimensions, and the
 * 2l+1 harmonics, all in it, are independent.  A dependence would leave a
 * ratio of 1e-15 (1e-7 in float); 1e-3 is far from both. */
TEST(law_dimension)
{
  struct random g = random_seed(15);
  for (int l = 2; l <= 10; l++) {
    size_t rows = (size_t)((l + 1) * (l + 2) / 2), n = 2 * (size_t)l + 1;
    size_t cols = (size_t)(l * (l - 1) / 2);
    double *A = calloc(rows * cols, sizeof *A),
           *Y = malloc(100 * n * sizeof *Y);
    check_true(A && Y, "memory for a test");
    laplacian(l, cols, A);
    check_true(rows - cols == n, "2l+1 dimensions are left");
    claim("y-dimension", 1e-3 / independence(rows, cols, A), 1);
    for (size_t p = 0; p < 100; p++)
      values_at(l,
                (vec3){random_normal(&g), random_normal(&g), random_normal(&g)},
                Y + p * n);
    claim("y-dimension", 1e-3 / independence(100, n, Y), 1);
    free(A), free(Y);
  }
}

/* |r|^l Y_lm(r) is a polynomial.  At a point and its six neighbours along the
 * axes it gives the second differences: for degree <= 3 these are the second
 * derivatives, whatever the step, and add up to the Laplacian, zero. */
TEST(law_harmonic)
{
  struct random g = random_seed(6);
  for (int trial = 0; trial < 20; trial++)
    for (int l = 0; l <= 3; l++) {
      vec3 r = {random_normal(&g), random_normal(&g), random_normal(&g)};
      double sum[7] = {0}, Y[7], size = 0;
      for (int k = 0; k < 7; k++) {
        double h = 0.5 * (k == 0 ? 0 : k % 2 ? 1 : -1);
        vec3 q = {r.x + (k == 1 || k == 2 ? h : 0),
                  r.y + (k == 3 || k == 4 ? h : 0),
                  r.z + (k == 5 || k == 6 ? h : 0)};
        values_at(l, q, Y);
        size = larger(size, pow(vec3_norm(q), l));
        for (int i = 0; i <= 2 * l; i++)
          sum[i] += (k == 0 ? -6 : 1) * pow(vec3_norm(q), l) * Y[i];
      }
      /* six neighbours and six times the middle: twelve values, each of which
       * rounds its point as well */
      claim("y-harmonic", matrix_max_abs(2 * (size_t)l + 1, sum),
            12 * 2 * size * bound(l));
    }
}

/* ---- [numbers] How right they are ---- */

/* The error in units of bound(l), against numbers with twice the digits. */
static double accuracy(int l, size_t n, const real *xyz, const real *Y)
{
  static struct twofold exact[ROWS];
  double worst = 0, one[ROWS];
  for (size_t p = 0; p < n; p++) {
    double r[3] = {(double)xyz[3 * p], (double)xyz[3 * p + 1],
                   (double)xyz[3 * p + 2]};
    const real *at = Y + p * harmonics_count(HARMONICS_LMAX);
    for (int i = 0; i <= 2 * l; i++)
      one[i] = (double)at[l * l + i];
    reference_degree(l, r, exact);
    worst = larger(worst, reference_error(l, exact, one) / bound(l));
  }
  return worst;
}

TEST(law_accuracy)
{
  enum { N = 64 };
  struct random g = random_seed(7);
  real xyz[3 * N], *Y = room(N * harmonics_count(HARMONICS_LMAX));
  hard_points(&g, N, xyz);
  harmonics(HARMONICS_LMAX, HARMONICS_INTEGRAL, N, xyz, Y);
  for (int l = 0; l <= HARMONICS_LMAX; l += l < 20 ? 1 : 20)
    claim("y-accuracy", accuracy(l, N, xyz, Y), 1);
}

/* The four methods that lose digits are right where l is small and the point
 * far from the poles: their coefficients stay below 35, and ten operations
 * round each term. */
TEST(law_methods)
{
  void (*const method[])(int, const real *, real *) = {explicit_sum, factorials,
                                                       upward, angles};
  const real point[3] = {(real)0.48, (real)-0.6, (real)0.64};
  double want[9];
  for (int l = 0; l <= 4; l++)
    for (int k = 0; k < 4; k++) {
      real Y[9];
      method[k](l, point, Y);
      values_at(l, point_of(point), want);
      for (int i = 0; i <= 2 * l; i++)
        claim("y-methods", fabs((double)Y[i] - want[i]),
              350 * (double)REAL_EPS);
    }
}

/* The generated lines do the same operations in the same order; only the
 * literals, printed with 17 digits, could differ, and do not. */
TEST(law_generated)
{
  enum { L = 20, K = (L + 1) * (L + 1) };
  struct random g = random_seed(8);
  static struct lanes v;
  static real row[ROWS][LANES];
  double seeds[L + 1], worst = 0;
  real xyz[3 * LANES], *Y = room(LANES * K);
  hard_points(&g, LANES, xyz);
  harmonics(L, HARMONICS_COMPONENT, LANES, xyz, Y);
  recursion_seeds(L, HARMONICS_COMPONENT, seeds);
  for (int p = 0; p < LANES; p++)
    set_point(&v, p, xyz + 3 * p);
  set_powers(&v, L);
  for (int l = 0; l <= L; l++) {
    degree(&v, l, seeds[l], row);
    for (int i = 0; i <= 2 * l; i++)
      for (int p = 0; p < LANES; p++)
        worst = larger(worst, fabs((double)(row[i][p] - Y[p * K + l * l + i])));
  }
  claim("y-generated", worst, 0);
}

/* Multiplying by a power of two changes no digit. */
TEST(law_size)
{
  enum { L = 6, K = (L + 1) * (L + 1) };
  const real xyz[3] = {(real)0.3, (real)-1.7, (real)0.9};
  real Y[K], Z[K];
  harmonics(L, HARMONICS_INTEGRAL, 1, xyz, Y);
  const int low = REAL_IS_FLOAT ? -120 : -1018, high = -low;
  for (int e = low; e <= high; e += 4) { /* both ends included */
    real scaled[3];
    for (int k = 0; k < 3; k++)
      scaled[k] = (real)ldexp((double)xyz[k], e);
    harmonics(L, HARMONICS_INTEGRAL, 1, scaled, Z);
    double worst = 0;
    for (int i = 0; i < K; i++)
      worst = larger(worst, fabs((double)(Y[i] - Z[i])));
    claim("y-size", worst, 0);
  }
}

/* ---- [slopes] Gradients ---- */

enum { SLOPE_L = 16, SLOPE_N = 20, SLOPE_K = (SLOPE_L + 1) * (SLOPE_L + 1) };

/* |grad Y| <= sqrt(l(l+1)) |Y| / |r|, and so its error. */
static double slope_bound(int l, double length)
{
  return (l + 1) * bound(l) / length;
}

/* Turning the point: (omega x r) . grad Y = omega . L Y, the L of chapter 2. */
TEST(law_slope_turning)
{
  struct random g = random_seed(9);
  real xyz[3 * SLOPE_N], *Y = room(SLOPE_N * SLOPE_K);
  real *dY = room(3 * SLOPE_N * SLOPE_K);
  double L[3][33 * 33];
  random_points(&g, SLOPE_N, xyz);
  harmonics_gradients(SLOPE_L, HARMONICS_INTEGRAL, SLOPE_N, xyz, Y, dY);
  for (int l = 0; l <= SLOPE_L; l++) {
    wigner_generators(l, L[0], L[1], L[2]);
    for (size_t p = 0; p < SLOPE_N; p++)
      for (int i = 0; i < (2 * l + 1) * 3; i++) {
        size_t at = (size_t)(l * l + i / 3);
        vec3 r = point_of(xyz + 3 * p),
             e = {i % 3 == 0, i % 3 == 1, i % 3 == 2};
        vec3 v = vec3_cross(e, r);
        double left = v.x * (double)dY[(3 * p) * SLOPE_K + at] +
                      v.y * (double)dY[(3 * p + 1) * SLOPE_K + at] +
                      v.z * (double)dY[(3 * p + 2) * SLOPE_K + at];
        double right = 0;
        for (int j = 0; j <= 2 * l; j++)
          right += L[i % 3][i / 3 * (2 * l + 1) + j] *
                   (double)Y[p * SLOPE_K + (size_t)(l * l + j)];
        claim("y-slope-turning", fabs(left - right) / slope_bound(l, 1), 2);
      }
  }
}

/* Along r nothing changes. */
TEST(law_slope_radial)
{
  struct random g = random_seed(10);
  real xyz[3 * SLOPE_N], *Y = room(SLOPE_N * SLOPE_K);
  real *dY = room(3 * SLOPE_N * SLOPE_K);
  random_points(&g, SLOPE_N, xyz);
  harmonics_gradients(SLOPE_L, HARMONICS_COMPONENT, SLOPE_N, xyz, Y, dY);
  for (size_t p = 0; p < SLOPE_N; p++)
    for (int l = 0; l <= SLOPE_L; l++)
      for (int i = 0; i <= 2 * l; i++) {
        double along = 0;
        for (size_t k = 0; k < 3; k++)
          along += (double)xyz[3 * p + k] *
                   (double)dY[(3 * p + k) * SLOPE_K + (size_t)(l * l + i)];
        claim("y-slope-radial", fabs(along) / slope_bound(l, 1), 4);
      }
}

/* Central differences: error h^2/6 |Y'''| + eps |Y| / h, with |Y'''| <= l^3
 * |Y| / |r|^3.  h = eps^(1/3)/l balances the two at about l eps^(2/3). */
TEST(law_slope_differences)
{
  enum { L = 6, K = (L + 1) * (L + 1) };
  struct random g = random_seed(11);
  const double h = cbrt((double)REAL_EPS) / (double)L;
  for (int trial = 0; trial < 30; trial++)
    for (int norm = 0; norm < 3; norm++)
      for (int k = 0; k < 3; k++) {
        real r[3], high[3], low[3], Y[K], dY[3 * K], Yh[K], Yl[K];
        random_points(&g, 1, r);
        for (int i = 0; i < 3; i++) {
          high[i] = r[i] + (i == k ? (real)h : 0);
          low[i] = r[i] - (i == k ? (real)h : 0);
        }
        enum harmonics_norm c = (enum harmonics_norm)norm;
        harmonics_gradients(L, c, 1, r, Y, dY);
        harmonics(L, c, 1, high, Yh);
        harmonics(L, c, 1, low, Yl);
        double step = (double)(high[k] - low[k]), size = vec3_norm(point_of(r));
        double scale = sqrt(2 * L + 1) * (double)L * (1 + pow(size, -3));
        for (int i = 0; i < K; i++) {
          double e = (double)(Yh[i] - Yl[i]) / step - (double)dY[k * K + i];
          check_residual(fabs(e), 20 * scale * pow((double)REAL_EPS, 2.0 / 3),
                         "difference quotient, component %d, axis %d", i, k);
        }
      }
}

/* harmonics_backward adds dY . gradient, in the same precision: K products. */
TEST(law_backward)
{
  struct random g = random_seed(12);
  real xyz[3 * SLOPE_N], back[3 * SLOPE_N], *Y = room(SLOPE_N * SLOPE_K);
  real *dY = room(3 * SLOPE_N * SLOPE_K), *weight = room(SLOPE_N * SLOPE_K);
  random_points(&g, SLOPE_N, xyz);
  for (int norm = 0; norm < 3; norm++) {
    enum harmonics_norm c = (enum harmonics_norm)norm;
    for (int i = 0; i < SLOPE_N * SLOPE_K; i++)
      weight[i] = (real)random_normal(&g);
    for (int i = 0; i < 3 * SLOPE_N; i++)
      back[i] = (real)i;
    harmonics_gradients(SLOPE_L, c, SLOPE_N, xyz, Y, dY);
    harmonics_backward(SLOPE_L, c, SLOPE_N, xyz, weight, back);
    for (size_t i = 0; i < 3 * SLOPE_N; i++) {
      double sum = (double)i, size = sum;
      for (size_t j = 0; j < SLOPE_K; j++) {
        double term =
            (double)weight[i / 3 * SLOPE_K + j] * (double)dY[i * SLOPE_K + j];
        sum += term, size += fabs(term);
      }
      claim("y-backward", fabs((double)back[i] - sum) / size,
            2 * SLOPE_K * (double)REAL_EPS);
    }
  }
}

/* ---- [anchors] Values made by another program ---- */

/* Rounds an exactly given point to real: none of them loses a digit. */
static void anchor_xyz(int p, real *xyz)
{
  for (int k = 0; k < 3; k++)
    xyz[k] = (real)anchor_point[p][k];
}

TEST(anchor_table)
{
  real xyz[3], *Y = room(harmonics_count(200));
  for (int p = 0; p < ANCHOR_POINTS; p++) {
    anchor_xyz(p, xyz);
    harmonics(200, HARMONICS_INTEGRAL, 1, xyz, Y);
    for (int i = 0; i < ANCHOR_VALUES; i++) {
      int l = anchor_lm[i][0], m = anchor_lm[i][1];
      double error =
          fabs((double)Y[harmonics_index(l, m)] - anchor_value[p][i]);
      check_residual(error, bound(l), "Y_%d,%d at anchor point %d", l, m, p);
      claim("y-anchors", error / bound(l), 1);
    }
  }
}

/* Exactly a double's rounding: the ruler itself is right. */
TEST(anchor_ruler)
{
  static struct twofold Y[ROWS];
  for (int p = 0; p < ANCHOR_POINTS; p++)
    for (int i = 0; i < ANCHOR_VALUES; i++) {
      int l = anchor_lm[i][0], m = anchor_lm[i][1];
      reference_degree(l, anchor_point[p], Y);
      check_close(Y[l + m].high, anchor_value[p][i],
                  DBL_EPSILON / 2 * fabs(anchor_value[p][i]) + 1e-28,
                  "reference Y_%d,%d at point %d", l, m, p);
    }
  struct twofold two = twofold_root(2), four = twofold_multiply(two, two);
  check_close((four.high - 2) + four.low, 0, 0x1p-100, "sqrt(2)^2 - 2");
  struct twofold third =
      twofold_divide((struct twofold){1, 0}, (struct twofold){3, 0});
  check_close(third.low, 0x1p-54 / 3, 0x1p-104, "the low part of 1/3");
  struct twofold none = twofold_sqrt((struct twofold){0, 0});
  check_true(none.high == 0 && none.low == 0, "sqrt(0) divides by nothing");
  const double gaps[3] = {(double)NAN, (double)NAN, 0};
  const struct twofold zeros[3] = {{0, 0}, {0, 0}, {0, 0}};
  check_true(isnan(reference_error(1, zeros, gaps)),
             "NaN is an error for good");
}

TEST(anchor_slopes)
{
  enum { L = 20, K = (L + 1) * (L + 1) };
  real xyz[3], Y[K], dY[3 * K];
  for (int p = 0; p < 2; p++) {
    anchor_xyz(p, xyz);
    harmonics_gradients(L, HARMONICS_INTEGRAL, 1, xyz, Y, dY);
    for (int i = 0; i < ANCHOR_SLOPES; i++)
      for (int k = 0; k < 3; k++) {
        int l = anchor_slope_lm[i][0], m = anchor_slope_lm[i][1];
        double got = (double)dY[(size_t)k * K + harmonics_index(l, m)];
        double error = fabs(got - anchor_slope[p][i][k]);
        check_residual(error, slope_bound(l, vec3_norm(point_of(xyz))),
                       "d Y_%d,%d / d axis %d", l, m, k);
      }
  }
}

/* Order (y, z, x), no Condon-Shortley sign; l = 2 by hand. */
TEST(anchor_by_hand)
{
  const double r[3] = {2.0 / 7, 3.0 / 7, 6.0 / 7};
  const real xyz[3] = {2, 3, 6};
  const double x = r[0], y = r[1], z = r[2], c = sqrt(15 / (4 * pi));
  real Y[9];
  harmonics(2, HARMONICS_INTEGRAL, 1, xyz, Y);
  const double want[9] = {sqrt(1 / (4 * pi)),
                          sqrt(3 / (4 * pi)) * y,
                          sqrt(3 / (4 * pi)) * z,
                          sqrt(3 / (4 * pi)) * x,
                          c * x * y,
                          c * y * z,
                          c / sqrt(12) * (2 * z * z - x * x - y * y),
                          c * x * z,
                          c / 2 * (x * x - y * y)};
  for (int i = 0; i < 9; i++)
    claim("y-by-hand", fabs((double)Y[i] - want[i]) / bound(i > 3 ? 2 : i > 0),
          1);
}

TEST(anchor_norms)
{
  const real xyz[3] = {(real)-0.2, (real)0.5, (real)0.4};
  real Y[64], N[64], C[64];
  harmonics(7, HARMONICS_INTEGRAL, 1, xyz, Y);
  harmonics(7, HARMONICS_NORM, 1, xyz, N);
  harmonics(7, HARMONICS_COMPONENT, 1, xyz, C);
  for (int l = 0; l <= 7; l++) {
    double integral = 0, norm = 0, component = 0;
    for (int i = l * l; i < (l + 1) * (l + 1); i++) {
      integral += (double)Y[i] * (double)Y[i] * 4 * pi / (2 * l + 1);
      norm += (double)N[i] * (double)N[i];
      component += (double)C[i] * (double)C[i] / (2 * l + 1);
      check_close((double)N[i] * sqrt((2 * l + 1) / (4 * pi)), Y[i], bound(l),
                  "norm and integral differ by a factor");
    }
    double worst = larger(fabs(integral - 1), fabs(norm - 1));
    /* twice the relative error of one value */
    claim("y-norms", larger(worst, fabs(component - 1)),
          8 * (l + 1) * (double)REAL_EPS);
  }
  check_close(C[0], 1, 0, "component: Y_0 is exactly 1");
}

TEST(anchor_layout)
{
  check_true(harmonics_count(0) == 1 && harmonics_count(200) == 40401,
             "(lmax+1)^2 functions");
  check_true(harmonics_index(0, 0) == 0 && harmonics_index(1, -1) == 1 &&
                 harmonics_index(3, 2) == 14 &&
                 harmonics_index(200, 200) == 40400,
             "l^2 + l + m");
  check_true(harmonics_count(-1) == 0 && harmonics_count(201) == 0,
             "no functions for a bad lmax");
}

/* ---- [edges] Edges ---- */

TEST(edge_zero_vector)
{
  enum { L = 12, K = (L + 1) * (L + 1) };
  const real xyz[3] = {0, -REAL(0), 0};
  real Y[K], dY[3 * K], back[3] = {1, 2, 3};
  harmonics_gradients(L, HARMONICS_INTEGRAL, 1, xyz, Y, dY);
  check_close(Y[0], sqrt(1 / (4 * pi)), REAL_EPS, "the constant stays");
  for (int i = 1; i < K; i++)
    check_true(Y[i] == 0, "Y of the zero vector, component %d", i);
  for (int i = 0; i < 3 * K; i++)
    check_true(dY[i] == 0, "gradient at the zero vector, entry %d", i);
  harmonics_backward(L, HARMONICS_INTEGRAL, 1, xyz, dY, back);
  check_true(back[0] == 1 && back[1] == 2 && back[2] == 3, "nothing is added");
}

TEST(edge_nan)
{
  enum { L = 10, K = (L + 1) * (L + 1), N = 11 };
  real clean[3 * N], xyz[3 * N], *Y = room(N * K), *Z = room(N * K);
  real *dY = room(3 * N * K), *dZ = room(3 * N * K);
  struct random g = random_seed(13);
  random_points(&g, N, clean);
  memcpy(xyz, clean, sizeof xyz);
  xyz[3 * 2 + 1] = (real)NAN;
  xyz[3 * 5] = (real)INFINITY;
  xyz[3 * 9 + 2] = -(real)INFINITY;
  harmonics_gradients(L, HARMONICS_NORM, N, clean, Y, dY);
  harmonics_gradients(L, HARMONICS_NORM, N, xyz, Z, dZ);
  for (size_t i = 0; i < N * K; i++) {
    size_t p = i / K;
    bool bad = p == 2 || p == 5 || p == 9;
    check_true(bad ? isnan(Z[i]) : Z[i] == Y[i], "point %d", (int)p);
  }
  for (size_t i = 0; i < 3 * N * K; i++) {
    size_t p = i / (3 * K);
    bool bad = p == 2 || p == 5 || p == 9;
    check_true(bad ? isnan(dZ[i]) : dZ[i] == dY[i], "slope of %d", (int)p);
  }
}

/* On the axis only m = 0 is left, and it is as large as Y_l can be. */
TEST(edge_poles)
{
  enum { L = 200 };
  const real xyz[3] = {0, 0, -3};
  real *Y = room(harmonics_count(L)), *dY = room(3 * harmonics_count(L));
  harmonics_gradients(L, HARMONICS_NORM, 1, xyz, Y, dY);
  for (int l = 0; l <= L; l++)
    for (int m = -l; m <= l; m++) {
      double want = m != 0 ? 0 : l % 2 ? -1 : 1;
      check_close(Y[harmonics_index(l, m)], want, (l + 1) * (double)REAL_EPS,
                  "Y_%d,%d at the south pole", l, m);
      double slope = (double)dY[harmonics_index(l, m)];
      /* d/dx sqrt(l(l+1)/2) x z^(l-1), on the unit sphere */
      want = m != 1 ? 0 : (l % 2 ? 1 : -1) * sqrt(l * (l + 1) / 2.0) / 3;
      check_close(slope, want, (l + 1) * (l + 1) * (double)REAL_EPS,
                  "d/dx Y_%d,%d at the south pole", l, m);
    }
}

/* Extremes of the range of real. */
TEST(edge_range)
{
  const real tiny =
      REAL_IS_FLOAT ? (real)0x1p-149 : (real)(DBL_MIN * DBL_EPSILON);
  const real sizes[] = {tiny, REAL_MIN, 1, REAL_MAX / 2};
  for (int i = 0; i < 4; i++) {
    const real xyz[3] = {-sizes[i], sizes[i], 2 * sizes[i]};
    real Y[9], dY[27];
    harmonics_gradients(2, HARMONICS_INTEGRAL, 1, xyz, Y, dY);
    check_close(Y[1], sqrt(3 / (4 * pi) / 6), bound(1), "y/|r|, size %d", i);
    check_close(Y[6], sqrt(5 / (16 * pi)), bound(2), "degree 2, size %d", i);
    double want = sqrt(3 / (4 * pi)) * 5 / (6 * sqrt(6));
    double slope = (double)dY[9 + 1], size = (double)sizes[i];
    if (i == 0) /* 2 size has the binary digits of REAL_MIN, and its exponent */
      size = (double)REAL_MIN / 2;
    check_close(slope * size, want, 8 * REAL_EPS, "d/dy of y/|r|, %d", i);
    check_true(dY[0] == 0 && dY[9] == 0 && dY[18] == 0, "l = 0 is flat");
  }
}

/* Vectors from the smallest there is up to 1.  On the axis only m = 1 and -1
 * have a gradient; that of the others is rounding and never infinite.  Where
 * nothing comes back nothing is added. */
TEST(edge_gradients_of_short_vectors)
{
  enum { L = 8, K = (L + 1) * (L + 1) };
  const int least = REAL_IS_FLOAT ? -149 : -1074;
  const real nothing[K] = {0};
  real g[K], Y[K], dY[3 * K];
  struct random r = random_seed(22);
  for (int i = 0; i < K; i++)
    g[i] = (real)random_normal(&r);
  for (int e = least; e <= 0; e++) {
    const real t = (real)ldexp(1, e), xyz[3] = {0, 0, t};
    real none[3] = {1, 2, 3}, some[3] = {0};
    harmonics_gradients(L, HARMONICS_NORM, 1, xyz, Y, dY);
    for (int l = 0; l <= L; l++)
      for (int i = l * l; i < (l + 1) * (l + 1); i++) {
        double most = 8 * (l + 1) * (double)REAL_EPS * l * (l + 1);
        double length = fmax((double)t, (double)REAL_MIN);
        for (int k = 0; abs(i - l * l - l) != 1 && k < 3; k++)
          check_true(fabs((double)dY[k * K + i]) <= most / length,
                     "length 2^%d, l = %d, component %d by %d", e, l, i, k);
      }
    harmonics_backward(L, HARMONICS_NORM, 1, xyz, nothing, none);
    check_true(none[0] == 1 && none[1] == 2 && none[2] == 3,
               "length 2^%d: nothing is added", e);
    harmonics_backward(L, HARMONICS_NORM, 1, xyz, g, some);
    check_true(!isnan(some[0]) && !isnan(some[1]) && !isnan(some[2]),
               "length 2^%d: no infinities of both signs", e);
  }
}

/* Blocks of eight: any number of points gives what each gives alone. */
TEST(edge_blocks)
{
  enum { L = 10, K = (L + 1) * (L + 1), N = 25 };
  struct random g = random_seed(14);
  real xyz[3 * N], *Y = room((N + 1) * K), one[K];
  random_points(&g, N, xyz);
  for (size_t n = 0; n <= N; n++) {
    Y[n * K] = 123;
    check_true(harmonics(L, HARMONICS_INTEGRAL, n, xyz, Y) == HARMONICS_OK,
               "%d points", (int)n);
    check_true(Y[n * K] == 123, "nothing behind the last point is written");
    for (size_t p = 0; p < n; p++) {
      harmonics(L, HARMONICS_INTEGRAL, 1, xyz + 3 * p, one);
      check_true(memcmp(one, Y + p * K, sizeof one) == 0, "point %d of %d",
                 (int)p, (int)n);
    }
  }
}

TEST(edge_bad_input)
{
  const real xyz[3] = {1, 2, 3};
  real Y[4] = {7, 7, 7, 7}, dY[12] = {7}, d[3] = {7};
  const enum harmonics_norm I = HARMONICS_INTEGRAL,
                            bad = (enum harmonics_norm)3;
  const size_t many = SIZE_MAX / 40;
  check_true(harmonics(-1, I, 1, xyz, Y) == HARMONICS_BAD_L, "l = -1");
  check_true(harmonics(201, I, 1, xyz, Y) == HARMONICS_BAD_L, "l = 201");
  check_true(harmonics(1, bad, 1, xyz, Y) == HARMONICS_BAD_NORM, "norm 3");
  check_true(harmonics(1, I, many, xyz, Y) == HARMONICS_OVERFLOW, "too many");
  check_true(harmonics(1, I, 1, NULL, Y) == HARMONICS_NULL, "no points");
  check_true(harmonics(1, I, 1, xyz, NULL) == HARMONICS_NULL, "no room");
  check_true(harmonics_gradients(-1, I, 1, xyz, Y, dY) == HARMONICS_BAD_L, "l");
  check_true(harmonics_gradients(1, bad, 1, xyz, Y, dY) == HARMONICS_BAD_NORM,
             "norm");
  check_true(harmonics_gradients(1, I, many, xyz, Y, dY) == HARMONICS_OVERFLOW,
             "too many");
  check_true(harmonics_gradients(1, I, 1, xyz, Y, NULL) == HARMONICS_NULL,
             "no room for slopes");
  check_true(harmonics_gradients(1, I, 1, xyz, NULL, dY) == HARMONICS_NULL,
             "no room for values");
  check_true(harmonics_gradients(1, I, 1, NULL, Y, dY) == HARMONICS_NULL,
             "no points");
  check_true(harmonics_backward(201, I, 1, xyz, Y, d) == HARMONICS_BAD_L, "l");
  check_true(harmonics_backward(1, bad, 1, xyz, Y, d) == HARMONICS_BAD_NORM,
             "norm");
  check_true(harmonics_backward(1, I, many, xyz, Y, d) == HARMONICS_OVERFLOW,
             "too many");
  check_true(harmonics_backward(1, I, 1, xyz, NULL, d) == HARMONICS_NULL, "dY");
  check_true(harmonics_backward(1, I, 1, xyz, Y, NULL) == HARMONICS_NULL, "d");
  check_true(harmonics_backward(1, I, 1, NULL, Y, d) == HARMONICS_NULL, "xyz");
  check_true(Y[0] == 7 && Y[3] == 7 && dY[0] == 7 && d[0] == 7,
             "outputs are untouched on an error");
  check_true(harmonics(1, I, 0, NULL, NULL) == HARMONICS_OK, "an empty set");
}

TEST(edge_messages)
{
  for (int s = -1; s <= HARMONICS_OVERFLOW + 1; s++) {
    const char *text = harmonics_message((enum harmonics_status)s);
    check_true(text && *text, "a message for status %d", s);
    for (int t = 0; t < s && t <= HARMONICS_OVERFLOW; t++)
      check_true(strcmp(text, harmonics_message((enum harmonics_status)t)) != 0,
                 "statuses %d and %d have messages of their own", s, t);
  }
}

/* ---- [suite] The suite ---- */
static const struct test tests[] = {
    CASE(law_equivariance), CASE(law_signal),
    CASE(law_order),        CASE(law_column),
    CASE(law_addition),     CASE(law_orthonormal),
    CASE(law_eigenvalue),   CASE(law_parity),
    CASE(law_circle),       CASE(law_dimension),
    CASE(law_harmonic),     CASE(law_accuracy),
    CASE(law_methods),      CASE(law_generated),
    CASE(law_size),         CASE(law_slope_turning),
    CASE(law_slope_radial), CASE(law_slope_differences),
    CASE(law_backward),     CASE(anchor_table),
    CASE(anchor_ruler),     CASE(anchor_slopes),
    CASE(anchor_by_hand),   CASE(anchor_norms),
    CASE(anchor_layout),    CASE(edge_zero_vector),
    CASE(edge_nan),         CASE(edge_poles),
    CASE(edge_range),       CASE(edge_gradients_of_short_vectors),
    CASE(edge_blocks),      CASE(edge_bad_input),
    CASE(edge_messages),
};

TEST_MAIN("03-real-harmonics/harmonics", tests)
