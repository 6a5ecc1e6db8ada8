"""Whether every word on what to expect has its figures, and every cause has something to be said of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.figure_cell import FigureName, strange_places
from multifidus.knowledge.rows import CourseRow, MeasureRow, PredictorRow, RelationRow

Told = CourseRow | PredictorRow


def _told(index: Index) -> Iterator[Told]:
    yield from index.rows(CourseRow)
    yield from index.rows(PredictorRow)


def figure_of_no_relation(index: Index) -> Iterator[KnowledgeError]:
    """Figures that no row of relations.csv holds, or several."""
    held = Counter(name for row in index.rows(RelationRow) if row.value is not None for name in _names(row))
    for row in _told(index):
        for name in row.figures:
            if held[name] != 1:
                problem = f"{held[name]} figures of relations.csv are called {name.told}"
                yield at(
                    row, "figures", problem, "name exactly one: finding/relation/source, and /unit where they share it"
                )


def _names(row: RelationRow) -> Iterator[FigureName]:
    yield FigureName(row.finding, row.relation, row.source)
    if row.unit:
        yield FigureName(row.finding, row.relation, row.source, row.unit)


def place_without_figure(index: Index) -> Iterator[KnowledgeError]:
    """Places in a text that no figure of its row fills."""
    for row in _told(index):
        for column in ("text", "plain_text"):
            strange = strange_places(getattr(row, column), len(row.figures))
            if strange:
                problem = f"no figure fills {', '.join(strange)}"
                yield at(row, column, problem, "count the figures from 1, as in {1:%i}")


def told_without_standing(index: Index) -> Iterator[KnowledgeError]:
    """Words with neither figures nor a status, or with a source beside their figures."""
    for row in _told(index):
        if not row.figures and row.status is None:
            yield at(row, "status", "neither figures nor a status", "name the figures, or write whose words these are")
        if row.figures and (row.source or row.status not in (None, "ours")):
            problem = "a source beside the figures, which have their own"
            yield at(row, "source", problem, "empty source and status; ours may stand where the words go beyond them")


def cause_without_outlook(index: Index) -> Iterator[KnowledgeError]:
    """Causes of which nothing is said: neither a course, nor that something has to be settled first."""
    told = {cause for row in index.rows(CourseRow) if row.part != "recurrence" for cause in row.causes}
    for cause in index.causes:
        if cause not in told:
            yield in_table(
                CourseRow, f"nothing to expect of {cause}", "add its course, or what has to be settled first"
            )


def predictor_asks_nothing_known(index: Index) -> Iterator[KnowledgeError]:
    """Predictors whose question stands in no table."""
    numbers = {row.id for row in index.rows(MeasureRow)}
    for row in index.rows(PredictorRow):
        if row.asks is not None and row.asks not in index.findings and row.asks not in numbers:
            yield at(
                row, "asks", f"{row.asks} is neither finding nor number", "look for its id, or leave the cell empty"
            )
