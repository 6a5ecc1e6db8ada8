"""An exercise that is followed already: it goes on unless something speaks against it, and then says what."""

import pytest

from multifidus.actions.preventing.followed import Against, Speaks, followed
from multifidus.actions.preventing.prevention import programme
from multifidus.findings.case_file import case_of
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import ExerciseRow
from multifidus.terms import Urgency

KNOWLEDGE = shipped()
PEOPLE = {
    "strain": ({"age": 42, "pain_0_10": 5}, {"muscle_strain": 0.8, "facet_joint": 0.1}),
    "sciatica": ({"age": 46, "leg_pain_below_knee": "left", "slr_positive": "left"}, {"disc_herniation": 0.9}),
    "stenosis": ({"age": 74, "walking_limited_relieved_by_sitting": True}, {"spinal_stenosis": 0.8}),
    "old": ({"age": 82, "gait_difficulty": True, "osteoporosis": True}, {"muscle_strain": 0.6, "spondylosis": 0.3}),
    "expecting": ({"pregnant": True, "female": True, "age": 31}, {"sacroiliac_joint": 0.6, "muscle_strain": 0.3}),
}


def known(person: str):
    return complete(case_of({"findings": PEOPLE[person][0]}, name=person, knowledge=KNOWLEDGE).findings, KNOWLEDGE)


def asked(person: str, exercise: str, urgency: Urgency = Urgency.ROUTINE):
    return followed(exercise, known(person), PEOPLE[person][1], urgency, KNOWLEDGE)


@pytest.mark.parametrize("person", PEOPLE)
def test_what_a_programme_offers_goes_on_in_the_same_words(person):
    offered, _left = programme(known(person), PEOPLE[person][1], Urgency.ROUTINE, KNOWLEDGE)
    exercises = [one for one in offered if one.id.startswith("exercise_")]

    assert exercises
    assert [asked(person, one.id.removeprefix("exercise_")).measure for one in exercises] == exercises


@pytest.mark.parametrize("person", PEOPLE)
def test_each_exercise_either_goes_on_or_says_what_speaks_against_it(person):
    for row in KNOWLEDGE.rows(ExerciseRow):
        found = asked(person, row.id)
        assert (found.measure is None) == bool(found.against), row.id


@pytest.mark.parametrize("urgency", [Urgency.EMERGENCY, Urgency.URGENT])
def test_whoever_has_to_be_seen_goes_on_with_none(urgency):
    for row in KNOWLEDGE.rows(ExerciseRow):
        assert asked("strain", row.id, urgency).measure is None


def test_what_came_up_since_ends_an_exercise():
    assert asked("strain", "bird_dog").measure is not None
    assert asked("old", "bird_dog").against == (Against(Speaks.FINDING, "age 82"),)
    assert [one.kind for one in asked("old", "walking").against] == [Speaks.FINDING]


def test_a_cause_with_which_an_exercise_does_not_go_ends_it():
    assert asked("sciatica", "curl_up").against[0] == Against(
        Speaks.CAUSE, KNOWLEDGE.causes["disc_herniation"].plain_label
    )


def test_a_feared_cause_ends_all_of_them():
    likely = {"muscle_strain": 0.5, "malignancy": 0.3}

    for row in KNOWLEDGE.rows(ExerciseRow):
        found = followed(row.id, known("strain"), likely, Urgency.SOON, KNOWLEDGE)
        assert found.measure is None, row.id


def test_what_the_tables_do_not_know_any_more_does_not_go_on():
    assert asked("strain", "sit_ups_of_1970").against == (Against(Speaks.NO_MORE),)
