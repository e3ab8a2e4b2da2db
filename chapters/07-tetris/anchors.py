#!/usr/bin/env python3
"""Makes anchors.h: values that the tests of chapter 7 pin, found without our code.

Distances and hands: mpmath with 40 digits, from coordinates on the lattice.
Orbits: every rotation is one of the 24 signed permutation matrices of
determinant +1, applied to each shape and moved back to the corner.
Checksum and file: zlib.crc32 and struct.
"""
import itertools
import struct
import zlib
from mpmath import mp, mpf, sqrt, nstr

mp.dps = 40

SHAPES = [
    ("left", [(0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 1, 0)], (1, 0, 2, 3)),
    ("right", [(0, 0, 0), (0, 0, 1), (1, 0, 0), (1, -1, 0)], (1, 0, 2, 3)),
    ("square", [(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0)], None),
    ("line", [(0, 0, z) for z in range(4)], (0, 1, 2, 3)),
    ("corner", [(0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0)], None),
    ("L", [(0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 1, 0)], (3, 0, 1, 2)),
    ("T", [(0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 1, 1)], None),
    ("zigzag", [(0, 0, 0), (1, 0, 0), (1, 1, 0), (2, 1, 0)], (0, 1, 2, 3)),
]


def distances(points):
    return sorted(sqrt(sum(mpf(a - b) ** 2 for a, b in zip(p, q)))
                  for p, q in itertools.combinations(points, 2))


def det(m):
    return (m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
            m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
            m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]))


def hand(points, chain):
    if chain is None:
        return 0
    p = [points[i] for i in chain]
    steps = [[p[k + 1][i] - p[k][i] for i in range(3)] for k in range(3)]
    return det(steps)


def rotations():
    for order in itertools.permutations(range(3)):
        for signs in itertools.product((1, -1), repeat=3):
            m = [[signs[i] if order[i] == j else 0 for j in range(3)]
                 for i in range(3)]
            if det(m) == 1:
                yield m


def orbit(points):
    seen = set()
    for m in rotations():
        q = [tuple(sum(m[i][j] * p[j] for j in range(3)) for i in range(3))
             for p in points]
        low = [min(c) for c in zip(*q)]
        seen.add(tuple(sorted(tuple(a - b for a, b in zip(p, low))
                              for p in q)))
    return len(seen)


def number(x):
    return nstr(x, 20, strip_zeros=False)


print("/* Made by anchors.py with mpmath, 40 digits, and zlib; the tests need")
print(" * neither: run it again only to check or extend the table. */")
print("#ifndef ANCHORS_07_H\n#define ANCHORS_07_H\n")
print("/* The distances between the cubes, sorted. */")
print("static const double ANCHOR_DISTANCE[8][6] = {")
for name, points, _ in SHAPES:
    row = [number(d) for d in distances(points)]
    print("    {%s,\n     %s}, /* %s */" % (", ".join(row[:3]),
                                            ", ".join(row[3:]), name))
print("};\n")
print("/* Determinant of the three steps along the chain. */")
print("static const double ANCHOR_HAND[8] = {%s};\n" %
      ", ".join(str(hand(p, c)) for _, p, c in SHAPES))
print("/* In how many ways a shape can stand on the lattice. */")
print("static const long ANCHOR_ORBIT[8] = {%s};\n" %
      ", ".join(str(orbit(p)) for _, p, _ in SHAPES))
print("#define ANCHOR_CRC_TETRIS 0x%08Xu\n" % zlib.crc32(b"tetris"))
body = b"TFNbook\0" + struct.pack("<IIQQQdd", 1, 2, 20, 300, 2, 1.0, -0.5)
body += struct.pack("<I", zlib.crc32(body))
print("/* kind 2, seed 20, step 300, the numbers 1 and -0.5. */")
print("static const unsigned char ANCHOR_FILE[%d] = {" % len(body))
for i in range(0, len(body), 12):
    print("    " + " ".join("0x%02x," % b for b in body[i:i + 12]))
print("};\n")
print("#endif")
