/* Tests of exercise 4.3. */
#include "exercises.h"
#include "expect.h"

#include <math.h>
#include <stdlib.h>

TEST(law_ladder_columns)
{
  /* Lowering amplifies rounding, more at every step: the plain recursion is
   * off by 2200 eps at j = 6.  Twenty times that is allowed. */
  double c[13], want[13];
  for (int J1 = 0; J1 <= 12; J1++)
    for (int J2 = 0; J2 <= 12; J2++)
      for (int J3 = abs(J1 - J2); J3 <= J1 + J2 && J3 <= 12; J3 += 2)
        for (int M3 = -J3; M3 <= J3; M3 += 2) {
          given("two_j1 = %d, two_j2 = %d, two_j3 = %d, two_m3 = %d", J1, J2,
                J3, M3);
          expect_is(ladder_column(J1, J2, J3, M3, c), CG_OK, "a status");
          for (int i = 0; i <= J1; i++) {
            int M1 = -J1 + 2 * i;
            want[i] = 0;
            if (abs(M3 - M1) <= J2)
              cg_su2(J1, M1, J2, M3 - M1, J3, M3, &want[i]);
          }
          expect_list(J1 + 1, c, want, 1e-11, "a column, m1 = -j1 to j1");
        }
}

TEST(anchor_ladder)
{
  double c[3] = {9, 9, 9};
  given("two_j1 = 2, two_j2 = 2, two_j3 = 4, two_m3 = 0");
  expect_is(ladder_column(2, 2, 4, 0, c), CG_OK, "1 x 1 -> 2");
  expect(c[0], 0.40824829046386302, 1e-15, "<1 -1 1 1 | 2 0>");
  expect(c[1], 0.81649658092772603, 1e-15, "<1 0 1 0 | 2 0>");
  expect(c[2], 0.40824829046386302, 1e-15, "<1 1 1 -1 | 2 0>");
  given("two_j1 = 2, two_j2 = 1, two_j3 = 1, two_m3 = 1");
  expect_is(ladder_column(2, 1, 1, 1, c), CG_OK, "1 x 1/2 -> 1/2");
  expect(c[1], -0.57735026918962576, 1e-15, "<1 0 1/2 1/2 | 1/2 1/2>");
  expect(c[2], 0.81649658092772603, 1e-15, "<1 1 1/2 -1/2 | 1/2 1/2>");
  expect(c[0], 0, 0, "m1 = -1 would need m2 = 3/2");
}

TEST(edge_ladder)
{
  double c[3] = {9, 9, 9};
  given("c = (9, 9, 9) before");
  expect_is(ladder_column(0, 0, 0, 0, c), CG_OK, "scalars");
  expect(c[0], 1, 0, "scalars");
  c[0] = 9;
  expect_is(ladder_column(2, -2, 2, 0, c), CG_BAD_L, "negative j");
  expect_is(ladder_column(2, 2, 2, 4, c), CG_BAD_M, "m above j");
  expect_is(ladder_column(2, 2, 2, 1, c), CG_BAD_M, "half a step off");
  expect_is(ladder_column(2, 2, 6, 0, c), CG_FORBIDDEN, "1 + 1 < 3");
  expect_is(ladder_column(2, 2, 1, 1, c), CG_FORBIDDEN, "half a spin");
  expect(c[0], 9, 0, "untouched on error");
}

static const struct test tests[] = {
    CASE(law_ladder_columns),
    CASE(anchor_ladder),
    CASE(edge_ladder),
};

TEST_MAIN("3 ladder", tests)
