"""An assessment in words for a terminal: plain lines, colour only where somebody looks at it."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MeasureRow, MechanismRow, TestRow
from multifidus.terms import Alarm, Assessment, Belief, Finding, Known, Shift, Urgency

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
SHOWN_CAUSES = 6
SHOWN_SHIFTS = 3
SHOWN_ALARMS = 5
SHOWN_UNREAD = 12
SHOWN_ACTIONS = 2
LEAST_SHIFT = 0.1  # ln odds; what moves a cause less than this is not worth a line
LEAST_TOLD = 0.02  # ln odds; in `explain`, which shows everything that does anything
BAR = 12


@dataclass(frozen=True)
class Voice:
    """How to speak: which words, how wide, with colour or without."""

    knowledge: Knowledge
    width: int = 100
    colour: bool = False

    def paint(self, text: str, code: str) -> str:
        """The text, coloured where colour is wanted."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def finding(self, finding: str) -> str:
        """The label of a finding, or of a number."""
        row = self.knowledge.findings.get(finding) or self._measure(finding)
        return row.label if row else finding.replace("_", " ")

    def mechanism(self, mechanism: str) -> str:
        """What lies between causes and findings, in the clinician's words."""
        rows = self.knowledge.rows(MechanismRow)
        return next((row.label for row in rows if row.id == mechanism), mechanism.replace("_", " "))

    def unit(self, finding: str) -> str:
        """The unit of a number, with a blank before it; nothing where it has none, or the label says it."""
        measure = self._measure(finding)
        return f" {measure.unit}" if measure and measure.unit.split()[0] not in measure.label else ""

    def _measure(self, finding: str) -> MeasureRow | None:
        return next((row for row in self.knowledge.rows(MeasureRow) if row.id == finding), None)

    def cause(self, cause: str) -> str:
        """A cause in plain words, with the clinician's beside them."""
        row = self.knowledge.causes[cause]
        return f"{row.plain_label} ({row.label.split(',')[0]})"

    def wrap(self, text: str, indent: str = "    ") -> str:
        """The text in lines of the width, indented."""
        return textwrap.fill(text, self.width, initial_indent=indent, subsequent_indent=indent)


def voice(knowledge: Knowledge, *, terminal: bool) -> Voice:
    """A voice for this terminal, or for a file when `terminal` is False."""
    width = min(110, shutil.get_terminal_size((100, 24)).columns) if terminal else 100
    return Voice(knowledge, width=max(60, width), colour=terminal)


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
        yield from _heading("No ranking of causes", voice)
        yield from (voice.wrap(reason) for reason in assessment.known.out_of_scope)
    yield from _causes(assessment, voice)
    yield from _next_tests(assessment, voice)
    yield from _understood(assessment, voice)
    yield from _troubles(assessment, voice)
    yield ""
    yield voice.paint(f"Tables of {assessment.edition}. Decision support, not a diagnosis.", "2")


def speak_cause(assessment: Assessment, cause: str, *, name: str, voice: Voice) -> str:
    """What speaks for and against one cause, each finding told three ways, as text."""
    return "\n".join(_cause_lines(assessment, cause, name, voice)).rstrip() + "\n"


def speak_alarm(alarm: Alarm, voice: Voice) -> str:
    """One red flag as something to do: first the action, then what it answers."""
    return f"{alarm.action} ({_red_flag(alarm, voice)})"


def _cause_lines(assessment: Assessment, cause: str, name: str, voice: Voice) -> Iterator[str]:
    row = voice.knowledge.causes[cause]
    yield voice.paint(f"{name}: {voice.cause(cause)}", "1")
    yield voice.wrap(row.plain_description)
    yield voice.wrap(row.course)
    if assessment.beliefs is None:
        yield from _heading("No ranking of causes", voice)
        yield from (voice.wrap(reason) for reason in assessment.known.out_of_scope or assessment.troubles)
        return
    ranks = [belief.cause for belief in assessment.beliefs.causes]
    belief = assessment.beliefs.causes[ranks.index(cause)]
    yield ""
    interval = f"{percent(belief.low)} to {percent(belief.high)}"
    place = f"number {ranks.index(cause) + 1} of {len(ranks)}"
    yield f"    {percent(belief.probability)} (95 % interval {interval}), {place}"
    for heading, towards in (("For", 1), ("Against", -1)):
        shifts = [s for s in belief.why if _weight(s) * towards >= LEAST_TOLD]
        if shifts:
            yield from _heading(f"{heading} (ln odds: without it | by itself)", voice)
            yield from _shifts_told(sorted(shifts, key=lambda s: -abs(_weight(s))), assessment.known, voice)
    quiet = [s for s in belief.why if abs(_weight(s)) < LEAST_TOLD]
    if quiet:
        yield from _heading("Said, but hardly moves this cause", voice)
        yield voice.wrap("; ".join(_as_said(shift, assessment.known, voice) for shift in quiet))
    yield ""
    yield voice.paint(f"Tables of {assessment.edition}. Decision support, not a diagnosis.", "2")


