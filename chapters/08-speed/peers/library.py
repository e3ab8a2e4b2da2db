"""library.py: the book's own functions, called from Python.

The shared library is built with REAL=float, so every array is float32.  What
is slow in Python, turning arrays into pointers, is done once: `Call` keeps a
C function with its arguments, and calling it costs less than a microsecond.
"""
import ctypes as c

import numpy as np

P, SIZE, INT, FLOAT = c.c_void_p, c.c_size_t, c.c_int, c.c_float
INTEGRAL, COMPONENT = 0, 1      # enum harmonics_norm
DEPTHWISE = 1                   # enum tp_mode
TALK = 1                        # enum model_kind
IRREPS_BYTES = 16 + 256 * 24    # struct irreps: n, dim, block[IRREPS_MAX]
TRAINER_WORDS = 1 << 10         # more than struct trainer has


class Convolution(c.Structure):
    """struct convolution of convolution.h."""
    _fields_ = [("product", P), ("scale", FLOAT)]


class Graph(c.Structure):
    """struct graph of graph.h."""
    _fields_ = [("graphs", SIZE), ("nodes", SIZE), ("edges", SIZE),
                ("lmax", INT), ("norm", INT), ("harmonics", SIZE),
                ("segment", P), ("first", P), ("sender", P), ("receiver", P),
                ("vector", P), ("length", P), ("Y", P)]


class RadialNet(c.Structure):
    """struct radial_net of radial.h."""
    _fields_ = [("inputs", SIZE), ("hidden", SIZE), ("outputs", SIZE)]


class NetPass(c.Structure):
    """struct fast_net_pass of fast_convolution.h."""
    _fields_ = [("c", P), ("net", P), ("graph", P), ("threads", SIZE),
                ("B", P), ("W", P), ("x", P), ("scratch", P), ("y", P),
                ("dy", P), ("dx", P), ("dY", P), ("dW", P), ("dB", P)]


class Task(c.Structure):
    """struct task of trainer.h."""
    _fields_ = [("name", P), ("items", SIZE), ("batch", P), ("loss", P),
                ("done", P), ("gradient", P), ("data", P)]


class Lesson(c.Structure):
    """struct lesson of lesson.h."""
    _fields_ = [("task", Task), ("shape", INT * 8), ("p", FLOAT * 64)]


class State(c.Structure):
    """struct training of lesson.h, with more room than struct trainer needs."""
    _fields_ = [("kind", INT), ("network", P), ("lesson", Lesson),
                ("trainer", c.c_uint64 * TRAINER_WORDS)]


def pointer(a):
    """What C receives for an array, a struct, text, a number or nothing."""
    if a is None or isinstance(a, (int, bytes, P, type(c.byref(INT())))):
        return a
    if isinstance(a, np.ndarray):
        assert a.flags.c_contiguous, "C wants arrays without gaps"
        return a.ctypes.data_as(P)
    return c.byref(a)


class Call:
    """A C function and its arguments, ready to be called again and again."""

    def __init__(self, function, *arguments):
        self.function, self.keep = function, arguments
        self.arguments = [pointer(a) for a in arguments]

    def __call__(self):
        status = self.function(*self.arguments)
        if status:
            raise RuntimeError(f"{self.function.__name__}: status {status}")


