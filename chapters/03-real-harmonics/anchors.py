"""Prints anchors.h: harmonics and their gradients to 20 digits, by mpmath.

Y_lm from the textbook: the complex function
    sqrt((2l+1)/(4 pi) (l-m)!/(l+m)!) P_l^m(cos theta) exp(i m phi),
with P_l^m without the Condon-Shortley sign from Rodrigues' formula,
    P_l^m(t) = (1-t^2)^(m/2) / (2^l l!) d^(l+m)/dt^(l+m) (t^2-1)^l,
the polynomial being differentiated term by term in exact integers.  Then
sqrt(2) times its real part for m > 0, its imaginary part for m < 0.
Nothing of the book's recursions is used.

    python3 anchors.py | clang-format > anchors.h
"""
import struct
from math import comb, factorial
from mpmath import mp, mpf, sqrt, sin, cos, atan2, acos, pi, diff

mp.dps = 200          # the alternating sum at l = 200 cancels 80 digits


def legendre(l, m, t):
    """d^(l+m)/dt^(l+m) (t^2-1)^l / (2^l l!), summed term by term."""
    total = mpf(0)
    for k in range(l + 1):                  # C(l,k) (-1)^(l-k) t^(2k)
        power = 2 * k - (l + m)
        if power >= 0:
            c = comb(l, k) * (-1) ** (l - k)
            c *= factorial(2 * k) // factorial(power)
            total += c * t ** power
    return total / (2 ** l * factorial(l))


def harmonic(l, m, r):
    x, y, z = r
    length = sqrt(x * x + y * y + z * z)
    a = abs(m)
    theta = acos(z / length)
    phi = atan2(y, x) if x != 0 or y != 0 else mpf(0)
    norm = sqrt((2 * l + 1) / (4 * pi) * mpf(factorial(l - a))
                / factorial(l + a))
    value = norm * sin(theta) ** a * legendre(l, a, z / length)
    if m > 0:
        return sqrt(mpf(2)) * value * cos(m * phi)
    if m < 0:
        return sqrt(mpf(2)) * value * sin(a * phi)
    return value


def gradient(l, m, r, i):
    def along(t):
        q = list(r)
        q[i] = t
        return harmonic(l, m, q)
    return diff(along, r[i])


def literal(v):
    if abs(v) < mpf(10) ** -100:           # rounding of pi at 200 digits
        return "0"
    return mp.nstr(v, 20, strip_zeros=True, min_fixed=0, max_fixed=0)


# Rounded to float in main(), so that they are exact in both precisions.
POINTS = [("generic", 0.3125, -1.6875, 0.90625),
          ("generic", -3.1415927, 2.7182818, -0.27491),
          ("near the north pole", 1e-4, -3e-5, 1.0),
          ("near the south pole", -2.0 ** -30, 3 * 2.0 ** -30, -1.0),
          ("near the equator", 0.6, -0.8, 1e-6),
          ("+x", 2.0, 0.0, 0.0), ("-y", 0.0, -3.0, 0.0),
          ("+z", 0.0, 0.0, 1.0), ("-z", 0.0, 0.0, -1.0),
          ("subnormal floats", 2.0 ** -149, -2.0 ** -148, 3 * 2.0 ** -149),
          ("huge", 1.25 * 2.0 ** 126, 1.5 * 2.0 ** 127, -2.0 ** 127)]


def rows(name, kind, entries):
    print(f"static const {kind} {name} = {{")
    for comment, text in entries:
        print(f"    /* {comment} */\n    {text},")
    print("};\n")


def braces(items):
    return "{" + ", ".join(items) + "}"


def main():
    points = [(name, [struct.unpack("f", struct.pack("f", c))[0]
                      for c in xyz]) for name, *xyz in POINTS]
    values = [(l, m) for l in range(5) for m in range(-l, l + 1)]
    for l in (7, 12, 30, 64, 100, 200):
        values += [(l, m) for m in sorted({-l, -l // 2, -2, -1, 0, 1, 3,
                                           l // 3, l - 1})]
    slopes = [(1, -1), (1, 0), (1, 1), (2, -2), (2, -1), (2, 0), (2, 1),
              (2, 2), (3, 2), (5, -4), (5, 0), (9, 1), (9, -9), (20, 7)]
    print("/* anchors.h: made by `python3 anchors.py | clang-format`; anchors.py"
          "\n * says by what formula (mpmath, 200 digits).  The tests read this"
          "\n * file and need no Python. */"
          "\n#ifndef ANCHORS_03_H\n#define ANCHORS_03_H\n")
    print("enum { ANCHOR_POINTS = %d, ANCHOR_VALUES = %d, ANCHOR_SLOPES = %d };\n"
          % (len(points), len(values), len(slopes)))
    rows("anchor_point[ANCHOR_POINTS][3]", "double",
         [(name, braces(c.hex() for c in xyz)) for name, xyz in points])
    rows("anchor_lm[ANCHOR_VALUES][2]", "int",
         [("l, m", ", ".join("{%d, %d}" % lm for lm in values))])
    rows("anchor_value[ANCHOR_POINTS][ANCHOR_VALUES]", "double",
         [(name, braces(literal(harmonic(l, m, [mpf(c) for c in xyz]))
                        for l, m in values)) for name, xyz in points])
    rows("anchor_slope_lm[ANCHOR_SLOPES][2]", "int",
         [("l, m", ", ".join("{%d, %d}" % lm for lm in slopes))])
    rows("anchor_slope[2][ANCHOR_SLOPES][3]", "double",
         [("point %d" % p, braces(
             braces(literal(gradient(l, m, [mpf(c) for c in points[p][1]], i))
                    for i in range(3)) for l, m in slopes))
          for p in (0, 1)])
    print("#endif")


main()
