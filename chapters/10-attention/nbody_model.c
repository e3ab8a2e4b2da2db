/* nbody_model.c: the networks of the n-body task, put together from stages. */
#include "nbody_model.h"

#include "attention.h"
#include "equiformer.h"
#include "linear.h"
#include "nbody.h"
#include "nbody_lesson.h"

#include <string.h>

/* ---- [names] What they are called ---- */
static const char *const names[NBODY_MODELS] = {"linear", "invariant", "tfn",
                                                "attention", "equiformer"};

const char *nbody_model_name(enum nbody_model_kind kind)
{
  bool known = kind >= NBODY_MODEL_LINEAR && kind <= NBODY_MODELS;
  return known ? names[kind - 1] : NULL;
}

bool nbody_model_kind(const char *name, enum nbody_model_kind *kind)
{
  for (int k = 0; name && kind && k < NBODY_MODELS; k++)
    if (!strcmp(name, names[k])) {
      *kind = (enum nbody_model_kind)(k + 1);
      return true;
    }
  return false;
}

struct nbody_model_size nbody_model_size(void)
{
  return (struct nbody_model_size){.channels = 16,
                                   .lmax = 1,
                                   .depth = 3,
                                   .hidden = 16,
                                   .heads = 4,
                                   .basis = 12,
                                   .cutoff = 6};
}

/* ---- [stages] Their stages ---- */
/* The first stage, from what enters. */
static enum tfn_status add_linear(struct network *network,
                                  const struct irreps *out, bool bias)
{
  struct stage stage;
  enum tfn_status status = linear_stage(&network->in, out, bias, &stage);
  return status ? status : network_add(network, &stage);
}

static enum tfn_status add_middle(enum nbody_model_kind kind,
                                  const struct nbody_model_size *size,
                                  struct network *network)
{
  const real neighbours = NBODY_BODIES - 1;
  if (kind == NBODY_MODEL_ATTENTION)
    return attention_add_residual(network, GATE_SCALAR, size->hidden,
                                  size->heads, size->depth);
  return network_add_residual(network, GATE_SCALAR, size->hidden, neighbours,
                              size->depth);
}

/* Scalars and, but for the invariant network, vectors. */
static void features(enum nbody_model_kind kind,
                     const struct nbody_model_size *size, struct irreps *out)
{
  memset(out, 0, sizeof *out);
  irreps_append(out, size->channels, 0, 1);
  if (kind != NBODY_MODEL_INVARIANT)
    irreps_append(out, size->channels, 1, -1);
}

static enum tfn_status add_stages(enum nbody_model_kind kind,
                                  const struct nbody_model_size *size,
                                  struct network *network)
{
  const real neighbours = NBODY_BODIES - 1;
  struct irreps middle, vector = {0};
  features(kind, size, &middle);
  irreps_append(&vector, 1, 1, -1);
  if (kind == NBODY_MODEL_LINEAR)
    return add_linear(network, &vector, false);
  enum tfn_status status = add_linear(network, &middle, true);
  for (size_t k = 0; k < size->depth && !status; k++)
    status = add_middle(kind, size, network);
  if (!status)
    status = network_add_norm(network);
  return status ? status
                : network_add_layer(network, "1x1o", GATE_NONE, size->hidden,
                                    neighbours);
}

/* ---- [equiformer] The blocks of EquiformerV2 ----
 *
 * Half as many as the others have stages, since a block is two stages: then it
 * has about as many weights as attention.  Eight factors: untrained answers
 * turn to about a thousandth. */
static enum tfn_status make_equiformer(const struct nbody_model_size *size,
                                       const struct radial_basis *basis,
                                       struct network **network)
{
  struct equiformer_description is = {.lmax = size->lmax,
                                      .mmax = size->lmax,
                                      .channels = size->channels,
                                      .hidden = size->channels,
                                      .heads = size->heads,
                                      .alpha = 4,
                                      .feed = size->channels,
                                      .basis = size->basis,
                                      .radial = size->hidden,
                                      .factors = 8,
                                      .neighbours = NBODY_BODIES - 1};
  if (!size->heads || size->channels % size->heads)
    return TFN_BAD_SHAPE;
  is.value = size->channels / size->heads;
  size_t blocks = size->depth > 1 ? size->depth / 2 : 1;
  enum tfn_status status = radial_basis_square(basis, &is.square);
  if (!status)
    status = equiformer_network(&is, "2x0e + 1x1e", blocks, basis, network);
  if (!status)
    status = equiformer_add_head(&is, "1x1e", true, *network);
  return status ? status : network_answer(*network, "1x1e", ANSWER_NODES);
}

/* ---- [model] A network of a kind ---- */
static enum tfn_status make(enum nbody_model_kind kind,
                            const struct nbody_model_size *size,
                            struct network **network)
{
  struct network_description is = {
      .in = NBODY_IN,
      .lmax = size->lmax,
      .parity = true,
      .basis = {RADIAL_GAUSSIAN, size->basis, size->cutoff, 0}};
  if (kind == NBODY_MODEL_EQUIFORMER)
    return make_equiformer(size, &is.basis, network);
  enum tfn_status status = network_create(&is, network);
  if (!status)
    status = add_stages(kind, size, *network);
  return status ? status : network_answer(*network, "1x1o", ANSWER_NODES);
}

enum tfn_status nbody_model(enum nbody_model_kind kind,
                            const struct nbody_model_size *size,
                            struct network **network)
{
  if (network)
    *network = NULL;
  if (!size || !network)
    return TFN_NULL;
  if (!nbody_model_name(kind) || size->channels < 2 || size->lmax < 1)
    return TFN_BAD_VALUE;
  enum tfn_status status = make(kind, size, network);
  if (status) {
    network_free(*network);
    *network = NULL;
  }
  return status;
}
