/* jail.c: runs one program with hardly any rights: jail SECONDS PROGRAM.
 *
 * Limits on processor time (SECONDS), memory, processes, open files and
 * written files; the identity of nobody when started as root; and on Linux a
 * filter that lets through only the system calls computing needs: no open, no
 * fork, no socket, no kill.  The program must be linked statically. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

static void set_limits(int seconds)
{
  limit(RLIMIT_CPU, (rlim_t)seconds);
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
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LOW_HALF 4
#else
#define LOW_HALF 0
#endif
#if defined(__x86_64__)
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define THIS_MACHINE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define THIS_MACHINE AUDIT_ARCH_PPC64LE
#elif defined(__s390x__)
#define THIS_MACHINE AUDIT_ARCH_S390X
#elif defined(__arm__)
#define THIS_MACHINE AUDIT_ARCH_ARM
#elif defined(__i386__)
#define THIS_MACHINE AUDIT_ARCH_I386
#endif

static const int allowed[] = {
    SYS_read,
    SYS_write,
    SYS_exit,
    SYS_exit_group,
    SYS_brk,
#ifdef SYS_mmap
    SYS_mmap,
#endif
#ifdef SYS_mmap2
    SYS_mmap2,
#endif
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
#ifdef SYS_fstat
    SYS_fstat,
#endif
#ifdef SYS_newfstatat
    SYS_newfstatat,
#endif
    SYS_clock_gettime,
    SYS_lseek,
    SYS_getpid,
    SYS_gettid,
    SYS_set_tid_address,
    SYS_writev,
#ifdef SYS_arch_prctl
    SYS_arch_prctl,
#endif
};

#define MOST_CALLS (sizeof allowed / sizeof *allowed)

/* Lets a call through when its first argument is `first`.  The one program
 * that may be started is the one behind a descriptor that closes as it starts:
 * the submission can start none.  A signal may go to the process itself, which
 * abort needs, and to no other. */
static unsigned short allow_with(struct sock_filter *code, unsigned call,
                                 unsigned first)
{
  const struct sock_filter part[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
               offsetof(struct seccomp_data, args) + LOW_HALF),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, first, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  memcpy(code, part, sizeof part);
  return sizeof part / sizeof *part;
}

static int filter_calls(int program)
{
#ifdef THIS_MACHINE
  struct sock_filter code[2 * MOST_CALLS + 20];
  unsigned short n = 0;
  code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                           offsetof(struct seccomp_data, arch));
  code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                           THIS_MACHINE, 1, 0);
  code[n++] =
      (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                           offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < MOST_CALLS; i++) {
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                             (unsigned)allowed[i], 0, 1);
    code[n++] =
        (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }
  n = (unsigned short)(n +
                       allow_with(code + n, SYS_execveat, (unsigned)program));
  n = (unsigned short)(n +
                       allow_with(code + n, SYS_tgkill, (unsigned)getpid()));
  code[n++] =
      (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  struct sock_fprog rules = {n, code};
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &rules) == 0;
#else
  /* No filter is known for this machine: only a run that was forced goes on. */
  (void)program;
  return getenv("JAIL_WITHOUT_FILTER") != NULL;
#endif
}
#else
static int filter_calls(int program)
{
  (void)program;
  return getenv("JAIL_WITHOUT_FILTER") != NULL;
}
#endif

/* ---- [main] Lock, then run ---- */
int main(int argc, char **argv)
{
  int seconds = argc == 3 ? atoi(argv[1]) : 0;
  if (seconds <= 0) {
    fprintf(stderr, "usage: jail SECONDS PROGRAM\n");
    return 126;
  }
  char *empty[] = {NULL};
  int program = open(argv[2], O_RDONLY | O_CLOEXEC);
  set_limits(seconds);
  if (program < 0 || !drop_root() || !filter_calls(program))
    return 126;
  fexecve(program, (char *[]){argv[2], NULL}, empty);
  return 127;
}
