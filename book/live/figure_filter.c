/* figure_filter.c: chapter 6 in the page: one filter, R(r) Y_lm, the messages
 * of a few senders through it, and their sum at the receiver. */
#include <math.h>
#include <string.h>

#include "harmonics.h"
#include "live.h"
#include "radial.h"
#include "random.h"
#include "wigner.h"

/* ---- [state] A receiver at 0 and its senders ---- */
enum { SENDERS = 12, BASIS = 9, LARGEST = 6, CURVE = 120 };
enum { VALUES = (LARGEST + 1) * (LARGEST + 1), BLOCK = 2 * LARGEST + 1 };

static const struct radial_basis basis = {RADIAL_GAUSSIAN, BASIS, 1, 6};

static struct {
  real points[3 * SENDERS], turned[3 * SENDERS], length[SENDERS];
  real feature[SENDERS]; /* a scalar each */
  real w[BASIS];         /* R(r) = sum over k of w_k B_k(r) */
  real radial[SENDERS];  /* R at each sender */
  real curve[CURVE + 1]; /* R at distances 0..1 */
  real message[BLOCK], before[BLOCK];
} s;

LIVE int filter_open(int seed);
LIVE int filter_pull(double r, double value);
LIVE int filter_message(int l, double *R);
LIVE double filter_difference(int l, double *R);
LIVE double *filter_points(void);
LIVE double *filter_features(void);
LIVE double *filter_lengths(void);
LIVE double *filter_radial(void);
LIVE double *filter_curve(void);
LIVE double *filter_sum(void);

/* ---- [radial] The function of the distance ---- */
static int radial_at(size_t n, const real *r, real *value)
{
  for (size_t i = 0; i < n; i++) {
    real B[BASIS];
    if (radial_basis_forward(&basis, 1, r + i, B, NULL))
      return -1;
    value[i] = 0;
    for (size_t k = 0; k < BASIS; k++)
      value[i] += s.w[k] * B[k];
  }
  return 0;
}

static int radial_again(void)
{
  real r[CURVE + 1];
  for (size_t i = 0; i <= CURVE; i++)
    r[i] = (real)i / (real)CURVE;
  return radial_at(CURVE + 1, r, s.curve) ||
         radial_at(SENDERS, s.length, s.radial);
}

/* The curve goes through `value` at r: the smallest change of the weights that
 * does it.  Near the cutoff, where the basis ends, it does not come all the
 * way. */
int filter_pull(double r, double value)
{
  real B[BASIS], now, square = REAL(0.02);
  const real at = (real)r;
  if (!(r >= 0 && r <= 1) || radial_basis_forward(&basis, 1, &at, B, NULL) ||
      radial_at(1, &at, &now))
    return -1;
  for (size_t k = 0; k < BASIS; k++)
    square += B[k] * B[k];
  for (size_t k = 0; k < BASIS; k++)
    s.w[k] += ((real)value - now) * B[k] / square;
  return radial_again();
}

/* ---- [cloud] Senders at random places and the first filter ---- */
int filter_open(int seed)
{
  struct random g = random_seed((uint64_t)seed);
  for (size_t i = 0; i < SENDERS; i++) {
    real *p = s.points + 3 * i;
    do {
      for (size_t a = 0; a < 3; a++)
        p[a] = (real)(2 * random_uniform(&g) - 1);
      s.length[i] = real_sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
    } while (s.length[i] > 1 || s.length[i] < REAL(0.25));
    s.feature[i] = i % 3 == 2 ? -1 : 1;
  }
  for (size_t k = 0; k < BASIS; k++)
    s.w[k] = (real)(0.6 * exp(-pow(((double)k - 3) / 1.6, 2)));
  return radial_again();
}

/* ---- [message] What arrives ---- */

/* M_m = sum over senders of x_j R(r_j) Y_lm of the edge, which points from the
 * sender to the receiver at 0. */
static int sum_up(int l, const real *points, real *M)
{
  real Y[VALUES];
  memset(M, 0, BLOCK * sizeof *M);
  for (size_t i = 0; i < SENDERS; i++) {
    const real *p = points + 3 * i, edge[3] = {-p[0], -p[1], -p[2]};
    if (harmonics(l, HARMONICS_NORM, 1, edge, Y))
      return -1;
    for (int m = 0; m < 2 * l + 1; m++)
      M[m] += s.feature[i] * s.radial[i] * Y[harmonics_index(l, m - l)];
  }
  return 0;
}

/* The message of degree l at the receiver, all senders turned by R. */
int filter_message(int l, double *R)
{
  rot3 turn;
  memcpy(&turn, R, sizeof turn);
  if (l < 0 || l > LARGEST)
    return -1;
  for (size_t i = 0; i < SENDERS; i++) {
    const real *p = s.points + 3 * i;
    const vec3 q =
        so3_apply(turn, (vec3){(double)p[0], (double)p[1], (double)p[2]});
    s.turned[3 * i] = (real)q.x;
    s.turned[3 * i + 1] = (real)q.y;
    s.turned[3 * i + 2] = (real)q.z;
  }
  return sum_up(l, s.turned, s.message) || sum_up(l, s.points, s.before);
}

/* max |M(turned) - D(R) M(as they stood)|, after filter_message. */
double filter_difference(int l, double *R)
{
  double D[BLOCK * BLOCK], worst = 0;
  rot3 turn;
  memcpy(&turn, R, sizeof turn);
  if (wigner_d(l, turn, D))
    return (double)NAN;
  for (int i = 0; i < 2 * l + 1; i++) {
    double sum = 0;
    for (int k = 0; k < 2 * l + 1; k++)
      sum += D[i * (2 * l + 1) + k] * (double)s.before[k];
    worst = fmax(worst, fabs(sum - (double)s.message[i]));
  }
  return worst;
}

/* ---- [read] For the page ---- */
double *filter_points(void)
{
  return s.turned;
}

double *filter_features(void)
{
  return s.feature;
}

double *filter_lengths(void)
{
  return s.length;
}

double *filter_radial(void)
{
  return s.radial;
}

double *filter_curve(void)
{
  return s.curve;
}

double *filter_sum(void)
{
  return s.message;
}
