"""The gaps of a sentence: `{number}`, `{because}`, `{1:100i}`; how a filled one is known again, and figures said."""

from __future__ import annotations

import re

PLACE = re.compile(r"\{(\w+(?::\w*%?\w*)?)\}")
FIGURE = r"[<>]?\d+(?:\.\d+)?(?:[-+])?(?: in 100| %)?(?: \(\d+(?:\.\d+)? to \d+(?:\.\d+)?\))?"
WHEN = r"\d{4}-\d\d-\d\d \d\d:\d\d"
NUMBERS = frozenset({"n", "number", "limit", "p", "times", "age", "load", "points", "low", "high", "most", "example"})
MAY_BE_EMPTY = frozenset({"hint", "on_side"})


ROOT = re.compile(r"[LS]\d")  # a nerve is called the same in every language


def gap_name(place: str) -> str:
    """The name of a gap as a group of a pattern may be called."""
    return f"figure_{place.partition(':')[0]}" if place[0].isdigit() else place


def is_number(value: str) -> bool:
    """Whether a gap was filled with a figure, and not with words."""
    return re.fullmatch(FIGURE, value) is not None


def is_time(value: str) -> bool:
    """Whether a gap was filled with a day and an hour."""
    return re.fullmatch(WHEN, value) is not None


def is_root(value: str) -> bool:
    """Whether a gap was filled with the name of a nerve root."""
    return ROOT.fullmatch(value) is not None


def pattern(said: str, *, longest: bool = False) -> str:
    """What a text with these gaps looks like once they are filled; with the longest first or the shortest."""
    parts: list[str] = []
    seen: set[str] = set()
    at = 0
    for place in PLACE.finditer(said):
        parts.append(re.escape(said[at : place.start()]))
        parts.append(_gap(place[1], seen, any_words=".+" if longest else ".+?"))
        at = place.end()
    parts.append(re.escape(said[at:]))
    return "".join(parts)


def _gap(place: str, seen: set[str], any_words: str) -> str:
    name = gap_name(place)
    if name in seen:
        return f"(?P={name})"
    seen.add(name)
    if place[0].isdigit() or name in NUMBERS:
        return f"(?P<{name}>{FIGURE})"
    if name == "when":
        return f"(?P<{name}>{WHEN})"
    return f"(?P<{name}>(?: .+?)?)" if name in MAY_BE_EMPTY else f"(?P<{name}>{any_words})"
