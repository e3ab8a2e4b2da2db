"""measure.py: several pieces of work in turn, and whether they agree.

A processor changes its speed while one looks on.  So all contestants run
once, then all again, and so on; ratios are taken within a round.  They are
taken twice, of the time on the clock and of the time on the processor: where
the two differ, others were using the machine, or somebody used two threads.
"""
import collections
import time

import numpy as np

EPS = float(np.finfo(np.float32).eps)
SHORTEST = 0.02     # seconds: shorter work is repeated, and the time divided
LONG = 0.3          # seconds: work that leaves nothing of the past in caches
BUDGET = 4.0        # seconds for all rounds of one row

# Medians of all rounds: seconds on the clock and on the processor, and their
# ratios to those of the first contestant.
Times = collections.namedtuple("Times", "clock cpu ratio cpu_ratio")


class Table:
    """The rows measured so far; prints them and writes them as CSV."""
    HEADER = "work,l,channels,size,ours_ns,peer,peer_ns,ratio,worst,cpu_ratio"

    def __init__(self):
        self.rows, self.wrong = [], []

    def add(self, work, l, channels, size, ours, peer, theirs, ratio, worst,
            cpu_ratio=float("nan")):
        """One row.  Times in seconds for `size` items; worst: the largest
        difference in units of what rounding explains; cpu_ratio: the ratio of
        the times on the processor."""
        ns = 1e9 / size
        print(f"{work:24} {l:2} {channels:3} {size:7} {ours * ns:11.2f}  "
              f"{peer:17} {theirs * ns:12.2f} {ratio:8.2f}x {cpu_ratio:8.2f}x "
              f"{worst:7.2g}", flush=True)
        self.rows.append(f"{work},{l},{channels},{size},{ours * ns:.4g},"
                         f"{peer},{theirs * ns:.4g},{ratio:.4g},{worst:.2g},"
                         f"{cpu_ratio:.4g}")
        if not worst <= 1:
            self.wrong.append(f"{work} l={l} C={channels}: {peer}")

    def title(self):
        """The line above the rows."""
        print(f"{'work':24} {'l':>2} {'C':>3} {'size':>7} {'ours/ns':>11}  "
              f"{'peer':17} {'peer/ns':>12} {'ratio':>9} "
              f"{'on cpu':>9} {'worst':>7}")

    def write(self, path, where):
        """The rows, below a line that says where they come from."""
        with open(path, "w", encoding="ascii") as f:
            f.write(f"# {where}\n{self.HEADER}\n")
            f.writelines(row + "\n" for row in self.rows)


def once(work, repeats):
    """Seconds that one call of work takes: on the clock, on the processor."""
    begin = time.perf_counter(), time.process_time()
    for _ in range(repeats):
        work()
    end = time.perf_counter(), time.process_time()
    return (np.array(end) - begin) / repeats


def in_turn(contestants):
    """{name: Times}; all have run once.

    A time is that of a call among calls of its own kind, as in training: before
    it is measured, work runs for as long again, so that it finds its own numbers
    and not those of another in the caches; long work does so anyway.
    """
    works = list(contestants.values())
    alone = [once(work, 1)[0] for work in works]
    repeats = [max(1, int(SHORTEST / a)) for a in alone]
    rounds = min(11, max(3, int(BUDGET / sum(alone))))
    seconds = np.empty((rounds, len(works), 2))
    for r in range(rounds):
        for i, work in enumerate(works):
            if alone[i] < LONG:
                once(work, repeats[i])
            seconds[r, i] = once(work, repeats[i])
    middle = np.median(seconds, axis=0)
    ratios = np.median(seconds / seconds[:, :1], axis=0)
    return {name: Times(*middle[i], *ratios[i])
            for i, name in enumerate(contestants)}


def fastest(candidates):
    """Of several ways to do the same, the one that takes the least."""
    times = []
    for work in candidates:
        for _ in range(3):      # a traced graph is compiled on the way
            work()
        times.append(once(work, 1)[0])
    return candidates[int(np.argmin(times))]


def difference(ours, theirs, terms):
    """The largest difference of two arrays that should be the same sums of
    `terms` products: 1 means the most that rounding explains.

    Rounding errors of a sum add up like a walk with random steps, each of
    half an eps of the largest number; 16 such walks are allowed for the
    extreme of millions of numbers and for the two sides' own order.
    """
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if ours.shape != theirs.shape:
        return float("inf")
    scale = float(np.max(np.abs(theirs))) * EPS * 16 * (1 + terms) ** 0.5
    worst = float(np.max(np.abs(ours - theirs))) / scale
    return worst if np.isfinite(worst) else float("inf")
