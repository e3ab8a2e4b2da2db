/* irreps.c: layouts of feature vectors: read, written, joined, turned.
 * The only place in the book where an offset is computed. */
#include "irreps.h"

#include "memory.h"

#include "wigner.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [message] What can be wrong, in words ---- */
const char *irreps_message(enum irreps_status status)
{
  switch (status) {
  case IRREPS_OK:
    return "no mistake";
  case IRREPS_NULL:
    return "a pointer is NULL";
  case IRREPS_NO_NUMBER:
    return "a number is expected: channels x l, as in 16x1o";
  case IRREPS_NO_PARITY:
    return "the parity is missing: e or o";
  case IRREPS_NO_PLUS:
    return "a + is expected between two blocks";
  case IRREPS_NO_CHANNELS:
    return "a block needs at least one channel";
  case IRREPS_BAD_L:
    return "l is out of range: 0 to 200";
  case IRREPS_BAD_PARITY:
    return "a parity is +1 (even) or -1 (odd)";
  case IRREPS_BAD_LAYOUT:
    return "blocks, offsets and dimension do not fit together";
  case IRREPS_TOO_MANY:
    return "more than 256 blocks";
  case IRREPS_OVERFLOW:
    return "more numbers than memory can hold";
  case IRREPS_NO_ROOM:
    return "the buffer is too small for the text";
  case IRREPS_NOT_A_ROTATION:
    return "the matrix is not a rotation";
  case IRREPS_NO_MEMORY:
    return "out of memory";
  }
  return "an unknown status";
}

/* ---- [append] One more block ----
 *
 * The room check divides instead of multiplying: a product that overflows
 * wraps silently and passes every test made after it. */
enum irreps_status irreps_append(struct irreps *irreps, size_t channels, int l,
                                 int parity)
{
  if (!irreps)
    return IRREPS_NULL;
  if (channels == 0)
    return IRREPS_NO_CHANNELS;
  if (l < 0 || l > IRREPS_LMAX)
    return IRREPS_BAD_L;
  if (parity != 1 && parity != -1)
    return IRREPS_BAD_PARITY;
  if (irreps->n >= IRREPS_MAX)
    return IRREPS_TOO_MANY;
  size_t components = 2 * (size_t)l + 1;
  size_t room = PTRDIFF_MAX / sizeof(double) - irreps->dim;
  if (channels > room / components)
    return IRREPS_OVERFLOW;
  irreps->block[irreps->n++] =
      (struct irreps_block){channels, l, parity, irreps->dim};
  irreps->dim += components * channels;
  return IRREPS_OK;
}

size_t irreps_index(const struct irreps *irreps, size_t b, int m,
                    size_t channel)
{
  const struct irreps_block *block = &irreps->block[b];
  return block->offset + (size_t)(m + block->l) * block->channels + channel;
}

/* ---- [check] Is it a layout, and the same one? ---- */
enum irreps_status irreps_check(const struct irreps *irreps)
{
  struct irreps again = {0};
  if (!irreps)
    return IRREPS_NULL;
  if (irreps->n > IRREPS_MAX)
    return IRREPS_BAD_LAYOUT;
  for (size_t i = 0; i < irreps->n; i++) {
    const struct irreps_block *b = &irreps->block[i];
    if (b->offset != again.dim ||
        irreps_append(&again, b->channels, b->l, b->parity) != IRREPS_OK)
      return IRREPS_BAD_LAYOUT;
  }
  return again.dim == irreps->dim ? IRREPS_OK : IRREPS_BAD_LAYOUT;
}

static bool same_irrep(const struct irreps_block *a,
                       const struct irreps_block *b)
{
  return a->l == b->l && a->parity == b->parity;
}

bool irreps_equal(const struct irreps *a, const struct irreps *b)
{
  if (!a || !b || a->n != b->n || a->dim != b->dim)
    return false;
  for (size_t i = 0; i < a->n; i++)
    if (a->block[i].channels != b->block[i].channels ||
        !same_irrep(&a->block[i], &b->block[i]))
      return false;
  return true;
}

/* ---- [harmonics] The layout of the harmonics ---- */
enum irreps_status irreps_harmonics(int lmax, struct irreps *out)
{
  if (!out)
    return IRREPS_NULL;
  if (lmax < 0 || lmax > IRREPS_LMAX)
    return IRREPS_BAD_L;
  out->n = out->dim = 0;
  for (int l = 0; l <= lmax; l++)
    irreps_append(out, 1, l, l % 2 ? -1 : 1);
  return IRREPS_OK;
}

/* ---- [simplify] Sorting and merging ----
 *
 * An insertion sort: stable, short, and a layout has few blocks. */
static bool before(const struct irreps_block *a, const struct irreps_block *b)
{
  return a->l != b->l ? a->l < b->l : a->parity > b->parity;
}

