/* memory.h: memory whose size is known before it is taken.
 *
 *   memory_array   cleared memory for an array, or NULL
 *   memory_reals   the same for numbers, at a multiple of 64 bytes
 *   memory_rows    cut the next rows from a piece of memory, or count them */
#ifndef TFN_MEMORY_H
#define TFN_MEMORY_H

#include "api.h"
#include "real.h"

#include <stdbool.h>
#include <stddef.h>

API_BEGIN

/* ---- [array] One checked way to ask for memory ---- */

/* Memory for count elements of `each` bytes, all bits 0; to be released with
 * free.  Never NULL for want of a size: 0 elements get a pointer, too.
 * NULL when count times each does not fit a size_t, or memory is short. */
void *memory_array(size_t count, size_t each);

/* Memory for `count` numbers, all 0, whose address is a multiple of 64; to be
 * released with free.  NULL as above. */
real *memory_reals(size_t count);

/* ---- [map] Cutting one piece into many arrays ----
 *
 * A function that needs many arrays names them all once, in a walk that calls
 * memory_rows for each of them.  The walk is made twice: with memory = NULL it
 * only counts, and `used` says how much to ask for; with memory it places the
 * pointers.  Every array begins at a multiple of 64 bytes from the first. */
struct memory_map {
  real *memory;   /* where to cut, or NULL to count */
  size_t used;    /* numbers so far */
  bool too_large; /* the sum did not fit a size_t; used is then useless */
};

/* The next rows times columns numbers; NULL while counting. */
real *memory_rows(struct memory_map *map, size_t rows, size_t columns);

API_END

#endif
