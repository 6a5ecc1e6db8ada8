"""What calls for a test in this person: a red flag, a likely danger, or what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.actions.conditions import holds
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestAimRow, TestCallRow, TestRow, UrgencyThresholdRow
from multifidus.terms import Alarm, Beliefs, Known, Urgency

SENT_AWAY = ("lab", "imaging", "procedure")  # kinds of test that cost a journey, radiation or a needle
IN_QUESTION = Urgency.SOON.rank  # from here on a cause is in question, not merely possible


@dataclass(frozen=True, slots=True)
class InQuestion:
    """How urgent each cause is in this person by red flags and probability, and what is feared beside the causes."""

    causes: Mapping[str, int]  # rank of its urgency
    feared: tuple[Alarm, ...]

    @classmethod
    def of(cls, alarms: tuple[Alarm, ...], beliefs: Beliefs | None, knowledge: Knowledge) -> InQuestion:
        """What the red flags and the thresholds put in question."""
        causes: dict[str, int] = {}
        for alarm in alarms:
            if alarm.feared is None:
                causes[alarm.cause] = min(alarm.urgency.rank, causes.get(alarm.cause, alarm.urgency.rank))
        p = {belief.cause: belief.probability for belief in beliefs.causes} if beliefs else {}
        for row in knowledge.rows(UrgencyThresholdRow):
            if p.get(row.cause, 0.0) >= row.p_at_least:
                rank = Urgency(row.urgency).rank
                causes[row.cause] = min(rank, causes.get(row.cause, rank))
        return cls(causes, tuple(alarm for alarm in alarms if alarm.feared))

    def trigger(self, row: TestCallRow, rank: int) -> tuple[int, str | None] | None:
        """How urgent it is by what a row calls for, and the cause, or the one nearest to what is feared; None: not.

        `rank`: of the urgency from which on the row calls. A row that names neither calls by its condition alone.
        """
        if row.cause:
            of = self.causes.get(row.cause, rank + 1)
            return (of, row.cause) if of <= rank else None
        if row.feared:
            found = [
                alarm for alarm in self.feared if row.feared in (alarm.feared or "") and alarm.urgency.rank <= rank
            ]
            return (found[0].urgency.rank, found[0].cause) if found else None
        return rank, None


@dataclass(frozen=True, slots=True)
class Call:
    """What calls for a test in this person, and how urgent that is."""

    row: TestCallRow
    rank: int

    @property
    def by_danger(self) -> bool:
        """Whether a cause or something feared is in question, and not a finding by itself."""
        return bool(self.row.cause or self.row.feared) and self.rank <= IN_QUESTION


def called_for(known: Known, in_question: InQuestion, urgency: Urgency, knowledge: Knowledge) -> Mapping[str, Call]:
    """The tests that are called for and not yet done, each with its most urgent call, in the order to do them.

    In an emergency nothing but what the emergency calls for.
    """
    tests = tests_by_id(knowledge)
    called: dict[str, Call] = {}
    for rank, row in _in_order(knowledge):
        if urgency is Urgency.EMERGENCY and rank > urgency.rank:
            break
        trigger = in_question.trigger(row, rank) if row.test not in called else None
        if trigger is None or not _applies(row, known):
            continue
        of, cause = trigger
        if not is_done(tests[row.test], cause, known, knowledge):
            called[row.test] = Call(row, of)
    return called


def _applies(row: TestCallRow, known: Known) -> bool:
    return holds(row.when, known) is True and not (row.unless.ways and holds(row.unless, known) is True)


def is_done(test: TestRow, cause: str | None, known: Known, knowledge: Knowledge) -> bool:
    """Whether a test has answered already: what it would show of the cause, or, at the bedside, all that it shows."""
    if not test.findings:
        return False
    if test.kind not in SENT_AWAY:
        looked = any(finding in known.said for finding in test.findings)  # who denies a weak leg was not examined
        return looked and all(not known.unknown(finding) for finding in test.findings)
    aim = aims_by_pair(knowledge).get((test.id, cause or ""))
    return any(not known.unknown(finding) for finding in (aim.shows if aim and aim.shows else test.findings))


@lru_cache(maxsize=4)
def tests_by_id(knowledge: Knowledge) -> Mapping[str, TestRow]:
    """The tests, by id."""
    return {row.id: row for row in knowledge.rows(TestRow)}


@lru_cache(maxsize=4)
def aims_by_pair(knowledge: Knowledge) -> Mapping[tuple[str, str], TestAimRow]:
    """What a test looks for when a cause is in question, by test and cause."""
    return {(row.test, row.cause): row for row in knowledge.rows(TestAimRow)}


@lru_cache(maxsize=4)
def _in_order(knowledge: Knowledge) -> tuple[tuple[int, TestCallRow], ...]:
    """The calls with the rank of their urgency, the most urgent first, each urgency in its steps."""
    ranked = [(Urgency(row.urgency).rank, row) for row in knowledge.rows(TestCallRow)]
    return tuple(sorted(ranked, key=lambda pair: (pair[0], pair[1].step)))
