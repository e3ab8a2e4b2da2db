/* test_xyz.c: files of atoms are read as they are meant, or refused with the
 * place and the reason. */
#define _POSIX_C_SOURCE 200809L
#include "random.h"
#include "test.h"
#include "xyz.h"

#include <errno.h>
#include <float.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- [help] Text in, frames out ---- */
static struct xyz parsed(const char *text, const struct xyz_options *options)
{
  struct xyz xyz;
  struct xyz_error error;
  char words[300];
  enum xyz_status status = xyz_parse(text, strlen(text), options, &xyz, &error);
  check_true(!status, "\"%.60s\": %s", text,
             xyz_describe(&error, words, sizeof words));
  return xyz;
}

static bool same_bits(size_t n, const double *x, const double *y)
{
  return memcmp(x, y, n * sizeof *x) == 0;
}

/* How many frames, elements and numbers of b are not exactly those of a. */
static size_t differences(const struct xyz *a, const struct xyz *b)
{
  size_t wrong = 0;
  if (a->frames != b->frames || a->atoms != b->atoms)
    return 1 + a->atoms;
  for (size_t k = 0; k < a->frames; k++) {
    const struct xyz_frame *p = &a->frame[k], *q = &b->frame[k];
    wrong += p->first != q->first || p->atoms != q->atoms ||
             p->has_energy != q->has_energy || p->has_cell != q->has_cell ||
             p->has_forces != q->has_forces ||
             memcmp(p->periodic, q->periodic, sizeof p->periodic) != 0;
    wrong += !same_bits(1, &p->energy, &q->energy);
    wrong += !same_bits(9, p->cell[0], q->cell[0]);
  }
  for (size_t i = 0; i < a->atoms; i++)
    wrong += a->number[i] != b->number[i];
  for (size_t i = 0; i < 3 * a->atoms; i++)
    wrong += !same_bits(1, &a->position[i], &b->position[i]) ||
             !same_bits(1, &a->force[i], &b->force[i]);
  return wrong;
}

/* ---- [random] Frames of any numbers that there are ---- */

/* Any bits that are a finite number: every exponent, and subnormal numbers. */
static double any_number(struct random *g)
{
  double x;
  do {
    uint64_t bits = random_bits(g);
    memcpy(&x, &bits, sizeof x);
  } while (!isfinite(x));
  return x;
}

enum { FRAMES = 40, MOST = 7 };

struct frames {
  struct xyz xyz;
  struct xyz_frame frame[FRAMES];
  unsigned char number[FRAMES * MOST];
  double position[3 * FRAMES * MOST], force[3 * FRAMES * MOST];
};

static void random_frame(struct random *g, struct frames *f,
                         struct xyz_frame *frame)
{
  *frame = (struct xyz_frame){.first = f->xyz.atoms,
                              .atoms = 1 + random_below(g, MOST),
                              .has_energy = random_below(g, 2),
                              .has_forces = random_below(g, 2),
                              .has_cell = random_below(g, 2)};
  frame->energy = frame->has_energy ? any_number(g) : 0;
  for (size_t k = 0; k < 9 && frame->has_cell; k++)
    frame->cell[k / 3][k % 3] = any_number(g);
  for (size_t a = 0; a < 3 && frame->has_cell; a++)
    frame->periodic[a] = random_below(g, 2);
  for (size_t i = frame->first; i < frame->first + frame->atoms; i++) {
    f->number[i] = (unsigned char)(1 + random_below(g, 118));
    for (size_t a = 3 * i; a < 3 * i + 3; a++) {
      f->position[a] = any_number(g);
      f->force[a] = frame->has_forces ? any_number(g) : 0;
    }
  }
  f->xyz.frames++;
  f->xyz.atoms += frame->atoms;
}

static void random_frames(uint64_t seed, struct frames *f)
{
  struct random g = random_seed(seed);
  f->xyz = (struct xyz){.frame = f->frame,
                        .number = f->number,
                        .position = f->position,
                        .force = f->force};
  for (size_t k = 0; k < FRAMES; k++)
    random_frame(&g, f, &f->frame[k]);
}

/* ---- [law] What is written is read ---- */
static const struct xyz_options with_cells = {.use_cell = true};

TEST(law_what_is_written_is_read)
{
  static struct frames f;
  size_t wrong = 0;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    char *text = NULL;
    size_t n = 0;
    random_frames(seed, &f);
    check_true(!xyz_print(&f.xyz, &text, &n), "seed %d: printed", (int)seed);
    struct xyz back = parsed(text, &with_cells);
    check_true(strlen(text) == n, "the text has the length that is said");
    wrong += differences(&f.xyz, &back);
    xyz_free(&back);
    free(text);
  }
  claim("xyz-bits", (double)wrong, 0);
}

