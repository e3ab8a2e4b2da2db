/* figure_crossing.c: chapter 10 in the page: how three softmaxes share out the
 * weights of a node's neighbours while one of them crosses the cutoff. */
#include "live.h"
#include "radial.h"
#include "softmax.h"

enum { NEIGHBOURS = 5, ENVELOPE = 6 };

static real logit[NEIGHBOURS], distance[NEIGHBOURS], weight[NEIGHBOURS];

LIVE double *crossing_logits(void);
LIVE double *crossing_distances(void);
LIVE double *crossing_weights(int envelope, int n);

/* (5) each, which the page writes; the cutoff is at distance 1. */
double *crossing_logits(void)
{
  return logit;
}

double *crossing_distances(void)
{
  return distance;
}

/* The weights of the first n: 0 for those that are beyond the cutoff, which no
 * list of neighbours has. */
double *crossing_weights(int envelope, int n)
{
  real a[NEIGHBOURS], u[NEIGHBOURS], share[NEIGHBOURS], alpha[NEIGHBOURS];
  size_t who[NEIGHBOURS], count = 0;
  for (size_t i = 0; i < NEIGHBOURS; i++)
    weight[i] = 0;
  for (size_t i = 0; i < NEIGHBOURS && i < (size_t)n; i++)
    if (distance[i] < 1) {
      a[count] = logit[i];
      u[count] = smooth_cutoff(ENVELOPE, distance[i], NULL);
      who[count++] = i;
    }
  if (count && !softmax_forward((enum softmax_envelope)envelope, count, 1, a, u,
                                share, alpha))
    for (size_t k = 0; k < count; k++)
      weight[who[k]] = alpha[k];
  return weight;
}
