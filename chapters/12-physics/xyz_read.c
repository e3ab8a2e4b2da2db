/* xyz_read.c: from files and text to frames.  See xyz.h. */
#include "xyz_inside.h"

#include "memory.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [lines] One line after the other ---- */
static bool next_line(struct reader *r)
{
  bool some = r->at < r->end;
  const char *newline =
      some ? memchr(r->at, '\n', (size_t)(r->end - r->at)) : NULL;
  r->line = r->word = r->at;
  r->stop = newline ? newline : r->end;
  r->at = newline ? newline + 1 : r->end;
  if (r->stop > r->line && r->stop[-1] == '\r')
    r->stop--;
  r->number++;
  return some;
}

/* Blank lines behind the last frame are none of our business. */
static bool at_the_end(const struct reader *r)
{
  for (const char *c = r->at; c < r->end; c++)
    if (!xyz_is_blank(*c) && *c != '\r' && *c != '\n')
      return false;
  return true;
}

/* ---- [fail] Where it happened, and what stands there ---- */
enum xyz_status xyz_fail(struct reader *r, enum xyz_status status,
                         struct word w)
{
  struct xyz_error *e = r->error;
  size_t n = w.n < sizeof e->found - 1 ? w.n : sizeof e->found - 1;
  *e = (struct xyz_error){.status = status,
                          .line = r->number,
                          .column = (size_t)(w.at - r->line) + 1};
  for (size_t i = 0; i < n; i++)
    e->found[i] = w.at[i] > ' ' && w.at[i] < 127 ? w.at[i] : '?';
  return status;
}

enum xyz_status xyz_fail_line(struct reader *r, enum xyz_status status)
{
  return xyz_fail(r, status, (struct word){r->line, 0});
}

enum xyz_status xyz_read_number(struct reader *r, struct word w, double unit,
                                double *x)
{
  enum xyz_status status = xyz_value(w, x);
  if (!status && !isfinite(*x *= unit))
    status = XYZ_NOT_FINITE;
  return status ? xyz_fail(r, status, w) : XYZ_OK;
}

/* ---- [atom] One line of an atom ---- */
static enum xyz_status read_element(struct reader *r, struct word w, size_t i)
{
  size_t z = xyz_whole(w);
  int number = z && z <= ELEMENTS ? (int)z : xyz_element(w);
  if (!number)
    return xyz_fail(r, XYZ_BAD_ELEMENT, w);
  if (r->out->number)
    r->out->number[i] = (unsigned char)number;
  return XYZ_OK;
}

static enum xyz_status read_column(struct reader *r, struct word w, size_t k,
                                   size_t i)
{
  const struct columns *c = &r->columns;
  double x = 0;
  if (k == c->species)
    return read_element(r, w, i);
  if (k - c->position < 3) { /* unsigned: also false before the first */
    enum xyz_status status = xyz_read_number(r, w, r->length, &x);
    if (r->out->position)
      r->out->position[3 * i + k - c->position] = x;
    return status;
  }
  if (c->force != ABSENT && k - c->force < 3) {
    enum xyz_status status = xyz_read_number(r, w, r->energy / r->length, &x);
    if (r->out->force)
      r->out->force[3 * i + k - c->force] = x;
    return status;
  }
  return XYZ_OK;
}

static enum xyz_status read_atom(struct reader *r, size_t i)
{
  for (size_t k = 0; k < r->columns.count; k++) {
    struct word w = xyz_cut(&r->word, r->stop);
    if (!w.n)
      return xyz_fail(r, XYZ_MISSING, w);
    enum xyz_status status = read_column(r, w, k, i);
    if (status)
      return status;
  }
  struct word more = xyz_cut(&r->word, r->stop);
  return r->columns.said && more.n ? xyz_fail(r, XYZ_TOO_MANY, more) : XYZ_OK;
}

/* ---- [frame] One frame, then all of them ---- */
enum { QM9_LINES = 3 }; /* behind the atoms: frequencies, two names */

static enum xyz_status read_frame(struct reader *r)
{
  next_line(r);
  struct word w = xyz_cut(&r->word, r->stop);
  r->frame = (struct xyz_frame){.first = r->out->atoms, .atoms = xyz_whole(w)};
  if (!r->frame.atoms)
    return xyz_fail(r, XYZ_BAD_COUNT, w);
  w = xyz_cut(&r->word, r->stop);
  if (w.n)
    return xyz_fail(r, XYZ_BAD_COUNT, w);
  if (!next_line(r))
    return xyz_fail_line(r, XYZ_ENDS_EARLY);
  enum xyz_status status = xyz_read_comment(r);
  for (size_t i = 0; i < r->frame.atoms && !status; i++)
    status = next_line(r) ? read_atom(r, r->out->atoms + i)
                          : xyz_fail_line(r, XYZ_ENDS_EARLY);
  for (int k = 0; k < QM9_LINES && r->is->dialect == XYZ_QM9 && !status; k++)
    status = next_line(r) ? XYZ_OK : xyz_fail_line(r, XYZ_ENDS_EARLY);
  if (status)
    return status;
  if (r->out->frame)
    r->out->frame[r->out->frames] = r->frame;
  r->out->frames++;
  r->out->atoms += r->frame.atoms;
  return XYZ_OK;
}

