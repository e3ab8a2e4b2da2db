/* fast_width.h: how wide the vectors of the fast kernels are.
 *
 *   fast_width  bytes of a vector: 16, 32 or 64
 *   FAST_LINE   points that lie side by side in memory, whatever the width
 *
 * Names begin with fast_width_ or fast_line_. */
#ifndef TFN_FAST_WIDTH_H
#define TFN_FAST_WIDTH_H

#include "api.h"
#include "real.h"

API_BEGIN

/* ---- [width] The width in use ----
 *
 * The widest that was built and that this processor has registers for; the
 * same from the first call to the end of the program.  The environment may
 * ask for a narrower one, FAST_SIMD=16, 32 or 64; what was not built, or what
 * the processor cannot do, is not to be had.  Results differ between widths by
 * rounding alone, and no layout depends on them. */
int fast_width(void);

/* Numbers in 64 bytes, a line of the caches: 16 floats or 8 doubles.  Where
 * points lie side by side in memory, this many do, at every width. */
#define FAST_LINE (64 / sizeof(real))

API_END

#endif
