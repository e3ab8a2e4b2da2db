#!/usr/bin/env python3
"""Pinned values for the tests of chapter 4, at high precision with mpmath.

Coefficients come from Wigner's sum of 1931, whose terms differ from those of
the sum in clebsch_gordan.c; real tensors from the definition with complex
matrices, entry by entry; Gaunt integrals from Gauss-Legendre and trapezoidal
quadrature, exact for polynomials.  Writes anchors.h to standard output:

    python3 anchors.py > anchors.h
"""
import math
import random
from functools import lru_cache
from mpmath import mp, mpf, mpc, sqrt, factorial, nstr, legendre, cos, sin, pi

mp.dps = 900


@lru_cache(None)
def f(n):
    return math.factorial(n)


def wigner(tj1, tm1, tj2, tm2, tj, tm):
    """<j1 m1 j2 m2 | j m>, all arguments doubled."""
    if tm1 + tm2 != tm or (tj1 + tj2 + tj) % 2:
        return mpf(0)
    if tj > tj1 + tj2 or tj < abs(tj1 - tj2):
        return mpf(0)
    h = lambda n: n // 2
    total = 0
    low = max(0, h(-tj1 + tj2 + tm))
    high = min(h(tj - tj1 + tj2), h(tj + tm))
    for k in range(low, high + 1):
        down = f(k) * f(h(tj - tj1 + tj2) - k) * f(h(tj + tm) - k) \
            * f(k + h(tj1 - tj2 - tm))
        up = f(h(tj2 + tj + tm1) - k) * f(h(tj1 - tm1) + k)
        total += (-1) ** (k + h(tj2 + tm2)) * mpf(up) / mpf(down)
    root = mpf((tj + 1) * f(h(tj + tj1 - tj2)) * f(h(tj - tj1 + tj2))
               * f(h(tj1 + tj2 - tj)) * f(h(tj + tm)) * f(h(tj - tm))) / \
        mpf(f(h(tj1 + tj2 + tj) + 1) * f(h(tj1 - tm1)) * f(h(tj1 + tm1))
            * f(h(tj2 - tm2)) * f(h(tj2 + tm2)))
    value = sqrt(root) * total
    return value if abs(value) > mpf(10) ** -400 else mpf(0)


def change(l):
    """U[m][mu]: real harmonics from complex ones."""
    r = 1 / sqrt(mpf(2))
    U = {(m, mu): mpc(0) for m in range(-l, l + 1) for mu in range(-l, l + 1)}
    U[0, 0] = mpc(1)
    for m in range(1, l + 1):
        U[m, m], U[m, -m] = (-1) ** m * r * mpc(1), r * mpc(1)
        U[-m, -m], U[-m, m] = r * mpc(0, 1), -((-1) ** m) * r * mpc(0, 1)
    return U


def real_tensor(l1, l2, l3):
    U1, U2, U3 = change(l1), change(l2), change(l3)
    i_power = [mpc(1), mpc(0, -1), mpc(-1), mpc(0, 1)][(l1 + l2 - l3) % 4]
    C = {}
    for a in range(-l1, l1 + 1):
        for b in range(-l2, l2 + 1):
            for c in range(-l3, l3 + 1):
                z = mpc(0)
                for s in {a, -a}:
                    for t in {b, -b}:
                        if abs(s + t) == abs(c):
                            z += U1[a, s].conjugate() * U2[b, t].conjugate() \
                                * U3[c, s + t] * wigner(2 * l1, 2 * s, 2 * l2,
                                                        2 * t, 2 * l3,
                                                        2 * (s + t))
                z *= i_power
                assert abs(z.imag) < mpf(10) ** -100
                C[a, b, c] = z.real
    return C


