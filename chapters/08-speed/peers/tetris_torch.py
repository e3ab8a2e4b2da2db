"""tetris_torch.py: the talk's network in PyTorch, the fastest of three forms:
as it is, traced, and compiled by torch.compile where there is a compiler."""
import functools
import types

import numpy as np
import torch

from e3nn_peer import COMPILES
from measure import fastest
from tetris_talk import CENTRES, RATE, RECEIVER, SHAPES, logits, parameters

NAME = "torch-talk"
WHO = torch.from_numpy(RECEIVER)


def sum_at_receivers(messages):
    """As in numpy."""
    total = torch.zeros(32, *messages.shape[1:])
    return total.index_add(0, WHO, messages)


XP = types.SimpleNamespace(
    centres=torch.from_numpy(CENTRES), exp=torch.exp, sqrt=torch.sqrt,
    cross=torch.linalg.cross, einsum=torch.einsum, concatenate=torch.cat,
    sigmoid=torch.sigmoid, sum_at_receivers=sum_at_receivers)
POINTS, RIGHT = torch.from_numpy(SHAPES), torch.arange(8)
NAMES = list(parameters(1))


def answers(points, *numbers):
    """The logits; numbers are the parameters in the order of NAMES."""
    return logits(XP, dict(zip(NAMES, numbers)), points)


class State:
    """Parameters and Adam, which is one kernel for all of them."""

    def __init__(self, seed):
        self.p = [torch.from_numpy(a).requires_grad_(True)
                  for a in parameters(seed).values()]
        self.adam = torch.optim.Adam(self.p, lr=RATE, fused=True)


def step_of(form):
    """The step (state) -> how sure it was, for one form of the network."""
    def step(state):
        log_p = torch.log_softmax(form(POINTS, *state.p), 1)
        state.adam.zero_grad()
        (-log_p.diagonal().mean()).backward()
        state.adam.step()
        with torch.no_grad():
            right = bool((log_p.argmax(1) == RIGHT).all())
            return float(log_p.diagonal().min().exp()) if right else 0.0
    return step


@functools.lru_cache
def chosen_step():
    """The fastest step; what it takes to find it counts with the compiling."""
    forms = [answers, torch.jit.trace(answers, (POINTS, *State(1).p))]
    if COMPILES:
        forms.append(torch.compile(answers, dynamic=False))
    steps = [step_of(form) for form in forms]
    state = State(1)
    works = [functools.partial(step, state) for step in steps]
    return steps[works.index(fastest(works))]


def begin(seed):
    """The first state of a training."""
    return State(seed)


def step(state):
    """See tetris_talk.py."""
    return state, chosen_step()(state)


def logits_of(state, points):
    """(8, 8), as an array of numpy."""
    points = torch.from_numpy(np.ascontiguousarray(points))
    with torch.no_grad():
        return answers(points, *state.p).numpy()
