"""The plan: what to do, in order. Emergencies come first and stand whatever the ranking says."""

from __future__ import annotations

from multifidus.actions.urgency import urgency
from multifidus.knowledge import Knowledge
from multifidus.terms import Action, Alarm, Beliefs, Known, Plan, Urgency

NOW = {
    Urgency.EMERGENCY: "Go to an emergency department now, or call the emergency number.",
    Urgency.URGENT: "See a clinician within a day or two; go to an emergency department if it gets worse.",
    Urgency.SOON: "Make an appointment within the next weeks; come back at once if anything new appears.",
    Urgency.ROUTINE: "Have it looked at when convenient; answer the open safety questions first.",
    Urgency.SELF_CARE: "Keep moving as far as pain allows; this usually gets better by itself within weeks.",
}


def decide(known: Known, alarms: tuple[Alarm, ...], beliefs: Beliefs | None, knowledge: Knowledge) -> Plan:
    """The plan for a person: the urgency with its reasons, and what to do now."""
    level, reasons = urgency(known, alarms, beliefs, knowledge)
    first = Action(id=f"now_{level}", text=NOW[level], why=reasons[0], status="ours", audience="person")
    return Plan(urgency=level, reasons=reasons, now=(first, *_answers(alarms)))


def _answers(alarms: tuple[Alarm, ...]) -> tuple[Action, ...]:
    """One action for each different thing that the red flags call for, in the order of their urgency."""
    actions: dict[str, Action] = {}
    for alarm in alarms:
        why = f"red flag: {' + '.join(alarm.findings)}" + (f" (feared: {alarm.feared})" if alarm.feared else "")
        actions.setdefault(
            alarm.action,
            Action(id=f"red_flag_{'_and_'.join(alarm.findings)}", text=alarm.action, why=why, status=alarm.status),
        )
    return tuple(actions.values())
