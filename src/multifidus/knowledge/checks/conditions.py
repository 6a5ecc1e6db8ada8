"""Whether the conditions of the tables speak of what is there."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at
from multifidus.knowledge.condition import Condition, Term
from multifidus.knowledge.row import Row, columns
from multifidus.knowledge.rows import MeasureRow, tables


def condition_of_nothing(index: Index) -> Iterator[KnowledgeError]:
    """Conditions that name no finding of the vocabulary, or compare what is no number."""
    numbers = {row.id for row in index.rows(MeasureRow)}
    for row, column, term in _terms(index):
        compares = term.at_least is not None or term.below is not None
        if term.finding not in (numbers if compares else index.findings):
            kind = "number of measures.csv" if compares else "finding of findings.csv"
            problem = f"{term.finding} is no {kind}"
            yield at(row, column, problem, "look for its id there, or take the term out")


def _terms(index: Index) -> Iterator[tuple[Row, str, Term]]:
    for kind in tables().values():
        conditions = [column for column in columns(kind) if _states_a_condition(kind, column)]
        for row in index.rows(kind) if conditions else ():
            for column in conditions:
                condition: Condition = getattr(row, column)
                yield from ((row, column, term) for way in condition.ways for term in way)


def _states_a_condition(kind: type[Row], column: str) -> bool:
    return "Condition" in str(kind.__annotations__[column])
