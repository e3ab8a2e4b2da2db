/* tetris.c: the eight shapes, and how to tell them apart by hand.
 * See tetris.h. */
#include "tetris.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

/* ---- [table] The shapes, cube by cube ----
 *
 * The coordinates are those of the first TFN program; the names of the last
 * three are not (see the correction in the text). */
static const struct {
  const char *name;
  vec3 cube[TETRIS_CUBES];
} table[TETRIS_SHAPES] = {
    [TETRIS_LEFT] = {"left", {{0, 0, 0}, {0, 0, 1}, {1, 0, 0}, {1, 1, 0}}},
    [TETRIS_RIGHT] = {"right", {{0, 0, 0}, {0, 0, 1}, {1, 0, 0}, {1, -1, 0}}},
    [TETRIS_SQUARE] = {"square", {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}}},
    [TETRIS_LINE] = {"line", {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {0, 0, 3}}},
    [TETRIS_CORNER] = {"corner", {{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {1, 0, 0}}},
    [TETRIS_L] = {"L", {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {0, 1, 0}}},
    [TETRIS_T] = {"T", {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {0, 1, 1}}},
    [TETRIS_ZIGZAG] = {"zigzag", {{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {2, 1, 0}}},
};

static bool known(enum tetris_shape shape)
{
  return (unsigned)shape < TETRIS_SHAPES;
}

const char *tetris_name(enum tetris_shape shape)
{
  return known(shape) ? table[shape].name : "unknown";
}

enum tetris_status tetris_points(enum tetris_shape shape, vec3 *p)
{
  if (!p)
    return TETRIS_NULL;
  if (!known(shape))
    return TETRIS_BAD_SHAPE;
  for (int i = 0; i < TETRIS_CUBES; i++)
    p[i] = table[shape].cube[i];
  return TETRIS_OK;
}

const char *tetris_message(enum tetris_status status)
{
  switch (status) {
  case TETRIS_OK:
    return "no error";
  case TETRIS_NULL:
    return "a pointer is null";
  case TETRIS_BAD_SHAPE:
    return "not one of the eight shapes";
  case TETRIS_NOT_FINITE:
    return "a coordinate is not a finite number";
  case TETRIS_NOT_A_TETRIS:
    return "the four points are not four cubes glued together";
  case TETRIS_BAD_MOTION:
    return "the matrix of the motion is not a rotation";
  }
  return "unknown status";
}

/* ---- [distances] Six distances and four degrees ---- */
static enum tetris_status check_points(const vec3 *p, const void *out)
{
  if (!p || !out)
    return TETRIS_NULL;
  for (int i = 0; i < TETRIS_CUBES; i++)
    if (!isfinite(p[i].x) || !isfinite(p[i].y) || !isfinite(p[i].z))
      return TETRIS_NOT_FINITE;
  return TETRIS_OK;
}

static int by_size(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

enum tetris_status tetris_distances(const vec3 *p, double *d)
{
  enum tetris_status status = check_points(p, d);
  if (status)
    return status;
  size_t n = 0;
  for (int i = 0; i < TETRIS_CUBES; i++)
    for (int j = i + 1; j < TETRIS_CUBES; j++)
      d[n++] = vec3_norm(vec3_sub(p[i], p[j]));
  qsort(d, n, sizeof *d, by_size);
  return TETRIS_OK;
}

static bool touch(vec3 a, vec3 b)
{
  return fabs(vec3_norm(vec3_sub(a, b)) - 1) <= TETRIS_TOLERANCE;
}

static int degree_of(const vec3 *p, int i)
{
  int n = 0;
  for (int j = 0; j < TETRIS_CUBES; j++)
    n += j != i && touch(p[i], p[j]);
  return n;
}

static int by_degree(const void *a, const void *b)
{
  return *(const int *)b - *(const int *)a;
}

enum tetris_status tetris_degrees(const vec3 *p, int *degree)
{
  enum tetris_status status = check_points(p, degree);
  if (status)
    return status;
  for (int i = 0; i < TETRIS_CUBES; i++)
    degree[i] = degree_of(p, i);
  qsort(degree, TETRIS_CUBES, sizeof *degree, by_degree);
  return TETRIS_OK;
}

/* ---- [chain] A chain of cubes, and the hand it turns with ---- */
/* chain := the cubes from one end to the other; false when p is not a chain. */
static bool find_chain(const vec3 *p, int *chain)
{
  bool used[TETRIS_CUBES] = {false};
  int n = 0;
  for (int i = 0; i < TETRIS_CUBES && n == 0; i++)
    if (degree_of(p, i) == 1)
      chain[n++] = i;
  if (n == 0)
    return false;
  used[chain[0]] = true;
  for (; n < TETRIS_CUBES; n++) {
    int next = -1;
    for (int j = 0; j < TETRIS_CUBES; j++)
      if (!used[j] && touch(p[chain[n - 1]], p[j]))
        next = j;
    if (next < 0)
      return false;
    used[next] = true;
    chain[n] = next;
  }
  return true;
}

enum tetris_status tetris_handedness(const vec3 *p, double *volume)
{
  enum tetris_status status = check_points(p, volume);
  int c[TETRIS_CUBES];
  if (status)
    return status;
  *volume = 0;
  if (!find_chain(p, c))
    return TETRIS_OK;
  vec3 u = vec3_sub(p[c[1]], p[c[0]]);
  vec3 v = vec3_sub(p[c[2]], p[c[1]]);
  vec3 w = vec3_sub(p[c[3]], p[c[2]]);
  *volume = vec3_dot(u, vec3_cross(v, w));
  return TETRIS_OK;
}

/* ---- [identify] The answer that the network has to find ---- */
static double distance_gap(const vec3 *p, const vec3 *q)
{
  double a[TETRIS_PAIRS], b[TETRIS_PAIRS], gap = 0;
  tetris_distances(p, a);
  tetris_distances(q, b);
  for (int i = 0; i < TETRIS_PAIRS; i++)
    gap = fmax(gap, fabs(a[i] - b[i]));
  return gap;
}

enum tetris_status tetris_identify(const vec3 *p, enum tetris_shape *shape)
{
  double mine = 0, its = 0;
  enum tetris_status status = shape ? tetris_handedness(p, &mine) : TETRIS_NULL;
  if (status)
    return status;
  for (int s = 0; s < TETRIS_SHAPES; s++) {
    tetris_handedness(table[s].cube, &its);
    if (distance_gap(p, table[s].cube) <= TETRIS_TOLERANCE &&
        fabs(mine - its) <= 4 * TETRIS_TOLERANCE) {
      *shape = (enum tetris_shape)s;
      return TETRIS_OK;
    }
  }
  return TETRIS_NOT_A_TETRIS;
}

/* ---- [move] Motions ---- */
static double between(struct random *g, double low, double high)
{
  return low + (high - low) * random_uniform(g);
}

struct tetris_motion tetris_motion(struct random *g, double reach)
{
  struct tetris_motion motion = {.R = so3_random(g), .mirror = false};
  motion.shift.x = between(g, -reach, reach);
  motion.shift.y = between(g, -reach, reach);
  motion.shift.z = between(g, -reach, reach);
  return motion;
}

enum tetris_status tetris_move(const struct tetris_motion *motion,
                               const vec3 *p, vec3 *q)
{
  if (!motion || !p || !q)
    return TETRIS_NULL;
  if (so3_check(motion->R, SO3_TOLERANCE) != SO3_OK)
    return TETRIS_BAD_MOTION;
  double sign = motion->mirror ? -1 : 1;
  for (int i = 0; i < TETRIS_CUBES; i++)
    q[i] =
        vec3_add(vec3_scale(sign, so3_apply(motion->R, p[i])), motion->shift);
  return TETRIS_OK;
}
