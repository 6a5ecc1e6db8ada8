"""What each unknown finding could change: every one of them at once, exactly, from the sets the search visited.

With the sets S of causes and the findings x known so far, the chance that finding f is absent is

    P(f = 0 | S, x) = exp(-leak - lam of the causes in S) * product over blocks of E[exp(-lam of what is on) | S, x]:

blocks are independent given S and x, and so are mechanisms that nothing ties. Summed over the sets,
J(c) = sum of share(S) P(f = 0 | S, x) [S has c], the probability of c is J(c) / P(f = 0) were f absent and
(P(c) - J(c)) / (1 - P(f = 0)) were it present. A finding with one parent, or with all its parents in one block, needs
no pass over the sets: J is linear in sums taken once.

A finding that moves a prior by its odds scales w(S) by the ratio of each cause in S: its sums are of share(S) times
that. How common it is comes from its share among people without the cause, moved by the same ratios; with one cause
that is Bayes' rule to the letter, with several it is their best agreement, so that the gain is taken against the
mixture of both answers.

The value takes the finding itself, heard on either side. What it implies or rules out is not thrown in, and a known
finding that it would make stale stays counted beside it: asking again gives the closure its say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import EITHER, Evidence
from multifidus.causes.model import Model
from multifidus.causes.visited import Visited
from multifidus.terms import Known, Values

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def values_of(visited: Visited, evidence: Evidence, known: Known, model: Model) -> Values:
    """The value of every finding of the network, and every prior modifier, that nobody has said anything of."""
    heard = {model.position[finding] for finding in known.findings if finding in model.position}
    unknown = np.array([at for at in range(len(model.names)) if at not in heard], dtype=np.int64)
    count = len(model.structure.findings)
    sums = _Sums.of(visited)
    of_findings = _of_findings(sums, unknown[unknown < count], model)
    of_modifiers = _of_modifiers(sums, unknown[unknown >= count], evidence, model)
    p_present, if_present, if_absent = (np.concatenate(pair) for pair in zip(of_findings, of_modifiers, strict=True))
    return Values(
        findings=tuple(model.names[at] for at in unknown),
        causes=model.structure.causes,
        p_present=p_present,
        gain_nats=_gain(p_present, if_present, if_absent),
        if_present=if_present,
        if_absent=if_absent,
    )


@dataclass(frozen=True)
class _Sums:
    """Sums over the sets; column 0 over all of them, the others over the sets with each cause."""

    visited: Visited
    weight: Floats  # (sets, 1 + causes)
    total: Floats  # (1 + causes,): 1, and the probability of every cause
    both: Floats  # (causes, 1 + causes): of the sets that have the cause
    on: Floats  # (mechanisms, 1 + causes): of the chance that the mechanism is on
    states: tuple[tuple[Floats, ...], ...]  # every part: (2^k, 1 + causes), of the chance of the joint state

    @classmethod
    def of(cls, visited: Visited) -> _Sums:
        """The sums over these sets."""
        weight = visited.share[:, None] * np.hstack([np.ones((len(visited.share), 1)), visited.sets])
        return cls(
            visited=visited,
            weight=weight,
            total=weight.sum(0),
            both=visited.sets.T @ weight,
            on=visited.on @ weight,
            states=tuple(tuple(part.posterior @ weight[part.rows] for part in parts) for parts in visited.parts),
        )


def _of_findings(sums: _Sums, findings: Ints, model: Model) -> tuple[Floats, Floats, Floats]:
    """Chance to be there, and (findings, causes) probabilities were each there and were it not."""
    visited, causes = sums.visited, len(model.structure.causes)
    lam, lam_state = model.finding_lam[findings], model.state_lam[EITHER, findings]
    keeps_off = np.expm1(-lam[:, 1:])  # minus the chance that this parent switches it on
    by_cause, by_mechanism = keeps_off[:, :causes], keeps_off[:, causes:]
    apart = np.zeros(by_mechanism.shape[1], dtype=bool)
    apart[visited.apart] = True
    factors = [[part.off_factor(lam[:, 1 + causes :], lam_state) for part in parts] for parts in visited.parts]
    touched: list[Bools] = [np.asarray((each[0] < 1.0).any(1)) for each in factors]
    by_mechanism = by_mechanism * apart
    places = (by_cause < 0).sum(1) + (by_mechanism < 0).sum(1) + np.array(touched).sum(0)
    absent = sums.total + by_cause @ sums.both + by_mechanism @ sums.on  # exact where there is but one place
    for each, states, hit in zip(factors, sums.states, touched, strict=True):
        absent[hit] = np.sum([factor[hit] @ of_states for factor, of_states in zip(each, states, strict=True)], axis=0)
    many = np.flatnonzero(places > 1)
    chance = _product(visited, by_cause[many], by_mechanism[many])
    for parts, each, hit in zip(visited.parts, factors, touched, strict=True):
        rows = np.flatnonzero(hit[many])
        for part, factor in zip(parts, each, strict=True):
            chance[rows, part.rows] *= factor[many[rows]] @ part.posterior
    absent[many] = chance @ sums.weight
    absent *= np.exp(-lam[:, :1])
    p_absent = absent[:, :1]
    return 1.0 - p_absent[:, 0], _share(sums.total[1:] - absent[:, 1:], 1.0 - p_absent), _share(absent[:, 1:], p_absent)


def _product(visited: Visited, by_cause: Floats, by_mechanism: Floats) -> Floats:
    """(findings, rows): chance that no cause, and no mechanism outside the parts, switches each finding on."""
    chance = np.ones((len(by_cause), len(visited.share)))
    for by, on in ((by_cause, visited.sets.T), (by_mechanism, visited.on)):
        for parent in np.flatnonzero((by < 0).any(0)):
            hit = by[:, parent] < 0
            chance[hit] *= 1.0 + by[hit, parent][:, None] * on[parent]
    return chance


def _of_modifiers(sums: _Sums, names: Ints, evidence: Evidence, model: Model) -> tuple[Floats, Floats, Floats]:
    """The same for findings that move priors. `names`: their positions among the names of the model."""
    structure = model.structure
    rows = [
        np.flatnonzero(model.modifier_literal == literal) for at in names for literal in (at, at + len(model.names))
    ]
    moved = np.array([_moved(new, evidence.modifiers, model) for new in rows]).reshape(-1, len(structure.causes))
    scaled = np.empty((len(moved), 1 + len(structure.causes)))
    single = (moved != 0).sum(1) <= 1
    scaled[single] = sums.total + np.expm1(moved[single]) @ sums.both
    scaled[~single] = np.exp(moved[~single] @ sums.visited.sets.T) @ sums.weight
    absent, present = scaled[0::2], scaled[1::2]
    share = np.array([structure.modifier_share[new % len(structure.modifiers)].mean() for new in rows[0::2]])
    there, not_there = share * present[:, 0], (1.0 - share) * absent[:, 0]
    return there / (there + not_there), present[:, 1:] / present[:, :1], absent[:, 1:] / absent[:, :1]


def _moved(new: Ints, counted: Ints, model: Model) -> Floats:
    """(causes,): how the prior ln odds move when these rows of prior modifiers are heard beside those that counted."""
    rows = np.union1d(new, counted)
    kept = rows[~model.modifier_entails[np.ix_(rows, rows)].any(0)]
    return np.asarray(model.modifier_ratio[kept].sum(0) - model.modifier_ratio[counted].sum(0))


def _share(part: Floats, whole: Floats) -> Floats:
    """Part of the whole, kept a proportion where rounding would not."""
    return np.clip(part / np.maximum(whole, np.finfo(np.float64).tiny), 0.0, 1.0)


def _gain(p_present: Floats, if_present: Floats, if_absent: Floats) -> Floats:
    """(findings,): mutual information with each cause by itself, added up, in nats."""
    p = p_present[:, None]
    mixed = p * if_present + (1.0 - p) * if_absent
    gain = _entropy(mixed) - p * _entropy(if_present) - (1.0 - p) * _entropy(if_absent)
    return np.asarray(np.maximum(gain.sum(1), 0.0))


def _entropy(p: Floats) -> Floats:
    """Nats of a yes or no with chance p."""
    inside = np.clip(p, 1e-300, 1.0)
    outside = np.clip(1.0 - p, 1e-300, 1.0)
    return np.asarray(-inside * np.log(inside) - outside * np.log(outside))
