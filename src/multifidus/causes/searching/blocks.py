"""Mechanisms that present findings tie together, and what those findings say of their joint states.

Under one set S of causes the mechanisms are independent until a present finding hangs on two of them: then they form
a block, and the chance of its findings is G(S) = sum over states z of P(z | S) E(z). E is tabulated once a person.
A block too large for one table is cut: some mechanisms become hubs, each of their joint states has its own tables
over what then falls apart, and G is the sum over the hubs' states. The nerve root never is a hub: its root states,
summed out inside E, would have to be carried through every part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LARGEST = 8  # mechanisms in one table of 2^8 states; beyond it hubs are cheaper


@dataclass(frozen=True)
class Part:
    """A table over the states of some mechanisms, one for each joint state of the block's hubs."""

    mechanisms: Ints  # (k,)
    table: Floats  # (2^hubs, 2^k), chance of the findings; bit q of a state is mechanism q
    state_share: Floats | None  # (2^hubs, 2^k, root states), how a pressed root divides; None without the nerve root

    def mass(self, off: Floats) -> Floats:
        """(sets, 2^hubs): chance of the part's findings. `off`: (sets, k), chance of each mechanism to be off."""
        low = len(self.mechanisms) // 2  # half of the mechanisms by a matrix product, half by a sum
        table = self.table.reshape(-1, 1 << low)  # (2^hubs x 2^high, 2^low)
        by_high = (state_chances(off[:, :low]) @ table.T).reshape(len(off), len(self.table), -1)
        return np.asarray((by_high * state_chances(off[:, low:])[:, None, :]).sum(2))


@dataclass(frozen=True)
class Block:
    """Mechanisms tied together: hubs, and parts that are independent once the hubs are settled."""

    hubs: Ints  # (h,)
    hub_chance: Floats  # (2^h,), chance of the findings that hang on hubs alone
    parts: tuple[Part, ...]

    @property
    def mechanisms(self) -> Ints:
        """Hubs first, then part by part."""
        return np.concatenate([self.hubs, *(part.mechanisms for part in self.parts)])

    def mass(self, off: Floats) -> Floats:
        """(sets,): G, the chance of the block's findings. `off`: (sets, mechanisms of the block) in their order."""
        if not len(self.hubs):
            return self.parts[0].mass(off)[:, 0]
        mass = self.hub_chance * state_chances(off[:, : len(self.hubs)])
        at = len(self.hubs)
        for part in self.parts:
            mass = mass * part.mass(off[:, at : at + len(part.mechanisms)])
            at += len(part.mechanisms)
        return np.asarray(mass.sum(1))

    def switched_on(self) -> Floats:
        """(mechanisms of the block,): E with that mechanism alone on, over E with none: the most it ever is worth."""
        none = self.hub_chance[0] * np.prod([part.table[0, 0] for part in self.parts])
        alone = [
            self.hub_chance[1 << h] * np.prod([part.table[1 << h, 0] for part in self.parts])
            for h in range(len(self.hubs))
        ]
        worth = [np.array(alone) / none]
        worth += [part.table[0, 1 << np.arange(len(part.mechanisms))] / part.table[0, 0] for part in self.parts]
        return np.concatenate(worth)

    def beliefs(self, off: Floats, share: Floats) -> tuple[Floats, Floats | None]:
        """Chance of each mechanism of the block to be on, and of each root state where the nerve root is among them.

        `off`: as for `mass`; `share`: (sets,), the probability of each set over the block's mass under it.
        """
        hubs = len(self.hubs)
        hub_chance = self.hub_chance * state_chances(off[:, :hubs])
        chances, masses, at = [], [], hubs
        for part in self.parts:
            part_off = off[:, at : at + len(part.mechanisms)]
            chances.append(state_chances(part_off))
            masses.append(part.mass(part_off))
            at += len(part.mechanisms)
        by_hub = share[:, None] * hub_chance * np.prod(masses, axis=0)  # (sets, 2^hubs)
        on = [by_hub.sum(0) @ _states(hubs)]
        root_state = None
        for part, chance, mass in zip(self.parts, chances, masses, strict=True):
            joint = ((by_hub / mass).T @ chance) * part.table  # (2^hubs, 2^k)
            on.append(joint.sum(0) @ _states(len(part.mechanisms)))
            if part.state_share is not None:
                root_state = np.einsum("hz,hzs->s", joint, part.state_share)
        return np.concatenate(on), root_state


