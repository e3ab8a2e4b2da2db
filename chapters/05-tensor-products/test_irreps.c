/* test_irreps.c: what chapter 5 says of layouts, checked.
 * Wanted numbers are by hand; random ones come from the seeds named here. */
#include "harmonics.h"
#include "irreps.h"
#include "random.h"
#include "test.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define EPS      ((double)REAL_EPS)

/* ---- [helpers] Layouts and numbers for tests ---- */
static struct irreps layout(const char *text)
{
  struct irreps irreps = {0};
  size_t column;
  enum irreps_status status = irreps_parse(text, &irreps, &column);
  check_true(status == IRREPS_OK, "`%s` is a layout", text);
  return irreps;
}

static const char *text_of(const struct irreps *irreps)
{
  static char text[4096];
  check_true(irreps_print(irreps, sizeof text, text) == IRREPS_OK,
             "a layout can be printed");
  return text;
}

static struct irreps random_layout(struct random *g, size_t blocks)
{
  struct irreps irreps = {0};
  for (size_t i = 0; i < blocks; i++)
    irreps_append(&irreps, 1 + random_below(g, 20), (int)random_below(g, 8),
                  random_below(g, 2) ? 1 : -1);
  return irreps;
}

static void random_numbers(struct random *g, size_t n, real *x)
{
  for (size_t i = 0; i < n; i++)
    x[i] = (real)random_normal(g);
}

static double difference(size_t n, const real *a, const real *b)
{
  double max = 0;
  for (size_t i = 0; i < n; i++)
    max = larger(max, fabs((double)a[i] - (double)b[i]));
  return max;
}

/* ---- [strings] Strings ---- */
TEST(anchor_parse)
{
  struct irreps x = layout("32x0e + 16x1o");
  check_true(x.n == 2 && x.dim == 80, "32 + 3 * 16 numbers in two blocks");
  check_true(x.block[0].channels == 32 && x.block[0].l == 0 &&
                 x.block[0].parity == 1 && x.block[0].offset == 0,
             "32x0e comes first");
  check_true(x.block[1].channels == 16 && x.block[1].l == 1 &&
                 x.block[1].parity == -1 && x.block[1].offset == 32,
             "16x1o begins after 32 numbers");
  x = layout("\t2o+ 10 x 3e ");
  check_true(x.n == 2 && x.block[0].channels == 1 && x.block[0].l == 2 &&
                 x.block[1].channels == 10 && x.block[1].offset == 5,
             "a missing number of channels is one; blanks are free");
  x = layout("  ");
  check_true(x.n == 0 && x.dim == 0, "blank is the empty direct sum");
}

TEST(law_round_trip)
{
  struct random g = random_seed(501);
  double mismatches = 0;
  for (size_t trial = 0; trial < 200; trial++) {
    struct irreps x = random_layout(&g, random_below(&g, 13));
    struct irreps y = layout(text_of(&x));
    mismatches += !irreps_equal(&x, &y) || y.dim != x.dim;
  }
  claim("round-trip", mismatches, 0);
}

struct mistake {
  const char *text;
  enum irreps_status status;
  size_t column;
};

TEST(edge_parse)
{
  static const struct mistake table[] = {
      {"32x0e + 16x1", IRREPS_NO_PARITY, 13},
      {"1p", IRREPS_NO_PARITY, 2},
      {"x1o", IRREPS_NO_NUMBER, 1},
      {"3x", IRREPS_NO_NUMBER, 3},
      {"-3x1o", IRREPS_NO_NUMBER, 1},
      {"1o + ", IRREPS_NO_NUMBER, 6},
      {"1o ++ 1o", IRREPS_NO_NUMBER, 5},
      {"1o, 2e", IRREPS_NO_PLUS, 3},
      {"1o 2e", IRREPS_NO_PLUS, 4},
      {"1e+0x1o", IRREPS_NO_CHANNELS, 4},
      {"4x201e", IRREPS_BAD_L, 3},
      {"2x999999999e", IRREPS_BAD_L, 3},
      {"2x4294967295e", IRREPS_BAD_L, 3}, /* no int, not even -1 */
      {"1x99999999999999999999999e", IRREPS_OVERFLOW, 3},
      {"4611686018427387904x3o", IRREPS_OVERFLOW, 1}};
  for (size_t i = 0; i < COUNT(table); i++) {
    struct irreps x = layout("7x7o");
    size_t column = 99;
    enum irreps_status status = irreps_parse(table[i].text, &x, &column);
    check_true(status == table[i].status,
               "`%s` is refused for the right reason", table[i].text);
    check_close(column, table[i].column, 0, "where `%s` is wrong",
                table[i].text);
    check_true(x.n == 1 && x.dim == 105,
               "a wrong text leaves the layout alone");
  }
}

