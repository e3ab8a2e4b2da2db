/* judge_seed.c: other random numbers for each run that asks for them, and the
 * same for the same JUDGE_SEED, so that no answers can be learned by heart. */
#include "judge_seed.h"
#undef random_seed

#include <stdlib.h>

/* ---- [seed] The test's seed and the run's ---- */
struct random judge_random_seed(uint64_t seed)
{
  const char *run = getenv("JUDGE_SEED");
  uint64_t mixed = run ? strtoull(run, NULL, 10) : 0;
  return random_seed(seed ^ (mixed * UINT64_C(0x9e3779b97f4a7c15)));
}
