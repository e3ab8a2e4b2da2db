/* test_softmax.c: shares among neighbours. */
#include "test_tools.h"

#include "anchors.h"
#include "softmax.h"

static const double EPS = (double)REAL_EPS;
enum { N = 5, HEADS = 3 };

/* ---- [rig] Logits, envelopes, and a loss c . alpha ---- */
struct rig {
  enum softmax_envelope envelope;
  real a[N * HEADS], u[N], c[N * HEADS];
  real share[N * HEADS], alpha[N * HEADS], da[N * HEADS], du[N];
};

static struct rig begin(enum softmax_envelope envelope, uint64_t seed)
{
  struct rig t = {.envelope = envelope};
  struct random g = random_seed(seed);
  for (size_t k = 0; k < N * HEADS; k++) {
    t.a[k] = (real)random_normal(&g);
    t.c[k] = (real)random_normal(&g);
  }
  for (size_t j = 0; j < N; j++)
    t.u[j] = (real)(0.1 + 0.9 * random_uniform(&g));
  return t;
}

static void forward(struct rig *t)
{
  check_true(
      !softmax_forward(t->envelope, N, HEADS, t->a, t->u, t->share, t->alpha),
      "forward");
}

static double loss(void *context)
{
  struct rig *t = context;
  double sum = 0;
  forward(t);
  for (size_t k = 0; k < N * HEADS; k++)
    sum += (double)t->c[k] * (double)t->alpha[k];
  return sum;
}

static double total(const struct rig *t, size_t h, bool outside)
{
  double sum = 0;
  for (size_t j = 0; j < N; j++)
    sum += (double)t->alpha[j * HEADS + h] /
           (outside && t->envelope == SOFTMAX_BOTH ? (double)t->u[j] : 1);
  return sum;
}

/* ---- [laws] Shares ---- */

/* Sums of five numbers of size 1 at most: some eps. */
TEST(law_shares_add_up_to_one)
{
  double worst = 0;
  for (int envelope = 0; envelope <= SOFTMAX_PLAIN; envelope++)
    for (uint64_t seed = 1; seed <= 20; seed++) {
      struct rig t = begin((enum softmax_envelope)envelope, seed);
      forward(&t);
      for (size_t h = 0; h < HEADS; h++)
        worst = larger(worst, fabs(total(&t, h, true) - 1));
      if (envelope == SOFTMAX_BOTH)
        check_true(total(&t, 0, false) < 1, "with both less than all is given");
    }
  check_residual(worst, 20 * EPS, "sums");
}

/* A shift of 3 costs the logits 3 eps of their own rounding. */
TEST(law_a_shift_changes_nothing)
{
  double worst = 0;
  for (int envelope = 0; envelope <= SOFTMAX_PLAIN; envelope++) {
    struct rig t = begin((enum softmax_envelope)envelope, 7), s = t;
    for (size_t k = 0; k < N * HEADS; k++)
      s.a[k] += 3;
    forward(&t), forward(&s);
    worst = larger(worst, difference(N * HEADS, t.alpha, s.alpha));
    check_true(largest(N * HEADS, t.alpha) > 0.1, "somebody is heard");
  }
  check_residual(worst, 30 * EPS, "shifted logits");
}

/* Every neighbour twice: a sum doubles, and what attention makes does not
 * change.  Sums of ten numbers. */
TEST(law_twice_the_neighbours)
{
  struct rig t = begin(SOFTMAX_BOTH, 13);
  real a[2 * N * HEADS], u[2 * N], share[2 * N * HEADS], alpha[2 * N * HEADS];
  double worst = 0;
  for (size_t k = 0; k < 2 * N * HEADS; k++)
    a[k] = t.a[k % (N * HEADS)];
  for (size_t j = 0; j < 2 * N; j++)
    u[j] = t.u[j % N];
  forward(&t);
  softmax_forward(SOFTMAX_BOTH, 2 * N, HEADS, a, u, share, alpha);
  for (size_t h = 0; h < HEADS; h++) {
    double once = 0, twice = 0; /* of values that are t.c */
    for (size_t j = 0; j < N; j++)
      once += (double)(t.alpha[j * HEADS + h] * t.c[j * HEADS + h]);
    for (size_t j = 0; j < 2 * N; j++)
      twice += (double)(alpha[j * HEADS + h] * t.c[j % N * HEADS + h]);
    check_true(fabs(once) > 1e-3, "not silent");
    worst = larger(worst, fabs(twice - once));
  }
  claim("doubled", worst, 20 * EPS);
}

