/* fuzz_tetris.c: any words as the command line of `make tetris`. */
#include "fuzz_program.h"

#include "demo.c" /* of chapter 7: the first on the path */

static void check(int n, char **word, const struct options *o)
{
  const char *steps = NULL, *seed = NULL;
  for (int k = 1; k + 1 < n; k += 2) {
    steps = !strcmp(word[k], "--steps") ? word[k + 1] : steps;
    seed = !strncmp(word[k], "--seed", 6) ? word[k + 1] : seed;
  }
  if (steps)
    fuzz_same(steps, (double)o->steps);
  if (seed && o->first == o->last && !strchr(seed, '-'))
    fuzz_same(seed, (double)o->first);
  if (o->first > o->last)
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *word[FUZZ_WORDS + 1];
  struct options o;
  fuzz_begin(data, size);
  int n = fuzz_words(word);
  if (read_options(n, word, &o))
    check(n, word, &o);
  else if (!complaints)
    abort();
  fuzz_end();
  return 0;
}
