"""A report as a grid: rows by level of the spine, in each what is seen there, and what is seen of no level."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from multifidus.findings.notes.report.assembling import drafts_of
from multifidus.findings.notes.report.assigning import (
    OTHER_LEVELS,
    Asked,
    Spoken,
    at_of,
    levels_of,
    named_for,
    opens,
)
from multifidus.findings.notes.report.compared import compared_with, is_comparison
from multifidus.findings.notes.report.entries import Entry, entry_of, is_old_fracture
from multifidus.findings.notes.report.levels import LUMBAR, Named, as_segment, named_levels, place_of
from multifidus.findings.notes.report.terms import Mark, Terms, marks_of
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.text.pictures import Picture, pictures_of
from multifidus.findings.notes.text.sections import Section
from multifidus.findings.notes.text.titles import pictured_in
from multifidus.findings.notes.wording.lexicon import Lexicon

UNSEEN = ("ignored", "past", "medicines", "family", "habits", "review")
ASKED = ("indication", "plan", "history")  # of a report: why it was asked for, and what should follow
OF_DISC_AND_BONE = ("infection", "endplate", "disc", "canal")
GENERAL = {  # what may be said again in a plainer word
    ("disc", "herniation"): ("protrusion", "extrusion", "sequestration"),
    ("endplate", "modic"): ("modic_1", "modic_2"),
    ("vertebra", "fracture"): (
        "compression_fracture", "burst_fracture", "chance_fracture", "pathological_fracture",
    ),
}  # fmt: skip
OF_NO_LEVEL = ("earlier picture", "other side")  # scopes: "since the prior", "compared with the left"
AGAIN = 4  # places kept where the same is said again: no report needs more, and a heap of them would cost too much
THE_REST = "the rest"  # the level of what is said of all levels but those named, until these are known


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level of the spine ("L4/5", "L5") and what is seen there, in the order of the text."""

    level: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A report by level, from the head down; `spine` is what it says of no level."""

    levels: tuple[LevelRow, ...] = ()
    spine: tuple[Entry, ...] = ()
    counting: str | None = None  # how levels were counted, or the transitional vertebra, in the report's own words
    modality: str | None = None  # mri, ct, xray, ultrasound, scan
    compared_with: str | None = None  # the earlier picture, in the report's own words
    of_report: bool = False  # whether the text is a report on one picture, and no note that tells of several
    counted_at: tuple[int, ...] = ()  # where in the text the levels were counted

    def places(self) -> Iterator[int]:
        """Every place in the text that something was read from."""
        yield from self.counted_at
        yield from (one.start for one in self.entries())

    def entries(self) -> Iterator[Entry]:
        """Every entry, those of levels first."""
        for row in self.levels:
            yield from row.entries
        yield from self.spine

    def __bool__(self) -> bool:
        return bool(self.levels or self.spine)


def grid_of(parsed: Sequence[Parsed], parts: Sequence[Section], lexicon: Lexicon, text: str) -> Grid:
    """What a text tells of pictures of the spine, by level; an empty grid where it tells of none."""
    within = pictured_in(parts, parsed)
    rows = tuple(lexicon.report.payloads)
    terms = {of_report: Terms(rows, of_report=of_report) for of_report in (True, False)}
    found: list[Entry] = []
    counting: list[Parsed] = []
    modality: str | None = None
    spoken = Spoken()
    for one, picture in pictures_of(parsed, within):
        if not _is_seen(one, picture, within):
            continue
        modality = modality or next(iter(picture.kinds if picture else ()), None)
        marks = marks_of(one.sentence, lexicon)
        if any(mark.role == "counting" for mark in marks):
            counting.append(one)
        named = named_levels(one.sentence, marks)
        spoken = _spoken(spoken, named, marks, one)
        found += _entries(
            one,
            marks,
            named,
            spoken,
            Seen(picture, terms[bool(within) or one.sentence.section.kind == "picture"], text),
        )
        spoken = _after(spoken, named, one)
    if not found:
        return Grid()
    told = " ".join(dict.fromkeys(_without_heading(one, text) for one in counting)) or None
    counted_at = tuple(one.sentence.starts[0] for one in counting)
    return replace(
        _grid(found, told, modality, compared_with(parts, parsed, text)), counted_at=counted_at, of_report=bool(within)
    )


def _without_heading(one: Parsed, text: str) -> str:
    """A sentence in its own words, without line breaks and without the heading that it stands behind."""
    section, told = one.sentence.section, one.sentence.text(text)
    if section.name and one.sentence.starts[0] == section.start:
        told = told.removeprefix(section.name).lstrip(" :\t\r\n")
    return " ".join(told.split())


def _is_seen(one: Parsed, picture: Picture | None, within: Collection[str]) -> bool:
    if picture is None or picture.elsewhere or picture.hip_or_leg or is_comparison(one.sentence.section):
        return False
    kind = one.sentence.section.kind
    return kind not in UNSEEN and not (within and kind in ASKED) and not one.sentence.asks


def _spoken(spoken: Spoken, named: Sequence[Named], marks: Sequence[Mark], one: Parsed) -> Spoken:
    section = one.sentence.section.start
    if section != spoken.section:
        spoken = Spoken(section=section, line=one.sentence.starts[0])
    if opens(named, marks, one):
        return replace(spoken, heading=named[0], line=one.sentence.starts[0])
    if named or any(mark.row.kind == OTHER_LEVELS for mark in marks):
        return replace(spoken, heading=None)
    return spoken


def _after(spoken: Spoken, named: Sequence[Named], one: Parsed) -> Spoken:
    before = named[0] if len(named) == 1 else None if named else spoken.before
    return replace(spoken, before=before, line=one.sentence.ends[-1])


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sentence is read with: the picture it speaks of, the terms, and the text as given."""

    picture: Picture | None
    terms: Terms
    text: str


