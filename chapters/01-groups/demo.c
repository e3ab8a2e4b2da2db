/* demo.c: what chapter 1 shows: tables on standard output, data for plots. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "cube.h"
#include "demo.h"
#include "matrix.h"
#include "piece.h"
#include "so3.h"

static const double PI = 3.14159265358979323846;

/* The larger of two, where fmax would lose a NaN. */
static double larger(double max, double x)
{
  return isnan(max) || x <= max ? max : x;
}

/* ---- [camera] Drawing solid things on flat paper ----
 *
 * Seen from the direction `camera`, without perspective: a point is drawn at
 * its components along `right` and `up`; the rest is depth. */
static const double azimuth = 0.5, elevation = 0.42; /* rad */

struct screen {
  double x, y, depth;
};

static struct screen look(vec3 p)
{
  double ca = cos(azimuth), sa = sin(azimuth);
  double ce = cos(elevation), se = sin(elevation);
  vec3 camera = {ce * ca, ce * sa, se}, right = {-sa, ca, 0};
  vec3 up = {-se * ca, -se * sa, ce};
  return (struct screen){vec3_dot(p, right), vec3_dot(p, up),
                         vec3_dot(p, camera)};
}

static void put(FILE *f, double x0, double y0, vec3 p)
{
  struct screen s = look(p);
  fprintf(f, "%.5f %.5f\n", x0 + s.x, y0 + s.y);
}

/* ---- [box] A box that has been turned ----
 *
 * Face 2 a + 1 looks along axis a, face 2 a the other way; (u, v) in [-1, 1]
 * are coordinates on it. */
struct box {
  rot3 R;
  vec3 half;   /* half its edges */
  double x, y; /* where on the paper */
};

static vec3 on_face(const struct box *b, int face, double u, double v)
{
  double p[3], h[3] = {b->half.x, b->half.y, b->half.z};
  int a = face / 2;
  p[a] = face % 2 ? h[a] : -h[a];
  p[(a + 1) % 3] = u * h[(a + 1) % 3];
  p[(a + 2) % 3] = v * h[(a + 2) % 3];
  return so3_apply(b->R, (vec3){p[0], p[1], p[2]});
}

static int visible(const struct box *b, int face)
{
  vec3 normal = {face / 2 == 0, face / 2 == 1, face / 2 == 2};
  double sign = face % 2 ? 1 : -1;
  return look(so3_apply(b->R, vec3_scale(sign, normal))).depth > 1e-9;
}

/* A hidden face leaves no trace in the file. */
static void draw_face(FILE *f, const struct box *b, int face)
{
  const double u[5] = {-1, 1, 1, -1, -1}, v[5] = {-1, -1, 1, 1, -1};
  if (!visible(b, face))
    return;
  for (int i = 0; i < 5; i++)
    put(f, b->x, b->y, on_face(b, face, u[i], v[i]));
  fputc('\n', f);
}

static void draw_dot(FILE *f, const struct box *b, int face, double u, double v,
                     double radius)
{
  double h[3] = {b->half.x, b->half.y, b->half.z};
  double ru = radius / h[(face / 2 + 1) % 3];
  double rv = radius / h[(face / 2 + 2) % 3];
  if (!visible(b, face))
    return;
  for (int i = 0; i <= 16; i++) {
    double t = i * PI / 8;
    vec3 p = on_face(b, face, u + ru * cos(t), v + rv * sin(t));
    put(f, b->x, b->y, p);
  }
  fputc('\n', f);
}

/* ---- [dice] The 24 ways to hold a die ---- */
static void draw_pips(FILE *f, const struct box *b, int face)
{
  /* Opposite faces add up to seven. */
  const int pips[6] = {6, 1, 5, 2, 4, 3};
  int n = pips[face];
  const double s = 0.5, r = 0.13;
  if (n % 2)
    draw_dot(f, b, face, 0, 0, r);
  if (n >= 2)
    draw_dot(f, b, face, -s, -s, r), draw_dot(f, b, face, s, s, r);
  if (n >= 4)
    draw_dot(f, b, face, -s, s, r), draw_dot(f, b, face, s, -s, r);
  if (n == 6)
    draw_dot(f, b, face, -s, 0, r), draw_dot(f, b, face, s, 0, r);
}

/* By rotation angle, so that the eye sees kinds: a quarter, a half, a third. */
static int by_angle(const void *a, const void *b)
{
  const rot3 *p = a, *q = b;
  double tp = p->m[0][0] + p->m[1][1] + p->m[2][2];
  double tq = q->m[0][0] + q->m[1][1] + q->m[2][2];
  return (tp < tq) - (tp > tq);
}

