/* test_parallel.c: every part runs once, whatever the number of threads. */
#include "test.h"
#include "parallel.h"

#include <string.h>

enum { PARTS = 1000 };

static void count(void *context, size_t part)
{
  unsigned char *seen = context;
  seen[part]++; /* parts write to different places */
}

TEST(law_every_part_runs_once)
{
  static unsigned char seen[PARTS + 1];
  for (size_t threads = 1; threads <= 4; threads++)
    for (size_t parts = 0; parts <= PARTS; parts += parts < 10 ? 1 : 99) {
      memset(seen, 0, sizeof seen);
      parallel_use(threads);
      parallel_run(parts, count, seen);
      for (size_t i = 0; i <= PARTS; i++)
        check_true(seen[i] == (i < parts), "part %zu of %zu, %zu threads", i,
                   parts, threads);
    }
}

TEST(anchor_one_thread_at_first)
{
  check_true(parallel_count() == 1, "nobody asked for more than one");
}

TEST(edge_numbers_of_threads)
{
  const size_t most = parallel_most();
  check_true(1 <= most && most <= PARALLEL_LIMIT, "%zu threads", most);
  parallel_use(0);
  check_true(parallel_count() == 1, "none means one");
  parallel_use((size_t)-1);
  check_true(parallel_count() == PARALLEL_LIMIT, "there is a limit");
  parallel_run(0, NULL, NULL); /* no parts: nothing is called */
}

static const struct test tests[] = {
    CASE(law_every_part_runs_once),
    CASE(anchor_one_thread_at_first),
    CASE(edge_numbers_of_threads),
};
TEST_MAIN("08-speed/parallel", tests)