TEST(law_files_are_what_is_printed)
{
  static struct frames f;
  struct xyz back;
  char path[] = "/tmp/xyz-test-XXXXXX";
  int fd = mkstemp(path);
  check_true(fd >= 0 && close(fd) == 0, "a file of one's own");
  random_frames(21, &f);
  check_true(xyz_write(path, &f.xyz) == XYZ_OK, "written");
  check_true(xyz_read(path, &with_cells, &back, NULL) == XYZ_OK, "read");
  check_true(differences(&f.xyz, &back) == 0, "the same frames");
  xyz_free(&back);
  unlink(path);
}

/* The same frame in the many ways in which programs write it. */
TEST(law_blanks_and_line_ends_do_not_matter)
{
  static const char plain[] = "2\nsome words\nC 1 2 3\nH -4 5e-1 6\n"
                              "1\n\nO 7 8 9\n";
  static const char *const same[] = {
      "2\r\nsome words\r\nC 1 2 3\r\nH -4 5e-1 6\r\n1\r\n\r\nO 7 8 9\r\n",
      "2\nsome words\nC\t1\t2 3\nH -4 \t 5e-1 6\n1\n\nO 7 8 9\n",
      "  2  \nsome words\n  C  1 2 3  \n\tH -4 5e-1 6\n 1\t\n \t\n O 7 8 9",
      "2\nsome words\nC 1 2 3\nH -4 5e-1 6\n1\n\nO 7 8 9\n\n\r\n \t\n",
      "2\nno key here\nc 1 2 3\nh -4 5e-1 6\n1\n\no 7 8 9\n",
      "2\nsome words\n6 1 2 3\n1 -4 5e-1 6\n1\n\n8 7 8 9\n",
      "2\na = b, it's 5\" long\nC 1 2 3\nH -4 5e-1 6\n1\n\nO 7 8 9\n",
      "2\nother=\"x y\"\nC 1 2 3 4 five\nH -4 5e-1 6\n1\nz={}\nO 7 8 9\n",
      "2\nProperties=species:S:1:pos:R:3\nC 1 2 3\nH -4 5e-1 6\n"
      "1\nproperties=pos:R:3:Z:I:1\n7 8 9 8\n",
      "2\nProperties=id:I:1:pos:R:3:tags:S:2:Z:I:1\n9 1 2 3 a b 6\n"
      "8 -4 .5 +6 c d 1\n1\nenergetic\nO 7 8 9\n"};
  struct xyz want = parsed(plain, NULL);
  for (size_t k = 0; k < sizeof same / sizeof *same; k++) {
    struct xyz got = parsed(same[k], NULL);
    check_true(differences(&want, &got) == 0, "way %d", (int)k);
    xyz_free(&got);
  }
  xyz_free(&want);
}

/* Where a locale with a comma is installed, it changes nothing. */
TEST(law_the_locale_does_not_matter)
{
  static const char *const commas[] = {"de_DE.UTF-8", "fr_FR.UTF-8",
                                       "ru_RU.UTF-8", "pt_BR.UTF-8"};
  char *text = NULL;
  size_t n = 0;
  for (size_t k = 0; k < sizeof commas / sizeof *commas; k++)
    if (setlocale(LC_ALL, commas[k]))
      break;
  struct xyz xyz = parsed("1\nenergy=-1.25\nH 0.5 1.5 2.5\n", NULL);
  check_close(xyz.frame[0].energy, -1.25, 0, "the energy");
  check_close(xyz.position[1], 1.5, 0, "a coordinate");
  check_true(!xyz_print(&xyz, &text, &n) && strstr(text, "H 0.5 1.5 2.5"),
             "written with points: %s", text);
  setlocale(LC_ALL, "C");
  free(text);
  xyz_free(&xyz);
}

/* A file that is cut off anywhere never gives more than it holds: every prefix
 * is refused, or is a file of fewer frames, or has lost digits of its last
 * number or the line end alone. */
TEST(law_no_beginning_of_a_file_is_the_file)
{
  static const char text[] =
      "2\nenergy=-1.5 Lattice=\"9 0 0 0 9 0 0 0 9\" pbc=\"F F F\"\n"
      "C 1.25 2 3\nH 4 5 6\n1\nProperties=species:S:1:pos:R:3:forces:R:3\n"
      "Cl 1 2 3 4 5 6.25\n";
  const size_t first = (size_t)(strstr(text, "\n1\n") - text),
               all = strlen(text);
  for (size_t n = 0; n <= all; n++) {
    struct xyz xyz;
    struct xyz_error error;
    enum xyz_status status = xyz_parse(text, n, NULL, &xyz, &error);
    size_t lines = 1;
    for (size_t i = 0; i < n; i++)
      lines += text[i] == '\n';
    check_true(status ? xyz.frames == 0 && xyz.frame == NULL
                      : xyz.frames == (n > first + 20 ? 2 : 1),
               "%d bytes: frames", (int)n);
    check_true(!status || (error.line >= 1 && error.line <= lines + 1 &&
                           error.column >= 1 && error.column <= all),
               "%d bytes: line %d, column %d", (int)n, (int)error.line,
               (int)error.column);
    check_true(error.status == status, "%d bytes: the status twice", (int)n);
    xyz_free(&xyz);
  }
}

