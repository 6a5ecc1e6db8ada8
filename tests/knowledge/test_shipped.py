"""The tables that ship: nothing wrong with them, and an edition that changes with every byte."""

import shutil
from pathlib import Path
from time import perf_counter

import pytest

from multifidus.knowledge import Knowledge, shipped
from multifidus.knowledge.checks import problems, remarks, statuses
from multifidus.knowledge.load import DATED, TABLES
from multifidus.knowledge.rows import AccuracyRow, RedFlagRow, Row, columns, tables

KNOWLEDGE = shipped()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TABLES, tmp_path / "tables"))


def test_nothing_is_wrong_with_the_shipped_tables():
    assert [str(problem) for problem in problems(KNOWLEDGE)] == []


def test_every_file_of_the_tables_has_a_class_and_every_class_a_file():
    assert {path.stem for path in TABLES.glob("*.csv")} == set(tables())


@pytest.mark.parametrize("kind", tables().values(), ids=tables())
def test_a_row_is_what_its_line_says(kind: type[Row]):
    """Reading loses nothing: as many rows as lines below the header, each with the line it stands in."""
    rows = KNOWLEDGE.rows(kind)
    lines = (TABLES / f"{kind.table}.csv").read_text().count("\n")

    assert len(rows) == lines - 1
    assert [row.line for row in rows] == list(range(2, lines + 1))


def test_a_row_cannot_be_changed():
    row = KNOWLEDGE.rows(AccuracyRow)[0]

    with pytest.raises(AttributeError):
        row.sens = 0.99  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del row.sens
    with pytest.raises(AttributeError):
        row.comment = "nice"  # type: ignore[attr-defined]


def test_two_rows_are_the_same_when_every_cell_is():
    first, second = KNOWLEDGE.rows(RedFlagRow)[:2]
    again = type(first)(**{column: getattr(first, column) for column in (*columns(RedFlagRow), "line")})

    assert first == again
    assert hash(first) == hash(again)
    assert first != second
    assert first.finding[0] in repr(first)


def test_a_row_with_a_column_too_many_is_no_row():
    first = KNOWLEDGE.rows(RedFlagRow)[0]
    values = {column: getattr(first, column) for column in (*columns(RedFlagRow), "line")}

    with pytest.raises(TypeError, match="no column comment"):
        RedFlagRow(**values, comment="nice")


def test_the_edition_is_a_date_and_a_fingerprint(copy):
    assert Knowledge(copy).edition == KNOWLEDGE.edition
    assert KNOWLEDGE.edition == f"{DATED}+{KNOWLEDGE.fingerprint[:8]}"


@pytest.mark.parametrize("table", sorted(tables()))
def test_one_byte_of_any_table_makes_another_edition(copy, table):
    path = copy / f"{table}.csv"
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)

    assert Knowledge(copy).edition != KNOWLEDGE.edition


def test_a_table_under_another_name_makes_another_edition(copy):
    (copy / "triggers.csv").rename(copy / "causes_of_spasm.csv")

    assert Knowledge(copy).edition != KNOWLEDGE.edition


def test_remarks_name_the_leaks_that_drown_their_causes():
    assert any("wasting_illness" in remark for remark in remarks(KNOWLEDGE))


def test_what_nobody_has_read_in_a_paper_is_counted():
    counts = statuses(KNOWLEDGE)

    assert counts["accuracy"]["checked"] + counts["accuracy"]["recalled"] == len(KNOWLEDGE.rows(AccuracyRow))
    assert counts["urgency_thresholds"] == {"ours": 18}


def test_reading_what_an_assessment_needs_takes_no_more_than_a_blink():
    """25 ms on an idle core are the aim; a busy machine gets eight times as long before this fails."""
    needed = ("findings", "measures", "red_flags", "must_ask", "tests", "urgency_thresholds", "causes")
    took = []
    for _ in range(5):
        start = perf_counter()
        knowledge = Knowledge()
        for table in needed:
            knowledge.rows(tables()[table])
        took.append(perf_counter() - start)

    assert min(took) < 0.2
