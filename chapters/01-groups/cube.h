/* cube.h: a finite group to hold in the hand: the 24 rotations of a cube.
 *
 *   cube_rotations     the 24 matrices, whole numbers
 *   cube_multiply      their product, exact
 *   cube_find          the number of a matrix in the list
 *   cube_table         the multiplication table
 *   cube_to_rot3       the same rotation as a rot3
 *   group_check        the four axioms, for any table, every case tried
 *
 * Names begin with cube_ or group_. */
#ifndef TFN_CUBE_H
#define TFN_CUBE_H

#include <stddef.h>

#include "api.h"
#include "so3.h"

API_BEGIN

/* ---- [cube] Twenty-four whole-number matrices ---- */

#define CUBE_ORDER 24

/* A rotation of the cube [-1, 1]^3: one entry of each row and column is 1 or
 * -1, the others are 0, and the determinant is 1. */
typedef struct {
  int m[3][3];
} cube_rotation;

/* All of them, in a fixed order; g[0] is the identity. */
void cube_rotations(cube_rotation g[CUBE_ORDER]);

/* a b: first b, then a. */
cube_rotation cube_multiply(cube_rotation a, cube_rotation b);

/* The i with g[i] = r, or -1 when r is not one of the 24. */
int cube_find(const cube_rotation g[CUBE_ORDER], cube_rotation r);

/* table[a * CUBE_ORDER + b] = the number of g[a] g[b]. */
void cube_table(int table[CUBE_ORDER * CUBE_ORDER]);

/* The same matrix in double. */
rot3 cube_to_rot3(cube_rotation r);

/* ---- [axioms] The four axioms, for any table ---- */

/* What is wrong with a multiplication table; a group has closure, inverses and
 * associativity all 0 and an identity >= 0. */
struct group_report {
  size_t closure;       /* products that are not elements */
  int identity;         /* the e with e a = a e = a, or -1 */
  size_t inverses;      /* elements without a two-sided inverse */
  size_t associativity; /* triples with (a b) c != a (b c) */
};

/* Tries every case: n^2 products, n^3 triples.
 *
 * n       number of elements, called 0..n-1; 0 gives no identity
 * table   (n, n), table[a * n + b] = a b; an entry outside 0..n-1 counts
 *         against closure, and the triples it occurs in are not judged
 * A null table is reported as one without identity. */
struct group_report group_check(size_t n, const int *table);

/* True when the report is that of a group. */
int group_is_group(struct group_report report);

API_END

#endif
