"""What is written in a landmark file is what is read, and what cannot be read is said with its place and a remedy."""

import json
import os
import re

import numpy as np
import pytest
from drawn import Figure, as_csv, as_json, as_trc, film

from multifidus.errors import InputError
from multifidus.findings.lifting.landmarks.files import LARGEST_BYTES, read_tracks

LIFT = film([Figure(inclination=lean) for lean in (10, 30, 50, 70)])
WRITTEN = {"lift.csv": as_csv(LIFT), "lift.trc": as_trc(LIFT), "lift.json": as_json(LIFT)}


@pytest.fixture
def read(tmp_path):
    def reading(text, name="lift.csv", **told):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_tracks(path, **told)

    return reading


@pytest.mark.parametrize("name", WRITTEN)
def test_every_format_holds_the_same_places_and_times(read, name):
    tracks = read(WRITTEN[name], name)
    size = 1000 if name.endswith("trc") else 1
    assert tracks.names == tuple(LIFT)
    assert tracks.places / size == pytest.approx(np.stack([*LIFT.values()], axis=1), abs=1e-6)
    assert tracks.times_s == pytest.approx(np.arange(4) / 30, abs=1e-5)
    assert tracks.unit == {"lift.csv": None, "lift.trc": "mm", "lift.json": "m"}[name]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_place_that_was_not_seen_stays_unknown(read, name):
    track = LIFT["left_hip"].copy()
    track[1] = np.nan
    text = {"csv": as_csv, "trc": as_trc, "json": as_json}[name[5:]]({**LIFT, "left_hip": track})
    tracks = read(text, name)
    places = tracks.places
    assert np.isnan(places[1, tracks.names.index("left_hip")]).all()
    assert np.isnan(places).sum() == 3


def test_a_trc_file_may_have_a_blank_line_below_its_head_and_blanks_at_the_end_of_lines(read):
    lines = WRITTEN["lift.trc"].splitlines()
    whole = read(WRITTEN["lift.trc"], "lift.trc").places
    for text in ("\n".join(lines[:5] + lines[6:]), "\r\n".join(line + "\t" for line in lines)):
        assert read(text, "lift.trc").places == pytest.approx(whole)


def test_a_table_from_a_german_office_is_read(read):
    text = WRITTEN["lift.csv"].replace(",", ";").replace(".", ",")
    assert read(text).places == pytest.approx(read(WRITTEN["lift.csv"]).places)


def test_columns_that_are_no_places_are_left_aside(read):
    lines = WRITTEN["lift.csv"].splitlines()
    text = "\n".join([lines[0] + ",left_hip_visibility,phase", *(line + ",0.98,down" for line in lines[1:])])
    assert read(text).names == tuple(LIFT)


def test_a_rate_stands_in_for_times(read):
    text = json.dumps({"landmarks": {"a": [[0, 0, 0], [0, 0, 1]]}})
    assert read(text, "a.json", rate_hz=50).times_s.tolist() == [0, 0.02]
    assert read(json.dumps({**json.loads(text), "times_s": [3, 5]}), "a.json").times_s.tolist() == [3, 5]


def changed(line, column, cell):
    lines = [row.split(",") for row in WRITTEN["lift.csv"].splitlines()]
    lines[line][column] = cell
    return "\n".join(",".join(row) for row in lines)


