"""What is offered to a person, with its questions and its positions, and what is better left."""

import random
from time import process_time

import pytest
from treating import CAUSES, KNOWLEDGE, found, ids, person, treated

from multifidus.knowledge.rows import ContraindicationRow, OptionRow, TreatmentRow
from multifidus.terms import Finding, Findings, Urgency

OPTIONS = {row.id: row for row in KNOWLEDGE.rows(OptionRow)}
CHECKS = KNOWLEDGE.rows(ContraindicationRow)
FORBIDDEN = [row for row in CHECKS if row.action == "avoid"]
SERVED = {
    row.option: row.cause
    for row in KNOWLEDGE.rows(TreatmentRow)
    if row.line_of_use in ("first", "second", "later") and not row.when.ways
}
YOUNG_MAN = {"age": 24.0, "male": True, "duration_weeks": 0.5}
HANDS = ("spinal_manipulation", "manual_therapy")


def test_nothing_is_both_advised_and_avoided_for_three_hundred_people():
    dice = random.Random(4)
    vocabulary = [row.id for row in KNOWLEDGE.findings.values() if row.values == "present_absent"]
    for _ in range(300):
        said = [Finding(finding, dice.random() < 0.6) for finding in dice.sample(vocabulary, 25)]
        numbers = [Finding("age", float(dice.randint(16, 95))), Finding("duration_weeks", float(dice.randint(0, 80)))]
        likely = {cause: dice.uniform(0.1, 0.9) for cause in dice.sample(CAUSES, dice.randint(1, 4))}
        for urgency in Urgency:
            treatments, avoid = treated(Findings([*said, *numbers]), urgency=urgency, **likely)
            assert not set(ids(treatments)) & set(ids(avoid))
            assert len(set(ids(treatments))) == len(treatments)
            assert len(set(ids(avoid))) == len(avoid)


@pytest.mark.parametrize("check", FORBIDDEN, ids=lambda row: f"{row.treatment_class}-{row.finding_or_condition}")
def test_what_a_condition_forbids_is_not_offered(check):
    of_this_class = [row.id for row in OPTIONS.values() if row.treatment_class == check.treatment_class]
    for option in of_this_class:
        if option in SERVED:
            said = person(**{check.finding_or_condition: True})
            treatments, avoid = treated(said, **{SERVED[option]: 0.9})
            assert option not in ids(treatments), option
            assert option in ids(avoid)


def test_kidney_failure_takes_the_anti_inflammatory_away_and_says_why():
    treatments, avoid = treated(person(kidney_disease=True, age=50.0), muscle_strain=0.9)

    assert "nsaid" not in ids(treatments)
    assert "kidney" in found(avoid, "nsaid").text
    assert "kidneys" in found(avoid, "nsaid").plain_text


def test_an_anti_inflammatory_comes_with_its_questions_where_nobody_has_asked():
    treatments, _ = treated(person(**YOUNG_MAN), muscle_strain=0.9)
    nsaid = found(treatments, "nsaid")

    assert {"kidney_disease", "ulcer_or_gi_bleed", "anticoagulant_use", "heart_failure"} <= set(nsaid.questions)
    assert "questions" in nsaid.plain_text


def test_what_was_denied_is_not_asked_again_and_then_the_pill_is_plain_advice():
    asked = found(treated(person(**YOUNG_MAN), muscle_strain=0.9)[0], "nsaid").questions
    treatments, _ = treated(person(**YOUNG_MAN, **dict.fromkeys(asked, False)), muscle_strain=0.9)

    assert found(treatments, "nsaid").questions == ()
    assert "questions" not in found(treatments, "nsaid").plain_text


def test_a_man_is_not_asked_whether_he_is_pregnant_nor_is_a_woman_of_seventy():
    for said in (person(male=True), person(female=True, age=70.0)):
        treatments, _ = treated(said, muscle_strain=0.9)
        assert not {"could_be_pregnant", "breastfeeding"} & {q for one in treatments for q in one.questions}


