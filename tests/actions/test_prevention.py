"""The programme that keeps the next spasm away: right for the cause, right for the person, and never in the way."""

import itertools
import re
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from multifidus.actions.preventing.prevention import programme
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.knowledge.load import TABLES
from multifidus.knowledge.rows import ContraindicationRow, ExerciseRow, HabitRow
from multifidus.terms import Finding, Findings, Known, Urgency

KNOWLEDGE = shipped()
ROOT = Path(__file__).parents[2]
DRAWINGS = TABLES.parent / "drawings"
EXERCISES = KNOWLEDGE.rows(ExerciseRow)
HABITS = KNOWLEDGE.rows(HabitRow)
MECHANICAL = (
    "muscle_strain", "disc_herniation", "discogenic_pain", "facet_joint", "spinal_stenosis", "spondylolisthesis",
    "spondylosis", "sacroiliac_joint", "axial_spondyloarthritis", "hip_osteoarthritis",
)  # fmt: skip
WAITS = ("malignancy", "spinal_infection", "fracture_traumatic", "cauda_equina", "aortic_aneurysm")
NUMBERS = ("age", "duration_weeks", "pain_0_10", "load_lifted_kg")


def person(*present: str, absent: tuple[str, ...] = (), left: tuple[str, ...] = (), **numbers: float) -> Known:
    found = [Finding(one, True, side="left" if one in left else None) for one in present + left]
    found += [Finding(one, False) for one in absent]
    found += [Finding(one, value) for one, value in numbers.items()]
    return complete(Findings(found), KNOWLEDGE)


def plan(known: Known, urgency: Urgency = Urgency.SELF_CARE, **likely: float):
    return programme(known, likely, urgency, KNOWLEDGE)


def ids(measures) -> set[str]:
    return {measure.id for measure in measures}


def drawn(measures) -> list[str]:
    return [measure.drawing for measure in measures if measure.topic == "exercise" and measure.drawing]


STRAIN_24 = person("male", "onset_while_lifting", "spasm", age=24.0, load_lifted_kg=40.0)
STENOSIS_70 = person("female", "walking_limited_relieved_by_sitting", "better_bending_forward", age=70.0)
BROKEN_78 = person("female", "osteoporosis", "severe_pain", age=78.0, duration_weeks=3.0)
SCIATICA_45 = person("current_smoker", "pain_on_sitting", left=("leg_pain_below_knee",), age=45.0)


# what there is


def test_there_are_at_least_sixteen_exercises_of_every_kind():
    assert len(EXERCISES) >= 16
    assert {row.kind for row in EXERCISES} == {"endurance", "core", "strength", "mobility", "nerve", "balance"}


@pytest.mark.parametrize("row", EXERCISES, ids=lambda row: row.id)
def test_an_exercise_says_how_it_is_done_felt_stopped_and_dosed(row):
    assert len(row.steps) >= 3
    assert all(step.endswith(".") for step in (*row.steps, row.feel, row.stop_when, row.aim))
    assert row.stop_when.startswith(("Stop", "Turn back"))
    assert len({row.start, row.weeks_1_2, row.weeks_3_4, row.weeks_5_8}) >= 3, "no progression"
    assert "ours" in row.note


@pytest.mark.parametrize("row", EXERCISES, ids=lambda row: row.id)
def test_no_exercise_is_offered_for_a_cause_that_forbids_it(row):
    assert not set(row.suits) & set(row.not_with)


