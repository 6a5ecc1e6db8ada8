"""What to expect is told of this person's causes, with its figures, and not before what is dangerous is settled."""

import re
from time import perf_counter

import pytest

from multifidus.actions.expecting.course import told_of
from multifidus.actions.expecting.outlook import outlook_of
from multifidus.actions.expecting.prognosis import prognosis
from multifidus.actions.likely import likely_causes
from multifidus.assess import assess
from multifidus.causes.model import load_model
from multifidus.findings.case_file import case_of
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import Prognosis, Urgency

KNOWLEDGE = shipped()
MODEL = load_model(KNOWLEDGE)


def known(**findings):
    return complete(case_of({"findings": findings}, name="case", knowledge=KNOWLEDGE).findings, KNOWLEDGE)


def outlook(likely, level=Urgency.ROUTINE, **findings):
    return prognosis(known(**findings), likely, level, KNOWLEDGE)


def ids(actions):
    return [action.id for action in actions]


def words(told):
    return " ".join(action.plain_text for action in (*told.course, *told.recurrence, *told.predictors))


# What comes first


def test_in_an_emergency_no_course_is_told():
    told = outlook({"muscle_strain": 0.95}, Urgency.EMERGENCY, duration_weeks=1)

    assert ids(told.course) == ["settle_emergency"]
    assert told.recurrence == told.predictors == ()


@pytest.mark.parametrize(
    "cause", ["malignancy", "spinal_infection", "cauda_equina", "aortic_aneurysm", "fracture_traumatic"]
)
def test_while_a_dangerous_cause_leads_it_has_to_be_settled_first(cause):
    told = outlook({cause: 0.4, "muscle_strain": 0.3}, Urgency.SOON, duration_weeks=2)

    assert len(told.course) == 1
    assert told.course[0].plain_text.count("irst") >= 1
    assert told.course[0].figures == ()
    assert told.recurrence == told.predictors == ()


def test_a_dangerous_cause_in_second_place_is_told_before_the_good_news():
    told = outlook({"muscle_strain": 0.5, "malignancy": 0.2}, Urgency.SOON, duration_weeks=2)

    assert ids(told.course)[:2] == ["settle_malignancy", "nonspecific_new"]


def test_an_urgent_case_is_seen_before_it_is_told_what_to_expect():
    told = outlook({"disc_herniation": 0.8}, Urgency.URGENT, leg_pain_below_knee="left", foot_drop="left")

    assert ids(told.course)[:2] == ["settle_urgent", "disc_weakness"]


def test_without_a_ranking_nothing_is_told():
    assert outlook({}) == Prognosis()


# The course


def test_new_back_pain_is_told_the_course_of_new_pain_with_its_intervals():
    told = outlook({"muscle_strain": 0.7}, duration_weeks=1)

    assert ids(told.course) == ["nonspecific_new"]
    assert "23 (21 to 25) at 6 weeks" in told.course[0].text
    assert "58 (52 to 63) days" in told.course[0].text
    assert "72 in 100 are fully well within a year" in told.course[0].plain_text
    assert "about 70 in 100 for you" in told.course[0].plain_text
    assert told.course[0].sources == ("Costa2012", "Henschke2008")


def test_pain_of_half_a_year_is_told_the_slower_course():
    told = outlook({"muscle_strain": 0.7}, duration_weeks=26)

    assert ids(told.course) == ["nonspecific_lasting"]
    assert "42 %" in told.course[0].text


@pytest.mark.parametrize(("weeks", "course"), [(8, "nonspecific_between"), (200, "nonspecific_old")])
def test_where_no_figure_was_found_that_is_said_and_is_ours(weeks, course):
    (told,) = outlook({"muscle_strain": 0.7}, duration_weeks=weeks).course

    assert told.id == course
    assert told.status == "ours"
    assert "no good figure" in told.plain_text


def test_where_nobody_asked_how_long_both_courses_are_told_with_their_condition():
    told = outlook({"muscle_strain": 0.7})

    assert ids(told.course) == ["nonspecific_new", "nonspecific_lasting"]
    assert "If the pain is new" in told.course[0].plain_text
    assert "three months to a year" in told.course[1].plain_text


def test_sciatica_is_told_of_the_leg_that_hurts_and_studies_that_disagree_stand_side_by_side():
    told = outlook({"disc_herniation": 0.8}, duration_weeks=8, leg_pain_below_knee="left", mri_disc_extrusion="left")

    assert ids(told.course) == ["disc_year", "disc_shrinks", "disc_extrusion"]
    assert "left leg" in told.course[0].plain_text
    assert {"Peul2007", "Konstantinou2018"} <= set(told.course[0].sources)
    assert "95 in 100" in told.course[0].plain_text
    assert "55 in 100" in told.course[0].plain_text
    assert "63 in 100 (49 to 77)" in told.course[1].plain_text


