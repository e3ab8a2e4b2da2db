"""peers_so2.py: this chapter's convolution against e3nn-jax, in one run.

    peers_so2.py BENCH FILE.csv [L CHANNELS]

BENCH is the program of make bench-so2; it and JAX take turns, one thread each,
in seconds of processor time, and the least of each is kept.  Two ways of
e3nn-jax: its full product, and the algorithm of its linear_shtp (turn, blocks,
turn back) with the messages of all l1 added up before they are turned back.
Works in the Python that make bench-peers installs.
"""
import os
import subprocess
import sys
import time

os.environ["XLA_FLAGS"] = ("--xla_cpu_multi_thread_eigen=false "
                           "intra_op_parallelism_threads=1")
os.environ["JAX_PLATFORMS"] = "cpu"

import e3nn_jax as e3nn  # noqa: E402
import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
from e3nn_jax import legacy  # noqa: E402

EDGES, ROUNDS = 64, 5


def layouts(lmax, channels):
    """Features of a node, and the harmonics."""
    return (e3nn.Irreps([(channels, (l, 1)) for l in range(lmax + 1)]),
            e3nn.Irreps([(1, (l, 1)) for l in range(lmax + 1)]))


def normal(seed, *shape):
    """Random numbers."""
    return jax.random.normal(jax.random.PRNGKey(seed), shape)


# ---- the full product, a weight for every path and channel ----
def full(lmax, channels):
    """The work as a function without arguments, compiled."""
    x_irreps, y_irreps = layouts(lmax, channels)
    degrees = range(lmax + 1)
    paths = [(a, b, c, "uvu", True) for a in degrees for b in degrees
             for c in degrees if abs(a - b) <= c <= a + b]
    product = legacy.FunctionalTensorProduct(x_irreps, y_irreps, x_irreps, paths)

    def message(x, y, w):
        return product.left_right([w[i] for i in range(len(paths))],
                                  e3nn.IrrepsArray(x_irreps, x),
                                  e3nn.IrrepsArray(y_irreps, y)).array
    work = jax.jit(jax.vmap(message))
    data = (normal(1, EDGES, x_irreps.dim), normal(2, EDGES, y_irreps.dim),
            normal(3, EDGES, len(paths), channels, 1))
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


def frames(lmax, channels):
    """As full."""
    x_irreps, _ = layouts(lmax, channels)
    n = lmax + 1

    def message(x, v, a, b):
        alpha, beta = e3nn.xyz_to_angles(v)
        x = e3nn.IrrepsArray(x_irreps, x)
        x = x.transform_by_angles(alpha, beta, 0.0, inverse=True)
        rows = [blocks_times(x.chunks, a[l3], b[l3], l3, channels)
                for l3 in range(n)]
        y = e3nn.from_chunks(x_irreps, rows, (), jnp.float32)
        return y.transform_by_angles(alpha, beta, 0.0).array
    work = jax.jit(jax.vmap(message))
    v = normal(2, EDGES, 3)
    v /= jnp.linalg.norm(v, axis=1, keepdims=True)
    data = (normal(1, EDGES, x_irreps.dim), v,
            normal(3, EDGES, n, n, channels, n), normal(4, EDGES, n, n, channels, n))
    return lambda: jax.block_until_ready(work(*data))


# ---- measuring ----
def least(work):
    """Microseconds an edge."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return 1e6 * best / EDGES


def ours(bench, path, lmax, channels):
    """The same of our program: way -> microseconds, forward."""
    subprocess.run([bench, path, str(lmax), str(channels)], check=True,
                   stdout=subprocess.DEVNULL)
    with open(path, encoding="ascii") as lines:
        rows = [line.split(",") for line in lines if line[0].isdigit()]
        lines.seek(0)
        where = lines.readline()
    os.remove(path)
    return {row[2]: float(row[4]) for row in rows}, where


def main():
    """All ways in turn, twice; a line for each of theirs."""
    bench, csv = sys.argv[1:3]
    lmax, channels = (int(n) for n in (sys.argv[3:5] or (6, 64)))
    works = {"full": full(lmax, channels), "frames": frames(lmax, channels)}
    for work in works.values():
        work()
    best = {}
    for _ in range(2):
        mine, where = ours(bench, csv + ".ours", lmax, channels)
        mine.update((name, least(work)) for name, work in works.items())
        best = {k: min(v, best.get(k, v)) for k, v in mine.items()}
    with open(csv, "w", encoding="ascii") as out:
        out.write(where.rstrip().replace("bench-so2", "bench-so2-peers"))
        out.write(f", e3nn-jax {e3nn.__version__}, jax {jax.__version__}\n")
        out.write("way,l,channels,so2_us,theirs_us,ratio\n")
        for name in works:
            out.write(f"{name},{lmax},{channels},{best['so2']:.4g},"
                      f"{best[name]:.4g},{best[name] / best['so2']:.4g}\n")
            print(f"e3nn-jax {name}: {best[name]:.1f} us an edge, ours in frames "
                  f"{best['so2']:.1f}: {best[name] / best['so2']:.1f} times")


if __name__ == "__main__":
    main()
