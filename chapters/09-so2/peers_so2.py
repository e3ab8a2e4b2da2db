"""peers_so2.py: this chapter's convolution against e3nn-jax, in one run.

    peers_so2.py BENCH FILE.csv [L CHANNELS]

BENCH is the program of make bench-so2.  It writes down its features, edges,
weights and blocks, and what it finds; both ways of e3nn-jax must find the same
before they are timed.  Then our program and JAX take turns, one thread each, in
seconds of processor time, and the least of each is kept.  Two ways of
e3nn-jax: its full product, and the algorithm of its linear_shtp (turn, blocks,
turn back) with the messages of all l1 added up before they are turned back.
Works in the Python that make bench-peers installs.
"""
import os
import subprocess
import sys
import time

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)),
                             "..", "08-speed", "peers"))
import one_thread  # noqa: E402 F401

import e3nn_jax as e3nn  # noqa: E402
import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
from e3nn_jax import legacy  # noqa: E402

from measure import difference  # noqa: E402
from work import to_polar_y  # noqa: E402

try:    # it is written with flax, which make bench-peers does not install
    from e3nn_jax.experimental.linear_shtp import LinearSHTP
except ImportError:
    LinearSHTP = None

COPIES, ROUNDS = 4, 5       # of our edges; of each measurement


def irreps(lmax, channels):
    """All degrees up to lmax."""
    return e3nn.Irreps([(channels, (l, 1)) for l in range(lmax + 1)])


def by_edges(*arrays):
    """One-edge arrays, and those of our edges, for COPIES times as many."""
    return [jnp.asarray(np.concatenate([a] * COPIES), jnp.float32) for a in arrays]


# ---- the same numbers for all ----
class Values:
    """What our program read and what it found, in the order of e3nn-jax."""

    def __init__(self, path, lmax, channels):
        self.lmax, self.channels = lmax, channels
        with open(path, encoding="ascii") as lines:
            said = {line.split()[0]: np.array(line.split()[1:], float)
                    for line in lines}
        os.remove(path)
        self.sender, self.receiver = (said[k].astype(int)
                                      for k in ("sender", "receiver"))
        self.x = self.theirs(said["x"])[self.sender]
        self.y = self.theirs(said["y"])
        v = to_polar_y(said["vector"].reshape(-1, 3))
        self.v = v / np.linalg.norm(v, axis=1, keepdims=True)
        degrees = range(lmax + 1)
        self.paths = [(a, b, c) for a in degrees for c in degrees for b in degrees
                      if abs(a - c) <= b <= a + c]
        self.w = said["w"].reshape(len(self.paths), channels)
        self.a, self.b = self.matrices(said["blocks"])

    def theirs(self, x):
        """Rows with channels innermost as rows with components innermost."""
        C, parts = self.channels, []
        x = x.reshape(-1, C * (self.lmax + 1) ** 2)
        for l in range(self.lmax + 1):
            part = x[:, C * l * l:C * (l + 1) ** 2].reshape(-1, 2 * l + 1, C)
            parts.append(part.transpose(0, 2, 1).reshape(len(x), -1))
        return np.concatenate(parts, 1)

    def matrices(self, blocks):
        """a and b as (l3, l1, channel, m); zero where there is none."""
        n, C, at = self.lmax + 1, self.channels, 0
        a, b = np.zeros((n, n, C, n)), np.zeros((n, n, C, n))
        for l3 in range(n):
            for l1 in range(n):
                m = min(l1, l3)
                some = blocks[at:at + (2 * m + 1) * C].reshape(-1, C)
                a[l3, l1, :, 0], at = some[0], at + some.size
                a[l3, l1, :, 1:m + 1] = some[1::2].T
                b[l3, l1, :, 1:m + 1] = some[2::2].T
        return a, b

    def every_edge(self, w):
        """The same weights for all edges: an array for each."""
        return np.repeat(np.asarray(w)[None], len(self.sender), 0)

    def disagreement(self, messages):
        """The largest difference of the sums over neighbours, in units of
        rounding: a sum has a term for every edge, path and m."""
        y = np.zeros_like(self.y)
        np.add.at(y, self.receiver, np.asarray(messages)[:len(self.receiver)])
        terms = len(self.paths) * (2 * self.lmax + 1)
        return difference(self.y.astype(np.float32), y.astype(np.float32), terms)


# ---- the full product, a weight for every path and channel ----
def full(values):
    """The messages of all edges as a function without arguments, compiled.

    It divides by the root of the number of paths into a degree."""
    lmax, paths = values.lmax, values.paths
    x_irreps, y_irreps = irreps(lmax, values.channels), irreps(lmax, 1)
    product = legacy.FunctionalTensorProduct(
        x_irreps, y_irreps, x_irreps, [(a, b, c, "uvu", True) for a, b, c in paths],
        irrep_normalization="component", path_normalization="path")
    into = np.array([c for _, _, c in paths])
    w = values.w * np.array([np.sum(into == c) ** 0.5 for c in into])[:, None]

    def message(x, v, w):
        Y = e3nn.spherical_harmonics(y_irreps, e3nn.IrrepsArray("1e", v), True,
                                     "component")
        return product.left_right([w[i, :, None] for i in range(len(paths))],
                                  e3nn.IrrepsArray(x_irreps, x), Y).array
    work = jax.jit(jax.vmap(message))
    data = by_edges(values.x, values.v, values.every_edge(w))
    return lambda: jax.block_until_ready(work(*data))


