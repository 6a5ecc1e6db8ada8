"""What cannot be somebody who lifts is refused or left out, with where, what and a remedy; no number is made up."""

from dataclasses import replace

import numpy as np
import pytest
from drawn import Figure, as_csv, as_json, as_trc, film
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spines import CONSTANTS, MAN

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.landmarks.recording import read_landmarks
from multifidus.findings.lifting.told import read_who
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
LEANS = 30 + 25 * np.sin(np.linspace(0, 6, 60))
LIFT = film([Figure(inclination=lean, faces_deg=40) for lean in LEANS], noise_m=0.001)


@pytest.fixture
def read(tmp_path):
    def reading(tracks, writing=as_json, told=None, **how):
        path = tmp_path / f"lift.{writing.__name__[3:]}"
        path.write_text(writing(tracks, **how))
        return read_landmarks(path, KNOWLEDGE, **(told or {}))

    return reading


def without(*words, tracks=LIFT):
    return {name: track for name, track in tracks.items() if not any(word in name for word in words)}


def unseen(frames, *names, tracks=LIFT):
    return {name: np.where(hidden(frames, name in names), np.nan, track) for name, track in tracks.items()}


def hidden(frames, here):
    found = np.zeros((len(LEANS), 1), bool)
    found[frames] = here
    return found


def exchanged(tracks, frames=slice(None)):
    """Left and right under each other's names."""
    other = {"left": "right", "right": "left"}
    found = {name: track.copy() for name, track in tracks.items()}
    for name, track in tracks.items():
        side, word = name.split("_", 1)
        found[f"{other[side]}_{word}"][frames] = track[frames]
    return found


def refused(told, *words):
    assert told.value.where
    assert told.value.remedy
    for word in words:
        assert word in str(told.value)


def said(motion, words):
    return [word for word in motion.said if words in word]


@pytest.mark.parametrize("missing", ["left_hip", "right_shoulder"])
def test_a_missing_hip_or_shoulder_is_named(read, missing):
    with pytest.raises(InputError) as told:
        read(without(missing))
    refused(told, f"no {missing.replace('_', ' ')} among the landmarks")


def test_a_missing_hand_is_named_and_one_hand_is_enough_where_one_lifts(read):
    recording = read(without("left_wrist"))
    with pytest.raises(InputError) as told:
        recording.postures(MAN, CONSTANTS)
    refused(told, "no left wrist", "carrying right")
    assert len(recording.postures(MAN, CONSTANTS, carrying="right")) == 60


def test_a_hand_that_nobody_has_is_refused(read):
    with pytest.raises(InputError, match="'mouth' is no hand"):
        read(LIFT).postures(MAN, CONSTANTS, carrying="mouth")


def test_exchanged_sides_are_refused_and_exchanged_only_when_asked(read):
    with pytest.raises(InputError) as told:
        read(exchanged(LIFT))
    refused(told, "point backwards", "exchange_sides")
    right = read(LIFT).postures(MAN, CONSTANTS)
    asked = read(exchanged(LIFT), told={"exchange_sides": True}).postures(MAN, CONSTANTS)
    assert asked.angles == pytest.approx(right.angles)


def test_a_mirrored_room_is_refused_like_exchanged_sides(read):
    with pytest.raises(InputError, match="left-handed"):
        read({name: track * [1, 1, -1] for name, track in LIFT.items()})


def test_shoulders_exchanged_against_the_hips_are_refused(read):
    both = exchanged(LIFT)
    tracks = LIFT | {name: both[name] for name in ("left_shoulder", "right_shoulder")}
    with pytest.raises(InputError, match="left and right of the shoulders are not those of the hips"):
        read(tracks)


def test_frames_in_which_the_sides_change_places_are_filled_and_said(read):
    recording = read(exchanged(LIFT, slice(20, 23)))
    assert [word for word in recording.said if "changed places" in word and word.endswith(": 3")]
    motion = recording.postures(MAN, CONSTANTS)
    assert np.flatnonzero(motion.filled).tolist() == [20, 21, 22]
    assert motion.angles == pytest.approx(read(LIFT).postures(MAN, CONSTANTS).angles, abs=3)


def test_without_feet_and_knees_a_trunk_that_leans_backwards_is_taken_for_exchanged_sides(read):
    trunk = without("knee", "ankle", "heel", "toe")
    assert len(read(trunk).postures(MAN, CONSTANTS)) == 60
    with pytest.raises(InputError, match="lean backwards"):
        read(exchanged(trunk))


