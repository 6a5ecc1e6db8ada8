"""What is said of a thing once more, behind what was said of it first: "absent on Monday, present today"."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.findings.notes.context.scope import covers, goes_on
from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed

AGAIN, UNTIL = "again", "until"  # values of cues that speak of it once more: "he admits to it", "until last night"
SAID = ("negation", "affirmation", "doubt", "resolved", "planned")


def last_said(mention: Mention, parsed: Parsed) -> str | None:
    """The kind of what is said last where a thing is told of twice; None where it is not."""
    chain = list(_chain(mention, parsed))
    told_twice = len(chain) > 1 or any(cue.row.value == AGAIN for cue in chain)
    return chain[-1].row.kind if told_twice else None


def lasted_until(mention: Mention, parsed: Parsed) -> bool:
    """Whether what is denied, or gone, was so only until lately: "no numbness until last night"."""
    until = [cue.start for cue in parsed.of("affirmation") if cue.row.value == UNTIL]
    return any(at == 0 or at >= mention.stop for at in until)


def came_back(mention: Mention, parsed: Parsed) -> bool:
    """Whether what had gone is told to be there again: "recurrence of numbness, which had resolved in May"."""
    return any(
        cue.row.value == AGAIN and cue.row.direction == "forward" and covers(cue, mention, parsed)
        for cue in parsed.of("affirmation")
    )


def is_dismissed(mention: Mention, parsed: Parsed) -> bool:
    """Whether a doubt is taken back in the same sentence: "was suspected, but the biopsy was normal"."""
    return any(cue.start >= mention.stop for cue in parsed.of("dismissal"))


def _chain(mention: Mention, parsed: Parsed) -> Iterator[Cue]:
    """The cues behind a mention that speak of it one after the other, up to where the next thing is mentioned."""
    stop = min((one.start for one in parsed.mentions if one.start >= mention.stop), default=len(parsed.sentence))
    behind = [
        cue
        for cue in parsed.of(*SAID)
        if mention.stop <= cue.start and cue.stop <= stop and cue.row.direction != "forward"
    ]
    last: Cue | None = None
    for cue in sorted(behind, key=lambda cue: cue.start):
        if cue.row.value == AGAIN or (covers(cue, mention, parsed) if last is None else goes_on(last, cue, parsed)):
            yield cue
            last = cue
