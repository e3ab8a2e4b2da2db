/* tfn_status.c: the words for what can be wrong. */
#include "tfn_status.h"

/* ---- [message] A sentence for every status ---- */
const char *tfn_message(enum tfn_status status)
{
  switch (status) {
  case TFN_OK:
    return "ok";
  case TFN_NULL:
    return "a pointer that is needed is null";
  case TFN_BAD_SHAPE:
    return "two sizes or layouts do not fit each other";
  case TFN_BAD_VALUE:
    return "a parameter is outside its range";
  case TFN_NOT_FINITE:
    return "a point or a distance is NaN or infinite";
  case TFN_COINCIDENT:
    return "two points coincide: their edge has no direction";
  case TFN_NO_PATH:
    return "no input reaches one of the outputs";
  case TFN_TOO_LARGE:
    return "more memory than can be addressed";
  case TFN_NO_MEMORY:
    return "out of memory";
  }
  return "unknown status";
}
