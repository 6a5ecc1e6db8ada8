"""A person's own words, read before anything is asked: what was understood, as answers that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from multifidus.findings.notes import read_note
from multifidus.interview.answers import NO, WORDS, YES, Answer
from multifidus.interview.screens import Problem
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MeasureRow, PlainFindingRow
from multifidus.terms import Finding, Unread

LONGEST_TEXT = 5_000  # two pages: more is no telling in one's own words
EMPTY = Problem("Please write a few words: what hurts, since when, and where it goes.")
TOO_LONG = Problem("This is longer than {most} signs. Please write only what matters most.")
UNKEEPABLE = Problem("There is an odd sign in it. Please take it out, or write it once more.")


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that was understood: what it is, whether it is there, and the words it was read from."""

    about: str
    label: str
    there: bool
    value: str | None  # of a number
    quote: str | None


@dataclass(frozen=True, slots=True)
class Described:
    """What somebody's own words come to: answers to begin the interview with, and what to show of them."""

    answers: tuple[Answer, ...] = ()
    understood: tuple[Understood, ...] = ()
    unread: tuple[Unread, ...] = ()  # what concerns the back and could not be used
    problem: Problem | None = None


def described(text: str, knowledge: Knowledge) -> Described:
    """What the words tell; a problem for no words, too many, or signs that nobody can keep."""
    if not text.strip():
        return Described(problem=EMPTY)
    if len(text) > LONGEST_TEXT:
        return Described(problem=Problem(TOO_LONG.template, {"most": str(LONGEST_TEXT)}))
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        return Described(problem=UNKEEPABLE)
    read = read_note(text, knowledge)
    findings = list(read.findings.all())
    return Described(
        answers=tuple(_answer(finding) for finding in findings),
        understood=tuple(_understood(finding, knowledge) for finding in findings),
        unread=read.unread,
    )


def _answer(finding: Finding) -> Answer:
    said = float(finding.value) if not isinstance(finding.value, bool) else YES if finding.value else NO
    return Answer(finding.id, said, finding.side, WORDS, finding.quote, finding.when)


def _understood(finding: Finding, knowledge: Knowledge) -> Understood:
    plain = {row.finding: row.plain_me for row in knowledge.rows(PlainFindingRow)}
    measures = {row.id: row for row in knowledge.rows(MeasureRow)}
    row = knowledge.findings.get(finding.id)
    label = plain.get(finding.id) or (row.label if row else measures[finding.id].label)
    number = not isinstance(finding.value, bool)
    unit = measures[finding.id].unit if number and finding.id in measures else ""
    return Understood(
        about=finding.id,
        label=label,
        there=finding.value is not False,
        value=f"{finding.value:g} {unit}".strip() if number else None,
        quote=finding.quote,
    )
