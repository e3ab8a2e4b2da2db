/* Tests of exercise 1.5. */
#include "exercises.h"
#include "expect.h"

#define N CUBE_ORDER

TEST(law_classes)
{
  int table[N * N], class_of[N] = {0}, commuting = 0;
  cube_table(table);
  given("the table of the cube's 24 rotations");
  int classes = conjugacy_classes(N, table, class_of);
  for (int a = 0; a < N; a++)
    for (int g = 0; g < N; g++) {
      commuting += table[a * N + g] == table[g * N + a];
      for (int h = 0; h < N; h++)
        if (table[h * N + g] == table[g * N + a])
          expect(class_of[h], class_of[a], 0,
                 "the class of %d, which is %d %d %d^-1, is that of %d", h, g,
                 a, g, a);
    }
  expect(commuting, (double)N * classes, 0,
         "Burnside: pairs that commute, over the order of the group");
}

TEST(anchor_cube)
{
  int table[N * N], class_of[N] = {0}, size[N] = {0}, half = 0, squares = 0;
  cube_rotation g[N];
  cube_table(table);
  cube_rotations(g);
  given("the table of the cube's 24 rotations");
  expect(conjugacy_classes(N, table, class_of), 5, 0, "five classes");
  for (int a = 0; a < N; a++) {
    expect_that(class_of[a] >= 0 && class_of[a] < 5, "classes 0 to 4",
                "element %d is in class %d", a, class_of[a]);
    size[class_of[a]]++;
  }
  for (int a = 0; a < N; a++) {
    int trace = g[a].m[0][0] + g[a].m[1][1] + g[a].m[2][2];
    half += trace == -1 && size[class_of[a]] == 6;
    squares += trace == -1 && size[class_of[a]] == 3;
  }
  expect_is(half, 6, "half turns in a class of six");
  expect_is(squares, 3, "half turns in a class of three");
}

TEST(anchor_triangle)
{
  /* The symmetries of a triangle: 0 1 2 turns, 3 4 5 turn over. */
  int table[36], class_of[6] = {0};
  const int want[6] = {0, 1, 1, 2, 2, 2};
  for (int a = 0; a < 6; a++)
    for (int b = 0; b < 6; b++) {
      int turn = a < 3 && b < 3 ? a + b : (b < 3 ? a + b : b - a + 6);
      table[a * 6 + b] = turn % 3 + ((a < 3) != (b < 3) ? 3 : 0);
    }
  need(group_is_group(group_check(6, table)), "a group");
  given("the six symmetries of a triangle: 0 1 2 turn, 3 4 5 turn over");
  expect(conjugacy_classes(6, table, class_of), 3, 0, "three classes");
  for (int a = 0; a < 6; a++)
    expect(class_of[a], want[a], 0, "the class of element %d", a);
}

TEST(edge_classes)
{
  const int one[1] = {0};
  /* Hours on a clock of three, the identity last. */
  const int clock[9] = {1, 2, 0, 2, 0, 1, 0, 1, 2};
  int class_of[3] = {7, 7, 7};
  given("n = 0");
  expect(conjugacy_classes(0, one, class_of), 0, 0, "nothing");
  given("n = 1, table = (0)");
  expect(conjugacy_classes(1, one, class_of), 1, 0, "one element");
  expect(class_of[0], 0, 0, "its class is number 0");
  given("n = 3, table = %s", list(9, clock));
  expect(conjugacy_classes(3, clock, class_of), 3, 0,
         "where all commute, each is a class of its own");
  expect_is(class_of[0], 0,
            "numbered as they occur, wherever the identity stands");
  expect_is(class_of[1], 1,
            "numbered as they occur, wherever the identity stands");
  expect_is(class_of[2], 2,
            "numbered as they occur, wherever the identity stands");
}

static const struct test tests[] = {
    CASE(law_classes),
    CASE(anchor_cube),
    CASE(anchor_triangle),
    CASE(edge_classes),
};

TEST_MAIN("5 classes", tests)
