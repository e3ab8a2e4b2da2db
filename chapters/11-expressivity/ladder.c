/* ladder.c: what a network can tell apart, by one look at random weights.  The
 * networks are made in ladder_network.c, the predictions in ladder_rungs.c. */
#include "ladder.h"

#include "loss.h"
#include "memory.h"
#include "trainer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- [generic] A draw of weights ---- */
static void draw(const struct network *network, uint64_t seed, real *w)
{
  struct random g = random_seed(seed);
  network_initial(network, seed, w);
  for (size_t k = 0; k < network_weights(network); k++)
    w[k] += (real)(random_normal(&g) / 8);
}

/* ---- [answers] One cloud through the network ---- */
struct sides { /* of the comparison: a and b */
  struct graph *graph[2];
  struct network_pass *pass[2];
  real *w, *p;
};

static void release(struct sides *s)
{
  for (int k = 0; k < 2; k++) {
    network_pass_free(s->pass[k]);
    graph_free(s->graph[k]);
  }
  free(s->w);
  free(s->p);
}

static enum tfn_status prepare(const struct network *network, size_t n,
                               const vec3 *a, const vec3 *b, struct sides *s)
{
  enum tfn_status status = TFN_OK;
  s->w = memory_array(network_weights(network), sizeof(real));
  s->p = memory_array(n, 3 * sizeof(real));
  if (!s->w || !s->p)
    return TFN_NO_MEMORY;
  for (int k = 0; !status && k < 2; k++) {
    const vec3 *from = k ? b : a;
    for (size_t i = 0; i < n; i++) {
      s->p[3 * i] = (real)from[i].x;
      s->p[3 * i + 1] = (real)from[i].y;
      s->p[3 * i + 2] = (real)from[i].z;
    }
    status = network_graph(network, 1, &n, s->p, &s->graph[k]);
    if (!status)
      status = network_pass_create(network, s->graph[k], &s->pass[k]);
  }
  return status;
}

/* ---- [compare] The gap of one draw ---- */

/* The largest of 1 and the features behind all stages, at all nodes. */
static double size_of(const struct network *network, const struct sides *s)
{
  double size = 1;
  for (int k = 0; k < 2; k++)
    for (size_t t = 0; t < network->stages; t++) {
      size_t count = s->graph[k]->nodes * network->stage[t].out.dim;
      for (size_t i = 0; i < count; i++)
        size = fmax(size, fabs((double)s->pass[k]->stage[t].y[i]));
    }
  return size;
}

static double compare(const struct network *network, size_t read,
                      const struct sides *s)
{
  const struct network_answer *is = &network->answer[0];
  size_t rows = is->of == ANSWER_NODES ? s->graph[0]->nodes : 1;
  size_t count = (read && read < rows ? read : rows) * is->layout.dim;
  double most = 0;
  for (int k = 0; k < 2; k++)
    network_forward(network, s->w, s->pass[k]);
  double size = size_of(network, s);
  for (size_t i = 0; i < count; i++) {
    double a = (double)s->pass[0]->answer[0][i];
    double b = (double)s->pass[1]->answer[0][i];
    if (!(fabs(a - b) <= most || isnan(most))) /* NaN stays */
      most = fabs(a - b);
    size = fmax(size, fmax(fabs(a), fabs(b)));
  }
  return most / size;
}

enum tfn_status ladder_gap(const struct network *network, size_t n,
                           const vec3 *a, const vec3 *b, size_t read,
                           uint64_t seed, double *gap)
{
  if (!network || !a || !b || !gap)
    return TFN_NULL;
  struct sides s = {{NULL}, {NULL}, NULL, NULL};
  enum tfn_status status = prepare(network, n, a, b, &s);
  double most = 0;
  for (uint64_t k = 0; !status && k < LADDER_DRAWS; k++) {
    draw(network, seed + k, s.w);
    double now = compare(network, read, &s);
    if (!(now <= most || isnan(most)))
      most = now;
  }
  release(&s);
  if (!status)
    *gap = most;
  return status;
}

/* ---- [run] One rung ---- */
static size_t nodes_read(const struct ladder_rung *rung)
{
  return rung->pair == LADDER_TETRIS ? 0 : 1;
}

