"""Landmarks come back as the posture they were drawn from, in every direction of the room and with noise."""

from dataclasses import replace

import numpy as np
import pytest
from drawn import Figure, as_csv, as_json, as_trc, film, reaching
from hypothesis import given, settings
from hypothesis import strategies as st
from spines import CONSTANTS, MAN, WOMAN, needs_torso

from multifidus.findings.lifting.body import segments
from multifidus.findings.lifting.landmarks.bending import Trunk
from multifidus.findings.lifting.landmarks.files import Tracks
from multifidus.findings.lifting.landmarks.motion import FRAMES_AT_ONCE
from multifidus.findings.lifting.landmarks.recording import read_landmarks, recorded
from multifidus.findings.lifting.lift import Hands
from multifidus.findings.lifting.posture import reached
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.findings.lifting.spine.torso import LEVELS
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
SHAKY = 0.0003  # metres: nobody stands so still that two frames are the same

figures = st.builds(
    lambda toward, arm, **told: reaching(Figure(**told), toward, arm),
    toward=st.tuples(st.floats(-0.3, 1), st.floats(-1, 1), st.floats(-0.5, 0.5)),
    arm=st.floats(0.2, 1.1),
    inclination=st.floats(-10, 110),
    side=st.floats(-25, 25),
    turn=st.floats(-40, 40),
    knees=st.floats(0, 110),
    faces_deg=st.floats(-180, 180),
    body=st.sampled_from([MAN, WOMAN]),
)
backs = st.builds(lambda figure, lumbar: replace(figure, lumbar=lumbar), figures, st.floats(-15, 70))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("landmarks")


@pytest.fixture(scope="module")
def read(folder):
    def reading(text, name="lift.json", **told):
        (folder / name).write_text(text)
        return read_landmarks(folder / name, KNOWLEDGE, **told)

    return reading


def recording(tracks, rate=30):
    times = np.arange(len(tracks["left_hip"])) / rate
    return recorded(Tracks(tuple(tracks), times, np.stack([*tracks.values()], axis=1), "m", "y"), KNOWLEDGE, "drawn")


def anybody(draw, spines):
    """Somebody in any posture that a lift has, facing anywhere."""
    figure = Figure(
        inclination=draw.uniform(-10, 110),
        lumbar=draw.uniform(-10, 70) if spines else None,
        side=draw.uniform(-25, 25),
        turn=draw.uniform(-40, 40),
        knees=draw.uniform(0, 110),
        faces_deg=draw.uniform(-180, 180),
    )
    return reaching(figure, draw.uniform([-0.3, -1, -0.5], [1, 1, 0.5]), draw.uniform(0.2, 1.1))


def still(figure, *, seconds=1.5, rate=30):
    return [figure] * round(seconds * rate)


@settings(deadline=None)
@given(figures)
def test_a_drawn_posture_comes_back(read, figure):
    motion = read(as_json(film([figure]))).postures(figure.body, CONSTANTS)
    assert motion.angles[0] == pytest.approx(figure.told, abs=2)
    assert motion.twist_deg[0] == pytest.approx(figure.turn, abs=2)
    assert motion.hands[0] == pytest.approx(figure.hands, abs=0.01)


@settings(deadline=None)
@given(backs)
def test_a_drawn_back_comes_back_where_the_iliac_spines_were_seen(read, figure):
    motion = read(as_json(film([figure], spines=True))).postures(figure.body, CONSTANTS)
    assert motion.angles[0] == pytest.approx(figure.told, abs=2)


@pytest.mark.parametrize("spines", [False, True])
def test_five_millimetres_of_noise_move_no_angle_by_more_than_six_degrees(spines):
    draw, errors = np.random.default_rng(7), []
    for seed in range(60):
        figure = anybody(draw, spines)
        tracks = film(still(figure), noise_m=0.005, seed=seed, spines=spines)
        motion = recording(tracks).postures(figure.body, CONSTANTS)
        errors.append(np.abs(np.column_stack([motion.angles - figure.told, motion.twist_deg - figure.turn])))
    assert np.max(errors) < 6
    assert np.quantile(errors, 0.95) < 3


