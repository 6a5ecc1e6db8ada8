"""`multifidus ask`: the interview, one question at a time."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from multifidus.knowledge import shipped
from multifidus.terminal.command import add_command, add_country, add_formats, add_setting, country_of, on_terminal


def add(commands: Any) -> None:
    """The command."""
    ask = add_command(commands, "ask", "the interview, one question at a time", _ask, "multifidus ask")
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
    interview = Interview(knowledge, load_model(knowledge), setting=given.setting or "primary", country=country)
    speaking = voice(knowledge, terminal=on_terminal())
    if not _hold(interview):
        print("\nThe answers so far:", file=sys.stderr)
    assessment = interview.assessment()
    if given.format == "json":
        labels = {cause: row.label for cause, row in knowledge.causes.items()}
        print(json.dumps(contract(assessment, file="interview", labels=labels), ensure_ascii=False, indent=2))
    else:
        print(speak(assessment, name="Interview", voice=speaking))
    return 0


def _hold(interview: Any) -> bool:
    """Asks until the decision is settled; False when the person stopped before."""
    print("Answer y (yes), n (no), a number where one is asked, or ? (I do not know). q ends it.\n", file=sys.stderr)
    warned: set[str] = set()
    while (question := interview.next_question()) is not None:
        print(f"{question.text} ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line or line.strip().lower() in ("q", "quit"):
            return False
        problem = interview.answer(question, line.strip())
        if problem:
            print(f"  {problem}", file=sys.stderr)
            continue
        _warn(interview, warned)
    return True


def _warn(interview: Any, warned: set[str]) -> None:
    """Emergency advice comes before the interview ends, each line once, the ambulance first."""
    told = [action for action in interview.emergency_advice() if action.text not in warned]
    if not told:
        return
    print(file=sys.stderr)
    for action in told:
        warned.add(action.text)
        print(f"  !! {action.text}", file=sys.stderr)
    print(f"  {told[0].why}\n", file=sys.stderr)
