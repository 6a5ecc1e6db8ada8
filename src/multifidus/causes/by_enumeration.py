"""The referee: every set of causes, every state of the mechanisms, every state of the root, added up.

Slow and obvious on purpose. `enumerate_plainly` writes the network's definition down and is for small networks;
`enumerate_sets` sums mechanisms out one group at a time, so that the 2^19 sets of the real network can be walked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence
from multifidus.causes.model import Model
from multifidus.causes.searching.posterior import root_beliefs

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

CHUNK = 1 << 13  # sets of causes looked at together


@dataclass(frozen=True)
class Exact:
    """Exact probabilities given all that is known."""

    cause: Floats  # (causes,)
    unexplained: float
    mechanism: Floats  # (mechanisms,)
    root: Floats  # (roots, 2), pressed on the left, on the right


def enumerate_plainly(evidence: Evidence, model: Model) -> Exact:
    """Exact probabilities, from the definition of the network."""
    network, structure = model.network, model.structure
    causes, mechanisms, states = len(structure.causes), len(structure.mechanisms), len(structure.state_share)
    p_cause = 1.0 / (1.0 + np.exp(-evidence.prior_log_odds))
    lam = model.finding_lam[evidence.finding] * np.where(evidence.side > 0, 0.5, 1.0)[:, None]
    state_lam = model.state_lam[evidence.side, evidence.finding]
    total, empty = 0.0, 0.0
    cause, mechanism, state = np.zeros(causes), np.zeros(mechanisms), np.zeros(states)
    for chosen in product((0.0, 1.0), repeat=causes):
        s = np.array(chosen)
        p_set = np.prod(np.where(s > 0, p_cause, 1.0 - p_cause)) * (1.0 if s.any() else evidence.pain_leak)
        p_on = -np.expm1(-(network.mechanism_leak + network.mechanism_cause @ s))
        for switched in product((0.0, 1.0), repeat=mechanisms):
            z = np.array(switched)
            p_mechanisms = p_set * np.prod(np.where(z > 0, p_on, 1.0 - p_on))
            for which in range(states):
                x = lam @ np.concatenate([[1.0], s, z]) + z[model.nerve_root] * state_lam[:, which]
                likelihood = np.prod(np.where(evidence.present, -np.expm1(-x), np.exp(-x)))
                weight = p_mechanisms * structure.state_share[which] * likelihood
                total += weight
                empty += weight * (not s.any())
                cause += weight * s
                mechanism += weight * z
                state[which] += weight * z[model.nerve_root]
    return Exact(cause / total, empty / total, mechanism / total, root_beliefs(state / total, model))


def enumerate_sets(evidence: Evidence, model: Model) -> Exact:
    """The same probabilities, the mechanisms summed out one group of tied ones at a time."""
    causes = len(model.structure.causes)
    groups = _groups(evidence, model)
    tables = [_joint_likelihood(group, evidence, model) for group in groups]
    scale: float | None = None
    total, empty = 0.0, 0.0
    cause, mechanism = np.zeros(causes), np.zeros(len(model.structure.mechanisms))
    state = np.zeros(len(model.structure.state_share))
    for start in range(0, 1 << causes, CHUNK):
        at = np.arange(start, min(start + CHUNK, 1 << causes))
        sets = (at[:, None] >> np.arange(causes) & 1).astype(np.float64)
        log_weight = _log_direct(sets, evidence)
        log_weight[at == 0] += np.log(evidence.pain_leak)
        off = np.exp(-(model.network.mechanism_leak + sets @ model.network.mechanism_cause.T))
        for group, table in zip(groups, tables, strict=True):
            log_weight += np.log(_chances(off[:, group]) @ table.sum(1))
        if scale is None:
            scale = float(log_weight.max())
        weight = np.exp(log_weight - scale)
        total += weight.sum()
        empty += float(weight[at == 0].sum())
        cause += weight @ sets
        for group, table in zip(groups, tables, strict=True):
            chances = _chances(off[:, group])
            joint = (weight / (chances @ table.sum(1))) @ chances
            for q, m in enumerate(group):
                on = np.arange(len(table)) >> q & 1 == 1
                mechanism[m] += joint[on] @ table[on].sum(1)
                if m == model.nerve_root:
                    state += joint[on] @ table[on]
    root = root_beliefs(state / total, model)
    return Exact(cause / total, empty / total, mechanism / total, root)


def _log_direct(sets: Floats, evidence: Evidence) -> Floats:
    x = evidence.direct_leak[:, None] + evidence.direct_cause @ sets.T
    return np.asarray(sets @ evidence.log_odds + np.log(-np.expm1(-x)).sum(0))


def _groups(evidence: Evidence, model: Model) -> list[list[int]]:
    """Mechanisms that some present finding ties together; the others each by itself."""
    group_of = {m: {m} for m in range(len(model.structure.mechanisms))}
    for row, states in zip(evidence.layered_mechanism > 0, evidence.layered_state > 0, strict=True):
        touched = set(np.flatnonzero(row).tolist()) | ({model.nerve_root} if states.any() else set())
        joined = set().union(*(group_of[m] for m in touched))
        group_of |= dict.fromkeys(joined, joined)
    return [sorted(group) for m, group in group_of.items() if m == min(group)]


def _joint_likelihood(group: list[int], evidence: Evidence, model: Model) -> Floats:
    """(2^k, root states): chance of the group's findings and of the root's state, under every joint state."""
    bits = (np.arange(1 << len(group))[:, None] >> np.arange(len(group)) & 1).astype(np.float64)
    rooted = bits[:, group.index(model.nerve_root)] if model.nerve_root in group else np.zeros(len(bits))
    share = model.structure.state_share
    table = np.exp(bits @ evidence.absent_mechanism[group])[:, None] * np.where(
        rooted[:, None] > 0, share * np.exp(evidence.absent_state), share
    )
    for leak, lam, states in zip(
        evidence.layered_leak, evidence.layered_mechanism, evidence.layered_state, strict=True
    ):
        if lam[group].any() or (states.any() and model.nerve_root in group):
            table = table * -np.expm1(-(leak + (bits @ lam[group])[:, None] + rooted[:, None] * states))
    return np.asarray(table)


def _chances(off: Floats) -> Floats:
    """(sets, 2^k): chance of every joint state of mechanisms that are off with chance `off`."""
    bits = np.arange(1 << off.shape[1])[:, None] >> np.arange(off.shape[1]) & 1
    return np.asarray(np.where(bits[None] > 0, 1.0 - off[:, None, :], off[:, None, :]).prod(2))
