"""What comes first: how soon, what to do now, when to come back, red flags, and what to ask before anything else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from multifidus.clinic.charts.shown.words import Cited, Words, capital
from multifidus.doors.spoken.by_person import told_by_person

FLAG = "red flag:"  # begins a reason that is a red flag
RETURN = "return_"  # begins the id of a sign to come back for
CALL = re.compile(r"Call (\d{2,5}) ")
MOST_REASONS = 4
MOST_ACTIONS = 3  # for one thing that is feared; more is no advice


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, and why."""

    text: str
    why: str = ""
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """What to do when one of these signs begins."""

    call: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag: what is feared, what points to it, how soon, and what to do."""

    feared: str
    urgency: str
    pointing: tuple[str, ...]
    actions: tuple[str, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that has to be asked first."""

    finding: str
    text: str
    ask_in_person: bool  # the person can answer it


def reasons(answer: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """Why it is this urgent, the strongest first; a clinician's alone, as a person has the reasons of each step."""
    if words.for_person:
        return ()
    return tuple(dict.fromkeys(_reason(one, words) for one in answer["urgency_reasons"]))[:MOST_REASONS]


def steps(answer: Mapping[str, Any], words: Words, audience: str) -> tuple[Step, ...]:
    """What to do now, for one of the two; signs to come back for stand apart."""
    found = [one for one in answer["plan"]["now"] if one["for"] == audience and not one["id"].startswith(RETURN)]
    return tuple(
        Step(
            capital(words.told(one["text"])),
            "" if one["why"].startswith(FLAG) else words.told(one["why"]),
            words.cited((source, one["status"]) for source in one.get("sources") or [""]),
        )
        for one in found
    )


def number_to_call(answer: Mapping[str, Any]) -> str:
    """The number that sends an ambulance, where the first thing to do is to call it; empty where it is not."""
    told = next((one["text"] for one in answer["plan"]["now"] if one["for"] == "person"), "")
    found = CALL.match(told)
    return found[1] if found else ""


def come_back(answer: Mapping[str, Any], words: Words) -> tuple[Call, ...]:
    """The signs that must bring somebody back, under where they bring them."""
    told: dict[str, list[str]] = {}
    for one in answer["plan"]["now"]:
        if one["id"].startswith(RETURN):
            call, _if, sign = one["text"].partition(" if ")
            told.setdefault(words.told(call), []).append(words.told(sign))
    return tuple(Call(call, tuple(signs)) for call, signs in told.items())


def flags(answer: Mapping[str, Any], words: Words) -> tuple[Flag, ...]:
    """One for each thing that is feared, the most urgent first; what to do for it once."""
    feared: dict[str, list[Mapping[str, Any]]] = {}
    for one in answer["red_flags"]:
        feared.setdefault(one["feared"] or words.cause(one["cause"])[0].split(",")[0], []).append(one)
    return tuple(_flag(capital(name), found, words) for name, found in feared.items())


def questions(answer: Mapping[str, Any], words: Words) -> tuple[Question, ...]:
    """What has to be asked before anybody is told that all is well; for a person what they can answer themselves."""
    asked = [_question(finding, words) for finding in answer["ask_first"]]
    return tuple(one for one in asked if one.ask_in_person or not words.for_person)


def _question(finding: str, words: Words) -> Question:
    known = finding in words.knowledge.findings
    return Question(finding, words.question(finding), not known or finding in told_by_person(words.knowledge))


def _flag(feared: str, found: Sequence[Mapping[str, Any]], words: Words) -> Flag:
    urgency = found[0]["urgency"]
    told = list(dict.fromkeys(one["action"].rstrip(".") for one in found if one["urgency"] == urgency))
    full = [one for one in told if not any(other != one and other.startswith(one) for other in told)]
    return Flag(
        feared,
        urgency,
        tuple(words.finding(finding) for finding in _closest(found, words)),
        tuple(capital(one) + "." for one in full[:MOST_ACTIONS]),
        words.cited((one["source"], one["status"]) for one in found),
    )


def _closest(found: Sequence[Mapping[str, Any]], words: Words) -> list[str]:
    """Every finding that points there, but for what another says more closely: bladder trouble beside retention."""
    findings = list(dict.fromkeys(finding for one in found for finding in one["findings"]))
    rows = words.knowledge.findings
    implied = {implied for finding in findings if finding in rows for implied in rows[finding].implies}
    return [finding for finding in findings if finding not in implied]


def _reason(reason: str, words: Words) -> str:
    if not reason.startswith(FLAG):
        return capital(reason)
    return capital(" with ".join(words.finding(one.strip()) for one in reason.removeprefix(FLAG).split("+")))
