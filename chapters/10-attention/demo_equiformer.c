/* demo_equiformer.c: grids, frames and blocks of chapter 10: tables, figures,
 * and one pass of a network of the published size. */
#include "demo_equiformer.h"

#include "demo.h"
#include "equiformer.h"
#include "frame_map.h"
#include "memory.h"
#include "separable_norm.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PI 3.14159265358979323846

/* ---- [tools] Numbers, errors ---- */
static void ensure(enum tfn_status status)
{
  if (status == TFN_OK)
    return;
  fprintf(stderr, "demo: %s\n", tfn_message(status));
  exit(EXIT_FAILURE);
}

static real *numbers(size_t n)
{
  real *x = memory_reals(n);
  if (!x)
    ensure(TFN_NO_MEMORY);
  return x;
}

static real *normals(struct random *g, size_t n)
{
  real *x = numbers(n);
  for (size_t k = 0; k < n; k++)
    x[k] = (real)random_normal(g);
  return x;
}

/* The largest difference over the largest number of x. */
static double relative(size_t n, const real *x, const real *y)
{
  double most = 0, scale = 0;
  for (size_t k = 0; k < n; k++) {
    most = fmax(most, fabs((double)x[k] - (double)y[k]));
    scale = fmax(scale, fabs((double)x[k]));
  }
  return most / scale;
}

static real square(real x, real *derivative)
{
  if (derivative)
    *derivative = 2 * x;
  return x * x;
}

/* ---- [sizes] How many points a square needs ---- */
static double activation_error(s2_function *f, int lmax, size_t latitudes,
                               size_t longitudes, uint64_t seed)
{
  struct random g = random_seed(seed);
  struct irreps irreps = {0};
  for (int l = 0; l <= lmax; l++)
    irreps_append(&irreps, 16, l, 1);
  struct sphere_grid grid;
  ensure(sphere_grid_create(lmax, lmax, SPHERE_BY_DEGREE, latitudes, longitudes,
                            &grid));
  size_t n = irreps.dim;
  real *x = normals(&g, n), *Dx = numbers(n), *y = numbers(n);
  real *Dy = numbers(n), *z = numbers(n), *work = numbers(s2_work(&grid, 16));
  rot3 R = so3_random(&g);
  irreps_transform(&irreps, R, false, 1, x, Dx);
  ensure(s2_forward(&grid, f, 1, 16, x, work, y));
  ensure(s2_forward(&grid, f, 1, 16, Dx, work, z));
  irreps_transform(&irreps, R, false, 1, y, Dy);
  double error = relative(n, Dy, z);
  free(x), free(Dx), free(y), free(Dy), free(z), free(work);
  sphere_grid_free(&grid);
  return error;
}

static double by_factors(s2_function *f, int lmax, int factors)
{
  size_t latitudes, longitudes;
  ensure(sphere_grid_size(lmax, lmax, factors, &latitudes, &longitudes));
  return activation_error(f, lmax, latitudes, longitudes, 1);
}

static void show_sizes(void)
{
  demo_section("e-sizes",
               "A square on a grid: points, and what a turn changes");
  puts("        exact for squares   equal steps    error of the square with");
  puts("   L    Gauss x around      of latitude    2 factors   3 factors");
  for (int L = 1; L <= 6; L++) {
    size_t a, b;
    ensure(sphere_grid_size(L, L, 3, &a, &b));
    printf("%4d   %5zu x %-3zu = %-4zu   %5zu          %9.1e   %9.1e\n", L, a,
           b, a * b, 2 * a, by_factors(square, L, 2), by_factors(square, L, 3));
  }
}

