"""The red flags of a letter: what is feared, what points to it, and what to do, each once."""

from __future__ import annotations

from typing import Any

from multifidus.doors.letter.references import References
from multifidus.doors.spoken import Voice
from multifidus.terms import Alarm, Assessment

MOST_ACTIONS = 2  # for one thing that is feared; more is no advice


def flags(assessment: Assessment, voice: Voice, references: References | None = None) -> list[dict[str, Any]]:
    """One line for each thing that is feared, the most urgent first."""
    feared: dict[str, list[Alarm]] = {}
    for alarm in assessment.alarms:
        feared.setdefault(_feared(alarm, voice), []).append(alarm)
    return [_line(told, alarms, voice, references) for told, alarms in feared.items()]


def _feared(alarm: Alarm, voice: Voice) -> str:
    return alarm.feared or voice.knowledge.causes[alarm.cause].label.split(",")[0]


def _line(feared: str, alarms: list[Alarm], voice: Voice, references: References | None) -> dict[str, Any]:
    return {
        "feared": feared[0].upper() + feared[1:],
        "urgency": str(alarms[0].urgency).replace("_", " "),
        "pointing": "; ".join(voice.finding(finding) for finding in _closest(alarms, voice)),
        "actions": _actions(alarms)[:MOST_ACTIONS],
        "cites": references.cites((alarm.source, alarm.status) for alarm in alarms) if references else [],
    }


def _closest(alarms: list[Alarm], voice: Voice) -> list[str]:
    """Every finding that points there, but for what another says more closely: bladder trouble beside retention."""
    findings = list(dict.fromkeys(finding for alarm in alarms for finding in alarm.findings))
    implied = {implied for finding in findings for implied in voice.knowledge.findings[finding].implies}
    return [finding for finding in findings if finding not in implied]


def _actions(alarms: list[Alarm]) -> list[str]:
    """What to do, as soon as the most urgent of these alarms says; nothing twice in more and in fewer words."""
    told = [alarm.action for alarm in alarms if alarm.urgency is alarms[0].urgency]
    full = [one for one in dict.fromkeys(told) if not any(other != one and other.startswith(one) for other in told)]
    return [one[:1].upper() + one[1:].rstrip(".") + "." for one in full]
