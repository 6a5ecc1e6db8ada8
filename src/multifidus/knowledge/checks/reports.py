"""Whether the terms of radiology reports fit together: each head known, each place there, each phrase one term's."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at
from multifidus.knowledge.rows_wording import ReportTermRow

HEAD, PLACE = "head", "place"


def term_of_no_head(index: Index) -> Iterator[KnowledgeError]:
    """Things that a head makes which no row has words for."""
    heads = {row.kind for row in index.rows(ReportTermRow) if row.structure == HEAD}
    for row in index.rows(ReportTermRow):
        for head in (*row.heads, *row.alone):
            if head not in heads:
                yield at(row, "heads", f"no row has words for the head {head}", f"add a row {HEAD},{head}")


def head_without_place(index: Index) -> Iterator[KnowledgeError]:
    """Things that a head makes of a place which has no name."""
    places = {row.structure for row in index.rows(ReportTermRow) if row.kind == PLACE}
    for row in index.rows(ReportTermRow):
        if set(row.heads) - set(row.alone) and row.structure not in places:
            problem = f"the heads of {row.kind} need a place, and {row.structure} has none"
            yield at(row, "heads", problem, f"add a row {row.structure},{PLACE} or take the heads out")


def phrase_of_two_terms(index: Index) -> Iterator[KnowledgeError]:
    """Phrases that two terms have, so that only one of them is ever read."""
    owners: dict[str, ReportTermRow] = {}
    for row in index.rows(ReportTermRow):
        for phrase in row.phrases:
            other = owners.setdefault(phrase, row)
            if other is not row:
                problem = f"{phrase!r} is said for {other.structure} {other.kind} too"
                yield at(row, "phrases", problem, "leave it with the one that it is said for more often")
