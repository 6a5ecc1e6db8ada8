"""problem.py once more, as loops for the compiler: what a search needs, exact weights and bounds.

The state of a set is one row: the chance of every direct item, of pain and of every mechanism to stay off.
"""

# mypy: ignore-errors
# ruff: noqa: PLR0917
# The compiler infers types and wants arguments by position.

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from multifidus.causes.model import Floats, Ints
from multifidus.causes.searching.kernel_tables import Items, block_mass, compiled, inlined, members, put_worth, tabulate


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
    sinks: Ints  # columns of mechanisms that absent findings speak against
    floor: Floats


@compiled
def prepare(heard, layer):
    """The problem, its tables, the items behind them, and how a pressed root divides where nothing ties it."""
    items = Items(
        heard.masks, np.exp(-heard.layered_leak), np.exp(-heard.layered_mechanism), np.exp(-heard.layered_state),
        np.exp(heard.absent_mechanism), layer.state_share * np.exp(heard.absent_state), layer.nerve_root,
    )  # fmt: skip
    tables = tabulate(items)
    worth, untied_root = untied_worth(items)
    floor = items.absent.copy()
    floor[layer.nerve_root] *= items.state_weight.sum()
    tied = put_worth(worth, tables)
    return pose(heard, layer, worth, floor, tied), tables, items, untied_root


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
def pose(heard, layer, worth, floor, tied):
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
    sinks, least = np.arange(columns), np.ones(columns)
    sunk = 0
    for m in range(mechanisms):
        fall = floor[m] if tied >> m & 1 else worth[m]
        if fall < 1.0:
            sinks[sunk], least[sunk] = direct + m, max(fall, 1e-300)
            sunk += 1
    lam, to_come = np.empty((falls, causes)), np.zeros((falls, causes + 1))
    for k in range(falls):
        lam[k] = layer.lam[falling[k] - direct]
        to_come[k, 0] = lam[k].sum()
    odds = np.exp(heard.log_odds)
    untied = members(((1 << mechanisms) - 1) & ~tied)
    posed = Posed(
        np.arange(causes), odds, start, keep, np.ascontiguousarray(keep.T), direct, untied, worth,
        rising[:rises], c[:rises], falling[:falls], a[:falls], lam, to_come, sinks[:sunk], least[:sunk],
    )  # fmt: skip
    ratio, free, steep = np.empty(causes), np.empty(causes), np.empty(causes)
    growth(ratio, free, steep, 0, start, posed)
    order = np.argsort(-ratio, kind="mergesort")
    for k in range(falls):
        lam[k] = layer.lam[falling[k] - direct][order]
        for j in range(causes - 1, -1, -1):
            to_come[k, j] = to_come[k, j + 1] + lam[k, j]
    keep = keep[order]
    return Posed(
        order, odds[order], start, keep, np.ascontiguousarray(keep.T), direct, untied, worth,
        rising[:rises], c[:rises], falling[:falls], a[:falls], lam, to_come, sinks[:sunk], least[:sunk],
    )  # fmt: skip


@inlined
def growth(ratio, free, steep, first, state, posed):
    """Puts bounds on what each cause from `first` on multiplies the weight by into `ratio`.

    `free`: the same, did mechanisms never lower it; right for any superset too. `steep` is for notes.
    """
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
        free[j] = ratio[j] / inverse
        ratio[j] = free[j] * math.exp(-steep[j])


@inlined
def least_growth(least, first, state, posed):
    """Puts what each cause from `first` on multiplies the weight by at least, of any superset, into `least`."""
    causes = len(posed.odds)
    inverse = 1.0
    for j in range(first, causes):
        least[j] = posed.odds[j]
    for k in range(len(posed.sinks)):
        floor = posed.floor[k]
        x = (1.0 - floor) * state[posed.sinks[k]]
        inverse *= floor + x
        kept = posed.keep_by_column[posed.sinks[k]]
        for j in range(first, causes):
            least[j] *= floor + x * kept[j]
    for j in range(first, causes):
        least[j] /= inverse


@inlined
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
