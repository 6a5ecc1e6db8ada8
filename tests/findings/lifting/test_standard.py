"""Postures by name and by joint angles."""

import pytest
from spines import CONSTANTS, MAN, needs_torso

from multifidus.errors import InputError
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.findings.lifting.spine.standard import Angles, names, posed, standard
from multifidus.findings.lifting.spine.torso import LEVELS
from multifidus.knowledge import shipped

pytestmark = needs_torso
L4L5 = LEVELS.index("L4/L5")


@pytest.fixture(scope="module")
def spine():
    return Spine(MAN, CONSTANTS)


def loads(spine, name, kg=0.0, **more):
    return spine.loads([standard(spine, name, shipped())], kg, **more)


def test_arms_that_hang_hang_under_the_shoulders(spine):
    hanging = posed(spine, Angles())
    forward, up, right = spine.shoulders([hanging])[0]
    assert hanging.hands == pytest.approx((forward, up - spine.torso.segments.arm_m, right))


def test_arms_held_out_are_as_far_out_as_they_are_long(spine):
    ahead = posed(spine, Angles(upper_arm=90))
    forward, up, _ = spine.shoulders([ahead])[0]
    assert ahead.hands[:2] == pytest.approx((forward + spine.torso.segments.arm_m, up))


def test_a_trunk_that_bends_at_the_hips_carries_shoulders_as_far_as_one_that_bends_in_the_back_or_farther(spine):
    hips, back = spine.shoulders([posed(spine, Angles(pelvis=40)), posed(spine, Angles(lumbar=40))])
    assert hips[0] > back[0] > 0
    assert hips[1] < back[1]


def test_lying_sitting_standing_bending_and_lifting_press_in_that_order(spine):
    order = ["lying", "sitting_upright", "standing", "bent_forward"]
    told = [loads(spine, name).compression_n[0, L4L5] for name in order]
    assert told == sorted(told)
    lifts = [
        loads(spine, name, 20.0).compression_n[0, L4L5] for name in ("holding_close", "holding_far", "lifting_round")
    ]
    assert lifts == sorted(lifts)
    assert lifts[0] > told[2]


def test_who_leans_on_something_is_loaded_less(spine):
    free, leaning = posed(spine, Angles(pelvis=30)), posed(spine, Angles(pelvis=30, arms_borne=1.0))
    told = spine.loads([free, leaning], 0.0).compression_n[:, L4L5]
    assert told[1] < 0.9 * told[0]


def test_a_name_that_nobody_gave_is_said_with_those_that_there_are(spine):
    with pytest.raises(InputError) as told:
        standard(spine, "flying", shipped())
    assert all(name in told.value.remedy for name in names(shipped()))
