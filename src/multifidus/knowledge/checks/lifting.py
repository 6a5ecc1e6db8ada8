"""Whether the names of landmarks can be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at
from multifidus.knowledge.rows_lifting import LandmarkNameRow, plain_landmark


def name_of_two_landmarks(index: Index) -> Iterator[KnowledgeError]:
    """Names that stand for one place in one tool and for another in another, so that one of them is misread."""
    owners: dict[str, LandmarkNameRow] = {}
    for row in index.rows(LandmarkNameRow):
        other = owners.setdefault(plain_landmark(row.name), row)
        if other.landmark != row.landmark:
            problem = f"{row.name} is the {other.landmark.replace('_', ' ')} of {other.tool} already"
            yield at(row, "landmark", problem, "leave out the one that is less often met")
