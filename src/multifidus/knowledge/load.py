"""Knowledge: the tables of published figures, read strictly and only when somebody asks for them."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from multifidus.errors import KnowledgeError
from multifidus.knowledge import rows as schema
from multifidus.knowledge.cells import BadCellError, reader
from multifidus.knowledge.rows import CauseRow, FindingRow, Row, SourceRow

TABLES = Path(__file__).parent / "tables"
DATED = "2026-11-24"  # when a human last looked at the tables; with their fingerprint it is the edition

R = TypeVar("R", bound=Row)


class Knowledge:
    """The tables in one folder, as rows. A value that is passed in, never a global."""

    def __init__(self, folder: Path = TABLES) -> None:
        self.folder = folder
        self._rows: dict[type[Row], tuple[Row, ...]] = {}

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of one table, in the order of the file; read once.

        Raises KnowledgeError where the table holds what its class does not know.
        """
        if kind not in self._rows:
            self._rows[kind] = tuple(read_table(self.folder / f"{kind.table}.csv", kind))
        return self._rows[kind]  # type: ignore[return-value]

    @cached_property
    def findings(self) -> Mapping[str, FindingRow]:
        """The vocabulary, by id."""
        return {row.id: row for row in self.rows(FindingRow)}

    @cached_property
    def causes(self) -> Mapping[str, CauseRow]:
        """The causes, by id, in the order of their table."""
        return {row.id: row for row in self.rows(CauseRow)}

    @cached_property
    def sources(self) -> Mapping[str, SourceRow]:
        """Where figures were read, by id."""
        return {row.id: row for row in self.rows(SourceRow)}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the names and bytes of every table, in hexadecimal."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.glob("*.csv")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    @property
    def edition(self) -> str:
        """The date of the tables and the start of their fingerprint."""
        return f"{DATED}+{self.fingerprint[:8]}"


@lru_cache(maxsize=1)
def shipped() -> Knowledge:
    """The knowledge that ships with the package."""
    return Knowledge()


def columns(kind: type[Row]) -> tuple[str, ...]:
    """The columns of a table, as its class has them."""
    return tuple(field.name for field in fields(kind) if field.name != "line")  # type: ignore[arg-type]


def read_table(path: Path, kind: type[R]) -> Iterator[R]:
    """The rows of one file.

    Raises KnowledgeError for a missing file, an unknown or missing column, a cell that its column does not
    allow, an interval that is inside out or leaves out its value, and a repeated row.
    """
    lines = _lines(path)
    head = columns(kind)
    _refuse_unknown_columns(path.name, next(lines, (0, []))[1], head)
    read = _readers(kind)
    seen: dict[tuple[Any, ...], int] = {}
    for line, cells in lines:
        if len(cells) != len(head):
            raise KnowledgeError(
                where=f"{path.name}, line {line}",
                problem=f"{len(cells)} cells where the header has {len(head)}",
                remedy="quote a cell that holds a comma, and keep empty cells",
            )
        values: dict[str, Any] = {"line": line}
        for column, cell in zip(head, cells, strict=True):
            try:
                values[column] = read[column](cell)
            except BadCellError as bad:
                where = f"{path.name}, line {line}, {column}"
                raise KnowledgeError(where=where, problem=bad.problem, remedy=bad.remedy) from None
        row = kind(**values)
        _refuse_bad_intervals(path.name, row)
        _refuse_repeated(path.name, row, tuple(cells), seen)
        yield row


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reading = csv.reader(file, strict=True)
            for cells in reading:
                yield reading.line_num, cells
    except FileNotFoundError:
        raise KnowledgeError(
            where=path.name, problem="the table is missing", remedy="put it back from the last edition"
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(
            where=path.name, problem=f"no CSV in UTF-8 ({error})", remedy="save it as CSV, UTF-8, comma"
        ) from None


def _refuse_unknown_columns(name: str, found: list[str], head: tuple[str, ...]) -> None:
    if tuple(found) == head:
        return
    unknown = [column for column in found if column not in head]
    missing = [column for column in head if column not in found]
    repeated = [column for column, times in Counter(found).items() if times > 1]
    problem = "; ".join(
        part
        for part in (
            f"unknown column {', '.join(unknown)}" if unknown else "",
            f"missing column {', '.join(missing)}" if missing else "",
            f"repeated column {', '.join(repeated)}" if repeated else "",
        )
        if part
    )
    raise KnowledgeError(
        where=f"{name}, line 1",
        problem=problem or "the columns are not in their order",
        remedy=f"the columns are {','.join(head)}",
    )


def _readers(kind: type[Row]) -> dict[str, Any]:
    hints = get_type_hints(kind, vars(schema), include_extras=True)
    return {column: reader(hints[column]) for column in columns(kind)}


def _refuse_bad_intervals(name: str, row: Row) -> None:
    for value_of, low_of, high_of in row.intervals:
        value, low, high = (getattr(row, column) for column in (value_of, low_of, high_of))
        where = f"{name}, line {row.line}, {low_of} and {high_of}"
        if (low is None) != (high is None):
            raise KnowledgeError(
                where=where, problem="one end of the interval is missing", remedy="give both ends or none"
            )
        if low is None:
            continue
        if low > high:
            raise KnowledgeError(
                where=where, problem=f"the interval {low:g} to {high:g} is inside out", remedy="swap its ends"
            )
        if value is not None and not low - 1e-9 <= value <= high + 1e-9:
            raise KnowledgeError(
                where=where,
                problem=f"{value:g} lies outside its own interval, {low:g} to {high:g}",
                remedy="look the figure up in its source again",
            )


def _refuse_repeated(name: str, row: Row, cells: tuple[str, ...], seen: dict[tuple[Any, ...], int]) -> None:
    key = tuple(getattr(row, column) for column in row.key) if row.key else cells
    if key in seen:
        told = " / ".join(str(part) for part in key[:3])
        raise KnowledgeError(
            where=f"{name}, line {row.line}",
            problem=f"{told} stands already in line {seen[key]}",
            remedy="keep one of the two rows",
        )
    seen[key] = row.line
