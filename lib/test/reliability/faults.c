/* faults.c: every allocation of every function that allocates fails in turn.
 * The linker puts the functions below in the place of malloc and its kin. */
#define _POSIX_C_SOURCE 200809L
#include "faults.h"

#include "character.h"
#include "clebsch_gordan.h"
#include "fast_network.h"
#include "fast_wigner.h"
#include "model.h"
#include "networks.h"
#include "store.h"
#include "trial.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- [wrap] Allocations that are counted, and of which one fails ---- */
static size_t asked, failing, alive;
static bool failed;

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t each);
void *__real_realloc(void *p, size_t n);
void *__real_aligned_alloc(size_t alignment, size_t n);
void __real_free(void *p);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t each);
void *__wrap_realloc(void *p, size_t n);
void *__wrap_aligned_alloc(size_t alignment, size_t n);
void __wrap_free(void *p);

static bool refused(void)
{
  if (++asked != failing)
    return false;
  failed = true;
  errno = ENOMEM;
  return true;
}

static void *counted(void *p)
{
  alive += p != NULL;
  return p;
}

void *__wrap_malloc(size_t n)
{
  return refused() ? NULL : counted(__real_malloc(n));
}

void *__wrap_calloc(size_t n, size_t each)
{
  return refused() ? NULL : counted(__real_calloc(n, each));
}

void *__wrap_realloc(void *p, size_t n)
{
  if (refused())
    return NULL;
  alive -= p != NULL;
  return counted(__real_realloc(p, n));
}

void *__wrap_aligned_alloc(size_t alignment, size_t n)
{
  return refused() ? NULL : counted(__real_aligned_alloc(alignment, n));
}

void __wrap_free(void *p)
{
  alive -= p != NULL;
  __real_free(p);
}

/* ---- [help] What the calls below share ----
 *
 * A call returns its status, 0 when all was well.  `spoiled` counts outputs
 * that were touched: where memory ends, nothing is half written.  (Of
 * representation_matrix alone nothing is promised: its map is the caller's.) */
size_t spoiled;
double numbers[FAULTS_NUMBERS];
real reals[FAULTS_NUMBERS];

void mark(size_t n)
{
  for (size_t i = 0; i < n; i++) {
    numbers[i] = SENTINEL;
    reals[i] = SENTINEL;
  }
}

int untouched(size_t n, int status)
{
  for (size_t i = 0; i < n && status; i++)
    spoiled += numbers[i] != SENTINEL || reals[i] != SENTINEL;
  return status;
}

int kept(size_t n, const double *x, int status)
{
  for (size_t i = 0; i < n && status; i++)
    spoiled += x[i] != SENTINEL;
  return status;
}

int kept_reals(size_t n, const real *x, int status)
{
  for (size_t i = 0; i < n && status; i++)
    spoiled += x[i] != SENTINEL;
  return status;
}

rot3 turn(void)
{
  return so3_exp((vec3){0.3, -0.5, 1.1});
}

struct irreps layout(const char *text)
{
  struct irreps x = {0};
  irreps_parse(text, &x, NULL);
  return x;
}

/* ---- [chapter2] Representations ---- */
static int try_wigner_d(void)
{
  mark(81);
  return untouched(81, (int)wigner_d(4, turn(), numbers));
}

static int try_wigner_d_exp(void)
{
  mark(81);
  return untouched(81, (int)wigner_d_exp(4, turn(), numbers));
}

static int try_wigner_d_zyz(void)
{
  mark(81);
  return untouched(81, (int)wigner_d_zyz(4, (euler_zyz){1, 2, 3}, numbers));
}

static int try_wigner_table(void)
{
  struct wigner_table table;
  int status = (int)wigner_table_create(4, &table);
  spoiled += status && (table.J || table.lmax != -1);
  if (!status)
    status = (int)wigner_table_all(&table, turn(), numbers);
  wigner_table_free(&table);
  return status;
}

