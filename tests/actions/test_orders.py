"""An order says what to look for in this person, where, how it is done and graded, why, and what to mind."""

import pytest
from persons import FRESH_SCIATICA, SCIATICA_AFTER_CARE, TESTS, asked, order, ordered, seen
from rules_alone import KNOWLEDGE, of

from multifidus.knowledge.rows import RedFlagRow
from multifidus.terms import Finding, Findings, Urgency

# Whom no test may delay, or whose test is a pair of hands: the plan's first line says whom to call.
HANDS_NOT_TESTS = {
    "labour, early labour": "the maternity unit",
    "waters broken": "the maternity unit",
    "unborn child in danger": "the maternity unit",
    "placental bleeding, miscarriage, labour": "the maternity unit",
}
LEFT_L5 = Findings(
    [
        Finding("leg_pain_below_knee", True, "left"),
        Finding("weakness_great_toe_extension", True, "left"),
        Finding("slr_positive", True, "left"),
        *asked("no_improvement_six_weeks", age=45.0, duration_weeks=8.0).without("motor_weakness_leg").all(),
    ]
)


def test_the_mri_is_told_which_disc_and_which_root_on_which_side():
    text = order(LEFT_L5, "mri_lumbar").text

    assert "L4/5 disc" in text
    assert "the left root L5" in text


def test_the_same_order_differs_for_another_root():
    s1 = Findings(
        [
            Finding("leg_pain_below_knee", True, "right"),
            Finding("achilles_reflex_reduced", True, "right"),
            Finding("weakness_ankle_plantarflexion", True, "right"),
            *asked("no_improvement_six_weeks", age=45.0, duration_weeks=8.0).without("motor_weakness_leg").all(),
        ]
    )
    text = order(s1, "mri_lumbar").text

    assert "L5/S1 disc" in text
    assert "the right root S1" in text


def test_where_nobody_said_which_leg_no_side_is_made_up():
    assert "of the painful leg" in order(SCIATICA_AFTER_CARE, "mri_lumbar").text


def test_strength_names_the_muscles_of_the_likely_root_and_how_to_grade_them():
    toes = order(LEFT_L5, "strength_toes")

    assert "extensor hallucis longus" in toes.text
    assert "left side first" in toes.text


def test_the_scale_of_strength_is_spelt_out_once():
    told = [one.text for one in seen(FRESH_SCIATICA).plan.tests if one.kind == "strength"]

    assert sum("0 no visible movement" in text and "5 full strength" in text for text in told) == 1


def test_a_leg_that_hurts_has_its_bedside_programme():
    tests = ordered(asked("leg_pain_below_knee", age=42.0, duration_weeks=2.0))

    assert {"leg_raise", "slump", "reflexes"} <= set(tests)
    assert any(TESTS[test].kind == "strength" for test in tests)


def test_the_leg_raise_says_when_it_is_positive_and_looks_at_the_other_leg():
    text = order(asked("leg_pain_below_knee", age=42.0, duration_weeks=2.0), "leg_raise").text

    assert "60 degrees" in text
    assert "Crossed" in text


def test_the_front_of_the_thigh_is_stretched_face_down():
    assert "femoral_stretch" in ordered(asked("thigh_pain", "sensory_loss_anterior_thigh", age=55.0))
    assert "femoral_stretch" not in ordered(FRESH_SCIATICA)


def test_who_denies_a_weak_leg_is_examined_all_the_same():
    assert any(TESTS[test].kind == "strength" for test in ordered(FRESH_SCIATICA))


@pytest.mark.parametrize("findings", [FRESH_SCIATICA, LEFT_L5, of("saddle_numbness", age=40.0)])
def test_every_order_says_why_who_how_long_and_has_a_source_or_is_ours(findings):
    for one in seen(findings).plan.tests:
        assert one.text
        assert one.why
        assert one.plain_text
        assert one.who in ("person", "clinician", "imaging", "lab", "specialist")
        assert one.status == "ours" or one.sources


def test_an_order_tells_what_its_answer_would_do():
    slump = next(one for one in seen(asked("leg_pain_below_knee", age=42.0)).next_tests if one.may_change == "plan")
    asks = {one.id: one for one in seen(asked("leg_pain_below_knee", age=42.0)).plan.tests}

    assert any("% with" in one.why and "% without" in one.why for one in asks.values())
    assert slump.findings


def test_what_an_operation_still_asks_for_is_asked_or_looked_for():
    asked_for = [one for one in seen(SCIATICA_AFTER_CARE).plan.tests if "operation would ask" in one.why]

    assert "ask_leg_pain" in [one.id for one in asked_for]
    assert asked_for[0].findings == ("leg_pain_worse_than_back_pain",)


def test_no_two_causes_share_one_text():
    """The same scan for a disc, for cancer and for an infection is three orders."""
    texts = {
        order(SCIATICA_AFTER_CARE, "mri_lumbar").text,
        order(of("history_of_cancer", "night_pain", "thoracic_pain", age=60.0), "mri_whole_spine").text,
        order(of("fever", "iv_drug_use", age=38.0), "mri_whole_spine").text,
        order(of("upper_motor_neurone_signs", "gait_difficulty", age=60.0), "mri_whole_spine").text,
    }

    assert len(texts) == 4


RULES = [
    row
    for row in KNOWLEDGE.rows(RedFlagRow)
    if row.urgency in ("emergency", "urgent") and row.feared not in HANDS_NOT_TESTS
]
DONE = (  # a rule whose finding is the test itself: whom to call stands in the plan's first lines
    "mri_", "ct_", "xray_", "bone_scan", "diagnosed_", "pvr_", "emergency_ultrasound", "dect_", "aortic_", "lipase_",
    "amylase_", "reduced_anal", "absent_anal", "acute_testicular", "acute_red", "pregnancy_", "reduced_fetal",
    "clinician_suspects_instability", "age_under",
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: "+".join(rule.finding))
def test_every_pressing_red_flag_orders_a_test_or_its_test_is_done(rule):
    if any(finding.startswith(DONE) for finding in rule.finding):
        return
    person = seen(of(*rule.finding, age=50.0))

    assert [one for one in person.plan.tests if one.id != "ask_first"], person.plan.urgency


def test_nothing_routine_stands_before_what_is_pressing():
    tests = ordered(of("history_of_cancer", "night_pain", "leg_pain_below_knee", age=61.0))

    assert "leg_raise" not in tests[: tests.index("mri_whole_spine")]


@pytest.mark.parametrize("findings", [of("foot_drop", age=50.0), of("fever", age=50.0), of("trauma", age=70.0)])
def test_no_more_is_ordered_than_somebody_does(findings):
    plan = seen(findings).plan

    assert plan.urgency is not Urgency.EMERGENCY
    assert len(plan.tests) <= 16