/* ---- [law] Units ---- */
TEST(law_units_are_factors)
{
  static const char text[] =
      "1\nenergy=-2 Properties=species:S:1:pos:R:3:forces:R:3 "
      "Lattice=\"5 0 0 0 5 0 0 0 5\"\nN 1 2 3 4 5 6\n";
  /* CODATA 2018; 1 kcal/mol = 4184/96485.33212... eV */
  static const struct {
    enum xyz_units units;
    double length, energy;
  } of[] = {{XYZ_EV_ANGSTROM, 1, 1},
            {XYZ_HARTREE_ANGSTROM, 1, 27.211386245988},
            {XYZ_HARTREE_BOHR, 0.529177210903, 27.211386245988},
            {XYZ_KCAL_ANGSTROM, 1, 0.0433641042418}};
  for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
    struct xyz_options options = {.units = of[k].units, .use_cell = true};
    struct xyz xyz = parsed(text, &options);
    double energy = of[k].energy, length = of[k].length;
    /* the factors above have 11 digits or more */
    check_close(xyz.frame[0].energy / (-2 * energy), 1, 1e-11, "energy %d",
                (int)k);
    check_close(xyz.position[2] / (3 * length), 1, 1e-11, "length %d", (int)k);
    check_close(xyz.frame[0].cell[1][1] / (5 * length), 1, 1e-11, "cell %d",
                (int)k);
    check_close(xyz.force[1] / (5 * energy / length), 1, 1e-11, "force %d",
                (int)k);
    xyz_free(&xyz);
  }
}

/* ---- [anchor] Ways to write a number ---- */
static const struct {
  const char *text;
  double value;
} numbers[] = {{"1", 1},
               {"-0", -0.0},
               {"+.5", 0.5},
               {"5.", 5},
               {"0012", 12},
               {"1e2", 100},
               {"1E+02", 100},
               {"-1.5D-3", -1.5e-3},
               {"1.0d3", 1e3},
               {"6.2*^-6", 6.2e-6},
               {"-3*^2", -300},
               {"0.1", 0.1},
               {"9007199254740993", 9007199254740992.0}, /* ties to even */
               {"2.2250738585072011e-308", 2.2250738585072011e-308},
               {"4.9e-324", 4.9406564584124654e-324},
               {"1e-400", 0},
               {"1.7976931348623157e308", DBL_MAX}};

TEST(anchor_ways_to_write_a_number)
{
  for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
    char text[80];
    snprintf(text, sizeof text, "1\n\nH 0 %s 0\n", numbers[k].text);
    struct xyz xyz = parsed(text, NULL);
    check_true(same_bits(1, &xyz.position[1], &numbers[k].value), "%s is %.17g",
               numbers[k].text, xyz.position[1]);
    xyz_free(&xyz);
  }
}

TEST(anchor_elements)
{
  static const struct {
    const char *symbol;
    int number;
  } some[] = {{"H", 1},   {"He", 2},  {"C", 6},   {"N", 7},   {"O", 8},
              {"Cl", 17}, {"Ar", 18}, {"Fe", 26}, {"Br", 35}, {"I", 53},
              {"W", 74},  {"Au", 79}, {"Pb", 82}, {"U", 92},  {"Og", 118}};
  for (size_t k = 0; k < sizeof some / sizeof *some; k++) {
    check_true(xyz_number(some[k].symbol) == some[k].number, "number of %s",
               some[k].symbol);
    check_true(strcmp(xyz_symbol(some[k].number), some[k].symbol) == 0,
               "symbol of %d", some[k].number);
  }
  for (int z = 1; z <= 118; z++)
    check_true(xyz_number(xyz_symbol(z)) == z, "there and back: %d", z);
  check_true(xyz_number("CL") == 17 && xyz_number("cl") == 17, "any case");
  check_true(!xyz_number("D") && !xyz_number("") && !xyz_number("Hx") &&
                 !xyz_number(NULL),
             "no elements");
  check_true(!xyz_symbol(0) && !xyz_symbol(119) && !xyz_symbol(-1),
             "no numbers");
}

