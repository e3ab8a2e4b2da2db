/* wigner.c: generators of every degree, and D(R) three ways.
 * Component m of degree l stands in row m + l. */
#include "wigner.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [sizes] Sizes and statuses ---- */
const char *wigner_message(enum wigner_status status)
{
  switch (status) {
  case WIGNER_OK:
    return "no error";
  case WIGNER_BAD_L:
    return "the degree l is negative or too large";
  case WIGNER_NULL:
    return "a pointer is null";
  case WIGNER_NOT_A_ROTATION:
    return "the matrix is not a rotation (not orthogonal, or a reflection)";
  case WIGNER_NOT_FINITE:
    return "an angle or a matrix entry is NaN or infinite";
  case WIGNER_NO_MEMORY:
    return "out of memory";
  }
  return "unknown status";
}

static bool bad_l(int l)
{
  return l < 0 || l > WIGNER_LMAX;
}

static size_t dimension(int l)
{
  return 2 * (size_t)l + 1;
}

size_t wigner_block(int l)
{
  if (l <= 0 || l > WIGNER_LMAX + 1)
    return 0;
  size_t n = (size_t)l;
  return n * (4 * n * n - 1) / 3;
}

static enum wigner_status check_rotation(int l, rot3 R, const double *D)
{
  if (bad_l(l))
    return WIGNER_BAD_L;
  if (!D)
    return WIGNER_NULL;
  switch (so3_check(R, SO3_TOLERANCE)) {
  case SO3_OK:
    return WIGNER_OK;
  case SO3_NOT_FINITE:
    return WIGNER_NOT_FINITE;
  default:
    return WIGNER_NOT_A_ROTATION;
  }
}

/* ---- [ladder] One step of the ladder ----
 *
 * The factor by which L_+ takes component m to m + 1.  For degree l it is
 * zero at the top, m = l: there the ladder ends. */
static double ladder(int l, int m)
{
  return sqrt((double)(l - m) * (double)(l + m + 1));
}

/* ---- [generators] The generators in the real basis ----
 *
 * L_z turns the pair (-m, m).  L_y joins neighbours m and m + 1 within the
 * cosines and within the sines, L_x joins a cosine to a neighbouring sine.
 * Component 0 is a cosine only: sqrt 2 instead of two halves. */
static void set_pair(int l, double *L, int row, int column, double value)
{
  size_t n = dimension(l), i = (size_t)(row + l), j = (size_t)(column + l);
  L[i * n + j] = value;
  L[j * n + i] = -value;
}

enum wigner_status wigner_generators(int l, double *Lx, double *Ly, double *Lz)
{
  if (bad_l(l))
    return WIGNER_BAD_L;
  if (!Lx || !Ly || !Lz)
    return WIGNER_NULL;
  size_t bytes = dimension(l) * dimension(l) * sizeof(double);
  memset(Lx, 0, bytes);
  memset(Ly, 0, bytes);
  memset(Lz, 0, bytes);
  if (l > 0) {
    set_pair(l, Lx, 0, -1, ladder(l, 0) / sqrt(2));
    set_pair(l, Ly, 1, 0, ladder(l, 0) / sqrt(2));
  }
  for (int m = 1; m <= l; m++)
    set_pair(l, Lz, -m, m, m);
  for (int m = 1; m < l; m++) {
    double half = ladder(l, m) / 2;
    set_pair(l, Lx, m, -(m + 1), half);
    set_pair(l, Lx, m + 1, -m, half);
    set_pair(l, Ly, m + 1, m, half);
    set_pair(l, Ly, -(m + 1), -m, half);
  }
  return WIGNER_OK;
}

/* ---- [exp] First way: the exponential ---- */

/* A := omega_x L_x + omega_y L_y + omega_z L_z. */
static enum wigner_status combine(int l, vec3 omega, double *A)
{
  size_t size = dimension(l) * dimension(l);
  double *L = memory_array(3 * size, sizeof *L);
  if (!L)
    return WIGNER_NO_MEMORY;
  enum wigner_status status = wigner_generators(l, L, L + size, L + 2 * size);
  for (size_t i = 0; i < size; i++)
    A[i] = omega.x * L[i] + omega.y * L[size + i] + omega.z * L[2 * size + i];
  free(L);
  return status;
}

