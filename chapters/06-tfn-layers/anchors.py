#!/usr/bin/env python3
"""Pinned values for the tests of chapter 6: python3 anchors.py > anchors.h

Needs mpmath.  Forty digits throughout, from definitions and never from the
C code: harmonics by the complex associated Legendre formula, couplings by
integrals of products of three real harmonics, functions and optimiser by their
formulas as printed in the papers.
"""
from mpmath import mp, mpf, sqrt, pi, exp, sin, cos, log, factorial, legenp, diff

mp.dps = 50


def show(x):
    return mp.nstr(x, 25, strip_zeros=False)


def table(name, values, width=3):
    values = list(values)
    print(f"static const double {name}[{len(values)}] = {{")
    for i in range(0, len(values), width):
        print("    " + ", ".join(show(v) for v in values[i:i + width]) + ",")
    print("};")


def legendre(l, m, z):
    """P_lm without the Condon-Shortley sign, by Rodrigues' formula."""
    p = diff(lambda t: (t * t - 1) ** l, z, l + m) / (mpf(2) ** l * factorial(l))
    return (1 - z * z) ** (mpf(m) / 2) * p


def harmonic(l, m, v):
    """Real, orthonormal, no Condon-Shortley sign."""
    x, y, z = v
    r = sqrt(x * x + y * y + z * z)
    phi = mp.atan2(y, x)
    k = abs(m)
    n = sqrt((2 * l + 1) / (4 * pi) * factorial(l - k) / factorial(l + k))
    p = n * legendre(l, k, z / r)
    if m == 0:
        return p
    return sqrt(mpf(2)) * p * (cos(k * phi) if m > 0 else sin(k * phi))


def component(l, m, v):
    """The same with mean square 1 on the sphere."""
    return sqrt(4 * pi) * harmonic(l, m, v)


print("/* anchors.h: made by anchors.py with mpmath at 50 digits; committed, so that")
print(" * the tests do not need Python. */")
print("#ifndef ANCHORS_H")
print("#define ANCHORS_H")
print()
print("/* Harmonics l = 0, 1, 2 of the vector (-1, 2, -2), component normalisation. */")
v = (mpf(-1), mpf(2), mpf(-2))
table("pinned_edge_harmonics", (component(l, m, v) for l in range(3) for m in range(-l, l + 1)))

print()
print("/* silu and its derivative at -3, -0.5, 0, 2. */")


def silu(x):
    return x / (1 + exp(-x))


pts = [mpf(-3), mpf("-0.5"), mpf(0), mpf(2)]
table("pinned_silu", [silu(x) for x in pts] + [diff(silu, x) for x in pts], 4)

print()
print("/* The cutoff polynomial, p = 6, at x = 0.25, 0.5, 0.9; then p = 3. */")


def cutoff(p, x):
    p, x = mpf(p), mpf(x)
    return (1 - (p + 1) * (p + 2) / 2 * x ** p + p * (p + 2) * x ** (p + 1)
            - p * (p + 1) / 2 * x ** (p + 2))


table("pinned_cutoff", [cutoff(p, x) for p in (6, 3) for x in ("0.25", "0.5", "0.9")])

print()
print("/* Gaussians: 4 on a cutoff of 3.5, at r = 1; then with p = 6. */")
s = mpf("3.5") / 3
g = [exp(-(1 - k * s) ** 2 / (2 * s * s)) for k in range(4)]
table("pinned_gaussian", g + [b * cutoff(6, mpf(1) / mpf("3.5")) for b in g], 4)

print()
print("/* Bessel functions: 3 on a cutoff of 2, at r = 0 and r = 0.7; then p = 6. */")
c = mpf(2)
b0 = [sqrt(2 / c) * (k + 1) * pi / c for k in range(3)]
b = [sqrt(2 / c) * sin((k + 1) * pi * mpf("0.7") / c) / mpf("0.7") for k in range(3)]
table("pinned_bessel", b0 + b + [x * cutoff(6, mpf("0.35")) for x in b])

print()
print("/* The radial network 2 -> 2 -> 1: B = (0.5, -1), W1 = ((1, 2), (3, -4)),")
print(" * W2 = (0.25, 2). */")
h = [mpf("0.5") * 1 - 3, mpf("0.5") * 2 + 4]
table("pinned_radial_net", h + [silu(h[0]) / 4 + 2 * silu(h[1])])

print()
print("/* Two points a = (0, 0, 0) and b = (1, 2, 2), features 1x0e with x_a = 1.5,")
print(" * x_b = -2, weights 1: the l = 1 feature (y, z, x) at a and at b. */")
ab = (mpf(1), mpf(2), mpf(2))
ba = tuple(-t for t in ab)
at_b = [mpf("1.5") * component(1, m, ab) for m in (-1, 0, 1)]
at_a = [-2 * component(1, m, ba) for m in (-1, 0, 1)]
table("pinned_two_points", at_a + at_b)

