"""How often spasms come, and whether more or fewer of late, in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multifidus.findings.diary.rate import Rate
from multifidus.findings.diary.review import Review
from multifidus.findings.diary.trend import Trend

SELDOM = 1.0  # a week; what comes less often is told for four weeks
WEEKS = 4


@dataclass(frozen=True, slots=True)
class Often:
    """How often, with its doubt; how that stands to before; and the figures behind it."""

    rate: str
    of_late: str
    trend: str
    word: str  # fewer, more, same, unclear, too_early
    figures: tuple[str, ...]
    quiet_days: int | None


def often(review: Review) -> Often:
    """What a review says of how often."""
    trend = review.trend
    return Often(
        rate=_rate(review.rate) if review.rate else _("It is too early to say how often they come."),
        of_late=_rate(review.rate_of_late) if review.rate_of_late else "",
        trend=_trend(trend) if trend else "",
        word=trend.word if trend else "too_early",
        figures=tuple(_figures(review)),
        quiet_days=round(review.quiet_days) if review.quiet_days is not None else None,
    )


def number(value: float) -> str:
    """A number to two digits, as the reader writes numbers.

    >>> number(0.26), number(3.14), number(8.02), number(41.7)
    ('0.3', '3.1', '8', '42')
    """
    short = round(value) if value >= 10 else round(value, 1)
    return number_format(int(short) if short == int(short) else short)


def _rate(rate: Rate) -> str:
    by = 1 if rate.per_week >= SELDOM else WEEKS
    told = {"n": number(rate.per_week * by), "low": number(rate.low * by), "high": number(rate.high * by)}
    if by == 1:
        return _("About %(n)s a week; it could be anything from %(low)s to %(high)s.") % told
    return _("About %(n)s in four weeks; it could be anything from %(low)s to %(high)s.") % told


def _trend(trend: Trend) -> str:
    return {
        "fewer": _("They come less often than before."),
        "more": _("They come more often than before."),
        "same": _("They come about as often as before."),
        "unclear": _("Whether they come more or less often than before cannot be told yet."),
        "too_early": _("It is too early to say whether they come more or less often."),
    }[trend.word]


def _figures(review: Review) -> list[str]:
    """The counts behind the words."""
    trend = review.trend
    if trend is None:
        return []
    told = [
        _("%(spasms)s in the last %(weeks)s weeks.")
        % {"spasms": spasms(trend.recent), "weeks": number(trend.recent_weeks)},
        _("%(spasms)s in the %(weeks)s weeks before.")
        % {"spasms": spasms(trend.before), "weeks": number(trend.before_weeks)},
    ]
    if trend.ratio is not None and trend.low is not None and trend.high is not None:
        ratio = {"n": number(trend.ratio), "low": number(trend.low), "high": number(trend.high)}
        told.append(
            _("Of late %(n)s times as many a week as before; at least %(low)s times.") % ratio
            if isinf(trend.high)
            else _("Of late %(n)s times as many a week as before; anything from %(low)s to %(high)s times.") % ratio
        )
    told.append(
        _("The first spasm starts the clock. The intervals hold what is believed with 95 % (Gamma-Poisson, Jeffreys).")
    )
    return told


def spasms(count: int) -> str:
    """So many spasms."""
    return ngettext("%(n)d spasm", "%(n)d spasms", count) % {"n": count}
