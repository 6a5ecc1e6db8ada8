"""The whole story on one page: findings come in, causes are weighed, actions come out."""

from __future__ import annotations

from multifidus.actions.decide import decide
from multifidus.actions.red_flags import red_flags
from multifidus.actions.urgency import ask_first
from multifidus.findings.closure import complete
from multifidus.knowledge import Knowledge
from multifidus.terms import Assessment, Findings


def assess(findings: Findings, knowledge: Knowledge, *, concerns_back: bool = True) -> Assessment:
    """From what is known about a person to what is worth doing."""
    known = complete(findings, knowledge, concerns_back=concerns_back)  # what follows, and what is excluded
    alarms = red_flags(known, knowledge)  # before and without inference
    plan = decide(known, alarms, None, knowledge)
    return Assessment(
        known=known,
        alarms=alarms,
        beliefs=None,
        plan=plan,
        ask_first=ask_first(known, knowledge),
        next_tests=(),
        edition=knowledge.edition,
    )
