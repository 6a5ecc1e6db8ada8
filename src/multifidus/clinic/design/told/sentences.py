"""Sentences translated one by one: a text of the core is a row of sentences that the tables hold, gaps filled.

A text is taken apart until every part is, word for word, something that the catalogue has; where that fails nothing of
it is translated. So the core says what it says in one language and knows nothing of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.formats import date_format

from multifidus.clinic.design.told.places import PLACE, gap_name, is_number, is_root, is_time, pattern

END = re.compile(r"(?<=[.?!:”)]) ")  # where one sentence may end and the next begin
POINT = re.compile(r"(?<=\d)\.(?=\d)")
BETWEEN = (". ", " and ", " with ", ", ", "; ")  # what stands between the members of a list
IN_FIGURES = ("in", "to")  # the words of a figure: 63 in 100 (49 to 77)
MOST_KEPT = 8192
ARTICLES = ("Ein ", "Eine ", "Einen ", "Der ", "Die ", "Das ", "Ihr ", "Ihre ")


class Sentences:
    """The translations into one language."""

    def __init__(self, translations: Mapping[str, str], decimal: str = ".") -> None:
        self._decimal = decimal
        self._exact = {said: told for said, told in translations.items() if not PLACE.search(said)}
        gapped = {said: told for said, told in translations.items() if PLACE.search(said) and not PLACE.fullmatch(said)}
        self._with_gaps = sorted(
            (_Gapped(said, told) for said, told in gapped.items()),
            key=lambda one: -len(one.fixed),
        )
        self._kept: dict[str, str] = {}

    def told(self, text: str) -> str | None:
        """The translation of a text; None where a part of it has none."""
        kept = self._kept.get(text)
        if kept is None:
            kept = self._sequence(text, {})
            if kept is not None and len(self._kept) < MOST_KEPT:  # made of table texts alone: nobody's own words
                self._kept[text] = kept
        return kept

    def _sequence(self, text: str, tried: dict[str, str | None]) -> str | None:
        """Sentences one after the other, each as long as the catalogue has it."""
        if text in tried:
            return tried[text]
        tried[text] = None
        found = self._piece(text, tried)
        if found is None:
            for end in reversed([match.start() for match in END.finditer(text)]):
                first = self._piece(text[:end], tried)
                rest = None if first is None else self._sequence(text[end + 1 :], tried)
                if rest is not None:
                    found = f"{first} {rest}"
                    break
        tried[text] = found
        return found

    def _piece(self, text: str, tried: dict[str, str | None]) -> str | None:
        key = f"\0{text}"
        if key not in tried:
            tried[key] = None
            exact = self._looked_up(text)
            tried[key] = exact if exact is not None else next(self._filled(text, tried), None)
        return tried[key]

    def _looked_up(self, text: str) -> str | None:
        """The catalogue's own entry, whichever letter begins the text."""
        if text in self._exact:
            return self._exact[text]
        other = self._exact.get(text[:1].swapcase() + text[1:])
        return None if other is None else _begun_like(text, other)

    def _filled(self, text: str, tried: dict[str, str | None]) -> Iterator[str]:
        for gapped in self._with_gaps:
            if gapped.fixed.lower() not in text.lower():
                continue
            for found in gapped.readings(text):
                values = {name: self._value(value, tried) for name, value in found.items()}
                if None not in values.values():
                    yield gapped.say(values, begins=text[:1].isupper())

    def _value(self, value: str, tried: dict[str, str | None]) -> str | None:
        if not value or is_root(value):
            return value
        if is_number(value):
            return self._figure(value)
        if is_time(value):
            return date_format(datetime.fromisoformat(value), "SHORT_DATETIME_FORMAT")
        blank = " " if value.startswith(" ") else ""
        return None if (told := self._listed(value.strip(), tried)) is None else blank + told

    def _listed(self, text: str, tried: dict[str, str | None]) -> str | None:
        """What fills a gap: a sentence, sentences, or a list of such."""
        whole = self._sequence(text, tried)
        if whole is not None:
            return whole
        for between in BETWEEN:
            parts = text.split(between)
            for cut in range(1, len(parts)):
                head, tail = between.join(parts[:cut]), between.join(parts[cut:])
                first = self._sequence(head, tried)
                rest = None if first is None else self._listed(tail, tried)
                if rest is not None:
                    return f"{first}{self._word(between)}{rest}"
        return None

    def _figure(self, value: str) -> str:
        """A figure as it is written in this language."""
        told = POINT.sub(self._decimal, value)
        for word in IN_FIGURES:
            told = told.replace(f" {word} ", self._word(f" {word} "))
        return told

    def _word(self, between: str) -> str:
        """What stands between two: the catalogue's word for it, signs as they are."""
        word = between.strip()
        return between.replace(word, self._exact.get(word, word))


class _Gapped:
    """One entry with gaps: how it is known again in a text, and how it is said."""

    def __init__(self, said: str, translated: str) -> None:
        self.fixed = max(PLACE.split(said)[:: PLACE.groups + 1], key=len)
        self._patterns = [re.compile(pattern(said, longest=longest), re.DOTALL) for longest in (False, True)]
        self._translated = translated

    def readings(self, text: str) -> Iterator[dict[str, str]]:
        """What may stand in each gap of a text; nothing where it is no such text."""
        for whole in self._patterns:
            found = whole.fullmatch(text) or whole.fullmatch(text[:1].swapcase() + text[1:])
            if found is None:
                return
            yield {name: value or "" for name, value in found.groupdict().items()}

    def say(self, values: Mapping[str, str | None], *, begins: bool) -> str:
        """The translation with its gaps filled; with a capital where it begins a sentence."""
        said = PLACE.sub(lambda place: values[gap_name(place[1])] or "", self._translated)
        return said[:1].upper() + said[1:] if begins else said


def _begun_like(text: str, translated: str) -> str:
    """A translation that begins as its text does: with a capital; or without, where it begins with an article."""
    if text[:1].isupper():
        return translated[:1].upper() + translated[1:]
    return translated[:1].lower() + translated[1:] if translated.startswith(ARTICLES) else translated
