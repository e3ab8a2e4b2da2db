/* xyz_write.c: from frames to files and text.  See xyz.h. */
#include "xyz_inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [text] Text that grows ----
 *
 * Once it has found no memory it takes nothing more: who writes asks at the
 * end. */
struct text {
  char *at;
  size_t n, room;
  bool full;
};

static void grow(struct text *t, size_t n)
{
  size_t room = 2 * t->room + n + 256;
  char *more = room > t->room ? realloc(t->at, room) : NULL;
  t->full = !more;
  if (more) {
    t->at = more;
    t->room = room;
  }
}

static void append(struct text *t, const char *word)
{
  size_t n = strlen(word);
  if (!t->full && n >= t->room - t->n)
    grow(t, n);
  if (t->full)
    return;
  memcpy(t->at + t->n, word, n + 1);
  t->n += n;
}

/* The fewest of 15, 16 and 17 digits that read back to the same bits; the last
 * always does. */
static void append_number(struct text *t, const char *before, double x)
{
  char word[40];
  snprintf(word, sizeof word, "%.15g", x);
  for (int n = 16; n <= 17 && strtod(word, NULL) != x; n++)
    snprintf(word, sizeof word, "%.*g", n, x);
  append(t, before);
  append(t, word);
}

/* ---- [print] From frames to text ---- */
static void print_cell(struct text *t, const struct xyz_frame *f)
{
  append(t, " Lattice=\"");
  for (int k = 0; k < 9; k++)
    append_number(t, k ? " " : "", f->cell[k / 3][k % 3]);
  append(t, "\" pbc=\"");
  for (int a = 0; a < 3; a++) {
    append(t, a ? " " : "");
    append(t, f->periodic[a] ? "T" : "F");
  }
  append(t, "\"");
}

static void print_atom(struct text *t, const struct xyz *xyz, size_t i,
                       bool forces)
{
  append(t, xyz_symbol(xyz->number[i]));
  for (size_t a = 0; a < 3; a++)
    append_number(t, " ", xyz->position[3 * i + a]);
  for (size_t a = 0; a < 3 && forces; a++)
    append_number(t, " ", xyz->force[3 * i + a]);
  append(t, "\n");
}

static void print_frame(struct text *t, const struct xyz *xyz,
                        const struct xyz_frame *f)
{
  char count[24];
  snprintf(count, sizeof count, "%zu\n", f->atoms);
  append(t, count);
  append(t, "Properties=species:S:1:pos:R:3");
  append(t, f->has_forces ? ":forces:R:3" : "");
  if (f->has_energy)
    append_number(t, " energy=", f->energy);
  if (f->has_cell)
    print_cell(t, f);
  append(t, "\n");
  for (size_t i = f->first; i < f->first + f->atoms && !t->full; i++)
    print_atom(t, xyz, i, f->has_forces);
}

/* ---- [writable] What can be written ---- */
static bool all_finite(const double *x, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite(x[i]))
      return false;
  return true;
}

static enum xyz_status check_written(const struct xyz *xyz,
                                     const struct xyz_frame *f)
{
  if (!f->atoms)
    return XYZ_EMPTY;
  if (f->first > xyz->atoms || f->atoms > xyz->atoms - f->first)
    return XYZ_BAD_COUNT;
  for (size_t i = f->first; i < f->first + f->atoms; i++)
    if (!xyz_symbol(xyz->number[i]))
      return XYZ_BAD_ELEMENT;
  size_t first = 3 * f->first, n = 3 * f->atoms;
  if (!all_finite(xyz->position + first, n) ||
      (f->has_forces && !all_finite(xyz->force + first, n)) ||
      (f->has_energy && !isfinite(f->energy)) ||
      (f->has_cell && !all_finite(f->cell[0], 9)))
    return XYZ_NOT_FINITE;
  return xyz_is_periodic(f) && !f->has_cell ? XYZ_BAD_PBC : XYZ_OK;
}

enum xyz_status xyz_print(const struct xyz *xyz, char **text, size_t *n)
{
  struct text t = {0};
  struct point point;
  if (!text || !n || !xyz || !xyz->frame || !xyz->number || !xyz->position ||
      !xyz->force)
    return XYZ_NULL;
  *text = NULL;
  *n = 0;
  enum xyz_status status = xyz->frames ? XYZ_OK : XYZ_EMPTY;
  for (size_t k = 0; k < xyz->frames && !status; k++)
    status = check_written(xyz, &xyz->frame[k]);
  if (status)
    return status;
  if (!xyz_point_begin(&point))
    return XYZ_NO_MEMORY;
  for (size_t k = 0; k < xyz->frames && !t.full; k++)
    print_frame(&t, xyz, &xyz->frame[k]);
  xyz_point_end(&point);
  if (t.full) {
    free(t.at);
    return XYZ_NO_MEMORY;
  }
  *text = t.at;
  *n = t.n;
  return XYZ_OK;
}

enum xyz_status xyz_write(const char *path, const struct xyz *xyz)
{
  char *text = NULL;
  size_t n = 0;
  enum xyz_status status = path ? xyz_print(xyz, &text, &n) : XYZ_NULL;
  if (status)
    return status;
  FILE *file = fopen(path, "wb");
  bool good = file && fwrite(text, 1, n, file) == n;
  free(text);
  if (file && fclose(file) != 0)
    good = false;
  return good ? XYZ_OK : file ? XYZ_CANNOT_WRITE : XYZ_CANNOT_OPEN;
}
