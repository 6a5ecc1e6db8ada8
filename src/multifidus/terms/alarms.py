"""How soon somebody has to look, and the red flags that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    """How soon somebody has to look, the most urgent first."""

    EMERGENCY = "emergency"  # the same hour
    URGENT = "urgent"  # a day or two
    SOON = "soon"  # weeks
    ROUTINE = "routine"
    SELF_CARE = "self_care"

    @property
    def rank(self) -> int:
        """0 for the most urgent, 4 for `self_care`."""
        return RANK[self]


RANK = {urgency: rank for rank, urgency in enumerate(Urgency)}


def most_urgent(urgencies: Iterable[Urgency], default: Urgency = Urgency.SELF_CARE) -> Urgency:
    """The most urgent of several, or `default` when there is none."""
    return min(urgencies, key=lambda urgency: urgency.rank, default=default)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A red flag that fired: no probability can outvote it."""

    cause: str
    urgency: Urgency
    findings: tuple[str, ...]
    action: str
    source: str
    status: str
    feared: str | None = None  # what is feared when it is none of the causes; then show the action, never the cause
    until_denied: tuple[str, ...] = ()  # the answers that call it off, all of them denied
