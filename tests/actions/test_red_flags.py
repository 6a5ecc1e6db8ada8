"""Red flags and urgency: what no probability outvotes."""

import pytest

from multifidus.actions.urgency import ask_first
from multifidus.assess import assess
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import RedFlagRow
from multifidus.terms import Finding, Findings, Urgency

KNOWLEDGE = shipped()
PARALYSIS = ("leg_paralysis", "bilateral_motor_weakness_leg", "rapidly_progressive_motor_weakness_leg", "foot_drop")
BLADDER_AND_BOWEL = [row.id for row in KNOWLEDGE.findings.values() if row.group == "bladder_bowel"]
POSITIVE_REFERENCES = (
    "mri_cauda_equina_compression", "mri_infection", "mri_malignancy", "xray_fracture", "xray_malignancy",
    "xray_infection", "ct_fracture", "bone_scan_malignancy", "bone_scan_infection", "ct_angiography_rupture",
    "emergency_ultrasound_aneurysm", "mri_fracture_line", "mri_vertebral_oedema", "dect_marrow_oedema",
)  # fmt: skip


def of(*present, absent=(), **numbers):
    said = [Finding(finding, True) for finding in present] + [Finding(finding, False) for finding in absent]
    return Findings([*said, *(Finding(key, value) for key, value in numbers.items())])


@pytest.mark.parametrize("finding", [*BLADDER_AND_BOWEL, *PARALYSIS, *POSITIVE_REFERENCES])
def test_a_rule_answers_every_finding_that_must_not_be_missed(finding):
    assert assess(of(finding), KNOWLEDGE).alarms


def test_saddle_numbness_is_an_emergency():
    assert assess(of("saddle_numbness"), KNOWLEDGE).plan.urgency is Urgency.EMERGENCY


def test_a_foot_drop_said_as_a_grade_is_urgent():
    plan = assess(Findings([Finding("mrc_ankle_dorsiflexion", 2.0, "left")]), KNOWLEDGE).plan

    assert plan.urgency is Urgency.URGENT


def test_a_combination_needs_all_its_parts():
    alone = assess(of("fever"), KNOWLEDGE)
    together = assess(of("fever", "iv_drug_use"), KNOWLEDGE)

    assert alone.plan.urgency is Urgency.URGENT
    assert together.plan.urgency is Urgency.EMERGENCY


def test_unasked_is_never_self_care():
    person = assess(of("spasm", age=30.0), KNOWLEDGE)

    assert person.plan.urgency is not Urgency.SELF_CARE
    assert "saddle_numbness" in person.ask_first


def test_a_yes_at_the_gate_opens_the_questions_behind_it():
    known = complete(of("urine_change"), KNOWLEDGE)

    assert {"bladder_dysfunction", "anuria"} <= set(ask_first(known, KNOWLEDGE))


def test_pregnancy_is_not_asked_of_a_man():
    assert "could_be_pregnant" not in ask_first(complete(of("male"), KNOWLEDGE), KNOWLEDGE)


@pytest.mark.parametrize(("finding", "told"), [("pregnant", "pregnancy"), ("age_under_16", "under 16")])
def test_who_is_out_of_scope_is_told_so_and_still_gets_red_flags(finding, told):
    person = assess(of(finding, "saddle_numbness"), KNOWLEDGE)

    assert told in person.known.out_of_scope[0]
    assert person.plan.urgency is Urgency.EMERGENCY


def test_a_fever_without_a_complaint_of_the_back_is_no_spinal_alarm():
    assert not assess(of("fever"), KNOWLEDGE, concerns_back=False).alarms


def test_every_rule_can_fire():
    for rule in KNOWLEDGE.rows(RedFlagRow):
        assert any(alarm.findings == rule.finding for alarm in assess(of(*rule.finding), KNOWLEDGE).alarms), (
            rule.finding
        )