static const int two = 2;
static const double identity[25] = {
    [0] = 1, [6] = 1, [12] = 1, [18] = 1, [24] = 1};

static int with_map(int (*call)(const struct representation *map))
{
  struct representation irrep = wigner_representation(&two);
  struct representation vector = representation_vector();
  struct representation_pair pair = {&vector, &irrep};
  struct representation product = representation_product(&pair);
  struct representation sum = representation_sum(&pair);
  struct representation_basis basis = {&irrep, identity, identity};
  struct representation changed = representation_changed(&basis);
  const struct representation *maps[3] = {&product, &sum, &changed};
  int status = 0;
  for (int i = 0; i < 3 && !status; i++)
    status = call(maps[i]);
  return status;
}

static int map_matrix(const struct representation *map)
{
  int status = (int)representation_matrix(map, turn(), numbers);
  return status == REPRESENTATION_FAILED ? -1 : status;
}

static int map_residuals(const struct representation *map)
{
  double r = SENTINEL, s = SENTINEL, t = SENTINEL;
  int status =
      kept(1, &r, (int)representation_residual(map, turn(), turn(), &r));
  if (!status)
    status = kept(1, &s, (int)representation_reversed(map, turn(), turn(), &s));
  if (!status)
    status = kept(1, &t, (int)representation_identity(map, &t));
  return status == REPRESENTATION_FAILED ? -1 : status;
}

static int map_averages(const struct representation *map)
{
  struct haar_node nodes[2] = {{turn(), 0.5}, {so3_identity(), 0.5}};
  double *B = numbers, *T = numbers + 900;
  mark(1800);
  int status = kept(900, B, (int)representation_form(map, 2, nodes, B));
  if (!status)
    status =
        kept(900, T, (int)representation_intertwiner(map, map, 2, nodes, B, T));
  return status == REPRESENTATION_FAILED ? -1 : status;
}

static int map_traces(const struct representation *map)
{
  size_t count[9] = {SENTINEL};
  double trace = SENTINEL, worst = SENTINEL;
  int status = kept(1, &trace, (int)character_at(map, 1, &trace));
  if (!status)
    status = kept(1, &worst, (int)character_decompose(map, 8, count, &worst));
  spoiled += status && count[0] != SENTINEL;
  return status == CHARACTER_FAILED ? -1 : status;
}

static int try_maps(void)
{
  return with_map(map_matrix);
}

static int try_residuals(void)
{
  return with_map(map_residuals);
}

static int try_averages(void)
{
  return with_map(map_averages);
}

static int try_traces(void)
{
  return with_map(map_traces);
}

static int try_exponential(void)
{
  const double *one = identity;
  double r = SENTINEL;
  mark(25);
  int status = untouched(25, (int)representation_exp(5, one, numbers));
  if (!status)
    status = kept(1, &r, (int)representation_commutators(5, one, one, one, &r));
  return status;
}

/* ---- [chapter4] Couplings ---- */
static int try_cg_real(void)
{
  mark(105);
  return untouched(105, (int)cg_real(2, 3, 1, numbers));
}

static int try_cg_sparse(void)
{
  static struct cg_term terms[100];
  size_t n = SENTINEL;
  for (size_t i = 0; i < 100; i++)
    terms[i].c = SENTINEL;
  int status = (int)cg_sparse(2, 3, 1, &n, terms);
  spoiled += status && n != SENTINEL;
  for (size_t i = 0; i < 100 && status; i++)
    spoiled += terms[i].c != SENTINEL;
  return status;
}

static int try_cg_null_space(void)
{
  mark(105);
  return untouched(105, (int)cg_null_space(2, 3, 1, numbers));
}

/* ---- [chapter5] Products ---- */
static int try_transform(void)
{
  struct irreps x = layout("2x0e + 3x1o + 1x2e");
  static const real in[16] = {1, 2, 3};
  mark(16);
  return untouched(16, (int)irreps_transform(&x, turn(), true, 1, in, reals));
}

