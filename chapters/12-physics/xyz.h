/* xyz.h: atoms with energies and forces, from XYZ files and to them.
 *
 *   xyz_read      all frames of a file
 *   xyz_parse     the same of text in memory
 *   xyz_free      release them
 *   xyz_write     extended XYZ that reads back bit for bit
 *   xyz_print     the same, as text in memory
 *   xyz_number    the atomic number of a symbol
 *   xyz_symbol    and back
 *   xyz_message   a status in words
 *   xyz_describe  an error in a sentence: line, column, what was found there,
 *                 what was expected, and what to do
 *
 * In memory lengths are in Angstrom, energies in eV and forces in eV/Angstrom,
 * whatever the file has.  Numbers have a point, whatever the locale.
 */
#ifndef TFN_XYZ_H
#define TFN_XYZ_H

#include "api.h"

#include <stdbool.h>
#include <stddef.h>

API_BEGIN

/* ---- [frames] What a file holds ----
 *
 * The atoms of all frames stand one after the other. */
struct xyz_frame {
  size_t first, atoms; /* its atoms are first .. first + atoms - 1 */
  bool has_energy, has_forces, has_cell;
  bool periodic[3];  /* along which vectors of the cell it repeats */
  double energy;     /* eV; 0 when the frame has none */
  double cell[3][3]; /* Angstrom, a row for each vector */
};

struct xyz {
  size_t frames, atoms;
  struct xyz_frame *frame; /* (frames) */
  unsigned char *number;   /* (atoms), atomic numbers 1..118 */
  double *position;        /* (atoms, 3), Angstrom */
  double *force;           /* (atoms, 3), eV/Angstrom; 0 where there is none */
};

/* ---- [options] What the caller knows about the file ----
 *
 * A file of XYZ does not say its units, nor what its columns are unless it has
 * `Properties`: the caller says it.  All zero means what most programs write:
 * eV and Angstrom, extended XYZ or plain, no periodic cell. */
enum xyz_units {
  XYZ_EV_ANGSTROM = 0,
  XYZ_HARTREE_ANGSTROM, /* forces in Hartree/Angstrom */
  XYZ_HARTREE_BOHR,     /* forces in Hartree/Bohr */
  XYZ_KCAL_ANGSTROM     /* kcal/mol, and kcal/mol/Angstrom */
};

enum xyz_dialect {
  XYZ_USUAL = 0,
  XYZ_FORCES_FOLLOW, /* without Properties: three forces after x y z, and a
                        comment that begins with a number begins with the
                        energy (the files of sGDML) */
  XYZ_QM9            /* the files of QM9: 15 properties after "gdb N", the
                        energy at 0 K (U0) among them; three lines follow */
};

struct xyz_options {
  enum xyz_units units;
  enum xyz_dialect dialect;
  bool use_cell;      /* periodic frames are wanted; else they are refused */
  bool need_energy;   /* a frame without energy is refused */
  bool need_forces;   /* likewise */
  const char *energy; /* key of the energy; NULL: "energy" */
  const char *forces; /* name of the forces in Properties; NULL: "forces" or
                            "force" */
};

/* ---- [errors] What can be wrong, and where ---- */
enum xyz_status {
  XYZ_OK = 0,
  XYZ_NULL,
  XYZ_BAD_OPTION,
  XYZ_CANNOT_OPEN, /* errno says why, also for the next two */
  XYZ_CANNOT_READ,
  XYZ_CANNOT_WRITE,
  XYZ_EMPTY,      /* no frame at all */
  XYZ_BAD_COUNT,  /* the line with the number of atoms */
  XYZ_ENDS_EARLY, /* fewer lines than atoms */
  XYZ_BAD_ELEMENT,
  XYZ_BAD_NUMBER,
  XYZ_NOT_FINITE, /* nan, inf, or too large for a double */
  XYZ_MISSING,    /* fewer columns than there should be */
  XYZ_TOO_MANY,   /* more columns than Properties says */
  XYZ_BAD_QUOTE,  /* a quote in the comment is not closed */
  XYZ_BAD_PROPERTIES,
  XYZ_BAD_LATTICE,
  XYZ_BAD_PBC,
  XYZ_TWICE,     /* a key stands twice in one comment */
  XYZ_BAD_QM9,   /* the comment of a file of QM9 */
  XYZ_PERIODIC,  /* a periodic frame, and the caller wants none */
  XYZ_NO_ENERGY, /* the caller wants one */
  XYZ_NO_FORCES,
  XYZ_TOO_LARGE, /* more bytes than size_t counts */
  XYZ_NO_MEMORY
};

struct xyz_error {
  enum xyz_status status;
  size_t line, column; /* from 1, columns in bytes; 0 when not of a place */
  char found[32];      /* the word that stands there, or "" */
};

/* The status in words, one line without a full stop; never NULL. */
const char *xyz_message(enum xyz_status status);

/* Writes to text (n bytes, n > 0) one line such as
 *   line 3, column 5, at "1.2.3": expected a number such as -1.5 or 2e-3
 * and cuts it off where text ends.  Returns text; NULL when that is NULL. */
char *xyz_describe(const struct xyz_error *error, char *text, size_t n);

/* ---- [read] From a file to frames ---- */

/* All frames of the file at `path`, or of n bytes of text.
 *
 * A frame is a line with the number of atoms, a comment, and a line for each
 * atom.  Lines end in LF or CR LF, words are separated by blanks and tabs, and
 * blank lines may stand behind the last frame.  Numbers may be written as by
 * Fortran (1.5D-3) and as in QM9 (1.5*^-3).  An element is a symbol in any case
 * or an atomic number.
 *
 * In the comment, key=value, key="several words" and key={several words}
 * are read, and of these Properties, Lattice, pbc and the energy are used, in
 * any case of their letters.  Without Properties the columns are species, x, y,
 * z, and what follows is not read.  A Lattice without pbc repeats in all three
 * directions.
 *
 * options  NULL: all zero
 * out      release it with xyz_free; all zero on failure
 * error    what was wrong, and where; may be NULL
 * Returns XYZ_OK or error->status.  Memory is taken for what the text holds,
 * whatever it says.  Errors are found in the order of the file. */
enum xyz_status xyz_read(const char *path, const struct xyz_options *options,
                         struct xyz *out, struct xyz_error *error);
enum xyz_status xyz_parse(const char *text, size_t n,
                          const struct xyz_options *options, struct xyz *out,
                          struct xyz_error *error);

/* Releases the frames and sets all to zero; NULL is ignored. */
void xyz_free(struct xyz *xyz);

/* ---- [write] From frames to a file ----
 *
 * Extended XYZ in eV and Angstrom, every number with the fewest of 15, 16 or 17
 * digits that read back to the same bits.
 *
 * text, n  out: release text with free; it ends in a byte 0 that n leaves out
 * Returns XYZ_OK, XYZ_NULL, XYZ_EMPTY (no frame, or one without atoms),
 * XYZ_BAD_ELEMENT, XYZ_NOT_FINITE, XYZ_BAD_PBC (periodic without a cell),
 * XYZ_CANNOT_OPEN, XYZ_CANNOT_WRITE or XYZ_NO_MEMORY. */
enum xyz_status xyz_write(const char *path, const struct xyz *xyz);
enum xyz_status xyz_print(const struct xyz *xyz, char **text, size_t *n);

/* ---- [elements] Names and numbers of the elements ---- */

/* 1..118 of a symbol in any case of its letters; 0 for anything else. */
int xyz_number(const char *symbol);

/* The symbol of 1..118; NULL for other numbers. */
const char *xyz_symbol(int number);

API_END

#endif
