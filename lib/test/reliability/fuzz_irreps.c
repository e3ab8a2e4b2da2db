/* fuzz_irreps.c: any text as a layout: read, pointed at, written and read. */
#include "irreps.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void round_trip(const struct irreps *irreps)
{
  static char text[16384];
  struct irreps again, sorted;
  if (irreps_check(irreps) || irreps_print(irreps, sizeof text, text) ||
      irreps_parse(text, &again, NULL) || !irreps_equal(irreps, &again) ||
      irreps_simplify(irreps, &sorted) || sorted.dim != irreps->dim)
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct irreps irreps;
  size_t column, capacity = size % 97;
  char *text = malloc(size + 1), *lines = malloc(capacity + 1);
  memcpy(text, data, size);
  text[size] = '\0';
  enum irreps_status status = irreps_parse(text, &irreps, &column);
  if (status == IRREPS_OK)
    round_trip(&irreps);
  else if (column == 0 || column > strlen(text) + 1)
    abort();
  irreps_caret(status, text, column, capacity, lines);
  free(text);
  free(lines);
  return 0;
}
