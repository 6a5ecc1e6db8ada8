"""Who speaks when in a talk: labelled turns, whatever the labels, or lines that ask and answer by turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.words import heading_key

# Brackets, asterisks, dots and names of up to three words are met before what is said.
LABEL = re.compile(
    r"^[ \t]*(?:[-•>]+[ \t]*)?\**\[?(?P<name>[A-Za-z][A-Za-z.'’]{0,15}(?:[ \t]+[A-Za-z][A-Za-z.'’]{0,15}){0,2})"
    r"(?:\][ \t]*:?|\**[ \t]*:)\**",
    re.MULTILINE,
)
LINE = re.compile(r"^[ \t]*(?P<dash>[-–—][ \t]+)?(?P<said>\S.*)$", re.MULTILINE)
ASKED, TOLD, OF_ANOTHER = "asked", "told", "told_of"
TITLES = ("mr", "mrs", "ms", "miss", "sir")
OFTEN = 2  # how often a label that no table knows has to speak
MOSTLY, SELDOM = 0.5, 0.34  # of the turns of one side, those with a question mark
FEWEST_LINES = 6  # of a talk without any label


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side says: `asked` by whoever treats, or `told`; `by_kin` when a relative answers for the person."""

    kind: str
    name: str
    start: int
    body: int
    by_kin: bool = False


def turns_of(text: str, lexicon: Lexicon) -> list[Turn]:
    """The turns of a talk; none unless both sides speak."""
    return _labelled(text, lexicon) or _by_lines(text)


def _labelled(text: str, lexicon: Lexicon) -> list[Turn]:
    labels = [(heading_key(match["name"]), match) for match in LABEL.finditer(text)]
    asking: dict[str, list[bool]] = {}
    for at, (key, match) in enumerate(labels):
        end = labels[at + 1][1].start() if at + 1 < len(labels) else len(text)
        asking.setdefault(key, []).append("?" in text[match.end() : end])
    roles = _roles(asking, lexicon)
    sides = set(roles.values())
    if ASKED not in sides or sides == {ASKED}:
        return []
    if TOLD not in sides and not any(any(asks) for key, asks in asking.items() if roles.get(key) == ASKED):
        return []  # "Doctor: ... Mother: diabetes" is the head of a note
    return [
        Turn(
            ASKED if roles[key] == ASKED else TOLD,
            match["name"],
            match.start(),
            match.end(),
            by_kin=roles[key] == OF_ANOTHER,
        )
        for key, match in labels
        if key in roles
    ]


def _roles(asking: Mapping[str, list[bool]], lexicon: Lexicon) -> dict[str, str]:
    """The side on which each label speaks: as the table says, or else by how often it asks."""
    roles = {key: role for key in asking if (role := _known(key, lexicon))}
    unknown = [
        key
        for key, asks in asking.items()
        if key not in roles and key not in lexicon.headings and (len(asks) >= OFTEN or _is_titled(key))
    ]
    if not roles and len(unknown) < OFTEN:
        return {}
    share = {key: sum(asking[key]) / len(asking[key]) for key in unknown}
    if ASKED in roles.values():
        return {**roles, **dict.fromkeys(unknown, TOLD)}
    asker = max(unknown, key=lambda key: share[key], default=None)
    if asker is None or share[asker] < MOSTLY or any(share[key] > SELDOM for key in unknown if key != asker):
        return {}
    return {**roles, **dict.fromkeys(unknown, TOLD), asker: ASKED}


def _known(key: str, lexicon: Lexicon) -> str | None:
    row = lexicon.speakers.get(key)
    if row:
        return row.kind
    title = key.split(" ", 1)[0]
    row = lexicon.speakers.get(title) if len(title) > 1 and " " in key else None  # "Dr Okafor"
    return row.kind if row and row.kind == ASKED else None


def _is_titled(key: str) -> bool:
    title, _, name = key.partition(" ")
    return bool(name) and title in TITLES


def _by_lines(text: str) -> list[Turn]:
    """Turns without a label: every line begins with a dash, or every other line is a question."""
    lines = list(LINE.finditer(text))
    if len(lines) < FEWEST_LINES or len({bool(line["dash"]) for line in lines}) > 1:
        return []
    asks = ["?" in line["said"] for line in lines]
    first, second = _share(asks[::2]), _share(asks[1::2])
    low, high = min(first, second), max(first, second)
    if high < MOSTLY or low > SELDOM or (not lines[0]["dash"] and (high < 1 - SELDOM / 2 or low > 0)):
        return []
    begins = 0 if first > second else 1
    kinds = (ASKED, TOLD) if begins == 0 else (TOLD, ASKED)
    return [Turn(kinds[at % 2], "", line.start(), line.start("said")) for at, line in enumerate(lines)]


def _share(marks: Iterable[bool]) -> float:
    counted = Counter(marks)
    return counted[True] / counted.total() if counted else 0.0