def test_who_has_no_front_is_taken_as_named_and_told(read):
    upright = film([Figure(hands=(0.05, -0.3, 0.0), turn=turn) for turn in LEANS / 10], noise_m=0.001)
    recording = read(without("knee", "ankle", "heel", "toe", tracks=upright))
    assert any("nothing told front from back" in word for word in recording.said)


@pytest.mark.parametrize(("unit", "size", "tall"), [("mm", 1, "0.00175"), ("m", 1000, "1.75e+03"), ("m", 10, "17.5")])
def test_a_giant_and_a_dwarf_are_refused(read, unit, size, tall):
    with pytest.raises(InputError) as told:
        read({name: track * size for name, track in LIFT.items()}, unit=unit)
    refused(told, f"in {unit} the person would be", tall)


def test_a_unit_that_nobody_told_is_found_and_said(read):
    whole = read(LIFT).postures(MAN, CONSTANTS)
    for unit, size in (("m", 1), ("cm", 100), ("mm", 1000)):
        recording = read({name: track * size for name, track in LIFT.items()}, as_csv)
        assert any(f"taken as {unit}" in word for word in recording.said)
        assert recording.postures(MAN, CONSTANTS).hands == pytest.approx(whole.hands, abs=1e-4)
    with pytest.raises(InputError, match="none makes a person"):
        read({name: track * 7 for name, track in LIFT.items()}, as_csv)


def test_a_unit_that_does_not_exist_is_refused(read):
    with pytest.raises(InputError, match="'parsec' is not known"):
        read(LIFT, unit="parsec")


ROOMS = {"y": np.eye(3), "z": np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0]]), "-y": np.diag([1, -1, -1])}


@pytest.mark.parametrize("up", ROOMS)
def test_which_way_is_up_is_found_and_said_or_checked(read, up):
    whole = read(LIFT).postures(MAN, CONSTANTS)
    turned = {name: track @ ROOMS[up].T for name, track in LIFT.items()}
    found = read(turned, up=None)
    assert any(f"taken as {up}," in word for word in found.said)
    assert found.postures(MAN, CONSTANTS).angles == pytest.approx(whole.angles)
    assert read(turned, up=up).postures(MAN, CONSTANTS).angles == pytest.approx(whole.angles)


def test_who_stands_on_the_head_or_lies_is_refused(read):
    with pytest.raises(InputError, match="with -y up the person is upside down; look whether up is y"):
        read(LIFT, up="-y")
    with pytest.raises(InputError, match="with x up the person is lying"):
        read(LIFT, up="x")
    with pytest.raises(InputError, match="'sky' is no axis"):
        read(LIFT, up="sky")


def test_a_tilted_room_in_which_nobody_knows_up_is_refused(read):
    tilt = np.deg2rad(35)
    turn = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    with pytest.raises(InputError, match="nobody knows which way is up"):
        read({name: track @ turn.T for name, track in LIFT.items()}, up=None)


def test_a_flat_picture_is_refused(read):
    with pytest.raises(InputError, match="one plane"):
        read({name: track * [1, 1, 0] for name, track in LIFT.items()})


def test_one_frame_is_a_posture_without_acceleration(read):
    motion = read({name: track[:1] for name, track in LIFT.items()}).postures(MAN, CONSTANTS)
    assert len(motion) == 1
    assert not motion.trunk_acceleration.any()
    assert not motion.hands_acceleration.any()
    assert said(motion, "too few frames in a row): 1")


def test_two_frames_tell_no_acceleration_and_none_is_made_up(read):
    motion = read({name: track[:2] for name, track in LIFT.items()}).postures(MAN, CONSTANTS)
    assert len(motion) == 2
    assert not motion.hands_acceleration.any()
    assert said(motion, "too few frames in a row): 2")


def test_five_frames_a_second_tell_no_acceleration(read):
    motion = read(LIFT, rate_hz=5).postures(MAN, CONSTANTS)
    assert not motion.hands_acceleration.any()
    assert said(motion, "too few frames a second): 60")


def test_a_recording_that_never_changes_is_refused(read):
    with pytest.raises(InputError, match="the same in all 60 frames"):
        read({name: np.repeat(track[:1], 60, axis=0) for name, track in LIFT.items()})