enum tfn_status ladder_run(const struct ladder_rung *rung, double *gap)
{
  vec3 a[LADDER_POINTS], b[LADDER_POINTS];
  struct network *network = NULL;
  size_t n;
  if (!rung || !gap)
    return TFN_NULL;
  enum tfn_status status = ladder_clouds(rung, &n, a, b);
  if (!status)
    status = ladder_network(&rung->recipe, &network);
  if (!status)
    status = ladder_gap(network, n, a, b, nodes_read(rung), 1, gap);
  network_free(network);
  return status;
}

bool ladder_holds(const struct ladder_rung *rung, double gap)
{
  if (!rung)
    return false;
  return rung->differs ? gap >= LADDER_DIFFERENT : gap <= LADDER_EQUAL;
}

/* ---- [train] The usual way, for comparison ---- */
struct lesson {
  size_t n;
  real p[6 * LADDER_POINTS];
};

static enum tfn_status lesson_batch(const struct task *task,
                                    const struct network *network,
                                    struct batch *batch)
{
  const struct lesson *is = task->data;
  const size_t counts[2] = {is->n, is->n};
  return network_graph(network, 2, counts, is->p, &batch->graph);
}

static void lesson_loss(const struct task *task, const struct batch *batch,
                        real share, struct network_pass *pass,
                        struct report *report)
{
  const struct lesson *is = task->data;
  const struct network_answer *answer = &pass->network->answer[0];
  size_t dim = answer->layout.dim, C = answer->layout.block[0].channels;
  size_t apart = answer->of == ANSWER_NODES ? is->n * dim : dim;
  const size_t label[2] = {0, 1};
  size_t second = dim > C ? dim - C : 1; /* m = l, or channel 1 */
  real z[4], p[4], dz[4] = {0}, loss = 0;
  (void)batch;
  for (size_t k = 0; k < 4; k++)
    z[k] = pass->answer[0][k / 2 * apart + k % 2 * second];
  loss_cross_entropy(2, 2, z, label, p, &loss);
  loss_cross_entropy_backward(2, 2, p, label, dz);
  for (size_t k = 0; k < 4; k++)
    pass->danswer[0][k / 2 * apart + k % 2 * second] += 2 * share * dz[k];
  report->loss += 2 * (double)(share * loss);
  report->least = fmin(report->least, (double)(p[0] < p[3] ? p[0] : p[3]));
}

static bool lesson_done(const struct task *task, const struct report *report)
{
  (void)task;
  return report->least >= 0.9;
}

static enum tfn_status learn(const struct network *network, struct lesson *is,
                             uint64_t seed, size_t most, size_t *steps,
                             double *sure)
{
  struct task task = {.name = "two clouds",
                      .items = 2,
                      .batch = lesson_batch,
                      .loss = lesson_loss,
                      .done = lesson_done,
                      .data = is};
  struct trainer_plan plan = {.seed = seed, .adam = adam_default()};
  struct trainer t;
  plan.adam.rate = REAL(0.01);
  enum tfn_status status = trainer_create(network, &task, &plan, &t);
  if (status)
    return status;
  status = trainer_run(&t, most, NULL, NULL, NULL);
  if (!status) {
    *steps = t.adam.step;
    *sure = t.report.least;
  }
  trainer_free(&t);
  return status;
}

enum tfn_status ladder_train(const struct ladder_rung *rung, uint64_t seed,
                             size_t most, size_t *steps, double *sure)
{
  vec3 a[LADDER_POINTS], b[LADDER_POINTS];
  struct network *network = NULL;
  struct lesson lesson;
  if (!rung || !steps || !sure)
    return TFN_NULL;
  enum tfn_status status = ladder_clouds(rung, &lesson.n, a, b);
  for (size_t i = 0; !status && i < 2 * lesson.n; i++) {
    vec3 p = i < lesson.n ? a[i] : b[i - lesson.n];
    lesson.p[3 * i] = (real)p.x;
    lesson.p[3 * i + 1] = (real)p.y;
    lesson.p[3 * i + 2] = (real)p.z;
  }
  if (!status)
    status = ladder_network(&rung->recipe, &network);
  if (!status)
    status = learn(network, &lesson, seed, most, steps, sure);
  network_free(network);
  return status;
}
