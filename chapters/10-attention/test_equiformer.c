/* test_equiformer.c: EquiformerV2's stages, and networks of them. */
#include "test_rig.h"
#include "anchors_sphere.h"
#include "equiformer.h"
#include "frame_map.h"
#include "separable_norm.h"

#include <stdint.h>

#define PI 3.14159265358979323846
static const double EPS = (double)REAL_EPS;

/* ---- [plan] Small networks ---- */
enum { BASIS = 4 };

static struct radial_basis basis_of(real cutoff)
{
  return (struct radial_basis){RADIAL_GAUSSIAN, BASIS, cutoff, 5};
}

static struct equiformer_description small(int lmax, int mmax, int factors)
{
  return (struct equiformer_description){.lmax = lmax,
                                         .mmax = mmax,
                                         .channels = 3,
                                         .hidden = 4,
                                         .heads = 2,
                                         .alpha = 3,
                                         .value = 2,
                                         .feed = 4,
                                         .basis = BASIS,
                                         .radial = 5,
                                         .factors = factors,
                                         .neighbours = 4};
}

/* ---- [rig] A stage or a network on a cloud ---- */
enum kind { EMBEDDING, ATTENTION, FEED, WHOLE };

/* One stage alone, or all with a block: features in, features of nodes out. */
static struct network *
assemble(enum kind kind, const struct equiformer_description *is, real cutoff)
{
  struct radial_basis basis = basis_of(cutoff);
  struct network *network = NULL;
  struct irreps layout_in, layout_out = layout("2x0e + 1x1e + 1x2e");
  struct stage stage;
  char text[200];
  if (kind == WHOLE) {
    check_true(!equiformer_network(is, "2x0e + 1x1e", 1, &basis, &network),
               "a network");
    check_true(!equiformer_add_head(is, "1x0e + 1x1e", true, network) &&
                   !network_answer(network, NULL, ANSWER_NODES),
               "its head");
    return network;
  }
  check_true(!equiformer_layout(is, &layout_in), "a layout");
  irreps_print(&layout_in, sizeof text, text);
  struct network_description d = {.in =
                                      kind == EMBEDDING ? "2x0e + 1x1e" : text,
                                  .lmax = is->lmax,
                                  .basis = basis};
  check_true(!network_create(&d, &network), "a network");
  enum tfn_status status =
      kind == EMBEDDING   ? equiformer_embedding(is, &network->in, &stage)
      : kind == ATTENTION ? equiformer_attention(is, &layout_out, &stage)
                          : equiformer_feed(is, &layout_out, &stage);
  check_true(!status, "stage %d: %s", (int)kind, tfn_message(status));
  check_true(!network_add(network, &stage) &&
                 !network_answer(network, NULL, ANSWER_NODES),
             "its answer");
  return network;
}

/* Takes over points and x; all pairs where the cutoff is large. */
static struct rig begin(enum kind kind, const struct equiformer_description *is,
                        real cutoff, size_t n, real *points, real *x)
{
  struct network *network = assemble(kind, is, cutoff);
  struct graph *graph;
  enum tfn_status status = network_graph(network, 1, &n, points, &graph);
  check_true(!status, "a graph: %s", tfn_message(status));
  return rig_begin(network, graph, n, points, x, 140);
}

static struct irreps layout_in(enum kind kind,
                               const struct equiformer_description *is)
{
  struct irreps in = layout("2x0e + 1x1e");
  if (kind == ATTENTION || kind == FEED)
    check_true(!equiformer_layout(is, &in), "a layout");
  return in;
}

static struct rig at_random(enum kind kind,
                            const struct equiformer_description *is, size_t n,
                            uint64_t seed)
{
  struct random g = random_seed(seed);
  real *p = cloud(&g, n);
  return begin(kind, is, 9, n, p, normals(&g, n * layout_in(kind, is).dim));
}

/* ---- [turns] How well it turns ---- */
static double broken(enum kind kind, const struct equiformer_description *is,
                     rot3 R, uint64_t seed)
{
  struct random g = random_seed(seed);
  size_t n = 5;
  struct irreps in = layout_in(kind, is);
  real *p = cloud(&g, n), *x = normals(&g, n * in.dim);
  real *turned = numbers(n * in.dim);
  irreps_transform(&in, R, false, n, x, turned);
  struct rig a = begin(kind, is, 9, n, p, x);
  struct rig b =
      begin(kind, is, 9, n, moved(n, p, R, false, (vec3){1, 2, -1}), turned);
  rig_forward(&a), rig_forward(&b);
  real *want = numbers(a.out);
  irreps_transform(&a.network->answer[0].layout, R, false, n, a.pass->answer[0],
                   want);
  check_true(largest(a.out, want) > 0.05, "not silent");
  double error = relative(a.out, want, b.pass->answer[0]);
  free(want);
  rig_end(&a), rig_end(&b);
  return error;
}