static int try_products(void)
{
  struct irreps a = layout("2x0e + 2x1o"), Y = layout("0e + 1o + 2e"), c;
  struct irreps b = layout("3x0e + 2x1o + 1x2e");
  static const real x[3 * 16] = {1, 2, 3}, w[3 * 400] = {1};
  struct tensor_product *tp = NULL;
  int status = (int)tp_create(TP_FULL, &a, &Y, &b, &tp);
  spoiled += status && tp;
  mark(3000);
  if (!status)
    status = kept(3000, numbers, (int)tp_matrix(tp, w, numbers));
  if (!status)
    status = kept_reals(3000, reals, (int)tp_dense(tp, 3, x, x, w, 400, reals));
  tp_free(tp);
  tp = NULL;
  tp_depthwise_output(&a, &Y, NULL, &c);
  if (!status)
    status = (int)tp_create(TP_DEPTHWISE, &a, &Y, &c, &tp);
  spoiled += status && tp;
  tp_free(tp);
  return status;
}

/* ---- [chapter6] Graphs, networks, training ---- */
const real four_places[12] = {0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 1, 1};

static int try_graphs(void)
{
  const size_t counts[2] = {3, 1};
  struct graph *all = NULL, *near = NULL;
  int status = (int)graph_all_pairs(2, counts, four_places, 2,
                                    HARMONICS_COMPONENT, &all);
  spoiled += status && all;
  if (!status)
    status =
        (int)graph_radius(2, counts, four_places, 2, 2, HARMONICS_NORM, &near);
  spoiled += status && near;
  graph_free(all);
  graph_free(near);
  return status;
}

/* A layer with all there is: the full product, and the scalar gate. */
static int try_layers(void)
{
  const struct layer_description is = {.mode = TP_FULL,
                                       .in = layout("2x0e + 2x1o"),
                                       .out = layout("2x0e + 2x1o"),
                                       .harmonics = layout("0e + 1o"),
                                       .gate = GATE_SCALAR,
                                       .basis = 4,
                                       .hidden = 4,
                                       .scale = 1};
  struct stage layer = {0}, norm = {0}, whole = {0};
  int status = (int)layer_stage(&is, &layer);
  spoiled += status && layer.kind;
  if (!status)
    status = (int)residual_stage(&layer, 2, &whole);
  spoiled += status && (layer.kind || whole.kind);
  if (!status)
    status = (int)layer_norm_stage(&is.in, &norm);
  spoiled += status && norm.kind;
  stage_free(&whole);
  stage_free(&norm);
  return status;
}

int build(struct network **network)
{
  const struct network_description d = {
      "2x0e", 2, true, {RADIAL_BESSEL, 4, REAL(3.5), 6}};
  int status = (int)network_create(&d, network);
  if (!status)
    status = (int)network_add_layer(*network, "3x0e + 3x1o", GATE_SCALAR, 4, 3);
  if (!status) /* three channels fill no vector */
    status = (int)network_add_layer(*network, "4x0e + 4x1o", GATE_SCALAR, 8, 3);
  if (!status)
    status = (int)network_add_norm(*network);
  if (!status)
    status = (int)network_add_residual(*network, GATE_NORM, 8, 3, 2);
  if (!status)
    status = (int)network_answer(*network, "4x0e", ANSWER_SUM);
  return status;
}

/* The energy of the four points and the forces on them. */
int predict(const struct network *network, real *answer)
{
  const size_t four = 4;
  network_initial(network, 1, reals);
  for (size_t i = 0; i < 16; i++)
    answer[i] = SENTINEL;
  return kept_reals(16, answer,
                    (int)network_predict(network, reals, 1, &four, four_places,
                                         NULL, answer, answer + 4));
}

