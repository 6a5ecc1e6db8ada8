"""search.rank once more, as loops for the compiler: causes alone, between two bounds."""

# mypy: ignore-errors
# The compiler infers types and wants arguments by position.

from __future__ import annotations

import numpy as np

from multifidus.causes.searching.kernel_problem import growth, least_growth, prepare, weight_of
from multifidus.causes.searching.kernel_stacks import POWERS, larger, push
from multifidus.causes.searching.kernel_tables import compiled, inlined

NEGLIGIBLE = 0.05  # whatever has less than this share of the doubt that a visited set may leave is put aside
NOBODY = -1


@compiled
def rank(heard, layer, goal):
    """(cause, unexplained, certificate) given all that was heard."""
    posed, tables, _, _ = prepare(heard, layer)
    causes, columns = posed.keep.shape
    buffer, steep, mass = np.empty(1 << 12), np.empty(causes), np.empty(len(tables.hub_first))
    most_row, free_row, least_row = np.empty(causes), np.empty(causes), np.empty(causes)
    # Visited sets: leaves, until a row is theirs.
    room = 192
    bits, weight, product = np.zeros(room, np.int64), np.empty(room), np.empty(room)
    state, last = np.empty((room, columns)), np.empty(room, np.int64)
    # Rows: sets whose branches are listed. Arrays (rows, causes).
    row_room = 48
    owner = np.empty(row_room, np.int64)
    most, free, least = np.empty((row_room, causes)), np.empty((row_room, causes)), np.empty((row_room, causes))
    doubt, lower = np.zeros((row_room, causes)), np.zeros((row_room, causes))
    leaf = np.full((row_room, causes), NOBODY)  # the set that an opened branch led to, while it is a leaf
    leaf_tail, leaf_least = np.empty((row_room, causes)), np.empty((row_room, causes))
    # Stacks of open places: branches row * causes + cause, leaves by the place of their branch.
    below, top = np.empty(row_room * causes, np.int64), np.full(POWERS, NOBODY)
    highest, sets, rows = 0, 1, 0
    state[0], product[0], bits[0], last[0] = posed.start, 1.0, 0, -1
    weight[0] = weight_of(1.0, state[0], mass, posed, tables, buffer)
    at_least, in_doubt = weight[0], 0.0
    expand, fresh_at = 0, 2
    while True:
        if expand >= 0:  # list the branches of this set
            if rows == row_room:
                row_room *= 2
                owner, most, free = larger(owner, row_room), larger(most, row_room), larger(free, row_room)
                least, doubt, lower = larger(least, row_room), larger(doubt, row_room), larger(lower, row_room)
                leaf, below = larger(leaf, row_room), larger(below, row_room * causes)
                leaf_tail, leaf_least = larger(leaf_tail, row_room), larger(leaf_least, row_room)
            first = last[expand] + 1
            growth(most_row, free_row, steep, first, state[expand], posed)
            least_growth(least_row, first, state[expand], posed)
            owner[rows] = expand
            for j in range(first):
                most[rows, j] = free[rows, j] = least[rows, j] = doubt[rows, j] = lower[rows, j] = 0.0
                leaf[rows, j] = NOBODY
            tail, tail_free, tail_least = 1.0, 1.0, 1.0
            negligible = NEGLIGIBLE * goal * at_least / sets
            for j in range(causes - 1, first - 1, -1):
                smallest = min(least_row[j], most_row[j])
                under = weight[expand] * smallest * tail_least
                over = max(weight[expand] * most_row[j] * tail - under, 0.0)
                most[rows, j], free[rows, j], least[rows, j] = most_row[j], free_row[j], smallest
                doubt[rows, j], lower[rows, j], leaf[rows, j] = over, under, NOBODY
                leaf_tail[rows, j], leaf_least[rows, j] = tail_free, tail_least
                at_least += under
                in_doubt += over
                if over > negligible:
                    highest = max(highest, push(over, rows * causes + j, below, top))
                tail *= 1.0 + most_row[j]
                tail_free *= 1.0 + free_row[j]
                tail_least *= 1.0 + smallest
            rows += 1
        if in_doubt <= 2.0 * goal * at_least or sets + rows >= fresh_at:
            # Added up afresh: a running sum gathers rounding errors.
            in_doubt, at_least = doubt[:rows].sum(), weight[:sets].sum() + lower[:rows].sum()
            fresh_at = 2 * (sets + rows)
            if in_doubt <= 2.0 * goal * at_least:
                break
        while highest >= 0 and top[highest] < 0:
            highest -= 1
        if highest < 0:  # what was put aside has to be opened after all
            for place in range(rows * causes):
                if doubt[place // causes, place % causes] > 0.0:
                    highest = max(highest, push(doubt[place // causes, place % causes], place, below, top))
            if highest < 0:
                break
        place = top[highest]
        top[highest] = below[place]
        row, j = place // causes, place % causes
        in_doubt -= doubt[row, j]
        at_least -= lower[row, j]
        doubt[row, j] = lower[row, j] = 0.0
        expand = leaf[row, j]
        if expand >= 0:
            leaf[row, j] = NOBODY
            continue
        if sets == room:
            room *= 2
            bits, weight, product = larger(bits, room), larger(weight, room), larger(product, room)
            state, last = larger(state, room), larger(last, room)
        parent = owner[row]
        bits[sets], last[sets] = bits[parent] | 1 << j, j
        product[sets] = product[parent] * posed.odds[j]
        for k in range(columns):
            state[sets, k] = state[parent, k] * posed.keep[j, k]
        here = weight_of(product[sets], state[sets], mass, posed, tables, buffer)
        weight[sets] = here
        at_least += here
        leaf[row, j] = sets
        under = here * (leaf_least[row, j] - 1.0)
        over = here * (leaf_tail[row, j] - leaf_least[row, j])
        doubt[row, j], lower[row, j] = over, under
        at_least += under
        in_doubt += over
        if over > NEGLIGIBLE * goal * at_least / sets:
            highest = max(highest, push(over, place, below, top))
        sets += 1
    total, mass_by_cause = at_least + in_doubt / 2.0, np.zeros(causes)
    for i in range(sets):
        add_members(mass_by_cause, bits[i], weight[i])
    for row in range(rows):
        upper, under, free_leaf, least_leaf, middle = 0.0, 0.0, 0.0, 0.0, 0.0  # of the branches so far
        for j in range(causes):
            share, share_free = most[row, j] / (1.0 + most[row, j]), free[row, j] / (1.0 + free[row, j])
            share_least = least[row, j] / (1.0 + least[row, j])
            mass_by_cause[j] += (upper * share + free_leaf * share_free + (under + least_leaf) * share_least) / 2.0
            here = lower[row, j] + doubt[row, j] / 2.0
            mass_by_cause[j] += here
            middle += here
            if leaf[row, j] >= 0:
                free_leaf += weight[leaf[row, j]] * leaf_tail[row, j]
                least_leaf += weight[leaf[row, j]] * leaf_least[row, j]
            else:
                upper += lower[row, j] + doubt[row, j]
                under += lower[row, j]
        add_members(mass_by_cause, bits[owner[row]], middle)
    cause = np.zeros(causes)
    for j in range(causes):
        cause[posed.order[j]] = mass_by_cause[j] / total
    return cause, weight[0] / total, in_doubt / (2.0 * at_least)


@inlined
def add_members(mass, bits, weight):
    """Adds a weight to every cause of a set."""
    for j in range(len(mass)):
        if bits >> j & 1:
            mass[j] += weight