TEST(edge_parse_null)
{
  struct irreps x = {0};
  size_t column = 7;
  check_true(irreps_parse(NULL, &x, &column) == IRREPS_NULL, "no text");
  check_true(column == 0, "and no column");
  check_true(irreps_parse("1o", NULL, NULL) == IRREPS_NULL, "no room");
  check_true(irreps_parse("1o", &x, NULL) == IRREPS_OK, "no column wanted");
  check_true(irreps_parse("1", &x, NULL) == IRREPS_NO_PARITY,
             "nor when something is wrong");
}

TEST(edge_parse_many)
{
  char text[3 * IRREPS_MAX + 3];
  struct irreps x = {0};
  size_t column = 0;
  for (size_t i = 0; i <= IRREPS_MAX; i++)
    memcpy(text + 3 * i, "0e+", 3);
  text[3 * IRREPS_MAX + 2] = '\0';
  check_true(irreps_parse(text, &x, &column) == IRREPS_TOO_MANY &&
                 column == 3 * IRREPS_MAX + 1,
             "one block too many is pointed at");
  text[3 * IRREPS_MAX - 1] = '\0';
  check_true(irreps_parse(text, &x, &column) == IRREPS_OK && x.n == IRREPS_MAX,
             "a full layout is a layout");
}

/* ---- [carets] Carets and printing ---- */
TEST(anchor_caret)
{
  char text[200];
  check_true(irreps_caret(IRREPS_NO_PARITY, "32x0e + 16x1", 13, sizeof text,
                          text) == IRREPS_OK,
             "there is room");
  check_true(strcmp(text, "32x0e + 16x1\n"
                          "            ^ the parity is missing: e or o") == 0,
             "the caret stands under column 13, got\n%s", text);
  irreps_caret(IRREPS_NO_PLUS, "\t1o,", 4, sizeof text, text);
  check_true(strncmp(text, "\t1o,\n\t  ^ a +", 13) == 0,
             "a tab is kept in the caret's line");
}

static bool caret_is(const char *text, const char *want)
{
  struct irreps out;
  size_t column;
  char got[160];
  enum irreps_status status = irreps_parse(text, &out, &column);
  irreps_caret(status, text, column, sizeof got, got);
  size_t n = strlen(want);
  return status != IRREPS_OK && !strncmp(got, want, n) && got[n] == ' ';
}

TEST(edge_caret_in_many_lines)
{
  check_true(caret_is("32x0e +\n  16x1", "  16x1\n      ^"), "the second line");
  check_true(caret_is("1x\n+ 2x1o\n", "1x\n  ^") ||
                 caret_is("1x\n+ 2x1o\n", "+ 2x1o\n^"),
             "a number is missing");
  check_true(caret_is("1o +\r\n2q +\r\n1e", "2q +\n ^"),
             "lines that end in CR");
  check_true(caret_is("1o +\n\n\n", "1o +\n    ^"), "nothing follows");
  check_true(caret_is("\n\n 3,", " 3,\n  ^"), "empty lines before");
  check_true(caret_is("1o + ", "1o + \n     ^"), "one line as before");
  check_true(caret_is("\xc3\xa9 1o", "\xc3\xa9 1o\n^"),
             "a letter of two bytes");
  check_true(caret_is("1o + 1o\xc3\xa9", "1o + 1o\xc3\xa9\n       ^"),
             "behind it");
  char got[80];
  irreps_caret(IRREPS_NO_PLUS, "\xc3\xa9x", 4, sizeof got, got);
  check_true(!strncmp(got, "\xc3\xa9x\n  ^ ", 8), "two letters, two columns");
}

