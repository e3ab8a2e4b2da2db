"""work.py: the random numbers that all sides get, and our side of the work.

Conventions.  Ours: z polar, Y_1 in the order (y, z, x).  e3nn and e3nn-jax: y
polar, Y_1 in the order (x, y, z).  A point (x, y, z) of ours is their point
(y, z, x), and then all harmonics agree, component by component.  Coupling
tensors may differ by a sign, which would go into the path's weights.
Ours has channels innermost, theirs the components m.
"""
import ctypes

import numpy as np

from library import (COMPONENT, INTEGRAL, Call, Graph, NetPass, Product,
                     RadialNet)

DEGREES, POINTS = (2, 4, 6, 10), (10000, 100000)
PRODUCTS = ((1, 32), (2, 32), (2, 64), (3, 64))     # lmax, channels
EDGES, NEIGHBOURS = 10000, 16
# The product alone; between gather and scatter; with the radial network.
KINDS = ("product", "product-both", "convolution", "convolution-both", "net",
         "net-both")
BASIS, HIDDEN = 8, 16                               # of the radial network


def zeros(*shape):
    """Zeros at a multiple of 64 bytes, where PyTorch and JAX put theirs and
    numpy does not."""
    size = 4 * int(np.prod(shape))
    room = np.zeros(size + 64, np.uint8)
    begin = -room.ctypes.data % 64
    return room[begin:begin + size].view(np.float32).reshape(shape)


def normal(generator, *shape):
    """Random numbers of variance 1."""
    numbers = zeros(*shape)
    generator.standard_normal(out=numbers, dtype=np.float32)
    return numbers


def to_polar_y(xyz):
    """Our points as e3nn wants them."""
    return np.ascontiguousarray(xyz[:, [1, 2, 0]])