static void show_silu(void)
{
  static const int degree[5] = {1, 2, 3, 4, 6};
  FILE *file = demo_open("e-silu.dat");
  demo_section("e-silu", "silu on a grid: what a turn changes");
  puts("factors     L = 1     L = 2     L = 3     L = 4     L = 6");
  for (int factors = 2; factors <= 16; factors++) {
    double error[5];
    fprintf(file, "%d", factors);
    for (int k = 0; k < 5; k++) {
      error[k] = by_factors(smooth_silu, degree[k], factors);
      fprintf(file, " %g", error[k]);
    }
    fputc('\n', file);
    if (factors > 10 && factors % 3)
      continue;
    printf("%7d", factors);
    for (int k = 0; k < 5; k++)
      printf("   %7.1e", error[k]);
    putchar('\n');
  }
  demo_value("e_silu_three", "%.1g", by_factors(smooth_silu, 6, 3));
  demo_value("e_silu_six", "%.1g", by_factors(smooth_silu, 6, 6));
  demo_value("e_eighteen", "%.1g", activation_error(smooth_silu, 6, 18, 18, 1));
  demo_value("e_eighteen_square", "%.1g",
             activation_error(square, 6, 18, 18, 1));
}

/* ---- [picture] A function, its silu, and what comes back ---- */
static void write_circle(void)
{
  FILE *file = demo_open("e-circle.dat");
  struct random g = random_seed(5);
  struct sphere_grid fine, coarse;
  ensure(sphere_grid_create(3, 3, SPHERE_BY_DEGREE, 24, 96, &fine));
  ensure(sphere_grid_create(3, 3, SPHERE_BY_DEGREE, 5, 10, &coarse));
  real *x = normals(&g, 16), *y = numbers(16), *z = numbers(16);
  real *work = numbers(s2_work(&fine, 1)), *Y = numbers(16);
  for (size_t k = 0; k < 16; k++)
    x[k] *= REAL(1.5);
  ensure(s2_forward(&fine, smooth_silu, 1, 1, x, work, y));
  ensure(s2_forward(&coarse, smooth_silu, 1, 1, x, work, z));
  for (int i = 0; i <= 180; i++) {
    double phi = 2 * PI * i / 180;
    const real p[3] = {(real)cos(phi), (real)sin(phi), 0};
    real f = 0, good = 0, bad = 0;
    harmonics(3, HARMONICS_COMPONENT, 1, p, Y);
    for (size_t k = 0; k < 16; k++)
      f += Y[k] * x[k] / 4, good += Y[k] * y[k] / 4, bad += Y[k] * z[k] / 4;
    fprintf(file, "%g %g %g %g %g\n", 180 * phi / PI, (double)f,
            (double)smooth_silu(f, NULL), (double)good, (double)bad);
  }
  free(x), free(y), free(z), free(work), free(Y);
  sphere_grid_free(&fine), sphere_grid_free(&coarse);
}

static void write_leaky(void)
{
  FILE *file = demo_open("e-leaky.dat");
  for (int i = -80; i <= 80; i++) {
    real x = (real)i / 20, slope, y = equiformer_leaky(x, &slope);
    fprintf(file, "%g %g %g %g %g\n", (double)x, (double)y, (double)slope,
            x > 0 ? (double)x : 0.2 * (double)x, x > 0 ? 1 : 0.2);
  }
}

/* ---- [roll] The roll, turned inside ---- */
static double roll_error(int lmax, int mmax, size_t longitudes, double roll_rad)
{
  struct random g = random_seed(6);
  struct sphere_grid grid;
  size_t latitudes = 3 * (size_t)lmax / 2 + 1, C = 16;
  ensure(sphere_grid_create(lmax, mmax, SPHERE_BY_ORDER, latitudes, longitudes,
                            &grid));
  size_t n = grid.rows * C;
  real *x = normals(&g, n), *y = numbers(n), *z = numbers(n);
  real *work = numbers(s2_work(&grid, C)), *turned = numbers(n);
  for (int side = 0; side < 2; side++) {
    ensure(s2_forward(&grid, smooth_silu, 1, C, side ? turned : x, work,
                      side ? z : y));
    real *from = side ? y : x, *to = side ? y : turned;
    for (size_t k = 0; k < grid.rows; k++)
      for (size_t c = 0, m = (size_t)abs(grid.m[k]); c < C; c++) {
        if (grid.m[k] < 0)
          continue;
        size_t other = k + (m ? (size_t)(lmax + 1 - (int)m) : 0);
        double p = (double)from[k * C + c], q = (double)from[other * C + c];
        double angle = roll_rad * (double)m;
        to[k * C + c] = (real)(cos(angle) * p - sin(angle) * q);
        if (m)
          to[other * C + c] = (real)(sin(angle) * p + cos(angle) * q);
      }
  }
  double error = relative(n, y, z);
  free(x), free(y), free(z), free(work), free(turned);
  sphere_grid_free(&grid);
  return error;
}

