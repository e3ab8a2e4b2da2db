/* judge.c: the test's side of a call.  The worker is started at the first call
 * of each test, so that nothing survives from one test to the next. */
#define _DEFAULT_SOURCE
#include "judge.h"
#include "random.h"
#include "todo.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- [buffers] One message out, one message in ---- */
static unsigned char *out, *in;
static size_t out_size, in_size, in_at;
static uint32_t called;
static int to_worker = -1, from_worker = -1;
static pid_t worker_pid = -1;

/* ---- [budget] Processor time, for all tests of an exercise together ----
 *
 * Every test is a process of its own; what their workers have used stands in
 * memory that they share.  Once it is used up no worker starts. */
struct budget {
  double seconds;
  double waited; /* by the clock: see [wait] */
  bool used_up;
};
static struct budget *budget;

__attribute__((constructor)) static void make_budget(void)
{
  void *shared = mmap(NULL, sizeof *budget, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  budget = shared == MAP_FAILED ? NULL : shared;
}

static void count_time(const struct rusage *used)
{
  budget->seconds +=
      (double)used->ru_utime.tv_sec + 1e-6 * (double)used->ru_utime.tv_usec +
      (double)used->ru_stime.tv_sec + 1e-6 * (double)used->ru_stime.tv_usec;
}

/* ---- [broken] Why there is no answer ---- */
_Noreturn static void broken(const char *why)
{
  ck_abort_msg("the function did not return: %s", why);
  abort();
}

/* The judge could not do its part: grade.py knows this word, and stops. */
_Noreturn static void out_of_order(const char *why)
{
  ck_abort_msg("GRADER OUT OF ORDER: %s", why);
  abort();
}

static const char *signal_says(int signal_number)
{
  switch (signal_number) {
  case SIGSEGV:
  case SIGBUS:
    return "it crashed: a pointer or an index that leads out of the arrays?";
  case SIGFPE:
    return "it crashed: a division by zero, of integers?";
  case SIGABRT:
    return "it called abort: a failed assert, or memory freed twice?";
  case SIGILL:
  case SIGTRAP:
    return "it crashed: a function without a return?";
  default:
    return "it was stopped by a signal";
  }
}

/* The worker hung up: its exit says why.  jail ends with 126 or 127 when it
 * could not lock the worker in. */
_Noreturn static void worker_is_gone(void)
{
  int status = 0;
  struct rusage used = {0};
  if (wait4(worker_pid, &status, 0, &used) != worker_pid)
    out_of_order("the worker cannot be waited for");
  count_time(&used);
  if (WIFEXITED(status) &&
      (WEXITSTATUS(status) == 126 || WEXITSTATUS(status) == 127))
    out_of_order("the worker could not be started in its jail");
  bool killed = WIFSIGNALED(status) &&
                (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
  if (killed && budget->seconds > 0.9) {
    budget->used_up = true;
    broken("it used more than its 2 seconds of processor time: "
           "a loop that does not end?");
  }
  if (killed)
    broken("the system stopped it: was memory used up?");
  if (WIFSIGNALED(status))
    broken(signal_says(WTERMSIG(status)));
  broken("it ended its process: was exit called, or memory used up?");
}

/* ---- [start] The worker's process ----
 *
 * JUDGE_WORKER is the program, JUDGE_JAIL the program that locks it in.
 * Requests come on descriptor 3 and replies go out on 4; what the worker
 * prints goes nowhere. */
_Noreturn static void become_worker(int request, int reply)
{
  char *worker = getenv("JUDGE_WORKER"), *jail = getenv("JUDGE_JAIL");
  char seconds[16];
  double left = EXERCISE_SECONDS - budget->seconds;
  int null = open("/dev/null", O_RDWR);
  int r = fcntl(request, F_DUPFD, 10), w = fcntl(reply, F_DUPFD, 10);
  snprintf(seconds, sizeof seconds, "%d", left > 1 ? 2 : 1);
  for (int fd = 0; fd < 3; fd++)
    dup2(null, fd);
  dup2(r, REQUEST_FD);
  dup2(w, REPLY_FD);
  for (int fd = REPLY_FD + 1; fd < 256; fd++)
    close(fd);
  execl(jail, jail, seconds, worker, (char *)NULL);
  _exit(127);
}

static void start_worker(void)
{
  int request[2], reply[2];
  if (!getenv("JUDGE_WORKER") || !getenv("JUDGE_JAIL") || !budget)
    out_of_order("JUDGE_WORKER and JUDGE_JAIL must name programs");
  if (budget->used_up)
    broken("an earlier test used up the time of this exercise");
  signal(SIGPIPE, SIG_IGN);
  if (pipe(request) || pipe(reply))
    out_of_order("no pipe could be made");
  worker_pid = fork();
  if (worker_pid < 0)
    out_of_order("no process could be started");
  if (worker_pid == 0)
    become_worker(request[0], reply[1]);
  close(request[0]);
  close(reply[1]);
  to_worker = request[1];
  from_worker = reply[0];
  fcntl(to_worker, F_SETFL, O_NONBLOCK);
  fcntl(from_worker, F_SETFL, O_NONBLOCK);
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
  if (!out || size > MESSAGE_MAX - out_size)
    out_of_order("the arguments are too large to be sent");
  if (size)
    memcpy(out + out_size, value, size);
  out_size += size;
}

void judge_put_present(const void *array)
{
  unsigned char present = array != NULL;
  judge_put(&present, 1);
}

void judge_put_array(const void *array, size_t elements, size_t element_size)
{
  judge_put_present(array);
  if (array)
    judge_put(array, elements * element_size);
}

/* ---- [wait] Until the worker moves, for as long as it works ----
 *
 * A worker that computes is stopped by its limit of processor time, however
 * busy the machine is.  One that neither computes nor answers waits for
 * something that will never come; one that computes now and then, so that it
 * looks busy, has WAIT_SECONDS by the clock in all tests of the exercise. */
static double clock_s(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

_Noreturn static void stop_waiting(const char *why)
{
  budget->used_up = true;
  kill(worker_pid, SIGKILL);
  broken(why);
}

static double worker_seconds(void)
{
  clockid_t clock;
  struct timespec t;
  if (clock_getcpuclockid(worker_pid, &clock) != 0 ||
      clock_gettime(clock, &t) != 0)
    return 0;
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void wait_for(int fd, short event)
{
  struct pollfd p = {fd, event, 0};
  const double begin = clock_s() - budget->waited;
  double before = worker_seconds();
  bool waits = true;
  for (int idle = 0; waits && clock_s() - begin < WAIT_SECONDS; idle++) {
    double now = worker_seconds();
    if (now > before)
      idle = 0;
    before = now;
    if (idle >= 2 * IDLE_SECONDS)
      stop_waiting("it neither computes nor answers: does it read or wait?");
    waits = poll(&p, 1, 500) == 0;
  }
  budget->waited = clock_s() - begin;
  if (budget->waited >= WAIT_SECONDS)
    stop_waiting("it waits much longer than it computes: what for?");
}

/* ---- [transfer] Whole messages, whatever the pipe does ---- */
static void write_all(const void *data, size_t size)
{
  const char *p = data;
  while (size) {
    ssize_t n = write(to_worker, p, size);
    if (n < 0 && errno == EAGAIN)
      wait_for(to_worker, POLLOUT);
    else if (n < 0 && errno != EINTR)
      worker_is_gone();
    else if (n > 0) {
      p += n;
      size -= (size_t)n;
    }
  }
}

static void read_all(void *data, size_t size)
{
  char *p = data;
  while (size) {
    ssize_t n = read(from_worker, p, size);
    if (n < 0 && errno == EAGAIN)
      wait_for(from_worker, POLLIN);
    else if (n == 0 || (n < 0 && errno != EINTR))
      worker_is_gone();
    else if (n > 0) {
      p += n;
      size -= (size_t)n;
    }
  }
}

/* ---- [send] The call and its answer ----
 *
 * The judge knows how long the reply to this call is; any other is refused
 * before a byte of it is looked at. */
void judge_send(size_t reply_size)
{
  struct message_head head = {called, (uint32_t)out_size};
  write_all(&head, sizeof head);
  write_all(out, out_size);
  read_all(&head, sizeof head);
  if (head.code == ANSWER_TODO && head.size == 0)
    exercise_todo("the function");
  if (head.code != ANSWER_RESULT || head.size != reply_size)
    broken("its reply is not one of ours: it wrote over the worker's memory?");
  free(in);
  in = malloc(reply_size + 1);
  if (!in)
    out_of_order("no memory for a reply");
  read_all(in, reply_size);
  in_size = reply_size;
  in_at = 0;
}

void judge_take(void *value, size_t size)
{
  if (size > in_size - in_at)
    out_of_order("a reply is shorter than its shape");
  if (size)
    memcpy(value, in + in_at, size);
  in_at += size;
}

bool judge_take_bool(void)
{
  unsigned char value = 0;
  judge_take(&value, 1);
  if (value > 1)
    broken("its reply is neither true nor false");
  return value == 1;
}

void judge_take_array(void *array, size_t elements, size_t element_size)
{
  if (array)
    judge_take(array, elements * element_size);
}

void judge_take_out(void *array, size_t elements, size_t element_size, int fill,
                    bool refused)
{
  size_t size = judge_size(array, elements, element_size), same = 0;
  while (same < size && same < in_size - in_at && in[in_at + same] == fill)
    same++;
  if (refused && same == size)
    in_at += size;
  else
    judge_take_array(array, elements, element_size);
}

size_t judge_size(const void *array, size_t elements, size_t element_size)
{
  return array ? elements * element_size : 0;
}

/* ---- [end] What the last worker of a test has used ---- */
__attribute__((destructor)) static void end_worker(void)
{
  int status;
  struct rusage used;
  if (worker_pid <= 0 || !budget)
    return;
  close(to_worker);
  kill(worker_pid, SIGKILL);
  if (wait4(worker_pid, &status, 0, &used) == worker_pid)
    count_time(&used);
}
