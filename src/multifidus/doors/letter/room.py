"""How much of each part of a letter there is room for, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

FIRM = frozenset({"flags", "now", "signs", "ticks", "questions", "causes"})  # cut last: what somebody could die of
KEPT = {
    "tonight": 2,
    "exercises": 0,
    "checks": 2,
    "habits": 0,
    "prevention": 0,
    "avoid": 1,
    "findings": 4,
    "figures": 2,
    "operations": 2,
    "treatments": 4,
}  # lines that the tightest room still has; else one
STEPS = 24  # from the largest room to the tightest
SOFT_STEPS = 16  # of them, those that leave the firm parts as they are


@dataclass(frozen=True, slots=True)
class Room:
    """The most lines of each part. What is cut is counted, and the letter says so."""

    reasons: int = 3  # that are red flags
    flags: int = 12
    now: int = 14
    tonight: int = 7
    signs: int = 20  # to come back for
    ticks: int = 30  # safety questions, to be ticked with a pen
    questions: int = 40  # that are still open, for the clinician
    causes: int = 6
    shifts: int = 3  # for a cause, and as many against it
    findings: int = 24  # of each kind: present, absent
    not_known: int = 8
    tests: int = 6
    helps: int = 6  # that need nobody's leave, for the person
    surgery: int = 2  # operations to talk about, for the person
    treatments: int = 9
    options: int = 5  # to talk about with a doctor
    figures: int = 3  # of one line of the plan
    positions: int = 4  # of one treatment
    checks: int = 8  # to ask before one treatment
    operations: int = 3
    criteria: int = 7  # of one operation
    expect: int = 4
    prevention: int = 6
    exercises: int = 4
    avoid: int = 8
    mind: int = 4

    def tightened(self, step: int) -> Room:
        """The same room after some steps of `STEPS`: first the parts that can wait, the firm ones at the end."""
        soft = max(0.0, 1 - step / SOFT_STEPS)
        firm = 1.0 if step <= SOFT_STEPS else (STEPS - step) / (STEPS - SOFT_STEPS)
        return Room(
            **{
                one.name: max(KEPT.get(one.name, 1), round(getattr(self, one.name) * share))
                for one in fields(self)
                for share in [firm if one.name in FIRM else soft]
            }
        )


def part(lines: Sequence[Any], most: int) -> dict[str, Any]:
    """The lines there is room for, and how many more there are.

    >>> part(["a", "b", "c"], 2)
    {'lines': ['a', 'b'], 'more': 1}
    """
    return {"lines": list(lines[:most]), "more": max(0, len(lines) - most)}
