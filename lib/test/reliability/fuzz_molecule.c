/* fuzz_molecule.c: any words as the command line of `make molecule`. */
#include "fuzz_program.h"

#include "demo_molecule.c"

/* The last of two options of a name is what holds. */
static void check(int n, char **word, const struct options *o)
{
  const struct {
    const char *name;
    double kept;
  } counts[] = {
      {"--train", (double)o->train},       {"--test", (double)o->test},
      {"--steps", (double)o->steps},       {"--batch", (double)o->batch},
      {"--channels", (double)o->channels}, {"--seed", (double)o->seed}};
  for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
    const char *value = NULL;
    for (int k = 1; k < n; k++)
      if (strcmp(word[k], "--curve") != 0) {
        value = !strcmp(word[k], counts[c].name) ? word[k + 1] : value;
        k++;
      }
    if (value)
      fuzz_same(value, counts[c].kept);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *word[FUZZ_WORDS + 1];
  static struct options o;
  fuzz_begin(data, size);
  int n = fuzz_words(word), left = setjmp(fuzz_out);
  memset(&o, 0, sizeof o);
  if (!left) {
    read_options(n, word, &o);
    check(n, word, &o);
  } else if (left - 1 != EXIT_SUCCESS && !complaints)
    abort();
  fuzz_end();
  return 0;
}
