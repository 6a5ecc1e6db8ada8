"""Whether every figure says where it was read, and every source is there for a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at
from multifidus.knowledge.row import Row
from multifidus.knowledge.rows import SourceRow, tables

WITHDRAWN = ("NICE2008",)  # guidance that was replaced


def _sourced(index: Index) -> Iterator[Row]:
    for kind in tables().values():
        if "source" in kind.__dataclass_fields__:  # type: ignore[attr-defined]
            yield from index.rows(kind)


def source_never_used(index: Index) -> Iterator[KnowledgeError]:
    """Sources from which nothing was taken."""
    used = {getattr(row, "source") for row in _sourced(index)}  # noqa: B009 - rows of many classes
    for row in index.rows(SourceRow):
        if row.id not in used:
            yield at(row, "id", f"{row.id} is never used", "take it out, or name it in the row that leans on it")


def source_twice(index: Index) -> Iterator[KnowledgeError]:
    """Papers that stand under two names."""
    for column in ("doi", "pmid"):
        first: dict[str, SourceRow] = {}
        for row in index.rows(SourceRow):
            number = getattr(row, column)
            before = first.setdefault(number.lower(), row) if number else row
            if before is not row:
                problem = f"{number} is {before.id} of line {before.line} already"
                yield at(row, column, problem, f"name {before.id} wherever {row.id} is named, and take this row out")


def withdrawn_guidance(index: Index) -> Iterator[KnowledgeError]:
    """Rows that lean on guidance which was replaced."""
    for row in _sourced(index):
        source = getattr(row, "source")  # noqa: B009
        if source in WITHDRAWN:
            yield at(row, "source", f"{source} was withdrawn", "name the guidance that replaced it")


def checked_without_place(index: Index) -> Iterator[KnowledgeError]:
    """Rows marked as read in their source that do not say where."""
    for row in _sourced(index):
        if getattr(row, "status", None) != "checked" or hasattr(row, "reason"):
            continue
        told = getattr(row, "note", None) or "read at" in getattr(row, "why", "")
        if not told:
            where = "why, after 'read at'" if hasattr(row, "why") else "note"
            yield at(row, "status", "checked, but nothing says where it was read", f"say it in {where}")


def ours_with_a_source(index: Index) -> Iterator[KnowledgeError]:
    """Rows of our own that name a source, and rows with a source to name that do not."""
    for row in _sourced(index):
        source, status = getattr(row, "source"), getattr(row, "status", None)  # noqa: B009
        if status == "ours" and source:
            yield at(row, "source", "a row of our own has no source", "empty the cell, or write recalled or checked")
        elif status in ("checked", "recalled") and not source:
            yield at(row, "source", f"{status}, but no source is named", "name the source, or write ours")


def count_by_status(index: Index) -> dict[str, dict[str, int]]:
    """How many rows of each table are checked, recalled, ours or assumed."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in _sourced(index):
        counts[row.table][getattr(row, "status", None) or "assumed"] += 1
    return {table: dict(of) for table, of in counts.items()}
