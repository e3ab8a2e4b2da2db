/* xyz.c: atoms with energies and forces, from XYZ files and to them.
 * See xyz.h. */
#define _POSIX_C_SOURCE 200809L
#include "xyz.h"

#include "memory.h"

#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [messages] What is wrong, what was expected, what to do ---- */
const char *xyz_message(enum xyz_status status)
{
  switch (status) {
  case XYZ_OK:
    return "no error";
  case XYZ_NULL:
    return "a pointer is null";
  case XYZ_BAD_OPTION:
    return "an option has a value that does not exist";
  case XYZ_CANNOT_OPEN:
    return "the file cannot be opened";
  case XYZ_CANNOT_READ:
    return "the file cannot be read";
  case XYZ_CANNOT_WRITE:
    return "the file cannot be written";
  case XYZ_EMPTY:
    return "no frame, or one without atoms: expected a number of atoms, a "
           "comment and a line for each atom";
  case XYZ_BAD_COUNT:
    return "expected the number of atoms, a whole number from 1 on, alone on "
           "its line";
  case XYZ_ENDS_EARLY:
    return "the file ends within a frame: expected a line for each of its "
           "atoms; is it cut off, or is the number of atoms too large?";
  case XYZ_BAD_ELEMENT:
    return "expected an element: a symbol such as C or Cl, or an atomic number "
           "from 1 to 118";
  case XYZ_BAD_NUMBER:
    return "expected a number such as -1.5, 2e-3, 2.0D-3 or 2*^-3";
  case XYZ_NOT_FINITE:
    return "expected a finite number: leave this frame out, or ask the program "
           "that wrote it why";
  case XYZ_MISSING:
    return "expected one more column: species, x, y, z, or what Properties "
           "says";
  case XYZ_TOO_MANY:
    return "expected the end of the line: Properties does not name this column";
  case XYZ_BAD_QUOTE:
    return "expected a closing quote or brace before the end of the comment";
  case XYZ_BAD_PROPERTIES:
    return "expected name:type:columns for every property, with pos:R:3, and "
           "species:S:1 or Z:I:1, and forces with R:3";
  case XYZ_BAD_LATTICE:
    return "expected nine numbers in quotes, three for each vector of the cell";
  case XYZ_BAD_PBC:
    return "expected three of T or F in quotes, and a Lattice where one is T";
  case XYZ_TWICE:
    return "expected each key once: leave out the one that is wrong";
  case XYZ_BAD_QM9:
    return "expected a comment of QM9: gdb, a number, and 15 properties";
  case XYZ_PERIODIC:
    return "this frame is periodic: read it with use_cell, or write pbc=\"F F "
           "F\" if it is a molecule in a box";
  case XYZ_NO_ENERGY:
    return "expected an energy: is it under another key? the option `energy` "
           "names it";
  case XYZ_NO_FORCES:
    return "expected forces: are they under another name? the option `forces` "
           "names them";
  case XYZ_TOO_LARGE:
    return "more memory than can be addressed";
  case XYZ_NO_MEMORY:
    return "out of memory";
  }
  return "unknown status";
}

char *xyz_describe(const struct xyz_error *error, char *text, size_t n)
{
  if (!error || !text || !n)
    return NULL;
  const char *message = xyz_message(error->status);
  if (!error->line)
    snprintf(text, n, "%s", message);
  else if (error->found[0])
    snprintf(text, n, "line %zu, column %zu, at \"%s\": %s", error->line,
             error->column, error->found, message);
  else
    snprintf(text, n, "line %zu, column %zu: %s", error->line, error->column,
             message);
  return text;
}

/* ---- [elements] Names and numbers of the elements ---- */
enum { ELEMENTS = 118 };

static const char SYMBOLS[][3] = {
    "H",  "He", "Li", "Be", "B",  "C",  "N",  "O",  "F",  "Ne", "Na", "Mg",
    "Al", "Si", "P",  "S",  "Cl", "Ar", "K",  "Ca", "Sc", "Ti", "V",  "Cr",
    "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As", "Se", "Br", "Kr",
    "Rb", "Sr", "Y",  "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd",
    "In", "Sn", "Sb", "Te", "I",  "Xe", "Cs", "Ba", "La", "Ce", "Pr", "Nd",
    "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Hf",
    "Ta", "W",  "Re", "Os", "Ir", "Pt", "Au", "Hg", "Tl", "Pb", "Bi", "Po",
    "At", "Rn", "Fr", "Ra", "Ac", "Th", "Pa", "U",  "Np", "Pu", "Am", "Cm",
    "Bk", "Cf", "Es", "Fm", "Md", "No", "Lr", "Rf", "Db", "Sg", "Bh", "Hs",
    "Mt", "Ds", "Rg", "Cn", "Nh", "Fl", "Mc", "Lv", "Ts", "Og"};