def test_frames_that_a_tool_repeated_are_left_out_and_said(read):
    stuck = {name: track.copy() for name, track in LIFT.items()}
    for track in stuck.values():
        track[20:40] = track[20]
    recording = read(stuck)
    assert any(word.startswith("frames that repeat") and word.endswith(": 19") for word in recording.said)
    motion = recording.postures(MAN, CONSTANTS)
    assert len(motion) == 41
    assert said(motion, "stretches left out: 1")


def test_a_hand_behind_a_box_for_a_moment_is_filled_in_and_for_longer_left_out(read):
    motion = read(unseen(slice(10, 14), "left_wrist")).postures(MAN, CONSTANTS)
    assert np.flatnonzero(motion.filled).tolist() == [10, 11, 12, 13]
    assert said(motion, "frames filled in from their neighbours: 4")
    motion = read(unseen(slice(10, 30), "left_wrist")).postures(MAN, CONSTANTS)
    assert len(motion) == 40
    (gone,) = motion.left_out
    assert (gone.from_s, gone.to_s) == pytest.approx((10 / 30, 29 / 30))
    assert said(motion, "the worst moment may lie there")


def test_a_place_of_three_noughts_was_not_seen(read):
    zero = {name: track.copy() for name, track in LIFT.items()}
    zero["right_shoulder"][10:12] = 0
    motion = read(zero).postures(MAN, CONSTANTS)
    assert np.flatnonzero(motion.filled).tolist() == [10, 11]


def test_landmarks_that_never_meet_in_a_frame_are_refused(read):
    apart = unseen(slice(0, 30), "left_wrist", tracks=unseen(slice(30, 60), "left_hip"))
    with pytest.raises(InputError) as told:
        read(apart).postures(MAN, CONSTANTS)
    refused(told, "no frame shows hips, shoulders and hands at once", "is seen in 30")


def test_knees_that_were_not_seen_cost_no_frame(read):
    motion = read(unseen(slice(10, 40), "left_knee", "right_knee")).postures(MAN, CONSTANTS)
    assert len(motion) == 60
    assert said(motion, "no knee was seen")
    assert said(read(without("knee")).postures(MAN, CONSTANTS), "knees were not seen")


def test_a_shoulder_that_jumps_is_no_posture(read):
    jumps = {name: track.copy() for name, track in LIFT.items()}
    for name in ("left_shoulder", "right_shoulder"):
        jumps[name][20:40] = jumps[name][20:40, [0, 2, 1]] * [1, 0, 2] + [0, 0.3, 0.9]
    motion = read(jumps).postures(MAN, CONSTANTS)
    assert 20 < len(motion) < 60
    assert any("as in no person" in gone.why for gone in motion.left_out)


def test_places_told_from_the_hips_stand_on_their_feet_and_without_feet_have_no_acceleration(read):
    clean = film([Figure(inclination=lean, knees=lean, faces_deg=40) for lean in LEANS])
    hips = (clean["left_hip"] + clean["right_hip"]) / 2
    from_hips = {name: track - hips for name, track in clean.items()}
    motion = read(from_hips).postures(MAN, CONSTANTS)
    assert said(motion, "the feet are taken to stand still")
    whole = read(clean).postures(MAN, CONSTANTS)
    assert np.abs(whole.trunk_acceleration).max() > 0.2
    assert motion.trunk_acceleration == pytest.approx(whole.trunk_acceleration, abs=0.05)
    motion = read(without("ankle", tracks=from_hips)).postures(MAN, CONSTANTS)
    assert said(motion, "how fast the person rises is not known")
    assert not motion.trunk_acceleration.any()


def own_way():
    """Somebody whose pelvis stands by 8 degrees more than usual, and whose shoulders are seen 4 cm before the hips."""
    leans = [0.0] * 30 + [60.0] * 30
    tracks = film([Figure(inclination=lean, lumbar=0.6 * lean) for lean in leans], spines=True, noise_m=0.0005)
    tilt = np.deg2rad(8)
    for side in ("left", "right"):
        front, back = tracks[f"{side}_asis"], tracks[f"{side}_psis"]
        middle, half = (front + back) / 2, (front - back) / 2
        half = half @ np.array([[np.cos(tilt), np.sin(tilt), 0], [-np.sin(tilt), np.cos(tilt), 0], [0, 0, 1]]).T
        tracks[f"{side}_asis"], tracks[f"{side}_psis"] = middle + half, middle - half
        shoulder = tracks[f"{side}_shoulder"]
        along = shoulder - tracks[f"{side}_hip"]
        shoulder += 0.08 * np.stack([along[:, 1], -along[:, 0], 0 * along[:, 0]], axis=1)
    return tracks


