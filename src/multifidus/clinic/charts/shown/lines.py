"""What to avoid, what to expect and what helps, in a line each for the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from multifidus.clinic.charts.shown.words import Cited, Words, capital

MOST = 3
COURSE = "course"  # what happens by itself
BY_ONESELF = ("self_care", "education", "exercise")  # kinds of treatment that need nobody's leave


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in plain words, with its sources."""

    name: str
    text: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """The first lines of a part, and those on demand."""

    first: tuple[Line, ...] = ()
    rest: tuple[Line, ...] = ()


def avoid(answer: Mapping[str, Any], words: Words) -> Lines:
    """What is better left."""
    return _lines(answer["plan"]["avoid"], words)


def expect(answer: Mapping[str, Any], words: Words) -> Lines:
    """How it mostly goes on, and how often it comes back."""
    course = [one for one in answer["plan"]["treatments"] if one.get("line_of_use") == COURSE]
    expected = answer["prognosis"]
    return _lines([*course, *expected["course"], *expected["recurrence"]], words)


def helps(answer: Mapping[str, Any], words: Words) -> Lines:
    """What helps: what one can do oneself first, then what others do."""
    treatments = [one for one in answer["plan"]["treatments"] if one.get("line_of_use") != COURSE]
    return _lines(sorted(treatments, key=lambda one: one.get("kind") not in BY_ONESELF), words)


def _lines(actions: Iterable[Mapping[str, Any]], words: Words) -> Lines:
    told = [_line(one, words) for one in actions if one.get("plain_text")]
    told = list({one.text: one for one in told}.values())
    return Lines(tuple(told[:MOST]), tuple(told[MOST:]))


def _line(action: Mapping[str, Any], words: Words) -> Line:
    cited = words.cited((source, action["status"]) for source in action.get("sources") or [""])
    return Line(capital(words.told(action.get("label") or "")), words.told(action["plain_text"]), cited)
