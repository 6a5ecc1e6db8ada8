"""The rules by which a plan goes on: rows of choices.csv, ours, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from multifidus.knowledge import Knowledge

WEEK = 7


@dataclass(frozen=True, slots=True)
class Rules:
    """How long a step lasts, what a step up needs, what more pain costs, when it is asked again. All in days."""

    first_days: int
    step_days: int
    least_done_first: int
    least_done: int
    calm_days: int
    rest_days: int
    most_worse: int
    worse_counts_days: int
    away_days: int
    asked_first_days: int
    asked_days: int
    plan_days: int

    def length(self, step: int) -> int:
        """How long a step lasts at least: the first days are a part of weeks 1 and 2."""
        return (self.first_days, self.step_days - self.first_days)[step] if step < 2 else self.step_days

    def least(self, step: int) -> int:
        """On how many days it has to be done before the next step."""
        return self.least_done if step else self.least_done_first


def rules_of(knowledge: Knowledge) -> Rules:
    """The rules of one edition of the tables."""
    choices = knowledge.choices
    return Rules(
        first_days=int(choices["first_days_of_a_plan"]),
        step_days=int(choices["weeks_of_a_step"]) * WEEK,
        least_done_first=int(choices["least_days_done_of_first_days"]),
        least_done=int(choices["least_days_done_of_a_step"]),
        calm_days=int(choices["calm_days_before_a_step_up"]),
        rest_days=int(choices["rest_days_after_worse"]),
        most_worse=int(choices["most_times_worse"]),
        worse_counts_days=int(choices["worse_counts_days"]),
        away_days=int(choices["away_days_before_a_step_down"]),
        asked_first_days=int(choices["asked_again_first_days"]),
        asked_days=int(choices["asked_again_days"]),
        plan_days=int(choices["weeks_of_a_plan"]) * WEEK,
    )
