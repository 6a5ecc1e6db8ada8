"""Who is told nothing of how to lift, and why: the limits are those of healthy grown people at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multifidus.actions.conditions import holds
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import LiftCautionRow
from multifidus.terms import Known, Measure, Urgency
from multifidus.terms.plan import OURS

TOPIC = "lifting"
SEEN_FIRST = (Urgency.EMERGENCY, Urgency.URGENT, Urgency.SOON)
LIMITS, EQUATION = "limits", "equation"
UNTIL_SEEN = "You are to be seen first; until then nobody can tell you what your back bears."
NOT_NOW = "Do not lift it for now."
CERTAINTY = "Our judgement. The limits of lifting were set for healthy workers."


def not_for(knowledge: Knowledge, of: str) -> tuple[str, ...]:
    """Whom the limits are not for (of "limits"), or which lifts the equation does not hold (of "equation")."""
    return tuple(row.label for row in knowledge.rows(LiftCautionRow) if row.of == of)


def withheld(known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> tuple[LiftCautionRow, ...]:
    """What of this person makes the limits of lifting too high for them; empty where nothing is known to."""
    return tuple(
        row
        for row in knowledge.rows(LiftCautionRow)
        if row.plain_text
        and (any(cause in likely for cause in row.causes) or (row.when.ways and holds(row.when, known) is True))
    )


def left_for_now(rows: tuple[LiftCautionRow, ...], urgency: Urgency) -> Measure | None:
    """What is told of lifts instead of how to change them; None where nothing holds them back."""
    if not rows and urgency not in SEEN_FIRST:
        return None
    return Measure(
        id="lift_not_now",
        label="No lifting for now",
        text=" ".join(("No lift is worked out.", *_clinical(rows, urgency))),
        plain_text=" ".join((NOT_NOW, *_plain(rows, urgency))),
        why="; ".join(row.label for row in rows) or "to be seen first",
        status=OURS,
        sources=tuple(dict.fromkeys(row.source for row in rows if row.source)),
        topic=TOPIC,
        how_often="until then",
        certainty=CERTAINTY,
    )


def _plain(rows: tuple[LiftCautionRow, ...], urgency: Urgency) -> Iterator[str]:
    yield from (row.plain_text or "" for row in rows)
    if urgency in SEEN_FIRST:
        yield UNTIL_SEEN


def _clinical(rows: tuple[LiftCautionRow, ...], urgency: Urgency) -> Iterator[str]:
    yield from (row.text or "" for row in rows)
    if urgency in SEEN_FIRST:
        yield "Assessment comes first."
