"""What an unknown finding is worth knowing: the change to expect of urgency, plan and ranking, and the price."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from multifidus.actions.plan_change import plan_change
from multifidus.actions.urgency_change import urgency_change
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestRow
from multifidus.terms import Alarm, Floats, Known, NextTest, Urgency, Values


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What each unknown finding is worth, one position a finding."""

    place: dict[str, int]
    worth: Floats
    of_urgency: Floats  # steps up and down, down weighed less
    of_plan: Floats
    gain_nats: Floats
    least_gain_nats: float

    @classmethod
    def of(
        cls, known: Known, alarms: tuple[Alarm, ...], urgency: Urgency, values: Values, knowledge: Knowledge
    ) -> Worth:
        """The worth of every unknown finding to this person at this urgency."""
        choices = knowledge.choices
        up, down = urgency_change(known, alarms, urgency, values, knowledge)
        of_urgency = up * choices["worth_of_an_urgency_step"] + down * choices["worth_of_a_spared_step"]
        of_plan = plan_change(values, knowledge)
        of_plan = np.where(of_plan >= choices["least_plan_change"], of_plan, 0.0)
        worth = of_urgency + of_plan * choices["worth_of_a_plan_step"]
        return cls(
            place={finding: at for at, finding in enumerate(values.findings)},
            worth=np.asarray(worth + values.gain_nats * choices["worth_of_a_settled_nat"]),
            of_urgency=np.where(of_urgency >= choices["least_urgency_change"], of_urgency, 0.0),
            of_plan=of_plan,
            gain_nats=values.gain_nats,
            least_gain_nats=choices["least_gain_of_a_test_nats"],
        )

    def told(self, test: TestRow, known: Known) -> tuple[float, NextTest] | None:
        """The worth of a test by its best finding, and what it could change; None where that is nothing."""
        asked = [finding for finding in test.findings if finding in self.place and known.unknown(finding)]
        if not asked:
            return None
        asked.sort(key=lambda finding: -float(self.worth[self.place[finding]]))
        at = [self.place[finding] for finding in asked]
        gain = float(self.gain_nats[at].max())
        urgency, plan = bool(self.of_urgency[at].any()), bool(self.of_plan[at].any())
        if not urgency and not plan and gain < self.least_gain_nats:
            return None
        may_change = "urgency" if urgency else "plan" if plan else "ranking"
        return float(self.worth[at[0]]), NextTest(test.id, tuple(asked), gain, may_change, test.cost_class)  # type: ignore[arg-type]


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
