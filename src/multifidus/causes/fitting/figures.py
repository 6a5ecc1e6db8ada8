"""The figures that the network has to answer for: what was published or assumed, in whom, and how sure it is.

Each figure is held on the scale on which its error is even: ln for ratios, the logit for proportions. Its 95 %
interval is the published one, else follows from the number of people, else is a default (a factor of two in the odds
each way); our own figures carry the interval that we gave them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from multifidus.causes.fitting.populations import CASES_ONLY, FIRST_CONTACT
from multifidus.causes.network import Z_95, Structure
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import (
    AccuracyRow,
    AssumedRow,
    EligibilityRow,
    HeldOutRow,
    PriorModifierRow,
    PriorRow,
    RelationPopulationRow,
    RelationRow,
    SpreadRow,
)

Measure = Literal[
    "sens", "spec", "lr_pos", "lr_neg", "odds_ratio", "p_cause_given_finding", "p_if_cause", "p_otherwise"
]  # fmt: skip
Role = Literal["fitted", "follows", "let_in", "duplicate", "held_out"]
Origin = Literal["published", "people", "default", "ours"]

MEASURES: tuple[Measure, ...] = ("sens", "spec", "lr_pos", "lr_neg")  # the order in which a row's figures are taken
RATIOS = ("lr_pos", "lr_neg", "odds_ratio")
RELATIONS: dict[str, Measure] = {
    "p_given_cause": "sens",
    "odds_ratio": "odds_ratio",
    "p_cause_given_finding": "p_cause_given_finding",
    "lr_pos": "lr_pos",
    "lr_neg": "lr_neg",
}
NEAREST = 0.002  # an end of an interval at 0 or 1 is drawn here from the edge: a logit has to be finite
FREE_PER_ROW = 2  # two figures of a row fix the others


@dataclass(frozen=True, slots=True)
class Compiled:
    """One figure, and all that decides how it pulls."""

    finding: str
    cause: str
    measure: Measure
    population: str
    value: float  # as published
    low: float  # 95 % interval, in the unit of the value
    high: float
    origin: Origin  # of the interval
    role: Role
    spread: float  # between studies, sd on the scale of the fit
    share: float  # of one figure: several rows that repeat one statement count as one together
    source: str
    status: str
    where: str  # file and line

    @property
    def point(self) -> float:
        """The value on the scale of the fit. Nought or all of a group stands at the middle of its interval there."""
        if self.measure not in RATIOS and self.value in (0.0, 1.0):
            return (on_scale(self.measure, self.low) + on_scale(self.measure, self.high)) / 2
        return on_scale(self.measure, self.value)

    @property
    def sd(self) -> tuple[float, float]:
        """Standard deviation below and above the value, on the scale of the fit, without spread."""
        point = self.point
        low, high = min(on_scale(self.measure, self.low), point), max(on_scale(self.measure, self.high), point)
        least = (high - low) / 4  # a value that was rounded onto the end of its interval
        return max(point - low, least) / Z_95, max(high - point, least) / Z_95


def on_scale(measure: Measure, value: float) -> float:
    """Ln of a ratio, logit of a proportion."""
    if measure in RATIOS:
        return float(np.log(max(value, 1e-9)))
    value = {0.0: NEAREST, 1.0: 1 - NEAREST}.get(value, value)
    return float(np.log(value / (1 - value)))


def off_scale(measure: Measure, point: float) -> float:
    """The ratio or proportion that stands at a point of the scale."""
    return float(np.exp(point)) if measure in RATIOS else float(1 / (1 + np.exp(-point)))


def compiled_figures(knowledge: Knowledge, structure: Structure) -> tuple[Compiled, ...]:
    """Every figure that the network can be asked for: fitted, following from others of its row, or held out."""
    return tuple(_Reader(knowledge, structure).all())


class _Reader:
    """Reads the tables of figures."""

    def __init__(self, knowledge: Knowledge, structure: Structure) -> None:
        self.knowledge = knowledge
        self.default_sd = float(np.log(knowledge.choices["default_interval_factor"])) / Z_95
        self.modifiers = set(structure.modifiers)
        self.findings = set(structure.findings)
        self.held = {(row.finding, row.cause) for row in knowledge.rows(HeldOutRow)}
        self.spread = {row.kind: row.spread for row in knowledge.rows(SpreadRow)}
        self.prior: dict[tuple[str, str], float] = {
            (row.setting, row.cause): row.value for row in knowledge.rows(PriorRow)
        }
        self.own_modifiers = {
            (row.finding, row.cause) for row in knowledge.rows(PriorModifierRow) if row.basis == "assumed"
        }
        # One of several signs that let people in: how strongly each does nobody knows, so that among those without
        # the cause its frequency tells of the door and not of first contact.
        self.doors = {(row.population, row.finding) for row in knowledge.rows(EligibilityRow) if row.value == "any_of"}
        self.relation_population = {
            (row.finding, row.cause, row.relation): row.population for row in knowledge.rows(RelationPopulationRow)
        }

    def all(self) -> Iterator[Compiled]:
        """Every figure, table by table."""
        for row in self.knowledge.rows(AccuracyRow):
            if row.use in ("model", "duplicate") and self._answers(row.finding, row.cause):
                yield from self._of_accuracy(row)
        for relation in self.knowledge.rows(RelationRow):
            known = relation.relation in RELATIONS and relation.value is not None
            if known and relation.use in ("model", "duplicate") and self._answers(relation.finding, relation.cause):
                yield self._of_relation(relation)
        yield from self._of_assumed()

    def _answers(self, finding: str, cause: str) -> bool:
        """Whether the network says anything of the pair."""
        return finding in self.findings or (finding, cause) in self.modifiers

    def _role(self, finding: str, cause: str, use: str, taken: int) -> Role:
        if (finding, cause) in self.held or (finding, None) in self.held:
            return "held_out"
        if use == "duplicate":
            return "duplicate"
        return "fitted" if taken < FREE_PER_ROW else "follows"

    def _of_accuracy(self, row: AccuracyRow) -> Iterator[Compiled]:
        given = [name for name in MEASURES if getattr(row, name) is not None]
        if row.population == CASES_ONLY:
            given = [name for name in given if name == "sens"]
        for taken, name in enumerate(given):
            role = self._role(row.finding, row.cause, row.use, taken)
            if role in {"fitted", "follows"} and name != "sens" and (row.population, row.finding) in self.doors:
                role = "let_in"
            value = float(getattr(row, name))
            low, high, origin = self._interval(row, name, value)
            yield Compiled(
                finding=row.finding,
                cause=row.cause,
                measure=name,
                population=row.population,
                value=value,
                low=low,
                high=high,
                origin=origin,
                role=role,
                spread=self.spread[row.kind],
                share=1.0,
                source=row.source,
                status=row.status,
                where=f"{row.file}, line {row.line}",
            )

    def _interval(self, row: AccuracyRow, name: Measure, value: float) -> tuple[float, float, Origin]:
        low, high = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
        if low is not None and high is not None:
            return float(low), float(high), "published"
        cases, others = self._groups(row)
        if name in RATIOS:
            sd = _ratio_sd(row, name, cases, others) if row.n else None
            return *_around(name, on_scale(name, value), sd or self.default_sd), "people" if sd else "default"
        people = cases if name == "sens" else others
        if row.n is None and 0.0 < value < 1.0:
            return *_around(name, on_scale(name, value), self.default_sd), "default"
        return *_of_people(name, value, people), "people" if row.n else "default"

    def _groups(self, row: AccuracyRow) -> tuple[float, float]:
        """People with and without the cause: `n` counts everybody.

        At first contact as the prior has it; elsewhere a third of a study is taken to have the cause.
        """
        if row.n is None:
            return (self.knowledge.choices["small_group"],) * 2
        if row.population == CASES_ONLY:
            return row.n, 0.0
        share = self.knowledge.choices["share_with_the_target"]
        if row.population.startswith(FIRST_CONTACT):
            share = self.prior[row.population.removeprefix(FIRST_CONTACT), row.cause]
        cases = min(max(share * row.n, self.knowledge.choices["fewest_cases"]), row.n / 2)
        return cases, row.n - cases

    def _of_relation(self, row: RelationRow) -> Compiled:
        measure = RELATIONS[row.relation]
        value = float(row.value or 0.0)
        if row.low is not None and row.high is not None:
            low, high, origin = row.low, row.high, "published"
        else:
            (low, high), origin = _around(measure, on_scale(measure, value), self.default_sd), "default"
        default = CASES_ONLY if measure == "sens" else f"{FIRST_CONTACT}primary"
        return Compiled(
            finding=row.finding,
            cause=row.cause,
            measure=measure,
            population=self.relation_population.get((row.finding, row.cause, row.relation), default),
            value=value,
            low=low,
            high=high,
            origin="published" if origin == "published" else "default",
            role=self._role(row.finding, row.cause, row.use, 0),
            spread=self.spread[self.knowledge.findings[row.finding].kind],
            share=1.0,
            source=row.source,
            status=row.status,
            where=f"{row.file}, line {row.line}",
        )

    def _of_assumed(self) -> Iterator[Compiled]:
        """Both sides of our own judgements. *Otherwise* is one statement on a finding, told once for each cause."""
        rows = [row for row in self.knowledge.rows(AssumedRow) if self._answers(row.finding, row.cause)]
        told = Counter(row.finding for row in rows)
        published = self._published_sides()
        for row in rows:
            known = published.get((row.finding, row.cause), set())
            for measure, value, low, high, share in (
                ("p_if_cause", row.p_present_if_cause, row.low, row.high, 1.0),
                ("p_otherwise", row.p_present_otherwise, row.low2, row.high2, 1.0 / told[row.finding]),
            ):
                if measure in known:
                    continue  # beside a one-sided published figure only the other side is ours
                role = self._role(row.finding, row.cause, "model", 0)
                if role == "fitted" and (row.finding, row.cause) in self.own_modifiers:
                    role = "follows"  # the same judgement already stands as a prior modifier
                yield Compiled(
                    finding=row.finding,
                    cause=row.cause,
                    measure="p_if_cause" if measure == "p_if_cause" else "p_otherwise",
                    population=f"{FIRST_CONTACT}primary",
                    value=value,
                    low=low,
                    high=high,
                    origin="ours",
                    role=role,
                    # Nobody guesses a frequency better than those who counted it agree with each other.
                    spread=self.spread[self.knowledge.findings[row.finding].kind],
                    share=share,
                    source="ours",
                    status="ours",
                    where=f"{row.file}, line {row.line}",
                )

    def _published_sides(self) -> dict[tuple[str, str], set[str]]:
        sides: dict[tuple[str, str], set[str]] = {}
        for row in self.knowledge.rows(AccuracyRow):
            if row.use == "model":
                known = sides.setdefault((row.finding, row.cause), set())
                known |= {"p_if_cause"} if row.sens is not None else set()
                known |= {"p_otherwise"} if row.spec is not None and row.population != CASES_ONLY else set()
        for relation in self.knowledge.rows(RelationRow):
            if relation.use == "model" and relation.relation == "p_given_cause":
                sides.setdefault((relation.finding, relation.cause), set()).add("p_if_cause")
        return sides


def _around(measure: Measure, point: float, sd: float) -> tuple[float, float]:
    return off_scale(measure, point - Z_95 * sd), off_scale(measure, point + Z_95 * sd)


def _of_people(measure: Measure, value: float, people: float) -> tuple[float, float]:
    """95 % interval of a proportion found in so many people, half a person added to either side."""
    yes, no = value * people + 0.5, (1 - value) * people + 0.5
    return _around(measure, float(np.log(yes / no)), float(np.sqrt(1 / yes + 1 / no)))


def _ratio_sd(row: AccuracyRow, name: Measure, cases: float, others: float) -> float | None:
    """Standard deviation of the ln of a likelihood ratio, by the delta method; None where a side is missing."""
    if row.sens is None or row.spec is None or not cases or not others:
        return None
    sens, spec = (min(max(p, 0.5 / n), 1 - 0.5 / n) for p, n in ((row.sens, cases), (row.spec, others)))
    if name == "lr_neg":
        sens, spec = 1 - sens, 1 - spec
    return float(np.sqrt((1 - sens) / (cases * sens) + spec / (others * (1 - spec))))
