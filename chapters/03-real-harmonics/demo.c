/* demo.c: harmonics shown: values, pictures, and errors of every method. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo.h"
#include "harmonics.h"
#include "matrix.h"
#include "piece.h"
#include "random.h"
#include "recursion.h"
#include "twofold.h"
#include "wigner.h"

/* ---- [precisions] Every method, in both precisions ---- */
#define T       float
#define NAME(x) float_##x
#include "recursion.h"
#define T       float
#define NAME(x) float_##x
#include "methods.h"
#define T       double
#define NAME(x) double_##x
#include "recursion.h"
#define T       double
#define NAME(x) double_##x
#include "methods.h"

/* ---- [generator] The generator, to show what it writes ---- */
int generator_main(int argc, char **argv);
#define main generator_main
#include "gen_harmonics.c"
#undef main

/* ---- [tools] Small things ---- */
static const double pi = 3.14159265358979323846;
enum { LMAX = 9, COUNT = (LMAX + 1) * (LMAX + 1) };

static void values(int l, vec3 r, double *Y)
{
  real xyz[3] = {(real)r.x, (real)r.y, (real)r.z}, all[COUNT];
  harmonics(l, HARMONICS_INTEGRAL, 1, xyz, all);
  for (int i = 0; i <= 2 * l; i++)
    Y[i] = (double)all[l * l + i];
}

static vec3 random_direction(struct random *g)
{
  vec3 r = {random_normal(g), random_normal(g), random_normal(g)};
  return vec3_scale(1 / vec3_norm(r), r);
}

/* The degree-l Legendre polynomial. */
static double legendre(int l, double t)
{
  double P = 1, before = 0;
  for (int k = 1; k <= l; k++) {
    double next = ((2 * k - 1) * t * P - (k - 1) * before) / k;
    before = P, P = next;
  }
  return P;
}

/* ---- [values] Numbers one can check by hand ---- */
static void show_values(void)
{
  demo_section("values", "Y of the point (2, 3, 6), |r| = 7");
  const real xyz[3] = {2, 3, 6};
  real Y[9];
  harmonics(2, HARMONICS_INTEGRAL, 1, xyz, Y);
  for (int l = 0; l <= 2; l++) {
    printf("l = %d ", l);
    for (int m = -l; m <= l; m++)
      printf("  %+.6f", (double)Y[harmonics_index(l, m)]);
    printf("\n");
  }
  double power[3] = {0};
  for (int l = 0; l <= 2; l++)
    for (int m = -l; m <= l; m++)
      power[l] += pow((double)Y[harmonics_index(l, m)], 2) * 4 * pi;
  printf("4 pi sum of squares:  %.6f  %.6f  %.6f\n", power[0], power[1],
         power[2]);
}

/* ---- [signals] Who turns with R and who with its inverse ---- */
static void show_signals(void)
{
  demo_section("signals", "A signal is moved by R, l = 3");
  struct random g = random_seed(1);
  double a[7], moved[7], D[49], Y[7], back[7], right[7], wrong[7];
  rot3 R = so3_random(&g);
  vec3 r = random_direction(&g);
  for (int i = 0; i < 7; i++)
    a[i] = random_normal(&g);
  wigner_d(3, R, D);
  values(3, r, Y);
  matrix_multiply(7, 7, 1, D, a, moved);
  matrix_multiply_tn(7, 7, 1, D, a, wrong);
  values(3, so3_apply(so3_inverse(R), r), back);
  double f = 0, by_d = 0, by_inverse = 0;
  for (int i = 0; i < 7; i++) {
    f += a[i] * back[i];
    by_d += moved[i] * Y[i];
    by_inverse += wrong[i] * Y[i];
  }
  printf("(R.f)(r) = f(R^-1 r)             %+.15f\n", f);
  printf("coefficients D(R) a, at r        %+.15f\n", by_d);
  printf("coefficients D(R)^-1 a, at r     %+.15f\n", by_inverse);

  double worst_right = 0, worst_wrong = 0;
  for (int trial = 0; trial < 1000; trial++) {
    R = so3_random(&g), r = random_direction(&g);
    wigner_d(3, R, D);
    values(3, r, Y);
    values(3, so3_apply(R, r), back);
    matrix_multiply(7, 7, 1, D, Y, right);
    matrix_multiply_tn(7, 7, 1, D, Y, wrong);
    worst_right = fmax(worst_right, matrix_max_difference(7, right, back));
    worst_wrong = fmax(worst_wrong, matrix_max_difference(7, wrong, back));
  }
  printf("\nover 1000 random R and r\n");
  printf("max |Y(R r) - D(R) Y(r)|         %.1e\n", worst_right);
  printf("max |Y(R r) - D(R)^-1 Y(r)|      %.1f\n", worst_wrong);
  demo_value("signals.right", "%.0e", worst_right);
  demo_value("signals.wrong", "%.1f", worst_wrong);
  FILE *file = demo_open("signal.dat");
  for (int i = 0; i <= 360; i++) {
    double t = i * pi / 180 - pi, u = t - pi / 3;
    double here = 0.6 * cos(t) + 0.35 * cos(2 * t + 0.6) + 0.2 * sin(3 * t);
    double there = 0.6 * cos(u) + 0.35 * cos(2 * u + 0.6) + 0.2 * sin(3 * u);
    fprintf(file, "%g %g %g\n", t * 180 / pi, here, there);
  }
}

