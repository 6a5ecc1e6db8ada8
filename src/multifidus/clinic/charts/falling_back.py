"""What is told when an assessment could not be worked out: red flags first, and that it will be tried again."""

from __future__ import annotations

from multifidus.actions.decide import first_things
from multifidus.actions.red_flags import red_flags
from multifidus.actions.urgency import ask_first
from multifidus.findings.closure import complete
from multifidus.knowledge import Knowledge
from multifidus.terms import Assessment, Findings

TROUBLE = "this could not be worked out and will be tried again; the red flags were checked"


def red_flags_alone(findings: Findings, knowledge: Knowledge, *, country: str | None) -> Assessment:
    """The red flags, the urgency that they give and what to do now; no ranking of causes and no plan."""
    known = complete(findings, knowledge)
    alarms = red_flags(known, knowledge)
    return Assessment(
        known=known,
        alarms=alarms,
        beliefs=None,
        plan=first_things(known, alarms, None, knowledge, country=country),
        ask_first=ask_first(known, knowledge),
        next_tests=(),
        edition=knowledge.edition,
        troubles=(TROUBLE,),
    )
