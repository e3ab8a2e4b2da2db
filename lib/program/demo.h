/* demo.h: what every chapter's demo program uses to show its results.
 *
 *   demo_begin     read the command line: where data files go
 *   demo_section   start a named piece of output, quoted by the book
 *   demo_value     one number that the prose quotes by name
 *   demo_open      open a data file for a plot
 *   demo_end       close everything; the value main returns
 *
 * A demo run as `demo DIR` writes its plot data to DIR/NAME.dat and the quoted
 * numbers to DIR/values.tsv.  Without DIR it only prints. */
#ifndef DEMO_H
#define DEMO_H

#include <stdio.h>

#if defined(__GNUC__)
#define DEMO_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define DEMO_PRINTF(f, a)
#endif

/* ---- [interface] A demo's five calls ---- */

/* Starts the program.  argv[1], when given, is an existing folder. */
void demo_begin(int argc, char **argv);

/* Prints `--- [id] title ---`.  What is printed from here to the next section
 * is what the book shows for ```{.output section=id}. */
void demo_section(const char *id, const char *title);

/* Records a value under `key` for the prose, formatted as printf would; the
 * prose writes [key]{.value}.  Nothing is printed. */
void demo_value(const char *key, const char *format, ...) DEMO_PRINTF(2, 3);

/* Opens DIR/name for writing (the null device when no DIR was given); closed
 * by the next demo_open or by demo_end. */
FILE *demo_open(const char *name);

/* Returns EXIT_SUCCESS, or EXIT_FAILURE when any file could not be written. */
int demo_end(void);

#endif
