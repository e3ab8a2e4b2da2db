/* real.h: the one floating-point type of the networks.
 * double by default; `make REAL=float` builds everything in single. */
#ifndef TFN_REAL_H
#define TFN_REAL_H
#define REAL_INSIDE /* not in the installed header: see [link] below */

#include "api.h"

#include <float.h>
#include <math.h>

/* ---- [real] One name for the precision ----
 *
 * Group theory (chapters 1, 2 and 4) is always double.  Features, harmonics
 * and weights are `real`.  A bug does not shrink when the precision grows;
 * rounding does: that is why everything can be built both ways. */
#ifdef REAL_FLOAT
typedef float real;
#define REAL_EPS      FLT_EPSILON
#define REAL_MAX      FLT_MAX
#define REAL_MIN      FLT_MIN
#define REAL_MIN_EXP  FLT_MIN_EXP
#define REAL_NAME     "float"
#define REAL_IS_FLOAT 1
#else
typedef double real;
#define REAL_EPS      DBL_EPSILON
#define REAL_MAX      DBL_MAX
#define REAL_MIN      DBL_MIN
#define REAL_MIN_EXP  DBL_MIN_EXP
#define REAL_NAME     "double"
#define REAL_IS_FLOAT 0
#endif

/* A constant of type real: REAL(0.5) is 0.5f where real is float. */
#define REAL(x) ((real)(x))

/* ---- [realmath] Mathematics in the precision of real ----
 *
 * Named functions and not <tgmath.h>, so that a conversion from double to
 * real is always visible in the source. */
#ifdef REAL_FLOAT
#define real_sqrt  sqrtf
#define real_exp   expf
#define real_log   logf
#define real_sin   sinf
#define real_cos   cosf
#define real_tanh  tanhf
#define real_abs   fabsf
#define real_pow   powf
#define real_hypot hypotf
#define real_log1p log1pf
#define real_floor floorf
#else
#define real_sqrt  sqrt
#define real_exp   exp
#define real_log   log
#define real_sin   sin
#define real_cos   cos
#define real_tanh  tanh
#define real_abs   fabs
#define real_pow   pow
#define real_hypot hypot
#define real_log1p log1p
#define real_floor floor
#endif

/* ---- [link] A program and its library have one precision ----
 *
 * The library has one of two functions that do nothing, real_is_double or
 * real_is_float.  Every file that includes this header refers to the one it
 * was compiled for: with the other library the program does not link. */
#ifdef REAL_FLOAT
#define REAL_LINK real_is_float
#else
#define REAL_LINK real_is_double
#endif

API_BEGIN
void REAL_LINK(void);
API_END

#if defined(__GNUC__) && !defined(REAL_INSIDE)
__attribute__((used)) static void (*const real_link)(void) = REAL_LINK;
#endif

#endif
