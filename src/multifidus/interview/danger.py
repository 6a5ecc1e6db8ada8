"""What a screen could still bring to light: a red flag more urgent than all so far, or another thing to do first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from multifidus.actions.red_flags import red_flags
from multifidus.actions.tonight.now import tonight
from multifidus.findings.closure import complete, logic_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import CountedRow, RedFlagRow
from multifidus.terms import Alarm, Finding, Findings, Known, Urgency

STILL = "now_still"
RANKS = {level.value: level.rank for level in Urgency}


@dataclass(frozen=True)
class Danger:
    """The alarms so far, against which the answers of a screen are held."""

    said: Findings
    known: Known
    urgency: Urgency
    first: tuple[str, ...]  # the first things to do by these alarms
    knowledge: Knowledge

    @classmethod
    def of(cls, said: Findings, known: Known, alarms: tuple[Alarm, ...], knowledge: Knowledge) -> Danger:
        """The dangers of these findings."""
        urgency = alarms[0].urgency if alarms else Urgency.SELF_CARE
        return cls(said, known, urgency, _first(known, alarms, urgency, knowledge), knowledge)

    def rank_if(self, yes: Iterable[Finding]) -> int | None:
        """The rank of the urgency if all of this were so; None where it neither rises nor changes what comes first."""
        there = list(yes)
        if not self._may_matter({finding.id for finding in there}):
            return None
        known = complete(self.said.plus(*there), self.knowledge)
        alarms = red_flags(known, self.knowledge)
        if not alarms or alarms[0].urgency.rank > self.urgency.rank:
            return None
        if alarms[0].urgency.rank < self.urgency.rank:
            return alarms[0].urgency.rank
        other = _first(known, alarms, alarms[0].urgency, self.knowledge) != self.first
        return self.urgency.rank if other else None

    def counts_for(self, open_ones: Iterable[str]) -> frozenset[str]:
        """Of what could still be asked, what might together make up a count that is a red flag."""
        logic = logic_of(self.knowledge)
        still = {finding: {finding, *logic.implies.get(finding, ())} for finding in open_ones}
        wanted: set[str] = set()
        for row in self.knowledge.rows(CountedRow):
            if not self._calls(row.finding):
                continue
            features = {way[0].finding for way in row.items.ways}
            there = {feature for feature in features if self.known.present(feature)}
            could = {feature for feature in features - there if any(feature in reached for reached in still.values())}
            if len(there) + len(could) >= row.at_least > len(there):
                wanted |= {finding for finding, reached in still.items() if reached & could}
        return frozenset(wanted)

    def _calls(self, counted: str) -> bool:
        """Whether a count would raise the urgency, whatever else its rule needs being there."""
        return self.known.unknown(counted) and any(
            counted in rule.finding
            and RANKS[rule.urgency] < self.urgency.rank
            and all(self.known.present(needed) for needed in rule.finding if needed != counted)
            for rule in self.knowledge.rows(RedFlagRow)
        )

    def _may_matter(self, yes: set[str]) -> bool:
        """Whether a rule no less urgent than this lacks nothing but these, what they imply, and what is counted."""
        implies = logic_of(self.knowledge).implies
        reached = yes.union(*(implies.get(finding, frozenset()) for finding in yes))
        return any(lacking <= reached for lacking in self._lacking)

    @cached_property
    def _lacking(self) -> frozenset[frozenset[str]]:
        """What each rule that is no less urgent still lacks; what is counted is left out, as it comes by itself."""
        counted = {row.finding for row in self.knowledge.rows(CountedRow)}
        rules = (rule for rule in self.knowledge.rows(RedFlagRow) if RANKS[rule.urgency] <= self.urgency.rank)
        lacking = (frozenset(f for f in rule.finding if not self.known.present(f)) for rule in rules)
        return frozenset(one - counted for one in lacking if one)


def _first(known: Known, alarms: tuple[Alarm, ...], urgency: Urgency, knowledge: Knowledge) -> tuple[str, ...]:
    """Whom to call first, and whether to keep still: what the person does before anything else."""
    if not alarms:
        return ()
    now = tonight(known, alarms, urgency, knowledge)
    return tuple(action.id for at, action in enumerate(now) if not at or action.id.startswith(STILL))
