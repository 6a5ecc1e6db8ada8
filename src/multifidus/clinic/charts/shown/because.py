"""Why a cause is likely or not, in words for the person: what they told, how much it says, and its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from multifidus.clinic.charts.shown.causes import CLEAR, LEAST_REASON, STRONG, weight
from multifidus.clinic.charts.shown.words import Cited, Words
from multifidus.doors.spoken.by_person import told_by_person
from multifidus.doors.spoken.voice import span

MOST_EACH = 3  # reasons for and reasons against
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
    """A finding of the contract as a clause: "the pain goes below your knee". Who told it is left open."""
    name, value = finding["id"], finding["value"]
    if not isinstance(value, bool):
        return _numbered(finding, words)
    row = words.knowledge.findings.get(name)
    if row is not None and name not in told_by_person(words.knowledge):
        return _examined(finding, words)
    if value is False:
        return _("“%(question)s” No.") % {"question": words.question(name)}
    if clause := words.clause(name):
        return _sided(clause, finding.get("side"))
    return _("“%(question)s” Yes.") % {"question": words.question(name)}


def _numbered(finding: Mapping[str, Any], words: Words) -> str:
    name, value = finding["id"], finding["value"]
    if name == "age":
        return _("you are %(age)d years old") % {"age": value}
    if name == "duration_weeks":
        return _("it has hurt for %(long)s") % {"long": words.told(span(value))}
    return _("this was measured: %(finding)s") % {"finding": words.said(finding)}


def _examined(finding: Mapping[str, Any], words: Words) -> str:
    """What somebody found or did not find: the test in plain words, the finding in those of the clinician."""
    said = words.said(finding)
    test = words.test_of(finding["id"])
    if not test:
        told = _("this was found: %(finding)s") if finding["value"] else _("this was not found: %(finding)s")
        return told % {"finding": said}
    told = (
        _("a test found something: %(test)s (%(finding)s)")
        if finding["value"]
        else _("a test found nothing: %(test)s (%(finding)s)")
    )
    return told % {"test": test, "finding": said}


def _sided(clause: str, side: str | None) -> str:
    if side == "left":
        return _("%(what)s, on the left") % {"what": clause}
    if side == "right":
        return _("%(what)s, on the right") % {"what": clause}
    return clause


def _because(shift: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]], words: Words) -> Because:
    finding = found.get(shift["finding"]) or {"id": shift["finding"], "value": True, "side": None}
    weighs = abs(weight(shift))
    much = _("This says a lot.") if weighs >= STRONG else _("This says something.") if weighs >= CLEAR else ""
    figures = ((figure["source"], figure["status"]) for figure in shift["figures"])
    return Because(as_you_told(finding, words), much or _("This says a little."), words.cited(figures))
