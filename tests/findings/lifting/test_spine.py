"""Loads on the discs: what must hold whatever the figures are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spines import CONSTANTS, MAN, needs_torso

from multifidus.findings.lifting.body import Body, segments
from multifidus.findings.lifting.lift import Hands
from multifidus.findings.lifting.posture import TECHNIQUES, Posture, reached
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.findings.lifting.spine.torso import LEVELS

pytestmark = needs_torso
STANDING = Posture(pelvis=0, lumbar=0, hands=(0.05, -0.15, 0.0))
L5S1, L4L5 = LEVELS.index("L5/S1"), LEVELS.index("L4/L5")


@pytest.fixture(scope="module")
def spine():
    return Spine(MAN, CONSTANTS)


def held(forward, up=0.0, right=0.0, **more):
    return Posture(pelvis=more.pop("pelvis", 0), lumbar=more.pop("lumbar", 0), hands=(forward, up, right), **more)


def test_standing_presses_as_measured_within_a_third(spine):
    row = CONSTANTS.row("intradiscal_pressure_L4L5", condition="relaxed standing")
    told = spine.loads([STANDING], 0.0)
    assert told.pressure_mpa[0, L4L5] == pytest.approx(row.value, rel=1 / 3)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.2, 0.5), st.floats(0, 20), st.floats(1, 10))
def test_more_or_farther_is_never_less(spine, forward, kg, more):
    told = spine.loads([held(forward), held(forward), held(forward + 0.1)], np.array([kg, kg + more, kg + more]))
    assert (np.diff(told.compression_n[:, L5S1]) > 0).all()


def test_left_and_right_load_alike(spine):
    told = spine.loads([held(0.3, right=0.2), held(0.3, right=-0.2)], 10.0)
    assert told.compression_n[0] == pytest.approx(told.compression_n[1], rel=0.02)


def test_to_be_lifted_off_the_feet_unloads_and_to_be_pushed_down_loads(spine):
    still, up = held(0.3), held(0.3, trunk_acceleration=(0, 3.0, 0), hands_acceleration=(0, 3.0, 0))
    falling = held(0.3, trunk_acceleration=(0, -9.80665, 0), hands_acceleration=(0, -9.80665, 0))
    told = spine.loads([falling, still, up], 10.0).compression_n[:, L5S1]
    assert told[0] < 0.3 * told[1], "who falls has only their own tension"
    assert told[2] > 1.2 * told[1]


def test_who_lies_is_hardly_loaded(spine):
    told = spine.loads([held(0.0, borne=1.0), STANDING], 0.0)
    assert told.compression_n[0].max() < 0.2 * told.compression_n[1].min()


def test_longer_arms_load_more_through_the_model():
    """The same load hung on arms twice as far before the shoulders: muscles, not a table, answer."""
    spine = Spine(MAN, CONSTANTS)
    near, far = spine.loads([held(0.3), held(0.6)], 10.0).activation
    back = [n for n, name in enumerate(spine.torso.muscles) if name.startswith(("IL_", "LTp", "MF_"))]
    assert (far[back] * spine.torso.peak_forces[back]).sum() > 1.5 * (near[back] * spine.torso.peak_forces[back]).sum()


def test_a_heavier_body_loads_its_own_spine_more():
    light, heavy = (Spine(Body(1.75, kg), CONSTANTS).loads([STANDING], 0.0) for kg in (60, 100))
    assert heavy.compression_n[0, L5S1] > 1.3 * light.compression_n[0, L5S1]


def test_the_worst_moment_is_the_worst(spine):
    told = spine.loads([STANDING, held(0.5), held(0.3)], 15.0)
    frame, level = told.worst
    assert (frame, told.compression_n[frame, LEVELS.index(level)]) == (1, told.compression_n.max())


def test_the_slope_of_the_sacrum_lets_the_last_vertebra_slide_forward_and_the_first_ones_back(spine):
    shear = spine.loads([STANDING], 0.0).shear_n[0]
    assert shear[L5S1] > 100
    assert shear[-1] < 0
    assert (np.diff(shear) < 0).all()


def test_a_bend_pushes_every_vertebra_forward_of_where_standing_does(spine):
    standing, bent = spine.loads([STANDING, held(0.4, -0.3, pelvis=15, lumbar=30)], 0.0).shear_n
    assert (bent[:3] > standing[:3]).all()


@settings(max_examples=15, deadline=None)
@given(st.floats(0.25, 0.5), st.floats(0.2, 1.0), st.floats(2, 30), st.sampled_from(TECHNIQUES))
def test_a_load_at_the_side_is_lighter_for_nobody_but_by_a_few_percent_where_muscles_give_out(
    spine, reach, height, kg, technique
):
    part = segments(MAN, CONSTANTS)
    stands = [reached(Hands(reach, height, twist), kg, technique, part, CONSTANTS) for twist in (0, 30, 60, 90, 150)]
    told = spine.loads(stands, kg).compression_n.max(axis=1)
    least = 1.0 if kg < 10 else 0.92
    assert (told[1:] >= told[0] * least).all()


def test_what_muscles_cannot_hold_presses_all_the_more(spine):
    kg = np.array([20.0, 40.0, 80.0, 160.0])
    told = spine.loads([held(0.5)] * 4, kg)
    assert (np.diff(told.compression_n[:, L5S1]) > np.diff(kg) * 20).all()


def test_how_the_discs_lean_moves_shear_and_hardly_compression(spine):
    """The rows give 15 to 40 degrees at L5/S1: its ends are two standard deviations from the middle."""
    bent = held(0.4, up=-0.1, pelvis=30, lumbar=40)
    less, usual, more = (spine.loads([bent], 20.0, tilts=tilt) for tilt in (-1.96, 0.0, 1.96))
    assert (less.shear_n < usual.shear_n).all()
    assert (usual.shear_n < more.shear_n).all()
    assert more.shear_n[0, L5S1] - less.shear_n[0, L5S1] > 500
    assert more.compression_n == pytest.approx(usual.compression_n, rel=0.1)
    both = spine.loads([bent, bent], 20.0, tilts=np.array([-1.96, 1.96]))
    assert both.shear_n == pytest.approx(np.vstack([less.shear_n, more.shear_n]))
