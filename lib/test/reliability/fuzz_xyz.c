/* fuzz_xyz.c: any bytes as a file of atoms; what is accepted is written and
 * must read back the same, to the bit. */
#include "xyz.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_error(const struct xyz_error *e, enum xyz_status status,
                        const struct xyz *xyz, size_t size)
{
  char words[400];
  xyz_describe(e, words, sizeof words);
  if (e->status != status || !e->line || e->line > size + 2 || !e->column ||
      e->column > size + 1 || xyz->frames || xyz->frame)
    abort();
}

static void check_frames(const struct xyz *a)
{
  struct xyz b;
  char *text;
  size_t n;
  static const struct xyz_options all = {.use_cell = true};
  if (xyz_print(a, &text, &n) || xyz_parse(text, n, &all, &b, NULL))
    abort();
  if (a->frames != b.frames || a->atoms != b.atoms ||
      memcmp(a->number, b.number, a->atoms) ||
      memcmp(a->position, b.position, 24 * a->atoms) ||
      memcmp(a->force, b.force, 24 * a->atoms))
    abort();
  for (size_t k = 0; k < a->frames; k++)
    if (memcmp(&a->frame[k].energy, &b.frame[k].energy, sizeof(double)) ||
        memcmp(a->frame[k].cell, b.frame[k].cell, 9 * sizeof(double)) ||
        memcmp(a->frame[k].periodic, b.frame[k].periodic, 3 * sizeof(bool)))
      abort();
  free(text);
  xyz_free(&b);
}

/* The first byte says how the rest is read. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (!size)
    return 0;
  struct xyz_options options = {.units = (enum xyz_units)(data[0] % 4),
                                .dialect = (enum xyz_dialect)(data[0] / 4 % 3),
                                .use_cell = data[0] / 16 % 2,
                                .need_energy = data[0] / 32 % 2,
                                .need_forces = data[0] / 64 % 2};
  struct xyz xyz;
  struct xyz_error error;
  enum xyz_status status =
      xyz_parse((const char *)data + 1, size - 1, &options, &xyz, &error);
  if (status)
    check_error(&error, status, &xyz, size);
  else
    check_frames(&xyz);
  xyz_free(&xyz);
  return 0;
}
