/* demo.c: what chapter 0 shows of its network: tables and data for plots. */
#include "demo.h"

/* The file of the chapter is a program; here it lends its functions. */
#define main sitting_main
int main(void);
#include "sitting.c"
#undef main

static const char *const names[2] = {"left", "right"};

/* ---- [train] The network of the chapter, and the one of distances ---- */
static void train(int paths, unsigned seed, int steps, struct weights *w,
                  FILE *plot)
{
  unsigned state = seed;
  begin(&state, w);
  for (int k = 0; k < steps; k++) {
    double loss = step(w, paths, 0.1);
    if (plot)
      fprintf(plot, "%d %.10g\n", k, loss);
  }
}

static double mean_loss(struct weights *w, int paths)
{
  struct weights same = *w;
  return step(&same, paths, 0);
}

/* ---- [pieces] The two pieces and their distances ---- */
static void show_pieces(void)
{
  demo_section("pieces", "two pieces, their distances and their volume");
  for (int k = 0; k < 2; k++) {
    vec *r = pieces[k], a[3] = {{0}}, c = {0};
    printf("%-6s squared distances", names[k]);
    for (int i = 0; i < POINTS; i++)
      for (int j = 0; j < i; j++) {
        vec d = {r[i][0] - r[j][0], r[i][1] - r[j][1], r[i][2] - r[j][2]};
        printf(" %g", dot(d, d));
      }
    for (int i = 1; i < POINTS; i++)
      add(1, r[i], a[i - 1]), add(-1, r[0], a[i - 1]);
    add_cross(1, a[0], a[1], c);
    printf("   (a x b) . c = %+g\n", dot(c, a[2]));
  }
  printf("\n");
}

/* ---- [learn] What is learned, and by whom ---- */
static void show_learning(struct weights *full, struct weights *blind)
{
  enum { STEPS = 401 };
  FILE *plot = demo_open("loss.dat");
  demo_section("learn", "loss of both networks, 401 steps of the two pieces");
  train(PATHS, 1, STEPS, full, plot);
  fprintf(plot, "\n\n");
  train(1, 1, STEPS, blind, plot);
  printf("%8s %16s %16s\n", "steps", "all five paths", "distances only");
  for (int steps = 0; steps < STEPS; steps += 100) {
    struct weights w[2];
    train(PATHS, 1, steps, &w[0], NULL);
    train(1, 1, steps, &w[1], NULL);
    printf("%8d %16.6f %16.6f\n", steps, mean_loss(&w[0], PATHS),
           mean_loss(&w[1], 1));
  }
  printf("log 2 = %.6f\n\n", log(2));
  demo_value("weights", "%d", (int)WEIGHTS);
  demo_value("loss", "%.4f", mean_loss(full, PATHS));
  demo_value("log2", "%.4f", log(2));
}

/* ---- [paths] One path more, and one more ---- */
static void show_paths(void)
{
  static const char *const added[PATHS] = {"s", "n . v", "n s", "v", "n x v"};
  demo_section("paths", "loss after 400 steps, with one path after the other");
  printf("%6s  %-8s %14s %22s\n", "paths", "the last", "loss",
         "z(left) - z(right)");
  for (int paths = 1; paths <= PATHS; paths++) {
    struct weights w;
    train(paths, 1, 400, &w, NULL);
    double gap = network(&w, paths, pieces[0], 0, NULL) -
                 network(&w, paths, pieces[1], 0, NULL);
    printf("%6d  %-8s %14.6f %22.1e\n", paths, added[paths - 1],
           mean_loss(&w, paths), fabs(gap));
  }
  printf("\n");
}

/* ---- [hand] A message by hand ---- */
static void show_hand(void)
{
  const double R[PATHS] = {2, 7, 1, 10, 7};
  const vec n = {2. / 7, 3. / 7, 6. / 7}, v = {1, 0, -1};
  double number = 0;
  vec arrow = {0};
  message(R, n, 7, v, &number, arrow);
  demo_section("hand", "the message of the example");
  printf("number %g   arrow (%g, %g, %g)\n\n", number, arrow[0], arrow[1],
         arrow[2]);
}

/* ---- [turned] A thousand poses it has never seen ---- */
static void show_turned(struct weights *full, struct weights *blind)
{
  double worst = 0, z[2], zb[2];
  int right = 0;
  unsigned state = 7;
  demo_section("turned", "a thousand turned pieces");
  for (int k = 0; k < 2; k++) {
    z[k] = network(full, PATHS, pieces[k], 0, NULL);
    zb[k] = network(blind, 1, pieces[k], 0, NULL);
    printf("%-6s  z = %+.12f   of distances only %+.12f\n", names[k], z[k],
           zb[k]);
  }
  for (int k = 0; k < 1000; k++) {
    vec r[POINTS];
    turn(&state, pieces[k % 2], r);
    double turned = network(full, PATHS, r, 0, NULL);
    right += (turned > 0) == (k % 2 == 0);
    worst = fmax(worst, fabs(turned - z[k % 2]));
  }
  printf("%d of 1000 named right; z moved by at most %.1e\n\n", right, worst);
  demo_value("right", "%d", right);
  demo_value("moved", "%.0e", worst);
  demo_value("p_left", "%.4f", 1 / (1 + exp(-z[0])));
  demo_value("same", "%.0e", fabs(zb[0] - zb[1]));
}