/* ---- [anchor] Files of others ---- */
TEST(anchor_extended)
{
  static const char text[] =
      "3\nLattice=\"4 0 0 0.5 5 0 0 0 6\" config=\"a=b c\" "
      "Properties=species:S:1:pos:R:3:tag:I:1:forces:R:3 energy=-3.5 "
      "free_energy=-4 pbc=\"T F T\"\n"
      "Na 0.1 0.2 0.3 7 1 2 3\nCl 1 2 3 8 -1 -2 -3\nH 4 5 6 9 0 0 1\n";
  struct xyz xyz = parsed(text, &with_cells);
  const struct xyz_frame *f = xyz.frame;
  static const double cell[9] = {4, 0, 0, 0.5, 5, 0, 0, 0, 6};
  static const double position[9] = {0.1, 0.2, 0.3, 1, 2, 3, 4, 5, 6};
  static const double force[9] = {1, 2, 3, -1, -2, -3, 0, 0, 1};
  check_true(xyz.frames == 1 && xyz.atoms == 3 && f->atoms == 3, "shape");
  check_true(f->has_cell && f->has_energy && f->has_forces, "what it has");
  check_true(f->periodic[0] && !f->periodic[1] && f->periodic[2], "pbc");
  check_close(f->energy, -3.5, 0, "energy");
  check_true(same_bits(9, f->cell[0], cell), "cell, vector after vector");
  check_true(same_bits(9, xyz.position, position), "positions");
  check_true(same_bits(9, xyz.force, force), "forces");
  check_true(xyz.number[0] == 11 && xyz.number[1] == 17 && xyz.number[2] == 1,
             "elements");
  xyz_free(&xyz);
}

TEST(anchor_other_names)
{
  static const struct xyz_options dft = {.energy = "dft_energy",
                                         .forces = "dft_force",
                                         .need_energy = true,
                                         .need_forces = true};
  struct xyz xyz = parsed("1\nenergy=1 DFT_energy=2 Properties=species:S:1:"
                          "dft_force:R:3:forces:R:3:pos:R:3\n"
                          "H 1 2 3 4 5 6 7 8 9\n",
                          &dft);
  check_close(xyz.frame[0].energy, 2, 0, "the energy of that name");
  check_close(xyz.force[2], 3, 0, "the forces of that name");
  check_close(xyz.position[0], 7, 0, "positions that come last");
  xyz_free(&xyz);
  xyz = parsed("1\nProperties=Z:I:1:positions:R:3:force:R:3\n6 1 2 3 4 5 6\n",
               NULL);
  check_close(xyz.force[1], 5, 0, "a force in the singular");
  xyz_free(&xyz);
}

/* A file as of QM9, with numbers of our own: U0 is the eleventh property. */
TEST(anchor_qm9)
{
  static const char text[] =
      "2\ngdb 7\t1.5\t2.5\t2.5\t0.\t13.2\t-.38\t.11\t.5\t35.3\t.044\t-40.25\t"
      "-40.5\t-40.75\t-41.\t6.4\t\n"
      "C\t-0.5\t 1.25\t 6.2*^-6\t-0.5\nH\t 2.0\t-6.0\t 1.9\t 0.1\n"
      "1341.3\t1562.0\nC\tC\t\nInChI=1S/CH4\n";
  static const struct xyz_options qm9 = {.dialect = XYZ_QM9,
                                         .need_energy = true};
  struct xyz xyz = parsed(text, &qm9);
  check_close(xyz.frame[0].energy, -40.25 * 27.211386245988, 1e-12, "U0 in eV");
  check_close(xyz.position[2], 6.2e-6, 0, "an exponent of Mathematica");
  check_true(xyz.atoms == 2 && xyz.number[0] == 6 && xyz.number[1] == 1,
             "two atoms");
  xyz_free(&xyz);
}

TEST(anchor_forces_follow)
{
  static const struct xyz_options follow = {.dialect = XYZ_FORCES_FOLLOW,
                                            .units = XYZ_KCAL_ANGSTROM,
                                            .need_energy = true,
                                            .need_forces = true};
  struct xyz xyz = parsed("1\n-100.5\nH 1 2 3 4 5 6\n"
                          "1\nenergy=2\nH 1 2 3 4 5 7\n",
                          &follow);
  check_close(xyz.frame[0].energy, -100.5 * 0.0433641042418, 1e-9, "energy");
  check_close(xyz.frame[1].energy, 2 * 0.0433641042418, 1e-9, "with its key");
  check_close(xyz.force[5], 7 * 0.0433641042418, 1e-9, "a force");
  xyz_free(&xyz);
}

/* ---- [bad] A table of what is refused ----
 *
 * Every status that a text can have stands in it at least once. */
#define PLAIN      "H 0 0 0\n"
#define WITH(keys) "1\n" keys "\n" PLAIN
static const struct xyz_options as_qm9 = {.dialect = XYZ_QM9},
                                with_energy = {.need_energy = true},
                                with_forces = {.need_forces = true};
