"""Branches that stand open, the heaviest on top, as loops for the compiler: one stack for each power of two."""

# mypy: ignore-errors
# The compiler infers types.

from __future__ import annotations

import math

import numpy as np

from multifidus.causes.searching.kernel_tables import compiled, inlined

POWERS, OFFSET = 2200, 1100  # stacks for every power of two that a double can have; a stack's place is power + OFFSET


@inlined
def push(bound, place, below, top):
    """The stack on which this place now lies. `below`: what lies under each place; `top`: of each stack, or -1."""
    power = math.frexp(bound)[1] + OFFSET
    below[place] = top[power]
    top[power] = place
    return power


@compiled
def larger(array, size):
    """The same array with room for more rows."""
    more = np.empty((size, *array.shape[1:]), array.dtype)
    more[: len(array)] = array
    return more
