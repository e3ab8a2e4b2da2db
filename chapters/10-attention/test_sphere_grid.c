/* test_sphere_grid.c: grids, and functions at their points. */
#include "test_tools.h"
#include "anchors_sphere.h"
#include "clebsch_gordan.h"
#include "sphere_grid.h"

#include <stdint.h>

static const double EPS = (double)REAL_EPS;

/* A grid that integrates products of `factors` functions exactly. */
static struct sphere_grid grid_for(int lmax, int mmax, enum sphere_order order,
                                   int factors)
{
  struct sphere_grid grid = {0};
  size_t latitudes, longitudes;
  enum tfn_status status =
      sphere_grid_size(lmax, mmax, factors, &latitudes, &longitudes);
  if (!status)
    status =
        sphere_grid_create(lmax, mmax, order, latitudes, longitudes, &grid);
  check_true(!status, "L = %d, M = %d: %s", lmax, mmax, tfn_message(status));
  return grid;
}

static real square(real x, real *derivative)
{
  if (derivative)
    *derivative = 2 * x;
  return x * x;
}

static real same(real x, real *derivative)
{
  if (derivative)
    *derivative = 1;
  return x;
}

/* ---- [gauss] Gauss and Legendre ---- */
TEST(law_gauss_integrates_polynomials)
{
  double z[40], w[40], worst = 0;
  for (size_t n = 1; n <= 40; n++) {
    check_true(!sphere_grid_gauss(n, z, w), "n = %zu", n);
    for (size_t d = 0; d <= 2 * n - 1; d++) {
      double sum = 0, want = d % 2 ? 0 : 1 / (double)(d + 1);
      for (size_t k = 0; k < n; k++)
        sum += w[k] * pow(z[k], (double)d);
      worst = larger(worst, fabs(sum - want));
    }
    double sum = 0; /* and degree 2n is too much for them */
    for (size_t k = 0; k < n; k++)
      sum += w[k] * pow(z[k], 2 * (double)n);
    check_true(n > 8 || fabs(sum - 1 / (2 * (double)n + 1)) > 1e-7,
               "z^%zu is not integrated by %zu points", 2 * n, n);
  }
  /* up to 40 terms of at most 1, each with a few roundings */
  claim("e-gauss", worst, 1e-14);
}

TEST(anchor_gauss)
{
  double z[5], w[5];
  check_true(!sphere_grid_gauss(5, z, w), "five points");
  for (int k = 0; k < 5; k++) {
    check_close(z[k], pinned_gauss[k], 4 * DBL_EPSILON, "point %d", k);
    check_close(w[k], pinned_gauss[5 + k], 8 * DBL_EPSILON, "weight %d", k);
  }
}

/* ---- [there] There and back ---- */
TEST(law_there_and_back)
{
  double worst = 0;
  for (int L = 0; L <= 6; L++)
    for (int M = 0; M <= L; M++)
      for (int order = 0; order < 2; order++) {
        struct random g = random_seed((uint64_t)(100 + 10 * L + M));
        struct sphere_grid grid =
            grid_for(L, M, order ? SPHERE_BY_ORDER : SPHERE_BY_DEGREE, 2);
        size_t n = 2 * grid.rows * 3;
        real *x = normals(&g, n), *y = numbers(n);
        real *f = numbers(2 * grid.points * 3);
        check_true(!sphere_grid_to(&grid, 2, 3, x, f) &&
                       !sphere_grid_from(&grid, 2, 3, f, y),
                   "there and back");
        worst = larger(worst, relative(n, x, y));
        real *work = numbers(s2_work(&grid, 3));
        check_true(!s2_forward(&grid, same, 2, 3, x, work, y), "identity");
        worst = larger(worst, relative(n, x, y));
        free(x), free(y), free(f), free(work);
        sphere_grid_free(&grid);
      }
  claim("e-thereandback", worst, LAYER_TOLERANCE);
}

/* Mean squares agree: coefficients of size 1 give values of size 1. */
TEST(law_values_have_the_size_of_coefficients)
{
  struct random g = random_seed(110);
  struct sphere_grid grid = grid_for(4, 2, SPHERE_BY_ORDER, 2);
  real *x = normals(&g, grid.rows), *f = numbers(grid.points);
  double sum = 0, mean = 0;
  sphere_grid_to(&grid, 1, 1, x, f);
  for (size_t k = 0; k < grid.rows; k++)
    sum += (double)(x[k] * x[k]) / (double)grid.rows;
  for (size_t p = 0; p < grid.points; p++)
    mean += (double)(grid.weight[p] * f[p] * f[p]);
  check_close(mean, sum, 100 * EPS * sum, "Parseval (seed 110)");
  free(x), free(f);
  sphere_grid_free(&grid);
}

