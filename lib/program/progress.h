/* progress.h: one line on a terminal that says how far a long run is. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>

/* ---- [interface] Shown only where somebody looks ----
 *
 * Written to standard error, over itself, at most ten times a second, and only
 * when standard error is a terminal: a log file stays clean. */

/* True when a line would be shown now: ask before computing what it says. */
bool progress_due(void);

/* Shows the line, formatted as printf would. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void progress_show(const char *format, ...);

/* Removes the line. */
void progress_clear(void);

#endif
