/* fuzz_equiformer.c: any bytes as the tables of longer runs that the demo of
 * chapter 10 reads of EquiformerV2, and any words after `demo --published`. */
#include "fuzz_program.h"

#include "demo_equiformer.c" /* of chapter 10: the first on the path */

/* The words after the name of the program are those after --published. */
static void line(void)
{
  char *word[FUZZ_WORDS + 2], *name = "--published";
  long size[3] = {40, 20, 12};
  int n = fuzz_words(word + 1);
  word[0] = word[1], word[1] = name;
  if (!read_sizes(n + 1, word, size)) {
    if (!complaints)
      abort();
    return;
  }
  for (int k = 2; k < n + 1; k++)
    fuzz_same(word[k], (double)size[k - 2]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  fuzz_begin_demo(data, size);
  errors_table();
  published_table();
  line();
  fuzz_end();
  return 0;
}
