/* graph_room.h: the memory of a graph, for those who build one: graph.c, and
 * the graphs of periodic cells in chapter 12.  Internal. */
#ifndef TFN_GRAPH_ROOM_H
#define TFN_GRAPH_ROOM_H

#include <stdbool.h>

#include "graph.h"

/* For nodes: segment from the counts of the graphs, nodes, and a row of zeros
 * for first.  Fails with TFN_TOO_LARGE or TFN_NO_MEMORY; what the graph holds
 * already is for graph_free. */
enum tfn_status graph_room_nodes(struct graph *graph, const size_t *counts);

/* For edges: in (nodes) holds the number of edges into each node.  Sets first
 * from it and edges, makes in a copy of first, and takes memory for all arrays
 * of edges, for shift only where it is asked for.  Fails likewise. */
enum tfn_status graph_room_edges(struct graph *graph, size_t *in, bool shift);

#endif
