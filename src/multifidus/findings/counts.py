"""Counts that stand for their items: how many of a list of features are there, and the finding that it amounts to."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.knowledge import Knowledge
from multifidus.knowledge.condition import Term
from multifidus.knowledge.rows import CountedRow
from multifidus.terms import Finding, Findings


def counted(findings: Findings, knowledge: Knowledge) -> Iterator[Finding]:
    """The findings that the features amount to, each as far as they are known and nobody has said it otherwise.

    Features that nobody asked of are not counted: the count can only grow.
    """
    for row in knowledge.rows(CountedRow):
        if row.finding in findings:
            continue
        there = [way[0].finding for way in row.items.ways if all(_is_there(term, findings) for term in way)]
        if row.at_least <= len(there) <= (row.at_most or len(there)):
            yield Finding(row.finding, True, source=f"follows from {' and '.join(there)}")


def _is_there(term: Term, findings: Findings) -> bool:
    if term.below is not None:
        number = findings.number(term.finding)
        return number is not None and number < term.below
    return findings.present(term.finding)