/* A turn about z by a multiple of 2 pi/longitudes moves the points of a grid
 * onto each other, also in the frames, whose roll it shifts by just that: then
 * everything is exact but for rounding. */
TEST(law_turns_of_the_grid_are_exact)
{
  double worst = 0;
  for (int kind = EMBEDDING; kind <= WHOLE; kind++)
    for (int lmax = 2; lmax <= 3; lmax++) {
      struct equiformer_description is = small(lmax, lmax, 3);
      double angle = 2 * PI / (3 * lmax + 1);
      rot3 R = so3_exp((vec3){0, 0, angle});
      worst = larger(worst, broken((enum kind)kind, &is, R, 141));
    }
  claim("e-gridturns", worst, 10 * LAYER_TOLERANCE);
}

/* For any other turn the grid of silu matters: the embedding has none. */
TEST(law_other_turns_are_exact_without_a_grid)
{
  double worst = 0;
  for (uint64_t seed = 142; seed < 146; seed++) {
    struct random g = random_seed(seed);
    struct equiformer_description is = small(3, 2, 3);
    worst = larger(worst, broken(EMBEDDING, &is, so3_random(&g), seed));
  }
  claim("e-embeddingturns", worst, LAYER_TOLERANCE);
}

static double mean_broken(const struct equiformer_description *is)
{
  double sum = 0;
  for (uint64_t seed = 150; seed < 154; seed++) {
    struct random g = random_seed(seed);
    sum += log(broken(WHOLE, is, so3_random(&g), seed)) / 4;
  }
  return exp(sum);
}

/* As for one activation (test_sphere_grid.c).  Messages are products of
 * features and radial functions and can be as large as 4: then a factor more
 * divides the error by 2 pi/4 = 1.6 at least. */
TEST(law_networks_turn_the_better_the_finer)
{
  struct equiformer_description coarse = small(2, 1, 3), fine = small(2, 1, 7);
  double first = mean_broken(&coarse), last = mean_broken(&fine);
  check_true(first > 1e-5, "with 3 factors it is not exact: %g", first);
  claim("e-networkdecay", pow(last / first, 0.25), 0.62);
}

/* The roll of the frames, turned inside the block, seen from outside. */
static double rolled(int factors, double roll_rad)
{
  struct equiformer_description is = small(3, 2, factors);
  struct rig a = at_random(ATTENTION, &is, 5, 155);
  is.roll_rad = (real)roll_rad;
  struct rig b = at_random(ATTENTION, &is, 5, 155);
  rig_forward(&a), rig_forward(&b);
  double error = relative(a.out, a.pass->answer[0], b.pass->answer[0]);
  rig_end(&a), rig_end(&b);
  return error;
}

TEST(law_the_roll_matters_as_the_grid_does)
{
  check_true(rolled(3, 0.4) > 1e-4, "seven longitudes see the roll: %g",
             rolled(3, 0.4));
  check_residual(rolled(3, 2 * PI / 7), 10 * LAYER_TOLERANCE,
                 "but not a whole step");
  claim("e-roll", rolled(9, 0.4) / rolled(3, 0.4), 0.02);
}

/* ---- [gradient] Backward, by weights, features and points ----
 *
 * By weights and features the gradient is that of the program, whatever its
 * grid.  By points it is that of a network whose frames may roll: so there the
 * grid has to be so fine that the roll matters less than differences see. */
static double by_weights_and_features(enum kind kind,
                                      const struct equiformer_description *is,
                                      uint64_t seed)
{
  struct rig t = at_random(kind, is, 4, seed);
  rig_loss(&t);
  rig_backward(&t);
  double error = gradient_error(rig_loss, &t, t.weights, t.w, t.dw);
  error =
      larger(error, gradient_error(rig_loss, &t, t.n * t.in, t.pass->x, t.dx));
  rig_end(&t);
  return error;
}

static double by_points(enum kind kind, const struct equiformer_description *is,
                        uint64_t seed)
{
  struct rig t = at_random(kind, is, 4, seed);
  rig_loss(&t);
  rig_backward(&t);
  double error = gradient_error(rig_loss, &t, 3 * t.n, t.points, t.dpoints);
  rig_end(&t);
  return error;
}

TEST(law_gradients_by_weights_and_features)
{
  double worst = 0;
  for (int kind = EMBEDDING; kind <= WHOLE; kind++)
    for (int mmax = 0; mmax <= 2; mmax++) {
      struct equiformer_description is = small(2, mmax, 2);
      is.envelope = mmax == 1 ? SOFTMAX_INSIDE : SOFTMAX_BOTH;
      if (kind == ATTENTION || mmax == 1)
        worst =
            larger(worst, by_weights_and_features((enum kind)kind, &is, 160));
    }
  claim("e-gradients", worst, GRADIENT_TOLERANCE);
}

