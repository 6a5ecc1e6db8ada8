"""Whether every operation has criteria, every criterion an operation, and each can be met and contradicted."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at
from multifidus.knowledge.rows import OperationRow, SurgeryCriterionRow


def operation_without_criterion(index: Index) -> Iterator[KnowledgeError]:
    """Operations of which nothing is required."""
    required = {
        (row.operation, cause)
        for row in index.rows(SurgeryCriterionRow)
        if row.role == "required"
        for cause in row.causes
    }
    for row in index.rows(OperationRow):
        if (row.operation, row.cause) not in required:
            problem = f"nothing is required for {row.operation} in {row.cause}"
            yield at(row, "operation", problem, "add its criteria to surgery_criteria.csv, or take the row out")


def criterion_of_no_operation(index: Index) -> Iterator[KnowledgeError]:
    """Criteria of an operation that operations.csv does not have for that cause."""
    known = {(row.operation, row.cause) for row in index.rows(OperationRow)}
    for row in index.rows(SurgeryCriterionRow):
        for cause in row.causes:
            if (row.operation, cause) not in known:
                problem = f"operations.csv has no {row.operation} for {cause}"
                yield at(row, "causes", problem, "add that operation, or name the cause that it is for")


def criterion_without_condition(index: Index) -> Iterator[KnowledgeError]:
    """Criteria that hold for everybody, or that nothing could contradict."""
    for row in index.rows(SurgeryCriterionRow):
        for column, condition in (("met_when", row.met_when), ("contradicted_when", row.contradicted_when)):
            if not condition.ways:
                problem = "a criterion without a condition would stand the same for everybody"
                yield at(row, column, problem, "say by which findings it is met, and by which it is contradicted")