TEST(edge_caret)
{
  char text[16] = "untouched";
  check_true(irreps_caret(IRREPS_NO_PLUS, NULL, 1, 16, text) == IRREPS_NULL &&
                 irreps_caret(IRREPS_NO_PLUS, "1", 1, 16, NULL) == IRREPS_NULL,
             "null is refused");
  check_true(irreps_caret(IRREPS_NO_PLUS, "1", 1, 0, text) == IRREPS_NO_ROOM &&
                 strcmp(text, "untouched") == 0,
             "no room, nothing written");
  check_true(irreps_caret(IRREPS_NO_PLUS, "0123", 1, 5, text) ==
                     IRREPS_NO_ROOM &&
                 strcmp(text, "0123") == 0 && text[5] == 'c',
             "cut to fit, closed, and nothing written behind");
  char wide[80];
  check_true(irreps_caret(IRREPS_NO_PLUS, "ab", 99, 80, wide) == IRREPS_OK &&
                 strncmp(wide, "ab\n  ^ ", 7) == 0,
             "a column behind the text points behind it");
}

TEST(edge_print)
{
  struct irreps x = layout("32x0e+16x1o");
  char text[16] = "???????????????";
  check_true(irreps_print(&x, 14, text) == IRREPS_OK &&
                 strcmp(text, "32x0e + 16x1o") == 0,
             "exactly enough room, got `%s`", text);
  check_true(irreps_print(&x, 13, text) == IRREPS_NO_ROOM && text[0] == '\0',
             "one byte short");
  check_true(irreps_print(&x, 0, text) == IRREPS_NO_ROOM, "no byte at all");
  check_true(irreps_print(NULL, 16, text) == IRREPS_NULL &&
                 irreps_print(&x, 16, NULL) == IRREPS_NULL,
             "null is refused");
  x.dim++;
  check_true(irreps_print(&x, 16, text) == IRREPS_BAD_LAYOUT,
             "a broken layout is not printed");
}

/* ---- [blocks] Blocks ---- */
TEST(anchor_index)
{
  struct irreps x = layout("2x0e + 3x1o + 1x2e");
  check_close(irreps_index(&x, 0, 0, 1), 1, 0, "the second scalar");
  check_close(irreps_index(&x, 1, -1, 0), 2, 0, "the first vector's y");
  check_close(irreps_index(&x, 1, -1, 2), 4, 0, "the third vector's y");
  check_close(irreps_index(&x, 1, 1, 2), 10, 0, "the third vector's x");
  check_close(irreps_index(&x, 2, 2, 0), 15, 0, "the last of sixteen numbers");
}

TEST(law_index)
{
  struct random g = random_seed(502);
  struct irreps x = random_layout(&g, 9);
  size_t next = 0;
  for (size_t b = 0; b < x.n; b++)
    for (int m = -x.block[b].l; m <= x.block[b].l; m++)
      for (size_t c = 0; c < x.block[b].channels; c++)
        check_true(irreps_index(&x, b, m, c) == next++,
                   "block, m, channel count up without a gap (seed 502)");
  check_true(next == x.dim, "to the dimension");
}

