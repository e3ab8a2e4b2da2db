/* worker.c: the process a submission lives in: reads calls, makes them, sends
 * results.  It knows nothing of the tests. */
#define _POSIX_C_SOURCE 200809L
#include "judge.h"
#include "todo.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- [buffers] The call being made ---- */
static unsigned char *request, *reply;
static size_t request_size, request_at, reply_size;
static void *arrays[64];
static size_t n_arrays;

_Noreturn static void leave(void)
{
  _exit(1);
}

static void read_exactly(void *data, size_t size)
{
  char *p = data;
  while (size) {
    ssize_t n = read(REQUEST_FD, p, size);
    if (n <= 0)
      leave();
    p += n;
    size -= (size_t)n;
  }
}

static void write_exactly(const void *data, size_t size)
{
  const char *p = data;
  while (size) {
    ssize_t n = write(REPLY_FD, p, size);
    if (n <= 0)
      leave();
    p += n;
    size -= (size_t)n;
  }
}

static void answer(uint32_t code)
{
  struct message_head head = {code, (uint32_t)reply_size};
  write_exactly(&head, sizeof head);
  write_exactly(reply, reply_size);
}

/* ---- [arguments] Taking arguments, giving results ----
 *
 * Every array is an allocation of exactly its shape.  One that is only written
 * holds a pattern that no sum can hide: NaN, or a large number. */
void worker_take(void *value, size_t size)
{
  if (size > request_size - request_at)
    leave();
  if (size)
    memcpy(value, request + request_at, size);
  request_at += size;
}

static void *fresh_array(size_t size)
{
  void *array = malloc(size ? size : 1);
  if (!array || n_arrays == sizeof arrays / sizeof *arrays)
    leave();
  arrays[n_arrays++] = array;
  return array;
}

static int is_present(void)
{
  unsigned char present;
  worker_take(&present, 1);
  return present;
}

void *worker_take_array(size_t elements, size_t element_size)
{
  if (!is_present())
    return NULL;
  size_t size = elements * element_size;
  void *array = fresh_array(size);
  worker_take(array, size);
  return array;
}

void *worker_out_array(size_t elements, size_t element_size, int fill)
{
  if (!is_present())
    return NULL;
  size_t size = elements * element_size;
  void *array = fresh_array(size);
  memset(array, fill, size);
  return array;
}

void worker_put(const void *value, size_t size)
{
  unsigned char *grown = realloc(reply, reply_size + size + 1);
  if (!grown)
    leave();
  reply = grown;
  if (size)
    memcpy(reply + reply_size, value, size);
  reply_size += size;
}

void worker_put_array(const void *array, size_t elements, size_t element_size)
{
  if (array)
    worker_put(array, elements * element_size);
}

void exercise_todo(const char *what)
{
  (void)what;
  reply_size = 0;
  answer(ANSWER_TODO);
  _exit(0);
}

/* ---- [loop] Until the judge hangs up ---- */
int main(void)
{
  for (;;) {
    struct message_head head;
    read_exactly(&head, sizeof head);
    if (head.size > MESSAGE_MAX || !(request = malloc(head.size + 1u)))
      leave();
    read_exactly(request, head.size);
    request_size = head.size;
    request_at = reply_size = n_arrays = 0;
    if (!worker_perform(head.code))
      leave();
    answer(ANSWER_RESULT);
    for (size_t i = 0; i < n_arrays; i++)
      free(arrays[i]);
    free(request);
  }
}
