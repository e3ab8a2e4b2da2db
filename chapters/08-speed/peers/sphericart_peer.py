"""sphericart_peer.py: harmonics by sphericart, in C++ behind numpy.

Its convention is ours, so nothing is converted.  SphericalHarmonics divides
by the length of each point, as we do; SolidHarmonics of points that have
length 1 already is what it can do at most.
"""
from importlib.metadata import version as version_of

import numpy as np
import sphericart

NAME = "sphericart"


def version():
    """Which one."""
    return version_of("sphericart")


def harmonics(points, gradients):
    """[(name, work, results)] for the points of work.Points; work() returns
    what results() turns into our arrays."""
    spherical = sphericart.SphericalHarmonics(points.lmax)
    solid = sphericart.SolidHarmonics(points.lmax)
    length = np.linalg.norm(points.xyz, axis=1, keepdims=True)
    unit = (points.xyz / length).astype(np.float32)
    if gradients:
        return [(NAME, lambda: spherical.compute_with_gradients(points.xyz),
                 lambda r: r)]
    return [(NAME, lambda: spherical.compute(points.xyz), lambda r: (r,)),
            (NAME + "-unit", lambda: solid.compute(unit), lambda r: (r,))]
