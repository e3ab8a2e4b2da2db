/* message.c: the one rule about sizes that judge and worker share. */
#include "judge.h"

/* ---- [elements] How many elements travel ---- */
size_t message_elements(double count, size_t element_size)
{
  if (!(count > 0) || count * (double)element_size > MESSAGE_MAX / 4)
    return 0;
  return (size_t)count;
}
