/* demo_bench.h: what the files of `make bench` share: rows of its table. */
#ifndef DEMO_BENCH_H
#define DEMO_BENCH_H

#include "bench.h"
#include "random.h"
#include "real.h"

/* One kind of work at one size, as the fast kernel does it. */
struct item {
  const char *name;
  int l;
  size_t channels, size; /* size: points, edges, rotations ... */
  double flop, bytes;    /* of one of them */
};

/* Times reference against fast in turn, prints a row and writes it. */
void bench_row(struct item item, void (*reference)(void *),
               void (*fast)(void *), void *context);

/* The same work with one thread against two, four ... and all of them; no row
 * where there is one. */
void bench_threads(struct item item, void (*fast)(void *), void *context);

/* Room for n numbers, zero at first, at a multiple of 64 bytes as vectors like
 * it; and n random numbers of variance 1.  Release them with free. */
real *bench_room(size_t n);
real *bench_numbers(size_t n, struct random *g);

/* Bytes that this process has held at most; 0 where nobody tells. */
double bench_memory(void);
/* A row for memory: bytes in all and nanoseconds an item. */
void bench_memory_row(struct item item, double seconds, double bytes);

/* The subjects, a file each. */
void bench_harmonics(void);
void bench_convolution(void);
void bench_large_graphs(void);
void bench_ladder(void);
void bench_couplings(void);
void bench_training(void);

#endif