print()
print("/* The same points, features 1x1o: x_a = (0, 0, 0), x_b = (3, -1, 2) in the")
print(" * order (y, z, x); at a, with Y of b -> a in component normalisation: the")
print(" * dot product over sqrt 3, then the cross product over sqrt 2 as (y, z, x). */")
f = [component(1, m, ba) for m in (-1, 0, 1)]       # (y, z, x)
x = [mpf(3), mpf(-1), mpf(2)]
dot = sum(p * q for p, q in zip(x, f)) / sqrt(mpf(3))
xv, fv = (x[2], x[0], x[1]), (f[2], f[0], f[1])       # (x, y, z)
cr = (xv[1] * fv[2] - xv[2] * fv[1], xv[2] * fv[0] - xv[0] * fv[2], xv[0] * fv[1] - xv[1] * fv[0])
table("pinned_dot_cross", [dot] + [t / sqrt(mpf(2)) for t in (cr[1], cr[2], cr[0])], 4)

print()
print("/* Norm gate: scalar 0.7 with bias -0.2; vector (1, -2, 2) with bias 0.5. */")
sig = lambda t: 1 / (1 + exp(-t))
N = sqrt(9 + mpf("1e-3") ** 2)
table("pinned_norm_gate", [silu(mpf("0.5"))] + [t * sig(N + mpf("0.5")) for t in (1, -2, 2)], 4)

print()
print("/* Scalar gate: scalar 0.7; vector (1, -2, 2) with gate -0.3. */")
table("pinned_scalar_gate", [silu(mpf("0.7"))] + [t * sig(mpf("-0.3")) for t in (1, -2, 2)], 4)

print()
print("/* Softmax of (1, 2, 4) and of (0, 0, -1), and the mean loss of labels 1, 2. */")
rows = [[mpf(1), mpf(2), mpf(4)], [mpf(0), mpf(0), mpf(-1)]]
probs = [[exp(z) / sum(exp(t) for t in r) for z in r] for r in rows]
table("pinned_cross_entropy", probs[0] + probs[1] + [-(log(probs[0][1]) + log(probs[1][2])) / 2])

print()
print("/* Adam on f(w) = w^4/4 - w from w = 2, rate 0.1, the paper's constants: w")
print(" * after 1, 2 and 50 steps. */")
w, m, vv = mpf(2), mpf(0), mpf(0)
b1, b2, eps, rate = mpf("0.9"), mpf("0.999"), mpf("1e-8"), mpf("0.1")
out = []
for t in range(1, 51):
    gr = w ** 3 - 1
    m = b1 * m + (1 - b1) * gr
    vv = b2 * vv + (1 - b2) * gr * gr
    w -= rate * (m / (1 - b1 ** t)) / (sqrt(vv / (1 - b2 ** t)) + eps)
    if t in (1, 2, 50):
        out.append(w)
table("pinned_adam", out)

print()
print("/* Mean squares of silu(z) and silu(2 z), of sigmoid(z), and of a component")
print(" * behind a norm gate for (l, size) = (0, 1), (1, 1), (2, 3), (6, 1/2). */")
density = lambda z: exp(-z * z / 2) / sqrt(2 * pi)
ends = [-40, -10, -3, 0, 3, 10, 40]


def norm_gate(l, s):
    d = 2 * l + 1
    weight = lambda r: r ** (d - 1) * exp(-r * r / 2)
    square = lambda r: (s * r * sig(s * r)) ** 2 * weight(r)
    return mp.quad(square, ends[3:]) / mp.quad(weight, ends[3:]) / d


silu_square = lambda s: mp.quad(lambda z: silu(s * z) ** 2 * density(z), ends)
table("pinned_moments", [silu_square(mpf(1)), silu_square(mpf(2)),
                         mp.quad(lambda z: sig(z) ** 2 * density(z), ends)] +
      [norm_gate(l, mpf(s)) for l, s in ((0, 1), (1, 1), (2, 3), (6, "0.5"))])

print()
print("/* The sizes before silu, and before the norm gates of l = 0, 1, 2, 3, that")
print(" * give mean square 1. */")
table("pinned_gains", [mp.findroot(lambda s: silu_square(s) - 1, mpf("1.56"))] +
      [mp.findroot(lambda s: norm_gate(l, s) - 1, mpf("1.1")) for l in range(4)])

print()
print("/* Mean over a ball of the sum of squares: of 5 Gaussians on a cutoff of 3.5,")
print(" * bare and with p = 6; of 4 Bessel functions on a cutoff of 2 with p = 6. */")


def ball(values, p):
    def cut(x):
        return (1 - (p + 1) * (p + 2) * x ** p / 2 + p * (p + 2) * x ** (p + 1)
                - p * (p + 1) * x ** (p + 2) / 2)

    def inside(x):
        return (cut(x) if p else 1) ** 2 * x * x * values(x)

    return 3 * mp.quad(inside, mp.linspace(0, 1, 9))


gaussians = lambda x: sum(exp(-(4 * x - k) ** 2) for k in range(5))
waves = lambda x: sum((sin(k * pi * x) / (2 * x)) ** 2 for k in range(1, 5))
table("pinned_squares", [ball(gaussians, 0), ball(gaussians, 6), ball(waves, 6)])
print()
print("#endif")
