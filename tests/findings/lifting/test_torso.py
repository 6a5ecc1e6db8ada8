"""The torso on MuJoCo: what it weighs, which way muscles pull, and that its forces are those of statics."""

import numpy as np
import pytest
from spines import CONSTANTS, MAN, WOMAN, needs_torso

from multifidus.findings.lifting.spine.torso import GRAVITY, LEVELS, Torso, Wrench

pytestmark = needs_torso
UP = np.array([[0.0, -GRAVITY, 0.0]])


@pytest.fixture(scope="module")
def torso():
    return Torso(MAN, CONSTANTS)


def standing(torso, *, force=(0.0, 0.0, 0.0), moment=(0.0, 0.0, 0.0), flexed=0.0, field=UP):
    angles = np.zeros((1, 5, 3))
    angles[:, :, 0] = np.deg2rad(flexed) / 5
    return torso.mechanics(angles, field, Wrench(np.array([force]), np.array([moment])))


def test_it_has_the_muscles_of_both_sides_and_the_sides_are_alike(torso):
    names = torso.muscles
    assert len(names) == 210
    right = [n for n, name in enumerate(names) if name.endswith("_r")]
    left = [names.index(names[n][:-2] + "_l") for n in right]
    assert torso.peak_forces[left] == pytest.approx(torso.peak_forces[right])
    arms = standing(torso).moments[0][0::3]
    assert arms[:, left] == pytest.approx(arms[:, right], rel=0.02, abs=0.05)


def test_the_model_of_a_person_holds_nothing_that_is_only_looked_at(torso):
    model = torso.model
    assert model.nmeshvert == model.ntexdata == 0
    assert model.nbuffer < 1_000_000, "a service keeps several people ready"
    assert torso.data.narena < 1_000_000


def test_every_disc_carries_what_is_above_it_and_the_lowest_all(torso):
    carried = np.linalg.norm(standing(torso).carried[0], axis=1)
    assert carried[0] == pytest.approx(torso.segments.above_pelvis_kg * GRAVITY, rel=1e-6)
    assert (np.diff(carried) < 0).all()


def test_back_muscles_extend_and_belly_muscles_flex(torso):
    arms = dict(zip(torso.muscles, standing(torso).moments[0][0::3].T, strict=True))
    assert all((arms[name] >= -1e-9).all() for name in torso.muscles if name.startswith(("IL_", "LTp", "MF_")))
    assert all((arms[name] < 0).all() for name in ("rect_abd_r", "rect_abd_l"))


def test_a_wrench_is_borne_by_every_joint_as_statics_has_it(torso):
    alone, pushed = standing(torso), standing(torso, force=(0.0, -100.0, 0.0), moment=(0.0, 0.0, -30.0))
    more = (pushed.needed - alone.needed)[0].reshape(5, 3)
    assert more[0, 0] == pytest.approx(30.0, abs=0.5)  # about L5/S1, where the wrench is told
    assert np.linalg.norm((pushed.carried - alone.carried)[0], axis=1) == pytest.approx([100.0] * 5)


def test_a_weight_to_the_right_bends_to_the_right_and_muscles_of_the_left_hold_it(torso):
    pushed = standing(torso, force=(0.0, -100.0, 0.0), moment=(30.0, 0.0, 0.0))
    needed = pushed.needed[0].reshape(5, 3)
    side = dict(zip(torso.muscles, pushed.moments[0][1], strict=True))
    assert abs(needed[0, 1]) == pytest.approx(30.0, abs=1.5)
    assert np.sign(side["IL_L1_l"]) == np.sign(needed[0, 1])
    assert np.sign(side["IL_L1_r"]) == -np.sign(needed[0, 1])


def test_moments_are_the_work_of_the_muscles(torso):
    """Virtual work: a moment arm is how much a muscle shortens when its joint turns a little."""
    step = 1e-5
    angles = np.zeros((2, 5, 3))
    angles[0, 1, 0], angles[1, 1, 0] = -step, step
    lengths = []
    for one in angles:
        torso.mechanics(one[None], UP, Wrench(np.zeros((1, 3)), np.zeros((1, 3))))
        lengths.append(torso.data.ten_length.copy())
    shortening = (lengths[1] - lengths[0]) / (2 * step) * torso.peak_forces
    at = 3 * LEVELS.index("L4/L5")
    assert standing(torso).moments[0][at] == pytest.approx(shortening, rel=1e-3, abs=1e-3)


def test_who_is_smaller_has_shorter_levers_and_weaker_muscles(torso):
    small = Torso(WOMAN, CONSTANTS)
    ratio = WOMAN.height_m / MAN.height_m
    assert small.peak_forces == pytest.approx(torso.peak_forces * ratio**2)
    assert small.shoulder() == pytest.approx(torso.shoulder() * ratio)


def test_a_joint_that_turns_turns_what_is_above_it(torso):
    places = torso.joints(np.array([np.zeros((5, 3)), np.pad(np.full((5, 1), np.deg2rad(10)), ((0, 0), (0, 2)))]))
    straight, bent = places[:, -1]
    assert bent[0] > straight[0] + 0.1
    assert bent[1] < straight[1]
    assert bent[2] == pytest.approx(0.0, abs=1e-9)


def test_sides_and_turns_are_to_the_right(torso):
    angles = np.zeros((2, 5, 3))
    angles[0, :, 1] = np.deg2rad(5)
    angles[1, :, (0, 2)] = np.deg2rad([[8], [8]])
    beside, turned = torso.joints(angles)[:, -1]
    assert beside[2] > 0.02
    assert turned[2] > 0.01, "who bends forward and turns right has the shoulders at the right"