# ---- harmonics ----
class Points:
    """n random points, and our three ways to evaluate harmonics of them."""

    def __init__(self, library, lmax, n):
        self.lmax, self.n, self.c = lmax, n, library.c
        g = np.random.default_rng(n + lmax)
        self.xyz, self.a = normal(g, n, 3), normal(g, (lmax + 1) ** 2)
        self.Y = zeros(n, (lmax + 1) ** 2)
        # Room for whole blocks of 16 points.
        self.blocks = zeros(-(-n // 16), (lmax + 1) ** 2, 16)
        self.f = np.zeros(n, np.float32)
        self.head = (lmax, INTEGRAL, n, self.xyz)
        self.gradients_of = library.first("fast_harmonics_gradients",
                                          "harmonics_gradients")

    def rows(self):
        """Values, a row for each point: the layout of all the peers."""
        return Call(self.c.fast_harmonics, *self.head, self.Y)

    def in_blocks(self):
        """Values, 16 points side by side."""
        return Call(self.c.fast_harmonics_blocks, *self.head, self.blocks)

    def used(self):
        """Values that are used where they are made: sum of a_lm Y_lm."""
        return Call(self.c.fast_harmonics_expand, *self.head, self.a, self.f)

    def gradients(self):
        """Values and gradients; self.dY is (n, 3, (lmax+1)^2)."""
        self.dY = zeros(self.n, 3, (self.lmax + 1) ** 2)
        return Call(self.gradients_of, *self.head, self.Y, self.dY)

    def gradients_used(self):
        """Gradients used where they are made: the vector-Jacobian product
        with ones, added to self.v."""
        self.ones = np.ones_like(self.blocks)
        self.v = np.zeros_like(self.xyz)
        return Call(self.c.fast_harmonics_backward_blocks, *self.head,
                    self.ones, self.v)


# ---- products ----
class Edges:
    """A graph, features, weights and gradients for one (lmax, channels).

    alone   False: 625 nodes with 16 neighbours each.  True: the product
            without gather and sum, a node for each edge; where the library
            has no function for that, a convolution whose edges have senders
            and receivers of their own
    """

    def __init__(self, library, lmax, channels, alone):
        self.library, self.alone = library, alone
        self.product = p = Product(library, lmax, channels)
        self.nodes = EDGES if alone else EDGES // NEIGHBOURS
        g = np.random.default_rng(100 * lmax + channels)
        self.receiver = np.repeat(np.arange(self.nodes, dtype=np.uint64),
                                  EDGES // self.nodes)
        self.ready = alone and library.has("fast_product_forward")
        away = (np.uint64(not self.ready) if alone else
                g.integers(1, self.nodes, EDGES, np.uint64))
        self.sender = (self.receiver + away) % np.uint64(self.nodes)
        self.xyz = normal(g, EDGES, 3)
        self.Y = zeros(EDGES, (lmax + 1) ** 2)
        Call(library.c.harmonics, lmax, COMPONENT, EDGES, self.xyz, self.Y)()
        self.x = normal(g, self.nodes, p.dim_in)
        self.w = normal(g, EDGES, p.weights)
        self.dy = normal(g, self.nodes, p.dim_out)
        self.B, self.W = normal(g, EDGES, BASIS), self.net_weights(g)
        self.graph = self.make_graph()
        self.y, self.dx = zeros(*self.dy.shape), zeros(*self.x.shape)
        self.dY, self.dw = zeros(*self.Y.shape), zeros(*self.w.shape)
        self.dW = zeros(*self.W.shape)

    def net_weights(self, g):
        """W1 and W2 in one array, small enough that w is of order one."""
        one = normal(g, BASIS * HIDDEN) / BASIS ** 0.5
        two = normal(g, HIDDEN * self.product.weights) / HIDDEN ** 0.5
        return np.concatenate([one, two]).astype(np.float32)

    def make_graph(self):
        """struct graph over our arrays, which must outlive it."""
        self.ends = np.arange(self.nodes + 1, dtype=np.uint64) * np.uint64(
            EDGES // self.nodes)
        self.segment = np.array([0, self.nodes], np.uint64)
        at = [a.ctypes.data for a in (self.segment, self.ends, self.sender,
                                      self.receiver, self.xyz)]
        self.length = np.linalg.norm(self.xyz, axis=1)
        return Graph(1, self.nodes, EDGES, self.product.lmax, COMPONENT,
                     self.Y.shape[1], *at, self.length.ctypes.data,
                     self.Y.ctypes.data)

    def forward(self):
        """Fills self.y."""
        if self.ready:
            self.scratch = self.product.product_scratch()
            return Call(self.library.c.fast_product_forward,
                        self.product.c.product, EDGES, self.x, self.Y, self.w,
                        self.scratch, self.y)
        self.scratch = self.product.scratch(self.graph)
        return Call(self.library.c.fast_convolution_forward, self.product.c,
                    self.graph, self.x, self.w, self.scratch, self.y)

    def both(self):
        """Fills self.y and the gradients, which start at 0 as peers' do."""
        there = self.forward()
        if self.ready:
            back = Call(self.library.c.fast_product_backward,
                        self.product.c.product, EDGES, self.x, self.Y, self.w,
                        self.dy, self.scratch, self.dx, self.dY, self.dw)
        else:
            back = Call(self.library.c.fast_convolution_backward,
                        self.product.c, self.graph, self.x, self.w, self.dy,
                        self.scratch, self.dx, self.dY, self.dw)
        return self.then(there, back, self.dx, self.dY, self.dw)

    def net_forward(self):
        """The same with the radial network inside: B and W give w."""
        self.net = RadialNet(BASIS, HIDDEN, self.product.weights)
        self.scratch = self.product.net_scratch(self.graph, self.net)
        return Call(self.library.c.fast_convolution_net_forward,
                    self.net_pass(y=self.y))

    def net_pass(self, **results):
        """struct fast_net_pass with what both ways read."""
        arrays = dict(results, B=self.B, W=self.W, x=self.x,
                      scratch=self.scratch)
        return NetPass(c=ctypes.addressof(self.product.c),
                       net=ctypes.addressof(self.net),
                       graph=ctypes.addressof(self.graph),
                       **{k: a.ctypes.data for k, a in arrays.items()})

    def net_both(self):
        """And its gradients, without that of the basis."""
        there = self.net_forward()
        back = Call(self.library.c.fast_convolution_net_backward,
                    self.net_pass(dy=self.dy, dx=self.dx, dY=self.dY,
                                  dW=self.dW))
        return self.then(there, back, self.dx, self.dY, self.dW)

    @staticmethod
    def then(there, back, *gradients):
        """Forward, gradients := 0, backward, as one piece of work."""
        fill = [(g.ctypes.data, 0, g.nbytes) for g in gradients]

        def work():
            there()
            for f in fill:
                ctypes.memset(*f)
            back()
        return work

    def work(self, kind):
        """One of KINDS, as a function without arguments."""
        if kind.startswith("net"):
            return self.net_both() if kind.endswith("both") else \
                self.net_forward()
        return self.both() if kind.endswith("both") else self.forward()

    def results(self, kind):
        """What it leaves: {name: array}."""
        names = ["y"]
        if kind.endswith("both"):
            names += ["dx", "dY", "dW" if kind.startswith("net") else "dw"]
        return {name: getattr(self, name) for name in names}


# ---- layouts ----
class Layout:
    """From our order of the numbers to that of e3nn, and back."""

    def __init__(self, product, tensor):
        """tensor(l1, l2, l3): their coupling tensor, normalised as ours."""
        self.product, C = product, product.channels
        ins = [(2 * l + 1) for l in range(product.lmax + 1)]
        outs = [(2 * l + 1) for _, _, l in product.paths]
        self.into = self.order(ins, C)
        self.out = self.order(outs, C)
        self.signs = np.repeat([self.sign(tensor, *p) for p in product.paths],
                               C).astype(np.float32)

    @staticmethod
    def order(dims, channels):
        """order[k]: where their number k stands in our row."""
        blocks, at = [], 0
        for d in dims:
            block = at + np.arange(d * channels).reshape(d, channels)
            blocks.append(block.T.ravel())
            at += d * channels
        return np.concatenate(blocks)

    def sign(self, tensor, l1, l2, l3):
        """+1 or -1, found by comparing the tensors; an error when they
        differ by more than that."""
        ours = self.product.library.coupling(l1, l2, l3)
        theirs = np.asarray(tensor(l1, l2, l3), np.float64)
        sign = np.sign(np.sum(ours * theirs))
        # Theirs may be rounded to float on the way.
        if not np.max(np.abs(ours - sign * theirs)) <= 1e-6:
            raise ValueError(f"couplings {l1} {l2} {l3} disagree")
        return sign

    def signed(self, W):
        """W1, W2 for a product with their signs."""
        cut = BASIS * HIDDEN
        return (W[:cut].reshape(BASIS, HIDDEN),
                W[cut:].reshape(HIDDEN, -1) * self.signs)

    @staticmethod
    def back(array, order):
        """Their columns in our order."""
        ours = np.empty_like(array)
        ours[:, order] = array
        return ours

    def results(self, edges, kind, values):
        """What their work leaves, as Edges.results.

        values   y, and of a backward pass dx, dY, and dw or dW1, dW2; where
                 each edge has a sender of its own, dx is given by edges
        """
        values = [np.asarray(v) for v in values]
        found = {"y": self.back(values[0], self.out)}
        if not kind.endswith("both"):
            return found
        dx = self.back(values[1], self.into)
        if edges.alone:
            by_edge, dx = dx, np.empty_like(dx)
            dx[edges.sender.astype(np.int64)] = by_edge
        found.update(dx=dx, dY=values[2])
        if kind.startswith("net"):
            parts = values[3].ravel(), (values[4] * self.signs).ravel()
            found["dW"] = np.concatenate(parts)
        else:
            found["dw"] = values[3] * self.signs
        return found
