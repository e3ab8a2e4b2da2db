#!/usr/bin/env python3
"""anchors.py: the answer of the network with the weights of seed 1, computed in
another way and with 40 digits.  Here an edge is a matrix: a number and an arrow
are four numbers, and a message is one 4 x 4 matrix for each channel."""
from mpmath import mp, mpf, matrix, sqrt, exp, tanh

mp.dps = 40
POINTS, CHANNELS, LAYERS, PATHS, HILLS = 4, 4, 3, 5, 3


def numbers(state):
    while True:
        state = (state * 1664525 + 1013904223) % 2**32
        yield mpf(7) / 10 * (mpf(state >> 8) / 2**23 - 1)


def edge(R, n):
    """(s, v) -> (R0 s + R1 n.v, R2 s n + R3 v + R4 n x v) as a matrix."""
    x, y, z = n
    cross = [[0, -z, y], [z, 0, -x], [-y, x, 0]]
    M = matrix(4, 4)
    M[0, 0] = R[0]
    for a in range(3):
        M[0, a + 1], M[a + 1, 0] = R[1] * n[a], R[2] * n[a]
        for b in range(3):
            M[a + 1, b + 1] = R[4] * cross[a][b] + (R[3] if a == b else 0)
    return M


def network(points):
    g = numbers(1)
    loud = [[[[next(g) for _ in range(HILLS)] for _ in range(PATHS)]
             for _ in range(CHANNELS)] for _ in range(LAYERS)]
    last = [next(g) for _ in range(CHANNELS)]
    x = [[matrix([1, 0, 0, 0]) for _ in range(CHANNELS)] for _ in range(POINTS)]
    for layer in range(LAYERS):
        y = [[matrix(4, 1) for _ in range(CHANNELS)] for _ in range(POINTS)]
        for i in range(POINTS):
            for j in range(POINTS):
                if i == j:
                    continue
                d = [mpf(points[i][a] - points[j][a]) for a in range(3)]
                r = sqrt(sum(t * t for t in d))
                hill = [exp(-((r - 1) / mpf("0.4") - k) ** 2) for k in range(HILLS)]
                for c in range(CHANNELS):
                    R = [sum(w * h for w, h in zip(loud[layer][c][p], hill)) for p in range(PATHS)]
                    y[i][c] += edge(R, [t / r for t in d]) * x[j][c]
        if layer < LAYERS - 1:
            for row in y:
                for f in row:
                    shrink = 1 / sqrt(1 + f[1] ** 2 + f[2] ** 2 + f[3] ** 2)
                    f[0] = tanh(f[0])
                    for a in range(1, 4):
                        f[a] *= shrink
        x = y
    return sum(last[c] * x[i][c][0] for i in range(POINTS) for c in range(CHANNELS))


left = [(0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 1, 0)]
right = [(0, 0, 0), (0, 0, 1), (1, 0, 0), (1, -1, 0)]
print("/* Written by anchors.py. */")
print("static const double anchor_left = %s;" % mp.nstr(network(left), 20))
print("static const double anchor_right = %s;" % mp.nstr(network(right), 20))
