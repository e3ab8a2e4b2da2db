#!/usr/bin/env python3
"""Pinned values for the tests of chapter 10: python3 anchors.py > anchors.h

Needs mpmath.  Forty digits from the definitions, never from the C code.
"""
from mpmath import mp, mpf, sqrt, exp, sin, cos

mp.dps = 40


def table(name, values):
    print(f"static const double {name}[{len(values)}] = {{")
    for k in range(0, len(values), 3):
        print("    " + ", ".join(mp.nstr(v, 20) for v in values[k:k + 3]) + ",")
    print("};")


def softmax(a, u, outside):
    """alpha_j = u_j^2 e^a_j / sum u_k e^a_k, or with u_j in the first power."""
    total = sum(v * exp(b) for v, b in zip(u, a))
    return [v ** (2 if outside else 1) * exp(b) / total for v, b in zip(u, a)]


def cutoff(p, x):
    """The polynomial of the DimeNet paper, as printed."""
    if x >= 1:
        return mpf(0)
    return (1 - mpf((p + 1) * (p + 2)) / 2 * x**p + p * (p + 2) * x**(p + 1)
            - mpf(p * (p + 1)) / 2 * x**(p + 2))


def silu(x):
    return x / (1 + exp(-x))


POINTS = [(0, 0, 0), (mpf(1), mpf("0.5"), mpf("-0.25")), (mpf("-0.5"), mpf(1), mpf("0.75"))]
CUTOFF, ENVELOPE, BASIS, HIDDEN = mpf("2.5"), 6, 3, 2


def basis(r):
    width = CUTOFF / (BASIS - 1)
    return [exp(-(r - k * width) ** 2 / (2 * width**2)) * cutoff(ENVELOPE, r / CUTOFF)
            for k in range(BASIS)]


def radial(r, w):
    """Four weights of an edge: silu(B W1) W2."""
    B, W1, W2 = basis(r), w[:BASIS * HIDDEN], w[BASIS * HIDDEN:]
    h = [silu(sum(B[k] * W1[k * HIDDEN + j] for k in range(BASIS))) for j in range(HIDDEN)]
    return [sum(h[j] * W2[j * 4 + k] for j in range(HIDDEN)) for k in range(4)]


def message(x, v, r, w):
    """Paths of 1x0e + 1x1o times (Y_0, Y_1), in order: 0e, 1o, 1o, 0e; the
    coupling of two vectors to a scalar is their dot product over the root of 3."""
    Y = [sqrt(3) * v[k] / r for k in (1, 2, 0)]
    s, vector = x[0], x[1:]
    return [[w[0] * s], [w[1] * s * y for y in Y], [w[2] * c for c in vector],
            [w[3] * sum(c * y for c, y in zip(vector, Y)) / sqrt(3)]]


def dot(a, b):
    return sum(p * q for x, y in zip(a, b) for p, q in zip(x, y))


def attention():
    """A layer 1x0e + 1x1o -> 1x0e + 1x1o, one head, no gate."""
    w = [mpf(7) / 10 * sin(k + 1) for k in range(14 + 4 + 2 + 1 + 14 + 4)]
    value, mix, self_, bias = w[:14], w[14:18], w[18:20], w[20]
    key, query = w[21:35], w[35:39]
    x = [[cos(4 * i + k) for k in range(4)] for i in range(3)]
    out = []
    for i in range(3):
        q = [[query[0] * x[i][0]], [query[1] * c for c in x[i][1:]],
             [query[2] * c for c in x[i][1:]], [query[3] * x[i][0]]]
        logits, values, u = [], [], []
        for j in range(3):
            if j == i:
                continue
            v = [POINTS[i][a] - POINTS[j][a] for a in range(3)]
            r = sqrt(sum(c * c for c in v))
            logits.append(dot(q, message(x[j], v, r, radial(r, key))) / sqrt(8))
            values.append(message(x[j], v, r, radial(r, value)))
            u.append(cutoff(ENVELOPE, r / CUTOFF))
        alpha = softmax(logits, u, True)
        z = [[sum(a * m[b][k] for a, m in zip(alpha, values)) for k in range(n)]
             for b, n in enumerate((1, 3, 3, 1))]
        out.append(mix[0] * z[0][0] + mix[1] * z[3][0] + self_[0] * x[i][0] + bias)
        out += [mix[2] * z[1][k] + mix[3] * z[2][k] + self_[1] * x[i][1 + k] for k in range(3)]
    return out


def bodies():
    """Positions and velocities of five bodies, and their charges."""
    x = [[sin(3 * i + a + 1) for a in range(3)] for i in range(5)]
    v = [[cos(2 * i - a) / 2 for a in range(3)] for i in range(5)]
    return x, v, [1, -1, 1, 1, -1]


def forces(x, q, s):
    F = [[mpf(0)] * 3 for _ in x]
    for i in range(5):
        for j in range(5):
            if i != j:
                d = [x[i][a] - x[j][a] for a in range(3)]
                r3 = (sum(c * c for c in d) + s * s) ** (mpf(3) / 2)
                F[i] = [f + q[i] * q[j] * c / r3 for f, c in zip(F[i], d)]
    return F


def energy(x, v, q, s):
    kinetic = sum(c * c for row in v for c in row) / 2
    return kinetic + sum(
        q[i] * q[j] / sqrt(sum((x[i][a] - x[j][a]) ** 2 for a in range(3)) + s * s)
        for i in range(5) for j in range(i))


def leapfrog(x, v, q, s, dt):
    kick = lambda: [[c + f * dt / 2 for c, f in zip(*row)] for row in zip(v, forces(x, q, s))]
    v = kick()
    x = [[c + dt * w for c, w in zip(*row)] for row in zip(x, v)]
    return x, kick()


def euler(x, v, q, s, dt):
    x = [[c + dt * w for c, w in zip(*row)] for row in zip(x, v)]
    return x, [[c + f * dt for c, f in zip(*row)] for row in zip(v, forces(x, q, s))]


print("/* anchors.h: made by anchors.py with mpmath at 40 digits; committed, so that")
print(" * the tests do not need Python. */")
print("#ifndef ANCHORS_10_H")
print("#define ANCHORS_10_H\n")
A, U = [mpf("0.5"), mpf(-1), mpf(2)], [mpf(1), mpf("0.75"), mpf("0.125")]
print("/* Logits 0.5, -1, 2 with envelopes 1, 0.75, 0.125. */")
table("ANCHOR_BOTH", softmax(A, U, True))
table("ANCHOR_INSIDE", softmax(A, U, False))
table("ANCHOR_PLAIN", softmax(A, [1, 1, 1], False))
print("\n/* A layer of attention on three points. */")
table("ANCHOR_ATTENTION", attention())
X, V, Q = bodies()
S = mpf(1) / 10
print("\n/* Forces on five bodies, their energy, and two steps of 1/8 by either way. */")
table("ANCHOR_FORCES", [c for f in forces(X, Q, S) for c in f])
print(f"static const double ANCHOR_ENERGY = {mp.nstr(energy(X, V, Q, S), 20)};")
for name, step in (("LEAPFROG", leapfrog), ("EULER", euler)):
    x, v = X, V
    for _ in range(2):
        x, v = step(x, v, Q, S, mpf(1) / 8)
    table(f"ANCHOR_{name}", [c for row in x + v for c in row])
print("\n#endif")
