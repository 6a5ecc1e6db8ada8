"""The torso of `myo-sim` (210 muscles, L1 to sacrum, Apache-2.0) on MuJoCo: what each muscle does at each disc.

The model as it ships turns the five lumbar joints by fixed shares of three angles, which add to more than the angle
asked for; here every joint is set by itself. Each lumbar body also gets three slides that never move: the change of a
muscle's length along a slide is the force by which it presses one vertebra on the next, so moments and forces come from
one Jacobian. Lengths are scaled by height, masses to de Leva's share of the weight, peak forces by the muscle stress
and with the square of the lengths.

Axes of a lumbar body: x forward, y up, z to the right; the pelvis stands upright when its axes are the world's.
"""

from __future__ import annotations

import contextlib
import io
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import MissingExtraError
from multifidus.findings.lifting.body import Body, Segments, segments
from multifidus.findings.lifting.constants import Constants

Array = NDArray[np.float64]

LEVELS = ("L5/S1", "L4/L5", "L3/L4", "L2/L3", "L1/L2")
BODIES = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1")  # each above its disc
HINGES = ("flex_extension", "lat_bending", "axial_rotation")  # of the lowest joint; the others end in FE, LB, AR
ABOVE = ("L4_L5", "L3_L4", "L2_L3", "L1_L2")
GRAVITY = 9.80665
ARENA_BYTES = 500_000  # of each person; nothing touches anything here, which takes some thousands
FORCE = 2  # of a muscle's gain: its peak force in newtons


@dataclass(frozen=True, slots=True)
class Wrench:
    """What arms and load do to the trunk, frames x 3 in pelvis axes: newtons, and newton metres about L5/S1."""

    force: Array
    moment: Array


@dataclass(frozen=True, slots=True)
class Mechanics:
    """What joints need and muscles give, frame by frame; joints are five levels by flexion, side bend and turn.

    moments: frames x 15 x muscles, newton metres at full force; needed: frames x 15;
    pressing: frames x 5 x 3 x muscles, newtons on the upper vertebra at full force, in its own axes;
    carried: frames x 5 x 3, what the disc carries before any muscle pulls, in the same axes.
    """

    moments: Array
    needed: Array
    pressing: Array
    carried: Array


