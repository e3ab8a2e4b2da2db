/* Exercise 7.3 (two stars, 30 minutes, section 7.9): A confusion you can
 * explain
 *
 * Commentary.  A group of k inputs that look alike gets one list of
 * probabilities; the k labels' own add up to at most 1.  The least of
 * -sum log p under that condition is reached when all are 1/k (the mean of the
 * logarithms is at most the logarithm of the mean), and it is k log k.  Groups
 * do not compete.  So the floor is (1/n) sum over groups of k log k, or, with
 * one term for each input, the mean of log k_i with k_i the size of the group
 * of i: no need to find the groups, only to count for each input how many look
 * like it.  A group of one costs nothing. */
#include "exercises.h"

#include <math.h>

double loss_floor(size_t n, const size_t *looks_like)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    size_t k = 0;
    for (size_t j = 0; j < n; j++)
      k += looks_like[i] == looks_like[j];
    sum += log((double)k);
  }
  return n ? sum / (double)n : 0;
}
