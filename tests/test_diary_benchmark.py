"""The benchmark of the diary: what it counts, and that the intervals hold, within the noise of a small run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import diary

    return diary


def test_the_intervals_hold_the_truth(benchmark):
    """In 60 runs a setting a line is made of 180 to 300; three standard errors below and above 95 are 90 and 99.5."""
    for line in benchmark.intervals(3, 60):
        assert 90 <= line.covers <= 99.5, line


def test_an_interval_that_never_holds_the_truth_is_seen(benchmark):
    line = benchmark.covered(1, "wrong", iter([(5.0, 1.0, 2.0)] * 10))

    assert (line.covers, line.fits) == (0, False)


def test_a_line_fits_between_93_and_97(benchmark):
    half = [(1.0, 0.5, 2.0)] * 95 + [(9.0, 0.5, 2.0)] * 5

    assert benchmark.covered(1, "right", iter(half)).fits
    assert not benchmark.covered(1, "too wide", iter(half[:95])).fits


def test_where_nothing_sets_a_spasm_off_a_diary_seldom_names_something(benchmark):
    lines = [line for line in benchmark.words(5, 200) if line.what.startswith("a diary in which nothing is")]

    assert len(lines) == 4
    assert sum(line.likely for line in lines) / 4 <= 20


def test_it_prints_one_object_for_programs(monkeypatch):
    told = subprocess.run(
        [sys.executable, str(BENCHMARKS / "diary.py"), "--runs", "10", "--seeds", "1", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    figures = json.loads(told.stdout)

    assert {"seed", "what", "runs", "covers", "width", "fits"} == set(figures["intervals"][0])
    assert figures["milliseconds"]["1000"] < 1000
