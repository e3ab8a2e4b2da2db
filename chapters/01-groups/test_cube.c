/* test_cube.c: the 24 rotations of the cube and the axioms, exactly. */
#include "cube.h"
#include "test.h"

#include <limits.h>

/* ---- [laws] A group, in whole numbers ---- */
TEST(law_cube_is_a_group)
{
  int table[CUBE_ORDER * CUBE_ORDER];
  cube_table(table);
  struct group_report r = group_check(CUBE_ORDER, table);
  check_true(r.identity == 0, "the first element is the identity");
  check_true(group_is_group(r), "closed, with inverses, associative");
  claim("cube", (double)(r.closure + r.inverses + r.associativity), 0);
}

TEST(law_cube_rotations)
{
  cube_rotation g[CUBE_ORDER];
  cube_rotations(g);
  for (int i = 0; i < CUBE_ORDER; i++) {
    check_true(so3_check(cube_to_rot3(g[i]), 0) == SO3_OK,
               "element %d is a rotation, exactly", i);
    check_true(cube_find(g, g[i]) == i, "element %d occurs once", i);
  }
}

TEST(law_cube_table)
{
  cube_rotation g[CUBE_ORDER];
  int table[CUBE_ORDER * CUBE_ORDER];
  cube_rotations(g);
  cube_table(table);
  for (int a = 0; a < CUBE_ORDER; a++)
    for (int b = 0; b < CUBE_ORDER; b++) {
      rot3 want = so3_mul(cube_to_rot3(g[a]), cube_to_rot3(g[b]));
      rot3 got = cube_to_rot3(g[table[a * CUBE_ORDER + b]]);
      check_residual(mat3_distance(got, want), 0, "element %d times %d", a, b);
    }
}

/* ---- [anchors] One product by hand, and tables that are not groups ---- */
TEST(anchor_cube_product)
{
  cube_rotation x = {{{1, 0, 0}, {0, 0, -1}, {0, 1, 0}}};
  cube_rotation y = {{{0, 0, 1}, {0, 1, 0}, {-1, 0, 0}}};
  cube_rotation want = {{{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}};
  rot3 got = cube_to_rot3(cube_multiply(x, y));
  check_residual(mat3_distance(got, cube_to_rot3(want)), 0,
                 "a quarter turn about y, then one about x");
  cube_rotation g[CUBE_ORDER];
  cube_rotations(g);
  check_true(cube_find(g, x) > 0 && cube_find(g, y) > 0,
             "both are in the list");
}

TEST(anchor_not_groups)
{
  /* Rock 0, paper 1, scissors 2: the winner.  Closed, commutative, and
   * (rock paper) scissors is not rock (paper scissors). */
  const int winner[9] = {0, 1, 0, 1, 1, 2, 0, 2, 2};
  struct group_report r = group_check(3, winner);
  check_true(r.closure == 0 && r.identity == -1 && r.inverses == 3,
             "the winner has no identity");
  check_true(r.associativity == 6, "the six triples of three different signs");
  /* Multiplication of 0 and 1: zero has no inverse. */
  const int product[4] = {0, 0, 0, 1};
  r = group_check(2, product);
  check_true(r.closure == 0 && r.identity == 1 && r.associativity == 0 &&
                 r.inverses == 1,
             "only the inverse of zero is missing");
  /* 0, 1, 2 under addition: 1 + 2 and 2 + 2 and 2 + 1 fall out. */
  const int sum[9] = {0, 1, 2, 1, 2, 3, 2, 3, 4};
  r = group_check(3, sum);
  check_true(r.closure == 3 && r.identity == 0 && r.inverses == 2,
             "three sums fall out");
  check_true(!group_is_group(r), "so it is not a group");
}

TEST(anchor_one_sided)
{
  /* The later one wins: 0 a = a, but a 0 = 0. */
  const int later[4] = {0, 1, 0, 1};
  struct group_report r = group_check(2, later);
  check_true(r.identity == -1 && r.associativity == 0,
             "a neutral element must be neutral on both sides");
  /* 1 2 = 0, but 2 1 = 1: neither undoes the other. */
  const int undone[9] = {0, 1, 2, 1, 1, 0, 2, 1, 2};
  r = group_check(3, undone);
  check_true(r.identity == 0 && r.inverses == 2,
             "and so must an inverse: %zu without", r.inverses);
  /* 0 (1 1) falls out and (0 1) 1 does not: nothing to compare. */
  const int partial[4] = {0, 0, 1, -1};
  r = group_check(2, partial);
  check_true(r.closure == 1 && r.associativity == 0,
             "a product that falls out is counted once");
}

/* ---- [edges] Nothing, and nonsense ---- */
TEST(edge_group_check)
{
  const int one[1] = {0}, wild[4] = {0, INT_MAX, INT_MIN, 1};
  check_true(group_is_group(group_check(1, one)), "the smallest group");
  check_true(!group_is_group(group_check(0, one)), "no elements, no identity");
  check_true(!group_is_group(group_check(3, NULL)), "no table");
  struct group_report r = group_check(2, wild);
  check_true(r.closure == 2 && !group_is_group(r), "entries out of range");
}

TEST(edge_cube_find)
{
  cube_rotation g[CUBE_ORDER];
  cube_rotation mirror = {{{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  cube_rotation none = {{{0}}};
  cube_rotations(g);
  check_true(cube_find(g, mirror) == -1, "a mirror image is not a rotation");
  check_true(cube_find(g, none) == -1, "neither is zero");
  check_true(cube_find(g, g[23]) == 23, "the last one is found");
}

static const struct test tests[] = {
    CASE(law_cube_is_a_group), CASE(law_cube_rotations), CASE(law_cube_table),
    CASE(anchor_cube_product), CASE(anchor_not_groups),  CASE(anchor_one_sided),
    CASE(edge_group_check),    CASE(edge_cube_find),
};

TEST_MAIN("01-groups/cube", tests)
