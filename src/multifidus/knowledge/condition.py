"""A condition as a cell of a table: what has to be known of a person for a row to hold.

`leg_pain_below_knee + duration_weeks>=6 | foot_drop` holds with leg pain of six weeks, or with a foot drop;
`!pregnant` holds where it was denied. An empty cell holds always.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from multifidus.knowledge.cells import BadCellError

TERM = re.compile(r"(!?)([a-z][a-z0-9_]*)(?:(>=|<)([0-9]+(?:\.[0-9]+)?))?")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be known: a finding that is present or denied, or a number from `at_least` on, or `below` one."""

    finding: str
    denied: bool = False
    at_least: float | None = None
    below: float | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, of which one has to hold with all its terms; without any it holds always."""

    ways: tuple[tuple[Term, ...], ...] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        """Every finding or number that is named, in its order."""
        return tuple(dict.fromkeys(term.finding for way in self.ways for term in way))


def read_condition(text: str) -> Condition:
    """The condition that a cell states; BadCellError where it states none."""
    if not text:
        return Condition()
    return Condition(tuple(tuple(_term(part.strip()) for part in way.split("+")) for way in text.split("|")))


def _term(text: str) -> Term:
    found = TERM.fullmatch(text)
    if found is None or (found[1] and found[3]):
        raise BadCellError(
            f"{text!r} is no condition", "write finding, !finding, number>=6 or number<6, joined by + or |"
        )
    sign, finding, compare, number = found.groups()
    return Term(
        finding,
        denied=bool(sign),
        at_least=float(number) if compare == ">=" else None,
        below=float(number) if compare == "<" else None,
    )
