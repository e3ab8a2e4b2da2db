"""Prints anchors.h, the pinned values of test_wigner.c and its neighbours.

Everything is computed from textbook definitions with complex numbers, to 300
digits: no formula here is used by the C code.

  d^l_{m'm}(beta)  Wigner's sum over factorials, Condon-Shortley phases
  D = e^{-i m' alpha} d e^{-i m gamma}   acts on states |l m>
  v_m = conj(Y_lm) turns with D, and the real harmonics are
    S_m  = ((-1)^m v_m + v_-m) / sqrt 2        m > 0
    S_-m = i ((-1)^m v_m - v_-m) / sqrt 2      m > 0
    S_0  = v_0

Run: python3 anchors.py | clang-format --assume-filename=anchors.h > anchors.h
"""
from mpmath import (mp, mpf, mpc, sqrt, cos, sin, exp, factorial, nstr, pi,
                    spherharm, acos, atan2, matrix)

mp.dps = 300
ALPHA, BETA, GAMMA = mpf("0.3125"), mpf("1.125"), mpf("-0.6875")


def small_d(l, p, m, beta):
    """d^l_{pm}(beta) = <l p| exp(-i beta J_y) |l m>, Wigner's sum."""
    c, s = cos(beta / 2), sin(beta / 2)
    f = factorial
    front = sqrt(f(l + p) * f(l - p) * f(l + m) * f(l - m))
    total = mpf(0)
    for k in range(max(0, m - p), min(l + m, l - p) + 1):
        total += ((-1) ** (p - m + k) * c ** (2 * l + m - p - 2 * k)
                  * s ** (p - m + 2 * k)
                  / (f(l + m - k) * f(k) * f(p - m + k) * f(l - p - k)))
    return front * total


def to_real(m):
    """The row of S_m in terms of v: a list of (index, coefficient)."""
    if m == 0:
        return [(0, mpc(1))]
    a, sign = abs(m), (-1) ** abs(m)
    if m > 0:
        return [(a, sign / sqrt(mpf(2))), (-a, 1 / sqrt(mpf(2)))]
    return [(a, mpc(0, sign) / sqrt(mpf(2))), (-a, mpc(0, -1) / sqrt(mpf(2)))]


def real_entry(complex_entry, p, m):
    """(W A W^+)_{pm} for a complex matrix given entry by entry."""
    total = mpc(0)
    for i, a in to_real(p):
        for j, b in to_real(m):
            total += a * complex_entry(i, j) * b.conjugate()
    assert abs(total.imag) < mpf(10) ** -100
    return total.real


def big_d(l, p, m, alpha, beta, gamma):
    def entry(i, j):
        return exp(mpc(0, -1) * (i * alpha + j * gamma)) * small_d(l, i, j, beta)
    return real_entry(entry, p, m)


def big_j(l, p, m):
    """The half turn about (y + z)/sqrt 2 has Euler angles pi/2, pi/2, pi/2."""
    return big_d(l, p, m, pi / 2, pi / 2, pi / 2)


def generator(l, axis, p, m):
    """-i J_axis in the real basis, from the ladder operators."""
    def up(i, j):
        return sqrt(mpf(l * (l + 1) - j * (j + 1))) if i == j + 1 else mpf(0)

    def entry(i, j):
        plus, minus = up(i, j), up(j, i)
        value = {"x": (plus + minus) / 2, "y": (plus - minus) / mpc(0, 2),
                 "z": mpf(i if i == j else 0)}[axis]
        return mpc(0, -1) * value
    return real_entry(entry, p, m)


