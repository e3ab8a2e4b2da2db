/* irreps.h: what a feature vector is made of, and how it is laid out.
 *
 *   irreps_parse       read "32x0e + 16x1o"
 *   irreps_caret       show where a string is wrong
 *   irreps_print       write the string of a layout
 *   irreps_append      one more block at the end
 *   irreps_harmonics   1x0e + 1x1o + 1x2e + ... up to lmax
 *   irreps_simplify    sort the blocks and merge equal ones
 *   irreps_check       is a struct filled by hand a layout?
 *   irreps_equal       the same blocks in the same order
 *   irreps_index       where the number (block, m, channel) lies
 *   irreps_transform   turn, and perhaps invert, feature vectors
 *   irreps_message     a status in words */
#ifndef TFN_IRREPS_H
#define TFN_IRREPS_H

#include "api.h"
#include "real.h"
#include "so3.h"

#include <stdbool.h>
#include <stddef.h>

API_BEGIN

/* ---- [layout] One flat array, described by blocks ----
 *
 * A block is `channels` copies of one irrep: degree l, parity +1 (e, even) or
 * -1 (o, odd) under the inversion r -> -r.  Inside a block m is the slow index
 * and the channel the fast one:
 *
 *   x[offset + (m + l) * channels + channel],   m = -l..l,
 *
 * and block follows block without a gap.  A batch of n feature vectors is an
 * array (n, dim).  `n` and `dim` are 0 for the empty direct sum. */
#define IRREPS_MAX  256 /* blocks in one layout */
#define IRREPS_LMAX 200 /* the largest degree: WIGNER_LMAX of chapter 2 */

struct irreps_block {
  size_t channels; /* >= 1 */
  int l;           /* 0..IRREPS_LMAX */
  int parity;      /* +1 or -1 */
  size_t offset;   /* where the block begins */
};

struct irreps {
  size_t n;   /* blocks */
  size_t dim; /* numbers in one feature vector */
  struct irreps_block block[IRREPS_MAX];
};

/* ---- [status] What can be wrong ---- */
enum irreps_status {
  IRREPS_OK = 0,
  IRREPS_NULL,
  IRREPS_NO_NUMBER,
  IRREPS_NO_PARITY,
  IRREPS_NO_PLUS,
  IRREPS_NO_CHANNELS,
  IRREPS_BAD_L,
  IRREPS_BAD_PARITY,
  IRREPS_BAD_LAYOUT,
  IRREPS_TOO_MANY,
  IRREPS_OVERFLOW,
  IRREPS_NO_ROOM,
  IRREPS_NOT_A_ROTATION,
  IRREPS_NO_MEMORY
};

/* The status in words, one line without a full stop; never NULL. */
const char *irreps_message(enum irreps_status status);

/* ---- [text] Strings ---- */

/* Reads a layout:  irreps = [ block { "+" block } ],
 * block = [ channels "x" ] l ( "e" | "o" ), blanks allowed around blocks, "x"
 * and "+".  A blank text is the empty direct sum.
 *
 * text    such as "32x0e + 16x1o"; "1o" means "1x1o"
 * out     the layout; untouched when the text is wrong
 * column  out, may be NULL: the 1-based column of the mistake, 0 when there is
 *         none
 * Returns IRREPS_OK, IRREPS_NULL, IRREPS_NO_NUMBER, IRREPS_NO_PARITY,
 * IRREPS_NO_PLUS, IRREPS_NO_CHANNELS (0x1o), IRREPS_BAD_L, IRREPS_TOO_MANY or
 * IRREPS_OVERFLOW.  The notation is that of e3nn (Geiger, Smidt 2022). */
enum irreps_status irreps_parse(const char *text, struct irreps *out,
                                size_t *column);

/* Writes two lines, the text (of several lines, the one with the mistake) and
 * below it a caret with the message:
 *
 *   32x0e + 16x1
 *               ^ the parity is missing: e or o
 *
 * mistake, column  as irreps_parse gave them
 * capacity  bytes of `buffer`; the lines are cut to fit and end with '\0'
 * Returns IRREPS_OK, IRREPS_NULL, or IRREPS_NO_ROOM when they were cut. */
enum irreps_status irreps_caret(enum irreps_status mistake, const char *text,
                                size_t column, size_t capacity, char *buffer);

/* Writes the layout as "32x0e + 16x1o"; irreps_parse reads it back.
 *
 * capacity  bytes of `text`, with the closing '\0'
 * Returns IRREPS_OK, IRREPS_NULL, IRREPS_BAD_LAYOUT or IRREPS_NO_ROOM (text is
 * then empty, if capacity > 0). */
enum irreps_status irreps_print(const struct irreps *irreps, size_t capacity,
                                char *text);

/* ---- [building] Layouts from blocks ---- */

/* Adds a block at the end: offset := dim, dim += (2l+1) channels.
 *
 * irreps    an existing layout; start with `struct irreps x = {0};`
 * channels  >= 1;   l  0..IRREPS_LMAX;   parity  +1 or -1
 * Returns IRREPS_OK, or IRREPS_NULL, IRREPS_NO_CHANNELS, IRREPS_BAD_L,
 * IRREPS_BAD_PARITY, IRREPS_TOO_MANY, IRREPS_OVERFLOW (one vector of type
 * double would not fit in memory); the layout is then as before. */
enum irreps_status irreps_append(struct irreps *irreps, size_t channels, int l,
                                 int parity);

/* The layout of the harmonics of chapter 3: one channel of each l = 0..lmax
 * with parity (-1)^l, so that component (l, m) has offset l*l + l + m.
 * Returns IRREPS_OK, IRREPS_NULL or IRREPS_BAD_L (lmax < 0 or too large). */
enum irreps_status irreps_harmonics(int lmax, struct irreps *out);

/* Sorts the blocks by l, even before odd, and merges blocks of equal irrep.
 * The result describes *another order of the numbers*: data laid out by `in`
 * must be moved, not merely relabelled.
 * out may be the same struct as in.  Returns IRREPS_OK, IRREPS_NULL or
 * IRREPS_BAD_LAYOUT. */
enum irreps_status irreps_simplify(const struct irreps *in, struct irreps *out);

/* IRREPS_OK when every block is in range, offsets follow each other without a
 * gap and dim is their end; else IRREPS_NULL or IRREPS_BAD_LAYOUT. */
enum irreps_status irreps_check(const struct irreps *irreps);

/* The same blocks in the same order.  False when either is NULL. */
bool irreps_equal(const struct irreps *a, const struct irreps *b);

/* offset + (m + l) channels + channel of block b; no check of the range. */
size_t irreps_index(const struct irreps *irreps, size_t b, int m,
                    size_t channel);

/* ---- [transform] How features turn ---- */

/* y = D(g) x for n feature vectors, g = R, or R and the inversion:
 *
 *   y[m, c] = parity^improper sum_m' D^l(R)[m, m'] x[m', c]   in every block
 *
 * R         rotation, as wigner_d of chapter 2 accepts it
 * improper  false: g = R.  true: g = -R (rotate, and invert through the origin)
 * x, y      (n, dim), not overlapping; sums are in double, rounded once
 * Returns IRREPS_OK, IRREPS_NULL, IRREPS_BAD_LAYOUT, IRREPS_NOT_A_ROTATION,
 * IRREPS_OVERFLOW or IRREPS_NO_MEMORY; y is then untouched. */
enum irreps_status irreps_transform(const struct irreps *irreps, rot3 R,
                                    bool improper, size_t n, const real *x,
                                    real *y);

API_END

#endif
