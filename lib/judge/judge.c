/* judge.c: the test's side of a call.  The worker is started at the first call
 * of each test, so that nothing survives from one test to the next. */
#define _POSIX_C_SOURCE 200809L
#include "judge.h"
#include "todo.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- [buffers] One message out, one message in ---- */
static unsigned char *out, *in;
static size_t out_size, in_size, in_at;
static uint32_t called;
static int to_worker = -1, from_worker = -1;

static void broken(const char *why)
{
  ck_abort_msg("the function did not return: %s", why);
}

/* ---- [start] The worker's process ----
 *
 * JUDGE_WORKER is the program, JUDGE_JAIL the program that locks it in, and
 * JUDGE_BWRAP, when set, bubblewrap, which also takes away the file system and
 * the network.  Requests come on descriptor 3 and replies go out on 4; what it
 * prints goes nowhere. */
static void become_worker(int request, int reply)
{
  char *worker = getenv("JUDGE_WORKER"), *jail = getenv("JUDGE_JAIL");
  char *bwrap = getenv("JUDGE_BWRAP");
  int null = open("/dev/null", O_RDWR);
  int r = fcntl(request, F_DUPFD, 10), w = fcntl(reply, F_DUPFD, 10);
  for (int fd = 0; fd < 3; fd++)
    dup2(null, fd);
  dup2(r, REQUEST_FD);
  dup2(w, REPLY_FD);
  for (int fd = REPLY_FD + 1; fd < 256; fd++)
    close(fd);
  if (bwrap && *bwrap)
    execl(bwrap, bwrap, "--unshare-all", "--die-with-parent", "--new-session",
          "--clearenv", "--ro-bind", worker, "/worker", "--ro-bind", jail,
          "/jail", "/jail", "/worker", (char *)NULL);
  else
    execl(jail, jail, worker, (char *)NULL);
  _exit(127);
}

static void start_worker(void)
{
  int request[2], reply[2];
  if (!getenv("JUDGE_WORKER") || !getenv("JUDGE_JAIL"))
    broken("JUDGE_WORKER and JUDGE_JAIL must name programs");
  signal(SIGPIPE, SIG_IGN);
  if (pipe(request) || pipe(reply))
    broken("no pipe could be made");
  pid_t pid = fork();
  if (pid < 0)
    broken("no process could be started");
  if (pid == 0)
    become_worker(request[0], reply[1]);
  close(request[0]);
  close(reply[1]);
  to_worker = request[1];
  from_worker = reply[0];
}

/* ---- [call] Building a call ---- */
void judge_call(uint32_t function)
{
  if (!out)
    out = malloc(MESSAGE_MAX);
  if (to_worker < 0)
    start_worker();
  called = function;
  out_size = 0;
}

void judge_put(const void *value, size_t size)
{
  if (!out || size > MESSAGE_MAX - out_size) {
    broken("the arguments are too large to be sent");
    return;
  }
  if (size)
    memcpy(out + out_size, value, size);
  out_size += size;
}

void judge_put_array(const void *array, size_t elements, size_t element_size)
{
  unsigned char present = array != NULL;
  judge_put(&present, 1);
  if (present)
    judge_put(array, elements * element_size);
}

/* ---- [transfer] Whole messages, whatever the pipe does ---- */
static int write_all(const void *data, size_t size)
{
  const char *p = data;
  while (size) {
    ssize_t n = write(to_worker, p, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return 0;
    p += n;
    size -= (size_t)n;
  }
  return 1;
}

static int read_all(void *data, size_t size)
{
  char *p = data;
  while (size) {
    ssize_t n = read(from_worker, p, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return 0;
    p += n;
    size -= (size_t)n;
  }
  return 1;
}

/* ---- [send] The call and its answer ----
 *
 * A worker that crashed, left, closed its pipe or ran out of its limits shows
 * as an end of file here: the test fails, and only this test. */
void judge_send(void)
{
  struct message_head head = {called, (uint32_t)out_size};
  if (!write_all(&head, sizeof head) || !write_all(out, out_size) ||
      !read_all(&head, sizeof head))
    broken("it crashed, exited, or used up its time or memory");
  if (head.code == ANSWER_TODO)
    exercise_todo("the function");
  free(in);
  in = NULL;
  if (head.code != ANSWER_RESULT || head.size > MESSAGE_MAX ||
      !(in = malloc(head.size + 1u)) || !read_all(in, head.size))
    broken("its reply is not one of ours");
  in_size = head.size;
  in_at = 0;
}

void judge_take(void *value, size_t size)
{
  if (size > in_size - in_at) {
    broken("its reply is too short");
    return;
  }
  if (size)
    memcpy(value, in + in_at, size);
  in_at += size;
}

void judge_take_array(void *array, size_t elements, size_t element_size)
{
  if (array)
    judge_take(array, elements * element_size);
}