enum wigner_status wigner_d_exp(int l, rot3 R, double *D)
{
  vec3 omega;
  enum wigner_status status = check_rotation(l, R, D);
  if (status != WIGNER_OK)
    return status;
  if (so3_log(R, &omega) != SO3_OK)
    return WIGNER_NOT_A_ROTATION;
  size_t n = dimension(l);
  double *A = memory_array(n * n, sizeof *A);
  status = A ? combine(l, omega, A) : WIGNER_NO_MEMORY;
  if (status == WIGNER_OK && representation_exp(n, A, D) != REPRESENTATION_OK)
    status = WIGNER_NO_MEMORY;
  free(A);
  return status;
}

/* ---- [jcolumn] Down one column of J ----
 *
 * L_y J = J L_z says of the columns u = J e_m and w = J e_{-m} that
 * L_y u = m w and L_y w = -m u.  Parity leaves u only every second row and w
 * the rows between, so both fit one array: t[k] is row k of u when l - k is
 * even and of w when it is odd.  Row k of the equation gives t[k-1] from t[k]
 * and t[k+1].  From the top, k = l, the numbers first grow and then swing:
 * never does a small one come from the difference of large ones. */
static void descend(int l, int m, double top, double *t)
{
  t[l] = top;
  for (int k = l; k > 0; k--) {
    double sign = (l - k) % 2 == 0 ? -1 : 1;
    double above = k < l ? ladder(l, k) * t[k + 1] : 0;
    t[k - 1] = (above + sign * 2 * m * t[k]) / ladder(l, k - 1);
  }
  if (l > 0)
    t[0] /= sqrt(2);
}

/* ---- [j] The matrix that swaps y and z ----
 *
 * Column l begins with (-1)^l 2^{1-l}, an exact number.  J is symmetric, so
 * that column is also the top row: every other column begins there.  Columns
 * with l - m even live on the cosines, the others on the sines. */
static void place(int l, int m, const double *t, double *J)
{
  size_t n = dimension(l);
  int side = (l - m) % 2 == 0 ? 1 : -1;
  for (int k = l; k >= (side > 0 ? 0 : 1); k--) {
    int column = (l - k) % 2 == 0 ? m : -m;
    J[(size_t)(side * k + l) * n + (size_t)(column + l)] = t[k];
  }
}

enum wigner_status wigner_j(int l, double *J)
{
  double first[WIGNER_LMAX + 1], t[WIGNER_LMAX + 1];
  if (bad_l(l))
    return WIGNER_BAD_L;
  if (!J)
    return WIGNER_NULL;
  memset(J, 0, dimension(l) * dimension(l) * sizeof *J);
  descend(l, l, l == 0 ? 1 : ldexp(l % 2 == 0 ? 1 : -1, 1 - l), first);
  for (int m = 0; m <= l; m++) {
    descend(l, m, first[m], t);
    place(l, m, t, J);
  }
  return WIGNER_OK;
}

/* ---- [reduce] Large angles ----
 *
 * Degree l turns l times as fast, and l times an angle can be too large for a
 * number, or have lost the digits that count.  The library's sine and cosine
 * are right for every angle: they say which small one it is. */
static double reduced(double angle_rad)
{
  static const double pi = 3.14159265358979323846;
  if (fabs(angle_rad) <= pi)
    return angle_rad;
  return atan2(sin(angle_rad), cos(angle_rad));
}

/* ---- [turns] A turn about z costs nothing ----
 *
 * X(t) = exp(t L_z) mixes component m with -m and no others.  turn_rows
 * multiplies from the left, turn_columns from the right; width is the number
 * of columns of A. */
static void turn_rows(int l, double t_rad, size_t width, double *A)
{
  for (int m = 1; m <= l; m++) {
    double c = cos(m * t_rad), s = sin(m * t_rad);
    double *plus = A + (size_t)(l + m) * width;
    double *minus = A + (size_t)(l - m) * width;
    for (size_t j = 0; j < width; j++) {
      double p = plus[j], q = minus[j];
      plus[j] = c * p - s * q;
      minus[j] = s * p + c * q;
    }
  }
}

static void turn_columns(int l, double t_rad, double *A)
{
  size_t n = dimension(l);
  for (int m = 1; m <= l; m++) {
    double c = cos(m * t_rad), s = sin(m * t_rad);
    for (size_t i = 0; i < n; i++) {
      double *plus = A + i * n + (l + m), *minus = A + i * n + (l - m);
      double p = *plus, q = *minus;
      *plus = c * p + s * q;
      *minus = c * q - s * p;
    }
  }
}

