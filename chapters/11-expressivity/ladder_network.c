/* ladder_network.c: networks from recipes.  See ladder.h. */
#include "ladder.h"

#include "egnn.h"
#include "gaunt.h"
#include "many_body.h"
#include "painn.h"

#include <stdio.h>

/* ---- [texts] Layouts of a few words ---- */
enum { CHANNELS = 8, HIDDEN = 8, BASIS = 6, TEXT = 128 };

static char parity_of(const struct ladder_recipe *is, int l)
{
  return l % 2 && !is->even ? 'o' : 'e';
}

static void features(const struct ladder_recipe *is, int lmax, char text[TEXT])
{
  size_t at = 0;
  for (int l = 0; l <= lmax; l++)
    at += (size_t)snprintf(text + at, TEXT - at, "%s%dx%d%c", l ? " + " : "",
                           CHANNELS, l, parity_of(is, l));
}

static enum tfn_status begin(const struct ladder_recipe *is, int lmax,
                             struct network **network)
{
  const struct network_description d = {
      .in = "1x0e",
      .lmax = lmax,
      .parity = !is->even,
      .basis = {RADIAL_BESSEL, BASIS, is->cutoff, 6}};
  return network_create(&d, network);
}

/* ---- [layers] Layers of chapter 6, with gates or without ---- */
static enum tfn_status gated(const struct ladder_recipe *is, enum gate gate,
                             struct network *network)
{
  char text[TEXT];
  enum tfn_status status = TFN_OK;
  features(is, is->kind == LADDER_DISTANCES ? 0 : is->lmax, text);
  for (size_t k = 1; !status && k < is->layers; k++)
    status = network_add_layer(network, text, gate, HIDDEN, 1);
  return status ? status
                : network_add_layer(network, "8x0e",
                                    is->bare ? GATE_NONE : gate, HIDDEN, 1);
}

/* With filters of degree f, layer k reaches degree k f. */
static enum tfn_status plain_layer(const struct ladder_recipe *is, size_t k,
                                   struct network *network)
{
  char text[TEXT];
  int reached = is->filter ? is->filter * (int)k : is->lmax;
  features(is, reached < is->lmax ? reached : is->lmax, text);
  return network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
}

static enum tfn_status plain(const struct ladder_recipe *is,
                             struct network *network)
{
  char text[TEXT];
  enum tfn_status status = TFN_OK;
  for (size_t k = 1; !status && k < is->layers; k++)
    status = plain_layer(is, k, network);
  snprintf(text, TEXT, "%dx%d%c", CHANNELS, is->answer,
           parity_of(is, is->answer));
  return status ? status
                : network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
}

/* ---- [products] Layers followed by products ---- */
static enum tfn_status add_products(struct network *network, const char *in,
                                    const char *out, size_t lowest,
                                    size_t order, int total)
{
  struct many_body_description is = {
      .lowest = lowest, .order = order, .total = total};
  struct stage stage;
  if (irreps_parse(in, &is.in, NULL) || irreps_parse(out, &is.out, NULL))
    return TFN_BAD_VALUE;
  enum tfn_status status = many_body_stage(&is, &stage);
  return status ? status : network_add(network, &stage);
}

static enum tfn_status squares(const struct ladder_recipe *is,
                               struct network *network)
{
  char text[TEXT];
  enum tfn_status status = TFN_OK;
  features(is, is->lmax, text);
  for (size_t k = 0; !status && k < is->layers; k++) {
    status = network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
    if (!status)
      status = add_products(network, text, k + 1 < is->layers ? text : "8x0e",
                            1, 2, 0);
  }
  return status;
}

static enum tfn_status products(const struct ladder_recipe *is,
                                struct network *network)
{
  char text[TEXT];
  features(is, is->lmax, text);
  enum tfn_status status =
      network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
  return status ? status
                : add_products(network, text, is->odd ? "8x0o" : "8x0e",
                               is->order, is->order, is->total);
}