TEST(edge_append)
{
  struct irreps x = layout("2x1o");
  check_true(irreps_append(NULL, 1, 0, 1) == IRREPS_NULL, "null");
  check_true(irreps_append(&x, 0, 0, 1) == IRREPS_NO_CHANNELS, "no channel");
  check_true(irreps_append(&x, 1, -1, 1) == IRREPS_BAD_L &&
                 irreps_append(&x, 1, IRREPS_LMAX + 1, 1) == IRREPS_BAD_L,
             "l outside 0..200");
  check_true(irreps_append(&x, 1, 0, 0) == IRREPS_BAD_PARITY, "parity 0");
  check_true(irreps_append(&x, SIZE_MAX / 3 + 1, 1, 1) == IRREPS_OVERFLOW,
             "3 (SIZE_MAX/3 + 1) wraps to a small number");
  check_true(x.n == 1 && x.dim == 6, "a refused block changes nothing");
  check_true(irreps_append(&x, 1, IRREPS_LMAX, -1) == IRREPS_OK &&
                 x.dim == 407 && x.block[1].offset == 6,
             "the largest degree is allowed");
}

TEST(anchor_simplify)
{
  struct irreps x = layout("2x1o + 1x2e + 1x0e + 3x1o + 1x1e + 4x0o"), y;
  check_true(irreps_simplify(&x, &y) == IRREPS_OK, "a layout");
  check_true(strcmp(text_of(&y), "1x0e + 4x0o + 1x1e + 5x1o + 1x2e") == 0,
             "by l, even before odd, equal ones merged: %s", text_of(&y));
  check_true(irreps_simplify(&x, &x) == IRREPS_OK && irreps_equal(&x, &y),
             "in place");
}

TEST(law_simplify)
{
  struct random g = random_seed(503);
  for (size_t trial = 0; trial < 100; trial++) {
    struct irreps x = random_layout(&g, random_below(&g, 30)), y, z;
    check_true(irreps_simplify(&x, &y) == IRREPS_OK &&
                   irreps_check(&y) == IRREPS_OK && y.dim == x.dim,
               "no number is lost or made (seed 503)");
    for (size_t i = 1; i < y.n; i++)
      check_true(y.block[i - 1].l < y.block[i].l ||
                     (y.block[i - 1].l == y.block[i].l &&
                      y.block[i - 1].parity > y.block[i].parity),
                 "strictly sorted, so nothing is left to merge");
    irreps_simplify(&y, &z);
    check_true(irreps_equal(&y, &z), "simple is simple");
  }
}

TEST(edge_simplify)
{
  struct irreps x = layout("1o"), y;
  check_true(irreps_simplify(NULL, &y) == IRREPS_NULL &&
                 irreps_simplify(&x, NULL) == IRREPS_NULL,
             "null is refused");
  x.block[0].offset = 1;
  check_true(irreps_simplify(&x, &y) == IRREPS_BAD_LAYOUT, "a broken layout");
}

TEST(edge_check)
{
  struct irreps x = layout("2x1o + 3x0e"), y = x;
  check_true(irreps_check(NULL) == IRREPS_NULL, "null");
  check_true(irreps_check(&x) == IRREPS_OK, "a good layout");
  y.block[1].offset++;
  check_true(irreps_check(&y) == IRREPS_BAD_LAYOUT, "a gap");
  y = x;
  y.dim--;
  check_true(irreps_check(&y) == IRREPS_BAD_LAYOUT, "a wrong dimension");
  y = x;
  y.block[0].parity = 0;
  check_true(irreps_check(&y) == IRREPS_BAD_LAYOUT, "no parity");
  y = x;
  y.n = IRREPS_MAX + 1;
  check_true(irreps_check(&y) == IRREPS_BAD_LAYOUT, "more blocks than room");
}

TEST(edge_equal)
{
  struct irreps x = layout("2x1o + 3x0e"), y = layout("3x0e + 2x1o");
  struct irreps z = layout("2x1e + 3x0e"), w = layout("3x0e + 1x0e + 5x0e");
  check_true(irreps_equal(&x, &x) && !irreps_equal(&x, &y), "order counts");
  check_true(!irreps_equal(&x, &z), "parity counts");
  check_true(w.dim == x.dim && !irreps_equal(&x, &w), "dimension is not all");
  check_true(!irreps_equal(NULL, &x) && !irreps_equal(&x, NULL), "null");
}

