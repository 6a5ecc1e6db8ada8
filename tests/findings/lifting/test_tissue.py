"""What spares the muscles of the back: passive tissue, the belly, longer levers; and what works them upright."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spines import CONSTANTS, MAN, WOMAN, needs_torso

from multifidus.findings.lifting.posture import Posture
from multifidus.findings.lifting.spine.abdomen import Abdomen
from multifidus.findings.lifting.spine.levers import is_erector, lengthening, upright_lever_m
from multifidus.findings.lifting.spine.passive import Passive
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.findings.lifting.spine.torso import LEVELS, Torso, Wrench

EVEN = np.full(5, 0.2)
FULL = CONSTANTS.value("lumbar_flexion_range")
L4L5 = LEVELS.index("L4/L5")


def test_a_man_bent_as_far_as_he_can_bears_by_tissue_what_was_measured_above_standing():
    held = Passive(CONSTANTS, "male").moment_nm(np.array([FULL]), np.full((1, 5), 500.0), EVEN)
    assert held == pytest.approx(120 - 25)
    assert Passive(CONSTANTS, "female").moment_nm(np.array([FULL]), np.full((1, 5), 500.0), EVEN) == pytest.approx(
        77 - 25
    )


@given(st.floats(0, 80), st.floats(0, 300))
def test_tissue_never_bears_more_than_is_needed_and_pulls_nobody_up(lumbar, needed):
    held = Passive(CONSTANTS, "male").moment_nm(np.array([lumbar]), np.full((1, 5), needed), EVEN)
    assert (held >= 0).all()
    assert (held <= needed).all()


def test_who_leans_back_has_to_hold_what_is_stretched_before_the_discs():
    held = Passive(CONSTANTS, "male").moment_nm(np.array([-20.0]), np.full((1, 5), 50.0), EVEN)
    assert held == pytest.approx(-20 * 0.2 * CONSTANTS.value("disc_stiffness_in_extension"))


@given(st.floats(-100, 500), st.floats(0, 50))
def test_the_belly_pushes_more_for_more_and_never_past_what_was_measured(moment, more):
    belly = Abdomen(CONSTANTS, 1.0)
    less, rather = belly.pressure_kpa(np.array([moment, moment + more]))
    assert 0 <= less <= rather <= CONSTANTS.value("intra_abdominal_pressure", condition="largest of maximal lifts")


def test_a_lift_that_needs_a_hundred_newton_metres_raises_the_belly_to_the_published_pressure():
    assert Abdomen(CONSTANTS, 1.0).pressure_kpa(np.array([100.0])) == pytest.approx(0.079 * 100 - 1.127)


@needs_torso
def test_a_braced_belly_spares_the_discs_and_the_back_muscles():
    held = [Posture(10, 10, (0.4, -0.1, 0.0))]
    braced, slack = (Spine(MAN, CONSTANTS, braced=told).loads(held, 20.0) for told in (True, False))
    assert braced.abdomen_kpa[0] > 3
    assert slack.abdomen_kpa[0] == 0
    assert 0.7 < braced.compression_n[0, L4L5] / slack.compression_n[0, L4L5] < 0.95
    assert braced.activation.sum() < slack.activation.sum()


@needs_torso
@pytest.mark.parametrize("body", [MAN, WOMAN])
def test_levers_of_the_erector_spinae_are_those_of_images_and_lose_as_measured_in_flexion(body):
    torso = Torso(body, CONSTANTS)
    longer = lengthening(torso, body, CONSTANTS)
    measured = CONSTANTS.row("extensor_moment_arm", condition=f"erector spinae, L1 to S1, {body.sex}")
    assert 0.01 * measured.low < (longer * upright_lever_m(torso)).mean() < 0.01 * measured.high
    erector = is_erector(torso)
    angles = np.zeros((2, 5, 3))
    angles[1, :, 0] = np.deg2rad(FULL) / 5
    still = np.zeros((2, 3))
    upright, bent = torso.mechanics(angles, still, Wrench(still, still)).moments[:, 0::3][:, :, erector].sum(axis=2)
    lost = 1 - bent / upright
    most = CONSTANTS.value("extensor_moment_arm_in_flexion")
    assert 0 <= lost[L4L5] <= most


@needs_torso
def test_muscles_of_the_trunk_work_a_little_even_where_nothing_pulls():
    spine = Spine(MAN, CONSTANTS)
    upright, lying = spine.loads(
        [Posture(0, 0, (0.0, -0.2, 0.0)), Posture(0, 0, (0.0, -0.2, 0.0), borne=1.0)], 0.0
    ).activation
    belly = [n for n, name in enumerate(spine.torso.muscles) if name.startswith(("rect", "EO", "IO"))]
    assert upright[belly].min() >= CONSTANTS.value("co_activation", condition="upright, nothing held") - 1e-12
    assert lying[belly].max() < 1e-6