def check_harmonics():
    """The same D must turn the values of the harmonics: Y(R r) = D Y(r)."""
    ca, sa, cb, sb = cos(ALPHA), sin(ALPHA), cos(BETA), sin(BETA)
    cg, sg = cos(GAMMA), sin(GAMMA)
    R = (matrix([[ca, -sa, 0], [sa, ca, 0], [0, 0, 1]])
         * matrix([[cb, 0, sb], [0, 1, 0], [-sb, 0, cb]])
         * matrix([[cg, -sg, 0], [sg, cg, 0], [0, 0, 1]]))
    r = matrix([mpf(2) / 7, mpf(3) / 7, mpf(6) / 7])

    def harmonic(l, m, v):
        theta, phi = acos(v[2]), atan2(v[1], v[0])
        return sum(c * spherharm(l, i, theta, phi).conjugate()
                   for i, c in to_real(m)).real
    for l in (1, 2, 3):
        for p in range(-l, l + 1):
            want = harmonic(l, p, R * r)
            got = sum(big_d(l, p, m, ALPHA, BETA, GAMMA) * harmonic(l, m, r)
                      for m in range(-l, l + 1))
            assert abs(want - got) < mpf(10) ** -100


def number(x):
    return nstr(x, 20) if abs(x) > mpf(10) ** -100 else "0.0"


def table(name, comment, rows):
    print(f"\n/* {comment} */\nstatic const double {name}[] = {{")
    for row in rows:
        for start in range(0, len(row), 2):
            print("    " + ", ".join(number(x) for x in row[start:start + 2])
                  + ",")
    print("};")


def square(l, f):
    return [[f(p, m) for m in range(-l, l + 1)] for p in range(-l, l + 1)]


mp.dps = 120
check_harmonics()
mp.dps = 300
print("""/* Pinned values for the tests of this chapter, printed by anchors.py from the
 * textbook complex definitions with 300 digits.  Running the tests does not
 * need Python.  Euler angles: alpha 0.3125, beta 1.125, gamma -0.6875 rad,
 * exact in binary. */
#ifndef ANCHORS_H
#define ANCHORS_H
""")
for l in (1, 2, 3):
    table(f"anchor_d{l}", f"D^{l}, row by row.",
          square(l, lambda p, m: big_d(l, p, m, ALPHA, BETA, GAMMA)))
for l in (2, 3):
    table(f"anchor_j{l}", f"J of degree {l}, row by row.",
          square(l, lambda p, m: big_j(l, p, m)))
for axis in "xyz":
    table(f"anchor_l{axis}2", f"L_{axis} of degree 2, row by row.",
          square(2, lambda p, m: generator(2, axis, p, m)))


def entries(name, comment, value, rows):
    print(f"""
/* {comment} */
static const struct {{
  int l, row, column;
  double value;
}} {name}[] = {{""")
    for l, pairs in rows:
        for p, m in pairs:
            print(f"    {{{l}, {p}, {m}, {number(value(l, p, m))}}},")
    print("};")


entries("anchor_d", "Single entries of D: degree, row m', column m, value.",
        lambda l, p, m: big_d(l, p, m, ALPHA, BETA, GAMMA),
        ((10, ((-10, -10), (3, -7), (0, 0), (9, 4))),
         (50, ((-50, 21), (12, 33), (0, -20), (-35, -36))),
         (100, ((100, 73), (-41, 52), (0, 0), (-13, -70))),
         (200, ((-200, 111), (57, 120), (2, -2), (-150, -43)))))
entries("anchor_j", "Single entries of J: degree, row m', column m, value.",
        big_j,
        ((10, ((10, 4), (-6, 3), (5, -8), (-9, -3))),
         (51, ((51, 21), (-13, 32), (16, -21), (-34, -36))),
         (100, ((100, 74), (-40, 53), (0, 0), (-13, -71))),
         (200, ((-200, 111), (56, 120), (2, 0), (-151, -43)))))
print("""
/* Characters: degree, angle in rad, trace as the sum of its eigenvalues. */
static const struct {
  int l;
  double angle_rad, chi;
} anchor_characters[] = {""")
for l, t in ((0, "1.5"), (1, "2"), (2, "0.75"), (3, "3"), (7, "-4.5"),
             (40, "0.0078125"), (100, "1.25"), (200, "3.125"), (5, "6.25")):
    chi = sum(exp(mpc(0, 1) * m * mpf(t)) for m in range(-l, l + 1)).real
    print(f"    {{{l}, {mpf(t).__float__()}, {number(chi)}}},")
print("};\n\n#endif")
