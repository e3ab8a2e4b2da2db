/* fuzz_store.c: any bytes as a saved network; what is accepted is saved again
 * and must come out the same.  The checksum is made right every second time. */
#define _POSIX_C_SOURCE 200809L
#include "store.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[64], path[96];

static void clear(void)
{
  unlink(path);
  rmdir(folder);
}

static void prepare(void)
{
  snprintf(folder, sizeof folder, "/tmp/fuzz-store-XXXXXX");
  if (!mkdtemp(folder))
    abort();
  snprintf(path, sizeof path, "%s/net", folder);
  atexit(clear);
}

static void write_bytes(const uint8_t *bytes, size_t size)
{
  FILE *f = fopen(path, "wb");
  if (!f || fwrite(bytes, 1, size, f) != size || fclose(f))
    abort();
}

static void load(void)
{
  struct store_record r, again;
  if (store_peek(path, &r) != STORE_OK)
    return;
  real *values = calloc(r.count + 1, sizeof *values);
  enum store_status status =
      store_load(path, r.network, r.count, &again, values);
  if (status == STORE_OK && store_save(path, &again, values) != STORE_OK)
    abort();
  if (status != STORE_OK && status != STORE_NOT_FINITE)
    abort();
  free(values);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (!*path)
    prepare();
  uint8_t *bytes = malloc(size + 1);
  memcpy(bytes, data, size);
  if (size > 52 && size % 2) {
    uint32_t crc = store_crc32(bytes, size - 4);
    for (size_t i = 0; i < 4; i++)
      bytes[size - 4 + i] = (uint8_t)(crc >> (8 * i));
  }
  write_bytes(bytes, size);
  load();
  free(bytes);
  return 0;
}
