"""What the network implies for a figure, under the people it was measured in, with its gradient.

All findings of a set T are off, given the causes S, with a chance that factorises over the mechanisms:

    P(T off | S) = exp(-leaks - direct) * prod over m of [q_m + (1 - q_m) exp(-lam of m into T)] * the root node,
    q_m = exp(-leak of m - sum of lam from S),   the root node: q + (1 - q) sum over states of share exp(-lam into T).

With inclusion and exclusion over the finding and whatever let the people in, P(finding | S, let in) follows, and the
mean over the sets S of those with the cause is its sensitivity, of those without it one less its specificity.
A prior modifier is a ratio of its row: there o and p are the odds ratio and the share without the cause.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from multifidus.causes.fitting.figures import Compiled
from multifidus.causes.fitting.populations import FIRST_CONTACT, ONE_CAUSE_EACH, Populations
from multifidus.causes.network import NERVE_ROOT, Floats, Ints, Network, Structure, expit, network_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EligibilityRow, SpreadRow
from multifidus.terms import SETTINGS

LEAST = 1e-9  # no chance that enters a figure is nearer to 0 or 1


@dataclass(frozen=True)
class Implied:
    """The value of every figure on its scale, and its gradient by all parameters of the fit."""

    points: Floats  # (figures,)
    gradient: Floats  # (figures, parameters)


@dataclass(frozen=True)
class _Door:
    """What let people into a population: findings that are all present, all absent, or of which any is present."""

    present: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    any_of: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Question:
    """How often a finding is met, set by set of causes, among people let in by a door; `place`: of its parameter."""

    finding: int
    door: _Door
    place: int

    @cached_property
    def terms(self) -> tuple[tuple[tuple[int, ...], float, float], ...]:
        """Sets of findings that are off, with their signs in P(finding and let in) and in P(let in)."""
        door = self.door
        signs: dict[frozenset[int], list[float]] = defaultdict(lambda: [0.0, 0.0])
        for size in range(len(door.present) + 1):
            for off in combinations(door.present, size):
                for shut, sign in ((frozenset[int](), 1.0), (frozenset(door.any_of), -1.0))[: 2 if door.any_of else 1]:
                    let_in = frozenset((*off, *door.absent)) | shut
                    signs[let_in][0] += sign * (-1.0) ** size
                    signs[let_in][1] += sign * (-1.0) ** size
                    signs[let_in | {self.finding}][0] -= sign * (-1.0) ** size
        return tuple((tuple(sorted(off)), both, door_) for off, (both, door_) in signs.items() if both or door_)


class Predictor:
    """Implied values of a fixed list of figures, as a function of the parameters of the fit.

    The parameters are those of the network, those of the populations, then the ln of the factor by which the
    leaks of the findings are higher behind each door: who is sent on shows more of any sign than the causes explain.
    """

    def __init__(self, knowledge: Knowledge, structure: Structure, figures: tuple[Compiled, ...]) -> None:
        self.structure = structure
        self.figures = figures
        self.populations = Populations(knowledge, structure)
        self.sets = self.populations.sets
        self._doors = _doors(knowledge, structure)
        selected = tuple(self.populations.listed)
        first = len(structure.start) + len(self.populations.start)
        self.start = np.concatenate([structure.start, self.populations.start, np.zeros(len(selected))])
        door_sd = next(row.spread for row in knowledge.rows(SpreadRow) if row.kind == "door")
        self.nuisance_sd = np.concatenate([self.populations.start_sd, np.full(len(selected), door_sd)])
        self.size = len(self.start)
        self._place_of_door = {population: first + i for i, population in enumerate(selected)}
        self._follows: dict[str, set[str]] = {name: set(row.implies) for name, row in knowledge.findings.items()}
        self._modifier = {pair: i for i, pair in enumerate(structure.modifiers)}
        self._groups: dict[tuple[str, str, bool], int] = {}
        self._questions: dict[_Question, int] = {}
        self._cells: dict[tuple[int, int], int] = {}
        self._places = [self._place(figure) for figure in figures]
        self._off = _Off(structure, self.sets, tuple(self._questions))

    def _place(self, figure: Compiled) -> tuple[int, int] | int:
        """The cells of a figure, with the cause and without it; of a prior modifier its own position."""
        if figure.finding not in self.structure.position:
            return self._modifier[figure.finding, figure.cause]
        question = self._questions.setdefault(self._question(figure), len(self._questions))
        found = []
        for has_cause in (True, False):
            population = ONE_CAUSE_EACH if figure.origin == "ours" else figure.population
            group = self._groups.setdefault((population, figure.cause, has_cause), len(self._groups))
            found.append(self._cells.setdefault((question, group), len(self._cells)))
        return found[0], found[1]

    def _question(self, figure: Compiled) -> _Question:
        """A finding that all have who were let in, or that follows from one, was measured: it then let nobody in."""
        door = self._doors.get(figure.population, _Door())
        names = self.structure.findings

        def free(findings: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(
                i for i in findings if names[i] != figure.finding and figure.finding not in self._follows[names[i]]
            )

        door = _Door(free(door.present), free(door.absent), door.any_of)
        place = self._place_of_door.get(figure.population, -1)
        return _Question(self.structure.position[figure.finding], door, place)

    def __call__(self, parameters: Floats) -> Implied:
        """The implied values and their gradient at these parameters."""
        chance, slope = self._cell_values(parameters)
        points = np.zeros(len(self.figures))
        gradient = np.zeros((len(self.figures), self.size))
        for row, (figure, place) in enumerate(zip(self.figures, self._places, strict=True)):
            if isinstance(place, tuple):
                with_cause, without = chance[place[0]], chance[place[1]]
                by_with, by_without = slope[place[0]], slope[place[1]]
            else:
                with_cause, without, by_with = self._modified(place, parameters)
                by_without = np.zeros(self.size)
            point, first, second = _measured(figure.measure, with_cause, without)
            points[row] = point
            gradient[row] = first * by_with + second * by_without
            if figure.measure == "p_cause_given_finding":
                self._add_prior(figure, parameters, points, gradient, row)
        return Implied(points, gradient)

    def _modified(self, modifier: int, parameters: Floats) -> tuple[float, float, Floats]:
        """Share with the finding among those with the cause and without it, for a prior modifier."""
        at = self.structure.modifier_at + modifier
        share = float(self.structure.modifier_share[modifier])
        odds = share / (1 - share) * float(np.exp(parameters[at]))
        slope = np.zeros(self.size)
        slope[at] = odds / (1 + odds) ** 2
        return odds / (1 + odds), share, slope

    def _add_prior(self, figure: Compiled, parameters: Floats, points: Floats, gradient: Floats, row: int) -> None:
        """Ln odds of the cause before the finding, at first contact."""
        setting = figure.population.removeprefix(FIRST_CONTACT)
        first = self.structure.prior_at + SETTINGS.index(setting) * len(self.structure.causes)
        at = np.arange(first, first + len(self.structure.causes))
        raw = expit(parameters[at])
        cause = self.structure.causes.index(figure.cause)
        others = raw.sum() - raw[cause]
        points[row] += np.log(raw[cause]) - np.log(others)
        by_raw = np.where(np.arange(len(raw)) == cause, 1 / raw[cause], -1 / others)
        gradient[row, at] += by_raw * raw * (1 - raw)

    def _cell_values(self, parameters: Floats) -> tuple[Floats, Floats]:
        """(cells,) and (cells, parameters): chance of the finding in the group, and its gradient."""
        structure = self.structure
        groups = self.populations.groups(self._groups, parameters)
        weights = np.array([group.weights for group in groups]).reshape(-1, len(self.sets))
        question = np.array([q for q, _ in self._cells], dtype=np.int64)
        member = np.array([g for _, g in self._cells], dtype=np.int64)
        network = network_of(structure, parameters[: len(structure.start)])
        given, slopes, by_door = self._off.given(network, parameters, question, weights[member])
        gradient = np.zeros((len(self._cells), self.size))
        gradient[:, : structure.edges] = slopes * expit(parameters[: structure.edges])  # d lam / d logit of the weight
        chance = (weights[member] * given[question]).sum(1)
        places = np.array([asked.place for asked in self._questions], dtype=np.int64)[question]
        cells = np.flatnonzero(places >= 0)
        gradient[cells, places[cells]] += by_door[cells]
        for cell, (which, group) in enumerate(zip(question, member, strict=True)):
            gradient[cell, list(groups[group].at)] += given[which] @ groups[group].slope
        return chance, gradient


class _Off:
    """Chances that sets of findings are off, for every set of causes, and their slopes by lam."""

    def __init__(self, structure: Structure, sets: Floats, questions: tuple[_Question, ...]) -> None:
        self.structure = structure
        self.sets = sets
        self.questions = questions
        self.offs = tuple({off: None for question in questions for off, _, _ in question.terms})
        self.asked: dict[tuple[int, ...], list[tuple[int, float, float]]] = defaultdict(list)
        for i, question in enumerate(questions):
            for off, both, door in question.terms:
                self.asked[off].append((i, both, door))
        self.root = structure.mechanisms.index(NERVE_ROOT)

    def given(
        self, network: Network, parameters: Floats, question: Ints, weights: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """P(finding | S, let in), (questions, sets); slopes of its mean in each cell by lam and by the ln of the door.

        `question`: (cells,); `weights`: (cells, sets); slopes: (cells, edges) and (cells,).
        """
        quiet = np.exp(-network.mechanism_leak - self.sets @ network.mechanism_cause.T)  # (sets, mechanisms)
        factor = np.array([np.exp(parameters[asked.place]) if asked.place >= 0 else 1.0 for asked in self.questions])
        chance = {off: self._chance(network, quiet, off) for off in self.offs}
        leak = {off: float(network.finding_leak[list(off)].sum()) for off in self.offs}
        both, door = np.zeros((2, len(self.questions), len(self.sets)))
        for off, asked in self.asked.items():
            for i, in_both, in_door in asked:
                here = chance[off] * np.exp((1.0 - factor[i]) * leak[off])
                both[i] += in_both * here
                door[i] += in_door * here
        door = np.maximum(door, LEAST)
        given = both / door
        slopes, by_door = np.zeros((len(question), self.structure.edges)), np.zeros(len(question))
        cells = [np.flatnonzero(question == i) for i in range(len(self.questions))]
        for off, asked in self.asked.items():
            if not off:
                continue
            rows = np.concatenate([cells[i] for i, _, _ in asked])
            pull = np.concatenate(
                [
                    weights[cells[i]]
                    * ((in_both - given[i] * in_door) / door[i] * chance[off] * np.exp((1.0 - factor[i]) * leak[off]))
                    for i, in_both, in_door in asked
                ]
            )
            behind = factor[question[rows]]
            by_door[rows] -= pull.sum(1) * behind * leak[off]
            self._add_slopes(network, quiet, _Pull(off, pull, rows, behind), slopes)
        return given, slopes, by_door

    def _chance(self, network: Network, quiet: Floats, off: tuple[int, ...]) -> Floats:
        """(sets,): P(all of these findings off | S)."""
        if not off:
            return np.ones(len(self.sets))
        at = list(off)
        direct = network.finding_leak[at].sum() + self.sets @ network.finding_cause[at].sum(0)
        through = 1.0 - (1.0 - quiet) * self._blocked(network, at)
        return np.asarray(np.exp(-direct) * through.prod(1))

    def _blocked(self, network: Network, at: list[int]) -> Floats:
        """(mechanisms,): chance that a mechanism that is on switches on at least one of the findings."""
        passed = np.exp(-network.finding_mechanism[at].sum(0))
        passed[self.root] *= self._root_passes(network, at).sum()
        return np.asarray(1.0 - passed)

    def _root_passes(self, network: Network, at: list[int]) -> Floats:
        """(root states,): share of the state times the chance that none of the findings is switched on by it."""
        passes = np.exp(-self.structure.state_roots @ network.finding_root[at].sum(0))
        return np.asarray(self.structure.state_share * passes)

    def _add_slopes(self, network: Network, quiet: Floats, pulled: _Pull, slopes: Floats) -> None:
        """Adds pull * d ln P(off | S) / d lam. `slopes`: (cells, edges)."""
        structure, at = self.structure, list(pulled.off)
        pull, rows = pulled.pull, pulled.rows
        blocked = self._blocked(network, at)
        through = 1.0 - (1.0 - quiet) * blocked
        passed = pull @ ((1.0 - quiet) / through)  # (rows, mechanisms)
        held = pull @ self.sets  # (rows, causes)
        of_root = self._root_passes(network, at) @ structure.state_roots
        of_root = of_root * np.exp(-network.finding_mechanism[at, self.root].sum())
        for i in at:
            _add(slopes, rows, structure.finding_leak[[i]], -(pull.sum(1) * pulled.leaks)[:, None])
            _add(slopes, rows, structure.finding_cause[i], -held)
            _add(slopes, rows, structure.finding_mechanism[i], -passed * (1.0 - blocked))
            _add(slopes, rows, structure.finding_root[i], -np.outer(passed[:, self.root], of_root))
        silenced = blocked * quiet / through  # (sets, mechanisms)
        for m in np.flatnonzero(blocked > 0):
            by_mechanism = pull * silenced[:, m]
            _add(slopes, rows, structure.mechanism_leak[[m]], -by_mechanism.sum(1, keepdims=True))
            _add(slopes, rows, structure.mechanism_cause[m], -by_mechanism @ self.sets)


@dataclass(frozen=True)
class _Pull:
    """How hard ln P(these findings are off | S) pulls at the chance in each cell."""

    off: tuple[int, ...]
    pull: Floats  # (rows, sets)
    rows: Ints  # cells
    leaks: Floats  # (rows,), by how much the leaks are higher behind the door


def _add(slopes: Floats, rows: Ints, at: Ints, values: Floats) -> None:
    """Adds values, (rows, positions), at the edges that exist; no row and no edge comes twice."""
    known = np.flatnonzero(at >= 0)
    if len(known):
        slopes[np.ix_(rows, at[known])] += values[:, known]


def _doors(knowledge: Knowledge, structure: Structure) -> dict[str, _Door]:
    """Findings of the network that let people into each population.

    Ages and other prior modifiers are no part of it: given the causes they say nothing of the findings, and the mix
    is already that of the people let in.
    """
    found: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for row in knowledge.rows(EligibilityRow):
        if row.finding in structure.position:
            known = found[row.population].get(row.value, ())
            found[row.population][row.value] = (*known, structure.position[row.finding])
    return {name: _Door(**parts) for name, parts in found.items()}


def _measured(measure: str, with_cause: float, without: float) -> tuple[float, float, float]:
    """A figure on its scale, from the two chances of the finding, and its slopes by them."""
    a = min(max(with_cause, LEAST), 1 - LEAST)
    b = min(max(without, LEAST), 1 - LEAST)
    logit_a, logit_b = np.log(a) - np.log1p(-a), np.log(b) - np.log1p(-b)
    by_a, by_b = 1 / (a * (1 - a)), 1 / (b * (1 - b))
    if measure in ("sens", "p_if_cause"):
        return logit_a, by_a, 0.0
    if measure == "spec":
        return -logit_b, 0.0, -by_b
    if measure == "p_otherwise":
        return logit_b, 0.0, by_b
    if measure == "lr_neg":
        return np.log1p(-a) - np.log1p(-b), -1 / (1 - a), 1 / (1 - b)
    if measure == "odds_ratio":
        return logit_a - logit_b, by_a, -by_b
    return np.log(a) - np.log(b), 1 / a, -1 / b  # lr_pos, and the part of the finding in p_cause_given_finding
