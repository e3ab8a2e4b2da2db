"""Pinned values for the tests of chapter 9, to 50 digits, by other ways.

    python3 anchors.py > anchors.h

Needs mpmath.  Coefficients come from Racah's sum over complex harmonics; D(Q)
is solved from Y(Q r) = D Y(r) at enough points; the gradient by the edge is a
numerical derivative at 50 digits of the message itself, frame and all, with a
frame made of angles.  Nothing here knows of torques.
"""
import mpmath as mp

mp.mp.dps = 60
f = mp.mpf
fac = mp.factorial


def cg(l1, m1, l2, m2, l3, m3):
    """<l1 m1 l2 m2 | l3 m3>, Condon-Shortley phases."""
    if m1 + m2 != m3:
        return f(0)
    root = mp.sqrt((2 * l3 + 1) * fac(l3 + l1 - l2) * fac(l3 - l1 + l2)
                   * fac(l1 + l2 - l3) / fac(l1 + l2 + l3 + 1))
    root *= mp.sqrt(fac(l3 + m3) * fac(l3 - m3) * fac(l1 - m1) * fac(l1 + m1)
                    * fac(l2 - m2) * fac(l2 + m2))
    total = f(0)
    for k in range(l1 + l2 - l3 + 1):
        a = [k, l1 + l2 - l3 - k, l1 - m1 - k, l2 + m2 - k,
             l3 - l2 + m1 + k, l3 - l1 - m2 + k]
        if min(a) >= 0:
            p = f(1)
            for n in a:
                p *= fac(n)
            total += (-1) ** k / p
    return root * total


def to_real(l, m):
    """The real harmonic m as {complex m: coefficient}, no phase sign."""
    r = 1 / mp.sqrt(2)
    a = abs(m)
    if m == 0:
        return {0: mp.mpc(1)}
    if m > 0:
        return {a: (-1) ** a * r, -a: r}
    return {a: -1j * (-1) ** a * r, -a: 1j * r}


def tensor_entry(l1, m1, l2, m2, l3, m3):
    phase = mp.mpc(0, -1) ** (l1 + l2 - l3)
    s = mp.mpc(0)
    for k1, u1 in to_real(l1, m1).items():
        for k2, u2 in to_real(l2, m2).items():
            for k3, u3 in to_real(l3, m3).items():
                s += (mp.conj(u1) * mp.conj(u2) * u3
                      * cg(l1, k1, l2, k2, l3, k3))
    return (phase * s).real


def column(l1, l2, l3):
    c = []
    for m in range(min(l1, l3) + 1):
        c.append(mp.sqrt(2 * l2 + 1) * tensor_entry(l1, m, l2, 0, l3, m))
        if m:
            c.append(mp.sqrt(2 * l2 + 1) * tensor_entry(l1, m, l2, 0, l3, -m))
    return c


def harmonics(l, r):
    """Real, orthonormal, no Condon-Shortley sign, m = -l..l."""
    x, y, z = r
    n = mp.sqrt(x * x + y * y + z * z)
    theta, phi = mp.acos(z / n), mp.atan2(y, x)
    out = []
    for m in range(-l, l + 1):
        Y = mp.spherharm(l, abs(m), theta, phi) * (-1) ** m
        out.append(Y.real if m == 0 else
                   mp.sqrt(2) * (Y.real if m > 0 else Y.imag))
    return out


POINTS = [[f(1 + (7 * i) % 11) / 3 - 2, f((5 * i) % 13) / 4 - f(3) / 2,
           f((3 * i * i) % 17) / 5 - f(7) / 5] for i in range(7)]


def wigner(l, Q):
    """D from Y(Q r) = D Y(r) at 2l+1 points."""
    n = 2 * l + 1
    A, B = mp.matrix(n), mp.matrix(n)
    for i in range(n):
        r = mp.matrix(POINTS[i])
        q = Q * r
        for k, value in enumerate(harmonics(l, POINTS[i])):
            A[k, i] = value
        for k, value in enumerate(harmonics(l, [q[0], q[1], q[2]])):
            B[k, i] = value
    return B * mp.inverse(A)


