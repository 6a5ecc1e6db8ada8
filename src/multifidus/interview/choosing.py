"""Which screen comes next: who, where, the safety questions, what could raise the urgency, then the most telling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from multifidus.actions.urgency import ask_first
from multifidus.findings.closure import logic_of
from multifidus.interview.catalogue import catalogue_of
from multifidus.interview.held import Held, safety_known
from multifidus.interview.showing import may_be_asked
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import RedFlagRow, ScreenItemRow, ScreenRow
from multifidus.knowledge.rows_interview import Stage
from multifidus.terms import Assessment, Known, Urgency

RANKS = {level.value: level.rank for level in Urgency}


def who_screens(held: Held, known: Known) -> Iterator[ScreenRow]:
    """The screens that ask who it is about and are not answered."""
    return _open_screens(held, known, "who")


def pain_screens(held: Held) -> Iterator[ScreenRow]:
    """Where it hurts, and since when, unless that was answered."""
    return (row for row in catalogue_of(held.knowledge).of_stage("pain") if not held.answered(row.id))


def safety_screens(held: Held, known: Known) -> tuple[ScreenRow, ...]:
    """The screens on which a safety question is open, in their order: those of everybody, then what a yes opened."""
    catalogue = catalogue_of(held.knowledge)
    still = [finding for finding in ask_first(safety_known(held, known), held.knowledge) if not held.answered(finding)]
    found = []
    for row in catalogue.of_stage("safety", "details"):
        asked = {f for item in catalogue.items[row.id] for f in catalogue.settles(item)}
        if asked.intersection(still) and not (row.kind == "one_of" and held.answered(row.id)):
            found.append(row)
    return tuple(found)


def danger_screens(held: Held, known: Known, urgency: Urgency) -> tuple[ScreenRow, ...]:
    """The screens on which one yes would complete a red flag more urgent than this, the most urgent first."""
    found: dict[str, int] = {}
    for row, item in _open_items(held, known):
        for finding in catalogue_of(held.knowledge).settles(item):
            if known.unknown(finding):
                rank = _raises_to(finding, known, held.knowledge)
                if rank < urgency.rank:
                    found[row.id] = min(rank, found.get(row.id, rank))
    rows = catalogue_of(held.knowledge).screens
    return tuple(rows[name] for name in sorted(found, key=lambda name: found[name]))


def telling_screen(held: Held, known: Known, assessment: Assessment) -> tuple[ScreenRow, str] | None:
    """The screen that asks the most telling thing still open, and what it may change; None when nothing is worth it."""
    choices = held.knowledge.choices
    catalogue = catalogue_of(held.knowledge)
    asked = sum(catalogue.screens[name].stage == "telling" for name in held.screens if name in catalogue.screens)
    if asked >= choices["most_questions"]:
        return None
    by_finding = {
        finding: row
        for row, item in reversed(list(_open_items(held, known)))
        for finding in catalogue.settles(item)
        if known.unknown(finding)
    }
    for test in assessment.next_tests:
        if test.may_change != "urgency" and test.gain_nats < choices["least_gain_of_a_question_nats"]:
            continue
        for finding in test.findings:
            if finding in by_finding:
                return by_finding[finding], test.may_change
    return None


def stage_screens(held: Held, known: Known, stage: Stage) -> Iterator[ScreenRow]:
    """The screens of a stage that have something left to ask and were not answered."""
    return (row for row in _open_screens(held, known, stage) if row.id not in held.screens)


def _open_screens(held: Held, known: Known, stage: Stage) -> Iterator[ScreenRow]:
    catalogue = catalogue_of(held.knowledge)
    for row in catalogue.of_stage(stage):
        if any(may_be_asked(item, row, held, known) for item in catalogue.items[row.id]):
            yield row


def _open_items(held: Held, known: Known) -> Iterator[tuple[ScreenRow, ScreenItemRow]]:
    """The items that could still be asked beyond the safety questions, with their screens."""
    catalogue = catalogue_of(held.knowledge)
    for row in catalogue.of_stage("safety", "details", "telling"):
        if row.id in held.screens:
            continue
        for item in catalogue.items[row.id]:
            if may_be_asked(item, row, held, known):
                yield row, item


def _raises_to(finding: str, known: Known, knowledge: Knowledge) -> int:
    """The rank of the most urgent red flag that a yes would complete by itself."""
    reached = {finding, *logic_of(knowledge).implies.get(finding, ())}
    ranks = (
        RANKS[rule.urgency]
        for rule in _rules_with(knowledge)(finding)
        if all(needed in reached or known.present(needed) for needed in rule.finding)
    )
    return min(ranks, default=Urgency.SELF_CARE.rank)


@lru_cache(maxsize=4)
def _rules_with(knowledge: Knowledge) -> Callable[[str], tuple[RedFlagRow, ...]]:
    """The red flags that a finding takes part in, itself or by what it implies."""
    implies = logic_of(knowledge).implies
    rules = knowledge.rows(RedFlagRow)

    @cache
    def found(finding: str) -> tuple[RedFlagRow, ...]:
        reached = {finding, *implies.get(finding, ())}
        return tuple(rule for rule in rules if reached.intersection(rule.finding))

    return found
