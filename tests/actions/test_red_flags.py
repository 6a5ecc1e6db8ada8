"""Red flags: findings that call for action however likely a cause is.

The walks take what must be answered from the vocabulary, the mechanisms and the causes themselves, so that a new
finding of the bladder or a new picture fails here until somebody has written its rule.
"""

import pytest
from rules_alone import CAUSES, KNOWLEDGE, alarms, of, plan, urgency

from multifidus.knowledge.rows import CauseRow, EdgeRow, MeasureRow, PlainFindingRow, RedFlagRow
from multifidus.terms import Finding, Findings, Urgency

VOCABULARY = KNOWLEDGE.findings.values()
EDGES = KNOWLEDGE.rows(EdgeRow)
DANGEROUS = {row.id for row in KNOWLEDGE.rows(CauseRow) if row.dangerous}
CHARACTERISTIC = 0.25  # a picture that this share of the cause shows is a picture of it

BLADDER_AND_BOWEL = [row.id for row in VOCABULARY if row.group == "bladder_bowel"]
CAN_WAIT = {
    "urinary_symptoms": "burning urine is a bladder infection first; it has a rule of its own",
    "dysuria": "a part of urinary_symptoms, under its rule",
    "urinary_frequency": "a part of urinary_symptoms, under its rule",
    "visible_haematuria": "a part of urinary_symptoms, under its rule: within two weeks from 45 on",
}
PARALYSIS = [row.id for row in VOCABULARY if row.kind == "strength"]
GRADES = [row.id for row in KNOWLEDGE.rows(MeasureRow) if row.id.startswith("mrc_")]
SADDLE_AND_LEGS = [
    edge.child for edge in EDGES if edge.parent == "cauda_compression" and edge.weight >= 0.5
]  # what the compressed cauda mostly shows
SHARED = {
    "motor_weakness_leg",
    "sensory_loss_leg",
    "neurological_deficit",
    "numbness_or_tingling_leg",
    "bilateral_leg_pain",
}  # mostly one root; the pairs with bladder, both legs, cancer and fever are stricter
REFERENCES = sorted(
    {
        edge.child
        for edge in EDGES
        if edge.parent in DANGEROUS
        and edge.weight >= CHARACTERISTIC
        and edge.child in KNOWLEDGE.findings
        and KNOWLEDGE.findings[edge.child].kind == "imaging"
    }
)
SUSPICIONS = [row.id for row in VOCABULARY if row.id.startswith("clinician_suspects_")]
MIXTURES = {"renal", "visceral_other"}  # harmless and dangerous organs under one name: their thresholds speak
DIAGNOSES = [f"diagnosed_{cause}" for cause in sorted(DANGEROUS - MIXTURES)]
WEAK_ALONE = (
    "history_of_cancer", "prolonged_corticosteroid_use", "osteoporosis", "immunosuppression", "trauma", "age_over_70",
    "age_over_80", "age_under_20", "unexplained_weight_loss", "night_pain", "thoracic_pain", "diabetes", "severe_pain",
    "spine_tenderness", "low_energy_trauma",
)  # fmt: skip


@pytest.mark.parametrize("finding", sorted(set(BLADDER_AND_BOWEL) - set(CAN_WAIT)))
def test_every_finding_of_bladder_bowel_and_saddle_is_at_least_urgent(finding):
    assert urgency(of(finding)).rank <= Urgency.URGENT.rank


@pytest.mark.parametrize("finding", CAN_WAIT)
def test_what_can_wait_has_a_rule_all_the_same(finding):
    assert alarms(of(finding))


@pytest.mark.parametrize("finding", sorted(set(SADDLE_AND_LEGS) - SHARED))
def test_whatever_a_compressed_cauda_mostly_shows_is_at_least_urgent(finding):
    assert urgency(of(finding)).rank <= Urgency.URGENT.rank


@pytest.mark.parametrize("finding", PARALYSIS)
def test_every_weakness_of_a_leg_is_answered(finding):
    assert urgency(of(finding)).rank <= Urgency.SOON.rank


@pytest.mark.parametrize("grade", GRADES)
def test_a_muscle_that_cannot_lift_against_a_hand_is_seen_within_a_day_or_two(grade):
    assert urgency(Findings([Finding(grade, 3.0, "right"), Finding(grade, 5.0, "left")])).rank <= Urgency.URGENT.rank


@pytest.mark.parametrize("finding", REFERENCES)
def test_a_picture_that_shows_the_thing_is_a_rule_of_its_own(finding):
    assert urgency(of(finding)).rank <= Urgency.URGENT.rank


@pytest.mark.parametrize("finding", [*SUSPICIONS, *DIAGNOSES])
def test_what_a_clinician_suspects_or_wrote_down_is_answered(finding):
    assert urgency(of(finding)).rank <= Urgency.SOON.rank


def test_the_walks_meet_what_must_not_be_missed():
    assert {"saddle_numbness", "urinary_retention", "bladder_dysfunction", "bowel_incontinence"} <= set(
        BLADDER_AND_BOWEL
    )
    assert {"leg_paralysis", "bilateral_motor_weakness_leg", "foot_drop"} <= set(PARALYSIS)
    assert {
        "mri_cauda_equina_compression", "mri_infection", "mri_malignancy", "xray_fracture", "ct_fracture",
        "mri_fracture_line", "xray_malignancy", "bone_scan_infection", "ct_angiography_rupture",
        "emergency_ultrasound_aneurysm",
    } <= set(REFERENCES)  # fmt: skip
    assert "saddle_numbness" in SADDLE_AND_LEGS


