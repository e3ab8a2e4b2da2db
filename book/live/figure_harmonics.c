/* figure_harmonics.c: a function of one degree as a surface, for the figure of
 * chapter 3: points, normals and values.
 *
 *   f(r) = sum over m of a_m Y_lm(r)
 *
 * On a grid of latitudes and longitudes Y_lm is a function of the latitude
 * times cos(m phi) or sin(m phi).  The functions of the latitude and their
 * slopes are what harmonics_gradients() gives on one meridian.
 *
 * What takes long is done some latitudes at a time: the page calls again and
 * again, and is the reader's in between. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "harmonics.h"
#include "live.h"
#include "random.h"
#include "wigner.h"

LIVE int surface_open(int l, int rows, int columns);
LIVE int surface_latitudes(int from);
LIVE double *surface_coefficients(int which);
LIVE float *surface_vertices(int which);
LIVE double surface_largest(int which);
LIVE int surface_turn(double *R);
LIVE int surface_shape(int which, int form, double scale, int from);
LIVE double surface_difference(int which, double *R);

/* ---- [state] The grid and the functions on it ---- */
enum { FUNCTIONS = 2, PER_VERTEX = 7, TRIED = 40, BLOCK = 8 };

static struct {
  int l, rows, columns;
  double *value, *slope, *across; /* (rows + 1, l + 1): of the latitude */
  double *cosine, *sine;          /* (columns + 1, l + 1): of the longitude */
  double *around;                 /* (columns + 1, 2): cos phi, sin phi */
  double *J;                      /* (2l + 1, 2l + 1): chapter 2's */
  double *points, *Y, *dY;        /* scratch; Y and dY for BLOCK points */
  double *a[FUNCTIONS], *turned[FUNCTIONS]; /* (2l + 1) each */
  int *order, orders; /* (l): those orders above 0 that a function has */
  float *vertices[FUNCTIONS]; /* (rows + 1, columns + 1, 7) */
} s;

static const double pi = 3.14159265358979323846;

/* One allocation after the other; a null anywhere is seen at the end. */
static void *space(size_t count, size_t size, int *failed)
{
  void *memory = calloc(count ? count : 1, size);
  if (!memory)
    *failed = 1;
  return memory;
}

static void surface_close(void)
{
  free(s.value), free(s.slope), free(s.across), free(s.cosine), free(s.sine);
  free(s.around), free(s.J), free(s.points), free(s.Y), free(s.dY);
  free(s.order);
  for (int k = 0; k < FUNCTIONS; k++) {
    free(s.a[k]), free(s.turned[k]), free(s.vertices[k]);
  }
  memset(&s, 0, sizeof s);
}

/* ---- [tables] What does not depend on the function ---- */

/* On the meridian phi = 0 the slope along it is that of the cosine harmonics,
 * and the slope across it that of the sine harmonics: m f / sin(theta), which
 * has a limit at the poles. */
static void meridian(int i, const double *Y, const double *dY)
{
  const size_t count = harmonics_count(s.l), width = (size_t)s.l + 1;
  const double t = pi * i / s.rows;
  for (int m = 0; m <= s.l; m++) {
    const size_t plus = harmonics_index(s.l, m);
    const size_t minus = harmonics_index(s.l, -m);
    const size_t at = (size_t)i * width + (size_t)m;
    s.value[at] = Y[plus];
    s.slope[at] = cos(t) * dY[plus] - sin(t) * dY[2 * count + plus];
    s.across[at] = m > 0 ? dY[count + minus] : 0;
  }
}

/* The tables of BLOCK latitudes, which chapter 3 computes side by side.  The
 * number of latitudes done, to be called with next; 0 when something failed. */
int surface_latitudes(int from)
{
  const size_t count = harmonics_count(s.l);
  const int n = s.rows + 1 - from < BLOCK ? s.rows + 1 - from : BLOCK;
  double points[3 * BLOCK] = {0};
  for (int k = 0; k < n; k++) {
    const double t = pi * (from + k) / s.rows;
    points[3 * k] = from + k == s.rows ? 0 : sin(t);
    points[3 * k + 2] = cos(t);
  }
  if (n <= 0 || harmonics_gradients(s.l, HARMONICS_INTEGRAL, (size_t)n, points,
                                    s.Y, s.dY))
    return 0;
  for (size_t k = 0; k < (size_t)n; k++)
    meridian(from + (int)k, s.Y + k * count, s.dY + 3 * k * count);
  return from + n;
}

/* m times the angle of column j is the angle of column m j. */
static void longitudes(void)
{
  for (int j = 0; j <= s.columns; j++) {
    s.around[2 * j] = cos(2 * pi * (j % s.columns) / s.columns);
    s.around[2 * j + 1] = sin(2 * pi * (j % s.columns) / s.columns);
  }
  for (int j = 0; j <= s.columns; j++)
    for (int m = 0; m <= s.l; m++) {
      const int at = m * j % s.columns;
      s.cosine[j * (s.l + 1) + m] = s.around[2 * at];
      s.sine[j * (s.l + 1) + m] = s.around[2 * at + 1];
    }
}

