/* character.c: decomposition of a representation by its traces. */
#include "character.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matrix.h"
#include "wigner.h"

/* ---- [message] Statuses ---- */
const char *character_message(enum character_status status)
{
  switch (status) {
  case CHARACTER_OK:
    return "no error";
  case CHARACTER_NULL:
    return "a pointer is null";
  case CHARACTER_BAD_SIZE:
    return "a degree or a dimension is out of range";
  case CHARACTER_NO_MEMORY:
    return "out of memory";
  case CHARACTER_FAILED:
    return "the map refused a rotation or gave NaN";
  case CHARACTER_NOT_WHOLE:
    return "no whole numbers of irreps explain the traces";
  }
  return "unknown status";
}

/* ---- [trace] One trace ---- */
static enum character_status translate(enum representation_status status)
{
  switch (status) {
  case REPRESENTATION_OK:
    return CHARACTER_OK;
  case REPRESENTATION_NULL:
    return CHARACTER_NULL;
  case REPRESENTATION_BAD_SIZE:
    return CHARACTER_BAD_SIZE;
  case REPRESENTATION_NO_MEMORY:
    return CHARACTER_NO_MEMORY;
  default:
    return CHARACTER_FAILED;
  }
}

/* The trace, with D as scratch of (dim, dim). */
static enum character_status trace_at(const struct representation *a,
                                      double angle_rad, double *D,
                                      double *trace)
{
  rot3 R;
  if (so3_axis_angle((vec3){1, 2, 2}, angle_rad, &R) != SO3_OK)
    return CHARACTER_FAILED;
  enum character_status status = translate(representation_matrix(a, R, D));
  if (status != CHARACTER_OK)
    return status;
  double sum = 0;
  for (size_t i = 0; i < a->dim; i++)
    sum += D[i * a->dim + i];
  if (!isfinite(sum))
    return CHARACTER_FAILED;
  *trace = sum;
  return CHARACTER_OK;
}

/* ---- [at] The trace at an angle ---- */
static double *scratch(const struct representation *a, size_t extra)
{
  return memory_array(a->dim * a->dim + extra, sizeof(double));
}

static enum character_status check(const struct representation *a,
                                   const void *out)
{
  if (!a || !out)
    return CHARACTER_NULL;
  if (a->dim == 0 || a->dim > REPRESENTATION_MAX)
    return CHARACTER_BAD_SIZE;
  return a->matrix ? CHARACTER_OK : CHARACTER_NULL;
}

enum character_status character_at(const struct representation *a,
                                   double angle_rad, double *trace)
{
  enum character_status status = check(a, trace);
  if (status != CHARACTER_OK)
    return status;
  double *D = scratch(a, 0);
  if (!D)
    return CHARACTER_NO_MEMORY;
  status = trace_at(a, angle_rad, D, trace);
  free(D);
  return status;
}

/* ---- [rule] An average over classes ---- */
enum character_status character_rule(size_t n, double *angle_rad,
                                     double *weight)
{
  static const double pi = 3.14159265358979323846;
  if (!angle_rad || !weight)
    return CHARACTER_NULL;
  if (n == 0)
    return CHARACTER_BAD_SIZE;
  for (size_t j = 0; j < n; j++) {
    angle_rad[j] = ((double)j + 0.5) * pi / (double)n;
    double s = sin(angle_rad[j] / 2);
    weight[j] = 2 * s * s / (double)n;
  }
  return CHARACTER_OK;
}

/* ---- [multiplicities] Project on every character ----
 *
 * After measure, count[l] is n_l before it is rounded. */
static enum character_status measure(const struct representation *a, int lmax,
                                     double *count)
{
  size_t n = (size_t)lmax + 1;
  double *angle = scratch(a, 2 * n);
  if (!angle)
    return CHARACTER_NO_MEMORY;
  double *weight = angle + n, *D = weight + n, trace;
  enum character_status status = character_rule(n, angle, weight);
  memset(count, 0, n * sizeof *count);
  for (size_t j = 0; j < n && status == CHARACTER_OK; j++) {
    status = trace_at(a, angle[j], D, &trace);
    for (int l = 0; status == CHARACTER_OK && l <= lmax; l++)
      count[l] += weight[j] * trace * wigner_character(l, angle[j]);
  }
  free(angle);
  return status;
}

/* Do whole numbers explain it?  worst: max |n_l - whole number|. */
static bool explained(size_t dim, int lmax, const double *count, double *worst)
{
  double total = 0;
  *worst = 0;
  for (int l = 0; l <= lmax; l++) {
    double whole = round(count[l]);
    *worst = fmax(*worst, fabs(count[l] - whole));
    total += whole * (2 * l + 1);
    if (whole < 0)
      return false;
  }
  return *worst <= 1e-6 * (1 + (double)dim) && fabs(total - (double)dim) < 0.5;
}

/* ---- [decompose] Whole numbers or nothing ---- */
enum character_status character_decompose(const struct representation *a,
                                          int lmax, size_t *multiplicity,
                                          double *residual)
{
  enum character_status status = check(a, multiplicity);
  if (status != CHARACTER_OK)
    return status;
  if (lmax < 0 || lmax > CHARACTER_LMAX)
    return CHARACTER_BAD_SIZE;
  double count[CHARACTER_LMAX + 1], worst;
  status = measure(a, lmax, count);
  if (status != CHARACTER_OK)
    return status;
  if (!explained(a->dim, lmax, count, &worst))
    return CHARACTER_NOT_WHOLE;
  for (int l = 0; l <= lmax; l++)
    multiplicity[l] = (size_t)round(count[l]);
  if (residual)
    *residual = worst;
  return CHARACTER_OK;
}