static const struct {
  const char *name, *text;
  enum xyz_status status;
  size_t line, column;
  const char *found;
  const struct xyz_options *options;
} bad[] = {
    {"nothing", "", XYZ_EMPTY, 1, 1, "", NULL},
    {"blank lines alone", "\n \r\n", XYZ_EMPTY, 1, 1, "", NULL},
    {"no count", "H 0 0 0\n", XYZ_BAD_COUNT, 1, 1, "H", NULL},
    {"a count of none", "0\n\n", XYZ_BAD_COUNT, 1, 1, "0", NULL},
    {"a negative count", "-1\n\n", XYZ_BAD_COUNT, 1, 1, "-1", NULL},
    {"half an atom", "1.5\n\n", XYZ_BAD_COUNT, 1, 1, "1.5", NULL},
    {"two counts", "1 2\n\nH 0 0 0\n", XYZ_BAD_COUNT, 1, 3, "2", NULL},
    {"a count beyond all", "99999999999999999999\n\n", XYZ_BAD_COUNT, 1, 1,
     "99999999999999999999", NULL},
    {"a count of a full disk", "999999999999999\n\nH 0 0 0\n", XYZ_ENDS_EARLY,
     4, 1, "", NULL},
    {"a blank line between frames", "1\n\nH 0 0 0\n\n1\n\nH 0 0 0\n",
     XYZ_BAD_COUNT, 4, 1, "", NULL},
    {"one atom more than said", "1\n\nH 0 0 0\nH 1 0 0\n", XYZ_BAD_COUNT, 4, 1,
     "H", NULL},
    {"no comment", "1", XYZ_ENDS_EARLY, 2, 1, "", NULL},
    {"an atom is missing", "2\n\nH 0 0 0\n", XYZ_ENDS_EARLY, 4, 1, "", NULL},
    {"a blank line for an atom", "2\n\nH 0 0 0\n\n", XYZ_MISSING, 4, 1, "",
     NULL},
    {"no element", "1\n\nXx 0 0 0\n", XYZ_BAD_ELEMENT, 3, 1, "Xx", NULL},
    {"a label", "1\n\nC12 0 0 0\n", XYZ_BAD_ELEMENT, 3, 1, "C12", NULL},
    {"element 0", "1\n\n0 0 0 0\n", XYZ_BAD_ELEMENT, 3, 1, "0", NULL},
    {"element 119", "1\n\n119 0 0 0\n", XYZ_BAD_ELEMENT, 3, 1, "119", NULL},
    {"element 262", "1\n\n262 0 0 0\n", XYZ_BAD_ELEMENT, 3, 1, "262", NULL},
    {"no element at all", "1\n\n0.5 0.5 0.5\n", XYZ_BAD_ELEMENT, 3, 1, "0.5",
     NULL},
    {"two coordinates", "1\n\nH 0 0\n", XYZ_MISSING, 3, 6, "", NULL},
    {"a word", "1\n\nH 0 zero 0\n", XYZ_BAD_NUMBER, 3, 5, "zero", NULL},
    {"a comma", "1\n\nH 0,5 0 0\n", XYZ_BAD_NUMBER, 3, 3, "0,5", NULL},
    {"two points", "1\n\nH 0 0 1.2.3\n", XYZ_BAD_NUMBER, 3, 7, "1.2.3", NULL},
    {"a point alone", "1\n\nH . 0 0\n", XYZ_BAD_NUMBER, 3, 3, ".", NULL},
    {"no digits of an exponent", "1\n\nH 1e 0 0\n", XYZ_BAD_NUMBER, 3, 3, "1e",
     NULL},
    {"half a mark", "1\n\nH 1*2 0 0\n", XYZ_BAD_NUMBER, 3, 3, "1*2", NULL},
    {"columns run together", "1\n\nH 0.5-0.25 0 0\n", XYZ_BAD_NUMBER, 3, 3,
     "0.5-0.25", NULL},
    {"stars of Fortran", "1\n\nH ****** 0 0\n", XYZ_BAD_NUMBER, 3, 3, "******",
     NULL},
    {"hexadecimal", "1\n\nH 0x1p3 0 0\n", XYZ_BAD_NUMBER, 3, 3, "0x1p3", NULL},
    {"not a number", "1\n\nH 0 nan 0\n", XYZ_NOT_FINITE, 3, 5, "nan", NULL},
    {"infinite", "1\n\nH 0 0 -Inf\n", XYZ_NOT_FINITE, 3, 7, "-Inf", NULL},
    {"too large", "1\n\nH 0 0 1e309\n", XYZ_NOT_FINITE, 3, 7, "1e309", NULL},
    {"after tabs and a carriage return", "1\r\n\r\n\tH 0\t0 x\r\n",
     XYZ_BAD_NUMBER, 3, 8, "x", NULL},
    {"in the second frame", "1\n\nH 0 0 0\n1\n\nH 0 0 o\n", XYZ_BAD_NUMBER, 6,
     7, "o", NULL},
    {"a byte that deletes", "1\n\nH 0 \x7f 0\n", XYZ_BAD_NUMBER, 3, 5, "?",
     NULL},
    {"a byte that is not a letter", "1\n\nH 0 \x01 0\n", XYZ_BAD_NUMBER, 3, 5,
     "?", NULL},
    {"a column too many", WITH("Properties=species:S:1:pos:R:2:x:R:1"),
     XYZ_BAD_PROPERTIES, 2, 24, "pos", NULL},
    {"more than Properties says",
     "1\nProperties=species:S:1:pos:R:3\nH 0 0 0 9\n", XYZ_TOO_MANY, 3, 9, "9",
     NULL},
    {"less than Properties says",
     "1\nProperties=species:S:1:pos:R:3:forces:R:3\nH 0 0 0 1 2\n", XYZ_MISSING,
     3, 12, "", NULL},
    {"an unknown type", WITH("Properties=species:S:1:pos:X:3"),
     XYZ_BAD_PROPERTIES, 2, 24, "pos", NULL},
    {"no width", WITH("Properties=species:S:1:pos:R"), XYZ_BAD_PROPERTIES, 2,
     24, "pos", NULL},
    {"no positions", WITH("Properties=species:S:1"), XYZ_BAD_PROPERTIES, 2, 12,
     "species:S:1", NULL},
    {"no species", WITH("Properties=pos:R:3"), XYZ_BAD_PROPERTIES, 2, 12,
     "pos:R:3", NULL},
    {"positions twice", WITH("Properties=species:S:1:pos:R:3:pos:R:3"),
     XYZ_BAD_PROPERTIES, 2, 32, "pos", NULL},
    {"an energy in words", WITH("energy=low"), XYZ_BAD_NUMBER, 2, 8, "low",
     NULL},
    {"an energy of nothing", WITH("energy= -1"), XYZ_BAD_NUMBER, 2, 8, "",
     NULL},
    {"two energies", WITH("energy=1 Energy=2"), XYZ_TWICE, 2, 10, "Energy",
     NULL},
    {"an open quote", WITH("Lattice=\"1 0 0"), XYZ_BAD_QUOTE, 2, 1, "Lattice",
     NULL},
    {"an open brace", WITH("a={1 0 0"), XYZ_BAD_QUOTE, 2, 1, "a", NULL},
    {"eight numbers", WITH("Lattice=\"1 0 0 0 1 0 0 0\""), XYZ_BAD_LATTICE, 2,
     10, "1?0?0?0?1?0?0?0", NULL},
    {"ten numbers", WITH("Lattice=\"1 0 0 0 1 0 0 0 1 7\""), XYZ_BAD_LATTICE, 2,
     28, "7", NULL},
    {"a lattice in words", WITH("Lattice=\"cubic\""), XYZ_BAD_LATTICE, 2, 10,
     "cubic", NULL},
    {"two of three", WITH("pbc=\"F F\""), XYZ_BAD_PBC, 2, 6, "F?F", NULL},
    {"four of three", WITH("pbc=\"F F F T\""), XYZ_BAD_PBC, 2, 12, "T", NULL},
    {"yes and no", WITH("pbc=\"F F no\""), XYZ_BAD_PBC, 2, 10, "no", NULL},
    {"periodic without a cell", WITH("pbc=\"T T T\""), XYZ_BAD_PBC, 2, 1, "",
     NULL},
    {"a cell", WITH("Lattice=\"1 0 0 0 1 0 0 0 1\""), XYZ_PERIODIC, 2, 1, "",
     NULL},
    {"a wire", WITH("Lattice=\"1 0 0 0 1 0 0 0 1\" pbc=\"F F T\""),
     XYZ_PERIODIC, 2, 1, "", NULL},
    {"no comment of QM9", WITH("hello"), XYZ_BAD_QM9, 2, 1, "hello", &as_qm9},
    {"no energy", "1\n\nH 0 0 0\n", XYZ_NO_ENERGY, 2, 1, "", &with_energy},
    {"no forces", WITH("energy=1"), XYZ_NO_FORCES, 2, 1, "", &with_forces},
};

