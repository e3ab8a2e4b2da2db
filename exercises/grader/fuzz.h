/* fuzz.h: answers without sense, for trying a judge's tests (proxy.py fuzz).
 *
 *   fuzz_fill     an array of extreme or random values
 *   fuzz_status   a status, most often zero
 *   fuzz_bool     a truth value
 *   fuzz_over     whether to begin with the right answer
 *   fuzz_spoil    change nothing, or one element, of a right answer */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>

void fuzz_fill(void *array, size_t elements, size_t element_size);
void fuzz_status(void *status, size_t elements, size_t element_size);
bool fuzz_bool(void);
bool fuzz_over(void);
void fuzz_spoil(void *array, size_t elements, size_t element_size);

#endif
