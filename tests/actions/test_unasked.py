"""Unasked is not safe: the questions that come first, and what is never said while one of them is open."""

from itertools import product

import pytest
from rules_alone import KNOWLEDGE, of, plan, urgency

from multifidus.actions.urgency import ask_first
from multifidus.findings.closure import complete
from multifidus.knowledge import rows
from multifidus.knowledge.rows import MustAskRow, RedFlagRow
from multifidus.terms import Findings, Urgency

MUST_ASK = tuple(row.finding for row in KNOWLEDGE.rows(MustAskRow))
BY_AGE = "age_over_50"  # answered by the age in years
BY_PERSON = {finding for test in KNOWLEDGE.rows(rows.TestRow) if test.who == "person" for finding in test.findings}
BEHIND = [
    (gate, row.id)
    for gate, row in product(MUST_ASK, KNOWLEDGE.findings.values())
    if gate in row.implies and row.id in BY_PERSON and not row.values.startswith("number:")
]


def open_questions(findings: Findings) -> tuple[str, ...]:
    return ask_first(complete(findings, KNOWLEDGE), KNOWLEDGE)


def all_denied(sex: str, but: str = "") -> Findings:
    denied = tuple(question for question in MUST_ASK if question not in (but, BY_AGE))
    numbers = {} if but == BY_AGE else {"age": 30.0}
    return of("spasm", sex, absent=denied, **numbers)


@pytest.mark.parametrize(("question", "sex"), [(q, s) for q in MUST_ASK for s in ("female", "male")])
def test_one_open_question_rules_out_self_care(question, sex):
    findings = all_denied(sex, but=question)
    applies = (question, sex) != ("could_be_pregnant", "male")

    assert (question in open_questions(findings)) is applies
    assert (urgency(findings) is Urgency.SELF_CARE) is not applies


@pytest.mark.parametrize("sex", ["female", "male"])
def test_everything_asked_and_denied_is_self_care(sex):
    assert open_questions(all_denied(sex)) == ()
    assert urgency(all_denied(sex)) is Urgency.SELF_CARE


def test_nothing_known_is_not_self_care_and_every_question_is_open():
    assert urgency(Findings()) is Urgency.ROUTINE
    assert open_questions(Findings()) == MUST_ASK


def test_the_saddle_is_asked_first():
    assert MUST_ASK[0] == "saddle_numbness"


@pytest.mark.parametrize(("gate", "behind"), BEHIND)
def test_a_yes_at_a_gate_opens_what_lies_behind_it(gate, behind):
    assert behind in open_questions(of(gate))
    assert behind not in open_questions(of(gate, absent=(behind,)))


@pytest.mark.parametrize(("gate", "behind"), BEHIND)
def test_a_no_at_a_gate_closes_what_lies_behind_it(gate, behind):
    assert complete(of(absent=(gate,)), KNOWLEDGE).absent(behind)


def answerable_emergencies() -> list[RedFlagRow]:
    """Emergency rules that a person could answer whole, without an examination, a blood test or a picture."""
    about_you = {row.id for row in KNOWLEDGE.findings.values() if row.group == "about_you"}
    return [
        rule
        for rule in KNOWLEDGE.rows(RedFlagRow)
        if rule.urgency == "emergency" and all(finding in BY_PERSON | about_you for finding in rule.finding)
    ]


@pytest.mark.parametrize("rule", answerable_emergencies(), ids=lambda rule: "+".join(rule.finding))
@pytest.mark.parametrize("sex", ["female", "male"])
def test_no_emergency_that_a_person_could_tell_of_slips_past_the_questions(rule, sex):
    """With every question denied, something in each of these rules is known to be absent."""
    known = complete(all_denied(sex), KNOWLEDGE)

    assert any(known.absent(finding) for finding in rule.finding)


def test_the_walk_of_emergencies_is_not_empty():
    assert {("saddle_numbness",), ("high_energy_trauma",), ("recent_childbirth", "fever")} <= {
        rule.finding for rule in answerable_emergencies()
    }


def test_pregnancy_is_not_asked_of_a_man_nor_at_70():
    assert "could_be_pregnant" not in open_questions(of("male"))
    assert "could_be_pregnant" not in open_questions(of("female", age=70.0))
    assert "could_be_pregnant" in open_questions(of("female", age=30.0))
    assert "could_be_pregnant" in open_questions(of(age=30.0))


def test_a_normal_neurological_examination_leaves_the_saddle_to_be_asked():
    assert "saddle_numbness" in open_questions(of(absent=("neurological_deficit",)))


def test_the_open_questions_are_told_among_the_reasons():
    assert any("unasked is not safe" in reason for reason in plan(of("spasm")).reasons)