TEST(law_gradients_by_points)
{
  double worst = 0;
  for (int mmax = 0; mmax <= 2; mmax++) {
    struct equiformer_description is = small(2, mmax, 24);
    is.roll_rad = REAL(0.3) * (real)mmax;
    worst = larger(worst, by_points(ATTENTION, &is, 160));
  }
  struct equiformer_description fine = small(2, 1, 32);
  worst = larger(worst, by_points(WHOLE, &fine, 161));
  struct equiformer_description any = small(2, 2, 2);
  worst = larger(worst, by_points(EMBEDDING, &any, 160));
  claim("e-forces", worst, GRADIENT_TOLERANCE);
}

/* ---- [batch] Parts of a batch ----
 *
 * Thirty clouds have more edges than are worked on at a time. */
TEST(law_a_batch_is_its_clouds)
{
  struct equiformer_description is = small(2, 1, 3);
  struct random g = random_seed(163);
  size_t clouds = 30, each = 4, counts[30], dim = layout_in(ATTENTION, &is).dim;
  real *points = numbers(3 * clouds * each);
  real *x = normals(&g, clouds * each * dim);
  for (size_t k = 0; k < clouds; k++) {
    real *p = cloud(&g, each);
    memcpy(points + 3 * each * k, p, 3 * each * sizeof *p);
    counts[k] = each;
    free(p);
  }
  struct rig one = begin(ATTENTION, &is, 9, each, copy_of(3 * each, points),
                         copy_of(each * dim, x));
  size_t nodes = clouds * each, out = one.out / each;
  real *y = numbers(nodes * out), *dw = numbers(one.weights);
  real *force = numbers(3 * nodes), *alone = numbers(3 * each);
  check_true(
      !network_predict(one.network, one.w, clouds, counts, points, x, y, force),
      "a batch");
  double worst = 0;
  for (size_t k = 0; k < clouds; k++) {
    check_true(!network_predict(one.network, one.w, 1, counts,
                                points + 3 * each * k, x + k * each * dim,
                                one.c, alone),
               "cloud %zu", k);
    worst = larger(worst, relative(one.out, one.c, y + k * one.out));
    worst = larger(worst, relative(3 * each, alone, force + 3 * each * k));
  }
  check_residual(worst, LAYER_TOLERANCE, "each cloud by itself (seed 163)");
  free(points), free(x), free(y), free(dw), free(force), free(alone);
  rig_end(&one);
}

/* What is remembered of an edge is its frame: everything else is for a few
 * edges at a time. */
TEST(law_memory_grows_by_frames_alone)
{
  struct equiformer_description is = small(3, 2, 3);
  struct irreps out = layout("1x0e");
  struct stage stage;
  size_t need[2], edges[2], n[2] = {12, 24};
  struct random g = random_seed(164);
  check_true(!equiformer_attention(&is, &out, &stage), "a stage");
  for (int k = 0; k < 2; k++) {
    real *p = numbers(3 * n[k]);
    for (size_t i = 0; i < n[k]; i++) /* on a line, neighbours near */
      p[3 * i] = (real)i, p[3 * i + 1] = (real)random_uniform(&g) / 4;
    struct geometry geometry = {.basis = basis_of(6)};
    struct graph *graph;
    check_true(
        !graph_radius(1, &n[k], p, REAL(5.5), 3, HARMONICS_COMPONENT, &graph),
        "a graph");
    geometry.graph = graph;
    check_true(!stage_workspace(&stage, &geometry, &need[k]), "memory");
    edges[k] = graph->edges;
    graph_free(graph);
    free(p);
  }
  size_t frame = so2_rows(3, 3), values = 16 * 4;
  check_true(edges[0] > 64, "more edges than are worked on at a time");
  double more = (double)(need[1] - need[0]);
  double want = (double)((edges[1] - edges[0]) * (frame + 2) + 12 * 2 * values);
  check_true(fabs(more - want) < 64 * 6, "%g numbers more, %g expected", more,
             want);
  stage_free(&stage);
}

/* ---- [cutoff] A neighbour that leaves ----
 *
 * The cutoff is 2; the last point stands a little inside and a little outside.
 * u vanishes as the third power of the distance to the cutoff. */
