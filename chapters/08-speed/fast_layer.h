/* fast_layer.h: chapter 6's layer for small graphs, a receiver in each lane.
 *
 *   lanes_create         the edges of a graph, sorted into lanes
 *   lanes_free           release them
 *   lanes_spread         a row for each edge, moved into lanes
 *   fast_layer_applies   whether the fast road is open
 *   fast_layer_place     cut its memory
 *   fast_layer_look      what depends on the graph alone
 *   fast_layer_forward   as layer_forward
 *   fast_layer_backward  as layer_backward
 *   fast_layer_gradient  what was summed up in lanes, added
 *
 * For fast_training.c, which checks what they are given. */
#ifndef FAST_LAYER_H
#define FAST_LAYER_H

#include "layer.h"
#include "simd.h"

/* ---- [lanes] A graph in lanes ----
 *
 * Node i sits in lane i % LANES of block i / LANES.  The edges into a block
 * stand in slots: one slot is a vector with an edge in each lane, into the
 * node of that lane.  A block has as many slots as its busiest node has
 * neighbours; where a node has fewer, a lane holds no edge. */
#define NO_EDGE SIZE_MAX

struct lanes {
  size_t nodes, blocks, slots;
  size_t *first;    /* (blocks + 1): block b has slots first[b].. */
  size_t *edge;     /* (slots, LANES): an edge of the graph, or NO_EDGE */
  uint32_t *sender; /* (slots, LANES); of NO_EDGE the lane's own node */
};

/* lanes  out: release it with lanes_free
 * Returns TFN_OK, TFN_TOO_LARGE or TFN_NO_MEMORY. */
enum tfn_status lanes_create(const struct graph *graph, struct lanes *lanes);
void lanes_free(struct lanes *lanes);

/* to (slots, columns) := from (edges, columns), and 0 where no edge is. */
void lanes_spread(const struct lanes *lanes, size_t columns, const real *from,
                  vec *to);

/* ---- [struct] A layer in lanes ----
 *
 * As chapter 6's workspace, with a vec where a number stood. */
struct fast_layer {
  const struct layer *layer;
  const struct lanes *lanes;
  vec *M;         /* (slots, pairs): couplings times harmonics times scale */
  vec *x;         /* (slots, in.dim): features of the senders */
  vec *s, *slope; /* (slots, hidden): silu and its derivative */
  vec *w;         /* (slots, weights of an edge) */
  vec *messages;  /* (blocks, messages.dim) */
  vec *gated;     /* (blocks, gated.dim) */
  vec *gradient;  /* (layer_weights): a sum in each lane */
  vec *dmessages, *dgated, *dx, *dw; /* of one block, or of one slot */
};

/* True for depthwise layers without a gate or with the norm gate. */
bool fast_layer_applies(const struct layer *layer);

/* ---- [interface] The same steps ---- */

/* Sets the pointers of f into memory from *at on and moves *at behind them;
 * memory = NULL only counts.  In units of vec. */
void fast_layer_place(const struct layer *layer, const struct lanes *lanes,
                      vec *memory, size_t *at, struct fast_layer *f);

/* f->M from the harmonics of the graph: once, and after graph_move. */
void fast_layer_look(const struct fast_layer *f, const struct graph *graph);

/* y (blocks, out.dim) from x (blocks, in.dim).
 * B  (slots, basis), spread;  block  (layer_weights), as for layer_forward */
void fast_layer_forward(const struct fast_layer *f, const vec *B,
                        const real *block, const vec *x, vec *y);

/* Adds to f->gradient and, unless NULL, to dx (blocks, in.dim); dy (blocks,
 * out.dim) is 0 in the lanes behind the last node. */
void fast_layer_backward(const struct fast_layer *f, const vec *B,
                         const real *block, const vec *x, const vec *dy,
                         vec *dx);

/* Adds the sums over the lanes of f->gradient to dblock (layer_weights), and
 * sets f->gradient to 0. */
void fast_layer_gradient(const struct fast_layer *f, real *dblock);

#endif
