/* demo_crossover.h: a part of the demo: measured times, from a file that
 * `make bench-so2` wrote on a machine that it names. */
#ifndef DEMO_CROSSOVER_H
#define DEMO_CROSSOVER_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "demo.h"

/* ---- [read] Times by degree, channels and way ---- */
enum { TIMED_L = 10, TIMED_C = 5, TIMED_WAYS = 5 };
static const char *const timed_way[TIMED_WAYS] = {"dense", "sparse", "fused",
                                                  "chapter8", "so2"};
static const int timed_channels[TIMED_C] = {8, 16, 32, 64, 128};
enum { DENSE, SPARSE, FUSED, EIGHT, SO2 };

/* Microseconds an edge, forward [0] and with gradients [1]; 0: not measured. */
struct timed {
  char where[300];
  double us[TIMED_L + 1][TIMED_C][TIMED_WAYS][2];
};

static void timed_row(struct timed *t, int l, int channels, const char *way,
                      const double *us)
{
  for (int c = 0; c < TIMED_C; c++)
    for (int w = 0; w < TIMED_WAYS; w++)
      if (l >= 1 && l <= TIMED_L && channels == timed_channels[c] &&
          strcmp(way, timed_way[w]) == 0)
        t->us[l][c][w][0] = us[0], t->us[l][c][w][1] = us[1];
}

static bool timed_read(const char *path, struct timed *t)
{
  char line[512], way[16];
  int l, channels, edges, n = 0;
  double us[2];
  FILE *f = fopen(path, "r");
  *t = (struct timed){0};
  while (f && fgets(line, sizeof line, f))
    if (line[0] == '#' && !t->where[0]) {
      snprintf(t->where, sizeof t->where, "%.290s", line + strspn(line, "# "));
      t->where[strcspn(t->where, "\n")] = '\0';
    } else if (sscanf(line, "%d,%d,%15[^,],%d,%lf,%lf", &l, &channels, way,
                      &edges, &us[0], &us[1]) == 6) {
      timed_row(t, l, channels, way, us);
      n++;
    }
  if (f)
    fclose(f);
  if (n == 0)
    fprintf(stderr, "demo: cannot read %s; run from the top folder\n", path);
  return n > 0;
}

/* The faster of our two full products. */
static double timed_product(const struct timed *t, int l, int c, int both)
{
  const double *eight = t->us[l][c][EIGHT], *fused = t->us[l][c][FUSED];
  return eight[both] > 0 && eight[both] < fused[both] ? eight[both]
                                                      : fused[both];
}

/* ---- [tables] Times, and where they meet ---- */
static void timed_table(const struct timed *t, int c)
{
  for (int both = 0; both < 2; both++) {
    demo_section(both ? "crossover-both" : "crossover",
                 both ? "With gradients, microseconds an edge, 64 channels"
                      : "Forward, microseconds an edge, 64 channels");
    puts(" l      dense    sparse     fused  chapter 8   in frames   ratio");
    for (int l = 1; l <= TIMED_L; l++) {
      const double(*us)[2] = t->us[l][c];
      printf("%2d %10.2f %9.2f %9.2f ", l, us[DENSE][both], us[SPARSE][both],
             us[FUSED][both]);
      if (us[EIGHT][both] > 0)
        printf("%10.2f ", us[EIGHT][both]);
      else
        printf("%10s ", "");
      printf("%11.2f %7.1f\n", us[SO2][both],
             timed_product(t, l, c, both) / us[SO2][both]);
    }
  }
}

/* The least l from which on frames are faster; 0: none. */
static int timed_crossing(const struct timed *t, int c, int both)
{
  int l = TIMED_L;
  while (l >= 1 && timed_product(t, l, c, both) > t->us[l][c][SO2][both])
    l--;
  return l < TIMED_L ? l + 1 : 0;
}