def test_the_likeliest_cause_comes_first_and_a_fourth_is_left_out():
    likely = {"disc_herniation": 0.5, "spinal_stenosis": 0.3, "muscle_strain": 0.2, "hip_osteoarthritis": 0.19}
    told = outlook(likely, duration_weeks=2)

    assert ids(told.course)[0] == "disc_year"
    assert "stenosis_years" in ids(told.course)
    assert "hip_years" not in ids(told.course)


def test_a_cause_far_behind_the_likeliest_is_told_no_course():
    told = outlook({"axial_spondyloarthritis": 0.84, "muscle_strain": 0.13}, duration_weeks=40)

    assert ids(told.course) == ["inflamed_years"]


def test_a_dangerous_cause_far_behind_is_still_told_first():
    told = outlook({"muscle_strain": 0.98, "malignancy": 0.12}, duration_weeks=2)

    assert ids(told.course)[0] == "settle_malignancy"


def test_beside_a_likely_broken_bone_nobody_is_told_how_fast_muscles_heal():
    told = outlook({"fracture_osteoporotic": 0.9, "muscle_strain": 0.4}, age=78, sex="female", duration_weeks=2)

    assert ids(told.course) == ["fracture_weeks"]
    assert ids(told.recurrence) == ["again_break_women"]


def test_nobody_is_told_a_hundred_in_a_hundred():
    told = outlook({"muscle_strain": 0.999}, duration_weeks=1)

    assert "(almost sure for you)" in told.course[0].plain_text


def test_a_fresh_break_of_a_thin_bone_mostly_eases_and_the_next_one_is_near():
    told = outlook({"fracture_osteoporotic": 0.8}, Urgency.SOON, age=78, sex="female", duration_weeks=2)

    assert ids(told.course) == ["fracture_weeks"]
    assert "53 in 100" in told.course[0].plain_text
    assert ids(told.recurrence) == ["again_break_women"]
    assert "19 in 100 (14 to 25)" in told.recurrence[0].plain_text


def test_a_man_with_such_a_break_is_not_told_the_figure_of_women():
    told = outlook({"fracture_osteoporotic": 0.8}, age=78, sex="male", duration_weeks=2)

    assert ids(told.recurrence) == ["again_break_all"]


def test_a_young_bowler_is_told_of_stress_breaks_and_his_grandmother_of_slips():
    assert ids(outlook({"spondylolisthesis": 0.6}, age=17).course) == ["slip_young"]
    assert ids(outlook({"spondylolisthesis": 0.6}, age=70).course) == ["slip_years"]


@pytest.mark.parametrize("cause", list(KNOWLEDGE.causes))
def test_every_cause_has_something_to_expect_and_no_two_the_same_words(cause):
    mine = [action.plain_text for action in outlook({cause: 0.6}, duration_weeks=2).course]
    others = {
        action.plain_text
        for other in KNOWLEDGE.causes
        if other != cause
        for action in outlook({other: 0.6}, duration_weeks=2).course
    }

    assert mine
    assert not others & set(mine)


# Whether it comes back


def test_another_attack_is_told_by_all_three_definitions_and_by_who_counted_more_strictly():
    (told,) = outlook({"muscle_strain": 0.7}, duration_weeks=1).recurrence

    assert "69 % (62 to 74)" in told.text
    assert "40 % (33 to 46)" in told.text
    assert "41 % (34 to 46)" in told.text
    assert {"daSilva2019", "Machado2017", "Pengel2003"} <= set(told.sources)
    assert told.status == "checked"


def test_who_has_had_three_attacks_is_told_that_the_next_is_likelier():
    told = outlook({"muscle_strain": 0.7}, duration_weeks=1, episodes_before=3)

    assert ids(told.recurrence) == ["again_back", "again_many"]
    assert "3.18 (2.11 to 4.78)" in told.recurrence[1].text
    assert ids(outlook({"muscle_strain": 0.7}, duration_weeks=1, episodes_before=2).recurrence) == ["again_back"]


# What predicts lasting trouble


def test_a_high_risk_on_start_back_is_told_with_suris_figure():
    told = outlook({"muscle_strain": 0.7}, duration_weeks=2, start_back_high=True)
    (high,) = [action for action in told.predictors if action.id == "start_back_high"]

    assert "80 in 100 (75 to 85)" in high.plain_text
    assert high.sources == ("Suri2018",)


def test_what_nobody_asked_is_asked_and_not_assumed():
    told = outlook({"muscle_strain": 0.7}, duration_weeks=2)
    questions = [action for action in told.predictors if action.id.startswith("ask_")]

    assert [action.id for action in told.predictors] == [action.id for action in questions]
    assert len(questions) == KNOWLEDGE.choices["most_questions_of_outlook"]
    assert all(action.plain_text.endswith(("?", ".")) for action in questions)


