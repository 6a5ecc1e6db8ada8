"""Options of treatment for the causes that carry the probability, weighed by it."""

from __future__ import annotations

from collections.abc import Mapping

from multifidus.knowledge import Knowledge
from multifidus.terms import Action, Known, Treatment, Urgency


def treat(
    known: Known, likely: Mapping[str, float], urgency: Urgency, knowledge: Knowledge
) -> tuple[tuple[Treatment, ...], tuple[Action, ...]]:
    """The options worth offering, the best first, and what to avoid."""
    return (), ()
