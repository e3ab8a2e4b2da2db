/* store.c: saving and loading a trained network.  See store.h. */
#define _POSIX_C_SOURCE 200809L
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- [format] The format, byte by byte ----
 *
 * No struct is written as it lies in memory: padding and byte order belong to
 * the machine, the file belongs to everybody. */
static const unsigned char MAGIC[8] = "TFNbook";
enum { HEADER = 40, NUMBER = 8, CHECKSUM = 4 };

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

uint32_t store_crc32(const void *bytes, size_t n)
{
  const unsigned char *b = bytes;
  uint32_t crc = 0xFFFFFFFFu;
  for (size_t i = 0; i < n; i++) {
    crc ^= b[i];
    for (int k = 0; k < 8; k++)
      crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  return ~crc;
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
  case STORE_WRONG_KIND:
    return "a network of another architecture";
  case STORE_WRONG_COUNT:
    return "the number of parameters does not fit the architecture";
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
  put(bytes + 12, 4, record->kind);
  put(bytes + 16, 8, record->seed);
  put(bytes + 24, 8, record->step);
  put(bytes + 32, 8, record->count);
  unsigned char *to = bytes + HEADER;
  for (uint64_t i = 0; i < record->count; i++, to += NUMBER) {
    double value = (double)values[i];
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put(to, NUMBER, bits);
  }
  put(to, CHECKSUM, store_crc32(bytes, (size_t)(to - bytes)));
}

/* Bytes of a file of `count` numbers; 0 when a size_t cannot count them. */
static size_t file_size(uint64_t count)
{
  if (count > (SIZE_MAX - HEADER - CHECKSUM) / NUMBER)
    return 0;
  return HEADER + (size_t)count * NUMBER + CHECKSUM;
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
static void sync_folder(const char *path)
{
  char folder[4096] = ".";
  const char *slash = strrchr(path, '/');
  if (slash && (size_t)(slash - path) < sizeof folder - 1)
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - path + 1), path);
  int fd = open(folder, O_RDONLY);
  if (fd >= 0) {
    fsync(fd);
    close(fd);
  }
}

static bool write_file(const char *name, const unsigned char *bytes, size_t n)
{
  int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (fd < 0)
    return false;
  bool ok = write_all(fd, bytes, n) && fsync(fd) == 0;
  int cause = errno;
  if (close(fd) != 0 && ok) {
    ok = false;
    cause = errno;
  }
  errno = cause;
  return ok;
}

/* ---- [replace] The new file takes the place of the old ---- */
static bool replace(const char *path, const unsigned char *bytes, size_t n)
{
  char name[4096];
  int length = snprintf(name, sizeof name, "%s.%ld.part", path, (long)getpid());
  if (length < 0 || (size_t)length >= sizeof name) {
    errno = ENAMETOOLONG;
    return false;
  }
  if (write_file(name, bytes, n) && rename(name, path) == 0) {
    sync_folder(path);
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
  if (!path || !record || (!values && record->count > 0))
    return STORE_NULL;
  size_t size = file_size(record->count);
  if (size == 0)
    return STORE_NO_MEMORY;
  if (!all_finite(record->count, values))
    return STORE_NOT_FINITE;
  unsigned char *bytes = malloc(size);
  if (!bytes)
    return STORE_NO_MEMORY;
  encode(record, values, bytes);
  bool ok = replace(path, bytes, size);
  free(bytes);
  return ok ? STORE_OK : STORE_CANNOT_WRITE;
}

/* ---- [read] A whole file in memory ----
 *
 * Reading what is there, instead of asking for the size first, also works for
 * a file that grows or shrinks in between, and for a pipe. */
static enum store_status slurp(FILE *file, unsigned char **bytes, size_t *n)
{
  size_t room = 0;
  *bytes = NULL;
  *n = 0;
  do {
    room = room ? 2 * room : 8192;
    unsigned char *more = realloc(*bytes, room);
    if (!more)
      return STORE_NO_MEMORY;
    *bytes = more;
    *n += fread(*bytes + *n, 1, room - *n, file);
  } while (*n == room && room <= SIZE_MAX / 2);
  return ferror(file) ? STORE_CANNOT_READ : STORE_OK;
}

/* ---- [trust] What is checked before anything is believed ---- */
static enum store_status check(const unsigned char *bytes, size_t n)
{
  if (n < sizeof MAGIC || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
    return STORE_FOREIGN;
  if (n < HEADER)
    return STORE_TRUNCATED;
  if (get(bytes + 8, 4) != STORE_VERSION)
    return STORE_VERSION_UNKNOWN;
  size_t size = file_size(get(bytes + 32, 8));
  if (size == 0 || n < size)
    return STORE_TRUNCATED;
  if (n > size)
    return STORE_TRAILING;
  if (store_crc32(bytes, n - CHECKSUM) != get(bytes + n - CHECKSUM, CHECKSUM))
    return STORE_DAMAGED;
  return STORE_OK;
}

/* bytes := the file, checked; the caller frees them in every case. */
static enum store_status read_checked(const char *path, unsigned char **bytes,
                                      struct store_record *record)
{
  size_t n;
  FILE *file = fopen(path, "rb");
  if (!file)
    return STORE_CANNOT_OPEN;
  enum store_status status = slurp(file, bytes, &n);
  fclose(file);
  if (status == STORE_OK)
    status = check(*bytes, n);
  if (status)
    return status;
  record->kind = (uint32_t)get(*bytes + 12, 4);
  record->seed = get(*bytes + 16, 8);
  record->step = get(*bytes + 24, 8);
  record->count = get(*bytes + 32, 8);
  return STORE_OK;
}

enum store_status store_peek(const char *path, struct store_record *record)
{
  unsigned char *bytes = NULL;
  struct store_record found;
  if (!path || !record)
    return STORE_NULL;
  enum store_status status = read_checked(path, &bytes, &found);
  if (status == STORE_OK)
    *record = found;
  free(bytes);
  return status;
}

/* ---- [decode] From bytes to numbers ---- */
static double number_at(const unsigned char *bytes, uint64_t i)
{
  uint64_t bits = get(bytes + HEADER + i * NUMBER, NUMBER);
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

enum store_status store_load(const char *path, uint32_t kind, uint64_t count,
                             struct store_record *record, real *values)
{
  unsigned char *bytes = NULL;
  struct store_record found;
  if (!path || (!values && count > 0))
    return STORE_NULL;
  enum store_status status = read_checked(path, &bytes, &found);
  if (status == STORE_OK && found.kind != kind)
    status = STORE_WRONG_KIND;
  if (status == STORE_OK && found.count != count)
    status = STORE_WRONG_COUNT;
  if (status == STORE_OK)
    status = decode(bytes, count, values);
  if (status == STORE_OK && record)
    *record = found;
  free(bytes);
  return status;
}
