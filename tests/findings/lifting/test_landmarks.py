"""Landmarks come back as the posture they were drawn from, in every direction of the room and with noise."""

import numpy as np
import pytest
from drawn import Figure, as_csv, as_json, as_trc, film
from hypothesis import given
from hypothesis import strategies as st
from spines import CONSTANTS, MAN, WOMAN, needs_torso

from multifidus.findings.lifting.landmark_files import Tracks
from multifidus.findings.lifting.landmarks import read_landmarks, recorded
from multifidus.findings.lifting.spine import Spine
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()

figures = st.builds(
    Figure,
    inclination=st.floats(-10, 110),
    side=st.floats(-25, 25),
    turn=st.floats(-40, 40),
    knees=st.floats(0, 110),
    hands=st.tuples(st.floats(0.2, 0.6), st.floats(-0.6, 0.4), st.floats(-0.3, 0.3)),
    faces_deg=st.floats(-180, 180),
    body=st.sampled_from([MAN, WOMAN]),
)
backs = st.builds(lambda figure, lumbar: Figure(**{**vars(figure), "lumbar": lumbar}), figures, st.floats(-15, 70))


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
    return Figure(
        inclination=draw.uniform(-10, 110),
        lumbar=draw.uniform(-10, 70) if spines else None,
        side=draw.uniform(-25, 25),
        turn=draw.uniform(-40, 40),
        knees=draw.uniform(0, 110),
        hands=tuple(draw.uniform([0.2, -0.5, -0.3], [0.6, 0.4, 0.3])),
        faces_deg=draw.uniform(-180, 180),
    )


def still(figure, *, seconds=1.5, rate=30):
    return [figure] * round(seconds * rate)


@given(figures)
def test_a_drawn_posture_comes_back(read, figure):
    motion = read(as_json(film([figure]))).postures(figure.body, CONSTANTS)
    assert motion.angles[0] == pytest.approx(figure.told, abs=2)
    assert motion.hands[0] == pytest.approx(figure.hands, abs=0.01)


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
        errors.append(np.abs(motion.angles - figure.told))
    assert np.max(errors) < 6
    assert np.quantile(errors, 0.95) < 3


@pytest.mark.parametrize(("text", "name"), [(as_csv, "a.csv"), (as_trc, "a.trc"), (as_json, "a.json")])
def test_one_lift_in_three_formats_is_one_posture(read, text, name):
    figure = Figure(inclination=60, side=10, turn=-15, faces_deg=130)
    tracks = film(still(figure), noise_m=0.001)
    motion = read(text(tracks), name).postures(MAN, CONSTANTS)
    assert motion.angles.mean(axis=0) == pytest.approx(figure.told, abs=1)
    assert np.diff(motion.times_s) == pytest.approx(1 / 30, abs=1e-5)


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
