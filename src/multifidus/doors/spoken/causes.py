"""The causes in words: their ranking, and what speaks for and against each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from multifidus.doors.spoken.voice import Voice, as_told, heading, percent
from multifidus.terms import Assessment, Belief, Known, Shift

SHOWN_CAUSES = 6
SHOWN_SHIFTS = 3
LEAST_SHIFT = 0.1  # ln odds; what moves a cause less than this is not worth a line
LEAST_TOLD = 0.02  # ln odds; in `explain`, which shows everything that does anything
BAR = 12


def speak_cause(assessment: Assessment, cause: str, *, name: str, voice: Voice) -> str:
    """What speaks for and against one cause, each finding told three ways, as text."""
    return "\n".join(_cause_lines(assessment, cause, name, voice)).rstrip() + "\n"


def _cause_lines(assessment: Assessment, cause: str, name: str, voice: Voice) -> Iterator[str]:
    row = voice.knowledge.causes[cause]
    yield voice.paint(f"{name}: {voice.cause(cause)}", "1")
    yield voice.wrap(row.plain_description)
    yield voice.wrap(row.course)
    if assessment.beliefs is None:
        yield from heading("No ranking of causes", voice)
        yield from (voice.wrap(reason) for reason in assessment.known.out_of_scope or assessment.troubles)
        return
    ranks = [belief.cause for belief in assessment.beliefs.causes]
    belief = assessment.beliefs.causes[ranks.index(cause)]
    yield ""
    interval = f"{percent(belief.low)} to {percent(belief.high)}"
    place = f"number {ranks.index(cause) + 1} of {len(ranks)}"
    yield f"    {percent(belief.probability)} (95 % interval {interval}), {place}"
    for told, towards in (("For", 1), ("Against", -1)):
        shifts = [s for s in belief.why if weight(s) * towards >= LEAST_TOLD]
        if shifts:
            yield from heading(f"{told} (ln odds: without it | by itself)", voice)
            yield from _shifts_told(sorted(shifts, key=lambda s: -abs(weight(s))), assessment.known, voice)
    quiet = [s for s in belief.why if abs(weight(s)) < LEAST_TOLD]
    if quiet:
        yield from heading("Said, but hardly moves this cause", voice)
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


def causes_told(assessment: Assessment, voice: Voice) -> Iterator[str]:
    """The ranking with its strongest reasons, line by line; nothing where there is none."""
    beliefs = assessment.beliefs
    if beliefs is None:
        return
    yield from heading("Likely causes (several can be true at once)", voice)
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
    shifts = [shift for shift in belief.why if abs(weight(shift)) >= LEAST_SHIFT]
    return sorted(shifts, key=lambda shift: -abs(weight(shift)))[:SHOWN_SHIFTS]


def _one_of_several(shift: Shift) -> bool:
    """Whether a finding is strong by itself and would hardly be missed, as others say the same of one mechanism."""
    return shift.through is not None and abs(shift.without) < abs(shift.alone) / 2


def weight(shift: Shift) -> float:
    """What a finding weighs, in ln odds: by itself where others say the same, else what would be missed without it."""
    return shift.alone if _one_of_several(shift) else shift.without


def _shift(shift: Shift, known: Known, voice: Voice) -> str:
    sources = ", ".join(dict.fromkeys(figure.source for figure in shift.figures)) or "ours"
    through = f" through {voice.mechanism(shift.through)}" if shift.through else ""
    weighs = weight(shift)
    towards = "for" if weighs > 0 else "against"
    several = ", one of several" if _one_of_several(shift) else ""
    return f"{towards:<7} {weighs:+.1f}  {_as_said(shift, known, voice)}{through}{several} [{sources}]"


def _as_said(shift: Shift, known: Known, voice: Voice) -> str:
    """The finding of a shift as it was said: denied with its no, a number with its value."""
    finding = known.findings.get(shift.finding)
    if finding is None:
        return voice.finding(shift.finding)
    return f"no {as_told(finding, voice)}" if finding.value is False else as_told(finding, voice)