def real_harmonic(l, m, x, phi):
    """No Condon-Shortley sign; x = cos(theta)."""
    M = abs(m)
    # P_l^M without the sign, by M-fold derivative of the Legendre polynomial
    coeff = [mpf(0)] * (l + 1)
    for k in range(l // 2 + 1):
        coeff[l - 2 * k] = (-1) ** k * mpf(f(2 * l - 2 * k)) / \
            (2 ** l * f(k) * f(l - k) * f(l - 2 * k))
    for _ in range(M):
        coeff = [coeff[i] * i for i in range(1, len(coeff))]
    P = sum(c * x ** i for i, c in enumerate(coeff)) * sqrt(1 - x * x) ** M
    norm = sqrt(mpf((2 * l + 1) * f(l - M)) / (4 * pi * f(l + M)))
    if m == 0:
        return norm * P
    return sqrt(mpf(2)) * norm * P * (cos(M * phi) if m > 0 else sin(M * phi))


def gaunt(lm):
    degree = sum(l for l, _ in lm)
    n = degree + 2
    total = mpf(0)
    nodes = legendre_nodes(degree // 2 + 1)
    for x, w in nodes:
        for k in range(n):
            phi = 2 * pi * k / n
            v = mpf(1)
            for l, m in lm:
                v *= real_harmonic(l, m, x, phi)
            total += w * v * 2 * pi / n
    return total


def legendre_nodes(n):
    out = []
    for i in range(n):
        x = cos(pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
        for _ in range(60):
            p, q = legendre(n, x), legendre(n - 1, x)
            d = n * (x * p - q) / (x * x - 1)
            x -= p / d
            if abs(p / d) < mpf(10) ** (-mp.dps + 10):
                break
        d = n * (x * legendre(n, x) - legendre(n - 1, x)) / (x * x - 1)
        out.append((x, 2 / ((1 - x * x) * d * d)))
    return out


def show(x):
    return nstr(x, 25, min_fixed=-3, max_fixed=3)


def su2_table():
    rows = [
        (1, 1, 1, -1, 0, 0), (1, -1, 1, 1, 0, 0), (2, 0, 2, 0, 0, 0),
        (2, 2, 2, 0, 2, 2), (2, 0, 2, 0, 2, 0), (2, 2, 2, -2, 4, 0),
        (2, 0, 1, 1, 1, 1), (2, 2, 1, -1, 3, 1), (3, 1, 2, 0, 3, 1),
        (4, 2, 4, 0, 6, 2), (4, 4, 4, -2, 4, 2), (5, 3, 4, -4, 7, -1),
        (102, 0, 102, 0, 2, 0), (102, 2, 102, 0, 2, 2),
        (102, 102, 102, -100, 2, 2), (20, 0, 20, 0, 40, 0),
        (20, 20, 20, -20, 40, 0), (28, 2, 28, -4, 56, -2),
        (200, 0, 200, 0, 200, 0), (200, 2, 200, 4, 200, 6),
        (200, 200, 200, -200, 400, 0), (200, 200, 200, -198, 400, 2),
        (400, 0, 400, 0, 400, 0), (400, 2, 400, -6, 400, -4),
        (400, 400, 400, -400, 400, 0), (399, 1, 400, 2, 399, 3),
        (400, 0, 400, 0, 398, 0), (200, 100, 100, -60, 250, 40),
        (400, 0, 200, -200, 200, -200), (400, 0, 200, 200, 200, 200),
    ]
    g = random.Random(4)
    while len(rows) < 120:
        top = g.choice([6, 20, 60, 200, 400])
        a, b = g.randint(0, top), g.randint(0, top)
        c = g.randrange(abs(a - b), min(a + b, 400) + 1, 2) \
            if abs(a - b) <= min(a + b, 400) else None
        if c is None:
            continue
        s = g.randrange(-a, a + 1, 2)
        t = g.randrange(-b, b + 1, 2)
        if abs(s + t) <= c:
            rows.append((a, s, b, t, c, s + t))
    print("/* <j1 m1 j2 m2 | j3 m3>, arguments doubled. */")
    print("static const struct {\n  int j1, m1, j2, m2, j3, m3;\n"
          "  double value;\n} anchor_su2[] = {")
    for r in rows:
        print("    {%d, %d, %d, %d, %d, %d, %s}," % (*r, show(wigner(*r))))
    print("};\n")


def real_table():
    print("/* C[m1][m2][m3] of the real tensor. */")
    print("static const struct {\n  int l1, l2, l3, m1, m2, m3;\n"
          "  double value;\n} anchor_real[] = {")
    g = random.Random(5)
    triples = [(1, 1, 2), (1, 2, 1), (2, 1, 2), (2, 2, 1), (2, 2, 2),
               (1, 2, 3), (3, 2, 2), (3, 3, 3), (4, 3, 2), (5, 5, 6),
               (7, 6, 4)]
    for t in triples:
        C = real_tensor(*t)
        keys = [k for k, v in C.items() if abs(v) > 1e-30]
        for k in sorted(g.sample(keys, min(6, len(keys)))):
            print("    {%d, %d, %d, %d, %d, %d, %s}," % (*t, *k, show(C[k])))
    print("};\n")


def gaunt_table():
    mp.dps = 60
    print("/* Integrals of three real harmonics over the sphere. */")
    print("static const struct {\n  int l1, m1, l2, m2, l3, m3;\n"
          "  double value;\n} anchor_gaunt[] = {")
    for r in [((0, 0), (0, 0), (0, 0)), ((1, 0), (1, 0), (2, 0)),
              ((1, -1), (1, 1), (2, -2)), ((1, 1), (1, 1), (2, 2)),
              ((1, -1), (1, -1), (2, 2)), ((2, 1), (2, 1), (2, 0)),
              ((2, 0), (2, 0), (2, 0)), ((3, 2), (2, -1), (3, -3)),
              ((4, 3), (3, -2), (5, -1)), ((4, 0), (4, 0), (4, 0))]:
        (a, s), (b, t), (c, u) = r
        print("    {%d, %d, %d, %d, %d, %d, %s}," %
              (a, s, b, t, c, u, show(gaunt(r))))
    print("};\n")


def binomial_table():
    print("/* C(n, k) reduced by two moduli, and its number of bits. */")
    print("static const struct {\n  int n, k;\n  size_t bits;\n"
          "  uint32_t low, mod_prime;\n} anchor_binomial[] = {")
    for n, k in [(5, 2), (64, 32), (200, 77), (400, 200), (600, 300),
                 (1800, 900)]:
        b = math.comb(n, k)
        print("    {%d, %d, %d, %du, %du}," %
              (n, k, b.bit_length(), b % 2 ** 32, b % 1000003))
    print("};")


print("""/* anchors.h: pinned values of chapter 4, written by anchors.py with 900 digits
 * (coefficients by Wigner's sum, real tensors by complex matrices, integrals by
 * exact quadrature).  The tests need no Python. */
#ifndef ANCHORS_H
#define ANCHORS_H

#include <stddef.h>
#include <stdint.h>
""")
su2_table()
real_table()
gaunt_table()
binomial_table()
print("\n#endif")