# ---- in the frame of the edge ----
def blocks_times(chunks, a, b, l3, channels):
    """The rows of degree l3 from all degrees: a x(m) - b x(-m)."""
    y = jnp.zeros((channels, 2 * l3 + 1))
    for l1, x in enumerate(chunks):
        m = min(l1, l3)
        up, cross = a[l1][:, :m + 1], b[l1][:, 1:m + 1]
        zero = jnp.zeros((channels, 1))
        up = jnp.concatenate([up[:, :0:-1], up], 1)
        cross = jnp.concatenate([cross[:, ::-1], zero, -cross], 1)
        x = x[:, l1 - m:l1 + m + 1]
        y = y.at[:, l3 - m:l3 + m + 1].add(up * x + cross * x[:, ::-1])
    return y


def frames(values):
    """As full, by blocks; these need no change, since an edge on the pole has
    the same harmonics there and here."""
    lmax, channels = values.lmax, values.channels
    x_irreps, n = irreps(lmax, channels), lmax + 1

    def message(x, v, a, b):
        alpha, beta = e3nn.xyz_to_angles(v)
        x = e3nn.IrrepsArray(x_irreps, x)
        x = x.transform_by_angles(alpha, beta, 0.0, inverse=True)
        rows = [blocks_times(x.chunks, a[l3], b[l3], l3, channels)
                for l3 in range(n)]
        y = e3nn.from_chunks(x_irreps, rows, (), jnp.float32)
        return y.transform_by_angles(alpha, beta, 0.0).array
    work = jax.jit(jax.vmap(message))
    data = by_edges(values.x, values.v, *map(values.every_edge, (values.a, values.b)))
    return lambda: jax.block_until_ready(work(*data))


# ---- the library's own ----
def itself(values):
    """LinearSHTP of e3nn-jax.  Its weights are matrices between channels, which
    are diagonal here, so it works more than the others and is not timed; b has
    the other sign, and it divides by the root of the numbers that it adds."""
    n, C = values.lmax + 1, values.channels
    weights = {}
    for l3 in range(n):
        added = C * sum(1 + (min(l1, l3) > 0) for l1 in range(n))
        for l1 in range(n):
            for kind, blocks, first in (("S", values.a, 0), ("A", -values.b, 1)):
                some = blocks[l3, l1, :, first:min(l1, l3) + 1].T * added ** 0.5
                if len(some):
                    weights[f"{l1}_{l3}_{kind}{l1}e{l3}e"] = jnp.asarray(
                        some[:, :, None] * np.eye(C), jnp.float32)
    x_irreps = irreps(values.lmax, C)
    module = LinearSHTP(x_irreps)

    def message(x, v):
        return module.apply({"params": weights}, e3nn.IrrepsArray(x_irreps, x),
                            e3nn.IrrepsArray("1e", v)).array
    work = jax.jit(jax.vmap(message))
    data = by_edges(values.x, values.v)
    return lambda: jax.block_until_ready(work(*data))


# ---- measuring ----
def least(work, edges):
    """Microseconds an edge."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return 1e6 * best / edges


def ours(bench, path, size, values=()):
    """The same of our program: way -> microseconds, forward."""
    subprocess.run([bench, path, *map(str, size), *values], check=True,
                   stdout=subprocess.DEVNULL)
    with open(path, encoding="ascii") as lines:
        rows = [line.split(",") for line in lines if line[0].isdigit()]
        lines.seek(0)
        where = lines.readline()
    os.remove(path)
    return {row[2]: float(row[4]) for row in rows}, where


def in_turn(bench, csv, size, works, edges):
    """The least times of all ways, twice in turn, and where ours was built."""
    best = {}
    for _ in range(2):
        mine, where = ours(bench, csv + ".ours", size)
        mine.update((name, least(work, edges)) for name, work in works.items())
        best = {k: min(v, best.get(k, v)) for k, v in mine.items()}
    return best, where


def main():
    """Values first, then times; a line for each of theirs.  Exit status 1
    where values disagree."""
    bench, csv = sys.argv[1:3]
    lmax, channels = size = [int(n) for n in (sys.argv[3:5] or (6, 64))]
    ours(bench, csv + ".ours", size, [csv + ".values"])
    values = Values(csv + ".values", *size)
    works = {"full": full(values), "frames": frames(values)}
    worst = {name: values.disagreement(work()) for name, work in works.items()}
    if LinearSHTP:
        worst["LinearSHTP"] = values.disagreement(itself(values)())
    best, where = in_turn(bench, csv, size, works, COPIES * len(values.sender))
    with open(csv, "w", encoding="ascii") as out:
        out.write(where.rstrip().replace("bench-so2", "bench-so2-peers"))
        out.write(f", e3nn-jax {e3nn.__version__}, jax {jax.__version__}\n")
        out.write("way,l,channels,so2_us,theirs_us,ratio,worst\n")
        for name in works:
            ratio = best[name] / best["so2"]
            out.write(f"{name},{lmax},{channels},{best['so2']:.4g},"
                      f"{best[name]:.4g},{ratio:.4g},{worst[name]:.2g}\n")
            print(f"e3nn-jax {name}: {best[name]:.1f} us an edge, ours in frames "
                  f"{best['so2']:.1f}: {ratio:.1f} times; values differ by "
                  f"{worst[name]:.2g} of rounding")
    print("e3nn-jax LinearSHTP: " + (
        f"values differ by {worst['LinearSHTP']:.2g} of rounding" if LinearSHTP else
        "not compared, it needs flax: pip install flax"))
    wrong = [name for name in worst if not worst[name] <= 1]
    for name in wrong:
        print(f"peers_so2: values DISAGREE: {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
