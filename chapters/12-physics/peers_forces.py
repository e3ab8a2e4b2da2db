"""peers_forces.py: energies and forces of this chapter's network by e3nn-jax.

    peers_forces.py BENCH FILE.csv

BENCH is the program of make bench-forces.  It writes down its molecules, edges
and weights, and what it finds.  Here the same network is made of e3nn-jax: its
harmonics, its radial functions, its tensor products, with our weights.  Forces
are those of jax.value_and_grad, all of it compiled by jax.jit.  Energies and
gradients are compared first; then both take turns, one thread each, in seconds
of processor time, and the least of each is kept.

Of tensor products e3nn-jax has two ways: `tensor_product`, whose messages are
then multiplied by the weights, and a FunctionalTensorProduct, which takes them.
Works in the Python that make bench-peers installs.
"""
import os
import platform
import subprocess
import sys
import time
import warnings

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

SIZES = ((2, 64), (1, 64), (0, 64), (2, 1))     # l, molecules
ROUNDS, TURNS = 7, 2
warnings.filterwarnings("ignore", module="e3nn_jax")


# ---- what our program writes ----
def ours(bench, path, lmax, molecules):
    """{name: array} and the first line."""
    subprocess.run([bench, path, str(lmax), str(molecules)], check=True,
                   stdout=subprocess.DEVNULL)
    with open(path, encoding="ascii") as lines:
        where = lines.readline()[2:].strip()
        said = {line.split()[0]: np.array(line.split()[1:], float)
                for line in lines}
    os.remove(path)
    return said, where


def irreps(channels):
    """{l: channels} as e3nn has it: parity (-1)^l."""
    return e3nn.Irreps([(n, (l, (-1) ** l)) for l, n in channels.items()])


# ---- a layer ----
class Layer:
    """From features {l: channels} to others, as chapters/06-tfn-layers/layer.h.

    A gated layer makes a scalar for each channel of l > 0 besides.  Messages
    come path by path, and if they are sorted, those of low degree first.
    """

    def __init__(self, said, shape, gated, is_sorted):
        self.lmax, self.basis, self.hidden = (int(said["plan"][k])
                                              for k in (0, 4, 5))
        self.before, self.after, self.gated = *shape, gated
        before, after = shape
        paths = [(a, b, c) for a in before for b in range(self.lmax + 1)
                      for c in range(abs(a - b), a + b + 1)
                      if c in after and (a + b + c) % 2 == 0]
        self.reads = [(c, before[a]) for a, _, c in paths]
        # Which columns of our W2 the messages want, in their order.
        ends = np.cumsum([0] + [n for _, n in self.reads])
        order = range(len(paths))
        if is_sorted:
            order = sorted(order, key=lambda i: paths[i][2])
        self.paths = [paths[i] for i in order]
        self.columns = np.concatenate([np.arange(ends[i], ends[i + 1]) for i in order])

    def outs(self):
        """Degree and channels of what is mixed, the gates last."""
        gates = sum(n for l, n in self.after.items() if l)
        return [*self.after.items()] + [(0, gates)] * (self.gated and gates > 0)

    def cut(self, w):
        """Weights from the front of w, and what is left of w."""
        def take(*shape):
            nonlocal w
            n = int(np.prod(shape))
            part, w = w[:n].reshape(shape), w[n:]
            return jnp.asarray(part, jnp.float32)
        W1 = take(self.basis, self.hidden)
        W2 = take(self.hidden, len(self.columns))[:, self.columns]
        mix, own = ([[take(m, n) for k, m in blocks if k == l]
                     for l, n in self.outs()]
                    for blocks in (self.reads, self.before.items()))
        bias = [take(n) if l == 0 else None for l, n in self.outs()]
        # All channels of one degree side by side: one matrix for each.
        mix = [jnp.concatenate(m) for m in mix]
        own = [jnp.concatenate(m) if m else None for m in own]
        return (W1, W2, mix, own, bias), w


def by_product(layer):
    """Products of features and harmonics, then times the weights."""
    wanted = [e3nn.Irrep(l, (-1) ** l) for l in layer.after]

    def messages(x, Y, w):
        return (e3nn.tensor_product(x, Y, filter_ir_out=wanted,
                                    regroup_output=False) * w).array
    return messages


