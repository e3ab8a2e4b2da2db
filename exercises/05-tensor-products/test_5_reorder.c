/* test_5_reorder.c: exercise 5.5. By hand, and by turning in both orders. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>
#include <stdlib.h>

static struct irreps layout(const char *text)
{
  struct irreps irreps = {0};
  need(irreps_parse(text, &irreps, NULL) == IRREPS_OK, "the irreps `%s`", text);
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
  given("irreps = 2x0e + 2x1o, n = 2, x = %s", list(16, theirs));
  expect_list(16, ours, want, 0, "channels fast");
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
  given("irreps = 3x2e, R = %s, x = %s (seed 5501)", mat(R), list(15, x));
  expect_list(15, a, c, 0, "turned and moved, as moved and turned");
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
  given("n = 0");
  expect(out[0], -1, 0, "no vectors, nothing written");
  from_channel_slow(&harmonics, 2, in, out);
  given("irreps = 0e + 1o + 2e + 3o, n = 2, x = 0, 1, 2, ...");
  expect_list(32, out, in, 0, "with one channel nothing moves");
  from_channel_slow(&x, 1, in, out);
  given("irreps = 5x3o, n = 1, x = 0, 1, 2, ...");
  expect(out[34], 34, 0, "five channels of degree 3, number 34");
  expect(out[1], 7, 0, "five channels of degree 3, number 1");
  expect(out[33], 27, 0, "five channels of degree 3, number 33");
}

static const struct test tests[] = {CASE(anchor_reorder), CASE(law_reorder),
                                    CASE(edge_reorder)};

TEST_MAIN("5 reorder", tests)
