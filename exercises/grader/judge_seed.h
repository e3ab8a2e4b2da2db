/* judge_seed.h: read before a judge's tests: their random numbers come from
 * the seeds in the tests and from JUDGE_SEED, the seed of the run. */
#ifndef JUDGE_SEED_H
#define JUDGE_SEED_H

#include "random.h"

struct random judge_random_seed(uint64_t seed);
#define random_seed(seed) judge_random_seed(seed)

#endif
