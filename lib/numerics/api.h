/* api.h: what the library shows to the programs that use it. */
#ifndef TFN_API_H
#define TFN_API_H

/* ---- [api] Between two marks ----
 *
 * Every file is compiled with -fvisibility=hidden: no function is seen from
 * outside the library.  What a header declares between API_BEGIN and API_END
 * is exported all the same, and C++ programs find it under its C name.  A
 * header without the marks is internal, and is not installed. */
#if defined(__cplusplus)
#define API_BEGIN_C extern "C" {
#define API_END_C   }
#else
#define API_BEGIN_C
#define API_END_C
#endif

#if defined(__GNUC__)
#define API_BEGIN API_BEGIN_C _Pragma("GCC visibility push(default)")
#define API_END   _Pragma("GCC visibility pop") API_END_C
#else
#define API_BEGIN API_BEGIN_C
#define API_END   API_END_C
#endif

#endif
