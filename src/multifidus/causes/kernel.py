"""problem.py, search.py and posterior.py once more, as loops for the compiler. Same answers within the certificate.

What differs is the order in which branches are opened: always one whose bound has the highest power of two, taken
from a stack; there is one stack for each power. The state of a set is one row: the chance of every direct item, of
pain and of every mechanism to stay off. Sets of causes are the bits of whole numbers.
"""

# mypy: ignore-errors
# ruff: noqa: PLR0917
# The compiler infers types and wants arguments by position.

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from multifidus.causes.kernel_beliefs import believe
from multifidus.causes.kernel_tables import Items, block_mass, compiled, members, put_worth, tabulate
from multifidus.causes.model import Floats, Ints

POWERS, OFFSET = 2200, 1100  # one stack for each power of two that a double can have; its place is power + OFFSET
NEGLIGIBLE = 3e-3  # a branch whose bound is this part of what may be missed, shared by all sets, is never opened
EXPAND = -1  # the branch of a visited set that stands for all that lies behind it


class Heard(NamedTuple):
    """The arrays of an Evidence, with the mechanisms of every layered item as bits."""

    log_odds: Floats
    pain_leak: float
    direct_leak: Floats
    direct_cause: Floats
    layered_leak: Floats
    layered_mechanism: Floats
    layered_state: Floats
    masks: Ints
    absent_mechanism: Floats
    absent_state: Floats


class Layer(NamedTuple):
    """What of the network is the same for everybody."""

    off: Floats  # (mechanisms,), chance to be off with no cause
    keep: Floats  # (causes, mechanisms)
    lam: Floats  # (mechanisms, causes)
    state_share: Floats
    nerve_root: int


class Posed(NamedTuple):
    """problem.Problem, causes in the order of the search."""

    order: Ints
    odds: Floats
    start: Floats  # (columns,)
    keep: Floats  # (causes, columns)
    keep_by_column: Floats  # (columns, causes)
    direct: int  # so many first columns are direct items and pain; mechanisms follow
    untied: Ints
    worth: Floats  # (mechanisms,)
    rising: Ints  # columns
    c: Floats
    falling: Ints  # columns
    a: Floats
    lam: Floats  # (falling, causes)
    to_come: Floats  # (falling, causes + 1), lam of this and all later causes


@compiled
def solve(heard, layer, goal, dropped):
    """(cause, unexplained, mechanism, root state, certificate, sets as bits, share) given all that was heard."""
    items = Items(
        heard.masks, np.exp(-heard.layered_leak), np.exp(-heard.layered_mechanism), np.exp(-heard.layered_state),
        np.exp(heard.absent_mechanism), layer.state_share * np.exp(heard.absent_state), layer.nerve_root,
    )  # fmt: skip
    tables = tabulate(items)
    worth, untied_root = untied_worth(items)
    tied = put_worth(worth, tables)
    posed = pose(heard, layer, worth, tied)
    sets, weight, states, mass, missed = visit(posed, tables, goal - dropped)
    total = weight.sum()
    kept = np.flatnonzero(weight >= dropped * total / len(weight))
    share = weight[kept]
    held = share.sum()
    share /= held
    certificate = max(0.0, (missed + total - held) / (missed + total))
    cause, bits = np.zeros(len(posed.odds)), np.zeros(len(kept), np.int64)
    unexplained = 0.0
    for i in range(len(kept)):
        visited = sets[kept[i]]
        if visited == 0:
            unexplained += share[i]
        for j in range(len(cause)):
            if visited >> j & 1:
                cause[posed.order[j]] += share[i]
                bits[i] |= 1 << posed.order[j]
    mechanism, root_state = believe(share, states[kept], mass[kept], posed, untied_root, tables, items)
    return cause, unexplained, mechanism, root_state, certificate, bits, share


