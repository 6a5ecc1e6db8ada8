"""What keeps the next spasm away: a programme from triggers, work and findings."""

from __future__ import annotations

from collections.abc import Mapping

from multifidus.knowledge import Knowledge
from multifidus.terms import Action, Known, Measure, Urgency


def programme(
    known: Known, likely: Mapping[str, float], urgency: Urgency, knowledge: Knowledge
) -> tuple[tuple[Measure, ...], tuple[Action, ...]]:
    """The personal programme, what helps most first, and what does not help."""
    return (), ()
