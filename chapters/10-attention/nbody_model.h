/* nbody_model.h: networks that say where the bodies will be.
 *
 *   nbody_model         a network of a kind and a size
 *   nbody_model_name    the name of a kind
 *   nbody_model_kind    and the other way round
 *   nbody_model_size    the sizes of this book
 *
 * Names begin with nbody_. */
#ifndef TFN_NBODY_MODEL_H
#define TFN_NBODY_MODEL_H

#include "api.h"
#include "network.h"

API_BEGIN

/* ---- [kinds] Networks of the same rows of stages ----
 *
 *   linear      a number times the velocity; one weight for each input vector
 *   invariant   hidden features of l = 0 alone: velocities enter by their
 *               lengths; the last layer makes vectors along the edges
 *   tfn         residual layers of chapter 6 with features 0e and 1o
 *   attention   the same with attention in the place of the sum
 *   equiformer  blocks of equiformer.h, half as many as the others have
 *               stages (at least one), with features and frames up to lmax and
 *               an attention as head; its labels are even, and it turns as
 *               nearly as its grids are fine
 *
 * Those in the middle are: a linear stage from the inputs to the features,
 * `depth` residual stages, a layer norm, and a layer of chapter 6 to one vector
 * for each node, without a gate. */
enum nbody_model_kind {
  NBODY_MODEL_LINEAR = 1,
  NBODY_MODEL_INVARIANT,
  NBODY_MODEL_TFN,
  NBODY_MODEL_ATTENTION,
  NBODY_MODEL_EQUIFORMER
};
#define NBODY_MODELS 5

/* ---- [size] Their sizes ---- */
struct nbody_model_size {
  size_t channels; /* of scalars, and of vectors */
  int lmax;        /* of the harmonics */
  size_t depth;    /* residual stages */
  size_t hidden;   /* width of the radial networks */
  size_t heads;    /* of attention; divides channels */
  size_t basis;    /* radial functions */
  real cutoff;     /* their reach; nothing ends there */
};

/* 16 channels of scalars and of vectors, three residual stages. */
struct nbody_model_size nbody_model_size(void);

/* "linear", "invariant" ...; NULL for any other number. */
const char *nbody_model_name(enum nbody_model_kind kind);

/* The kind with this name; false when there is none or a pointer is NULL. */
bool nbody_model_kind(const char *name, enum nbody_model_kind *kind);

/* network  out: release it with network_free; NULL on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (kind, a size), TFN_BAD_SHAPE (heads
 * that do not divide the channels) or TFN_NO_MEMORY. */
enum tfn_status nbody_model(enum nbody_model_kind kind,
                            const struct nbody_model_size *size,
                            struct network **network);

API_END

#endif
