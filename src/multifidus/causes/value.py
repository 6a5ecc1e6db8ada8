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

The value takes the finding itself, heard on either side. Signs that it would imply or rule out add nothing, as they
never count beside it; but a known sign that it would drown (a weak leg, once the big toe is known to be weak) is taken
out first, by reweighing the sets (reweigh.py). Context takes along the context that follows from it: a woman is no
man. The same answer, given to the reader of evidence, gives the same probabilities, but for two things: there a sign
without side joins the one side that is known, and a sign that tells context (period pain: a woman) moves priors too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import EITHER, Evidence
from multifidus.causes.explaining.reweigh import Change, Items, reweigh
from multifidus.causes.explaining.visited import Part, Visited
from multifidus.causes.model import Model
from multifidus.causes.weighed import Weighed
from multifidus.terms import Values

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def values_of(weighed: Weighed) -> Values:
    """The value of every finding of the network, and every prior modifier, that nobody has said anything of."""
    model = weighed.model
    heard = {model.position[finding] for finding in weighed.known.findings if finding in model.position}
    unknown = np.array([at for at in range(len(model.names)) if at not in heard], dtype=np.int64)
    count = len(model.structure.findings)
    sums = _Sums.of(weighed.visited)
    of_findings = _of_findings(sums, unknown[unknown < count], model)
    _hear_drowning(of_findings, unknown[unknown < count], weighed)
    of_modifiers = _of_modifiers(sums, unknown[unknown >= count], weighed.evidence, model)
    p_present, if_present, if_absent = (np.concatenate(pair) for pair in zip(of_findings, of_modifiers, strict=True))
    return Values(
        findings=tuple(model.names[at] for at in unknown),
        causes=model.structure.causes,
        p_present=p_present,
        gain_nats=_gain(p_present, if_present, if_absent),
        if_present=if_present,
        if_absent=if_absent,
    )


@dataclass(frozen=True, eq=False)
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
    tied = [_touched(parts[0], by_mechanism, lam_state) for parts in visited.parts]
    factors = [
        [part.off_factor(lam[its, 1 + causes :], lam_state[its]) for part in parts]
        for parts, its in zip(visited.parts, tied, strict=True)
    ]
    inside = np.ones(by_mechanism.shape[1], dtype=bool)
    inside[visited.apart] = False
    by_mechanism[:, inside] = 0.0
    places = np.count_nonzero(by_cause, axis=1) + np.count_nonzero(by_mechanism, axis=1)
    places += np.bincount(np.concatenate(tied), minlength=len(findings))
    absent = sums.total + by_cause @ sums.both + by_mechanism @ sums.on  # exact where there is but one place
    for its, each, states in zip(tied, factors, sums.states, strict=True):
        absent[its] = np.sum([factor @ of_states for factor, of_states in zip(each, states, strict=True)], axis=0)
    many = np.flatnonzero(places > 1)
    chance = _product(visited, by_cause[many], by_mechanism[many])
    for parts, its, each in zip(visited.parts, tied, factors, strict=True):
        rows, at = np.nonzero(many[:, None] == its)
        for part, factor in zip(parts, each, strict=True):
            chance[rows, part.rows] *= factor[at] @ part.posterior
    absent[many] = chance @ sums.weight
    absent *= np.exp(-lam[:, :1])
    p_absent = absent[:, :1]
    return 1.0 - p_absent[:, 0], _share(sums.total[1:] - absent[:, 1:], 1.0 - p_absent), _share(absent[:, 1:], p_absent)


def _touched(part: Part, by_mechanism: Floats, lam_state: Floats) -> Ints:
    """The findings that hang on a part."""
    hit: Bools = np.asarray(by_mechanism[:, part.mechanisms].any(1))
    return np.flatnonzero(hit if part.root_share is None else hit | lam_state.any(1))


def _product(visited: Visited, by_cause: Floats, by_mechanism: Floats) -> Floats:
    """(findings, rows): chance that no cause, and no mechanism outside the parts, switches each finding on."""
    chance = np.ones((len(by_cause), len(visited.share)))
    for by, on in ((by_cause, visited.sets.T), (by_mechanism, visited.on)):
        for parent in np.flatnonzero((by < 0).any(0)):
            hit = by[:, parent] < 0
            chance[hit] *= 1.0 + by[hit, parent][:, None] * on[parent]
    return chance


