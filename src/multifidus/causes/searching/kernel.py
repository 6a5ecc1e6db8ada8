"""search.py and posterior.py once more, as loops for the compiler. Same answers within the certificate.

What differs is the order in which branches are opened: always one whose bound has the highest power of two, taken
from a stack; there is one stack for each power. Sets of causes are the bits of whole numbers.
"""

# mypy: ignore-errors
# The compiler infers types and wants arguments by position.

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from multifidus.causes.model import Floats, Ints
from multifidus.causes.searching.kernel_beliefs import believe
from multifidus.causes.searching.kernel_problem import growth, prepare, weight_of
from multifidus.causes.searching.kernel_stacks import POWERS, larger, push
from multifidus.causes.searching.kernel_tables import compiled

NEGLIGIBLE = 0.1  # a branch with less than this share of what each visited set may miss is put aside


class Visited(NamedTuple):
    """Visited sets in their order, the empty one first, and a bound on the weight of all others."""

    bits: Ints  # (sets,), causes in the order of the search
    weight: Floats
    state: Floats  # (sets, columns)
    mass: Floats  # (sets, blocks)
    missed: float


@compiled
def search(heard, layer, goal, may_drop):
    """(cause, unexplained, mechanism, root state, certificate, sets as bits, share) given all that was heard."""
    posed, tables, items, untied_root = prepare(heard, layer)
    visited = visit(posed, tables, goal - may_drop)
    missed, total = visited.missed, visited.weight.sum()
    kept = np.flatnonzero(visited.weight >= may_drop * total / len(visited.weight))
    share = visited.weight[kept]
    held = share.sum()
    share /= held
    certificate = max(0.0, (missed + total - held) / (missed + total))
    cause, bits = np.zeros(len(posed.odds)), np.zeros(len(kept), np.int64)
    unexplained = 0.0
    for i in range(len(kept)):
        its = visited.bits[kept[i]]
        if its == 0:
            unexplained += share[i]
        for j in range(len(cause)):
            if its >> j & 1:
                cause[posed.order[j]] += share[i]
                bits[i] |= 1 << posed.order[j]
    mechanism, root_state = believe(share, visited.state[kept], visited.mass[kept], posed, untied_root, tables, items)
    return cause, unexplained, mechanism, root_state, certificate, bits, share


@compiled
def visit(posed, tables, goal):
    """The sets that have to be visited for this goal."""
    causes, columns = posed.keep.shape
    buffer, steep, ratio, free = np.empty(1 << 12), np.empty(causes), np.empty(causes), np.empty(causes)
    room = 192
    bits, weight, product = np.zeros(room, np.int64), np.empty(room), np.empty(room)
    state, mass = np.empty((room, columns)), np.empty((room, len(tables.hub_first) - 1))
    bound = np.zeros((room, causes))  # of every branch; 0 once it is opened
    below, top = np.empty(room * causes, np.int64), np.full(POWERS, -1, np.int64)
    highest, count, first, total, missed, fresh_at = 0, 0, 0, 0.0, 0.0, 2
    parent = last = -1
    while True:
        if count == room:
            room *= 2
            bits, weight, product = larger(bits, room), larger(weight, room), larger(product, room)
            state, mass = larger(state, room), larger(mass, room)
            bound, below = larger(bound, room), larger(below, room * causes)
        if parent < 0:
            bits[0], product[0], state[0] = 0, 1.0, posed.start
        else:
            bits[count] = bits[parent] | 1 << last
            product[count] = product[parent] * posed.odds[last]
            for k in range(columns):
                state[count, k] = state[parent, k] * posed.keep[last, k]
        after = weight_of(product[count], state[count], mass[count], posed, tables, buffer)
        weight[count] = after
        total += after
        growth(ratio, free, steep, first, state[count], posed)
        negligible = NEGLIGIBLE * goal * total / (count + 1)
        for j in range(first):
            bound[count, j] = 0.0
        for j in range(causes - 1, first - 1, -1):
            branch = after * ratio[j]
            after += branch
            bound[count, j] = branch
            missed += branch
            if branch > negligible:
                highest = max(highest, push(branch, count * causes + j, below, top))
        count += 1
        if missed <= goal * (total + missed) or count >= fresh_at:
            missed = bound[:count].sum()  # afresh: a running sum gathers rounding errors
            fresh_at = 2 * count
            if missed <= goal * (total + missed):
                break
        while highest >= 0 and top[highest] < 0:
            highest -= 1
        if highest < 0:  # what was put aside has to be opened after all
            for place in range(count * causes):
                if bound[place // causes, place % causes] > 0.0:
                    highest = max(highest, push(bound[place // causes, place % causes], place, below, top))
            if highest < 0:
                break
        place = top[highest]
        top[highest] = below[place]
        parent, last = place // causes, place % causes
        first = last + 1
        missed -= bound[parent, last]
        bound[parent, last] = 0.0
    return Visited(bits[:count], weight[:count], state[:count], mass[:count], bound[:count].sum())