/* Of ASCII alone: what the locale thinks of letters does not matter here. */
static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Unlike strchr not true of the byte 0. */
static bool is_one_of(char c, const char *list)
{
  return c && strchr(list, c);
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

struct word {
  const char *at;
  size_t n;
};

static bool same(struct word word, const char *text)
{
  size_t i = 0;
  while (i < word.n && text[i] && lower(word.at[i]) == lower(text[i]))
    i++;
  return i == word.n && !text[i];
}

static int element_of(struct word word)
{
  for (int z = 1; z <= ELEMENTS; z++)
    if (same(word, SYMBOLS[z - 1]))
      return z;
  return 0;
}

int xyz_number(const char *symbol)
{
  return symbol ? element_of((struct word){symbol, strlen(symbol)}) : 0;
}

const char *xyz_symbol(int number)
{
  return number >= 1 && number <= ELEMENTS ? SYMBOLS[number - 1] : NULL;
}

/* ---- [pieces] What a number is made of ---- */
enum { LONGEST = 100 };

static size_t digits(struct word w, size_t from)
{
  size_t n = 0;
  while (from + n < w.n && is_digit(w.at[from + n]))
    n++;
  return n;
}

static size_t sign(struct word w, size_t at)
{
  return at < w.n && (w.at[at] == '-' || w.at[at] == '+');
}

/* How many bytes mark an exponent; 0 for none. */
static size_t exponent_mark(struct word w, size_t at)
{
  if (at < w.n && (lower(w.at[at]) == 'e' || lower(w.at[at]) == 'd'))
    return 1;
  return at + 1 < w.n && w.at[at] == '*' && w.at[at + 1] == '^' ? 2 : 0;
}

/* ---- [number] A number, however it is written ----
 *
 *   [sign] digits [. digits] [mark [sign] digits],  mark = e E d D or *^
 *
 * It is copied in the way of C; what C makes of it is correctly rounded.  The
 * caller has seen to it that the point is a point. */
static bool in_the_way_of_c(struct word w, char *to)
{
  size_t i = sign(w, 0), whole = digits(w, i), rest = 0, mark;
  i += whole;
  if (i < w.n && w.at[i] == '.') {
    rest = digits(w, i + 1);
    i += 1 + rest;
  }
  if (whole + rest == 0 || w.n >= LONGEST)
    return false;
  memcpy(to, w.at, i);
  to[i] = 0;
  if (i == w.n)
    return true;
  mark = exponent_mark(w, i);
  size_t power = i + mark, first = power + sign(w, power);
  if (!mark || !digits(w, first) || first + digits(w, first) != w.n)
    return false;
  to[i] = 'e';
  memcpy(to + i + 1, w.at + power, w.n - power);
  to[i + 1 + w.n - power] = 0;
  return true;
}

/* ---- [value] And its value ---- */
static bool names_no_number(struct word w)
{
  size_t s = sign(w, 0);
  struct word rest = {w.at + s, w.n - s};
  return same(rest, "nan") || same(rest, "inf") || same(rest, "infinity");
}

static enum xyz_status number_of(struct word w, double *x)
{
  char text[LONGEST + 1];
  if (names_no_number(w))
    return XYZ_NOT_FINITE;
  if (!in_the_way_of_c(w, text))
    return XYZ_BAD_NUMBER;
  *x = strtod(text, NULL); /* perhaps infinite: who has a unit asks */
  return XYZ_OK;
}

/* A whole number from 1 on, of at most 15 digits; 0 for anything else. */
static size_t whole_of(struct word w)
{
  size_t n = 0;
  if (w.n == 0 || w.n > 15 || digits(w, 0) != w.n)
    return 0;
  for (size_t i = 0; i < w.n; i++)
    n = 10 * n + (size_t)(w.at[i] - '0');
  return n;
}

/* ---- [point] Numbers with a point, whatever the locale ---- */
struct point {
  locale_t c, before;
};

static bool point_begin(struct point *p)
{
  p->c = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
  if (!p->c)
    return false;
  p->before = uselocale(p->c);
  return true;
}

static void point_end(struct point *p)
{
  uselocale(p->before);
  freelocale(p->c);
}

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

static bool is_blank(char c)
{
  return c == ' ' || c == '\t';
}

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

/* The next word before stop, or one of no bytes at stop. */
static struct word cut_word(const char **at, const char *stop)
{
  while (*at < stop && is_blank(**at))
    ++*at;
  struct word w = {*at, 0};
  while (*at < stop && !is_blank(**at))
    ++*at;
  w.n = (size_t)(*at - w.at);
  return w;
}

/* Blank lines behind the last frame are none of our business. */
static bool at_the_end(const struct reader *r)
{
  for (const char *c = r->at; c < r->end; c++)
    if (!is_blank(*c) && *c != '\r' && *c != '\n')
      return false;
  return true;
}

/* ---- [fail] Where it happened, and what stands there ---- */
static enum xyz_status fail(struct reader *r, enum xyz_status status,
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

static enum xyz_status fail_line(struct reader *r, enum xyz_status status)
{
  return fail(r, status, (struct word){r->line, 0});
}

static enum xyz_status read_number(struct reader *r, struct word w, double unit,
                                   double *x)
{
  enum xyz_status status = number_of(w, x);
  if (!status && !isfinite(*x *= unit))
    status = XYZ_NOT_FINITE;
  return status ? fail(r, status, w) : XYZ_OK;
}

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
  if (*column != ABSENT || width != wanted || !is_one_of(type.at[0], types))
    return false;
  *column = next;
  return true;
}

static bool names_forces(const struct reader *r, struct word name)
{
  if (r->is->forces)
    return same(name, r->is->forces);
  return same(name, "forces") || same(name, "force");
}

static bool place_property(struct reader *r, struct word name, struct word type,
                           size_t width)
{
  struct columns *c = &r->columns;
  if (type.n != 1 || !is_one_of(type.at[0], "SRIL") || !width || width > 10000)
    return false;
  if (same(name, "species") || same(name, "Z"))
    return c->species != ABSENT ||
           place(&c->species, c->count, type, "SI", width, 1);
  if (same(name, "pos") || same(name, "positions"))
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
    size_t n = whole_of(width);
    if (!place_property(r, name, type, n))
      return fail(r, XYZ_BAD_PROPERTIES, name);
    r->columns.count += n;
  }
  if (r->columns.species == ABSENT || r->columns.position == ABSENT)
    return fail(r, XYZ_BAD_PROPERTIES, value);
  r->frame.has_forces = r->columns.force != ABSENT;
  return XYZ_OK;
}

