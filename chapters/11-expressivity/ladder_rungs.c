/* ladder_rungs.c: what the chapter predicts, and of which clouds.  See
 * ladder.h. */
#include "ladder.h"

#include "tetris.h"

#include <string.h>

/* ---- [list] The rungs ----
 *
 * `size` and `recipe` of each pair of rungs: one where nothing may be seen, and
 * the next, where something must. */
struct list {
  size_t n;
  struct ladder_rung *rung;
};

static void push(struct list *list, enum ladder_pair pair, size_t size,
                 bool differs, struct ladder_recipe recipe)
{
  if (list->n < LADDER_RUNGS)
    list->rung[list->n++] = (struct ladder_rung){pair, size, recipe, differs};
}

/* A ring of n points looks round to one layer of a degree below n, to any
 * number of them, and to products; it does not to an answer of degree n, which
 * filters of a lower degree may reach in several layers. */
static void rings(struct list *list)
{
  struct ladder_recipe r = {.kind = LADDER_PLAIN, .layers = 1, .cutoff = 3};
  for (int n = 2; n <= 6; n++)
    for (int l = n - 1; l <= n; l++) {
      r.lmax = r.answer = l;
      push(list, LADDER_RING, (size_t)n, l == n, r);
    }
  for (int n = 3; n <= 4; n++) {
    r.lmax = r.answer = n - 1;
    r.layers = 2;
    push(list, LADDER_RING, (size_t)n, false, r);
  }
  const int filter[4][3] = {{2, 1, 2}, {4, 2, 2}, {4, 1, 4}, {3, 1, 3}};
  for (int k = 0; k < 4; k++) { /* n, filter, layers */
    r.lmax = r.answer = filter[k][0];
    r.filter = filter[k][1];
    r.layers = (size_t)filter[k][2];
    push(list, LADDER_RING, (size_t)filter[k][0], filter[k][0] != 3, r);
  }
}

/* ---- [chains] How many layers a chain of k needs ---- */
static size_t layers_needed(enum ladder_kind kind, size_t k)
{
  switch (kind) {
  case LADDER_SCALAR:
    return k + 1;
  case LADDER_NORM:
    return (k + 1) / 2 + 2;
  case LADDER_EGNN:
    return (k + 1) / 2 + 1;
  default:
    return k / 2 + 1;
  }
}

static void chains(struct list *list)
{
  struct ladder_recipe r = {.lmax = 1, .cutoff = REAL(CLOUDS_CHAIN_REACH)};
  r.kind = LADDER_DISTANCES;
  for (size_t k = 2; k <= 4; k++) {
    r.layers = k + 2;
    push(list, LADDER_CHAIN, k, false, r);
  }
  for (int kind = LADDER_SCALAR; kind <= LADDER_PAINN; kind++)
    for (size_t k = 2; k <= 5; k++)
      for (size_t less = 2; less-- > 0;) {
        r.kind = (enum ladder_kind)kind;
        r.layers = layers_needed(r.kind, k) - less;
        push(list, LADDER_CHAIN, k, !less, r);
      }
  r.kind = LADDER_NORM; /* what two sides of a node say cancels in a sum */
  r.bare = true;
  for (size_t k = 4; k <= 6; k++)
    for (size_t less = 2; less-- > 0;) {
      size_t later = (k + 1) / 2 + 3;
      r.layers = (later < k + 1 ? later : k + 1) - less;
      push(list, LADDER_CHAIN, k, !less, r);
    }
}