/* ---- [zyz] Second way: Euler angles ----
 *
 * D = X(alpha) J X(beta) J X(gamma).  The middle product is the only dense
 * one.  Column c of J is its row c, for J is symmetric. */
static void from_euler(int l, const double *J, euler_zyz e, double *D)
{
  size_t n = dimension(l);
  double column[2 * WIGNER_LMAX + 1];
  for (size_t c = 0; c < n; c++) {
    memcpy(column, J + c * n, n * sizeof *column);
    turn_rows(l, e.beta, 1, column);
    for (size_t r = 0; r < n; r++) {
      double sum = 0;
      for (size_t k = 0; k < n; k++)
        sum += J[r * n + k] * column[k];
      D[r * n + c] = sum;
    }
  }
  turn_rows(l, e.alpha, n, D);
  turn_columns(l, e.gamma, D);
}

enum wigner_status wigner_d_zyz(int l, euler_zyz e, double *D)
{
  if (bad_l(l))
    return WIGNER_BAD_L;
  if (!D)
    return WIGNER_NULL;
  if (!isfinite(e.alpha) || !isfinite(e.beta) || !isfinite(e.gamma))
    return WIGNER_NOT_FINITE;
  double *J = memory_array(dimension(l) * dimension(l), sizeof *J);
  if (!J)
    return WIGNER_NO_MEMORY;
  wigner_j(l, J);
  e = (euler_zyz){reduced(e.alpha), reduced(e.beta), reduced(e.gamma)};
  from_euler(l, J, e, D);
  free(J);
  return WIGNER_OK;
}

/* ---- [d] The one to use ---- */
enum wigner_status wigner_d(int l, rot3 R, double *D)
{
  euler_zyz e;
  enum wigner_status status = check_rotation(l, R, D);
  if (status != WIGNER_OK)
    return status;
  if (so3_to_euler(R, &e) != SO3_OK)
    return WIGNER_NOT_A_ROTATION;
  return wigner_d_zyz(l, e, D);
}

static bool irrep_matrix(const void *context, rot3 R, double *D)
{
  return wigner_d(*(const int *)context, R, D) == WIGNER_OK;
}

struct representation wigner_representation(const int *l)
{
  if (!l || bad_l(*l))
    return (struct representation){0, NULL, NULL};
  return (struct representation){dimension(*l), irrep_matrix, l};
}

/* ---- [table] Many rotations: keep the J matrices ---- */
enum wigner_status wigner_table_create(int lmax, struct wigner_table *table)
{
  if (!table)
    return WIGNER_NULL;
  *table = (struct wigner_table){.lmax = -1, .J = NULL};
  if (bad_l(lmax))
    return WIGNER_BAD_L;
  double *J = memory_array(wigner_block(lmax + 1), sizeof *J);
  if (!J)
    return WIGNER_NO_MEMORY;
  for (int l = 0; l <= lmax; l++)
    wigner_j(l, J + wigner_block(l));
  *table = (struct wigner_table){.lmax = lmax, .J = J};
  return WIGNER_OK;
}

void wigner_table_free(struct wigner_table *table)
{
  if (!table)
    return;
  free(table->J);
  *table = (struct wigner_table){.lmax = -1, .J = NULL};
}

/* ---- [tabled] D from a table ---- */
static enum wigner_status check_table(const struct wigner_table *table, int l,
                                      rot3 R, const double *D, euler_zyz *e)
{
  if (!table || !table->J)
    return WIGNER_NULL;
  if (l > table->lmax)
    return WIGNER_BAD_L;
  enum wigner_status status = check_rotation(l, R, D);
  if (status == WIGNER_OK && so3_to_euler(R, e) != SO3_OK)
    status = WIGNER_NOT_A_ROTATION;
  return status;
}

enum wigner_status wigner_table_d(const struct wigner_table *table, int l,
                                  rot3 R, double *D)
{
  euler_zyz e;
  enum wigner_status status = check_table(table, l, R, D, &e);
  if (status == WIGNER_OK)
    from_euler(l, table->J + wigner_block(l), e, D);
  return status;
}