static void figure_dice(void)
{
  cube_rotation g[CUBE_ORDER];
  rot3 R[CUBE_ORDER];
  struct box die[CUBE_ORDER];
  FILE *f = demo_open("dice.dat");
  cube_rotations(g);
  for (int i = 0; i < CUBE_ORDER; i++)
    R[i] = cube_to_rot3(g[i]);
  qsort(R, CUBE_ORDER, sizeof R[0], by_angle);
  for (int i = 0; i < CUBE_ORDER; i++)
    die[i] = (struct box){R[i], {1, 1, 1}, 4.2 * (i % 8), -4.2 * (i / 8)};
  for (int side = 0; side < 3; side++) { /* left, right, top as seen */
    for (int i = 0; i < CUBE_ORDER; i++) {
      struct box plain = die[i];
      plain.R = so3_identity();
      draw_face(f, &plain, 2 * side + 1);
    }
    fprintf(f, "\n\n");
  }
  for (int i = 0; i < CUBE_ORDER; i++)
    for (int face = 0; face < 6; face++)
      draw_pips(f, &die[i], face);
  f = demo_open("dice_labels.dat");
  for (int i = 0; i < CUBE_ORDER; i++)
    fprintf(f, "%g %g %.0f\n", die[i].x, die[i].y - 2.2,
            so3_distance(so3_identity(), R[i]) * 180 / PI);
}

/* ---- [cube] The group that can be held ---- */
static int whole_trace(cube_rotation r)
{
  return r.m[0][0] + r.m[1][1] + r.m[2][2];
}

static void table_cube(void)
{
  int table[CUBE_ORDER * CUBE_ORDER], count[5] = {0};
  cube_rotation g[CUBE_ORDER];
  FILE *f = demo_open("table.dat");
  cube_table(table);
  cube_rotations(g);
  for (int a = 0; a < CUBE_ORDER; a++, fputc('\n', f))
    for (int b = 0; b < CUBE_ORDER; b++)
      fprintf(f, "%d %d %d\n", a, b, table[a * CUBE_ORDER + b]);
  for (int i = 0; i < CUBE_ORDER; i++)
    count[whole_trace(g[i]) + 1]++;
  struct group_report r = group_check(CUBE_ORDER, table);
  demo_section("cube", "The 24 rotations of a cube");
  printf("%5d products tried, %zu outside the set\n", 24 * 24, r.closure);
  printf("%5d triples tried,  %zu with (a b) c != a (b c)\n", 24 * 24 * 24,
         r.associativity);
  printf("%5d elements,       %zu without an inverse\n", 24, r.inverses);
  printf("      the identity is element %d\n\n", r.identity);
  printf("turn by     0   90  120  180 degrees\n");
  printf("how many  %3d  %3d  %3d  %3d\n", count[4], count[2], count[1],
         count[0]);
}

/* ---- [notgroups] Tables that are not groups ---- */
static void report(const char *name, size_t n, const int *table)
{
  struct group_report r = group_check(n, table);
  printf("%-28s %5zu %9d %10zu %11zu  %s\n", name, r.closure, r.identity,
         r.inverses, r.associativity, group_is_group(r) ? "a group" : "no");
}

static void not_groups(void)
{
  const int winner[9] = {0, 1, 0, 1, 1, 2, 0, 2, 2};
  const int sum[9] = {0, 1, 2, 1, 2, 3, 2, 3, 4};
  const int clock[9] = {0, 1, 2, 1, 2, 0, 2, 0, 1};
  const int product[4] = {0, 0, 0, 1};
  const int minus[9] = {0, 2, 1, 1, 0, 2, 2, 1, 0};
  demo_section("notgroups", "Tables that are groups, and that are not");
  printf(
      "table                        falls              without         not\n"
      "                               out  identity    inverse associative\n");
  report("0 1 2, added modulo 3", 3, clock);
  report("0 1 2, subtracted modulo 3", 3, minus);
  report("0 1 2, added", 3, sum);
  report("0 1, multiplied", 2, product);
  report("rock, paper, scissors", 3, winner);
}

/* ---- [remote] A remote control on the table ----
 *
 * The keys look up (z), the infrared eye looks along x, at the reader. */
static void print_rotation(const char *name, mat3 R)
{
  for (int i = 0; i < 3; i++) {
    printf("%-12s [", i == 1 ? name : "");
    for (int j = 0; j < 3; j++)
      printf(" %8.5f", round(1e5 * R.m[i][j]) / 1e5 + 0.0);
    printf(" ]\n");
  }
}

static void draw_remote(FILE *f, const struct box *b)
{
  for (int row = 0; row < 4; row++)
    for (int column = -1; column <= 1; column++)
      draw_dot(f, b, 5, -0.1 + 0.28 * row, 0.55 * column, 0.085);
  draw_dot(f, b, 5, -0.65, 0, 0.19);
}

static void figure_remote(void)
{
  rot3 one = so3_identity(), x = so3_exp((vec3){PI / 2, 0, 0});
  rot3 z = so3_exp((vec3){0, 0, PI / 2});
  const rot3 R[6] = {one, z, so3_mul(x, z), one, x, so3_mul(z, x)};
  FILE *f = demo_open("remote.dat");
  struct box b[6];
  for (int i = 0; i < 6; i++)
    b[i] =
        (struct box){R[i], {1.25, 0.55, 0.18}, 4.4 * (i % 3), i < 3 ? 0 : -3.6};
  for (int face = 0; face < 6; face++) {
    fprintf(f, "-99 -99\n\n"); /* an index of its own, also when empty */
    for (int i = 0; i < 6; i++)
      draw_face(f, &b[i], face);
    fprintf(f, "\n\n");
  }
  for (int i = 0; i < 6; i++)
    draw_remote(f, &b[i]);
}

