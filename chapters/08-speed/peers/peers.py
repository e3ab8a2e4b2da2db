"""peers.py: the book's kernels against other libraries, on the same numbers.

    peers.py LIBRARY [--csv FILE] [--where TEXT] [--only SUBJECT]
    peers.py LIBRARY --self-test

LIBRARY is libtfn built with REAL=float.  peers.sh calls this in a Python
that has what could be installed; what cannot be imported is named and left
out.  Exit status 1 when values disagree by more than rounding explains.
"""
import argparse
import importlib
import os
import platform
import sys
import time

import library
import measure
import self_test
import tetris_talk
from work import DEGREES, KINDS, POINTS, PRODUCTS, Edges, Points


def load(names):
    """The peers that can be imported; the others are named."""
    found = []
    for name in names:
        try:
            found.append(importlib.import_module(name))
        except Exception as e:  # a broken installation fails in many ways
            print(f"peers: without {name.replace('_peer', '')}: {e}")
    return found


# ---- harmonics ----
def harmonics_rows(table, points, ours, peers):
    """Our ways to do the work, the first of which is checked, against all."""
    contestants = dict(ours)
    contestants.update((name, run) for name, run, _ in peers)
    for run in ours.values():
        run()
    mine = (points.Y, getattr(points, "dY", None))
    worst = {}
    for name, run, results in peers:
        theirs = results(run())
        worst[name] = max(
            measure.difference(a, b, (points.lmax + 1) ** 2)
            for a, b in zip(match(mine, theirs), theirs))
    times = measure.in_turn(contestants)
    for own in ours:
        for name, _, _ in peers:
            we, they = times[own], times[name]
            table.add(own, points.lmax, 0, points.n, we.clock, name,
                      they.clock, they.ratio / we.ratio, worst[name],
                      they.cpu_ratio / we.cpu_ratio)


def match(mine, theirs):
    """Our values and gradients; summed over lm where a peer gives only the
    vector-Jacobian product with ones."""
    Y, dY = mine
    if len(theirs) == 1:
        return (Y,)
    return Y, dY if theirs[1].ndim == 3 else dY.sum(axis=2)


def harmonics(table, lib, peers, n):
    """Values in three layouts, then values with gradients, of n points."""
    for lmax in DEGREES:
        p = Points(lib, lmax, n)
        ours = {"harmonics-rows": p.rows(),
                "harmonics-blocks": p.in_blocks(),
                "harmonics-used": p.used()}
        sides = [s for peer in peers for s in peer.harmonics(p, False)]
        harmonics_rows(table, p, ours, sides)
        ours = {"gradients-rows": p.gradients()}
        if lib.has("fast_harmonics_backward_blocks"):
            ours["gradients-used"] = p.gradients_used()
        sides = [s for peer in peers for s in peer.harmonics(p, True)]
        harmonics_rows(table, p, ours, sides)


# ---- products ----
def terms(edges, name):
    """How many products are added up in one number of a result."""
    p = edges.product
    inner = 2 * p.lmax + 1
    return {"y": 16 * inner, "dx": 16 * inner * len(p.paths),
            "dY": len(p.paths) * p.channels * inner, "dw": inner ** 2,
            "dW": edges.Y.shape[0] * inner ** 2}[name]


def product_row(table, edges, kind, makers):
    """One kind of work at one size."""
    contestants, worst = {"ours": edges.work(kind)}, {}
    contestants["ours"]()
    mine = edges.results(kind)
    for name, maker in makers.items():
        work, results = maker.side(edges, kind)
        theirs = results(work())
        worst[name] = max(measure.difference(mine[k], theirs[k],
                                             terms(edges, k)) for k in mine)
        contestants[name] = work
    times = measure.in_turn(contestants)
    for name in makers:
        they = times[name]
        table.add(kind, edges.product.lmax, edges.product.channels,
                  edges.Y.shape[0], times["ours"].clock, name, they.clock,
                  they.ratio, worst[name], they.cpu_ratio)


def products(table, lib, peers, lmax, channels):
    """All kinds of work at one size."""
    alone = Edges(lib, lmax, channels, True)
    makers = {p.NAME: p.Products(alone) for p in peers
              if lmax <= getattr(p, "LMAX", -1)}
    graph = Edges(lib, lmax, channels, False)
    for kind in KINDS:
        edges = alone if kind.startswith("product") else graph
        product_row(table, edges, kind, makers)


# ---- everything ----
def subjects(table, lib, peers, nets):
    """{name: function without arguments}, in the order of the table."""
    found = {}
    for n in POINTS:
        found[f"harmonics-{n}"] = lambda n=n: harmonics(table, lib, peers, n)
    for l, c in PRODUCTS:
        found[f"products-{l}x{c}"] = (
            lambda l=l, c=c: products(table, lib, peers, l, c))
    for net in nets:
        found[f"tetris-{net.NAME}"] = (
            lambda net=net: tetris_talk.race(table, lib, net))
    return found


def where(peers, text):
    """Machine, date and versions."""
    about = [f"{p.NAME} {p.version()}" for p in peers]
    return ", ".join(["one thread", "float", text,
                      time.strftime("%Y-%m-%d"),
                      f"Python {platform.python_version()}"] + about)


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("library")
    parser.add_argument("--csv")
    parser.add_argument("--where", default=platform.machine())
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    # One processor for all: nobody can use a second thread.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    lib = library.Library(options.library)
    self_test.run(lib)
    if options.self_test:
        return 0
    peers = load(["sphericart_peer", "e3nn_peer", "e3nn_jax_peer"])
    nets = load(["tetris_jax", "tetris_torch"])
    if not peers + nets:
        print("peers: nothing to compare with; make bench-peers tries again to"
              " install what is missing")
        return 0
    table = measure.Table()
    table.title()
    for name, subject in subjects(table, lib, peers, nets).items():
        if options.only in ("", name, name.split("-")[0]):
            subject()
    if options.csv:
        table.write(options.csv, where(peers, options.where))
    for wrong in table.wrong:
        print(f"peers: values DISAGREE: {wrong}")
    return 1 if table.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