def _hear_drowning(found: tuple[Floats, Floats, Floats], findings: Ints, weighed: Weighed) -> None:
    """Puts right, in place, what would drown a finding that counts now: that one is taken out where it is heard."""
    model, evidence, visited = weighed.model, weighed.evidence, weighed.visited
    names = len(model.names)
    split = evidence.present & (evidence.side > EITHER)  # absent on the other side is no literal of its own
    present = evidence.present | (evidence.finding[:, None] == evidence.finding[split]).any(1)
    literal = evidence.finding + names * present
    stays = np.zeros(len(model.structure.causes))
    for answer, told in ((False, found[2]), (True, found[1])):
        drowns = model.entails[np.ix_(findings + names * answer, literal)]
        for row in np.flatnonzero(drowns.any(1)):
            finding = int(findings[row])
            out = Items.of(evidence, np.flatnonzero(drowns[row]), model)
            weight = reweigh(visited, Change(out, Items.heard(finding, model, present=answer), stays))
            told[row] = weight @ visited.sets / weight.sum()
            chance = weight.sum() * (1.0 if answer else np.exp(-model.network.finding_leak[finding]))
            there, not_there = found[0][row], 1.0 - found[0][row]
            found[0][row] = chance / (chance + not_there) if answer else there / (there + chance)


def _of_modifiers(sums: _Sums, names: Ints, evidence: Evidence, model: Model) -> tuple[Floats, Floats, Floats]:
    """The same for findings that move priors. `names`: their positions among the names of the model."""
    moved = _moved(evidence.modifiers, names, model)
    absent = _scaled(sums, moved[: len(names)])
    present = _scaled(sums, moved[len(names) :])
    share = _share_otherwise(model)[names]
    there, not_there = share * present[:, 0], (1.0 - share) * absent[:, 0]
    return there / (there + not_there), present[:, 1:] / present[:, :1], absent[:, 1:] / absent[:, :1]


def _scaled(sums: _Sums, moved: Floats) -> Floats:
    """(findings, 1 + causes): the sums over the sets with every cause's odds moved. `moved`: (findings, causes)."""
    scaled = sums.total + np.expm1(moved) @ sums.both  # exact where one cause is moved
    many = np.count_nonzero(moved, axis=1) > 1
    scaled[many] = np.exp(moved[many] @ sums.visited.sets.T) @ sums.weight
    return np.asarray(scaled)


def _moved(counted: Ints, names: Ints, model: Model) -> Floats:
    """(2 x names, causes): how prior ln odds move when each name, absent then present, is heard beside what counted.

    What follows from it is heard too: a woman is no man. A row that another settles moves nothing; one that settles
    counted ones takes their place.
    """
    literals = np.concatenate([names, names + len(model.names)])
    heard, settles = (known[literals] for known in model.modifier_heard)
    settled = settles | model.modifier_entails[counted].any(0)
    cause = _modifier_cause(model)
    ratio = model.modifier_ratio[np.arange(len(cause)), cause]
    moves = np.where(heard & ~settled, ratio, 0.0)
    moves[:, counted] = np.where(settled[:, counted], -ratio[counted], 0.0)
    return np.asarray(moves @ np.eye(len(model.structure.causes))[cause])


def _modifier_cause(model: Model) -> Ints:
    """(2 x modifiers,): the cause whose odds each row moves."""
    causes = [model.structure.causes.index(cause) for _, cause in model.structure.modifiers]
    return np.array([*causes, *causes], dtype=np.int64)


def _share_otherwise(model: Model) -> Floats:
    """(names,): share of people without the cause who have the finding; the mean where its rows differ."""
    rows = model.modifier_literal[: len(model.structure.modifiers)]
    count = np.bincount(rows, minlength=len(model.names))
    total = np.bincount(rows, weights=model.structure.modifier_share, minlength=len(model.names))
    return np.asarray(total / np.maximum(count, 1))


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
