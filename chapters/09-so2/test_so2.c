/* test_so2.c: frames, orders, blocks and torques of single edges. */
#include "test_tools_so2.h"

#include "anchors.h"
#include "clebsch_gordan.h"
#include "matrix.h"

/* ---- [frames] Frames take their vector to the pole ---- */
static double frame_error(const real v[3])
{
  rot3 Q;
  enum tfn_status status = so2_frame(v, &Q);
  check_true(!status, "(%g, %g, %g): %s", (double)v[0], (double)v[1],
             (double)v[2], tfn_message(status));
  vec3 w = {(double)v[0], (double)v[1], (double)v[2]};
  int e;
  frexp(fmax(fabs(w.x), fmax(fabs(w.y), fabs(w.z))), &e);
  w = (vec3){ldexp(w.x, -e), ldexp(w.y, -e), ldexp(w.z, -e)};
  vec3 z = so3_apply(Q, vec3_scale(1 / vec3_norm(w), w));
  double error = larger(fabs(z.x), larger(fabs(z.y), fabs(z.z - 1)));
  error =
      larger(error, mat3_distance(so3_mul(so3_inverse(Q), Q), so3_identity()));
  return larger(error, fabs(mat3_det(Q) - 1));
}

/* Every entry of Q is right to 3 eps, and a product of two rows adds three. */
TEST(law_frames_take_vectors_to_the_pole)
{
  const real scale[] = {1, REAL(1e-30), REAL(1e30), REAL_MIN, REAL_MAX / 32};
  struct random g = random_seed(900);
  double error = 0;
  real v[3];
  for (int i = 0; i < 500; i++) {
    for (int a = 0; a < 3; a++)
      v[a] = (real)random_normal(&g);
    error = larger(error, frame_error(v));
  }
  for (size_t i = 0; i < HARD; i++)
    for (int k = 0; k < 5; k++) {
      hard_vector(i, scale[k], v);
      if (v[0] != 0 || v[1] != 0 || v[2] != 0)
        error = larger(error, frame_error(v));
    }
  for (int k = 0; k < 27; k++) { /* the smallest numbers there are */
    for (int a = 0, digits = k; a < 3; a++, digits /= 3)
      v[a] = (real)(digits % 3 - 1) * TINY;
    if (k != 13)
      error = larger(error, frame_error(v));
  }
  claim("so2-frame", error, 12 * DBL_EPSILON);
}

TEST(edge_frames_of_no_direction)
{
  real v[3] = {0, 0, 0}, D[9] = {7};
  rot3 Q = so3_identity();
  Q.m[0][0] = 7;
  check_true(so2_frame(v, &Q) == TFN_COINCIDENT, "zero");
  v[1] = REAL(NAN);
  check_true(so2_frame(v, &Q) == TFN_NOT_FINITE, "NaN");
  v[1] = REAL(INFINITY);
  check_true(so2_frame(v, &Q) == TFN_NOT_FINITE, "infinity");
  check_true(so2_frame(NULL, &Q) == TFN_NULL && so2_frame(v, NULL) == TFN_NULL,
             "null");
  check_true(Q.m[0][0] == 7, "untouched");
  check_true(so2_frames(1, 1, 1, v, D) == TFN_NOT_FINITE && D[0] == 7, "rows");
  v[1] = 1;
  check_true(so2_frames(-1, 1, 1, v, D) == TFN_BAD_VALUE &&
                 so2_frames(SO2_LMAX + 1, 1, 1, v, D) == TFN_BAD_VALUE &&
                 so2_frames(1, -1, 1, v, D) == TFN_BAD_VALUE &&
                 so2_frames(1, 1, 1, NULL, D) == TFN_NULL &&
                 so2_frames(1, 1, 1, v, NULL) == TFN_NULL && D[0] == 7,
             "refused");
  check_true(!so2_frames(1, 1, 0, NULL, NULL), "no vectors");
}