TEST(law_softmax_gradients)
{
  double worst = 0;
  for (int envelope = 0; envelope <= SOFTMAX_PLAIN; envelope++) {
    struct rig t = begin((enum softmax_envelope)envelope, 11);
    forward(&t);
    check_true(
        !softmax_backward(t.envelope, N, HEADS, t.u, t.share, t.c, t.da, t.du),
        "backward");
    worst = larger(worst, gradient_error(loss, &t, N * HEADS, t.a, t.da));
    if (envelope != SOFTMAX_PLAIN)
      worst = larger(worst, gradient_error(loss, &t, N, t.u, t.du));
    else
      check_residual(largest(N, t.du), 0, "a plain softmax has no envelope");
  }
  claim("softmax-gradient", worst, GRADIENT_TOLERANCE);
}

/* A second backward pass adds to the first. */
TEST(law_softmax_gradients_are_added)
{
  struct rig t = begin(SOFTMAX_BOTH, 12);
  forward(&t);
  softmax_backward(t.envelope, N, HEADS, t.u, t.share, t.c, t.da, t.du);
  real da[N * HEADS], du[N];
  for (size_t k = 0; k < N * HEADS; k++)
    da[k] = 2 * t.da[k];
  for (size_t k = 0; k < N; k++)
    du[k] = 2 * t.du[k];
  softmax_backward(t.envelope, N, HEADS, t.u, t.share, t.c, t.da, t.du);
  check_residual(difference(N * HEADS, da, t.da), 10 * EPS, "da");
  check_residual(difference(N, du, t.du), 10 * EPS, "du");
}

/* ---- [crossing] A neighbour moves out ----
 *
 * u(1 - s) <= 56 s^3 for the polynomial with p = 6.  Neighbour 0 is at 1 - s,
 * another one, if there is one, has u = 1.  How far the weights are from what
 * they are beyond the cutoff, divided by s^3: */
static double leaving(enum softmax_envelope envelope, size_t n)
{
  double worst = 0;
  for (double s = 0.1; s > 0.009; s /= 2) {
    const real a[2] = {REAL(0.5), REAL(0.2)};
    real u[2] = {smooth_cutoff(6, (real)(1 - s), NULL), 1};
    const real gone[2] = {0, 1};
    real share[2], here[2] = {0}, there[2] = {0};
    softmax_forward(envelope, n, 1, a, u, share, here);
    if (envelope == SOFTMAX_PLAIN) /* the list of neighbours gets shorter */
      softmax_forward(envelope, n - 1, 1, a + 1, gone + 1, share, there + 1);
    else
      softmax_forward(envelope, n, 1, a, gone, share, there);
    worst = larger(worst, difference(2, here, there) / (s * s * s));
  }
  return worst;
}

/* |alpha - limit| <= u e^(a_0 - a_1) <= 56 e^0.3 s^3 < 76 s^3. */
TEST(law_a_neighbour_leaves_smoothly)
{
  double both = larger(leaving(SOFTMAX_BOTH, 1), leaving(SOFTMAX_BOTH, 2));
  claim("leaving", both, 76);
  check_residual(leaving(SOFTMAX_INSIDE, 2), 76, "inside, with another one");
  check_true(leaving(SOFTMAX_INSIDE, 1) > 1e3, "inside, alone: a jump of 1");
  check_true(leaving(SOFTMAX_PLAIN, 2) > 1e3, "plain: a jump");
}

/* ---- [anchors] Values ---- */
TEST(anchor_softmax)
{
  const real a[3] = {REAL(0.5), -1, 2}, u[3] = {1, REAL(0.75), REAL(0.125)};
  const double *want[] = {ANCHOR_BOTH, ANCHOR_INSIDE, ANCHOR_PLAIN};
  for (int envelope = 0; envelope <= SOFTMAX_PLAIN; envelope++) {
    real share[3], alpha[3];
    softmax_forward((enum softmax_envelope)envelope, 3, 1, a, u, share, alpha);
    for (int j = 0; j < 3; j++)
      check_close(alpha[j], want[envelope][j], 10 * EPS, "envelope %d, %d",
                  envelope, j);
  }
}

