/* parallel.h: independent parts of one piece of work, on several processors.
 *
 *   parallel_most   how many the program was built for and the machine has
 *   parallel_use    how many to use from now on
 *   parallel_count  how many are in use
 *   parallel_run    all parts of a piece of work
 *
 * Built without OPENMP=1 parts are run one after the other. */
#ifndef TFN_PARALLEL_H
#define TFN_PARALLEL_H

#include "api.h"

#include <stddef.h>

API_BEGIN

/* ---- [parallel] Parts of one piece of work ----
 *
 * What a part computes must not depend on which thread runs it, or when:
 * parts write to different places, and whoever adds up what they leave does
 * so in the order of the parts.  Results then differ between numbers of
 * threads by rounding alone, and not at all where the parts are the same. */
#define PARALLEL_LIMIT 64

/* 1 without OpenMP, else the number OpenMP offers, at most PARALLEL_LIMIT. */
size_t parallel_most(void);

/* Cut work for n threads from now on: 1 at first; brought into
 * 1..PARALLEL_LIMIT.  More than there are take turns.  Scratch memory is asked
 * for after this call, not before: it depends on n. */
void parallel_use(size_t n);
size_t parallel_count(void);

/* run(context, part) for part = 0..parts-1, in any order, side by side. */
void parallel_run(size_t parts, void (*run)(void *context, size_t part),
                  void *context);

API_END

#endif