/* ---- [rows] Rows of D(Q), by another way ---- */
TEST(law_rows_are_those_of_chapter_2)
{
  struct random g = random_seed(901);
  const int lmax = SO2_LMAX;
  real *D = numbers(so2_rows(lmax, lmax));
  double *want = calloc(wigner_block(lmax + 1), sizeof *want);
  double error = 0;
  check_true(want != NULL, "memory");
  for (size_t i = 0; i < HARD + 20; i++) {
    real v[3];
    rot3 Q;
    for (int a = 0; a < 3; a++)
      v[a] = i < HARD ? (real)hard[i][a] : (real)random_normal(&g);
    check_true(!so2_frames(lmax, lmax, 1, v, D) && !so2_frame(v, &Q), "frame");
    for (int l = 0; l <= lmax; l++) {
      wigner_d(l, Q, want);
      for (int m = -l; m <= l; m++)
        for (int k = 0; k <= 2 * l; k++)
          error =
              larger(error, fabs((double)D[so2_row(lmax, l, m) + (size_t)k] -
                                 want[(m + l) * (2 * l + 1) + k]));
    }
  }
  free(D), free(want);
  check_residual(error, 20 * SO2_LMAX * DBL_EPSILON + (double)REAL_EPS, "rows");
}

/* What the turn is for: in the frame the harmonics have only m = 0. */
TEST(law_harmonics_at_the_pole)
{
  struct random g = random_seed(902);
  const int lmax = 8;
  struct irreps harmony;
  struct so2_order order;
  real *D = numbers(so2_rows(lmax, lmax)), Y[81], t[81];
  double error = 0;
  check_true(!irreps_harmonics(lmax, &harmony) &&
                 !so2_order_make(&harmony, lmax, lmax, &order),
             "an order");
  for (size_t i = 0; i < HARD + 10; i++) {
    real v[3];
    for (int a = 0; a < 3; a++)
      v[a] = i < HARD ? (real)hard[i][a] : (real)random_normal(&g);
    harmonics(lmax, HARMONICS_COMPONENT, 1, v, Y);
    so2_frames(lmax, lmax, 1, v, D);
    so2_turn_in(&order, D, Y, t);
    for (size_t k = 0; k < order.size; k++) {
      double want = k <= (size_t)lmax ? sqrt(2 * (double)k + 1) : 0;
      error = larger(error, fabs((double)t[k] - want));
    }
  }
  free(D);
  claim("so2-pole", error, SO2_TOLERANCE);
}

TEST(law_what_is_kept_comes_first)
{
  const int lmax = 5;
  const real v[3] = {REAL(0.3), REAL(-0.8), REAL(-0.1)};
  real *all = numbers(so2_rows(lmax, lmax)), *few = numbers(so2_rows(lmax, 2));
  struct irreps features = layout("2x0e + 1x3o + 3x1o + 1x5e");
  struct so2_order whole, part;
  real x[26 + 9], t[35], s[35];
  for (size_t k = 0; k < features.dim; k++)
    x[k] = (real)(k * k % 7) - 2;
  check_true(so2_rows(lmax, 99) == so2_rows(lmax, lmax) &&
                 so2_rows(lmax, lmax) == 286,
             "all rows are the squares of 1, 3, 5, ..., 11");
  check_true(!so2_frames(lmax, 99, 1, v, all) &&
                 !so2_frames(lmax, 2, 1, v, few),
             "frames");
  check_true(!memcmp(all, few, so2_rows(lmax, 2) * sizeof *few), "rows");
  check_true(!so2_order_make(&features, lmax, 99, &whole) &&
                 !so2_order_make(&features, lmax, 2, &part),
             "orders");
  check_true(whole.size == features.dim && part.size == 7 + 2 * 5 + 2 * 2,
             "sizes");
  so2_turn_in(&whole, all, x, t), so2_turn_in(&part, few, x, s);
  check_true(!memcmp(t, s, part.size * sizeof *t), "features");
  check_true(so2_place(&whole, 0, 0) == 0 && so2_place(&whole, 2, 0) == 3 &&
                 so2_place(&whole, 3, 0) == 6 && so2_place(&whole, 1, 1) == 7 &&
                 so2_place(&whole, 3, 1) == 11 &&
                 so2_place(&whole, 2, -1) == 13 &&
                 so2_place(&whole, 3, -5) == features.dim - 1,
             "places");
  free(all), free(few);
}

