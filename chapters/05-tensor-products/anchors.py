"""Pinned values for the tests of chapter 5, to 50 digits, by other formulas.

    python3 anchors.py > anchors.h

Needs mpmath.  Coefficients come from the textbook sum of Racah over complex
harmonics and are brought to the real basis by the unitary matrices; products
are sums over all indices of the definition, path by path, with no sparse list;
gradients are written out from the same definition.
"""
import mpmath as mp

mp.mp.dps = 50
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


def real_tensor(l1, l2, l3):
    C = {}
    phase = mp.mpc(0, -1) ** (l1 + l2 - l3)
    for m1 in range(-l1, l1 + 1):
        for m2 in range(-l2, l2 + 1):
            for m3 in range(-l3, l3 + 1):
                s = mp.mpc(0)
                for k1, u1 in to_real(l1, m1).items():
                    for k2, u2 in to_real(l2, m2).items():
                        for k3, u3 in to_real(l3, m3).items():
                            s += (mp.conj(u1) * mp.conj(u2) * u3
                                  * cg(l1, k1, l2, k2, l3, k3))
                s *= phase
                assert abs(mp.im(s)) < mp.mpf(10) ** -40
                C[m1, m2, m3] = mp.re(s)
    return C


# ---- layouts: (channels, l, parity), m slow and channel fast ----
def read(text):
    blocks = []
    for b in text.split("+"):
        n, rest = b.strip().split("x")
        blocks.append((int(n), int(rest[:-1]), 1 if rest[-1] == "e" else -1))
    return blocks


def dim(blocks):
    return sum(n * (2 * l + 1) for n, l, _ in blocks)


def at(blocks, b, m, c):
    n, l, _ = blocks[b]
    return dim(blocks[:b]) + (m + l) * n + c


def pattern(n, a, p, d):
    """Multiples of 1/8 or 1/4, exact in single precision."""
    return [f((a * k) % p - p // 2) / d for k in range(n)]


def product(mode, in1, in2, out, paths):
    """y, dx1, dx2, dw and the loss dy.y, from the definition."""
    weights = sum(in1[i][0] * (in2[j][0] * out[k][0] if mode == "full" else 1)
                  for i, j, k in paths)
    x1, x2 = pattern(dim(in1), 7, 11, 8), pattern(dim(in2), 5, 13, 8)
    w, dy = pattern(weights, 3, 7, 4), pattern(dim(out), 9, 17, 8)
    y = [f(0)] * len(dy)
    d1, d2, dw = [f(0)] * len(x1), [f(0)] * len(x2), [f(0)] * weights
    first = 0
    for i, j, k in paths:
        (n1, l1, _), (n2, l2, _), (n3, l3, _) = in1[i], in2[j], out[k]
        fan = sum(in1[a][0] * in2[b][0] for a, b, c in paths if c == k)
        scale = 1 / mp.sqrt(fan) if mode == "full" else 1
        C = real_tensor(l1, l2, l3)
        for c1 in range(n1):
            for c2 in range(n2):
                for c3 in range(n3):
                    if mode == "depthwise" and c1 != c3:
                        continue
                    q = first + ((c1 * n2 + c2) * n3 + c3 if mode == "full" else c1)
                    for (m1, m2, m3), v in C.items():
                        a, b, c = at(in1, i, m1, c1), at(in2, j, m2, c2), at(out, k, m3, c3)
                        v *= scale
                        y[c] += v * w[q] * x1[a] * x2[b]
                        d1[a] += v * w[q] * x2[b] * dy[c]
                        d2[b] += v * w[q] * x1[a] * dy[c]
                        dw[q] += v * x1[a] * x2[b] * dy[c]
        first += n1 * (n2 * n3 if mode == "full" else 1)
    return y, d1, d2, dw


def allowed(a, b, c):
    return abs(a[1] - b[1]) <= c[1] <= a[1] + b[1] and a[2] * b[2] == c[2]


def number(x):
    return mp.nstr(x, 20, min_fixed=0, max_fixed=0)


def table(name, values, comment):
    print(f"\n/* {comment} */")
    print(f"static const double {name}[] = {{")
    for k in range(0, len(values), 3):
        print("    " + ", ".join(number(v) for v in values[k:k + 3]) + ",")
    print("};")


print("""/* anchors.h: made by anchors.py with mpmath at 50 digits; the tests need no
 * Python to run.  Inputs: x1[k] = (7k mod 11 - 5)/8, x2[k] = (5k mod 13 - 6)/8,
 * w[k] = (3k mod 7 - 3)/4, dy[k] = (9k mod 17 - 8)/8. */
#ifndef ANCHORS_H
#define ANCHORS_H""")

# ---- a full product ----
in1, in2 = read("2x0e + 1x1o + 1x2e"), read("1x0e + 2x1o")
out = read("1x0e + 2x1o + 1x1e + 1x2o")
paths = [(i, j, k) for k in range(len(out)) for i in range(len(in1))
         for j in range(len(in2)) if allowed(in1[i], in2[j], out[k])]
for name, v in zip(("y", "dx1", "dx2", "dw"), product("full", in1, in2, out, paths)):
    table("full_" + name, v, f"full: {name}")

# ---- a depthwise product ----
in1, in2 = read("2x1o + 1x2e"), read("1x0e + 1x1o + 1x2e")
keep = {(0, 1), (1, -1), (1, 1), (2, 1), (3, -1)}
out, paths = [], []
for i, a in enumerate(in1):
    for j, b in enumerate(in2):
        for l in range(abs(a[1] - b[1]), a[1] + b[1] + 1):
            if (l, a[2] * b[2]) in keep:
                paths.append((i, j, len(out)))
                out.append((a[0], l, a[2] * b[2]))
text = " + ".join(f"{n}x{l}{'e' if p > 0 else 'o'}" for n, l, p in out)
print(f"\n/* depthwise: the output layout */\n#define DEPTHWISE_OUT \\\n  \"{text}\"")
for name, v in zip(("y", "dx1", "dx2", "dw"), product("depthwise", in1, in2, out, paths)):
    table("depthwise_" + name, v, f"depthwise: {name}")

# ---- one path of high degree: 3 x 2 -> 4, odd ----
C = real_tensor(3, 2, 4)
x1, x2 = pattern(7, 7, 11, 8), pattern(5, 5, 13, 8)
table("odd_y", [sum(C[a - 3, b - 2, m] * x1[a] * x2[b] for a in range(7) for b in range(5))
                for m in range(-4, 5)], "one channel, 3 x 2 -> 4, weight 1")
print("\n#endif")
