"""lattice_anchors.py: where the pinned values of crystals come from: sums over
lattices by three loops, in fifty digits.  Prints lattice_anchors.h.
"""
from mpmath import mp, mpf, binomial, sqrt

mp.dps = 50
EDGE, SIGMA, EPSILON, CUTOFF, P = mpf("5.3"), mpf("3.4"), mpf("0.0104"), mpf("9.0"), 16
PLACES = {"CUBIC": [(0, 0, 0)], "FCC": [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]}


def envelope(x):
    """1 minus the three powers of the chapter on layers, and its derivative."""
    a, b, c = mpf((P + 1) * (P + 2)) / 2, mpf(P * (P + 2)), mpf(P * (P + 1)) / 2
    return (1 - a * x**P + b * x**(P + 1) - c * x**(P + 2),
            -a * P * x**(P - 1) + b * (P + 1) * x**P - c * (P + 2) * x**(P + 1))


def pair(r):
    """U(r) and U'(r) with the envelope; 0 from the cutoff on."""
    if r >= CUTOFF:
        return mpf(0), mpf(0)
    six = (SIGMA / r)**6
    u, slope = envelope(r / CUTOFF)
    value, derivative = 4 * EPSILON * (six**2 - six), -24 * EPSILON * (2 * six**2 - six) / r
    return value * u, derivative * u + value * slope / CUTOFF


def lengths(places, edge, reach):
    """Distances from the first atom to all others."""
    cells = range(-reach, reach + 1)
    for x in cells:
        for y in cells:
            for z in cells:
                for p in places:
                    v = [2 * c + q for c, q in zip((x, y, z), p)]
                    square = sum(k * k for k in v)
                    if square:
                        yield edge * sqrt(mpf(square)) / 2


def main():
    """Energy of an atom, and a third of the trace of the virial of an atom."""
    print("/* lattice_anchors.h: written by lattice_anchors.py. */")
    print("#ifndef LATTICE_ANCHORS_H\n#define LATTICE_ANCHORS_H\n")
    print(f"#define ANCHOR_EDGE {mp.nstr(EDGE, 5)}\n#define ANCHOR_SIGMA {mp.nstr(SIGMA, 5)}")
    print(f"#define ANCHOR_EPSILON {mp.nstr(EPSILON, 5)}")
    print(f"#define ANCHOR_CUTOFF {mp.nstr(CUTOFF, 5)}")
    for name, places in PLACES.items():
        edge = EDGE if name == "FCC" else mpf("3.5")
        terms = [(r, *pair(r)) for r in lengths(places, edge, 4)]
        energy = sum(t[1] for t in terms) / 2
        virial = sum(t[0] * t[2] for t in terms) / 6
        near = sum(1 for t in terms if t[0] < CUTOFF)
        print(f"#define ANCHOR_{name}_EDGE {mp.nstr(edge, 5)}")
        print(f"#define ANCHOR_{name}_NEAR {near}")
        print(f"#define ANCHOR_{name}_ENERGY {mp.nstr(energy, 20)}")
        print(f"#define ANCHOR_{name}_VIRIAL {mp.nstr(virial, 20)}")
    print("\n#endif")


assert binomial(P + 2, 2) == (P + 1) * (P + 2) / 2
main()
