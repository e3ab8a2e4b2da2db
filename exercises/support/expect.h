/* expect.h: what the tests of exercises ask, and what they say when it fails:
 * for which input, what came, and what was wanted, all of it in numbers.
 *
 *   given              says what the function is given, until the next given
 *   list, vec, mat     write an array, a vec3, a mat3 for given
 *   expect             two numbers, within a tolerance
 *   expect_nan         NaN
 *   expect_is          two whole numbers, states or truth values, exactly
 *   expect_list        two arrays, each number within the tolerance
 *   expect_matrix      the same, shown as rows and columns
 *   expect_vec3        two vectors of chapter 1
 *   expect_mat3        two matrices of chapter 1
 *   expect_rotation    R^T R = 1 and det R = 1
 *   expect_that        any other condition: the caller says got and wanted
 *   need               what the test itself needs: memory, a graph
 *   spoil              makes an array NaN before the answer writes into it, so
 *                      that what the answer leaves alone fails every time and
 *                      not only when memory happens to hold no zeros
 *
 * The text after the tolerance, printf style, says what the case is about.
 * A test that says nothing with given is one whose call, which is shown, says
 * it: expect_is(count_paths(1, &odd), 5, ...).  NaN is close to nothing. */
#ifndef EXPECT_H
#define EXPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "test.h"

/* ---- [given] The input ----
 *
 * The texts of list and its like live in a ring of eight: write them out with
 * given at once. */
void given(const char *format, ...) TEST_PRINTF(1, 2);

/* A pointer to numbers of a type that can be shown. */
struct numbers {
  enum { AS_DOUBLE, AS_FLOAT, AS_INT, AS_SIZE } type;
  const void *at;
};

static inline struct numbers numbers_double(const double *x)
{
  return (struct numbers){AS_DOUBLE, x};
}

static inline struct numbers numbers_float(const float *x)
{
  return (struct numbers){AS_FLOAT, x};
}

static inline struct numbers numbers_int(const int *x)
{
  return (struct numbers){AS_INT, x};
}

static inline struct numbers numbers_size(const size_t *x)
{
  return (struct numbers){AS_SIZE, x};
}

/* clang-format off */
#define NUMBERS(x)                                            \
  _Generic((x),                                               \
      double *: numbers_double, const double *: numbers_double, \
      float *: numbers_float, const float *: numbers_float,   \
      int *: numbers_int, const int *: numbers_int,           \
      size_t *: numbers_size, const size_t *: numbers_size)(x)
/* clang-format on */

/* "(1, 2.5, -3)"; of many numbers the first ones and how many there are. */
const char *write_list(size_t n, struct numbers x);
#define list(n, x) write_list((size_t)(n), NUMBERS(x))
#define vec(v)     write_list(3, NUMBERS(((double[]){(v).x, (v).y, (v).z})))
#define MAT3(R)    (&((mat3[]){(R)})->m[0][0])
/* "[1 0 0; 0 1 0; 0 0 1]", row by row. */
const char *write_mat(const double *m);
#define mat(R) write_mat(MAT3(R))

/* All bits set are a NaN, in float as in double. */
#define spoil(array) memset((array), 0xFF, sizeof(array))

/* ---- [expect] Got and wanted ---- */
#define expect(got, want, tolerance, ...)                                      \
  expect_number(HERE(got), (double)(got), (double)(want), (double)(tolerance), \
                __VA_ARGS__)
#define expect_nan(got, ...) \
  expect_no_number(HERE(got), (double)(got), __VA_ARGS__)
#define expect_list(n, got, want, tolerance, ...)                        \
  expect_numbers(HERE(got), 0, (size_t)(n), NUMBERS(got), NUMBERS(want), \
                 (double)(tolerance), __VA_ARGS__)
#define expect_matrix(rows, columns, got, want, tolerance, ...)    \
  expect_numbers(HERE(got), (size_t)(columns),                     \
                 (size_t)(rows) * (size_t)(columns), NUMBERS(got), \
                 NUMBERS(want), (double)(tolerance), __VA_ARGS__)
#define expect_mat3(got, want, tolerance, ...)                             \
  expect_numbers(HERE(got), 3, 9, NUMBERS(MAT3(got)), NUMBERS(MAT3(want)), \
                 (double)(tolerance), __VA_ARGS__)
#define VEC3(v) (&((vec3[]){(v)})->x)
#define expect_vec3(got, want, tolerance, ...)                             \
  expect_numbers(HERE(got), 0, 3, NUMBERS(VEC3(got)), NUMBERS(VEC3(want)), \
                 (double)(tolerance), __VA_ARGS__)
#define expect_rotation(got, tolerance, ...) \
  expect_orthogonal(HERE(got), MAT3(got), (double)(tolerance), __VA_ARGS__)

/* Whole numbers of any size: how large, and whether below zero. */
struct whole {
  uintmax_t size;
  bool negative, truth;
};

static inline struct whole whole_signed(intmax_t x)
{
  return (struct whole){x < 0 ? 0 - (uintmax_t)x : (uintmax_t)x, x < 0, false};
}

static inline struct whole whole_unsigned(uintmax_t x)
{
  return (struct whole){x, false, false};
}

static inline struct whole whole_truth(bool x)
{
  return (struct whole){x, false, true};
}

/* Numbers with a fraction are for expect: this does not compile with them. */
struct whole not_a_whole_number(struct whole *);

/* clang-format off */
#define WHOLE(x)                               \
  _Generic((x), bool: whole_truth,             \
      float: not_a_whole_number, double: not_a_whole_number,         \
      unsigned char: whole_unsigned, unsigned short: whole_unsigned, \
      unsigned: whole_unsigned, unsigned long: whole_unsigned,       \
      unsigned long long: whole_unsigned, default: whole_signed)(x)
/* clang-format on */
#define expect_is(got, want, ...) \
  expect_whole(HERE(got), #want, WHOLE(got), WHOLE(want), __VA_ARGS__)

/* expect_that(sum > 0, "more than 0", "%g", sum) */
#define expect_that(condition, wanted, ...) \
  expect_condition(HERE(condition), (condition), wanted, __VA_ARGS__)
#define need(condition, ...) \
  expect_need(HERE(condition), (condition), __VA_ARGS__)

/* ---- [inside] What the macros call ---- */
struct here {
  const char *text, *file;
  int line;
};
#define HERE(expression) ((struct here){#expression, __FILE__, __LINE__})

void expect_number(struct here at, double got, double want, double tolerance,
                   const char *format, ...) TEST_PRINTF(5, 6);
void expect_no_number(struct here at, double got, const char *format, ...)
    TEST_PRINTF(3, 4);
void expect_numbers(struct here at, size_t columns, size_t n,
                    struct numbers got, struct numbers want, double tolerance,
                    const char *format, ...) TEST_PRINTF(7, 8);
void expect_orthogonal(struct here at, const double *R, double tolerance,
                       const char *format, ...) TEST_PRINTF(4, 5);
void expect_whole(struct here at, const char *name, struct whole got,
                  struct whole want, const char *format, ...) TEST_PRINTF(5, 6);
void expect_condition(struct here at, bool ok, const char *wanted,
                      const char *format, ...) TEST_PRINTF(4, 5);
void expect_need(struct here at, bool ok, const char *format, ...)
    TEST_PRINTF(3, 4);

#endif
