/* fuzz_graph.c: any numbers as points: the cell list finds what two loops
 * find, and looks at no more pairs than it promises. */
#include "graph.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static real distance(const real *a, const real *b)
{
  return real_hypot(real_hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
}

static void compare(const struct graph *graph, const real *p, real radius)
{
  size_t e = 0;
  for (size_t i = 0; i < graph->nodes; i++)
    for (size_t j = 0; j < graph->nodes; j++) {
      bool cloud = (i < graph->segment[1]) == (j < graph->segment[1]);
      real d = distance(p + 3 * i, p + 3 * j);
      if (i == j || !cloud || !(d < radius || isinf(radius)))
        continue;
      if (e >= graph->edges || graph->receiver[e] != i ||
          graph->sender[e] != j || graph->length[e] != d)
        abort();
      e++;
    }
  if (e != graph->edges || graph->compared > 108 * (graph->nodes + e))
    abort();
}

/* The first number is the radius, the rest are points of two clouds. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  real radius, p[3 * 200];
  if (size < sizeof radius + 1)
    return 0;
  memcpy(&radius, data, sizeof radius);
  size_t n = (size - sizeof radius) / (3 * sizeof *p), counts[2];
  n = n < 200 ? n : 200;
  memcpy(p, data + sizeof radius, n * 3 * sizeof *p);
  counts[0] = n ? data[size - 1] % (n + 1) : 0;
  counts[1] = n - counts[0];
  struct graph *graph = NULL;
  enum tfn_status status =
      graph_radius(2, counts, p, radius, 2, HARMONICS_NORM, &graph);
  if ((status == TFN_OK) != (graph != NULL))
    abort();
  if (graph)
    compare(graph, p, radius);
  graph_free(graph);
  return 0;
}