static void show_roll(void)
{
  FILE *file = demo_open("e-roll.dat");
  demo_section("e-roll",
               "silu in the edge's frame, L = 6: what a roll changes");
  puts("longitudes   mmax = 1    mmax = 2    mmax = 3");
  for (size_t b = 7; b <= 40; b++) {
    double error[3];
    for (int m = 1; m <= 3; m++)
      error[m - 1] = roll_error(6, m, b, 0.1);
    fprintf(file, "%zu %g %g %g\n", b, error[0], error[1], error[2]);
    if (b == 7 || b == 9 || b == 12 || b == 18 || b == 25 || b == 32)
      printf("%10zu   %8.1e    %8.1e    %8.1e\n", b, error[0], error[1],
             error[2]);
  }
  demo_value("e_roll_18", "%.1g", roll_error(6, 2, 18, 0.1));
  demo_value("e_roll_7", "%.1g", roll_error(6, 2, 7, 0.1));
}

/* ---- [network] Whole networks ---- */
static struct equiformer_description plan(int lmax, int mmax, int factors)
{
  return (struct equiformer_description){.lmax = lmax,
                                         .mmax = mmax,
                                         .channels = 8,
                                         .hidden = 8,
                                         .heads = 2,
                                         .alpha = 8,
                                         .value = 4,
                                         .feed = 8,
                                         .basis = 8,
                                         .radial = 16,
                                         .factors = factors,
                                         .neighbours = 8,
                                         .square = REAL(1.77)};
}

static struct network *build(const struct equiformer_description *is,
                             size_t blocks, real cutoff)
{
  struct radial_basis basis = {RADIAL_GAUSSIAN, is->basis, cutoff, 5};
  struct network *network;
  ensure(equiformer_network(is, "2x0e", blocks, &basis, &network));
  ensure(equiformer_add_head(is, "1x0e", false, network));
  ensure(network_answer(network, NULL, ANSWER_SUM));
  return network;
}

/* n points in a cube of `side`, no two nearer than `apart`. */
static real *cloud(struct random *g, size_t n, double side, double apart)
{
  real *p = numbers(3 * n);
  for (size_t i = 0; i < n;) {
    bool good = true;
    for (size_t a = 0; a < 3; a++)
      p[3 * i + a] = (real)(side * random_uniform(g));
    for (size_t j = 0; j < i && good; j++) {
      double d = 0;
      for (size_t a = 0; a < 3; a++)
        d += pow((double)p[3 * i + a] - (double)p[3 * j + a], 2);
      good = d > apart * apart;
    }
    i += good;
  }
  return p;
}

struct errors {
  double energy, force;
};

/* The energy and the forces of a cloud of eight, and of the same cloud turned;
 * relative to the spread of energies of clouds, and to the largest force. */
