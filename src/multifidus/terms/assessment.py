"""Everything that is told about one person."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from multifidus.terms.alarms import Alarm
from multifidus.terms.beliefs import Beliefs
from multifidus.terms.findings import Known
from multifidus.terms.plan import Plan
from multifidus.terms.questionnaires import Scored


@dataclass(frozen=True, slots=True)
class NextTest:
    """Something unknown that is worth asking or measuring, and what it could change."""

    test: str
    findings: tuple[str, ...]
    gain_nats: float
    may_change: Literal["urgency", "plan", "ranking"]
    cost: int  # cost class of tests.csv, 0 nothing to 4 most


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that is told about one person, with the edition of the tables it was made with."""

    known: Known
    alarms: tuple[Alarm, ...]
    beliefs: Beliefs | None  # None when out of scope, or when inference failed; alarms stand all the same
    plan: Plan
    ask_first: tuple[str, ...]
    next_tests: tuple[NextTest, ...]
    edition: str
    troubles: tuple[str, ...] = field(default=())  # what went wrong on the way, in words
    questionnaires: tuple[Scored, ...] = ()

    def with_troubles(self, *troubles: str) -> Assessment:
        """The same assessment with something more to own up to."""
        return replace(self, troubles=(*self.troubles, *troubles))
