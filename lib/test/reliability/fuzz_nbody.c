/* fuzz_nbody.c: any words as the command line of `make nbody`, and any bytes as
 * the table of a longer run that the demo of chapter 10 reads. */
#include "fuzz_program.h"

#include "demo.c" /* of chapter 10: the first on the path */
#undef main
#define row      other_row
#define show_all other_show_all
#include "demo_nbody.c"

static void check(int n, char **word, struct options *o)
{
  const char *value = NULL;
  size_t *place = NULL;
  for (int k = 1; k + 1 < n; k++)
    if (strcmp(word[k], "--common") != 0) {
      if (place_of(o, word[k]))
        place = place_of(o, word[k]), value = word[k + 1];
      k++;
    }
  if (place)
    fuzz_same(value, (double)*place);
  if (!(o->rate > 0 && o->rate < 1) || !o->steps || !o->seeds)
    abort();
}

static void line(void)
{
  char *word[FUZZ_WORDS + 1];
  struct options o;
  int n = fuzz_words(word);
  if (read_options(n, word, &o))
    check(n, word, &o);
  else if (!complaints)
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  fuzz_begin_demo(data, size);
  row_count = 0;
  if (!setjmp(fuzz_out))
    results();
  line();
  fuzz_end();
  return 0;
}