TEST(anchor_harmonics)
{
  struct irreps x = {0};
  check_true(irreps_harmonics(3, &x) == IRREPS_OK &&
                 strcmp(text_of(&x), "1x0e + 1x1o + 1x2e + 1x3o") == 0,
             "the harmonics of degree l have parity (-1)^l: %s", text_of(&x));
  for (int m = -2; m <= 2; m++)
    check_true(irreps_index(&x, 2, m, 0) == harmonics_index(2, m),
               "the order of chapter 3");
}

TEST(edge_harmonics)
{
  struct irreps x = layout("1o");
  check_true(irreps_harmonics(2, NULL) == IRREPS_NULL, "null");
  check_true(irreps_harmonics(-1, &x) == IRREPS_BAD_L &&
                 irreps_harmonics(IRREPS_LMAX + 1, &x) == IRREPS_BAD_L &&
                 x.n == 1,
             "lmax out of range leaves the layout alone");
  check_true(irreps_harmonics(IRREPS_LMAX, &x) == IRREPS_OK &&
                 x.dim == 201 * 201,
             "all degrees");
}

/* ---- [turns] Turning features ---- */
TEST(anchor_transform)
{
  /* A quarter turn about z sends x to y and y to -x; components are (y, z, x).
   * Two channels: the vectors (x,y,z) = (1,2,3) and (4,5,6). */
  struct irreps x = layout("1x0o + 2x1o + 1x1e");
  rot3 R = {{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}};
  real in[10] = {7, 2, 5, 3, 6, 1, 4, 2, 3, 1}, out[10];
  real proper[10] = {7, 1, 4, 3, 6, -2, -5, 1, 3, -2};
  real improper[10] = {-7, -1, -4, -3, -6, 2, 5, 1, 3, -2};
  check_true(irreps_transform(&x, R, false, 1, in, out) == IRREPS_OK, "turn");
  /* D^1 comes from Euler angles: a few roundings of numbers below 7. */
  check_residual(difference(10, out, proper), 64 * EPS, "turned");
  check_true(irreps_transform(&x, R, true, 1, in, out) == IRREPS_OK, "invert");
  check_residual(difference(10, out, improper), 64 * EPS,
                 "odd blocks change sign, even ones do not");
}

/* Entries of D^l, l <= 3, are computed in double, right to about 10 eps
 * (chapter 2); the numbers turned are below 4 and a sum has at most 7 terms:
 * 7 * 4 * 10 eps of double.  Each transformation then rounds to real, and the
 * next one mixes 7 such roundings: 64 eps of real for three of them. */
#define TURN (280 * DBL_EPSILON + 64 * EPS)

TEST(law_transform)
{
  struct random g = random_seed(504);
  struct irreps x = layout("2x0e + 1x0o + 3x1o + 2x2e + 1x3e");
  enum { N = 4, DIM = 29 };
  real in[N * DIM], s[N * DIM], rs[N * DIM], both[N * DIM];
  double worst = 0;
  check_true(x.dim == DIM, "the layout has 29 numbers");
  for (unsigned trial = 0; trial < 40; trial++) {
    rot3 R = so3_random(&g), S = so3_random(&g);
    bool r = trial & 1, t = trial & 2;
    random_numbers(&g, N * DIM, in);
    irreps_transform(&x, S, t, N, in, s);
    irreps_transform(&x, R, r, N, s, rs);
    irreps_transform(&x, so3_mul(R, S), r != t, N, in, both);
    worst = larger(worst, difference(N * DIM, rs, both));
  }
  claim("feature-action", worst, TURN);
}

