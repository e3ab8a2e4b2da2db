/* xyz_inside.h: what the files of xyz.h share.
 *
 *   struct word         bytes within a line, and what they can be:
 *   xyz_cut             the next word of a line
 *   xyz_same            is it this text?
 *   xyz_element         an element?
 *   xyz_whole           a whole number?
 *   xyz_value           a number?
 *   xyz_is_one_of       a byte, and a list of bytes
 *   xyz_is_blank        a blank or a tab
 *   struct reader       where the reader is in the text
 *   xyz_read_number     a number in our units
 *   xyz_read_comment    the comment of a frame
 *   xyz_fail            what is wrong with a word
 *   xyz_fail_line       and with the whole line
 *   xyz_is_periodic     does a frame repeat?
 *   xyz_point_begin     from here on numbers have a point,
 *   xyz_point_end       and from here on what the locale says */
#ifndef XYZ_INSIDE_H
#define XYZ_INSIDE_H

/* Whoever includes this first has newlocale. */
#define _POSIX_C_SOURCE 200809L
#include "xyz.h"

#include <locale.h>
#include <stdint.h>

/* ---- [word] The words of a line ---- */
struct word {
  const char *at;
  size_t n;
};

/* The next word before stop, or one of no bytes at stop; *at moves behind. */
struct word xyz_cut(const char **at, const char *stop);

/* The same letters, small or large, to the end of both? */
bool xyz_same(struct word word, const char *text);

enum { ELEMENTS = 118 };

/* 1 .. ELEMENTS of a symbol; 0 for anything else. */
int xyz_element(struct word word);

/* A whole number from 1 on, of at most 15 digits; 0 for anything else. */
size_t xyz_whole(struct word w);

/* *x is the number, and infinite where it is beyond a double; or
 * XYZ_NOT_FINITE for nan and inf, XYZ_BAD_NUMBER for what is no number. */
enum xyz_status xyz_value(struct word w, double *x);

/* Unlike strchr not true of the byte 0. */
bool xyz_is_one_of(char c, const char *list);

bool xyz_is_blank(char c);

/* ---- [reader] Where we are in the text ----
 *
 * The text is walked through twice: without arrays, to check everything and to
 * count, and again to fill them. */
enum key { KEY_PROPERTIES = 1, KEY_LATTICE = 2, KEY_PBC = 4, KEY_ENERGY = 8 };

/* Which columns of an atom's line are read; ABSENT for none. */
#define ABSENT SIZE_MAX
struct columns {
  size_t species, position, force;
  size_t count; /* that there must be */
  bool said;    /* by Properties: then there are no more */
};

struct reader {
  const char *at, *end;    /* the text that is left */
  const char *line, *stop; /* this line, without its end */
  const char *word;        /* what is left of it */
  size_t number;           /* of this line */
  const struct xyz_options *is;
  double length, energy; /* units of the file in Angstrom and eV */
  struct xyz *out;
  struct xyz_frame frame;
  struct columns columns;
  unsigned keys; /* that this comment has had */
  struct xyz_error *error;
};

/* The word as a number, times the unit: finite, or what is wrong with it. */
enum xyz_status xyz_read_number(struct reader *r, struct word w, double unit,
                                double *x);

/* What the comment in r->line says of r->frame and r->columns, and whether that
 * is what the options want. */
enum xyz_status xyz_read_comment(struct reader *r);

/* The status, with the place of w, or of the line, written down. */
enum xyz_status xyz_fail(struct reader *r, enum xyz_status status,
                         struct word w);
enum xyz_status xyz_fail_line(struct reader *r, enum xyz_status status);

/* ---- [frame] A frame that repeats ---- */
bool xyz_is_periodic(const struct xyz_frame *f);

/* ---- [point] Numbers with a point, whatever the locale ---- */
struct point {
  locale_t c, before;
};

/* False where there is no memory for a locale. */
bool xyz_point_begin(struct point *p);
void xyz_point_end(struct point *p);

#endif
