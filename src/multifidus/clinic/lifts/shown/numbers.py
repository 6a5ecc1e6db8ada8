"""Figures of a lift in the reader's language and units, with no more digits than are known."""

from __future__ import annotations

import math
import re

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from multifidus.clinic.lifts.measures import UNIT, Kind, System, in_units
from multifidus.findings.lifting.equations.limits import STANDARD_GRAVITY
from multifidus.findings.lifting.reading.doubt import Spread

KNOWN = 2  # digits of what a model says
LENGTH = re.compile(r"(\d+[.,]\d+) (cm|in)\b")


def number(value: float, decimals: int = 0) -> str:
    """A number as the reader writes it, with a minus that is one."""
    told = str(number_format(round(value, decimals) + 0.0, decimals, use_l10n=True, force_grouping=True))
    return told.replace("-", "−")


def rounded(value: float) -> float:
    """A figure to the digits that a model knows."""
    return float(f"{value:.{KNOWN}g}")


def newtons(value: float) -> str:
    """A force that a model says: 4,700 N."""
    return _("%(n)s N") % {"n": number(rounded(value))}


def exact_newtons(value: float) -> str:
    """A limit as it is printed: 3,400 N."""
    return _("%(n)s N") % {"n": number(value)}


def between(spread: Spread) -> str:
    """From what to what a force may be; empty where nothing was drawn."""
    if spread.low == spread.high:
        return ""
    return _("%(low)s to %(high)s N") % {"low": number(rounded(spread.low)), "high": number(rounded(spread.high))}


def as_weight(force_n: float, system: System) -> str:
    """What stands on something that is pressed with a force: 480 kg."""
    here = rounded(in_units(force_n / STANDARD_GRAVITY, "mass", system))
    return f"{number(here)} {UNIT['mass', system][1]}"


def mass(kg: float, system: System, *, decimals: int = 1) -> str:
    """A mass in the reader's units, without a decimal that says nothing."""
    return _with_unit(kg, "mass", system, decimals)


def length(metres: float, system: System) -> str:
    """A length in the reader's units."""
    return _with_unit(metres, "length", system, 0)


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return _("%(n)s %%") % {"n": number(100 * share)}


def whole_lengths(text: str) -> str:
    """A sentence without parts of a centimetre or an inch: nobody places a load by those."""

    def rounded_off(found: re.Match[str]) -> str:
        return f"{float(found[1].replace(',', '.')):.0f} {found[2]}"

    return type(text)(LENGTH.sub(rounded_off, text))


def _with_unit(value: float, kind: Kind, system: System, decimals: int) -> str:
    here = round(in_units(value, kind, system), decimals)
    whole = math.isclose(here, round(here))
    return f"{number(here, 0 if whole else decimals)} {UNIT[kind, system][1]}"
