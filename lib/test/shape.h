/* shape.h: says in a prototype how many elements a pointer points to.
 *
 *   IN(n)      n elements that the function reads
 *   OUT(n)     n elements that it writes
 *   INOUT(n)   n elements that it reads and writes, or may leave as they are
 *   STRING     text that ends with a zero byte
 *
 * A function that refuses its input, by returning false or a status that is
 * not zero, leaves OUT alone.  n is a C expression in the other parameters.
 * The compiler sees nothing of it; readers do, and so does the grader, which
 * runs a submission in a process of its own and must carry the arrays there
 * and back. */
#ifndef SHAPE_H
#define SHAPE_H

/* ---- [shape] Shapes that only readers and the grader see ---- */
#define IN(n)
#define OUT(n)
#define INOUT(n)
#define STRING

#endif
