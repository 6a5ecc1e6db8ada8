"""What was understood: each finding with the reading that it came from, what counts no more, what was not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from multifidus.clinic.charts.shown.words import Words, capital


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in words, and the ids of the readings that told it."""

    told: str
    readings: tuple[str, ...]
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A finding that counted once and does so no more."""

    told: str
    why: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was understood, and all that was not."""

    present: tuple[Finding, ...] = ()
    absent: tuple[Finding, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    ask_again: tuple[str, ...] = ()
    minds: tuple[str, ...] = ()  # contradictions, what could not be read, troubles

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.present) + len(self.absent)


def understood(answer: Mapping[str, Any], gathered: Mapping[str, Any], words: Words) -> Findings:
    """The findings of an answer with where they came from."""
    came_from = gathered.get("came_from") or {}
    found = [(one, _finding(one, came_from, words)) for one in answer["findings"]]
    return Findings(
        present=tuple(told for one, told in found if one["value"] is not False),
        absent=tuple(told for one, told in found if one["value"] is False),
        lapsed=tuple(_lapsed(one, words) for one in gathered.get("lapsed") or ()),
        ask_again=tuple(capital(words.finding(one)) for one in gathered.get("ask_again") or ()),
        minds=tuple(minds(answer, gathered, words)),
    )


def minds(answer: Mapping[str, Any], gathered: Mapping[str, Any], words: Words) -> list[str]:
    """What was told against itself, could not be read, or went wrong."""
    between = [words.told(one["told"]) for one in gathered.get("contradictions") or ()]
    unreadable = [
        _("%(what)s could not be read: %(why)s") % {"what": capital(words.finding(one["what"])), "why": one["why"]}
        for one in gathered.get("unreadable") or ()
    ]
    told = [*between, *map(words.told, answer["contradictions"]), *unreadable, *answer["unread"], *answer["troubles"]]
    return list(dict.fromkeys(capital(one) for one in told))


def _finding(one: Mapping[str, Any], came_from: Mapping[str, Any], words: Words) -> Finding:
    return Finding(capital(words.said(one)), tuple(came_from.get(one["id"]) or ()), one.get("quote") or "")


def _lapsed(one: Mapping[str, Any], words: Words) -> Lapsed:
    told = words.said(one)
    if one["value"] is False:
        told = _("not there: %(finding)s") % {"finding": told}
    return Lapsed(capital(told), words.told(one["why"]), (one["reading"],))
