"""Limits and the dose of a day, against their printed values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.dose import damage, dose
from multifidus.findings.lifting.equations.limits import (
    Excess,
    compression_limits,
    dortmund_limit,
    reference_mass,
    refuse_child,
    shear_limit,
)
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import LiftCautionRow

KNOWLEDGE = shipped()
CONSTANTS = Constants(KNOWLEDGE)


def test_the_limits_of_compression_are_those_that_are_printed():
    action, most = compression_limits(CONSTANTS)
    assert action.value == 3400
    assert most.value == pytest.approx(6376, abs=3)
    assert Excess(action, 3500).over
    assert not Excess(most, 3500).over


def test_shear_that_comes_often_has_the_lower_limit():
    assert shear_limit(CONSTANTS, loadings_a_day=50).value == 1000
    assert shear_limit(CONSTANTS, loadings_a_day=500).value == 700


@pytest.mark.parametrize(
    ("sex", "age", "newtons"), [("male", 20, 5400), ("female", 20, 4100), ("female", 60, 1800), ("male", 80, 2200)]
)
def test_the_dortmund_limit_is_the_revised_and_lower_one_at_the_printed_age(sex, age, newtons):
    assert dortmund_limit(CONSTANTS, age=age, sex=sex).value == newtons


@given(st.floats(18, 90), st.floats(0, 20), st.sampled_from(["male", "female"]))
def test_an_older_spine_bears_no_more(age, years, sex):
    younger = dortmund_limit(CONSTANTS, age=age, sex=sex).value
    assert dortmund_limit(CONSTANTS, age=age + years, sex=sex).value <= younger


@pytest.mark.parametrize(
    ("sex", "age", "kilograms"), [("male", 30, 25), ("female", 30, 20), ("male", 60, 20), ("female", 16, 15)]
)
def test_the_reference_mass_goes_by_age_and_sex(sex, age, kilograms):
    assert reference_mass(CONSTANTS, age=age, sex=sex).value == kilograms


@pytest.mark.parametrize("age", [0, -3, 400])
def test_an_age_that_is_none_is_refused(age):
    with pytest.raises(InputError):
        dortmund_limit(CONSTANTS, age=age, sex="male")


def test_the_damage_of_the_papers_example_comes_back():
    one = CONSTANTS.value("lifft_example_damage_per_cycle")
    assert damage(CONSTANTS, CONSTANTS.value("lifft_example_peak_moment")) == pytest.approx(one, rel=0.05)
    told = dose(CONSTANTS, [(51, 400)])
    assert told.damage == pytest.approx(CONSTANTS.value("lifft_example_daily_damage"), rel=0.05)
    assert not told.beyond


def test_empty_hands_take_nothing_and_a_moment_past_the_tools_caution_is_told():
    assert dose(CONSTANTS, [(0, 10_000)]).damage == 0
    assert dose(CONSTANTS, [(20, 1), (101, 1)]).beyond


@given(st.lists(st.tuples(st.floats(0, 300), st.integers(0, 500)), max_size=6))
def test_doses_add_up(loadings):
    whole = dose(CONSTANTS, loadings).damage
    assert whole == pytest.approx(sum(dose(CONSTANTS, [one]).damage for one in loadings))
    assert np.isfinite(whole)


def test_a_negative_load_is_refused():
    with pytest.raises(InputError):
        dose(CONSTANTS, [(-1, 3)])


def test_no_limit_holds_for_a_child_and_a_case_is_held_to_the_same_age():
    youngest = CONSTANTS.value("lift_age", condition="youngest who is answered")
    refuse_child(CONSTANTS, None)
    refuse_child(CONSTANTS, youngest)
    with pytest.raises(InputError, match="none is known for a growing back"):
        refuse_child(CONSTANTS, youngest - 0.1)
    growing = next(row for row in KNOWLEDGE.rows(LiftCautionRow) if row.id == "growing")
    assert [term.below for way in growing.when.ways for term in way] == [youngest]


def test_every_caution_that_holds_back_a_lift_says_why_to_the_person_and_the_clinician():
    for row in KNOWLEDGE.rows(LiftCautionRow):
        held_back = bool(row.when.ways or row.causes)
        assert held_back == (row.plain_text is not None) == (row.text is not None), row.id
        assert not held_back or row.of == "limits"


@given(st.integers(18, 90), st.sampled_from(["male", "female"]))
def test_the_dortmund_limit_is_never_above_what_was_first_recommended(age, sex):
    first = [row for row in CONSTANTS.rows("dortmund_2001_limit") if row.condition.startswith(f"{sex} ")]
    ages = [float(row.condition.split()[1]) for row in first]
    assert dortmund_limit(CONSTANTS, age=age, sex=sex).value <= np.interp(age, ages, [1000 * r.value for r in first])
