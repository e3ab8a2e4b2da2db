/* fuzz_speed.c: any bytes as the tables of measured times that the demo of
 * chapter 8 reads: those of `make bench` and of `make bench-peers`. */
#include "fuzz_program.h"

#define demo_begin(n, words) fuzz_demo_once()
#define demo_end()           EXIT_SUCCESS

#include "demo.c" /* of chapter 8: the first on the path */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static char name[] = "demo";
  static char *word[] = {name, NULL};
  fuzz_begin(data, size);
  n_rows = n_peer_rows = 0;
  program_main(1, word);
  peers_table(); /* where the program ended before it, too */
  fuzz_end();
  return 0;
}