/* ---- [turns] Into the frame and back ---- */
TEST(law_in_and_out_again)
{
  struct random g = random_seed(903);
  struct irreps features = layout("3x1o + 2x0e + 1x4e + 2x2o");
  struct so2_order order;
  double back = 0, adjoint = 0;
  for (int mmax = 0; mmax <= 4; mmax++) {
    real v[3] = {REAL(0.1) * (real)mmax, REAL(-0.4), REAL(-0.7)};
    real *D = numbers(so2_rows(4, mmax));
    check_true(!so2_order_make(&features, 4, mmax, &order) &&
                   !so2_frames(4, mmax, 1, v, D),
               "mmax = %d", mmax);
    real *x = normals(&g, features.dim), *p = normals(&g, order.size);
    real *t = numbers(order.size), *y = numbers(features.dim);
    double left = 0, right = 0;
    so2_turn_in(&order, D, x, t);
    so2_turn_out(&order, D, p, y);
    for (size_t k = 0; k < order.size; k++)
      left += (double)t[k] * (double)p[k];
    for (size_t k = 0; k < features.dim; k++)
      right += (double)x[k] * (double)y[k];
    adjoint = larger(adjoint, fabs(left - right));
    memset(y, 0, features.dim * sizeof *y);
    so2_turn_out(&order, D, t, y);
    if (mmax == 4)
      back = difference(features.dim, x, y);
    else
      check_true(difference(features.dim, x, y) > 0.1, "mmax = %d cuts", mmax);
    free(D), free(x), free(p), free(t), free(y);
  }
  check_residual(back, SO2_TOLERANCE, "there and back");
  check_residual(adjoint, 10 * SO2_TOLERANCE, "out is the transpose of in");
}

TEST(edge_orders)
{
  struct irreps features = layout("1x2e"), broken = features, none = {0};
  struct so2_order order;
  broken.dim = 4;
  check_true(so2_order_make(NULL, 2, 2, &order) == TFN_NULL &&
                 so2_order_make(&features, 2, 2, NULL) == TFN_NULL,
             "null");
  check_true(so2_order_make(&features, 1, 1, &order) == TFN_BAD_SHAPE &&
                 so2_order_make(&broken, 2, 1, &order) == TFN_BAD_SHAPE,
             "layouts");
  check_true(so2_order_make(&features, 2, -1, &order) == TFN_BAD_VALUE &&
                 so2_order_make(&features, SO2_LMAX + 1, 1, &order) ==
                     TFN_BAD_VALUE,
             "sizes");
  check_true(!so2_order_make(&none, 3, 1, &order) && order.size == 0,
             "nothing");
  check_true(so2_rows(-1, 0) == 0 && so2_rows(3, -1) == 0 &&
                 so2_rows(SO2_LMAX + 1, 0) == 0 && so2_rows(0, 0) == 1,
             "rows");
}

/* ---- [blocks] Paths are blocks ----
 *
 * The left side is chapter 4's whole tensor with the harmonics of an edge. */
static void whole_product(int l1, int l2, int l3, double w, const real v[3],
                          const double *x, double *y)
{
  int n1 = 2 * l1 + 1, n2 = 2 * l2 + 1, n3 = 2 * l3 + 1;
  double *C = calloc((size_t)(n1 * n2 * n3), sizeof *C);
  real Y[169];
  check_true(C && !cg_real(l1, l2, l3, C), "a tensor");
  harmonics(l2, HARMONICS_COMPONENT, 1, v, Y);
  for (int i = 0; i < n1; i++)
    for (int j = 0; j < n2; j++)
      for (int k = 0; k < n3; k++)
        y[k] += w * C[(i * n2 + j) * n3 + k] * x[i] * (double)Y[l2 * l2 + j];
  free(C);
}

