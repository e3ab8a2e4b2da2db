/* A wrong answer to exercise 1.1, by which the grader tests itself. */
#include "exercises.h"

int cube_order(cube_rotation a)
{
  (void)a;
  return 1;
}
