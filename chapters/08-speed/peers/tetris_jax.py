"""tetris_jax.py: the talk's own network for the eight shapes, in JAX.

Its architecture written again: four channels of l = 0 and l = 1, three
depthwise convolutions whose filters are five Gaussians times solid harmonics
with coefficients for every channel, self-interactions, a gate by norm behind
each, the mean over the cubes, a linear map to eight numbers.  Not the network
of chapter 7, but the same task, loss, step size of Adam and goal.
"""
import time

import jax
import jax.numpy as jnp
import numpy as np

from library import Training
from measure import in_turn

NAME, RATE, MOST, SURE, SEEDS = "jax-talk", 0.01, 3000, 0.9, range(1, 6)
CENTRES, SPREAD = jnp.linspace(0, 3.5, 5), 3.5 / 5
SHAPES = jnp.array([
    [[0, 0, 0], [0, 0, 1], [1, 0, 0], [1, 1, 0]],
    [[0, 0, 0], [0, 0, 1], [1, 0, 0], [1, -1, 0]],
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]],
    [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 0, 3]],
    [[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]],
    [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 0]],
    [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 1]],
    [[0, 0, 0], [1, 0, 0], [1, 1, 0], [2, 1, 0]]], jnp.float32)
# All ordered pairs of the four cubes of each shape.
PAIRS = np.array([(4 * s + i, 4 * s + j) for s in range(8) for i in range(4)
                  for j in range(4) if i != j])
RECEIVER, SENDER = jnp.asarray(PAIRS[:, 0]), jnp.asarray(PAIRS[:, 1])
# The paths (l1, l2, l3) of the three convolutions, and the channels of the
# features they find.
LAYERS = [[(0, 0, 0), (0, 1, 1)],
          [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, 1)],
          [(0, 0, 0), (1, 1, 0)]]


def parameters(seed):
    """Random numbers that keep features of order one."""
    keys = iter(jax.random.split(jax.random.PRNGKey(seed), 64))

    def matrix(n_out, n_in):
        return jax.random.normal(next(keys), (n_out, n_in)) / n_in ** 0.5
    p = {"first": matrix(4, 1), "last": matrix(8, 4), "bias": jnp.zeros(8)}
    for k, paths in enumerate(LAYERS):
        # Three neighbours add up: 1/sqrt(3) keeps the variance.
        p[f"filter{k}"] = [matrix(4, 5) / 3 ** 0.5
                           for _ in dict.fromkeys(q[:2] for q in paths)]
        p[f"path{k}"] = [jnp.ones(4) for _ in paths]
        degrees = sorted({q[2] for q in paths})
        p[f"mix{k}"] = {l: matrix(4, 4 * sum(q[2] == l for q in paths))
                        for l in degrees}
        p[f"gate{k}"] = {l: jnp.zeros((4, 1)) for l in degrees}
    return p


def couple(l1, l2, l3, x, y):
    """x (edges, channels, 2 l1 + 1) times y (edges, channels, 2 l2 + 1)."""
    if (l1, l2, l3) == (1, 1, 0):
        return jnp.sum(x * y, axis=-1, keepdims=True) / 3 ** 0.5
    if (l1, l2, l3) == (1, 1, 1):
        return jnp.cross(x, y) / 2 ** 0.5
    return x * y


def convolve(x, p, k, vector, gaussians):
    """The sum over neighbours, path by path side by side as channels."""
    solid = {0: jnp.ones((len(vector), 1)), 1: 3 ** 0.5 * vector}
    kinds = list(dict.fromkeys(q[:2] for q in LAYERS[k]))
    filters = {q: (gaussians @ c.T)[:, :, None] * solid[q[1]][:, None, :]
               for q, c in zip(kinds, p[f"filter{k}"])}
    found = {}
    for (l1, l2, l3), w in zip(LAYERS[k], p[f"path{k}"]):
        m = couple(l1, l2, l3, x[l1][SENDER], filters[l1, l2])
        found.setdefault(l3, []).append(m * w[:, None])
    return {l: jax.ops.segment_sum(jnp.concatenate(m, axis=1), RECEIVER, 32)
            for l, m in found.items()}


def gate(x, bias):
    """x sigmoid(|x| + b); the root never sees 0."""
    norm = jnp.sqrt(jnp.sum(x ** 2, axis=-1, keepdims=True) + 1e-12)
    return jax.nn.sigmoid(norm + bias) * x


