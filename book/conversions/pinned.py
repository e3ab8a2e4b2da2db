#!/usr/bin/env python3
"""pinned.py: what other libraries return, as a table in C.

Run once, by hand, where the libraries are installed; the tests need no Python:

    pip install scipy sphericart e3nn        and, elsewhere, pip install e3x
    python pinned.py most > a; python pinned.py e3x > b; cat a b > pinned.h
    pip install sympy                        and, elsewhere, pip install 'scipy<1.17'
    python pinned.py sympy > a; python pinned.py old > b; cat a b > pinned_more.h

The direction (0.36, 0.48, 0.8) has length one exactly as written.  Angles are
0.3, 0.7 and -1.1 rad.
"""
import sys
import numpy as np

R = [0.36, 0.48, 0.8]
ANGLES = [0.3, 0.7, -1.1]
TRIPLES = [(1, 1, 0), (1, 1, 1), (1, 1, 2), (2, 1, 1), (1, 2, 2), (2, 2, 2), (2, 2, 3), (1, 2, 3)]


def table(name, comment, values):
    print(f"/* {comment} */\nstatic const double {name}[] = {{")
    line = " "
    for v in np.asarray(values, dtype=float).flatten():
        word = f" {v + 0.0:.17g},"
        if len(line + word) > 80:
            print(line)
            line = " "
        line += word
    print(line + "\n};\n")


def most():
    import e3nn
    import scipy
    import sphericart
    import torch
    from e3nn import o3
    from scipy.spatial.transform import Rotation
    from scipy.special import sph_harm_y
    torch.set_default_dtype(torch.float64)
    t = torch.tensor
    version = getattr(sphericart, "__version__", None)
    if version is None:
        from importlib.metadata import version as v
        version = v("sphericart")
    print("/* pinned.h: values that other libraries return, made by pinned.py with")
    print(f" * scipy {scipy.__version__}, sphericart {version}, e3nn {e3nn.__version__} and "
          "e3x (below).  The tests that")
    print(" * read it need neither these nor Python. */\n#ifndef PINNED_H\n#define PINNED_H\n")
    table("SPHERICART", "SphericalHarmonics(3) at r: l = 0..3",
          sphericart.SphericalHarmonics(3).compute(np.array([R]))[0])
    polar, azimuth = np.arccos(R[2]), np.arctan2(R[1], R[0])
    pairs = [sph_harm_y(l, m, polar, azimuth) for l in range(4) for m in range(l + 1)]
    table("SCIPY", "sph_harm_y(l, m, polar, azimuth) at r: real, imaginary; l = 0..3, m = 0..l",
          [[p.real, p.imag] for p in pairs])
    table("SCIPY_ZYZ", "Rotation.from_euler('ZYZ', angles).as_matrix()",
          Rotation.from_euler("ZYZ", ANGLES).as_matrix())
    table("SCIPY_QUAT", "the same, .as_quat(): scalar last",
          Rotation.from_euler("ZYZ", ANGLES).as_quat())
    x, y, z = R
    sh = lambda v: np.concatenate(
        [o3.spherical_harmonics(l, t(v), True, "integral").numpy() for l in range(4)])
    table("E3NN", "o3.spherical_harmonics(l, (y, z, x), True, 'integral'): l = 0..3", sh([y, z, x]))
    table("E3NN_XYZ", "the same, fed (x, y, z): what one gets without the exchange", sh([x, y, z]))
    a, b, c = (t(v) for v in ANGLES)
    table("E3NN_D", "o3.wigner_D(l, angles): l = 1..3, row-major",
          np.concatenate([o3.wigner_D(l, a, b, c).numpy().flatten() for l in (1, 2, 3)]))
    for l1, l2, l3 in TRIPLES:
        table(f"E3NN_3J_{l1}{l2}{l3}", f"o3.wigner_3j({l1}, {l2}, {l3})",
              o3.wigner_3j(l1, l2, l3).numpy())


def e3x():
    import jax
    jax.config.update("jax_enable_x64", True)
    import e3x
    from importlib.metadata import version
    table("E3X", f"e3x {version('e3x')}: so3.spherical_harmonics(r, 3), its defaults",
          e3x.so3.spherical_harmonics(np.array(R), 3))
    for l1, l2, l3 in TRIPLES:
        full = np.asarray(e3x.so3.clebsch_gordan(l1, l2, l3))
        block = full[l1 * l1:, l2 * l2:, l3 * l3:]
        table(f"E3X_CG_{l1}{l2}{l3}",
              f"so3.clebsch_gordan({l1}, {l2}, {l3}), the block of its last degrees", block)
    print("/* The couplings, degree by degree. */")
    print("static const struct {\n  int l1, l2, l3;\n  const double *e3nn, *e3x;\n} COUPLING[] = {")
    for t in TRIPLES:
        name = "".join(map(str, t))
        print("  {%d, %d, %d, E3NN_3J_%s, E3X_CG_%s}," % (*t, name, name))
    print("};\n\n#endif")


def from_sympy():
    import sympy
    from sympy.physics.wigner import clebsch_gordan, wigner_d
    print("/* pinned_more.h: values that other libraries return, made by pinned.py with")
    print(f" * sympy {sympy.__version__} and an old scipy (below). */")
    print("#ifndef PINNED_MORE_H\n#define PINNED_MORE_H\n")
    angles = [sympy.Rational(str(a)) for a in ANGLES]
    entries = [complex(z.evalf(25)) for l in (1, 2, 3) for z in wigner_d(l, *angles)]
    table("SYMPY_D", "wigner_d(l, angles): real, imaginary; l = 1..3, row-major",
          [[z.real, z.imag] for z in entries])
    for l1, l2, l3 in [(1, 1, 1), (1, 1, 2), (2, 1, 2)]:
        table(f"SYMPY_CG_{l1}{l2}{l3}", f"clebsch_gordan({l1}, {l2}, {l3}, m1, m2, m3): "
              "all m1, m2, m3, each from its lowest",
              [float(clebsch_gordan(l1, l2, l3, m1, m2, m3).evalf(25))
               for m1 in range(-l1, l1 + 1) for m2 in range(-l2, l2 + 1)
               for m3 in range(-l3, l3 + 1)])


def old():
    import scipy
    from scipy.special import sph_harm
    polar, azimuth = np.arccos(R[2]), np.arctan2(R[1], R[0])
    values = [sph_harm(m, l, azimuth, polar) for l in range(4) for m in range(l + 1)]
    table("SCIPY_OLD", f"scipy {scipy.__version__}: sph_harm(m, l, azimuth, polar) at r",
          [[z.real, z.imag] for z in values])
    print("#endif")


{"most": most, "e3x": e3x, "sympy": from_sympy, "old": old}[sys.argv[1]]()