/* Points at which the two ways to turn are compared. */
static void choose_points(void)
{
  struct random g = random_seed(1);
  for (int i = 0; i < TRIED; i++) {
    const vec3 p = so3_apply(so3_random(&g), (vec3){0, 0, 1});
    s.points[3 * i] = p.x;
    s.points[3 * i + 1] = p.y;
    s.points[3 * i + 2] = p.z;
  }
}

/* Makes room for degree l and a grid, and all tables but those of the
 * latitudes.  All coefficients are 0 afterwards.  0, or what failed. */
int surface_open(int l, int rows, int columns)
{
  surface_close();
  if (l < 0 || l > HARMONICS_LMAX || rows < 2 || columns < 3)
    return 1;
  const size_t width = (size_t)l + 1, dim = 2 * (size_t)l + 1;
  const size_t down = (size_t)rows + 1, around = (size_t)columns + 1;
  int failed = 0;
  s.l = l, s.rows = rows, s.columns = columns;
  s.value = space(down * width, sizeof(double), &failed);
  s.slope = space(down * width, sizeof(double), &failed);
  s.across = space(down * width, sizeof(double), &failed);
  s.cosine = space(around * width, sizeof(double), &failed);
  s.sine = space(around * width, sizeof(double), &failed);
  s.around = space(2 * around, sizeof(double), &failed);
  s.J = space(dim * dim, sizeof(double), &failed);
  s.points = space(3 * TRIED, sizeof(double), &failed);
  s.Y = space(BLOCK * harmonics_count(l), sizeof(double), &failed);
  s.dY = space(3 * BLOCK * harmonics_count(l), sizeof(double), &failed);
  s.order = space((size_t)l, sizeof(int), &failed);
  for (int k = 0; k < FUNCTIONS; k++) {
    s.a[k] = space(dim, sizeof(double), &failed);
    s.turned[k] = space(dim, sizeof(double), &failed);
    s.vertices[k] = space(down * around * PER_VERTEX, sizeof(float), &failed);
  }
  if (failed || wigner_j(l, s.J))
    return surface_close(), 2;
  longitudes();
  choose_points();
  return 0;
}

/* ---- [function] The function and its turned copy ---- */

/* (2l + 1) coefficients, to be filled: function 0 or 1 as it was before any
 * turn; 2 or 3 the same after surface_turn, to be read. */
double *surface_coefficients(int which)
{
  return which < FUNCTIONS ? s.a[which] : s.turned[which - FUNCTIONS];
}

/* a := X(t) a, a turn by t about z, where m mixes with -m only. */
static void turn_about_z(double t, double *a)
{
  for (int m = 1; m <= s.l; m++) {
    const double c = cos(m * t), d = sin(m * t);
    const double plus = a[s.l + m], minus = a[s.l - m];
    a[s.l + m] = c * plus - d * minus;
    a[s.l - m] = d * plus + c * minus;
  }
}

/* a := J a. */
static void exchange(double *a)
{
  const int dim = 2 * s.l + 1;
  double *copy = s.Y;
  memcpy(copy, a, (size_t)dim * sizeof *a);
  for (int i = 0; i < dim; i++) {
    a[i] = 0;
    for (int k = 0; k < dim; k++)
      a[i] += s.J[i * dim + k] * copy[k];
  }
}

/* turned = D(R) a, of both functions, by the five factors of chapter 2,
 *
 *   D = X(alpha) J X(beta) J X(gamma),
 *
 * one after the other: the matrix itself is not needed. */
int surface_turn(double *R)
{
  rot3 turn;
  euler_zyz e;
  memcpy(&turn, R, sizeof turn);
  const int status = (int)so3_to_euler(turn, &e);
  for (int which = 0; which < FUNCTIONS && !status; which++) {
    double *a = s.turned[which];
    memcpy(a, s.a[which], (2 * (size_t)s.l + 1) * sizeof *a);
    turn_about_z(e.gamma, a);
    exchange(a);
    turn_about_z(e.beta, a);
    exchange(a);
    turn_about_z(e.alpha, a);
  }
  return status;
}

/* max |f| of one harmonic on the grid: coefficients are those before a turn. */
double surface_largest(int which)
{
  double largest = 0;
  for (int i = 0; i <= s.rows; i++)
    for (int m = 0; m <= s.l; m++) {
      const double cosine = s.a[which][s.l + m], sine = s.a[which][s.l - m];
      const double size = m > 0 ? hypot(cosine, sine) : fabs(cosine);
      largest = fmax(largest, fabs(s.value[i * (s.l + 1) + m]) * size);
    }
  return largest;
}

/* ---- [shape] The surface ---- */