@compiled
def untied_worth(items):
    """(mechanisms,): chance of each one's findings with it on over that with it off, right where nothing ties it.

    And how a pressed root divides over its states, where nothing ties the nerve root.
    """
    worth, states = items.absent.copy(), items.state_weight.copy()
    for i in range(len(items.masks)):
        m = 0
        while items.masks[i] >> m != 1 and m < len(worth):
            m += 1
        if m == len(worth):
            continue  # hangs on several
        off = items.stay[i] * items.keep[i, m]
        if m == items.nerve_root:
            for s in range(len(states)):
                states[s] *= (1.0 - off * items.state_keep[i, s]) / (1.0 - items.stay[i])
        else:
            worth[m] *= (1.0 - off) / (1.0 - items.stay[i])
    worth[items.nerve_root] *= states.sum()
    return worth, states / states.sum()


@compiled
def pose(heard, layer, worth, tied):
    """The problem of this evidence, causes that raise the weight most in front."""
    causes, mechanisms = layer.keep.shape
    direct = len(heard.direct_leak) + 1
    columns = direct + mechanisms
    start, keep = np.zeros(columns), np.zeros((causes, columns))
    start[: direct - 1] = np.exp(-heard.direct_leak)
    start[direct - 1] = 1.0 - heard.pain_leak
    start[direct:] = layer.off
    for j in range(causes):
        for d in range(direct - 1):
            keep[j, d] = math.exp(-heard.direct_cause[d, j])
        keep[j, direct:] = layer.keep[j]
    rising, c = np.arange(columns), np.ones(columns)
    falling, a = np.arange(columns), np.ones(columns)
    rises, falls = direct, 0
    for m in range(mechanisms):
        if worth[m] > 1.0:
            rising[rises], c[rises] = direct + m, 1.0 - 1.0 / worth[m]
            rises += 1
        elif worth[m] < 1.0:
            falling[falls], a[falls] = direct + m, max(worth[m], 1e-300)
            falls += 1
    lam, to_come = np.empty((falls, causes)), np.zeros((falls, causes + 1))
    for k in range(falls):
        lam[k] = layer.lam[falling[k] - direct]
        to_come[k, 0] = lam[k].sum()
    odds = np.exp(heard.log_odds)
    untied = members(((1 << mechanisms) - 1) & ~tied)
    posed = Posed(
        np.arange(causes), odds, start, keep, np.ascontiguousarray(keep.T), direct, untied, worth,
        rising[:rises], c[:rises], falling[:falls], a[:falls], lam, to_come,
    )  # fmt: skip
    ratio, steep = np.empty(causes), np.empty(causes)
    growth(ratio, steep, 0, start, posed)
    order = np.argsort(-ratio, kind="mergesort")
    for k in range(falls):
        lam[k] = layer.lam[falling[k] - direct][order]
        for j in range(causes - 1, -1, -1):
            to_come[k, j] = to_come[k, j + 1] + lam[k, j]
    keep = keep[order]
    return Posed(
        order, odds[order], start, keep, np.ascontiguousarray(keep.T), direct, untied, worth,
        rising[:rises], c[:rises], falling[:falls], a[:falls], lam, to_come,
    )  # fmt: skip


@compiled
def growth(ratio, steep, first, state, posed):
    """Puts bounds on what each cause from `first` on multiplies the weight by into `ratio`; `steep` is for notes."""
    causes = len(posed.odds)
    inverse = 1.0
    for j in range(first, causes):
        ratio[j] = posed.odds[j]
        steep[j] = 0.0
    for k in range(len(posed.rising)):
        x = posed.c[k] * state[posed.rising[k]]
        inverse *= 1.0 - x
        kept = posed.keep_by_column[posed.rising[k]]
        for j in range(first, causes):
            ratio[j] *= 1.0 - x * kept[j]
    for k in range(len(posed.falling)):
        rest = posed.to_come[k, first]
        if rest > 1e-12:
            part = (1.0 - posed.a[k]) * state[posed.falling[k]]
            chord = math.log((posed.a[k] + part) / (posed.a[k] + part * math.exp(-rest))) / rest
            lam = posed.lam[k]
            for j in range(first, causes):
                steep[j] += chord * lam[j]
    for j in range(first, causes):
        ratio[j] *= math.exp(-steep[j]) / inverse


