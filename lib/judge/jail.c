/* jail.c: runs one program with hardly any rights: jail PROGRAM.
 *
 * Limits on processor time, memory, processes, open files and written files;
 * the identity of nobody when started as root; and on Linux a filter that lets
 * through only the system calls computing needs: no open, no fork, no socket,
 * no kill.  The program must be linked statically. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

/* ---- [limits] What one test of a submission may use ---- */
static void limit(int resource, rlim_t value)
{
  struct rlimit r = {value, value};
  setrlimit(resource, &r);
}

static void set_limits(void)
{
  limit(RLIMIT_CPU, 20);
  limit(RLIMIT_AS, (rlim_t)1 << 30);
  limit(RLIMIT_STACK, (rlim_t)8 << 20);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 16);
#if defined(RLIMIT_NPROC) && !defined(__linux__)
  /* On Linux the filter below lets nobody fork, and this limit, which counts
   * all processes of a user, would make the start of others fail. */
  limit(RLIMIT_NPROC, 16);
#endif
}

/* ---- [identity] Nobody ---- */
static int drop_root(void)
{
  const unsigned nobody = 65534;
  if (geteuid() != 0)
    return 1;
  if (setgroups(0, NULL) != 0 && errno != EPERM && errno != EINVAL)
    return 0;
  if (setgid(nobody) != 0)
    return errno == EINVAL; /* a user namespace with one user in it */
  return setuid(nobody) == 0;
}

/* ---- [filter] The system calls that computing needs ---- */
#ifdef __linux__
#if defined(__x86_64__)
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#endif

static const int allowed[] = {
    SYS_read,
    SYS_write,
    SYS_exit,
    SYS_exit_group,
    SYS_brk,
    SYS_mmap,
    SYS_munmap,
    SYS_mprotect,
    SYS_mremap,
    SYS_madvise,
    SYS_futex,
    SYS_getrandom,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_close,
    SYS_fstat,
    SYS_clock_gettime,
    SYS_execveat,
    SYS_lseek,
    SYS_getpid,
    SYS_set_tid_address,
    SYS_writev,
#ifdef SYS_arch_prctl
    SYS_arch_prctl,
#endif
    SYS_execve,
};

#define MOST_CALLS (sizeof allowed / sizeof *allowed)

static int filter_calls(void)
{
#ifdef THIS_MACHINE
  struct sock_filter code[MOST_CALLS + 6];
  unsigned short n = 0;
  code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                           offsetof(struct seccomp_data, arch));
  code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                           THIS_MACHINE, 1, 0);
  code[n++] =
      (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                           offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < MOST_CALLS; i++)
    code[n++] = (struct sock_filter)BPF_JUMP(
        BPF_JMP | BPF_JEQ | BPF_K, (unsigned)allowed[i],
        (unsigned char)(MOST_CALLS - i), 0);
  code[n++] =
      (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog program = {n, code};
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
#else
  return 1;
#endif
}
#else
static int filter_calls(void)
{
  return 1;
}
#endif

/* ---- [main] Lock, then run ---- */
int main(int argc, char **argv)
{
  if (argc != 2) {
    fprintf(stderr, "usage: jail PROGRAM\n");
    return 126;
  }
  char *empty[] = {NULL};
  int program = open(argv[1], O_RDONLY | O_CLOEXEC);
  set_limits();
  if (program < 0 || !drop_root() || !filter_calls())
    return 126;
  fexecve(program, (char *[]){argv[1], NULL}, empty);
  return 127;
}