/* A harmonic has one order: the others need not be summed at each vertex. */
static void find_orders(const double *a)
{
  s.orders = 0;
  for (int m = 1; m <= s.l; m++)
    if (a[s.l + m] != 0 || a[s.l - m] != 0)
      s.order[s.orders++] = m;
}

/* f, its slope to the south and its slope to the east, at a vertex. */
static void sample(const double *a, int i, int j, double f[3])
{
  const double *value = s.value + i * (s.l + 1);
  const double *slope = s.slope + i * (s.l + 1);
  const double *across = s.across + i * (s.l + 1);
  const double *cosine = s.cosine + j * (s.l + 1);
  const double *sine = s.sine + j * (s.l + 1);
  f[0] = value[0] * a[s.l];
  f[1] = slope[0] * a[s.l];
  f[2] = 0;
  for (int k = 0; k < s.orders; k++) {
    const int m = s.order[k];
    const double along = a[s.l + m] * cosine[m] + a[s.l - m] * sine[m];
    const double turned = a[s.l - m] * cosine[m] - a[s.l + m] * sine[m];
    f[0] += value[m] * along;
    f[1] += slope[m] * along;
    f[2] += across[m] * turned;
  }
}

/* The point |f| n or (1 + f / 4) n, and the normal of that surface: for a
 * surface r(n) n it is r n - grad r.  t, p: cosine and sine of the angles. */
static void vertex(int form, const double f[3], const double t[2],
                   const double p[2], float *out)
{
  const vec3 n = {t[1] * p[0], t[1] * p[1], t[0]};
  const vec3 south = {t[0] * p[0], t[0] * p[1], -t[1]};
  const vec3 east = {-p[1], p[0], 0};
  const double factor = form ? 0.25 : f[0] < 0 ? -1 : 1;
  const double r = form ? 1 + factor * f[0] : fabs(f[0]);
  vec3 normal = vec3_sub(vec3_scale(r, n), vec3_scale(factor * f[1], south));
  normal = vec3_sub(normal, vec3_scale(factor * f[2], east));
  const double length = sqrt(vec3_dot(normal, normal));
  normal = vec3_scale(1 / fmax(length, 1e-30), normal);
  const double all[PER_VERTEX] = {r * n.x,  r * n.y,  r * n.z, normal.x,
                                  normal.y, normal.z, f[0]};
  for (int k = 0; k < PER_VERTEX; k++)
    out[k] = (float)all[k];
}

/* Fills the vertices of a function on BLOCK latitudes.
 * which   0 or 1 before the turn, 2 or 3 after it
 * form    0: |r| = |f|; 1: a ball on which f makes hills and valleys
 * scale   f is multiplied by it first
 * from    the first latitude.  Returns the next one: rows + 1 at the end. */
int surface_shape(int which, int form, double scale, int from)
{
  const double *a = surface_coefficients(which);
  const int end = from + BLOCK < s.rows + 1 ? from + BLOCK : s.rows + 1;
  float *out = s.vertices[which % FUNCTIONS];
  out += (ptrdiff_t)PER_VERTEX * from * (s.columns + 1);
  find_orders(a);
  for (int i = from; i < end; i++) {
    const double t[2] = {cos(pi * i / s.rows), sin(pi * i / s.rows)};
    for (int j = 0; j <= s.columns; j++, out += PER_VERTEX) {
      double f[3];
      sample(a, i, j, f);
      for (int k = 0; k < 3; k++)
        f[k] *= scale;
      vertex(form, f, t, s.around + 2 * j, out);
    }
  }
  return end;
}

/* (rows + 1, columns + 1, 7) numbers: point, normal, value. */
float *surface_vertices(int which)
{
  return s.vertices[which % FUNCTIONS];
}

/* ---- [difference] Are the two ways to turn the same? ---- */

/* max |(D(R) a) . Y(R r) - a . Y(r)| over some points r, after surface_turn. */
double surface_difference(int which, double *R)
{
  const size_t count = harmonics_count(s.l), first = harmonics_index(s.l, -s.l);
  rot3 turn;
  double worst = 0;
  memcpy(&turn, R, sizeof turn);
  for (int i = 0; i < TRIED; i++) {
    const double *r = s.points + 3 * i;
    const vec3 moved = so3_apply(turn, (vec3){r[0], r[1], r[2]});
    const double both[6] = {r[0], r[1], r[2], moved.x, moved.y, moved.z};
    if (harmonics(s.l, HARMONICS_INTEGRAL, 2, both, s.Y))
      return NAN;
    double before = 0, after = 0;
    for (int k = 0; k < 2 * s.l + 1; k++) {
      before += s.a[which][k] * s.Y[first + (size_t)k];
      after += s.turned[which][k] * s.Y[count + first + (size_t)k];
    }
    worst = fmax(worst, fabs(after - before));
  }
  return worst;
}
