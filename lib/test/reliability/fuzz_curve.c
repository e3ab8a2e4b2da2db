/* fuzz_curve.c: any bytes as the tables of longer runs that the demo of chapter
 * 12 reads. */
#include "fuzz_program.h"

#include "demo.c" /* of chapter 12: the first on the path */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  fuzz_begin_demo(data, size);
  if (!setjmp(fuzz_out))
    show_curve();
  if (!setjmp(fuzz_out))
    show_moves();
  if (!setjmp(fuzz_out))
    show_others();
  if (!setjmp(fuzz_out))
    show_networks();
  if (!setjmp(fuzz_out))
    demo_crystal_speed();
  fuzz_end();
  return 0;
}
