"""A probability with its doubt, in the words and lengths that a page shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

WIDTH = 1000  # units of the drawing; a bar as long as its ground is certainty


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A proportion from 0 to 1 with its 95 % interval."""

    p: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.p <= self.high <= 1:
            raise ValueError(
                f"a proportion inside its own interval is wanted, not {self.low} <= {self.p} <= {self.high}"
            )

    @property
    def value(self) -> str:
        """The figure; never quite nothing and never quite certain, for a model knows neither."""
        return percent(self.p)

    @property
    def between(self) -> str:
        """The doubt, in a sentence."""
        if percent(self.low) == percent(self.high):
            return _("The doubt is less than one in a hundred.")
        return _("It could be anything from %(low)s to %(high)s.") % {
            "low": percent(self.low),
            "high": percent(self.high),
        }

    @property
    def length(self) -> int:
        """Of the bar."""
        return round(self.p * WIDTH)

    @property
    def start(self) -> int:
        """Where the doubt begins."""
        return round(self.low * WIDTH)

    @property
    def end(self) -> int:
        """Where the doubt ends."""
        return max(round(self.high * WIDTH), self.start + 2)  # a hair of it can always be seen


def percent(p: float) -> str:
    """A proportion as a percentage, on one line wherever it stands."""
    if p < 0.01:
        told = _("under 1 %%") % ()
    elif p > 0.99:
        told = _("over 99 %%") % ()
    else:
        told = _("%(number)d %%") % {"number": round(p * 100)}
    return told.replace(" %", "\u00a0%")