static struct errors network_errors(int lmax, int mmax, int factors)
{
  struct equiformer_description is = plan(lmax, mmax, factors);
  struct network *network = build(&is, 1, 3);
  real *w = numbers(network_weights(network));
  struct errors worst = {0, 0};
  double mean = 0, spread = 0, off = 0;
  size_t n = 8;
  ensure(network_initial(network, 7, w));
  for (uint64_t seed = 0; seed < 4; seed++) {
    struct random g = random_seed(100 + seed);
    real *p = cloud(&g, n, 3, 0.7), *q = numbers(3 * n), *x = numbers(2 * n);
    real *F = numbers(3 * n), *G = numbers(3 * n), E, E2;
    rot3 R = so3_random(&g);
    for (size_t i = 0; i < n; i++) {
      vec3 v = so3_apply(R, (vec3){(double)p[3 * i], (double)p[3 * i + 1],
                                   (double)p[3 * i + 2]});
      q[3 * i] = (real)v.x, q[3 * i + 1] = (real)v.y, q[3 * i + 2] = (real)v.z;
      x[2 * i + i % 2] = 1; /* two kinds of atoms */
    }
    ensure(network_predict(network, w, 1, &n, p, x, &E, F));
    ensure(network_predict(network, w, 1, &n, q, x, &E2, G));
    for (size_t i = 0; i < n; i++) {
      vec3 v = so3_apply(R, (vec3){(double)F[3 * i], (double)F[3 * i + 1],
                                   (double)F[3 * i + 2]});
      F[3 * i] = (real)v.x, F[3 * i + 1] = (real)v.y, F[3 * i + 2] = (real)v.z;
    }
    mean += (double)E / 4, spread += (double)E * (double)E / 4;
    off = fmax(off, fabs((double)E - (double)E2));
    worst.force = fmax(worst.force, relative(3 * n, F, G));
    free(p), free(q), free(x), free(F), free(G);
  }
  worst.energy = off / sqrt(spread - mean * mean);
  free(w);
  network_free(network);
  return worst;
}

/* Lines of equivariance.csv: precision, L, mmax, factors, energy, force. */
static void write_errors(FILE *file)
{
  static const int factors[8] = {2, 3, 4, 6, 8, 12, 16, 24};
  for (int lmax = 2; lmax <= 6; lmax += 2)
    for (int k = 0; k < 8; k++) {
      struct errors e = network_errors(lmax, 2, factors[k]);
      fprintf(file, "%s,%d,2,%d,%.3g,%.3g\n", REAL_NAME, lmax, factors[k],
              e.energy, e.force);
    }
}

struct row {
  char precision[8];
  int lmax, mmax, factors;
  double energy, force;
};

/* A table of longer runs, without which there is no chapter. */
static FILE *open_table(const char *path)
{
  FILE *file = fopen(path, "r");
  if (!file) {
    fprintf(stderr, "demo: %s is missing; run it from the book's folder\n",
            path);
    exit(EXIT_FAILURE);
  }
  return file;
}

/* Both precisions, as measured once: a program has only one of them. */
static size_t read_errors(struct row *row, size_t most)
{
  FILE *file = open_table("chapters/10-attention/equivariance.csv");
  char line[200];
  size_t n = 0;
  while (n < most && fgets(line, sizeof line, file))
    n += sscanf(line, "%7[a-z],%d,%d,%d,%lf,%lf", row[n].precision,
                &row[n].lmax, &row[n].mmax, &row[n].factors, &row[n].energy,
                &row[n].force) == 6;
  fclose(file);
  return n;
}

/* Precisions side by side: the first half of the rows is double. */
static void errors_table(void)
{
  struct row row[64];
  size_t n = read_errors(row, 64);
  FILE *file = demo_open("e-network.dat");
  demo_section("e-network", "A whole network (mmax = 2): energy and forces");
  puts("                        double                  float");
  puts("   L   factors    energy     forces       energy     forces");
  for (size_t k = 0; k < n / 2; k++) {
    const struct row *d = &row[k], *f = &row[n / 2 + k];
    printf("%4d   %7d   %8.1e   %8.1e     %8.1e   %8.1e\n", d->lmax, d->factors,
           d->energy, d->force, f->energy, f->force);
    if (k && row[k - 1].lmax != d->lmax)
      fputs("\n\n", file);
    fprintf(file, "%d %g %g %g %g\n", d->factors, d->energy, d->force,
            f->energy, f->force);
  }
}