def _shifts_told(shifts: list[Shift], known: Known, voice: Voice) -> Iterator[str]:
    for shift in shifts:
        through = f", through {voice.mechanism(shift.through)}" if shift.through else ""
        yield f"    {shift.without:+5.2f} | {shift.alone:+5.2f}  {_as_said(shift, known, voice)}{through}"
        for figure in shift.figures:
            interval = f" ({figure.low:g} to {figure.high:g})" if figure.low is not None else ""
            source = voice.knowledge.sources.get(figure.source)
            where = f"{figure.source}, {figure.status}" if source else "ours, no published source"
            yield f"                   {figure.name.replace('_', ' ')} {figure.value:g}{interval} [{where}]"


def _heading(text: str, voice: Voice) -> Iterator[str]:
    yield ""
    yield voice.paint(text, "1")


def _now(assessment: Assessment, voice: Voice) -> Iterator[str]:
    yield from _heading("Now", voice)
    for action in assessment.plan.now:
        if action.audience == "person":
            yield voice.wrap(action.text)
    for action in [action for action in assessment.plan.now if action.audience == "clinician"][:SHOWN_ACTIONS]:
        yield voice.wrap(f"for the clinician: {action.text}")
    yield voice.wrap(f"Why: {'; '.join(_why(reason, voice) for reason in assessment.plan.reasons[:3])}.")


def _why(reason: str, voice: Voice) -> str:
    words = [word.strip() for word in reason.removeprefix("red flag:").split("+")]
    if reason.startswith("red flag:"):
        return " with ".join(voice.finding(word) for word in words)
    return reason


def _red_flags(assessment: Assessment, voice: Voice) -> Iterator[str]:
    if not assessment.alarms:
        return
    yield from _heading("Red flags", voice)
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
    yield from _heading("Ask first (unknown is not safe)", voice)
    for finding in assessment.ask_first[:5]:
        yield voice.wrap(voice.knowledge.findings[finding].question, indent="  ? ").replace("\n  ? ", "\n    ")
    if len(assessment.ask_first) > 5:
        yield f"    and {len(assessment.ask_first) - 5} more"


def _causes(assessment: Assessment, voice: Voice) -> Iterator[str]:
    beliefs = assessment.beliefs
    if beliefs is None:
        return
    yield from _heading("Likely causes (several can be true at once)", voice)
    for rank, belief in enumerate(beliefs.causes[:SHOWN_CAUSES], 1):
        yield _cause(rank, belief, voice)
        for shift in _telling(belief):
            yield f"       {_shift(shift, assessment.known, voice)}"
    yield f"    none of ours explains it: {percent(beliefs.p_unexplained)}"
    if beliefs.level and beliefs.level[0].probability >= 0.2:
        told = ", ".join(f"{r.root} {r.side} {percent(r.probability)}" for r in beliefs.level[:2])
        yield f"    nerve root, if one is pressed: {told}"


def _cause(rank: int, belief: Belief, voice: Voice) -> str:
    filled = round(belief.probability * BAR)
    bar = voice.paint("█" * filled, "36") + "·" * (BAR - filled)
    name = textwrap.shorten(voice.cause(belief.cause), voice.width - BAR - 28, placeholder=" …")
    interval = f"{percent(belief.low)} to {percent(belief.high)}"
    return f"  {rank:>2} {bar} {percent(belief.probability):>6}  {interval:<16} {name}"


def _telling(belief: Belief) -> list[Shift]:
    """The shifts that say most, for whichever of the two ways they say it."""
    shifts = [shift for shift in belief.why if abs(_weight(shift)) >= LEAST_SHIFT]
    return sorted(shifts, key=lambda shift: -abs(_weight(shift)))[:SHOWN_SHIFTS]


