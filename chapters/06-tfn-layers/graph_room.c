/* graph_room.c: memory for the nodes of a graph, then for its edges. */
#include "graph_room.h"

#include <stdint.h>

#include "memory.h"

/* ---- [segments] Which nodes belong to which cloud ---- */
enum tfn_status graph_room_nodes(struct graph *graph, const size_t *counts)
{
  graph->segment = memory_array(graph->graphs + 1, sizeof *graph->segment);
  if (!graph->segment)
    return TFN_NO_MEMORY;
  for (size_t g = 0; g < graph->graphs; g++) {
    if (counts[g] > SIZE_MAX / 64 - graph->segment[g])
      return TFN_TOO_LARGE;
    graph->segment[g + 1] = graph->segment[g] + counts[g];
  }
  graph->nodes = graph->segment[graph->graphs];
  graph->first = memory_array(graph->nodes + 1, sizeof *graph->first);
  return graph->first ? TFN_OK : TFN_NO_MEMORY;
}

/* ---- [first] Where the edges into each node begin ---- */
static bool set_first(struct graph *graph, size_t *in)
{
  for (size_t i = 0; i < graph->nodes; i++) {
    if (in[i] > SIZE_MAX - graph->first[i])
      return false;
    graph->first[i + 1] = graph->first[i] + in[i];
    in[i] = graph->first[i];
  }
  return true;
}

/* ---- [edges] An array for each thing that an edge has ---- */
enum tfn_status graph_room_edges(struct graph *graph, size_t *in, bool shift)
{
  if (!set_first(graph, in))
    return TFN_TOO_LARGE;
  const size_t n = graph->edges = graph->first[graph->nodes];
  graph->sender = memory_array(n, sizeof *graph->sender);
  graph->receiver = memory_array(n, sizeof *graph->receiver);
  graph->vector = memory_array(n, 3 * sizeof *graph->vector);
  graph->length = memory_array(n, sizeof *graph->length);
  graph->Y = memory_array(n, graph->harmonics * sizeof *graph->Y);
  if (shift)
    graph->shift = memory_array(n, 3 * sizeof *graph->shift);
  return graph->sender && graph->receiver && graph->vector && graph->length &&
                 graph->Y && (graph->shift || !shift)
             ? TFN_OK
             : TFN_NO_MEMORY;
}
