/* exercises.h: the functions that the exercises of chapter 7 ask for.
 *
 * Pointers carry their shape in a mark from shape.h. */
#ifndef EXERCISES_7_H
#define EXERCISES_7_H

#include "shape.h"
#include "store.h"
#include "trial.h"

/* 7.1 */
enum tetris_status my_tetris_handedness(const vec3 *p IN(4),
                                        double *volume OUT(1));

/* 7.2 */
size_t count_parameters(size_t channels, int lmax, size_t basis, size_t width);

/* 7.3 */
double loss_floor(size_t n, const size_t *looks_like IN(n));

/* 7.4 */
double unseen_probability(uint64_t seed, size_t most_steps);

/* 7.5 */
double order_parameter(int l, size_t n, const vec3 *r IN(n));

/* 7.6 */
int degree_needed(int lmax, vec3 axis, size_t n, const vec3 *r IN(n));

/* 7.7 */
uint32_t my_store_crc32(const void *bytes IN(n), size_t n);

/* 7.8 */
bool pole_filter(int l1, int l2, int l3, double *a OUT((l1 < l3 ? l1 : l3) + 1),
                 double *b OUT((l1 < l3 ? l1 : l3) + 1));

#endif