static void show_errors(void)
{
  errors_table();
  struct errors now = network_errors(2, 2, 4);
  printf("measured now in %s: L = 2, 4 factors: %.1e, %.1e\n", REAL_NAME,
         now.energy, now.force);
}

/* ---- [cutoff] An atom that leaves ---- */
static double energy_at(struct network *network, const real *w, double r)
{
  const real x[6] = {1, 0, 0, 1, 1, 0};
  const real p[9] = {
      0, 0, 0, REAL(0.9), REAL(0.3), 0, 0, (real)(-0.6 * r), (real)(0.8 * r)};
  size_t n = 3;
  real E;
  ensure(network_predict(network, w, 1, &n, p, x, &E, NULL));
  return (double)E;
}

static void show_cutoff(void)
{
  static const char *const names[3] = {"both", "inside", "plain"};
  FILE *file = demo_open("e-cutoff.dat");
  double energy[3][121];
  demo_section("e-cutoff",
               "An atom crosses the cutoff: the step of the energy");
  puts("envelope of the softmax    step at the cutoff");
  for (int k = 0; k < 3; k++) {
    struct equiformer_description is = plan(2, 1, 8);
    is.envelope = (enum softmax_envelope)k;
    struct network *network = build(&is, 1, 2);
    real *w = numbers(network_weights(network));
    ensure(network_initial(network, 7, w));
    struct random g = random_seed(11);
    for (size_t i = 0; i < network_weights(network); i++)
      w[i] += (real)random_normal(&g) / 10; /* biases begin at 0 */
    for (int i = 0; i <= 120; i++)
      energy[k][i] = energy_at(network, w, 1.7 + 0.005 * i);
    double step =
        fabs(energy_at(network, w, 2 - 1e-4) - energy_at(network, w, 2 + 1e-4));
    printf("%-24s   %8.1e\n", names[k], step);
    demo_value(k == 0   ? "e_step_both"
               : k == 1 ? "e_step_inside"
                        : "e_step_plain",
               "%.1g", step);
    free(w);
    network_free(network);
  }
  for (int i = 0; i <= 120; i++)
    fprintf(file, "%g %g %g %g\n", 1.7 + 0.005 * i,
            energy[0][i] - energy[0][120], energy[1][i] - energy[1][120],
            energy[2][i] - energy[2][120]);
}

/* ---- [norm] One size or many ---- */
static void show_norm(void)
{
  struct irreps irreps = {0};
  for (int l = 0; l <= 3; l++)
    irreps_append(&irreps, 16, l, 1);
  struct random g = random_seed(8);
  real *x = normals(&g, irreps.dim), *y = numbers(irreps.dim);
  real *z = numbers(irreps.dim), *w = numbers(layer_norm_weights(&irreps));
  ensure(separable_norm_initial(&irreps, w));
  for (size_t b = 1; b < irreps.n;
       b++) /* ten times smaller, degree by degree */
    for (size_t k = 0; k < 16 * (2 * b + 1); k++)
      x[irreps.block[b].offset + k] *= (real)pow(0.1, (double)(b - 1));
  ensure(separable_norm_forward(&irreps, SEPARABLE_NORM_EPS, 1, x, w, y));
  ensure(layer_norm_forward(&irreps, SEPARABLE_NORM_EPS, 1, x, w, z));
  demo_section("e-norm", "Root mean squares of the degrees of one node");
  puts("   l    before    chapter 6's norm    separable norm");
  for (size_t b = 0; b < irreps.n; b++) {
    double size[3] = {0};
    const real *of[3] = {x, z, y};
    size_t n = 16 * (2 * b + 1);
    for (int k = 0; k < 3; k++) {
      for (size_t i = 0; i < n; i++)
        size[k] += pow((double)of[k][irreps.block[b].offset + i], 2);
      size[k] = sqrt(size[k] / (double)n);
    }
    printf("%4zu  %8.4f    %16.4f    %14.4f\n", b, size[0], size[1], size[2]);
  }
  free(x), free(y), free(z), free(w);
}

