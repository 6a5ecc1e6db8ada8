"""Doctor and patient by turns: a question is no finding, and a "no" answers the question before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from multifidus.findings.notes.context import Standing, standing
from multifidus.findings.notes.mentions import Parsed
from multifidus.findings.notes.statements import Statement

OPENING = 4  # words of a turn in which the answer stands
MOST_AT_ONCE = 2  # a "yes" to more things than this says nothing of each


def answers(turns: Sequence[Parsed]) -> Iterator[Statement]:
    """What plain answers state, turn by turn: "no" denies what was asked last, "yes" affirms a single thing."""
    pending: list[tuple[str, Parsed, int, int]] = []
    spoke = ""
    for parsed in turns:
        kind, begins = parsed.sentence.section.kind, parsed.sentence.section
        if kind == "asked":
            if spoke != "asked":
                pending = []
            pending += _asked(parsed)
        elif kind == "told" and pending:
            said = _answer(parsed)
            if said is Standing.ABSENT or (
                said is Standing.PRESENT and len({one[0] for one in pending}) <= MOST_AT_ONCE
            ):
                for finding, question, start, stop in pending:
                    yield Statement(finding, said, None, question, start, stop)
            pending = []
        spoke = begins.kind


def _asked(parsed: Parsed) -> list[tuple[str, Parsed, int, int]]:
    return [
        (finding, parsed, mention.start, mention.stop)
        for mention in parsed.mentions
        if mention.row.states == "present" and standing(mention, parsed) is Standing.ASKED
        for finding in mention.findings
    ]


def _answer(parsed: Parsed) -> Standing | None:
    yes = any(cue.start < OPENING for cue in parsed.of("yes"))
    no = any(cue.start < OPENING for cue in parsed.of("no"))
    if yes == no:
        return None
    return Standing.ABSENT if no else Standing.PRESENT
