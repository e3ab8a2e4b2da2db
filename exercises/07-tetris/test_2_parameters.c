/* Tests of exercise 7.2. */
#include "exercises.h"
#include "expect.h"

/* The library's own layers, made for the same sizes. */
static size_t made(size_t channels, int lmax, size_t basis, size_t width)
{
  struct layer_description is = {
      .mode = TP_DEPTHWISE, .basis = basis, .hidden = width, .scale = 1};
  size_t sum = 0;
  for (int l = 0; l <= lmax; l++)
    irreps_append(&is.harmonics, 1, l, 1);
  irreps_append(&is.in, 1, 0, 1);
  for (int k = 0; k < 3; k++) {
    struct layer layer;
    is.out = (struct irreps){0};
    for (int l = 0; l <= (k < 2 ? lmax : 0); l++)
      irreps_append(&is.out, k < 2 ? channels : 8, l, 1);
    is.gate = k < 2 ? GATE_NORM : GATE_NONE;
    need(layer_create(&is, &layer) == TFN_OK, "layer %d", k + 1);
    sum += layer_weights(&layer);
    layer_free(&layer);
    is.in = is.out;
  }
  return sum;
}

TEST(law_like_the_library)
{
  for (size_t c = 1; c <= 7; c += 2)
    for (int l = 0; l <= 3; l++)
      for (size_t width = 1; width <= 9; width += 4) {
        given("channels = %zu, lmax = %d, basis = %zu, width = %zu", c, l,
              4 + width, width);
        expect_is(count_parameters(c, l, 4 + width, width),
                  made(c, l, 4 + width, width),
                  "as many as the library's layers have");
      }
}

TEST(anchor_networks_of_the_book)
{
  expect_is(count_parameters(4, 1, 5, 3), 379, "the talk's network");
  /* One channel, l = 0, by hand: (1 + 1 + 1 + 1 + 1) twice, and then
   * 1 + 1 + 8 + 8 + 8. */
  expect_is(count_parameters(1, 0, 1, 1), 36, "the smallest of all");
}

TEST(edge_sizes)
{
  expect_is(count_parameters(0, 1, 5, 3), 0, "no channel");
  expect_is(count_parameters(4, -1, 5, 3), 0, "no degree");
  expect_is(count_parameters(4, 1, 0, 3), 0, "no basis");
  expect_is(count_parameters(4, 1, 5, 0), 0, "no width");
}

static const struct test tests[] = {
    CASE(law_like_the_library),
    CASE(anchor_networks_of_the_book),
    CASE(edge_sizes),
};
TEST_MAIN("2 parameters", tests)