static double paths_against_blocks(int l1, int l3, struct random *g)
{
  double x[13], w[13], blocks[13], full[13] = {0}, turned[13] = {0};
  real v[3];
  rot3 Q = so3_identity();
  for (int a = 0; a < 3; a++)
    v[a] = (real)random_normal(g);
  for (int k = 0; k < 13; k++)
    x[k] = random_normal(g), w[k] = random_normal(g);
  for (size_t p = 0; p < so2_blocks(l1, l3); p++)
    whole_product(l1, abs(l1 - l3) + (int)p, l3, w[p], v, x, full);
  check_true(!so2_from_paths(l1, l3, w, blocks) && !so2_frame(v, &Q), "blocks");
  Q = so3_mul(so3_exp((vec3){0, 0, 6 * random_uniform(g)}), Q);
  obvious_message(l1, l3, SO2_LMAX, blocks, Q, x, turned);
  return matrix_max_difference(2 * (size_t)l3 + 1, full, turned);
}

/* Harmonics of the left side are in the precision of the features. */
TEST(law_paths_are_blocks_in_the_frame)
{
  struct random g = random_seed(904);
  double error = 0;
  for (int l1 = 0; l1 <= 4; l1++)
    for (int l3 = 0; l3 <= 4; l3++)
      error = larger(error, paths_against_blocks(l1, l3, &g));
  claim("so2-equal", error, REAL_IS_FLOAT ? 2e-5 : 2e-13);
}

TEST(law_blocks_and_paths_both_ways)
{
  struct random g = random_seed(905);
  double error = 0;
  for (int l1 = 0; l1 <= 6; l1++)
    for (int l3 = 0; l3 <= 6; l3++) {
      double w[13], blocks[13], back[13];
      size_t n = so2_blocks(l1, l3);
      for (size_t k = 0; k < n; k++)
        w[k] = random_normal(&g);
      check_true(!so2_from_paths(l1, l3, w, blocks) &&
                     !so2_to_paths(l1, l3, blocks, back),
                 "l1 = %d, l3 = %d", l1, l3);
      error = larger(error, matrix_max_difference(n, w, back));
      check_true(!so2_to_paths(l1, l3, w, back) &&
                     !so2_from_paths(l1, l3, back, blocks),
                 "the other way");
      error = larger(error, matrix_max_difference(n, w, blocks));
    }
  claim("so2-both-ways", error, 100 * DBL_EPSILON);
}

/* T T^T, entry by entry: the covariance of the blocks when the path weights are
 * independent and have variance 1. */
TEST(law_the_half)
{
  double error = 0;
  for (int l1 = 0; l1 <= 6; l1++)
    for (int l3 = 0; l3 <= 6; l3++) {
      size_t n = so2_blocks(l1, l3);
      double T[13][13]; /* [path][block] */
      for (size_t p = 0; p < n; p++)
        check_true(!so2_column(l1, abs(l1 - l3) + (int)p, l3, T[p]), "column");
      for (size_t j = 0; j < n; j++)
        for (size_t k = 0; k < n; k++) {
          double sum = 0, variance = (2 * l3 + 1) / (k ? 2.0 : 1.0);
          for (size_t p = 0; p < n; p++)
            sum += T[p][j] * T[p][k];
          error = larger(error, fabs(sum - (j == k ? variance : 0)));
        }
    }
  claim("so2-half", error, 100 * DBL_EPSILON);
}

/* ---- [coefficient] A path is one complex number for each m ----
 *
 *   a_m + i b_m = (-i)^(l1+l2-l3) sqrt(2 l2 + 1) <l1 m l2 0 | l3 m> */
