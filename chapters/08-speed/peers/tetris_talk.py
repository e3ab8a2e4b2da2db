"""tetris_talk.py: the talk's own network for the eight shapes, and its race.

Its architecture written again: four channels of l = 0 and l = 1, three
depthwise convolutions whose filters are five Gaussians times solid harmonics
with coefficients for every channel, self-interactions, a gate by norm behind
each, the mean over the cubes, a linear map to eight numbers.  Not the network
of chapter 7, but the same task, loss, step size of Adam and goal.

The network is written once, in the words of a library of arrays `xp`: numpy,
JAX or PyTorch under the names below.  tetris_jax.py and tetris_torch.py train
it, each as its users would.
"""
import time
import types

import numpy as np

import measure
from library import Training

RATE, MOST, SURE, SEEDS = 0.01, 3000, 0.9, range(1, 6)
CENTRES = np.linspace(0, 3.5, 5, dtype=np.float32)
SPREAD = 3.5 / 5
SHAPES = np.array([
    [[0, 0, 0], [0, 0, 1], [1, 0, 0], [1, 1, 0]],
    [[0, 0, 0], [0, 0, 1], [1, 0, 0], [1, -1, 0]],
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]],
    [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 0, 3]],
    [[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]],
    [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 0]],
    [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 1]],
    [[0, 0, 0], [1, 0, 0], [1, 1, 0], [2, 1, 0]]], np.float32)
# All ordered pairs of the four cubes of each shape.
PAIRS = np.array([(4 * s + i, 4 * s + j) for s in range(8) for i in range(4)
                  for j in range(4) if i != j])
RECEIVER, SENDER = PAIRS[:, 0].copy(), PAIRS[:, 1].copy()
# The paths (l1, l2, l3) of the three convolutions.
LAYERS = [[(0, 0, 0), (0, 1, 1)],
          [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, 1)],
          [(0, 0, 0), (1, 1, 0)]]


# ---- numpy, under the names that the network uses ----
def sum_at_receivers(messages):
    """The sum of the messages that each of the 32 cubes receives."""
    total = np.zeros((32, *messages.shape[1:]), messages.dtype)
    np.add.at(total, RECEIVER, messages)
    return total


NUMPY = types.SimpleNamespace(
    centres=CENTRES, exp=np.exp, sqrt=np.sqrt, cross=np.cross,
    einsum=np.einsum, concatenate=np.concatenate,
    sigmoid=lambda x: 1 / (1 + np.exp(-x)), sum_at_receivers=sum_at_receivers)


# ---- the network ----
def parameters(seed):
    """Random numbers that keep features of order one, by name."""
    g = np.random.default_rng(seed)

    def matrix(n_out, n_in):
        return g.standard_normal((n_out, n_in)) / n_in ** 0.5
    p = {"first": matrix(4, 1), "last": matrix(8, 4), "bias": np.zeros(8)}
    for k, paths in enumerate(LAYERS):
        for l1, l2 in dict.fromkeys(q[:2] for q in paths):
            # Three neighbours add up: 1/sqrt(3) keeps the variance.
            p[f"filter {k} {l1} {l2}"] = matrix(4, 5) / 3 ** 0.5
        for path in paths:
            p[f"path {k} {path}"] = np.ones(4)
        for l in sorted({q[2] for q in paths}):
            p[f"mix {k} {l}"] = matrix(4, 4 * sum(q[2] == l for q in paths))
            p[f"gate {k} {l}"] = np.zeros((4, 1))
    return {name: a.astype(np.float32) for name, a in p.items()}


def couple(xp, path, x, y):
    """x (edges, channels, 2 l1 + 1) times y (edges, channels, 2 l2 + 1)."""
    if path == (1, 1, 0):
        return (x * y).sum(-1)[..., None] / 3 ** 0.5
    if path == (1, 1, 1):
        return xp.cross(x, y) / 2 ** 0.5
    return x * y


def convolve(xp, p, k, x, solid, gaussians):
    """The sum over neighbours, path by path side by side as channels."""
    found = {}
    for path in LAYERS[k]:
        l1, l2, l3 = path
        radial = gaussians @ p[f"filter {k} {l1} {l2}"].T
        y = radial[:, :, None] * solid[l2][:, None, :]
        m = couple(xp, path, x[l1][SENDER], y) * p[f"path {k} {path}"][:, None]
        found.setdefault(l3, []).append(m)
    return {l: xp.sum_at_receivers(xp.concatenate(m, 1))
            for l, m in found.items()}


def gate(xp, x, bias):
    """x sigmoid(|x| + b); the root never sees 0."""
    norm = xp.sqrt((x ** 2).sum(-1) + 1e-12)[..., None]
    return xp.sigmoid(norm + bias) * x