def test_what_was_denied_is_neither_told_nor_asked_again():
    told = outlook({"muscle_strain": 0.7}, duration_weeks=2, low_mood=False, expects_long_pain=False, episodes_before=0)

    assert not {"low_mood_new", "ask_low_mood", "ask_expects_long_pain", "ask_episodes_before"} & set(
        ids(told.predictors)
    )


def test_a_questionnaire_is_asked_for_in_words_that_say_what_it_is():
    (form,) = [
        action
        for action in outlook({"muscle_strain": 0.7}, duration_weeks=2).predictors
        if action.id == "ask_start_back_score"
    ]

    assert form.plain_text == "Fill in a short form of 9 questions. It tells how likely it is that the pain lasts."


def test_how_bad_the_pain_is_is_asked_as_people_are_asked():
    told = outlook({"muscle_strain": 0.7}, duration_weeks=2, episodes_before=0, start_back_low=True)
    (question,) = [action for action in told.predictors if action.id == "ask_pain_0_10"]

    assert question.plain_text == "How bad is your pain from 0 (none) to 10 (worst)?"


def test_of_two_figures_for_one_thing_the_nearer_is_told():
    told = outlook({"disc_herniation": 0.7}, leg_pain_below_knee="left", expects_long_pain=True)

    assert [one for one in ids(told.predictors) if one.startswith("believes")] == ["believes_lasting_leg"]


def test_no_fear_of_moving_is_told_as_a_good_sign():
    assert "unafraid" in ids(outlook({"muscle_strain": 0.7}, fear_of_movement=False).predictors)
    assert "unafraid" not in ids(outlook({"muscle_strain": 0.7}).predictors)


def test_the_predictors_of_back_pain_are_not_told_of_leg_arteries():
    told = outlook({"peripheral_artery_disease": 0.8}, low_mood=True, current_smoker=True, pain_0_10=9)

    assert told.predictors == ()


def test_low_mood_counts_otherwise_in_new_and_in_lasting_pain():
    assert "low_mood_new" in ids(outlook({"muscle_strain": 0.7}, duration_weeks=2, low_mood=True).predictors)
    assert "low_mood_lasting" in ids(outlook({"muscle_strain": 0.7}, duration_weeks=30, low_mood=True).predictors)


# The words


ALL = [told for part in outlook_of(KNOWLEDGE).courses.values() for _, told in part]
ALL += [told for _, told in outlook_of(KNOWLEDGE).predictors]


def sentences(text):
    return [one for one in re.split(r"(?<=[.?!])\s+", text) if one]


def syllables(word):
    groups = re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))
    return max(1, len(groups))


def grade(text):
    said = [re.findall(r"[A-Za-z]+|\d+", sentence) for sentence in sentences(text)]
    count = sum(len(sentence) for sentence in said)
    return 0.39 * count / len(said) + 11.8 * sum(syllables(w) for s in said for w in s) / count - 15.59


@pytest.mark.parametrize("told", ALL, ids=lambda told: told.plain_text[:40])
def test_no_sentence_to_the_person_has_over_20_words(told):
    assert all(len(sentence.split()) <= 20 for sentence in sentences(told.plain_text)), told.plain_text


def test_whatever_a_person_reads_of_the_time_to_come_is_at_most_grade_7():
    told = outlook(
        {"disc_herniation": 0.6, "muscle_strain": 0.3},
        duration_weeks=3,
        leg_pain_below_knee="left",
        low_mood=True,
        pain_0_10=8,
        expects_long_pain=True,
        fear_of_movement=True,
    )

    assert len(words(told).split()) > 100
    assert grade(words(told)) <= 7
    assert max(len(sentence.split()) for sentence in sentences(words(told))) <= 20


def test_all_words_to_the_person_together_are_at_most_grade_7():
    assert grade(" ".join(told.plain_text for told in ALL)) <= 7


@pytest.mark.parametrize("told", ALL, ids=lambda told: told.plain_text[:40])
def test_whatever_is_told_has_a_source_or_is_ours(told):
    assert told.sources or told.status == "ours"
    assert "{" not in told.text.replace("{leg}", "")


def test_an_assessment_brings_its_outlook_and_it_costs_nothing():
    case = case_of({"findings": {"age": 34, "spasm": True, "duration_weeks": 1}}, name="p", knowledge=KNOWLEDGE)
    told = assess(case.findings, KNOWLEDGE, MODEL)
    likely = likely_causes(told.beliefs, KNOWLEDGE)

    assert told.plan.prognosis.course
    times = []
    for _ in range(30):
        start = perf_counter()
        prognosis(told.known, likely, Urgency.ROUTINE, KNOWLEDGE)
        times.append(perf_counter() - start)
    assert min(times) < 0.0005


def test_a_part_of_the_outlook_names_each_row_once():
    told = list(told_of("course", known(), dict.fromkeys(KNOWLEDGE.causes, 0.2), KNOWLEDGE))

    assert len(ids(told)) == len(set(ids(told)))
