"""Whether a condition of a table holds for a person: yes, no, or nobody knows."""

from __future__ import annotations

from multifidus.knowledge.condition import Condition, Term
from multifidus.terms import Known


def holds(condition: Condition, known: Known) -> bool | None:
    """True where one way holds with all its terms, False where each way has one that fails, else None: unknown."""
    if not condition.ways:
        return True
    ways = [_all([_term(term, known) for term in way]) for way in condition.ways]
    if True in ways:
        return True
    return None if None in ways else False


def _all(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _term(term: Term, known: Known) -> bool | None:
    if term.at_least is not None or term.below is not None:
        number = known.findings.number(term.finding)
        if number is None:
            return None
        return number >= term.at_least if term.at_least is not None else number < float(term.below or 0.0)
    if known.unknown(term.finding):
        return None
    return known.absent(term.finding) if term.denied else known.present(term.finding)
