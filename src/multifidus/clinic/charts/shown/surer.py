"""What would make us more sure: questions that are still open, tests that somebody can do, and what they may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.shown.words import Words, capital

ASK_FIRST = "ask_first"  # the safety questions stand by themselves
MOST_QUESTIONS, MOST_TESTS = 2, 3
MAY_CHANGE: dict[str, Promise] = {
    "urgency": _("It may change how soon you should be seen."),
    "plan": _("It may change what will help you."),
    "ranking": _("It may change which cause is the likeliest."),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """A question or a test, and what it may change."""

    name: str
    text: str
    may_change: str


@dataclass(frozen=True, slots=True)
class Surer:
    """What is still open: safety questions, other questions, and tests that others do."""

    safety: tuple[str, ...] = ()
    questions: tuple[Telling, ...] = ()
    tests: tuple[Telling, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is open."""
        return bool(self.safety or self.questions or self.tests)


def surer(answer: Mapping[str, Any], words: Words, *, safety: tuple[str, ...]) -> Surer:
    """What would tell most; `safety` are the open questions that the person can answer."""
    tests = [one for one in answer["plan"]["tests"] if one["id"] != ASK_FIRST and one.get("plain_text")]
    asked = [one for one in tests if one.get("who") == "person" and not _of_safety(one, answer)]
    done = [one for one in tests if one.get("who") != "person"]
    return Surer(
        safety=safety,
        questions=tuple(_telling(one, words) for one in asked[:MOST_QUESTIONS]),
        tests=tuple(_telling(one, words) for one in done[:MOST_TESTS]),
    )


def _of_safety(test: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    return bool(set(test.get("findings") or ()) & set(answer["ask_first"]))


def _telling(test: Mapping[str, Any], words: Words) -> Telling:
    told = MAY_CHANGE.get(test.get("may_change") or "", "")
    return Telling(capital(words.told(test.get("label") or "")), words.told(test["plain_text"]), str(told))
