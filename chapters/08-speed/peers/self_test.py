"""self_test.py: our side of the comparison against numpy, without peers.

A comparison is worth nothing when the arrays that C sees are not those that
Python means.  So before anything is timed, the conventions are checked on
small numbers.
"""
import numpy as np

from work import Edges, Points


def close(what, a, b, tolerance):
    """Stops the program when a and b differ."""
    worst = float(np.max(np.abs(a - b)))
    if not worst <= tolerance:
        raise SystemExit(f"peers: self-test: {what}: off by {worst:.1e}")


def harmonics(lib):
    """Y_1 is (y, z, x); the three ways and the gradients give the same."""
    p = Points(lib, 1, 33)
    for work in (p.rows(), p.in_blocks(), p.used(), p.gradients()):
        work()
    length = np.linalg.norm(p.xyz, axis=1, keepdims=True)
    first = (3 / (4 * np.pi)) ** 0.5 * p.xyz / length
    close("Y_1", p.Y[:, 1:], first[:, [1, 2, 0]], 1e-6)
    blocks = p.blocks.transpose(0, 2, 1).reshape(-1, 4)[:p.n]
    close("blocks", blocks, p.Y, 1e-6)
    close("expansion", p.f, p.Y @ p.a, 1e-5)
    # Y does not change along the point.
    along = np.einsum("nik,ni->nk", p.dY, p.xyz)
    close("gradients", along, np.zeros_like(along), 1e-5)
    if lib.has("fast_harmonics_backward_blocks"):
        p.gradients_used()()
        close("gradients used", p.v, p.dY.sum(axis=2), 1e-5)


def message(edges, e):
    """The product of edge e by the definition of chapter 5."""
    p, out = edges.product, []
    x, Y = edges.x[int(edges.sender[e])], edges.Y[e]
    w = edges.w[e].reshape(len(p.paths), p.channels)
    for k, (l1, l2, l3) in enumerate(p.paths):
        block = x[l1 ** 2 * p.channels:(l1 + 1) ** 2 * p.channels]
        block = block.reshape(2 * l1 + 1, p.channels)
        harmonic = Y[l2 ** 2:(l2 + 1) ** 2]
        C = p.library.coupling(l1, l2, l3)
        y = np.einsum("abk,ac,b->kc", C, block, harmonic) * w[k]
        out.append(y.ravel())
    return np.concatenate(out)


def products(lib):
    """One edge alone, and the sum over the 16 edges of one receiver."""
    for alone in (True, False):
        edges = Edges(lib, 2, 32, alone)
        edges.work("convolution")()
        first = [e for e in range(16) if edges.receiver[e] == 0]
        total = sum(message(edges, e) for e in first)
        close("product", edges.y[0], total, 1e-4)


def run(lib):
    """All of it; ends the program when something is wrong."""
    harmonics(lib)
    products(lib)
    print("peers: our side gives what numpy gives")
