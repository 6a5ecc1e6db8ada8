"""The terms and the numbers of a sentence in their order, each with what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from multifidus.findings.notes.numbers.numbers import numbers
from multifidus.findings.notes.report.drafts import Told
from multifidus.findings.notes.report.terms import Mark
from multifidus.findings.notes.text.mentions import PARTING, Parsed
from multifidus.findings.notes.wording.phrases import stem

GRADE = stem("grade")
GRADES = {"1": 1.0, "2": 2.0, "3": 3.0, "4": 4.0, "5": 5.0, "i": 1.0, "ii": 2.0, "iii": 3.0, "iv": 4.0}
EARLIER = frozenset({"prior", "previou", "previous"})  # of a fracture, or of the picture that is compared with
BOTH = ("both", "bilateral")  # "worse on the left" says which way a disc bulges, and of two foramina which is narrower
NEAR = 3  # words from such a word to what it tells the age of
IN_MM = {"mm": 1.0, "cm": 10.0}


@dataclass(frozen=True, slots=True)
class Part:
    """A mark or a number on its way through the sentence."""

    role: str
    start: int
    stop: int
    mark: Mark | None = None
    told: Told = field(default_factory=dict)


def parts_of(parsed: Parsed, marks: Sequence[Mark]) -> list[Part]:
    """What a sentence is put together from, in the order of its words."""
    found = [
        _part(mark, parsed)
        for mark in marks
        if mark.role in ("thing", "place", "head", "more") and not _is_earlier_picture(mark, marks, parsed)
    ]
    taken = {at for mark in marks for at in mark.path}
    for number in numbers(parsed):
        if number.unit in IN_MM and number.start not in taken:
            told = {"mm": round(number.value * IN_MM[number.unit], 1)}
            found.append(Part("more", number.start, number.stop, told=told))
        elif number.unit == "percent":
            found.append(Part("more", number.start, number.stop, told={"percent": number.value}))
    sentence = parsed.sentence
    for at in range(len(sentence) - 1):
        grade = GRADES.get(sentence.keys[at + 1][0])
        if sentence.has(at, GRADE) and grade and at not in taken and at + 1 not in taken:
            found.append(Part("more", at, at + 2, told={"grade": grade}))
    return sorted(found, key=lambda part: part.start)


def _part(mark: Mark, parsed: Parsed) -> Part:
    told = {mark.row.structure: mark.row.kind} if mark.role == "more" else {}
    if mark.row.structure == "side" and mark.row.kind == "both":
        words = [parsed.sentence.keys[at][0] for at in mark.path]
        sides = [word for word in words if word in ("left", "right")]
        if len(sides) == 1 and words[0] not in BOTH:
            told["leaning"] = sides[0]
    return Part(mark.role, mark.start, mark.stop, mark, told)


def _is_earlier_picture(mark: Mark, marks: Sequence[Mark], parsed: Parsed) -> bool:
    """Whether a bare "prior" names the earlier picture: "new since the prior"; but "prior L1 fracture"."""
    keys = parsed.sentence.keys
    if mark.row.structure != "age" or mark.stop - mark.start > 1 or EARLIER.isdisjoint(keys[mark.start]):
        return False
    following = next((other for other in marks if other.start >= mark.stop), None)
    if following is None or following.start - mark.stop > NEAR:
        return True
    return any(not PARTING.isdisjoint(keys[at]) for at in range(mark.stop, following.start))
