/* demo_bench_training.c: training of `make bench`. */
#include "demo_bench.h"

void bench_training(void)
{
}
