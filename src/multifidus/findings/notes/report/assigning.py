"""Which level each thing of a sentence belongs to: the one named beside it, before it, or in a sentence before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from multifidus.findings.notes.report.drafts import Draft
from multifidus.findings.notes.report.levels import LUMBAR, Named
from multifidus.findings.notes.report.terms import Mark
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.text.pictures import REFERS
from multifidus.findings.notes.wording.phrases import stem

OPENERS = frozenset(map(stem, (
    "at", "the", "level", "disc", "segment", "interspace", "of", "both", "from", "-", "(", "in", "on", "finding",
    "again", "similarly", "vertebral", "vertebra", "specifically", ",",
)))  # fmt: skip
LINKS = frozenset(map(stem, ("at", "of", "in", "involving", "from", "affecting", "on", "within", "for", "through")))
GOING_ON = REFERS | frozenset(map(stem, (
    "associated", "resulting", "causing", "with", "resultant", "mild", "moderate", "severe", "minimal", "marked",
    "slight", "small", "large", "bilateral", "left", "right", "no", "retropulsion", "approximately", "central",
)))  # fmt: skip
EXCEPT = frozenset(map(stem, ("except", "apart", "aside", "excepting", "excluding")))
WITH = frozenset({"with", "caus", "result", "where", "demonstrat", "show", "ha", "there", ":", "and", "is"})
NEXT = 2  # words between a thing and its level
NEVER = ("curve", "sacroiliac", "hip", "elsewhere", "sacrum", "spine", "cord")
OF_BONE = ("vertebra",)
ALL_LEVELS, OTHER_LEVELS = "all levels", "other levels"


@dataclass(frozen=True, slots=True)
class Spoken:
    """The levels that the sentences up to here speak of."""

    heading: Named | None = None  # "L4-5: ...", which the sentences below it belong to
    before: Named | None = None  # the only levels of the sentence before
    section: int = -1
    line: int = 0  # the place in the text where the heading's sentence ends

    @property
    def at(self) -> str | None:
        """Whether segments or vertebrae are spoken of."""
        named = self.heading or self.before
        return None if named is None else "vertebra" if named.is_vertebra else "segment"


def at_of(named: Sequence[Named], spoken: Spoken) -> str | None:
    """The kind of level that a sentence speaks of: segment or vertebra."""
    if named:
        return "vertebra" if named[0].is_vertebra else "segment"
    return spoken.at


def opens(named: Sequence[Named], marks: Sequence[Mark], parsed: Parsed) -> bool:
    """Whether a sentence begins with the levels that it and the next speak of: "At L4-5, ..."."""
    if not named:
        return False
    first = named[0]
    ahead = [keys[0] for keys in parsed.sentence.keys[: first.start]]
    if any(mark.role in ("thing", "place", "head") for mark in marks if mark.stop <= first.start):
        return False
    return all(word in OPENERS for word in ahead)


def named_for(draft: Draft, named: Sequence[Named], marks: Sequence[Mark], parsed: Parsed) -> Named | None:
    """The levels among those of its sentence that a thing belongs to."""
    if not named:
        return None
    first, last = min(draft.path), max(draft.path) + 1
    if draft.row.structure == "disc":  # "a fragment behind the L5 body, arising from L4-5"
        named = [one for one in named if not one.is_vertebra] or named
    if draft.lead:
        bracketed = next((one for one in named if one.stop + 1 == draft.lead[0] and first < one.start), None)
        if bracketed and parsed.sentence.has(bracketed.stop, "("):  # "... and L5/S1 (left paracentral)"
            return bracketed
        beside = next((one for one in named if 0 <= one.start - draft.lead[1] <= 2 and one.stop <= last), None)
        behind = next((one for one in named if 0 <= one.start - draft.lead[1] <= 2), None)
        if beside or (draft.lead[0] > first and behind):
            return beside or behind
    inside = [one for one in named if first <= one.start < last]
    if inside:
        return inside[0]
    left = [one for one in named if one.stop <= first]
    right = [one for one in named if one.start >= last]
    if not left or not right:
        one = (left or right)[-1 if left else 0]
        return None if _is_excepted(last, one, parsed) else one
    if _leads(named[0], marks, parsed):
        return left[-1]
    return right[0] if _links(last, right[0], left[-1], first, parsed) else left[-1]


def _is_excepted(last: int, named: Named, parsed: Parsed) -> bool:
    """Whether a level is the one of which a thing is not said: "preserved except at L4-5"."""
    return any(not EXCEPT.isdisjoint(parsed.sentence.keys[at]) for at in range(last, named.start))


def _leads(first: Named, marks: Sequence[Mark], parsed: Parsed) -> bool:
    """Whether the levels of a sentence stand before what is seen there."""
    return not any(mark.role in ("thing", "place", "head") for mark in marks if mark.stop <= first.start) or any(
        parsed.sentence.has(first.stop, sign) for sign in (":", "-")
    )


def _links(last: int, right: Named, left: Named, first: int, parsed: Parsed) -> bool:
    """Whether a thing belongs to the level behind it more than to the one before: "... and protrusion at L4-5"."""
    keys = parsed.sentence.keys
    behind = [keys[at][0] for at in range(last, right.start)]
    ahead = [keys[at][0] for at in range(left.stop, first)]
    if len(behind) <= NEXT and LINKS & set(behind):
        return True
    if ahead and ahead[0] in WITH - {"and"}:
        return False
    return bool(LINKS & set(behind[-3:])) or len(behind) <= NEXT


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing whose level is asked for, whether its sentence speaks of many, and whether it is denied."""

    draft: Draft
    scope: str | None
    absent: bool


def levels_of(asked: Asked, named: Named | None, spoken: Spoken, parsed: Parsed, text: str) -> tuple[str | None, ...]:
    """The levels as shown that a thing belongs to; None for the spine as a whole."""
    row, scope = asked.draft.row, asked.scope
    if row.structure in NEVER and not (named and row.structure == "cord"):
        return (None,)
    found = named
    if found is None and scope == ALL_LEVELS and row.at == "segment":
        return LUMBAR
    if found is not None and row.structure == "disc" and found.is_vertebra and spoken.at == "segment":
        found = None  # "the fragment lies behind the L5 body"
    if found is None and scope is None:
        found = _carried(asked, spoken, parsed, text)
    if found is None:
        return (None,)
    return found.levels(of_bone=row.structure in OF_BONE) or (None,)


def _carried(asked: Asked, spoken: Spoken, parsed: Parsed, text: str) -> Named | None:
    """The levels of a sentence before, where this one goes on about them."""
    start = parsed.sentence.starts[0]
    between = text[spoken.line : start]
    if "\n\n" in between.replace("\r", ""):
        return None
    draft, at = asked.draft, asked.draft.row.at
    if spoken.heading is not None:
        if at == "segment" or (at == "vertebra" and spoken.heading.is_vertebra):
            return spoken.heading
        return spoken.heading if at == "any" and "\n" not in between and not asked.absent else None
    if spoken.before is None or "\n" in between:
        return None
    first = parsed.sentence.keys[0][0]
    fits = at == "any" or (at == "vertebra") == spoken.before.is_vertebra or draft.row.structure == "canal"
    if asked.absent and (at == "any" or first not in GOING_ON):
        return None
    return spoken.before if fits else None
