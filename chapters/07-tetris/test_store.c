/* test_store.c: a saved network comes back, and nothing else does. */
#define _POSIX_C_SOURCE 200809L
#include "anchors.h"
#include "random.h"
#include "store.h"
#include "test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- [help] A folder and a file of its own for each test ---- */
enum { COUNT = 37, SIZE = 40 + 8 * COUNT + 4 };
static char folder[64], path[96];
static const struct store_record MADE = {3, 0x0123456789abcdef, 1234, COUNT};

static void begin(void)
{
  snprintf(folder, sizeof folder, "/tmp/store-test-XXXXXX");
  check_true(mkdtemp(folder) != NULL, "a folder for the test");
  snprintf(path, sizeof path, "%s/net", folder);
}

static void end(void)
{
  unlink(path);
  check_true(rmdir(folder) == 0, "no other file is left in the folder");
}

static void fill(real *values)
{
  struct random g = random_seed(75);
  for (int i = 0; i < COUNT; i++)
    values[i] = (real)random_normal(&g);
  values[0] = 0, values[1] = -REAL_MAX, values[2] = REAL_MIN;
}

static size_t read_bytes(unsigned char *bytes)
{
  FILE *f = fopen(path, "rb");
  size_t n = f ? fread(bytes, 1, SIZE + 1, f) : 0;
  if (f)
    fclose(f);
  return n;
}

static void write_bytes(const unsigned char *bytes, size_t n)
{
  FILE *f = fopen(path, "wb");
  check_true(f && fwrite(bytes, 1, n, f) == n && !fclose(f), "written");
}

static enum store_status load(real *values)
{
  return store_load(path, MADE.kind, COUNT, NULL, values);
}

static void save(unsigned char *bytes)
{
  real values[COUNT];
  fill(values);
  check_true(store_save(path, &MADE, values) == STORE_OK, "saved");
  check_true(read_bytes(bytes) == SIZE, "%d bytes", (int)SIZE);
}

/* ---- [law] What is saved comes back ---- */
TEST(law_what_is_saved_comes_back)
{
  real in[COUNT], out[COUNT];
  struct store_record record;
  double worst = 0;
  begin();
  fill(in);
  check_true(store_save(path, &MADE, in) == STORE_OK, "saved");
  check_true(store_load(path, 3, COUNT, &record, out) == STORE_OK, "loaded");
  for (int i = 0; i < COUNT; i++)
    worst = larger(worst, fabs((double)in[i] - (double)out[i]));
  check_true(record.kind == 3 && record.step == 1234, "kind and step");
  check_true(record.seed == 0x0123456789abcdef, "seed");
  check_true(record.count == COUNT, "count");
  claim("saved-comes-back", worst, 0);
  end();
}

/* Whatever one byte of the file is changed to, it is refused; a checksum of
 * 32 bits cannot miss a change of 8 bits in a row. */
TEST(law_no_changed_byte_is_accepted)
{
  unsigned char bytes[SIZE + 1];
  real values[COUNT] = {0};
  struct random g = random_seed(76);
  int accepted = 0;
  begin();
  save(bytes);
  for (size_t i = 0; i < SIZE; i++) {
    unsigned char keep = bytes[i];
    bytes[i] ^= (unsigned char)(1 + random_below(&g, 255));
    write_bytes(bytes, SIZE);
    accepted += load(values) == STORE_OK;
    bytes[i] = keep;
  }
  check_close(values[3], 0, 0, "a refused file leaves the values untouched");
  claim("no-damage", accepted, 0);
  end();
}

TEST(law_no_shorter_file_is_accepted)
{
  unsigned char bytes[SIZE + 1];
  real values[COUNT];
  begin();
  save(bytes);
  for (size_t n = 0; n < SIZE; n++) {
    write_bytes(bytes, n);
    check_true(load(values) == (n < 8 ? STORE_FOREIGN : STORE_TRUNCATED),
               "the first %d bytes alone are refused", (int)n);
  }
  bytes[SIZE] = 0;
  write_bytes(bytes, SIZE + 1);
  check_true(load(values) == STORE_TRAILING, "one byte more");
  end();
}

/* ---- [anchor] The format is a promise ---- */
TEST(anchor_checksum)
{
  check_true(store_crc32("123456789", 9) == 0xCBF43926u, "the check value");
  check_true(store_crc32("", 0) == 0, "nothing");
  check_true(store_crc32("tetris", 6) == ANCHOR_CRC_TETRIS, "tetris");
}

TEST(anchor_bytes_of_a_small_file)
{
  struct store_record record = {2, 20, 300, 2};
  real values[2] = {1, REAL(-0.5)};
  unsigned char bytes[SIZE + 1];
  begin();
  check_true(store_save(path, &record, values) == STORE_OK, "saved");
  check_true(read_bytes(bytes) == sizeof ANCHOR_FILE, "as long as it should");
  check_true(!memcmp(bytes, ANCHOR_FILE, sizeof ANCHOR_FILE),
             "the bytes that another program made by the same rules");
  end();
}

/* ---- [edge] Foreign, new, damaged, and no room ---- */
TEST(edge_null_file)
{
  struct store_record r = MADE;
  real values[COUNT] = {0};
  check_true(store_save(NULL, &r, values) == STORE_NULL, "save: path");
  check_true(store_save("x", NULL, values) == STORE_NULL, "save: record");
  check_true(store_save("x", &r, NULL) == STORE_NULL, "save: values");
  check_true(store_load(NULL, 3, COUNT, &r, values) == STORE_NULL, "path");
  check_true(store_load("x", 3, COUNT, &r, NULL) == STORE_NULL, "values");
  check_true(store_peek(NULL, &r) == STORE_NULL, "peek: path");
  check_true(store_peek("x", NULL) == STORE_NULL, "peek: record");
}