/* ---- [cell] Lattice and pbc ---- */
static enum xyz_status read_lattice(struct reader *r, struct word value)
{
  const char *at = value.at, *stop = value.at + value.n;
  for (size_t k = 0; k < 9; k++) {
    struct word w = cut_word(&at, stop);
    double *x = &r->frame.cell[k / 3][k % 3];
    if (number_of(w, x) || !isfinite(*x *= r->length))
      return fail(r, XYZ_BAD_LATTICE, w.n ? w : value);
  }
  struct word more = cut_word(&at, stop);
  if (more.n)
    return fail(r, XYZ_BAD_LATTICE, more);
  r->frame.has_cell = true;
  return XYZ_OK;
}

static enum xyz_status read_pbc(struct reader *r, struct word value)
{
  const char *at = value.at, *stop = value.at + value.n;
  for (size_t a = 0; a < 3; a++) {
    struct word w = cut_word(&at, stop);
    bool yes = same(w, "T") || same(w, "True") || same(w, "1");
    if (!yes && !same(w, "F") && !same(w, "False") && !same(w, "0"))
      return fail(r, XYZ_BAD_PBC, w.n ? w : value);
    r->frame.periodic[a] = yes;
  }
  struct word more = cut_word(&at, stop);
  return more.n ? fail(r, XYZ_BAD_PBC, more) : XYZ_OK;
}

