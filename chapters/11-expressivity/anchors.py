"""Where the pinned values of chapter 11 come from.

    python3 anchors.py > anchors.h

Nothing of the C code is used: couplings are counted by weights in whole
numbers, matchings are tried one after the other, and the two networks are
written again in 40 digits.
"""
from collections import Counter
from itertools import combinations, permutations, product
from math import dist

from mpmath import mp, mpf, exp, sqrt

mp.dps = 40


# ---- couplings: how often degree L occurs in a product of symmetric powers ----
def weights_of_power(l, k):
    """Weights of the k-th symmetric power of the irrep l, with multiplicity."""
    count = Counter()

    def extend(start, left, total):
        if left == 0:
            count[total] += 1
            return
        for m in range(start, l + 1):
            extend(m, left - 1, total + m)

    extend(-l, k, 0)
    return count


def couplings(degrees, L):
    weights = Counter({0: 1})
    for l in sorted(set(degrees)):
        power = weights_of_power(l, degrees.count(l))
        new = Counter()
        for (a, x), (b, y) in product(weights.items(), power.items()):
            new[a + b] += x * y
        weights = new
    return weights[L] - weights[L + 1]


def types():
    for n in range(1, 5):
        for t in product(range(4), repeat=n):
            if list(t) == sorted(t) and sum(t) <= 8:
                yield list(t)


# ---- congruence: every matching, one after the other ----
def box(p, i, j, k, m):
    u, v, w = ([p[q][a] - p[i][a] for a in range(3)] for q in (j, k, m))
    return (u[0] * (v[1] * w[2] - v[2] * w[1]) - u[1] * (v[0] * w[2] - v[2] * w[0])
            + u[2] * (v[0] * w[1] - v[1] * w[0]))


def gap(a, b, fixed, sign):
    n = len(a)
    d = max(dist(p[i], p[j]) for p in (a, b) for i in range(n) for j in range(i))
    best = float('inf')
    for rest in permutations(range(fixed, n)):
        q = [b[i] for i in list(range(fixed)) + list(rest)]
        g = max(abs(dist(a[i], a[j]) - dist(q[i], q[j])) for i, j in combinations(range(n), 2))
        for four in combinations(range(n), 4):
            g = max(g, abs(box(a, *four) - sign * box(q, *four)) / d**2)
        best = min(best, g)
    return best


def chain(k, side):
    return [(4 * side, -3, 0)] + [(0, 5 * i, 0) for i in range(k)] + [(4, 5 * k - 2, 0)]


O = (0, 0, 0)
PAIRS = [
    ('two', [O, (5, 0, 0), (3, 0, 4)], [O, (5, 0, 0), (-5, 0, 0)], 1),
    ('three', [O, (5, 0, 5), (5, 5, 5), (-5, -5, 5), (0, 5, 5)],
     [O, (5, 0, 5), (5, 5, 5), (-5, -5, 5), (0, -5, 5)], 1),
    ('handed', [O, (3, 0, -4), (0, 0, 5), (0, 0, -5), (0, 5, 0)],
     [O, (3, 0, -4), (0, 0, 5), (0, 0, -5), (0, -5, 0)], 1),
    ('chain3', chain(3, 1), chain(3, -1), 0),
    ('chain4', chain(4, 1), chain(4, -1), 0),
]


# ---- networks: three points, again in 40 digits ----
def silu(x):
    return x / (1 + exp(-x))


def weight(k):
    return mpf((7 * k) % 11 - 5) / 8


def feature(k):
    return mpf((5 * k) % 7 - 3) / 4


POINTS = [(mpf(0), mpf(0), mpf(0)), (mpf(1), mpf(1) / 2, mpf(0)),
          (mpf(-1) / 4, mpf(1), mpf(3) / 4)]


def perceptron(row, w, out):
    n = len(row)
    return [silu(w[n * out + o] + sum(row[i] * w[i * out + o] for i in range(n)))
            for o in range(out)]


