/* store.h: a trained network in a file that can be trusted.
 *
 *   store_save     write it, all or nothing
 *   store_load     read it, or say why not
 *   store_peek     who made it and how many numbers it holds
 *   store_crc32    the checksum
 *   store_message  a status in words
 *
 * The file, all integers little-endian, all reals IEEE 754 binary64:
 *
 *   offset 0   8 bytes   "TFNbook" and a zero byte
 *          8   4 bytes   version of the format
 *         12   4 bytes   0
 *         16   8 bytes   fingerprint of the network
 *         24   8 bytes   seed
 *         32   8 bytes   step
 *         40   8 bytes   count n of numbers
 *         48   8 n       the numbers
 *    48 + 8n   4 bytes   CRC-32 of everything before
 */
#ifndef TFN_STORE_H
#define TFN_STORE_H

#include "api.h"
#include "real.h"

#include <stddef.h>
#include <stdint.h>

API_BEGIN

/* ---- [record] What a file says about itself ---- */
#define STORE_VERSION 2u

struct store_record {
  uint64_t network;    /* whose numbers: network_fingerprint */
  uint64_t seed, step; /* how it was trained */
  uint64_t count;      /* numbers it holds */
};

enum store_status {
  STORE_OK = 0,
  STORE_NULL,        /* a null pointer */
  STORE_CANNOT_OPEN, /* errno says why */
  STORE_CANNOT_READ,
  STORE_CANNOT_WRITE, /* errno says why; the old file is still there */
  STORE_NOT_A_FILE,   /* a folder, device or pipe, which nothing replaces */
  STORE_FOREIGN,      /* not a file of this book */
  STORE_VERSION_UNKNOWN,
  STORE_VERSION_OLD, /* version 1 does not say which network it holds */
  STORE_TRUNCATED,
  STORE_TRAILING, /* longer than it says */
  STORE_DAMAGED,  /* the checksum does not fit */
  STORE_WRONG_NETWORK,
  STORE_WRONG_COUNT,
  STORE_NOT_FINITE,
  STORE_NO_MEMORY
};

/* The status in words, one line without a full stop; never NULL. */
const char *store_message(enum store_status status);

/* ---- [files] Save, peek, load ---- */

/* Writes `values` (record->count) and the record to `path`.
 *
 * The bytes go to a new file beside it, are forced to the disk (fsync), and
 * only then the name is moved over the old file (rename): whoever opens `path`
 * at any moment, a crash included, finds the old file or the new one, whole.
 * Several threads and processes may save to one path: one of their files stays,
 * whole.  A link stays a link, and the file it leads to is replaced; owner and
 * permissions are kept.  The new file is called PATH.PID.NUMBER.part until it
 * is complete; only a program that is killed leaves it behind.
 * Returns STORE_OK, STORE_NULL, STORE_NO_MEMORY, STORE_NOT_FINITE,
 * STORE_NOT_A_FILE, or STORE_CANNOT_WRITE with the cause in errno; in all but
 * the first case `path` is as it was. */
enum store_status store_save(const char *path,
                             const struct store_record *record,
                             const real *values);

/* record := what the file at `path` says of itself, after every check below
 * but those of network and count.  Errors as store_load. */
enum store_status store_peek(const char *path, struct store_record *record);

/* values (count) := the numbers in the file.
 *
 * network, count  what the caller expects; anything else is refused
 * record          out, may be NULL
 * values          out, (count); untouched unless STORE_OK is returned.  In
 *                 float the numbers are rounded once.
 * Returns STORE_OK, or the first thing found wrong, in this order: NULL,
 * NO_MEMORY (for `count` numbers), CANNOT_OPEN, FOREIGN, VERSION_OLD,
 * VERSION_UNKNOWN, TRUNCATED, TRAILING, DAMAGED, WRONG_NETWORK, WRONG_COUNT,
 * NOT_FINITE; and CANNOT_READ where reading fails.  Of a foreign file only the
 * beginning is read, and memory is taken for `count` numbers only. */
enum store_status store_load(const char *path, uint64_t network, uint64_t count,
                             struct store_record *record, real *values);

/* The CRC-32 of IEEE 802.3 (and of zip and PNG): finds every burst of wrong
 * bits up to 32 long.  store_crc32("123456789", 9) is 0xCBF43926. */
uint32_t store_crc32(const void *bytes, size_t n);

API_END

#endif