/* ---- [published] The published size ----
 *
 * EquiformerV2's configuration for OC20 2M, 12 blocks. */
static struct equiformer_description published(void)
{
  return (struct equiformer_description){.lmax = 6,
                                         .mmax = 2,
                                         .channels = 128,
                                         .hidden = 64,
                                         .heads = 8,
                                         .alpha = 64,
                                         .value = 16,
                                         .feed = 128,
                                         .basis = 128,
                                         .radial = 128,
                                         .factors = 3,
                                         .neighbours = 20,
                                         .square = REAL(1.77)};
}

struct counts {
  size_t weights, embedding, attention, feed;
};

static struct counts count_weights(size_t blocks)
{
  struct equiformer_description is = published();
  struct irreps layout, in = {0};
  struct stage stage;
  struct counts c;
  irreps_append(&in, 2, 0, 1);
  ensure(equiformer_layout(&is, &layout));
  ensure(equiformer_embedding(&is, &in, &stage));
  c.embedding = stage.weights;
  stage_free(&stage);
  ensure(equiformer_attention(&is, &layout, &stage));
  c.attention = stage.weights;
  stage_free(&stage);
  ensure(equiformer_feed(&is, &layout, &stage));
  c.feed = stage.weights;
  stage_free(&stage);
  c.weights = c.embedding + blocks * (c.attention + c.feed +
                                      2 * separable_norm_weights(&layout));
  return c;
}

/* Multiplications in both maps of an attention, for one edge. */
static size_t count_products(void)
{
  struct equiformer_description is = published();
  size_t products = 0;
  for (int k = 0; k < 2; k++) {
    struct frame_map map;
    ensure(k ? frame_map_create(is.lmax, is.mmax, is.hidden,
                                is.heads * is.value, 0, &map)
             : frame_map_create(is.lmax, is.mmax, 2 * is.channels, is.hidden,
                                is.hidden + is.heads * is.alpha, &map));
    for (int m = 0; m <= is.mmax; m++)
      products += (m ? 2 : 1) * map.mix[m].weights;
    frame_map_free(&map);
  }
  return products;
}

/* Passes that were measured once, by their number of atoms. */
static void published_table(void)
{
  FILE *file = open_table("chapters/10-attention/published.csv");
  char line[200];
  double edges, memory, first[2] = {0}, last[2] = {0};
  puts("one pass, measured once: weights in millions; MB of weights and their");
  puts("gradients, and of the pass; seconds of a processor, forward and back:");
  puts("          atoms  edges blocks  weights       w, dw    pass   forward  "
       "backward");
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, " %*s %*f %lf %*f %*f %*f %lf", &edges, &memory) != 2)
      continue;
    fputs(line, stdout);
    last[0] = edges, last[1] = memory;
    if (first[0] == 0)
      first[0] = edges, first[1] = memory;
  }
  fclose(file);
  demo_value("e_more_edges", "%.1f", last[0] / first[0]);
  demo_value("e_more_memory", "%.1f", last[1] / first[1]);
}

static void show_published(void)
{
  struct counts c = count_weights(12);
  demo_section("e-published", "L = 6, mmax = 2, 128 channels, 12 blocks");
  printf("weights of an attention   %10zu\n", c.attention);
  printf("weights of a feed-forward %10zu\n", c.feed);
  printf("weights of all blocks     %10zu\n", c.weights);
  printf("a frame of an edge        %10zu numbers\n", so2_rows(6, 3));
  printf("features of a node        %10zu numbers\n", (size_t)(49 * 128));
  printf("products of an edge       %10zu\n", count_products());
  demo_value("e_weights", "%.0f", (double)c.weights / 1e6);
  demo_value("e_frame", "%zu", so2_rows(6, 3));
  published_table();
}