static enum tfn_status functions(const struct ladder_recipe *is,
                                 struct network *network)
{
  char text[TEXT];
  features(is, is->lmax, text);
  enum tfn_status status =
      network_add_layer(network, text, GATE_NONE, HIDDEN, 1);
  for (size_t k = 1; !status && k < is->layers; k++) {
    struct gaunt_description d = {.channels = CHANNELS,
                                  .in = is->lmax,
                                  .out = k + 1 < is->layers ? is->lmax : 0,
                                  .parity = !is->even};
    struct stage stage;
    status = gaunt_stage(&d, &stage);
    if (!status)
      status = network_add(network, &stage);
  }
  return status;
}

/* ---- [others] Networks that are not of chapter 6 ---- */
static enum tfn_status moving(const struct ladder_recipe *is,
                              struct network *network)
{
  enum tfn_status status = TFN_OK;
  for (size_t k = 0; !status && k < is->layers; k++) {
    struct egnn_description d = {.in = k ? CHANNELS : 1,
                                 .out = CHANNELS,
                                 .hidden = HIDDEN,
                                 .moved = k > 0,
                                 .parity = !is->even};
    struct stage stage;
    status = egnn_stage(&d, &stage);
    if (!status)
      status = network_add(network, &stage);
  }
  return status;
}

/* A norm in front of every layer but the first keeps features of size one. */
static enum tfn_status add_vectors(const struct painn_description *is,
                                   struct network *network)
{
  enum tfn_status status = is->vectors ? network_add_norm(network) : TFN_OK;
  struct stage stage;
  if (!status)
    status = painn_stage(is, &stage);
  return status ? status : network_add(network, &stage);
}

static enum tfn_status vectors(const struct ladder_recipe *is,
                               struct network *network)
{
  struct painn_description d = {.channels = CHANNELS,
                                .basis = BASIS,
                                .parity = !is->even,
                                .scale = REAL(0.5)};
  enum tfn_status status =
      network_add_layer(network, "8x0e", GATE_SCALAR, HIDDEN, 1);
  if (!status)
    status = radial_basis_square(&network->basis, &d.square);
  for (size_t k = 0; !status && k < is->layers; k++) {
    d.vectors = k > 0;
    status = add_vectors(&d, network);
  }
  return status;
}

/* ---- [network] A network from a recipe ---- */
static enum tfn_status stages(const struct ladder_recipe *is,
                              struct network *network)
{
  switch (is->kind) {
  case LADDER_DISTANCES:
  case LADDER_SCALAR:
    return gated(is, GATE_SCALAR, network);
  case LADDER_NORM:
    return gated(is, GATE_NORM, network);
  case LADDER_SQUARE:
    return squares(is, network);
  case LADDER_EGNN:
    return moving(is, network);
  case LADDER_PAINN:
    return vectors(is, network);
  case LADDER_PRODUCTS:
    return products(is, network);
  case LADDER_GAUNT:
    return functions(is, network);
  case LADDER_PLAIN:
    return plain(is, network);
  }
  return TFN_BAD_VALUE;
}

enum tfn_status ladder_network(const struct ladder_recipe *is,
                               struct network **network)
{
  if (!is || !network)
    return TFN_NULL;
  *network = NULL;
  if (!is->layers || is->lmax < 0 || is->lmax > LADDER_LMAX || is->filter < 0 ||
      is->filter > LADDER_LMAX || is->answer < 0 || is->answer > LADDER_LMAX)
    return TFN_BAD_VALUE;
  enum tfn_status status =
      begin(is, is->filter ? is->filter : is->lmax, network);
  if (!status)
    status = stages(is, *network);
  bool nodes = is->kind == LADDER_PRODUCTS || is->kind == LADDER_PLAIN;
  if (!status)
    status = nodes ? network_answer(*network, NULL, ANSWER_NODES)
                   : network_answer(*network, "8x0e", ANSWER_SUM);
  if (status) {
    network_free(*network);
    *network = NULL;
  }
  return status;
}

const char *ladder_name(enum ladder_kind kind)
{
  static const char *const name[] = {
      "distances",  "scalar gate", "norm gate",      "squares", "EGNN",
      "PaiNN kind", "products",    "Gaunt products", "plain"};
  return (unsigned)kind < sizeof name / sizeof *name ? name[kind] : "unknown";
}
