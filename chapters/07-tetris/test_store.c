/* test_store.c: a saved network comes back, and nothing else does. */
#define _DEFAULT_SOURCE 1
#include "anchors.h"
#include "random.h"
#include "store.h"
#include "test.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* ---- [help] A folder and a file of its own for each test ---- */
static const uint64_t NETWORK = 0xfedcba9876543210;
enum { COUNT = 37, SIZE = 48 + 8 * COUNT + 4 };
static char folder[64], path[96];
static const struct store_record MADE = {0xfedcba9876543210, 0x0123456789abcdef,
                                         1234, COUNT};

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
  return store_load(path, NETWORK, COUNT, NULL, values);
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
  check_true(store_load(path, NETWORK, COUNT, &record, out) == STORE_OK,
             "loaded");
  for (int i = 0; i < COUNT; i++)
    worst = larger(worst, fabs((double)in[i] - (double)out[i]));
  check_true(record.network == NETWORK && record.step == 1234,
             "network and step");
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
  struct store_record record = {7, 20, 300, 2};
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
  check_true(store_load(NULL, NETWORK, COUNT, &r, values) == STORE_NULL,
             "path");
  check_true(store_load("x", NETWORK, COUNT, &r, NULL) == STORE_NULL, "values");
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
  bytes[8] = 3;
  write_bytes(bytes, SIZE);
  check_true(load(values) == STORE_VERSION_UNKNOWN, "version 3");
  bytes[8] = 1;
  write_bytes(bytes, SIZE);
  check_true(load(values) == STORE_VERSION_OLD, "version 1");
  end();
}

TEST(edge_only_the_beginning_of_a_foreign_file)
{
  real values[COUNT];
  struct store_record r;
  check_true(store_load("/dev/zero", NETWORK, COUNT, NULL, values) ==
                     STORE_FOREIGN &&
                 store_peek("/dev/zero", &r) == STORE_FOREIGN,
             "a device that never ends");
  check_true(store_load("/dev/null", NETWORK, COUNT, NULL, values) ==
                 STORE_FOREIGN,
             "a device that is empty");
}

static long most_memory_kb(void)
{
  struct rusage usage;
  check_true(getrusage(RUSAGE_SELF, &usage) == 0, "memory used so far");
  return usage.ru_maxrss;
}

/* Memory is taken for what the caller expects, not for what a file says. */
TEST(edge_no_memory_on_the_word_of_a_file)
{
  unsigned char bytes[SIZE + 1];
  struct store_record r;
  real values[COUNT];
  begin();
  save(bytes);
  memset(bytes + 40, 0, 8);
  bytes[45] = 1; /* says that it holds 2^40 numbers */
  write_bytes(bytes, SIZE);
  check_true(load(values) == STORE_TRUNCATED, "it does not");
  check_true(store_peek(path, &r) == STORE_TRUNCATED, "peeked");
  check_true(truncate(path, 1 << 24) == 0, "16 MB of zeros");
  long before = most_memory_kb();
  check_true(load(values) == STORE_TRUNCATED, "too short all the same");
  check_true(store_peek(path, &r) == STORE_TRUNCATED, "peeked");
  check_true(most_memory_kb() - before < 4096, "and not kept in memory");
  end();
}

