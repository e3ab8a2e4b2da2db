/* memory.c: memory whose size is known before it is taken. */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 64, LINE = LINE_BYTES / sizeof(real) };

/* ---- [array] One checked way to ask for memory ---- */
void *memory_array(size_t count, size_t each)
{
  if (each && count > SIZE_MAX / each)
    return NULL;
  return calloc(count ? count : 1, each ? each : 1);
}

real *memory_reals(size_t count)
{
  if (count > (SIZE_MAX - LINE_BYTES) / sizeof(real))
    return NULL;
  size_t bytes = (count / LINE + 1) * LINE_BYTES;
  real *memory = aligned_alloc(LINE_BYTES, bytes);
  if (memory)
    memset(memory, 0, bytes);
  return memory;
}

/* ---- [map] Cutting one piece into many arrays ----
 *
 * The limit leaves room for the bytes of the numbers and for one line more. */
real *memory_rows(struct memory_map *map, size_t rows, size_t columns)
{
  const size_t most = SIZE_MAX / sizeof(real) - 2 * LINE;
  real *piece = map->memory ? map->memory + map->used : NULL;
  if (map->too_large || (columns && rows > (most - map->used) / columns)) {
    map->too_large = true;
    return NULL;
  }
  map->used += (rows * columns + LINE - 1) / LINE * LINE;
  if (map->used > most)
    map->too_large = true;
  return piece;
}