static double jump(enum softmax_envelope envelope)
{
  struct equiformer_description is = small(2, 1, 4);
  const real base[9] = {0, 0, 0, 1, 0, 0, 0, 0, 0};
  double error = 0;
  real *answer[2];
  is.envelope = envelope;
  for (int side = 0; side < 2; side++) {
    struct random g = random_seed(165);
    real *p = copy_of(9, base);
    double r = side ? 2 + 1e-3 : 2 - 1e-3;
    p[6] = (real)(-0.6 * r), p[7] = (real)(0.48 * r), p[8] = (real)(0.64 * r);
    struct rig t = begin(ATTENTION, &is, 2, 3, p,
                         normals(&g, 3 * layout_in(ATTENTION, &is).dim));
    check_true(t.graph->edges == (side ? 2 : 4), "edges");
    rig_forward(&t);
    answer[side] = copy_of(t.out, t.pass->answer[0]);
    error = side ? difference(t.out, answer[0], answer[1]) : 0;
    rig_end(&t);
  }
  free(answer[0]), free(answer[1]);
  return error;
}

TEST(law_nothing_jumps_at_the_cutoff)
{
  check_true(jump(SOFTMAX_PLAIN) > 1e-2, "without an envelope: %g",
             jump(SOFTMAX_PLAIN));
  check_true(jump(SOFTMAX_INSIDE) > 1e-2,
             "inside alone, with one neighbour: %g", jump(SOFTMAX_INSIDE));
  /* u at 1 - 5e-4 with p = 5 is 35 (5e-4)^3 = 4.4e-9; features of order 1 */
  claim("e-cutoff", jump(SOFTMAX_BOTH), 1e-7 + 20 * EPS);
}

/* ---- [naive] Attention by its formula, in double, for each edge alone ----
 *
 * Features are turned by irreps_transform and not by rows; the two maps and the
 * activation are the tested ones. */
struct names {
  const real *basis, *radial, *first, *second, *norm, *dot, *project, *bias;
};

static struct names names_of(const struct equiformer_description *is,
                             const struct frame_map *a,
                             const struct frame_map *b, size_t radials,
                             size_t project, const real *w)
{
  struct names p;
  p.basis = w;
  p.radial = p.basis + is->basis * is->radial;
  p.first = p.radial + is->radial * radials;
  p.second = p.first + a->weights;
  p.norm = p.second + b->weights;
  p.dot = p.norm + 2 * is->alpha;
  p.project = p.dot + is->heads * is->alpha;
  p.bias = p.project + project;
  return p;
}

/* (l, m, c) of K x C features into or out of the order of m. */
static void reorder(int L, int M, size_t C, bool in, real *space, real *frame)
{
  size_t at = 0;
  for (int m = 0; m <= M; m++)
    for (int sign = 1; sign >= (m ? -1 : 1); sign -= 2)
      for (int l = m; l <= L; l++)
        for (size_t c = 0; c < C; c++, at++) {
          real *x = space + (size_t)(l * l + l + sign * m) * C + c;
          if (in)
            frame[at] = *x;
          else
            *x = frame[at];
        }
}

static void naive_message(const struct equiformer_description *is,
                          const struct frame_map *first,
                          const struct frame_map *second,
                          const struct sphere_grid *grid, const struct names *p,
                          const struct rig *t, size_t e, real *logit,
                          real *value)
{
  int L = is->lmax, M = is->mmax;
  size_t C = is->channels, H = is->hidden, A = is->alpha,
         V = is->heads * is->value;
  size_t K = harmonics_count(L), sender = t->graph->sender[e];
  size_t receiver = t->graph->receiver[e];
  struct irreps wide = {0}, out = {0};
  for (int l = 0; l <= L; l++)
    irreps_append(&wide, 2 * C, l, 1), irreps_append(&out, V, l, 1);
  real *x = numbers(2 * C * K), *turned = numbers(2 * C * K);
  for (size_t k = 0; k < K; k++)
    for (size_t c = 0; c < C; c++) {
      x[k * 2 * C + c] = t->pass->x[(sender * K + k) * C + c];
      x[k * 2 * C + C + c] = t->pass->x[(receiver * K + k) * C + c];
    }
  rot3 Q;
  so2_frame(t->graph->vector + 3 * e, &Q);
  irreps_transform(&wide, Q, false, 1, x, turned);
  const real *B = t->pass->geometry.B + e * is->basis;
  size_t q = 0;
  for (int m = 0; m <= M; m++)
    for (int l = m; l <= L; l++)
      for (size_t c = 0; c < 2 * C; c++, q++) {
        double r = 0;
        size_t all = 0;
        for (int k = 0; k <= M; k++)
          all += (size_t)(L + 1 - k) * 2 * C;
        for (size_t j = 0; j < is->radial; j++) {
          real hidden = 0;
          for (size_t b = 0; b < is->basis; b++)
            hidden += B[b] * p->basis[b * is->radial + j];
          r += (double)(smooth_silu(hidden, NULL) * p->radial[j * all + q]);
        }
        turned[(size_t)(l * l + l + m) * 2 * C + c] *= (real)r;
        if (m)
          turned[(size_t)(l * l + l - m) * 2 * C + c] *= (real)r;
      }
  real *in = numbers(first->size_in), *h = numbers(first->size_out);
  real *act = numbers(first->size_out), *extra = numbers(first->extra);
  real *v = numbers(second->size_out), *space = numbers(K * V);
  real *work = memory_reals(frame_map_work(first, 1) +
                            frame_map_work(second, 1) + s2_work(grid, H));
  reorder(L, M, 2 * C, true, turned, in);
  frame_map_forward(first, 1, first->size_in, in, p->first, work, h, extra);
  s2_separable_forward(grid, 1, H, extra, h, work, act);
  frame_map_forward(second, 1, second->size_in, act, p->second, work, v, NULL);
  reorder(L, M, V, false, space, v);
  irreps_transform(&out, so3_inverse(Q), false, 1, space, value);
  for (size_t head = 0; head < is->heads; head++) {
    const real *f = extra + H + head * A;
    double mean = 0, square = 0;
    for (size_t c = 0; c < A; c++)
      mean += (double)f[c] / (double)A;
    for (size_t c = 0; c < A; c++)
      square += ((double)f[c] - mean) * ((double)f[c] - mean) / (double)A;
    logit[head] = 0;
    for (size_t c = 0; c < A; c++) {
      double z =
          (double)p->norm[c] * ((double)f[c] - mean) / sqrt(square + 1e-5) +
          (double)p->norm[A + c];
      double s = 1 / (1 + exp(-z));
      logit[head] += (real)((double)p->dot[head * A + c] *
                            (0.6 * z + 0.4 * z * (2 * s - 1)));
    }
  }
  free(x), free(turned), free(in), free(h), free(act), free(extra), free(v);
  free(space), free(work);
}