@compiled
def weight_of(odds, state, mass, posed, tables, buffer):
    """The weight of a set; `odds`: the product over its causes. Puts the mass of every block into `mass`."""
    weight = odds
    for d in range(posed.direct):
        weight *= 1.0 - state[d]
    off = state[posed.direct :]
    for m in posed.untied:
        weight *= posed.worth[m] + (1.0 - posed.worth[m]) * off[m]
    for b in range(len(tables.hub_first) - 1):
        mass[b] = block_mass(b, off, tables, buffer)
        weight *= mass[b]
    return weight


@compiled
def larger(array, size):
    """The same array with room for more rows."""
    more = np.empty((size, *array.shape[1:]), array.dtype)
    more[: len(array)] = array
    return more


@compiled
def visit(posed, tables, goal):
    """(sets as bits in the order of the search, weights, states, block masses, bound on the weight of all others)."""
    causes, columns = posed.keep.shape
    buffer, ratio, steep = np.empty(1 << 12), np.empty(causes), np.empty(causes)
    room, branch_room = 512, 4096
    sets, weight, product = np.zeros(room, np.int64), np.empty(room), np.empty(room)
    last, states = np.empty(room, np.int64), np.empty((room, columns))
    mass = np.empty((room, len(tables.hub_first) - 1))
    node, cause = np.empty(branch_room, np.int64), np.empty(branch_room, np.int64)
    bound, below = np.empty(branch_room), np.empty(branch_room, np.int64)
    top = np.full(POWERS, -1, np.int64)
    states[0], product[0], last[0] = posed.start, 1.0, -1
    weight[0] = weight_of(1.0, states[0], mass[0], posed, tables, buffer)
    total, lost, count = weight[0], 0.0, 1
    node[0], cause[0], bound[0], below[0] = 0, EXPAND, 1e300, -1
    branches, highest, top[POWERS - 1] = 1, POWERS - 1, 0
    step, next_sum = 0, 0
    while True:
        while highest >= 0 and top[highest] < 0:
            highest -= 1
        step += 1
        if step > next_sum or highest < 0:  # now and then, and afresh: a running sum gathers rounding errors
            missed = lost + bound[:branches].sum()
            if missed <= goal * (total + missed) or highest < 0:
                return sets[:count], weight[:count], states[:count], mass[:count], missed
            next_sum = step + step // 16
        branch = top[highest]
        top[highest] = below[branch]
        limit, parent, j = bound[branch], node[branch], cause[branch]
        bound[branch] = 0.0
        if branches + causes > branch_room:
            branch_room *= 2
            node, cause = larger(node, branch_room), larger(cause, branch_room)
            bound, below = larger(bound, branch_room), larger(below, branch_room)
        negligible = NEGLIGIBLE * goal * total / count
        if j == EXPAND:
            first = last[parent] + 1
            growth(ratio, steep, first, states[parent], posed)
            after = weight[parent]
            for i in range(causes - 1, first - 1, -1):
                limit = after * ratio[i]
                after += limit
                if limit <= negligible:
                    lost += limit
                    continue
                power = math.frexp(limit)[1] + OFFSET
                node[branches], cause[branches], bound[branches], below[branches] = parent, i, limit, top[power]
                top[power] = branches
                branches += 1
                highest = max(highest, power)
            continue
        if count == room:
            room *= 2
            sets, weight, product = larger(sets, room), larger(weight, room), larger(product, room)
            last, states, mass = larger(last, room), larger(states, room), larger(mass, room)
        for k in range(columns):
            states[count, k] = states[parent, k] * posed.keep[j, k]
        sets[count], last[count] = sets[parent] | 1 << j, j
        product[count] = product[parent] * posed.odds[j]
        weight[count] = weight_of(product[count], states[count], mass[count], posed, tables, buffer)
        total += weight[count]
        limit -= weight[count]
        if limit <= negligible or j == causes - 1:
            lost += max(limit, 0.0) if j < causes - 1 else 0.0
        else:
            power = math.frexp(limit)[1] + OFFSET
            node[branches], cause[branches], bound[branches], below[branches] = count, EXPAND, limit, top[power]
            top[power] = branches
            branches += 1
        count += 1