TEST(edge_bad_input)
{
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
    struct xyz xyz = {.frames = 9};
    struct xyz_error e;
    enum xyz_status status =
        xyz_parse(bad[k].text, strlen(bad[k].text), bad[k].options, &xyz, &e);
    check_true(status == bad[k].status, "%s: %s", bad[k].name,
               xyz_message(status));
    check_true(e.line == bad[k].line && e.column == bad[k].column,
               "%s: line %d, column %d", bad[k].name, (int)e.line,
               (int)e.column);
    check_true(strcmp(e.found, bad[k].found) == 0, "%s: found \"%s\"",
               bad[k].name, e.found);
    check_true(!xyz.frames && !xyz.frame, "%s: nothing is left", bad[k].name);
  }
}

/* What no text can have: edge_null_and_options asks for the first two,
 * edge_files and test_limits.c for the files, and `make faults` lets memory
 * end. */
static bool not_of_a_text(enum xyz_status status)
{
  return status == XYZ_NULL || status == XYZ_BAD_OPTION ||
         status == XYZ_CANNOT_OPEN || status == XYZ_CANNOT_READ ||
         status == XYZ_CANNOT_WRITE || status == XYZ_TOO_LARGE ||
         status == XYZ_NO_MEMORY;
}

/* A status that is new has no row, no message, or that of another one. */
TEST(edge_every_status_has_a_row)
{
  for (int status = XYZ_OK + 1; status <= XYZ_NO_MEMORY; status++) {
    size_t rows = 0;
    const char *message = xyz_message((enum xyz_status)status);
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
      rows += (int)bad[k].status == status;
    check_true(rows > 0 || not_of_a_text((enum xyz_status)status),
               "status %d, %s: no row", status, message);
    check_true(!rows || !not_of_a_text((enum xyz_status)status),
               "status %d: a text can have it after all", status);
    for (int other = XYZ_OK; other <= XYZ_NO_MEMORY + 1; other++)
      check_true(other == status ||
                     strcmp(message, xyz_message((enum xyz_status)other)) != 0,
                 "status %d says what %d says: %s", status, other, message);
  }
}

