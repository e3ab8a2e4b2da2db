/* fuzz_so2.c: any bytes as the tables of measured times that the demo of
 * chapter 9 reads, and any words as the command line of `make bench-so2`. */
#include "fuzz_program.h"

#include "demo_crossover.h"

#include "demo_bench_so2.c" /* of chapter 9: the first on the path */

static void line(void)
{
  char *word[FUZZ_WORDS + 1];
  const int n = fuzz_words(word);
  for (int k = 2; k < n && k < 4; k++)
    if (!setjmp(fuzz_out))
      fuzz_same(word[k], (double)asked(word[k]));
    else if (!complaints)
      abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  fuzz_begin_demo(data, size);
  crossover_measured();
  line();
  fuzz_end();
  return 0;
}
