/* tetris.h: the eight ways to glue four cubes, as sets of four points.
 *
 *   tetris_points      the centres of the four cubes of a shape
 *   tetris_name        its name
 *   tetris_degrees     how many neighbours each cube touches, sorted
 *   tetris_distances   the six distances between the cubes, sorted
 *   tetris_handedness  left, right or neither: the sign of a volume
 *   tetris_identify    the shape of four points, by hand: no network
 *   tetris_motion      a rotation, a mirror if wanted, and a translation
 *   tetris_move        four points, moved
 *   tetris_message     a status in words
 *
 * Points are in units of a cube's edge; always double. */
#ifndef TFN_TETRIS_H
#define TFN_TETRIS_H

#include "api.h"
#include "so3.h"

#include <stdbool.h>

API_BEGIN

/* ---- [shapes] Eight shapes of four cubes ----
 *
 * Up to rotation these are all of them: two that are mirror images of each
 * other, and six that equal their own mirror image. */
#define TETRIS_SHAPES 8
#define TETRIS_CUBES  4
#define TETRIS_PAIRS  6

enum tetris_shape {
  TETRIS_LEFT = 0, /* the chiral pair */
  TETRIS_RIGHT,
  TETRIS_SQUARE,
  TETRIS_LINE,
  TETRIS_CORNER,
  TETRIS_L,
  TETRIS_T,
  TETRIS_ZIGZAG
};

enum tetris_status {
  TETRIS_OK = 0,
  TETRIS_NULL,         /* a null pointer */
  TETRIS_BAD_SHAPE,    /* not one of the eight */
  TETRIS_NOT_FINITE,   /* NaN or infinity among the coordinates */
  TETRIS_NOT_A_TETRIS, /* four points, but no four cubes glued together */
  TETRIS_BAD_MOTION    /* the matrix of a motion is not a rotation */
};

/* The status in words, one line without a full stop; never NULL. */
const char *tetris_message(enum tetris_status status);

/* The name of a shape in one word; "unknown" for any other number. */
const char *tetris_name(enum tetris_shape shape);

/* p (4) := the centres of the cubes of a shape, in the one orientation that
 * the network is trained on.  Errors TETRIS_NULL, TETRIS_BAD_SHAPE. */
enum tetris_status tetris_points(enum tetris_shape shape, vec3 *p);

/* ---- [invariants] Numbers that no motion changes ----
 *
 * p is (4), any four points; two cubes touch when their centres are at
 * distance 1, to TETRIS_TOLERANCE. */
#define TETRIS_TOLERANCE 1e-6

/* degree (4) := how many others each cube touches, largest first.
 * Errors TETRIS_NULL, TETRIS_NOT_FINITE. */
enum tetris_status tetris_degrees(const vec3 *p, int *degree);

/* d (6) := |p_i - p_j| for i < j, smallest first.  Errors as above. */
enum tetris_status tetris_distances(const vec3 *p, double *d);

/* The signed volume  u . (v x w)  of a chain of four cubes, u, v, w its three
 * steps from either end to the other; 0 for shapes that are no chain.
 *
 * Rotations and translations keep it, a mirror flips its sign, and so it tells
 * the chiral pair apart: -1 left, +1 right, 0 all others.
 * Errors as above. */
enum tetris_status tetris_handedness(const vec3 *p, double *volume);

/* The shape of four points in any order and place, by distances and hand.
 * Errors as above, and TETRIS_NOT_A_TETRIS. */
enum tetris_status tetris_identify(const vec3 *p, enum tetris_shape *shape);

/* ---- [motion] Rotate, mirror, shift ----
 *
 *   p -> (mirror ? -R : R) p + shift                                   (7.1)
 *
 * -1 is a mirror: its determinant is -1, and every improper motion is -R for
 * some rotation R. */
struct tetris_motion {
  rot3 R;
  bool mirror;
  vec3 shift;
};

/* A Haar-random rotation and a shift uniform in the cube |x|,|y|,|z| <= reach
 * (in edges of a cube); no mirror. */
struct tetris_motion tetris_motion(struct random *g, double reach);

/* q (4) := p (4), moved; p == q is allowed.
 * Errors TETRIS_NULL, TETRIS_BAD_MOTION; q is then untouched. */
enum tetris_status tetris_move(const struct tetris_motion *motion,
                               const vec3 *p, vec3 *q);

API_END

#endif
