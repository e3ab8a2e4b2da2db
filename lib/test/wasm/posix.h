/* posix.h: what tests and chapter 7's store ask of a system, and WASI's C
 * library does not have.  Included before every file that is compiled for the
 * tests under WebAssembly, so that suites of which one test needs a file
 * compile unchanged. */
#ifndef WASM_POSIX_H
#define WASM_POSIX_H

#include <sys/types.h>

/* ---- [posix] They fail with ENOSYS: who calls them is in absent.tsv ---- */
int mkstemp(char *path);
int dup(int fd);
int dup2(int fd, int to);
int fchown(int fd, uid_t owner, gid_t group);
int fchmod(int fd, mode_t mode);

#endif