/* Of the processor. */
static double seconds(void)
{
  return (double)clock() / CLOCKS_PER_SEC;
}

/* Atoms in a cube in which a ball of the cutoff holds `degree` of them. */
static int run_published(size_t atoms, double degree, size_t blocks)
{
  struct equiformer_description is = published();
  double cutoff = 12, side = cbrt((double)atoms / degree * 4.19) * cutoff;
  struct random g = random_seed(9);
  struct network *network = build(&is, blocks, (real)cutoff);
  real *p = cloud(&g, atoms, side, 1.5);
  struct graph *graph;
  struct network_pass *pass;
  ensure(network_graph(network, 1, &atoms, p, &graph));
  ensure(network_pass_create(network, graph, &pass));
  size_t weights = network_weights(network), memory = 0;
  real *w = numbers(weights), *dw = numbers(weights), *dp = numbers(3 * atoms);
  ensure(network_initial(network, 9, w));
  for (size_t k = 0; k < network->stages; k++) {
    size_t need;
    ensure(stage_workspace(&network->stage[k], &pass->geometry, &need));
    memory += need + 2 * atoms * network->stage[k].out.dim;
  }
  double start = seconds();
  ensure(network_look(network, pass));
  ensure(network_forward(network, w, pass));
  double forward = seconds();
  ensure(network_clear(network, pass));
  pass->danswer[0][0] = 1;
  ensure(network_backward(network, w, pass, dw, NULL, dp));
  double backward = seconds();
  double norm = 0, force = 0;
  for (size_t k = 0; k < weights; k++)
    norm += (double)dw[k] * (double)dw[k];
  for (size_t k = 0; k < 3 * atoms; k++)
    force = fmax(force, fabs((double)dp[k]));
  printf("%9s %5zu %6zu %6zu %8.1f %9.0f %7.0f %9.1f %9.1f\n", REAL_NAME, atoms,
         graph->edges, blocks, (double)weights / 1e6,
         2e-6 * (double)(weights * sizeof(real)),
         1e-6 * (double)(memory * sizeof(real)), forward - start,
         backward - forward);
  free(p), free(w), free(dw), free(dp);
  network_pass_free(pass);
  graph_free(graph);
  network_free(network);
  return isfinite(norm) && isfinite(force) ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* ---- [program] Long runs ---- */

/* ATOMS, NEIGHBOURS and BLOCKS, as many of them as are said: whole numbers.
 * Atoms that keep their distance have no room for many more neighbours. */
static bool read_sizes(int argc, char **argv, long size[3])
{
  enum { MOST = 1000 };
  for (int k = 2; k < argc; k++) {
    char *end = NULL;
    const long value = k < 5 ? strtol(argv[k], &end, 10) : 0;
    if (value < 1 || value > MOST || *end) {
      fprintf(stderr,
              "demo: --published %s: ATOMS NEIGHBOURS BLOCKS are "
              "whole numbers from 1 to %d\n",
              argv[k], MOST);
      return false;
    }
    size[k - 2] = value;
  }
  return true;
}

int equiformer_program(int argc, char **argv)
{
  if (argc > 1 && !strcmp(argv[1], "--equivariance")) {
    write_errors(stdout);
    return EXIT_SUCCESS;
  }
  if (argc > 1 && !strcmp(argv[1], "--published")) {
    long size[3] = {40, 20, 12};
    return read_sizes(argc, argv, size)
               ? run_published((size_t)size[0], (double)size[1],
                               (size_t)size[2])
               : EXIT_FAILURE;
  }
  fputs("demo: --equivariance, or --published [ATOMS NEIGHBOURS BLOCKS]\n",
        stderr);
  return EXIT_FAILURE;
}

/* ---- [sections] In the order of the chapter ---- */
void equiformer_sections(void)
{
  write_leaky();
  show_norm();
  show_sizes();
  write_circle();
  show_silu();
  show_roll();
  show_errors();
  show_cutoff();
  show_published();
}