TEST(law_one_coefficient_of_su2)
{
  double error = 0;
  for (int l1 = 0; l1 <= 5; l1++)
    for (int l3 = 0; l3 <= 5; l3++)
      for (int l2 = abs(l1 - l3); l2 <= l1 + l3; l2++) {
        double column[11], c;
        check_true(!so2_column(l1, l2, l3, column), "column");
        for (int m = 0; m <= l1 && m <= l3; m++) {
          int quarter = ((l1 + l2 - l3) % 4 + 4) % 4; /* of (-i)^... */
          cg_su2(2 * l1, 2 * m, 2 * l2, 0, 2 * l3, 2 * m, &c);
          c *= sqrt(2 * l2 + 1);
          double a = quarter == 0 ? c : quarter == 2 ? -c : 0;
          double b = quarter == 3 ? c : quarter == 1 ? -c : 0;
          error = larger(error, fabs(a - column[m ? 2 * m - 1 : 0]));
          error = larger(error, fabs(b - (m ? column[2 * m] : 0)));
        }
      }
  claim("so2-coefficient", error, 16 * DBL_EPSILON);
}

/* ---- [counts] How many ---- */
TEST(law_as_many_blocks_as_paths)
{
  const size_t all[] = {1, 6, 19, 44, 85, 146, 231};
  const size_t few[] = {1, 5, 15, 34, 65, 111, 175};
  for (int L = 0; L <= 6; L++) {
    size_t blocks = 0, paths = 0, within = 0;
    for (int l1 = 0; l1 <= L; l1++)
      for (int l3 = 0; l3 <= L; l3++) {
        blocks += so2_blocks(l1, l3);
        for (int l2 = 0; l2 <= 2 * L; l2++) {
          paths += cg_allowed(l1, l2, l3);
          within += l2 <= L && cg_allowed(l1, l2, l3);
        }
      }
    check_true(blocks == paths && blocks == all[L], "L = %d: %zu blocks", L,
               blocks);
    check_true(blocks == (size_t)((L + 1) * (2 * L * L + 4 * L + 3) / 3),
               "L = %d: the formula", L);
    check_true(within == few[L], "L = %d: %zu paths with l2 <= L", L, within);
  }
  check_true(so2_blocks(-1, 2) == 0 && so2_blocks(2, -1) == 0, "no degree");
}

/* ---- [anchors] Pinned ---- */
static void check_column(int l1, int l2, int l3, size_t n, const double *want)
{
  double got[13];
  check_true(!so2_column(l1, l2, l3, got) && n == so2_blocks(l1, l3),
             "(%d, %d, %d)", l1, l2, l3);
  for (size_t k = 0; k < n; k++)
    check_close(got[k], want[k], 4 * DBL_EPSILON, "(%d, %d, %d)[%zu]", l1, l2,
                l3, k);
}
#define COLUMN(a, b, c, values) \
  check_column(a, b, c, sizeof values / sizeof *values, values)

TEST(anchor_columns)
{
  COLUMN(1, 0, 1, column_101);
  COLUMN(1, 1, 1, column_111);
  COLUMN(1, 2, 1, column_121);
  COLUMN(1, 2, 2, column_122);
  COLUMN(2, 1, 2, column_212);
  COLUMN(2, 3, 1, column_231);
  COLUMN(3, 4, 2, column_342);
  COLUMN(3, 6, 3, column_363);
}

/* One message and its gradient by the edge, from turned features to torque. */
struct single {
  int l1, l3, mmax;
  real x[7], dy[7];
  double blocks[7];
  struct so2_order in, out, wide_in, wide_out;
};

static void one_layout(int l, struct irreps *irreps)
{
  memset(irreps, 0, sizeof *irreps);
  irreps_append(irreps, 1, l, 1);
}