/* ---- [edges] Few neighbours, and large logits ---- */
TEST(edge_few_neighbours)
{
  const real a = 3;
  real u = REAL(0.25), share, alpha, da = 0, du = 0, one = 1;
  check_true(!softmax_forward(SOFTMAX_BOTH, 0, 1, NULL, NULL, NULL, NULL),
             "nobody");
  softmax_forward(SOFTMAX_BOTH, 1, 1, &a, &u, &share, &alpha);
  check_close(alpha, 0.25, EPS, "one: its envelope");
  softmax_forward(SOFTMAX_INSIDE, 1, 1, &a, &u, &share, &alpha);
  check_close(alpha, 1, EPS, "inside alone: everything");
  for (int k = 0; k < 2; k++) {
    u = k ? REAL_MIN / 4 : 0;
    softmax_forward(SOFTMAX_BOTH, 1, 1, &a, &u, &share, &alpha);
    softmax_backward(SOFTMAX_BOTH, 1, 1, &u, &share, &one, &da, &du);
    check_true(alpha == 0 && da == 0 && du == 0, "gone: 0 and not 0/0");
  }
  u = REAL_MIN;
  softmax_forward(SOFTMAX_BOTH, 1, 1, &a, &u, &share, &alpha);
  softmax_backward(SOFTMAX_BOTH, 1, 1, &u, &share, &one, &da, &du);
  check_close(du, 1, 10 * EPS, "the slope of a lone neighbour's weight is 1");
}

TEST(edge_large_logits)
{
  const real a[3] = {10000, -10000, 10000}, u[3] = {1, 1, 0};
  real share[3], alpha[3], da[3] = {0}, du[3] = {0}, c[3] = {1, 2, 3};
  softmax_forward(SOFTMAX_BOTH, 3, 1, a, u, share, alpha);
  check_true(alpha[0] == 1 && alpha[1] == 0 && alpha[2] == 0, "%g %g %g",
             (double)alpha[0], (double)alpha[1], (double)alpha[2]);
  softmax_backward(SOFTMAX_BOTH, 3, 1, u, share, c, da, du);
  for (int j = 0; j < 3; j++)
    check_true(isfinite(da[j]) && isfinite(du[j]), "gradients %d", j);
  /* One that has left has the largest logit of all. */
  const real b[2] = {20000, 5}, v[2] = {0, 1};
  softmax_forward(SOFTMAX_BOTH, 2, 1, b, v, share, alpha);
  check_true(alpha[0] == 0 && alpha[1] == 1, "the one that is left: %g",
             (double)alpha[1]);
}

TEST(edge_softmax_input)
{
  struct rig t = begin(SOFTMAX_BOTH, 1);
  real *s = t.share, *o = t.alpha;
  enum softmax_envelope none = (enum softmax_envelope)9;
  check_true(
      softmax_forward(SOFTMAX_BOTH, N, 1, NULL, t.u, s, o) == TFN_NULL &&
          softmax_forward(SOFTMAX_BOTH, N, 1, t.a, NULL, s, o) == TFN_NULL &&
          softmax_forward(SOFTMAX_BOTH, N, 1, t.a, t.u, NULL, o) == TFN_NULL &&
          softmax_forward(SOFTMAX_BOTH, N, 1, t.a, t.u, s, NULL) == TFN_NULL,
      "null");
  check_true(!softmax_forward(SOFTMAX_PLAIN, N, 1, t.a, NULL, s, o),
             "plain needs no envelope");
  check_true(softmax_forward(SOFTMAX_BOTH, N, 0, t.a, t.u, s, o) ==
                     TFN_BAD_SHAPE &&
                 softmax_forward(none, N, 1, t.a, t.u, s, o) == TFN_BAD_VALUE,
             "no heads, no such envelope");
  check_true(
      softmax_backward(SOFTMAX_BOTH, N, 1, t.u, s, NULL, o, NULL) == TFN_NULL &&
          softmax_backward(SOFTMAX_BOTH, N, 0, t.u, s, o, o, NULL) ==
              TFN_BAD_SHAPE &&
          softmax_backward(none, N, 1, t.u, s, o, o, NULL) == TFN_BAD_VALUE,
      "backward");
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_shares_add_up_to_one),
    CASE(law_a_shift_changes_nothing),
    CASE(law_twice_the_neighbours),
    CASE(law_softmax_gradients),
    CASE(law_softmax_gradients_are_added),
    CASE(law_a_neighbour_leaves_smoothly),
    CASE(anchor_softmax),
    CASE(edge_few_neighbours),
    CASE(edge_large_logits),
    CASE(edge_softmax_input),
};
TEST_MAIN("10-attention/softmax", tests)
