/* test_moments.c: mean squares behind silu, sigmoid and the norm gate. */
#include "anchors.h"
#include "test_tools.h"

/* Some hundred terms of one sign, each known to a few roundings. */
static const double TOLERANCE = 100 * DBL_EPSILON;

TEST(anchor_moments)
{
  const double got[7] = {moments_silu(1),          moments_silu(2),
                         moments_sigmoid(1),       moments_norm_gate(0, 1),
                         moments_norm_gate(1, 1),  moments_norm_gate(2, 3),
                         moments_norm_gate(6, 0.5)};
  double worst = 0;
  for (int k = 0; k < 7; k++) {
    double error = fabs(got[k] / pinned_moments[k] - 1);
    check_residual(error, TOLERANCE, "moment %d", k);
    worst = larger(worst, error);
  }
  claim("t-moments", worst, TOLERANCE);
}

TEST(anchor_gains)
{
  check_close(moments_silu_gain(), pinned_gains[0], TOLERANCE, "silu");
  for (int l = 0; l < 4; l++)
    check_close(moments_norm_gate_gain(l), pinned_gains[1 + l], TOLERANCE,
                "the norm gate of l = %d", l);
}

/* A long vector has a large norm, and the gate is open: the moment is that of
 * the vector.  What is shut is at most exp(-2 sqrt(d)) of it. */
TEST(edge_moments)
{
  check_close(moments_norm_gate(IRREPS_LMAX, 2), 4, 1e-7, "the largest l");
  check_close(moments_sigmoid(0), 0.25, TOLERANCE, "sigmoid(0) = 1/2");
  check_close(moments_silu(0), 0, 0, "silu(0) = 0");
  check_true(isnan(moments_silu((double)NAN)), "NaN stays NaN");
}

static const struct test tests[] = {
    CASE(anchor_moments),
    CASE(anchor_gains),
    CASE(edge_moments),
};
TEST_MAIN("06-tfn-layers/moments", tests)
