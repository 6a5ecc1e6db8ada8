"""What the tests on the spine share: the constants, a person, and whether the model can run here."""

import os
from importlib.util import find_spec

import pytest

from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.knowledge import shipped

CONSTANTS = Constants(shipped())
MAN, WOMAN = Body(1.75, 75.0, "male"), Body(1.65, 62.0, "female")

needs_torso = pytest.mark.skipif(
    not (find_spec("mujoco") and find_spec("myo_sim")) and not os.environ.get("CI"),
    reason="the torso model is not installed: pip install 'multifidus[lifting]'",
)
