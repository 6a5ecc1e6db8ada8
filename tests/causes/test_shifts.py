"""How far each finding moves each cause, told three ways."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from multifidus.causes.evidence import read_evidence
from multifidus.causes.explaining.shifts import shifts
from multifidus.causes.infer import infer, weigh
from multifidus.causes.model import Model, load_model
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import Beliefs, Finding, Findings, Known, Shift

ROOT_SIGNS = (
    Finding("slr_positive", True, "left"),
    Finding("weakness_great_toe_extension", True, "left"),
    Finding("numbness_or_tingling_leg", True, "left"),
    Finding("leg_pain_below_knee", True, "left"),
)


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(shipped())


def known(*findings: Finding) -> Known:
    return complete(Findings(findings), shipped())


def told(model: Model, cause: str, *findings: Finding) -> dict[str, Shift]:
    beliefs = infer(known(*findings), model)
    why = next(belief.why for belief in beliefs.causes if belief.cause == cause)
    return {shift.finding: shift for shift in why}


def ln_odds(beliefs: Beliefs, cause: str) -> float:
    p = beliefs.probability(cause)
    return math.log(p / (1 - p))


@pytest.mark.parametrize(
    "finding",
    [
        Finding("slr_positive", True, "left"),
        Finding("slr_positive", False),
        Finding("saddle_numbness", True),
        Finding("night_pain", True),
        Finding("age", 72.0),
        Finding("history_of_cancer", True),
    ],
)
def test_one_finding_alone_is_all_there_is_to_leave_out(model: Model, finding: Finding) -> None:
    beliefs = infer(known(finding), model)

    for belief in beliefs.causes:
        assert [shift.finding for shift in belief.why] == [finding.id]
        assert belief.why[0].alone == pytest.approx(belief.why[0].without, abs=0.02)


def test_four_signs_of_one_root_each_weigh_much_alone_and_little_beside_the_others(model: Model) -> None:
    why = told(model, "disc_herniation", *ROOT_SIGNS)

    assert set(why) == {sign.id for sign in ROOT_SIGNS}
    for shift in why.values():
        assert shift.alone > 1.0
        assert abs(shift.without) < shift.alone / 3


def test_signs_of_a_root_are_carried_by_that_root(model: Model) -> None:
    why = told(model, "disc_herniation", *ROOT_SIGNS)

    assert why["weakness_great_toe_extension"].through == "root_l5"
    assert {shift.through for shift in why.values()} <= {"root_l4", "root_l5", "root_s1"}


def test_a_lost_ankle_jerk_is_carried_by_the_first_sacral_root(model: Model) -> None:
    why = told(model, "disc_herniation", Finding("achilles_reflex_reduced", True, "right"))

    assert why["achilles_reflex_reduced"].through == "root_s1"


def test_what_is_denied_speaks_against(model: Model) -> None:
    why = told(model, "disc_herniation", Finding("slr_positive", False), Finding("leg_pain_below_knee", True))

    assert why["slr_positive"].alone < 0
    assert why["slr_positive"].without < 0
    assert why["leg_pain_below_knee"].without > 0


def test_every_shift_names_something_that_was_said(model: Model) -> None:
    said = known(Finding("age", 72.0), Finding("weakness_great_toe_extension", True, "left"), Finding("fever", False))
    beliefs = infer(said, model)

    for belief in beliefs.causes:
        named = {shift.finding for shift in belief.why}
        assert named <= said.said
        assert "motor_weakness_leg" not in named  # it only follows


def test_leaving_out_equals_never_having_heard(model: Model) -> None:
    findings = [
        Finding("age", 66.0),
        Finding("female", True),
        Finding("back_pain_worse_walking", True),
        Finding("better_when_seated", True),
        Finding("slr_positive", False),
        Finding("night_pain", True),
        Finding("osteoporosis", True),
    ]
    findings = [finding for finding in findings if finding.id in shipped().findings or finding.id == "age"]
    whole = infer(known(*findings), model)

    for out in findings:
        rest = infer(known(*(finding for finding in findings if finding is not out)), model, explain=False)
        for belief in whole.causes:
            if belief.probability > 0.01:
                without = {shift.finding: shift.without for shift in belief.why}.get(out.id, 0.0)
                expected = ln_odds(whole, belief.cause) - ln_odds(rest, belief.cause)
                assert without == pytest.approx(expected, abs=0.03)


def test_leaving_out_a_weak_toe_lets_the_weak_leg_that_was_said_speak(model: Model) -> None:
    toe, leg = Finding("weakness_great_toe_extension", True, "left"), Finding("motor_weakness_leg", True, "left")
    both = told(model, "disc_herniation", toe, leg)
    toe_only = told(model, "disc_herniation", toe)

    # With both said, the leg stands in for the toe; with the toe alone said, its weak leg goes with it.
    assert both["weakness_great_toe_extension"].without < toe_only["weakness_great_toe_extension"].without
    assert both["motor_weakness_leg"].without == pytest.approx(0.0, abs=1e-9)
    assert both["motor_weakness_leg"].alone > 0.5
    assert set(toe_only) == {"weakness_great_toe_extension"}


def test_a_number_is_one_finding_however_many_thresholds_it_settles(model: Model) -> None:
    why = told(model, "spinal_infection", Finding("esr", 90.0), Finding("age", 60.0), Finding("fever", True))

    assert set(why) == {"esr", "age", "fever"}
    assert why["esr"].without > 0


def test_context_moves_priors_through_nothing(model: Model) -> None:
    why = told(model, "malignancy", Finding("history_of_cancer", True), Finding("night_pain", True))

    assert why["history_of_cancer"].through is None
    assert why["history_of_cancer"].without > 1.5
    assert {figure.source for figure in why["history_of_cancer"].figures} == {"Deyo1988"}


def test_published_figures_stand_behind_a_shift_where_there_are_any(model: Model) -> None:
    slr = told(model, "disc_herniation", *ROOT_SIGNS)["slr_positive"]

    assert {"sens", "spec"} <= {figure.name for figure in slr.figures}
    assert all(figure.source in shipped().sources for figure in slr.figures)


def test_what_rests_on_our_judgement_says_so_and_shows_its_interval(model: Model) -> None:
    why = told(model, "muscle_strain", Finding("spasm", True), Finding("sudden_onset", True))

    for shift in why.values():
        assert shift.figures
        for figure in shift.figures:
            assert (figure.source, figure.status) == ("ours", "ours")
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low < figure.high


def test_a_thin_list_of_sets_is_searched_anew_not_trusted(model: Model) -> None:
    weighed = weigh(known(Finding("diagnosed_cauda_equina", True), Finding("night_pain", True)), model)
    exact = shifts(weighed)
    heaviest = replace(weighed.posterior, sets=weighed.posterior.sets[:1], share=np.ones(1))

    thin = shifts(replace(weighed, posterior=heaviest))

    rest = read_evidence(known(Finding("night_pain", True)), model)
    assert rest.present.any()
    at = model.structure.causes.index("cauda_equina")
    assert thin[at][0].without == pytest.approx(exact[at][0].without, abs=0.05)


def test_nobody_said_anything(model: Model) -> None:
    assert all(belief.why == () for belief in infer(known(), model).causes)