static void remote(void)
{
  rot3 x = so3_exp((vec3){PI / 2, 0, 0}), z = so3_exp((vec3){0, 0, PI / 2});
  rot3 xz = so3_mul(x, z), zx = so3_mul(z, x);
  demo_section("remote", "A quarter turn about z and one about x");
  print_rotation("X Z =", xz);
  print_rotation("Z X =", zx);
  double apart = so3_distance(xz, zx) * 180 / PI;
  printf("they differ by a turn of %.6f degrees\n", apart);
  demo_value("remote-apart", "%.0f", apart);
  figure_remote();
}

/* ---- [generators] Flows on the sphere ---- */
static void flow_line(FILE *f, double x0, int axis, double latitude)
{
  vec3 p[3] = {{sin(latitude), cos(latitude), 0},
               {0, sin(latitude), cos(latitude)},
               {cos(latitude), 0, sin(latitude)}};
  vec3 omega = {axis == 0, axis == 1, axis == 2};
  for (int k = 0; k <= 120; k++) {
    vec3 q = so3_apply(so3_exp(vec3_scale(k * PI / 60, omega)), p[axis]);
    if (look(q).depth >= 0)
      put(f, x0, 0, q);
    else
      fputc('\n', f);
  }
  fputc('\n', f);
}

/* An arrow of the velocity omega x p, drawn where the camera sees p. */
static void flow_arrows(FILE *f, double x0, int axis)
{
  for (int i = -3; i <= 3; i++)
    for (int k = 0; k < 12; k++) {
      double latitude = i * PI / 8, t = (k + 0.5 * (i & 1)) * PI / 6;
      double c = cos(latitude);
      vec3 e = {sin(latitude), c * cos(t), c * sin(t)};
      vec3 p = axis == 0   ? e
               : axis == 1 ? (vec3){e.z, e.x, e.y}
                           : (vec3){e.y, e.z, e.x};
      vec3 v = so3_apply(so3_generator(axis), p);
      struct screen s = look(p), d = look(v);
      if (s.depth > 0.12)
        fprintf(f, "%.4f %.4f %.4f %.4f\n", x0 + s.x, s.y, 0.24 * d.x,
                0.24 * d.y);
    }
}

static void generators(void)
{
  const char *name[3] = {"L_x =", "L_y =", "L_z ="};
  demo_section("generators", "Three infinitely small turns");
  for (int i = 0; i < 3; i++)
    print_rotation(name[i], so3_generator(i));
  print_rotation("[L_x, L_y] =",
                 so3_commutator(so3_generator(0), so3_generator(1)));
  FILE *f = demo_open("flow_lines.dat");
  for (int axis = 0; axis < 3; axis++)
    for (int i = -3; i <= 3; i++)
      flow_line(f, 2.7 * axis, axis, i * PI / 8);
  f = demo_open("flow_arrows.dat");
  for (int axis = 0; axis < 3; axis++)
    flow_arrows(f, 2.7 * axis, axis);
  f = demo_open("flow_axes.dat");
  for (int axis = 0; axis < 3; axis++) {
    struct screen s = look((vec3){axis == 0, axis == 1, axis == 2});
    fprintf(f, "%g %g %g %g %c\n", 2.7 * axis + s.x, s.y, 0.42 * s.x,
            0.42 * s.y, "xyz"[axis]);
  }
}

/* ---- [rodrigues] The picture behind the formula ---- */
static void arrow(FILE *f, vec3 from, vec3 to)
{
  struct screen a = look(from), b = look(to);
  fprintf(f, "%.4f %.4f %.4f %.4f\n", a.x, a.y, b.x - a.x, b.y - a.y);
}

static void figure_rodrigues(void)
{
  vec3 o = {0, 0, 0}, n = {0, 0, 1.35}, v = {0.95, -0.25, 0.85};
  vec3 along = {0, 0, v.z}, across = vec3_cross((vec3){0, 0, 1}, v);
  double t = 1.0;
  FILE *f = demo_open("rodrigues.dat");
  vec3 turned = so3_apply(so3_exp((vec3){0, 0, t}), v);
  arrow(f, o, n);
  arrow(f, o, v);
  arrow(f, o, turned);
  fprintf(f, "\n\n");
  arrow(f, along, v);
  arrow(f, along, vec3_add(along, across));
  arrow(f, along, turned);
  fprintf(f, "\n\n");
  for (int k = 0; k <= 90; k++)
    put(f, 0, 0, so3_apply(so3_exp((vec3){0, 0, k * PI / 45}), v));
  fprintf(f, "\n\n");
  for (int k = 0; k <= 40; k++) {
    vec3 p = so3_apply(so3_exp((vec3){0, 0, k * t / 40}), v);
    put(f, 0, 0, vec3_add(along, vec3_scale(0.3, vec3_sub(p, along))));
  }
}