static enum xyz_status walk(const char *text, size_t n, struct reader *r)
{
  enum xyz_status status = XYZ_OK;
  r->at = text;
  r->end = text + n;
  r->number = 0;
  r->out->frames = r->out->atoms = 0;
  while (!status && !at_the_end(r))
    status = read_frame(r);
  if (!status && !r->out->frames) {
    r->number = 1;
    r->line = text;
    status = xyz_fail_line(r, XYZ_EMPTY);
  }
  return status;
}

/* ---- [parse] Count, take memory, fill ---- */
static bool take_memory(struct xyz *out)
{
  out->frame = memory_array(out->frames, sizeof *out->frame);
  out->number = memory_array(out->atoms, sizeof *out->number);
  out->position = memory_array(out->atoms, 3 * sizeof *out->position);
  out->force = memory_array(out->atoms, 3 * sizeof *out->force);
  return out->frame && out->number && out->position && out->force;
}

static enum xyz_status walk_twice(const char *text, size_t n, struct reader *r)
{
  struct point point;
  if (!xyz_point_begin(&point))
    return XYZ_NO_MEMORY;
  enum xyz_status status = walk(text, n, r);
  if (!status)
    status = take_memory(r->out) ? walk(text, n, r) : XYZ_NO_MEMORY;
  xyz_point_end(&point);
  return status;
}

/* CODATA 2018: one Bohr in Angstrom, one Hartree in eV; a thermochemical
 * calorie is 4.184 J, and a mole and the charge of an electron are exact. */
#define BOHR    0.529177210903
#define HARTREE 27.211386245988
#define KCAL    (4184 / (6.02214076e23 * 1.602176634e-19))

static void set_units(struct reader *r)
{
  static const double length[] = {1, 1, BOHR, 1},
                      energy[] = {1, HARTREE, HARTREE, KCAL};
  enum xyz_units units =
      r->is->dialect == XYZ_QM9 ? XYZ_HARTREE_ANGSTROM : r->is->units;
  r->length = length[units];
  r->energy = energy[units];
}

static bool good_options(const struct xyz_options *is)
{
  return (unsigned)is->units <= XYZ_KCAL_ANGSTROM &&
         (unsigned)is->dialect <= XYZ_QM9;
}

enum xyz_status xyz_parse(const char *text, size_t n,
                          const struct xyz_options *options, struct xyz *out,
                          struct xyz_error *error)
{
  static const struct xyz_options usual = {0};
  struct xyz_error mine = {0}, *e = error ? error : &mine;
  struct reader r = {.is = options ? options : &usual, .out = out, .error = e};
  *e = (struct xyz_error){0};
  if (out)
    *out = (struct xyz){0};
  enum xyz_status status = XYZ_OK;
  if (!out || (n && !text))
    status = XYZ_NULL;
  else if (!good_options(r.is))
    status = XYZ_BAD_OPTION;
  else {
    set_units(&r);
    status = walk_twice(n ? text : "", n, &r);
  }
  if (status && out)
    xyz_free(out);
  e->status = status;
  return status;
}

/* ---- [read] A whole file into memory ---- */
static enum xyz_status read_all(FILE *file, char **text, size_t *n)
{
  size_t room = 0;
  for (*text = NULL, *n = 0;;) {
    if (*n == room) {
      if (room > SIZE_MAX / 4)
        return XYZ_TOO_LARGE;
      room = room ? 2 * room : 1 << 12;
      char *more = realloc(*text, room);
      if (!more)
        return XYZ_NO_MEMORY;
      *text = more;
    }
    size_t got = fread(*text + *n, 1, room - *n, file);
    *n += got;
    if (got == 0)
      return ferror(file) ? XYZ_CANNOT_READ : XYZ_OK;
  }
}

enum xyz_status xyz_read(const char *path, const struct xyz_options *options,
                         struct xyz *out, struct xyz_error *error)
{
  char *text = NULL;
  size_t n = 0;
  FILE *file = path && out ? fopen(path, "rb") : NULL;
  enum xyz_status status = !path || !out ? XYZ_NULL
                           : file        ? read_all(file, &text, &n)
                                         : XYZ_CANNOT_OPEN;
  if (file)
    fclose(file);
  if (out)
    *out = (struct xyz){0};
  if (error)
    *error = (struct xyz_error){.status = status};
  if (!status)
    status = xyz_parse(text, n, options, out, error);
  free(text);
  return status;
}
