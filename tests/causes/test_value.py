"""What each unknown finding could change."""

from __future__ import annotations

import numpy as np
import pytest

from multifidus.causes.infer import infer, weigh
from multifidus.causes.model import Model, load_model
from multifidus.causes.value import values_of
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings, Known, Values

STIFF = [Finding("age", 29.0), Finding("morning_stiffness", True), Finding("night_pain", True), Finding("fever", False)]
WEAK = [Finding("age", 71.0), Finding("motor_weakness_leg", True), Finding("spasm", True), Finding("trauma", False)]
LIFTED = [Finding("onset_while_lifting", True), Finding("spasm", True), Finding("slr_positive", False)]
UNASKED_AGE = [Finding("spasm", True), Finding("night_pain", True)]


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(shipped())


def known(*findings: Finding) -> Known:
    return complete(Findings(findings), shipped())


def value(model: Model, *findings: Finding) -> Values:
    return values_of(weigh(known(*findings), model))


def worst_disagreement(model: Model, findings: list[Finding], asked: list[str]) -> float:
    """How far the values are from weighing everything anew with each answer."""
    values = value(model, *findings)
    worst = 0.0
    for finding in asked:
        row = values.findings.index(finding)
        for present, told in ((True, values.if_present[row]), (False, values.if_absent[row])):
            beliefs = infer(known(*findings, Finding(finding, present)), model, explain=False)
            anew = [beliefs.probability(cause) for cause in values.causes]
            worst = max(worst, float(np.max(np.abs(np.array(anew) - told))))
    return worst


@pytest.mark.parametrize("findings", [STIFF, WEAK, LIFTED])
def test_asking_gives_what_the_value_promised(model: Model, findings: list[Finding]) -> None:
    values = value(model, *findings)
    likely = [
        finding
        for finding, p in zip(values.findings, values.p_present, strict=True)
        if 0.02 < p < 0.98 and finding in model.structure.position
    ]
    asked = likely[:: max(1, len(likely) // 14)]

    assert len(asked) >= 10
    assert worst_disagreement(model, findings, asked) < 1e-3


def test_a_weak_big_toe_adds_to_a_weak_leg_only_what_it_says_beyond_it(model: Model) -> None:
    named = ["weakness_great_toe_extension", "weakness_knee_extension"]

    assert worst_disagreement(model, WEAK, named) < 1e-3


def test_a_risk_factor_is_worth_what_it_does_to_the_prior(model: Model) -> None:
    assert worst_disagreement(model, STIFF, ["history_of_cancer", "osteoporosis", "trauma", "female"]) < 1e-3
    assert worst_disagreement(model, UNASKED_AGE, ["age_over_50"]) < 1e-3


def test_what_is_known_or_follows_from_it_is_not_asked(model: Model) -> None:
    values = value(model, Finding("weakness_great_toe_extension", True, "left"), Finding("age", 72.0))

    for settled in ("weakness_great_toe_extension", "motor_weakness_leg", "age_over_70", "age_over_50"):
        assert settled not in values.findings
    assert "slr_positive" in values.findings


def test_everything_the_network_hears_is_either_known_or_valued(model: Model) -> None:
    heard = known(*WEAK)
    values = values_of(weigh(heard, model))

    assert set(values.findings) == {name for name in model.names if heard.unknown(name)}


def test_answers_average_to_what_is_believed_now(model: Model) -> None:
    weighed = weigh(known(*WEAK), model)
    values = values_of(weighed)
    plain = [i for i, name in enumerate(values.findings) if name == "night_pain" or name.startswith("mri_")]

    assert len(plain) > 3
    p = values.p_present[plain, None]
    average = p * values.if_present[plain] + (1 - p) * values.if_absent[plain]
    assert average == pytest.approx(np.tile(weighed.visited.probability, (len(plain), 1)), abs=1e-9)


def test_no_question_makes_anyone_know_less(model: Model) -> None:
    values = value(model, *STIFF)

    assert np.all(values.gain_nats >= 0)
    assert np.all((values.p_present > 0) & (values.p_present < 1))
    assert np.all((values.if_present >= 0) & (values.if_present <= 1))


def test_a_scan_of_the_disc_tells_more_about_sciatica_than_a_urine_test(model: Model) -> None:
    values = value(model, Finding("leg_pain_below_knee", True), Finding("slr_positive", True))
    gain = dict(zip(values.findings, values.gain_nats, strict=True))

    assert gain["mri_nerve_root_compression"] > 10 * gain["dipstick_haematuria"]


def test_one_more_sign_of_a_certain_root_is_worth_little(model: Model) -> None:
    few = value(model, Finding("slr_positive", True, "left"))
    many = value(
        model,
        Finding("slr_positive", True, "left"),
        Finding("weakness_great_toe_extension", True, "left"),
        Finding("numbness_or_tingling_leg", True, "left"),
        Finding("mri_nerve_root_compression", True),
    )
    sign = "crossed_slr_positive"

    assert many.gain_nats[many.findings.index(sign)] < few.gain_nats[few.findings.index(sign)] / 3
