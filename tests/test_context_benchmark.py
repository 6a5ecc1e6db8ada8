"""The benchmark of context: what it counts, and that it runs, beside its peers where their environment stands."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SET = """sentence,term,finding,standing,trap
Denies saddle numbness.,saddle numbness,saddle_numbness,negated,
"No fever, but saddle numbness since noon.",saddle numbness,saddle_numbness,present,double
"No fever, but saddle numbness since noon.",fever,fever,negated,double
Cannot exclude a fracture.,fracture,xray_fracture,uncertain,double
Her mother had cancer.,cancer,history_of_cancer,other,
"""


@pytest.fixture
def benchmark(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import context

    return context


@pytest.fixture
def rows(benchmark, tmp_path):
    file = tmp_path / "few.csv"
    file.write_text(SET, encoding="utf-8")
    return benchmark.labelled([file])


def test_an_answer_may_mean_several_standings_but_says_one(benchmark, rows):
    said = [("negated",), ("present",), ("negated",), ("negated",), ("historical", "other")]

    figures = benchmark.scores(rows, said)

    assert figures["eight_may_fit"] == 4 / 5
    assert figures["eight_as_said"] == 3 / 5
    assert figures["three_as_said"] == 4 / 5
    assert figures["negated_or_not"] == 4 / 5
    assert figures["negated_f1"] == pytest.approx(2 * 2 / (3 + 2))
    assert figures["dangerous"] == 1


def test_a_term_that_was_not_found_is_wrong_in_every_column(benchmark, rows):
    figures = benchmark.scores(rows, [None] * len(rows))

    assert figures["not_found"] == len(rows)
    assert [figures[column] for column in ("eight_may_fit", "three_may_fit", "negated_or_not", "dangerous")] == [0] * 4


def test_a_peer_answers_by_the_entity_that_holds_the_term(benchmark, rows):
    entities = [[3, 8, []], [14, 29, ["NEGATED_EXISTENCE", "HISTORICAL"]]]

    assert benchmark.of_peer("medspacy", entities, rows[1]) == ("negated",)
    assert benchmark.of_peer("medspacy", entities, rows[2]) == ("present",)
    assert benchmark.of_peer("medspacy", [[0, 2, []]], rows[1]) is None
    assert "negated" not in benchmark.of_peer("negspacy", entities, rows[2])


def figures_of(tmp_path, *options):
    file = tmp_path / "few.csv"
    file.write_text(SET, encoding="utf-8")
    command = [sys.executable, str(BENCHMARKS / "context.py"), str(file), "--json", "--rounds", "1", *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_it_reads_with_exactly_the_terms_of_the_set(tmp_path):
    figures = figures_of(tmp_path, "--alone")

    assert figures["accuracy"]["multifidus"]["all"]["eight_may_fit"] == 1
    assert figures["accuracy"]["multifidus"]["all"]["not_found"] == 0
    assert figures["accuracy"]["multifidus"]["double traps"]["rows"] == 3


def test_it_reads_beside_its_peers(benchmark, tmp_path):
    import environment

    if not environment.is_ready(environment.default_folder()):
        pytest.skip("the environment of the peers is not there; python benchmarks/context.py makes it")
    (tmp_path / "note.txt").write_text("Back pain. No fever.", encoding="utf-8")

    figures = figures_of(tmp_path, "--notes", str(tmp_path))

    for peer in ("medspacy", "negspacy"):
        assert figures["accuracy"][peer]["all"]["by_standing"]["negated"] == 1
        assert figures["notes"]["times_as_many"]["multifidus"][peer] > 0
    # Why they may not read for us: both take what cannot be excluded for denied.
    assert figures["accuracy"]["medspacy"]["all"]["dangerous"] >= 1
