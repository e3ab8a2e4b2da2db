/* fails.c: tests that must fail, each in its way, and one that passes: proof
 * that make check-wasm notices.  wasm.sh expects one passed and five failed. */
#include "test.h"

#include <stdlib.h>

TEST(law_true)
{
  check_close(1.0, 1.0, 0, "equal");
}

TEST(law_false)
{
  check_true(sizeof(size_t) == 8, "there are 32 bits");
}

TEST(law_nan)
{
  check_residual((double)NAN, 1, "no number");
}

TEST(law_exit)
{
  exit(EXIT_SUCCESS);
}

TEST(law_trap)
{
  __builtin_trap();
}

TEST(law_deep)
{
  volatile char big[1 << 23];
  for (size_t i = 0; i < sizeof big; i++)
    big[i] = (char)i;
}

static const struct test tests[] = {
    CASE(law_true), CASE(law_false), CASE(law_nan),
    CASE(law_exit), CASE(law_trap),  CASE(law_deep),
};
TEST_MAIN("tests that fail", tests)