def logits(p, points):
    """(8, 8) for points (8, 4, 3)."""
    r = points.reshape(32, 3)
    vector = r[RECEIVER] - r[SENDER]
    length = jnp.sqrt(jnp.sum(vector ** 2, axis=1, keepdims=True))
    gaussians = jnp.exp(-SPREAD * (length - CENTRES) ** 2)
    x = {0: jnp.ones((32, 1, 1)) * p["first"][None]}
    for k in range(3):
        x = convolve(x, p, k, vector, gaussians)
        x = {l: gate(jnp.einsum("oi,nim->nom", W, x[l]), p[f"gate{k}"][l])
             for l, W in p[f"mix{k}"].items()}
    return x[0].reshape(8, 4, 4).mean(axis=1) @ p["last"].T + p["bias"]


def loss(p, points):
    """Cross-entropy, and the probabilities of the right answers."""
    log_p = jax.nn.log_softmax(logits(p, points))
    return -jnp.mean(jnp.diag(log_p)), log_p


@jax.jit
def step(state, points):
    """One step of Adam; also how sure the network was before it."""
    p, m, v, t = state
    (_, log_p), g = jax.value_and_grad(loss, has_aux=True)(p, points)
    t = t + 1
    tree = jax.tree_util.tree_map
    m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, g)
    v = tree(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
    p = tree(lambda p, m, v: p - RATE * m / (1 - 0.9 ** t) /
             (jnp.sqrt(v / (1 - 0.999 ** t)) + 1e-8), p, m, v)
    right = jnp.all(jnp.argmax(log_p, axis=1) == jnp.arange(8))
    sure = jnp.where(right, jnp.exp(jnp.min(jnp.diag(log_p))), 0)
    return (p, m, v, t), sure


def begin(seed):
    """Parameters, moments and the number of steps."""
    p = parameters(seed)
    zero = jax.tree_util.tree_map(jnp.zeros_like, p)
    return p, zero, zero, jnp.float32(0)


def train(seed):
    """(seconds, steps, parameters) until all shapes are right and sure."""
    state = begin(seed)
    start = time.perf_counter()
    for n in range(MOST):
        state, sure = step(state, SHAPES)
        if float(sure) >= SURE:
            return time.perf_counter() - start, n, state[0]
    return float("nan"), None, state[0]


def moved(p):
    """The largest change of a probability by a rotation and a shift."""
    g = np.random.default_rng(1)
    before, worst = jax.nn.softmax(logits(p, SHAPES)), 0.0
    for _ in range(20):
        Q, R = np.linalg.qr(g.standard_normal((3, 3)))
        Q = Q * np.sign(np.diag(R))
        Q[0] *= np.linalg.det(Q)
        after = jax.nn.softmax(logits(p, SHAPES @ Q.T.astype(np.float32) + 1))
        worst = max(worst, float(jnp.max(jnp.abs(after - before))))
    return worst


def ours(lib, seed):
    """(seconds, steps) of chapter 7 for the same task."""
    start = time.perf_counter()
    t = Training(lib, seed)
    steps = t.run(MOST)
    seconds = time.perf_counter() - start
    t.free()
    return seconds, steps


def tetris(table, lib):
    """Rows for the time before the first step, of a step, and to the end."""
    start = time.perf_counter()
    state = begin(1)
    jax.block_until_ready(step(state, SHAPES))
    compiled = time.perf_counter() - start
    start = time.perf_counter()
    t = Training(lib, 1)
    t.step()()
    made = time.perf_counter() - start
    times = in_turn({"ours": t.step(),
                     NAME: lambda: jax.block_until_ready(step(state, SHAPES))})
    theirs = [train(seed) for seed in SEEDS]
    mine = [ours(lib, seed) for seed in SEEDS]
    ends = [r for r in theirs if r[1] is not None]
    print(f"{NAME}: {len(ends)} of {len(theirs)} seeds learn, after "
          f"{[r[1] for r in theirs]} steps; ours {[r[1] for r in mine]}")
    # As chapter 7: no motion may change a probability by more than 1e-4.
    worst = moved(theirs[0][2]) / 1e-4
    a, b = (float(np.nanmedian([r[0] for r in x])) for x in (mine, theirs))
    step_of = times["ours"].clock, times[NAME].clock
    for name, x, y in (("tetris-start", made, compiled),
                       ("tetris-step", *step_of),
                       ("tetris-train", a, b)):
        table.add(name, 1, 4, 1, x, NAME, y, y / x, worst)
    t.free()
