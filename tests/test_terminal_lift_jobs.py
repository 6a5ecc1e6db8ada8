"""`multifidus lift --jobs`: many lifts in a table, each answered as it would be alone, none lost and none invented."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from itertools import count

import pytest

from multifidus.doors.lifting.jobs import ANSWERS, BLOCK, Job, answer_jobs
from multifidus.doors.lifting.sheets import sheet
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.reading.reading import Reader
from multifidus.foreign import FORMULA
from multifidus.knowledge import shipped
from multifidus.terminal import main
from multifidus.terminal.progress import Progress

needs_torso = pytest.mark.skipif(
    not (find_spec("mujoco") and find_spec("myo_sim")), reason="the torso model is not installed"
)
HEADER = "id,load_kg,reach_m,hands_m,travel_m,height_cm,weight_kg,sex,age,per_minute,hours"
GOOD = ["a,12,0.4,0.5,0.5,175,80,male,40,1,2", "b,8,0.35,0.7,0.3,165,62,female,60,,", "c,3,0.3,0.9,0.2,,,,,,"]
BAD = {
    "no number": ("d,heavy,0.4,0.5,0.5,,,,,,", "load_kg: 'heavy' is no number"),
    "missing": ("e,,0.4,0.5,0.5,,,,,,", "load_kg: not told"),
    "out of reach": ("f,5,3,0.5,0.5,,,,,,", "out of reach"),
    "under the floor": ("g,5,0.4,-1,0.5,,,,,,", "under the floor"),
    "no sex": ("h,5,0.4,0.5,0.5,,,x,,,", "sex: 'x' is no sex"),
    "too many cells": ("i,5,0.4,0.5,0.5,,,,,,,,,", "more cells than columns"),
}


@pytest.fixture
def answered(tmp_path, capsys):
    def run(text, *more, out="out.csv"):
        table = tmp_path / "jobs.csv"
        table.write_bytes(text if isinstance(text, bytes) else text.encode())
        status = main(["lift", "--jobs", str(table), "-o", str(tmp_path / out), *more])
        err = capsys.readouterr().err
        path = tmp_path / out
        read = path.exists() and out.endswith(".csv")
        rows = [*csv.DictReader(path.read_text(encoding="utf-8").splitlines())] if read else None
        return status, rows, err

    return run


def table(*rows):
    return "\n".join([HEADER, *rows]) + "\n"


@needs_torso
def test_a_row_is_answered_as_the_same_lift_alone(answered, capsys):
    status, rows, err = answered(table(*GOOD))
    assert (status, err) == (0, "")
    options = dict(zip(HEADER.split(",")[1:], GOOD[0].split(",")[1:], strict=True))
    told = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
    main(["lift", "--format", "json", *told])
    alone = json.loads(capsys.readouterr().out)

    assert float(rows[0]["compression_n"]) == pytest.approx(alone["worst"]["compression_n"], rel=1e-5)
    assert rows[0]["worst_level"] == alone["worst"]["level"]
    assert float(rows[0]["lifting_index"]) == pytest.approx(alone["niosh"]["lifting_index"], rel=1e-5)
    assert float(rows[0]["dose"]) == pytest.approx(alone["dose"]["damage"], rel=1e-3)
    too_much = [one["limit"] for one in alone["limits"] if one["over"]]
    assert [one for one in rows[0]["over"].split("; ") if one and one != "lifting index"] == too_much
    assert rows[0]["compression_by"] == "torso"
    assert rows[1]["dose"] == ""
    assert "height and weight" in rows[2]["assumed"]


def test_what_cannot_be_read_gets_its_error_and_the_rest_is_done_in_its_order(answered):
    rows_in = [GOOD[0], *(row for row, _ in BAD.values()), GOOD[1]]
    status, rows, err = answered(table(*rows_in))

    assert status == 1
    assert f"{len(BAD)} of {len(rows_in)} lifts have no answer" in err
    assert [row["id"] for row in rows] == [row.split(",")[0] for row in rows_in]
    for row, (_, words) in zip(rows[1:-1], BAD.values(), strict=True):
        assert words in row["error"]
        assert row["compression_n"] == row["lifting_index"] == row["over"] == ""
    for row in (rows[0], rows[-1]):
        assert row["error"] == ""
        assert float(row["compression_n"]) > 0


@needs_torso
def test_bounds_are_told_where_draws_are_asked_for(answered):
    _, plain, _ = answered(table(GOOD[0]))
    _, drawn, _ = answered(table(GOOD[0]), "--draws", "16")
    assert plain[0]["compression_low_n"] == ""
    low, value, high = (float(drawn[0][f"compression{part}_n"]) for part in ("_low", "", "_high"))
    assert low < value < high
    assert value == float(plain[0]["compression_n"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no header"),
        ("id,mass,reach_m,hands_m,travel_m\n", "no column load_kg"),
        ("load,reach_m,hands_m,travel_m\n1,1,1,1\n", "is 'load' meant?"),
        ("load_kg,load_kg,reach_m,hands_m,travel_m\n", "two columns are called 'load_kg'"),
        (HEADER + ",error\n", "a column is called 'error'"),
        (b"load_kg,reach_m\n\xff\xfe\x00\n", "cannot be read as CSV"),
        (HEADER + '\n"a,1\n', "cannot be read as CSV"),
    ],
)
def test_a_table_that_is_none_is_refused_whole_and_nothing_is_written(answered, tmp_path, text, words):
    status, rows, err = answered(text)
    assert status == 1
    assert words in err
    assert rows is None
    assert [one.name for one in tmp_path.iterdir()] == ["jobs.csv"]


def test_excel_writes_it_with_a_mark_semicolons_and_blank_lines(answered):
    text = "\ufeff" + table(*GOOD[:2]).replace(",", ";").replace("load_kg", "Load-kg") + "\n;;;;\n"
    status, rows, _ = answered(text)
    assert status == 0
    assert [row["load_kg"] for row in rows] == ["12", "8"]


def test_columns_of_others_and_of_other_units_are_kept(answered):
    status, rows, _ = answered('site,load_lb,reach_in,hands_in,end_in,note\nHall 3,20,14,20,40,"a, b"\n')
    assert status == 0
    assert (rows[0]["site"], rows[0]["note"], rows[0]["load_lb"]) == ("Hall 3", "a, b", "20")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--jobs", "jobs.csv"], "needs -o as well"),
        (["-o", "out.csv"], "needs -o as well"),
        (["--jobs", "nowhere.csv", "-o", "out.csv"], "no such file"),
        (["--jobs", ".", "-o", "out.csv"], "a folder, not a file"),
        (["--jobs", "jobs.csv", "-o", "out.xlsx"], "name a .csv or a .parquet file"),
        (["--jobs", "jobs.csv", "-o", "nowhere/out.csv"], "cannot be written"),
        (["--jobs", "jobs.csv", "-o", "out.csv", "--load-kg", "3"], "--load-kg: the rows of the table tell that"),
        (["--jobs", "jobs.csv", "-o", "out.csv", "--draws", "-1"], "--draws: -1 is not between"),
        (["--jobs", "jobs.csv", "-o", "jobs.csv"], "would be written over"),
        (["--jobs", "jobs.csv", "-o", "./jobs.csv"], "would be written over"),
        (["--jobs", "/dev/null", "-o", "out.csv"], "no file on a disk, which is read twice"),
        (["--jobs", "jobs.csv", "-o", "folder.csv"], "a folder, not a file"),
        (["film.trc", "--jobs", "jobs.csv", "-o", "out.csv"], "film.trc: a recorded lift is no row of a table"),
        *(
            (
                ["--jobs", "jobs.csv", "-o", "out.csv", *more],
                f"{more[0].partition('=')[0]}: not for many lifts; leave it out",
            )
            for more in (
                ["--figure", "out.svg"],
                ["--case", "out.json"],
                ["--without", "helper"],
                ["--format", "json"],
                ["--carrying", "left"],
                ["--standing-s", "0"],
                ["--rate-hz", "30"],
                ["--up=-y"],
                ["--exchange-sides"],
            )
        ),
    ],
)
def test_a_wrong_call_is_told(capsys, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs.csv").write_text(table(*GOOD))
    (tmp_path / "folder.csv").mkdir()
    assert main(["lift", *arguments]) == 1
    assert words in capsys.readouterr().err
    assert (tmp_path / "jobs.csv").read_text() == table(*GOOD)


def test_nothing_of_the_user_s_beside_the_output_is_touched(answered, tmp_path):
    mine = tmp_path / "out.csv.part"
    mine.write_text("mine")
    assert answered(table(*GOOD))[0] == 0
    assert mine.read_text() == "mine"
    jobs = tmp_path / "in.csv.part"
    jobs.write_text(table(*GOOD))
    assert main(["lift", "--jobs", str(jobs), "-o", str(tmp_path / "in.csv")]) == 0
    assert jobs.read_text() == table(*GOOD)
    assert {one.name for one in tmp_path.iterdir()} == {"jobs.csv", "out.csv", "out.csv.part", "in.csv", "in.csv.part"}


def test_two_runs_to_one_output_each_write_a_whole_table(tmp_path):
    out = tmp_path / "out.csv"
    rows = [dict.fromkeys(["id", *ANSWERS]) | {"id": f"{n}" * 50} for n in range(2)]
    with sheet(out, ["id"]) as first:
        first.write([rows[0]] * 1000)
        with sheet(out, ["id"]) as second:
            second.write([rows[1]])
        assert [row["id"] for row in csv.DictReader(out.read_text().splitlines())] == ["1" * 50]
    assert [row["id"] for row in csv.DictReader(out.read_text().splitlines())] == ["0" * 50] * 1000
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]


def test_the_output_keeps_its_link_and_its_permissions(answered, tmp_path):
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "real.csv").chmod(0o600)
    (tmp_path / "out.csv").symlink_to("real.csv")
    assert answered(table(*GOOD))[0] == 0
    assert (tmp_path / "out.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("id,")
    assert (tmp_path / "real.csv").stat().st_mode & 0o777 == 0o600


COMMAND = [sys.executable, "-m", "multifidus.terminal", "lift", "--jobs", "jobs.csv", "-o", "out.csv"]


@pytest.mark.skipif(os.name != "posix", reason="signals of another kind")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_who_stops_it_is_told_that_nothing_was_written_and_nothing_is(tmp_path, number, status):
    (tmp_path / "jobs.csv").write_text(table(*GOOD * 40_000))
    (tmp_path / "out.csv").write_text("of yesterday")
    running = subprocess.Popen(COMMAND, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while len([*tmp_path.iterdir()]) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    assert len([*tmp_path.iterdir()]) == 3
    running.send_signal(number)
    _, err = running.communicate(timeout=60)

    assert running.returncode == status
    assert err.strip() == "multifidus: stopped: nothing was written to out.csv"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["jobs.csv", "out.csv"]
    assert (tmp_path / "out.csv").read_text() == "of yesterday"


@pytest.mark.skipif(os.name != "posix", reason="no limit on the size of files")
def test_a_disk_that_is_full_is_told_and_nothing_is_left(tmp_path):
    import resource

    (tmp_path / "jobs.csv").write_text(table(*GOOD * 20))
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))  # noqa: E731
    done = subprocess.run(COMMAND, cwd=tmp_path, capture_output=True, text=True, preexec_fn=small)

    assert done.returncode == 1
    assert "out.csv: cannot be written (File too large)" in done.stderr
    assert "Traceback" not in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["jobs.csv"]


def test_a_cell_that_is_no_number_is_kept_beside_its_error(answered):
    _, rows, _ = answered(table(BAD["no number"][0]))
    assert rows[0]["load_kg"] == "heavy"


def test_numbers_may_have_a_decimal_comma_where_semicolons_part_them(answered):
    _, rows, _ = answered("load_kg;reach_m;hands_m;travel_m;note\n12,5;0,4;0,5;,5;3,5 m\n")
    assert rows[0]["error"] == ""
    assert [rows[0][name] for name in ("load_kg", "travel_m", "note")] == ["12.5", "0.5", "3,5 m"]


def test_a_header_without_lifts_is_told(answered):
    status, rows, err = answered(HEADER + "\n")
    assert (status, rows) == (0, [])
    assert "jobs.csv has no lifts below its header" in err


def test_unnamed_columns_at_the_end_are_passed_over_and_two_elsewhere_are_refused(answered):
    status, rows, _ = answered("load_kg,reach_m,hands_m,travel_m,,\n12,0.4,0.5,0.5,,\n12,0.4,0.5,0.5,,lost\n")
    assert status == 1
    assert [row["error"] != "" for row in rows] == [False, True]
    status, _, err = answered(",,load_kg,reach_m,hands_m,travel_m\n1,2,12,0.4,0.5,0.5\n")
    assert status == 1
    assert "two columns have no name" in err


@pytest.mark.parametrize(
    ("column", "meant"),
    [("twist", "twist_deg"), ("weigth_kg", "weight_kg"), ("hour", "hours"), ("per_min", "per_minute")],
)
def test_a_column_that_nobody_reads_though_it_looks_like_ours_is_named(answered, column, meant):
    status, rows, err = answered(f"site,load_kg,reach_m,hands_m,travel_m,{column}\nHall,12,0.4,0.5,0.5,9\n")
    assert status == 0
    assert rows[0][column] == "9"
    assert f"the column {column} is not read; is {meant} meant?" in err
    assert "site" not in err


@pytest.mark.parametrize("word", ["=1+2", "@SUM(A1)", "+cmd|x", "-2+3", "\t=1", "＝1"])
def test_no_cell_and_no_header_becomes_a_formula(answered, word):
    _, rows, _ = answered(f'"{word}",load_kg,reach_m,hands_m,travel_m\n"{word}",12,0.4,0.5,0.5\n')
    (header, cell), *_ = rows[0].items()
    assert cell == f"'{word}"
    assert header.lower() == f"'{word}".lower() or header[0] not in FORMULA


def test_a_number_stays_one_in_a_column_of_somebody_else(answered):
    _, rows, _ = answered("floor,load_kg,reach_m,hands_m,travel_m\n-1.5,12,0.4,0.5,0.5\n")
    assert rows[0]["floor"] == "-1.5"


@needs_torso
@pytest.mark.parametrize("draws", ["1", "2", "7", "9"])
def test_few_draws_are_answered_as_well(answered, draws):
    status, rows, _ = answered(table(GOOD[2]), "--draws", draws)
    assert status == 0
    assert float(rows[0]["compression_n"]) > 0


def test_without_the_torso_the_rows_say_that_it_is_a_hand_calculation(answered, monkeypatch):
    monkeypatch.setitem(sys.modules, "mujoco", None)
    status, rows, err = answered(table(*GOOD))
    assert status == 0
    assert {row["compression_by"] for row in rows} == {"hand calculation"}
    assert all(float(row["compression_n"]) > 0 and row["pressure_mpa"] == "" for row in rows)
    assert "pip install 'multifidus[lifting]'" in err


def test_parquet_needs_its_library_and_says_which(answered, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    status, _, err = answered(table(*GOOD), out="out.parquet")
    assert status == 1
    assert "pip install 'multifidus[cohort]'" in err
    assert [one.name for one in tmp_path.iterdir()] == ["jobs.csv"]


@pytest.mark.skipif(
    not find_spec("pyarrow") and not os.environ.get("CI"),
    reason="pyarrow is not installed: pip install 'multifidus[cohort]'",
)
def test_parquet_holds_the_same_as_csv_with_numbers_as_numbers(answered, tmp_path):
    import pyarrow.parquet

    text = table(*GOOD, BAD["no number"][0])
    _, rows, _ = answered(text)
    status, _, _ = answered(text, out="out.parquet")
    told = pyarrow.parquet.read_table(tmp_path / "out.parquet").to_pylist()

    assert status == 1
    assert [list(row) for row in told] == [list(row) for row in rows]
    assert [row["id"] for row in told] == ["a", "b", "c", "d"]
    for one, other in zip(told[:3], rows[:3], strict=True):
        assert one["compression_n"] == pytest.approx(float(other["compression_n"]), rel=1e-5)
    assert told[3]["compression_n"] is None
    assert "no number" in told[3]["error"]


def test_rows_are_taken_a_block_at_a_time_however_many_there_are():
    taken = count()
    cells = dict(zip(HEADER.split(","), GOOD[0].split(","), strict=True))
    endless = (Job(next(taken) + 2, cells) for _ in iter(int, 1))
    blocks = answer_jobs(endless, Reader(Constants(shipped()), draws=0))

    assert len(next(blocks)) == BLOCK
    assert len(next(blocks)) == BLOCK
    assert next(taken) == 2 * BLOCK


class Terminal:
    """Standard error as a terminal."""

    def __init__(self):
        self.told = ""

    def isatty(self):
        return True

    def write(self, text):
        self.told += text

    def flush(self):
        pass


def test_the_bar_is_drawn_on_a_terminal_alone_and_wiped_at_the_end(monkeypatch, capsys):
    monkeypatch.setattr("multifidus.terminal.progress.SOON_S", 0.0)
    monkeypatch.setattr("multifidus.terminal.progress.OFTEN_S", 0.0)
    with Progress(10, "lifts") as progress:
        progress.at(5)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with Progress(10, "lifts") as progress:
        progress.at(5)
    assert "5 of 10 lifts" in terminal.told
    assert terminal.told.endswith("\r\x1b[K")
