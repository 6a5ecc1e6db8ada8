"""How somebody stands to reach a load: no farther bent than needed, over their feet, with hands on the load."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from spines import CONSTANTS, MAN, WOMAN

from multifidus.errors import InputError
from multifidus.findings.lifting.body import segments
from multifidus.findings.lifting.lift import Hands
from multifidus.findings.lifting.posture import TECHNIQUES, reached

PARTS = segments(MAN, CONSTANTS)


def stands(reach, height, load=10.0, technique="stoop", parts=PARTS, twist=0.0):
    return reached(Hands(reach, height, twist), load, technique, parts, CONSTANTS)


def test_a_load_before_the_belly_is_held_upright():
    assert stands(0.35, 1.1).inclination < 10


@given(st.floats(0.3, 0.5), st.floats(0.1, 1.0))
def test_who_reaches_lower_bends_farther(reach, height):
    assert stands(reach, height).inclination >= stands(reach, height + 0.2).inclination


def test_knees_spare_the_trunk():
    low = {technique: stands(0.35, 0.35, technique=technique) for technique in TECHNIQUES}
    assert low["stoop"].inclination > low["squat"].inclination + 20
    assert low["squat"].knees > low["stoop"].knees + 30
    assert low["straight_back"].lumbar < low["squat"].lumbar


def test_the_lumbar_spine_bends_no_farther_than_it_can():
    most = CONSTANTS.value("lumbar_flexion_range")
    assert max(stands(0.4, height).lumbar for height in np.arange(0.05, 1.2, 0.05)) <= most


@given(st.floats(0.25, 0.6), st.floats(0.05, 1.5), st.sampled_from(TECHNIQUES))
def test_the_hands_are_where_the_load_is_within_reach_of_the_shoulders(reach, height, technique):
    try:
        there = stands(reach, height, technique=technique)
    except InputError:
        assume(False)
    trunk = PARTS.height_m * CONSTANTS.value("segment_length_fraction", condition="L5/S1 to shoulder")
    lean = np.deg2rad(there.inclination)
    away = np.hypot(there.hands[0] - trunk * np.sin(lean), there.hands[1] - trunk * np.cos(lean))
    assert away <= PARTS.arm_m + 1e-9


def test_who_is_shorter_bends_farther_to_the_same_shelf_edge():
    small = segments(WOMAN, CONSTANTS)
    assert stands(0.7, 1.3, parts=small).inclination > stands(0.7, 1.3).inclination


@pytest.mark.parametrize(("reach", "height"), [(2.0, 1.0), (0.3, 2.6)])
def test_what_nobody_reaches_is_said(reach, height):
    with pytest.raises(InputError, match="out of reach"):
        stands(reach, height)


def test_the_hands_of_a_load_at_the_side_are_within_reach_of_the_shoulders_too():
    for twist in (30, 60, 90, 135, 180):
        there = stands(0.4, 0.3, twist=twist)
        trunk = PARTS.height_m * CONSTANTS.value("segment_length_fraction", condition="L5/S1 to shoulder")
        lean = np.deg2rad(there.inclination)
        away = np.array(there.hands) - trunk * np.array([np.sin(lean), np.cos(lean), 0.0])
        assert np.linalg.norm(away) <= PARTS.arm_m + 1e-9


def test_hips_take_their_part_of_a_twist_and_the_lumbar_spine_turns_no_farther_than_it_can():
    there = stands(0.4, 0.9, twist=-60)
    assert there.hands[2] == pytest.approx(-0.4 * np.sin(np.deg2rad(30)))
    assert there.turn == -CONSTANTS.value("lumbar_turn_range")
    assert stands(0.4, 0.9, twist=12).turn == pytest.approx(6)


def test_who_bends_at_the_hips_keeps_knees_and_back_nearly_straight():
    low = stands(0.35, 0.35, technique="straight_back")
    assert low.knees < 45
    assert low.lumbar < 0.3 * low.inclination


def test_hands_are_never_inside_the_body():
    least = CONSTANTS.value("load_before_disc_least")
    for twist in (0, 45, 90, -90):
        there = stands(0.02, 1.0, twist=twist)
        assert np.hypot(there.hands[0], there.hands[2]) >= least - 1e-9
