"""search.py and posterior.py once more, as loops for the compiler. Same answers within the certificate.

What differs is the order in which branches are opened: always one whose doubt has the highest power of two, taken
from a stack; there is one stack for each power. Sets of causes are the bits of whole numbers.
"""

# mypy: ignore-errors
# The compiler infers types and wants arguments by position.

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from multifidus.causes.kernel_beliefs import believe
from multifidus.causes.kernel_problem import growth, least_growth, prepare, weight_of
from multifidus.causes.kernel_tables import compiled
from multifidus.causes.model import Floats, Ints

POWERS, OFFSET = 2200, 1100  # one stack for each power of two that a double can have; its place is power + OFFSET
NEGLIGIBLE = 0.1  # a branch with less than this share of the doubt that each visited set may leave is put aside


class Visited(NamedTuple):
    """Visited sets in their order, the empty one first, and their branches: search._Level."""

    bits: Ints  # (sets,), causes in the order of the search
    weight: Floats
    state: Floats  # (sets, columns)
    mass: Floats  # (sets, blocks)
    ratio: Floats  # (sets, causes)
    least: Floats
    doubt: Floats
    lower: Floats


@compiled
def search(heard, layer, goal, may_drop):
    """(cause, unexplained, mechanism, root state, certificate, sets as bits, share) given all that was heard."""
    posed, tables, items, untied_root = prepare(heard, layer)
    visited = visit(posed, tables, goal - may_drop, False)
    missed, total = visited.doubt.sum(), visited.weight.sum()
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
def rank(heard, layer, goal):
    """(cause, unexplained, certificate) given all that was heard."""
    posed, tables, _, _ = prepare(heard, layer)
    visited = visit(posed, tables, goal, True)
    causes = len(posed.odds)
    mass = np.zeros(causes)
    total, doubt = 0.0, 0.0
    for i in range(len(visited.weight)):
        upper, lower, middle = 0.0, 0.0, 0.0  # of the branches so far
        for j in range(causes):
            ratio, least = visited.ratio[i, j], visited.least[i, j]
            mass[j] += (upper * ratio / (1.0 + ratio) + lower * least / (1.0 + least)) / 2.0
            branch = visited.lower[i, j] + visited.doubt[i, j] / 2.0
            mass[j] += branch
            middle += branch
            lower += visited.lower[i, j]
            upper += visited.lower[i, j] + visited.doubt[i, j]
        here = visited.weight[i] + middle
        for j in range(causes):
            if visited.bits[i] >> j & 1:
                mass[j] += here
        total += here
        doubt += upper - lower
    cause = np.zeros(causes)
    for j in range(causes):
        cause[posed.order[j]] = mass[j] / total
    return cause, visited.weight[0] / total, doubt / (2.0 * total - doubt)


@compiled
def larger(array, size):
    """The same array with room for more rows."""
    more = np.empty((size, *array.shape[1:]), array.dtype)
    more[: len(array)] = array
    return more


@compiled
def visit(posed, tables, goal, closing):
    """The sets that have to be visited for this goal; `closing` as search.rank does, else as search.search does."""
    causes, columns = posed.keep.shape
    buffer, steep, most_row, least_row = np.empty(1 << 12), np.empty(causes), np.empty(causes), np.zeros(causes)
    room = 256
    bits, weight, product = np.zeros(room, np.int64), np.empty(room), np.empty(room)
    state, mass = np.empty((room, columns)), np.empty((room, len(tables.hub_first) - 1))
    ratio, least = np.zeros((room, causes)), np.zeros((room, causes))
    doubt, lower = np.zeros((room, causes)), np.zeros((room, causes))
    below = np.empty(room * causes, np.int64)  # a branch is a place in `doubt`; this is the one below it in its stack
    top = np.full(POWERS, -1, np.int64)
    highest, count, first = 0, 0, 0
    in_doubt = at_least = total = 0.0
    fresh_at = 2
    parent = last = -1
    while True:
        if count == room:
            room *= 2
            bits, weight, product = larger(bits, room), larger(weight, room), larger(product, room)
            state, mass, below = larger(state, room), larger(mass, room), larger(below, room * causes)
            ratio, least = larger(ratio, room), larger(least, room)
            doubt, lower = larger(doubt, room), larger(lower, room)
        if parent < 0:
            bits[0], product[0] = 0, 1.0
            for k in range(columns):
                state[0, k] = posed.start[k]
        else:
            bits[count] = bits[parent] | 1 << last
            product[count] = product[parent] * posed.odds[last]
            for k in range(columns):
                state[count, k] = state[parent, k] * posed.keep[last, k]
        here = weight_of(product[count], state[count], mass[count], posed, tables, buffer)
        weight[count] = here
        total += here
        growth(most_row, steep, first, state[count], posed)
        if closing:
            least_growth(least_row, first, state[count], posed)
        negligible = NEGLIGIBLE * goal * total / (count + 1)
        after, after_least = here, here
        for j in range(first):
            ratio[count, j] = least[count, j] = doubt[count, j] = lower[count, j] = 0.0
        for j in range(causes - 1, first - 1, -1):
            smallest = min(least_row[j], most_row[j])
            branch, branch_least = after * most_row[j], after_least * smallest
            after += branch
            after_least += branch_least
            in_branch = max(branch - branch_least, 0.0)
            ratio[count, j], least[count, j] = most_row[j], smallest
            doubt[count, j], lower[count, j] = in_branch, branch_least
            in_doubt += in_branch
            at_least += branch_least
            if in_branch > negligible:
                power = math.frexp(in_branch)[1] + OFFSET
                place = count * causes + j
                below[place], top[power] = top[power], place
                highest = max(highest, power)
        count += 1
        allowed = 2.0 * goal * (total + at_least) if closing else goal * (total + in_doubt)
        if in_doubt <= allowed or count >= fresh_at:  # added up afresh: a running sum gathers rounding errors
            in_doubt, at_least = doubt[:count].sum(), lower[:count].sum()
            fresh_at = 2 * count
            if in_doubt <= (2.0 * goal * (total + at_least) if closing else goal * (total + in_doubt)):
                break
        while highest >= 0 and top[highest] < 0:
            highest -= 1
        if highest < 0:  # what was put aside has to be opened after all
            for place in range(count * causes):
                if doubt[place // causes, place % causes] > 0.0:
                    power = math.frexp(doubt[place // causes, place % causes])[1] + OFFSET
                    below[place], top[power] = top[power], place
                    highest = max(highest, power)
            if highest < 0:
                break
        place = top[highest]
        top[highest] = below[place]
        parent, last = place // causes, place % causes
        first = last + 1
        in_doubt -= doubt[parent, last]
        at_least -= lower[parent, last]
        doubt[parent, last] = lower[parent, last] = 0.0
    return Visited(
        bits[:count], weight[:count], state[:count], mass[:count],
        ratio[:count], least[:count], doubt[:count], lower[:count],
    )  # fmt: skip
