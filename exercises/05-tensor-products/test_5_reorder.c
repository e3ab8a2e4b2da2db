/* test_5_reorder.c: exercise 5.5. By hand, and by turning in both orders. */
#include "exercises.h"
#include "random.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>

static struct irreps layout(const char *text)
{
  struct irreps irreps = {0};
  check_true(irreps_parse(text, &irreps, NULL) == IRREPS_OK, "`%s`", text);
  return irreps;
}

TEST(anchor_reorder)
{
  struct irreps x = layout("2x0e + 2x1o");
  const real theirs[16] = {1, 2, 11, 12, 13, 21, 22, 23,
                           3, 4, 31, 32, 33, 41, 42, 43};
  const real want[16] = {1, 2, 11, 21, 12, 22, 13, 23,
                         3, 4, 31, 41, 32, 42, 33, 43};
  real ours[16] = {0};
  from_channel_slow(&x, 2, theirs, ours);
  for (int i = 0; i < 16; i++)
    check_close(ours[i], want[i], 0, "number %d", i);
}

TEST(law_reorder)
{
  /* One copy after the other, each a feature of its own: in their order a
   * block of n copies is n features of one copy. */
  struct random g = random_seed(5501);
  struct irreps many = layout("3x2e"), one = layout("1x2e");
  rot3 R = so3_random(&g);
  real x[15], turned[15], a[15], b[15], c[15];
  for (int i = 0; i < 15; i++)
    x[i] = (real)random_normal(&g);
  irreps_transform(&one, R, false, 3, x, turned);
  from_channel_slow(&many, 1, turned, a);
  from_channel_slow(&many, 1, x, b);
  irreps_transform(&many, R, false, 1, b, c);
  for (int i = 0; i < 15; i++)
    check_close(a[i], c[i], 0,
                "turning commutes with moving, to the last bit (seed 5501)");
}

TEST(edge_reorder)
{
  struct irreps harmonics = layout("0e + 1o + 2e + 3o"), x = layout("5x3o");
  real in[35], out[35];
  for (int i = 0; i < 35; i++) {
    in[i] = (real)i;
    out[i] = -1;
  }
  from_channel_slow(&x, 0, in, out);
  check_true(out[0] == -1, "no vectors, nothing written");
  from_channel_slow(&harmonics, 2, in, out);
  for (int i = 0; i < 32; i++)
    check_true(out[i] == in[i], "with one channel nothing moves");
  from_channel_slow(&x, 1, in, out);
  check_true(out[34] == 34 && out[1] == 7 && out[33] == 27,
             "five channels of degree 3");
}

static const struct test tests[] = {CASE(anchor_reorder), CASE(law_reorder),
                                    CASE(edge_reorder)};

TEST_MAIN("5 reorder", tests)