/* <to x, f> = <x, to^T f>, and the same for `from`. */
static double dot(size_t n, const real *a, const real *b)
{
  double sum = 0;
  for (size_t k = 0; k < n; k++)
    sum += (double)a[k] * (double)b[k];
  return sum;
}

TEST(law_the_way_back_is_the_transpose)
{
  for (int order = 0; order < 2; order++) {
    struct random g = random_seed(111);
    struct sphere_grid grid =
        grid_for(5, 2, order ? SPHERE_BY_ORDER : SPHERE_BY_DEGREE, 3);
    size_t rows = grid.rows * 2, points = grid.points * 2;
    real *x = normals(&g, rows), *f = normals(&g, points);
    real *y = numbers(rows), *h = numbers(points), *dx = numbers(rows),
         *df = numbers(points);
    sphere_grid_to(&grid, 1, 2, x, h);
    sphere_grid_to_backward(&grid, 1, 2, f, dx);
    check_close(dot(points, h, f), dot(rows, x, dx), 1e3 * EPS, "to");
    sphere_grid_from(&grid, 1, 2, f, y);
    sphere_grid_from_backward(&grid, 1, 2, x, df);
    check_close(dot(rows, y, x), dot(points, f, df), 1e3 * EPS, "from");
    free(x), free(f), free(y), free(h), free(dx), free(df);
    sphere_grid_free(&grid);
  }
}

TEST(anchor_rows)
{
  /* L = 2, M = 1, by hand */
  const int l[2][8] = {{0, 1, 1, 1, 2, 2, 2}, {0, 1, 2, 1, 2, 1, 2}};
  const int m[2][8] = {{0, -1, 0, 1, -1, 0, 1}, {0, 0, 0, 1, 1, -1, -1}};
  for (int order = 0; order < 2; order++) {
    struct sphere_grid grid =
        grid_for(2, 1, order ? SPHERE_BY_ORDER : SPHERE_BY_DEGREE, 2);
    check_true(grid.rows == 7 && grid.latitudes == 3 && grid.longitudes == 3,
               "sizes");
    for (int k = 0; k < 7; k++)
      check_true(grid.l[k] == l[order][k] && grid.m[k] == m[order][k],
                 "order %d, row %d is (%d, %d)", order, k, grid.l[k],
                 grid.m[k]);
    /* the first point: longitude 0 at the northern zero sqrt(3/5) of P_3 */
    check_close(grid.point[0], sqrt(0.4), 4 * EPS, "x");
    check_close(grid.point[1], 0, 4 * EPS, "y");
    check_close(grid.point[2], sqrt(0.6), 4 * EPS, "z");
    check_close(grid.weight[0], 5 / 18.0 / 3, 4 * EPS, "weight");
    check_close(grid.to[order ? 1 : 2], sqrt(3) * sqrt(0.6) / sqrt(7), 8 * EPS,
                "Y_10 there, over sqrt(rows)");
    sphere_grid_free(&grid);
  }
}

/* ---- [exact] Squares are exact: they are the coupling of chapter 4 ----
 *
 * The mean over the sphere of Y_1 Y_2 Y_3 is
 * sqrt((2 l1 + 1)(2 l2 + 1)/(2 l3 + 1)) C[0][0][0] C[m1][m2][m3]: the factor
 * is what both sides are at the pole. */
static void couple(int lmax, const real *x, double *y)
{
  static double C[13 * 13 * 13];
  size_t K = harmonics_count(lmax);
  for (size_t k = 0; k < K; k++)
    y[k] = 0;
  for (int a = 0; a <= lmax; a++)
    for (int b = 0; b <= lmax; b++)
      for (int c = abs(a - b); c <= lmax && c <= a + b; c++) {
        check_true(!cg_real(a, b, c, C), "a tensor");
        int B = 2 * b + 1, D = 2 * c + 1;
        double pole =
            C[(a * B + b) * D + c] * sqrt((2 * a + 1) * (double)B / (double)D);
        for (int i = 0; i <= 2 * a; i++)
          for (int j = 0; j < B; j++)
            for (int k = 0; k < D; k++)
              y[c * c + k] += pole * C[(i * B + j) * D + k] *
                              (double)x[a * a + i] * (double)x[b * b + j];
      }
  for (size_t k = 0; k < K; k++)
    y[k] /= sqrt((double)K);
}

