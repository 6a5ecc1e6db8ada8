"""The rows that are kept for the next start: the same as those in the tables, and never those of other tables."""

import shutil
from pathlib import Path

import pytest

from multifidus.errors import KnowledgeError
from multifidus.knowledge import Knowledge, kept, load, shipped
from multifidus.knowledge.rows import ChoiceRow, MustAskRow, NowAdviceRow, Row, tables

SHIPPED = load.TABLES


@pytest.fixture(scope="module")
def strict(tmp_path_factory) -> Knowledge:
    """The shipped tables in a folder of which nothing is kept."""
    return Knowledge(Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("strict") / "tables")))


@pytest.fixture
def house(tmp_path, monkeypatch) -> Path:
    """Another house: its own tables, where rows are kept beside them, and its own cache of the user."""
    monkeypatch.setattr(load, "TABLES", Path(shutil.copytree(SHIPPED, tmp_path / "tables")))
    monkeypatch.setattr(kept, "COMPILED", tmp_path / "compiled")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def start() -> Knowledge:
    return Knowledge(load.TABLES)


def kept_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*")) if folder.is_dir() else []


def write_choice(house: Path, number: str) -> None:
    path = house / "tables" / "choices.csv"
    head, first, *rest = path.read_text().splitlines(keepends=True)
    name, _, *more = first.split(",")
    path.write_text("".join([head, ",".join([name, number, *more]), *rest]))


def first_choice(knowledge: Knowledge) -> float:
    return knowledge.rows(ChoiceRow)[0].value


@pytest.mark.parametrize("kind", tables().values(), ids=tables())
def test_a_kept_row_is_the_row_of_its_table_to_the_last_cell(kind: type[Row], strict):
    shipped().rows(kind)  # kept now, whether it was before or not
    again = Knowledge()

    assert kind.table.encode() in again._kept
    assert list(map(repr, again.rows(kind))) == list(map(repr, strict.rows(kind)))  # 1 is no 1.0 here
    assert again.rows(kind) == strict.rows(kind)


def test_the_second_start_reads_no_table(house, monkeypatch):
    start().rows(MustAskRow)
    monkeypatch.setattr(load, "read_table", None)

    assert start().rows(NowAdviceRow)


def test_a_changed_table_is_read_anew_and_its_old_rows_are_given_up(house):
    start().rows(ChoiceRow)
    (before,) = kept_in(house / "compiled")
    write_choice(house, "0.123")

    assert first_choice(start()) == 0.123
    (after,) = kept_in(house / "compiled")
    assert before.name != after.name


def test_rows_are_not_kept_under_the_name_of_tables_that_have_changed_meanwhile(house):
    early = start()
    assert early.fingerprint
    write_choice(house, "0.123")

    assert first_choice(early) == 0.123
    assert kept_in(house / "compiled") == kept_in(house / "cache" / "multifidus") == []


def test_changed_code_reads_the_tables_anew(house, monkeypatch):
    start().rows(ChoiceRow)
    (before,) = kept_in(house / "compiled")
    monkeypatch.setattr(kept, "CODE", Path(shutil.copytree(kept.CODE, house / "code")))
    with (house / "code" / "cells.py").open("a") as code:
        code.write("# another way to read a cell\n")
    start().rows(ChoiceRow)

    (after,) = kept_in(house / "compiled")
    assert before.name != after.name


def test_a_table_that_is_refused_is_not_kept_and_is_refused_again(house):
    write_choice(house, "plenty")

    for _ in range(2):
        knowledge = start()
        assert knowledge.rows(MustAskRow)
        with pytest.raises(KnowledgeError, match="'plenty' is not a number"):
            knowledge.rows(ChoiceRow)


def test_whoever_asks_what_is_wrong_has_the_table_itself_read(house):
    knowledge = start()
    knowledge.rows(ChoiceRow)
    write_choice(house, "plenty")

    assert [one.problem for one in knowledge.refusals(ChoiceRow)] == ["'plenty' is not a number"]
    with pytest.raises(KnowledgeError, match="'plenty' is not a number"):
        knowledge.rows(ChoiceRow)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 50],
        lambda content: content.replace(b" ", b""),
        lambda content: content.replace(b"[", b"{"),
        lambda content: content.replace(b'{"tuple"', b'{"system"'),
        lambda content: content.replace(b'{"Condition":[', b'{"Condition":[1,'),
        lambda content: content.replace(b",1,", b",99999,"),
    ],
    ids=["empty", "cut off", "no names", "no JSON", "an unknown kind", "a part too many", "a place that is none"],
)
def test_a_damaged_file_is_no_obstacle(house, strict, damage):
    start().rows(MustAskRow)
    (path,) = kept_in(house / "compiled")
    path.write_bytes(damage(path.read_bytes()))
    knowledge = start()

    assert all(knowledge.rows(kind) == strict.rows(kind) for kind in tables().values())


def test_where_nothing_can_be_written_the_tables_are_read_each_time(house, monkeypatch, strict):
    (house / "file").write_text("")
    monkeypatch.setattr(kept, "COMPILED", house / "file" / "compiled")
    monkeypatch.setenv("XDG_CACHE_HOME", str(house / "file"))

    assert start()._kept == {}
    assert start().rows(NowAdviceRow) == strict.rows(NowAdviceRow)


def test_beside_a_package_that_cannot_be_written_rows_are_kept_in_the_cache_of_the_user(house, monkeypatch):
    (house / "file").write_text("")
    monkeypatch.setattr(kept, "COMPILED", house / "file" / "compiled")
    start().rows(MustAskRow)

    assert [path.name.split("-")[0] for path in kept_in(house / "cache" / "multifidus")] == ["rows"]
    assert start()._kept
