"""The core's interview for what a session remembers, and back again. Here alone the two meet."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.interviews.place import country_here
from multifidus.clinic.interviews.remembered import Remembered
from multifidus.errors import InputError
from multifidus.interview import WORDS, Answer, Interview, Screen, answer_of, described

LONGEST_QUOTE = 120  # signs of somebody's words beside a question


def interview_of(request: HttpRequest, one: Remembered) -> Interview:
    """The interview after all that was said, with what the record knew before."""
    return of_answers([*one.known, *one.answers], country=country_of(request, one))


def own_part(one: Remembered) -> Interview:
    """The interview of what was said in it alone: what may be kept as said today."""
    return of_answers(one.answers, country=None)


def of_answers(kept: Iterable[Mapping[str, Any]], *, country: str | None) -> Interview:
    """The interview after these answers; one that the tables do not know any more is asked again."""
    knowledge, model = engine()
    return Interview.of(list(_read(kept)), knowledge, model, country=country)


def country_of(request: HttpRequest, one: Remembered) -> str | None:
    """The country that was chosen by hand, else as the clinic or the browser says."""
    return one.country or country_here(request, engine()[0])


def hear(one: Remembered, screen: Screen, answers: Iterable[Answer]) -> None:
    """Puts the answers of a screen in the place of earlier ones about the same things."""
    one.said = time.time()
    told = [answer.as_json() for answer in answers]
    about = {answer["about"] for answer in told}
    one.answers = [kept for kept in one.answers if kept["about"] not in about or kept.get("screen") == WORDS] + told
    if screen.id not in one.trail:
        one.trail.append(screen.id)


def hear_words(one: Remembered, text: str) -> None:
    """Puts what is understood of somebody's own words in the place of earlier words; answers stand."""
    one.said = time.time()
    answers = described(text, engine()[0]).answers
    kept = [answer for answer in one.answers if answer.get("screen") != WORDS]
    one.text, one.words_seen = text, False
    one.answers = [_short(answer).as_json() for answer in answers] + kept


def take_back(one: Remembered, about: Iterable[str]) -> None:
    """Takes back what was read wrongly from the words; it is asked."""
    for name in about:
        one.answers.append(Answer(name, "taken_back", screen=WORDS).as_json())


def taken_back(one: Remembered) -> set[str]:
    """What the person said the words did not mean."""
    return {kept["about"] for kept in one.answers if kept.get("said") == "taken_back"}


def _short(answer: Answer) -> Answer:
    return replace(answer, quote=answer.quote[:LONGEST_QUOTE]) if answer.quote else answer


def _read(kept: Iterable[Mapping[str, Any]]) -> Iterable[Answer]:
    for one in kept:
        try:
            yield answer_of(one)
        except InputError:
            continue
