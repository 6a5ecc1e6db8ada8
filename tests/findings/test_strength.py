"""Grades of strength belong to the muscle and the side that they were written for."""

import pytest

from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

SENTENCES = [
    ("EHL 4/5, rest 5/5", {("mrc_great_toe_extension", 4, None)}),
    ("Power 5/5 throughout except left EHL 4/5", {("mrc_great_toe_extension", 4, "left")}),
    ("Strength: 4/5 left EHL, 5/5 otherwise", {("mrc_great_toe_extension", 4, "left")}),
    ("Hip flexion 4/5, ankles 2/5", {("mrc_hip_flexion", 4, None)}),
    ("EHL 4/5 on the left and 5/5 on the right",
     {("mrc_great_toe_extension", 4, "left"), ("mrc_great_toe_extension", 5, "right")}),
    ("MRC, right / left: ankle dorsiflexion 5/4, great toe extension 5/3",
     {("mrc_ankle_dorsiflexion", 5, "right"), ("mrc_ankle_dorsiflexion", 4, "left"),
      ("mrc_great_toe_extension", 5, "right"), ("mrc_great_toe_extension", 3, "left")}),
]  # fmt: skip


@pytest.mark.parametrize(("told", "grades"), SENTENCES, ids=[told for told, _ in SENTENCES])
def test_a_grade_stays_with_its_muscle_and_its_side(told, grades):
    read = read_note(told, shipped()).findings.all()

    assert {(one.id, one.value, one.side) for one in read if one.id.startswith("mrc_")} == grades


def test_full_strength_throughout_denies_weakness_of_the_leg():
    assert read_note("5/5 strength throughout the lower extremities", shipped()).findings.absent("motor_weakness_leg")
