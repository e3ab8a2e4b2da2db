/* bits.c: numbers of chapters 1 to 4 as hashes of their bits, a line for each.
 * Compiled natively and for WebAssembly it must print the same (check-live).
 *
 * What only adds, multiplies, divides and takes roots is rounded in one way
 * everywhere.  Sines and exponentials come from the C library and may differ
 * in the last bit: nothing here may need them. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "clebsch_gordan.h"
#include "harmonics.h"
#include "random.h"
#include "wigner.h"

/* ---- [hash] FNV-1a of the bytes, the lowest first ---- */
static uint64_t hash(const double *x, size_t count)
{
  uint64_t h = 14695981039346656037u;
  for (size_t i = 0; i < count; i++) {
    union {
      double number;
      uint64_t bits;
    } u = {x[i]};
    for (int k = 0; k < 64; k += 8)
      h = (h ^ ((u.bits >> k) & 255)) * 1099511628211u;
  }
  return h;
}

static void say(const char *name, const double *x, size_t count)
{
  printf("%s %016llx\n", name, (unsigned long long)hash(x, count));
}

/* A rotation made of whole numbers: no sine is needed. */
static const rot3 turn = {{{9 / 11.0, 2 / 11.0, 6 / 11.0},
                           {6 / 11.0, -6 / 11.0, -7 / 11.0},
                           {2 / 11.0, 9 / 11.0, -6 / 11.0}}};

/* ---- [numbers] What is compared ---- */
static int say_harmonics(void)
{
  enum { POINTS = 100, LMAX = 20, COUNT = (LMAX + 1) * (LMAX + 1) };
  static real xyz[3 * POINTS], Y[POINTS * COUNT], dY[3 * POINTS * COUNT];
  struct random g = random_seed(1);
  for (int i = 0; i < 3 * POINTS; i++)
    xyz[i] = (real)(2 * random_uniform(&g) - 1);
  if (harmonics_gradients(LMAX, HARMONICS_INTEGRAL, POINTS, xyz, Y, dY))
    return 1;
  say("harmonics", Y, POINTS * COUNT);
  say("gradients", dY, 3 * POINTS * COUNT);
  return 0;
}

static int say_wigner(void)
{
  static double D[10 * 10 * 10 * 10], J[81 * 81];
  if (wigner_d_recursive(10, turn, D) || wigner_j(40, J))
    return 1;
  say("wigner_recursive", D, wigner_block(11));
  say("wigner_j", J, 81 * 81);
  return 0;
}

static int say_clebsch_gordan(void)
{
  static double C[7 * 7 * 7];
  if (cg_real(3, 3, 3, C))
    return 1;
  say("clebsch_gordan", C, 7 * 7 * 7);
  return 0;
}

int main(void)
{
  return say_harmonics() || say_wigner() || say_clebsch_gordan();
}
