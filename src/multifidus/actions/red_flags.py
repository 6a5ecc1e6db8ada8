"""Red flags: findings that call for action however likely a cause is. Before and without inference."""

from __future__ import annotations

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import RedFlagRow
from multifidus.terms import Alarm, Known, Urgency


def red_flags(known: Known, knowledge: Knowledge) -> tuple[Alarm, ...]:
    """Every rule of red_flags.csv whose findings are all present, the most urgent first.

    Where nobody complains of back or legs, only rules that stand without such a complaint are run: a fever means
    something else in a person whose back hurts than in one with a cough.
    """
    rules = (rule for rule in knowledge.rows(RedFlagRow) if known.concerns_back or rule.stands_alone)
    alarms = [_alarm(rule) for rule in rules if _holds(rule, known)]
    return tuple(sorted(alarms, key=lambda alarm: alarm.urgency.rank))


def _holds(rule: RedFlagRow, known: Known) -> bool:
    """Whether all findings of a rule are there, and what it stands for has not been asked and denied already."""
    if not all(known.present(finding) for finding in rule.finding):
        return False
    return not rule.until_denied or not all(known.absent(finding) for finding in rule.until_denied)


def _alarm(rule: RedFlagRow) -> Alarm:
    return Alarm(
        cause=rule.cause,
        urgency=Urgency(rule.urgency),
        findings=rule.finding,
        action=rule.action,
        source=rule.source,
        status=rule.status,
        feared=rule.feared,
        until_denied=rule.until_denied,
    )
