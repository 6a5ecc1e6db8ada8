"""Every place of a text from which something was understood, in order: what a marked text is drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.statements import Statement
from multifidus.terms import Finding, Side

Stands = Literal["present", "denied", "doubtful", "number", "set aside"]
STANDS: dict[Standing, Stands] = {
    Standing.PRESENT: "present",
    Standing.ABSENT: "denied",
    Standing.DOUBTED: "doubtful",
}
WHY_ASIDE = {
    Standing.PAST: "past",
    Standing.RESOLVED: "resolved",
    Standing.PLANNED: "planned, not yet done",
    Standing.ELSE: "somebody else",
    Standing.FEARED: "only feared or hypothetical",
    Standing.ASKED: "asked",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text, the finding that they speak of, and how they stand to the person as they are now."""

    stands: Stands
    finding: str
    side: Side | None
    quote: str
    start: int
    end: int
    value: float | None = None  # of a number, in the unit of its measure
    why: str | None = None  # of what was set aside: past, somebody else, ...


def passages(stated: Iterable[Statement], found: Iterable[Finding], text: str) -> tuple[Passage, ...]:
    """What was stated and what was measured, in the order of the text, each once."""
    told = [*_of_statements(stated, text), *_of_findings(found)]
    return tuple(sorted(dict.fromkeys(told), key=lambda one: (one.start, -one.end, one.finding)))


def _of_statements(stated: Iterable[Statement], text: str) -> Iterator[Passage]:
    for one in stated:
        start, end = one.parsed.sentence.starts[one.start], one.parsed.sentence.ends[one.stop - 1]
        stands = STANDS.get(one.standing, "set aside")
        why = WHY_ASIDE.get(one.standing) if stands == "set aside" else None
        yield Passage(stands, one.finding, one.side, text[start:end], start, end, why=why)


def _of_findings(found: Iterable[Finding]) -> Iterator[Passage]:
    """Findings that no statement is behind: numbers, and what was told by one of them."""
    for one in found:
        if one.quote is None or one.start is None or one.end is None:
            continue
        stands: Stands = "number"
        if isinstance(one.value, bool):
            stands = "present" if one.value else "denied"
        value = None if isinstance(one.value, bool) else float(one.value)
        yield Passage(stands, one.id, one.side, one.quote, one.start, one.end, value)
