/* xyz_comment.c: what the comment of a frame says of it.  See xyz_inside.h. */
#include "xyz_inside.h"

#include <math.h>
#include <string.h>

/* ---- [properties] Which column is what ---- */
static struct word cut_field(const char **at, const char *stop)
{
  struct word w = {*at, 0};
  while (*at < stop && **at != ':')
    ++*at;
  w.n = (size_t)(*at - w.at);
  *at += *at < stop;
  return w;
}

/* Makes *column the next one, if name, type and width are right. */
static bool place(size_t *column, size_t next, struct word type,
                  const char *types, size_t width, size_t wanted)
{
  if (*column != ABSENT || width != wanted || !xyz_is_one_of(type.at[0], types))
    return false;
  *column = next;
  return true;
}

static bool names_forces(const struct reader *r, struct word name)
{
  if (r->is->forces)
    return xyz_same(name, r->is->forces);
  return xyz_same(name, "forces") || xyz_same(name, "force");
}

static bool place_property(struct reader *r, struct word name, struct word type,
                           size_t width)
{
  struct columns *c = &r->columns;
  if (type.n != 1 || !xyz_is_one_of(type.at[0], "SRIL") || !width ||
      width > 10000)
    return false;
  if (xyz_same(name, "species") || xyz_same(name, "Z"))
    return c->species != ABSENT ||
           place(&c->species, c->count, type, "SI", width, 1);
  if (xyz_same(name, "pos") || xyz_same(name, "positions"))
    return place(&c->position, c->count, type, "R", width, 3);
  if (names_forces(r, name))
    return place(&c->force, c->count, type, "R", width, 3);
  return true;
}

static enum xyz_status read_properties(struct reader *r, struct word value)
{
  const char *at = value.at, *stop = value.at + value.n;
  r->columns = (struct columns){ABSENT, ABSENT, ABSENT, 0, true};
  while (at < stop) {
    struct word name = cut_field(&at, stop), type = cut_field(&at, stop),
                width = cut_field(&at, stop);
    size_t n = xyz_whole(width);
    if (!place_property(r, name, type, n))
      return xyz_fail(r, XYZ_BAD_PROPERTIES, name);
    r->columns.count += n;
  }
  if (r->columns.species == ABSENT || r->columns.position == ABSENT)
    return xyz_fail(r, XYZ_BAD_PROPERTIES, value);
  r->frame.has_forces = r->columns.force != ABSENT;
  return XYZ_OK;
}

/* ---- [cell] Lattice and pbc ---- */
static enum xyz_status read_lattice(struct reader *r, struct word value)
{
  const char *at = value.at, *stop = value.at + value.n;
  for (size_t k = 0; k < 9; k++) {
    struct word w = xyz_cut(&at, stop);
    double *x = &r->frame.cell[k / 3][k % 3];
    if (xyz_value(w, x) || !isfinite(*x *= r->length))
      return xyz_fail(r, XYZ_BAD_LATTICE, w.n ? w : value);
  }
  struct word more = xyz_cut(&at, stop);
  if (more.n)
    return xyz_fail(r, XYZ_BAD_LATTICE, more);
  r->frame.has_cell = true;
  return XYZ_OK;
}

static enum xyz_status read_pbc(struct reader *r, struct word value)
{
  const char *at = value.at, *stop = value.at + value.n;
  for (size_t a = 0; a < 3; a++) {
    struct word w = xyz_cut(&at, stop);
    bool yes = xyz_same(w, "T") || xyz_same(w, "True") || xyz_same(w, "1");
    if (!yes && !xyz_same(w, "F") && !xyz_same(w, "False") && !xyz_same(w, "0"))
      return xyz_fail(r, XYZ_BAD_PBC, w.n ? w : value);
    r->frame.periodic[a] = yes;
  }
  struct word more = xyz_cut(&at, stop);
  return more.n ? xyz_fail(r, XYZ_BAD_PBC, more) : XYZ_OK;
}

static enum xyz_status read_energy(struct reader *r, struct word value)
{
  r->frame.has_energy = true;
  return xyz_read_number(r, value, r->energy, &r->frame.energy);
}

/* ---- [comment] Keys and values ----
 *
 * Any word may stand in a comment; key=value is looked at, and of it only the
 * four keys that we know. */
static enum xyz_status take(struct reader *r, struct word key,
                            struct word value)
{
  static const struct {
    const char *name;
    enum key key;
    enum xyz_status (*read)(struct reader *r, struct word value);
  } known[] = {{"Properties", KEY_PROPERTIES, read_properties},
               {"Lattice", KEY_LATTICE, read_lattice},
               {"pbc", KEY_PBC, read_pbc},
               {NULL, KEY_ENERGY, read_energy}};
  const char *energy = r->is->energy ? r->is->energy : "energy";
  for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
    if (!xyz_same(key, known[k].name ? known[k].name : energy))
      continue;
    if (r->keys & known[k].key)
      return xyz_fail(r, XYZ_TWICE, key);
    r->keys |= known[k].key;
    return known[k].read(r, value);
  }
  return XYZ_OK;
}

