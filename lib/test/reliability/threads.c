/* threads.c: eight threads call the library at once, on the same tables and
 * graphs, and get the bits that one thread gets.  Run under the thread
 * sanitizer it also sees every race. */
#define _POSIX_C_SOURCE 200809L
#include "character.h"
#include "clebsch_gordan.h"
#include "fast_harmonics.h"
#include "fast_network.h"
#include "networks.h"
#include "wigner.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, ROUNDS = 3, POINTS = 40, ROOM = 60000 };

/* ---- [shared] What all threads read ---- */
static struct {
  size_t counts[2];
  real points[3 * POINTS], weights[20000];
  struct wigner_table table;
  struct tensor_product *product;
  struct network *network[2];
} shared;

static struct network *build(bool fast)
{
  const struct network_description d = {
      "2x0e", 2, true, {RADIAL_BESSEL, 4, REAL(2.5), 6}};
  struct network *network = NULL;
  if (network_create(&d, &network) ||
      network_add_layer(network, "8x0e + 8x1o", GATE_SCALAR, 8, 3) ||
      network_add_layer(network, "8x0e", GATE_NORM, 8, 3) ||
      network_answer(network, "8x0e", ANSWER_SUM) ||
      (fast && fast_network(network)))
    exit(2);
  return network;
}

static void prepare(void)
{
  struct random g = random_seed(8);
  struct irreps x = {0}, Y, out;
  shared.counts[0] = shared.counts[1] = POINTS / 2;
  for (size_t k = 0; k < 3 * POINTS; k++)
    shared.points[k] = (real)(3 * random_uniform(&g));
  irreps_parse("4x0e + 2x1o", &x, NULL);
  irreps_harmonics(2, &Y);
  if (tp_depthwise_output(&x, &Y, NULL, &out) ||
      tp_create(TP_DEPTHWISE, &x, &Y, &out, &shared.product) ||
      wigner_table_create(6, &shared.table))
    exit(2);
  shared.network[0] = build(false);
  shared.network[1] = build(true);
  network_initial(shared.network[0], 1, shared.weights);
}

/* ---- [work] What each of them does ---- */
struct results {
  double numbers[2000];
  real reals[ROOM];
};

static int group_theory(struct results *r)
{
  rot3 R = so3_exp((vec3){0.4, 0.2, -1});
  struct representation map = wigner_representation(&(const int){3});
  size_t count[5];
  return (int)wigner_table_all(&shared.table, R, r->numbers) ||
         wigner_d_exp(4, R, r->numbers + 500) ||
         cg_real(2, 2, 2, r->numbers + 600) ||
         cg_null_space(1, 2, 2, r->numbers + 800) ||
         character_decompose(&map, 4, count, NULL);
}

static int features(struct results *r)
{
  const size_t n = POINTS, K = 49;
  real *w = r->reals + 10000;
  for (size_t k = 0; k < 4000; k++)
    w[k] = (real)k / 1000;
  return (int)harmonics(6, HARMONICS_NORM, n, shared.points, r->reals) ||
         fast_harmonics(6, HARMONICS_NORM, n, shared.points,
                        r->reals + n * K) ||
         tp_forward(shared.product, 3, w, w + 500, w + 1000, 0,
                    r->reals + 20000);
}

static int networks(struct results *r)
{
  for (size_t k = 0; k < 2; k++)
    if (network_predict(shared.network[k], shared.weights, 2, shared.counts,
                        shared.points, NULL, r->reals + 40000 + 1000 * k,
                        r->reals + 50000 + 1000 * k))
      return 1;
  return 0;
}

static void *work(void *results)
{
  struct results *r = results;
  for (int round = 0; round < ROUNDS; round++)
    if (group_theory(r) || features(r) || networks(r))
      r->numbers[1999] = 1;
  return NULL;
}

/* ---- [main] Eight at once, and one alone ---- */
int main(void)
{
  struct results *r = calloc(THREADS + 1, sizeof *r);
  pthread_t thread[THREADS];
  int differ = 0;
  if (!r)
    return 2;
  prepare();
  for (int t = 0; t < THREADS; t++)
    if (pthread_create(&thread[t], NULL, work, r + t))
      return 2;
  for (int t = 0; t < THREADS; t++)
    pthread_join(thread[t], NULL);
  work(r + THREADS);
  for (int t = 0; t < THREADS; t++)
    differ += memcmp(r + t, r + THREADS, sizeof *r) != 0;
  bool worked = r[THREADS].numbers[1999] == 0;
  printf("threads: %d threads, %d with other numbers than one alone%s\n",
         THREADS, differ, worked ? "" : "; a call failed");
  network_free(shared.network[0]);
  network_free(shared.network[1]);
  tp_free(shared.product);
  wigner_table_free(&shared.table);
  free(r);
  return differ || !worked;
}
