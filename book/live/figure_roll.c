/* figure_roll.c: chapter 9 in the page: one message of degree 2, made in a
 * frame of the edge that rolls about it. */
#include <math.h>
#include <string.h>

#include "live.h"
#include "radial.h"
#include "random.h"
#include "so2.h"
#include "wigner.h"

/* ---- [state] One edge, one feature, one set of blocks ---- */
enum { DEGREE = 2, DIM = 2 * DEGREE + 1 };

static struct {
  real edge[3];
  double x[DIM], block[DIM]; /* a_0, a_1, b_1, a_2, b_2 */
  double frame[DIM], room[DIM], unrolled[DIM];
  rot3 Q; /* from the room to the rolled frame */
} s;

LIVE void roll_open(int seed);
LIVE double *roll_edge(void);
LIVE int roll_message(double angle, int silu);
LIVE double roll_change(void);
LIVE double *roll_frame(void);
LIVE double *roll_in_frame(void);
LIVE double *roll_in_room(void);

void roll_open(int seed)
{
  struct random g = random_seed((uint64_t)seed);
  for (int i = 0; i < DIM; i++)
    s.x[i] = random_normal(&g);
  for (int i = 0; i < DIM; i++)
    s.block[i] = random_normal(&g);
}

/* (3), which the page writes. */
double *roll_edge(void)
{
  return s.edge;
}

/* ---- [message] In, through the blocks, and out again ---- */

/* y' = A x': component +m and -m of every m by a_m and b_m. */
static void through_blocks(const double *x, double *y)
{
  y[DEGREE] = s.block[0] * x[DEGREE];
  for (int m = 1; m <= DEGREE; m++) {
    const double a = s.block[2 * m - 1], b = s.block[2 * m];
    y[DEGREE + m] = a * x[DEGREE + m] - b * x[DEGREE - m];
    y[DEGREE - m] = b * x[DEGREE + m] + a * x[DEGREE - m];
  }
}

/* D^T A D x with the frame Q; silu of each component in the frame, if asked. */
static int message(rot3 Q, int silu, double *inside, double *out)
{
  double D[DIM * DIM], turned[DIM] = {0};
  if (wigner_d(DEGREE, Q, D))
    return -1;
  for (int i = 0; i < DIM; i++)
    for (int k = 0; k < DIM; k++)
      turned[i] += D[i * DIM + k] * s.x[k];
  through_blocks(turned, inside);
  if (silu)
    for (int i = 0; i < DIM; i++)
      inside[i] = (double)smooth_silu((real)(2 * inside[i]), NULL);
  memset(out, 0, DIM * sizeof *out);
  for (int i = 0; i < DIM; i++)
    for (int k = 0; k < DIM; k++)
      out[k] += D[i * DIM + k] * inside[i];
  return 0;
}

/* The message through a frame that has been rolled by an angle, in rad. */
int roll_message(double angle, int silu)
{
  double inside[DIM];
  rot3 Q;
  if (so2_frame(s.edge, &Q) || message(Q, silu, inside, s.unrolled))
    return -1;
  s.Q = so3_mul(so3_exp((vec3){0, 0, angle}), Q);
  return message(s.Q, silu, s.frame, s.room);
}

/* How much the roll changes the message in the room. */
double roll_change(void)
{
  double worst = 0;
  for (int i = 0; i < DIM; i++)
    worst = fmax(worst, fabs(s.room[i] - s.unrolled[i]));
  return worst;
}

/* ---- [read] For the page ---- */

/* (3, 3), its rows are the axes of the frame; the last one is the edge. */
double *roll_frame(void)
{
  return &s.Q.m[0][0];
}

double *roll_in_frame(void)
{
  return s.frame;
}

double *roll_in_room(void)
{
  return s.room;
}
