"""The plan: what to do, in order. Emergencies come first and stand whatever the ranking says."""

from __future__ import annotations

from dataclasses import replace

from multifidus.actions.expecting.prognosis import prognosis
from multifidus.actions.likely import likely_causes
from multifidus.actions.operating.surgery import candidacies
from multifidus.actions.preventing.prevention import programme
from multifidus.actions.tonight.now import tonight
from multifidus.actions.treating.treatments import treat
from multifidus.actions.urgency import urgency
from multifidus.knowledge import Knowledge
from multifidus.terms import Alarm, Beliefs, Known, Plan


def first_things(
    known: Known,
    alarms: tuple[Alarm, ...],
    beliefs: Beliefs | None,
    knowledge: Knowledge,
    *,
    country: str | None = None,
) -> Plan:
    """The urgency with its reasons and what to do now: what has to reach whoever asked, whatever else fails."""
    level, reasons = urgency(known, alarms, beliefs, knowledge)
    likely = likely_causes(beliefs, knowledge)
    now = tonight(known, alarms, level, knowledge, beliefs=beliefs, likely=likely, country=country)
    return Plan(urgency=level, reasons=reasons, now=now)


def decide(
    known: Known,
    alarms: tuple[Alarm, ...],
    beliefs: Beliefs | None,
    knowledge: Knowledge,
    *,
    country: str | None = None,
) -> Plan:
    """The plan for a person, but for the tests; `country` (two letters) says which emergency number to call.

    Where no ranking was possible there is the urgency with its reasons, and what to do now, and no more.
    """
    plan = first_things(known, alarms, beliefs, knowledge, country=country)
    level = plan.urgency
    likely = likely_causes(beliefs, knowledge)
    treatments, not_to_treat = treat(known, likely, level, knowledge, alarms=alarms)
    prevention, no_prevention = programme(known, likely, level, knowledge)
    roots = beliefs.level if beliefs else ()
    surgery = candidacies(known, alarms, likely, knowledge, level=roots, urgency=level)
    # An operation is told once, with its criteria; so is one that guidelines advise against, with their positions.
    spoken_of = {candidacy.id for candidacy in surgery}
    return replace(
        plan,
        treatments=tuple(treatment for treatment in treatments if treatment.id not in spoken_of),
        surgery=surgery,
        prevention=prevention,
        avoid=tuple(action for action in (*not_to_treat, *no_prevention) if action.id not in spoken_of),
        prognosis=prognosis(known, likely, level, knowledge),
    )