def _one_of_several(shift: Shift) -> bool:
    """Whether a finding is strong by itself and would hardly be missed, as others say the same of one mechanism."""
    return shift.through is not None and abs(shift.without) < abs(shift.alone) / 2


def _weight(shift: Shift) -> float:
    return shift.alone if _one_of_several(shift) else shift.without


def _shift(shift: Shift, known: Known, voice: Voice) -> str:
    sources = ", ".join(dict.fromkeys(figure.source for figure in shift.figures)) or "ours"
    through = f" through {voice.mechanism(shift.through)}" if shift.through else ""
    weight = _weight(shift)
    towards = "for" if weight > 0 else "against"
    several = ", one of several" if _one_of_several(shift) else ""
    return f"{towards:<7} {weight:+.1f}  {_as_said(shift, known, voice)}{through}{several} [{sources}]"


def _as_said(shift: Shift, known: Known, voice: Voice) -> str:
    """The finding of a shift as it was said: denied with its no, a number with its value."""
    finding = known.findings.get(shift.finding)
    if finding is None:
        return voice.finding(shift.finding)
    return f"no {as_told(finding, voice)}" if finding.value is False else as_told(finding, voice)


def percent(p: float) -> str:
    """A proportion for reading: never 0 % or 100 % where it is neither.

    >>> percent(0.613), percent(0.0004), percent(0.9996)
    ('61 %', '<0.1 %', '>99.9 %')
    """
    if p < 0.001:
        return "<0.1 %"
    if p > 0.999:
        return ">99.9 %"
    return f"{100 * p:.1f} %" if p < 0.01 or p > 0.99 else f"{100 * p:.0f} %"


def _next_tests(assessment: Assessment, voice: Voice) -> Iterator[str]:
    if not assessment.next_tests:
        return
    tests = {row.id: row for row in voice.knowledge.rows(TestRow)}
    yield from _heading("What would settle most next", voice)
    for test in assessment.next_tests[:4]:
        change = {"urgency": "may change how soon", "ranking": "may change the ranking", "nothing": ""}[test.may_change]
        yield f"    {tests[test.test].label}: {change}".rstrip(": ")


def _understood(assessment: Assessment, voice: Voice) -> Iterator[str]:
    said = [finding for finding in assessment.known.findings.all() if not finding.source.startswith("follows from")]
    if "duration_weeks" in assessment.known.findings:  # the same length of time, in hours
        said = [finding for finding in said if finding.id != "duration_hours"]
    if not said:
        return
    yield from _heading(f"What was understood ({len(said)})", voice)
    present = [as_told(finding, voice) for finding in said if finding.value is not False]
    absent = [as_told(finding, voice) for finding in said if finding.value is False]
    if present:
        yield voice.wrap("yes: " + "; ".join(present))
    if absent:
        yield voice.wrap("no: " + "; ".join(absent))


def as_told(finding: Finding, voice: Voice) -> str:
    """A finding in words, with its side, its number and its unit; whether it is denied is left to who asks."""
    side = f" ({finding.side})" if finding.side else ""
    if isinstance(finding.value, bool):
        return f"{voice.finding(finding.id)}{side}"
    if finding.id == "duration_weeks":
        return f"{voice.finding(finding.id)}: {_span(finding.value)}"
    return f"{voice.finding(finding.id)}: {finding.value:.4g}{voice.unit(finding.id)}{side}"


def _span(weeks: float) -> str:
    """A length of time as people say it: days, weeks, months or years.

    >>> _span(0.3), _span(6), _span(313)
    ('2 days', '6 weeks', '6 years')
    """
    for size, unit in ((52.18, "years"), (52.18 / 12, "months"), (1.0, "weeks")):
        if weeks >= 2 * size and (unit != "months" or weeks >= 12):
            return f"{weeks / size:.0f} {unit}"
    days = round(weeks * 7)
    return "less than a day" if days < 1 else "1 day" if days == 1 else f"{days} days"


def _troubles(assessment: Assessment, voice: Voice) -> Iterator[str]:
    unread = [one.told for one in assessment.known.unread]
    told = [*(one.told for one in assessment.known.contradictions), *unread[:SHOWN_UNREAD], *assessment.troubles]
    if told:
        yield from _heading("Mind", voice)
        yield from (voice.wrap(one) for one in told)
    if len(unread) > SHOWN_UNREAD:
        yield f"    and {len(unread) - SHOWN_UNREAD} more that was not used (multifidus read FILE shows all)"
