"""What the network hears: fresh evidence once, sides apart, one age."""

import numpy as np
import pytest

from multifidus.causes.evidence import read_evidence
from multifidus.causes.model import load_model
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings

KNOWLEDGE = shipped()


@pytest.fixture(scope="module")
def model():
    return load_model(KNOWLEDGE)


def heard(model, *findings):
    """(finding, side, present) of every item."""
    evidence = read_evidence(complete(Findings(findings), KNOWLEDGE), model)
    names = [model.structure.findings[i] for i in evidence.finding]
    return set(zip(names, evidence.side.tolist(), evidence.present.tolist(), strict=True))


def modifiers(model, *findings):
    """(finding, cause, present) of every prior modifier that counted."""
    evidence = read_evidence(complete(Findings(findings), KNOWLEDGE), model)
    rows = model.structure.modifiers
    return {(*rows[row % len(rows)], bool(row >= len(rows))) for row in evidence.modifiers.tolist()}


def test_what_merely_follows_is_no_fresh_evidence(model):
    assert heard(model, Finding("weakness_ankle_dorsiflexion", True)) == {("weakness_ankle_dorsiflexion", 0, True)}


def test_what_follows_from_something_that_the_network_does_not_know_is_its_only_evidence(model):
    assert ("weakness_ankle_dorsiflexion", 0, True) in heard(model, Finding("foot_drop", True))
    assert ("motor_weakness_leg", 0, True) not in heard(model, Finding("foot_drop", True))


def test_denying_the_general_says_all_that_denying_the_particular_would_add(model):
    items = heard(model, Finding("motor_weakness_leg", False), Finding("weakness_great_toe_extension", False))

    assert ("motor_weakness_leg", 0, False) in items
    assert ("weakness_great_toe_extension", 0, False) not in items


def test_a_sign_on_one_side_is_absent_on_the_other(model):
    items = heard(model, Finding("slr_positive", True, "left"))

    assert items == {("slr_positive", 1, True), ("slr_positive", 2, False)}


def test_a_sign_without_side_beside_one_with_a_side_is_on_that_side(model):
    items = heard(model, Finding("slr_positive", True, "left"), Finding("dermatomal_pain", True))

    assert ("dermatomal_pain", 1, True) in items


def test_a_sign_denied_on_one_side_says_nothing_of_the_other(model):
    assert heard(model, Finding("slr_positive", False, "right")) == {("slr_positive", 2, False)}


def test_of_nested_ages_only_the_tightest_counts(model):
    rows = modifiers(model, Finding("age", 72.0))

    ages = [(finding, present) for finding, cause, present in rows if cause == "malignancy" and "age" in finding]
    assert len(ages) == 1
    assert ages[0][1]


def test_of_ages_that_are_not_reached_only_the_loosest_counts(model):
    rows = modifiers(model, Finding("age", 30.0))

    for cause in model.structure.causes:
        assert len({finding for finding, c, _ in rows if c == cause and finding.startswith("age_over")}) <= 1


def test_an_absent_finding_speaks_only_against_what_causes_it(model):
    nothing = read_evidence(complete(Findings(), KNOWLEDGE), model)
    evidence = read_evidence(complete(Findings([Finding("xray_fracture", False)]), KNOWLEDGE), model)
    fed = model.network.finding_cause[model.structure.position["xray_fracture"]] > 0

    moved = evidence.log_odds < nothing.log_odds
    assert (moved == fed).all()
    assert evidence.absent_constant < 0


def test_numbers_without_a_threshold_are_not_heard(model):
    evidence = read_evidence(complete(Findings(), KNOWLEDGE), model)

    assert len(evidence.finding) == 0
    assert np.isfinite(evidence.log_odds).all()
