"""Textbook pictures, written once and not changed: the fitted network ranks their cause first."""

import pytest

from multifidus.causes.infer import infer
from multifidus.causes.model import load_model
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings

KNOWLEDGE = shipped()
PICTURES = {
    "a mover's back locks under a wardrobe": (
        "muscle_strain", "primary", 29,
        "onset_while_lifting sudden_onset acute_low_back_pain spasm pain_on_lifting paraspinal_tenderness",
        "leg_pain_below_knee fever saddle_numbness slr_positive history_of_cancer",
    ),
    "pain into the big toe with a weak foot": (
        "disc_herniation", "primary", 44,
        "leg_pain_below_knee dermatomal_pain slr_positive crossed_slr_positive weakness_great_toe_extension "
        "pain_on_cough_sneeze leg_pain_worse_than_back_pain",
        "fever saddle_numbness urinary_retention trauma",
    ),
    "the shopping trolley makes walking possible": (
        "spinal_stenosis", "primary", 71,
        "walking_limited_relieved_by_sitting better_bending_forward no_pain_when_seated bilateral_leg_pain "
        "wide_based_gait duration_over_three_months",
        "pulse_abnormal_leg fever calf_pain_relieved_standing_still slr_positive",
    ),
    "a cough breaks a vertebra on cortisone": (
        "fracture_osteoporotic", "primary", 79,
        "female osteoporosis prolonged_corticosteroid_use sudden_onset spine_tenderness closed_fist_percussion "
        "supine_sign thoracic_pain",
        "fever history_of_cancer leg_pain_below_knee unexplained_weight_loss",
    ),
    "stiff until noon at twenty-five": (
        "axial_spondyloarthritis", "secondary", 25,
        "duration_over_three_months age_onset_under_40 morning_stiffness_over_30min improves_with_exercise_not_rest "
        "night_waking_second_half good_nsaid_response hla_b27 anterior_uveitis",
        "sudden_onset trauma leg_pain_below_knee fever",
    ),
    "numb where one sits and unable to pass water": (
        "cauda_equina", "emergency", 39,
        "saddle_numbness urinary_retention bilateral_leg_pain reduced_anal_tone pvr_over_200",
        "fever trauma",
    ),
    "fever and a spine that hurts to the touch in a man who injects": (
        "spinal_infection", "emergency", 47,
        "male fever iv_drug_use spine_tenderness constant_progressive_pain night_pain crp_over_50 esr_over_50",
        "history_of_cancer cva_tenderness urinary_symptoms",
    ),
    "breast cancer, thinner, and pain that lies awake": (
        "malignancy", "primary", 63,
        "female history_of_cancer unexplained_weight_loss night_pain no_relief_lying_down constant_progressive_pain "
        "esr_over_50",
        "fever trauma leg_pain_below_knee",
    ),
    "rolling on the floor with blood in the urine": (
        "renal", "emergency", 35,
        "sudden_onset renal_colic_pain writhing_in_pain nausea_or_vomiting cva_tenderness dipstick_haematuria",
        "fever pulsatile_abdominal_mass pain_on_lifting spasm",
    ),
    "an old smoker faints with a pulse in his belly": (
        "aortic_aneurysm", "emergency", 78,
        "male current_smoker sudden_onset abdominal_pain syncope hypotension pulsatile_abdominal_mass",
        "fever dipstick_haematuria",
    ),
    "calves that stop hurting as soon as one stands still": (
        "peripheral_artery_disease", "primary", 68,
        "calf_pain_walking calf_pain_relieved_standing_still leg_pain_relieved_standing_still pulse_abnormal_leg "
        "cool_skin_leg arterial_bruit_leg current_smoker",
        "better_bending_forward slr_positive fever",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_the_textbook_picture_ranks_first(name):
    cause, setting, age, present, absent = PICTURES[name]
    told = [Finding("age", float(age)), *(Finding(finding, True) for finding in present.split())]
    told += [Finding(finding, False) for finding in absent.split()]

    beliefs = infer(complete(Findings(told), KNOWLEDGE), load_model(KNOWLEDGE), setting=setting, explain=False)

    assert beliefs.causes[0].cause == cause
    assert beliefs.causes[0].probability > 0.5
