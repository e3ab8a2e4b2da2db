"""anchors.py: the pinned values of chapter 12, in 50 digits: python3 anchors.py > anchors.h

Two atoms at a distance r, a network of one layer of degree 0 without a gate, and
the loss of force_loss.h; its gradient by the weights by mpmath's derivatives."""
from mpmath import mp, mpf, diff, exp, pi, sin, sqrt

mp.dps = 50
CUTOFF, R, SCALE, NEIGHBOURS = mpf(3), mpf("1.7"), mpf("1.5"), 4
W = [mpf(k) / 10 for k in (7, -4, 3, 9, 8, -6, 5, 2, 1)]
TARGET, FORCE = mpf("-3.9"), [mpf("0.25"), 0, 0, 0, 0, 0]


def silu(x):
    return x / (1 + exp(-x))


def envelope(x, p=6):
    return (1 - mpf((p + 1) * (p + 2)) / 2 * x**p + p * (p + 2) * x**(p + 1)
            - mpf(p * (p + 1)) / 2 * x**(p + 2))


def basis(r):
    return [sqrt(2 / CUTOFF) * sin(k * pi * r / CUTOFF) / r * envelope(r / CUTOFF)
            for k in (1, 2)]


def energy(w, r):
    """W1 (2, 2), W2 (2, 1), mix, self, bias: the last two are the single atom's."""
    hidden = [sum(b * w[2 * i + j] for i, b in enumerate(basis(r))) for j in (0, 1)]
    weight = sum(silu(h) * w[4 + j] for j, h in enumerate(hidden))
    message = weight / sqrt(NEIGHBOURS)
    return 2 * mpf(-2) + SCALE * 2 * message * w[6]


def loss(w):
    pull = -diff(lambda r: energy(w, r), R)     # on the second atom, along x
    force = [-pull, 0, 0, pull, 0, 0]
    squares = sum((f - t)**2 for f, t in zip(force, FORCE))
    return (mpf("0.7") * ((energy(w, R) - TARGET) / 2)**2
            + mpf("1.3") * squares / 6)


def by_weight(k):
    return diff(lambda x: loss(W[:k] + [x] + W[k + 1:]), W[k])


def number(x):
    return mp.nstr(x, 20)


print("/* anchors.h: written by anchors.py; do not change it by hand. */")
print("/* clang-format off */")
print("#ifndef ANCHORS_H\n#define ANCHORS_H\n")
print(f"#define ANCHOR_PAIR_WEIGHTS {len(W)}")
print(f"#define ANCHOR_PAIR_TARGET  ({number(TARGET)})")
print(f"#define ANCHOR_PAIR_LOSS    {number(loss(W))}")
for name, values in (("w", W), ("dw", [by_weight(k) for k in range(len(W))])):
    print(f"static const double anchor_pair_{name}[ANCHOR_PAIR_WEIGHTS] = {{")
    print("".join(f"    {number(x)},\n" for x in values) + "};")
print(f"\n#define ANCHOR_SILU   {number(silu(mpf('0.5')))}")
print(f"#define ANCHOR_SILU_1 {number(diff(silu, mpf('0.5')))}")
print(f"#define ANCHOR_SILU_2 {number(diff(silu, mpf('0.5'), 2))}")
print("\n#endif")
