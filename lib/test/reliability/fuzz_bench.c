/* fuzz_bench.c: any words as the command line of `make bench`. */
#include "fuzz_program.h"

#include "fast_limits.h"
/* What is measured is not of interest here, but that it is asked for. */
#define limit_arithmetic(seconds)    1.0
#define limit_read(bytes, seconds)   1.0
#define limit_write(bytes, seconds)  1.0
#define limit_stream(bytes, seconds) 1.0

#include "demo_bench.c" /* of chapter 8 */

static int ran;
void bench_harmonics(void)
{
  ran++;
}
void bench_convolution(void)
{
  ran++;
}
void bench_large_graphs(void)
{
  ran++;
}
void bench_couplings(void)
{
  ran++;
}
void bench_training(void)
{
  ran++;
}
void bench_ladder(void)
{
  ran++;
}

/* Subjects besides the limits; the ladder is one only where it is named. */
enum { MOST = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *word[FUZZ_WORDS + 1];
  fuzz_begin(data, size);
  int n = fuzz_words(word);
  ran = 0;
  const bool done = program_main(n, word) == EXIT_SUCCESS;
  if (done ? ran > MOST : ran || !complaints)
    abort();
  fuzz_end();
  return 0;
}
