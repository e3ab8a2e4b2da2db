"""e3nn_peer.py: harmonics and products by e3nn on PyTorch.

Tuned: one thread, einsums optimised, the fastest of scripted, eager and
compiled code, and no page faults (peers.sh sets the allocator's thresholds).
"""
import functools
import os
import shutil
import warnings

import e3nn
import numpy as np
import torch
from e3nn import o3

from measure import fastest
from work import Layout, to_polar_y

warnings.filterwarnings("ignore", module="torch.jit")

NAME, LMAX = "e3nn", 3      # LMAX: of the products
# torch.compile came with PyTorch 2 and needs a compiler for C++.
COMPILES = hasattr(torch, "compile") and shutil.which("g++") is not None
torch.set_num_threads(1)
if COMPILES and os.environ.get("FAST_SIMD") == "32":
    import torch._inductor.config
    torch._inductor.config.cpp.simdlen = 256    # bits, as peers.sh says


def version():
    """Which one, and on what."""
    return f"{e3nn.__version__} (torch {torch.__version__})"


def script(scripted):
    """What e3nn makes from now on, it hands to TorchScript, or does not."""
    e3nn.set_optimization_defaults(jit_script_fx=scripted)
    if "jit_mode" in e3nn.get_optimization_defaults():
        e3nn.set_optimization_defaults(
            jit_mode="script" if scripted else "eager")


# ---- harmonics ----
def harmonics(points, gradients):
    """As sphericart_peer.harmonics.  The gradient is a vector-Jacobian
    product: all that e3nn offers, and less than the whole Jacobian."""
    r = torch.from_numpy(to_polar_y(points.xyz)).requires_grad_(gradients)
    one = torch.ones(points.n, len(points.a))
    values = harmonics_of(points.lmax)

    def work(values):
        def both():
            Y = values(r)
            return Y, torch.autograd.grad(Y, r, one)[0]
        return both if gradients else lambda: values(r)

    def as_ours(result):
        Y, v = result
        return Y.detach().numpy(), v.numpy()[:, [2, 0, 1]]
    works = [work(values)]
    if COMPILES:
        works.append(work(compiled_harmonics(points.lmax)))
    return [(NAME, fastest(works),
             as_ours if gradients else lambda Y: (Y.numpy(),))]


def harmonics_of(lmax):
    """The function r -> Y."""
    return o3.SphericalHarmonics(list(range(lmax + 1)), True, "integral")


@functools.lru_cache
def compiled_harmonics(lmax):
    """The same, compiled once for all numbers of points."""
    script(False)
    return torch.compile(harmonics_of(lmax), dynamic=True)


# ---- products ----
def tensor(l1, l2, l3):
    """3j symbols with the norm of ours."""
    C = o3.wigner_3j(l1, l2, l3, dtype=torch.float64)
    return C.numpy() * (2 * l3 + 1) ** 0.5


def tensor_product(product, scripted):
    """Our depthwise product: instruction uvu, a path a block."""
    script(scripted)
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

    def convolution(self, kind):
        """The function (x, Y, *weights) -> y: weights given or made by the
        radial network; gather, multiply, scatter.  Where every edge has its
        own nodes, the product alone on features that lie ready."""
        def convolve(x, Y, *weights):
            w = weights[0]
            if kind.startswith("net"):
                w = torch.nn.functional.silu(self.B @ weights[0]) @ weights[1]
            if self.edges.alone:
                return self.product(x, Y, w)
            message = self.product(x.index_select(0, self.sender), Y, w)
            y = torch.zeros(self.edges.nodes, message.shape[1])
            return y.index_add(0, self.receiver, message)
        return convolve

    def arguments(self, kind):
        """What convolution(kind) receives."""
        weights = (self.W1, self.W2) if kind.startswith("net") else (self.w,)
        return (self.x_edge if self.edges.alone else self.x, self.Y, *weights)

    def forward(self, kind, convolve):
        """The work `kind`, without recording a graph."""
        def work():
            with torch.no_grad():
                return (convolve(*self.arguments(kind)),)
        return work

    def both(self, kind, convolve):
        """Forward and backward."""
        def work():
            leaves = self.arguments(kind)
            y = convolve(*leaves)
            return (y, *torch.autograd.grad(y, leaves, self.dy))
        return work

    def work(self, kind, compiled=False):
        """A function without arguments."""
        if self.edges.alone:
            self.x_edge = self.x.detach()[self.sender].requires_grad_(True)
        convolve = self.convolution(kind)
        if compiled:
            convolve = torch.compile(convolve, dynamic=False)
        make = self.both if kind.endswith("both") else self.forward
        return make(kind, convolve)

    def results(self, kind, values):
        """What work() returned, as arrays of ours."""
        values = [v.detach().numpy() for v in values]
        return self.layout.results(self.edges, kind, values)


class Products:
    """One product for all kinds of work, scripted or eager: what is faster
    forward is faster backward too.  Compiled code is tried for every kind."""

    def __init__(self, edges):
        forms = [tensor_product(edges.product, s) for s in (True, False)]
        works = [Side(edges, form).work("product") for form in forms]
        self.form = forms[works.index(fastest(works))]
        self.eager = forms[1]

    def side(self, edges, kind):
        """(work, results)."""
        side = Side(edges, self.form)
        works = [side.work(kind)]
        if COMPILES:
            works.append(Side(edges, self.eager).work(kind, compiled=True))
        return fastest(works), lambda values: side.results(kind, values)
