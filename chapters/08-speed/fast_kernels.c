/* fast_kernels.c: the tables of all widths that were built, and the choice of
 * one, once, by what the processor can do. */
#include "fast_kernels.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "fast_limits_kernels.h"

/* ---- [built] What there is to choose from ----
 *
 * The Makefile says which widths it builds: SIMD_WIDTHS is their sum. */
#include "fast_widths.inc"

#define DECLARE(width)                                                 \
  extern const struct limits_kernels limits_kernels_##width;           \
  extern const struct harmonics_kernels harmonics_kernels_##width;     \
  extern const struct convolution_kernels convolution_kernels_##width; \
  extern const struct radial_kernels radial_kernels_##width;           \
  extern const struct wigner_kernels wigner_kernels_##width;           \
  extern const struct layer_kernels layer_kernels_##width;             \
  extern const struct mix_kernels mix_kernels_##width;

#define TABLE(bytes)                                                      \
  {                                                                       \
    .width = bytes, .limits = &limits_kernels_##bytes,                    \
    .harmonics = &harmonics_kernels_##bytes,                              \
    .convolution = &convolution_kernels_##bytes,                          \
    .radial = &radial_kernels_##bytes, .wigner = &wigner_kernels_##bytes, \
    .layer = &layer_kernels_##bytes, .mix = &mix_kernels_##bytes,         \
  }

#if SIMD_WIDTHS & 16
DECLARE(16)
#endif
#if SIMD_WIDTHS & 32
DECLARE(32)
#endif
#if SIMD_WIDTHS & 64
DECLARE(64)
#endif

static const struct fast_kernels built[] = {
#if SIMD_WIDTHS & 64
    TABLE(64),
#endif
#if SIMD_WIDTHS & 32
    TABLE(32),
#endif
#if SIMD_WIDTHS & 16
    TABLE(16),
#endif
};
enum { BUILT = sizeof built / sizeof *built };

/* ---- [choose] The widest that runs here ----
 *
 * A table says for what its file was compiled.  Where only one width was
 * built, there is no choice. */
static bool runs_here(const struct fast_kernels *k)
{
#if defined(__x86_64__) || defined(__i386__)
  if (k->limits->processor == SIMD_AVX512)
    return __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw");
  if (k->limits->processor == SIMD_AVX2)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return k->width > 0;
}

static const struct fast_kernels *choose(void)
{
  const char *wish = getenv("FAST_SIMD");
  const long wanted = wish ? strtol(wish, NULL, 10) : 0;
  const struct fast_kernels *widest = NULL;
  for (size_t i = BUILT; i-- > 0;)
    if (runs_here(&built[i])) {
      widest = &built[i];
      if (widest->width == wanted)
        break;
    }
  return widest ? widest : &built[BUILT - 1];
}

/* ---- [once] Chosen at the first call ----
 *
 * Two threads that are first together choose the same. */
const struct fast_kernels *fast_kernels(void)
{
  static _Atomic(const struct fast_kernels *) chosen;
  const struct fast_kernels *k =
      atomic_load_explicit(&chosen, memory_order_relaxed);
  if (!k) {
    k = choose();
    atomic_store_explicit(&chosen, k, memory_order_relaxed);
  }
  return k;
}

bool fast_worth(void)
{
  return fast_kernels()->limits->processor != SIMD_NONE;
}

int fast_width(void)
{
  return fast_kernels()->width;
}
