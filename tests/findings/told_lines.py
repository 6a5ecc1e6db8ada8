"""Lines with what a careful reader takes from them, as written in tables beside the tests."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped
from multifidus.terms import Finding

FOLDER = Path(__file__).parent
KNOWLEDGE = shipped()
NEAR = 0.02  # of the number: a year is 365 or 365.25 days


@dataclass(frozen=True, slots=True)
class Line:
    """`reads` and `never` hold tokens: id, -id for denied, id.side, id.side=number."""

    half: str  # dev: for tuning; held: only measured
    name: str
    text: str
    reads: tuple[str, ...]
    never: tuple[str, ...]

    def faults(self) -> tuple[str, ...]:
        """What is missed ("missed slr_positive.left") what never should be taken; empty when all is well."""
        told = _told(self.text)
        missed = [f"missed {token}" for token in self.reads if not any(_is(token, one) for one in told)]
        wrong = [f"took {token}" for token in self.never if any(_is(token, one) for one in told)]
        return (*missed, *wrong)


@cache
def _told(text: str) -> tuple[Finding, ...]:
    """Findings as read, with all that follows from them."""
    return tuple(complete(read_note(text, KNOWLEDGE).findings, KNOWLEDGE).findings.all())


def _is(token: str, one: Finding) -> bool:
    name, _, number = token.removeprefix("-").partition("=")
    id_, _, side = name.partition(".")
    if one.id != id_ or (side and one.side != side):
        return False
    if isinstance(one.value, bool):
        return not number and one.value is not token.startswith("-")
    if token.startswith("-"):
        return False
    return not number or abs(float(one.value) - float(number)) <= NEAR * max(float(number), 1)


def exam_lines() -> list[Line]:
    """Lines of examination, numbers and times, in clinicians' shorthand."""
    with (FOLDER / "exam_lines.csv").open(encoding="utf-8", newline="") as table:
        return [
            Line(row["half"], row["line"], row["line"], tuple(row["reads"].split()), tuple(row["never"].split()))
            for row in csv.DictReader(table)
        ]


def whole_notes() -> list[Line]:
    """Short notes that say two things, with what holds."""
    rows = tomllib.loads((FOLDER / "whole_notes.toml").read_text(encoding="utf-8"))["note"]
    return [
        Line(row["half"], row["name"], row["text"], tuple(row["reads"].split()), tuple(row["never"].split()))
        for row in rows
    ]