TEST(law_transform_harmonics)
{
  struct random g = random_seed(505);
  enum { N = 8, LMAX = 3, K = 16 };
  struct irreps x;
  real r[3 * N], turned[3 * N], Y[N * K], want[N * K], got[N * K];
  double worst = 0;
  irreps_harmonics(LMAX, &x);
  for (unsigned improper = 0; improper < 2; improper++) {
    rot3 R = so3_random(&g);
    random_numbers(&g, 3 * N, r);
    for (size_t i = 0; i < N; i++) {
      vec3 v = {(double)r[3 * i], (double)r[3 * i + 1], (double)r[3 * i + 2]};
      v = vec3_scale(improper ? -1 : 1, so3_apply(R, v));
      turned[3 * i] = (real)v.x;
      turned[3 * i + 1] = (real)v.y;
      turned[3 * i + 2] = (real)v.z;
    }
    harmonics(LMAX, HARMONICS_COMPONENT, N, r, Y);
    harmonics(LMAX, HARMONICS_COMPONENT, N, turned, want);
    irreps_transform(&x, R, improper, N, Y, got);
    worst = larger(worst, difference(N * K, got, want));
  }
  claim("harmonics-are-features", worst, TURN);
}

TEST(edge_transform)
{
  struct irreps x = layout("1x1o"), broken = x, empty = {0};
  rot3 one = so3_identity(), mirror = one;
  real in[6] = {1, 2, 3, 4, 5, 6}, out[6] = {9, 9, 9, 9, 9, 9};
  mirror.m[0][0] = -1;
  broken.dim = 4;
  check_true(irreps_transform(NULL, one, false, 1, in, out) == IRREPS_NULL &&
                 irreps_transform(&x, one, false, 1, NULL, out) ==
                     IRREPS_NULL &&
                 irreps_transform(&x, one, false, 1, in, NULL) == IRREPS_NULL,
             "null is refused");
  check_true(irreps_transform(&broken, one, false, 1, in, out) ==
                 IRREPS_BAD_LAYOUT,
             "a broken layout");
  check_true(irreps_transform(&x, mirror, false, 1, in, out) ==
                     IRREPS_NOT_A_ROTATION &&
                 out[0] == 9,
             "a reflection is not a rotation, and nothing was written");
  check_true(irreps_transform(&x, one, false, SIZE_MAX / 4, in, out) ==
                 IRREPS_OVERFLOW,
             "more vectors than memory");
  check_true(irreps_transform(&x, one, false, 0, NULL, NULL) == IRREPS_OK &&
                 irreps_transform(&empty, one, true, 9, NULL, NULL) ==
                     IRREPS_OK,
             "nothing to do");
  in[1] = (real)NAN;
  check_true(irreps_transform(&x, one, true, 2, in, out) == IRREPS_OK &&
                 isnan(out[0] + out[1] + out[2]),
             "NaN comes through");
  for (size_t i = 3; i < 6; i++)
    check_close(out[i], -in[i], 32 * EPS, "and stays in its own vector");
}

TEST(edge_irreps_messages)
{
  for (int a = IRREPS_OK; a <= IRREPS_NO_MEMORY + 1; a++)
    for (int b = IRREPS_OK; b < a; b++)
      check_true(strcmp(irreps_message((enum irreps_status)a),
                        irreps_message((enum irreps_status)b)) != 0,
                 "statuses %d and %d have words of their own", a, b);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(anchor_parse),    CASE(law_round_trip),
    CASE(edge_parse),      CASE(edge_parse_null),
    CASE(edge_parse_many), CASE(anchor_caret),
    CASE(edge_caret),      CASE(edge_caret_in_many_lines),
    CASE(edge_print),      CASE(anchor_index),
    CASE(law_index),       CASE(edge_append),
    CASE(anchor_simplify), CASE(law_simplify),
    CASE(edge_simplify),   CASE(edge_check),
    CASE(edge_equal),      CASE(anchor_harmonics),
    CASE(edge_harmonics),  CASE(anchor_transform),
    CASE(law_transform),   CASE(law_transform_harmonics),
    CASE(edge_transform),  CASE(edge_irreps_messages)};

TEST_MAIN("05-tensor-products/irreps", tests)
