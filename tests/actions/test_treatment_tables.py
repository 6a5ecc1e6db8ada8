"""What the tables say of treatment: every cause answered, in words of its own, and every option with its source."""

import pytest
from treating import CAUSES, KNOWLEDGE, person, treated

from multifidus.knowledge.rows import ContraindicationRow, EffectRow, OptionRow, PositionRow, TreatmentRow
from multifidus.terms import Urgency

LINES = KNOWLEDGE.rows(TreatmentRow)
OPTIONS = {row.id: row for row in KNOWLEDGE.rows(OptionRow)}
FOR = {"strong_for", "moderate_for", "conditional_for", "weak_for", "for", "consider"}
AGAINST = {"conditional_against", "against", "strong_against"}


@pytest.mark.parametrize("weeks", [2.0, 60.0], ids=["acute", "chronic"])
@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_something_to_do_first_however_long_it_has_hurt(cause, weeks):
    level = Urgency.EMERGENCY if cause in ("cauda_equina",) else Urgency.ROUTINE
    treatments, _ = treated(person(duration_weeks=weeks), urgency=level, **{cause: 0.9})

    assert {one.line_of_use for one in treatments} & {"first", "emergency"}, [one.id for one in treatments]


@pytest.mark.parametrize("cause", CAUSES)
def test_what_happens_by_itself_is_told_before_any_treatment(cause):
    treatments, _ = treated(person(), **{cause: 0.9})

    assert treatments[0].id == "natural_course"
    assert treatments[0].causes == (cause,)


@pytest.mark.parametrize("cause", CAUSES)
def test_what_guidelines_speak_against_is_avoided_or_shown_with_who_speaks_for_it(cause):
    """Operations are told apart, with their criteria."""
    lines: dict[str, set[str]] = {}
    for row in LINES:
        if row.cause == cause:
            lines.setdefault(row.option, set()).add(row.line_of_use)
    for option, told in lines.items():
        said = {
            row.recommendation for row in KNOWLEDGE.rows(PositionRow) if row.option == option and cause in row.causes
        }
        if said & AGAINST and not said & FOR and OPTIONS[option].kind not in ("surgery", "procedure"):
            assert "avoid" in told, f"{option} for {cause}: {said}"


def test_guidelines_that_disagree_do_not_make_an_option_one_to_avoid():
    """Shown with both, it is the choice of the person; what harms is avoided whoever recommends it."""
    for row in LINES:
        said = {
            one.recommendation
            for one in KNOWLEDGE.rows(PositionRow)
            if one.option == row.option and row.cause in one.causes
        }
        if row.avoid_for == "no_use" and said & FOR and said & AGAINST:
            assert row.option == "opioid", f"{row.option} for {row.cause}: {said}"  # only after all else failed (ACP)


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_has_its_source_and_status_or_is_marked_as_ours(option):
    rows = [
        row for kind in (TreatmentRow, PositionRow, EffectRow) for row in KNOWLEDGE.rows(kind) if row.option == option
    ]
    for row in rows:
        assert row.status in ("checked", "recalled", "ours")
        assert (row.status == "ours") == (not row.source)
    assert OPTIONS[option].plain_label
    assert OPTIONS[option].plain_description.endswith(".")


def test_what_may_be_taken_into_the_hand_names_who_gives_it():
    assert {row.who for row in OPTIONS.values() if row.kind in ("surgery",)} == {"surgeon"}
    assert all(row.who != "person" for row in OPTIONS.values() if row.kind in ("medicine", "injection", "antibiotic"))


@pytest.mark.parametrize("kind", ["medicine", "antibiotic", "biologic", "manual", "injection", "exercise"])
def test_what_could_harm_belongs_to_a_class_with_checks(kind):
    classed = {row.treatment_class for row in KNOWLEDGE.rows(ContraindicationRow)}
    chosen_by_whoever_treats = {"analgesia", "risk_factor_control", "calcitonin", "conventional_dmard_axial",
                                "antibiotics_modic", "naftidrofuryl"}  # fmt: skip
    for row in OPTIONS.values():
        if row.kind == kind and row.id not in chosen_by_whoever_treats:
            assert row.treatment_class in classed, row.id
