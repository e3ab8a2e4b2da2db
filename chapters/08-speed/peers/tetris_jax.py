"""tetris_jax.py: the talk's network in JAX, a whole step compiled."""
import types

import jax
import jax.numpy as jnp
import numpy as np

from tetris_talk import CENTRES, RATE, RECEIVER, SHAPES, logits, parameters

NAME = "jax-talk"
XP = types.SimpleNamespace(
    centres=jnp.asarray(CENTRES), exp=jnp.exp, sqrt=jnp.sqrt, cross=jnp.cross,
    einsum=jnp.einsum, concatenate=jnp.concatenate, sigmoid=jax.nn.sigmoid,
    sum_at_receivers=lambda m: jax.ops.segment_sum(m, jnp.asarray(RECEIVER), 32))
POINTS = jnp.asarray(SHAPES)
logits_compiled = jax.jit(lambda p, points: logits(XP, p, points))


def loss(p, points):
    """Cross-entropy, and the logarithms of all probabilities."""
    log_p = jax.nn.log_softmax(logits(XP, p, points))
    return -jnp.mean(jnp.diag(log_p)), log_p


@jax.jit
def compiled_step(state, points):
    """One step of Adam; also how sure the network was before it."""
    p, m, v, t = state
    (_, log_p), g = jax.value_and_grad(loss, has_aux=True)(p, points)
    t = t + 1
    tree = jax.tree_util.tree_map
    m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, g)
    v = tree(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
    p = tree(lambda p, m, v: p - RATE * m / (1 - 0.9 ** t) /
             (jnp.sqrt(v / (1 - 0.999 ** t)) + 1e-8), p, m, v)
    right = jnp.all(jnp.argmax(log_p, axis=1) == jnp.arange(8))
    sure = jnp.where(right, jnp.exp(jnp.min(jnp.diag(log_p))), 0)
    return (p, m, v, t), sure


def begin(seed):
    """Parameters, moments and the number of steps."""
    p = {name: jnp.asarray(a) for name, a in parameters(seed).items()}
    zero = {name: jnp.zeros_like(a) for name, a in p.items()}
    return p, zero, zero, jnp.float32(0)


def step(state):
    """See tetris_talk.py."""
    state, sure = jax.block_until_ready(compiled_step(state, POINTS))
    return state, float(sure)


def logits_of(state, points):
    """(8, 8), as an array of numpy."""
    return np.asarray(logits_compiled(state[0], jnp.asarray(points)))
