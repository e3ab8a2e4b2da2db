/* nbody_lesson.c: charged bodies as a task for the trainer. */
#include "nbody_lesson.h"

#include "loss.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- [vector] Vectors in the order of the harmonics ---- */
enum { N = NBODY_BODIES, IN = 5, CHUNK = 50 };

static void to_feature(vec3 v, real *f)
{
  f[0] = (real)v.y;
  f[1] = (real)v.z;
  f[2] = (real)v.x;
}

/* ---- [batch] Bodies as a graph with features ---- */
static void write_inputs(const struct nbody *bodies, real *points, real *x)
{
  for (size_t i = 0; i < N; i++, points += 3, x += IN) {
    points[0] = (real)bodies->x[i].x;
    points[1] = (real)bodies->x[i].y;
    points[2] = (real)bodies->x[i].z;
    x[0] = (real)bodies->charge[i];
    x[1] = (real)vec3_norm(bodies->v[i]);
    to_feature(bodies->v[i], x + 2);
  }
}

static bool fits(const struct network *network)
{
  struct irreps in;
  irreps_parse(NBODY_IN, &in, NULL);
  if (!network->parity)
    in.block[1].parity = 1;
  return irreps_equal(&network->in, &in) && network->answers &&
         network->answer[0].of == ANSWER_NODES &&
         network->answer[0].layout.dim == 3 &&
         network->answer[0].layout.block[0].l == 1;
}

/* The graph of n clouds of bodies, with the features of every body. */
static enum tfn_status assemble(const struct network *network,
                                const struct nbody_lesson *lesson, size_t n,
                                const size_t *item, struct batch *batch)
{
  size_t *counts = memory_array(n, sizeof *counts);
  real *points = memory_array(n * N * 3, sizeof *points);
  batch->x = memory_array(n * N * IN, sizeof *batch->x);
  enum tfn_status status = TFN_NO_MEMORY;
  if (counts && points && batch->x) {
    for (size_t k = 0; k < n; k++) {
      counts[k] = N;
      write_inputs(&lesson->from[item[k]], points + k * N * 3,
                   batch->x + k * N * IN);
    }
    status = network_graph(network, n, counts, points, &batch->graph);
  }
  free(counts);
  free(points);
  return status;
}

static enum tfn_status batch(const struct task *task,
                             const struct network *network, struct batch *batch)
{
  if (!fits(network))
    return TFN_BAD_SHAPE;
  return assemble(network, task->data, batch->items, batch->item, batch);
}

/* ---- [loss] How far off ---- */
static void loss(const struct task *task, const struct batch *batch, real share,
                 struct network_pass *pass, struct report *report)
{
  const struct nbody_lesson *lesson = task->data;
  for (size_t k = 0; k < batch->items; k++) {
    real one = 0;
    size_t at = k * N * 3;
    loss_squares(N * 3, pass->answer[0] + at,
                 lesson->want + batch->item[k] * N * 3, share / (N * 3),
                 pass->danswer[0] + at, &one);
    report->loss += (double)one;
    report->sum[0] += (double)one;
  }
}

/* ---- [begin] Questions and answers ---- */
static void write_answer(const struct nbody *from, const struct nbody *to,
                         double time, real *want)
{
  for (size_t i = 0; i < N; i++) {
    vec3 free_flight = vec3_add(from->x[i], vec3_scale(time, from->v[i]));
    to_feature(vec3_sub(to->x[i], free_flight), want + 3 * i);
  }
}

enum tfn_status nbody_lesson_begin(const struct nbody_recipe *recipe,
                                   uint64_t seed, size_t items,
                                   struct nbody_lesson *lesson)
{
  if (lesson)
    memset(lesson, 0, sizeof *lesson);
  if (!recipe || !lesson)
    return TFN_NULL;
  if (!items || seed >> 32)
    return TFN_BAD_VALUE;
  lesson->from = memory_array(items, sizeof *lesson->from);
  lesson->want = items > SIZE_MAX / (N * 3)
                     ? NULL
                     : memory_array(items * N * 3, sizeof *lesson->want);
  lesson->time = recipe->dt * (double)recipe->ahead;
  enum tfn_status status =
      lesson->from && lesson->want ? TFN_OK : TFN_NO_MEMORY;
  for (size_t k = 0; k < items && !status; k++) {
    struct nbody to;
    status = nbody_sample(recipe, seed << 32 | k, &lesson->from[k], &to, NULL);
    if (!status)
      write_answer(&lesson->from[k], &to, lesson->time,
                   lesson->want + k * N * 3);
  }
  if (status)
    nbody_lesson_free(lesson);
  else
    lesson->task = (struct task){.name = "nbody",
                                 .items = items,
                                 .batch = batch,
                                 .loss = loss,
                                 .data = lesson};
  return status;
}

