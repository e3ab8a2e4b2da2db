"""Pinned values for the tests of chapter 1, to 50 digits, by other formulas.

    python3 anchors.py > anchors.h

Needs mpmath.  The exponential is mpmath's general matrix exponential, not
Rodrigues' formula; the distance is an arc cosine, harmless at 50 digits; the
nearest rotation is the top eigenvector of Davenport's 4x4 matrix, not a
singular value decomposition; moments come from numerical integration.
"""
import mpmath as mp

mp.mp.dps = 50
f = mp.mpf


def c(x):
    return mp.nstr(f(x), 20, min_fixed=0, max_fixed=0)


def row(values):
    return "{" + ", ".join(c(v) for v in values) + "}"


def table(name, kind, rows, comment):
    print(f"\n/* {comment} */")
    print(f"static const double {name}[][{kind}] = {{")
    for r in rows:
        print("    {" + ",\n     ".join(c(v) for v in r) + "},")
    print("};")


def hat(w):
    x, y, z = w
    return mp.matrix([[0, -z, y], [z, 0, -x], [-y, x, 0]])


def entries(M):
    return [M[i, j] for i in range(3) for j in range(3)]


def exact(numbers):
    """The doubles a C program reads, as exact 50-digit numbers."""
    return [f(float(x)) for x in numbers]


def quaternion_matrix(q):
    n = mp.sqrt(sum(x * x for x in q))
    w, x, y, z = [a / n for a in q]
    # Columns: q e q* by the multiplication rules, written out.
    return mp.matrix([
        [w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z]])


def davenport(M):
    S = M + M.T
    z = [M[2, 1] - M[1, 2], M[0, 2] - M[2, 0], M[1, 0] - M[0, 1]]
    t = M[0, 0] + M[1, 1] + M[2, 2]
    K = mp.matrix(4)
    K[0, 0] = t
    for i in range(3):
        K[0, i + 1] = K[i + 1, 0] = z[i]
        for j in range(3):
            K[i + 1, j + 1] = S[i, j] - (t if i == j else 0)
    value, vector = mp.eigsy(K)
    return quaternion_matrix([vector[i, 3] for i in range(4)])


print("""/* anchors.h: made by anchors.py with mpmath at 50 digits; the tests need no
 * Python to run.  Each line holds the input first, then what is wanted. */
#ifndef ANCHORS_H
#define ANCHORS_H""")

omegas = [[0.3, -0.2, 0.5], [1.25, 2.0, -0.75], [1e-9, 2e-9, -3e-9],
          [0.006, -0.004, 0.003], [0.007, 0.005, -0.004],
          [2.0, -1.5, 1.875], [-4.0, 3.0, 7.5]]
table("exp_anchor", 12,
      [exact(w) + entries(mp.expm(hat(exact(w)))) for w in omegas],
      "omega, then exp(hat(omega)) row by row")

eulers = [[0.4, 1.1, -2.0], [-2.5, 0.3, 0.75], [1.0, 3.0, 2.0]]
rows = []
for e in eulers:
    a, b, g = exact(e)
    R = mp.expm(hat([0, 0, a])) * mp.expm(hat([0, b, 0])) * \
        mp.expm(hat([0, 0, g]))
    rows.append([a, b, g] + entries(R))
table("euler_anchor", 12, rows, "alpha, beta, gamma, then the rotation")

quats = [[0.5, 0.5, -0.5, 0.5], [1, 2, 3, 4], [0.1, -2, 0.3, 0.7],
         [0.2, 0.3, -3, 0.1], [0.3, 0.2, 0.1, 5]]
table("quat_anchor", 13,
      [exact(q) + entries(quaternion_matrix(exact(q))) for q in quats],
      "w, x, y, z of any length, then the rotation")

axes = [[1, 2, 2, 0.7], [-3, 0, 4, 2.5], [0, -1, 1, -1.25]]
rows = []
for x, y, z, t in axes:
    x, y, z, t = exact([x, y, z, t])
    n = mp.sqrt(x * x + y * y + z * z)
    R = mp.expm(hat([x * t / n, y * t / n, z * t / n]))
    rows.append([x, y, z, t] + entries(R))
table("axis_anchor", 13, rows, "axis of any length, angle, then the rotation")

pairs = [[0.3, -0.2, 0.5, 1.25, 2.0, -0.75], [1e-7, 0, 0, 0, 2e-7, 0],
         [0, 0, 3.0, 0.001, 0, -0.125]]
rows = []
for p in pairs:
    p = exact(p)
    d = mp.expm(hat(p[:3])).T * mp.expm(hat(p[3:]))
    rows.append(p + [mp.acos((d[0, 0] + d[1, 1] + d[2, 2] - 1) / 2)])
table("distance_anchor", 7, rows, "omega of a, omega of b, then their distance")

matrices = [[1, 2, 3, -4, 5, 6, 7, -8, 9.5],
            [1, 0.25, 0, 0, 2, 0.5, 0.125, 0, -0.75],
            [1, 0, 0, 0, 1, 1, 0, -1, -1]]
rows = []
for m in matrices:
    m = exact(m)
    rows.append(m + entries(davenport(mp.matrix(3, 3) + mp.matrix(
        [m[0:3], m[3:6], m[6:9]]))))
table("nearest_anchor", 18, rows,
      "a matrix (det > 0, det < 0, det = 0), then the nearest rotation")

density = lambda t: (1 - mp.cos(t)) / mp.pi
moments = [mp.quad(lambda t: density(t) * (1 + 2 * mp.cos(t)) ** k, [0, mp.pi])
           for k in range(1, 9)]
print("\n/* The mean of (tr R)^k over the Haar measure, k = 1..8 */")
print("static const double trace_moment[8] = {\n    " +
      ",\n    ".join(c(mp.nint(m)) for m in moments) + "};")
assert all(abs(m - mp.nint(m)) < f(10) ** -40 for m in moments)
print("\n#endif")
