"""Tables of lifts in and out: CSV read row by row, answers written as CSV or Parquet, whole or not at all."""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO, Protocol

from multifidus.doors.lifting.jobs import ANSWERS, FIGURES, Job, check_columns
from multifidus.errors import InputError, MissingExtraError
from multifidus.findings.lifting.told import NUMBERS, OTHER_UNITS
from multifidus.foreign import as_cell

SUFFIXES = (".csv", ".parquet")
DELIMITERS = ",;\t"
DIGITS = 6  # of a figure in a CSV
NUMERIC = {*NUMBERS, *OTHER_UNITS}
COMMA = re.compile(r"[+-]?\d*,\d+")


class Jobs:
    """A CSV file with a header, read row by row. Raises InputError for what is no table of lifts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise InputError(where=str(path), problem=_no_file(path), remedy="name a CSV file with a header")
        with path.open("rb") as file:
            blocks = iter(lambda: file.read(1 << 20), b"")
            self.lines = sum(block.count(b"\n") for block in blocks)
        with closing(self._rows()) as rows:
            _, header = next(rows)
            self.width = len(header)
            self.columns = header[
                : max(n for n, name in enumerate(header, start=1) if name)
            ]  # unnamed at the end: blank
            self.empty = next(rows, None) is None
        check_columns(self.columns, where=str(path))

    def __iter__(self) -> Iterator[Job]:
        rows = self._rows()
        next(rows)
        wide = len(self.columns)
        for line, cells in rows:
            told = dict(zip(self.columns, [*cells, *[""] * (wide - len(cells))], strict=False))
            yield Job(line, told, _too_many(line) if len(cells) > self.width or any(cells[wide:]) else None)

    def _rows(self) -> Generator[tuple[int, list[str]]]:
        """The header, its names bare, then each row that is not empty, with the line on which it ends."""
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                first = file.readline()
                delimiter = max(DELIMITERS, key=first.count)
                file.seek(0)
                rows = csv.reader(file, delimiter=delimiter, strict=True)
                header = [name.strip().lower().replace("-", "_").replace(" ", "_") for name in next(rows, [])]
                if not any(header):
                    raise InputError(where=str(self.path), problem="no header", remedy="name the columns in line 1")
                yield 1, header
                ours = [n for n, name in enumerate(header) if delimiter != "," and name in NUMERIC]
                for cells in rows:
                    if any(cells):
                        yield rows.line_num, _pointed(cells, ours)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            problem = f"cannot be read as CSV ({error})"
            raise InputError(where=str(self.path), problem=problem, remedy="save the table as CSV in UTF-8") from None


class Sheet(Protocol):
    """Where rows go, block by block."""

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds rows with the columns that were told at the beginning."""

    def close(self) -> None:
        """All rows are there."""


@contextmanager
def sheet(path: Path, columns: Iterable[str]) -> Iterator[Sheet]:
    """A table to be written, CSV or Parquet by its name; it stands there whole when all went well, else not at all.

    Raises InputError for another name or a folder that cannot be written to, MissingExtraError without pyarrow.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(where=str(path), problem="no table that is known", remedy="name a .csv or a .parquet file")
    path = Path(os.path.realpath(path))  # what a link stands for is written, the link stays
    part = path.with_name(f".multifidus-{token_hex(8)}.part")  # a file of nobody else's
    named = [*columns, *ANSWERS]
    if path.is_dir():
        raise InputError(where=str(path), problem="a folder, not a file", remedy="name a file in it")
    file = None
    try:
        with _in_words(path):
            file = part.open("xb")
            writing: Sheet = _Csv(file, named) if suffix == ".csv" else _Parquet(file, named)
        yield _Worded(writing, path)
        with _in_words(path):
            writing.close()
            file.close()
            if path.exists():
                shutil.copymode(path, part)
            os.replace(part, path)
    finally:
        if file is not None:
            with suppress(OSError):
                file.close()
            part.unlink(missing_ok=True)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """A disk that is full, or a folder that is none, in words."""
    try:
        yield
    except OSError as error:
        remedy = "name a file in a folder that exists, that has room and that you may write to"
        raise InputError(where=str(path), problem=f"cannot be written ({error.strerror})", remedy=remedy) from None


@dataclass(frozen=True, slots=True)
class _Worded:
    """A sheet that says where it could not be written."""

    sheet: Sheet
    path: Path

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        with _in_words(self.path):
            self.sheet.write(rows)

    def close(self) -> None:
        with _in_words(self.path):
            self.sheet.close()


class _Csv:
    def __init__(self, file: BinaryIO, columns: Sequence[str]) -> None:
        self.text = TextIOWrapper(file, encoding="utf-8", newline="")
        self.rows = csv.writer(self.text, lineterminator="\n")
        self.columns = columns
        self.rows.writerow(map(as_cell, columns))

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.rows.writerows([_short(row[name]) for name in self.columns] for row in rows)

    def close(self) -> None:
        self.text.flush()


class _Parquet:
    def __init__(self, file: BinaryIO, columns: Sequence[str]) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError:
            raise MissingExtraError(
                where="Parquet",
                problem="pyarrow is not installed",
                remedy="pip install 'multifidus[cohort]', or name a .csv file",
            ) from None
        self.numbers = {*NUMERIC, *FIGURES}
        self.schema = pyarrow.schema(
            [(name, pyarrow.float64() if name in self.numbers else pyarrow.string()) for name in columns]
        )
        self.table = pyarrow.Table
        self.file = pyarrow.parquet.ParquetWriter(file, self.schema)

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        typed = [{name: self._typed(name, cell) for name, cell in row.items()} for row in rows]
        self.file.write_table(self.table.from_pylist(typed, schema=self.schema))

    def _typed(self, name: str, cell: Any) -> Any:
        """None for a word in a column of numbers: its row tells the error."""
        return None if name in self.numbers and isinstance(cell, str) else cell

    def close(self) -> None:
        self.file.close()


def _short(cell: Any) -> Any:
    if isinstance(cell, str):
        return as_cell(cell)
    return f"{cell:.{DIGITS}g}" if isinstance(cell, float) else cell


def _pointed(cells: list[str], columns: Iterable[int]) -> list[str]:
    """The cells with a point where numbers of these columns have a comma."""
    for column in columns:
        if column < len(cells) and COMMA.fullmatch(cells[column].strip()):
            cells[column] = cells[column].replace(",", ".")
    return cells


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "a folder, not a file"
    return "no file on a disk, which is read twice" if path.exists() else "no such file"


def _too_many(line: int) -> InputError:
    return InputError(where=f"line {line}", problem="more cells than columns", remedy="put quotes around a comma")