TEST(edge_bad_qm9)
{
  static const struct xyz_options qm9 = {.dialect = XYZ_QM9};
  static const struct {
    const char *text;
    enum xyz_status status;
    size_t line;
  } of[] = {
      {"1\nhello\nH 0 0 0\n", XYZ_BAD_QM9, 2},
      {"1\ngdb x 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5\nH 0 0 0\n", XYZ_BAD_QM9, 2},
      {"1\ngdb 1 1 2 3 4 5 6 7 8 9 0 1 2 3 4\nH 0 0 0\n", XYZ_BAD_QM9, 2},
      {"1\ngdb 1 1 2 3 4 5 6 7 8 9 0 1 2 3 4 x\nH 0 0 0\n", XYZ_BAD_QM9, 2},
      {"1\ngdb 1 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5\nH 0 0 0\n1\nH\n",
       XYZ_ENDS_EARLY, 6},
      {"1\ngdb 1 1 2 3 4 5 6 7 8 9 0 1e308 2 3 4 5\nH 0 0 0\n1\nH\nI\n",
       XYZ_NOT_FINITE, 2}};
  for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
    struct xyz xyz;
    struct xyz_error e;
    enum xyz_status status =
        xyz_parse(of[k].text, strlen(of[k].text), &qm9, &xyz, &e);
    check_true(status == of[k].status && e.line == of[k].line,
               "row %d: %s in line %d", (int)k, xyz_message(status),
               (int)e.line);
  }
}

TEST(edge_wanted_and_not_there)
{
  static const struct xyz_options energy = {.need_energy = true},
                                  forces = {.need_forces = true};
  struct xyz xyz;
  struct xyz_error e;
  check_true(xyz_parse("1\n\nH 0 0 0\n", 11, &energy, &xyz, &e) ==
                     XYZ_NO_ENERGY &&
                 e.line == 2,
             "no energy");
  check_true(xyz_parse("1\nenergy=1\nH 0 0 0\n", 19, &forces, &xyz, &e) ==
                 XYZ_NO_FORCES,
             "no forces");
}

/* A number may be too large only in our unit. */
TEST(edge_too_large_in_our_unit)
{
  static const struct xyz_options hartree = {.units = XYZ_HARTREE_BOHR,
                                             .use_cell = true};
  static const char text[] = "1\nenergy=1e308\nH 0 0 0\n";
  struct xyz xyz;
  check_true(xyz_parse(text, strlen(text), &hartree, &xyz, NULL) ==
                 XYZ_NOT_FINITE,
             "1e308 Hartree");
}

