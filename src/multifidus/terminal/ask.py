"""`multifidus ask`: the interview, one screen at a time."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from multifidus.knowledge import shipped
from multifidus.terminal.command import add_command, add_country, add_formats, add_setting, country_of, on_terminal

if TYPE_CHECKING:
    from multifidus.interview import Interview, Question, Screen

STOP = ("q", "quit")
UNSURE, NONE = ("?", ""), ("n", "no", "none", "0")
WORDS = {
    "y": "yes",
    "n": "no",
    "?": "unsure",
    "": "unsure",
    "g": "female",
    "girl": "female",
    "b": "male",
    "boy": "male",
}
SIDES = {"l": "left", "r": "right", "b": "both"}
HOW = """Answer with the numbers of all that fit (such as 1 3; 2l or 2r for a side), n for none of these, a number or
y and n where that is asked, or ? for I do not know. q ends it."""


def add(commands: Any) -> None:
    """The command."""
    ask = add_command(commands, "ask", "the interview, one screen at a time", _ask, "multifidus ask")
    add_formats(ask, "table", "json")
    add_setting(ask)
    add_country(ask)


def _ask(given: argparse.Namespace) -> int:
    from multifidus.causes.model import load_model
    from multifidus.doors.contract import contract
    from multifidus.doors.spoken import speak, voice
    from multifidus.interview import Interview

    knowledge = shipped()
    country = country_of(given, knowledge)
    begun = Interview(knowledge, load_model(knowledge), setting=given.setting or "primary", country=country)
    speaking = voice(knowledge, terminal=on_terminal())
    interview, settled = _hold(begun)
    if not settled:
        print("\nThe answers so far:", file=sys.stderr)
    assessment = interview.assessment()
    if given.format == "json":
        labels = {cause: row.label for cause, row in knowledge.causes.items()}
        print(json.dumps(contract(assessment, file="interview", labels=labels), ensure_ascii=False, indent=2))
    else:
        print(speak(assessment, name="Interview", voice=speaking))
    return 0


def _hold(interview: Interview) -> tuple[Interview, bool]:
    """The interview when the decision is settled; or as far as it came, and False, when the person stopped before."""
    print(HOW, file=sys.stderr)
    warned: set[str] = set()
    while (screen := interview.next_screen()) is not None:
        print(f"\n{screen.heading}\n  ({screen.why})", file=sys.stderr)
        given = _given(screen)
        if given is None:
            return interview, False
        taken = interview.take(screen, given)
        for problem in taken.problems.values():
            print(f"  {problem}", file=sys.stderr)
        interview = interview.after(*taken.answers)
        _warn(interview, warned)
    return interview, True


def _given(screen: Screen) -> Mapping[str, str | Sequence[str]] | None:
    """The screen as filled in at the prompt; None when the person stops."""
    if screen.chooses:
        return _chosen(screen)
    given: dict[str, str | Sequence[str]] = {}
    for question in screen.questions:
        line = _line(_prompt(question, screen))
        if line is None:
            return None
        if screen.kind == "one_of":
            values = [choice.value for choice in question.choices]
            given[question.about] = "none" if line in NONE else _picked(line, values)[0] or WORDS.get(line, line)
        else:
            given[question.about] = WORDS.get(line, line)
    return given


def _chosen(screen: Screen) -> Mapping[str, str | Sequence[str]] | None:
    first = screen.questions[0]
    boxes = [(choice.value, choice.label) for choice in first.choices] if screen.kind == "where" else [
        (question.about, question.text) for question in screen.questions
    ]  # fmt: skip
    known = {question.about for question in screen.questions if question.said and question.said.said == "yes"}
    for number, (about, label) in enumerate(boxes, 1):
        print(f"  {number:2} {label}{'  (you told us so)' if about in known else ''}", file=sys.stderr)
    line = _line("Which? ")
    if line is None:
        return None
    if line in UNSURE:
        return {"chosen": "unsure"}
    if line in NONE:
        return {"chosen": "none"}
    given: dict[str, str | Sequence[str]] = {}
    chosen = []
    for word in line.replace(",", " ").split():
        value, side = _picked(word, [about for about, _ in boxes])
        chosen.append(value or word)
        if value and side:
            given[f"{value}.side"] = side
    return given | {"chosen": chosen}


def _picked(word: str, values: Sequence[str]) -> tuple[str, str]:
    """The value and the side of "2" or "2l"; nothing for what is not offered."""
    digits = word.rstrip("lrb")
    at = int(digits) - 1 if digits.isdecimal() and len(digits) < 4 else -1
    value = values[at] if 0 <= at < len(values) else ""
    return value, SIDES.get(word[len(digits) :], "")


def _prompt(question: Question, screen: Screen) -> str:
    if screen.kind == "one_of":
        for number, choice in enumerate(question.choices, 1):
            print(f"  {number:2} {choice.label}", file=sys.stderr)
        return "Which? "
    if question.kind == "number":
        return f"{question.text} ({question.unit}) "
    if question.kind == "duration":
        return f"{question.text} (such as 3 days, 2 weeks, 5 months) "
    if question.kind == "one_of":
        return f"{question.text} (g/b) "
    return "(y/n) " if question.text == screen.heading else f"{question.text} (y/n) "


def _line(prompt: str) -> str | None:
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    return None if not line or line.strip().lower() in STOP else line.strip().lower()


def _warn(interview: Interview, warned: set[str]) -> None:
    """Emergency advice comes before the interview ends, each line once, the ambulance first."""
    told = [action for action in interview.emergency_advice() if action.text not in warned]
    if not told:
        return
    print(file=sys.stderr)
    for action in told:
        warned.add(action.text)
        print(f"  !! {action.text}", file=sys.stderr)
    print(f"  {told[0].why}\n", file=sys.stderr)
