"""e3nn_peer.py: harmonics and products by e3nn on PyTorch.

Tuned: one thread, einsums optimised, the faster of scripted and eager code,
and no page faults (peers.sh sets the allocator's thresholds).
"""
import warnings

import e3nn
import numpy as np
import torch
from e3nn import o3

from measure import fastest
from work import Layout, to_polar_y

warnings.filterwarnings("ignore", module="torch.jit")

NAME, LMAX = "e3nn", 3      # LMAX: of the products
torch.set_num_threads(1)


def version():
    """Which one, and on what."""
    return f"{e3nn.__version__} (torch {torch.__version__})"


# ---- harmonics ----
def harmonics(points, gradients):
    """As sphericart_peer.harmonics.  The gradient is a vector-Jacobian
    product: all that e3nn offers, and less than the whole Jacobian."""
    r = torch.from_numpy(to_polar_y(points.xyz)).requires_grad_(gradients)
    degrees = list(range(points.lmax + 1))
    one = torch.ones(points.n, len(points.a))

    def values():
        return o3.spherical_harmonics(degrees, r, True, "integral")

    def both():
        Y = values()
        return Y, torch.autograd.grad(Y, r, one)[0]

    def as_ours(result):
        Y, v = result
        return Y.detach().numpy(), v.numpy()[:, [2, 0, 1]]
    if gradients:
        return [(NAME, both, as_ours)]
    return [(NAME, values, lambda Y: (Y.numpy(),))]


# ---- products ----
def tensor(l1, l2, l3):
    """3j symbols with the norm of ours."""
    C = o3.wigner_3j(l1, l2, l3, dtype=torch.float64)
    return C.numpy() * (2 * l3 + 1) ** 0.5


def tensor_product(product, scripted):
    """Our depthwise product: instruction uvu, a path a block."""
    e3nn.set_optimization_defaults(jit_script_fx=scripted)
    C, degrees = product.channels, range(product.lmax + 1)
    features = o3.Irreps([(C, (l, 1)) for l in degrees])
    sphere = o3.Irreps([(1, (l, 1)) for l in degrees])
    out = o3.Irreps([(C, (l3, 1)) for _, _, l3 in product.paths])
    paths = [(l1, l2, i, "uvu", True)
             for i, (l1, l2, _) in enumerate(product.paths)]
    return o3.TensorProduct(features, sphere, out, paths,
                            irrep_normalization="component",
                            path_normalization="element",
                            internal_weights=False, shared_weights=False)


class Side:
    """The work of work.Edges as e3nn does it."""

    def __init__(self, edges, product):
        self.edges, self.layout = edges, Layout(edges.product, tensor)
        order = self.layout
        self.product = product
        self.x = torch.from_numpy(edges.x[:, order.into])
        self.Y = torch.from_numpy(edges.Y.copy())
        self.w = torch.from_numpy(edges.w * order.signs)
        self.dy = torch.from_numpy(edges.dy[:, order.out])
        self.B = torch.from_numpy(edges.B)
        self.W1, self.W2 = (torch.from_numpy(W) for W in
                            order.signed(edges.W))
        self.sender = torch.from_numpy(edges.sender.astype(np.int64))
        self.receiver = torch.from_numpy(edges.receiver.astype(np.int64))
        for leaf in (self.x, self.Y, self.w, self.W1, self.W2):
            leaf.requires_grad_(True)

    def convolve(self, w):
        """Gather, multiply, scatter; where every edge has its own nodes, the
        product alone on features that lie ready."""
        if self.edges.alone:
            return self.product(self.x_edge, self.Y, w)
        message = self.product(self.x.index_select(0, self.sender), self.Y, w)
        y = torch.zeros(self.edges.nodes, message.shape[1])
        return y.index_add(0, self.receiver, message)

    def weights(self, kind):
        """Given, or made by the radial network."""
        if not kind.startswith("net"):
            return self.w
        return torch.nn.functional.silu(self.B @ self.W1) @ self.W2

    def forward(self, kind):
        """The work `kind`, without recording a graph."""
        def work():
            with torch.no_grad():
                return (self.convolve(self.weights(kind)),)
        return work

    def both(self, kind):
        """Forward and backward."""
        x = self.x_edge if self.edges.alone else self.x
        leaves = [x, self.Y, self.w]
        if kind.startswith("net"):
            leaves = [x, self.Y, self.W1, self.W2]

        def work():
            y = self.convolve(self.weights(kind))
            return (y, *torch.autograd.grad(y, leaves, self.dy))
        return work

    def work(self, kind):
        """A function without arguments."""
        if self.edges.alone:
            self.x_edge = self.x.detach()[self.sender].requires_grad_(True)
        return self.both(kind) if kind.endswith("both") else self.forward(kind)

    def results(self, kind, values):
        """What work() returned, as arrays of ours."""
        values = [v.detach().numpy() for v in values]
        return self.layout.results(self.edges, kind, values)


class Products:
    """One product for all kinds of work, scripted or eager: what is faster
    forward is faster backward too."""

    def __init__(self, edges):
        forms = [tensor_product(edges.product, s) for s in (True, False)]
        works = [Side(edges, form).work("product") for form in forms]
        self.form = forms[works.index(fastest(works))]

    def side(self, edges, kind):
        """(work, results)."""
        side = Side(edges, self.form)
        return side.work(kind), lambda values: side.results(kind, values)
