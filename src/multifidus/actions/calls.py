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
    feared: tuple[tuple[str, int], ...]

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
        return cls(causes, tuple((alarm.feared, alarm.urgency.rank) for alarm in alarms if alarm.feared))

    def calls(self, row: TestCallRow, rank: int) -> bool:
        """Whether the cause or the fear of a row is in question, as urgently as its rank."""
        if row.cause:
            return self.causes.get(row.cause, rank + 1) <= rank
        if row.feared:
            return any(row.feared in told and of <= rank for told, of in self.feared)
        return True


def called_for(
    known: Known, in_question: InQuestion, urgency: Urgency, knowledge: Knowledge
) -> Mapping[str, TestCallRow]:
    """The tests that are called for and not yet done, each with its most urgent call, in the order to do them.

    In an emergency nothing but what the emergency calls for.
    """
    tests = tests_by_id(knowledge)
    called: dict[str, TestCallRow] = {}
    for rank, row in _in_order(knowledge):
        if urgency is Urgency.EMERGENCY and rank > urgency.rank:
            break
        if row.test in called or not in_question.calls(row, rank) or not _applies(row, known):
            continue
        if not is_done(tests[row.test], row.cause, known, knowledge):
            called[row.test] = row
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