enum wigner_status wigner_table_all(const struct wigner_table *table, rot3 R,
                                    double *D)
{
  euler_zyz e;
  enum wigner_status status = check_table(table, 0, R, D, &e);
  for (int l = 0; status == WIGNER_OK && l <= table->lmax; l++)
    from_euler(l, table->J + wigner_block(l), e, D + wigner_block(l));
  return status;
}

/* ---- [step] Third way: degree l from degree l - 1 ----
 *
 * V is D^1 = R in the order (y, z, x), B is D^{l-1}.  product(i, a, b) is the
 * part of D^l that comes from component i of the vector and component a of
 * degree l - 1, seen in column b. */
struct step {
  int l;
  const double *V, *B;
};

static double entry(int l, const double *D, int row, int column)
{
  return D[(size_t)(row + l) * dimension(l) + (size_t)(column + l)];
}

static double product(const struct step *s, int i, int a, int b)
{
  int k = s->l - 1;
  if (b == s->l)
    return entry(1, s->V, i, 1) * entry(k, s->B, a, k) -
           entry(1, s->V, i, -1) * entry(k, s->B, a, -k);
  if (b == -s->l)
    return entry(1, s->V, i, 1) * entry(k, s->B, a, -k) +
           entry(1, s->V, i, -1) * entry(k, s->B, a, k);
  return entry(1, s->V, i, 0) * entry(k, s->B, a, b);
}

/* ---- [uvw] The three terms of the recursion ----
 *
 * U keeps m, V reaches from |m| - 1, W from |m| + 1; a term whose factor is
 * zero would read outside the smaller matrix, so it is never formed. */
static double term_v(const struct step *s, int m, int b)
{
  if (m == 0)
    return product(s, 1, 1, b) + product(s, -1, -1, b);
  if (m == 1)
    return sqrt(2) * product(s, 1, 0, b);
  if (m == -1)
    return sqrt(2) * product(s, -1, 0, b);
  if (m > 0)
    return product(s, 1, m - 1, b) - product(s, -1, 1 - m, b);
  return product(s, 1, m + 1, b) + product(s, -1, -m - 1, b);
}

static double term_w(const struct step *s, int m, int b)
{
  if (m > 0)
    return product(s, 1, m + 1, b) + product(s, -1, -m - 1, b);
  return product(s, 1, m - 1, b) - product(s, -1, 1 - m, b);
}

static double recurse(const struct step *s, int m, int b)
{
  int l = s->l, a = abs(m);
  double below = abs(b) == l ? 2 * l * (2 * l - 1) : (l + b) * (l - b);
  double u = sqrt((l + m) * (l - m) / below);
  double v = sqrt((l + a - 1) * (l + a) / below) / 2;
  double w = -sqrt((l - a - 1) * (l - a) / below) / 2;
  double sum = a < l ? u * product(s, 0, m, b) : 0;
  sum += (m == 0 ? -sqrt(2) : 1) * v * term_v(s, m, b);
  if (m != 0 && a < l - 1)
    sum += w * term_w(s, m, b);
  return sum;
}

/* ---- [recursion] All blocks ---- */
static void vector_block(rot3 R, double *V)
{
  static const int axis[3] = {1, 2, 0};
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      V[3 * i + j] = R.m[axis[i]][axis[j]];
}

enum wigner_status wigner_d_recursive(int lmax, rot3 R, double *D)
{
  double V[9];
  enum wigner_status status = check_rotation(lmax, R, D);
  if (status != WIGNER_OK)
    return status;
  D[0] = 1;
  vector_block(R, V);
  if (lmax > 0)
    memcpy(D + 1, V, sizeof V);
  for (int l = 2; l <= lmax; l++) {
    const struct step s = {l, V, D + wigner_block(l - 1)};
    double *out = D + wigner_block(l);
    for (int m = -l; m <= l; m++)
      for (int b = -l; b <= l; b++)
        *out++ = recurse(&s, m, b);
  }
  return WIGNER_OK;
}

/* ---- [character] The trace ----
 *
 * The ratio of sines loses nothing where its denominator is small as long as
 * the angle is small too: so the angle is first brought to -pi..pi. */
double wigner_character(int l, double angle_rad)
{
  if (l < 0 || !isfinite(angle_rad))
    return nan("");
  double dim = 2.0 * l + 1, half = reduced(angle_rad) / 2;
  if (half == 0)
    return dim;
  return sin(dim * half) / sin(half);
}
