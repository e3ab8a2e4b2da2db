/* fuzz.c: answers without sense.  FUZZ_SEED in the environment chooses them. */
#define _POSIX_C_SOURCE 200809L
#include "fuzz.h"
#include "random.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- [source] One generator a process ---- */
static uint64_t bits(void)
{
  static struct random g;
  static bool begun;
  if (!begun) {
    const char *seed = getenv("FUZZ_SEED");
    g = random_seed(seed ? strtoull(seed, NULL, 10) : 0);
    begun = true;
  }
  return random_bits(&g);
}

/* ---- [values] What is likely to break something ---- */
static uint64_t whole(void)
{
  static const uint64_t extreme[] = {
      0,          1,          2,        3,         7,        63,
      255,        1000,       65535,    INT32_MAX, 1u << 31, UINT32_MAX,
      UINT64_MAX, 1ull << 63, 1u << 30, 4096};
  uint64_t b = bits();
  return b % 4 ? extreme[(b >> 8) % 16] : b >> ((b >> 2) % 64);
}

static double number(void)
{
  static const double extreme[] = {
      0,      -0.0,   1,    -1,    0.5, 1e300,        1e-300,
      -1e300, 5e-324, 1e19, -1e19, 3,   2147483648.0, 0.70710678118654752,
      1e38,   7};
  uint64_t b = bits();
  if (b % 8 == 0)
    return (double)NAN;
  if (b % 8 == 1)
    return b & 256 ? (double)INFINITY : -(double)INFINITY;
  return b % 8 < 6 ? extreme[(b >> 8) % 16] : 4 * ((double)b * 0x1p-64) - 2;
}

/* ---- [fill] An array of one kind of value ---- */
static void put(unsigned char *at, size_t width, int kind)
{
  double d = number();
  float f = (float)d;
  uint64_t w = whole();
  uint32_t w32 = (uint32_t)w;
  uint16_t w16 = (uint16_t)w;
  if (width == 8 && kind % 2)
    memcpy(at, &d, 8);
  else if (width == 4 && kind % 2)
    memcpy(at, &f, 4);
  else if (width == 8)
    memcpy(at, &w, 8);
  else if (width == 4)
    memcpy(at, &w32, 4);
  else if (width == 2)
    memcpy(at, &w16, 2);
  else
    *at = (unsigned char)w;
}

void fuzz_fill(void *array, size_t elements, size_t element_size)
{
  static const size_t widths[] = {8, 8, 8, 4, 4, 2, 1, 8};
  const size_t size = elements * element_size;
  unsigned char *bytes = array;
  uint64_t b = bits();
  size_t width = widths[b % 8];
  if (b >> 8 & 1 && element_size == 4)
    width = 4;
  for (size_t i = 0; i < size; i += width)
    if (i + width <= size)
      put(bytes + i, width, (int)(b >> 16 & 1));
    else
      bytes[i] = (unsigned char)whole();
}

void fuzz_status(void *status, size_t elements, size_t element_size)
{
  if (bits() % 4 == 0)
    fuzz_fill(status, elements, element_size);
  else
    memset(status, 0, elements * element_size);
}

bool fuzz_bool(void)
{
  return bits() % 4 != 0;
}

/* ---- [spoil] Nearly right answers go deeper into a test ---- */
bool fuzz_over(void)
{
  return bits() % 8 != 0;
}

void fuzz_spoil(void *array, size_t elements, size_t element_size)
{
  uint64_t b = bits();
  if (b % 4 == 0 && elements)
    fuzz_fill((unsigned char *)array + (b >> 8) % elements * element_size, 1,
              element_size);
}
