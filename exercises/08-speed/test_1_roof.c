/* Tests of exercise 8.1. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <math.h>

static const double EPS = 2.3e-16;

static double some(struct random *g, double below)
{
  return below * random_uniform(g);
}

/* Two quotients and a comparison: a few roundings. */
TEST(law_the_roofline)
{
  struct random g = random_seed(811);
  for (int i = 0; i < 300; i++) {
    double flops = some(&g, 1e10) + 1, bytes = some(&g, 1e10) + 1;
    double peak = some(&g, 1e11) + 1, bandwidth = some(&g, 1e11) + 1;
    double seconds = -1, intensity = flops / bytes;
    enum roof roof = roof_time(flops, bytes, peak, bandwidth, &seconds);
    given(
        "flops = %.9g, bytes = %.9g, peak = %.9g, bandwidth = %.9g (seed 811)",
        flops, bytes, peak, bandwidth);
    double speed = fmin(peak, intensity * bandwidth);
    expect(
        flops / seconds / speed, 1, 8 * EPS,
        "flops/seconds over the lower of peak and intensity times bandwidth");
    expect_is(roof,
              (intensity * bandwidth < peak ? ROOF_MEMORY : ROOF_ARITHMETIC),
              "left of the bend memory decides");
  }
}

TEST(law_fusing_never_costs)
{
  struct random g = random_seed(812);
  for (int i = 0; i < 300; i++) {
    double between = some(&g, 1e9), a = between + some(&g, 1e9);
    double b = between + some(&g, 1e9), fa = some(&g, 1e10);
    double fb = some(&g, 1e10), ta = 0, tb = 0, fused = 0;
    double gain = fusion_gain(fa, a, fb, b, between, 5e10, 2e10);
    given("flops %.9g and %.9g, bytes %.9g and %.9g, between %.9g, peak 5e10, "
          "bandwidth 2e10 (seed 812)",
          fa, fb, a, b, between);
    expect_that(gain >= 1 - 8 * EPS, "at least 1: fusing never costs",
                "a gain of %.17g", gain);
    roof_time(fa, a, 5e10, 2e10, &ta);
    roof_time(fb, b, 5e10, 2e10, &tb);
    roof_time(fa + fb, a + b - 2 * between, 5e10, 2e10, &fused);
    expect(gain, (ta + tb) / fused, 16 * EPS * gain,
           "the times of two, %.9g and %.9g s, over that of the fused, %.9g s",
           ta, tb, fused);
  }
}

/* 100 GFLOP/s and 20 GB/s: the bend is at 5 operations a byte. */
TEST(anchor_by_hand)
{
  const double peak = 1e11, width = 2e10;
  double t = 0;
  given("peak = 1e11, bandwidth = 2e10");
  expect_is(roof_time(1e9, 4e9, peak, width, &t), ROOF_MEMORY, "left");
  expect(t, 0.2, 4 * EPS, "4 GB at 20 GB/s");
  expect_is(roof_time(4e10, 4e9, peak, width, &t), ROOF_ARITHMETIC, "right");
  expect(t, 0.4, 4 * EPS, "40 operations at 100 a second");
  expect_is(roof_time(2e10, 4e9, peak, width, &t), ROOF_ARITHMETIC, "bend");
  expect(t, 0.2, 4 * EPS, "both take as long");
  expect(fusion_gain(1e9, 4e9, 1e9, 4e9, 3e9, peak, width), 4, 32 * EPS,
         "two that wait for memory: 8 GB become 2");
  expect(fusion_gain(4e10, 4e9, 4e10, 4e9, 3e9, peak, width), 1, 8 * EPS,
         "two that wait for arithmetic");
  expect(fusion_gain(1e9, 4e9, 4e10, 4e9, 3e9, peak, width), 60.0 / 41, 8 * EPS,
         "one of each: 0.2 + 0.4 become 0.41");
}

TEST(edge_numbers)
{
  const double bad[] = {(double)NAN, (double)INFINITY, -1};
  double t = 7;
  for (int i = 0; i < 3; i++) {
    given("bad = %g", bad[i]);
    expect_is(roof_time(bad[i], 1, 1, 1, &t), ROOF_BAD, "operations");
    expect_is(roof_time(1, bad[i], 1, 1, &t), ROOF_BAD, "bytes");
    expect_is(roof_time(1, 1, bad[i], 1, &t), ROOF_BAD, "peak");
    expect_is(roof_time(1, 1, 1, bad[i], &t), ROOF_BAD, "bandwidth");
    expect_nan(fusion_gain(1, 9, 1, 9, bad[i], 1, 1), "between");
    expect_nan(fusion_gain(bad[i], 9, 1, 9, 1, 1, 1), "operations");
  }
  given("what the call says");
  expect_is(roof_time(1, 1, 0, 1, &t), ROOF_BAD, "a machine that does nothing");
  expect_is(roof_time(1, 1, 1, 0, &t), ROOF_BAD, "a machine that does nothing");
  expect_is(roof_time(1, 1, 1, 1, NULL), ROOF_BAD, "no output");
  expect(t, 7, 0, "nothing was written");
  expect_nan(fusion_gain(1, 2, 1, 9, 3, 1, 1), "more than A wrote");
  expect_nan(fusion_gain(1, 9, 1, 2, 3, 1, 1), "more than B read");
  expect_is(roof_time(0, 0, 1, 1, &t), ROOF_ARITHMETIC, "nothing");
  expect(t, 0, 0, "nothing");
  expect_is(roof_time(0, 3, 1, 1, &t), ROOF_MEMORY, "a copy");
  expect(t, 3, 0, "a copy");
  expect(fusion_gain(0, 0, 0, 0, 0, 1, 1), 1, 0, "nothing, fused");
  expect(fusion_gain(0, 5, 0, 5, 5, 1, 1), (double)INFINITY, 0,
         "nothing is left");
}

static const struct test tests[] = {
    CASE(law_the_roofline),
    CASE(law_fusing_never_costs),
    CASE(anchor_by_hand),
    CASE(edge_numbers),
};
TEST_MAIN("1 roof", tests)
