"""Whether the tables that speak of the fit speak of figures that are fitted."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.rows import ConflictRow, RelationPopulationRow, RelationRow, SpreadRow


def kind_without_spread(index: Index) -> Iterator[KnowledgeError]:
    """Kinds of finding for which nobody says how far studies lie apart."""
    known = {row.kind for row in index.rows(SpreadRow)}
    for kind in sorted({row.kind for row in index.findings.values()}):
        if kind not in known:
            yield in_table(SpreadRow, f"no spread for findings of kind {kind}", "add the row with its reason")


def population_of_no_relation(index: Index) -> Iterator[KnowledgeError]:
    """Populations of relations that are not there."""
    known = {(row.finding, row.cause, row.relation) for row in index.rows(RelationRow)}
    for row in index.rows(RelationPopulationRow):
        if (row.finding, row.cause, row.relation) not in known:
            problem = f"relations.csv has no {row.relation} of {row.finding} / {row.cause}"
            yield at(row, "relation", problem, "take the row out, or name the relation as it stands there")


def conflict_of_no_figure(index: Index) -> Iterator[KnowledgeError]:
    """Conflicts about a finding and a cause of which nothing is fitted."""
    for row in index.rows(ConflictRow):
        pair = row.finding, row.cause
        if pair not in index.figures and pair not in index.assumed:
            problem = f"no figure says anything of {row.finding} / {row.cause}"
            yield at(row, "finding", problem, "take the row out: there is nothing that the network could fail to say")
