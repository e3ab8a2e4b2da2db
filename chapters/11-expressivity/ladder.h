/* ladder.h: what a network can tell apart, by one look at random weights.
 *
 *   ladder_gap       how different two clouds are to a network
 *   ladder_network   a network from a recipe
 *   ladder_rungs     the list of all predictions
 *   ladder_clouds    the two clouds of a rung
 *   ladder_run       the gap of a rung
 *   ladder_holds     is its prediction borne out?
 *   ladder_train     the same question put to a trained network
 *   ladder_name      the name of a kind of network
 *
 * Names begin with ladder_. */
#ifndef TFN_LADDER_H
#define TFN_LADDER_H

#include "api.h"
#include "clouds.h"
#include "network.h"

API_BEGIN

/* ---- [gap] Generic weights ----
 *
 * Weights from a seed, none of them zero: network_initial plus normal numbers
 * of size 1/8.  The gap of a draw is
 *
 *   max |answer(a) - answer(b)| / max(1, |answers|, |features|),
 *
 * with the features of all nodes behind all stages: what an answer is summed
 * from may be large where the answer is small, and is rounded accordingly.  The
 * gap of the network is the largest of LADDER_DRAWS draws.  One gap above
 * rounding shows that the network can tell the clouds apart, and with almost
 * all weights; gaps of rounding show, with probability 1, that it never can.
 * Book section 11.2. */
#define LADDER_DRAWS 5

/* n      points of each cloud, a and b (n)
 * read   compare the answers of the first `read` nodes, where every node has
 *        its own; 0: all of them
 * seed   of the first draw; the next ones follow
 * gap    out; NaN when an answer is
 * Returns TFN_OK, TFN_NULL, or what network_graph and network_pass_create
 * return. */
enum tfn_status ladder_gap(const struct network *network, size_t n,
                           const vec3 *a, const vec3 *b, size_t read,
                           uint64_t seed, double *gap);

/* ---- [recipes] Networks in a few words ----
 *
 *   DISTANCES  layers of l = 0 alone
 *   SCALAR     layers with the scalar gate, up to degree lmax
 *   NORM       layers with the norm gate
 *   SQUARE     after each layer, products of two features, to scalars and back
 *   EGNN       points that move            (egnn.h)
 *   PAINN      scalars and vectors         (painn.h)
 *   PRODUCTS   one layer, then products of `order` features to scalars; only
 *              these, not those of fewer
 *   GAUNT      one layer, then layers - 1 times a product of functions
 *   PLAIN      layers without gates, and an answer of degree `answer` */
enum ladder_kind {
  LADDER_DISTANCES = 0,
  LADDER_SCALAR,
  LADDER_NORM,
  LADDER_SQUARE,
  LADDER_EGNN,
  LADDER_PAINN,
  LADDER_PRODUCTS,
  LADDER_GAUNT,
  LADDER_PLAIN
};

struct ladder_recipe {
  enum ladder_kind kind;
  size_t layers; /* 1.. */
  int lmax;      /* of features and filters: 0..LADDER_LMAX; EGNN and PAINN
                    have 1, whatever is said here */
  int filter;    /* PLAIN: of the filters, where lower than lmax; else 0 */
  int answer;    /* PLAIN: the degree that is read */
  size_t order;  /* PRODUCTS: factors */
  int total;     /* PRODUCTS: limit on the sum of their degrees; 0: none */
  bool odd;      /* PRODUCTS: read pseudoscalars 0o, not scalars 0e */
  bool bare;     /* SCALAR, NORM: no gate behind the last layer */
  bool even;     /* every feature is labelled even: rotations only */
  real cutoff;   /* edges end here, smoothly */
};

#define LADDER_LMAX 12

/* "scalar gate", ...; "unknown" for any other number. */
const char *ladder_name(enum ladder_kind kind);

/* The answer is that of every node for PRODUCTS and PLAIN, else the sum over
 * the cloud; it is 8 scalars, or 8 features of the degree `answer`.
 *
 * network  out: release it with network_free; NULL on failure
 * Returns TFN_OK, TFN_NULL, TFN_BAD_VALUE (kind, layers, lmax, ...),
 * TFN_NO_PATH (no products or no answer of that kind), or TFN_NO_MEMORY. */
enum tfn_status ladder_network(const struct ladder_recipe *recipe,
                               struct network **network);

/* ---- [rungs] Predictions ----
 *
 * A rung is a network, two clouds, and what is to be expected. */
enum ladder_pair {
  LADDER_RING = 0, /* `size` points, turned by 1/size rad */
  LADDER_CHAIN,    /* `size` points in a line, cis and trans */
  LADDER_BODIES,   /* clouds_pair(size) */
  LADDER_TETRIS    /* left and right of chapter 7 */
};

struct ladder_rung {
  enum ladder_pair pair;
  size_t size;
  struct ladder_recipe recipe;
  bool differs; /* the prediction */
};

#define LADDER_POINTS 20
#define LADDER_RUNGS  96 /* at most */

/* rung (LADDER_RUNGS) := all predictions of the chapter, those of a pair
 * together; returns how many; 0 for NULL. */
size_t ladder_rungs(struct ladder_rung *rung);

/* The two clouds of a rung: a and b (LADDER_POINTS), *n points each.
 * Returns TFN_OK, TFN_NULL or TFN_BAD_VALUE (pair, size). */
enum tfn_status ladder_clouds(const struct ladder_rung *rung, size_t *n,
                              vec3 *a, vec3 *b);

/* ladder_gap of a rung, from seed 1.  Errors as there and as ladder_network. */
enum tfn_status ladder_run(const struct ladder_rung *rung, double *gap);

/* A gap that counts as a difference, and one that counts as rounding.  In the
 * networks here a number behind a stage is a sum of less than 10^4 products,
 * one for each weight of the stage (at most 1300) and neighbour (at most 7).
 * Their roundings, of up to eps/2, add like a random walk to 10^(4/2) eps/2,
 * and two numbers are compared. */
#define LADDER_DIFFERENT 2e-4
#define LADDER_EQUAL     (100 * (double)REAL_EPS)

/* gap >= LADDER_DIFFERENT where a difference is predicted, else
 * gap <= LADDER_EQUAL; false for NaN. */
bool ladder_holds(const struct ladder_rung *rung, double gap);

/* ---- [train] The usual way, for comparison ----
 *
 * Trains the network of a rung to give cloud a the name 0 and cloud b the name
 * 1: softmax and cross-entropy of the first two numbers of the answer, Adam at
 * rate 0.01, until both names have probability 0.9 or `most` steps are done.
 *
 * steps  out: steps done
 * sure   out: the least probability of a right name at the end
 * Returns as ladder_run and trainer_run. */
enum tfn_status ladder_train(const struct ladder_rung *rung, uint64_t seed,
                             size_t most, size_t *steps, double *sure);

API_END

#endif
