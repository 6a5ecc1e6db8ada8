"""How far each finding that was said moves each cause, in ln odds, told three ways.

Findings do not add up here: four signs of one root are one root. So each shift says

- alone: ln odds of the cause with nothing but this finding, less its ln odds without it. A sign is heard in the
  context that was said (setting, age, sex, risk factors: all that moved a prior); a finding that is context itself is
  heard in the bare setting.
- without: ln odds with all that is known, less ln odds with all of it but this finding. What followed from it alone
  goes with it, and what it had drowned is heard again: leaving out a weak big toe leaves no weak leg standing by
  accident, but a weak leg that was said too then counts.
- through: the mechanism that carries it. Of a finding that is there, the parent likeliest to have switched it on; of
  one that is not, the parent it speaks against most; among those that the cause feeds, where it feeds any, so that
  what explains a cause away is named too. The nerve root is told by its root. None where the finding hangs on the
  cause itself or moved its prior.

A number (an age, a sedimentation rate) is one finding, however many thresholds it settles; its figures are those of
the threshold that counted. `without` is weighed on the visited sets and their neighbours instead of searching anew;
how far that can be trusted is measured in docs/decisions/2026-11-24-intervals-shifts-values.md.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.causes.evidence import Evidence, read_evidence
from multifidus.causes.explaining.alone import Terms, marginals, no_findings
from multifidus.causes.explaining.carrier import Carriers
from multifidus.causes.explaining.reweigh import Change, reweigh
from multifidus.causes.model import Model
from multifidus.causes.network import logit
from multifidus.causes.searching.search import search
from multifidus.causes.weighed import Weighed
from multifidus.terms import SETTINGS, Finding, Findings, Known, Shift

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FOLLOWS = "follows from "
# Where leaving a finding out lifts sets that hardly counted, sets that were never visited would count as well: then
# the search is made anew. Over 470 findings left out of test cases none came near it; the worst was 0.0025.
THIN = 1e-6
MOST_ON_THIN = 0.01
TINY = 1e-300


@dataclass(frozen=True, eq=False)
class Said:
    """One thing that was said, with all that is known through it and nothing else."""

    id: str
    through: tuple[Finding, ...]  # itself, and what followed from it alone


def what_was_said(known: Known, model: Model) -> tuple[Said, ...]:
    """Everything said that the network hears anything of, in the order in which it was said."""
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in known.findings.all():
        grouped[_origin(finding, known)].append(finding)
    return tuple(
        Said(origin, tuple(through))
        for origin, through in grouped.items()
        if any(finding.id in model.position for finding in through)
    )


def _origin(finding: Finding, known: Known) -> str:
    """What was said that a finding follows from at last; itself when it was said."""
    seen = {finding.id}
    while finding.source.startswith(FOLLOWS):
        before = finding.source.removeprefix(FOLLOWS)
        if before in seen or before not in known.findings:
            return before
        seen.add(before)
        finding = known.findings[before]
    return finding.id


def shifts(weighed: Weighed) -> tuple[tuple[Shift, ...], ...]:
    """For each cause, in the order of the model, a shift for everything that was said and that the network hears."""
    model = weighed.model
    said = what_was_said(weighed.known, model)
    if not said:
        return tuple(() for _ in model.structure.causes)
    alone, heard = _alone(said, weighed)
    without = np.array([_without(one, weighed) for one in said])
    carriers = Carriers.of(weighed.visited, model)
    told = [_told_by(one, evidence, carriers, model) for one, evidence in zip(said, heard, strict=True)]
    return tuple(
        tuple(
            Shift(
                finding=one.id,
                alone=float(alone[row, at]),
                without=float(without[row, at]),
                through=told[row][at].through,
                figures=model.cited.behind(told[row][at].finding, cause, told[row][at].through),
            )
            for row, one in enumerate(said)
        )
        for at, cause in enumerate(model.structure.causes)
    )


def _alone(said: tuple[Said, ...], weighed: Weighed) -> tuple[Floats, list[Evidence]]:
    """(said, causes): the shift of each by itself; and the evidence that each is by itself."""
    context, model = weighed.evidence, weighed.model
    setting = SETTINGS[context.setting]
    bare_odds, bare_leak = model.prior[context.setting]
    heard, terms, odds, base = [], [], [], []
    beyond: dict[int, Floats] = {}
    for at, one in enumerate(said):
        evidence = read_evidence(_only(one.through, weighed.known), model, setting)
        moves_prior = len(evidence.modifiers) > 0
        prior = bare_odds if moves_prior else context.prior_log_odds
        before = evidence.prior_log_odds if moves_prior else context.prior_log_odds
        heard.append(evidence)
        its_terms = Terms.of(evidence, model)
        if its_terms is None:
            beyond[at] = search(evidence, model).cause  # heard in the bare setting: no sign has this many terms
            its_terms, prior = no_findings(model), bare_odds
        terms.append(its_terms)
        odds.append(before + evidence.log_odds - evidence.prior_log_odds)
        base.append(prior)
    nothing = [no_findings(model)] * len(said)
    leak = np.full(len(said), bare_leak)
    with_it = marginals(terms, np.exp(odds), leak)
    for at, probability in beyond.items():
        with_it[at] = probability
    return _log_odds(with_it) - _log_odds(marginals(nothing, np.exp(base), leak)), heard


def _only(findings: tuple[Finding, ...], known: Known) -> Known:
    return Known(findings=Findings(findings), said=known.said)


def _without(one: Said, weighed: Weighed) -> Floats:
    """(causes,): what the belief owes to this beside all the rest."""
    model = weighed.model
    ids = {finding.id for finding in one.through}
    rest = tuple(finding for finding in weighed.known.findings.all() if finding.id not in ids)
    evidence = read_evidence(_only(rest, weighed.known), model, SETTINGS[weighed.evidence.setting])
    change = Change.between(weighed.evidence, evidence, model)
    visited = weighed.visited
    if not change:
        return np.zeros(visited.sets.shape[1])
    share = reweigh(visited, change)
    share /= share.sum()
    probability = np.asarray(share @ visited.sets)
    if share[visited.share < THIN].sum() > MOST_ON_THIN:
        probability = Weighed(weighed.known, model, evidence, search(evidence, model)).visited.probability
    return np.asarray(_log_odds(visited.probability) - _log_odds(probability))


def _log_odds(probability: Floats) -> Floats:
    return logit(np.clip(probability, TINY, 1.0 - np.finfo(np.float64).epsneg))


@dataclass(frozen=True, eq=False)
class _Told:
    """By which finding of the network something said reaches a cause, and the mechanism that carries it."""

    finding: str
    through: str | None


def _told_by(said: Said, alone: Evidence, carriers: Carriers, model: Model) -> list[_Told]:
    """How one thing that was said reaches each cause."""
    structure = model.structure
    if len(alone.finding):
        item = _telling_item(said, alone, model)
        finding = int(alone.finding[item])
        through = carriers.carry(finding, int(alone.side[item]), present=bool(alone.present[item]))
        told = [_Told(structure.findings[finding], mechanism) for mechanism in through]
    else:
        told = [_Told(said.id, None)] * len(structure.causes)
    for row in alone.modifiers.tolist():
        moves, cause = structure.modifiers[row % len(structure.modifiers)]
        told[structure.causes.index(cause)] = _Told(moves, None)
    return told


def _telling_item(said: Said, alone: Evidence, model: Model) -> int:
    """The item that tells: what was said itself where it counts, else whatever is there, else the first."""
    itself = np.array([model.structure.findings[at] == said.id for at in alone.finding])
    return int(np.lexsort((~alone.present, ~itself))[0])
