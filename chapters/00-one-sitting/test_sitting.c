/* test_sitting.c: the network of chapter 0 turns, learns and is blind where it
 * should be. */
#define _POSIX_C_SOURCE 200809L /* dup */
#include "test.h"

#include <unistd.h>

#include "anchors.h"

/* The file of the chapter is a program; here it lends its functions. */
#define main sitting_main
int main(void);
#include "sitting.c"
#undef main

static void weights_of(unsigned seed, struct weights *w)
{
  begin(&seed, w);
}

/* ---- [law] Turning, moving, mirroring ----
 *
 * An answer is a sum of some hundred terms of order one, behind three layers:
 * a few hundred roundings. */
static const double ROUNDING = 1e-12;

TEST(law_turned_pieces_get_the_same_answer)
{
  unsigned state = 11;
  double worst = 0;
  for (int k = 0; k < 200; k++) {
    struct weights w;
    vec r[POINTS];
    begin(&state, &w);
    turn(&state, pieces[k % 2], r);
    double z = network(&w, PATHS, pieces[k % 2], 0, NULL);
    worst = larger(worst, fabs(network(&w, PATHS, r, 0, NULL) - z));
  }
  claim("one-turn", worst, ROUNDING);
}

TEST(law_the_turn_is_a_turn)
{
  unsigned state = 5;
  for (int k = 0; k < 100; k++) {
    vec r[POINTS], c = {0};
    turn(&state, pieces[0], r);
    for (int i = 1; i < POINTS; i++) {
      double d = dot(r[i], r[i]) - dot(pieces[0][i], pieces[0][i]);
      check_residual(fabs(d), 1e-14, "lengths stay, point %d", i);
    }
    add_cross(1, r[1], r[2], c);
    check_residual(fabs(dot(c, r[3]) - 1), 1e-14, "the volume keeps its sign");
  }
}

TEST(law_translations_change_nothing)
{
  struct weights w;
  vec r[POINTS];
  weights_of(2, &w);
  for (int i = 0; i < POINTS; i++)
    for (int a = 0; a < 3; a++)
      r[i][a] = pieces[1][i][a] + 64 - 8 * a; /* exact */
  check_true(network(&w, PATHS, r, 0, NULL) ==
                 network(&w, PATHS, pieces[1], 0, NULL),
             "the same bits");
}

TEST(law_distances_cannot_tell_the_two_apart)
{
  double worst = 0;
  for (unsigned seed = 1; seed <= 50; seed++) {
    struct weights w;
    weights_of(seed, &w);
    for (int paths = 1; paths < PATHS; paths++)
      worst = larger(worst, fabs(network(&w, paths, pieces[0], 0, NULL) -
                                 network(&w, paths, pieces[1], 0, NULL)));
    check_true(fabs(network(&w, PATHS, pieces[0], 0, NULL) -
                    network(&w, PATHS, pieces[1], 0, NULL)) > 1e-6,
               "all paths can, seed %u", seed);
  }
  claim("one-blind", worst, ROUNDING);
}

/* A mirror turns n x v over and nothing else: with those paths reversed the
 * mirror image gets the same answer. */
TEST(law_the_cross_product_knows_the_hand)
{
  struct weights w;
  weights_of(4, &w);
  double z = network(&w, PATHS, pieces[0], 0, NULL);
  for (int l = 0; l < LAYERS; l++)
    for (int c = 0; c < CHANNELS; c++)
      for (int k = 0; k < HILLS; k++)
        w.loud[l][c][4 * HILLS + k] *= -1;
  check_residual(fabs(network(&w, PATHS, pieces[1], 0, NULL) - z), ROUNDING,
                 "n x v reversed is the mirror");
}

/* ---- [gradient] By hand and by differences ----
 *
 * Four points of step h err by h^4 and by eps/h: at 1e-3 about 1e-12, times
 * derivatives of some tens. */
static double loss_of(struct weights *w, int k, double truth)
{
  double z = network(w, PATHS, pieces[k], truth, NULL);
  return log(1 + exp(truth > 0.5 ? -z : z));
}

TEST(law_gradient_is_the_slope)
{
  const double h = 1e-3;
  double worst = 0;
  for (int k = 0; k < 2; k++) {
    struct weights w, dw = {0};
    weights_of(3 + (unsigned)k, &w);
    network(&w, PATHS, pieces[k], 1 - k, &dw);
    for (int i = 0; i < WEIGHTS; i++) {
      double *at = (double *)&w + i, old = *at, loss[4];
      const double to[4] = {h, -h, 2 * h, -2 * h};
      for (int s = 0; s < 4; s++)
        *at = old + to[s], loss[s] = loss_of(&w, k, 1 - k);
      *at = old;
      double slope = (8 * (loss[0] - loss[1]) - (loss[2] - loss[3])) / (12 * h);
      worst = larger(worst, fabs(slope - ((double *)&dw)[i]));
    }
  }
  claim("one-gradient", worst, 1e-9);
}