static double square_error(int lmax, int factors)
{
  struct random g = random_seed(112);
  struct sphere_grid grid = grid_for(lmax, lmax, SPHERE_BY_DEGREE, factors);
  real *x = normals(&g, grid.rows), *y = numbers(grid.rows);
  real *work = numbers(s2_work(&grid, 1));
  double *want = calloc(grid.rows, sizeof *want), error = 0, most = 1;
  check_true(want && !s2_forward(&grid, square, 1, 1, x, work, y), "square");
  couple(lmax, x, want);
  for (size_t k = 0; k < grid.rows; k++) {
    error = larger(error, fabs(want[k] - (double)y[k]));
    most = larger(most, fabs(want[k]));
  }
  free(x), free(y), free(work), free(want);
  sphere_grid_free(&grid);
  return error / most;
}

TEST(law_squares_are_couplings)
{
  double worst = 0;
  for (int lmax = 0; lmax <= 6; lmax++)
    worst = larger(worst, square_error(lmax, 3));
  for (int lmax = 1; lmax <= 6; lmax++) /* and a smaller grid does not do */
    check_true(square_error(lmax, 2) > 1e-3, "too few points, L = %d", lmax);
  claim("e-squares", worst, LAYER_TOLERANCE);
}

/* ---- [turns] How well activations turn ---- */
static double broken(s2_function *f, int lmax, size_t latitudes,
                     size_t longitudes, bool separable)
{
  struct random g = random_seed(113);
  struct irreps irreps = {0};
  for (int l = 0; l <= lmax; l++)
    irreps_append(&irreps, 4, l, 1);
  struct sphere_grid grid;
  check_true(!sphere_grid_create(lmax, lmax, SPHERE_BY_DEGREE, latitudes,
                                 longitudes, &grid),
             "a grid of %zu x %zu", latitudes, longitudes);
  size_t n = irreps.dim;
  real *x = normals(&g, n), *s = normals(&g, 4), *Dx = numbers(n);
  real *y = numbers(n), *Dy = numbers(n), *z = numbers(n);
  real *work = numbers(s2_work(&grid, 4));
  rot3 R = so3_random(&g);
  irreps_transform(&irreps, R, false, 1, x, Dx);
  if (separable) {
    s2_separable_forward(&grid, 1, 4, s, x, work, y);
    s2_separable_forward(&grid, 1, 4, s, Dx, work, z);
  } else {
    s2_forward(&grid, f, 1, 4, x, work, y);
    s2_forward(&grid, f, 1, 4, Dx, work, z);
  }
  irreps_transform(&irreps, R, false, 1, y, Dy);
  check_true(largest(n, y) > 0.1, "the output is not zero");
  double error = relative(n, Dy, z);
  free(x), free(s), free(Dx), free(y), free(Dy), free(z), free(work);
  sphere_grid_free(&grid);
  return error;
}

static double broken_by(s2_function *f, int lmax, int factors, bool separable)
{
  size_t latitudes, longitudes;
  check_true(!sphere_grid_size(lmax, lmax, factors, &latitudes, &longitudes),
             "a size");
  return broken(f, lmax, latitudes, longitudes, separable);
}

TEST(law_squares_turn)
{
  double worst = 0;
  for (int lmax = 1; lmax <= 6; lmax++)
    worst = larger(worst, broken_by(square, lmax, 3, false));
  claim("e-squareturns", worst, LAYER_TOLERANCE);
}

/* silu is analytic with its nearest poles at +-i pi.  Values f on a circle are
 * a sum of waves of at most L periods, which leave the real axis at a height h
 * as exp(L h): with an amplitude a they reach the poles where a exp(L h)/2 =
 * pi, and each further L degrees that a grid integrates divide the error by
 * about 2 pi/a.  Features here have size 1, and a is between 1 and 3: a factor
 * of 2 at least.  What is claimed is the mean factor from 3 to 7 times L. */
TEST(law_silu_turns_the_better_the_finer)
{
  double worst = 0;
  for (int lmax = 2; lmax <= 6; lmax++) {
    double coarse = broken_by(smooth_silu, lmax, 3, false);
    double fine = broken_by(smooth_silu, lmax, 7, false);
    check_true(coarse > 1e-4, "L = %d is not exact: %g", lmax, coarse);
    worst = larger(worst, pow(fine / coarse, 0.25));
    double apart = broken_by(smooth_silu, lmax, 7, true);
    check_true(apart < 1e-3, "separable, L = %d: %g", lmax, apart);
  }
  claim("e-decay", worst, 0.5);
}