class Library:
    """libtfn, with the types of what is called here."""

    def __init__(self, path):
        self.c = c.CDLL(path)
        for name in ("convolution_weights", "fast_convolution_workspace",
                     "fast_convolution_net_workspace"):
            getattr(self.c, name).restype = SIZE
        if self.has("fast_product_forward"):
            self.c.fast_product_workspace.argtypes = [P]
            self.c.fast_product_workspace.restype = SIZE
            self.c.fast_product_forward.argtypes = [P, SIZE] + [P] * 5
            self.c.fast_product_backward.argtypes = [P, SIZE] + [P] * 8
        for name in ("harmonics", "harmonics_gradients", "fast_harmonics",
                     "fast_harmonics_blocks", "fast_harmonics_expand",
                     "fast_harmonics_gradients",
                     "fast_harmonics_backward_blocks"):
            if self.has(name):
                two = name.endswith(("harmonics", "s_blocks"))
                arrays = 2 if two else 3
                getattr(self.c, name).argtypes = [INT, INT, SIZE] + [P] * arrays
        self.c.training_begin.argtypes = [INT, c.c_uint64, SIZE, P, P]
        self.c.trainer_run.argtypes = [P, SIZE, P, P, P]

    def has(self, name):
        """Whether the library has this function; the fast ones came later."""
        return hasattr(self.c, name)

    def first(self, *names):
        """The first of these functions that the library has."""
        return next(getattr(self.c, n) for n in names if self.has(n))

    def coupling(self, l1, l2, l3):
        """The tensor C[m1][m2][m3] of chapter 4, in double."""
        C = np.zeros((2 * l1 + 1, 2 * l2 + 1, 2 * l3 + 1))
        Call(self.c.cg_real, l1, l2, l3, C)()
        return C

    def irreps(self, text):
        """struct irreps from its string."""
        out = c.create_string_buffer(IRREPS_BYTES)
        Call(self.c.irreps_parse, text.encode(), out, None)()
        return out


class Product:
    """A depthwise convolution of chapter 6: features of `channels` channels
    and harmonics, both of degree 0..lmax, all paths back to such degrees."""

    def __init__(self, library, lmax, channels):
        degrees = range(lmax + 1)
        self.lmax, self.channels, self.library = lmax, channels, library
        self.paths = [(a, b, k) for a in degrees for b in degrees
                      for k in degrees if abs(a - b) <= k <= a + b]
        self.weights = len(self.paths) * channels
        self.dim_in = (lmax + 1) ** 2 * channels
        self.dim_out = sum(2 * k + 1 for _, _, k in self.paths) * channels
        features = library.irreps(
            " + ".join(f"{channels}x{l}e" for l in degrees))
        harmonics = library.irreps(" + ".join(f"1x{l}e" for l in degrees))
        self.c = Convolution()
        Call(library.c.convolution_create, DEPTHWISE, features, harmonics,
             features, self.c)()
        assert library.c.convolution_weights(c.byref(self.c)) == self.weights

    def scratch(self, graph):
        """Memory for both passes over a graph."""
        n = self.library.c.fast_convolution_workspace(c.byref(self.c),
                                                      c.byref(graph))
        return np.zeros(n, np.float32)

    def product_scratch(self):
        """Memory for the product alone; at least one number."""
        n = self.library.c.fast_product_workspace(self.c.product)
        return np.zeros(n + 1, np.float32)

    def net_scratch(self, graph, net):
        """The same with the radial network inside."""
        look = NetPass(c.addressof(self.c), c.addressof(net),
                       c.addressof(graph))
        n = self.library.c.fast_convolution_net_workspace(c.byref(look))
        return np.zeros(n, np.float32)


class Training:
    """Chapter 7's training of the talk's network, one seed, made fast."""

    def __init__(self, library, seed):
        self.library, self.state = library, State()
        shapes = np.arange(8, dtype=np.int32)
        Call(library.c.training_begin, TALK, seed, 8, shapes, self.state)()
        self.trainer = c.byref(self.state, State.trainer.offset)
        Call(library.c.fast_network, c.c_void_p(self.state.network))()
        Call(library.c.fast_trainer, self.trainer)()

    def step(self):
        """One step, as a Call."""
        return Call(self.library.c.trainer_step, self.trainer)

    def run(self, most):
        """Trains to the end; the number of steps, or None."""
        steps, done = [0], c.c_bool(False)

        def watch(state, context):
            steps[0] += 1
        watch = c.CFUNCTYPE(None, P, P)(watch)
        status = self.library.c.trainer_run(self.trainer, most, watch, None,
                                            c.byref(done))
        return steps[0] if not status and done.value else None

    def free(self):
        """Gives the memory back."""
        self.library.c.training_free(c.byref(self.state))