int passes(const struct network *network)
{
  const size_t four = 4;
  struct graph *graph = NULL;
  struct network_pass *pass = NULL;
  int status = (int)network_graph(network, 1, &four, four_places, &graph);
  if (!status)
    status = (int)network_pass_create(network, graph, &pass);
  spoiled += status && pass;
  if (!status)
    status = (int)network_initial(network, 1, reals);
  if (!status)
    status = (int)network_forward(network, reals, pass);
  network_pass_free(pass);
  graph_free(graph);
  return status ? status : predict(network, reals + 10000);
}

static int try_networks(void)
{
  struct network *network = NULL;
  int status = build(&network);
  if (!status)
    status = passes(network);
  network_free(network);
  return status;
}

/* Some of its layers may be fast then: what it computes is the same. */
static void check_half_fast(const struct network *network, const real *before)
{
  real after[16];
  spoiled += predict(network, after) != 0;
  for (size_t i = 0; i < 16; i++)
    spoiled += !(fabs((double)(after[i] - before[i])) <= 1e-3);
}

int replaced(change *first, change *then)
{
  struct network *network = NULL;
  real before[16];
  int status = build(&network);
  if (!status)
    status = predict(network, before);
  if (!status) {
    status = (int)first(network);
    if (!status && then)
      status = (int)then(network);
    if (status)
      check_half_fast(network, before);
  }
  if (!status)
    status = passes(network);
  network_free(network);
  return status;
}

static int try_fast_networks(void)
{
  return replaced(fast_network, NULL);
}

static enum tfn_status four_points(const struct task *task,
                                   const struct network *network,
                                   struct batch *batch)
{
  const size_t four = 4;
  (void)task;
  return network_graph(network, 1, &four, four_places, &batch->graph);
}

static void no_loss(const struct task *task, const struct batch *batch,
                    real share, struct network_pass *pass,
                    struct report *report)
{
  (void)task;
  (void)batch;
  (void)pass;
  report->loss += (double)share;
}

static int try_training(void)
{
  const struct task task = {
      .name = "none", .items = 4, .batch = four_points, .loss = no_loss};
  const struct trainer_plan plan = {.seed = 1,
                                    .batch = 2,
                                    .parts = 2,
                                    .adam = {.rate = REAL(1e-3),
                                             .beta1 = REAL(0.9),
                                             .beta2 = REAL(0.99),
                                             .eps = REAL(1e-8)}};
  struct network *network = NULL;
  struct trainer t = {0};
  int status = build(&network);
  if (!status) {
    status = (int)trainer_create(network, &task, &plan, &t);
    spoiled += status && (t.w || t.order || t.part);
    for (int step = 0; step < 2 && !status; step++)
      status = (int)trainer_step(&t);
    if (!status)
      status = (int)trainer_run(&t, 3, NULL, NULL, NULL);
    trainer_free(&t);
  }
  network_free(network);
  return status;
}

/* ---- [chapter7] Models and files ---- */
static int try_models(void)
{
  struct network *network = NULL;
  struct graph *graph = NULL;
  vec3 p[2 * TETRIS_CUBES];
  const real r[2] = {1, 2};
  tetris_points(TETRIS_LEFT, p);
  tetris_points(TETRIS_T, p + TETRIS_CUBES);
  int status = (int)model_create(MODEL_TALK, &network);
  if (!status)
    status = (int)model_graph(network, 2, p, &graph);
  if (!status)
    status = (int)model_move(p, graph);
  if (!status)
    status = (int)network_initial(network, 1, reals);
  if (!status)
    status = (int)model_radial(network, reals, 0, 2, r, reals + 20000);
  graph_free(graph);
  network_free(network);
  return status;
}

static int try_trials(void)
{
  const enum tetris_shape shapes[2] = {TETRIS_LEFT, TETRIS_T};
  const struct trial_plan plan = {1, 2, 1, false};
  struct training t;
  struct trial trial = {.max_dp = SENTINEL};
  double dp[2];
  int status = (int)training_begin(MODEL_TALK, 1, 2, shapes, &t);
  spoiled += status && (t.network || t.trainer.w);
  if (!status)
    status = (int)trial_run(t.network, t.trainer.w, &plan, &trial, dp);
  spoiled += status && trial.max_dp != SENTINEL;
  if (!status)
    status = (int)training_save(scratch_path, &t);
  if (!status)
    status = (int)training_load(scratch_path, &t);
  training_free(&t);
  return status;
}

