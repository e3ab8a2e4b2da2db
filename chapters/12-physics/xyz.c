/* xyz.c: atoms with energies and forces: what can be wrong, the elements, and
 * what a frame is.  Reading is in xyz_read.c, xyz_comment.c and xyz_words.c,
 * writing in xyz_write.c.  See xyz.h. */
#include "xyz_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [messages] What is wrong, what was expected, what to do ---- */
static const char *const MESSAGE[] = {
    [XYZ_OK] = "no error",
    [XYZ_NULL] = "a pointer is null",
    [XYZ_BAD_OPTION] = "an option has a value that does not exist",
    [XYZ_CANNOT_OPEN] = "the file cannot be opened",
    [XYZ_CANNOT_READ] = "the file cannot be read",
    [XYZ_CANNOT_WRITE] = "the file cannot be written",
    [XYZ_EMPTY] =
        "no frame, or one without atoms: expected a number of atoms, a "
        "comment and a line for each atom",
    [XYZ_BAD_COUNT] =
        "expected the number of atoms, a whole number from 1 on, alone on "
        "its line",
    [XYZ_ENDS_EARLY] =
        "the file ends within a frame: expected a line for each of its "
        "atoms; is it cut off, or is the number of atoms too large?",
    [XYZ_BAD_ELEMENT] =
        "expected an element: a symbol such as C or Cl, or an atomic number "
        "from 1 to 118",
    [XYZ_BAD_NUMBER] = "expected a number such as -1.5, 2e-3, 2.0D-3 or 2*^-3",
    [XYZ_NOT_FINITE] =
        "expected a finite number: leave this frame out, or ask the program "
        "that wrote it why",
    [XYZ_MISSING] =
        "expected one more column: species, x, y, z, or what Properties "
        "says",
    [XYZ_TOO_MANY] =
        "expected the end of the line: Properties does not name this column",
    [XYZ_BAD_QUOTE] =
        "expected a closing quote or brace before the end of the comment",
    [XYZ_BAD_PROPERTIES] =
        "expected name:type:columns for every property, with pos:R:3, and "
        "species:S:1 or Z:I:1, and forces with R:3",
    [XYZ_BAD_LATTICE] =
        "expected nine numbers in quotes, three for each vector of the cell",
    [XYZ_BAD_PBC] =
        "expected three of T or F in quotes, and a Lattice where one is T",
    [XYZ_TWICE] = "expected each key once: leave out the one that is wrong",
    [XYZ_BAD_QM9] =
        "expected a comment of QM9: gdb, a number, and 15 properties",
    [XYZ_PERIODIC] =
        "this frame is periodic: read it with use_cell, or write pbc=\"F F "
        "F\" if it is a molecule in a box",
    [XYZ_NO_ENERGY] =
        "expected an energy: is it under another key? the option `energy` "
        "names it",
    [XYZ_NO_FORCES] =
        "expected forces: are they under another name? the option `forces` "
        "names them",
    [XYZ_TOO_LARGE] = "more memory than can be addressed",
    [XYZ_NO_MEMORY] = "out of memory",
};

enum { MESSAGES = sizeof MESSAGE / sizeof *MESSAGE };
_Static_assert(MESSAGES == XYZ_NO_MEMORY + 1, "a message for each status");

const char *xyz_message(enum xyz_status status)
{
  return (unsigned)status < MESSAGES ? MESSAGE[status] : "unknown status";
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

int xyz_element(struct word word)
{
  for (int z = 1; z <= ELEMENTS; z++)
    if (xyz_same(word, SYMBOLS[z - 1]))
      return z;
  return 0;
}

int xyz_number(const char *symbol)
{
  return symbol ? xyz_element((struct word){symbol, strlen(symbol)}) : 0;
}

const char *xyz_symbol(int number)
{
  return number >= 1 && number <= ELEMENTS ? SYMBOLS[number - 1] : NULL;
}

/* ---- [frames] What is asked of a frame, and what is given back ---- */
bool xyz_is_periodic(const struct xyz_frame *f)
{
  return f->periodic[0] || f->periodic[1] || f->periodic[2];
}

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
