"""What to do in the next hours, in plain words, and what must bring somebody to an emergency department."""

from __future__ import annotations

from multifidus.knowledge import Knowledge
from multifidus.terms import Action, Alarm, Known, Urgency

NOW = {
    Urgency.EMERGENCY: "Go to an emergency department now, or call the emergency number.",
    Urgency.URGENT: "See a clinician within a day or two; go to an emergency department if it gets worse.",
    Urgency.SOON: "Make an appointment within the next weeks; come back at once if anything new appears.",
    Urgency.ROUTINE: "Have it looked at when convenient; answer the open safety questions first.",
    Urgency.SELF_CARE: "Keep moving as far as pain allows; this usually gets better by itself within weeks.",
}


def tonight(
    known: Known,
    alarms: tuple[Alarm, ...],
    level: Urgency,
    reasons: tuple[str, ...],
    knowledge: Knowledge,
    *,
    country: str | None = None,
) -> tuple[Action, ...]:
    """What to do now at this urgency, then what each red flag calls for."""
    first = Action(id=f"now_{level}", text=NOW[level], why=reasons[0], status="ours", audience="person")
    return (first, *_answers(alarms))


def _answers(alarms: tuple[Alarm, ...]) -> tuple[Action, ...]:
    """One action for each different thing that the red flags call for, in the order of their urgency."""
    actions: dict[str, Action] = {}
    for alarm in alarms:
        why = f"red flag: {' + '.join(alarm.findings)}" + (f" (feared: {alarm.feared})" if alarm.feared else "")
        actions.setdefault(
            alarm.action,
            Action(
                id=f"red_flag_{'_and_'.join(alarm.findings)}",
                text=alarm.action,
                why=why,
                status=alarm.status,
                sources=(alarm.source,),
            ),
        )
    return tuple(actions.values())
