"""Doctor and patient by turns: a question is no finding, and a reply answers the questions before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from multifidus.findings.notes.statements import Statement
from multifidus.findings.notes.talk.asked import Question, asked_in, goes_on
from multifidus.findings.notes.talk.openings import OPENING
from multifidus.findings.notes.talk.replies import Reply
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.wording.lexicon import Lexicon

MOST_ASKED = 40  # questions that one reply may answer; nobody keeps more in mind


def answers(parsed: Sequence[Parsed], lexicon: Lexicon) -> Iterator[Statement]:
    """What replies state, turn by turn: "no" denies what was asked last, "yes" affirms a single thing."""
    pending: list[Question] = []
    spoke = ""
    place: str | None = None
    for kind, turn in turns(parsed):
        if kind == "asked":
            for one in turn:
                if spoke != "asked":
                    pending = []
                spoke = "asked"
                new = list(asked_in(one, place, lexicon))
                if one.sentence.asks and not new and not goes_on(one):
                    pending = []  # the reply is to this, of which nothing is known
                pending = [*pending, *new][-MOST_ASKED:]
                place = _place(one) or place
            continue
        if pending:
            yield from Reply(turn, lexicon).to(pending, within=OPENING if kind == "told" else 1)
        pending, spoke = [], kind
        place = next((named for one in reversed(turn) if (named := _place(one))), None) or place


def _place(parsed: Parsed) -> str | None:
    """The part of the body that a sentence ends on."""
    regions = parsed.of("region")
    return regions[-1].row.value if regions else None


def turns(parsed: Sequence[Parsed]) -> Iterator[tuple[str, list[Parsed]]]:
    """Each turn of a talk as a whole; outside a talk, each sentence alone, a question as if it were asked."""
    for kind, group in groupby(parsed, key=_turn):
        turn = list(group)
        if kind[0] in ("asked", "told"):
            yield kind[0], turn
        else:
            yield from ((kind[0], [one]) for one in turn)


def _turn(parsed: Parsed) -> tuple[str, int]:
    section = parsed.sentence.section
    if section.kind not in ("asked", "told"):
        return ("asked" if parsed.sentence.asks else section.kind), 0
    return section.kind, id(section)
