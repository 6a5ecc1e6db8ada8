"""Answers as somebody gives them, as numbers: yes counts 1, no counts 0, - stands for not answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from multifidus.errors import InputError
from multifidus.findings.questionnaires.sheet import Sheet
from multifidus.knowledge.answers import Item

OPEN = (None, "", "-", "?")
WORDS = {"yes": 1.0, "no": 0.0, "agree": 1.0, "disagree": 0.0, "true": 1.0, "false": 0.0}


def read_answers(given: Sequence[Any], sheet: Sheet, *, name: str) -> tuple[float | None, ...]:
    """One number for each item of the form, None where it was not answered.

    Raises InputError for too many or too few answers, and for an answer that an item does not allow.
    """
    if len(given) not in sheet.lengths:
        raise InputError(
            where=name,
            problem=f"{len(given)} answers where {_told(sheet.lengths)} belong",
            remedy="give one answer for each item in the order of the form; write - where there is none",
        )
    items = sheet.items
    read = [_answer(answer, item, name) for answer, item in zip(given, items, strict=False)]
    return (*read, *([None] * (len(items) - len(read))))


def read_ticks(ticked: Sequence[Any], sheet: Sheet, *, name: str) -> tuple[float | None, ...]:
    """The answers of a form on which only some items are ticked: those count 1, all others 0."""
    places = [item.place for item in sheet.items if (item.low, item.high) == (0, 1)]
    if len(places) < len(sheet.items):
        raise InputError(where=name, problem="a form whose items are not ticked", remedy="give the answers as items")
    wrong = [place for place in ticked if isinstance(place, bool) or place not in places]
    if wrong:
        told = ", ".join(str(place) for place in wrong)
        raise InputError(
            where=name, problem=f"no item {told}", remedy=f"items are numbered {places[0]} to {places[-1]}"
        )
    return tuple(1.0 if place in ticked else 0.0 for place in places)


def _told(lengths: Sequence[int]) -> str:
    if len(lengths) > 2:
        return f"{lengths[0]} to {lengths[-1]}"
    return " or ".join(str(length) for length in lengths)


def _answer(given: Any, item: Item, name: str) -> float | None:
    where = f"{name}, item {item.place}"
    word = given.strip().lower() if isinstance(given, str) else given
    if word in OPEN:
        return None
    number = _number(word)
    if number is None:
        raise InputError(where=where, problem=f"{given!r} is no answer", remedy=f"write {item.told}, or -")
    if not item.allows(number):
        raise InputError(where=where, problem=f"{number:g} cannot be answered here", remedy=f"write {item.told}, or -")
    return number


def _number(word: Any) -> float | None:
    if isinstance(word, str):
        if word in WORDS:
            return WORDS[word]
        try:
            word = float(word)
        except ValueError:
            return None
    return float(word) if isinstance(word, int | float) and abs(word) < 1e6 else None