TEST(edge_another_architecture)
{
  unsigned char bytes[SIZE + 1];
  struct store_record r;
  real values[COUNT + 1];
  begin();
  save(bytes);
  check_true(store_load(path, NETWORK + 1, COUNT, NULL, values) ==
                 STORE_WRONG_NETWORK,
             "another network");
  check_true(store_load(path, NETWORK, COUNT + 1, NULL, values) ==
                 STORE_WRONG_COUNT,
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
  memset(bytes + 40, 0xff, 8); /* says it holds 2^64 - 1 numbers */
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
  memset(bytes + 48, 0xff, 8); /* a NaN with a good checksum */
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
  check_true(store_load(missing, NETWORK, COUNT, NULL, values) ==
                 STORE_CANNOT_OPEN,
             "nothing there to load");
  check_true(store_load(folder, NETWORK, COUNT, NULL, values) ==
                 STORE_CANNOT_READ,
             "a folder is not a file");
  check_true(mkdir(path, 0700) == 0, "a folder in the way");
  check_true(store_save(path, &MADE, values) == STORE_NOT_A_FILE,
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

/* ---- [place] What stands at the path already ---- */
static mode_t mode_of(const char *name)
{
  struct stat s;
  return lstat(name, &s) == 0 ? s.st_mode : 0;
}

/* As nobody, who could not harm the device if the code did not refuse it. */
static enum store_status save_over_a_device(const real *values)
{
  bool root = geteuid() == 0;
  check_true(!root || seteuid(65534) == 0, "as nobody");
  enum store_status status = store_save("/dev/null", &MADE, values);
  check_true(!root || seteuid(0) == 0, "as root again");
  return status;
}

TEST(edge_only_files_are_replaced)
{
  real values[COUNT];
  char other[128];
  struct sockaddr_un name = {.sun_family = AF_UNIX};
  begin();
  fill(values);
  snprintf(other, sizeof other, "%s/other", folder);
  check_true(save_over_a_device(values) == STORE_NOT_A_FILE, "a device");
  check_true(mkfifo(path, 0600) == 0, "a pipe");
  check_true(store_save(path, &MADE, values) == STORE_NOT_A_FILE &&
                 S_ISFIFO(mode_of(path)),
             "a pipe stays a pipe");
  check_true(rename(path, other) == 0 && symlink(other, path) == 0,
             "a link to a pipe");
  check_true(store_save(path, &MADE, values) == STORE_NOT_A_FILE &&
                 S_ISLNK(mode_of(path)) && S_ISFIFO(mode_of(other)),
             "a link to a pipe stays one");
  unlink(other);
  unlink(path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  snprintf(name.sun_path, sizeof name.sun_path, "%s", path);
  check_true(fd >= 0 && !bind(fd, (struct sockaddr *)&name, sizeof name),
             "a socket");
  check_true(store_save(path, &MADE, values) == STORE_NOT_A_FILE &&
                 S_ISSOCK(mode_of(path)),
             "a socket stays a socket");
  close(fd);
  end();
}

TEST(edge_permissions_are_kept)
{
  const mode_t modes[4] = {0600, 0640, 0644, 0666};
  real values[COUNT];
  begin();
  fill(values);
  mode_t mask = umask(027);
  check_true(store_save(path, &MADE, values) == STORE_OK, "a new file");
  check_true((mode_of(path) & 0777) == 0640, "a new file obeys the umask");
  for (int k = 0; k < 4; k++) {
    check_true(chmod(path, modes[k]) == 0, "mode %o", (unsigned)modes[k]);
    check_true(store_save(path, &MADE, values) == STORE_OK, "saved");
    check_true((mode_of(path) & 0777) == modes[k], "mode %o is kept",
               (unsigned)modes[k]);
  }
  umask(mask);
  end();
}

/* Whoever may write in a folder could replace a file that he may not write. */
TEST(edge_a_protected_file_is_refused)
{
  unsigned char before[SIZE + 1], after[SIZE + 1];
  real values[COUNT] = {0};
  begin();
  save(before);
  check_true(chmod(path, 0444) == 0, "write protected");
  if (geteuid() == 0) /* to root nothing is protected */
    check_true(chown(folder, 65534, 65534) == 0 &&
                   chown(path, 65534, 65534) == 0 && seteuid(65534) == 0,
               "as nobody");
  errno = 0;
  enum store_status status = store_save(path, &MADE, values);
  int cause = errno;
  check_true(seteuid(getuid()) == 0, "back");
  check_true(status == STORE_CANNOT_WRITE && cause == EACCES, "refused");
  check_true(read_bytes(after) == SIZE && !memcmp(before, after, SIZE),
             "as it was");
  end();
}

TEST(edge_links_are_followed)
{
  char file[128], other[128];
  real values[COUNT], out[COUNT];
  begin();
  fill(values);
  snprintf(file, sizeof file, "%s/file", folder);
  snprintf(other, sizeof other, "%s/other", folder);
  check_true(symlink("other", path) == 0, "a link to a link");
  check_true(symlink(file, other) == 0, "a link to nothing");
  for (int k = 0; k < 2; k++) {
    check_true(store_save(path, &MADE, values) == STORE_OK, "saved");
    check_true(S_ISLNK(mode_of(path)) && S_ISLNK(mode_of(other)) &&
                   S_ISREG(mode_of(file)),
               "links stay, the file at their end is %s", k ? "new" : "made");
  }
  check_true(load(out) == STORE_OK && !memcmp(values, out, sizeof out), "read");
  unlink(other);
  unlink(file);
  check_true(symlink("net", other) == 0 && !unlink(path) &&
                 !symlink("other", path),
             "a circle of links");
  errno = 0;
  check_true(store_save(path, &MADE, values) == STORE_CANNOT_WRITE &&
                 errno == ELOOP,
             "a circle has no end");
  unlink(other);
  end();
}

/* A link that waits where the new file will be written leads nowhere. */
TEST(edge_a_trap_beside_the_file)
{
  unsigned char bytes[SIZE + 1];
  char trap[160], victim[128];
  real values[COUNT];
  begin();
  fill(values);
  snprintf(victim, sizeof victim, "%s/victim", folder);
  snprintf(trap, sizeof trap, "%s.%ld.0.part", path, (long)getpid());
  FILE *f = fopen(victim, "w");
  check_true(f && fputs("mine", f) >= 0 && !fclose(f), "a file of somebody");
  check_true(symlink(victim, trap) == 0, "a link to it");
  save(bytes);
  check_true(S_ISREG(mode_of(path)), "a file of its own");
  struct stat s;
  check_true(stat(victim, &s) == 0 && s.st_size == 4, "untouched");
  unlink(trap);
  unlink(victim);
  end();
}

TEST(edge_names_that_are_long)
{
  char name[5000];
  real values[COUNT];
  begin();
  fill(values);
  int n = snprintf(name, sizeof name, "%s/", folder);
  memset(name + n, 'x', 255);
  name[n + 255] = 0;
  check_true(store_save(name, &MADE, values) == STORE_OK,
             "the longest name that a file can have");
  unlink(name);
  memset(name, 'x', sizeof name - 1);
  name[sizeof name - 1] = 0;
  errno = 0;
  check_true(store_save(name, &MADE, values) == STORE_CANNOT_WRITE &&
                 errno == ENAMETOOLONG,
             "longer than any path");
  check_true(store_save("", &MADE, values) == STORE_CANNOT_WRITE, "no name");
  n = snprintf(name, sizeof name, "%s/", folder);
  while (n < 4088) /* whatever the number of the process */
    n += snprintf(name + n, sizeof name - (size_t)n, "./");
  snprintf(name + n, sizeof name - (size_t)n, "net");
  errno = 0;
  check_true(store_save(name, &MADE, values) == STORE_CANNOT_WRITE &&
                 errno == ENAMETOOLONG,
             "no room for the name beside it");
  memset(name, 'x', 4090);
  name[4090] = 0;
  check_true(symlink(name, path) == 0, "a link of 4090 letters");
  check_true(store_save(path, &MADE, values) == STORE_CANNOT_WRITE &&
                 errno == ENAMETOOLONG,
             "no room for where it leads");
  end();
}

TEST(edge_folders)
{
  real values[COUNT];
  char below[128];
  struct store_record r;
  begin();
  fill(values);
  check_true(chdir(folder) == 0, "there");
  check_true(store_save("net", &MADE, values) == STORE_OK &&
                 load(values) == STORE_OK,
             "a name without a folder");
  snprintf(below, sizeof below, "%s/below", path);
  errno = 0;
  check_true(store_save(below, &MADE, values) == STORE_CANNOT_WRITE &&
                 errno == ENOTDIR,
             "a file is not a folder");
  check_true(store_peek(below, &r) == STORE_CANNOT_OPEN, "nor to read from");
  check_true(store_load(path, NETWORK, UINT64_MAX, NULL, values) ==
                 STORE_NO_MEMORY,
             "more numbers than memory");
  end();
}

/* A disk that is full: no file may grow beyond a limit. */
TEST(edge_a_full_disk)
{
  unsigned char before[SIZE + 1], after[SIZE + 1];
  real values[COUNT] = {0};
  struct rlimit limit;
  begin();
  save(before);
  check_true(getrlimit(RLIMIT_FSIZE, &limit) == 0, "the limit");
  rlim_t keep = limit.rlim_cur;
  signal(SIGXFSZ, SIG_IGN);
  limit.rlim_cur = SIZE / 2;
  check_true(setrlimit(RLIMIT_FSIZE, &limit) == 0, "half a file");
  errno = 0;
  enum store_status status = store_save(path, &MADE, values);
  int cause = errno;
  limit.rlim_cur = keep;
  check_true(setrlimit(RLIMIT_FSIZE, &limit) == 0, "no limit");
  check_true(status == STORE_CANNOT_WRITE && cause == EFBIG, "refused");
  check_true(read_bytes(after) == SIZE && !memcmp(before, after, SIZE),
             "the old file is as it was");
  end();
}

/* ---- [threads] Many at once ---- */
enum { SAVES = 60, THREADS = 8 };

struct saver {
  pthread_t thread;
  int number, failed;
};

static void *save_often(void *context)
{
  struct saver *s = context;
  real values[COUNT];
  for (int k = 0; k < SAVES; k++) {
    for (int i = 0; i < COUNT; i++)
      values[i] = (real)(s->number * SAVES + k);
    s->failed += store_save(path, &MADE, values) != STORE_OK;
  }
  return NULL;
}

/* All numbers of a file come from one save. */
static void *load_often(void *context)
{
  struct saver *s = context;
  real values[COUNT];
  for (int k = 0; k < 4 * SAVES; k++) {
    bool whole = load(values) == STORE_OK;
    for (int i = 1; whole && i < COUNT; i++)
      whole = values[i] == values[0];
    s->failed += !whole;
  }
  return NULL;
}

TEST(law_threads_save_to_one_path)
{
  struct saver savers[THREADS];
  unsigned char bytes[SIZE + 1];
  int failed = 0;
  begin();
  save(bytes);
  real values[COUNT] = {0};
  check_true(store_save(path, &MADE, values) == STORE_OK, "a first file");
  for (int t = 0; t < THREADS; t++) {
    savers[t] = (struct saver){.number = t};
    check_true(!pthread_create(&savers[t].thread, NULL,
                               t < 2 ? load_often : save_often, savers + t),
               "thread %d", t);
  }
  for (int t = 0; t < THREADS; t++) {
    pthread_join(savers[t].thread, NULL);
    failed += savers[t].failed;
  }
  claim("saved-by-threads", failed, 0);
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
    CASE(edge_only_the_beginning_of_a_foreign_file),
    CASE(edge_no_memory_on_the_word_of_a_file),
    CASE(edge_another_architecture),
    CASE(edge_sizes_that_overflow),
    CASE(edge_not_finite_file),
    CASE(edge_where_it_cannot_be_written),
    CASE(edge_the_old_file_is_never_half_written),
    CASE(edge_only_files_are_replaced),
    CASE(edge_permissions_are_kept),
    CASE(edge_a_protected_file_is_refused),
    CASE(edge_links_are_followed),
    CASE(edge_a_trap_beside_the_file),
    CASE(edge_names_that_are_long),
    CASE(edge_folders),
    CASE(edge_a_full_disk),
    CASE(law_threads_save_to_one_path),
    CASE(edge_empty_network),
    CASE(edge_messages_of_files),
};
TEST_MAIN("07-tetris/store", tests)
