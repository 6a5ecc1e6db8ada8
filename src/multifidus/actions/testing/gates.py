"""What holds a test back in this person, as guidelines have it: and what to ask so that it may be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.actions.conditions import holds
from multifidus.actions.testing.calls import Call, InQuestion, called_for
from multifidus.actions.urgency import ask_first
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestGateRow
from multifidus.terms import Alarm, Beliefs, Known, Urgency


@dataclass(frozen=True, slots=True)
class Held:
    """The gate that holds a test back, and the findings to ask before it can be decided."""

    gate: TestGateRow
    ask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How the tests stand with one person: what calls for them, what holds them back, what they are let through by."""

    in_question: InQuestion
    called: Mapping[str, Call]
    held: Mapping[str, Held]
    let: Mapping[str, TestGateRow]  # tests with a condition that holds
    covered: frozenset[str]  # tests of which another that is called for shows the same
    open_questions: tuple[str, ...]

    def is_open(self, test: str) -> bool:
        """Whether the test may be ordered."""
        return test not in self.held and test not in self.covered


def stand(
    known: Known, alarms: tuple[Alarm, ...], beliefs: Beliefs | None, urgency: Urgency, knowledge: Knowledge
) -> Standing:
    """How every test stands with this person at this urgency.

    What a red flag or a likely danger calls for gives way to a test that shows the same, and, short of an
    emergency, to what harms more than it helps.
    """
    in_question = InQuestion.of(alarms, beliefs, knowledge)
    called = called_for(known, in_question, urgency, knowledge)
    open_questions = ask_first(known, knowledge)
    held: dict[str, Held] = {}
    let: dict[str, TestGateRow] = {}
    covered: set[str] = set()
    for gate in knowledge.rows(TestGateRow):
        first = [test for test in gate.by if test in called]
        answer = holds(gate.when, known) if gate.when.ways else None
        for test in gate.tests:
            if gate.effect == "covered":
                covered.update({test} if first else ())
            elif gate.effect == "not" and answer is True and urgency is not Urgency.EMERGENCY:
                held.setdefault(test, Held(gate))
            elif gate.effect == "not" or test in held or (test in called and called[test].by_danger):
                continue
            elif gate.effect == "needs" and answer is True:
                let.setdefault(test, gate)
            elif gate.effect == "needs":
                held[test] = Held(gate, _unasked(gate, known) if answer is None else ())
            elif first or (gate.effect == "after_questions" and open_questions):
                held[test] = Held(gate, () if first else open_questions)
    return Standing(in_question, called, held, let, frozenset(covered), open_questions)


def _unasked(gate: TestGateRow, known: Known) -> tuple[str, ...]:
    return tuple(finding for finding in gate.when.findings if known.unknown(finding))


@lru_cache(maxsize=4)
def comes_after(knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    """For each test, the tests that come before it where both are called for."""
    first: dict[str, frozenset[str]] = {}
    for gate in knowledge.rows(TestGateRow):
        for test in gate.tests if gate.effect == "after" else ():
            first[test] = first.get(test, frozenset()) | frozenset(gate.by)
    return first