/* ---- [series] Term by term ---- */
static void series(void)
{
  vec3 omega = {0.6, -0.9, 2.0};
  rot3 R = so3_exp(omega);
  demo_section("series", "The exponential series, cut off");
  printf("|omega| = %.4f rad\nterms   error      not orthogonal by\n",
         vec3_norm(omega));
  for (int terms = 1; terms <= 27; terms += terms < 5 ? 1 : 4) {
    mat3 sum = so3_exp_series(omega, terms);
    printf("%5d   %8.1e   %8.1e\n", terms, mat3_distance(sum, R),
           matrix_orthogonality(3, &sum.m[0][0]));
  }
  figure_rodrigues();
}

/* ---- [turns] Many small turns ---- */
static mat3 power_of_two(mat3 A, int doublings)
{
  for (int k = 0; k < doublings; k++)
    A = so3_mul(A, A);
  return A;
}

static void turns(void)
{
  const int steps[4] = {4, 8, 16, 64};
  demo_section("turns", "(1 + pi L_z / n)^n");
  printf("       n   error\n");
  FILE *f = demo_open("turns_error.dat");
  for (int k = 0; k <= 24; k++) {
    mat3 step = so3_exp_series((vec3){0, 0, ldexp(PI, -k)}, 2);
    double error =
        mat3_distance(power_of_two(step, k), so3_exp((vec3){0, 0, PI}));
    fprintf(f, "%g %g\n", ldexp(1, k), error);
    if (k % 4 == 0)
      printf("%8.0f   %8.1e\n", ldexp(1, k), error);
  }
  f = demo_open("turns.dat");
  for (int i = 0; i < 4; i++) {
    vec3 p = {1, 0, 0};
    mat3 step = so3_exp_series((vec3){0, 0, PI / steps[i]}, 2);
    for (int k = 0; k <= steps[i]; k++, p = so3_apply(step, p))
      fprintf(f, "%g %g\n", p.x, p.y);
    fprintf(f, "\n\n");
  }
}

/* ---- [small] Small angles, the careless way ---- */
static rot3 careless_exp(vec3 w)
{
  double t = vec3_norm(w);
  mat3 W = so3_hat(w), W2 = so3_mul(W, W);
  mat3 odd = mat3_scale(sin(t) / t, W);
  mat3 even = mat3_scale((1 - cos(t)) / (t * t), W2);
  return mat3_add(so3_identity(), mat3_add(odd, even));
}

static double part_error(double t, double coefficient)
{
  double t2 = t * t;
  double exact = 0.5 - t2 / 24 * (1 - t2 / 30 * (1 - t2 / 56));
  return fabs(coefficient / exact - 1);
}

static void small(void)
{
  demo_section("small", "The coefficient (1 - cos t) / t^2 for small t");
  printf("      t   as written   with half angles\n");
  FILE *f = demo_open("small.dat");
  for (int k = 0; k <= 96; k++) {
    double t = pow(10, -k / 10.0 - 1.4), h = sin(t / 2) / (t / 2);
    fprintf(f, "%g %g %g\n", t,
            larger(1e-17, part_error(t, (1 - cos(t)) / (t * t))),
            larger(1e-17, part_error(t, h * h / 2)));
  }
  for (double t = 1e-2; t > 5e-11; t /= 100) {
    double h = sin(t / 2) / (t / 2);
    printf("%8.0e %11.1e %17.1e\n", t, part_error(t, (1 - cos(t)) / (t * t)),
           part_error(t, h * h / 2));
  }
  int lost = isnan(careless_exp((vec3){0, 0, 0}).m[0][0]);
  printf("at t = 0 it is %s\n", lost ? "0 / 0, not a number" : "a number");
}

/* ---- [log] Three ways to find an angle ---- */
static double angle_by_trace(rot3 R)
{
  double c = (R.m[0][0] + R.m[1][1] + R.m[2][2] - 1) / 2;
  return acos(fmin(1, fmax(-1, c)));
}

static double angle_by_sine(rot3 R)
{
  double s = fmin(1, vec3_norm(so3_vee(R)));
  double c = R.m[0][0] + R.m[1][1] + R.m[2][2] - 1;
  return c < 0 ? PI - asin(s) : asin(s);
}

static double angle_by_log(rot3 R)
{
  vec3 w = {0, 0, 0};
  so3_log(R, &w);
  return vec3_norm(w);
}

/* The axis as a textbook has it: the antisymmetric part over its length. */
static double axis_error(rot3 R, vec3 n, int careful)
{
  vec3 w = so3_vee(R);
  if (careful)
    so3_log(R, &w);
  return vec3_norm(vec3_sub(vec3_scale(1 / vec3_norm(w), w), n));
}

