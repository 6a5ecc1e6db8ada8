"""A published figure in the words of a clinician: what was measured, how much, and its 95 % interval."""

from __future__ import annotations

import re

from multifidus.terms import Figure

NAMED = re.compile(r"(?P<told>.+) \((?P<measure>[a-z0-9_ ]+)\)")  # what a trial compared, with the measure behind it
POINTS = re.compile(r"(?P<scale>.+)_md_0_(?P<most>\d+)")  # a mean difference on a scale
RATIOS = {"rr": "risk ratio", "or": "odds ratio", "hr": "hazard ratio"}
SHARE = "proportion_"
STANDARDISED = "smd_"
NAMES = {
    "odi": "ODI",
    "rmdq": "RMDQ",
    "sf36": "SF-36",
    "pcs": "physical component",
    "basdai": "BASDAI",
    "ohs": "OHS",
    "bpi": "BPI",
    "md": "difference",
    "vs": "vs",
}


def figure_told(figure: Figure) -> str:
    """What was measured, how much, and the interval.

    >>> figure_told(Figure("pain_md_0_100", -7.3, -11.0, -3.6, "x", "checked"))
    'pain −7.3 points of 100 (−11 to −3.6)'
    >>> figure_told(Figure("kyphoplasty vs sham, pain (rr_improved)", 1.4, None, None, "x", "checked"))
    'kyphoplasty vs sham, pain: risk ratio of improved 1.4'
    """
    named = NAMED.fullmatch(figure.name)
    measure = named["measure"].replace(" ", "_") if named else figure.name
    interval = (
        "" if figure.low is None or figure.high is None else f" ({_number(figure.low)} to {_number(figure.high)})"
    )
    told = f"{_measured(measure, figure.value, short=named is not None)}{interval}"
    return f"{named['told']}: {told}" if named else told


def _measured(measure: str, value: float, *, short: bool) -> str:
    """The measure with its number; `short` leaves out what has been told already."""
    points = POINTS.fullmatch(measure)
    if points:
        amount = f"{_number(value)} points of {points['most']}"
        return amount if short else f"{_words(points['scale'])} {amount}"
    kind, _, of = measure.partition("_")
    if kind in RATIOS and of:
        return f"{RATIOS[kind]} of {_words(of)} {_number(value)}"
    if measure.startswith(STANDARDISED):
        return f"{_words(measure.removeprefix(STANDARDISED))} {_number(value)} standard deviations"
    if measure.startswith(SHARE):
        return f"{_words(measure.removeprefix(SHARE))} {_number(100 * value)} %"
    return f"{_words(measure)} {_number(value)}"


def _words(measure: str) -> str:
    return " ".join(NAMES.get(word, word) for word in measure.split("_"))


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")
