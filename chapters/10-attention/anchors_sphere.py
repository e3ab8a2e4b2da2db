#!/usr/bin/env python3
"""Pinned values for the tests of sphere_grid, separable_norm and equiformer:
python3 anchors_sphere.py > anchors_sphere.h

Needs mpmath.  Forty digits, from definitions: zeros of Legendre polynomials by
mpmath's own solver, integrals over the sphere by its quadrature.
"""
from mpmath import mp, mpf, sqrt, pi, exp, cos, sin, legendre, diff, findroot, quad

mp.dps = 40


def show(x):
    return mp.nstr(mpf(x), 25, strip_zeros=False)


def table(name, values):
    values = list(values)
    print(f"static const double {name}[{len(values)}] = {{")
    for v in values:
        print(f"    {show(v)},")
    print("};")


def silu(x):
    return x / (1 + exp(-x))


print("""/* anchors_sphere.h: made by anchors_sphere.py with mpmath at 40 digits;
 * committed, so that the tests do not need Python. */
#ifndef ANCHORS_SPHERE_H
#define ANCHORS_SPHERE_H
""")

print("/* Gauss and Legendre: z, then weights that sum to 1; n = 5. */")
P = [1, mpf(-1), 0]
z = [findroot(lambda t: legendre(5, t), g) for g in (0.9, 0.54, 0.0, -0.54, -0.9)]
w = [1 / ((1 - t * t) * diff(lambda s: legendre(5, s), t) ** 2) for t in z]
table("pinned_gauss", list(z) + w)

print("""
/* silu of f = (1 + sqrt(3) 2 z)/2, whose coefficients of l = 0 and l = 1, m = 0
 * are 1 and 2 (4 rows): coefficients of the result, by an integral over z. */""")
f = lambda t: silu((1 + sqrt(mpf(3)) * 2 * t) / 2)
table("pinned_silu_sphere", [
    2 * quad(lambda t: f(t) / 2, [-1, 0, 1]),
    2 * quad(lambda t: sqrt(mpf(3)) * t * f(t) / 2, [-1, 0, 1]),
])

print("\n/* The smooth leaky relu and its slope at -3, -0.5, 2. */")
g = lambda x: mpf("0.6") * x + mpf("0.4") * x * (2 / (1 + exp(-x)) - 1)
points = [mpf(-3), mpf("-0.5"), mpf(2)]
table("pinned_leaky", [g(x) for x in points] + [diff(g, x) for x in points])
print("\n#endif")