/* The worst of twenty axes, at `gap` above 0 or below pi/2 or pi. */
static void log_errors(double place, double gap, struct random *g,
                       double worst[5])
{
  double t = fabs(place - gap);
  for (int k = 0; k < 5; k++)
    worst[k] = 1e-17;
  for (int i = 0; i < 20; i++) {
    vec3 n = {random_normal(g), random_normal(g), random_normal(g)};
    n = vec3_scale(1 / vec3_norm(n), n);
    rot3 R = so3_exp(vec3_scale(t, n));
    worst[0] = larger(worst[0], fabs(angle_by_trace(R) - t));
    worst[1] = larger(worst[1], fabs(angle_by_sine(R) - t));
    worst[2] = larger(worst[2], fabs(angle_by_log(R) - t));
    worst[3] = larger(worst[3], axis_error(R, n, 0));
    worst[4] = larger(worst[4], axis_error(R, n, 1));
  }
}

static void logs(void)
{
  double most[5] = {0};
  struct random g = random_seed(4);
  demo_section("log", "Finding the angle t, and the axis");
  printf("        t        |     error of the angle      |   of the axis\n"
         "                 |  arccos    arcsin  so3_log  |    vee  so3_log\n");
  FILE *f = demo_open("log.dat");
  for (int place = 0; place < 3; place++, fprintf(f, "\n\n"))
    for (int k = 0; k <= 120; k++) {
      double gap = pow(10, -k / 8.0), worst[5];
      log_errors(place * PI / 2, gap, &g, worst);
      for (int i = 0; i < 5; i++)
        most[i] = larger(most[i], worst[i]);
      fprintf(f, "%g %g %g %g %g %g\n", gap, worst[0], worst[1], worst[2],
              worst[3], worst[4]);
      if (k % 24 == 8)
        printf("%s %6.0e    | %8.0e %8.0e %8.0e | %8.0e %8.0e\n",
               place == 0   ? "      "
               : place == 1 ? "pi/2 -"
                            : "  pi -",
               gap, worst[0], worst[1], worst[2], worst[3], worst[4]);
    }
  demo_value("log-arccos", "%.0e", most[0]);
  demo_value("log-arcsin", "%.0e", most[1]);
  demo_value("log-angle", "%.0e", most[2]);
  demo_value("log-vee", "%.0e", most[3]);
  demo_value("log-axis", "%.0e", most[4]);
}

/* ---- [bch] What is missing when exponents are added ---- */
static double missing(double t, int order)
{
  vec3 a = {t, 0, 0}, b = {0.6 * t, 0, 0.8 * t}, w = {0, 0, 0};
  so3_log(so3_mul(so3_exp(a), so3_exp(b)), &w);
  vec3 ab = vec3_cross(a, b), sum = vec3_add(a, b);
  if (order >= 2)
    sum = vec3_add(sum, vec3_scale(0.5, ab));
  if (order >= 3) {
    vec3 third = vec3_cross(vec3_sub(a, b), ab);
    sum = vec3_add(sum, vec3_scale(1 / 12.0, third));
  }
  return vec3_norm(vec3_sub(w, sum));
}

/* Four turns of a small aeroplane that do not bring it home. */
static void figure_loop(void)
{
  const double t = 0.75;
  const vec3 step[4] = {{0, -t, 0}, {0, 0, t}, {0, t, 0}, {0, 0, -t}};
  rot3 R = so3_identity();
  vec3 start = {cos(0.15) * cos(0.1), cos(0.15) * sin(0.1), sin(0.15)};
  FILE *f = demo_open("loop.dat");
  for (int i = 0; i < 4; i++) {
    for (int k = 0; k <= 20; k++)
      put(f, 0, 0,
          so3_apply(so3_mul(so3_exp(vec3_scale(k / 20.0, step[i])), R), start));
    fprintf(f, "\n\n");
    R = so3_mul(so3_exp(step[i]), R);
  }
  put(f, 0, 0, start);
  put(f, 0, 0, so3_apply(R, start));
}

static void bch(void)
{
  demo_section("bch", "log(exp(a) exp(b)), and what sums leave out");
  printf("    t    a + b    ... + a x b / 2    ... + third order\n");
  FILE *f = demo_open("bch.dat");
  for (int k = 0; k <= 48; k++) {
    double t = pow(10, -k / 16.0);
    fprintf(f, "%g %g %g %g\n", t, missing(t, 1), missing(t, 2), missing(t, 3));
  }
  for (double t = 0.5; t > 0.05; t /= 2)
    printf("%6.4f %8.1e %14.1e %18.1e\n", t, missing(t, 1), missing(t, 2),
           missing(t, 3));
  figure_loop();
}

/* ---- [ball] Every rotation is a point of a ball ---- */
static void ball_point(FILE *f, quat q, vec3 *last)
{
  rot3 R;
  vec3 w = {0, 0, 0};
  if (so3_from_quat(q, &R) == SO3_OK)
    so3_log(R, &w);
  if (vec3_norm(vec3_sub(w, *last)) > PI)
    fputc('\n', f); /* the path leaves the ball and enters opposite */
  fprintf(f, "%.4f %.4f\n", w.x, w.z);
  *last = w;
}

