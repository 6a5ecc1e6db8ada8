"""What the visited sets say of mechanisms and roots, as loops for the compiler: the end of posterior.py."""

# mypy: ignore-errors
# ruff: noqa: PLR0917
# The compiler infers types and wants arguments by position.

from __future__ import annotations

import numpy as np

from multifidus.causes.searching.kernel_tables import (
    chance_to_stay,
    compiled,
    hub_mass,
    inlined,
    items_on,
    part_mass,
    switch_on,
)


@compiled
def believe(share, states, mass, posed, untied_root, tables, items):
    """(mechanisms,) chance of each to be on, (root states,) chance of each state of a pressed root.

    `share`, `states`, `mass`: probability, state and block masses of every visited set.
    """
    mechanism, root_state = np.zeros(len(posed.worth)), np.zeros(len(untied_root))
    for m in posed.untied:
        for i in range(len(share)):
            off = states[i, posed.direct + m]
            on = posed.worth[m] * (1.0 - off)
            mechanism[m] += share[i] * on / (on + off)
        if m == items.nerve_root:
            root_state = mechanism[m] * untied_root
    joint = joint_chances(share, states, mass, posed.direct, mechanism, tables)
    for b in range(len(tables.hub_first) - 1):
        hubs = tables.hub[tables.hub_first[b] : tables.hub_first[b + 1]]
        for p in range(tables.part_first[b], tables.part_first[b + 1]):
            of_part = tables.member[tables.member_first[p] : tables.member_first[p + 1]]
            spread(joint, mechanism, root_state, tables.table_first[p], of_part, hubs, items)
    return mechanism, root_state


@compiled
def joint_chances(share, states, mass, direct, mechanism, tables):
    """As long as tables.table: chance of every joint state of every part. Puts the hubs' chances into `mechanism`."""
    joint, buffer, chances = np.zeros(len(tables.table)), np.empty(1 << 12), np.empty(1 << 12)
    for b in range(len(tables.hub_first) - 1):
        hubs = tables.hub[tables.hub_first[b] : tables.hub_first[b + 1]]
        for i in range(len(share)):
            off = states[i, direct:]
            per_mass = share[i] / mass[i, b]
            if not len(hubs):
                add_chances(joint, per_mass, tables.part_first[b], 0, off, tables, chances)
                continue
            for h in range(1 << len(hubs)):
                here = per_mass * hub_mass(b, h, off, tables)
                for p in range(tables.part_first[b], tables.part_first[b + 1]):
                    here *= part_mass(p, h, off, tables, buffer)
                for q in range(len(hubs)):
                    if h >> q & 1:
                        mechanism[hubs[q]] += here
                for p in range(tables.part_first[b], tables.part_first[b + 1]):
                    add_chances(joint, here / part_mass(p, h, off, tables, buffer), p, h, off, tables, chances)
    return joint * tables.table


@inlined
def add_chances(joint, scale, p, h, off, tables, chances):
    """Adds `scale` times the chance of every joint state of a part's mechanisms, findings aside."""
    size = 1
    chances[0] = scale
    for q in range(tables.member_first[p], tables.member_first[p + 1]):
        stays = off[tables.member[q]]
        for z in range(size):
            chances[size + z] = chances[z] * (1.0 - stays)
            chances[z] *= stays
        size *= 2
    start = tables.table_first[p] + h * size
    for z in range(size):
        joint[start + z] += chances[z]


@compiled
def spread(joint, mechanism, root_state, start, of_part, hubs, items):
    """Adds the chances of a part's joint states up for its mechanisms and, where it has the root, for root states."""
    on = np.empty(len(of_part) + len(hubs), np.int64)
    size = 1 << len(of_part)
    bits = 0
    for m in of_part:
        bits |= 1 << m
    which = items_on(bits, 0, items)
    for h in range(1 << len(hubs)):
        settled = switch_on(h, hubs, on, 0)
        for z in range(size):
            count = switch_on(z, of_part, on, settled)
            chance = joint[start + h * size + z]
            for m in on[settled:count]:
                mechanism[m] += chance
                if m == items.nerve_root:
                    shares = items.state_weight.copy()
                    for i in which:
                        off = chance_to_stay(i, on[:count], items)
                        for s in range(len(shares)):
                            shares[s] *= 1.0 - off * items.state_keep[i, s]
                    root_state += shares * (chance / shares.sum())