class Torso:
    """The model scaled to one person. Raises MissingExtraError where MuJoCo or the model is not installed."""

    def __init__(self, body: Body, constants: Constants) -> None:
        self.mujoco = _mujoco()
        self.segments: Segments = segments(body, constants)
        self.model = copy(_slid(self.mujoco))
        self.data = self.mujoco.MjData(self.model)
        self._scale(self.segments)
        stress = constants.value("muscle_stress", condition="trunk extensors, at their strongest")
        modelled = constants.value("muscle_stress", condition="for which the peak forces of the torso model stand")
        peak = np.asarray(self.model.actuator_gainprm)[:, FORCE] * self.segments.scale**2 * stress / modelled
        self.peak_forces: Array = peak

    @cached_property
    def muscles(self) -> tuple[str, ...]:
        """The names of the muscles, left and right, as the model has them."""
        return _muscles(self.mujoco)

    def mechanics(self, angles: Array, field: Array, wrench: Wrench) -> Mechanics:
        """Moments and forces for joint angles (frames x 5 x 3, radians), a field and a wrench.

        Flexion is positive, side bend and turn are positive to the right; `field` is gravity less the trunk's
        acceleration, in m/s2 and the axes of the pelvis (frames x 3).
        """
        frames = len(angles)
        hinges, slides = self._columns
        model, data, mujoco = self.model, self.data, self.mujoco
        moments = np.empty((frames, len(hinges), model.nu))
        needed = np.empty((frames, len(hinges)))
        pressing = np.empty((frames, len(LEVELS), 3, model.nu))
        carried = np.empty((frames, len(LEVELS), 3))
        jacobian = np.zeros((model.ntendon, model.nv))
        rows, columns = self._pattern
        applied = np.empty(model.nv)
        for n in range(frames):
            data.qpos[:] = 0
            data.qpos[hinges] = (angles[n] * SIGNS).ravel()
            model.opt.gravity[:] = _to_model(field[n])
            mujoco.mj_fwdPosition(model, data)
            mujoco.mj_fwdVelocity(model, data)
            jacobian[rows, columns] = np.ravel(data.ten_J)
            applied[:] = 0
            force = _to_model(wrench.force[n])
            moment = _to_model(wrench.moment[n])
            mujoco.mj_applyFT(model, data, force, moment, data.xpos[self._lowest], self._thorax, applied)
            tau = data.qfrc_bias - applied
            pulled = -jacobian * self.peak_forces[:, None]
            moments[n] = pulled[:, hinges].T
            needed[n] = tau[hinges]
            pressing[n] = pulled[:, slides.ravel()].T.reshape(len(LEVELS), 3, -1)
            carried[n] = tau[slides]
        return Mechanics(moments, needed, pressing, carried)

    @cached_property
    def _pattern(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where the entries of the sparse Jacobian stand in the dense one; a muscle's path crosses the same joints."""
        found = self.model if hasattr(self.model, "ten_J_rownnz") else self.data
        counts = np.asarray(found.ten_J_rownnz)
        rows = np.repeat(np.arange(self.model.ntendon), counts)
        starts = np.asarray(found.ten_J_rowadr)
        assert (starts == np.cumsum(counts) - counts).all()  # nothing between the rows
        return rows, np.asarray(found.ten_J_colind)[: len(rows)]

    @cached_property
    def _lowest(self) -> int:
        return int(self.model.body(BODIES[0]).id)

    @cached_property
    def _thorax(self) -> int:
        return int(self.model.body("torso").id)

    def shoulder(self) -> Array:
        """Where the shoulders are above L5/S1 when standing, in the axes of the pelvis (x forward, y up, z right)."""
        self.data.qpos[:] = 0
        self.mujoco.mj_kinematics(self.model, self.data)
        return _from_model(self.data.xpos[self.model.body("Arm_attachment").id] - self.data.xpos[self._lowest])

    def joints(self, angles: Array) -> Array:
        """Where the five discs and the shoulders are from L5/S1 (frames x 6 x 3), in the axes of the pelvis."""
        hinges, _ = self._columns
        wanted = [int(self.model.body(name).id) for name in (*BODIES, "Arm_attachment")]
        found = np.empty((len(angles), len(wanted), 3))
        for n, frame in enumerate(angles):
            self.data.qpos[:] = 0
            self.data.qpos[hinges] = (frame * SIGNS).ravel()
            self.mujoco.mj_kinematics(self.model, self.data)
            places = self.data.xpos[wanted] - self.data.xpos[self._lowest]
            found[n] = [_from_model(place) for place in places]
        return found

    @cached_property
    def _columns(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The hinges (15) and the slides (5 x 3), as columns of the Jacobian; every joint here has one."""
        names = [HINGES, *((f"{level}_FE", f"{level}_LB", f"{level}_AR") for level in ABOVE)]
        hinges = [int(self.model.joint(name).dofadr[0]) for level in names for name in level]
        slides = [[int(self.model.joint(f"{body}_{axis}").dofadr[0]) for axis in "xyz"] for body in BODIES]
        return np.array(hinges), np.array(slides)

    def _scale(self, person: Segments) -> None:
        model = self.model
        for lengths in (
            model.body_pos,
            model.body_ipos,
            model.site_pos,
            model.geom_pos,
            model.geom_size,
            model.jnt_pos,
        ):
            lengths[:] *= person.scale
        above = [n for n in range(model.nbody) if model.body(n).name not in ("world", "Full Body", "sacrum")]
        heavier = person.above_pelvis_kg / float(np.asarray(model.body_mass)[above].sum())
        model.body_mass[above] *= heavier
        model.body_inertia[above] *= heavier * person.scale**2
        self.mujoco.mj_setConst(model, self.data)


# Of the model: bending forward is negative, and it looks along its own -y of the world (see `_to_model`).
SIGNS = np.array([-1.0, 1.0, -1.0])


def _to_model(vector: Array) -> Array:
    """Forward, up, right of the pelvis in the axes of the model's world, where forward is -y, up z and right -x."""
    forward, up, right = vector
    return np.array([-right, -forward, up])


def _from_model(vector: Array) -> Array:
    x, y, z = vector
    return np.array([-y, z, -x])


@lru_cache(maxsize=1)
def _muscles(mujoco: Any) -> tuple[str, ...]:
    model = _slid(mujoco)
    return tuple(model.actuator(n).name for n in range(model.nu))


@lru_cache(maxsize=1)
def _slid(mujoco: Any) -> Any:
    """The model with each lumbar joint on its own and three slides in each lumbar body, compiled once for all."""
    import myo_sim

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        spec = myo_sim.load_spec("myotorso")
        spec.compiler.discardvisual = True  # masses stay; what is only looked at takes 25 MB of each person's model
        spec.memory = ARENA_BYTES
        for coupling in list(spec.equalities):
            spec.delete(coupling)
        for name in BODIES:
            for axis, along in zip("xyz", np.eye(3), strict=True):
                joint = spec.body(name).add_joint()
                joint.name = f"{name}_{axis}"
                joint.type = mujoco.mjtJoint.mjJNT_SLIDE
                joint.axis = along
                joint.limited = mujoco.mjtLimited.mjLIMITED_FALSE
                joint.range = [-1, 1]
        return spec.compile()


def _mujoco() -> Any:
    try:
        import mujoco
        import myo_sim  # noqa: F401
    except ImportError as missing:
        raise MissingExtraError(
            where="the model of the spine",
            problem=f"{missing.name} is not installed",
            remedy="pip install 'multifidus[lifting]'",
        ) from None
    return mujoco
