"""Every cause has something to begin with, something to leave where guidelines say so, and a test that confirms it;
every option has a source and a status."""

import pytest
from claims import AGAINST, FOR, KNOWLEDGE

from multifidus.knowledge import rows

CAUSES = [row.id for row in KNOWLEDGE.rows(rows.CauseRow)]
TREATMENTS = KNOWLEDGE.rows(rows.TreatmentRow)
POSITIONS = KNOWLEDGE.rows(rows.PositionRow)
EFFECTS = KNOWLEDGE.rows(rows.EffectRow)
OPTIONS = [row.id for row in KNOWLEDGE.rows(rows.OptionRow)]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_an_option_to_begin_with(cause):
    assert [row.option for row in TREATMENTS if row.cause == cause and row.line_of_use in ("first", "emergency")]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_something_to_leave(cause):
    """There is none for which nothing is done that does not help, or harms: the harm may be ours to say."""
    assert [row.option for row in TREATMENTS if row.cause == cause and row.line_of_use == "avoid"]


@pytest.mark.parametrize("cause", CAUSES)
def test_what_guidelines_agree_to_be_against_is_to_be_avoided_or_told_with_an_operation(cause):
    said = {}
    for row in POSITIONS:
        if cause in row.causes:
            said.setdefault(row.option, set()).add(row.recommendation)
    against = {option for option, words in said.items() if words & AGAINST and not words & FOR}
    uses = (*TREATMENTS, *KNOWLEDGE.rows(rows.PreventionRow))
    avoided = {row.option for row in uses if row.cause == cause and row.line_of_use == "avoid"}
    operations = {row.operation for row in KNOWLEDGE.rows(rows.OperationRow)}

    assert against - avoided - operations == set()


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_a_test_that_confirms_it(cause):
    aims = [row for row in KNOWLEDGE.rows(rows.TestAimRow) if row.cause == cause and row.confirms]

    assert aims
    assert all(row.look_for for row in aims)


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_a_treatment_an_operation_or_prevention_with_a_source_and_a_status(option):
    uses = [row for row in TREATMENTS if row.option == option]
    told = [row for row in (*POSITIONS, *EFFECTS) if row.option == option]
    habits = [row for row in KNOWLEDGE.rows(rows.HabitRow) if row.option == option]
    operations = [row for row in KNOWLEDGE.rows(rows.OperationRow) if row.operation == option]

    assert uses or habits or operations or [row for row in KNOWLEDGE.rows(rows.PreventionRow) if row.option == option]
    for row in (*uses, *told):
        assert row.status in ("checked", "recalled", "ours")
        assert row.status == "ours" or row.source in KNOWLEDGE.sources
