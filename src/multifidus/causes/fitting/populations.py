"""Who the people were in whom a figure was measured: the weights of their sets of causes.

Two groups are needed for each figure: those who have the cause and those who do not. Both come from the mix of the
population (populations.csv; for people at first contact the prior of the setting) through the pain node of
priors.py: with p = Z * share, one equation settles Z so that everybody has pain and `none` of them without a cause.
Where more people have no cause than independent causes would leave (a survey, a group chosen by a symptom of other
organs) pain decides nothing, and the shares are scaled until the causes, independently, leave as many.

The mix is that of the people who were let in. Eligibility therefore changes what is known about each of them
(implied.py), not how many there are of each kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from multifidus.causes.network import Z_95, Floats, Structure, expit
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import PopulationRow
from multifidus.terms import SETTINGS

FIRST_CONTACT = "low_back_pain_"  # followed by a setting: the mix is the prior, a parameter of the network
ONE_CAUSE_EACH = "one cause each"  # our own judgements speak of a cause alone, against the others by their prior
CASES_ONLY = "cases_only"  # no comparison group; what else the cases have is taken from first contact
WIDEST = 1e-12


@dataclass(frozen=True)
class Group:
    """Weights of the sets of causes in a group of people, adding up to 1, and how they answer to the parameters."""

    weights: Floats  # (sets,)
    at: tuple[int, ...]  # positions among the parameters
    slope: Floats  # (sets, len(at))


@dataclass(frozen=True)
class _Mix:
    """A population through the pain node: ln odds of every cause, ln leak, and their slopes by the parameters."""

    log_odds: Floats  # (causes,)
    log_leak: float
    at: tuple[int, ...]
    slope: Floats  # (causes + 1, len(at))


@lru_cache(maxsize=8)
def cause_sets(causes: int) -> Floats:
    """(sets, causes): 1 where the set holds the cause; all sets of no, one and two causes, the empty one first."""
    members = [(), *((i,) for i in range(causes)), *combinations(range(causes), 2)]
    sets = np.zeros((len(members), causes))
    for row, held in enumerate(members):
        sets[row, list(held)] = 1.0
    return sets


class Populations:
    """The mix of every population, as parameters behind those of the network: ln share of each of its rows."""

    def __init__(self, knowledge: Knowledge, structure: Structure) -> None:
        self.structure = structure
        self.target_share = knowledge.choices["share_with_the_target"]
        self.sets = cause_sets(len(structure.causes))
        rows: dict[str, list[PopulationRow]] = defaultdict(list)
        for row in knowledge.rows(PopulationRow):
            if not row.population.startswith(FIRST_CONTACT) and row.value > 0:
                rows[row.population].append(row)
        self.listed = {name: tuple(row.cause for row in of_it) for name, of_it in rows.items()}
        flat = [row for of_it in rows.values() for row in of_it]
        self.start = np.log([row.value for row in flat])
        width = np.log([max(row.high, row.value) / max(row.low, WIDEST) for row in flat])
        self.start_sd = np.maximum(width / (2 * Z_95), knowledge.choices["least_mix_sd"])
        self.first: dict[str, int] = {}
        at = len(structure.start)
        for name, of_it in rows.items():
            self.first[name] = at
            at += len(of_it)

    def groups(self, keys: Iterable[tuple[str, str, bool]], parameters: Floats) -> list[Group]:
        """The group of every key: population, cause, whether it has the cause."""
        mixes: dict[tuple[str, str, bool], _Mix] = {}
        found = []
        for population, cause, has_cause in keys:
            target = self.structure.causes.index(cause)
            if population == ONE_CAUSE_EACH:
                found.append(self._one_cause_each(target, has_cause, parameters))
                continue
            seen_in = f"{FIRST_CONTACT}primary" if population == CASES_ONLY else population
            # At first contact the mix is the same for every cause.
            key = (seen_in, "", False) if seen_in.startswith(FIRST_CONTACT) else (seen_in, cause, has_cause)
            if key not in mixes:
                mixes[key] = self._mix(*key, parameters)
            found.append(self._group(mixes[key], target, has_cause))
        return found

    def _one_cause_each(self, target: int, has_cause: bool, parameters: Floats) -> Group:
        """Those with this cause and no other, or those with one other cause."""
        alone = self.sets.sum(1) == 1
        if has_cause:
            return Group(np.where(alone, self.sets[:, target], 0.0), (), np.zeros((len(self.sets), 0)))
        share, _, at, slope = self._first_contact(f"{FIRST_CONTACT}primary", parameters)
        others = np.arange(len(share)) != target
        rest = float(share[others].sum())
        part = np.where(others, share, 0.0) / rest
        by_mix = (np.diag(others / rest) - np.outer(part, others / rest)) @ slope[:-1]
        members = np.where(alone[:, None], self.sets, 0.0)
        return Group(members @ part, at, members @ by_mix)

    def _mix(self, population: str, cause: str, has_cause: bool, parameters: Floats) -> _Mix:
        if population.startswith(FIRST_CONTACT):
            share, unexplained, at, slope = self._first_contact(population, parameters)
        else:
            share, unexplained, at, slope = self._selected(population, cause, has_cause, parameters)
        log_odds, log_leak, by_mix = pain_node(share, unexplained)
        return _Mix(log_odds, log_leak, at, by_mix @ slope)

    def _group(self, mix: _Mix, target: int, has_cause: bool) -> Group:
        """The people of a mix with the cause, or those without it."""
        log_odds, by_mix = mix.log_odds.copy(), mix.slope.copy()
        if has_cause:
            log_odds[target] = 0.0
        by_mix[target] = 0.0  # whether the target is there is settled
        allowed = self.sets[:, target] == float(has_cause)
        held = np.where(self.sets > 0, log_odds, 0.0).sum(1)
        empty = self.sets.sum(1) == 0
        weight = np.where(allowed, np.exp(held + np.where(empty, mix.log_leak, 0.0)), 0.0)
        weight /= weight.sum()
        log_slope = self.sets @ by_mix[:-1] + empty[:, None] * by_mix[-1]
        return Group(weight, mix.at, weight[:, None] * (log_slope - weight @ log_slope))

    def _first_contact(self, population: str, parameters: Floats) -> tuple[Floats, float, tuple[int, ...], Floats]:
        structure, causes = self.structure, len(self.structure.causes)
        setting = [f"{FIRST_CONTACT}{name}" for name in SETTINGS].index(population)
        first = structure.prior_at + setting * causes
        at = (*range(first, first + causes), structure.unexplained_at + setting)
        raw = expit(parameters[list(at)])
        share = raw[:-1] / raw[:-1].sum()
        slope = np.zeros((causes + 1, causes + 1))
        slope[:-1, :-1] = (np.eye(causes) - share[:, None]) * (share * (1 - raw[:-1]))
        slope[-1, -1] = raw[-1] * (1 - raw[-1])
        return share, float(raw[-1]), at, slope

    def _selected(
        self, population: str, cause: str, has_cause: bool, parameters: Floats
    ) -> tuple[Floats, float, tuple[int, ...], Floats]:
        """Shares of all causes, share without one, the parameters behind them, and the slope of the shares.

        Of those without the target the target's row is dropped; those with it have the other causes beside it as
        often as the whole population has.
        """
        listed = self.listed[population]
        first, causes = self.first[population], self.structure.causes
        kept = [i for i, name in enumerate(listed) if name != cause or has_cause]
        at = tuple(first + i for i in kept)
        raw = np.exp(parameters[list(at)])
        scale = 1.0 if cause in listed or not has_cause else 1.0 - self.target_share
        mix = scale * raw / raw.sum()
        by_raw = np.diag(mix) - np.outer(mix, mix) / scale
        share, slope = np.zeros(len(causes) + 1), np.zeros((len(causes) + 1, len(at)))
        for row, i in enumerate(kept):
            position = len(causes) if listed[i] == "none" else causes.index(listed[i])
            share[position] += mix[row]
            slope[position] += by_raw[row]
        if scale < 1.0:
            share[causes.index(cause)] += self.target_share
        return share[:-1], float(share[-1]), at, slope


def pain_node(share: Floats, unexplained: float) -> tuple[Floats, float, Floats]:
    """Ln odds of each cause, ln leak of the pain node, and their slopes, (causes + 1, causes + 1), by share and none.

    `share`: (causes,), shares of the people; `unexplained`: the proportion with no cause. Only the ratios of the
    shares count: with the pain node the mean number of causes is 1.
    """
    share = np.asarray(share)
    total = float(share.sum())
    count = len(share)
    identity = np.eye(count + 1)
    if total <= 0.0:  # healthy people: nobody has a cause
        return np.full(count, -np.inf), 0.0, np.zeros((count + 1, count + 1))
    part = share / total
    if np.prod(1.0 - part) > unexplained:
        scale = _solve(lambda z: float(-np.expm1(np.log1p(-z * part).sum()) - z * (1.0 - unexplained)), 1e-9, 1.0)
        p, none = scale * part, float(np.prod(1.0 - scale * part))
        by_scale = none * (part / (1.0 - p)).sum() - (1.0 - unexplained)
        part_by_mix = np.hstack([(np.eye(count) - part[:, None]) / total, np.zeros((count, 1))])
        scale_by_mix = -((none * scale / (1.0 - p)) @ part_by_mix + scale * identity[-1]) / by_scale
        p_by_mix = scale * part_by_mix + np.outer(part, scale_by_mix)
        log_leak = np.log(unexplained * scale / none)
        leak_by_mix = identity[-1] / unexplained + scale_by_mix / scale + (1.0 / (1.0 - p)) @ p_by_mix
    else:
        most = 1.0 / float(share.max())
        scale = _solve(lambda s: float(np.prod(1.0 - s * share)) - unexplained, 0.0, most)
        p = scale * share
        inverse = 1.0 / np.maximum(1.0 - p, WIDEST)
        by_mix = np.append(-scale * inverse, -1.0 / max(unexplained, WIDEST))
        scale_by_mix = by_mix / (share * inverse).sum()
        p_by_mix = scale * identity[:-1] + np.outer(share, scale_by_mix)
        log_leak, leak_by_mix = 0.0, np.zeros(count + 1)
    with np.errstate(divide="ignore"):
        log_odds = np.log(p) - np.log1p(-p)
    by_p = np.divide(1.0, p * (1.0 - p), out=np.zeros(count), where=p > 0.0)
    return log_odds, float(log_leak), np.vstack([by_p[:, None] * p_by_mix, leak_by_mix])


def _solve(above: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that is positive below its root crosses nought, by bisection."""
    for _ in range(60):
        middle = (low + high) / 2
        if above(middle) > 0.0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
