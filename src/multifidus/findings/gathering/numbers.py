"""Numbers: the newest of each side, the worse of two that were taken on one visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from multifidus.findings.gathering.course import Course
from multifidus.findings.gathering.holding import GRADE, Rules
from multifidus.findings.gathering.said import Said, heard_against
from multifidus.findings.gathering.tally import Tally
from multifidus.findings.gathering.words import AGED, OVER, since
from multifidus.terms import Side

BySide = Mapping[Side | None, Sequence[Said]]


def settle_numbers(finding: str, said: BySide, rules: Rules, course: Course, tally: Tally) -> None:
    """Puts into the tally what the numbers under one name come to; `said` has those of each side, the newest first."""
    of_sides = _one_each({side: _counts(numbers, rules, course, tally) for side, numbers in said.items()}, rules)
    kept = []
    for one in of_sides:
        why = _why_not(one, rules, course)
        if why:
            tally.lapse(one, why)
        else:
            kept.append(one)
    if kept:
        tally.numbers[finding] = tuple(kept)


def care(said: Said, rules: Rules) -> tuple[int, int, float]:
    """How careful it is to go by this number: what danger it amounts to first, then how bad it is."""
    settled = [finding for finding, present in rules.settles(said.finding).items() if present]
    measure = rules.logic.measures.get(said.finding.id)
    worse_when_low = measure is not None and measure.unit == GRADE
    value = float(said.finding.value)
    return len(rules.dangers & set(settled)), len(settled), -value if worse_when_low else value


def _counts(numbers: Sequence[Said], rules: Rules, course: Course, tally: Tally) -> Said:
    """The number that counts among those of one side: the newest by somebody who could know, of one visit the worse."""
    chosen = newest = numbers[0]
    known_by = rules.holding[chosen.finding.id].known_by
    for one in numbers[1:]:
        heard = heard_against(newest, one, known_by)
        gap = one.ago - newest.ago
        if heard and gap > rules.visit_days:
            break
        if one.finding.value == chosen.finding.value or care(one, rules) <= care(chosen, rules):
            continue
        if not heard and _why_not(one, rules, course) is None:
            _tell(one, chosen, f"for it is known by {known_by} alone", rules, tally)
            chosen = newest = one
        elif heard and (gap == 0 or rules.is_danger(one.finding)):
            if one.reading is not chosen.reading:
                _tell(one, chosen, "the more careful way", rules, tally)
            chosen = one
    return chosen


def _tell(taken: Said, left: Said, why: str, rules: Rules, tally: Tally) -> None:
    label = rules.logic.label(taken.finding.id)
    told = f"{label}: {taken.finding.value:g} in the {taken.where}, {left.finding.value:g} in the {left.where}"
    tally.tell(taken, left, f"{told}; {taken.finding.value:g} was taken, {why}")


def _one_each(sides: Mapping[Side | None, Said], rules: Rules) -> list[Said]:
    """One number for each side, or one without a side.

    A later one without a side is of the side that is known. Where it cannot be told of which side it is, it stands
    alone when it is the worst of all and the sides were not all measured since; else the sides stand.
    """
    named = sorted((one for side, one in sides.items() if side), key=lambda one: one.ago)
    unnamed, both = sides.get(None), sides.get("both")
    if both is not None:  # a later word on both sides stands for either
        named = [one for one in named if one.ago <= both.ago]
    if unnamed is None:
        return named
    if not named:
        return [unnamed]
    if len(named) == 1 and unnamed.ago < named[0].ago:
        return [unnamed._replace(finding=replace(unnamed.finding, side=named[0].finding.side))]
    since = {one.finding.side for one in named if one.ago < unnamed.ago}
    measured = "both" in since or {"left", "right"} <= since
    worst = all(care(unnamed, rules) > care(one, rules) for one in named)
    return [unnamed] if worst and not measured else named


def _why_not(said: Said, rules: Rules, course: Course) -> str | None:
    """Why a number counts no more, or None."""
    if rules.holding[said.finding.id].episode != "no" and not rules.is_danger(said.finding) and course.over(said.ago):
        return OVER
    if not rules.in_time(said.finding, since(said, rules, course)):
        return AGED
    measure = rules.logic.measures.get(said.finding.id)
    if measure is not None and rules.grown(said.finding, said.ago).value > measure.high:
        return AGED
    return None