/* ---- [counting] How many harmonic polynomials there are ---- */
static size_t rank_of(size_t rows, size_t cols, double *A)
{
  double S[32], V[32 * 32];
  size_t rank = 0;
  if (matrix_svd(rows, cols, A, S, V))
    while (rank < cols && S[rank] > 1e-6 * S[0])
      rank++;
  return rank;
}

static void show_counting(void)
{
  demo_section("counting", "Polynomials of degree l, and who is harmonic");
  printf(" l  monomials  conditions  left  rank of Y  rank of Re Y^m_l\n");
  struct random g = random_seed(2);
  enum { N = 200 };
  static double all[N * 21], only[N * 21];
  for (int l = 0; l <= 6; l++) {
    int n = 2 * l + 1;
    for (int p = 0; p < N; p++) {
      double *Y = all + p * n, *Re = only + p * n;
      values(l, random_direction(&g), Y);
      for (int m = -l; m <= l; m++) /* Re Y^-m = (-1)^m Re Y^m */
        Re[l + m] = Y[l + abs(m)] * (m == 0 ? 1 : m < 0 && m % 2 ? -1 : 1);
    }
    int monomials = (l + 1) * (l + 2) / 2, conditions = l * (l - 1) / 2;
    size_t rank = rank_of(N, (size_t)n, only);
    printf("%2d  %9d  %10d  %4d  %9zu  %16zu\n", l, monomials, conditions,
           monomials - conditions, rank_of(N, (size_t)n, all), rank);
    if (l == 6)
      demo_value("realpart.rank", "%zu", rank);
  }
}

