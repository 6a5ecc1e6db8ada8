"""One table as it is read from its file: its rows, and everything in it that was refused."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, get_type_hints

from multifidus.errors import KnowledgeError
from multifidus.knowledge.cells import Ref, read_column, reader, references
from multifidus.knowledge.row import Columns, Interval, Row, columns, rows_of

R = TypeVar("R", bound=Row)
Ids = Callable[[str], frozenset[str] | None]  # the ids of a table, by its name; None when it cannot be read
ROUNDING = 1e-9


@dataclass(frozen=True)
class Table(Generic[R]):
    """The rows of one file in their order; none when anything in it was refused."""

    rows: tuple[R, ...]
    refusals: tuple[KnowledgeError, ...] = ()


def read_table(path: Path, kind: type[R], ids: Ids) -> Table[R]:
    """One file as rows of `kind`, or all that is wrong with it from its first line to its last.

    Refused are a missing file, an unknown or missing column, a cell that its column does not allow, an id that no
    table has, an interval that is inside out or leaves out its value, and a repeated row.
    """
    try:
        lines, cells = _lines(path, columns(kind))
    except KnowledgeError as refusal:
        return Table((), (refusal,))
    hints = get_type_hints(kind, include_extras=True)
    values: dict[str, Sequence[Any]] = {"line": lines}
    refusals = [*_wrong_lengths(path.name, columns(kind), lines, cells)]
    if not refusals:
        for at, column in enumerate(columns(kind)):
            texts = [row[at] for row in cells]
            values[column], bad = read_column(texts, reader(hints[column]))
            for line, text in zip(lines, texts, strict=True) if bad else ():
                if text in bad:
                    refusals.append(_at(path.name, line, column, bad[text].problem, bad[text].remedy))
    if not refusals:
        refusals += _unknown_ids(path.name, {column: references(hint) for column, hint in hints.items()}, values, ids)
        for interval in kind.intervals:
            refusals += _bad_intervals(path.name, interval, values)
        refusals += _repeated(
            path.name, [values[column] for column in kind.key] or list(zip(*cells, strict=True)), lines
        )
    if refusals:
        return Table((), tuple(sorted(refusals, key=_line_of)))
    return Table(tuple(rows_of(kind, values)))


def read_ids(path: Path) -> frozenset[str] | None:
    """The first cell of every row of a table that others point to; None when the file cannot be read."""
    try:
        return frozenset(row[0] for _, row in zip(*_lines(path), strict=True) if row)
    except KnowledgeError:
        return None


def _lines(path: Path, head: tuple[str, ...] | None = None) -> tuple[list[int], list[list[str]]]:
    """The number and the cells of every line but the header, which has to be `head` where that is given."""
    numbers: list[int] = []
    rows: list[list[str]] = []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reading = csv.reader(file, strict=True)
            found = next(reading, [])
            for cells in reading:
                numbers.append(reading.line_num)
                rows.append(cells)
    except FileNotFoundError:
        raise KnowledgeError(
            where=path.name, problem="the table is missing", remedy="put it back from the last edition"
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(
            where=path.name, problem=f"no CSV in UTF-8 ({error})", remedy="save it as CSV, UTF-8, comma"
        ) from None
    if head is not None:
        _refuse_unknown_columns(path.name, found, head)
    return numbers, rows


def _refuse_unknown_columns(name: str, found: list[str], head: tuple[str, ...]) -> None:
    if tuple(found) == head:
        return
    unknown = [column for column in found if column not in head]
    missing = [column for column in head if column not in found]
    repeated = [column for column, times in Counter(found).items() if times > 1]
    parts = {"unknown column": unknown, "missing column": missing, "repeated column": repeated}
    told = "; ".join(f"{what} {', '.join(which)}" for what, which in parts.items() if which)
    raise KnowledgeError(
        where=f"{name}, line 1",
        problem=told or "the columns are not in their order",
        remedy=f"the columns are {','.join(head)}",
    )


def _at(name: str, line: int, column: str, problem: str, remedy: str) -> KnowledgeError:
    return KnowledgeError(where=f"{name}, line {line}, {column}", problem=problem, remedy=remedy)


def _line_of(refusal: KnowledgeError) -> int:
    return int(refusal.where.split(", line ")[1].split(",")[0])


def _wrong_lengths(
    name: str, head: tuple[str, ...], lines: Sequence[int], rows: Sequence[Sequence[str]]
) -> Iterator[KnowledgeError]:
    for line, cells in zip(lines, rows, strict=True):
        if len(cells) != len(head):
            yield KnowledgeError(
                where=f"{name}, line {line}",
                problem=f"{len(cells)} cells where the header has {len(head)}",
                remedy="quote a cell that holds a comma, and keep empty cells",
            )


def _unknown_ids(name: str, refs: Mapping[str, Ref | None], values: Columns, ids: Ids) -> Iterator[KnowledgeError]:
    for column, ref in refs.items():
        allowed = ids(ref.table) if ref else None
        if ref is None or allowed is None:
            continue
        for line, cell in zip(values["line"], values[column], strict=True):
            for word in cell if isinstance(cell, tuple) else (cell,):
                plain = word.removeprefix(ref.mark) if word else word
                if plain is not None and plain not in allowed and plain not in ref.extra:
                    problem = f"{plain!r} is in no row of {ref.table}.csv"
                    yield _at(name, line, column, problem, _nearest(plain, allowed, ref.table))


def _nearest(word: str, allowed: frozenset[str], table: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(allowed), n=3)
    return f"did you mean {' or '.join(near)}?" if near else f"add it to {table}.csv, or take the row out"


def _bad_intervals(name: str, interval: Interval, values: Columns) -> Iterator[KnowledgeError]:
    of, low_of, high_of = interval
    both = f"{low_of} and {high_of}"
    for line, value, low, high in zip(values["line"], *(values[column] for column in interval), strict=True):
        if low is None and high is None:
            continue
        if low is None or high is None:
            yield _at(name, line, both, "one end of the interval is missing", "give both ends or none")
        elif low > high:
            yield _at(name, line, both, f"the interval {low:g} to {high:g} is inside out", "swap its ends")
        elif value is not None and not low - ROUNDING <= value <= high + ROUNDING:
            problem = f"{value:g} lies outside its own interval, {low:g} to {high:g}"
            yield _at(name, line, of, problem, "look the figure up in its source again")


def _repeated(name: str, keys: Sequence[Sequence[Any]], lines: Sequence[int]) -> Iterator[KnowledgeError]:
    first: dict[tuple[Any, ...], int] = {}
    for line, key in zip(lines, zip(*keys, strict=True), strict=True):
        if key in first:
            told = " / ".join("+".join(part) if isinstance(part, tuple) else str(part) for part in key[:3])
            yield KnowledgeError(
                where=f"{name}, line {line}",
                problem=f"{told} stands already in line {first[key]}",
                remedy="keep one of the two rows",
            )
        first.setdefault(key, line)
