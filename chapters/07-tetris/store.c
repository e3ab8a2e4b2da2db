/* store.c: saving and loading a trained network.  See store.h. */
#define _POSIX_C_SOURCE 200809L
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- [format] The format, byte by byte ----
 *
 * No struct is written as it lies in memory: padding and byte order belong to
 * the machine, the file belongs to everybody. */
static const unsigned char MAGIC[8] = "TFNbook";
enum { HEADER = 48, NUMBER = 8, CHECKSUM = 4 };

static void put(unsigned char *to, size_t bytes, uint64_t value)
{
  for (size_t i = 0; i < bytes; i++)
    to[i] = (unsigned char)(value >> (8 * i));
}

static uint64_t get(const unsigned char *from, size_t bytes)
{
  uint64_t value = 0;
  for (size_t i = 0; i < bytes; i++)
    value |= (uint64_t)from[i] << (8 * i);
  return value;
}

/* The checksum of some bytes and, after them, n more; that of none is 0. */
static uint32_t crc_of_more(uint32_t crc, const unsigned char *bytes, size_t n)
{
  crc = ~crc;
  for (size_t i = 0; i < n; i++) {
    crc ^= bytes[i];
    for (int k = 0; k < 8; k++)
      crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  return ~crc;
}

uint32_t store_crc32(const void *bytes, size_t n)
{
  return crc_of_more(0, bytes, n);
}

/* ---- [messages] What can be wrong, in words ---- */
const char *store_message(enum store_status status)
{
  switch (status) {
  case STORE_OK:
    return "no error";
  case STORE_NULL:
    return "a pointer is null";
  case STORE_CANNOT_OPEN:
    return "the file cannot be opened";
  case STORE_CANNOT_READ:
    return "the file cannot be read";
  case STORE_CANNOT_WRITE:
    return "the file cannot be written";
  case STORE_NOT_A_FILE:
    return "no ordinary file, but a folder, a device or a pipe";
  case STORE_FOREIGN:
    return "not a network saved by this book";
  case STORE_VERSION_UNKNOWN:
    return "saved in a format that this program does not know";
  case STORE_TRUNCATED:
    return "the file ends too early";
  case STORE_TRAILING:
    return "the file is longer than it says";
  case STORE_DAMAGED:
    return "the checksum does not fit: the file was damaged";
  case STORE_VERSION_OLD:
    return "saved by version 0.1.0, whose files do not say which network they "
           "hold: train it again";
  case STORE_WRONG_NETWORK:
    return "it holds another network than the one that is asked for";
  case STORE_WRONG_COUNT:
    return "the number of parameters does not fit the network";
  case STORE_NOT_FINITE:
    return "a parameter is not a finite number";
  case STORE_NO_MEMORY:
    return "out of memory";
  }
  return "unknown status";
}

/* ---- [encode] From numbers to bytes ---- */
static bool all_finite(uint64_t n, const real *values)
{
  for (uint64_t i = 0; i < n; i++)
    if (!isfinite(values[i]))
      return false;
  return true;
}

static void encode(const struct store_record *record, const real *values,
                   unsigned char *bytes)
{
  memcpy(bytes, MAGIC, sizeof MAGIC);
  put(bytes + 8, 4, STORE_VERSION);
  put(bytes + 12, 4, 0);
  put(bytes + 16, 8, record->network);
  put(bytes + 24, 8, record->seed);
  put(bytes + 32, 8, record->step);
  put(bytes + 40, 8, record->count);
  unsigned char *to = bytes + HEADER;
  for (uint64_t i = 0; i < record->count; i++, to += NUMBER) {
    double value = (double)values[i];
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put(to, NUMBER, bits);
  }
  put(to, CHECKSUM, store_crc32(bytes, (size_t)(to - bytes)));
}

/* Bytes of a file of `count` numbers; 0 when memory cannot hold so many. */
static size_t file_size(uint64_t count)
{
  if (count > (PTRDIFF_MAX - HEADER - CHECKSUM) / NUMBER)
    return 0;
  return HEADER + (size_t)count * NUMBER + CHECKSUM;
}

/* ---- [target] Which file is meant ----
 *
 * A link stays a link: the file that it leads to is replaced, or made where
 * there is none yet. */
enum { PATH_BYTES = 4096, MOST_LINKS = 40 };

/* Bytes of the folder in a path, with its slash. */
static size_t folder_length(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Puts n bytes at target + at, as the rest of the path. */
static bool put_path(char *target, size_t at, const char *bytes, size_t n)
{
  if (n >= PATH_BYTES - at) {
    errno = ENAMETOOLONG;
    return false;
  }
  memcpy(target + at, bytes, n);
  target[at + n] = 0;
  return true;
}

static bool follow_links(const char *path, char *target)
{
  char to[PATH_BYTES];
  if (!put_path(target, 0, path, strlen(path)))
    return false;
  for (int links = 0; links < MOST_LINKS; links++) {
    ssize_t n = readlink(target, to, sizeof to);
    if (n < 0) /* no link, or nothing there yet */
      return errno == EINVAL || errno == ENOENT;
    size_t at = to[0] == '/' ? 0 : folder_length(target);
    if (!put_path(target, at, to, (size_t)n))
      return false;
  }
  errno = ELOOP;
  return false;
}

/* ---- [write] All or nothing ---- */
static bool write_all(int fd, const unsigned char *bytes, size_t n)
{
  while (n > 0) {
    ssize_t done = write(fd, bytes, n);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return false;
    bytes += done;
    n -= (size_t)done;
  }
  return true;
}

/* A new name in itself is not on the disk before its folder is. */
static void sync_folder(const char *target)
{
  char folder[PATH_BYTES] = ".";
  size_t n = folder_length(target);
  if (n > 0)
    put_path(folder, 0, target, n);
  int fd = open(folder, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    fsync(fd);
    close(fd);
  }
}

/* Makes a file beside the target under a name that nobody has, another thread
 * of this process included, and says which. */
static int create_beside(const char *target, mode_t mode, char *name)
{
  int folder = (int)folder_length(target), fd = -1;
  for (unsigned k = 0; k < 10000 && fd < 0; k++) {
    int n = snprintf(name, PATH_BYTES, "%.*s%.200s.%ld.%u.part", folder, target,
                     target + folder, (long)getpid(), k);
    if (n >= PATH_BYTES)
      errno = ENAMETOOLONG;
    else
      fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0 && errno != EEXIST)
      break;
  }
  return fd;
}

/* ---- [replace] The new file takes the place of the old ----
 *
 * It gets the owner and the permissions of the old one; who may not give it
 * away keeps it to himself. */
static void keep_owner_and_mode(int fd, const struct stat *old)
{
  mode_t mode = old->st_mode & 0777;
  if (fchown(fd, old->st_uid, old->st_gid) != 0)
    mode &= 0700;
  fchmod(fd, mode);
}

static bool write_file(int fd, const struct stat *old,
                       const unsigned char *bytes, size_t n)
{
  if (old)
    keep_owner_and_mode(fd, old);
  bool ok = write_all(fd, bytes, n) && fsync(fd) == 0;
  int cause = errno;
  if (close(fd) != 0 && ok)
    return false;
  errno = cause;
  return ok;
}

static bool replace(const char *path, const struct stat *old,
                    const unsigned char *bytes, size_t n)
{
  char target[PATH_BYTES], name[PATH_BYTES];
  if ((old && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0) ||
      !follow_links(path, target))
    return false;
  int fd = create_beside(target, old ? 0600 : 0666, name);
  if (fd < 0)
    return false;
  if (write_file(fd, old, bytes, n) && rename(name, target) == 0) {
    sync_folder(target);
    return true;
  }
  int cause = errno;
  unlink(name);
  errno = cause;
  return false;
}

enum store_status store_save(const char *path,
                             const struct store_record *record,
                             const real *values)
{
  struct stat old;
  if (!path || !record || (!values && record->count > 0))
    return STORE_NULL;
  size_t size = file_size(record->count);
  if (size == 0)
    return STORE_NO_MEMORY;
  if (!all_finite(record->count, values))
    return STORE_NOT_FINITE;
  bool exists = stat(path, &old) == 0;
  if (exists && !S_ISREG(old.st_mode))
    return STORE_NOT_A_FILE;
  unsigned char *bytes = malloc(size);
  if (!bytes)
    return STORE_NO_MEMORY;
  encode(record, values, bytes);
  bool ok = replace(path, exists ? &old : NULL, bytes, size);
  free(bytes);
  return ok ? STORE_OK : STORE_CANNOT_WRITE;
}

/* ---- [trust] What is checked before anything is believed ----
 *
 * The first eight bytes say whether the file is ours at all: of a film or a
 * device nothing more is read. */
static enum store_status read_header(FILE *file, unsigned char *header,
                                     struct store_record *record)
{
  size_t n = fread(header, 1, sizeof MAGIC, file);
  if (ferror(file))
    return STORE_CANNOT_READ;
  if (n < sizeof MAGIC || memcmp(header, MAGIC, sizeof MAGIC) != 0)
    return STORE_FOREIGN;
  n += fread(header + n, 1, HEADER - n, file);
  if (ferror(file))
    return STORE_CANNOT_READ;
  if (n < HEADER)
    return STORE_TRUNCATED;
  if (get(header + 8, 4) != STORE_VERSION)
    return get(header + 8, 4) == 1 ? STORE_VERSION_OLD : STORE_VERSION_UNKNOWN;
  record->network = get(header + 16, 8);
  record->seed = get(header + 24, 8);
  record->step = get(header + 32, 8);
  record->count = get(header + 40, 8);
  return STORE_OK;
}

/* ---- [read] The numbers, a piece at a time ----
 *
 * Reading what is there, instead of asking for the size first, also works for
 * a file that grows or shrinks in between, and for a pipe.  No memory is taken
 * on the word of the file: `keep` (8 bytes for each number) may be NULL, and
 * then they are only checked. */
enum { PIECE = 512 };

static enum store_status read_numbers(FILE *file, uint64_t count, uint32_t *crc,
                                      unsigned char *keep)
{
  unsigned char piece[PIECE * NUMBER];
  while (count > 0) {
    size_t n = (size_t)(count < PIECE ? count : PIECE) * NUMBER;
    if (fread(piece, 1, n, file) != n)
      return ferror(file) ? STORE_CANNOT_READ : STORE_TRUNCATED;
    *crc = crc_of_more(*crc, piece, n);
    if (keep) {
      memcpy(keep, piece, n);
      keep += n;
    }
    count -= n / NUMBER;
  }
  return STORE_OK;
}

static enum store_status read_body(FILE *file, const unsigned char *header,
                                   uint64_t count, unsigned char *keep)
{
  unsigned char end[CHECKSUM + 1];
  uint32_t crc = crc_of_more(0, header, HEADER);
  enum store_status status = read_numbers(file, count, &crc, keep);
  if (status)
    return status;
  size_t n = fread(end, 1, sizeof end, file);
  if (ferror(file))
    return STORE_CANNOT_READ;
  if (n != CHECKSUM)
    return n < CHECKSUM ? STORE_TRUNCATED : STORE_TRAILING;
  return crc == get(end, CHECKSUM) ? STORE_OK : STORE_DAMAGED;
}

/* ---- [decode] From bytes to numbers ---- */
static double number_at(const unsigned char *bytes, uint64_t i)
{
  uint64_t bits = get(bytes + i * NUMBER, NUMBER);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* Two passes: values is touched only when every number is good. */
static enum store_status decode(const unsigned char *bytes, uint64_t n,
                                real *values)
{
  for (uint64_t i = 0; i < n; i++)
    if (!(fabs(number_at(bytes, i)) <= (double)REAL_MAX))
      return STORE_NOT_FINITE;
  for (uint64_t i = 0; i < n; i++)
    values[i] = (real)number_at(bytes, i);
  return STORE_OK;
}

/* ---- [load] A file that is what the caller expects ---- */
static enum store_status load_numbers(FILE *file, const unsigned char *header,
                                      uint64_t count, real *values)
{
  unsigned char *bytes = malloc(file_size(count));
  if (!bytes)
    return STORE_NO_MEMORY;
  enum store_status status = read_body(file, header, count, bytes);
  if (status == STORE_OK)
    status = decode(bytes, count, values);
  free(bytes);
  return status;
}

static enum store_status load(FILE *file, uint64_t network, uint64_t count,
                              struct store_record *record, real *values)
{
  unsigned char header[HEADER];
  struct store_record found;
  enum store_status status = read_header(file, header, &found);
  if (status)
    return status;
  if (found.network == network && found.count == count)
    status = load_numbers(file, header, count, values);
  else if ((status = read_body(file, header, found.count, NULL)) == STORE_OK)
    status = found.network != network ? STORE_WRONG_NETWORK : STORE_WRONG_COUNT;
  if (status == STORE_OK && record)
    *record = found;
  return status;
}

enum store_status store_load(const char *path, uint64_t network, uint64_t count,
                             struct store_record *record, real *values)
{
  if (!path || (!values && count > 0))
    return STORE_NULL;
  if (file_size(count) == 0)
    return STORE_NO_MEMORY;
  FILE *file = fopen(path, "rb");
  if (!file)
    return STORE_CANNOT_OPEN;
  enum store_status status = load(file, network, count, record, values);
  fclose(file);
  return status;
}

enum store_status store_peek(const char *path, struct store_record *record)
{
  unsigned char header[HEADER];
  struct store_record found;
  if (!path || !record)
    return STORE_NULL;
  FILE *file = fopen(path, "rb");
  if (!file)
    return STORE_CANNOT_OPEN;
  enum store_status status = read_header(file, header, &found);
  if (status == STORE_OK)
    status = read_body(file, header, found.count, NULL);
  fclose(file);
  if (status == STORE_OK)
    *record = found;
  return status;
}