def logits(xp, p, points):
    """(8, 8) for points (8, 4, 3)."""
    r = points.reshape(32, 3)
    vector = r[RECEIVER] - r[SENDER]
    length = xp.sqrt((vector ** 2).sum(-1))[:, None]
    gaussians = xp.exp(-SPREAD * (length - xp.centres) ** 2)
    solid = {0: length ** 0, 1: 3 ** 0.5 * vector}
    x = {0: (r[:, :1] ** 0)[:, :, None] * p["first"][None]}
    for k in range(len(LAYERS)):
        x = convolve(xp, p, k, x, solid, gaussians)
        x = {l: gate(xp, xp.einsum("oi,nim->nom", p[f"mix {k} {l}"], f),
                     p[f"gate {k} {l}"]) for l, f in x.items()}
    return x[0].reshape(8, 4, 4).mean(1) @ p["last"].T + p["bias"]


def log_softmax(z):
    """Of the last axis."""
    z = z - z.max(-1, keepdims=True)
    return z - np.log(np.exp(z).sum(-1, keepdims=True))


# ---- the race ----
#
# A contestant is a module with NAME and three functions:
#   begin(seed) -> state
#   step(state) -> (state, how sure the network was before the step: the smallest
#                   probability of a right answer, 0 where an answer is wrong)
#   logits_of(state, points) -> array of numpy
def train(net, seed):
    """(seconds, steps or None, state): until all shapes are right and sure.
    What compiling takes belongs to no training."""
    net.step(net.begin(seed))
    state = net.begin(seed)
    start = time.perf_counter()
    for n in range(MOST):
        state, sure = net.step(state)
        if sure >= SURE:
            return time.perf_counter() - start, n, state
    return float("nan"), None, state


def apart(net):
    """The contestant's first answers against numpy's, as measure.difference:
    a logit is the end of about a hundred products in a row."""
    mine = logits(NUMPY, parameters(1), SHAPES)
    return measure.difference(mine, net.logits_of(net.begin(1), SHAPES), 100)


def moved(net, state):
    """The largest change of a probability by a rotation and a shift."""
    g = np.random.default_rng(1)
    before, worst = log_softmax(net.logits_of(state, SHAPES)), 0.0
    for _ in range(20):
        Q, R = np.linalg.qr(g.standard_normal((3, 3)))
        Q = Q * np.sign(np.diag(R))
        Q[0] *= np.linalg.det(Q)
        after = log_softmax(
            net.logits_of(state, SHAPES @ Q.T.astype(np.float32) + 1))
        worst = max(worst, float(np.max(np.abs(np.exp(after) -
                                               np.exp(before)))))
    return worst


def ours(lib, seed):
    """(seconds, steps) of chapter 7 for the same task."""
    start = time.perf_counter()
    t = Training(lib, seed)
    steps = t.run(MOST)
    seconds = time.perf_counter() - start
    t.free()
    return seconds, steps


def first_step(work):
    """Seconds until the first step is done."""
    start = time.perf_counter()
    kept = work()
    return time.perf_counter() - start, kept


def begin_ours(lib):
    """A training of ours that has made a step."""
    t = Training(lib, 1)
    t.step()()
    return t


def race(table, lib, net):
    """Rows for the time to the end of the first step, of a step, and from the
    first step to the last."""
    compiled, state = first_step(lambda: net.step(net.begin(1))[0])
    made, t = first_step(lambda: begin_ours(lib))
    times = measure.in_turn({"ours": t.step(), net.NAME: lambda: net.step(state)})
    theirs = [train(net, seed) for seed in SEEDS]
    mine = [ours(lib, seed) for seed in SEEDS]
    ends = [r for r in theirs if r[1] is not None]
    print(f"{net.NAME}: {len(ends)} of {len(theirs)} seeds learn, after "
          f"{[r[1] for r in theirs]} steps; ours {[r[1] for r in mine]}")
    # As chapter 7: no motion may change a probability by more than 1e-4.
    worst = max(moved(net, theirs[0][2]) / 1e-4, apart(net))
    a, b = (float(np.nanmedian([r[0] for r in x])) for x in (mine, theirs))
    we, they = times["ours"], times[net.NAME]
    table.add("tetris-start", 1, 4, 1, made, net.NAME, compiled,
              compiled / made, worst)
    table.add("tetris-step", 1, 4, 1, we.clock, net.NAME, they.clock,
              they.ratio, worst, they.cpu_ratio)
    table.add("tetris-train", 1, 4, 1, a, net.NAME, b, b / a, worst)
    t.free()