TEST(edge_foreign_and_future)
{
  unsigned char bytes[SIZE + 1];
  struct store_record r;
  real values[COUNT];
  begin();
  write_bytes((const unsigned char *)"PK\3\4 some archive", 17);
  check_true(load(values) == STORE_FOREIGN, "an archive");
  check_true(store_peek(path, &r) == STORE_FOREIGN, "peeked");
  save(bytes);
  bytes[8] = 2;
  write_bytes(bytes, SIZE);
  check_true(load(values) == STORE_VERSION_UNKNOWN, "version 2");
  end();
}

TEST(edge_another_architecture)
{
  unsigned char bytes[SIZE + 1];
  struct store_record r;
  real values[COUNT + 1];
  begin();
  save(bytes);
  check_true(store_load(path, 4, COUNT, NULL, values) == STORE_WRONG_KIND,
             "kind 4");
  check_true(store_load(path, 3, COUNT + 1, NULL, values) == STORE_WRONG_COUNT,
             "38 numbers");
  check_true(store_peek(path, &r) == STORE_OK && r.count == COUNT, "peek");
  end();
}

TEST(edge_sizes_that_overflow)
{
  struct store_record huge = {1, 1, 1, UINT64_MAX / 8};
  unsigned char bytes[SIZE + 1];
  real values[COUNT];
  begin();
  check_true(store_save(path, &huge, values) == STORE_NO_MEMORY, "no room");
  save(bytes);
  memset(bytes + 32, 0xff, 8); /* says it holds 2^64 - 1 numbers */
  write_bytes(bytes, SIZE);
  check_true(load(values) == STORE_TRUNCATED, "it cannot hold so many");
  end();
}

TEST(edge_not_finite_file)
{
  unsigned char bytes[SIZE + 1];
  real values[COUNT];
  begin();
  fill(values);
  values[5] = (real)NAN;
  check_true(store_save(path, &MADE, values) == STORE_NOT_FINITE, "saved NaN");
  check_true(read_bytes(bytes) == 0, "and no file was made");
  save(bytes);
  memset(bytes + 40, 0xff, 8); /* a NaN with a good checksum */
  uint32_t crc = store_crc32(bytes, SIZE - 4);
  for (int i = 0; i < 4; i++)
    bytes[SIZE - 4 + i] = (unsigned char)(crc >> (8 * i));
  write_bytes(bytes, SIZE);
  check_true(load(values) == STORE_NOT_FINITE, "loaded NaN");
  end();
}

TEST(edge_where_it_cannot_be_written)
{
  real values[COUNT];
  char missing[128];
  begin();
  fill(values);
  snprintf(missing, sizeof missing, "%s/none/net", folder);
  errno = 0;
  check_true(store_save(missing, &MADE, values) == STORE_CANNOT_WRITE,
             "no such folder");
  check_true(errno == ENOENT, "errno says so");
  check_true(store_load(missing, 3, COUNT, NULL, values) == STORE_CANNOT_OPEN,
             "nothing there to load");
  check_true(store_load(folder, 3, COUNT, NULL, values) == STORE_CANNOT_READ,
             "a folder is no file");
  check_true(mkdir(path, 0700) == 0, "a folder in the way");
  check_true(store_save(path, &MADE, values) == STORE_CANNOT_WRITE,
             "a folder cannot be replaced");
  rmdir(path);
  end();
}

/* The old file has a second name: when the new one took its place, the old
 * bytes are still whole under that name.  Writing into the old file would
 * have changed both. */
TEST(edge_the_old_file_is_never_half_written)
{
  unsigned char before[SIZE + 1], after[SIZE + 1];
  char second[128];
  real values[COUNT] = {0};
  begin();
  save(before);
  snprintf(second, sizeof second, "%s/second", folder);
  check_true(link(path, second) == 0, "a second name");
  check_true(store_save(path, &MADE, values) == STORE_OK, "saved again");
  check_true(rename(second, path) == 0, "the old one back");
  check_true(read_bytes(after) == SIZE, "as long as before");
  check_true(!memcmp(before, after, SIZE), "not a byte of it changed");
  end();
}

TEST(edge_empty_network)
{
  struct store_record none = {1, 2, 3, 0}, back;
  begin();
  check_true(store_save(path, &none, NULL) == STORE_OK, "saved");
  check_true(store_load(path, 1, 0, &back, NULL) == STORE_OK, "loaded");
  check_true(back.step == 3, "its record");
  end();
}

TEST(edge_messages_of_files)
{
  for (int s = STORE_OK; s <= STORE_NO_MEMORY; s++)
    for (int t = s + 1; t <= STORE_NO_MEMORY; t++)
      check_true(strcmp(store_message((enum store_status)s),
                        store_message((enum store_status)t)) != 0,
                 "%d and %d say different things", s, t);
  check_true(strlen(store_message((enum store_status)99)) > 0, "any number");
}

/* ---- [table] ---- */
static const struct test tests[] = {
    CASE(law_what_is_saved_comes_back),
    CASE(law_no_changed_byte_is_accepted),
    CASE(law_no_shorter_file_is_accepted),
    CASE(anchor_checksum),
    CASE(anchor_bytes_of_a_small_file),
    CASE(edge_null_file),
    CASE(edge_foreign_and_future),
    CASE(edge_another_architecture),
    CASE(edge_sizes_that_overflow),
    CASE(edge_not_finite_file),
    CASE(edge_where_it_cannot_be_written),
    CASE(edge_the_old_file_is_never_half_written),
    CASE(edge_empty_network),
    CASE(edge_messages_of_files),
};
TEST_MAIN("07-tetris/store", tests)