TEST(law_attention_is_its_formula)
{
  struct equiformer_description is = small(2, 1, 4);
  struct rig t = at_random(ATTENTION, &is, 3, 166);
  struct frame_map first, second;
  struct sphere_grid grid;
  size_t radials = 5 * 6, K = 9, V = 4, latitudes, longitudes;
  check_true(!frame_map_create(2, 1, 6, 4, 10, &first) &&
                 !frame_map_create(2, 1, 4, 4, 0, &second) &&
                 !sphere_grid_size(2, 1, 4, &latitudes, &longitudes) &&
                 !sphere_grid_create(2, 1, SPHERE_BY_ORDER, latitudes,
                                     longitudes, &grid),
             "its parts");
  size_t project = 4 * (2 + 1 + 1);
  struct names p = names_of(&is, &first, &second, radials, project, t.w);
  check_true(p.bias + 2 == t.w + t.weights, "all weights have a name");
  rig_forward(&t);
  const struct graph *graph = t.graph;
  double worst = 0;
  for (size_t i = 0; i < 3; i++) {
    double sum[36] = {0}, Z[2] = {0}, u[2], y[10] = {0};
    real logit[4], value[2][36];
    for (size_t j = 0; j < 2; j++) {
      size_t e = graph->first[i] + j;
      naive_message(&is, &first, &second, &grid, &p, &t, e, logit + 2 * j,
                    value[j]);
      u[j] = (double)smooth_cutoff(5, graph->length[e] / 9, NULL);
      for (size_t h = 0; h < 2; h++)
        Z[h] += u[j] * exp((double)logit[2 * j + h]);
    }
    for (size_t j = 0; j < 2; j++)
      for (size_t k = 0; k < K * V; k++) {
        size_t h = k % V / is.value;
        sum[k] += u[j] * u[j] * exp((double)logit[2 * j + h]) / Z[h] *
                  (double)value[j][k];
      }
    for (size_t c = 0; c < V; c++) { /* 2x0e + 1x1e + 1x2e */
      for (size_t d = 0; d < 2; d++)
        y[d] += sum[c] * (double)p.project[c * 2 + d];
      for (size_t k = 1; k < 9; k++)
        y[k + 1] += sum[k * V + c] * (double)p.project[(k < 4 ? 8 : 12) + c];
    }
    for (size_t k = 0; k < 10; k++)
      worst = larger(worst, fabs(y[k] + (k < 2 ? (double)p.bias[k] : 0) -
                                 (double)t.pass->answer[0][i * 10 + k]));
  }
  check_true(largest(t.out, t.pass->answer[0]) > 0.1, "not silent");
  check_residual(worst, LAYER_TOLERANCE, "against the formula (seed 166)");
  frame_map_free(&first), frame_map_free(&second);
  sphere_grid_free(&grid);
  rig_end(&t);
}