static struct single single(int l1, int l3, int mmax)
{
  struct single s = {.l1 = l1, .l3 = l3, .mmax = mmax};
  struct irreps in, out;
  int lmax = l1 > l3 ? l1 : l3;
  for (int k = 0; k < 7; k++) {
    s.x[k] = (real)(7 * k % 11 - 5) / 8;
    s.dy[k] = (real)(9 * k % 17 - 8) / 8;
    s.blocks[k] = (3 * k % 7 - 3) / 4.0;
  }
  one_layout(l1, &in), one_layout(l3, &out);
  check_true(!so2_order_make(&in, lmax, mmax, &s.in) &&
                 !so2_order_make(&out, lmax, mmax, &s.out) &&
                 !so2_order_make(&in, lmax, mmax + 1, &s.wide_in) &&
                 !so2_order_make(&out, lmax, mmax + 1, &s.wide_out),
             "orders");
  return s;
}

/* y := A x, or A^T x; both narrow. */
static void multiply(const struct single *s, bool transposed, const real *x,
                     real *y)
{
  const struct so2_order *from = transposed ? &s->out : &s->in;
  const struct so2_order *to = transposed ? &s->in : &s->out;
  memset(y, 0, to->size * sizeof *y);
  for (int m = 0; m <= s->mmax && m <= s->l1 && m <= s->l3; m++) {
    real a = (real)s->blocks[m ? 2 * m - 1 : 0];
    real b = m ? (real)s->blocks[2 * m] * (transposed ? -1 : 1) : 0;
    const real p = x[from->at[m]], q = m ? x[from->at[m] + 1] : 0;
    y[to->at[m]] = a * p - b * q;
    if (m)
      y[to->at[m] + 1] = b * p + a * q;
  }
}

static void message_of(const struct single *s, const real *D, real *y)
{
  real t[7], u[7];
  memset(y, 0, 7 * sizeof *y);
  so2_turn_in(&s->in, D, s->x, t);
  multiply(s, false, t, u);
  so2_turn_out(&s->out, D, u, y);
}

static void gradient_of(const struct single *s, const real *D, const real *v,
                        real *gradient)
{
  real x[7], g[7], y[7], h[7];
  double torque[2] = {0};
  so2_turn_in(&s->wide_in, D, s->x, x);
  so2_turn_in(&s->wide_out, D, s->dy, g);
  multiply(s, false, x, y);
  multiply(s, true, g, h);
  so2_moment(&s->wide_out, g, &s->out, y, torque);
  so2_moment(&s->wide_in, x, &s->in, h, torque);
  so2_pull(s->in.lmax, D, v, torque, gradient);
}

static void check_single(int l1, int l3, int mmax, const double *message,
                         const double *gradient)
{
  const real v[3] = {REAL(0.3), REAL(-0.5), REAL(0.7)};
  struct single s = single(l1, l3, mmax);
  real D[84], y[7], dv[3] = {0};
  so2_frames(s.in.lmax, mmax + 1, 1, v, D);
  message_of(&s, D, y);
  gradient_of(&s, D, v, dv);
  for (int k = 0; k < 2 * l3 + 1; k++)
    check_close(y[k], message[k], SO2_TOLERANCE, "y[%d], l1 = %d", k, l1);
  for (int a = 0; a < 3; a++)
    check_close(dv[a], gradient[a], 5 * SO2_TOLERANCE, "dv[%d], l1 = %d", a,
                l1);
}

TEST(anchor_messages_and_gradients)
{
  check_single(2, 1, 1, message_211, gradient_211);
  check_single(2, 3, 1, message_231, gradient_231);
  check_single(3, 2, 2, message_322, gradient_322);
}

/* ---- [gradient] The torque against differences ---- */
static double single_loss(const struct single *s, const real v[3])
{
  real D[84], y[7];
  double sum = 0;
  so2_frames(s->in.lmax, s->mmax, 1, v, D);
  message_of(s, D, y);
  for (int k = 0; k < 2 * s->l3 + 1; k++)
    sum += (double)s->dy[k] * (double)y[k];
  return sum;
}

struct moving {
  const struct single *s;
  real v[3];
};

static double moving_loss(void *context)
{
  const struct moving *m = context;
  return single_loss(m->s, m->v);
}