def by_functional(layer):
    """A product that takes weights, edge by edge."""
    before = irreps(layer.before)
    sphere = irreps({l: 1 for l in range(layer.lmax + 1)})
    out = e3nn.Irreps([(layer.before[a], (c, (-1) ** c))
                       for a, _, c in layer.paths])
    place = list(layer.before)
    product = legacy.FunctionalTensorProduct(
        before, sphere, out, [(place.index(a), b, i, "uvu", True)
                              for i, (a, b, _) in enumerate(layer.paths)],
        irrep_normalization="component", path_normalization="element")
    ends = np.cumsum([layer.before[a] for a, _, _ in layer.paths])[:-1]

    def message(x, Y, w):
        weights = [part[:, None] for part in jnp.split(w, ends)]
        return product.left_right(weights, x, Y).array
    return jax.vmap(message)


WAYS = {"tensor_product": by_product, "functional": by_functional}


def chunks(array, blocks):
    """(nodes, channels, 2l + 1) for each block; equal degrees side by side."""
    at, found = 0, {}
    for l, n in blocks:
        part = array[:, at:at + n * (2 * l + 1)]
        found.setdefault(l, []).append(part.reshape(len(array), n, 2 * l + 1))
        at += n * (2 * l + 1)
    return {l: jnp.concatenate(parts, 1) for l, parts in found.items()}


def mixed(x, W, l):
    """Channels mixed; nothing where there are none."""
    return jnp.einsum("ncm,cd->ndm", x[l], W) if W is not None else 0


def gate(layer, blocks):
    """silu of scalars, and the rest times the sigmoid of its gate."""
    if not layer.gated:
        return blocks
    gates, found = blocks[-1] if len(blocks) > 1 else None, []
    for (l, n), y in zip(layer.after.items(), blocks):
        if l == 0:
            found.append(jax.nn.silu(y))
        else:
            found.append(y * jax.nn.sigmoid(gates[:, :n]))
            gates = gates[:, n:]
    return found


# ---- the network ----
class Network:
    """All layers with their weights, and molecules to look at."""

    def __init__(self, said, way):
        lmax, kinds, channels, layers, basis, _ = (int(n) for n in said["plan"])
        features = {l: channels for l in range(lmax + 1)}
        shapes = [[features, features] for _ in range(layers)] + [[features, {0: 1}]]
        shapes[0][0] = {0: kinds}
        self.layers = [Layer(said, shape, k < layers, way == "tensor_product")
                       for k, shape in enumerate(shapes)]
        self.multiply = [WAYS[way](layer) for layer in self.layers]
        self.lmax, self.basis = lmax, basis
        self.cutoff, self.scale = (float(n) for n in said["reals"])
        self.weights, left = [], said["weights"]
        for layer in self.layers:
            w, left = layer.cut(left)
            self.weights.append(w)
        assert not left.size, "a weight without a place"
        counts = said["counts"].astype(int)
        self.molecules = len(counts)
        self.graph = {name: jnp.asarray(said[name], jnp.int32)
                      for name in ("sender", "receiver")}
        self.graph["cloud"] = jnp.asarray(np.repeat(np.arange(len(counts)), counts))
        self.graph["x"] = jnp.asarray(said["kinds"].reshape(-1, kinds), jnp.float32)

    def convolve(self, k, w, x, B, Y, graph):
        """One layer: messages, their sum, mixing and gate."""
        layer, (W1, W2, mix, own, bias) = self.layers[k], w
        path = jax.nn.silu(B @ W1) @ W2
        y = jax.ops.segment_sum(self.multiply[k](x[graph["sender"]], Y, path),
                                graph["receiver"], len(graph["x"]),
                                indices_are_sorted=True) * self.scale
        y = chunks(y, [(c, layer.before[a]) for a, _, c in layer.paths])
        x = chunks(x.array, layer.before.items())
        blocks = [mixed(y, mix[i], l) + mixed(x, own[i], l) +
                  (bias[i][:, None] if l == 0 else 0)
                  for i, (l, _) in enumerate(layer.outs())]
        return e3nn.from_chunks(irreps(layer.after), gate(layer, blocks),
                                (len(graph["x"]),), jnp.float32)

    def energies(self, points, weights, graph):
        """Their sum, whose gradient is wanted, and all of them."""
        v = points[graph["receiver"]] - points[graph["sender"]]
        r = jnp.sqrt(jnp.sum(v ** 2, axis=1))
        B = (e3nn.bessel(r, self.basis, self.cutoff) *
             e3nn.poly_envelope(5, 2)(r / self.cutoff)[:, None])
        Y = e3nn.spherical_harmonics(irreps({l: 1 for l in range(self.lmax + 1)}),
                                     e3nn.IrrepsArray("1o", v), True, "component")
        x = e3nn.IrrepsArray(f"{graph['x'].shape[1]}x0e", graph["x"])
        for k, w in enumerate(weights):
            x = self.convolve(k, w, x, B, Y, graph)
        E = jax.ops.segment_sum(x.array[:, 0], graph["cloud"], self.molecules)
        return jnp.sum(E), E

    def step(self, points):
        """(work, results): our energies and gradients of points (atoms, 3)."""
        function = jax.jit(jax.value_and_grad(self.energies, has_aux=True))
        points = jnp.asarray(to_polar_y(points), jnp.float32)

        def work():
            return jax.block_until_ready(function(points, self.weights, self.graph))

        def results():
            (_, E), gradient = work()
            return np.asarray(E), np.asarray(gradient)[:, [2, 0, 1]]
        return work, results