/* ---- [feed] The feed-forward network by its formula ---- */
static void times(size_t n, size_t in, size_t out, const real *x, const real *W,
                  real *y)
{
  for (size_t i = 0; i < n; i++)
    for (size_t d = 0; d < out; d++) {
      y[i * out + d] = 0;
      for (size_t c = 0; c < in; c++)
        y[i * out + d] += x[i * in + c] * W[c * out + d];
    }
}

TEST(law_feed_is_its_formula)
{
  struct equiformer_description is = small(2, 1, 3);
  struct rig t = at_random(FEED, &is, 1, 167);
  struct sphere_grid grid; /* latitudes 4, longitudes 7 */
  check_true(!sphere_grid_create(2, 2, SPHERE_BY_DEGREE, 4, 7, &grid),
             "its grid");
  size_t P = grid.points, C = 3, F = 4, in = 3 * C * F, point = F * F;
  const real *w = t.w, *scalar = w + in + F, *G = scalar + C * F + F;
  const real *out = G + 3 * point, *bias = out + F * 4;
  check_true(bias + 2 == w + t.weights, "all weights have a name");
  real *m = numbers(9 * F), *f = numbers(P * F), *g = numbers(P * F);
  real s[4], y[10], part[20];
  rig_forward(&t);
  for (int l = 0; l <= 2; l++)
    times((size_t)(2 * l + 1), C, F, t.pass->x + (size_t)(l * l) * C,
          w + (size_t)l * C * F, m + (size_t)(l * l) * F);
  for (size_t c = 0; c < F; c++)
    m[c] += w[in + c];
  times(1, C, F, t.pass->x, scalar, s);
  sphere_grid_to(&grid, 1, F, m, f);
  for (int k = 0; k < 3; k++) {
    times(P, F, F, f, G + (size_t)k * point, g);
    for (size_t i = 0; i < P * F; i++)
      f[i] = k < 2 ? smooth_silu(g[i], NULL) : g[i];
  }
  sphere_grid_from(&grid, 1, F, f, m);
  for (size_t c = 0; c < F; c++)
    m[c] = smooth_silu(s[c] + scalar[C * F + c], NULL);
  times(1, F, 2, m, out, y);
  times(3, F, 1, m + F, out + 2 * F, part);
  times(5, F, 1, m + 4 * F, out + 3 * F, part + 3);
  memcpy(y + 2, part, 8 * sizeof *y);
  y[0] += bias[0], y[1] += bias[1];
  check_residual(relative(10, y, t.pass->answer[0]), LAYER_TOLERANCE,
                 "against the formula (seed 167)");
  free(m), free(f), free(g);
  sphere_grid_free(&grid);
  rig_end(&t);
}

/* ---- [anchor] Pinned values ---- */
TEST(anchor_leaky)
{
  const real x[3] = {-3, REAL(-0.5), 2};
  for (int k = 0; k < 3; k++) {
    real slope, y = equiformer_leaky(x[k], &slope);
    check_close(y, pinned_leaky[k], 8 * EPS, "at %g", (double)x[k]);
    check_close(slope, pinned_leaky[3 + k], 8 * EPS, "slope at %g",
                (double)x[k]);
  }
  check_close(equiformer_leaky(1000, NULL), 1000, 1000 * EPS, "far right");
  check_close(equiformer_leaky(-1000, NULL), -200, 1000 * EPS, "far left");
}

/* Two nodes on the z axis with the scalars 2 and 3: by hand, with weights of
 * one for everything and no bias.  Both basis functions give the same. */
TEST(anchor_embedding)
{
  struct equiformer_description is = small(1, 1, 2);
  is.channels = 2, is.neighbours = 4, is.radial = 1;
  const real points[6] = {0, 0, 0, 0, 0, 1}, scalars[2] = {2, 3};
  struct rig t = begin(EMBEDDING, &is, 9, 2, copy_of(6, points), numbers(10));
  for (size_t k = 0; k < t.weights; k++)
    t.w[k] = 1;
  t.w[6] = t.w[7] = 0; /* after W: 2 x 2 scalars, 1 x 2 vectors: the biases */
  t.pass->x[0] = scalars[0], t.pass->x[5] = scalars[1];
  rig_forward(&t);
  double B = 0;
  for (size_t k = 0; k < BASIS; k++)
    B += (double)t.pass->geometry.B[k];
  double R = B / (1 + exp(-B)) / 2, up = sqrt(3) * R;
  const real *y = t.pass->answer[0];
  for (int c = 0; c < 2; c++) {
    check_close(y[c], 2 + 3 * R, 20 * EPS, "l = 0 of the lower node");
    check_close(y[4 + c], -3 * up, 20 * EPS, "(1, 0): its neighbour is above");
    check_close(y[8 + c], 3 + 2 * R, 20 * EPS, "l = 0 of the upper node");
    check_close(y[12 + c], 2 * up, 20 * EPS, "(1, 0): the edge points up");
    check_close(y[2 + c], 0, 4 * EPS, "(1, -1)");
    check_close(y[6 + c], 0, 4 * EPS, "(1, 1)");
  }
  rig_end(&t);
}

