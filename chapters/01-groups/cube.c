/* cube.c: the 24 rotations of a cube, in whole numbers.
 * What holds here holds exactly: no tolerance appears in this file. */
#include "cube.h"

/* ---- [rotations] Where can the three axes go? ----
 *
 * The first axis goes to one of six faces, the second to one of the four
 * beside it; the third has no choice left: it is their cross product. */
static cube_rotation from_faces(int face1, int sign1, int face2, int sign2)
{
  cube_rotation r = {{{0}}};
  int face3 = 3 - face1 - face2;
  int even = (face1 + 1) % 3 == face2;
  r.m[face1][0] = sign1;
  r.m[face2][1] = sign2;
  r.m[face3][2] = even ? sign1 * sign2 : -sign1 * sign2;
  return r;
}

void cube_rotations(cube_rotation g[CUBE_ORDER])
{
  size_t n = 0;
  for (int face1 = 0; face1 < 3; face1++)
    for (int sign1 = 1; sign1 >= -1; sign1 -= 2)
      for (int step = 1; step <= 2; step++)
        for (int sign2 = 1; sign2 >= -1; sign2 -= 2)
          g[n++] = from_faces(face1, sign1, (face1 + step) % 3, sign2);
}

/* ---- [table] The multiplication table ---- */
cube_rotation cube_multiply(cube_rotation a, cube_rotation b)
{
  cube_rotation c = {{{0}}};
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 3; k++)
        c.m[i][j] += a.m[i][k] * b.m[k][j];
  return c;
}

static int same(cube_rotation a, cube_rotation b)
{
  int different = 0;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      different += a.m[i][j] != b.m[i][j];
  return different == 0;
}

int cube_find(const cube_rotation g[CUBE_ORDER], cube_rotation r)
{
  for (int i = 0; i < CUBE_ORDER; i++)
    if (same(g[i], r))
      return i;
  return -1;
}

void cube_table(int table[CUBE_ORDER * CUBE_ORDER])
{
  cube_rotation g[CUBE_ORDER];
  cube_rotations(g);
  for (int a = 0; a < CUBE_ORDER; a++)
    for (int b = 0; b < CUBE_ORDER; b++)
      table[a * CUBE_ORDER + b] = cube_find(g, cube_multiply(g[a], g[b]));
}

rot3 cube_to_rot3(cube_rotation r)
{
  rot3 R;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      R.m[i][j] = r.m[i][j];
  return R;
}

/* ---- [product] A product, when there is one ----
 *
 * -1 stands for "not an element", and anything times it is -1 again. */
static int product(size_t n, const int *table, int a, int b)
{
  if (a < 0 || b < 0)
    return -1;
  int c = table[(size_t)a * n + (size_t)b];
  return c >= 0 && (size_t)c < n ? c : -1;
}

static int find_identity(size_t n, const int *table)
{
  for (int e = 0; (size_t)e < n; e++) {
    size_t fixed = 0;
    for (int a = 0; (size_t)a < n; a++)
      fixed += product(n, table, e, a) == a && product(n, table, a, e) == a;
    if (fixed == n)
      return e;
  }
  return -1;
}

/* ---- [axioms] The four axioms, every case tried ---- */
static int has_inverse(size_t n, const int *table, int e, int a)
{
  for (int b = 0; (size_t)b < n; b++)
    if (product(n, table, a, b) == e && product(n, table, b, a) == e)
      return 1;
  return 0;
}

static size_t broken_triples(size_t n, const int *table, int a, int b)
{
  size_t broken = 0;
  int ab = product(n, table, a, b);
  for (int c = 0; (size_t)c < n; c++) {
    int left = product(n, table, ab, c);
    int right = product(n, table, a, product(n, table, b, c));
    broken += left >= 0 && right >= 0 && left != right;
  }
  return broken;
}

struct group_report group_check(size_t n, const int *table)
{
  struct group_report report = {0, -1, 0, 0};
  if (!table)
    return report;
  report.identity = find_identity(n, table);
  for (int a = 0; (size_t)a < n; a++) {
    report.inverses +=
        report.identity < 0 || !has_inverse(n, table, report.identity, a);
    for (int b = 0; (size_t)b < n; b++) {
      report.closure += product(n, table, a, b) < 0;
      report.associativity += broken_triples(n, table, a, b);
    }
  }
  return report;
}

int group_is_group(struct group_report r)
{
  return r.identity >= 0 && r.closure + r.inverses + r.associativity == 0;
}