/* ---- [bodies] How many neighbours must be looked at together ---- */
static void bodies(struct list *list)
{
  const struct {
    enum clouds_kind pair;
    size_t order;
    int lmax;
    bool odd, differs;
  } rung[] = {
      {CLOUDS_TWO, 1, 4, false, false},
      {CLOUDS_TWO, 2, 1, false, true},
      {CLOUDS_THREE, 2, 4, false, false},
      {CLOUDS_THREE, 3, 1, false, false},
      {CLOUDS_THREE, 3, 2, false, true},
      {CLOUDS_FOUR, 3, 4, false, false},
      {CLOUDS_FOUR, 4, 1, false, false},
      {CLOUDS_FOUR, 4, 2, false, true},
      {CLOUDS_HANDED, 4, 3, false, false},
      {CLOUDS_HANDED, 3, 4, true, false},
      {CLOUDS_HANDED, 4, 3, true, true},
      {CLOUDS_OLD_FOUR, 4, 3, false, false},
      {CLOUDS_OLD_HANDED, 4, 3, true, false},
  };
  for (size_t k = 0; k < sizeof rung / sizeof *rung; k++) {
    struct ladder_recipe r = {.kind = LADDER_PRODUCTS,
                              .layers = 1,
                              .lmax = rung[k].lmax,
                              .order = rung[k].order,
                              .total = rung[k].odd && rung[k].order == 4 ? 7
                                       : rung[k].odd                     ? 9
                                                                         : 8,
                              .odd = rung[k].odd,
                              .cutoff = 12};
    push(list, LADDER_BODIES, rung[k].pair, rung[k].differs, r);
  }
}

/* ---- [hands] What a hand needs ---- */
static void hands(struct list *list)
{
  const struct {
    enum ladder_kind kind;
    size_t layers;
    int lmax;
    bool even, differs;
  } rung[] = {
      {LADDER_DISTANCES, 4, 0, false, false},
      {LADDER_SCALAR, 4, 1, false, false},
      {LADDER_SCALAR, 2, 1, true, false},
      {LADDER_SCALAR, 3, 1, true, true},
      {LADDER_EGNN, 4, 1, false, false},
      {LADDER_PAINN, 4, 1, false, false},
      {LADDER_GAUNT, 4, 3, true, false},
  };
  struct ladder_recipe r = {.cutoff = 4};
  for (size_t k = 0; k < sizeof rung / sizeof *rung; k++) {
    r.kind = rung[k].kind;
    r.layers = rung[k].layers;
    r.lmax = rung[k].lmax;
    r.even = rung[k].even;
    push(list, LADDER_TETRIS, 4, rung[k].differs, r);
  }
  r = (struct ladder_recipe){.kind = LADDER_PRODUCTS,
                             .layers = 1,
                             .lmax = 3,
                             .order = 4,
                             .total = 7,
                             .odd = true,
                             .cutoff = 4};
  push(list, LADDER_TETRIS, 4, true, r);
}

size_t ladder_rungs(struct ladder_rung *rung)
{
  struct list list = {0, rung};
  if (!rung)
    return 0;
  rings(&list);
  chains(&list);
  bodies(&list);
  hands(&list);
  return list.n;
}

/* ---- [clouds] The two clouds of a rung ---- */
static enum tfn_status fixed(size_t size, size_t *n, vec3 *a, vec3 *b)
{
  struct clouds pair;
  enum tfn_status status = clouds_pair((enum clouds_kind)size, &pair);
  if (status)
    return status;
  *n = pair.n;
  memcpy(a, pair.a, sizeof pair.a);
  memcpy(b, pair.b, sizeof pair.b);
  return TFN_OK;
}

enum tfn_status ladder_clouds(const struct ladder_rung *rung, size_t *n,
                              vec3 *a, vec3 *b)
{
  if (!rung || !n || !a || !b)
    return TFN_NULL;
  size_t size = rung->size;
  *n = 0;
  if (size > CLOUDS_CHAIN_MAX)
    return TFN_BAD_VALUE;
  enum tfn_status status = TFN_BAD_VALUE;
  switch (rung->pair) {
  case LADDER_RING:
    *n = size + 1;
    status = clouds_ring(size, 0, a);
    return status ? status : clouds_ring(size, 1 / (double)size, b);
  case LADDER_CHAIN:
    *n = size + 2;
    status = clouds_chain(size, true, a);
    return status ? status : clouds_chain(size, false, b);
  case LADDER_BODIES:
    return fixed(size, n, a, b);
  case LADDER_TETRIS:
    *n = TETRIS_CUBES;
    tetris_points(TETRIS_LEFT, a);
    tetris_points(TETRIS_RIGHT, b);
    return TFN_OK;
  }
  return status;
}