static enum xyz_status read_energy(struct reader *r, struct word value)
{
  r->frame.has_energy = true;
  return read_number(r, value, r->energy, &r->frame.energy);
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
    if (!same(key, known[k].name ? known[k].name : energy))
      continue;
    if (r->keys & known[k].key)
      return fail(r, XYZ_TWICE, key);
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
    while (r->word < r->stop && !is_blank(*r->word) && *r->word != '=')
      r->word++;
    key.n = (size_t)(r->word - key.at);
    if (r->word == r->stop || *r->word++ != '=')
      continue;
    if (r->word < r->stop && is_one_of(*r->word, "\"'{")) {
      if (!cut_quoted(&r->word, r->stop, &value))
        return fail(r, XYZ_BAD_QUOTE, key);
    } else {
      value.at = r->word;
      while (r->word < r->stop && !is_blank(*r->word))
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
enum { QM9_PROPERTIES = 15, QM9_U0 = 10, QM9_LINES = 3 };

static enum xyz_status read_qm9(struct reader *r)
{
  struct word tag = cut_word(&r->word, r->stop),
              index = cut_word(&r->word, r->stop);
  if (!same(tag, "gdb") || !whole_of(index))
    return fail(r, XYZ_BAD_QM9, tag);
  for (int k = 0; k < QM9_PROPERTIES; k++) {
    double x;
    struct word w = cut_word(&r->word, r->stop);
    if (number_of(w, &x))
      return fail(r, XYZ_BAD_QM9, w);
    if (k == QM9_U0)
      r->frame.energy = x * r->energy;
  }
  r->frame.has_energy = true;
  return isfinite(r->frame.energy) ? XYZ_OK : fail_line(r, XYZ_NOT_FINITE);
}

/* A comment of sGDML begins with the energy. */
static enum xyz_status read_leading_energy(struct reader *r)
{
  double x;
  struct word w = cut_word(&r->word, r->stop);
  if (number_of(w, &x) == XYZ_BAD_NUMBER)
    r->word = r->line;
  else {
    r->keys |= KEY_ENERGY;
    return read_energy(r, w);
  }
  return XYZ_OK;
}

/* ---- [wanted] Does the frame have what the caller wants? ---- */
static bool is_periodic(const struct xyz_frame *f)
{
  return f->periodic[0] || f->periodic[1] || f->periodic[2];
}

static enum xyz_status check_frame(struct reader *r)
{
  struct xyz_frame *f = &r->frame;
  for (size_t a = 0; a < 3 && f->has_cell && !(r->keys & KEY_PBC); a++)
    f->periodic[a] = true;
  if (is_periodic(f) && !f->has_cell)
    return fail_line(r, XYZ_BAD_PBC);
  if (is_periodic(f) && !r->is->use_cell)
    return fail_line(r, XYZ_PERIODIC);
  if (r->is->need_energy && !f->has_energy)
    return fail_line(r, XYZ_NO_ENERGY);
  if (r->is->need_forces && !f->has_forces)
    return fail_line(r, XYZ_NO_FORCES);
  return XYZ_OK;
}

static enum xyz_status read_comment(struct reader *r)
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

/* ---- [atom] One line of an atom ---- */
static enum xyz_status read_element(struct reader *r, struct word w, size_t i)
{
  size_t z = whole_of(w);
  int number = z && z <= ELEMENTS ? (int)z : element_of(w);
  if (!number)
    return fail(r, XYZ_BAD_ELEMENT, w);
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
    enum xyz_status status = read_number(r, w, r->length, &x);
    if (r->out->position)
      r->out->position[3 * i + k - c->position] = x;
    return status;
  }
  if (c->force != ABSENT && k - c->force < 3) {
    enum xyz_status status = read_number(r, w, r->energy / r->length, &x);
    if (r->out->force)
      r->out->force[3 * i + k - c->force] = x;
    return status;
  }
  return XYZ_OK;
}

static enum xyz_status read_atom(struct reader *r, size_t i)
{
  for (size_t k = 0; k < r->columns.count; k++) {
    struct word w = cut_word(&r->word, r->stop);
    if (!w.n)
      return fail(r, XYZ_MISSING, w);
    enum xyz_status status = read_column(r, w, k, i);
    if (status)
      return status;
  }
  struct word more = cut_word(&r->word, r->stop);
  return r->columns.said && more.n ? fail(r, XYZ_TOO_MANY, more) : XYZ_OK;
}

/* ---- [frame] One frame, then all of them ---- */
static enum xyz_status read_frame(struct reader *r)
{
  next_line(r);
  struct word w = cut_word(&r->word, r->stop);
  r->frame = (struct xyz_frame){.first = r->out->atoms, .atoms = whole_of(w)};
  if (!r->frame.atoms)
    return fail(r, XYZ_BAD_COUNT, w);
  w = cut_word(&r->word, r->stop);
  if (w.n)
    return fail(r, XYZ_BAD_COUNT, w);
  if (!next_line(r))
    return fail_line(r, XYZ_ENDS_EARLY);
  enum xyz_status status = read_comment(r);
  for (size_t i = 0; i < r->frame.atoms && !status; i++)
    status = next_line(r) ? read_atom(r, r->out->atoms + i)
                          : fail_line(r, XYZ_ENDS_EARLY);
  for (int k = 0; k < QM9_LINES && r->is->dialect == XYZ_QM9 && !status; k++)
    status = next_line(r) ? XYZ_OK : fail_line(r, XYZ_ENDS_EARLY);
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
    status = fail_line(r, XYZ_EMPTY);
  }
  return status;
}

/* ---- [parse] Count, take memory, fill ---- */
void xyz_free(struct xyz *xyz)
{
  if (!xyz)
    return;
  free(xyz->frame);
  free(xyz->number);
  free(xyz->position);
  free(xyz->force);
  *xyz = (struct xyz){0};
}

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
  if (!point_begin(&point))
    return XYZ_NO_MEMORY;
  enum xyz_status status = walk(text, n, r);
  if (!status)
    status = take_memory(r->out) ? walk(text, n, r) : XYZ_NO_MEMORY;
  point_end(&point);
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
  return is_periodic(f) && !f->has_cell ? XYZ_BAD_PBC : XYZ_OK;
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
  if (!point_begin(&point))
    return XYZ_NO_MEMORY;
  for (size_t k = 0; k < xyz->frames && !t.full; k++)
    print_frame(&t, xyz, &xyz->frame[k]);
  point_end(&point);
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
