"""One statement about one structure at one level, with its words and their place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from multifidus.findings.notes.context.standing import Standing, standing
from multifidus.findings.notes.report.drafts import Draft, Told
from multifidus.findings.notes.report.terms import Mark
from multifidus.findings.notes.text.mentions import Mention, Parsed
from multifidus.findings.notes.text.pictures import Picture, shows
from multifidus.knowledge.rows_wording import ReportTermRow, WordingRow
from multifidus.terms import Side

GRADED = ("mild", "mild to moderate", "moderate", "moderate to severe", "severe")
OR = frozenset({"or", "nor", "no"})
TURNED_ALREADY = ("negation", "past", "doubt")  # cues that mean nothing where a term of the report has their words
SAID_BY = ("comparison", "age")
WITH_ZONE = ("disc", "tumour", "infection", "haematoma", "facet")
SIZED = ("disc", "slip", "vertebra", "infection", "haematoma", "tumour", "facet", "postoperative", "canal")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a report says of one structure, at one level or of the spine as a whole.

    `standing` is present, absent or doubted. `mm` is the size that is told, in mm; `percent` of a vertebra the height
    that is lost; `grade` that of a slip. `start` and `end` are places in the text as given, `quote` the words there.
    """

    structure: str
    kind: str
    standing: str
    level: str | None = None
    degree: str | None = None
    side: Side | None = None
    zone: str | None = None
    shape: str | None = None
    mm: float | None = None
    percent: float | None = None
    grade: float | None = None
    age: str | None = None
    comparison: str | None = None
    findings: tuple[str, ...] = ()  # what it says is found, or not found where it is absent
    quote: str = ""
    start: int = 0
    end: int = 0
    again: tuple[tuple[int, int], ...] = ()  # where the same is said again, in the conclusion for one


SIDES: dict[str, Side] = {"left": "left", "right": "right", "both": "both"}


def entry_of(draft: Draft, parsed: Parsed, marks: Sequence[Mark], picture: Picture | None, text: str) -> Entry | None:
    """A thing as an entry without its level; None where it says nothing of the person as they are now."""
    stands = _standing(draft, parsed, marks)
    if stands is None:
        return None
    row, told = draft.row, draft.told
    places = (*draft.path, *(draft.lead or ()))
    first, last = min((*draft.path, *(draft.lead or ())[:1])), max(draft.path) + 1
    last = max(last, *(place for place in places if place <= len(parsed.sentence)))
    start, end = parsed.sentence.starts[first], parsed.sentence.ends[last - 1]
    zone = str(told["zone"]) if "zone" in told and row.structure in WITH_ZONE else None
    entry = Entry(
        structure=row.structure, kind=row.kind, standing=stands,
        degree=_text(told, "degree"), side=_side_of(row, told), zone=zone, shape=_text(told, "shape"),
        mm=_number(told, "mm") if row.structure in SIZED else None, percent=_number(told, "percent"),
        grade=_number(told, "grade"), age=_text(told, "age"), comparison=_text(told, "comparison"),
        quote=text[start:end], start=start, end=end,
    )  # fmt: skip
    return replace(entry, findings=_shown(entry, row, parsed, picture, draft.path))


def _side_of(row: ReportTermRow, told: Told) -> Side | None:
    """The side that is told; a disc that bulges "more to the left" bulges to the left."""
    side = told.get("leaning", told.get("side")) if row.structure == "disc" else told.get("side")
    return SIDES.get(str(side))


def _text(told: object, word: str) -> str | None:
    value = told.get(word) if isinstance(told, dict) else None
    return None if value is None else str(value)


def _number(told: object, word: str) -> float | None:
    value = told.get(word) if isinstance(told, dict) else None
    return None if value is None else float(value)


def _standing(draft: Draft, parsed: Parsed, marks: Sequence[Mark]) -> str | None:
    said = {at for mark in marks if mark.row.structure in SAID_BY or draft.is_normal for at in mark.path}
    cues = {
        kind: [cue for cue in found if kind not in TURNED_ALREADY or said.isdisjoint(cue.path)]
        for kind, found in parsed.cues.items()
    }
    of_report = replace(parsed, cues=cues)
    mention = _mention(draft.row, draft.path)
    stands = standing(mention, of_report)
    if draft.told.get("comparison") == "resolved":
        return "absent" if stands in (Standing.PRESENT, Standing.PAST) else None
    if draft.is_normal and draft.row.structure not in ("segment", "spine"):
        return {Standing.PRESENT: "absent", Standing.ABSENT: "doubted"}.get(stands)
    if stands is Standing.ABSENT and _begins_anew(draft, of_report):
        return "present"
    told = {Standing.PRESENT: "present", Standing.PAST: "present", Standing.ABSENT: "absent"}
    return {**told, Standing.DOUBTED: "doubted"}.get(stands)


def _mention(row: ReportTermRow, path: tuple[int, ...]) -> Mention:
    worded = WordingRow(findings=row.findings, states="image", where=("scan",), phrases=(), line=0)
    return Mention(worded, path, row.findings)


def _begins_anew(draft: Draft, parsed: Parsed) -> bool:
    """Whether a thing behind a comma has its own degree, so that a "no" before it is another's.

    "No herniation, mild canal stenosis"; but "no bulge, mild or moderate stenosis".
    """
    if draft.lead is None or draft.told.get("degree") not in GRADED:
        return False
    keys = parsed.sentence.keys
    before = [cue for cue in parsed.of("negation") if cue.stop <= draft.lead[0]]
    if not before or "," not in keys[draft.lead[0] - 1]:
        return False
    return not any(keys[at][0] in OR for at in range(before[-1].stop, len(keys)))


def _shown(
    entry: Entry, row: ReportTermRow, parsed: Parsed, picture: Picture | None, path: tuple[int, ...]
) -> tuple[str, ...]:
    """The findings that an entry speaks of, of those that the picture at hand can show."""
    wanted = row.findings if entry.standing == "present" else row.denies
    if entry.standing == "absent" and (entry.degree in GRADED or entry.degree == "large"):
        return ()  # "no severe stenosis" denies no stenosis
    if is_old_fracture(entry):
        return ()
    mention = _mention(row, path)
    return tuple(one for one in wanted if shows(one, mention, parsed, picture))


def is_old_fracture(entry: Entry) -> bool:
    """Whether a vertebra is told to have broken once and to be no fresh fracture now."""
    return (entry.standing, entry.structure) == ("present", "vertebra") and "fracture" in entry.kind and is_old(entry)


def is_old(entry: Entry) -> bool:
    """Whether what is seen is no fresh thing, by its age or as it was before."""
    return entry.age == "old" or (entry.age is None and entry.comparison == "unchanged")
