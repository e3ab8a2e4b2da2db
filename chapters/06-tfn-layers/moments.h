/* moments.h: how large normal numbers are behind silu, sigmoid and the gates.
 *
 *   moments_silu            mean square of silu(size z)
 *   moments_sigmoid         mean square of sigmoid(size z)
 *   moments_norm_gate       mean square of a component behind a norm gate
 *   moments_silu_gain       the size before silu that gives size 1 behind it
 *   moments_norm_gate_gain  and the same for the norm gate */
#ifndef TFN_MOMENTS_H
#define TFN_MOMENTS_H

#include "api.h"

API_BEGIN

/* ---- [moments] Mean squares by quadrature ----
 *
 *   moments_silu(s)          E silu(s z)^2,      z normal
 *   moments_sigmoid(s)       E sigmoid(s z)^2,   z normal
 *   moments_norm_gate(l, s)  E (s N sigmoid(s N))^2 / (2l+1),
 *                            N^2 = the sum of 2l+1 normal squares
 *
 * size, s  >= 0;  l  0..IRREPS_LMAX, but l = 0 is the gate of an odd scalar
 * By the trapezoid rule, to a few roundings. */
double moments_silu(double size);
double moments_sigmoid(double size);
double moments_norm_gate(int l, double size);

/* The size s at which the moment is 1: moments_silu(s) = 1, and
 * moments_norm_gate(l, s) = 1. */
double moments_silu_gain(void);
double moments_norm_gate_gain(int l);

API_END

#endif
