/* Exercise 1.5 (two stars, 40 minutes, section 1.2): Conjugacy classes
 *
 * Two moves are of the same kind when one is the other, seen by somebody who
 * has been moved: a and b are conjugate when
 *
 *   b = g a g^-1   for some g in the group.
 *
 * Being conjugate sorts a group into classes.  The nine half turns of the cube
 * are of two kinds: find out which.  Write it for any finite group.
 *
 * n         number of elements, called 0..n-1
 * table     (n, n), table[a * n + b] = a b; the table of a group
 * class_of  out, (n): the class of each element; classes are numbered 0, 1, ...
 *           in the order in which their first element occurs
 * Returns the number of classes; 0 for n = 0. */
#include "exercises.h"
#include "todo.h"

int conjugacy_classes(int n, const int *table, int *class_of)
{
  (void)n;
  (void)table;
  (void)class_of;
  TODO("give every element the number of its class");
  return -1;
}
