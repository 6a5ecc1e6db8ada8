"""Which findings an examination asks for, in the groups of the vocabulary, and how each is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import FindingRow, MeasureRow

GRADE: Literal["grade"] = "grade"
UNIT_OF_GRADES = "MRC grade"
EXAMINED = ("exam", "strength")
TITLES: dict[str, Promise] = {
    "strength": _("Strength"),
    "nerve_tests": _("Nerves"),
    "legs_and_nerves": _("Legs"),
    "movement_tests": _("Movement"),
    "spasm": _("Muscles of the back"),
    "joint_tests": _("Joints and hips"),
    "bladder_bowel": _("Bladder and bowel"),
    "abdomen_pulses": _("Belly and pulses"),
    "general_health": _("General"),
    "pain_pattern": _("Pain"),
    "onset": _("Injury"),
}
OTHERS = _("More")


@dataclass(frozen=True, slots=True)
class Asked:
    """One finding or number to ask for."""

    id: str
    label: str
    how: str  # how it is examined
    group: str
    kind: Literal["yes_no", "side", "number", "grade"]
    unit: str = ""
    low: float = 0.0
    high: float = 0.0


@lru_cache(maxsize=4)
def asked_in_exam(knowledge: Knowledge) -> tuple[Asked, ...]:
    """All that can be examined by hand, eye and simple instruments; what follows from a number is not asked again."""
    rows = [row for row in knowledge.rows(FindingRow) if row.kind in EXAMINED]
    examined = {row.id for row in rows}
    numbers = [row for row in knowledge.rows(MeasureRow) if examined & set(row.findings)]
    settled = {finding for number in numbers for finding in number.findings}
    asked = [_of_finding(row) for row in rows if row.id not in settled and row.id != "mrc_grade"]
    return (*(_of_number(number, knowledge) for number in numbers), *asked)


def asked_of(ids: Iterable[str], knowledge: Knowledge) -> tuple[Asked, ...]:
    """What asks for these findings, where the tables still know them."""
    measures = {row.id: row for row in knowledge.rows(MeasureRow)}
    return tuple(
        _of_number(measures[one], knowledge) if one in measures else _of_finding(knowledge.findings[one])
        for one in ids
        if one in measures or one in knowledge.findings
    )


def sections_of(asked: Iterable[Asked]) -> Iterator[tuple[str, str | Promise, list[Asked]]]:
    """The groups in their order, each with what it asks for."""
    by_group: dict[str, list[Asked]] = {}
    for one in asked:
        by_group.setdefault(one.group, []).append(one)
    for group in sorted(by_group, key=lambda name: list(TITLES).index(name) if name in TITLES else len(TITLES)):
        yield group, TITLES.get(group, OTHERS), by_group[group]


def _of_finding(row: FindingRow) -> Asked:
    return Asked(
        row.id, _capital(row.label), row.question, row.group, "side" if row.values.startswith("side") else "yes_no"
    )


def _of_number(row: MeasureRow, knowledge: Knowledge) -> Asked:
    finding = knowledge.findings[row.findings[0]] if row.findings else None
    group, how = (finding.group, finding.question) if finding else ("general_health", "")
    if row.unit == UNIT_OF_GRADES:
        label = row.label.removeprefix("strength of ").removesuffix(" on the MRC scale")
        return Asked(row.id, _capital(label), how, group, GRADE)
    return Asked(row.id, _capital(row.label), how, group, "number", row.unit, row.low, row.high)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