@pytest.mark.parametrize("rule", KNOWLEDGE.rows(RedFlagRow), ids=lambda rule: f"{'+'.join(rule.finding)}-{rule.cause}")
def test_every_rule_fires_on_its_findings_and_only_on_all_of_them(rule):
    assert rule in [
        r for r in KNOWLEDGE.rows(RedFlagRow) if any(a.findings == r.finding for a in alarms(of(*rule.finding)))
    ]
    for missing in rule.finding:
        rest = [finding for finding in rule.finding if finding != missing]
        fired = {alarm.findings for alarm in alarms(of(*rest, absent=(missing,)))}
        follows = any(missing in KNOWLEDGE.findings[finding].implies for finding in rest)
        assert rule.finding not in fired or follows


@pytest.mark.parametrize("finding", WEAK_ALONE)
def test_a_weak_item_alone_is_never_above_soon(finding):
    assert urgency(of(finding)).rank >= Urgency.SOON.rank


@pytest.mark.parametrize(
    ("weak", "together", "told"),
    [
        (("fever",), ("fever", "iv_drug_use"), "emergency"),
        (("immunosuppression",), ("immunosuppression", "neurological_deficit"), "emergency"),
        (("history_of_cancer",), ("history_of_cancer", "motor_weakness_leg"), "emergency"),
        (("anticoagulant_use",), ("anticoagulant_use", "motor_weakness_leg"), "emergency"),
        (("ct_fracture",), ("ct_fracture", "high_energy_trauma"), "emergency"),
        (("known_aortic_aneurysm",), ("known_aortic_aneurysm", "severe_pain"), "emergency"),
        (("prolonged_corticosteroid_use",), ("prolonged_corticosteroid_use", "spine_tenderness"), "urgent"),
        (("motor_weakness_leg",), ("motor_weakness_leg", "gait_difficulty"), "emergency"),
    ],
)
def test_two_weak_items_together_are_worse_than_each(weak, together, told):
    assert urgency(of(*weak)).rank > Urgency(told).rank
    assert urgency(of(*together)) is Urgency(told)


def test_age_in_years_is_enough_for_a_rule_about_age():
    assert urgency(of("low_energy_trauma", age=77.0)) is Urgency.URGENT
    assert urgency(of("low_energy_trauma", age=40.0)).rank > Urgency.URGENT.rank


def test_a_blood_pressure_of_80_is_an_emergency_and_of_130_is_none():
    assert urgency(of(systolic_mmhg=80.0)) is Urgency.EMERGENCY
    assert not alarms(of(systolic_mmhg=130.0))


@pytest.mark.parametrize("finding", ["fever", "chest_pain", "unexplained_weight_loss", "syncope"])
def test_what_means_something_only_beside_a_backache_is_silent_without_one(finding):
    assert alarms(of(finding))
    assert not alarms(of(finding), concerns_back=False)


@pytest.mark.parametrize(
    "finding", ["saddle_numbness", "leg_paralysis", "septic_signs", "mri_cauda_equina_compression"]
)
def test_what_is_dangerous_by_itself_needs_no_backache(finding):
    assert alarms(of(finding), concerns_back=False)[0].urgency is Urgency.EMERGENCY


def test_alarms_come_with_the_most_urgent_first():
    ranks = [
        alarm.urgency.rank for alarm in alarms(of("history_of_cancer", "saddle_numbness", "fever", "osteoporosis"))
    ]

    assert ranks == sorted(ranks)


def test_what_is_feared_is_named_where_no_cause_of_ours_is_it():
    feared = {alarm.feared for alarm in alarms(of("anticoagulant_use", "motor_weakness_leg"))}

    assert "epidural haematoma" in feared


def test_every_dangerous_cause_has_an_emergency_rule():
    by_rule = {rule.cause for rule in KNOWLEDGE.rows(RedFlagRow) if rule.urgency == "emergency"}
    crumpled = {"fracture_osteoporotic"}  # painful, not a matter of hours

    assert by_rule >= DANGEROUS - crumpled
    assert by_rule <= set(CAUSES)


def test_a_contradiction_is_resolved_the_careful_way():
    assert plan(of("foot_drop", absent=("motor_weakness_leg",))).urgency is Urgency.URGENT
    assert plan(of("high_energy_trauma", absent=("any_injury",))).urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    "told",
    [
        ("tearing_pain", "severe_pain"),
        ("tearing_pain", "sudden_onset", "age_over_50"),
        ("age_over_60", "sudden_onset", "severe_pain"),
        ("abdominal_pain", "severe_pain"),
        ("pelvic_pain", "severe_pain", "female"),
        ("low_energy_trauma", "severe_pain", "age_over_50"),
    ],
    ids="+".join,
)
def test_what_a_person_tells_of_a_vessel_a_belly_or_a_broken_bone_is_seen_within_a_day_or_two(told):
    assert urgency(of(*told)) is Urgency.URGENT


@pytest.mark.parametrize("rule", KNOWLEDGE.rows(RedFlagRow), ids=lambda rule: f"{'+'.join(rule.finding)}-{rule.cause}")
def test_every_rule_can_be_told_to_the_person(rule):
    plain = {row.finding for row in KNOWLEDGE.rows(PlainFindingRow)}

    assert rule.urgency == "routine" or {*rule.finding} <= plain


def test_a_needle_in_the_spine_lately_is_no_self_care():
    assert urgency(of("recent_spinal_procedure")) is Urgency.SOON


@pytest.mark.parametrize("told", [("spasm", "severe_pain", "sudden_onset"), ("tearing_pain",)], ids="+".join)
def test_a_strain_that_came_at_once_or_tore_is_no_alarm_before_40(told):
    assert not alarms(of(*told, absent=("age_over_40",)))