@pytest.mark.parametrize("name", sorted({row.id for row in EXERCISES} | {row.drawing for row in HABITS} - {None}))
def test_a_drawing_is_an_svg_that_a_screen_reader_can_tell_and_a_dark_page_can_show(name):
    content = (DRAWINGS / f"{name}.svg").read_text()
    root = ElementTree.fromstring(content)

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    title, told = (root.find(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc"))
    assert title.text
    assert len(told.text.split()) >= 8
    assert root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert root.get("role") == "img"
    assert re.fullmatch(r"0 -?\d+ 240 \d+", root.get("viewBox"))
    assert "currentColor" in content
    assert len(content) < 6000
    assert not re.search(r"script|style|font|href", content)


def test_every_drawing_is_shown_by_something():
    shown = {row.id for row in EXERCISES} | {row.drawing for row in HABITS}
    assert {path.stem for path in DRAWINGS.glob("*")} <= shown


def test_drawings_and_page_are_what_their_scripts_write():
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import draw, page\n"
        "stale = [name for name, svg in draw.drawings().items() if (draw.DRAWINGS / name).read_text() != svg]\n"
        "assert not stale, f'run docs/drawings/draw.py: {stale}'\n"
        "assert page.PAGE.read_text() == page.page(), 'run docs/drawings/page.py'"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(ROOT / "docs" / "drawings")], check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr


# for whom


@pytest.mark.parametrize("cause", MECHANICAL)
def test_every_cause_of_the_back_itself_gets_four_to_seven_exercises_with_a_walk_first(cause):
    measures, _ = plan(person(age=50.0), **{cause: 0.6})
    moves = [measure for measure in measures if measure.id.startswith("exercise_")]

    assert 4 <= len(moves) <= 7
    assert moves[0].drawing in ("walking", "walk_and_sit", "cycling")
    assert all(move.weeks and move.stop_when and move.how_often and move.certainty for move in moves)


def test_a_strain_of_24_learns_to_lift_with_the_odds_of_its_own_age():
    measures, avoid = plan(STRAIN_24, muscle_strain=0.7)
    lift = next(measure for measure in measures if measure.id == "habit_lift_close")

    assert "14 times at about your age" in lift.plain_text
    assert "40 kg" in lift.plain_text
    assert 13.6 in [figure.value for figure in lift.figures]
    assert "hip_hinge" in drawn(measures)
    assert {"back_belt", "lifting_training"} <= ids(avoid)
    assert "one_leg_stand" not in drawn(measures)


def test_a_light_load_is_not_held_against_the_guidance():
    measures, _ = plan(person("onset_while_lifting", age=30.0, load_lifted_kg=10.0), muscle_strain=0.7)

    assert not any("Work guidance" in measure.plain_text for measure in measures)


def test_at_60_the_same_lift_counts_for_less():
    measures, _ = plan(person("onset_while_lifting", age=61.0), muscle_strain=0.7)
    lift = next(measure for measure in measures if measure.id == "habit_lift_close")

    assert 2.7 in [figure.value for figure in lift.figures]
    assert 13.6 not in [figure.value for figure in lift.figures]


def test_a_narrow_canal_walks_with_rests_bends_forward_and_never_back():
    measures, avoid = plan(STENOSIS_70, spinal_stenosis=0.6, disc_herniation=0.12)

    assert {"walk_and_sit", "cycling"} & set(drawn(measures))
    assert not {"prone_press_up", "standing_extension"} & set(drawn(measures))
    assert "bending_far_back" in ids(avoid)


@pytest.mark.parametrize("cause", ["spinal_stenosis", "spondylolisthesis", "facet_joint", "fracture_osteoporotic"])
def test_no_press_up_where_bending_back_harms(cause):
    helped = person("better_bending_backward", "better_standing", age=45.0, duration_weeks=20.0)
    alone, _ = plan(helped, disc_herniation=0.6)
    beside, _ = plan(helped, disc_herniation=0.6, **{cause: 0.2})

    assert "prone_press_up" in drawn(alone)
    assert "prone_press_up" not in drawn(beside)


def test_a_press_up_is_not_for_whom_bending_back_hurts():
    measures, _ = plan(person("pain_on_extension", age=40.0), disc_herniation=0.7)

    assert "prone_press_up" not in drawn(measures)


def test_no_one_with_a_slipped_disc_rounds_the_back_under_load():
    measures, _ = plan(SCIATICA_45, disc_herniation=0.7)

    assert not {"curl_up", "childs_pose", "knee_to_chest", "seated_bend"} & set(drawn(measures))


def test_sciatica_on_the_left_glides_the_left_nerve_and_is_not_stretched():
    measures, avoid = plan(SCIATICA_45, disc_herniation=0.7)
    slider = next(measure for measure in measures if measure.drawing == "nerve_slider")

    assert "your left leg" in slider.text
    assert "hard_leg_stretch" in ids(avoid)


def test_what_is_for_some_alone_is_given_only_to_whom_it_is_known_to_concern():
    spine = person(age=40.0)
    alone, _ = plan(spine, disc_herniation=0.7)
    strained, _ = plan(spine, muscle_strain=0.7)

    assert "nerve_slider" not in drawn(alone), "nobody knows of a pain in the leg"
    assert "standing_extension" not in drawn(alone), "nor of pain on sitting"
    assert "farmers_carry" not in drawn(strained), "nor that he carries anything"


def test_a_mover_of_30_learns_to_carry():
    measures, _ = plan(person("male", "work_heavy_lifting", age=30.0), muscle_strain=0.7, facet_joint=0.1)

    assert "lifting" in {measure.topic for measure in measures}
    assert any("work" in measure.why for measure in measures if measure.id == "habit_lift_close")


@pytest.mark.parametrize("weak", ["progressive_motor_weakness_leg", "foot_drop"])
def test_a_leg_that_grows_weak_does_no_nerve_exercise(weak):
    measures, _ = plan(person("leg_pain_below_knee", weak, age=45.0), Urgency.SOON, disc_herniation=0.7)

    assert "nerve_slider" not in drawn(measures)


def test_a_fresh_break_of_thin_bone_gets_no_exercise_but_bones_first():
    measures, avoid = plan(BROKEN_78, Urgency.SOON, fracture_osteoporotic=0.8)

    assert not [measure for measure in measures if measure.id.startswith("exercise_")]
    assert measures[0].id == "habit_wait_for_answer"
    assert [measure.id for measure in measures[1:3]] == ["habit_move_with_care", "habit_bone_medicine"]
    assert "bending_exercises" in ids(avoid)
    assert "supplements" not in ids(avoid), "vitamin D is for her bones"


def test_a_healed_break_begins_again_without_bending():
    healed = person("female", "osteoporosis", age=78.0, duration_weeks=16.0, pain_0_10=3.0)
    measures, _ = plan(healed, fracture_osteoporotic=0.8)

    assert {"walking", "chair_squat", "one_leg_stand"} <= set(drawn(measures))
    assert not {"curl_up", "childs_pose", "cat_camel", "knee_to_chest", "seated_bend"} & set(drawn(measures))


def test_a_break_of_unknown_age_has_not_healed():
    measures, _ = plan(person("female", age=78.0), fracture_osteoporotic=0.8)

    assert measures[0].id == "habit_wait_for_answer"


@pytest.mark.parametrize("cause", WAITS)
def test_exercise_waits_while_a_danger_is_likely(cause):
    measures, _ = plan(person(age=55.0), Urgency.SOON, muscle_strain=0.7, **{cause: 0.12})

    assert measures[0].id == "habit_wait_for_answer"
    assert measures[0].causes == (cause,)
    assert not {"exercise", "sport"} & {measure.topic for measure in measures[1:]}


@pytest.mark.parametrize("finding", ["fever", "progressive_motor_weakness_leg", "chest_pain"])
def test_no_exercise_for_whom_it_is_contraindicated_and_the_reason_is_told(finding):
    measures, _ = plan(person(finding, age=50.0), Urgency.SOON, muscle_strain=0.7)
    reason = next(
        row.plain_why
        for row in KNOWLEDGE.rows(ContraindicationRow)
        if (row.treatment_class, row.finding_or_condition) == ("exercise", finding)
    )

    assert measures[0].id == "habit_wait_for_answer"
    assert reason in measures[0].plain_text
    assert not [measure for measure in measures if measure.id.startswith("exercise_")]


def test_who_has_fallen_holds_on_in_every_exercise():
    measures, _ = plan(person("falls_history", age=72.0), spondylosis=0.6)

    assert all("Hold on" in measure.stop_when for measure in measures if measure.id.startswith("exercise_"))


@pytest.mark.parametrize("cause", MECHANICAL)
def test_at_85_there_is_still_a_programme_and_nobody_has_to_kneel(cause):
    measures, _ = plan(person(age=85.0), **{cause: 0.6})
    moves = drawn(measure for measure in measures if measure.id.startswith("exercise_"))

    assert len(moves) >= 3
    assert not {"bird_dog", "cat_camel", "childs_pose", "hip_flexor_stretch", "curl_up", "side_plank"} & set(moves)


def test_thin_bones_do_no_sit_ups_whatever_the_cause():
    measures, avoid = plan(person("female", "osteoporosis", age=66.0), discogenic_pain=0.6, facet_joint=0.2)

    assert not {"curl_up", "dead_bug", "side_plank", "childs_pose", "farmers_carry"} & set(drawn(measures))
    assert "bending_exercises" in ids(avoid)


def test_in_pregnancy_nothing_on_the_belly_nor_against_her_vitamins():
    measures, avoid = plan(person("female", "pregnant", age=30.0), muscle_strain=0.6, disc_herniation=0.3)

    assert not {"prone_press_up", "curl_up", "dead_bug", "abdominal_brace", "farmers_carry"} & set(drawn(measures))
    assert drawn(measures)
    assert "supplements" not in ids(avoid)


def test_a_kidney_stone_gets_water_and_no_exercise_unless_the_kidney_is_ill():
    measures, _ = plan(person(age=40.0), renal=0.7)
    ill, _ = plan(person("kidney_disease", age=40.0), renal=0.7)

    assert ids(measures) == {"habit_fluids"}
    assert ill == ()


def test_narrow_arteries_walk_into_the_ache_and_stop_smoking():
    measures, _ = plan(person("current_smoker", age=66.0), peripheral_artery_disease=0.6)

    assert drawn(measures)[0] == "walk_and_rest"
    assert "habit_smoking_vessels" in ids(measures)


def test_a_young_bowler_pauses_the_sport_and_an_old_slip_does_not():
    _, young = plan(person(age=19.0), spondylolisthesis=0.6)
    _, old = plan(person(age=68.0), spondylolisthesis=0.6)

    assert "sport_that_bends_back" in ids(young)
    assert "sport_that_bends_back" not in ids(old)


# unknown is not absent, and nothing is in the way


def test_unknown_smoking_is_asked_and_never_told_as_a_fact():
    unknown, _ = plan(person(age=40.0), muscle_strain=0.6)
    smoker, _ = plan(person("current_smoker", age=40.0), muscle_strain=0.6)
    never, _ = plan(person(absent=("current_smoker",), age=40.0), muscle_strain=0.6)
    told = {
        name: [measure.plain_text for measure in measures if measure.topic == "smoking"]
        for name, measures in (("unknown", unknown), ("smoker", smoker), ("never", never))
    }

    assert told["unknown"][0].startswith("If you smoke")
    assert told["smoker"][0].startswith("Stop smoking")
    assert told["never"] == []


def test_weight_and_mood_are_spoken_of_only_when_known():
    measures, _ = plan(person(age=40.0), muscle_strain=0.6)

    assert not {"weight", "mood", "alcohol", "sleep"} & {measure.topic for measure in measures}


def test_weight_that_is_being_lost_unasked_is_not_cheered_on():
    measures, _ = plan(person("obesity", "unexplained_weight_loss", age=60.0), muscle_strain=0.6)

    assert "habit_weight" not in ids(measures)


def test_bad_pain_stays_at_the_first_step():
    bad, _ = plan(person(age=40.0, pain_0_10=8.0), muscle_strain=0.6)
    mild, _ = plan(person(age=40.0, pain_0_10=3.0), muscle_strain=0.6)

    assert bad[0].weeks[0].startswith("Until your pain is below 7 out of 10")
    assert mild[0].weeks[0].startswith("First days")


def test_bones_and_pregnancy_nobody_asked_about_are_left_to_the_person_whom_they_concern():
    woman, _ = plan(person("female", age=30.0), spondylolisthesis=0.6)
    man, _ = plan(person("male", age=30.0), spondylolisthesis=0.6)
    grandmother, _ = plan(person("female", age=68.0), spondylolisthesis=0.6)

    assert "abdominal_brace" in drawn(woman)
    assert "abdominal_brace" in drawn(grandmother)
    assert any("pregnan" in measure.stop_when for measure in woman)
    assert not any("pregnan" in measure.stop_when for measure in (*man, *grandmother))


def test_nothing_in_an_emergency_and_one_line_before_an_urgent_visit():
    assert plan(SCIATICA_45, Urgency.EMERGENCY, disc_herniation=0.7) == ((), ())
    urgent, avoid = plan(SCIATICA_45, Urgency.URGENT, disc_herniation=0.7)

    assert ids(urgent) == {"habit_wait_until_seen"}
    assert avoid == ()


def test_nothing_where_there_was_no_ranking():
    assert programme(STRAIN_24, {}, Urgency.ROUTINE, KNOWLEDGE) == ((), ())


# what is said of it


PEOPLE = {
    "strain": (STRAIN_24, {"muscle_strain": 0.7}),
    "stenosis": (STENOSIS_70, {"spinal_stenosis": 0.6, "spondylosis": 0.2}),
    "fracture": (BROKEN_78, {"fracture_osteoporotic": 0.8}),
    "sciatica": (SCIATICA_45, {"disc_herniation": 0.7, "muscle_strain": 0.15}),
    "inflamed": (person("morning_stiffness", age=28.0), {"axial_spondyloarthritis": 0.5, "sacroiliac_joint": 0.2}),
    "everything": (
        person(
            "current_smoker", "obesity", "poor_sleep", "low_mood", "alcohol_excess", "work_heavy_lifting",
            "lifts_people_or_animals", "work_bending_twisting", "sits_over_5_hours", "whole_body_vibration",
            age=52.0, duration_weeks=20.0,
        ),
        {"discogenic_pain": 0.4, "facet_joint": 0.3, "muscle_strain": 0.2},
    ),
}  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
def test_every_measure_has_a_source_or_is_ours_and_says_why_how_often_and_how_sure(who):
    known, likely = PEOPLE[who]
    measures, avoid = programme(known, likely, Urgency.ROUTINE, KNOWLEDGE)

    assert measures
    for measure in measures:
        assert measure.sources or measure.status == "ours"
        assert measure.why
        assert measure.how_often
        assert measure.certainty
        assert measure.plain_text
    for action in avoid:
        assert action.sources or action.status == "ours"
        assert action.why
        assert action.plain_text


@pytest.mark.parametrize("who", PEOPLE)
def test_an_exercise_says_that_its_choice_is_ours_unless_it_was_tried_itself(who):
    known, likely = PEOPLE[who]
    measures, _ = programme(known, likely, Urgency.ROUTINE, KNOWLEDGE)

    for measure in measures:
        if measure.id.startswith("exercise_"):
            assert measure.status == "ours" or measure.drawing == "walking"
            assert ("ours" in measure.why) is (measure.status == "ours")


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(PEOPLE, 2)))
def test_two_people_are_never_told_the_same(one, other):
    told = []
    for known, likely in (PEOPLE[one], PEOPLE[other]):
        measures, _ = programme(known, likely, Urgency.ROUTINE, KNOWLEDGE)
        told.append({(measure.id, measure.plain_text, measure.why) for measure in measures})

    assert not told[0] & told[1]