static void sort_blocks(size_t n, struct irreps_block *block)
{
  for (size_t i = 1; i < n; i++) {
    struct irreps_block b = block[i];
    size_t j = i;
    for (; j > 0 && before(&b, &block[j - 1]); j--)
      block[j] = block[j - 1];
    block[j] = b;
  }
}

enum irreps_status irreps_simplify(const struct irreps *in, struct irreps *out)
{
  enum irreps_status status = irreps_check(in);
  if (status != IRREPS_OK || !out)
    return status != IRREPS_OK ? status : IRREPS_NULL;
  struct irreps sorted = *in;
  sort_blocks(sorted.n, sorted.block);
  out->n = out->dim = 0;
  for (size_t i = 0, j; i < sorted.n; i = j) {
    size_t channels = 0;
    for (j = i; j < sorted.n && same_irrep(&sorted.block[i], &sorted.block[j]);
         j++)
      channels += sorted.block[j].channels;
    irreps_append(out, channels, sorted.block[i].l, sorted.block[i].parity);
  }
  return IRREPS_OK;
}

/* ---- [number] Reading one number ----
 *
 * Digits by hand: strtoul would take a sign, skip blanks and, at its limit,
 * answer with a number nobody wrote. */
static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static const char *skip_blanks(const char *s)
{
  while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
    s++;
  return s;
}

/* Reads digits from *s and moves *s behind them when all is well. */
static enum irreps_status read_number(const char **s, size_t *number)
{
  if (!is_digit(**s))
    return IRREPS_NO_NUMBER;
  const char *p = *s;
  size_t value = 0;
  for (; is_digit(*p); p++) {
    size_t digit = (size_t)(*p - '0');
    if (value > (SIZE_MAX - digit) / 10)
      return IRREPS_OVERFLOW;
    value = 10 * value + digit;
  }
  *s = p;
  *number = value;
  return IRREPS_OK;
}

/* ---- [block] Reading one block: 16x1o, or 1o ----
 *
 * When something is wrong *s is left where the reader should look: at the
 * first character that cannot be right. */
static enum irreps_status read_block(const char **s, struct irreps *out)
{
  size_t channels = 1, l;
  const char *begin = *s, *degree = *s;
  enum irreps_status status = read_number(s, &l);
  if (status == IRREPS_OK && *skip_blanks(*s) == 'x') {
    channels = l;
    *s = degree = skip_blanks(skip_blanks(*s) + 1);
    status = read_number(s, &l);
  }
  if (status == IRREPS_OK && **s != 'e' && **s != 'o')
    return IRREPS_NO_PARITY;
  if (status == IRREPS_OK) {
    int parity = **s == 'e' ? 1 : -1;
    status = irreps_append(out, channels, l > INT_MAX ? -1 : (int)l, parity);
    if (status == IRREPS_OK)
      ++*s;
    else
      *s = status == IRREPS_BAD_L ? degree : begin;
  }
  return status;
}

/* ---- [parse] Reading a layout ---- */
static enum irreps_status read_blocks(const char **s, struct irreps *out)
{
  *s = skip_blanks(*s);
  if (**s == '\0')
    return IRREPS_OK;
  for (;;) {
    enum irreps_status status = read_block(s, out);
    if (status != IRREPS_OK)
      return status;
    *s = skip_blanks(*s);
    if (**s == '\0')
      return IRREPS_OK;
    if (**s != '+')
      return IRREPS_NO_PLUS;
    *s = skip_blanks(*s + 1);
  }
}

enum irreps_status irreps_parse(const char *text, struct irreps *out,
                                size_t *column)
{
  struct irreps result = {0};
  if (column)
    *column = 0;
  if (!text || !out)
    return IRREPS_NULL;
  const char *s = text;
  enum irreps_status status = read_blocks(&s, &result);
  if (status == IRREPS_OK)
    *out = result;
  else if (column)
    *column = (size_t)(s - text) + 1;
  return status;
}

/* ---- [caret] Pointing at the mistake ----
 *
 * Of a text of several lines only the one with the mistake is shown.  A tab is
 * copied into the caret's line, so that the caret stands under its column
 * whatever the width of a tab; the bytes of one letter take one column. */
struct buffer {
  char *text;
  size_t capacity, used;
  bool full;
};

static void put(struct buffer *b, char c)
{
  if (b->used + 1 < b->capacity)
    b->text[b->used++] = c;
  else
    b->full = true;
}

static void put_text(struct buffer *b, const char *s)
{
  while (*s)
    put(b, *s++);
}

static bool is_line_end(char c)
{
  return c == '\n' || c == '\r' || c == '\0';
}

/* Where the reader should look.  What is missing at the end of the text is
 * missing in the last line that says something. */
static const char *mistake_in(const char *text, size_t column)
{
  const char *at = text, *word;
  while (*at && (size_t)(at - text) + 1 < column)
    at++;
  for (word = at; word > text && *skip_blanks(word - 1) == '\0'; word--)
    ;
  for (const char *s = word; *at == '\0' && s < at; s++)
    if (is_line_end(*s))
      at = word;
  return at;
}

