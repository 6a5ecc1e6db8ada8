"""Which screen comes next: who, where, the safety questions, what could raise the urgency, then the most telling."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.actions.urgency import ask_first
from multifidus.interview.catalogue import SINCE, catalogue_of
from multifidus.interview.danger import Danger
from multifidus.interview.held import Held, safety_known
from multifidus.interview.showing import may_be_asked
from multifidus.knowledge.rows import ScreenRow
from multifidus.knowledge.rows_interview import Stage
from multifidus.terms import Alarm, Assessment, Finding, Known

LEAST_GAIN = {
    "urgency": "least_gain_of_a_question_of_urgency_nats",
    "plan": "least_gain_of_a_question_of_plan_nats",
    "ranking": "least_gain_of_a_question_nats",
}


def who_screens(held: Held, known: Known) -> Iterator[ScreenRow]:
    """The screens that ask who it is about and are not answered."""
    return _open_screens(held, known, "who")


def once(held: Held, stage: Stage) -> Iterator[ScreenRow]:
    """The screens of a stage that is asked once: where it hurts, since when, unless the person's words told it."""
    told = held.findings().number("duration_weeks") is not None
    for row in catalogue_of(held.knowledge).of_stage(stage):
        if not held.answered(row.id) and not (row.id == SINCE and told):
            yield row


def safety_screens(held: Held, known: Known, *, emergency: bool = False) -> tuple[ScreenRow, ...]:
    """The screens on which a safety question is open, in their order: those of everybody, then what a yes opened.

    Where the alarm of an emergency stands whatever the details are, they are left to those who come to help.
    """
    catalogue = catalogue_of(held.knowledge)
    still = {finding for finding in ask_first(safety_known(held, known), held.knowledge) if not held.answered(finding)}
    stages: tuple[Stage, ...] = ("safety",) if emergency else ("safety", "details")
    found = []
    for row in catalogue.of_stage(*stages):
        asked = {finding for item in catalogue.items[row.id] for finding in catalogue.settles(item)}
        if asked & still and not (row.kind == "one_of" and held.answered(row.id)):
            found.append(row)
    return tuple(found)


def danger_screens(held: Held, known: Known, alarms: tuple[Alarm, ...], *stages: Stage) -> tuple[ScreenRow, ...]:
    """The screens that could by themselves raise the urgency, or what comes first; the most urgent first."""
    danger = Danger.of(held.findings(), known, alarms, held.knowledge)
    open_ones = _open_by_screen(held, known, *stages)
    counts = danger.counts_for(finding for findings in open_ones.values() for finding in findings)
    ranks: dict[str, int] = {}
    for name, findings in open_ones.items():
        rank = danger.rank_if(_if_so(findings, held))
        if rank is None and counts.intersection(findings):
            rank = danger.urgency.rank
        if rank is not None:
            ranks[name] = rank
    rows = catalogue_of(held.knowledge).screens
    return tuple(rows[name] for name in sorted(ranks, key=lambda name: ranks[name]))


def _if_so(findings: tuple[str, ...], held: Held) -> Iterator[Finding]:
    """These findings as if they were there; a number as low as it can be."""
    measures = catalogue_of(held.knowledge).measures
    for finding in findings:
        yield Finding(finding, measures[finding].low if finding in measures else True, source="if so")


def telling_screen(held: Held, known: Known, assessment: Assessment) -> tuple[ScreenRow, str] | None:
    """The screen that asks the most telling thing still open, and what it may change; None when nothing is worth it."""
    choices = held.knowledge.choices
    catalogue = catalogue_of(held.knowledge)
    asked = sum(catalogue.screens[name].stage == "telling" for name in held.screens if name in catalogue.screens)
    if asked >= choices["most_questions"]:
        return None
    by_finding = {
        finding: catalogue.screens[name]
        for name, findings in reversed(_open_by_screen(held, known, "safety", "details", "telling").items())
        for finding in findings
    }
    for test in assessment.next_tests:
        if test.gain_nats < choices[LEAST_GAIN[test.may_change]]:
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


def _open_by_screen(held: Held, known: Known, *stages: Stage) -> dict[str, tuple[str, ...]]:
    """What could still be asked beyond the safety questions: what is unknown on each screen that was not answered."""
    catalogue = catalogue_of(held.knowledge)
    found: dict[str, tuple[str, ...]] = {}
    for row in catalogue.of_stage(*stages):
        if row.id in held.screens:
            continue
        items = [item for item in catalogue.items[row.id] if may_be_asked(item, row, held, known)]
        numbers = [item.about for item in items if item.about in catalogue.measures]
        settled = [f for item in items for f in (item.yes or catalogue.settles(item))]
        open_ones = [f for f in (*numbers, *settled) if known.unknown(f)]
        if open_ones:
            found[row.id] = tuple(dict.fromkeys(open_ones))
    return found
