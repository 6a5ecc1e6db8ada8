"""What trials found, in words: each measure says what it counts and how."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EffectMeasureRow, EffectRow
from multifidus.terms import Figure

SIGNED = ("difference", "standardised")
TIMES = ("risk_ratio", "odds_ratio", "hazard_ratio")
PEOPLE = ("share", "risk_difference")


def effect_figure(row: EffectRow) -> Figure | None:
    """What a trial found as a figure, named by its measure; None where it is told in words alone."""
    if row.measure is None or row.effect is None:
        return None
    return Figure(row.measure, row.effect, row.low, row.high, row.source, row.status, row.comparison)


@lru_cache(maxsize=4)
def effect_measures(knowledge: Knowledge) -> Mapping[str, EffectMeasureRow]:
    """The measures of effects.csv, by id."""
    return {row.id: row for row in knowledge.rows(EffectMeasureRow)}


def effect_told(figure: Figure, knowledge: Knowledge) -> str:
    """An effect with its 95 % interval: `NSAID vs placebo: pain -7.3 points of 100 (-11 to -3.6)`.

    A name that is no measure of effects.csv (a share from a table of courses) is told as it stands.
    """
    before = f"{figure.comparison}: " if figure.comparison else ""
    return before + _amount(figure.name, figure.value, figure.low, figure.high, knowledge)


def _amount(measure: str, value: float, low: float | None, high: float | None, knowledge: Knowledge) -> str:
    row = effect_measures(knowledge).get(measure)
    if row is None:
        return f"{measure.replace('_', ' ')} {value:.3g}{_interval(low, high, '.3g', 1)}"
    if row.kind in PEOPLE:
        sign = "+" if row.kind == "risk_difference" else ""
        return f"{row.label} {100 * value:{sign}.3g} of 100 people{_interval(low, high, f'{sign}.3g', 100)}"
    if row.kind in TIMES:
        return f"{row.label} times {value:.3g}{_interval(low, high, '.3g', 1)}"
    sign = "+" if row.kind in SIGNED else ""
    return f"{row.label} {value:{sign}.3g}{_unit(row)}{_interval(low, high, f'{sign}.3g', 1)}"


def _unit(row: EffectMeasureRow) -> str:
    if row.kind == "standardised":
        return " standard deviations"
    return f" points of {row.scale:g}" if row.scale is not None else ""


def _interval(low: float | None, high: float | None, shape: str, times: float) -> str:
    if low is None or high is None:
        return ""
    return f" ({times * low:{shape}} to {times * high:{shape}})"
