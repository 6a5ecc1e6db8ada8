"""An assessment in words for a terminal: plain lines, colour only where somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.doors.return_signs import is_return_sign, return_signs_by_call
from multifidus.doors.scores_text import score_lines
from multifidus.doors.spoken.causes import causes_told
from multifidus.doors.spoken.plan import plan_told
from multifidus.doors.spoken.voice import Voice, as_told, heading
from multifidus.terms import Alarm, Assessment, Urgency

HEADLINE = {
    Urgency.EMERGENCY: "EMERGENCY: the same hour",
    Urgency.URGENT: "URGENT: within a day or two",
    Urgency.SOON: "SOON: within weeks",
    Urgency.ROUTINE: "ROUTINE: when convenient",
    Urgency.SELF_CARE: "SELF-CARE",
}
COLOUR = {
    Urgency.EMERGENCY: "1;37;41",
    Urgency.URGENT: "1;31",
    Urgency.SOON: "1;33",
    Urgency.ROUTINE: "1;36",
    Urgency.SELF_CARE: "1;32",
}
SHOWN_ALARMS = 5
SHOWN_UNREAD = 12
SHOWN_ACTIONS = 2


def speak(assessment: Assessment, *, name: str, voice: Voice) -> str:
    """The whole assessment as text."""
    return "\n".join(_lines(assessment, name, voice)).rstrip() + "\n"


def _lines(assessment: Assessment, name: str, voice: Voice) -> Iterator[str]:
    urgency = assessment.plan.urgency
    yield voice.paint(name, "1")
    yield voice.paint(f" {HEADLINE[urgency]} ", COLOUR[urgency])
    yield from _now(assessment, voice)
    yield from _red_flags(assessment, voice)
    yield from _ask_first(assessment, voice)
    if assessment.known.out_of_scope:
        yield from heading("No ranking of causes", voice)
        yield from (voice.wrap(reason) for reason in assessment.known.out_of_scope)
    yield from causes_told(assessment, voice)
    yield from plan_told(assessment.plan, voice)
    yield from _questionnaires(assessment, voice)
    yield from _understood(assessment, voice)
    yield from _troubles(assessment, voice)
    yield ""
    yield voice.paint(f"Tables of {assessment.edition}. Decision support, not a diagnosis.", "2")


def speak_alarm(alarm: Alarm, voice: Voice) -> str:
    """One red flag as something to do: first the action, then what it answers."""
    return f"{alarm.action} ({_red_flag(alarm, voice)})"


def _now(assessment: Assessment, voice: Voice) -> Iterator[str]:
    yield from heading("Now", voice)
    for action in assessment.plan.now:
        if action.audience == "person" and not is_return_sign(action):
            yield voice.wrap(action.text)
    for action in [action for action in assessment.plan.now if action.audience == "clinician"][:SHOWN_ACTIONS]:
        yield voice.wrap(f"for the clinician: {action.text}")
    yield voice.wrap(f"Why: {'; '.join(_why(reason, voice) for reason in assessment.plan.reasons[:3])}.")
    for call, signs in return_signs_by_call(assessment.plan.now).items():
        yield from heading(call, voice)
        yield from (voice.wrap(sign) for sign in signs)


def _why(reason: str, voice: Voice) -> str:
    words = [word.strip() for word in reason.removeprefix("red flag:").split("+")]
    if reason.startswith("red flag:"):
        return " with ".join(voice.finding(word) for word in words)
    return reason


def _red_flags(assessment: Assessment, voice: Voice) -> Iterator[str]:
    if not assessment.alarms:
        return
    yield from heading("Red flags", voice)
    for alarm in assessment.alarms[:SHOWN_ALARMS]:
        yield voice.wrap(_red_flag(alarm, voice), indent="  ! ").replace("\n  ! ", "\n    ")
    more = len(assessment.alarms) - SHOWN_ALARMS
    if more > 0:
        yield f"    and {more} more (--format json shows all)"


def _red_flag(alarm: Alarm, voice: Voice) -> str:
    told = " with ".join(voice.finding(finding) for finding in alarm.findings)
    feared = alarm.feared or voice.knowledge.causes[alarm.cause].label.split(",")[0]
    return f"{told}: {alarm.urgency}; think of {feared} [{alarm.source}, {alarm.status}]"


def _ask_first(assessment: Assessment, voice: Voice) -> Iterator[str]:
    if not assessment.ask_first:
        return
    yield from heading("Ask first (unknown is not safe)", voice)
    for finding in assessment.ask_first[:5]:
        yield voice.wrap(voice.knowledge.findings[finding].question, indent="  ? ").replace("\n  ? ", "\n    ")
    if len(assessment.ask_first) > 5:
        yield f"    and {len(assessment.ask_first) - 5} more"


def _questionnaires(assessment: Assessment, voice: Voice) -> Iterator[str]:
    if assessment.questionnaires:
        yield from heading("Questionnaires", voice)
    for scored in assessment.questionnaires:
        yield from (voice.wrap(line) for line in score_lines(scored))


def _understood(assessment: Assessment, voice: Voice) -> Iterator[str]:
    said = [finding for finding in assessment.known.findings.all() if not finding.source.startswith("follows from")]
    if "duration_weeks" in assessment.known.findings:  # the same length of time, in hours
        said = [finding for finding in said if finding.id != "duration_hours"]
    if not said:
        return
    yield from heading(f"What was understood ({len(said)})", voice)
    present = [as_told(finding, voice) for finding in said if finding.value is not False]
    absent = [as_told(finding, voice) for finding in said if finding.value is False]
    if present:
        yield voice.wrap("yes: " + "; ".join(present))
    if absent:
        yield voice.wrap("no: " + "; ".join(absent))


def _troubles(assessment: Assessment, voice: Voice) -> Iterator[str]:
    unread = [one.told for one in assessment.known.unread]
    told = [*(one.told for one in assessment.known.contradictions), *unread[:SHOWN_UNREAD], *assessment.troubles]
    if told:
        yield from heading("Mind", voice)
        yield from (voice.wrap(one) for one in told)
    if len(unread) > SHOWN_UNREAD:
        yield f"    and {len(unread) - SHOWN_UNREAD} more that was not used (multifidus read FILE shows all)"
