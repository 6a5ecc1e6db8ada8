"""From a filled-in screen to answers, or to what is wrong at which field, in plain words."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from multifidus.interview.answers import NO, NONE, SIDES, UNSURE, YES, Answer, Said
from multifidus.interview.catalogue import WHERE
from multifidus.interview.screens import Problem, Question, Screen, Taken
from multifidus.interview.showing import HOURS
from multifidus.terms import Side

CHOSEN, SIDE = "chosen", "side"
Given = Mapping[str, str | Sequence[str]]
LONGEST_NUMBER = 12
NUMBER = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*([a-z]*)\s*")
UNITS = {name: hours for unit, hours in HOURS for name in (unit, unit.removesuffix("s"))}

NOTHING = Problem("Please tick what fits, or “none of these”, or “I do not know”.")
NO_CHOICE = Problem("Please choose one answer, or “I do not know”.")
NO_PLACE = Problem("Please tap at least one place, or choose “I do not know”.")
NOT_OFFERED = Problem("Please choose one of the answers shown.")
BOTH = Problem("You ticked an answer and also “{other}”. Please keep the one that is right.")
NO_NUMBER = Problem("Please write a number in digits, such as {example}, or choose “I do not know”.")
OUT_OF_RANGE = Problem("This has to be between {low} and {high} {unit}. Please look at the number again.")
NO_UNIT = Problem("Please choose hours, days, weeks, months or years.")
BELOW_ZERO = Problem("This cannot be less than 0. Please look at the number again.")
TOO_LONG_AGO = Problem("That is longer than anybody lives. Please look at the number again.")
NO_SIDE = Problem("Please choose left, right or both.")
LONGEST_LIFE_YEARS = 120
WORDS_OF = {NONE: "none of these", UNSURE: "I do not know"}


def taken(screen: Screen, given: Given) -> Taken:
    """The answers of a screen, or its problems by field.

    Of boxes the field is `chosen`: what was ticked, or `none`, or `unsure`; a side stands in `ABOUT.side`. With
    something ticked, what was not ticked is a no, or stays open where `unsure` was ticked too. Other fields are
    called by what they are about; `unsure` is always an answer, as is a field `ABOUT.unsure` that is not empty.
    """
    answers: list[Answer] = []
    problems: dict[str, Problem] = {}
    if screen.chooses:
        found = _places(screen, given) if screen.kind == "where" else _ticked(screen, given)
        return found if isinstance(found, Taken) else Taken(problems={CHOSEN: found})
    for question in screen.questions:
        answer = _field(question, screen, given)
        if isinstance(answer, Problem):
            problems[question.about] = answer
        else:
            answers.append(answer)
    return Taken(problems=problems) if problems else Taken(tuple(answers))


def _ticked(screen: Screen, given: Given) -> Taken | Problem:
    chosen = _several(given, CHOSEN)
    asked = [question.about for question in screen.questions]
    if not chosen:
        return NOTHING
    if not chosen <= {*asked, NONE, UNSURE}:
        return NOT_OFFERED
    ticked = chosen & set(asked)
    if NONE in chosen and chosen != {NONE}:
        return Problem(BOTH.template, {"other": WORDS_OF[NONE]})
    rest = UNSURE if UNSURE in chosen else NO
    answers, problems = [], {}
    for question in screen.questions:
        side = _side(question, given) if question.about in ticked else None
        if isinstance(side, Problem):
            problems[f"{question.about}.side"] = side
            continue
        said = YES if question.about in ticked else rest
        answers.append(Answer(question.about, said, side, screen.id))
    # The ticks come last: of two answers the later counts, and "six weeks of it" says more than "not four weeks of it".
    answers.sort(key=lambda answer: answer.said == YES)
    return Taken(problems=problems) if problems else Taken(tuple(answers))


def _places(screen: Screen, given: Given) -> Taken | Problem:
    chosen = _several(given, CHOSEN)
    offered = {choice.value for choice in screen.questions[0].choices}
    if not chosen:
        return NO_PLACE
    if not chosen <= {*offered, NONE, UNSURE}:
        return NOT_OFFERED
    if len(chosen) > 1 and chosen & {NONE, UNSURE}:
        other = WORDS_OF[NONE if NONE in chosen else UNSURE]
        return Problem(BOTH.template, {"other": other})
    said: Said = UNSURE if chosen & {NONE, UNSURE} else tuple(sorted(chosen))
    return Taken((Answer(WHERE, said, screen=screen.id),))


def _field(question: Question, screen: Screen, given: Given) -> Answer | Problem:
    text = _one(given, question.about).strip()
    unsure = _one(given, f"{question.about}.unsure").strip()
    if text in (UNSURE, "?") or (unsure and not text):
        return Answer(question.about, UNSURE, screen=screen.id)
    if question.kind == "number":
        number = _number(text, question)
        return number if isinstance(number, Problem) else Answer(question.about, number, screen=screen.id)
    if question.kind == "duration":
        hours = _hours(text, _one(given, f"{question.about}.unit"))
        return hours if isinstance(hours, Problem) else Answer(question.about, hours, screen=screen.id)
    offered = {choice.value for choice in question.choices}
    if question.kind == "one_of" and screen.kind == "one_of":
        offered |= {NONE, UNSURE}
    if not text:
        return NO_CHOICE
    if question.sided and text in SIDES:
        return Answer(question.about, YES, text, screen.id)
    if text not in offered:
        return NOT_OFFERED
    side = _side(question, given) if text == YES else None
    return side if isinstance(side, Problem) else Answer(question.about, text, side, screen.id)


def _number(text: str, question: Question) -> float | Problem:
    found = NUMBER.fullmatch(text.lower()) if len(text) <= LONGEST_NUMBER else None
    if found is None or found[2]:
        return Problem(NO_NUMBER.template, {"example": "45" if question.about == "age" else "5"})
    value = float(found[1].replace(",", "."))
    low, high = question.low, question.high
    if (low is not None and value < low) or (high is not None and value > high):
        return Problem(OUT_OF_RANGE.template, {"low": f"{low:g}", "high": f"{high:g}", "unit": question.unit or ""})
    return value


def _hours(text: str, unit: str) -> float | Problem:
    """The hours of "3" with a unit beside it, or of "3 weeks"."""
    found = NUMBER.fullmatch(text.lower()) if len(text) <= 2 * LONGEST_NUMBER else None
    if found is None:
        return Problem(NO_NUMBER.template, {"example": "3"})
    value, unit = float(found[1].replace(",", ".")), found[2] or unit.strip().lower()
    if value < 0:
        return BELOW_ZERO
    if unit not in UNITS:
        return NO_UNIT
    hours = value * UNITS[unit]
    return hours if math.isfinite(hours) and hours <= LONGEST_LIFE_YEARS * UNITS["years"] else TOO_LONG_AGO


def _side(question: Question, given: Given) -> Side | Problem | None:
    text = _one(given, f"{question.about}.{SIDE}").strip()
    if not text or text == UNSURE or not question.sided:
        return None
    return text if text in SIDES else NO_SIDE


def _one(given: Given, name: str) -> str:
    value = given.get(name, "")
    return value if isinstance(value, str) else (str(value[-1]) if value else "")


def _several(given: Given, name: str) -> set[str]:
    value = given.get(name, ())
    return {value} - {""} if isinstance(value, str) else {str(one) for one in value} - {""}