def _entries(one: Parsed, marks: Sequence[Mark], named: Sequence[Named], spoken: Spoken, seen: Seen) -> Iterator[Entry]:
    if not marks:
        return
    scope = next((mark.row.kind for mark in marks if mark.role == "scope" and mark.row.kind not in OF_NO_LEVEL), None)
    for draft in drafts_of(one, marks, seen.terms, at_of(named, spoken)):
        entry = entry_of(draft, one, marks, seen.picture, seen.text)
        if entry is None:
            continue
        beside = named_for(draft, named, marks, one)
        if beside and beside.is_cervical:
            continue
        if beside is None and scope == OTHER_LEVELS and draft.row.at != "spine":
            yield replace(entry, level=THE_REST)
            continue
        if beside and draft.row.structure in OF_DISC_AND_BONE:
            beside = as_segment(beside, named)
        absent = entry.standing == "absent"
        for level in levels_of(Asked(draft, scope, absent), beside, spoken, one, seen.text):
            if level or entry.structure != "segment":
                yield replace(entry, level=level)


def _grid(found: Sequence[Entry], counting: str | None, modality: str | None, compared: str | None) -> Grid:
    told = {entry.level for entry in found if entry.level not in (None, THE_REST) and entry.standing != "absent"}
    rest = [level for level in LUMBAR if level not in told]
    entries: list[Entry] = []
    for entry in found:
        levels = rest if entry.level == THE_REST else [entry.level]
        entries += [replace(entry, level=level) for level in levels]
    of_levels = sorted({entry.level for entry in entries if entry.level}, key=place_of)
    rows = tuple(LevelRow(level, tuple(_once(entries, level))) for level in of_levels)
    return Grid(rows, tuple(_once(entries, None)), counting, modality, compared)


def _once(entries: Iterable[Entry], level: str | None) -> Iterator[Entry]:
    """The entries of a level, what the conclusion says again only once, with all that either tells."""
    kept: list[Entry] = []
    of_level = [entry for entry in entries if entry.level == level]
    for entry in sorted(of_level, key=lambda one: (one.structure, one.kind) in GENERAL):
        same = next((at for at, one in enumerate(kept) if _is_same(one, entry)), None)
        if same is None:
            kept.append(entry)
        else:
            kept[same] = _merged(kept[same], entry)
    yield from kept


def _is_same(one: Entry, other: Entry) -> bool:
    kinds = (*GENERAL.get((other.structure, other.kind), ()), other.kind)
    return (
        (one.structure, one.standing) == (other.structure, other.standing)
        and one.kind in kinds
        and all(
            getattr(one, word) is None or getattr(other, word) is None or getattr(one, word) == getattr(other, word)
            for word in ("side", "degree", "age", "grade")
        )
    )


def _merged(one: Entry, other: Entry) -> Entry:
    told = ("degree", "side", "zone", "shape", "mm", "percent", "grade", "age", "comparison")
    more = {word: getattr(other, word) for word in told if getattr(one, word) is None}
    findings = tuple(dict.fromkeys((*one.findings, *other.findings)))
    again = (*one.again, (other.start, other.end))[:AGAIN]
    merged = replace(one, **more, findings=findings, again=again)
    return replace(merged, findings=()) if is_old_fracture(merged) else merged