def egnn():
    """in 2, hidden 2, out 2, moved; the cutoff is 2.  Vectors are (y, z, x)."""
    w = [weight(k) for k in range(12 + 2 + 10)]
    x = [[feature(5 * i + k) for k in range(5)] for i in range(3)]
    place = [[POINTS[i][(a + 1) % 3] + x[i][2 + a] for a in range(3)] for i in range(3)]
    answer = []
    for i in range(3):
        total, u = [mpf(0)] * 2, x[i][2:]
        for j in range(3):
            if j == i:
                continue
            v = [place[i][a] - place[j][a] for a in range(3)]
            m = perceptron(x[i][:2] + x[j][:2] + [sum(c * c for c in v) / 4], w[:12], 2)
            s = (w[12] * m[0] + w[13] * m[1]) / 2
            u = [u[a] + s * v[a] for a in range(3)]
            total = [total[h] + m[h] for h in range(2)]
        answer += perceptron(x[i][:2] + total, w[14:], 2) + u
    return answer


def painn():
    """C = 2, two Gaussians at 0 and 2 of width 2, scale 1/2, with vectors."""
    C = 2
    w = [weight(k) for k in range(18 + 12 + 18 + 4 + 4)]
    W, F, V, P, Q = w[:18], w[18:30], w[30:48], w[48:52], w[52:56]
    x = [[feature(8 * i + k) for k in range(8)] for i in range(3)]
    f = [perceptron(x[i][:C], W, 3 * C) for i in range(3)]
    answer = []
    for i in range(3):
        s = list(x[i][:C])
        v = [x[i][C + m * C:C + (m + 1) * C] for m in range(3)]
        for j in range(3):
            if j == i:
                continue
            d = [POINTS[i][(m + 1) % 3] - POINTS[j][(m + 1) % 3] for m in range(3)]
            r = sqrt(sum(c * c for c in d))
            B = [exp(-(r - k * 2)**2 / 8) for k in range(2)]
            row = [sum(B[b] * F[b * 3 * C + k] for b in range(2)) for k in range(3 * C)]
            for c in range(C):
                s[c] += f[j][c] * row[c] / 2
                for m in range(3):
                    v[m][c] += (f[j][2 * C + c] * row[2 * C + c] * d[m] / r
                                + f[j][C + c] * row[C + c] * x[j][C + m * C + c]) / 2
        p = [[sum(v[m][c] * P[c * C + e] for c in range(C)) for e in range(C)] for m in range(3)]
        q = [[sum(v[m][c] * Q[c * C + e] for c in range(C)) for e in range(C)] for m in range(3)]
        g = perceptron(s, V, 3 * C)
        answer += [s[c] + g[c] + g[C + c] * sum(p[m][c] * q[m][c] for m in range(3))
                   for c in range(C)]
        for m in range(3):
            answer += [v[m][c] + g[2 * C + c] * p[m][c] for c in range(C)]
    return answer


def array(name, values):
    print(f'static const double {name}[] = {{')
    for v in values:
        print(f'    {mp.nstr(v, 20)},')
    print('};')


def main():
    print('/* anchors.h: made by anchors.py, which shares nothing with the C code. */')
    print('#ifndef EXPRESSIVITY_ANCHORS_H\n#define EXPRESSIVITY_ANCHORS_H\n')
    print('#include <stddef.h>\n')
    print('/* How many couplings of a type: n, l[0..3], L, couplings. */')
    print('static const int COUPLINGS[][7] = {')
    for t in types():
        for L in range(4):
            padded = t + [0] * (4 - len(t))
            print(f"    {{{len(t)}, {', '.join(map(str, padded))}, {L}, {couplings(t, L)}}},")
    print('};\n')
    print('/* The least gap of two clouds, proper and improper. */')
    for name, a, b, fixed in PAIRS:
        values = ', '.join(f'{gap(a, b, fixed, sign):.17g}' for sign in (1, -1))
        print(f'static const double GAP_{name.upper()}[2] = {{{values}}};')
    print('\n/* One layer on three points. */')
    array('EGNN_ANSWER', egnn())
    array('PAINN_ANSWER', painn())
    print('\n#endif')


if __name__ == '__main__':
    main()