/* At the poles, beside them, and across the plane where the frame jumps. */
TEST(law_the_torque_is_the_derivative)
{
  double error = 0, along = 0;
  for (int l1 = 0; l1 <= 3; l1++)
    for (int l3 = 0; l3 <= 3; l3++)
      for (int mmax = 0; mmax <= 3; mmax++)
        for (size_t i = 0; i < HARD; i++) {
          struct single s = single(l1, l3, mmax);
          struct moving m = {&s, {0}};
          real D[84], dv[3] = {0};
          hard_vector(i, 1, m.v);
          so2_frames(s.in.lmax, mmax + 1, 1, m.v, D);
          gradient_of(&s, D, m.v, dv);
          along = larger(along, fabs((double)(dv[0] * m.v[0] + dv[1] * m.v[1] +
                                              dv[2] * m.v[2])));
          for (int a = 0; a < 3; a++)
            error = larger(error, fabs(slope_at(moving_loss, &m, m.v + a) -
                                       (double)dv[a]));
        }
  claim("so2-torque", error, GRADIENT_TOLERANCE);
  check_residual(along, 40 * SO2_TOLERANCE, "nothing along the edge");
}

TEST(law_a_roll_changes_nothing)
{
  struct random g = random_seed(906);
  double value = 0, slope = 0;
  for (int k = 0; k < 60; k++) {
    struct single s = single(k % 4, k / 4 % 4, k % 3);
    real D[84], v[3], y[7], z[7], dv[3] = {0}, dw[3] = {0};
    for (int a = 0; a < 3; a++)
      v[a] = (real)random_normal(&g);
    so2_frames(s.in.lmax, s.mmax + 1, 1, v, D);
    message_of(&s, D, y);
    gradient_of(&s, D, v, dv);
    roll(s.in.lmax, s.mmax + 1, 7 * random_uniform(&g), D);
    message_of(&s, D, z);
    gradient_of(&s, D, v, dw);
    value = larger(value, difference(7, y, z));
    slope = larger(slope, difference(3, dv, dw) / fmax(1, largest(3, dv)));
  }
  claim("so2-roll", value, SO2_TOLERANCE);
  claim("so2-roll-gradient", slope, 10 * SO2_TOLERANCE);
}

/* With x' and g' of the rows up to mmax alone, the answer is another one. */
TEST(law_one_row_more_is_needed)
{
  struct single s = single(2, 3, 1);
  const real v[3] = {REAL(0.3), REAL(-0.5), REAL(0.7)};
  real D[84], dv[3] = {0};
  so2_frames(3, 2, 1, v, D);
  s.wide_in = s.in, s.wide_out = s.out;
  gradient_of(&s, D, v, dv);
  double error = 0;
  for (int a = 0; a < 3; a++)
    error = larger(error, fabs((double)dv[a] - gradient_231[a]));
  check_true(error > 0.1, "too few rows, and yet right to %g", error);
}

/* ---- [generators] Ladders against the matrices of chapter 2 ---- */
TEST(law_torques_are_generators)
{
  struct random g = random_seed(907);
  struct irreps features = layout("2x0e + 1x3o + 3x1o + 2x2e");
  real *p = normals(&g, features.dim), *q = normals(&g, features.dim);
  double torque[3] = {0}, want[3] = {0}, L[3][49];
  so2_torque(&features, p, q, torque);
  for (size_t b = 0; b < features.n; b++) {
    int l = features.block[b].l, n = 2 * l + 1;
    wigner_generators(l, L[0], L[1], L[2]);
    for (int a = 0; a < 3; a++)
      for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
          for (size_t c = 0; c < features.block[b].channels; c++)
            want[a] += L[a][i * n + j] *
                       (double)p[irreps_index(&features, b, i - l, c)] *
                       (double)q[irreps_index(&features, b, j - l, c)];
  }
  for (int a = 0; a < 3; a++)
    check_close(torque[a], want[a], 500 * DBL_EPSILON, "axis %d", a);
  free(p), free(q);
}

