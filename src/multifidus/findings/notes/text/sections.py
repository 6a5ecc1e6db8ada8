"""The parts of a note by their headings: with a colon, in capitals, in MTSamples' way, on a line alone, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.talk.speakers import turns_of
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.words import heading_key

# A heading begins a line, or follows the end of a sentence, and ends with a colon (or with ",", when in capitals).
HEADING = re.compile(
    r"(?:^|(?<=[.,;:?!)])|(?<=[.;:?!)] ))[ \t]*(?:[-•*#>]+[ \t]*|\d{1,2}[.)][ \t]*)?"
    r"(?P<name>[A-Za-z][A-Za-z/&'’()\- ]{0,58}?)"
    r"(?:(?P<date>[ \t]*\(?\d{1,4}(?:[/.-]\d{1,4}){0,2}\)?)?[ \t]*(?P<colon>:)|(?P<comma>,)(?=\S))",
    re.MULTILINE,
)
ALONE = re.compile(r"^[ \t]*(?:#+[ \t]*)?(?P<name>[A-Za-z][A-Za-z/&'’(),\- ]{2,58})[ \t\r]*$", re.MULTILINE)
EMPTY_LINE = re.compile(r"(?<=\S)[ \t\r]*\n[ \t\r]*\n")
# In a note flattened to one line a heading follows words without an end: "Allergies: None Review of systems: Denies".
INNER = re.compile(r"(?<=[A-Za-z0-9%)] )(?P<words>(?:[A-Za-z/&'’()\-]+ ){0,5}[A-Za-z/&'’()\-]+)[ \t]?:")
INNER_KINDS = frozenset({"complaint", "history", "past", "family", "habits", "medicines", "review", "assessment"})
EXAMINED = ("exam", "signs")  # in the names of examinations that begin a new part; "lumbar spine:" does not
LEADING = frozenset({"of", "the", "a", "an", "and", "or", "with", "no", "his", "her", "my", "for", "in", "on", "per"})
CARRIED = ("exam", "picture", "lab", "history", "review", "assessment", "procedure", "plan", "complaint", "indication")
NEUTRAL = "other"
COPIED = "copied"  # from an earlier visit, as far as its paragraph goes
SPOKEN = (
    "exam",
    "review",
    "picture",
    "lab",
    "indication",
)  # kinds whose heading is part of what it says: "Reflexes: normal"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading; `start` is where the heading begins, `body` where the text does."""

    kind: str
    name: str
    start: int
    body: int
    stop: int
    masked: bool = False
    by_kin: bool = False  # a turn in which a relative answers for the person


def sections(text: str, lexicon: Lexicon) -> list[Section]:
    """The whole text in sections, in order, without a gap."""
    marks = _turns(text, lexicon) or _headings(text, lexicon)
    found: list[Section] = []
    if not marks or marks[0].start > 0:
        first = marks[0].start if marks else len(text)
        found.append(Section(NEUTRAL, "", 0, 0, first))
    for at, mark in enumerate(marks):
        stop = marks[at + 1].start if at + 1 < len(marks) else len(text)
        found.append(Section(mark.kind, mark.name, mark.start, mark.body, stop, mark.masked, mark.by_kin))
    return found


def _headings(text: str, lexicon: Lexicon) -> list[Section]:
    marks = [*_with_sign(text, lexicon), *_alone(text, lexicon), *_inner(text, lexicon)]
    marks.sort(key=lambda mark: (mark.start, -mark.body))
    kept: list[Section] = []
    for mark in marks:
        if kept and mark.start < max(kept[-1].body, kept[-1].stop):
            continue
        kept.append(mark if mark.kind else _going_on(mark, kept[-1] if kept else None))
    return sorted([*kept, *_after_copied(kept, text)], key=lambda mark: mark.start)


def _after_copied(kept: list[Section], text: str) -> Iterator[Section]:
    """Where what was copied from an earlier visit ends at an empty line, with no heading behind it.

    What follows may be of today: read as old, a new alarm would be lost.
    """
    for at, mark in enumerate(kept):
        following = kept[at + 1].start if at + 1 < len(kept) else len(text)
        empty = EMPTY_LINE.search(text, mark.body, following) if mark.kind == COPIED else None
        if empty and text[empty.end() : following].strip():
            yield Section(NEUTRAL, "", empty.end(), empty.end(), empty.end())


def _going_on(mark: Section, before: Section | None) -> Section:
    """A part whose heading no table knows: of the same kind as the one before where that may go on."""
    goes_on = before is not None and before.kind in CARRIED
    kind, masked = (before.kind, before.masked) if before and goes_on else (NEUTRAL, False)
    return Section(kind, mark.name, mark.start, mark.start, mark.stop, masked)


def _with_sign(text: str, lexicon: Lexicon) -> Iterator[Section]:
    for match in HEADING.finditer(text):
        name = match["name"].strip()
        row = lexicon.headings.get(heading_key(name))
        capitals = name.isupper() and len(name) > 3
        if match["comma"] and not (row and capitals):
            continue
        if match["date"] and not (row and row.kind == COPIED):  # "Copied from the visit of 12/03/2019:"
            continue
        if row:
            # "CT LUMBAR SPINE" tells of which kind.
            body = match.start("name") if row.kind in SPOKEN else match.end()
            yield Section(row.kind, name, match.start("name"), body, match.end(), row.masked)
        elif capitals:
            yield Section("", name, match.start("name"), match.end(), match.end())


def _inner(text: str, lexicon: Lexicon) -> Iterator[Section]:
    """Headings of several words, or of medicines, within a line: the longest known name that a capital begins."""
    for match in INNER.finditer(text):
        words = match["words"].split(" ")
        for at, word in enumerate(words):
            name = " ".join(words[at:])
            row = lexicon.headings.get(heading_key(name)) if word[:1].isupper() else None
            if row is None or not _begins_a_part(row.kind, name, words[at - 1] if at else ""):
                continue
            start = match.start("words") + len(" ".join(words[:at])) + bool(at)
            body = start if row.kind in SPOKEN else match.end()
            yield Section(row.kind, name, start, body, match.end(), row.masked)
            break


def _begins_a_part(kind: str, name: str, before: str) -> bool:
    """Whether a known heading begins a new part in the midst of a line, and is not the end of a longer name."""
    if before.lower() in LEADING:
        return False
    if " " not in name:
        return kind == "medicines"
    lower = name.lower()
    return kind in INNER_KINDS or (kind == "exam" and any(word in lower for word in EXAMINED))


def _alone(text: str, lexicon: Lexicon) -> Iterator[Section]:
    for match in ALONE.finditer(text):
        row = lexicon.headings.get(heading_key(match["name"]))
        if row:
            # "CT LUMBAR SPINE" tells of which kind.
            body = match.start("name") if row.kind == "picture" else match.end()
            yield Section(row.kind, match["name"].strip(), match.start("name"), body, match.end(), row.masked)


def _turns(text: str, lexicon: Lexicon) -> list[Section]:
    return [
        Section(turn.kind, turn.name, turn.start, turn.body, turn.body, by_kin=turn.by_kin)
        for turn in turns_of(text, lexicon)
    ]
