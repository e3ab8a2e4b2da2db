/* Exercise 1.6 (two stars, 30 minutes, section 1.13): Half-way and beyond
 *
 * A camera turns from one attitude to another, by the shortest path and at an
 * even speed.  Where is it after the part s of the time?
 *
 *   d(a, R) = s d(a, b),   d(R, b) = (1 - s) d(a, b)    for 0 <= s <= 1
 *
 * Known as slerp, spherical linear interpolation.  Outside 0..1 the camera
 * goes on turning at the same speed about the same axis.
 *
 * a, b   rotations
 * s      any finite number
 * Returns the rotation at s: a at 0, b at 1. */
#include "exercises.h"
#include "todo.h"

rot3 slerp(rot3 a, rot3 b, double s)
{
  (void)a;
  (void)b;
  (void)s;
  TODO("the rotation at the part s of the shortest way from a to b");
  return so3_hat((vec3){0, 0, 0});
}