/* Full turns from 1 to -1 among the unit quaternions, more or less straight. */
static void single_turn(FILE *f, double bend)
{
  vec3 last = {0, 0, 0};
  for (int k = 0; k <= 400; k++) {
    double t = k * PI / 400, a = 0.5 + bend * sin(2 * t);
    ball_point(f, (quat){cos(t), sin(t) * sin(a), 0, sin(t) * cos(a)}, &last);
  }
  fprintf(f, "\n\n");
}

/* Two full turns are a circle through 1 on a sphere of unit quaternions; tilt
 * shrinks it to a point. */
static void double_turn(FILE *f, double tilt)
{
  vec3 last = {0, 0, 0};
  double c = cos(tilt), s = sin(tilt);
  for (int k = 0; k <= 800; k++) {
    double t = k * PI / 400;
    quat q = {s * s + c * c * cos(t), s * c * (1 - cos(t)), 0, c * sin(t)};
    ball_point(f, q, &last);
  }
  fprintf(f, "\n\n");
}

static void ball(void)
{
  const double degrees[6] = {1, 22, 40, 50, 62, 75};
  FILE *f = demo_open("ball.dat");
  for (int i = -1; i <= 1; i++)
    single_turn(f, 0.5 * i);
  for (int i = 0; i < 6; i++)
    double_turn(f, degrees[i] * PI / 180);
  demo_section("cover", "Turning about z and watching the quaternion");
  printf("turned by      w       z    the rotation is the identity\n");
  quat q = {1, 0, 0, 0}, step = {cos(PI / 8), 0, 0, sin(PI / 8)};
  for (int k = 0; k <= 16; k++) {
    rot3 R = so3_identity();
    so3_from_quat(q, &R);
    double off = so3_distance(R, so3_identity());
    if (k % 4 == 0)
      printf("%5d deg  %7.3f %7.3f    %s\n", 45 * k,
             round(1e3 * q.w) / 1e3 + 0.0, round(1e3 * q.z) / 1e3 + 0.0,
             off < 1e-9 ? "yes" : "no");
    q = quat_multiply(step, q);
  }
}

/* ---- [euler] Three angles and the lock ---- */
/* The part of a ring that is in front of its centre, or behind. */
static void ring(FILE *f, rot3 R, double x0, double radius, int plane,
                 int front)
{
  int drawing = 0;
  for (int k = 0; k <= 288; k++) {
    double c = radius * cos(k * PI / 72), s = radius * sin(k * PI / 72);
    vec3 p = so3_apply(R, plane ? (vec3){c, s, 0} : (vec3){0, c, s});
    int here = (look(p).depth >= 0) == front;
    if (here)
      put(f, x0, 0, p);
    else if (drawing)
      fputc('\n', f);
    drawing = here;
  }
  fprintf(f, drawing ? "\n\n" : "\n");
}

static void figure_gimbal(void)
{
  const double beta[2] = {1.0, 0};
  FILE *f = demo_open("gimbal.dat");
  for (int i = 0; i < 2; i++) {
    rot3 a = so3_from_euler((euler_zyz){3.0, 0, 0});
    rot3 b = so3_from_euler((euler_zyz){3.0, beta[i], 0});
    for (int front = 0; front < 2; front++) {
      ring(f, a, 3.2 * i, 1, 0, front);
      ring(f, b, 3.2 * i, 0.82, 0, front);
      ring(f, b, 3.2 * i, 0.64, 1, front);
    }
  }
  f = demo_open("gimbal_axes.dat");
  for (int i = 0; i < 2; i++) {
    rot3 a = so3_from_euler((euler_zyz){3.0, 0, 0});
    rot3 b = so3_from_euler((euler_zyz){3.0, beta[i], 0});
    const vec3 from[3] = {{0, 0, 1}, {0, 0.82, 0}, {0, 0, 0}};
    const vec3 to[3] = {{0, 0, 1.4}, {0, 1.35, 0}, {0, 0, 0.9}};
    for (int k = 0; k < 3; k++) {
      struct screen s = look(so3_apply(k == 2 ? b : a, from[k]));
      struct screen e = look(so3_apply(k == 2 ? b : a, to[k]));
      fprintf(f, "%g %g %g %g\n", 3.2 * i + s.x, s.y, e.x - s.x, e.y - s.y);
    }
  }
}