@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_is_both_advised_and_advised_against(who):
    known, likely = PEOPLE[who]
    measures, avoid = programme(known, likely, Urgency.ROUTINE, KNOWLEDGE)
    advised = {re.sub("^(habit|exercise)_", "", measure.id) for measure in measures}

    assert not advised & ids(avoid)
    assert len(advised) == len(measures)


def person_facing() -> list[str]:
    told = [text for row in HABITS for text in (row.plain_text, row.if_unknown, row.certainty) if text]
    for row in EXERCISES:
        told += [*row.steps, row.feel, row.stop_when, row.aim, *([row.leave_out] if row.leave_out else [])]
    return told


@pytest.mark.parametrize("text", person_facing())
def test_no_sentence_to_a_person_is_over_twenty_words(text):
    assert all(len(sentence.split()) <= 20 for sentence in re.split(r"(?<=[.!?])\s+", text)), text


def test_a_programme_costs_less_than_a_millisecond():
    known, likely = PEOPLE["everything"]
    programme(known, likely, Urgency.ROUTINE, KNOWLEDGE)
    fastest = min(timed(lambda: programme(known, likely, Urgency.ROUTINE, KNOWLEDGE)) for _ in range(50))

    assert fastest < 0.0015, "a millisecond, and half of one for a slow machine"


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