@pytest.mark.parametrize(
    ("text", "name", "where", "problem"),
    [
        ("", "lift.csv", "lift.csv", "empty"),
        ("\n\n", "lift.trc", "lift.trc", "empty"),
        (" ", "lift.json", "lift.json", "empty"),
        (b"\xff\xfe\x00\x80", "lift.csv", "lift.csv", "not a text file"),
        ("x", "lift.c3d", "lift.c3d", "not a landmark file"),
        ("left_hip_x\n1\n", "lift.csv", "lift.csv", "no point has three columns"),
        ("a_x,a_y,a_z\n1,2,3\n", "lift.csv", "lift.csv", "neither times nor a rate"),
        ("time,a_x,a_y,a_z\n", "lift.csv", "lift.csv", "no frames"),
        (changed(2, 5, "left"), "lift.csv", "line 3, left_shoulder_y", "'left' is no number"),
        (changed(3, 0, "0.0333"), "lift.csv", "lift.csv", "frame 3 is at 0.0333 s, after one at 0.033333 s"),
        (changed(3, 0, ""), "lift.csv", "lift.csv", "frame 3 has no time"),
        (WRITTEN["lift.csv"] + "1" + ",1" * 99, "lift.csv", "line 6", "100 cells under 49 names"),
        ("Frame\n1\n", "lift.trc", "lift.trc", "not the head of a TRC file"),
        ("\n".join(WRITTEN["lift.trc"].splitlines()[:6]), "lift.trc", "lift.trc", "no frames"),
        ("{", "lift.json", "lift.json", "no JSON, line 1"),
        ("[]", "lift.json", "lift.json", "no landmarks"),
        ('{"rate_hz": 30, "landmarks": {"a": 7}}', "lift.json", "landmarks, a", "not a list of places"),
        ('{"rate_hz": 30, "landmarks": {"a": [[1, 2]]}}', "lift.json", "landmarks, a", "not three numbers"),
        ('{"rate_hz": 30, "landmarks": {"a": [[1, 2, 3]], "b": []}}', "lift.json", "landmarks", "b has 0 frames where"),
        ('{"landmarks": {"a": [[1, 2, 3]]}}', "lift.json", "lift.json", "neither times nor a rate"),
        ('{"rate_hz": 0, "landmarks": {"a": [[1, 2, 3]]}}', "lift.json", "lift.json", "neither times nor a rate"),
        ('{"times_s": [1, 2], "landmarks": {"a": [[1, 2, 3]]}}', "lift.json", "times_s", "not one time for each of 1"),
        ("[" * 100_000, "lift.json", "lift.json", "nested too deep"),
        ('{"rate_hz": ' + "9" * 5_000 + "}", "lift.json", "lift.json", "Exceeds the limit"),
        ('{"rate_hz": 30, "landmarks": {"a": [[' + "9" * 400 + ', 1, 1]]}}', "lift.json", "landmarks, a", "not a list"),
        ('{"rate_hz": ' + "9" * 400 + ', "landmarks": {"a": [[1, 1, 1]]}}', "lift.json", "lift.json", "neither times"),
        ('{"rate_hz": 30, "landmarks": {"a": [[1, 2, 3]], "a": [[9, 9, 9]]}}', "lift.json", "lift.json", "twice"),
        ("time,a_x,a_y,a_z,a_x,a_y,a_z\n0,1,2,3,9,9,9\n", "lift.csv", "lift.csv", "two columns are called a_x"),
        ("time,a_x,a_y,a_z,a_y\n0,1,2,3,9\n", "lift.csv", "lift.csv", "two columns are called a_y"),
        (WRITTEN["lift.csv"].rstrip().rpartition(",")[0], "lift.csv", "lift.csv", "ends after 48 of 49 cells"),
        (WRITTEN["lift.trc"].rstrip().rpartition("\n")[0] + "\n", "lift.trc", "lift.trc", "NumFrames 4, but there"),
        ("time,\x1b[2Ja_x,a_y,a_z,b_x,b_y,b_z\n0,x,1,1,1,1,1\n", "lift.csv", r"\\x1b\[2Ja_x", "'x' is no number"),
        ('{"rate_hz": 3, "unit": 7, "landmarks": {"a": [[1, 2, 3]]}}', "lift.json", "unit", "7 is no word"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_with_its_place(read, text, name, where, problem):
    with pytest.raises(InputError) as told:
        read(text, name)
    assert re.search(where, told.value.where)
    assert problem in told.value.problem
    assert told.value.remedy


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_tracks(tmp_path / "none.csv")


@pytest.mark.skipif(os.name != "posix", reason="no such files")
@pytest.mark.parametrize("name", ["lift.csv", "lift.trc", "lift.json"])
def test_what_has_no_end_or_is_too_large_is_not_read_at_all(tmp_path, monkeypatch, name):
    (tmp_path / "zero").mkdir()
    (tmp_path / "zero" / name).symlink_to("/dev/zero")
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / name)
    (tmp_path / "folder" / name).mkdir(parents=True)
    for kind in ("zero", "pipe", "folder"):
        with pytest.raises(InputError, match="not a file on a disk"):
            read_tracks(tmp_path / kind / name)
    with (tmp_path / name).open("wb") as file:
        file.truncate(LARGEST_BYTES[f".{name[5:]}"] + 1)
    with pytest.raises(InputError, match="larger than"):
        read_tracks(tmp_path / name)


@pytest.mark.parametrize("rate", [0, -30, float("nan"), float("inf")])
def test_a_rate_has_to_be_one(read, rate):
    with pytest.raises(InputError, match="is no rate"):
        read(WRITTEN["lift.json"], "lift.json", rate_hz=rate)
