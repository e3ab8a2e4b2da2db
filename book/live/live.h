/* live.h: what the C of the live figures shares: how a function is exported to
 * the page.
 *
 * A file figure_NAME.c holds the functions of one figure.  They are thin: the
 * work is done by the chapters' own modules, compiled unchanged.  Every figure
 * of a page runs in an instance of its own, with a memory of its own, so that
 * `static` here means "of this figure", and closing the figure frees it all.
 *
 * Numbers cross the border as numbers, arrays as pointers to memory that C
 * owns; a pointer holds until the next call that says it may move.  Sizes are
 * of 32 bits here.  A status crosses as an int, 0 for success. */
#ifndef TFN_LIVE_H
#define TFN_LIVE_H

/* LIVE in front of a prototype, on one line, makes the function visible to the
 * page under its name: rules.mk reads these lines. */
#define LIVE

#endif