static void timed_crossings(const struct timed *t)
{
  int least = TIMED_L, most = 0;
  demo_section("meeting", "The least l at which frames are faster");
  puts("channels   forward   with gradients");
  for (int c = 0; c < TIMED_C; c++) {
    const int there = timed_crossing(t, c, 0), both = timed_crossing(t, c, 1);
    printf("%8d %9d %16d\n", timed_channels[c], there, both);
    least = both < least ? both : least;
    most = there > most ? there : most;
  }
  demo_value("meeting_least", "%d", least);
  demo_value("meeting_most", "%d", most);
}

static void timed_data(const struct timed *t)
{
  FILE *f = demo_open("crossover.dat");
  for (int c = 0; c < TIMED_C; c++) {
    for (int l = 1; l <= TIMED_L; l++) {
      fprintf(f, "%d", l);
      for (int both = 0; both < 2; both++)
        fprintf(f, " %g %g %g %g", t->us[l][c][DENSE][both],
                t->us[l][c][SPARSE][both], timed_product(t, l, c, both),
                t->us[l][c][SO2][both]);
      fprintf(f, "\n");
    }
    fprintf(f, "\n\n");
  }
}

/* At l = 6 there is no chapter 8 to compare with: what its kernels gain over
 * the general product at l = 3 is taken off the ratio. */
static void timed_values(const struct timed *t, int c)
{
  for (int both = 0; both < 2; both++) {
    const char *const end = both ? "_both" : "";
    const double ratio = t->us[6][c][FUSED][both] / t->us[6][c][SO2][both];
    const double gain = t->us[3][c][FUSED][both] / t->us[3][c][EIGHT][both];
    char key[40];
    snprintf(key, sizeof key, "frames_us%s", end);
    demo_value(key, "%.1f", t->us[6][c][SO2][both]);
    snprintf(key, sizeof key, "fused_us%s", end);
    demo_value(key, "%.0f", t->us[6][c][FUSED][both]);
    snprintf(key, sizeof key, "frames_ratio%s", end);
    demo_value(key, "%.1f", ratio);
    snprintf(key, sizeof key, "eight_gain%s", end);
    demo_value(key, "%.1f", gain);
    snprintf(key, sizeof key, "frames_least%s", end);
    demo_value(key, "%.1f", ratio / gain);
  }
}

/* ---- [peers] e3nn-jax, from a file of make bench-so2-peers ---- */
static void timed_peers(void)
{
  char line[512], way[16], key[40];
  int l, channels;
  double ours, theirs, ratio;
  FILE *f = fopen("chapters/09-so2/peers-so2-avx2.csv", "r");
  while (f && fgets(line, sizeof line, f))
    if (line[0] == '#') {
      line[strcspn(line, "\n")] = '\0';
      demo_value("jax_where", "%.290s", line + strspn(line, "# "));
    } else if (sscanf(line, "%15[^,],%d,%d,%lf,%lf,%lf", way, &l, &channels,
                      &ours, &theirs, &ratio) == 6) {
      snprintf(key, sizeof key, "jax_%s_us", way);
      demo_value(key, "%.0f", theirs);
      snprintf(key, sizeof key, "jax_%s_ratio", way);
      demo_value(key, "%.0f", ratio);
      demo_value("jax_ours_us", "%.1f", ours);
    }
  if (f)
    fclose(f);
}

/* ---- [all] Everything that was measured ---- */

/* Paths with all three degrees up to l. */
static int timed_paths(int l)
{
  int n = 0;
  for (int a = 0; a <= l; a++)
    for (int b = 0; b <= l; b++)
      for (int c = a < b ? b - a : a - b; c <= a + b && c <= l; c++)
        n++;
  return n;
}

/* The crossing of 64 channels, forward; 0 when nothing was measured. */
static int crossover_measured(void)
{
  static struct timed t;
  enum { C64 = 3 };
  if (!timed_read("chapters/09-so2/measured-crossover-avx2.csv", &t))
    return 0;
  demo_value("crossover_where", "%s", t.where);
  demo_value("paths_6", "%d", timed_paths(6));
  demo_value("pairs_6", "%d", (2 * 6 + 1) * (2 * 6 + 1));
  timed_table(&t, C64);
  timed_crossings(&t);
  timed_data(&t);
  timed_values(&t, C64);
  timed_peers();
  return timed_crossing(&t, C64, 0);
}

#endif