/* ---- [learn] It learns from any of twenty seeds; the other cannot ---- */
TEST(law_learns)
{
  double worst = 0, least = 1;
  for (unsigned seed = 1; seed <= 20; seed++) {
    struct weights w, blind;
    weights_of(seed, &w);
    weights_of(seed, &blind);
    for (int k = 0; k < 400; k++)
      step(&w, PATHS, 0.1), step(&blind, 1, 0.1);
    worst = larger(worst, step(&w, PATHS, 0));
    least = fmin(least, step(&blind, 1, 0));
  }
  claim("one-learns", worst, 0.05);
  check_true(least >= log(2) - 1e-12, "distances: never below log 2, %.17g",
             least);
}

/* ---- [anchor] Numbers from another program, and from paper ---- */
TEST(anchor_answers_of_seed_one)
{
  struct weights w;
  weights_of(1, &w);
  check_residual(fabs(network(&w, PATHS, pieces[0], 0, NULL) - anchor_left),
                 1e-13, "left");
  check_residual(fabs(network(&w, PATHS, pieces[1], 0, NULL) - anchor_right),
                 1e-13, "right");
}

/* n = (2, 3, 6)/7, s = 7, v = (1, 0, -1): n . v = -4/7, n x v = (-3, 8, -3)/7.
 */
TEST(anchor_a_message_by_hand)
{
  const double R[PATHS] = {2, 7, 1, 10, 7};
  const vec n = {2. / 7, 3. / 7, 6. / 7}, v = {1, 0, -1};
  double number = 100;
  vec arrow = {1, 2, 3};
  message(R, n, 7, v, &number, arrow);
  check_residual(fabs(number - (100 + 14 - 4)), 1e-13, "the number");
  check_residual(fabs(arrow[0] - (1 + 2 + 10 - 3)), 1e-14, "x");
  check_residual(fabs(arrow[1] - (2 + 3 + 0 + 8)), 1e-14, "y");
  check_residual(fabs(arrow[2] - (3 + 6 - 10 - 3)), 1e-14, "z");
}

TEST(anchor_hills_and_gate)
{
  struct piece piece;
  struct features x = {0};
  look(pieces[0], &piece);
  check_residual(fabs(piece.hill[0][1][0] - 1), 0, "at 1 on the first hill");
  check_residual(fabs(piece.hill[0][1][1] - exp(-1)), 1e-15, "and beside it");
  check_residual(fabs(piece.n[1][0][2] - 1), 0, "from sender to receiver");
  x.v[5][0] = 3, x.v[5][2] = -4, x.s[5] = log(3) / 2;
  gate(&x);
  check_residual(fabs(x.s[5] - 0.5), 1e-15, "tanh(log(3)/2) = 1/2");
  check_residual(fabs(x.v[5][2] + 4 / sqrt(26)), 1e-15, "length 5/sqrt 26");
}

/* ---- [edge] Nothing in, nothing out ---- */
TEST(edge_zero)
{
  struct weights w = {0}, dw = {0};
  struct features x = {0}, d = {0};
  check_true(network(&w, PATHS, pieces[0], 1, &dw) == 0, "no weights, z = 0");
  for (int k = 0; k < WEIGHTS; k++)
    check_true(((double *)&dw)[k] == 0, "and no gradient");
  check_residual(fabs(step(&w, PATHS, 1) - log(2)), 1e-15, "loss log 2");
  gate(&x);
  d.v[0][1] = 2;
  gate_back(&x, &d);
  check_true(x.v[0][1] == 0 && d.v[0][1] == 2, "zero arrows have a slope");
}

/* What it prints is not for the log of the tests. */
TEST(edge_the_program_ends_well)
{
  fflush(stdout);
  int keep = dup(STDOUT_FILENO);
  check_true(freopen("/dev/null", "w", stdout) != NULL, "no place to print");
  int status = sitting_main();
  fflush(stdout);
  dup2(keep, STDOUT_FILENO);
  close(keep);
  check_true(status == 0, "status %d", status);
}

static const struct test tests[] = {
    CASE(law_turned_pieces_get_the_same_answer),
    CASE(law_the_turn_is_a_turn),
    CASE(law_translations_change_nothing),
    CASE(law_distances_cannot_tell_the_two_apart),
    CASE(law_the_cross_product_knows_the_hand),
    CASE(law_gradient_is_the_slope),
    CASE(law_learns),
    CASE(anchor_answers_of_seed_one),
    CASE(anchor_a_message_by_hand),
    CASE(anchor_hills_and_gate),
    CASE(edge_zero),
    CASE(edge_the_program_ends_well),
};
TEST_MAIN("00-one-sitting/sitting", tests)
