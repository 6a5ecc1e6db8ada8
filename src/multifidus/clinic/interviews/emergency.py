"""The advice of an emergency: at once, on every page that follows, for as long as the session remembers it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.shown.alarms import CALL
from multifidus.clinic.interviews.asking import country_of, interview_of
from multifidus.clinic.interviews.place import countries
from multifidus.clinic.interviews.remembered import Remembered
from multifidus.clinic.interviews.wording import in_words
from multifidus.interview import Interview


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do now, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do now, the first first; the number to call, where the first is to call."""

    number: str
    steps: tuple[Step, ...]
    country: str  # its two letters; empty where nobody knows it

    @property
    def first(self) -> Step:
        """What comes before all else."""
        return self.steps[0]


def advice_now(request: HttpRequest, one: Remembered) -> Advice | None:
    """The advice for what was said; None where it is no emergency."""
    return advice_of(interview_of(request, one), country_of(request, one) or "")


def advice_of(interview: Interview, country: str) -> Advice | None:
    """The advice of an interview; None where it is no emergency."""
    actions = interview.emergency_advice()
    if not actions:
        return None
    found = CALL.match(actions[0].text)
    steps = tuple(Step(in_words(action.text), in_words(action.why)) for action in actions)
    return Advice(found[1] if found else "", steps, country)


def countries_to_choose() -> dict[str, str]:
    """The countries whose number is known, by their two letters."""
    return {code: in_words(label) for code, label in countries(engine()[0]).items()}
