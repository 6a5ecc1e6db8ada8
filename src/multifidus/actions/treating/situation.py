"""The person for whom treatment is looked for: what is known, what is likely, and what is feared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from multifidus.actions.treating.option_facts import OptionFacts, facts_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import UrgencyThresholdRow
from multifidus.terms import Alarm, Known, Urgency

HURRY = (Urgency.EMERGENCY, Urgency.URGENT)
CHRONIC, ACUTE = "duration_over_three_months", "acute_low_back_pain"


@dataclass(frozen=True)
class Situation:
    """What the choice of treatment turns on."""

    known: Known
    likely: Mapping[str, float]  # the probability of each cause that is acted on, the most probable first
    urgency: Urgency
    alarms: tuple[Alarm, ...]
    knowledge: Knowledge

    @property
    def facts(self) -> OptionFacts:
        """What the tables hold of each option."""
        return facts_of(self.knowledge)

    @property
    def leading(self) -> str | None:
        """The most probable cause."""
        return next(iter(self.likely), None)

    @property
    def phase(self) -> str | None:
        """Acute or chronic, by three months of pain; None where nobody said how long."""
        if self.known.unknown(CHRONIC):
            return "acute" if self.known.present(ACUTE) else None
        return "chronic" if self.known.present(CHRONIC) else "acute"

    def dangerous(self, cause: str) -> bool:
        """Whether the cause must not be missed."""
        return self.knowledge.causes[cause].dangerous

    @cached_property
    def in_danger(self) -> bool:
        """Whether a cause that must not be missed is among the likely ones."""
        return any(self.dangerous(cause) for cause in self.likely)

    @cached_property
    def pressing(self) -> tuple[str, ...]:
        """The causes for which somebody has to hurry, by a red flag or by their probability, in their order.

        Not those that are only near to what is feared: there the action of the red flag is told, and no cause.
        """
        by_alarm = [alarm.cause for alarm in self.alarms if alarm.urgency in HURRY and alarm.feared is None]
        return tuple(dict.fromkeys([*by_alarm, *self._by_probability(HURRY)]))

    @cached_property
    def feared(self) -> tuple[str, ...]:
        """The causes that make it an emergency, those of the red flags first."""
        now = (Urgency.EMERGENCY,)
        by_alarm = [alarm.cause for alarm in self.alarms if alarm.urgency in now and alarm.feared is None]
        return tuple(dict.fromkeys([*by_alarm, *self._by_probability(now)]))

    def _by_probability(self, levels: tuple[Urgency, ...]) -> list[str]:
        return [
            row.cause
            for row in self.knowledge.rows(UrgencyThresholdRow)
            if Urgency(row.urgency) in levels and self.likely.get(row.cause, 0.0) >= row.p_at_least
        ]

    @property
    def sign(self) -> str:
        """The gravest red flag in a few words: what somebody has to look at first; empty where none hurries."""
        grave = (alarm for alarm in self.alarms if alarm.urgency in HURRY)
        labels = ([self.knowledge.findings[finding].label for finding in alarm.findings] for alarm in grave)
        return " with ".join(next(labels, []))
