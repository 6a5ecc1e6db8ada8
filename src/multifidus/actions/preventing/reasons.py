"""What speaks for a measure: the causes it is for, the findings that call for it, and what trials found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.actions.conditions import holds
from multifidus.actions.effects import effect_figure
from multifidus.knowledge import Knowledge
from multifidus.knowledge.condition import Condition
from multifidus.knowledge.rows import EffectRow, PositionRow, PreventionRow, TriggerRow
from multifidus.terms import Figure, Known
from multifidus.terms.plan import OURS

AS_A_GROUP = ("exercise_education", "exercise_programme", "supervised_exercise")  # options that stand for exercise
LENT_BY = "muscle_strain"  # where no trial speaks of a cause, those of back pain without a named cause are lent
BORROWED = "no trial of this cause was found: the figure is of back pain without a named cause"
SURE = {"high": "Very sure", "moderate": "Fairly sure", "low": "Not so sure", "very_low": "Unsure"}
MEASURES = {"rr": "risk ratio", "or": "odds ratio", "hr": "hazard ratio", "proportion": "share"}
AGES = (20, 40, 60)  # for which triggers.csv has rows of their own


@dataclass(frozen=True, slots=True)
class Reason:
    """What a trial or review found of the option behind a measure; nothing where none was found."""

    effect: EffectRow | None = None
    position: PositionRow | None = None  # what a guideline says, where no trial has a figure
    borrowed: bool = False  # found in people without this cause

    @property
    def option(self) -> str | None:
        """Whose effect it is."""
        return self.effect.option if self.effect else None

    @property
    def status(self) -> str:
        """Checked or recalled; ours without any."""
        row = self.effect or self.position
        return row.status if row else OURS

    @property
    def sources(self) -> tuple[str, ...]:
        """Where it was read."""
        row = self.effect or self.position
        return (row.source,) if row else ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The effect as a figure; none where it is told in words alone."""
        figure = effect_figure(self.effect) if self.effect else None
        return (figure,) if figure else ()


@lru_cache(maxsize=4)
def _effects(knowledge: Knowledge) -> dict[tuple[str, str], EffectRow]:
    """The first effect with a number of each option for each cause."""
    found: dict[tuple[str, str], EffectRow] = {}
    for row in knowledge.rows(EffectRow):
        for cause in row.causes if row.effect is not None else ():
            found.setdefault((row.option, cause), row)
    return found


@lru_cache(maxsize=4)
def _of_anybody(knowledge: Knowledge) -> Mapping[str, EffectRow]:
    """The first effect with a number of each option, for whichever cause."""
    return {option: row for (option, _), row in reversed(_effects(knowledge).items())}


@lru_cache(maxsize=4)
def _positions(knowledge: Knowledge) -> Mapping[tuple[str, str], PositionRow]:
    """The first guideline that is for an option, for each cause."""
    found: dict[tuple[str, str], PositionRow] = {}
    for row in knowledge.rows(PositionRow):
        for cause in row.causes if row.recommendation.endswith("for") else ():
            found.setdefault((row.option, cause), row)
    return found


@lru_cache(maxsize=4)
def _prevents(knowledge: Knowledge) -> frozenset[tuple[str, str]]:
    """The options that prevention.csv has for each cause."""
    return frozenset((row.option, row.cause) for row in knowledge.rows(PreventionRow) if row.line_of_use != "avoid")


@lru_cache(maxsize=4)
def _triggers(knowledge: Knowledge) -> Mapping[str, TriggerRow]:
    return {row.trigger: row for row in knowledge.rows(TriggerRow)}


def evidence(cause: str, option: str | None, knowledge: Knowledge) -> Reason:
    """What was found of exercise for a cause; `option` comes before all others where it was tried there.

    A trial of the cause comes first, then a guideline, then what was found in people without a named cause.
    """
    effects, positions, prevents = _effects(knowledge), _positions(knowledge), _prevents(knowledge)
    options = (option, *AS_A_GROUP) if option else AS_A_GROUP
    tried = [one for one in options if (one, cause) in prevents]
    for one in tried:
        if (one, cause) in effects:
            return Reason(effects[one, cause])
    for one in tried:
        if (one, cause) in positions:
            return Reason(position=positions[one, cause])
    lent = next((effects[one, LENT_BY] for one in options if (one, LENT_BY) in effects), None)
    return Reason(lent, borrowed=True) if lent else Reason()


def effect_of(option: str | None, causes: Iterable[str], knowledge: Knowledge) -> Reason:
    """What was found of one option, for the first of the causes of which anything was, else for any."""
    effects = _effects(knowledge)
    for cause in causes:
        if option and (option, cause) in effects:
            return Reason(effects[option, cause])
    anybody = _of_anybody(knowledge).get(option or "")
    return Reason(anybody, borrowed=True) if anybody else Reason()


def odds_of(trigger: str, known: Known, knowledge: Knowledge) -> TriggerRow:
    """The row of a trigger, that of the nearest age where ages have rows of their own."""
    rows = _triggers(knowledge)
    age = known.findings.number("age")
    if age is None or f"{trigger}_age_{AGES[0]}" not in rows:
        return rows[trigger]
    return rows[f"{trigger}_age_{min(AGES, key=lambda one: abs(one - age))}"]


def for_causes(likely: Mapping[str, float], knowledge: Knowledge) -> str:
    """The causes with their probability, as a clinician calls them."""
    return ", ".join(f"{knowledge.causes[cause].label} ({p:.0%})" for cause, p in likely.items())


def of_findings(condition: Condition, known: Known, knowledge: Knowledge) -> tuple[str, ...]:
    """The labels of what is known of a person and makes a condition hold."""
    ways = [way for way in condition.ways if holds(Condition((way,)), known) is True]
    return tuple(_label(term.finding, known, knowledge) for way in ways for term in way if not term.denied)


def _label(finding: str, known: Known, knowledge: Knowledge) -> str:
    number = known.findings.number(finding)
    if number is not None:
        return f"{finding.replace('_', ' ')} {number:g}"
    return knowledge.findings[finding].label


def told_effect(reason: Reason) -> str:
    """The effect in a line, with its interval and source; else what the guideline says."""
    if reason.position:
        said = reason.position
        return f"{said.guideline}, {said.recommendation.replace('_', ' ')}: {said.wording}, {said.source}"
    row = reason.effect
    if row is None or row.effect is None or row.measure is None:
        return ""
    kind = MEASURES.get(row.measure.split("_")[0], row.measure.replace("_", " "))
    interval = "" if row.low is None else f" (95 % interval {row.low:g} to {row.high:g})"
    certainty = f", {row.certainty.replace('_', ' ')} certainty" if row.certainty else ""
    return f"{row.comparison}: {kind} {row.effect:g}{interval}{certainty}, {row.source}"


def told_certainty(reason: Reason, *, single: bool) -> str:
    """How sure, in plain words."""
    if reason.position:
        return "Experts advise exercise as a whole. This one is our choice."
    if reason.effect is None:
        return "Unsure: we know of no trial. It is our judgement."
    if reason.borrowed:
        return "Unsure: trials were done in other back pain. The choice for you is ours."
    graded = reason.effect.certainty
    if single:
        sure = SURE[graded] if graded else "Not graded by anybody: trials"
        return f"{sure} of exercise as a whole. This one is our choice."
    return f"{SURE[graded]}: it was tested in trials." if graded else "Fairly sure: one good trial tested just this."
