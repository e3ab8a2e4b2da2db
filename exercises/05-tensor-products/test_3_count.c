/* test_3_count.c: exercise 5.3. Against products that were made. */
#include "exercises.h"
#include "expect.h"
#include "random.h"

#include <stddef.h>

static struct irreps layout(const char *text)
{
  struct irreps irreps = {0};
  need(irreps_parse(text, &irreps, NULL) == IRREPS_OK, "the irreps `%s`", text);
  return irreps;
}

TEST(anchor_count)
{
  struct irreps a = layout("8x0e + 4x1o"), b = layout("0e + 1o + 2e");
  struct irreps c = layout("2x0e + 3x1o + 5x1e"), all = layout("1o + 2e + 3o");
  size_t paths = 99;
  given("8x0e + 4x1o times 0e + 1o + 2e: to c = 2x0e + 3x1o + 5x1e, all = 1o + "
        "2e + 3o"); /* 0e: 8 + 4; 1o: 8 + 4 + 4; 1e: 4 */
  expect_is(count_weights(TP_FULL, &a, &b, &c, &paths), 12 * 2 + 16 * 3 + 4 * 5,
            "the full product");
  expect_is(paths, 6, "the full product");
  /* 0e 1o -> 1o, 0e 2e -> 2e, 1o 0e -> 1o, 1o 1o -> 2e, 1o 2e -> 1o, 3o */
  expect_is(count_weights(TP_DEPTHWISE, &a, &b, &all, &paths),
            8 + 8 + 4 + 4 + 4 + 4, "the depthwise product");
  expect_is(paths, 6, "the depthwise product");
}

static struct irreps random_layout(struct random *g, size_t channels)
{
  struct irreps x = {0};
  for (size_t k = 0; k < 4; k++)
    irreps_append(&x, 1 + random_below(g, channels), (int)random_below(g, 4),
                  random_below(g, 2) ? 1 : -1);
  return x;
}

static void given_product(enum tp_mode mode, const struct irreps *a,
                          const struct irreps *b, const struct irreps *c)
{
  char in1[128], in2[128], out[128];
  irreps_print(a, sizeof in1, in1);
  irreps_print(b, sizeof in2, in2);
  irreps_print(c, sizeof out, out);
  given("%s, in1 = %s, in2 = %s, out = %s (seed 5301)",
        mode == TP_FULL ? "TP_FULL" : "TP_DEPTHWISE", in1, in2, out);
}

TEST(law_count)
{
  struct random g = random_seed(5301);
  for (int trial = 0; trial < 60; trial++) {
    enum tp_mode mode = trial % 2 ? TP_FULL : TP_DEPTHWISE;
    struct irreps a = random_layout(&g, 5);
    struct irreps b = random_layout(&g, mode == TP_FULL ? 5 : 1);
    struct irreps c = random_layout(&g, 5), out;
    struct tensor_product *tp;
    size_t paths = 0;
    if (mode == TP_FULL)
      tp_full_output(&a, &b, &c, &out);
    else
      tp_depthwise_output(&a, &b, &c, &out);
    size_t weights = count_weights(mode, &a, &b, &c, &paths);
    given_product(mode, &a, &b, &c);
    if (tp_create(mode, &a, &b, &out, &tp) != TP_OK) {
      expect_is(weights, 0, "there is no path");
      expect_is(paths, 0, "there is no path");
    } else {
      expect_is(weights, tp_weights(tp),
                "as many as the product that was made");
      expect_is(paths, tp->paths, "as many as the product that was made");
      tp_free(tp);
    }
  }
}

TEST(edge_count)
{
  struct irreps a = layout("2x0e"), b = layout("1x1o"), empty = {0};
  struct irreps twice = layout("7x1o + 7x1o"), even = layout("1e");
  size_t paths = 99;
  given(
      "a = 2x0e, b = 1x1o, empty has no block, twice = 7x1o + 7x1o, even = 1e");
  expect_is(count_weights(TP_FULL, &empty, &b, &a, &paths), 0,
            "nothing from nothing");
  expect_is(paths, 0, "nothing from nothing");
  expect_is(count_weights(TP_FULL, &a, &b, &even, &paths), 0,
            "parity forbids it");
  expect_is(paths, 0, "parity forbids it");
  expect_is(count_weights(TP_FULL, &a, &b, &twice, &paths), 28,
            "two equal blocks of a full output are two paths");
  expect_is(paths, 2, "two equal blocks of a full output are two paths");
  expect_is(count_weights(TP_DEPTHWISE, &a, &b, &twice, &paths), 2,
            "a filter that repeats itself is still one filter");
  expect_is(paths, 1, "a filter that repeats itself is still one filter");
}

static const struct test tests[] = {CASE(anchor_count), CASE(law_count),
                                    CASE(edge_count)};

TEST_MAIN("3 count", tests)
