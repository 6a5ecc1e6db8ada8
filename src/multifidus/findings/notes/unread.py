"""What was not used is told: impossible numbers, doubts, and sentences on the back from which nothing was taken."""

from __future__ import annotations

from collections.abc import Sequence

from multifidus.findings.notes.context import Standing
from multifidus.findings.notes.mentions import Parsed
from multifidus.findings.notes.statements import Statement
from multifidus.terms import Finding

ON_THE_BACK = frozenset({"back", "leg", "thoracic", "saddle", "pelvis"})
SECTIONS = ("complaint", "history", "review", "exam", "picture", "assessment", "other", "told", "stated", "indication")
MOST_TOLD = 40
LONGEST = 300


def told_unread(
    parsed: Sequence[Parsed],
    stated: Sequence[Statement],
    findings: Sequence[Finding],
    impossible: Sequence[str],
    text: str,
) -> tuple[str, ...]:
    """In words, the gravest first: numbers that cannot be, doubts, and what was not understood."""
    doubts = [
        f'doubtful, taken neither as there nor as absent: "{_shortened(one.parsed.sentence.text(text))}"'
        for one in stated
        if one.standing is Standing.DOUBTED
    ]
    used = sorted(finding.start for finding in findings if finding.start is not None)
    taken = {id(one.parsed) for one in stated}
    left = [
        f'not understood: "{_shortened(one.sentence.text(text))}"'
        for one in parsed
        if id(one) not in taken and _on_the_back(one) and not _within(one, used)
    ]
    told = list(dict.fromkeys([*impossible, *doubts, *left]))
    if len(told) > MOST_TOLD:
        told = [*told[:MOST_TOLD], f"and {len(told) - MOST_TOLD} more that were not understood"]
    return tuple(told)


def _on_the_back(parsed: Parsed) -> bool:
    return parsed.sentence.section.kind in SECTIONS and any(cue.row.value in ON_THE_BACK for cue in parsed.of("region"))


def _within(parsed: Parsed, used: Sequence[int]) -> bool:
    from bisect import bisect_left

    at = bisect_left(used, parsed.sentence.starts[0])
    return at < len(used) and used[at] < parsed.sentence.ends[-1]


def _shortened(sentence: str) -> str:
    flat = " ".join(sentence.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 3] + "..."
