/* turns.c: the rotations of chapter 1 for all live figures.  Matrices are nine
 * numbers by rows, in three registers that the page fills and reads. */
#include <string.h>

#include "live.h"
#include "so3.h"

/* ---- [registers] Where the page puts matrices ---- */
static rot3 registers[3];
static vec3 vector;

LIVE double *turn_register(int i);
LIVE double *turn_vector(void);
LIVE void turn_multiply(void);
LIVE void turn_exp(double x, double y, double z);
LIVE int turn_log(void);
LIVE double turn_distance(void);

/* The nine numbers of register 0, 1 or 2. */
double *turn_register(int i)
{
  return &registers[i].m[0][0];
}

/* The three numbers that turn_log writes. */
double *turn_vector(void)
{
  return &vector.x;
}

/* ---- [turns] Register 0 becomes the answer ---- */

/* Register 1 times register 2. */
void turn_multiply(void)
{
  registers[0] = so3_mul(registers[1], registers[2]);
}

void turn_exp(double x, double y, double z)
{
  registers[0] = so3_exp((vec3){x, y, z});
}

/* The logarithm of register 1 into the vector.  A product of very many turns
 * drifts away from the rotations, so the nearest one is taken first. */
int turn_log(void)
{
  rot3 nearest;
  enum so3_status status = so3_nearest(registers[1], &nearest);
  return (int)(status ? status : so3_log(nearest, &vector));
}

/* The angle between registers 1 and 2, in rad. */
double turn_distance(void)
{
  return so3_distance(registers[1], registers[2]);
}