def frame(v):
    x, y, z = v
    n = mp.sqrt(x * x + y * y + z * z)
    t, p = mp.acos(z / n), mp.atan2(y, x)
    turn_z = mp.matrix([[mp.cos(p), mp.sin(p), 0], [-mp.sin(p), mp.cos(p), 0],
                        [0, 0, 1]])
    turn_y = mp.matrix([[mp.cos(t), 0, -mp.sin(t)], [0, 1, 0],
                        [mp.sin(t), 0, mp.cos(t)]])
    return turn_y * turn_z


def message(l1, l3, blocks, mmax, v, x):
    """D^T A D x with a_0, a_1, b_1, ... and |m| <= mmax."""
    Q = frame(v)
    D1, D3 = wigner(l1, Q), wigner(l3, Q)
    t = D1 * mp.matrix(x)
    y = mp.matrix(2 * l3 + 1, 1)
    y[l3] = blocks[0] * t[l1]
    for m in range(1, min(l1, l3, mmax) + 1):
        a, b = blocks[2 * m - 1], blocks[2 * m]
        y[l3 + m] = a * t[l1 + m] - b * t[l1 - m]
        y[l3 - m] = b * t[l1 + m] + a * t[l1 - m]
    return D3.T * y


def inputs(n, a, b, c, d):
    return [f((a * k) % b - c) / d for k in range(n)]


def gradient(l1, l3, blocks, mmax, v, x, dy):
    def loss(a):
        def along(t):
            moved = list(v)
            moved[a] += t
            y = message(l1, l3, blocks, mmax, moved, x)
            return sum(dy[k] * y[k] for k in range(2 * l3 + 1))
        h = f(10) ** -12
        return (8 * (along(h) - along(-h))
                - (along(2 * h) - along(-2 * h))) / (12 * h)
    return [loss(a) for a in range(3)]


def show(name, values):
    print('\n/* %s */' % name[1])
    print('static const double %s[] = {' % name[0])
    for value in values:
        print('    %s,' % mp.nstr(value, 20))
    print('};')


print('''/* anchors.h: made by anchors.py with mpmath at 60 digits; the tests need no
 * Python to run.  x[k] = (7k mod 11 - 5)/8, dy[k] = (9k mod 17 - 8)/8,
 * blocks[k] = (3k mod 7 - 3)/4, v = (0.3, -0.5, 0.7). */
#ifndef ANCHORS_H
#define ANCHORS_H''')
for l1, l2, l3 in [(1, 0, 1), (1, 1, 1), (1, 2, 1), (1, 2, 2), (2, 1, 2),
                   (2, 3, 1), (3, 4, 2), (3, 6, 3)]:
    show(('column_%d%d%d' % (l1, l2, l3),
          'a_0, a_1, b_1, ... of path (%d, %d, %d)' % (l1, l2, l3)),
         column(l1, l2, l3))
V = [f(3) / 10, -f(5) / 10, f(7) / 10]
for l1, l3, mmax in [(2, 1, 1), (2, 3, 1), (3, 2, 2)]:
    n = 2 * min(l1, l3) + 1
    blocks = inputs(n, 3, 7, 3, 4)
    x, dy = inputs(2 * l1 + 1, 7, 11, 5, 8), inputs(2 * l3 + 1, 9, 17, 8, 8)
    y = message(l1, l3, blocks, mmax, V, x)
    tag = '%d%d%d' % (l1, l3, mmax)
    what = 'l1 = %d, l3 = %d, mmax = %d' % (l1, l3, mmax)
    show(('message_' + tag, 'y, ' + what), list(y))
    show(('gradient_' + tag, 'dL/dv, ' + what),
         gradient(l1, l3, blocks, mmax, V, x, dy))
print('\n#endif')
