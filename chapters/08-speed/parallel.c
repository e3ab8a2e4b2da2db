/* parallel.c: the only file that knows OpenMP. */
#include "parallel.h"

#ifdef _OPENMP
#include <omp.h>
#endif

/* ---- [use] How many ---- */
static size_t in_use = 1;

size_t parallel_most(void)
{
#ifdef _OPENMP
  const int n = omp_get_max_threads();
  return n < 1 ? 1 : n > PARALLEL_LIMIT ? PARALLEL_LIMIT : (size_t)n;
#else
  return 1;
#endif
}

void parallel_use(size_t n)
{
  in_use = n < 1 ? 1 : n > PARALLEL_LIMIT ? PARALLEL_LIMIT : n;
}

size_t parallel_count(void)
{
  return in_use;
}

/* ---- [parts] All parts ----
 *
 * Neighbours go to the same thread: what a part asks for early, behind its end,
 * is wanted by the next one. */
void parallel_run(size_t parts, void (*run)(void *context, size_t part),
                  void *context)
{
#ifdef _OPENMP
  if (in_use > 1 && parts > 1) {
#pragma omp parallel for num_threads((int)in_use) schedule(static)
    for (size_t part = 0; part < parts; part++)
      run(context, part);
    return;
  }
#endif
  for (size_t part = 0; part < parts; part++)
    run(context, part);
}
