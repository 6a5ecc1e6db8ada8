"""Who wins when a person has many readings: sentences that a clinician could dispute."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from multifidus.actions.urgency import ask_first
from multifidus.findings.closure import complete
from multifidus.findings.gather import gather
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import MustAskRow
from multifidus.terms import Finding, Findings, Reading

KNOWLEDGE = shipped()
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY, HOUR = 1.0, 1 / 24


def reading(*, days_ago=0.0, kind="interview", by="person", name=None, **found):
    """A reading with findings: a value, or a value with its side."""
    findings = Findings(
        Finding(one, *value) if isinstance(value, tuple) else Finding(one, value) for one, value in found.items()
    )
    return Reading(name or f"{kind}-{by}-{days_ago}", kind, NOW - timedelta(days=days_ago), findings, by)


def exam(days_ago=0.0, **found):
    return reading(days_ago=days_ago, kind="exam", by="clinician", **found)


def image(days_ago=0.0, **found):
    return reading(days_ago=days_ago, kind="report", by="clinician", **found)


def diary(days_ago=0.0, **found):
    return reading(days_ago=days_ago, kind="diary", **found)


def gathered(*readings):
    return gather(readings, KNOWLEDGE, now=NOW)


def findings(*readings):
    return gathered(*readings).findings


def open_questions(*readings):
    return ask_first(complete(findings(*readings), KNOWLEDGE), KNOWLEDGE)


class TestTheNewestWordCounts:
    def test_a_spasm_that_has_gone_has_gone(self):
        assert findings(reading(days_ago=5, spasm=True), diary(spasm=False)).absent("spasm")

    def test_a_spasm_that_has_come_has_come(self):
        assert findings(reading(days_ago=5, spasm=False), diary(spasm=True)).present("spasm")

    def test_pain_that_has_moved_to_the_right_is_on_the_right(self):
        moved = findings(diary(9, gluteal_pain=(True, "left")), diary(gluteal_pain=(True, "right")))

        assert moved["gluteal_pain"].side == "right"

    def test_a_later_word_without_a_side_keeps_the_side(self):
        told = gathered(diary(9, name="first", gluteal_pain=(True, "left")), diary(name="later", gluteal_pain=True))

        assert told.findings["gluteal_pain"].side == "left"
        assert told.came_from["gluteal_pain"] == ("later", "first")

    def test_a_finding_says_which_reading_it_came_from(self):
        assert gathered(diary(2, name="d1", spasm=True), diary(name="d2", fatigue=True)).came_from == {
            "spasm": ("d1",),
            "fatigue": ("d2",),
        }


class TestDangerSignsStand:
    def test_until_they_are_denied_however_long_ago_they_were_told(self):
        assert findings(reading(days_ago=400, saddle_numbness=True), diary(spasm=True)).present("saddle_numbness")

    def test_and_no_longer_when_a_later_reading_denies_them(self):
        assert findings(reading(days_ago=60, saddle_numbness=True), diary(saddle_numbness=False)).absent(
            "saddle_numbness"
        )

    def test_an_old_denial_ended_them_and_leaves_the_question_open(self):
        told = (reading(days_ago=90, saddle_numbness=True), reading(days_ago=60, saddle_numbness=False))

        assert "saddle_numbness" not in findings(*told)
        assert "saddle_numbness" in open_questions(*told)

    def test_a_denial_before_them_does_not_count(self):
        assert findings(reading(days_ago=2, bowel_incontinence=False), diary(bowel_incontinence=True)).present(
            "bowel_incontinence"
        )

    def test_a_no_to_the_larger_question_does_not_take_back_what_was_told_by_name(self):
        told = findings(reading(days_ago=3, urinary_retention=True), reading(urine_change=False))

        assert told.present("urinary_retention")
        assert complete(told, KNOWLEDGE).present("urinary_retention")

    def test_but_has_it_asked_by_name_at_once(self):
        told = gathered(reading(days_ago=3, urinary_retention=True), reading(urine_change=False))

        assert told.ask_again == ("urinary_retention",)

    def test_nor_does_a_day_without_pain(self):
        assert findings(reading(days_ago=3, bilateral_leg_pain=True), diary(no_pain=True)).present("bilateral_leg_pain")

    def test_on_each_side_until_that_side_is_denied(self):
        both = findings(exam(9, foot_drop=(True, "left")), exam(foot_drop=(True, "right")))
        one = findings(exam(9, foot_drop=(True, "left")), exam(2, foot_drop=(True, "right")),
                       exam(foot_drop=(False, "left")))  # fmt: skip

        assert both["foot_drop"].side == "both"
        assert one["foot_drop"].side == "right"

    def test_and_are_asked_of_again_after_a_while(self):
        assert gathered(reading(days_ago=20, urinary_retention=True)).ask_again == ("urinary_retention",)
        assert gathered(reading(days_ago=2, urinary_retention=True)).ask_again == ()

    def test_but_nobody_is_asked_again_whether_they_had_cancer(self):
        assert gathered(reading(days_ago=900, history_of_cancer=True)).ask_again == ()

    def test_a_fall_of_more_than_a_year_ago_is_history(self):
        assert findings(reading(days_ago=300, trauma=True)).present("trauma")
        assert "trauma" not in findings(reading(days_ago=370, trauma=True))

    def test_an_alarming_blood_test_stands_until_it_is_repeated(self):
        assert findings(image(200, crp=80.0)).number("crp") == 80
        assert findings(image(200, crp=80.0), image(crp=2.0)).number("crp") == 2


class TestDenialsAge:
    @pytest.mark.parametrize("question", [row.finding for row in KNOWLEDGE.rows(MustAskRow)])
    def test_every_safety_question_comes_back(self, question):
        assert findings(reading(**{question: False})).absent(question)
        assert question not in findings(reading(days_ago=190, **{question: False}))

    def test_those_of_bladder_and_bowel_within_a_week(self):
        asked = dict.fromkeys(("saddle_numbness", "urine_change", "bowel_dysfunction", "sexual_dysfunction"), False)

        assert not set(asked) & set(open_questions(reading(days_ago=6, **asked)))
        assert set(asked) <= set(open_questions(reading(days_ago=8, **asked)))

    def test_a_word_on_something_else_does_not_make_them_young_again(self):
        assert "saddle_numbness" not in findings(reading(days_ago=8, saddle_numbness=False), diary(spasm=True))

    def test_a_no_to_a_weak_leg_and_to_walking_only_with_help_within_a_week(self):
        asked = dict.fromkeys(("motor_weakness_leg", "gait_difficulty", "bilateral_sciatica"), False)

        assert findings(reading(days_ago=6, **asked)).absent("motor_weakness_leg")
        assert not {*asked} & {one.id for one in findings(reading(days_ago=8, **asked)).all()}

    def test_a_no_to_bleeding_in_a_pregnancy_by_the_day_after_tomorrow(self):
        assert "vaginal_bleeding" not in findings(reading(days_ago=2, female=True, vaginal_bleeding=False))

    def test_full_strength_of_a_month_ago_is_unknown_again(self):
        assert findings(exam(20, mrc_knee_extension=(5.0, "left"))).number("mrc_knee_extension") == 5
        assert "mrc_knee_extension" not in findings(exam(30, mrc_knee_extension=(5.0, "left")))

    def test_a_normal_temperature_of_the_day_before_yesterday_says_nothing_of_today(self):
        assert "temperature_c" not in findings(exam(2, temperature_c=36.8))

    def test_a_clear_picture_of_a_month_ago_does_not_rule_out_what_came_since(self):
        assert findings(image(20, mri_cauda_equina_compression=False)).absent("mri_cauda_equina_compression")
        assert "mri_cauda_equina_compression" not in findings(image(30, mri_cauda_equina_compression=False))

    def test_what_has_aged_is_told(self):
        (lapsed,) = gathered(reading(days_ago=30, name="r", fever=False)).lapsed

        assert (lapsed.finding.id, lapsed.reading, lapsed.why) == ("fever", "r", "too long ago to hold")


class TestWhoCouldKnow:
    def test_a_measured_sign_is_not_taken_back_by_the_persons_own_word(self):
        told = gathered(exam(5, slr_positive=(True, "left")), diary(slr_positive=False))

        assert told.findings.present("slr_positive")
        assert "taken back by examination alone" in told.contradictions[0].told

    def test_a_later_examination_takes_it_back(self):
        assert findings(exam(5, slr_positive=(True, "left")), exam(slr_positive=False)).absent("slr_positive")

    def test_what_only_the_person_told_the_person_may_take_back(self):
        assert findings(reading(days_ago=5, motor_weakness_leg=True), diary(motor_weakness_leg=False)).absent(
            "motor_weakness_leg"
        )

    def test_a_weak_leg_that_was_examined_stays_though_the_person_says_it_is_fine(self):
        assert findings(exam(5, motor_weakness_leg=(True, "left")), diary(motor_weakness_leg=False)).present(
            "motor_weakness_leg"
        )

    def test_but_a_new_weakness_is_believed_though_the_examination_was_normal(self):
        assert findings(exam(5, motor_weakness_leg=False), diary(motor_weakness_leg=True)).present("motor_weakness_leg")

    def test_a_harmless_sign_that_the_examination_did_not_find_is_not_there_by_word_alone(self):
        told = gathered(exam(5, slr_positive=False), diary(slr_positive=True))

        assert told.findings.absent("slr_positive")
        assert "taken as absent" in told.contradictions[0].told

    def test_a_fracture_seen_stays_until_a_newer_picture(self):
        seen = image(700, xray_fracture=True)

        assert findings(seen, diary(xray_fracture=False)).present("xray_fracture")
        assert findings(seen, exam(xray_fracture=False)).present("xray_fracture")
        assert findings(seen, image(xray_fracture=False)).absent("xray_fracture")

    def test_of_a_picture_that_the_person_brings_is_believed_what_it_shows(self):
        seen = image(100, xray_fracture=True, mri_disc_herniation=False)
        brought = reading(kind="report", xray_fracture=False, mri_disc_herniation=True)

        assert findings(seen, brought).present("xray_fracture")
        assert findings(seen, brought).present("mri_disc_herniation")

    def test_a_numb_saddle_that_was_examined_is_taken_back_by_a_clinician(self):
        told = gathered(exam(2, saddle_numbness=True), diary(saddle_numbness=False))

        assert told.findings.present("saddle_numbness")
        assert "taken back by a clinician" in told.contradictions[0].told
        assert findings(exam(2, saddle_numbness=True), exam(saddle_numbness=False)).absent("saddle_numbness")

    def test_a_spasm_that_was_examined_the_person_may_say_is_gone(self):
        assert findings(exam(2, spasm=True), diary(spasm=False)).absent("spasm")

    def test_an_old_herniation_stays_on_the_chart(self):
        assert findings(image(700, mri_disc_herniation=(True, "left"))).present("mri_disc_herniation")

    def test_a_diagnosis_is_taken_back_by_a_clinician_alone(self):
        told = exam(100, diagnosed_malignancy=True)

        assert findings(told, diary(diagnosed_malignancy=False)).present("diagnosed_malignancy")
        assert findings(told, exam(diagnosed_malignancy=False)).absent("diagnosed_malignancy")

    def test_a_grade_from_the_person_does_not_better_a_clinicians(self):
        told = gathered(exam(5, mrc_ankle_dorsiflexion=(3.0, "left")), diary(mrc_ankle_dorsiflexion=(5.0, "left")))

        assert told.findings.number("mrc_ankle_dorsiflexion") == 3
        assert "3 was taken" in told.contradictions[0].told

    def test_but_it_may_worsen_it(self):
        told = findings(exam(5, mrc_ankle_dorsiflexion=(4.0, "left")), diary(mrc_ankle_dorsiflexion=(2.0, "left")))

        assert told.number("mrc_ankle_dorsiflexion") == 2

    def test_an_examined_foot_drop_is_not_bettered_by_a_grade_from_the_person(self):
        told = findings(exam(9, foot_drop=(True, "left")), diary(mrc_ankle_dorsiflexion=(5.0, "left")))

        assert complete(told, KNOWLEDGE).present("foot_drop")

    def test_a_measure_that_has_aged_does_not_silence_the_person(self):
        told = findings(exam(90, finger_floor_cm=30.0), diary(finger_floor_cm=10.0))

        assert told.number("finger_floor_cm") == 10

    def test_a_suspicion_ends_with_a_clear_picture(self):
        suspected = exam(3, clinician_suspects_cauda_equina=True)

        assert findings(suspected).present("clinician_suspects_cauda_equina")
        assert "clinician_suspects_cauda_equina" not in findings(suspected, image(mri_cauda_equina_compression=False))
        fracture = (exam(3, clinician_suspects_fracture=True), image(xray_fracture=False, mri_fracture_line=True))
        assert findings(*fracture).present("clinician_suspects_fracture")
        assert findings(suspected, diary(mri_cauda_equina_compression=False)).present("clinician_suspects_cauda_equina")


class TestOneVisit:
    def test_two_words_of_one_moment_are_taken_the_careful_way_and_told(self):
        told = gathered(reading(spasm=False), exam(spasm=True))

        assert told.findings.present("spasm")
        assert "taken as present, the more careful way" in told.contradictions[0].told

    def test_a_danger_sign_is_not_denied_on_the_visit_on_which_it_was_told(self):
        told = gathered(reading(days_ago=0.5 * HOUR, saddle_numbness=True), exam(saddle_numbness=False))

        assert told.findings.present("saddle_numbness")
        assert [one.first for one in told.contradictions] == ["saddle_numbness"]

    def test_nor_by_a_thermometer_of_the_same_visit(self):
        told = gathered(reading(days_ago=0.5 * HOUR, fever=True), exam(temperature_c=37.2))

        assert complete(told.findings, KNOWLEDGE).present("fever")
        assert complete(findings(reading(days_ago=3 * HOUR, fever=True), exam(temperature_c=37.2)), KNOWLEDGE).absent(
            "fever"
        )

    def test_but_on_the_next(self):
        assert findings(reading(days_ago=2 * HOUR, saddle_numbness=True), exam(saddle_numbness=False)).absent(
            "saddle_numbness"
        )

    def test_the_worse_of_two_grades_of_one_visit_counts(self):
        told = gathered(
            exam(0.5 * HOUR, mrc_great_toe_extension=(3.0, "left")), exam(mrc_great_toe_extension=(5.0, "left"))
        )

        assert told.findings.number("mrc_great_toe_extension") == 3
        assert "3 was taken, the more careful way" in told.contradictions[0].told

    def test_of_two_harmless_numbers_of_one_visit_the_later_counts(self):
        assert findings(diary(0.5 * HOUR, pain_0_10=9.0), diary(pain_0_10=3.0)).number("pain_0_10") == 3

    def test_of_one_moment_the_worse(self):
        assert findings(diary(name="a", pain_0_10=9.0), diary(name="b", pain_0_10=3.0)).number("pain_0_10") == 9

    def test_an_ordinary_course_is_no_contradiction(self):
        assert gathered(diary(3, spasm=True, pain_0_10=8.0), diary(spasm=False, pain_0_10=1.0)).contradictions == ()


class TestNumbers:
    def test_the_newest_of_each_side_counts(self):
        told = findings(
            exam(20, mrc_knee_extension=(3.0, "left")),
            exam(10, mrc_knee_extension=(4.0, "right")),
            exam(mrc_knee_extension=(4.0, "left")),
        )

        assert {one.side: one.value for one in told.every("mrc_knee_extension")} == {"left": 4, "right": 4}

    def test_a_later_grade_without_a_side_is_of_the_side_that_is_known(self):
        (one,) = findings(exam(9, mrc_knee_extension=(3.0, "left")), exam(mrc_knee_extension=4.0)).every(
            "mrc_knee_extension"
        )

        assert (one.value, one.side) == (4, "left")

    def test_a_worse_grade_of_nobody_knows_which_side_is_not_lost(self):
        told = findings(exam(9, mrc_knee_extension=(5.0, "left")), exam(8, mrc_knee_extension=(5.0, "right")),
                        exam(mrc_knee_extension=2.0))  # fmt: skip

        assert told.number("mrc_knee_extension") == 2

    def test_a_later_grade_of_both_sides_stands_for_either(self):
        told = findings(exam(9, mrc_knee_extension=(3.0, "left")), exam(mrc_knee_extension=(5.0, "both")))

        assert [(one.value, one.side) for one in told.every("mrc_knee_extension")] == [(5, "both")]

    def test_a_strong_muscle_does_not_take_back_a_weak_one(self):
        told = findings(exam(5, mrc_3_or_less=True), exam(mrc_hip_flexion=(5.0, "right")))

        assert complete(told, KNOWLEDGE).present("mrc_3_or_less")

    def test_a_fever_that_is_told_beats_a_cool_temperature_of_this_morning(self):
        told = gathered(exam(3 * HOUR, temperature_c=36.6), diary(fever=True))

        assert complete(told.findings, KNOWLEDGE).present("fever")
        assert "the word was taken" in told.contradictions[0].told

    def test_a_fever_that_was_measured_yesterday_is_not_talked_away(self):
        told = findings(exam(1, temperature_c=38.9), diary(fever=False))

        assert complete(told, KNOWLEDGE).present("fever")

    def test_but_one_of_last_week_the_person_may_say_is_gone(self):
        assert complete(findings(exam(7, temperature_c=38.9), diary(fever=False)), KNOWLEDGE).absent("fever")

    def test_or_a_thermometer_at_any_time(self):
        assert complete(findings(exam(1, temperature_c=38.9), diary(temperature_c=36.8)), KNOWLEDGE).absent("fever")

    def test_a_later_grade_ends_the_foot_drop_that_was_told(self):
        told = findings(exam(30, foot_drop=(True, "left")), exam(mrc_ankle_dorsiflexion=(5.0, "left")))

        assert complete(told, KNOWLEDGE).absent("foot_drop")


class TestTime:
    def test_everybody_grows_older(self):
        assert findings(reading(days_ago=2 * 365.25, age=49)).number("age") == 51
        assert findings(reading(days_ago=30, age=49)).number("age") == 49

    def test_who_was_not_fifty_last_month_may_be_so_by_now(self):
        told = findings(reading(days_ago=380, age=49), exam(150, age_over_50=False))

        assert complete(told, KNOWLEDGE).present("age_over_50")

    def test_an_age_that_was_denied_may_have_been_reached(self):
        assert "age_over_50" not in findings(reading(days_ago=200, age_over_50=False))
        assert findings(reading(days_ago=2000, age_over_50=True)).present("age_over_50")
        assert "age_under_16" not in findings(reading(days_ago=200, age_under_16=True))

    def test_sex_and_past_history_keep(self):
        told = findings(reading(days_ago=3000, female=True, history_of_cancer=True, previous_back_surgery=True))

        assert all(told.present(one) for one in ("female", "history_of_cancer", "previous_back_surgery"))

    def test_a_history_that_was_denied_is_asked_again_after_half_a_year(self):
        assert findings(reading(days_ago=100, diabetes=False)).absent("diabetes")
        assert "diabetes" not in findings(reading(days_ago=200, diabetes=False))

    def test_a_medicine_may_have_been_begun_within_a_month(self):
        assert "anticoagulant_use" not in findings(reading(days_ago=30, anticoagulant_use=False))
        assert findings(reading(days_ago=700, anticoagulant_use=True)).present("anticoagulant_use")

    def test_a_pregnancy_ends(self):
        assert findings(reading(days_ago=100, pregnant=True)).present("pregnant")
        assert "pregnant" not in findings(reading(days_ago=300, pregnant=True))

    def test_weeks_of_pregnancy_pass(self):
        assert findings(reading(days_ago=70, gestation_weeks=12.0)).number("gestation_weeks") == 22
        assert "gestation_weeks" not in findings(reading(days_ago=245, gestation_weeks=12.0))

    def test_a_complaint_that_nobody_told_again_for_a_quarter_is_unknown(self):
        assert "leg_pain_below_knee" not in findings(reading(days_ago=90, leg_pain_below_knee=(True, "left")))
        assert "leg_cramps" not in findings(reading(days_ago=90, leg_cramps=True))

    def test_pain_of_two_weeks_ago_tells_of_then(self):
        assert "pain_0_10" not in findings(diary(15, pain_0_10=7.0))

    def test_a_reading_dated_far_ahead_denies_nothing_but_its_danger_is_heard(self):
        ahead = reading(days_ago=-300, saddle_numbness=False, foot_drop=True, pain_0_10=2.0)
        told = gathered(ahead)

        assert set(told.findings) == {"foot_drop"}
        assert {one.why for one in told.lapsed} == {"dated ahead of now"}
        assert gathered(reading(saddle_numbness=True), ahead).findings.present("saddle_numbness")


class TestHowLongThisPainHasLasted:
    def test_an_acute_pain_of_three_months_ago_is_acute_no_more(self):
        assert findings(reading(days_ago=40, acute_low_back_pain=True)).present("acute_low_back_pain")
        assert "acute_low_back_pain" not in findings(reading(days_ago=91, acute_low_back_pain=True))

    def test_it_grows_as_long_as_the_pain_is_told(self):
        week_by_week = [diary(days, pain_0_10=4.0) for days in range(0, 91, 7)]
        told = findings(reading(days_ago=91, duration_weeks=2.0), *week_by_week)

        assert told.number("duration_weeks") == 15
        assert complete(told, KNOWLEDGE).present("duration_over_three_months")
        assert complete(told, KNOWLEDGE).absent("acute_low_back_pain")

    def test_it_grows_past_the_word_that_was_true_beside_it(self):
        told = findings(reading(days_ago=30, duration_weeks=2.0), diary(25, acute_low_back_pain=True, pain_0_10=5.0))

        assert told.number("duration_weeks") == pytest.approx(2 + 30 / 7)
        assert complete(told, KNOWLEDGE).absent("acute_low_back_pain")

    def test_but_a_later_word_that_it_never_agreed_with_counts(self):
        told = findings(reading(days_ago=3, duration_weeks=2.0), exam(acute_low_back_pain=False))

        assert "duration_weeks" not in told

    def test_and_is_unknown_when_nobody_told_for_two_months(self):
        assert "duration_weeks" not in findings(reading(days_ago=91, duration_weeks=2.0), diary(pain_0_10=4.0))

    def test_pain_that_has_gone_for_good_leaves_no_duration(self):
        assert "duration_weeks" not in findings(reading(days_ago=20, duration_weeks=2.0), diary(no_pain=True))

    def test_pain_that_comes_back_after_a_month_without_is_another_pain(self):
        told = findings(
            reading(days_ago=60, duration_over_three_months=True, onset_while_lifting=True),
            diary(50, pain_0_10=0.0),
            diary(10, pain_0_10=6.0),
        )

        assert not {"duration_over_three_months", "onset_while_lifting"} & set(told)

    def test_one_good_day_ends_nothing(self):
        told = findings(
            reading(days_ago=60, duration_over_three_months=True), diary(50, pain_0_10=0.0), diary(48, pain_0_10=6.0)
        )

        assert told.present("duration_over_three_months")

    def test_who_denied_a_month_of_pain_three_weeks_ago_may_have_it_now(self):
        assert "duration_over_one_month" not in findings(
            reading(days_ago=21, duration_over_one_month=False), diary(pain_0_10=5.0)
        )


class TestUntilWhen:
    def test_the_first_to_lapse_tells_until_when(self):
        told = gathered(diary(1, spasm=True, saddle_numbness=False), reading(days_ago=3, urine_change=False))

        assert told.lapses_at == NOW + timedelta(days=4)

    def test_when_that_time_has_come_it_has_lapsed(self):
        told = diary(1, spasm=True, saddle_numbness=False)
        later = gathered(told).lapses_at

        assert "saddle_numbness" not in gather([told], KNOWLEDGE, now=later).findings
        assert "saddle_numbness" in gather([told], KNOWLEDGE, now=later - timedelta(seconds=1)).findings

    def test_what_is_carried_lapses_after_the_last_word_of_pain(self):
        told = gathered(reading(days_ago=70, onset_while_lifting=True), diary(1, night_pain=True))

        assert told.lapses_at == NOW + timedelta(days=83)

    def test_what_never_ages_never_lapses(self):
        assert gathered(reading(female=True, history_of_cancer=True)).lapses_at is None


class TestWordsOnOtherFindings:
    def test_pain_below_the_knee_is_unknown_once_any_leg_pain_is_denied(self):
        told = gathered(reading(days_ago=9, leg_pain_below_knee=True), diary(pain_below_buttocks=False))

        assert "leg_pain_below_knee" not in told.findings
        assert told.lapsed[0].why.endswith("denied since")

    def test_a_denial_that_a_later_yes_went_past_is_gone(self):
        told = gathered(reading(days_ago=9, pain_below_buttocks=False), diary(leg_pain_below_knee=True))

        assert complete(told.findings, KNOWLEDGE).present("pain_below_buttocks")
        assert complete(told.findings, KNOWLEDGE).contradictions == ()

    def test_a_weak_muscle_goes_past_the_denial_of_weakness_before_it(self):
        told = gathered(reading(days_ago=6, motor_weakness_leg=False), exam(mrc_great_toe_extension=(4.0, "left")))
        known = complete(told.findings, KNOWLEDGE)

        assert known.present("motor_weakness_leg")
        assert known.contradictions == ()
        assert told.lapsed[0].why.endswith("4 measured since")

    def test_what_a_later_yes_rules_out_is_gone(self):
        assert "male" not in findings(reading(days_ago=9, male=True), reading(female=True))
        assert "back_pain_present" not in findings(reading(days_ago=9, back_pain_present=True), diary(no_pain=True))

    def test_denials_do_not_spread(self):
        told = findings(reading(bladder_dysfunction=False), exam(neurological_deficit=False))

        assert set(told) == {"bladder_dysfunction", "neurological_deficit"}


class TestWhatGoesAlong:
    def test_nothing_known_is_nothing_known(self):
        nothing = gathered()

        assert not nothing.findings
        assert nothing.concerns_back

    def test_a_cough_alone_does_not_concern_the_back_and_a_back_pain_beside_it_does(self):
        cough = Reading("n", "note", NOW, Findings([Finding("fever", True)]), "clinician", concerns_back=False)

        assert not gathered(cough).concerns_back
        assert gathered(cough, diary(3, spasm=True)).concerns_back
        assert not gathered(cough, diary(300, spasm=True)).concerns_back

    def test_the_last_setting_counts(self):
        referred = Reading("r", "note", NOW, Findings([Finding("spasm", True)]), "clinician", setting="secondary")

        assert gathered(referred, diary(1, spasm=True)).setting == "secondary"
        assert gathered(diary(spasm=True)).setting is None

    def test_who_was_in_an_emergency_department_last_week_is_not_weighed_as_somebody_there(self):
        def seen(days_ago, setting):
            at = NOW - timedelta(days=days_ago)
            return Reading(setting, "note", at, Findings([Finding("spasm", True)]), "clinician", setting=setting)

        assert gathered(seen(1, "emergency"), seen(20, "secondary")).setting == "emergency"
        assert gathered(seen(7, "emergency"), seen(20, "secondary")).setting == "secondary"
        assert gathered(seen(7, "emergency")).setting is None

    def test_a_word_that_the_tables_have_lost_is_told_and_stops_nobody(self):
        told = gathered(reading(spasm=True, dancing_toes=True))

        assert set(told.findings) == {"spasm"}
        assert told.lapsed[0].why == "no word of these tables any more"


def test_a_reading_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        Reading("r", "diary", datetime(2026, 11, 27), Findings())
    with pytest.raises(ValueError, match="no kind of reading"):
        Reading("r", "gossip", NOW, Findings())


def test_a_thousand_diary_entries_are_gathered_at_once():
    one_day = {"spasm": True, "pain_0_10": 5.0, "night_pain": False, "saddle_numbness": False, "urine_change": False}
    entries = [diary(days / 2, name=str(days), **one_day, spasms_per_week=float(days % 9)) for days in range(1000)]
    gathered(entries[0])

    def seconds():
        start = time.process_time()
        gathered(*entries)
        return time.process_time() - start

    assert min(seconds() for _ in range(5)) < 0.05