/* ---- [values] Against integrals ---- */
TEST(anchor_silu_on_the_sphere)
{
  struct sphere_grid grid;
  const real x[4] = {1, 0, 2, 0};
  real y[4];
  check_true(!sphere_grid_create(1, 1, SPHERE_BY_DEGREE, 40, 3, &grid),
             "a fine grid");
  real *work = numbers(s2_work(&grid, 1));
  check_true(!s2_forward(&grid, smooth_silu, 1, 1, x, work, y), "silu");
  check_close(y[0], pinned_silu_sphere[0], 50 * EPS, "l = 0");
  check_close(y[2], pinned_silu_sphere[1], 50 * EPS, "l = 1, m = 0");
  check_close(y[1], 0, 50 * EPS, "m = -1");
  check_close(y[3], 0, 50 * EPS, "m = 1");
  const real s = -3;
  check_true(!s2_separable_forward(&grid, 1, 1, &s, x, work, y), "separable");
  check_close(y[0], -0.1422776195327003, 20 * EPS, "silu(-3), by itself");
  check_close(y[2], pinned_silu_sphere[1], 50 * EPS, "as before");
  free(work);
  sphere_grid_free(&grid);
}

/* ---- [gradients] Backward ---- */
struct act {
  struct sphere_grid grid;
  bool separable;
  real *s, *x, *work, *y, *c;
};

static void act_forward(struct act *t)
{
  if (t->separable)
    s2_separable_forward(&t->grid, 2, 3, t->s, t->x, t->work, t->y);
  else
    s2_forward(&t->grid, smooth_silu, 2, 3, t->x, t->work, t->y);
}

static double act_loss(void *context)
{
  struct act *t = context;
  act_forward(t);
  return dot(2 * t->grid.rows * 3, t->c, t->y);
}

TEST(law_gradient_of_activations)
{
  double worst = 0;
  for (int separable = 0; separable < 2; separable++) {
    struct random g = random_seed(114);
    struct act t = {.grid = grid_for(3, 2, SPHERE_BY_ORDER, 3),
                    .separable = separable};
    size_t n = 2 * t.grid.rows * 3;
    t.s = normals(&g, 6), t.x = normals(&g, n), t.y = numbers(n);
    t.c = normals(&g, n), t.work = numbers(s2_work(&t.grid, 3));
    real *dx = numbers(n), *ds = numbers(6);
    for (int twice = 0; twice < 2; twice++)
      if (separable)
        s2_separable_backward(&t.grid, 2, 3, t.s, t.x, t.c, t.work, ds, dx);
      else
        s2_backward(&t.grid, smooth_silu, 2, 3, t.x, t.c, t.work, dx);
    for (size_t k = 0; k < n; k++) /* gradients add */
      dx[k] /= 2, ds[k % 6] = k < 6 ? ds[k] / 2 : ds[k % 6];
    worst = larger(worst, gradient_error(act_loss, &t, n, t.x, dx));
    if (separable)
      worst = larger(worst, gradient_error(act_loss, &t, 6, t.s, ds));
    free(t.s), free(t.x), free(t.work), free(t.y), free(t.c);
    free(dx), free(ds);
    sphere_grid_free(&t.grid);
  }
  claim("e-s2gradient", worst, GRADIENT_TOLERANCE);
}

