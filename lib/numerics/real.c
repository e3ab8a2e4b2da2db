/* real.c: the function whose name is the precision of the library.
 * A program that was compiled for the other one does not find it. */
#include "real.h"

/* ---- [link] It does nothing ---- */
void REAL_LINK(void)
{
}