@pytest.mark.parametrize(("text", "name"), [(as_csv, "a.csv"), (as_trc, "a.trc"), (as_json, "a.json")])
def test_one_lift_in_three_formats_is_one_posture(read, text, name):
    figure = Figure(inclination=60, side=10, turn=-15, faces_deg=130)
    tracks = film(still(figure), noise_m=0.001)
    motion = read(text(tracks), name).postures(MAN, CONSTANTS)
    assert motion.angles.mean(axis=0) == pytest.approx(figure.told, abs=1)
    assert np.diff(motion.times_s) == pytest.approx(1 / 30, abs=1e-5)


def test_a_pelvis_of_which_only_the_iliac_spines_are_known_has_hips(read):
    figure = Figure(inclination=50, lumbar=30, side=5, turn=10, faces_deg=-70)
    tracks = {name: track for name, track in film([figure], spines=True).items() if not name.endswith("hip")}
    motion = read(as_json(tracks)).postures(MAN, CONSTANTS)
    assert motion.angles[0, :4] == pytest.approx(figure.told[:4], abs=6)
    assert motion.hands[0] == pytest.approx(figure.hands, abs=0.04)


TOOLS = {
    "MediaPipe": lambda side, word: f"{side.upper()}_{'FOOT_INDEX' if word == 'toe' else word.upper()}",
    "OpenPose": lambda side, word: f"{side[0].upper()}{'BigToe' if word == 'toe' else word.capitalize()}",
    "OpenCap": lambda side, word: f"{side[0].upper()}{'BigToe' if word == 'toe' else word.capitalize()}_openpose",
    "COCO in camels": lambda side, word: f"{side}{word.capitalize()}",
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_names_of_other_tools_are_understood(read, tool):
    figure = Figure(inclination=45, turn=12)
    tracks = {TOOLS[tool](*name.split("_")): track for name, track in film([figure]).items()}
    assert read(as_json(tracks)).postures(MAN, CONSTANTS).angles[0] == pytest.approx(figure.told)


def test_of_two_points_of_a_joint_the_middle_counts_and_of_two_tools_the_one_nearer_to_it(read):
    drawn = film([Figure(inclination=45)])
    around = {"r_ankle_study": [0, 0, 0.03], "r_mankle_study": [0, 0, -0.03], "r_shoulder_study": [0, 0.05, 0]}
    joints = {"r_ankle_study": "right_ankle", "r_mankle_study": "right_ankle", "r_shoulder_study": "right_shoulder"}
    study = {name: drawn[joints[name]] + np.array(off) for name, off in around.items()}
    names = {"right_ankle": None, "right_shoulder": "RShoulder"}
    kept = {names.get(name, name): track for name, track in drawn.items() if names.get(name, name)}
    places = read(as_json(kept | study)).places
    assert places["right_ankle"] == pytest.approx(drawn["right_ankle"])
    assert places["right_shoulder"] == pytest.approx(drawn["right_shoulder"])


@needs_torso
def test_the_chain_is_the_torsos(read):
    """Fitted to a chain of straight parts, postures still put the shoulders where the model of the spine has them."""
    torso, trunk = Spine(MAN, CONSTANTS).torso, Trunk(CONSTANTS)
    share = np.array([CONSTANTS.value("lumbar_flexion_share", condition=level) for level in LEVELS])
    told = np.deg2rad(np.random.default_rng(5).uniform([-10, -25, -10], [60, 25, 10], (200, 3)))
    theirs = torso.joints(told[:, None, :] * share[None, :, None])[:, -1]
    ours, _ = trunk.shoulders(*told.T)
    long = CONSTANTS.value("segment_length_fraction", condition="L5/S1 to shoulder") * MAN.height_m
    assert np.linalg.norm(theirs - long * ours, axis=1).max() < 0.03


def lifted(seconds, rate=60, still_s=1.0):
    """Frames of somebody who holds still, rises within so many seconds, and holds still again."""
    times = np.arange(round((seconds + 2 * still_s) * rate)) / rate
    way = np.clip((times - still_s) / seconds, 0, 1)
    up = way**3 * (10 - 15 * way + 6 * way**2)
    return [Figure(inclination=70 - 65 * part, hands=(0.4, -0.45 + 0.5 * part, 0.0), faces_deg=25) for part in up]


def grip(tracks, side):
    along = tracks[f"{side}_wrist"] - tracks[f"{side}_elbow"]
    return tracks[f"{side}_wrist"] + segments(MAN, CONSTANTS).hand_m * along / np.linalg.norm(along, axis=1)[:, None]


def test_hands_are_accelerated_as_they_were_drawn(read):
    tracks, shaken = film(lifted(1.2)), film(lifted(1.2), noise_m=SHAKY)
    hand = sum(grip(tracks, side) for side in ("left", "right")) / 2
    drawn = np.gradient(np.gradient(hand, 1 / 60, axis=0), 1 / 60, axis=0)
    found = read(as_json(shaken, rate_hz=60)).postures(MAN, CONSTANTS).hands_acceleration
    assert np.abs(drawn[:, 1]).max() > 1.5
    assert found[:, 1].max() == pytest.approx(drawn[:, 1].max(), rel=0.15)
    assert np.abs(found[10:-10, 1] - drawn[10:-10, 1]).mean() < 0.15
    assert np.abs(found[10:-10, 2]).mean() < 0.15  # nothing goes to the side, whichever way somebody faces


@needs_torso
@pytest.mark.parametrize(("reach", "height"), [(0.3, 0.2), (0.45, 0.5), (0.4, 1.0)])
def test_who_is_recorded_bears_what_the_same_posture_told_in_numbers_bears(read, reach, height):
    spine = Spine(MAN, CONSTANTS)
    told = reached(Hands(reach, height), 15, "stoop", segments(MAN, CONSTANTS), CONSTANTS)
    figure = Figure(told.inclination, told.lumbar, knees=told.knees, hands=told.hands, faces_deg=200)
    seen = read(as_json(film([figure]))).loads(spine, 15)
    said = spine.loads([told], 15.0)
    assert seen.compression_n == pytest.approx(said.compression_n, rel=0.02)
    assert seen.shear_n == pytest.approx(said.shear_n, abs=25)


@needs_torso
def test_a_quick_lift_loads_more_than_a_slow_one_and_a_slow_one_as_if_held_still(read):
    spine = Spine(MAN, CONSTANTS)
    slow = read(as_json(film(lifted(6), noise_m=SHAKY), rate_hz=60)).loads(spine, load_kg=15)
    quick = read(as_json(film(lifted(0.8), noise_m=SHAKY), rate_hz=60)).loads(spine, load_kg=15)
    held = spine.loads([slow.motion[0]], 15.0)
    assert slow.compression_n.max() == pytest.approx(held.compression_n.max(), rel=0.05)
    assert quick.compression_n.max() > 1.15 * slow.compression_n.max()


@needs_torso
def test_noise_hardly_lifts_the_worst_moment(read):
    """The largest of many noisy figures is too large; what is left of that has to be small."""
    spine, bends = Spine(MAN, CONSTANTS), 0.5 - 0.5 * np.cos(np.arange(600) / 600 * 10 * np.pi)
    figures = [Figure(inclination=90 * bent, turn=20 * (1 - bent), hands=(0.4, 0.2 - 0.7 * bent, 0)) for bent in bends]
    quiet, noisy = (
        recording(film(figures, noise_m=noise)).loads(spine, 15).compression_n[:, 0].max() for noise in (SHAKY, 0.005)
    )
    assert noisy == pytest.approx(quiet, rel=0.06)


@needs_torso
def test_frames_that_are_worked_on_in_blocks_are_loaded_as_all_at_once(read):
    spine = Spine(MAN, CONSTANTS)
    motion = read(as_json(film(lifted(4), noise_m=SHAKY), rate_hz=60)).postures(MAN, CONSTANTS)
    over_time = motion.loads(spine, 10)
    whole = spine.loads(motion[:], 10.0)
    assert len(motion) > FRAMES_AT_ONCE
    assert over_time.compression_n == pytest.approx(whole.compression_n)
    assert over_time.shear_n == pytest.approx(whole.shear_n)
    frame, _ = whole.worst
    assert over_time.worst == whole.worst
    assert over_time.activation == pytest.approx(whole.activation[frame], abs=1e-6)


@needs_torso
def test_a_recording_becomes_loads_with_one_call(read):
    tracks = film(still(Figure(inclination=70)), noise_m=0.002)
    over_time = read(as_json(tracks)).loads(Spine(MAN, CONSTANTS), load_kg=15, between_s=(0.5, 1.0))
    held = over_time.held_kg > 0
    assert held.sum() in (15, 16)
    assert over_time.compression_n[held].min() > over_time.compression_n[~held].max()
    frame, level = over_time.worst
    assert held[frame]
    assert level in ("L5/S1", "L4/L5")
