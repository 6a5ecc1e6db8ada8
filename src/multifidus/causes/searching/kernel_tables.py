"""blocks.py once more, as loops for the compiler: tied mechanisms, hubs, and tables over their joint states."""

# mypy: ignore-errors
# The compiler infers types and wants arguments by position.

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np

from multifidus.causes.model import Floats, Ints
from multifidus.causes.searching.blocks import LARGEST

compiled = numba.njit(cache=True, fastmath=True, nogil=True, error_model="numpy")
# Written into its caller: handing an array over costs more than what these do with it. What was compiled is kept by
# the date of the caller's file alone: whoever changes this file while working on it has to touch the callers' too.
inlined = numba.njit(cache=True, fastmath=True, nogil=True, error_model="numpy", inline="always")


class Items(NamedTuple):
    """Layered items that are present, and what the absent ones leave of mechanisms and root states."""

    masks: Ints  # (items,), the mechanisms each hangs on, as bits
    stay: Floats  # (items,), chance to stay off with nothing on
    keep: Floats  # (items, mechanisms), what each mechanism multiplies that by
    state_keep: Floats  # (items, root states)
    absent: Floats  # (mechanisms,), chance of the absent findings with the mechanism on
    state_weight: Floats  # (root states,), share times chance of the absent findings
    nerve_root: int


class Tables(NamedTuple):
    """Blocks of tied mechanisms, laid out one after the other; entry i of `first` arrays is where i starts."""

    hub_first: Ints  # (blocks + 1,), into hub
    hub: Ints
    chance_first: Ints  # (blocks + 1,), into hub_chance: 2^hubs each, chance of what hangs on hubs alone
    hub_chance: Floats
    part_first: Ints  # (blocks + 1,), into the parts
    member_first: Ints  # (parts + 1,), into member
    member: Ints
    table_first: Ints  # (parts + 1,), into table: 2^hubs rows of 2^k states
    table: Floats


@compiled
def count_bits(mask):
    """How many bits are set."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


@compiled
def tied_groups(masks, hubs):
    """Groups of mechanisms that items tie together once the hubs are settled."""
    groups = np.zeros(len(masks), np.int64)
    count = 0
    for mask in masks:
        joined = mask & ~hubs
        if not joined:
            continue
        left = 0
        for g in range(count):
            if groups[g] & mask & ~hubs:
                joined |= groups[g]
            else:
                groups[left] = groups[g]
                left += 1
        groups[left] = joined
        count = left + 1
    return groups[:count]


@compiled
def cut(masks, nerve_root):
    """The hubs that leave no part of more than LARGEST mechanisms; never the nerve root."""
    hubs = 0
    while True:
        large = 0
        for part in tied_groups(masks, hubs):
            if count_bits(part) > max(LARGEST, count_bits(large)):
                large = part
        if large == 0:
            return hubs
        hubs |= 1 << _next_hub(large, masks, nerve_root)


@compiled
def _next_hub(part, masks, nerve_root):
    """The mechanism of a part that the most items hang on."""
    best, most = -1, -1
    for m in range(63):
        if part >> m & 1 and m != nerve_root:
            items = 0
            for mask in masks:
                if mask >> m & 1:
                    items += 1
            if items > most:
                best, most = m, items
    return best


@compiled
def members(mask):
    """The positions of the bits that are set."""
    found = np.empty(count_bits(mask), np.int64)
    at = 0
    for m in range(63):
        if mask >> m & 1:
            found[at] = m
            at += 1
    return found


@compiled
def switch_on(state, mechanisms, on, count):
    """How many mechanisms are in `on` after those of a joint state are put in."""
    for q in range(len(mechanisms)):
        if state >> q & 1:
            on[count] = mechanisms[q]
            count += 1
    return count


@compiled
def chance_to_stay(i, on, items):
    """Chance of item i to stay off, roots aside, with these mechanisms on."""
    x = items.stay[i]
    for m in on:
        x *= items.keep[i, m]
    return x


@compiled
def chance_of_items(which, on, items):
    """Chance of these items with these mechanisms on, absent findings included; the root's states are averaged."""
    off = np.empty(len(which))
    for i in range(len(which)):
        off[i] = chance_to_stay(which[i], on, items)
    chance, rooted = 1.0, False
    for m in on:
        chance *= items.absent[m]
        rooted = rooted or m == items.nerve_root
    if not rooted:
        for i in range(len(which)):
            chance *= 1.0 - off[i]
        return chance
    total = 0.0
    for s in range(len(items.state_weight)):
        each = items.state_weight[s]
        for i in range(len(which)):
            each *= 1.0 - off[i] * items.state_keep[which[i], s]
        total += each
    return chance * total


@compiled
def items_on(wanted, besides, items):
    """The items that hang on `wanted`, and on nothing in `besides`."""
    found = np.empty(len(items.masks), np.int64)
    count = 0
    for i in range(len(items.masks)):
        if items.masks[i] & wanted and not items.masks[i] & besides:
            found[count] = i
            count += 1
    return found[:count]


