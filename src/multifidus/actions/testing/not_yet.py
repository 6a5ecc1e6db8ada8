"""The tests that are better left for now, each with the gate that holds it and what would open it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from multifidus.actions.testing.aims import Person
from multifidus.actions.testing.calls import aims_by_pair, is_done, tests_by_id
from multifidus.actions.testing.gates import Held, Standing
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import RelationRow, TestGateRow, TestRow
from multifidus.terms import Action, Figure, Urgency

MOST = 5  # a longer list is no advice
WEAR = "mri_disc_degeneration"  # what a picture of a healthy back shows most
FEW = 3  # findings to ask that are named


def not_yet(
    ordered: frozenset[str], likely: Mapping[str, float], standing: Standing, of: Person, knowledge: Knowledge
) -> tuple[Action, ...]:
    """What people often ask for, and what would confirm a likely cause, where a gate holds it; none that is ordered.

    In an emergency nobody asks for anything else.
    """
    if of.urgency is Urgency.EMERGENCY or not of.known.concerns_back:
        return ()
    tests = tests_by_id(knowledge)
    held = [
        test
        for test in dict.fromkeys([*_often(knowledge), *_confirming(likely, knowledge)])
        if test in standing.held and test not in standing.covered and test not in ordered
    ]
    wanted = [test for test in held if not is_done(tests[test], None, of.known, knowledge)]
    return tuple(_left(tests[test], standing.held[test], of, knowledge) for test in wanted[:MOST])


def _often(knowledge: Knowledge) -> list[str]:
    return [test for gate in knowledge.rows(TestGateRow) for test in gate.told]


def _confirming(likely: Mapping[str, float], knowledge: Knowledge) -> list[str]:
    """The pictures and procedures that would confirm a likely cause."""
    tests = tests_by_id(knowledge)
    confirming = [test for (test, cause), aim in aims_by_pair(knowledge).items() if aim.confirms and cause in likely]
    return [test for test in confirming if tests[test].kind in ("imaging", "procedure")]


def _left(test: TestRow, held: Held, of: Person, knowledge: Knowledge) -> Action:
    gate = held.gate
    ask = [knowledge.findings[finding].label for finding in held.ask if finding in _by_person(knowledge)]
    figure = _wear(of, knowledge) if test.id.startswith("mri") and WEAR in test.findings else None
    why = gate.why + (f"; ask first: {', '.join(ask[:FEW])}" if ask else "")
    if figure:
        why += f"; {100 * figure.value:.0f} % of people of this age without pain have worn discs on MRI"
    return Action(
        id=f"not_yet_{test.id}",
        text=f"{test.label[:1].upper()}{test.label[1:]}: not yet; {gate.why}.",
        why=why,
        status=gate.status,
        figures=(figure,) if figure else (),
        sources=tuple(source for source in (gate.source, figure.source if figure else None) if source),
        label=f"no {test.label} yet",
        plain_text=f"No {test.plain_label} yet. {gate.plain_why}",
    )


@lru_cache(maxsize=4)
def _by_person(knowledge: Knowledge) -> frozenset[str]:
    """The findings that a person can answer alone."""
    return frozenset(finding for test in knowledge.rows(TestRow) if test.who == "person" for finding in test.findings)


def _wear(of: Person, knowledge: Knowledge) -> Figure | None:
    """How many people of this age have worn discs and no pain; None where the age is not known."""
    age = of.known.findings.number("age")
    if age is None:
        return None
    decade = int(min(80, max(20, age // 10 * 10)))
    row = _by_decade(knowledge).get(decade)
    if row is None or row.value is None:
        return None
    return Figure("p_asymptomatic", row.value, row.low, row.high, row.source, row.status)


@lru_cache(maxsize=4)
def _by_decade(knowledge: Knowledge) -> Mapping[int, RelationRow]:
    rows = [row for row in knowledge.rows(RelationRow) if row.finding == WEAR and row.relation == "p_asymptomatic"]
    return {
        int(row.unit[4:]): row for row in rows if row.unit and row.unit.startswith("age ") and row.unit[4:].isdigit()
    }
