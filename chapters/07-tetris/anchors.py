#!/usr/bin/env python3
"""Makes anchors.h: values that the tests of chapter 7 pin, found without our code.

Distances and hands: mpmath with 40 digits, from coordinates on the lattice.
Orbits: every rotation is one of the 24 signed permutation matrices of
determinant +1, applied to each shape and moved back to the corner.
Checksum and file: zlib.crc32 and struct.
Logits: the whole network again in plain Python with 40 digits, the harmonics,
couplings and gates of degree 0 and 1 written out as scalars, vectors, dot and
cross products; weight k (from 0) is sin((k + 1)^2).
"""
import itertools
import struct
import zlib
from mpmath import mp, mpf, sqrt, nstr, exp, sin

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
body = b"TFNbook\0" + struct.pack("<IIQQQQdd", 2, 0, 7, 20, 300, 2, 1.0, -0.5)
body += struct.pack("<I", zlib.crc32(body))
print("/* kind 2, seed 20, step 300, the numbers 1 and -0.5. */")
print("static const unsigned char ANCHOR_FILE[%d] = {" % len(body))
for i in range(0, len(body), 12):
    print("    " + " ".join("0x%02x," % b for b in body[i:i + 12]))
print("};\n")
# ---- the network, with 3-vectors in the order (y, z, x) ----
def layout(text):
    """[(channels, l, parity)] of a string such as 4x0e + 4x1o."""
    blocks = []
    for part in text.split("+"):
        channels, irrep = part.strip().split("x")
        blocks.append((int(channels), int(irrep[0]), irrep[1]))
    return blocks


def sigmoid(x):
    return 1 / (1 + exp(-x))


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def cross(a, b):
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2],
            a[0] * b[1] - a[1] * b[0]]


def couple(l1, a, l2, b, l3):
    """The unit intertwiner: C[m1][m2][m3] of norm one for every m3."""
    if l1 == 0:
        return [a[0] * x for x in b]
    if l2 == 0:
        return [x * b[0] for x in a]
    if l3 == 0:
        return [dot(a, b) / sqrt(mpf(3))]
    return [x / sqrt(mpf(2)) for x in cross(a, b)]


def paths(inputs, harmonics, wanted):
    for i, (c, l1, p1) in enumerate(inputs):
        for j, (_, l2, p2) in enumerate(harmonics):
            parity = "e" if p1 == p2 else "o"
            for l3 in range(abs(l1 - l2), l1 + l2 + 1):
                if (l3, parity) in wanted:
                    yield i, j, (c, l3, parity)


def take(w, n):
    return [w.pop(0) for _ in range(n)]


def mixed(w, outputs, inputs):
    """List of (out block, in block, matrix) in the order of the weights."""
    found = []
    for o, (d, l, p) in enumerate(outputs):
        for i, (c, k, q) in enumerate(inputs):
            if (k, q) == (l, p):
                found.append((o, i, [take(w, d) for _ in range(c)]))
    return found


def basis(r, count):
    s = mpf(7) / 2 / (count - 1)
    return [exp(-(r - k * s) ** 2 / (2 * s * s)) for k in range(count)]


