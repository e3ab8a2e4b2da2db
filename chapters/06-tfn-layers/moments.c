/* moments.c: mean squares behind silu and the gates, by the trapezoid rule. */
#include "moments.h"

#include <math.h>

/* ---- [mean] A mean over the length of a normal vector ----
 *
 * The length r of d normal numbers has the density r^(d-1) exp(-r^2/2).  With
 * r = sqrt(d) e^t that is a hill in t, exp(d (t - (e^2t - 1)/2)), of a width
 * near 1/sqrt(d), with a slope like e^(d t) to the left.  For a smooth function
 * that falls off at both ends the trapezoid rule is as good as exact. */
typedef double moment_function(double r);

static double mean(int d, double size, moment_function *f)
{
  double width = 1 / sqrt((double)d), step = width / 8, sum = 0, all = 0;
  for (double t = -40.0 / d - 7 * width; t < 7 * width; t += step) {
    double weight = exp(d * (t - (exp(2 * t) - 1) / 2));
    sum += weight * f(size * exp(t) / width);
    all += weight;
  }
  return sum / all;
}

/* ---- [moments] Squares of silu, sigmoid and the norm gate ----
 *
 * A normal number z is r or -r with equal chances, d = 1. */
static double square_of_sigmoid(double x)
{
  double s = 1 / (1 + exp(-x));
  return s * s;
}

static double square_of_silu(double x)
{
  return x * x * square_of_sigmoid(x);
}

double moments_silu(double size)
{
  return (mean(1, size, square_of_silu) + mean(1, -size, square_of_silu)) / 2;
}

double moments_sigmoid(double size)
{
  return (mean(1, size, square_of_sigmoid) +
          mean(1, -size, square_of_sigmoid)) /
         2;
}

double moments_norm_gate(int l, double size)
{
  int d = 2 * l + 1;
  return mean(d, size, square_of_silu) / d;
}

/* ---- [gains] The size that a gate leaves alone ----
 *
 * A moment m(s) grows like s^2 and a little faster, so s / sqrt(m(s)) is
 * nearer to the solution of m(s) = 1 than s, by a factor of five or more. */
double moments_silu_gain(void)
{
  double s = 1;
  for (int k = 0; k < 30; k++)
    s /= sqrt(moments_silu(s));
  return s;
}

double moments_norm_gate_gain(int l)
{
  double s = 1;
  for (int k = 0; k < 30; k++)
    s /= sqrt(moments_norm_gate(l, s));
  return s;
}