/* ---- [edge] Sizes, nothing, and what is refused ---- */
TEST(edge_sphere_grid)
{
  struct sphere_grid grid;
  size_t a, b;
  double z[2], w[2];
  /* EquiformerV3's latitudes are twice ours: 4, 8, 10, 14, 20 */
  const size_t latitudes[5] = {2, 4, 5, 7, 10};
  const int lmax[5] = {1, 2, 3, 4, 6};
  for (int k = 0; k < 5; k++)
    check_true(!sphere_grid_size(lmax[k], lmax[k], 3, &a, &b) &&
                   a == latitudes[k] && b == (size_t)(3 * lmax[k] + 1),
               "squares, L = %d", lmax[k]);
  check_true(sphere_grid_size(-1, 0, 2, &a, &b) == TFN_BAD_VALUE &&
                 sphere_grid_size(101, 0, 2, &a, &b) == TFN_BAD_VALUE &&
                 sphere_grid_size(2, 3, 2, &a, &b) == TFN_BAD_VALUE &&
                 sphere_grid_size(2, -1, 2, &a, &b) == TFN_BAD_VALUE &&
                 sphere_grid_size(2, 2, 0, &a, &b) == TFN_BAD_VALUE &&
                 sphere_grid_size(2, 2, 65, &a, &b) == TFN_BAD_VALUE &&
                 sphere_grid_size(2, 2, 2, NULL, &b) == TFN_NULL &&
                 sphere_grid_size(2, 2, 2, &a, NULL) == TFN_NULL,
             "sizes");
  check_true(sphere_grid_gauss(0, z, w) == TFN_BAD_VALUE &&
                 sphere_grid_gauss(SPHERE_GAUSS_MAX + 1, z, w) ==
                     TFN_BAD_VALUE &&
                 sphere_grid_gauss(2, NULL, w) == TFN_NULL &&
                 sphere_grid_gauss(2, z, NULL) == TFN_NULL,
             "points");
  check_true(
      sphere_grid_create(3, 2, SPHERE_BY_DEGREE, 3, 5, &grid) ==
              TFN_BAD_VALUE &&
          sphere_grid_create(3, 2, SPHERE_BY_DEGREE, 4, 4, &grid) ==
              TFN_BAD_VALUE &&
          sphere_grid_create(3, 2, (enum sphere_order)7, 4, 5, &grid) ==
              TFN_BAD_VALUE &&
          sphere_grid_create(3, 2, SPHERE_BY_ORDER, 4, SIZE_MAX / 2, &grid) ==
              TFN_TOO_LARGE &&
          sphere_grid_create(3, 2, SPHERE_BY_ORDER, 4, 5, NULL) == TFN_NULL,
      "grids");
  check_true(!grid.to && !grid.rows, "a refused grid is empty");
  sphere_grid_free(&grid);
  sphere_grid_free(NULL);
}

TEST(edge_activations)
{
  struct sphere_grid grid = grid_for(0, 0, SPHERE_BY_DEGREE, 2);
  real x = 2, y = 0, s = -3, work[2], dx = 0;
  check_true(grid.points == 1 && grid.rows == 1, "one point");
  check_true(!s2_forward(&grid, square, 1, 1, &x, work, &y), "square");
  check_close(y, 4, 8 * EPS, "2 squared");
  check_true(!s2_separable_backward(&grid, 1, 1, &s, &x, &y, work, &s, &dx) &&
                 dx == 0,
             "without other rows nothing goes to the grid");
  check_true(!s2_work(NULL, 3), "no grid");
  check_true(!s2_forward(&grid, square, 0, 1, NULL, NULL, NULL) &&
                 !s2_backward(&grid, square, 1, 0, NULL, NULL, NULL, NULL) &&
                 !sphere_grid_to(&grid, 0, 1, NULL, NULL) &&
                 !sphere_grid_from(&grid, 1, 0, NULL, NULL) &&
                 !s2_separable_forward(&grid, 0, 1, NULL, NULL, NULL, NULL),
             "nothing to do");
  check_true(
      s2_forward(NULL, square, 1, 1, &x, work, &y) == TFN_NULL &&
          s2_forward(&grid, NULL, 1, 1, &x, work, &y) == TFN_NULL &&
          s2_forward(&grid, square, 1, 1, NULL, work, &y) == TFN_NULL &&
          s2_forward(&grid, square, 1, 1, &x, NULL, &y) == TFN_NULL &&
          s2_backward(&grid, square, 1, 1, &x, NULL, work, &y) == TFN_NULL &&
          s2_separable_forward(&grid, 1, 1, NULL, &x, work, &y) == TFN_NULL &&
          s2_separable_backward(&grid, 1, 1, &s, &x, &y, work, NULL, &dx) ==
              TFN_NULL &&
          sphere_grid_to(NULL, 1, 1, &x, &y) == TFN_NULL &&
          sphere_grid_to_backward(&grid, 1, 1, NULL, &y) == TFN_NULL &&
          sphere_grid_from(&grid, 1, 1, &x, NULL) == TFN_NULL &&
          sphere_grid_from_backward(&grid, 1, 1, &x, NULL) == TFN_NULL,
      "null");
  real nan = (real)NAN;
  s2_forward(&grid, square, 1, 1, &nan, work, &y);
  check_true(isnan((double)y), "NaN stays");
  sphere_grid_free(&grid);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_gauss_integrates_polynomials),
    CASE(anchor_gauss),
    CASE(law_there_and_back),
    CASE(law_values_have_the_size_of_coefficients),
    CASE(law_the_way_back_is_the_transpose),
    CASE(anchor_rows),
    CASE(law_squares_are_couplings),
    CASE(law_squares_turn),
    CASE(law_silu_turns_the_better_the_finer),
    CASE(anchor_silu_on_the_sphere),
    CASE(law_gradient_of_activations),
    CASE(edge_sphere_grid),
    CASE(edge_activations),
};
TEST_MAIN("10-attention/sphere_grid", tests)