/* ---- [pull] Short edges and none ---- */
TEST(edge_pulls)
{
  const real v[3] = {0, 0, TINY}, w[3] = {REAL_MAX / 2, 0, 0}, zero[3] = {0};
  const double none[2] = {0, 0}, some[2] = {0, (double)TINY}, large[2] = {0, 1};
  real D[10], g[3] = {0};
  so2_frames(1, 1, 1, v, D);
  check_true(!so2_pull(1, D, v, none, g) && largest(3, g) == 0, "no torque");
  check_true(!so2_pull(1, D, v, some, g), "a small one");
  check_close(g[0], 1, 0, "over a small length");
  so2_frames(1, 1, 1, w, D);
  check_true(!so2_pull(1, D, w, large, g) && isfinite(g[0]), "a long edge");
  check_true(!so2_pull(0, D, v, large, g), "scalars have no torque");
  check_close(g[0], 1, 0, "and nothing is added");
  check_true(so2_pull(1, D, zero, large, g) == TFN_COINCIDENT, "no edge");
  check_true(so2_pull(1, NULL, v, large, g) == TFN_NULL &&
                 so2_pull(1, D, NULL, large, g) == TFN_NULL &&
                 so2_pull(1, D, v, NULL, g) == TFN_NULL &&
                 so2_pull(1, D, v, large, NULL) == TFN_NULL,
             "null");
}

TEST(edge_degrees)
{
  double column[2 * SO2_LMAX + 1], w[2 * SO2_LMAX + 1] = {1};
  check_true(
      so2_column(1, 3, 1, column) == TFN_BAD_VALUE &&
          so2_column(-1, 1, 1, column) == TFN_BAD_VALUE &&
          so2_column(1, 1, -1, column) == TFN_BAD_VALUE &&
          so2_column(SO2_LMAX, 1, SO2_LMAX + 1, column) == TFN_BAD_VALUE &&
          so2_column(SO2_LMAX + 1, 1, SO2_LMAX, column) == TFN_BAD_VALUE &&
          so2_column(1, 1, 1, NULL) == TFN_NULL,
      "columns");
  check_true(so2_from_paths(-1, 0, w, column) == TFN_BAD_VALUE &&
                 so2_from_paths(SO2_LMAX + 1, 40, w, column) == TFN_BAD_VALUE &&
                 so2_to_paths(0, -1, w, column) == TFN_BAD_VALUE &&
                 so2_to_paths(40, 40, w, column) == TFN_BAD_VALUE,
             "degrees");
  check_true(so2_from_paths(1, 1, NULL, column) == TFN_NULL &&
                 so2_from_paths(1, 1, w, NULL) == TFN_NULL &&
                 so2_to_paths(1, 1, NULL, column) == TFN_NULL &&
                 so2_to_paths(1, 1, w, NULL) == TFN_NULL,
             "null");
  check_true(!so2_from_paths(SO2_LMAX, SO2_LMAX, w, w) &&
                 !so2_to_paths(SO2_LMAX, SO2_LMAX, w, w),
             "the highest degree, in place");
  check_close(w[0], 1, 100 * DBL_EPSILON, "and back");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_frames_take_vectors_to_the_pole),
    CASE(edge_frames_of_no_direction),
    CASE(law_rows_are_those_of_chapter_2),
    CASE(law_harmonics_at_the_pole),
    CASE(law_what_is_kept_comes_first),
    CASE(law_in_and_out_again),
    CASE(edge_orders),
    CASE(law_paths_are_blocks_in_the_frame),
    CASE(law_blocks_and_paths_both_ways),
    CASE(law_the_half),
    CASE(law_one_coefficient_of_su2),
    CASE(law_as_many_blocks_as_paths),
    CASE(anchor_columns),
    CASE(anchor_messages_and_gradients),
    CASE(law_the_torque_is_the_derivative),
    CASE(law_a_roll_changes_nothing),
    CASE(law_one_row_more_is_needed),
    CASE(law_torques_are_generators),
    CASE(edge_pulls),
    CASE(edge_degrees),
};
TEST_MAIN("09-so2/so2", tests)