/* What stands between *at and the quote or brace that closes it. */
static bool cut_quoted(const char **at, const char *stop, struct word *value)
{
  char close = **at == '{' ? '}' : **at;
  const char *end = memchr(*at + 1, close, (size_t)(stop - *at - 1));
  if (!end)
    return false;
  *value = (struct word){*at + 1, (size_t)(end - *at - 1)};
  *at = end + 1;
  return true;
}

static enum xyz_status read_keys(struct reader *r)
{
  enum xyz_status status = XYZ_OK;
  while (r->word < r->stop && !status) {
    struct word key = {r->word, 0}, value;
    while (r->word < r->stop && !xyz_is_blank(*r->word) && *r->word != '=')
      r->word++;
    key.n = (size_t)(r->word - key.at);
    if (r->word == r->stop || *r->word++ != '=')
      continue;
    if (r->word < r->stop && xyz_is_one_of(*r->word, "\"'{")) {
      if (!cut_quoted(&r->word, r->stop, &value))
        return xyz_fail(r, XYZ_BAD_QUOTE, key);
    } else {
      value.at = r->word;
      while (r->word < r->stop && !xyz_is_blank(*r->word))
        r->word++;
      value.n = (size_t)(r->word - value.at);
    }
    status = take(r, key, value);
  }
  return status;
}

/* ---- [qm9] Fifteen properties in the comment of QM9 ----
 *
 * gdb, a number, and A B C mu alpha homo lumo gap r2 zpve U0 U H G Cv, after
 * R. Ramakrishnan et al., Scientific Data 1, 140022 (2014), table 3. */
enum { QM9_PROPERTIES = 15, QM9_U0 = 10 };

static enum xyz_status read_qm9(struct reader *r)
{
  struct word tag = xyz_cut(&r->word, r->stop),
              index = xyz_cut(&r->word, r->stop);
  if (!xyz_same(tag, "gdb") || !xyz_whole(index))
    return xyz_fail(r, XYZ_BAD_QM9, tag);
  for (int k = 0; k < QM9_PROPERTIES; k++) {
    double x;
    struct word w = xyz_cut(&r->word, r->stop);
    if (xyz_value(w, &x))
      return xyz_fail(r, XYZ_BAD_QM9, w);
    if (k == QM9_U0)
      r->frame.energy = x * r->energy;
  }
  r->frame.has_energy = true;
  return isfinite(r->frame.energy) ? XYZ_OK : xyz_fail_line(r, XYZ_NOT_FINITE);
}

/* A comment of sGDML begins with the energy. */
static enum xyz_status read_leading_energy(struct reader *r)
{
  double x;
  struct word w = xyz_cut(&r->word, r->stop);
  if (xyz_value(w, &x) == XYZ_BAD_NUMBER)
    r->word = r->line;
  else {
    r->keys |= KEY_ENERGY;
    return read_energy(r, w);
  }
  return XYZ_OK;
}

/* ---- [wanted] Does the frame have what the caller wants? ---- */
static enum xyz_status check_frame(struct reader *r)
{
  struct xyz_frame *f = &r->frame;
  for (size_t a = 0; a < 3 && f->has_cell && !(r->keys & KEY_PBC); a++)
    f->periodic[a] = true;
  if (xyz_is_periodic(f) && !f->has_cell)
    return xyz_fail_line(r, XYZ_BAD_PBC);
  if (xyz_is_periodic(f) && !r->is->use_cell)
    return xyz_fail_line(r, XYZ_PERIODIC);
  if (r->is->need_energy && !f->has_energy)
    return xyz_fail_line(r, XYZ_NO_ENERGY);
  if (r->is->need_forces && !f->has_forces)
    return xyz_fail_line(r, XYZ_NO_FORCES);
  return XYZ_OK;
}

enum xyz_status xyz_read_comment(struct reader *r)
{
  enum xyz_status status = XYZ_OK;
  bool follow = r->is->dialect == XYZ_FORCES_FOLLOW;
  r->keys = 0;
  r->columns = (struct columns){0, 1, ABSENT, 4, false};
  if (r->is->dialect == XYZ_QM9)
    status = read_qm9(r);
  else if (follow)
    status = read_leading_energy(r);
  if (!status && r->is->dialect != XYZ_QM9)
    status = read_keys(r);
  if (!status && follow && !(r->keys & KEY_PROPERTIES)) {
    r->columns = (struct columns){0, 1, 4, 7, false};
    r->frame.has_forces = true;
  }
  return status ? status : check_frame(r);
}