def test_who_is_known_to_stand_upright_at_a_moment_is_read_from_there(read):
    told = Figure(inclination=60, lumbar=36).told
    usual = read(own_way()).postures(MAN, CONSTANTS).angles[40:].mean(axis=0)
    motion = read(own_way()).postures(MAN, CONSTANTS, standing_s=0.5)
    found = motion.angles[40:].mean(axis=0)
    assert np.abs(found[:2] - told[:2]).max() < 3
    assert np.abs(usual[:2] - told[:2]).max() > 6
    assert said(motion, "upright is as this person's")


@pytest.mark.parametrize(("moment", "problem"), [(1.6, "which is not upright"), (9, "nobody is seen around 9 s")])
def test_who_does_not_stand_upright_when_told_is_refused(read, moment, problem):
    with pytest.raises(InputError, match=problem):
        read(own_way()).postures(MAN, CONSTANTS, standing_s=moment)


def test_somebody_of_another_size_than_told_is_said(read):
    assert said(read(LIFT).postures(Body(2.1, 90), CONSTANTS), "by the landmarks the person is 1.7")
    assert not said(read(LIFT).postures(MAN, CONSTANTS), "by the landmarks")


def test_a_pelvis_tilted_to_the_side_is_said(read):
    tilted = {name: track.copy() for name, track in LIFT.items()}
    tilted["left_hip"][:, 1] += 0.06
    assert said(read(tilted).postures(MAN, CONSTANTS), "the pelvis is tilted to the side")


@pytest.mark.parametrize("load", [-1, 501, float("nan")])
def test_a_load_that_nobody_holds_is_refused(read, load):
    with pytest.raises(InputError, match="is not between 0 and 500"):
        read(LIFT).postures(MAN, CONSTANTS).held(load)


def test_a_load_outside_of_the_recording_is_refused(read):
    motion = read(LIFT).postures(MAN, CONSTANTS)
    with pytest.raises(InputError, match="no frame lies between 7 and 9 s; the recording runs from 0 to 1"):
        motion.held(10, (7, 9))
    assert motion.held(10, (0.5, 1.0)).sum() == pytest.approx(160, abs=11)


def test_names_that_nobody_knows_are_said(read):
    recording = read(LIFT | {"tail": LIFT["left_hip"]})
    assert any("not known and not used: tail" in word for word in recording.said)
    assert replace(recording, said=()).postures(MAN, CONSTANTS).angles.shape == (60, 5)


def test_two_people_in_one_file_are_refused(read):
    two = {f"{who}:{name}": track + n for n, who in enumerate(("Anna", "Ben")) for name, track in LIFT.items()}
    assert read({f"Anna:{name}": track for name, track in LIFT.items()}).places
    with pytest.raises(InputError, match="stands in it twice: of two people"):
        read(two)


def test_two_recordings_in_one_file_are_refused(read):
    times = [*(np.arange(30) / 30), *(3600 + np.arange(30) / 30)]
    with pytest.raises(InputError, match="to 3600 s there is no frame; give what lies before and after"):
        read(LIFT, times_s=times).postures(MAN, CONSTANTS)


@pytest.mark.parametrize("far", [np.inf, -1e300, 1e8])
def test_infinity_is_no_place(read, far):
    broken = {name: track.copy() for name, track in LIFT.items()}
    broken["left_hip"][30] = far
    motion = read(broken, as_csv).postures(MAN, CONSTANTS)
    assert np.flatnonzero(motion.filled).tolist() == [30]


def test_a_hand_that_leaps_away_for_a_frame_moves_nothing(read):
    leaps = {name: track.copy() for name, track in LIFT.items()}
    leaps["left_wrist"][25:27] += [0.4, -0.3, 0.2]
    motion, whole = (read(tracks).postures(MAN, CONSTANTS) for tracks in (leaps, LIFT))
    assert said(motion, "leapt away and back, taken as not seen: 2")
    assert np.flatnonzero(motion.filled).tolist() == [25, 26]
    assert motion.hands == pytest.approx(whole.hands, abs=0.01)
    assert motion.hands_acceleration == pytest.approx(whole.hands_acceleration, abs=1.2)
    assert not said(whole, "leapt")


def test_a_hand_out_of_reach_is_no_hand_of_this_person(read):
    away = {name: track.copy() for name, track in LIFT.items()}
    for side in ("left", "right"):
        for joint in ("elbow", "wrist"):
            away[f"{side}_{joint}"][20:40] += [2.0, 0, 0]
    motion = read(away).postures(MAN, CONSTANTS)
    assert len(motion) < 45
    assert any("as in no person" in gone.why for gone in motion.left_out)


