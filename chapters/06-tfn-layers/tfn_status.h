/* tfn_status.h: what can be wrong with the input of a function of chapter 6.
 *
 *   tfn_message   a status in words
 *
 * Names begin with tfn_. */
#ifndef TFN_STATUS_H
#define TFN_STATUS_H

#include "api.h"

API_BEGIN

/* ---- [status] One list for the whole chapter ---- */
enum tfn_status {
  TFN_OK = 0,
  TFN_NULL,       /* a pointer that must not be null */
  TFN_BAD_SHAPE,  /* two sizes or layouts that do not fit each other */
  TFN_BAD_VALUE,  /* a parameter outside its range */
  TFN_NOT_FINITE, /* a point or a length is NaN or infinite */
  TFN_COINCIDENT, /* two points of one graph have no distance */
  TFN_NO_PATH,    /* an output that no input reaches */
  TFN_TOO_LARGE,  /* more bytes than size_t counts */
  TFN_NO_MEMORY
};

/* The status in words, one line without a full stop; never NULL. */
const char *tfn_message(enum tfn_status status);

API_END

#endif
