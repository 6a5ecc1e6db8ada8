"""Segments of a person: they add up to the whole, and grow with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spines import CONSTANTS, MAN, WOMAN

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body, segments


@pytest.mark.parametrize("body", [MAN, WOMAN])
def test_segments_weigh_what_the_person_weighs(body):
    part = segments(body, CONSTANTS)
    whole = part.above_pelvis_kg + part.pelvis_kg + part.legs_kg + 2 * part.arm_kg
    assert whole == pytest.approx(body.weight_kg, rel=0.01)


@pytest.mark.parametrize("body", [MAN, WOMAN])
def test_an_arm_is_two_fifths_of_somebody_and_balances_near_the_elbow(body):
    part = segments(body, CONSTANTS)
    assert 0.36 < part.arm_m / body.height_m < 0.42
    assert part.arm_com * part.arm_m == pytest.approx(part.upper_arm_m, abs=0.03)


@given(st.floats(1.4, 2.0), st.floats(45, 120), st.floats(1.01, 1.1))
def test_who_is_taller_is_longer_and_who_is_heavier_is_heavier_everywhere(height, weight, more):
    part = segments(Body(height, weight), CONSTANTS)
    taller = segments(Body(height * more, weight), CONSTANTS)
    heavier = segments(Body(height, weight * more), CONSTANTS)
    assert taller.arm_m == pytest.approx(part.arm_m * more)
    assert taller.arm_kg == part.arm_kg
    assert heavier.arm_kg == pytest.approx(part.arm_kg * more)
    assert heavier.arm_m == part.arm_m


@pytest.mark.parametrize(
    ("height", "weight", "sex", "where"),
    [(175, 75, "male", "height_m"), (1.75, 2, "male", "weight_kg"), (float("nan"), 75, "male", "height_m"),
     (1.75, float("inf"), "male", "weight_kg"), (1.75, 75, "m", "sex")],
)  # fmt: skip
def test_what_no_grown_person_is_is_said(height, weight, sex, where):
    with pytest.raises(InputError) as told:
        Body(height, weight, sex)
    assert told.value.where == where