def test_hips_at_one_place_face_nowhere(read):
    narrow = {name: track.copy() for name, track in LIFT.items()}
    narrow["left_hip"] = narrow["right_hip"] - (narrow["right_hip"] - narrow["left_hip"]) * 0.1
    with pytest.raises(InputError, match="as in no person"):
        read(narrow).postures(MAN, CONSTANTS)


SHORT = {name: track[:12] for name, track in LIFT.items()}
WRITTEN = {"csv": as_csv(SHORT), "trc": as_trc(SHORT), "json": as_json(SHORT)}
ODD = ["nan", "inf", "-1e308", "", "null", "[]", "{}", ",", ";", "\t", "\n", "0", "true", "\u0663", "1,5", "left"]
WOUNDS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 400), st.sampled_from(ODD)), min_size=1, max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(WRITTEN)), wounds=WOUNDS)
def test_a_damaged_file_is_refused_in_words_or_read_as_finite_postures(tmp_path, kind, wounds):
    text = WRITTEN[kind]
    for where, length, odd in wounds:
        at = int(where * len(text))
        text = text[:at] + odd + text[at + length :]
    path = tmp_path / f"damaged.{kind}"
    path.write_text(text)
    try:
        motion = read_landmarks(path, KNOWLEDGE).postures(MAN, CONSTANTS)
    except InputError as refused:
        words = (refused.where, refused.problem, refused.remedy)
    else:
        words = ("read",)
        assert np.isfinite(motion.angles).all()
        assert np.isfinite(motion.hands).all()
        assert np.isfinite(motion.hands_acceleration).all()
    assert all(words)


def test_somebody_who_moves_as_nobody_lifts_is_refused_and_in_the_right_time_is_read(read):
    for rate_hz in (30, 60):
        assert len(read(LIFT, rate_hz=rate_hz).times_s) == len(LEANS)
    bow = film([Figure(inclination=lean) for lean in np.linspace(5, 80, 60)], noise_m=0.005)
    assert len(read(bow).times_s) == 60
    for told in ({"rate_hz": 1000}, {"rate_hz": 30_000}):
        with pytest.raises(InputError, match="as fast as nobody lifts") as refusal:
            read(bow, told=told, rate_hz=None)
        refused(refusal, "times")
    with pytest.raises(InputError, match="as fast as nobody lifts"):
        read(film([Figure(inclination=lean) for lean in (5, 80)]))


def test_two_frames_far_apart_in_time_are_two_postures_without_acceleration(read):
    two = film([Figure(inclination=lean) for lean in (5, 60)])
    motion = read(two, told={"rate_hz": 1}, rate_hz=None).postures(MAN, CONSTANTS)
    assert len(motion) == 2
    assert not motion.hands_acceleration.any()


@pytest.mark.filterwarnings("error")
def test_an_elbow_at_its_wrist_puts_the_hand_there_and_warns_of_nothing(read):
    at_the_wrist = dict(LIFT)
    for side in ("left", "right"):
        at_the_wrist[f"{side}_elbow"] = LIFT[f"{side}_wrist"].copy()
    without_elbow = without("elbow", "index", "pinky", "thumb", "knuckle", tracks=LIFT)
    bare = without("index", "pinky", "thumb", "knuckle", tracks=at_the_wrist)
    there = read(bare).postures(MAN, CONSTANTS).hands
    assert there == pytest.approx(read(without_elbow).postures(MAN, CONSTANTS).hands, abs=1e-9)


def test_names_of_markers_are_told_without_orders_to_a_terminal_and_not_at_length(read):
    strange = {"\x1b[2Jx": LIFT["left_hip"], "y" * 100_000: LIFT["left_hip"]}
    word = next(one for one in read({**LIFT, **strange}).said if "names that are not known" in one)
    assert "\\x1b[2Jx" in word
    assert "\x1b" not in word
    assert len(word) < 200


def test_a_child_s_height_by_the_landmarks_is_not_read_as_an_average_man():
    with pytest.raises(InputError, match=r"1\.05 m, for whom this is not made") as refusal:
        read_who({"load_kg": "3"}, CONSTANTS, tall_m=1.05)
    assert refusal.value.where == "height_m"
    assert read_who({"load_kg": "3", "height_m": "1.3"}, CONSTANTS, tall_m=1.05).body.height_m == 1.3
