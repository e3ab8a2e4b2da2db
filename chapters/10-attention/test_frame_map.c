/* test_frame_map.c: maps that do not see a turn about the edge. */
#include "test_tools.h"
#include "frame_map.h"

#include <stdint.h>

static const double EPS = (double)REAL_EPS;

struct rig {
  struct frame_map map;
  size_t n, in, out; /* edges; numbers of an edge, with extra ones */
  real *x, *W, *y, *extra, *work, *cy, *ce;
};

static struct rig begin(int L, int M, size_t in, size_t out, size_t extra,
                        uint64_t seed)
{
  struct rig t = {.n = 3};
  struct random g = random_seed(seed);
  enum tfn_status status = frame_map_create(L, M, in, out, extra, &t.map);
  check_true(!status, "a map: %s", tfn_message(status));
  t.in = t.map.size_in, t.out = t.map.size_out;
  t.x = normals(&g, t.n * t.in), t.W = normals(&g, t.map.weights);
  t.y = numbers(t.n * t.out), t.extra = numbers(t.n * extra);
  t.work = memory_reals(frame_map_work(&t.map, t.n));
  t.cy = normals(&g, t.n * t.out), t.ce = normals(&g, t.n * extra);
  check_true(t.work != NULL, "scratch");
  return t;
}

static void end(struct rig *t)
{
  frame_map_free(&t->map);
  free(t->x), free(t->W), free(t->y), free(t->extra), free(t->work);
  free(t->cy), free(t->ce);
}

static void forward(struct rig *t)
{
  frame_map_forward(&t->map, t->n, t->in, t->x, t->W, t->work, t->y, t->extra);
}

/* ---- [roll] Turned about the edge ---- */

/* Where component (l, m), channel c stands, counted one by one. */
static size_t place(int L, int M, size_t channels, int l, int m, size_t c)
{
  size_t at = 0;
  for (int q = 0; q <= M; q++)
    for (int sign = 1; sign >= (q ? -1 : 1); sign -= 2)
      for (int k = q; k <= L; k++, at += channels)
        if (k == l && sign * q == m)
          return at + c;
  return at;
}

static void roll(int L, int M, size_t channels, double angle_rad, real *x)
{
  for (int m = 1; m <= M; m++)
    for (int l = m; l <= L; l++)
      for (size_t c = 0; c < channels; c++) {
        real *plus = x + place(L, M, channels, l, m, c);
        real *minus = x + place(L, M, channels, l, -m, c);
        double p = (double)*plus, q = (double)*minus;
        *plus = (real)(cos(m * angle_rad) * p - sin(m * angle_rad) * q);
        *minus = (real)(sin(m * angle_rad) * p + cos(m * angle_rad) * q);
      }
}

TEST(law_maps_do_not_see_the_roll)
{
  double worst = 0;
  for (int L = 0; L <= 4; L++)
    for (int M = 0; M <= L; M++) {
      struct rig t = begin(L, M, 2, 3, 4, 130);
      forward(&t);
      real *y = copy_of(t.n * t.out, t.y), *e = copy_of(t.n * 4, t.extra);
      for (size_t i = 0; i < t.n; i++) {
        roll(L, M, 2, 0.7, t.x + i * t.in);
        roll(L, M, 3, 0.7, y + i * t.out);
      }
      forward(&t);
      check_true(largest(t.n * t.out, y) > 0.1, "not silent");
      worst = larger(worst, relative(t.n * t.out, y, t.y));
      worst = larger(worst, difference(t.n * 4, e, t.extra));
      free(y), free(e);
      end(&t);
    }
  claim("e-mapsroll", worst, LAYER_TOLERANCE);
}

/* ---- [naive] The formula, number by number ---- */
static double matrix_entry(const struct rig *t, int m, int l1, size_t c, int l3,
                           size_t d, bool b)
{
  const struct frame_map *map = &t->map;
  size_t row = (size_t)(l1 - m) * map->in + c, N = map->out;
  size_t half = (size_t)(map->lmax + 1 - m) * N;
  size_t columns = m ? 2 * half : half + map->extra;
  size_t column = (size_t)(l3 - m) * N + d + (b ? half : 0);
  return (double)t->W[map->first[m] + row * columns + column];
}

static double naive(const struct rig *t, const real *x, int l3, int m, size_t d)
{
  const struct frame_map *map = &t->map;
  int k = abs(m);
  double sum = 0;
  for (int l1 = k; l1 <= map->lmax; l1++)
    for (size_t c = 0; c < map->in; c++) {
      double plus = (double)x[place(map->lmax, map->mmax, map->in, l1, k, c)];
      double minus = (double)x[place(map->lmax, map->mmax, map->in, l1, -k, c)];
      double a = matrix_entry(t, k, l1, c, l3, d, false);
      double b = k ? matrix_entry(t, k, l1, c, l3, d, true) : 0;
      sum += m >= 0 ? a * plus - b * minus : b * plus + a * minus;
    }
  size_t bias = t->map.first[0] + t->map.mix[0].weights;
  return m ? sum : sum + (double)t->W[bias + (size_t)l3 * map->out + d];
}

TEST(law_maps_are_the_formula)
{
  double worst = 0;
  struct rig t = begin(3, 2, 3, 2, 5, 131);
  forward(&t);
  for (size_t i = 0; i < t.n; i++)
    for (int m = -2; m <= 2; m++)
      for (int l = abs(m); l <= 3; l++)
        for (size_t d = 0; d < 2; d++)
          worst = larger(
              worst, fabs(naive(&t, t.x + i * t.in, l, m, d) -
                          (double)t.y[i * t.out + place(3, 2, 2, l, m, d)]));
  /* sums of at most 24 products of numbers up to about 4 */
  check_residual(worst, 300 * EPS, "against the formula (seed 131)");
  end(&t);
}

