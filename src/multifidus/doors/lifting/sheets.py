"""Tables of lifts in and out: CSV read row by row, answers written as CSV or Parquet, whole or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from multifidus.doors.lifting.jobs import ANSWERS, FIGURES, Job, check_columns
from multifidus.errors import InputError, MissingExtraError
from multifidus.findings.lifting.told import NUMBERS, OTHER_UNITS

SUFFIXES = (".csv", ".parquet")
DELIMITERS = ",;\t"
DIGITS = 6  # of a figure in a CSV


class Jobs:
    """A CSV file with a header, read row by row. Raises InputError for what is no table of lifts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            problem = "a folder, not a file" if path.is_dir() else "no such file"
            raise InputError(where=str(path), problem=problem, remedy="name a CSV file with a header")
        with path.open("rb") as file:
            blocks = iter(lambda: file.read(1 << 20), b"")
            self.lines = sum(block.count(b"\n") for block in blocks)
        with closing(self._rows()) as rows:
            _, self.columns = next(rows)
        check_columns(self.columns, where=str(path))

    def __iter__(self) -> Iterator[Job]:
        rows = self._rows()
        next(rows)
        for line, cells in rows:
            told = dict(zip(self.columns, [*cells, *[""] * (len(self.columns) - len(cells))], strict=False))
            yield Job(line, told, None if len(cells) <= len(self.columns) else _too_many(line))

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
                for cells in rows:
                    if any(cells):
                        yield rows.line_num, cells
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
    part = path.with_name(f"{path.name}.part")
    named = [*columns, *ANSWERS]
    try:
        writing = _Csv(part, named) if suffix == ".csv" else _Parquet(part, named)
    except OSError as error:
        remedy = "name a file in a folder that exists and that you may write to"
        raise InputError(where=str(path), problem=f"cannot be written ({error.strerror})", remedy=remedy) from None
    try:
        yield writing
        writing.close()
        os.replace(part, path)
    finally:
        writing.close()
        part.unlink(missing_ok=True)


class _Csv:
    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.rows = csv.DictWriter(self.file, columns, lineterminator="\n")
        self.rows.writeheader()

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.rows.writerows({name: _short(cell) for name, cell in row.items()} for row in rows)

    def close(self) -> None:
        self.file.close()


class _Parquet:
    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError:
            raise MissingExtraError(
                where="Parquet",
                problem="pyarrow is not installed",
                remedy="pip install 'multifidus[cohort]', or name a .csv file",
            ) from None
        numbers = {*NUMBERS, *OTHER_UNITS, *FIGURES}
        self.schema = pyarrow.schema(
            [(name, pyarrow.float64() if name in numbers else pyarrow.string()) for name in columns]
        )
        self.table = pyarrow.Table
        self.file = pyarrow.parquet.ParquetWriter(path, self.schema)

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.file.write_table(self.table.from_pylist(list(rows), schema=self.schema))

    def close(self) -> None:
        self.file.close()


def _short(cell: Any) -> Any:
    return f"{cell:.{DIGITS}g}" if isinstance(cell, float) else cell


def _too_many(line: int) -> InputError:
    return InputError(where=f"line {line}", problem="more cells than columns", remedy="put quotes around a comma")