/* Where a file cannot be saved, the old one stays: it says the step before. */
char scratch_path[64];

static int try_store(void)
{
  static uint64_t saved;
  struct store_record record = {.network = 7, .count = 100}, found;
  static real values[100];
  record.step = saved + 1;
  int status = (int)store_save(scratch_path, &record, values);
  saved += !status;
  spoiled +=
      status && (store_peek(scratch_path, &found) || found.step != saved);
  mark(100);
  if (!status)
    status = untouched(100, (int)store_load(scratch_path, 7, 100, NULL, reals));
  return status;
}

/* ---- [chapter8] Faster ---- */
static int try_fast_wigner(void)
{
  struct fast_wigner w;
  rot3 R = turn();
  int status = (int)fast_wigner_create(4, &w);
  if (!status) {
    status = (int)fast_wigner_all(&w, 1, &R, numbers);
    fast_wigner_free(&w);
  }
  return status;
}

/* ---- [main] Every call, with every allocation failing once ---- */
static const struct call calls[] = {{"wigner_d", try_wigner_d},
                                    {"wigner_d_exp", try_wigner_d_exp},
                                    {"wigner_d_zyz", try_wigner_d_zyz},
                                    {"wigner tables", try_wigner_table},
                                    {"maps", try_maps},
                                    {"residuals", try_residuals},
                                    {"averages", try_averages},
                                    {"traces", try_traces},
                                    {"representation_exp", try_exponential},
                                    {"cg_real", try_cg_real},
                                    {"cg_sparse", try_cg_sparse},
                                    {"cg_null_space", try_cg_null_space},
                                    {"irreps_transform", try_transform},
                                    {"tensor products", try_products},
                                    {"graphs", try_graphs},
                                    {"layers", try_layers},
                                    {"networks", try_networks},
                                    {"fast networks", try_fast_networks},
                                    {"training", try_training},
                                    {"models", try_models},
                                    {"trials", try_trials},
                                    {"store", try_store},
                                    {"fast wigner", try_fast_wigner},
                                    {NULL, NULL}};

/* Runs the call with allocation number k failing, 0 for none. */
static bool complain(const struct call *call, size_t k, const char *what)
{
  printf("%s, allocation %zu: %s\n", call->name, k, what);
  return false;
}

static bool run(const struct call *call, size_t k)
{
  asked = 0, failing = k, failed = false, spoiled = 0;
  size_t before = alive;
  int status = call->run();
  failing = 0;
  if (alive != before)
    return complain(call, k, "memory is lost");
  if (spoiled)
    return complain(call, k, "an output was touched");
  if (failed && !status)
    return complain(call, k, "the failure was not reported");
  if (status && !failed)
    return complain(call, k, "fails although nothing did");
  if (status < 0)
    return complain(call, k, "want of memory is reported as something else");
  return true;
}

static size_t run_all(const struct call *call, size_t *faults)
{
  size_t bad = 0;
  for (; call->name; call++) {
    bad += !run(call, 0);
    for (size_t k = 1, all = asked; k <= all; k++, ++*faults)
      bad += !run(call, k);
  }
  return bad;
}

int main(void)
{
  size_t faults = 0, bad = 0;
  char folder[] = "/tmp/faults-XXXXXX";
  if (!mkdtemp(folder))
    return 1;
  snprintf(scratch_path, sizeof scratch_path, "%s/net", folder);
  bad += run_all(calls, &faults);
  bad += run_all(later_calls, &faults);
  unlink(scratch_path);
  bad += rmdir(folder) != 0; /* something was left in it */
  printf("faults: %zu allocations failed, %zu times wrongly\n", faults, bad);
  return bad > 0;
}