/* ---- [edge] Pointers, options, files ---- */
TEST(edge_null_and_options)
{
  struct xyz xyz;
  char *text, words[8];
  size_t n;
  struct xyz_options odd = {.units = (enum xyz_units)9};
  struct xyz_error e = {.status = XYZ_TWICE};
  check_true(xyz_parse(NULL, 1, NULL, &xyz, NULL) == XYZ_NULL, "no text");
  check_true(xyz_parse("", 0, NULL, NULL, NULL) == XYZ_NULL, "no place");
  check_true(xyz_parse(NULL, 0, NULL, &xyz, NULL) == XYZ_EMPTY, "no bytes");
  check_true(xyz_read(NULL, NULL, &xyz, NULL) == XYZ_NULL, "no path");
  check_true(xyz_parse("1", 1, &odd, &xyz, NULL) == XYZ_BAD_OPTION, "units 9");
  odd = (struct xyz_options){.dialect = (enum xyz_dialect)9};
  check_true(xyz_parse("1", 1, &odd, &xyz, NULL) == XYZ_BAD_OPTION, "dialect");
  check_true(xyz_print(NULL, &text, &n) == XYZ_NULL, "no frames");
  check_true(xyz_write(NULL, &xyz) == XYZ_NULL, "nowhere");
  xyz_free(NULL);
  check_true(!xyz_describe(NULL, words, 8) && !xyz_describe(&e, NULL, 8) &&
                 !xyz_describe(&e, words, 0),
             "nothing to describe, or nowhere");
  check_true(strcmp(xyz_describe(&e, words, 8), "expecte") == 0, "cut off");
  for (int k = 0; k <= XYZ_NO_MEMORY + 1; k++)
    check_true(strlen(xyz_message((enum xyz_status)k)) > 5, "message %d", k);
}

TEST(edge_description)
{
  struct xyz xyz;
  struct xyz_error e;
  char words[300];
  xyz_parse("1\n\nH 0 1.2.3 0\n", 15, NULL, &xyz, &e);
  check_true(!strcmp(xyz_describe(&e, words, sizeof words),
                     "line 3, column 5, at \"1.2.3\": expected a number such "
                     "as -1.5, 2e-3, 2.0D-3 or 2*^-3"),
             "%s", words);
  xyz_parse("1\n\nH 0 0", 8, NULL, &xyz, &e);
  check_true(!strncmp(xyz_describe(&e, words, sizeof words),
                      "line 3, column 6: expected one more", 30),
             "%s", words);
}

TEST(edge_files)
{
  struct xyz xyz;
  struct xyz_error e;
  errno = 0;
  check_true(xyz_read("/no/such/file", NULL, &xyz, &e) == XYZ_CANNOT_OPEN &&
                 errno == ENOENT && e.status == XYZ_CANNOT_OPEN && !e.line,
             "no such file");
  check_true(xyz_read("/tmp", NULL, &xyz, &e) == XYZ_CANNOT_READ, "a folder");
  static struct frames f;
  random_frames(1, &f);
  check_true(xyz_write("/no/such/file", &f.xyz) == XYZ_CANNOT_OPEN, "nowhere");
}

/* What would not read back is not written. */
TEST(edge_what_is_not_written)
{
  static struct frames f;
  char *text;
  size_t n;
  random_frames(2, &f);
  f.frame[1].atoms = 0;
  check_true(xyz_print(&f.xyz, &text, &n) == XYZ_EMPTY, "no atoms");
  random_frames(2, &f);
  f.frame[1].atoms = f.xyz.atoms;
  check_true(xyz_print(&f.xyz, &text, &n) == XYZ_BAD_COUNT, "too many atoms");
  random_frames(2, &f);
  f.number[0] = 0;
  check_true(xyz_print(&f.xyz, &text, &n) == XYZ_BAD_ELEMENT, "element 0");
  random_frames(2, &f);
  f.position[4] = (double)NAN;
  check_true(xyz_print(&f.xyz, &text, &n) == XYZ_NOT_FINITE, "NaN");
  random_frames(2, &f);
  f.frame[0].has_cell = false;
  f.frame[0].periodic[1] = true;
  check_true(xyz_print(&f.xyz, &text, &n) == XYZ_BAD_PBC, "no cell");
  f.xyz.frames = 0;
  check_true(xyz_print(&f.xyz, &text, &n) == XYZ_EMPTY, "no frames");
}

/* ---- [table] All of them ---- */
static const struct test tests[] = {
    CASE(law_what_is_written_is_read),
    CASE(law_files_are_what_is_printed),
    CASE(law_blanks_and_line_ends_do_not_matter),
    CASE(law_the_locale_does_not_matter),
    CASE(law_no_beginning_of_a_file_is_the_file),
    CASE(law_units_are_factors),
    CASE(anchor_ways_to_write_a_number),
    CASE(anchor_elements),
    CASE(anchor_extended),
    CASE(anchor_other_names),
    CASE(anchor_qm9),
    CASE(anchor_forces_follow),
    CASE(edge_bad_input),
    CASE(edge_every_status_has_a_row),
    CASE(edge_bad_qm9),
    CASE(edge_wanted_and_not_there),
    CASE(edge_too_large_in_our_unit),
    CASE(edge_null_and_options),
    CASE(edge_description),
    CASE(edge_files),
    CASE(edge_what_is_not_written),
};

TEST_MAIN("12-physics/xyz", tests)