def state_chances(off: Floats) -> Floats:
    """(sets, 2^k): the chance of every joint state of mechanisms that are off with chance `off`, (sets, k)."""
    count, mechanisms = off.shape
    chances = np.ones((count, 1))
    for q in range(mechanisms):  # the first mechanism is the lowest bit
        more = np.empty((count, 2, 1 << q))
        np.multiply(chances, off[:, q, None], out=more[:, 0])
        np.subtract(chances, more[:, 0], out=more[:, 1])
        chances = more.reshape(count, 2 << q)
    return chances


def tied_groups(masks: Sequence[int]) -> list[int]:
    """Mechanisms that findings tie together, as bits of whole numbers; `masks` has those of every finding."""
    groups: list[int] = []
    for mask in masks:
        joined, apart = mask, []
        for group in groups:
            if group & mask:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return groups


def block_of(group: int, masks: Sequence[int], evidence: Evidence, model: Model) -> Block:
    """The block of one group of mechanisms. `masks`: the mechanisms of every layered item of the evidence."""
    hubs, parts = cut(group, masks, model.nerve_root)
    hub_at = _members(hubs)
    hub_bits = _states(len(hub_at))
    base = np.exp(-evidence.layered_leak)[:, None] * np.exp(-evidence.layered_mechanism[:, hub_at] @ hub_bits.T)
    hub_chance = np.exp(hub_bits @ evidence.absent_mechanism[hub_at])
    on_hubs_alone = [i for i, mask in enumerate(masks) if mask & group and not mask & group & ~hubs]
    hub_chance = hub_chance * np.prod(1.0 - base[on_hubs_alone], axis=0)
    made = []
    for part in parts:
        items = [i for i, mask in enumerate(masks) if mask & part]
        made.append(_part(_members(part), items, base[items], evidence, model))
    return Block(hub_at, hub_chance, tuple(made))


def _part(mechanisms: Ints, items: list[int], base: Floats, evidence: Evidence, model: Model) -> Part:
    """One part. `base`: (items, 2^hubs), chance of each item to stay off as far as leak and hubs go."""
    bits = _states(len(mechanisms))
    off = np.exp(-evidence.layered_mechanism[items][:, mechanisms] @ bits.T)
    off = base[:, :, None] * off[:, None, :]  # (items, 2^hubs, 2^k)
    table = np.prod(1.0 - off, axis=0)
    state_share = None
    root = np.flatnonzero(mechanisms == model.nerve_root)
    if len(root):
        pressed = bits[:, root[0]] > 0
        state_off = np.exp(-evidence.layered_state[items])
        each = model.structure.state_share * np.exp(evidence.absent_state)
        each = each * np.prod(1.0 - off[:, :, pressed, None] * state_off[:, None, None, :], axis=0)
        table[:, pressed] = each.sum(2)
        state_share = np.zeros((*table.shape, each.shape[2]))
        state_share[:, pressed] = each / each.sum(2, keepdims=True)
    return Part(mechanisms, table * np.exp(bits @ evidence.absent_mechanism[mechanisms]), state_share)


def cut(group: int, masks: Sequence[int], nerve_root: int) -> tuple[int, list[int]]:
    """Hubs of a group, and the parts that are left once they are settled, each small enough for one table."""
    hubs, masks = 0, [mask for mask in masks if mask & group]
    while True:
        parts = tied_groups([mask & ~hubs for mask in masks if mask & ~hubs])
        large = max(parts, key=int.bit_count, default=0)
        if large.bit_count() <= LARGEST:
            return hubs, parts
        # The one that the most findings hang on holds the most together.
        candidates = [m for m in _members(large).tolist() if m != nerve_root]
        hubs |= 1 << max(candidates, key=lambda m: sum(mask >> m & 1 for mask in masks if mask & ~hubs))


def _members(mask: int) -> Ints:
    return np.array([m for m in range(mask.bit_length()) if mask >> m & 1], dtype=np.int64)


def _states(count: int) -> Floats:
    """(2^count, count): which mechanisms are on in every joint state."""
    return (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(np.float64)