/* ---- [polar] Another polar axis ---- */
static void show_polar(void)
{
  demo_section("polar", "Harmonics about the x axis, in those about z, l = 1");
  /* x -> z -> y -> x: what was x is called z */
  const rot3 P = {{{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}};
  double D[81], Y[9], other[9], want[9], worst = 0;
  struct random g = random_seed(3);
  wigner_d(1, P, D);
  for (int i = 0; i < 9; i++)
    printf("%3.0f%s", fabs(D[i]), i % 3 == 2 ? "\n" : "");
  for (int l = 0; l <= 4; l++)
    for (int trial = 0; trial < 100; trial++) {
      vec3 r = random_direction(&g);
      size_t n = 2 * (size_t)l + 1;
      wigner_d(l, P, D);
      values(l, r, Y);
      values(l, so3_apply(P, r), other);
      matrix_multiply(n, n, 1, D, Y, want);
      worst = fmax(worst, matrix_max_difference(n, want, other));
    }
  printf("max |Y about x - D(P) Y about z|, l = 0..4:  %.0e\n", worst);
  demo_value("polar.error", "%.0e", worst);
}

/* ---- [solid] Why the unit sphere ---- */
static void show_solid(void)
{
  demo_section("solid", "Through the origin along (1, 1, 1)");
  printf("     t    Y_2,1(t r)    |t r|^2 Y_2,1(t r)   Y_1,1    |t r| Y_1,1\n");
  FILE *file = demo_open("solid.dat");
  for (int i = -40; i <= 40; i++) {
    double t = i / 40.0, one[3], two[5];
    vec3 r = vec3_scale(t / sqrt(3), (vec3){1, 1, 1});
    values(1, r, one);
    values(2, r, two);
    fprintf(file, "%g %g %g %g %g\n", t, two[3], t * t * two[3], one[2],
            fabs(t) * one[2]);
    if (i % 20 == 0 || abs(i) == 1)
      printf("%+6.3f  %12.6f  %20.6f  %+7.4f  %+11.4f\n", t, two[3],
             t * t * two[3], one[2], fabs(t) * one[2]);
  }
  double before[3], after[3];
  values(1, (vec3){-1e-9, 0, 0}, before);
  values(1, (vec3){1e-9, 0, 0}, after);
  demo_value("solid.jump", "%.2f", after[2] - before[2]);
}

/* ---- [addition] What all of a degree know together ---- */

/* The harmonics of a direction up to degree L, summed at an angle from it. */
static double bump(int L, double angle)
{
  double sum = 0;
  for (int l = 0; l <= L; l++)
    sum += (2 * l + 1) * legendre(l, cos(angle));
  return sum / ((L + 1) * (L + 1));
}

/* Where the bump is at least half as high as at its middle, in degrees. */
static double bump_width(int L)
{
  double angle = 0;
  while (bump(L, angle) > 0.5)
    angle += 1e-4;
  return 2 * angle * 180 / pi;
}

static void show_addition(void)
{
  demo_section("addition", "sum_m Y_m(u) Y_m(v) for u.v = 0.3");
  printf(" l   three pairs of directions at the same angle"
         "      (2l+1)/(4 pi) P_l(0.3)\n");
  struct random g = random_seed(4);
  vec3 u[3], v[3];
  for (int k = 0; k < 3; k++) {
    u[k] = random_direction(&g);
    vec3 side = vec3_cross(u[k], random_direction(&g));
    side = vec3_scale(sqrt(1 - 0.09) / vec3_norm(side), side);
    v[k] = vec3_add(vec3_scale(0.3, u[k]), side);
  }
  for (int l = 0; l <= 5; l++) {
    printf("%2d ", l);
    for (int k = 0; k < 3; k++) {
      double a[11], b[11], sum = 0;
      values(l, u[k], a);
      values(l, v[k], b);
      for (int i = 0; i <= 2 * l; i++)
        sum += a[i] * b[i];
      printf("  %+.12f", sum);
    }
    printf("     %+.12f\n", (2 * l + 1) / (4 * pi) * legendre(l, 0.3));
  }
  FILE *file = demo_open("addition.dat");
  for (int i = -180; i <= 180; i++) {
    fprintf(file, "%d", i);
    for (int L = 2; L <= 16; L *= 2)
      fprintf(file, " %g", bump(L, i * pi / 180));
    fprintf(file, "\n");
  }
  demo_value("addition.width4", "%.0f", bump_width(4));
  demo_value("addition.width8", "%.0f", bump_width(8));
  demo_value("addition.width16", "%.0f", bump_width(16));
}

/* ---- [poles] The cosine of a small angle ---- */

/* The reference at a point; the last answer is kept. */
static const struct twofold *exactly(int l, const float xyz[3])
{
  static struct twofold exact[ROWS];
  static float last[3];
  static int last_l = -1;
  if (l != last_l || memcmp(last, xyz, sizeof last) != 0) {
    const double r[3] = {(double)xyz[0], (double)xyz[1], (double)xyz[2]};
    reference_degree(l, r, exact);
    memcpy(last, xyz, sizeof last);
    last_l = l;
  }
  return exact;
}

static double float_error(void (*method)(int, const float *, float *), int l,
                          const float xyz[3])
{
  static struct float_lanes v;
  double wide[ROWS];
  float u[3], Y[ROWS], many[ROWS][LANES];
  double seeds[POWERS];
  for (int p = 0; p < LANES; p++)
    float_set_point(&v, p, xyz);
  u[0] = v.x[0], u[1] = v.y[0], u[2] = v.z[0];
  if (method) {
    method(l, u, Y);
  } else {
    recursion_seeds(l, HARMONICS_INTEGRAL, seeds);
    float_set_powers(&v, l);
    float_degree(&v, l, seeds[l], many);
  }
  for (int i = 0; i <= 2 * l; i++)
    wide[i] = (double)(method ? Y[i] : many[i][0]);
  return reference_error(l, exactly(l, xyz), wide);
}

static double double_error(void (*method)(int, const double *, double *), int l,
                           const float xyz[3])
{
  static struct double_lanes v;
  double r[3] = {(double)xyz[0], (double)xyz[1], (double)xyz[2]}, wide[ROWS];
  double u[3], many[ROWS][LANES], seeds[POWERS];
  for (int p = 0; p < LANES; p++)
    double_set_point(&v, p, r);
  u[0] = v.x[0], u[1] = v.y[0], u[2] = v.z[0];
  if (method)
    method(l, u, wide);
  else {
    recursion_seeds(l, HARMONICS_INTEGRAL, seeds);
    double_set_powers(&v, l);
    double_degree(&v, l, seeds[l], many);
    for (int i = 0; i <= 2 * l; i++)
      wide[i] = many[i][0];
  }
  return reference_error(l, exactly(l, xyz), wide);
}

static void show_poles(void)
{
  demo_section("poles", "Error in float at an angle from the pole, l = 4");
  printf("  angle   cos theta    Cartesian\n");
  FILE *file = demo_open("poles.dat");
  struct random g = random_seed(5);
  for (int k = 0; k <= 24; k++) {
    double angle = pow(10, -k / 4.0), worst[2] = {0, 0};
    for (int trial = 0; trial < 40; trial++) {
      double phi = 2 * pi * random_uniform(&g);
      double t = angle * (1 + 0.2 * random_uniform(&g));
      const float xyz[3] = {(float)(sin(t) * cos(phi)),
                            (float)(sin(t) * sin(phi)), (float)cos(t)};
      worst[0] = fmax(worst[0], float_error(float_angles, 4, xyz));
      worst[1] = fmax(worst[1], float_error(NULL, 4, xyz));
    }
    fprintf(file, "%g %g %g\n", angle, worst[0], worst[1]);
    if (k % 4 == 0)
      printf("%7.0e  %10.1e  %11.1e\n", angle, worst[0], worst[1]);
    if (k == 16) {
      demo_value("poles.cosine", "%.0e", worst[0]);
      demo_value("poles.cartesian", "%.0e", worst[1]);
    }
  }
}

/* ---- [accuracy] Error against degree ---- */
enum { METHODS = 5, TRIALS = 36 };

static void error_of_degree(int l, const float (*xyz)[3], double *f, double *d)
{
  void (*const in_float[])(int, const float *, float *) = {
      NULL, float_upward, float_factorials, float_explicit_sum, float_angles};
  void (*const in_double[])(int, const double *,
                            double *) = {NULL, double_upward, double_factorials,
                                         double_explicit_sum, double_angles};
  const double size = sqrt((2 * l + 1) / (4 * pi));
  for (int k = 0; k < METHODS; k++)
    f[k] = d[k] = 0;
  for (int p = 0; p < TRIALS; p++)
    for (int k = 0; k < METHODS; k++) {
      double e = float_error(in_float[k], l, xyz[p]) / size;
      f[k] = e <= f[k] || isnan(f[k]) ? f[k] : e;
      e = double_error(in_double[k], l, xyz[p]) / size;
      d[k] = e <= d[k] || isnan(d[k]) ? d[k] : e;
    }
}

static void accuracy_points(float (*xyz)[3])
{
  struct random g = random_seed(6);
  for (int p = 0; p < TRIALS; p++) {
    double squeeze = p % 3 == 0 ? pow(10, -5 * random_uniform(&g)) : 1;
    vec3 r = random_direction(&g);
    xyz[p][0] = (float)(r.x * squeeze);
    xyz[p][1] = (float)(r.y * squeeze);
    xyz[p][2] = (float)r.z;
  }
}

static void record_accuracy(int l, const double *f, const double *d)
{
  if (l == 12 || l == 20)
    demo_value(l == 12 ? "accuracy.sum12" : "accuracy.sum20", "%.0e", f[3]);
  if (l == 40)
    demo_value("accuracy.sum40", "%.0e", d[3]);
  if (l == 64)
    demo_value("accuracy.sum64", "%.0e", d[3]);
  if (l == 100) {
    demo_value("accuracy.float100", "%.0f", f[0] / (double)FLT_EPSILON);
    demo_value("accuracy.double100", "%.0f", d[0] / DBL_EPSILON);
    demo_value("accuracy.up_double100", "%.0f", d[1] / DBL_EPSILON);
  }
}

static void show_accuracy(void)
{
  demo_section("accuracy", "Largest error / largest |Y_l|, by method");
  printf("      float                                    "
         "double\n  l   ours     upward   factorl  sum      "
         "ours     upward   factorl  sum\n");
  static float xyz[TRIALS][3];
  accuracy_points(xyz);
  FILE *file = demo_open("error.dat");
  for (int l = 1; l <= 100; l += l < 40 ? 1 : 4) {
    double f[METHODS], d[METHODS];
    error_of_degree(l, (const float(*)[3])xyz, f, d);
    fprintf(file, "%d", l);
    for (int k = 0; k < METHODS; k++)
      fprintf(file, " %g", f[k] < 1e30 ? f[k] : (double)NAN);
    for (int k = 0; k < METHODS; k++)
      fprintf(file, " %g", d[k] < 1e30 ? d[k] : (double)NAN);
    fprintf(file, " %g %g\n", 4 * (l + 1) * (double)FLT_EPSILON,
            4 * (l + 1) * DBL_EPSILON);
    record_accuracy(l, f, d);
    if (l == 4 || l == 12 || l == 20 || l == 32 || l == 40 || l == 64 ||
        l == 88 || l == 100) {
      printf("%3d", l);
      for (int k = 0; k < 4; k++)
        printf("  %7.0e", f[k]);
      for (int k = 0; k < 4; k++)
        printf("  %7.0e", d[k]);
      printf("\n");
    }
  }
}

/* ---- [terms] The explicit sum for m = 0 at the pole, term by term ---- */
static void show_terms(void)
{
  const int l = 20;
  double term = sqrt((2 * l + 1) / (4 * pi)), largest = 0;
  for (int k = 1; k <= l; k++) /* the first: (2l)! / (2^l l! l!) */
    term *= (2 * k - 1.0) / k;
  for (int k = 0, n = l; n >= 0; k++, n -= 2) {
    largest = fmax(largest, fabs(term));
    term *= -n * (n - 1) / (2.0 * (k + 1) * (2 * l - 2 * k - 1));
  }
  demo_value("sum.term20", "%.0e", largest);
  demo_value("sum.value20", "%.1f", sqrt((2 * l + 1) / (4 * pi)));
}

/* ---- [wall] Where factorials end ---- */
static void show_wall(void)
{
  demo_section("wall", "The first degree that factorials get wrong by 1e-3");
  const float xyz[3] = {0.8f, -0.6f, 0.05f};
  int last[2] = {0, 0};
  while (last[0] < 120 && float_error(float_factorials, last[0], xyz) <= 1e-3)
    last[0]++;
  while (last[1] < 120 && double_error(double_factorials, last[1], xyz) <= 1e-3)
    last[1]++;
  printf("float: l = %d    double: l = %d\n", last[0], last[1]);
  demo_value("wall.float", "%d", last[0]);
  demo_value("wall.double", "%d", last[1]);
}

/* ---- [gradients] Slopes ---- */
static void show_gradients(void)
{
  demo_section("gradients", "Slopes of Y_2 at (2, 3, 6)");
  const real xyz[3] = {2, 3, 6};
  real Y[9], dY[27];
  harmonics_gradients(2, HARMONICS_INTEGRAL, 1, xyz, Y, dY);
  printf("  m       Y        d/dx       d/dy       d/dz      r . grad Y\n");
  for (int i = 4; i < 9; i++) {
    double x = (double)dY[i], y = (double)dY[9 + i], z = (double)dY[18 + i];
    printf("%3d  %+.6f  %+.6f  %+.6f  %+.6f     %+.0e\n", i - 6, (double)Y[i],
           x, y, z, 2 * x + 3 * y + 6 * z);
  }
}

/* Error of the difference quotient of Y_6,m at a random point, in double. */
static void show_differences(void)
{
  demo_section("differences", "Difference quotients against the slope, l = 6");
  enum { L = 6, K = (L + 1) * (L + 1) };
  const real r[3] = {(real)0.4, (real)-0.7, (real)0.9};
  real Y[K], dY[3 * K], high[K], low[K];
  FILE *file = demo_open("differences.dat");
  harmonics_gradients(L, HARMONICS_INTEGRAL, 1, r, Y, dY);
  printf("     h     forward    central\n");
  for (int e = 2; e <= 24; e++) {
    double h = pow(10, -e / 2.0), forward = 0, central = 0;
    const real up[3] = {r[0] + (real)h, r[1], r[2]};
    const real down[3] = {r[0] - (real)h, r[1], r[2]};
    harmonics(L, HARMONICS_INTEGRAL, 1, up, high);
    harmonics(L, HARMONICS_INTEGRAL, 1, down, low);
    for (int i = L * L; i < K; i++) {
      double slope = (double)dY[i];
      forward = fmax(forward, fabs((double)(high[i] - Y[i]) / h - slope));
      central = fmax(central, fabs((double)(high[i] - low[i]) / 2 / h - slope));
    }
    fprintf(file, "%g %g %g\n", h, forward, central);
    if (e % 4 == 0)
      printf("%7.0e  %9.1e  %9.1e\n", h, forward, central);
    if (e == 10)
      demo_value("differences.best", "%.0e", central);
  }
}

/* ---- [generated] What the generator writes ---- */
static void show_generated(void)
{
  demo_section("generated", "gen_harmonics.c writes degree 2");
  write_degree(2);
  demo_section("operations", "Work per point for one degree");
  printf("  l   recursion (block of 8)        generated\n"
         "      roots  divisions  products    roots  divisions  products\n");
  for (int l = 1; l <= 8; l *= 2)
    printf("%3d   %5.2f  %9.2f  %8d    %5d  %9d  %8d\n", l, l / 8.0,
           2 * l / 8.0, 4 * l + 2 * l + 2, 0, 0, 4 * l - 2 + 2 * l + 2);
}

/* ---- [picture] A small renderer: triangles, depth, light ----
 *
 * A picture is painted at twice its size and averaged down; its file is
 * 8-bit red, green, blue, row by row from the top. */
enum { SS = 2 };
struct picture {
  int w, h; /* at twice the size */
  float (*rgb)[3];
  double *depth;
};

static struct picture picture_new(int w, int h)
{
  struct picture s = {w * SS, h * SS, NULL, NULL};
  size_t n = (size_t)(s.w * s.h);
  s.rgb = malloc(n * sizeof *s.rgb);
  s.depth = malloc(n * sizeof *s.depth);
  if (!s.rgb || !s.depth) {
    fprintf(stderr, "demo: no memory for a picture\n");
    exit(EXIT_FAILURE);
  }
  for (size_t i = 0; i < n; i++) {
    s.depth[i] = -1e30;
    s.rgb[i][0] = s.rgb[i][1] = s.rgb[i][2] = 1;
  }
  return s;
}

static void picture_write(struct picture *s, const char *name)
{
  FILE *file = demo_open(name);
  for (int y = 0; y < s->h; y += SS)
    for (int x = 0; x < s->w; x += SS)
      for (int k = 0; k < 3; k++) {
        float sum = 0;
        for (int i = 0; i < SS * SS; i++)
          sum += s->rgb[(y + i / SS) * s->w + x + i % SS][k];
        fputc((int)lrint(255 * (double)sum / (SS * SS)), file);
      }
  free(s->rgb);
  free(s->depth);
}

/* The camera looks along -w; u points right on the page, v up. */
struct camera {
  vec3 u, v, w;
};

static struct camera camera_from(double azimuth, double elevation)
{
  double c = cos(elevation), s = sin(elevation);
  struct camera a;
  a.w = (vec3){c * cos(azimuth), c * sin(azimuth), s};
  a.u = (vec3){-sin(azimuth), cos(azimuth), 0};
  a.v = vec3_cross(a.w, a.u);
  return a;
}

/* Light from above the reader's left shoulder; dark blue below zero, light
 * orange above, so that the sign survives grey print. */
static void paint(double sign, double strength, vec3 normal,
                  const struct camera *a, float rgb[3])
{
  static const double plus[3] = {0.98, 0.66, 0.26},
                      minus[3] = {0.05, 0.30, 0.58};
  vec3 light = vec3_add(vec3_scale(-0.45, a->u), vec3_scale(0.60, a->v));
  light = vec3_add(light, vec3_scale(0.66, a->w));
  if (vec3_dot(normal, a->w) < 0)
    normal = vec3_scale(-1, normal);
  double lambert = fmax(0, vec3_dot(normal, light) / vec3_norm(light));
  vec3 half = vec3_add(light, a->w);
  double shine = fmax(0, vec3_dot(normal, half) / vec3_norm(half));
  for (int k = 0; k < 3; k++) {
    double base = sign < 0 ? minus[k] : plus[k];
    base = 1 - strength + strength * base;
    double c = base * (0.42 + 0.62 * lambert) + 0.22 * pow(shine, 40);
    rgb[k] = (float)fmin(0.97, c); /* pure white is the paper */
  }
}

struct vertex {
  vec3 at, normal;
  double value;
};

static double edge(const double *a, const double *b, double x, double y)
{
  return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
}

/* One triangle of vertices seen by camera a, drawn around pixel (cx, cy). */
static void triangle(struct picture *s, const struct camera *a, double cx,
                     double cy, double scale, const struct vertex *const t[3])
{
  double p[3][3], low[2] = {1e30, 1e30}, high[2] = {-1e30, -1e30};
  for (int i = 0; i < 3; i++) {
    p[i][0] = cx + scale * vec3_dot(t[i]->at, a->u);
    p[i][1] = cy - scale * vec3_dot(t[i]->at, a->v);
    p[i][2] = vec3_dot(t[i]->at, a->w);
    for (int k = 0; k < 2; k++) {
      low[k] = fmin(low[k], p[i][k]);
      high[k] = fmax(high[k], p[i][k]);
    }
  }
  double area = edge(p[0], p[1], p[2][0], p[2][1]);
  if (area == 0)
    return;
  for (int y = (int)ceil(low[1]); y <= (int)high[1]; y++)
    for (int x = (int)ceil(low[0]); x <= (int)high[0]; x++) {
      double b0 = edge(p[1], p[2], x, y) / area;
      double b1 = edge(p[2], p[0], x, y) / area, b2 = 1 - b0 - b1;
      if (b0 < 0 || b1 < 0 || b2 < 0 || x < 0 || y < 0 || x >= s->w ||
          y >= s->h)
        continue;
      double depth = b0 * p[0][2] + b1 * p[1][2] + b2 * p[2][2];
      int at = y * s->w + x;
      if (depth <= s->depth[at])
        continue;
      s->depth[at] = depth;
      vec3 n = vec3_add(
          vec3_scale(b0, t[0]->normal),
          vec3_add(vec3_scale(b1, t[1]->normal), vec3_scale(b2, t[2]->normal)));
      paint(b0 * t[0]->value + b1 * t[1]->value + b2 * t[2]->value, 1,
            vec3_scale(1 / fmax(vec3_norm(n), 1e-30), n), a, s->rgb[at]);
    }
}

/* ---- [surfaces] Harmonics as lit surfaces: r = |Y(n)| ---- */
enum { AROUND = 96, DOWN = 64 };

/* The normal of the surface f(n) n is f n - grad f, f = |Y|. */
static void surface_vertex(vec3 n, double value, vec3 slope, struct vertex *out)
{
  double sign = value < 0 ? -1 : 1;
  out->value = value;
  out->at = vec3_scale(sign * value, n);
  out->normal = vec3_sub(out->at, vec3_scale(sign, slope));
  double length = vec3_norm(out->normal);
  out->normal = vec3_scale(1 / fmax(length, 1e-30), out->normal);
}

/* One circle of latitude at a time, t rad from the pole. */
static double surface_row(int l, int m, double t, struct vertex *row)
{
  static real xyz[3 * (AROUND + 1)], Y[25 * (AROUND + 1)],
      dY[75 * (AROUND + 1)];
  vec3 n[AROUND + 1];
  double largest = 0;
  for (int j = 0; j <= AROUND; j++) {
    double p = 2 * pi * j / AROUND;
    n[j] = (vec3){sin(t) * cos(p), sin(t) * sin(p), cos(t)};
    xyz[3 * j] = (real)n[j].x;
    xyz[3 * j + 1] = (real)n[j].y;
    xyz[3 * j + 2] = (real)n[j].z;
  }
  harmonics_gradients(4, HARMONICS_INTEGRAL, AROUND + 1, xyz, Y, dY);
  for (int j = 0; j <= AROUND; j++) {
    const real *d = dY + 75 * j + harmonics_index(l, m);
    double value = (double)Y[25 * j + (int)harmonics_index(l, m)];
    vec3 slope = {(double)d[0], (double)d[25], (double)d[50]};
    surface_vertex(n[j], value, slope, row + j);
    largest = fmax(largest, fabs(value));
  }
  return largest;
}

static void surface(struct picture *s, const struct camera *a, double cx,
                    double cy, double radius, int l, int m)
{
  static struct vertex grid[DOWN + 1][AROUND + 1];
  double largest = 0;
  for (int i = 0; i <= DOWN; i++) {
    double t = pi * (i + 0.5 * (i == 0) - 0.5 * (i == DOWN)) / DOWN;
    largest = fmax(largest, surface_row(l, m, t, grid[i]));
  }
  for (int i = 0; i < DOWN; i++)
    for (int j = 0; j < AROUND; j++) {
      const struct vertex *A = &grid[i][j], *B = &grid[i + 1][j];
      const struct vertex *C = &grid[i + 1][j + 1], *D = &grid[i][j + 1];
      triangle(s, a, cx, cy, radius / largest,
               (const struct vertex *const[3]){A, B, C});
      triangle(s, a, cx, cy, radius / largest,
               (const struct vertex *const[3]){A, C, D});
    }
}

static void draw_surfaces(void)
{
  enum { CELL = 170 };
  struct picture s = picture_new(9 * CELL, 5 * CELL);
  struct camera a = camera_from(0.5, 0.42);
  for (int l = 0; l <= 4; l++)
    for (int m = -l; m <= l; m++)
      surface(&s, &a, (m + 4.5) * CELL * SS, (l + 0.5) * CELL * SS,
              0.46 * CELL * SS, l, m);
  picture_write(&s, "surfaces.rgb");
}

/* ---- [balls] Functions painted on a sphere, with their nodal lines ----
 *
 * The distance to a zero of f is about |f| / |grad f|: that is how a line of
 * constant width is drawn. */
enum { BALL_K = 49, ROW = 1300 };

/* Value and length of the slope of a signal at n points. */
static void signal_row(int lmax, const double *weight, size_t n,
                       const real *xyz, double *f, double *slope)
{
  static real Y[ROW * BALL_K], dY[3 * ROW * BALL_K];
  const size_t count = harmonics_count(lmax);
  harmonics_gradients(lmax, HARMONICS_INTEGRAL, n, xyz, Y, dY);
  for (size_t p = 0; p < n; p++) {
    double g[3] = {0, 0, 0};
    f[p] = 0;
    for (size_t i = 0; i < count; i++) {
      f[p] += weight[i] * (double)Y[p * count + i];
      for (size_t k = 0; k < 3; k++)
        g[k] += weight[i] * (double)dY[(3 * p + k) * count + i];
    }
    slope[p] = sqrt(g[0] * g[0] + g[1] * g[1] + g[2] * g[2]);
  }
}

/* One row of pixels: those of a chord of the disc. */
static void ball_row(struct picture *s, const struct camera *a, double cx,
                     int y, double v, double radius, int lmax,
                     const double *weight, double size)
{
  static real xyz[3 * ROW];
  static double f[ROW], slope[ROW];
  static vec3 n[ROW];
  const double half = sqrt(1 - v * v);
  const int first = (int)ceil(cx - radius * half);
  size_t count = 0;
  for (int x = first; x <= cx + radius * half && count < ROW; x++, count++) {
    double u = (x - cx) / radius, q = u * u + v * v;
    vec3 r = vec3_add(vec3_scale(u, a->u), vec3_scale(v, a->v));
    r = vec3_add(r, vec3_scale(sqrt(fmax(0, 1 - q)), a->w));
    n[count] = r;
    xyz[3 * count] = (real)r.x;
    xyz[3 * count + 1] = (real)r.y;
    xyz[3 * count + 2] = (real)r.z;
  }
  signal_row(lmax, weight, count, xyz, f, slope);
  for (size_t p = 0; p < count; p++) {
    float *rgb = s->rgb[y * s->w + first + (int)p];
    paint(f[p], fmin(1, 0.25 + 0.75 * fabs(f[p]) / size), n[p], a, rgb);
    if (lmax > 0 && fabs(f[p]) < 1.6 / radius * slope[p])
      rgb[0] = rgb[1] = rgb[2] = 0.1f;
  }
}

static void ball(struct picture *s, const struct camera *a, double cx,
                 double cy, double radius, int lmax, const double *weight)
{
  double size = 0;
  for (size_t i = 0; i < harmonics_count(lmax); i++)
    size += weight[i] * weight[i];
  for (int y = (int)ceil(cy - radius); y <= (int)(cy + radius); y++)
    ball_row(s, a, cx, y, (cy - y) / radius, radius, lmax, weight,
             0.7 * sqrt(size));
}

static void one_ball(struct picture *s, int column, int cell, int lmax, int l,
                     int m)
{
  double weight[BALL_K] = {0};
  struct camera a = camera_from(0.5, 0.42);
  weight[l * l + l + m] = 1;
  ball(s, &a, (column + 0.5) * cell * SS, 0.5 * cell * SS, 0.46 * cell * SS,
       lmax, weight);
}

static void draw_balls(void)
{
  enum { CELL = 300 };
  struct picture s = picture_new(4 * CELL, CELL);
  one_ball(&s, 0, CELL, 6, 6, 0);
  one_ball(&s, 1, CELL, 6, 6, 3);
  one_ball(&s, 2, CELL, 6, 6, 6);
  double weight[BALL_K] = {0};
  struct random g = random_seed(7);
  struct camera a = camera_from(0.5, 0.42);
  for (int i = 36; i < 49; i++)
    weight[i] = random_normal(&g);
  ball(&s, &a, 3.5 * CELL * SS, 0.5 * CELL * SS, 0.46 * CELL * SS, 6, weight);
  picture_write(&s, "nodal.rgb");
}

/* ---- [circle] Fourier on the circle, beside the sphere ---- */
static void draw_circle(void)
{
  enum { CELL = 260 };
  struct picture s = picture_new(5 * CELL, CELL);
  for (int l = 0; l <= 4; l++)
    one_ball(&s, l, CELL, 4, l, l);
  picture_write(&s, "circle.rgb");
  FILE *file = demo_open("circle.dat");
  for (int i = 0; i <= 360; i++) {
    double t = i * pi / 180;
    fprintf(file, "%g", t);
    for (int m = 0; m <= 4; m++)
      fprintf(file, " %g %g", 1 + 0.3 * cos(m * t),
              m == 0 ? 1 : 1 + 0.3 * sin(m * t));
    fprintf(file, "\n");
  }
}

/* ---- [arrows] A gradient field ---- */
static void draw_gradient(void)
{
  enum { CELL = 620 };
  struct picture s = picture_new(CELL, CELL);
  struct camera a = camera_from(0.5, 0.42);
  one_ball(&s, 0, CELL, 3, 3, 2);
  picture_write(&s, "gradient.rgb");
  FILE *file = demo_open("gradient.dat");
  for (int i = 1; i < 18; i++)
    for (int j = 0; j < 4 * i * (18 - i) / 9; j++) {
      double t = pi * i / 18, p = 2 * pi * j / (4 * i * (18 - i) / 9);
      vec3 n = {sin(t) * cos(p), sin(t) * sin(p), cos(t)};
      const real xyz[3] = {(real)n.x, (real)n.y, (real)n.z};
      real Y[16], dY[48];
      harmonics_gradients(3, HARMONICS_INTEGRAL, 1, xyz, Y, dY);
      size_t k = harmonics_index(3, 2);
      vec3 g = {(double)dY[k], (double)dY[16 + k], (double)dY[32 + k]};
      if (vec3_dot(n, a.w) > 0.12)
        fprintf(file, "%g %g %g %g\n", vec3_dot(n, a.u), vec3_dot(n, a.v),
                0.075 * vec3_dot(g, a.u), 0.075 * vec3_dot(g, a.v));
    }
}

/* ---- [piece] What the first cube of chapter 0's piece sees ---- */
static void neighbours(rot3 R, const double mirror[3], int l, double *A)
{
  double Y[2 * LMAX + 1];
  memset(A, 0, (size_t)(2 * l + 1) * sizeof *A);
  for (int j = 1; j < PIECE_POINTS; j++) {
    vec3 r = {mirror[0] * PIECE[j][0], mirror[1] * PIECE[j][1],
              mirror[2] * PIECE[j][2]};
    values(l, so3_apply(R, r), Y);
    for (int i = 0; i <= 2 * l; i++)
      A[i] += Y[i];
  }
}

static double size_of(int l, const double *A)
{
  double sum = 0;
  for (int i = 0; i <= 2 * l; i++)
    sum += A[i] * A[i];
  return sqrt(sum);
}

static void show_piece(void)
{
  const double as_it_is[3] = {1, 1, 1};
  rot3 R = so3_exp((vec3){PIECE_TURN[0], PIECE_TURN[1], PIECE_TURN[2]});
  demo_section("piece", "Three neighbours, their harmonics added");
  printf(" l   size     turned   mirrored   |A turned - D A|\n");
  for (int l = 0; l <= 4; l++) {
    double A[9], turned[9], mirrored[9], by_d[9], D[81];
    size_t n = (size_t)(2 * l + 1);
    neighbours(so3_identity(), as_it_is, l, A);
    neighbours(R, as_it_is, l, turned);
    neighbours(so3_identity(), PIECE_MIRROR, l, mirrored);
    wigner_d(l, R, D);
    matrix_multiply(n, n, 1, D, A, by_d);
    printf("%2d   %.4f   %.4f   %.4f     %.0e\n", l, size_of(l, A),
           size_of(l, turned), size_of(l, mirrored),
           matrix_max_difference(n, turned, by_d));
  }
}

/* ---- [main] All of it ---- */
int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  show_values();
  show_signals();
  show_counting();
  show_polar();
  show_solid();
  show_addition();
  show_piece();
  show_poles();
  show_accuracy();
  show_terms();
  show_wall();
  show_gradients();
  show_differences();
  show_generated();
  draw_surfaces();
  draw_balls();
  draw_circle();
  draw_gradient();
  return demo_end();
}
