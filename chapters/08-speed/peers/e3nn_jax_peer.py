"""e3nn_jax_peer.py: harmonics and products by e3nn-jax, compiled by XLA."""
import warnings

import e3nn_jax
import jax
import jax.numpy as jnp
import numpy as np
from e3nn_jax import legacy

from work import Layout, to_polar_y

# LMAX: of the products; l = 3 would take minutes.
NAME, LMAX = "e3nn-jax", 2
warnings.filterwarnings("ignore", module="e3nn_jax")


def version():
    """Which one, and on what."""
    return f"{e3nn_jax.__version__} (jax {jax.__version__})"


def finished(function, *arguments):
    """function(*arguments) as work that ends when its results are there."""
    return lambda: jax.block_until_ready(function(*arguments))


# ---- harmonics ----
# Of its algorithms the fastest when compiled for a processor; the default
# from l = 9 on ("legendre") is 20 times slower, and off by 3e-5.
ALGORITHM = ("recursive", "sparse", "custom_jvp")


def harmonics(points, gradients):
    """As e3nn_peer.harmonics.  XLA compiles anew for every number of points,
    l = 10 for half a minute: that is done once."""
    if points.lmax == 10 and points.n > 10000:
        return []
    r = jnp.asarray(to_polar_y(points.xyz))
    degrees = list(range(points.lmax + 1))
    one = jnp.ones((points.n, len(points.a)))

    def values(r):
        vectors = e3nn_jax.IrrepsArray("1o", r)
        return e3nn_jax.spherical_harmonics(degrees, vectors, True,
                                            "integral",
                                            algorithm=ALGORITHM).array

    def both(r):
        Y, back = jax.vjp(values, r)
        return Y, back(one)[0]

    def as_ours(result):
        return np.asarray(result[0]), np.asarray(result[1])[:, [2, 0, 1]]
    if gradients:
        return [(NAME, finished(jax.jit(both), r), as_ours)]
    return [(NAME, finished(jax.jit(values), r), lambda Y: (np.asarray(Y),))]


# ---- products ----
def tensor(l1, l2, l3):
    """Clebsch-Gordan coefficients with the norm of ours."""
    C = np.asarray(e3nn_jax.clebsch_gordan(l1, l2, l3), np.float64)
    return C / np.sqrt(np.sum(C ** 2)) * (2 * l3 + 1) ** 0.5


def one_edge(product):
    """The depthwise product of one edge, x and w and y as flat arrays."""
    C, degrees = product.channels, range(product.lmax + 1)
    features = e3nn_jax.Irreps([(C, (l, 1)) for l in degrees])
    sphere = e3nn_jax.Irreps([(1, (l, 1)) for l in degrees])
    out = e3nn_jax.Irreps([(C, (l3, 1)) for _, _, l3 in product.paths])
    paths = [(l1, l2, i, "uvu", True)
             for i, (l1, l2, _) in enumerate(product.paths)]
    tp = legacy.FunctionalTensorProduct(features, sphere, out, paths,
                                        irrep_normalization="component",
                                        path_normalization="element")

    def multiply(x, Y, w):
        weights = list(w.reshape(len(paths), C, 1))
        return tp.left_right(weights, e3nn_jax.IrrepsArray(features, x),
                             e3nn_jax.IrrepsArray(sphere, Y)).array
    return multiply


class Products:
    """One product for all kinds of work."""

    def __init__(self, edges):
        self.multiply = jax.vmap(one_edge(edges.product))

    def forward(self, edges, kind, sender, receiver):
        """The function (x, Y, B, weights) -> y that XLA compiles."""
        def convolve(x, Y, B, weights):
            if kind.startswith("net"):
                W1, W2 = weights
                weights = (jax.nn.silu(B @ W1) @ W2,)
            if edges.alone:
                return self.multiply(x, Y, *weights)
            message = self.multiply(x[sender], Y, *weights)
            return jax.ops.segment_sum(message, receiver, edges.nodes,
                                       indices_are_sorted=True)
        return convolve

    def side(self, edges, kind):
        """(work, results), as e3nn_peer."""
        layout = Layout(edges.product, tensor)
        sender = edges.sender.astype(np.int32)
        x = edges.x[:, layout.into]
        x = jnp.asarray(x[sender] if edges.alone else x)
        Y, B = jnp.asarray(edges.Y), jnp.asarray(edges.B)
        weights = (edges.w * layout.signs,)
        if kind.startswith("net"):
            weights = layout.signed(edges.W)
        weights = tuple(jnp.asarray(w) for w in weights)
        dy = jnp.asarray(edges.dy[:, layout.out])
        there = self.forward(edges, kind, jnp.asarray(sender),
                             jnp.asarray(edges.receiver.astype(np.int32)))

        def both(x, Y, B, weights, dy):
            y, back = jax.vjp(lambda *a: there(a[0], a[1], B, a[2]),
                              x, Y, weights)
            dx, dY, dw = back(dy)
            return (y, dx, dY, *dw)
        work = finished(jax.jit(lambda *a: (there(*a),)), x, Y, B, weights)
        if kind.endswith("both"):
            work = finished(jax.jit(both), x, Y, B, weights, dy)
        return work, lambda values: layout.results(edges, kind, values)