static void euler(void)
{
  struct random g = random_seed(6);
  demo_section("euler", "Euler angles next to the lock");
  printf("   beta     error of alpha   of alpha + gamma   of the rotation\n");
  FILE *f = demo_open("euler.dat");
  for (int k = 0; k <= 64; k++) {
    double beta = pow(10, -k / 4.0), worst[3] = {1e-17, 1e-17, 1e-17};
    for (int i = 0; i < 50; i++) {
      euler_zyz e = {0.7, beta, -1.9}, back = {-9, -9, -9};
      rot3 S = so3_random(&g), R = so3_from_euler(e);
      R = so3_mul(so3_inverse(S), so3_mul(S, R)); /* rounding, as in life */
      so3_to_euler(R, &back);
      worst[0] = larger(worst[0], fabs(back.alpha - e.alpha));
      double sum = back.alpha + back.gamma - e.alpha - e.gamma;
      worst[1] = larger(worst[1], fabs(remainder(sum, 2 * PI)));
      worst[2] = larger(worst[2], mat3_distance(so3_from_euler(back), R));
    }
    fprintf(f, "%g %g %g %g\n", beta, worst[0], worst[1], worst[2]);
    if (k == 36)
      demo_value("lock-alpha", "%.0e", worst[0]);
    if (k == 36)
      demo_value("lock-rotation", "%.0e", worst[2]);
    if (k % 12 == 0)
      printf("%8.0e %13.1e %18.1e %17.1e\n", beta, worst[0], worst[1],
             worst[2]);
  }
  euler_zyz e = {0.5, 0, 0.75};
  so3_to_euler(so3_from_euler(e), &e);
  printf("(0.5, 0, 0.75) comes back as (%g, %g, %g)\n", e.alpha, e.beta,
         e.gamma);
  figure_gimbal();
}

/* ---- [gramschmidt] The columns made orthonormal, one after the other ---- */
static mat3 gram_schmidt(mat3 A)
{
  vec3 a = {A.m[0][0], A.m[1][0], A.m[2][0]};
  vec3 b = {A.m[0][1], A.m[1][1], A.m[2][1]};
  vec3 c = {A.m[0][2], A.m[1][2], A.m[2][2]};
  a = vec3_scale(1 / vec3_norm(a), a);
  b = vec3_sub(b, vec3_scale(vec3_dot(a, b), a));
  b = vec3_scale(1 / vec3_norm(b), b);
  c = vec3_sub(c, vec3_add(vec3_scale(vec3_dot(a, c), a),
                           vec3_scale(vec3_dot(b, c), b)));
  c = vec3_scale(1 / vec3_norm(c), c);
  return (mat3){{{a.x, b.x, c.x}, {a.y, b.y, c.y}, {a.z, b.z, c.z}}};
}

/* ---- [noise] Which repair of a noisy rotation is the better one? ---- */
static void noise(struct random *g)
{
  const int trials = 20000;
  double nearest = 0, gram = 0;
  for (int i = 0; i < trials; i++) {
    rot3 R = so3_random(g), mended = R;
    mat3 M = R;
    for (int k = 0; k < 9; k++)
      M.m[k / 3][k % 3] += 0.1 * random_normal(g);
    so3_nearest(M, &mended);
    nearest += so3_distance(R, mended) / trials;
    gram += so3_distance(R, gram_schmidt(M)) / trials;
  }
  printf("noise of 0.1 on each entry, mean error of what is mended:\n");
  printf("  nearest rotation %.4f rad, Gram-Schmidt %.4f rad\n", nearest, gram);
  demo_value("noise-ratio", "%.0f", 100 * (gram / nearest - 1));
}

/* ---- [drift] A million steps, and back to the group ---- */
static void drift(void)
{
  struct random g = random_seed(7);
  rot3 R = so3_identity(), step = so3_exp((vec3){1e-3, 2e-3, -1e-3});
  demo_section("drift", "A million products, then the nearest rotation");
  printf("  products   |R^T R - 1|\n");
  for (int k = 1, next = 100; k <= 1000000; k++) {
    R = so3_mul(step, R);
    if (k == 1000000)
      demo_value("drift", "%.0e", matrix_orthogonality(3, &R.m[0][0]));
    if (k == next) {
      printf("%10d   %8.1e\n", k, matrix_orthogonality(3, &R.m[0][0]));
      next *= 100;
    }
  }
  rot3 mended = R;
  so3_nearest(R, &mended);
  printf("    mended   %8.1e   moved by %.1e\n",
         matrix_orthogonality(3, &mended.m[0][0]), mat3_distance(mended, R));
  mat3 mirror = so3_random(&g);
  for (int i = 0; i < 3; i++)
    mirror.m[i][2] *= -1;
  printf("an exact mirror image: %s\n",
         so3_message(so3_nearest(mirror, &mended)));
  noise(&g);
}

/* ---- [samplers] Ways not to draw a rotation ---- */
static rot3 axis_and_angle(struct random *g)
{
  rot3 R = so3_identity();
  vec3 n = {random_normal(g), random_normal(g), random_normal(g)};
  so3_axis_angle(n, PI * random_uniform(g), &R);
  return R;
}

static rot3 three_angles(struct random *g)
{
  euler_zyz e;
  e.alpha = 2 * PI * random_uniform(g);
  e.beta = PI * random_uniform(g);
  e.gamma = 2 * PI * random_uniform(g);
  return so3_from_euler(e);
}

static mat3 gaussian(struct random *g)
{
  mat3 A;
  for (int k = 0; k < 9; k++)
    A.m[k / 3][k % 3] = random_normal(g);
  return A;
}