void nbody_lesson_free(struct nbody_lesson *lesson)
{
  if (!lesson)
    return;
  free(lesson->from);
  free(lesson->want);
  memset(lesson, 0, sizeof *lesson);
}

/* ---- [predict] The answers for some examples ----
 *
 * answer  out (n, bodies, 3) */
static enum tfn_status predict(const struct nbody_lesson *lesson,
                               const struct network *network, const real *w,
                               size_t n, const size_t *item, real *answer)
{
  struct batch b = {.items = n, .item = item};
  struct network_pass *pass = NULL;
  enum tfn_status status = assemble(network, lesson, n, item, &b);
  if (!status)
    status = network_pass_create(network, b.graph, &pass);
  if (!status) {
    memcpy(pass->x, b.x, n * N * IN * sizeof *b.x);
    status = network_forward(network, w, pass);
  }
  if (!status)
    memcpy(answer, pass->answer[0], n * N * 3 * sizeof *answer);
  network_pass_free(pass);
  graph_free(b.graph);
  free(b.x);
  return status;
}

/* Some examples at a time: memory does not grow with their number. */
static size_t chunk_of(const struct nbody_lesson *lesson, size_t begin,
                       size_t *item)
{
  size_t n = 0;
  for (; n < CHUNK && begin + n < lesson->task.items; n++)
    item[n] = begin + n;
  return n;
}

/* ---- [test] The error on a lesson ---- */
enum tfn_status nbody_lesson_test(const struct nbody_lesson *lesson,
                                  const struct network *network, const real *w,
                                  double *mse)
{
  size_t item[CHUNK];
  real answer[CHUNK * N * 3];
  double sum = 0;
  if (!lesson || !lesson->from || !network || !w || !mse)
    return TFN_NULL;
  if (!fits(network))
    return TFN_BAD_SHAPE;
  for (size_t k = 0; k < lesson->task.items; k += CHUNK) {
    size_t n = chunk_of(lesson, k, item);
    enum tfn_status status = predict(lesson, network, w, n, item, answer);
    if (status)
      return status;
    for (size_t i = 0; i < n * N * 3; i++) {
      double d = (double)answer[i] - (double)lesson->want[k * N * 3 + i];
      sum += d * d;
    }
  }
  *mse = sum / (double)(lesson->task.items * N * 3);
  return TFN_OK;
}

/* ---- [turned] The error of its symmetry ---- */
/* fmax would lose a NaN: what is no number has no symmetry. */
static double larger(double most, double x)
{
  return x <= most || isnan(most) ? most : x;
}

static double apart(const real *answer, const real *turned, rot3 R)
{
  double most = 0;
  for (size_t i = 0; i < N; i++, answer += 3, turned += 3) {
    vec3 y = {(double)answer[2], (double)answer[0], (double)answer[1]};
    vec3 z = {(double)turned[2], (double)turned[0], (double)turned[1]};
    most = larger(most, vec3_norm(vec3_sub(so3_apply(R, y), z)));
  }
  return most;
}

enum tfn_status nbody_lesson_turned(const struct nbody_lesson *lesson,
                                    const struct network *network,
                                    const real *w, uint64_t seed,
                                    double *difference)
{
  if (!lesson || !lesson->from || !network || !w || !difference)
    return TFN_NULL;
  if (!fits(network))
    return TFN_BAD_SHAPE;
  struct random g = random_seed(seed);
  struct nbody turned;
  struct nbody_lesson other = {.from = &turned};
  real answer[N * 3], also[N * 3];
  size_t zero = 0;
  double most = 0;
  for (size_t k = 0; k < lesson->task.items; k++) {
    rot3 R = so3_random(&g);
    turned = nbody_turn(&lesson->from[k], R, false);
    enum tfn_status status = predict(lesson, network, w, 1, &k, answer);
    if (!status)
      status = predict(&other, network, w, 1, &zero, also);
    if (status)
      return status;
    most = larger(most, apart(answer, also, R));
  }
  *difference = most;
  return TFN_OK;
}
