"""Which findings a person can tell by themselves, so that they may be asked."""

from __future__ import annotations

from functools import lru_cache

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestRow

FELT = ("history", "symptom")  # kinds of finding that nobody has to examine


@lru_cache(maxsize=4)
def told_by_person(knowledge: Knowledge) -> frozenset[str]:
    """What is felt or remembered, and what a question to the person asks for though it can be examined: a weak leg."""
    asked = {finding for test in knowledge.rows(TestRow) if test.who == "person" for finding in test.findings}
    return frozenset(asked | {row.id for row in knowledge.findings.values() if row.kind in FELT})
