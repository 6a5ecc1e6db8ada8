"""Why a cause is likely or not, in words for the person: what they told, how much it says, and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from multifidus.clinic.charts.shown.causes import CLEAR, LEAST_REASON, STRONG, weight
from multifidus.clinic.charts.shown.words import Cited, Words
from multifidus.doors.spoken.voice import span

MOST_EACH = 4  # reasons for and reasons against
NOT_TOLD = "duration_hours"  # the same as the weeks, in another unit


@dataclass(frozen=True, slots=True)
class Because:
    """One thing that was told, what it says of a cause, and its sources."""

    told: str
    how_much: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """What makes a cause more likely, and what makes it less likely; the strongest first."""

    more: tuple[Because, ...] = ()
    less: tuple[Because, ...] = ()


def reasons(cause: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]], words: Words) -> Reasons:
    """The reasons of one cause of the contract that a person can follow."""
    telling = [one for one in cause["why"] if abs(weight(one)) >= LEAST_REASON and one["finding"] != NOT_TOLD]
    telling.sort(key=lambda one: -abs(weight(one)))
    return Reasons(
        more=tuple(_because(one, found, words) for one in telling if weight(one) > 0)[:MOST_EACH],
        less=tuple(_because(one, found, words) for one in telling if weight(one) < 0)[:MOST_EACH],
    )


def as_you_told(finding: Mapping[str, Any], words: Words) -> str:
    """A finding of the contract as a clause to the person: "the pain goes below your knee"."""
    name, value = finding["id"], finding["value"]
    if name == "age" and not isinstance(value, bool):
        return _("you are %(age)d years old") % {"age": value}
    if name == "duration_weeks" and not isinstance(value, bool):
        return _("it has hurt for %(long)s") % {"long": span(value)}
    row = words.knowledge.findings.get(name)
    asked = row is not None and row.kind in ("history", "symptom")
    if value is False:
        if row is not None and asked:
            return _("you said no to: “%(question)s”") % {"question": words.question(name)}
        return _("this was looked for and not found: %(finding)s") % {"finding": words.finding(name)}
    if value is True and (clause := words.clause(name)):
        return clause
    if value is True and asked:
        return _("you said yes to: “%(question)s”") % {"question": words.question(name)}
    return _("this was found: %(finding)s") % {"finding": words.said(finding)}


def _because(shift: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]], words: Words) -> Because:
    finding = found.get(shift["finding"]) or {"id": shift["finding"], "value": True, "side": None}
    weighs = abs(weight(shift))
    much = _("This says a lot.") if weighs >= STRONG else _("This says something.") if weighs >= CLEAR else ""
    figures = ((figure["source"], figure["status"]) for figure in shift["figures"])
    return Because(as_you_told(finding, words), much or _("This says a little."), words.cited(figures))