/* ---- [qr] Two ways to make a random matrix orthogonal ---- */
/* The Q of A = Q R by two Householder reflections, signs as they fall. */
static mat3 householder_q(struct random *g)
{
  mat3 A = gaussian(g), Q = so3_identity();
  for (int k = 0; k < 2; k++) {
    double v[3] = {0}, norm = 0;
    mat3 H = so3_identity();
    for (int i = k; i < 3; i++)
      v[i] = A.m[i][k];
    v[k] += copysign(sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]), v[k]);
    for (int i = 0; i < 3; i++)
      norm += v[i] * v[i];
    for (int i = 0; i < 9; i++)
      H.m[i / 3][i % 3] -= 2 * v[i / 3] * v[i % 3] / norm;
    A = so3_mul(H, A);
    Q = so3_mul(Q, H);
  }
  return Q;
}

/* The same Q with the signs that make the diagonal of R positive. */
static mat3 gram_schmidt_q(struct random *g)
{
  return gram_schmidt(gaussian(g));
}

/* ---- [haar] What the five prefer ---- */
#define SAMPLES 1000000
#define BINS    36

static void haar_of(const char *key, const char *name,
                    mat3 (*draw)(struct random *), FILE *f)
{
  char least_key[64];
  struct random g = random_seed(8);
  double sum = 0, square = 0, least = PI, bin[BINS] = {0};
  int mirrors = 0;
  for (int i = 0; i < SAMPLES; i++) {
    mat3 R = draw(&g);
    double trace = R.m[0][0] + R.m[1][1] + R.m[2][2];
    double angle = angle_by_trace(R);
    sum += trace;
    square += trace * trace;
    mirrors += mat3_det(R) < 0;
    least = fmin(least, angle);
    bin[(int)fmin(BINS - 1, angle / PI * BINS)]++;
  }
  printf("%-26s %8.3f %10.3f %9.1f %%\n", name, sum / SAMPLES, square / SAMPLES,
         100.0 * mirrors / SAMPLES);
  demo_value(key, "%.2f", round(100 * sum / SAMPLES) / 100 + 0.0);
  snprintf(least_key, sizeof least_key, "%s-least", key);
  demo_value(least_key, "%.1f", least * 180 / PI);

  for (int i = 0; i < BINS; i++)
    fprintf(f, "%g %g\n", (i + 0.5) * 180.0 / BINS,
            bin[i] / SAMPLES * BINS / PI);
  fprintf(f, "\n\n");
}

static void haar(void)
{
  demo_section("haar", "The trace of random rotations, a million each");
  printf("sampler                    mean tr   mean tr^2   mirrors\n");
  FILE *f = demo_open("haar.dat");
  haar_of("haar-trace", "Gaussian quaternion", so3_random, f);
  haar_of("axis-trace", "random axis and angle", axis_and_angle, f);
  haar_of("euler-trace", "three Euler angles", three_angles, f);
  haar_of("householder-trace", "QR, signs as they fall", householder_q, f);
  haar_of("gram-trace", "QR, signs mended", gram_schmidt_q, f);
}

/* ---- [piece] The piece of chapter 0, turned ---- */
static double volume(const vec3 p[PIECE_POINTS])
{
  vec3 a[3];
  for (int i = 0; i < 3; i++)
    a[i] = vec3_add(p[i + 1], vec3_scale(-1, p[0]));
  return vec3_dot(vec3_cross(a[0], a[1]), a[2]);
}

static void piece(void)
{
  rot3 R = so3_exp((vec3){PIECE_TURN[0], PIECE_TURN[1], PIECE_TURN[2]});
  vec3 p[PIECE_POINTS], q[PIECE_POINTS], mirrored[PIECE_POINTS];
  double change = 0;
  demo_section("piece", "The piece of chapter 0, and turned by R");
  for (int i = 0; i < PIECE_POINTS; i++) {
    const double *r = PIECE[i], *s = PIECE_MIRROR;
    p[i] = (vec3){r[0], r[1], r[2]};
    mirrored[i] = (vec3){s[0] * r[0], s[1] * r[1], s[2] * r[2]};
    q[i] = so3_apply(R, p[i]);
    printf("(%g, %g, %g)   to (%+.6f, %+.6f, %+.6f)\n", p[i].x, p[i].y, p[i].z,
           q[i].x, q[i].y, q[i].z);
    for (int j = 0; j < i; j++)
      change =
          fmax(change, fabs(vec3_norm(vec3_add(q[i], vec3_scale(-1, q[j]))) -
                            vec3_norm(vec3_add(p[i], vec3_scale(-1, p[j])))));
  }
  printf("largest change of a distance   %.1e\n", change);
  printf("(a x b) . c                    %+.6f, turned %+.6f, mirrored %+.6f\n",
         volume(p), volume(q), volume(mirrored));
  demo_value("piece-angle", "%.1f", so3_distance(R, so3_identity()) * 180 / PI);
}

int main(int argc, char **argv)
{
  demo_begin(argc, argv);
  figure_dice();
  table_cube();
  not_groups();
  remote();
  generators();
  series();
  turns();
  small();
  logs();
  bch();
  ball();
  euler();
  drift();
  haar();
  piece();
  return demo_end();
}
