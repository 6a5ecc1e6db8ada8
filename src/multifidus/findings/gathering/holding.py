"""How long what holds, as the tables have it, ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from multifidus.findings.closure import Logic, logic_of, thresholds
from multifidus.knowledge import Knowledge
from multifidus.knowledge.holding import holding_of
from multifidus.knowledge.rows import HoldingRow, MustAskRow, RedFlagRow
from multifidus.terms import Finding, Setting

HOURS = 24.0
DAYS_OF = {"years": 365.25, "weeks": 7.0, "hours": 1 / HOURS}
AGE = "age"
GRADE = "MRC grade"
TOLD_BY = frozenset({"pain_pattern", "spasm", "legs_and_nerves"})  # groups whose symptoms are of this pain
FREE_OF_PAIN = "no_pain"
STRENGTH_OF_PAIN = "how_strong"  # the row of numbers that are 0 when there is no pain


@dataclass(frozen=True)
class Rules:
    """Who wins and how long what holds, for one edition of the tables."""

    holding: Mapping[str, HoldingRow]  # by finding and by number
    dangers: frozenset[str]
    logic: Logic
    alone: Mapping[str, frozenset[str]]  # of each number, the findings that no other number settles
    of_pain: frozenset[str]  # symptoms that tell of this pain
    strengths: frozenset[str]  # numbers that are 0 when there is no pain
    visit_days: float
    free_days: float
    complaint_days: float
    ahead_days: float
    setting_days: Mapping[Setting, float]

    def settles(self, number: Finding) -> dict[str, bool]:
        """What a number says of the findings that hang on it."""
        return dict(thresholds(number, self.logic))

    def is_danger(self, finding: Finding) -> bool:
        """Whether a finding is a danger sign that is there, or a number that amounts to one."""
        if isinstance(finding.value, bool):
            return finding.value and finding.id in self.dangers
        return any(present and settled in self.dangers for settled, present in self.settles(finding).items())

    def days(self, finding: Finding) -> float | None:
        """How long a word holds, in days; None without end."""
        row = self.holding[finding.id]
        if self.is_danger(finding):
            return row.danger_days
        if isinstance(finding.value, bool):
            return row.present_days if finding.value else row.absent_days
        if row.grows:
            return row.present_days
        settled = self.settles(finding)
        normal = bool(settled) and not any(settled.values())
        return row.absent_days if normal else row.present_days

    def in_time(self, finding: Finding, ago: float) -> bool:
        """Whether a word that was borne out so many days ago still holds."""
        days = self.days(finding)
        return days is None or ago < days or not ago

    def grown(self, finding: Finding, days: float) -> Finding:
        """A number after some days: the age and the length of a pain grow, everything else stays as it was.

        An age in whole years is half a year more than it says, on average.
        """
        measure = self.logic.measures.get(finding.id)
        if measure is None or not self.holding[finding.id].grows or not days:
            return finding
        value, more = float(finding.value), days / DAYS_OF[measure.unit]
        if finding.id == AGE and value == int(value):
            return replace(finding, value=float(int(value + more + 0.5)))
        return replace(finding, value=value + more)


@lru_cache(maxsize=4)
def rules_of(knowledge: Knowledge) -> Rules:
    """The rules of one edition."""
    logic = logic_of(knowledge)
    choices = knowledge.choices
    return Rules(
        holding=holding_of(knowledge),
        dangers=danger_signs(knowledge),
        logic=logic,
        alone={
            measure.id: frozenset(finding for finding in measure.findings if logic.settled_by[finding] == (measure.id,))
            for measure in logic.measures.values()
        },
        of_pain=frozenset(
            row.id
            for row in logic.vocabulary.values()
            if row.kind == "symptom" and row.group in TOLD_BY and row.id != FREE_OF_PAIN
        ),
        strengths=frozenset(
            name for row in knowledge.rows(HoldingRow) if row.id == STRENGTH_OF_PAIN for name in row.measures
        ),
        visit_days=choices["same_visit_hours"] / HOURS,
        free_days=choices["free_of_pain_days"],
        complaint_days=choices["complaint_holds_days"],
        ahead_days=choices["most_ahead_hours"] / HOURS,
        setting_days={"emergency": choices["emergency_setting_holds_days"]},
    )


@lru_cache(maxsize=4)
def danger_signs(knowledge: Knowledge) -> frozenset[str]:
    """Findings that are asked before anybody is told self-care, that raise a red flag by themselves, or imply one.

    No age is a sign, however much it changes what signs mean.
    """
    logic = logic_of(knowledge)
    alone = {row.finding[0] for row in knowledge.rows(RedFlagRow) if len(row.finding) == 1 and row.urgency != "routine"}
    asked = {row.finding for row in knowledge.rows(MustAskRow)}
    implying = {finding for finding, reached in logic.implies.items() if reached & alone}
    return frozenset(alone | asked | implying) - set(logic.measures[AGE].findings)