/* ---- [edge] Alone, nothing, and what is refused ---- */
TEST(edge_no_neighbours)
{
  struct equiformer_description is = small(2, 2, 3);
  for (int kind = EMBEDDING; kind <= WHOLE; kind++) {
    struct rig t = at_random((enum kind)kind, &is, 1, 170);
    for (size_t k = 2; k < t.in && kind == WHOLE; k++)
      t.pass->x[k] = 0; /* nothing that turns at all */
    rig_forward(&t);
    rig_backward(&t);
    for (size_t k = 0; k < t.out; k++)
      check_true(isfinite((double)t.pass->answer[0][k]), "a number");
    for (size_t k = 0; k < t.weights; k++)
      check_true(isfinite((double)t.dw[k]), "a gradient");
    if (kind == ATTENTION) {
      check_close(t.pass->answer[0][0], (double)t.w[t.weights - 2], 0,
                  "nothing but the bias");
      check_close(t.pass->answer[0][2], 0, 0, "and nothing that turns");
    }
    rig_end(&t);
  }
}

static bool refused(struct equiformer_description is, enum tfn_status want)
{
  struct irreps out = layout("1x0e");
  struct stage stage;
  bool same = equiformer_check(&is) == want &&
              equiformer_attention(&is, &out, &stage) == want &&
              equiformer_feed(&is, &out, &stage) == want &&
              equiformer_embedding(&is, &out, &stage) == want;
  return same && !stage.kind;
}

