"""What an unknown finding is worth knowing: the change to expect of urgency, plan and ranking, and the price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from multifidus.actions.testing.plan_change import plan_change
from multifidus.actions.testing.urgency_change import urgency_change
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestRow
from multifidus.terms import Alarm, Known, NextTest, Urgency, Values


@dataclass(frozen=True, slots=True)
class Worth:
    """What each unknown finding is worth: by it, and how much of urgency, plan and ranking it is expected to change."""

    by_finding: Mapping[str, tuple[float, float, float, float]]  # worth, urgency, plan, nats
    least_gain_nats: float

    @classmethod
    def of(
        cls, known: Known, alarms: tuple[Alarm, ...], urgency: Urgency, values: Values, knowledge: Knowledge
    ) -> Worth:
        """The worth of every unknown finding to this person at this urgency; a step down counts less than one up."""
        choices = knowledge.choices
        up, down = urgency_change(known, alarms, urgency, values, knowledge)
        of_urgency = up * choices["worth_of_an_urgency_step"] + down * choices["worth_of_a_spared_step"]
        of_plan = plan_change(values, knowledge)
        of_plan = np.where(of_plan >= choices["least_plan_change"], of_plan, 0.0)
        worth = of_urgency + of_plan * choices["worth_of_a_plan_step"]
        worth += values.gain_nats * choices["worth_of_a_settled_nat"]
        of_urgency = np.where(of_urgency >= choices["least_urgency_change"], of_urgency, 0.0)
        each = zip(worth.tolist(), of_urgency.tolist(), of_plan.tolist(), values.gain_nats.tolist(), strict=True)
        return cls(dict(zip(values.findings, each, strict=True)), choices["least_gain_of_a_test_nats"])

    def told(self, test: TestRow) -> tuple[float, NextTest] | None:
        """The worth of a test by its best finding, and what it could change; None where that is nothing."""
        asked = [(self.by_finding[finding], finding) for finding in test.findings if finding in self.by_finding]
        if not asked:
            return None
        asked.sort(key=lambda pair: -pair[0][0])
        gain = max(of[3] for of, _ in asked)
        may_change: Literal["urgency", "plan", "ranking"] = "ranking"
        if any(of[1] for of, _ in asked):
            may_change = "urgency"
        elif any(of[2] for of, _ in asked):
            may_change = "plan"
        elif gain < self.least_gain_nats:
            return None
        findings = tuple(finding for _, finding in asked)
        return asked[0][0][0], NextTest(test.id, findings, gain, may_change, test.cost_class)


@lru_cache(maxsize=4)
def priced(knowledge: Knowledge) -> tuple[tuple[TestRow, float], ...]:
    """Every test with its price, 1 for what costs nothing: money, harm, radiation, minutes, and who has to do it."""
    choices = knowledge.choices
    return tuple(
        (
            test,
            1.0
            + choices["worth_lost_per_step"] * (test.cost_class + test.invasiveness)
            + choices["worth_lost_per_msv"] * test.radiation_msv
            + choices["worth_lost_per_minute"] * test.minutes
            + choices[f"worth_lost_with_{test.who}"],
        )
        for test in knowledge.rows(TestRow)
    )
