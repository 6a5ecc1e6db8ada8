"""Whether it is known of everything that can be told how long it holds, and no danger is forgotten before the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.holding import holding_of
from multifidus.knowledge.rows import HoldingRow, MeasureRow, MustAskRow

GROWING = ("years", "weeks", "hours")


def holding_of_nothing(index: Index) -> Iterator[KnowledgeError]:
    """Rows that speak of nothing, or of a kind and of names at once."""
    for row in index.rows(HoldingRow):
        named = bool(row.findings or row.measures)
        if named == bool(row.kind) or (row.group and not row.kind):
            problem = "a row speaks of names, or of a kind with or without a group"
            yield at(row, "kind", problem, "fill in findings and measures, or kind and group")


def held_twice(index: Index) -> Iterator[KnowledgeError]:
    """What two rows of equal rank speak of."""
    rows = index.rows(HoldingRow)
    named = Counter(name for row in rows for name in {*row.findings, *row.measures})
    wide = Counter((row.kind, row.group) for row in rows if row.kind)
    for row in rows:
        for name in (*row.findings, *row.measures):
            if named[name] > 1:
                yield at(row, "findings", f"two rows hold {name}", "name it in one of them")
        if row.kind and wide[row.kind, row.group] > 1:
            told = f"{row.kind} {row.group}" if row.group else row.kind
            yield at(row, "kind", f"two rows hold every {told}", "keep one of them")


def held_by_nothing(index: Index) -> Iterator[KnowledgeError]:
    """Findings and numbers of which nobody knows how long they hold."""
    held = holding_of(index.knowledge)
    for name in (*index.findings, *(row.id for row in index.rows(MeasureRow))):
        if name not in held:
            problem = f"nobody knows how long {name} holds"
            yield in_table(HoldingRow, problem, "name it in a row, or add a row for its kind")


def denial_that_never_ages(index: Index) -> Iterator[KnowledgeError]:
    """Safety questions that would never be asked again once they were denied."""
    held = holding_of(index.knowledge)
    for question in index.rows(MustAskRow):
        row = held.get(question.finding)
        if row is not None and row.absent_days is None:
            problem = f"who denies {question.finding} is never asked again"
            yield at(row, "absent_days", problem, "say after how many days a denial says nothing any more")


def danger_forgotten_first(index: Index) -> Iterator[KnowledgeError]:
    """Rows by which a danger sign lapses sooner than a harmless one."""
    for row in index.rows(HoldingRow):
        if row.danger_days is not None and (row.present_days is None or row.danger_days < row.present_days):
            problem = f"a danger sign is forgotten after {row.danger_days:g} days, before a harmless one"
            yield at(row, "danger_days", problem, "leave it empty (until it is denied), or not below present_days")


def number_that_cannot_grow(index: Index) -> Iterator[KnowledgeError]:
    """Rows whose numbers grow with time, but not by a unit of time."""
    units = {row.id: row.unit for row in index.rows(MeasureRow)}
    for row in index.rows(HoldingRow):
        if row.grows and not row.measures:
            yield at(row, "grows", "nothing here grows", "name the measure, or write no")
        for measure in row.measures:
            if row.grows and units.get(measure) not in GROWING:
                told = " or ".join(GROWING)
                problem = f"{measure} is measured in {units.get(measure)}, which does not grow with time"
                yield at(row, "grows", problem, f"write no; only {told} grow")