@compiled
def fill_part(table, mechanisms, hubs, which, items):
    """Puts the chance of a part's items under every joint state into `table`, (2^hubs x 2^k,)."""
    on = np.empty(len(mechanisms) + len(hubs), np.int64)
    size = 1 << len(mechanisms)
    for h in range(1 << len(hubs)):
        settled = switch_on(h, hubs, on, 0)
        again = 1.0  # what absent findings say of hubs is counted with the hubs
        for m in on[:settled]:
            again *= items.absent[m]
        for z in range(size):
            count = switch_on(z, mechanisms, on, settled)
            table[h * size + z] = chance_of_items(which, on[:count], items) / again


@compiled
def tabulate(items):
    """The tables of all blocks."""
    groups = tied_groups(items.masks, 0)
    most = len(groups)
    hub_first, chance_first = np.zeros(most + 1, np.int64), np.zeros(most + 1, np.int64)
    part_first = np.zeros(most + 1, np.int64)
    member_first, table_first = np.zeros(64, np.int64), np.zeros(64, np.int64)
    hub, member = np.empty(63, np.int64), np.empty(63, np.int64)
    hub_chance, table = np.empty(0), np.empty(0)
    b = p = 0
    for group in groups:
        if not group & (group - 1):
            continue  # one mechanism alone is no block
        its = items.masks[items_on(group, 0, items)]
        hubs = cut(its, items.nerve_root)
        hub_members = members(hubs)
        hub_first[b + 1] = hub_first[b] + len(hub_members)
        hub[hub_first[b] : hub_first[b + 1]] = hub_members
        chance = np.empty(1 << len(hub_members))
        fill_part(chance, hub_members, hub_members[:0], items_on(hubs, group & ~hubs, items), items)
        hub_chance = np.concatenate((hub_chance, chance))
        chance_first[b + 1] = len(hub_chance)
        for part in tied_groups(its, hubs):
            part_members = members(part)
            member_first[p + 1] = member_first[p] + len(part_members)
            member[member_first[p] : member_first[p + 1]] = part_members
            more = np.empty(len(chance) << len(part_members))
            fill_part(more, part_members, hub_members, items_on(part, 0, items), items)
            table = np.concatenate((table, more))
            table_first[p + 1] = len(table)
            p += 1
        b += 1
        part_first[b] = p
    return Tables(
        hub_first[: b + 1], hub, chance_first[: b + 1], hub_chance,
        part_first[: b + 1], member_first[: p + 1], member, table_first[: p + 1], table,
    )  # fmt: skip


@inlined
def part_mass(p, h, off, tables, buffer):
    """Chance of a part's findings with its hubs in state h. `off`: (mechanisms,), chance of each to be off."""
    first, last = tables.member_first[p], tables.member_first[p + 1]
    half = 1 << (last - first)
    start = tables.table_first[p] + h * half
    half >>= 1
    stays = off[tables.member[last - 1]]
    for z in range(half):
        upper = tables.table[start + half + z]
        buffer[z] = upper + (tables.table[start + z] - upper) * stays
    for q in range(last - 2, first - 1, -1):
        half >>= 1
        stays = off[tables.member[q]]
        for z in range(half):
            buffer[z] = buffer[z + half] + (buffer[z] - buffer[z + half]) * stays
    return buffer[0]


@inlined
def hub_mass(b, h, off, tables):
    """Chance of joint state h of a block's hubs, with the findings that hang on hubs alone."""
    chance = tables.hub_chance[tables.chance_first[b] + h]
    for q in range(tables.hub_first[b + 1] - tables.hub_first[b]):
        stays = off[tables.hub[tables.hub_first[b] + q]]
        chance *= 1.0 - stays if h >> q & 1 else stays
    return chance


@inlined
def block_mass(b, off, tables, buffer):
    """Chance of the findings of a block."""
    total = 0.0
    for h in range(tables.chance_first[b + 1] - tables.chance_first[b]):
        mass = hub_mass(b, h, off, tables)
        for p in range(tables.part_first[b], tables.part_first[b + 1]):
            mass *= part_mass(p, h, off, tables, buffer)
        total += mass
    return total


@compiled
def put_worth(worth, tables):
    """Puts the worth of tied mechanisms into `worth`: E with it alone on over E with none. Returns them as bits."""
    tied = 0
    for b in range(len(tables.hub_first) - 1):
        none = tables.chance_first[b]
        for q in range(tables.hub_first[b + 1] - tables.hub_first[b]):
            hub = tables.hub[tables.hub_first[b] + q]
            worth[hub] = tables.hub_chance[none + (1 << q)] / tables.hub_chance[none]
            tied |= 1 << hub
            for p in range(tables.part_first[b], tables.part_first[b + 1]):
                row = 1 << (tables.member_first[p + 1] - tables.member_first[p])
                start = tables.table_first[p]
                worth[hub] *= tables.table[start + row * (1 << q)] / tables.table[start]
    for p in range(len(tables.member_first) - 1):
        for q in range(tables.member_first[p + 1] - tables.member_first[p]):
            m = tables.member[tables.member_first[p] + q]
            worth[m] = tables.table[tables.table_first[p] + (1 << q)] / tables.table[tables.table_first[p]]
            tied |= 1 << m
    return tied
