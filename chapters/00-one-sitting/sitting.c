/* sitting.c: an equivariant network in one file, with nothing but C's library.
 *
 *   cc -O2 sitting.c -lm -o sitting && ./sitting
 *
 * Four cubes make a piece that differs from its mirror image.  The network
 * learns which of the two it is shown, from one pose, and knows it in all. */
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- [sizes] What a point knows, and what can be learned ---- */
enum { POINTS = 4, CHANNELS = 4, LAYERS = 3, PATHS = 5, HILLS = 3 };
enum { ALL = POINTS * CHANNELS, KNOBS = PATHS * HILLS };
typedef double vec[3];

struct features { /* of point i, channel c at [i * CHANNELS + c] */
  double s[ALL];  /* numbers */
  vec v[ALL];     /* and arrows */
};

struct weights {
  double loud[LAYERS][CHANNELS][KNOBS]; /* how loud a path at a distance */
  double last[CHANNELS];                /* the sum at the end */
};
enum { WEIGHTS = sizeof(struct weights) / sizeof(double) };

/* ---- [vectors] Two products of arrows: a number, and an arrow ---- */
static double dot(const vec a, const vec b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void add(double k, const vec a, vec c)
{
  for (int i = 0; i < 3; i++)
    c[i] += k * a[i];
}

static void add_cross(double k, const vec a, const vec b, vec c)
{
  c[0] += k * (a[1] * b[2] - a[2] * b[1]);
  c[1] += k * (a[2] * b[0] - a[0] * b[2]);
  c[2] += k * (a[0] * b[1] - a[1] * b[0]);
}

/* ---- [piece] What is between two points: a direction and a distance ---- */
struct piece {
  vec n[POINTS][POINTS]; /* from point j to point i, of length one */
  double hill[POINTS][POINTS][HILLS];
};

static void look(vec *r, struct piece *piece)
{
  memset(piece, 0, sizeof *piece);
  for (int i = 0; i < POINTS; i++)
    for (int j = 0; j < POINTS; j++) {
      vec d = {r[i][0] - r[j][0], r[i][1] - r[j][1], r[i][2] - r[j][2]};
      double length = sqrt(dot(d, d));
      if (i != j)
        add(1 / length, d, piece->n[i][j]);
      for (int k = 0; k < HILLS; k++)
        piece->hill[i][j][k] = exp(-pow((length - 1) / 0.4 - k, 2));
    }
}

/* ---- [message] What point j says to point i ---- */
static void message(const double R[PATHS], const vec n, double s, const vec v,
                    double *number, vec arrow)
{
  *number += R[0] * s + R[1] * dot(n, v);
  add(R[2] * s, n, arrow);
  add(R[3], v, arrow);
  add_cross(R[4], n, v, arrow);
}

/* ---- [back] The same, read backward ----
 *
 * From the gradients g and h by what was said to those by s, v and R. */
static void message_back(const double R[PATHS], const vec n, double s,
                         const vec v, double g, const vec h, double dR[PATHS],
                         double *ds, vec dv)
{
  vec cross = {0};
  add_cross(1, n, v, cross);
  dR[0] = g * s, dR[1] = g * dot(n, v);
  dR[2] = s * dot(n, h), dR[3] = dot(v, h), dR[4] = dot(cross, h);
  *ds += R[0] * g + R[2] * dot(n, h);
  add(R[1] * g, n, dv);
  add(R[3], h, dv);
  add_cross(R[4], h, n, dv); /* since (n x v) . h = v . (h x n) */
}

/* ---- [listen] Everybody listens to everybody else ----
 *
 * Only the first `paths` paths are there: with one, distances are all that is
 * heard.  From x to y; or, where dy is given, back from dy to dx and dw. */
static void listen(double w[CHANNELS][KNOBS], int paths,
                   const struct piece *piece, const struct features *x,
                   struct features *y, const struct features *dy,
                   double dw[CHANNELS][KNOBS], struct features *dx)
{
  memset(dy ? dx : y, 0, sizeof *x);
  for (int k = 0; k < POINTS * ALL; k++) {
    int i = k / ALL, from = k % ALL, j = from / CHANNELS, c = from % CHANNELS;
    int to = i * CHANNELS + c;
    const double *n = piece->n[i][j], *hill = piece->hill[i][j];
    double R[PATHS] = {0}, dR[PATHS];
    if (i == j)
      continue;
    for (int p = 0; p < paths * HILLS; p++)
      R[p / HILLS] += w[c][p] * hill[p % HILLS];
    if (!dy) {
      message(R, n, x->s[from], x->v[from], &y->s[to], y->v[to]);
      continue;
    }
    message_back(R, n, x->s[from], x->v[from], dy->s[to], dy->v[to], dR,
                 &dx->s[from], dx->v[from]);
    for (int p = 0; p < paths * HILLS; p++)
      dw[c][p] += dR[p / HILLS] * hill[p % HILLS];
  }
}

/* ---- [gate] What is not linear: numbers bend, arrows only shrink ---- */
static void gate(struct features *x)
{
  for (int k = 0; k < ALL; k++) {
    double shrink = 1 / sqrt(1 + dot(x->v[k], x->v[k]));
    x->s[k] = tanh(x->s[k]);
    for (int a = 0; a < 3; a++)
      x->v[k][a] *= shrink;
  }
}

/* From what the gate gave, y, and the gradient by it to that by its input. */
static void gate_back(const struct features *y, struct features *d)
{
  for (int k = 0; k < ALL; k++) {
    double shrink = sqrt(1 - dot(y->v[k], y->v[k]));
    double along = dot(y->v[k], d->v[k]);
    d->s[k] *= 1 - y->s[k] * y->s[k];
    for (int a = 0; a < 3; a++)
      d->v[k][a] = shrink * (d->v[k][a] - along * y->v[k][a]);
  }
}

/* ---- [network] Three layers and a sum: large for left, small for right ----
 *
 * With dw: adds the gradient of the loss, where `truth` is 1 for left, 0 for
 * right. */
static double network(struct weights *w, int paths, vec *r, double truth,
                      struct weights *dw)
{
  struct features x[LAYERS + 1] = {0}, d = {0}, e;
  struct piece piece;
  double z = 0;
  look(r, &piece);
  for (int k = 0; k < ALL; k++)
    x[0].s[k] = 1;
  for (int l = 0; l < LAYERS; l++) {
    listen(w->loud[l], paths, &piece, &x[l], &x[l + 1], NULL, NULL, NULL);
    if (l < LAYERS - 1)
      gate(&x[l + 1]);
  }
  for (int k = 0; k < ALL; k++)
    z += w->last[k % CHANNELS] * x[LAYERS].s[k];
  for (int k = 0; k < ALL && dw; k++) {
    double dz = 1 / (1 + exp(-z)) - truth; /* probability minus truth */
    dw->last[k % CHANNELS] += dz * x[LAYERS].s[k];
    d.s[k] = dz * w->last[k % CHANNELS];
  }
  for (int l = LAYERS; l-- > 0 && dw; d = e) {
    if (l < LAYERS - 1)
      gate_back(&x[l + 1], &d);
    listen(w->loud[l], paths, &piece, &x[l], NULL, &d, dw->loud[l], &e);
  }
  return z;
}

/* ---- [learn] A piece and its mirror image, and steps downhill ---- */
static vec pieces[2][POINTS] = {
    {{0, 0, 0}, {0, 0, 1}, {1, 0, 0}, {1, 1, 0}},  /* left */
    {{0, 0, 0}, {0, 0, 1}, {1, 0, 0}, {1, -1, 0}}, /* right */
};

static double uniform(unsigned *state) /* the next number between -1 and 1 */
{
  *state = *state * 1664525u + 1013904223u;
  return (*state >> 8) / 8388608.0 - 1;
}

static void begin(unsigned *state, struct weights *w)
{
  for (int k = 0; k < WEIGHTS; k++)
    ((double *)w)[k] = 0.7 * uniform(state);
}

/* One step; returns the mean loss before it. */
static double step(struct weights *w, int paths, double rate)
{
  struct weights dw = {0};
  double loss = 0;
  for (int k = 0; k < 2; k++) {
    double z = network(w, paths, pieces[k], 1 - k, &dw);
    loss += log(1 + exp(k ? z : -z)) / 2;
  }
  for (int k = 0; k < WEIGHTS; k++)
    ((double *)w)[k] -= rate * ((double *)&dw)[k];
  return loss;
}

/* ---- [turn] A random turn: a quaternion of length one ---- */
static void turn(unsigned *state, vec *from, vec *to)
{
  double q[4], length;
  do {
    length = 0;
    for (int a = 0; a < 4; a++)
      q[a] = uniform(state), length += q[a] * q[a];
  } while (length > 1 || length < 0.01);
  for (int i = 0; i < POINTS; i++) { /* v + 2 u x (u x v + w v) */
    vec t = {0};
    add_cross(1, q + 1, from[i], t);
    add(q[0], from[i], t);
    memcpy(to[i], from[i], sizeof(vec));
    add_cross(2 / length, q + 1, t, to[i]);
  }
}

/* ---- [main] Learn, turn, and try without arrows ---- */
int main(void)
{
  for (int paths = PATHS; paths >= 1; paths -= PATHS - 1) {
    struct weights w;
    unsigned state = 1;
    int right = 0;
    vec r[POINTS];
    begin(&state, &w);
    for (int k = 0; k <= 400; k++) {
      double loss = step(&w, paths, 0.1);
      if (k % 100 == 0)
        printf("step %3d   loss %.6f\n", k, loss);
    }
    for (int k = 0; k < 1000; k++) {
      turn(&state, pieces[k % 2], r);
      right += (network(&w, paths, r, 0, NULL) > 0) == (k % 2 == 0);
    }
    printf("%d paths: %d of 1000 turned pieces named right\n\n", paths, right);
  }
  return 0;
}