/* L = 1, one channel, by hand: x = (x_00, x_10 | x_11 | x_1-1). */
TEST(anchor_frame_map)
{
  struct frame_map map;
  const real x[4] = {1, 2, 3, 4};
  const real W[11] = {1, 2, 3, 4, 5, 6, 10, 20, 30, 7, 8};
  real y[4], extra;
  check_true(!frame_map_create(1, 1, 1, 1, 1, &map), "a map");
  check_true(map.weights == 11 && map.size_in == 4 && map.size_out == 4,
             "2 x 3, 3 and (a, b)");
  real *work = memory_reals(frame_map_work(&map, 1));
  frame_map_forward(&map, 1, 4, x, W, work, y, &extra);
  check_close(y[0], 1 + 8 + 10, 0, "(0, 0)");
  check_close(y[1], 2 + 10 + 20, 0, "(1, 0)");
  check_close(extra, 3 + 12 + 30, 0, "extra");
  check_close(y[2], 7 * 3 - 8 * 4, 0, "(1, 1): a x+ - b x-");
  check_close(y[3], 8 * 3 + 7 * 4, 0, "(1, -1): b x+ + a x-");
  free(work);
  frame_map_free(&map);
}

/* ---- [gradient] Backward ---- */
static double loss(void *context)
{
  struct rig *t = context;
  double sum = 0;
  forward(t);
  for (size_t k = 0; k < t->n * t->out; k++)
    sum += (double)t->cy[k] * (double)t->y[k];
  for (size_t k = 0; k < t->n * t->map.extra; k++)
    sum += (double)t->ce[k] * (double)t->extra[k];
  return sum;
}

TEST(law_gradient_of_maps)
{
  double worst = 0;
  for (int M = 0; M <= 2; M++) {
    struct rig t = begin(2, M, 3, 2, 2, 132);
    real *dx = numbers(t.n * t.in), *dW = numbers(t.map.weights);
    for (int twice = 0; twice < 2; twice++) /* gradients add */
      frame_map_backward(&t.map, t.n, t.in, t.x, t.W, t.cy, t.ce, t.work, dx,
                         dW);
    for (size_t k = 0; k < t.n * t.in; k++)
      dx[k] /= 2;
    for (size_t k = 0; k < t.map.weights; k++)
      dW[k] /= 2;
    worst = larger(worst, gradient_error(loss, &t, t.n * t.in, t.x, dx));
    worst = larger(worst, gradient_error(loss, &t, t.map.weights, t.W, dW));
    frame_map_backward(&t.map, t.n, t.in, t.x, t.W, t.cy, t.ce, t.work, NULL,
                       NULL);
    free(dx), free(dW);
    end(&t);
  }
  check_residual(worst, GRADIENT_TOLERANCE, "gradients");
}

/* ---- [size] First weights keep the size of features ----
 *
 * Mean squares over 400 draws of weights; each number is one of 400 squares of
 * normal numbers, with an error of sqrt(2/400) = 0.07. */
TEST(law_first_weights_keep_the_size)
{
  struct rig t = begin(2, 2, 4, 2, 1, 133);
  double sum[3] = {0};
  struct random g = random_seed(134);
  for (size_t k = 0; k < t.n * t.in; k++)
    t.x[k] = t.x[k] > 0 ? 1 : -1;
  for (int draw = 0; draw < 400; draw++) {
    frame_map_initial(&t.map, 1, &g, t.W);
    forward(&t);
    for (int m = 0; m <= 2; m++) {
      real y = t.y[place(2, 2, 2, 2, m, 1)];
      sum[m] += (double)(y * y) / 400;
    }
  }
  for (int m = 0; m <= 2; m++)
    check_close(sum[m], 1, 0.35, "mean square of m = %d (seed 134)", m);
  check_close(t.W[t.map.first[0] + t.map.mix[0].weights], 0, 0, "bias");
  end(&t);
}

/* ---- [edge] Refused ---- */
TEST(edge_frame_map)
{
  struct frame_map map;
  check_true(
      frame_map_create(-1, 0, 1, 1, 0, &map) == TFN_BAD_VALUE &&
          frame_map_create(SO2_LMAX + 1, 0, 1, 1, 0, &map) == TFN_BAD_VALUE &&
          frame_map_create(2, 3, 1, 1, 0, &map) == TFN_BAD_VALUE &&
          frame_map_create(2, -1, 1, 1, 0, &map) == TFN_BAD_VALUE &&
          frame_map_create(2, 2, 0, 1, 0, &map) == TFN_BAD_VALUE &&
          frame_map_create(2, 2, 1, 0, 0, &map) == TFN_BAD_VALUE &&
          frame_map_create(2, 2, SIZE_MAX, 1, 0, &map) == TFN_TOO_LARGE &&
          frame_map_create(2, 2, 1, 1, SIZE_MAX, &map) == TFN_TOO_LARGE &&
          frame_map_create(2, 2, 1, 1, 0, NULL) == TFN_NULL,
      "refused");
  check_true(!map.mix && !map.weights, "and empty");
  frame_map_free(&map);
  frame_map_free(NULL);
  struct rig t = begin(0, 0, 1, 1, 0, 135);
  t.n = 0;
  forward(&t); /* no edges */
  t.n = 1;
  forward(&t);
  check_close(t.y[0], (double)(t.W[0] * t.x[0] + t.W[1]), 4 * EPS, "scalars");
  end(&t);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_maps_do_not_see_the_roll),
    CASE(law_maps_are_the_formula),
    CASE(anchor_frame_map),
    CASE(law_gradient_of_maps),
    CASE(law_first_weights_keep_the_size),
    CASE(edge_frame_map),
};
TEST_MAIN("10-attention/frame_map", tests)