TEST(edge_descriptions)
{
  struct equiformer_description good = small(2, 1, 4), bad;
#define BAD(field, value, status) \
  bad = good;                     \
  bad.field = value;              \
  check_true(refused(bad, status), #field " = " #value)
  BAD(lmax, 0, TFN_BAD_VALUE);
  BAD(lmax, SO2_LMAX + 1, TFN_BAD_VALUE);
  BAD(mmax, -1, TFN_BAD_VALUE);
  BAD(mmax, 3, TFN_BAD_VALUE);
  BAD(channels, 1, TFN_BAD_VALUE);
  BAD(hidden, 0, TFN_BAD_VALUE);
  BAD(heads, 0, TFN_BAD_VALUE);
  BAD(alpha, 1, TFN_BAD_VALUE);
  BAD(value, 0, TFN_BAD_VALUE);
  BAD(feed, 0, TFN_BAD_VALUE);
  BAD(basis, RADIAL_MAX + 1, TFN_BAD_VALUE);
  BAD(radial, 0, TFN_BAD_VALUE);
  BAD(factors, 1, TFN_BAD_VALUE);
  BAD(factors, 65, TFN_BAD_VALUE);
  BAD(neighbours, 0, TFN_BAD_VALUE);
  BAD(neighbours, (real)NAN, TFN_BAD_VALUE);
  BAD(square, -1, TFN_BAD_VALUE);
  BAD(roll_rad, (real)INFINITY, TFN_BAD_VALUE);
  BAD(envelope, (enum softmax_envelope)3, TFN_BAD_VALUE);
  BAD(feed, SIZE_MAX, TFN_TOO_LARGE);
  BAD(heads, (size_t)1 << 20, TFN_TOO_LARGE);
#undef BAD
  check_true(equiformer_check(NULL) == TFN_NULL &&
                 equiformer_layout(&good, NULL) == TFN_NULL,
             "null");
}

TEST(edge_stages_and_networks)
{
  struct equiformer_description is = small(2, 1, 4);
  struct irreps out = layout("1x0e"), odd = layout("1x1o"),
                high = layout("1x3e"), vectors = layout("2x1e");
  struct radial_basis basis = basis_of(3);
  struct network *network;
  struct stage stage;
  check_true(equiformer_attention(&is, &odd, &stage) == TFN_NO_PATH &&
                 equiformer_attention(&is, &high, &stage) == TFN_NO_PATH &&
                 equiformer_feed(&is, &odd, &stage) == TFN_NO_PATH &&
                 equiformer_embedding(&is, &vectors, &stage) == TFN_NO_PATH,
             "blocks that nothing reaches");
  check_true(
      equiformer_attention(&is, NULL, &stage) == TFN_NULL &&
          equiformer_attention(&is, &out, NULL) == TFN_NULL &&
          equiformer_attention(NULL, &out, &stage) == TFN_NULL &&
          equiformer_feed(&is, NULL, &stage) == TFN_NULL &&
          equiformer_embedding(&is, NULL, &stage) == TFN_NULL &&
          equiformer_add_block(&is, NULL) == TFN_NULL &&
          equiformer_network(&is, NULL, 1, &basis, &network) == TFN_NULL &&
          equiformer_network(NULL, "1x0e", 1, &basis, &network) == TFN_NULL &&
          equiformer_add_head(&is, "1x0e", true, NULL) == TFN_NULL,
      "null");
  check_true(equiformer_network(&is, "1x1e", 1, &basis, &network) ==
                     TFN_NO_PATH &&
                 !network,
             "no scalars");
  check_true(equiformer_network(&is, "1x", 1, &basis, &network) ==
                 TFN_BAD_SHAPE,
             "no layout");
  basis.count = 5;
  check_true(equiformer_network(&is, "1x0e", 1, &basis, &network) ==
                 TFN_BAD_VALUE,
             "another basis");
  basis.count = BASIS;
  check_true(!equiformer_network(&is, "1x0e", 2, &basis, &network) &&
                 network->stages == 6,
             "an embedding, two blocks, a norm");
  check_true(equiformer_add_head(&is, "1x", false, network) == TFN_BAD_SHAPE &&
                 !equiformer_add_head(&is, "2x1e", false, network),
             "a head");
  network_free(network);
}

/* Weights of one network are none of another that computes something else. */
static uint64_t print_of(const struct equiformer_description *is)
{
  struct radial_basis basis = basis_of(3);
  struct network *network = NULL;
  check_true(!equiformer_network(is, "1x0e", 1, &basis, &network), "built");
  uint64_t print = network_fingerprint(network);
  network_free(network);
  return print;
}

TEST(edge_fingerprints)
{
  struct equiformer_description is = small(2, 1, 4), other[6];
  for (int k = 0; k < 6; k++)
    other[k] = is;
  other[0].mmax = 2, other[1].neighbours = 3, other[2].factors = 5;
  other[3].envelope = SOFTMAX_PLAIN;
  other[4].heads = 1, other[4].value = 4, other[4].alpha = 6;
  other[5].factors = 0; /* means 4 */
  for (int k = 0; k < 6; k++)
    check_true((print_of(&other[k]) == print_of(&is)) == (k == 5),
               "description %d", k);
}

TEST(edge_other_geometry)
{
  struct equiformer_description is = small(2, 1, 4);
  struct irreps in = layout("1x0e"), same;
  struct geometry geometry = {.basis = basis_of(3)};
  struct stage stage[3], around;
  const real points[6] = {0, 0, 0, 1, 0, 0};
  size_t need;
  geometry.graph = pairs(2, points, 1);
  check_true(!equiformer_layout(&is, &same) &&
                 !equiformer_embedding(&is, &in, &stage[0]) &&
                 !equiformer_attention(&is, &same, &stage[1]) &&
                 !equiformer_feed(&is, &same, &stage[2]),
             "three stages");
  check_true(stage_workspace(&stage[0], &geometry, &need) == TFN_BAD_SHAPE,
             "harmonics up to l = 1 for features up to l = 2");
  check_true(!stage_workspace(&stage[1], &geometry, &need) &&
                 !stage_workspace(&stage[2], &geometry, &need),
             "the others need none");
  geometry.basis.count = BASIS + 1;
  check_true(stage_workspace(&stage[1], &geometry, &need) == TFN_BAD_SHAPE &&
                 stage_workspace(&stage[0], &geometry, &need) == TFN_BAD_SHAPE,
             "another basis");
  check_true(!separable_residual(&stage[1], &around) &&
                 stage_workspace(&around, &geometry, &need) == TFN_BAD_SHAPE,
             "also from within");
  stage_free(&stage[0]), stage_free(&stage[2]), stage_free(&around);
  graph_free((struct graph *)geometry.graph);
}

/* ---- [main] The suite ---- */
static const struct test tests[] = {
    CASE(law_turns_of_the_grid_are_exact),
    CASE(law_other_turns_are_exact_without_a_grid),
    CASE(law_networks_turn_the_better_the_finer),
    CASE(law_the_roll_matters_as_the_grid_does),
    CASE(law_gradients_by_weights_and_features),
    CASE(law_gradients_by_points),
    CASE(law_a_batch_is_its_clouds),
    CASE(law_memory_grows_by_frames_alone),
    CASE(law_nothing_jumps_at_the_cutoff),
    CASE(law_attention_is_its_formula),
    CASE(law_feed_is_its_formula),
    CASE(anchor_leaky),
    CASE(anchor_embedding),
    CASE(edge_no_neighbours),
    CASE(edge_descriptions),
    CASE(edge_stages_and_networks),
    CASE(edge_fingerprints),
    CASE(edge_other_geometry),
};
TEST_MAIN("10-attention/equiformer", tests)
