"""What the visited sets of causes say: the probability of each, and of every mechanism state under each.

Intervals, shifts and values all stand on this. Under one set of causes the mechanisms are independent before the
findings are looked at; findings that are present tie some of them together (blocks.py). The joint states of a tied
part are listed with their probability under every set; a mechanism that nothing ties needs one number a set, its
chance to be on. Where a block is so large that some mechanisms are made hubs, a set stands once for each joint state
of the hubs: a row is a set of causes with its hubs settled, and everything else falls apart given the row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.searching.blocks import cut, tied_groups

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

HEAVIEST = 40  # sets whose neighbours, one cause more or less, are looked at too
MOST_ROWS = (
    8192  # beyond it nobody waits for what lighter sets would add: only people with everything at once get there
)
NEGLIGIBLE = 1e-9  # share of a set, or of a set with its hubs settled, that nobody misses


@dataclass(frozen=True, eq=False)
class Part:
    """Mechanisms that findings tie together, and the probability of their joint states in every row."""

    rows: slice  # the rows it speaks of: those in which its hubs are settled this way
    mechanisms: Ints  # (k,)
    bits: Floats  # (2^k, k), which of them are on
    hubs: Ints  # (h,)
    hub_on: Floats  # (h,), 0 or 1
    items: Ints  # the items of the evidence that are present and hang here
    x: Floats  # (its items, 2^k), leak + lam of whatever is on, the roots left out
    state_lam: Floats  # (its items, root states)
    root_share: Floats | None  # (2^k, root states): which state, where the root is on; rows add up to 1, or to 0
    posterior: Floats  # (2^k, its rows)

    def off_factor(self, lam: Floats, state_lam: Floats) -> Floats:
        """(findings, 2^k): exp(-lam of whatever is on), the root's states averaged, the hubs left out.

        `lam`: (findings, mechanisms); `state_lam`: (findings, root states).
        """
        factor = np.exp(-(lam[:, self.mechanisms] @ self.bits.T))
        if self.root_share is not None:
            factor *= np.where(self.root_share.any(1), np.exp(-state_lam) @ self.root_share.T, 1.0)
        return np.asarray(factor)


@dataclass(frozen=True, eq=False)
class Visited:
    """Sets of causes, their hubs settled, with their probabilities, and what each says of the mechanisms."""

    sets: Floats  # (rows, causes), 0 or 1
    share: Floats  # (rows,), probabilities adding up to 1
    off_before: Floats  # (mechanisms, rows), chance to be off under the set, findings aside
    on: Floats  # (mechanisms, rows), chance to be on under the row and the findings
    parts: tuple[tuple[Part, ...], ...]  # one entry for the mechanisms of a part, in it one for each state of the hubs
    apart: Ints  # the mechanisms that are in no part: untied ones, and hubs

    @property
    def probability(self) -> Floats:
        """(causes,): the chance of each cause."""
        return np.asarray(self.share @ self.sets)


def neighbourhood(sets: Bools, share: Floats, *, hubs: int = 0) -> Bools:
    """Visited sets worth weighing, with those beside the heaviest that a search may have left out.

    What is said of a rare cause, or would be said after one more finding, rests on sets that weigh little now: each
    of the heaviest with one cause put in or taken out. As a set will stand once for each joint state of the `hubs`,
    fewer are taken where there are some.
    """
    order = np.argsort(-share, kind="stable")[: max(MOST_ROWS >> hubs, 1)]
    kept = sets[order[share[order] >= NEGLIGIBLE]]
    causes = sets.shape[1]
    one = np.eye(causes, dtype=bool)
    core = np.vstack([kept[: HEAVIEST >> hubs], np.zeros((1, causes), dtype=bool)])
    every = np.vstack([kept, (core[:, None] ^ one).reshape(-1, causes)])
    # np.unique would import masked arrays first, which takes longer than everything here.
    key = every @ (1 << np.arange(causes))
    order = np.argsort(key, kind="stable")
    repeated = np.zeros(len(key), dtype=bool)
    repeated[order[1:]] = key[order[1:]] == key[order[:-1]]
    return every[~repeated]


def hub_count(evidence: Evidence, model: Model) -> int:
    """How many mechanisms have to be settled before the others fall into small parts."""
    return _pieces(_masks(evidence, model), model)[0].bit_count()


def look_into(sets: Bools, evidence: Evidence, model: Model) -> Visited:
    """What these sets of causes, (sets, causes), say: each weighed exactly.

    Taken to be all the sets that matter: their shares are made to add up to 1.
    """
    count, held = len(sets), sets.astype(np.float64)
    masks = _masks(evidence, model)
    hubs, groups = _pieces(masks, model)
    off = np.exp(-(model.network.mechanism_leak[:, None] + model.network.mechanism_cause @ held.T))
    log_weight = held @ evidence.log_odds + np.where(sets.any(1), 0.0, np.log(evidence.pain_leak))
    direct = evidence.direct_leak[:, None] + evidence.direct_cause @ held.T
    log_weight += np.log(-np.expm1(-direct)).sum(0)
    every = (1 << len(off)) - 1
    free = _members(every & ~(hubs | sum(groups)))  # groups share no bits
    likely = (1.0 - off[free]) * np.exp(evidence.absent_mechanism[free])[:, None]
    total = off[free] + likely
    log_weight += np.log(total).sum(0)
    on, log_share, parts = [], [], [list[Part]() for _ in groups]
    at = _members(hubs)
    for state, hub_on in enumerate(_joint_states(len(at))):
        rows = slice(state * count, (state + 1) * count)
        log_row = log_weight + np.log(np.where(hub_on[:, None] > 0, 1.0 - off[at], off[at])).sum(0)
        log_row += hub_on @ evidence.absent_mechanism[at]
        on_row = np.empty_like(off)
        on_row[free], on_row[at] = likely / total, hub_on[:, None]
        for group, found in zip(groups, parts, strict=True):
            settled = _Hubs(hubs, at, hub_on, rows)
            part, log_chance = _part(group, masks, settled, off=off, evidence=evidence, model=model)
            on_row[part.mechanisms] = part.bits.T @ part.posterior
            log_row += log_chance
            found.append(part)
        on.append(on_row)
        log_share.append(log_row)
    log_rows = np.concatenate(log_share)
    share = np.exp(log_rows - log_rows.max())
    states = len(on)
    return Visited(
        sets=np.tile(held, (states, 1)),
        share=share / share.sum(),
        off_before=np.tile(off, (1, states)),
        on=np.concatenate(on, axis=1),
        parts=tuple(tuple(found) for found in parts),
        apart=_members(every & ~sum(groups)),
    )


def _masks(evidence: Evidence, model: Model) -> list[int]:
    """The mechanisms of every layered item, as bits of a whole number."""
    return [model.touched[finding] for finding in evidence.finding[evidence.layered].tolist()]


def _pieces(masks: list[int], model: Model) -> tuple[int, list[int]]:
    """The hubs, and the mechanisms of every part, as bits."""
    hubs, groups = 0, list[int]()
    for group in tied_groups(masks):
        its_hubs, parts = cut(group, [mask for mask in masks if mask & group], model.nerve_root)
        hubs |= its_hubs
        groups += parts
    if not any(group >> model.nerve_root & 1 for group in groups):
        groups.append(1 << model.nerve_root)  # its states are drawn once, so it always is a part, if need be alone
    if any(not mask & ~hubs for mask in masks):
        groups.append(0)  # findings that hang on hubs alone
    return hubs, groups


@dataclass(frozen=True, eq=False)
class _Hubs:
    """One way in which the hubs are settled."""

    mask: int
    at: Ints  # (hubs,), the mechanisms
    on: Floats  # (hubs,), 0 or 1
    rows: slice


def _part(
    group: int, masks: list[int], hubs: _Hubs, *, off: Floats, evidence: Evidence, model: Model
) -> tuple[Part, Floats]:
    """The part of these mechanisms, and (sets,) ln chance of its findings under each set."""
    mechanisms = _members(group)
    bits = _joint_states(len(mechanisms))
    items = np.array(
        [i for i, mask in enumerate(masks) if (mask & group if group else not mask & ~hubs.mask)], dtype=np.int64
    )
    lam = evidence.layered_mechanism[items]
    x = (evidence.layered_leak[items] + lam[:, hubs.at] @ hubs.on)[:, None] + lam[:, mechanisms] @ bits.T
    log_like = np.log(-np.expm1(-x)).sum(0)
    root_share = None
    if group >> model.nerve_root & 1:
        rooted = bits[:, mechanisms == model.nerve_root][:, 0] > 0
        reached = x[:, rooted, None] + evidence.layered_state[items][:, None, :]
        each = np.log(model.structure.state_share) + evidence.absent_state + np.log(-np.expm1(-reached)).sum(0)
        top = each.max(1, keepdims=True)
        shares = np.exp(each - top)
        root_share = np.zeros((len(bits), each.shape[1]))
        root_share[rooted] = shares / shares.sum(1, keepdims=True)
        log_like[rooted] = top[:, 0] + np.log(shares.sum(1))
    log_like += bits @ evidence.absent_mechanism[mechanisms]
    top_like = float(log_like.max())
    joint = np.exp(log_like - top_like)[:, None] * _chances(off[mechanisms])
    chance = joint.sum(0)
    its = evidence.layered[items]
    state_lam = evidence.layered_state[items]
    part = Part(hubs.rows, mechanisms, bits, hubs.at, hubs.on, its, x, state_lam, root_share, joint / chance)
    return part, top_like + np.log(chance)


def _chances(off: Floats) -> Floats:
    """(2^k, sets): the chance of each joint state of mechanisms that are off with chance `off`, (k, sets)."""
    chances = np.ones((1, off.shape[1]))
    for one in off:  # the first mechanism is the lowest bit
        chances = np.concatenate([chances * one, chances * (1.0 - one)])
    return chances


def _members(mask: int) -> Ints:
    return np.array([m for m in range(mask.bit_length()) if mask >> m & 1], dtype=np.int64)


def _joint_states(count: int) -> Floats:
    """(2^count, count): which mechanisms are on in every joint state."""
    return (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(np.float64)