/* ---- [seeds] Was it luck? ---- */
static void show_seeds(void)
{
  int learned = 0;
  enum { SEEDS = 100 };
  for (unsigned seed = 1; seed <= SEEDS; seed++) {
    struct weights w;
    train(PATHS, seed, 401, &w, NULL);
    learned += mean_loss(&w, PATHS) < 0.05;
  }
  demo_value("seeds", "%d", learned);
}

/* ---- [sizes] A step that is too long, weights that are too small ---- */
static int steps_until_learned(unsigned seed, double size)
{
  struct weights w;
  int k = 0;
  begin(&seed, &w);
  for (int i = 0; i < WEIGHTS; i++)
    ((double *)&w)[i] *= size;
  while (k < 10000 && !(step(&w, PATHS, 0.1) < 0.5))
    k++;
  return k;
}

static void show_sizes(void)
{
  enum { SEEDS = 10 };
  int lost = 0, least = 10000, most = 0;
  for (unsigned seed = 1; seed <= SEEDS; seed++) {
    struct weights w;
    unsigned state = seed;
    double loss = 0;
    begin(&state, &w);
    for (int k = 0; k < 400; k++)
      loss = step(&w, PATHS, 0.3);
    lost += isnan(loss) != 0;
    int steps = steps_until_learned(seed, 0.1);
    least = steps < least ? steps : least;
    most = steps > most ? steps : most;
  }
  demo_value("long_lost", "%d", lost);
  demo_value("small_least", "%d", least);
  demo_value("small_most", "%d", most);
}

/* ---- [gradient] By hand, and by moving a weight ---- */
static void show_gradient(void)
{
  struct weights w, dw = {0};
  unsigned state = 3;
  FILE *plot = demo_open("gradient.dat");
  demo_section("gradient", "gradient by hand and by differences, four weights");
  begin(&state, &w);
  network(&w, PATHS, pieces[0], 1, &dw);
  printf("%8s %18s %18s %10s\n", "weight", "by hand", "by differences",
         "error");
  for (int k = 0; k < WEIGHTS; k++) {
    double *at = (double *)&w + k, old = *at, loss[2], h = 1e-5;
    for (int side = 0; side < 2; side++) {
      *at = old + (side ? h : -h);
      loss[side] = log(1 + exp(-network(&w, PATHS, pieces[0], 1, NULL)));
    }
    *at = old;
    double by_hand = ((double *)&dw)[k],
           by_move = (loss[1] - loss[0]) / (2 * h);
    fprintf(plot, "%d %.17g %.17g\n", k, by_hand, by_move);
    if (k % 60 == 0)
      printf("%8d %18.12f %18.12f %10.1e\n", k, by_hand, by_move,
             fabs(by_hand - by_move));
  }
  printf("\n");
}

/* ---- [arrows] What the points know after each layer ----
 *
 * Seen from above and a little from the side; one channel. */
static void flat(const vec p, double *x, double *y)
{
  *x = p[0] * 0.94 - p[1] * 0.34;
  *y = p[2] * 0.92 + (p[0] * 0.34 + p[1] * 0.94) * 0.39;
}

static void write_arrows(struct weights *w)
{
  FILE *plot = demo_open("arrows.dat");
  for (int k = 0; k < 2; k++) {
    struct features x = {0}, y;
    struct piece piece;
    look(pieces[k], &piece);
    for (int i = 0; i < ALL; i++)
      x.s[i] = 1;
    for (int l = 0; l < LAYERS; l++) {
      listen(w->loud[l], PATHS, &piece, &x, &y, NULL, NULL, NULL);
      gate(&y);
      for (int i = 0; i < POINTS; i++) {
        double at[2], tip[2];
        flat(pieces[k][i], &at[0], &at[1]);
        flat(y.v[i * CHANNELS], &tip[0], &tip[1]);
        fprintf(plot, "%g %g %g %g %g\n", at[0], at[1], tip[0], tip[1],
                y.s[i * CHANNELS]);
      }
      fprintf(plot, "\n\n");
      x = y;
    }
  }
}

/* ---- [cubes] The three faces of a cube that can be seen ---- */
static void draw_cube(FILE *plot, double x0, double mirror, const vec at)
{
  static const int corner[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
  for (int face = 0; face < 3; face++) {
    for (int k = 0; k <= 4; k++) {
      vec p = {at[0], at[1], at[2]};
      double x, y;
      p[(face + 1) % 3] += face == 1 ? 0.5 : -0.5; /* front, top, left */
      p[(face + 2) % 3] += 0.5 * corner[k % 4][0];
      p[face] += 0.5 * corner[k % 4][1];
      flat(p, &x, &y);
      fprintf(plot, "%.4f %.4f\n", x0 + mirror * x, y);
    }
    fputs("\n\n", plot);
  }
}

/* Far cubes first; the mirror image of a picture is a picture of the mirror
 * image. */
static void write_cubes(void)
{
  static const int order[POINTS] = {3, 2, 0, 1};
  FILE *plot = demo_open("cubes.dat");
  for (int k = 0; k < 2; k++)
    for (int i = 0; i < POINTS; i++)
      draw_cube(plot, k ? 2.7 : -2.7, k ? -1 : 1, pieces[0][order[i]]);
}

int main(int argc, char **argv)
{
  struct weights full, blind;
  demo_begin(argc, argv);
  show_pieces();
  show_learning(&full, &blind);
  show_paths();
  show_hand();
  show_turned(&full, &blind);
  show_seeds();
  show_sizes();
  show_gradient();
  write_arrows(&full);
  write_cubes();
  return demo_end();
}