# ---- measuring ----
def disagreement(network, said, results):
    """The largest difference of energies and gradients, in units of rounding.

    A message's sum has a term for every neighbour, channel and path."""
    neighbours = len(said["sender"]) / len(network.graph["x"])
    terms = neighbours * max(len(layer.columns) for layer in network.layers)
    E, gradient = results()
    return max(difference(said["energies"].astype(np.float32), E, terms),
               difference(said["gradient"].astype(np.float32).reshape(-1, 3),
                          gradient, terms))


def least(work, atoms):
    """Microseconds an atom."""
    best = float("inf")
    for _ in range(ROUNDS):
        start, times = time.process_time(), 0
        while times == 0 or time.process_time() < start + 0.02:
            work()
            times += 1
        best = min(best, (time.process_time() - start) / times)
    return 1e6 * best / atoms


def compare(bench, csv, lmax, molecules):
    """{column: number} of the table for one size, and where ours was built."""
    said, where = ours(bench, csv + ".ours", lmax, molecules)
    points, works, worst = said["points"].reshape(-1, 3), {}, 0
    for way in WAYS:
        network = Network(said, way)
        works[way], results = network.step(points)
        worst = max(worst, disagreement(network, said, results))
    best = {}
    for _ in range(TURNS):
        said, _ = ours(bench, csv + ".ours", lmax, molecules)
        now = {"forward": said["forward_us"][0], "step": said["step_us"][0]}
        now.update((way, least(work, len(points))) for way, work in works.items())
        best = {k: min(t, best.get(k, t)) for k, t in now.items()}
    row = {"l": lmax, "molecules": molecules, "atoms": len(points),
           "edges": len(said["sender"])}
    row.update((f"{k}_us", f"{t:.4g}") for k, t in best.items())
    row["ratio"] = f"{min(best[way] for way in WAYS) / best['step']:.4g}"
    row["worst"] = f"{worst:.2g}"
    return row, where


def write(csv, rows, where):
    """The table, below a line that says where it comes from."""
    with open(csv, "w", encoding="ascii") as out:
        out.write(f"# make bench-forces-peers: {where}, {processor()}, "
                  f"{time.strftime('%Y-%m-%d')}, e3nn-jax {e3nn.__version__}, "
                  f"jax {jax.__version__}\n")
        out.write(",".join(rows[0]) + "\n")
        out.writelines(",".join(str(x) for x in row.values()) + "\n" for row in rows)


def main():
    """All sizes.  Exit status 1 where values disagree."""
    bench, csv = sys.argv[1:3]
    rows = []
    for size in SIZES:
        row, where = compare(bench, csv, *size)
        rows.append(row)
        print(", ".join(f"{k} {x}" for k, x in row.items()), flush=True)
    write(csv, rows, where)
    wrong = [row for row in rows if not float(row["worst"]) <= 1]
    for row in wrong:
        print(f"peers_forces: values DISAGREE: l <= {row['l']}, {row['molecules']} molecules")
    return 1 if wrong else 0


def processor():
    """Its name, where Linux says it."""
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as lines:
            return next(line.split(": ", 1)[1].strip() for line in lines
                        if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


if __name__ == "__main__":
    sys.exit(main())
