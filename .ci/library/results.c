/* results.c: prints numbers of every chapter; a program that defines names of
 * the library for itself must print the same. */
#include <tfn/convolution.h>
#include <tfn/harmonics.h>
#include <tfn/nodewise.h>
#include <tfn/radial.h>
#include <tfn/wigner.h>

#include <stdio.h>

static void print(const char *what, double value)
{
  printf("%s %.6f\n", what, value);
}

static int groups(void)
{
  vec3 z = {0, 0, 1};
  rot3 R;
  double D[9];
  if (so3_axis_angle(z, 1.0, &R) || wigner_d(1, R, D))
    return 1;
  print("wigner", D[8]);
  return 0;
}

/* Two points and the harmonics between them, added up at each of them. */
static int message(void)
{
  real points[6] = {0, 0, 0, 1, 2, 3}, x[2] = {1, 2}, w[4] = {1, 2, 3, 4};
  real y[8] = {0}, scratch[64];
  size_t count = 2;
  struct irreps in, harmonics;
  struct graph *graph;
  struct convolution c;
  if (irreps_parse("1x0e", &in, NULL) || irreps_harmonics(1, &harmonics) ||
      graph_all_pairs(1, &count, points, 1, HARMONICS_COMPONENT, &graph) ||
      convolution_create(TP_DEPTHWISE, &in, &harmonics, NULL, &c) ||
      convolution_workspace(&c) > 64 ||
      convolution_forward(&c, graph, x, w, scratch, y))
    return 1;
  print("message", (double)y[1]);
  convolution_free(&c);
  graph_free(graph);
  return 0;
}

/* x sigmoid(x) with x = 1: 0.731059. */
static int gate(void)
{
  struct irreps irreps;
  real x = 1, bias = 0, y;
  if (irreps_parse("1x0e", &irreps, NULL) ||
      norm_gate_forward(&irreps, 1, &x, &bias, &y))
    return 1;
  print("gate", (double)y);
  return 0;
}

int main(void)
{
  return groups() || message() || gate();
}