class Layer:
    def __init__(self, w, inputs, outputs, harmonics, gated, count, width):
        wanted = {(l, p) for _, l, p in outputs}
        self.outputs, self.gated, self.count = outputs, gated, count
        self.harmonics = harmonics
        self.paths = list(paths(inputs, harmonics, wanted))
        edge = sum(p[2][0] for p in self.paths)
        self.w1 = [take(w, width) for _ in range(count)]
        self.w2 = [take(w, edge) for _ in range(width)]
        self.mix = mixed(w, outputs, [p[2] for p in self.paths])
        self.own = mixed(w, outputs, inputs)
        self.bias = take(w, sum(c for c, l, p in outputs
                                if gated or (l, p) == (0, "e")))

    def radial(self, r):
        b = basis(r, self.count)
        h = [dot(b, [row[k] for row in self.w1])
             for k in range(len(self.w1[0]))]
        h = [x * sigmoid(x) for x in h]
        return [dot(h, [row[k] for row in self.w2])
                for k in range(len(self.w2[0]))]

    def message(self, x, v):
        r = sqrt(dot(v, v))
        n = [v[1] / r, v[2] / r, v[0] / r]
        y = [[mpf(1)], [sqrt(mpf(3)) * c for c in n]]
        w, out = self.radial(r), []
        for i, j, (c, l, _) in self.paths:
            l1, l2 = (len(x[i][0]) - 1) // 2, self.harmonics[j][1]
            scale = [w.pop(0) for _ in range(c)]
            out.append([[scale[k] * t for t in couple(l1, x[i][k], l2, y[l2],
                                                      l)] for k in range(c)])
        return out

    def node(self, points, x, i):
        """Features of node i: blocks of channels of components."""
        new = [[[mpf(0)] * (2 * l + 1) for _ in range(c)]
               for c, l, _ in self.outputs]

        def add(parts, table):
            for o, b, matrix in table:
                for c, row in enumerate(matrix):
                    for d, weight in enumerate(row):
                        for m, value in enumerate(parts[b][c]):
                            new[o][d][m] += weight * value
        for j in range(len(points)):
            if j != i:
                v = [mpf(a - b) for a, b in zip(points[i], points[j])]
                add([[[t / sqrt(mpf(3)) for t in c] for c in b]
                     for b in self.message(x[j], v)], self.mix)
        add(x[i], self.own)
        return self.gate(new)

    def gate(self, x):
        bias = list(self.bias)
        for (c, l, p), block in zip(self.outputs, x):
            for k in range(c):
                if (l, p) == (0, "e"):
                    t = block[k][0] + bias.pop(0)
                    block[k] = [t * sigmoid(t) if self.gated else t]
                elif self.gated:
                    norm = sqrt(dot(block[k], block[k]) + mpf("1e-6"))
                    g = sigmoid(norm + bias.pop(0))
                    block[k] = [g * t for t in block[k]]
        return x


def network(plan):
    w = [sin(mpf((k + 1) ** 2)) for k in range(2000)]
    f = [layout(t) for t in plan[1:]]
    return [Layer(w, f[i], f[i + 1], layout(plan[0]), i < 2, 5, 3)
            for i in range(3)], 2000 - len(w)


def logits(layers, points, parity):
    x = [[[[mpf(1)]]] for _ in points]
    for layer in layers:
        x = [layer.node(points, x, i) for i in range(len(points))]
    out = [sum(node[b][c][0] for node in x) / len(points)
           for b in range(len(x[0])) for c in range(len(x[0][b]))]
    return [out[0], -out[0]] + out[1:] if parity else out


PLANS = {
    "talk": ("1x0e + 1x1e", "1x0e", "4x0e + 4x1e", "4x0e + 4x1e", "8x0e"),
    "parity": ("1x0e + 1x1o", "1x0e", "4x0e + 4x1o", "4x0e + 4x1o + 4x1e",
               "1x0o + 6x0e"),
}
for name, plan in PLANS.items():
    layers, used = network(plan)
    print("/* Logits of the %s network for left, right and zigzag. */" % name)
    print("#define ANCHOR_WEIGHTS_%s %d" % (name.upper(), used))
    print("static const double ANCHOR_LOGITS_%s[3][8] = {" % name.upper())
    for shape in (0, 1, 7):
        row = [number(v)
               for v in logits(layers, SHAPES[shape][1], name == "parity")]
        print("    {%s}," % ", ".join(row))
    print("};\n")
    if name == "talk":
        print("/* Radial functions of its first layer at r = sqrt 2. */")
        print("static const double ANCHOR_RADIAL[2] = {%s};\n" %
              ", ".join(number(v) for v in layers[0].radial(sqrt(mpf(2)))))
print("#endif")
