/* gen_table@NN@.c: writes the numbers below argv[1]. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
  for (int i = 0; i < (argc == 2 ? atoi(argv[1]) : 0); i++)
    printf("  %d,\n", i);
  return 0;
}