def test_high_blood_pressure_is_a_caution_in_words_and_no_reason_to_refuse():
    treatments, _ = treated(person(hypertension=True, age=50.0), muscle_strain=0.9)

    assert any("pressure" in caution for caution in found(treatments, "nsaid").cautions)


def test_a_strain_at_24_gets_no_opioid():
    treatments, avoid = treated(person(**YOUNG_MAN), muscle_strain=0.95)

    assert "opioid" not in ids(treatments)
    assert "opioid" in ids(avoid)


def test_a_broken_vertebra_leaves_something_against_the_pain_at_78():
    """What is of no use for a strain does not take away what eases a broken bone."""
    treatments, avoid = treated(person(age=78.0, female=True), fracture_osteoporotic=0.95, muscle_strain=0.4)

    assert {"analgesia", "paracetamol", "opioid"} <= set(ids(treatments))
    assert "nsaid" in ids(avoid)


def test_guidelines_that_disagree_are_both_shown():
    treatments, _ = treated(person(duration_weeks=60.0, age=45.0, male=True), discogenic_pain=0.9)
    for option in ("acupuncture", "duloxetine"):
        said = {one.recommendation for one in found(treatments, option).positions}
        assert any(word.endswith("for") for word in said)
        assert "against" in said


@pytest.mark.parametrize("danger", ["fracture_osteoporotic", "fracture_traumatic", "spinal_infection", "malignancy"])
def test_hands_stay_off_a_spine_that_may_be_broken_infected_or_a_tumour(danger):
    treatments, avoid = treated(person(), muscle_strain=0.8, **{danger: 0.12})

    assert not set(HANDS) & set(ids(treatments))
    assert set(HANDS) <= set(ids(avoid))


def test_hands_stay_off_where_a_red_flag_points_to_what_the_ranking_thinks_unlikely():
    said = person(history_of_cancer=True, age=60.0)
    treatments, _ = treated(said, urgency=Urgency.SOON, muscle_strain=0.9)

    assert not set(HANDS) & set(ids(treatments))


def test_where_manipulation_would_harm_mobilisation_is_not_offered_in_its_place():
    for cause in CAUSES:
        treatments, avoid = treated(person(motor_weakness_leg=True), **{cause: 0.5, "muscle_strain": 0.45})
        if "spinal_manipulation" in ids(avoid):
            assert "manual_therapy" not in ids(treatments), cause


def test_an_emergency_shows_nothing_routine_and_withholds_nothing():
    said = person(saddle_numbness=True, anticoagulant_use=True, kidney_disease=True)
    treatments, avoid = treated(said, urgency=Urgency.EMERGENCY, muscle_strain=0.95)

    assert ids(treatments)[0] == "emergency_decompression"
    assert {one.line_of_use for one in treatments} == {"emergency"}
    assert not any(one.questions for one in treatments)
    assert "spinal_manipulation" in ids(avoid)


def test_cortisone_for_a_pressed_cord_is_minded_and_not_refused_in_an_emergency():
    said = person(upper_motor_neurone_signs=True, history_of_cancer=True, diabetes=True, osteoporosis=True)
    treatments, _ = treated(said, urgency=Urgency.EMERGENCY, malignancy=0.6)

    assert any("sugar" in caution for caution in found(treatments, "dexamethasone").cautions)


def test_a_fever_of_the_spine_gets_its_culture_before_its_antibiotic():
    said = person(fever=True, iv_drug_use=True, neurological_deficit=True)
    treatments, _ = treated(said, urgency=Urgency.EMERGENCY, spinal_infection=0.5)

    assert {"biopsy_before_antibiotics", "antibiotics", "surgical_drainage"} <= set(ids(treatments))
    assert ids(treatments)[-1] == "analgesia"


