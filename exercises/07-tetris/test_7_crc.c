/* Tests of exercise 7.7. */
#include "exercises.h"
#include "expect.h"

TEST(law_like_the_library)
{
  struct random g = random_seed(771);
  unsigned char bytes[300];
  for (size_t n = 0; n < sizeof bytes; n++) {
    for (size_t i = 0; i < n; i++)
      bytes[i] = (unsigned char)random_below(&g, 256);
    given("%zu random bytes, the first is %d (seed 771)", n, n ? bytes[0] : 0);
    expect_is(my_store_crc32(bytes, n), store_crc32(bytes, n),
              "as the library's");
  }
}

TEST(anchor_check_value)
{
  expect_is(my_store_crc32("123456789", 9), 0xCBF43926u, "123456789");
  expect_is(my_store_crc32("a", 1), 0xE8B7BE43u, "the letter a");
  expect_is(my_store_crc32("123456789", 9), 0xCBF43926u, "and once more");
}

TEST(edge_nothing_and_high_bytes)
{
  const unsigned char high[4] = {0xff, 0xff, 0xff, 0xff}, zero[1] = {0};
  given("high: four times 255; zero: a byte 0");
  expect_is(my_store_crc32("", 0), 0, "nothing");
  expect_is(my_store_crc32(NULL, 0), 0, "nothing at all");
  expect_is(my_store_crc32(high, 4), 0xFFFFFFFFu, "four times 255");
  expect_is(my_store_crc32(zero, 1), 0xD202EF8Du, "a zero byte");
}

static const struct test tests[] = {
    CASE(law_like_the_library),
    CASE(anchor_check_value),
    CASE(edge_nothing_and_high_bytes),
};
TEST_MAIN("7 crc", tests)
