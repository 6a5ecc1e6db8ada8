"""Grades of strength as they are jotted down: without the "/5", side by side, in Roman numbers."""

import pytest

from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()


def grades(text):
    return {
        (one.id.removeprefix("mrc_"), one.side): float(one.value)
        for one in read_note(text, KNOWLEDGE).findings.all()
        if one.id.startswith("mrc_")
    }


@pytest.mark.parametrize(
    ("text", "graded"),
    [
        ("EHL 4 on the left", {("great_toe_extension", "left"): 4}),
        ("Quads: R 5, L 3", {("knee_extension", "right"): 5, ("knee_extension", "left"): 3}),
        ("5/5 throughout except R EHL 2", {("great_toe_extension", "right"): 2}),
        ("EHL L 2/5 R 5/5", {("great_toe_extension", "left"): 2, ("great_toe_extension", "right"): 5}),
        ("EHL L 2 R 5", {("great_toe_extension", "left"): 2, ("great_toe_extension", "right"): 5}),
        ("Power IV/V in left plantarflexion", {("ankle_plantarflexion", "left"): 4}),
        ("hip flexion 3 sets of 10", {}),
        ("knee flexion 4 times daily", {}),
        ("plantarflexion 2 weeks ago", {}),
        ("EHL L5 root", {}),
    ],
)
def test_a_lone_digit_behind_a_muscle_is_its_grade(text, graded):
    assert grades(text) == graded


def test_the_five_main_muscles_at_full_strength_on_both_sides_deny_weakness():
    full = read_note("IP, quads, TA, EHL and GS 5/5 bilaterally.", KNOWLEDGE).findings
    right = read_note("IP, quads, TA, EHL and GS 5/5 on the right.", KNOWLEDGE).findings

    assert full["motor_weakness_leg"].value is False
    assert "motor_weakness_leg" not in right


def test_a_decimal_comma_is_a_point_and_one_of_thousands_is_none():
    assert read_note("Temperature 38,4.", KNOWLEDGE).findings.number("temperature_c") == 38.4
    assert read_note("PVR 1,200 ml", KNOWLEDGE).findings.number("pvr_ml") == 1200