def test_urgent_means_no_hands_no_needles_no_programme_until_somebody_has_looked():
    said = person(foot_drop=True, leg_pain_below_knee=True, duration_weeks=1.0)
    treatments, avoid = treated(said, urgency=Urgency.URGENT, disc_herniation=0.9)

    assert not {"acupuncture", "massage", "exercise_programme", *HANDS} & set(ids(treatments))
    assert "foot drop" in found(avoid, "exercise_programme").plain_text.lower()


def test_urgent_has_no_word_that_it_mostly_heals_by_itself():
    treatments, _ = treated(person(fever=True), urgency=Urgency.URGENT, muscle_strain=0.5)

    assert not {"natural_course", "self_management_education", "cbt", "risk_stratified_care"} & set(ids(treatments))


def test_an_emergency_line_waits_for_a_reason_to_hurry():
    """Renal colic at one in seven beside a fever is no reason to speak of drains."""
    treatments, _ = treated(person(fever=True), urgency=Urgency.URGENT, muscle_strain=0.4, renal=0.14)

    assert not {"urgent_decompression", "antibiotics"} & set(ids(treatments))


def test_a_likely_danger_is_answered_and_told_to_the_clinician():
    treatments, _ = treated(person(), urgency=Urgency.URGENT, muscle_strain=0.5, malignancy=0.2)
    referral = found(treatments, "oncology_referral")

    assert referral.audience == "clinician"
    assert referral.text
    assert referral.plain_text == ""  # the person is told how soon to go, not what is feared at one in five


def test_nobody_is_told_as_a_fact_what_they_may_not_have():
    sure, _ = treated(person(), disc_herniation=0.9)
    unsure, _ = treated(person(), disc_herniation=0.5, muscle_strain=0.3)

    assert "if it is" not in found(sure, "stay_active").plain_text
    assert found(unsure, "stay_active").plain_text.endswith("That is, if it is a slipped disc.")


def test_the_words_are_those_of_the_most_probable_cause_and_the_reason_names_them_all():
    treatments, _ = treated(person(), disc_herniation=0.6, muscle_strain=0.3)
    active = found(treatments, "stay_active")

    assert active.causes == ("disc_herniation", "muscle_strain")
    assert "0.60" in active.why
    assert "0.30" in active.why
    assert active.text != found(treated(person(), muscle_strain=0.6)[0], "stay_active").text


def test_a_relaxing_pill_is_for_the_first_weeks_only():
    assert "muscle_relaxant" in ids(treated(person(duration_weeks=1.0, age=30.0, male=True), muscle_strain=0.9)[0])
    assert "muscle_relaxant" not in ids(treated(person(duration_weeks=60.0, age=30.0), muscle_strain=0.9)[0])


def test_needles_at_the_root_are_for_leg_pain_only():
    with_leg, _ = treated(person(leg_pain_below_knee=True, severe_pain=True, duration_weeks=3.0), disc_herniation=0.9)
    without, _ = treated(
        person(leg_pain_below_knee=False, severe_pain=False, sciatica_clinical=False, dermatomal_pain=False),
        disc_herniation=0.9,
    )

    assert "epidural_steroid" in ids(with_leg)
    assert "epidural_steroid" not in ids(without)


def test_without_a_ranking_nothing_is_offered():
    assert treated(person(spasm=True)) == ((), ())


def test_treatment_costs_less_than_three_milliseconds():
    """About half a millisecond on an idle core; a busy machine gets some times as long."""
    said = person(age=60.0, duration_weeks=20.0, leg_pain_below_knee=True, osteoporosis=True)
    likely = {"disc_herniation": 0.5, "spinal_stenosis": 0.3, "spondylosis": 0.3, "malignancy": 0.1}
    treated(said, **likely)
    began = process_time()
    for _ in range(50):
        treated(said, **likely)
    assert (process_time() - began) / 50 < 0.006  # the closure of the findings and the red flags included
