/* figure_chains.c: chapter 11 in the page: which networks tell cis from trans,
 * and after how many layers. */
#include <math.h>

#include "clouds.h"
#include "ladder.h"
#include "live.h"

LIVE double chains_gap(int kind, int k, int layers);
LIVE double chains_differ(void);
LIVE double *chains_points(int k, int cis);

static vec3 points[CLOUDS_CHAIN_MAX + 2];

/* The gap between the answers for cis and trans of k nodes, by a network of a
 * kind of ladder.h with random weights; NaN when it cannot be made. */
double chains_gap(int kind, int k, int layers)
{
  struct ladder_rung rung = {.pair = LADDER_CHAIN, .size = (size_t)k};
  double gap;
  rung.recipe.kind = (enum ladder_kind)kind;
  rung.recipe.layers = (size_t)layers;
  rung.recipe.lmax = 1;
  rung.recipe.cutoff = REAL(CLOUDS_CHAIN_REACH);
  return ladder_run(&rung, &gap) ? (double)NAN : gap;
}

/* From this gap on two answers count as different. */
double chains_differ(void)
{
  return LADDER_DIFFERENT;
}

/* (k + 2, 3), the points of a chain. */
double *chains_points(int k, int cis)
{
  clouds_chain((size_t)k, cis != 0, points);
  return &points[0].x;
}
