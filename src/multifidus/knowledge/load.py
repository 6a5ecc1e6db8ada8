"""Knowledge: the tables of published figures, read strictly and only when somebody asks for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from multifidus.errors import KnowledgeError
from multifidus.knowledge.kept import Kept, kept_rows, kept_tables
from multifidus.knowledge.reading import Table, read_ids, read_table
from multifidus.knowledge.row import Row, columns
from multifidus.knowledge.rows import CauseRow, ChoiceRow, FindingRow, SourceRow

TABLES = Path(__file__).parent / "tables"
DATED = "2026-11-24"  # when a human last looked at the tables; with their fingerprint it is the edition

R = TypeVar("R", bound=Row)

__all__ = ["DATED", "TABLES", "Knowledge", "columns", "shipped"]


class Knowledge:
    """The tables in one folder, as rows. A value that is passed in, never a global."""

    def __init__(self, folder: Path = TABLES) -> None:
        self.folder = folder
        self._tables: dict[type[Row], Table[Any]] = {}
        self._ids: dict[str, frozenset[str] | None] = {}

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of one table, in the order of the file; read once, and kept for the next start.

        Raises KnowledgeError, the first of `refusals`, where the table holds what its class does not know.
        """
        table = self._table(kind)
        if table.refusals:
            raise table.refusals[0]
        return table.rows

    def refusals(self, kind: type[Row]) -> tuple[KnowledgeError, ...]:
        """All that is wrong with one table by itself, from its first line to its last, read anew from its file."""
        self._tables[kind] = table = self._read(kind)
        return table.refusals

    def ids(self, table: str) -> frozenset[str] | None:
        """The ids of a table that others point to; None when it cannot be read, which its own refusals tell."""
        if table not in self._ids:
            self._ids[table] = read_ids(self.folder / f"{table}.csv")
        return self._ids[table]

    def _table(self, kind: type[R]) -> Table[R]:
        if kind not in self._tables:
            rows = kept_rows(kind, self._kept)
            self._tables[kind] = self._read(kind) if rows is None else Table(rows)
        return cast("Table[R]", self._tables[kind])

    def _read(self, kind: type[R]) -> Table[R]:
        return read_table(self.folder / f"{kind.table}.csv", kind, self.ids)

    @cached_property
    def _kept(self) -> Kept:
        return kept_tables(self.fingerprint, self._sound) if self.folder == TABLES else {}

    def _sound(self) -> Iterator[tuple[Row, ...]]:
        """The rows of every table that nothing is wrong with. Raises OSError when one was changed meanwhile."""
        from multifidus.knowledge.rows import tables

        for kind in tables().values():
            if rows := self._read(kind).rows:
                yield rows
        if Knowledge(self.folder).fingerprint != self.fingerprint:
            raise OSError("rows of other tables than those of the fingerprint are not kept under its name")

    @cached_property
    def choices(self) -> Mapping[str, float]:
        """The numbers where we had to choose, by id."""
        return {row.id: row.value for row in self.rows(ChoiceRow)}

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
        return self.fingerprint_of(path.stem for path in self.folder.glob("*.csv"))

    def fingerprint_of(self, tables: Iterable[str]) -> str:
        """SHA-256 over the names and bytes of some tables, by which what is compiled from them is known."""
        digest = hashlib.sha256()
        for path in sorted(self.folder / f"{table}.csv" for table in tables):
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
