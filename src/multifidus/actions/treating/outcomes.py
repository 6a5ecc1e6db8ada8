"""Of a hundred people like this one, how many are better after some weeks, with an option and without it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from math import erf, sqrt
from statistics import NormalDist

from multifidus.actions.effects import effect_measures
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EffectRow, RelationRow, TreatmentRow
from multifidus.terms import Figure, Outcome

NORMAL = NormalDist()
OURS = "ours"
TOO_UNSURE = ("low", "very_low")  # a difference that may be nothing is not told as so many people of a hundred
COURSE = "course"
CHRONIC = "duration_over_three_months"
WEEK = re.compile(r"0-100, week (\d+)")
# Only what was held against nothing tells how many are better without; the best of two treatments is another question.
AGAINST_NOTHING = re.compile(r"\bvs (?:oral )?(?:placebo|sham|no |usual care|inactive|control)")
PAIN = "pain"  # the label of what is told in points of pain, whichever the scale
WEEKS_UNTOLD: Mapping[str | None, float] = {"acute": 3.0, "chronic": 12.0, None: 12.0}

Course = tuple[tuple[float, float], ...]  # week, mean pain of 100


def outcomes_of(effects: Iterable[EffectRow], cause: str, knowledge: Knowledge) -> tuple[Outcome, ...]:
    """The outcomes that trials published as shares; where none did, one computed from a published difference.

    Computed ones are ours: the course of people without treatment is published, the difference is published, and the
    step from points to people is that of Furukawa and Leucht (PLoS One 2011;6:e19070).
    """
    rows = tuple(effects)
    published = tuple(
        _published(row, knowledge) for row in rows if row.p_with is not None and row.p_without is not None
    )
    if published:
        return published
    fit = (row for row in rows if row.certainty not in TOO_UNSURE and AGAINST_NOTHING.search(row.comparison))
    computed = (_computed(row, cause, knowledge) for row in fit)
    return next(((one,) for one in computed if one), ())


def _published(row: EffectRow, knowledge: Knowledge) -> Outcome:
    """The shares of a trial; the interval is that of its ratio or difference, laid on the share without."""
    assert row.p_with is not None
    assert row.p_without is not None
    low, high = _interval(row, row.p_without, knowledge)
    return Outcome(
        better=row.outcome or "",
        weeks=row.weeks or 0.0,
        p_without=row.p_without,
        p_with=row.p_with,
        low=low,
        high=high,
        source=row.source,
        status=row.status,
    )


def _interval(row: EffectRow, p_without: float, knowledge: Knowledge) -> tuple[float | None, float | None]:
    if row.low is None or row.high is None or row.measure is None:
        return None, None
    kind = effect_measures(knowledge)[row.measure].kind
    if kind == "risk_ratio":
        return min(1.0, p_without * row.low), min(1.0, p_without * row.high)
    if kind == "odds_ratio":
        return _by_odds(p_without, row.low), _by_odds(p_without, row.high)
    if kind == "risk_difference":
        return max(0.0, p_without + row.low), min(1.0, p_without + row.high)
    return None, None


def _by_odds(p: float, ratio: float) -> float:
    """The share whose odds are `ratio` times those of `p`.

    >>> round(_by_odds(0.18, 4.37), 2)
    0.49
    """
    odds = p / (1 - p) * ratio
    return odds / (1 + odds)


def _computed(row: EffectRow, cause: str, knowledge: Knowledge) -> Outcome | None:
    course = courses_of(knowledge).get((cause, row.phase or "chronic"))
    gain = _gain_sd(row.measure, row.effect, knowledge)
    if course is None or gain is None:
        return None
    weeks = row.weeks if row.weeks is not None else WEEKS_UNTOLD[row.phase]
    if weeks > course[-1][0]:  # nobody followed people without treatment for so long
        return None
    p_without = p_better(course, weeks, knowledge)
    ends = [_gain_sd(row.measure, end, knowledge) for end in (row.high, row.low)]
    low, high = (None if end is None else p_with_gain(p_without, end) for end in ends)
    return Outcome(
        better=f"pain down by {knowledge.choices['least_relative_gain_called_better']:.0%} or more".replace("%", " %"),
        weeks=weeks,
        p_without=p_without,
        p_with=p_with_gain(p_without, gain),
        low=low,
        high=high,
        source=row.source,
        status=OURS,
    )


def _gain_sd(measure: str | None, effect: float | None, knowledge: Knowledge) -> float | None:
    """A difference in pain as a gain in standard deviations of the change; None where it is none of pain."""
    told_in = effect_measures(knowledge).get(measure or "")
    if told_in is None or effect is None or told_in.label != PAIN:
        return None
    if told_in.scale is None:  # told in standard deviations already
        return -effect
    return -effect * 100 / told_in.scale / knowledge.choices["sd_of_pain_change_0_100"]


def p_with_gain(p_without: float, gain_sd: float) -> float:
    """The share that is better with a treatment, from the share without it and the gain in standard deviations.

    The method of Furukawa and Leucht: the share without is a point on a normal curve, and the treatment shifts it.

    >>> round(p_with_gain(0.20, 0.5), 2)
    0.37
    """
    return _phi(NORMAL.inv_cdf(p_without) + gain_sd)


def p_better(course: Course, weeks: float, knowledge: Knowledge) -> float:
    """The share of people whose pain has fallen by enough to be called better, from the mean course of a cohort."""
    before = course[0][1]
    fallen = before - _mean_pain(course, weeks)
    needed = before * knowledge.choices["least_relative_gain_called_better"]
    return _phi((fallen - needed) / knowledge.choices["sd_of_pain_change_0_100"])


def _mean_pain(course: Course, weeks: float) -> float:
    """The mean pain after some weeks, on a straight line between two published ones; the last one from there on."""
    for (week, pain), (later, then) in pairwise(course):
        if weeks <= later:
            return pain + (then - pain) * (weeks - week) / (later - week)
    return course[-1][1]


def _phi(x: float) -> float:
    return 0.5 * (1 + erf(x / sqrt(2)))


def course_figures(source: str | None, phase: str | None, knowledge: Knowledge) -> tuple[Figure, ...]:
    """The published mean pain by week, from the cohort of this source, of the phase where it is known."""
    return tuple(
        Figure(
            f"mean pain of 100, {row.unit.removeprefix('0-100, ')}",
            row.value,
            row.low,
            row.high,
            row.source,
            row.status,
        )
        for row in _course_rows(knowledge)
        if row.source == source and row.unit and row.value is not None and phase in (None, _phase_of(row))
    )


@lru_cache(maxsize=4)
def _course_rows(knowledge: Knowledge) -> tuple[RelationRow, ...]:
    return tuple(
        row for row in knowledge.rows(RelationRow) if row.relation == "mean_pain_score" and WEEK.match(row.unit or "")
    )


def _phase_of(row: RelationRow) -> str:
    return "chronic" if row.finding == CHRONIC else "acute"


@lru_cache(maxsize=4)
def courses_of(knowledge: Knowledge) -> Mapping[tuple[str, str], Course]:
    """The mean pain by week of each cause and phase, of the cohort that tells its course in treatments.csv."""
    by_source: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for row in _course_rows(knowledge):
        week = WEEK.match(row.unit or "")
        if week and row.value is not None:
            by_source.setdefault((row.source, _phase_of(row)), []).append((float(week[1]), row.value))
    return {
        (line.cause, phase): tuple(sorted(points))
        for line in knowledge.rows(TreatmentRow)
        for (source, phase), points in by_source.items()
        if line.line_of_use == COURSE and line.source == source
    }
