"""What to expect: the course, another episode within a year, and what predicts lasting trouble."""

from __future__ import annotations

from collections.abc import Mapping

from multifidus.knowledge import Knowledge
from multifidus.terms import Known, Prognosis


def prognosis(known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> Prognosis:
    """The course to expect with the causes that carry the probability, with the doubt of its figures."""
    return Prognosis()