enum irreps_status irreps_caret(enum irreps_status mistake, const char *text,
                                size_t column, size_t capacity, char *buffer)
{
  if (!text || !buffer)
    return IRREPS_NULL;
  if (capacity == 0)
    return IRREPS_NO_ROOM;
  struct buffer b = {buffer, capacity, 0, false};
  const char *at = mistake_in(text, column), *line = at;
  while (line > text && !is_line_end(line[-1]))
    line--;
  for (const char *s = line; !is_line_end(*s); s++)
    put(&b, *s);
  put(&b, '\n');
  for (const char *s = line; s < at; s++)
    if (((unsigned char)*s & 0xC0) != 0x80) /* not inside a letter */
      put(&b, *s == '\t' ? '\t' : ' ');
  put_text(&b, "^ ");
  put_text(&b, irreps_message(mistake));
  buffer[b.used] = '\0';
  return b.full ? IRREPS_NO_ROOM : IRREPS_OK;
}

/* ---- [print] Writing a layout ---- */
enum irreps_status irreps_print(const struct irreps *irreps, size_t capacity,
                                char *text)
{
  if (!irreps || !text)
    return IRREPS_NULL;
  if (capacity == 0)
    return IRREPS_NO_ROOM;
  text[0] = '\0';
  if (irreps_check(irreps) != IRREPS_OK)
    return IRREPS_BAD_LAYOUT;
  size_t used = 0;
  for (size_t i = 0; i < irreps->n; i++) {
    const struct irreps_block *b = &irreps->block[i];
    int n = snprintf(text + used, capacity - used, "%s%zux%d%c", i ? " + " : "",
                     b->channels, b->l, b->parity > 0 ? 'e' : 'o');
    if (n < 0 || (size_t)n >= capacity - used) {
      text[0] = '\0';
      return IRREPS_NO_ROOM;
    }
    used += (size_t)n;
  }
  return IRREPS_OK;
}

/* ---- [turn] Turning one block ----
 *
 * x and y point at the block inside one feature vector.  D mixes the rows m,
 * and every channel is mixed alike: the matrix acts from the left on the
 * (2l+1, channels) array. */
static void turn_block(const struct irreps_block *b, const double *D,
                       double sign, const real *x, real *y)
{
  size_t rows = 2 * (size_t)b->l + 1;
  for (size_t i = 0; i < rows; i++)
    for (size_t c = 0; c < b->channels; c++) {
      double sum = 0;
      for (size_t j = 0; j < rows; j++)
        sum += D[i * rows + j] * (double)x[j * b->channels + c];
      y[i * b->channels + c] = (real)(sign * sum);
    }
}

static int largest_l(const struct irreps *irreps)
{
  int l = 0;
  for (size_t i = 0; i < irreps->n; i++)
    l = irreps->block[i].l > l ? irreps->block[i].l : l;
  return l;
}

/* ---- [transform] Turning whole feature vectors ----
 *
 * The matrices of all degrees are computed before the first number is
 * written: when one fails, y is untouched. */
static enum irreps_status wigner_to_irreps(enum wigner_status status)
{
  return status == WIGNER_OK          ? IRREPS_OK
         : status == WIGNER_NO_MEMORY ? IRREPS_NO_MEMORY
                                      : IRREPS_NOT_A_ROTATION;
}

static enum irreps_status all_matrices(const struct irreps *irreps, rot3 R,
                                       double *D)
{
  bool done[IRREPS_LMAX + 1] = {false};
  enum irreps_status status = IRREPS_OK;
  done[0] = true;
  status = wigner_to_irreps(wigner_d(0, R, D));
  for (size_t i = 0; i < irreps->n && status == IRREPS_OK; i++) {
    int l = irreps->block[i].l;
    if (!done[l])
      status = wigner_to_irreps(wigner_d(l, R, D + wigner_block(l)));
    done[l] = true;
  }
  return status;
}

enum irreps_status irreps_transform(const struct irreps *irreps, rot3 R,
                                    bool improper, size_t n, const real *x,
                                    real *y)
{
  enum irreps_status status = irreps_check(irreps);
  if (status != IRREPS_OK)
    return status;
  if (n > 0 && irreps->dim > 0 && (!x || !y))
    return IRREPS_NULL;
  if (irreps->dim > 0 && n > PTRDIFF_MAX / sizeof(real) / irreps->dim)
    return IRREPS_OVERFLOW;
  size_t room = wigner_block(largest_l(irreps) + 1);
  double *D = memory_array(room, sizeof *D);
  if (!D)
    return IRREPS_NO_MEMORY;
  status = all_matrices(irreps, R, D);
  for (size_t k = 0; k < n && status == IRREPS_OK; k++)
    for (size_t i = 0; i < irreps->n; i++) {
      const struct irreps_block *b = &irreps->block[i];
      size_t at = k * irreps->dim + b->offset;
      turn_block(b, D + wigner_block(b->l), improper ? b->parity : 1, x + at,
                 y + at);
    }
  free(D);
  return status;
}
