"""How likely something is, as people picture it: so many in ten or in a hundred, never surer than the number."""

from __future__ import annotations

from math import ceil, floor

from django.utils.translation import gettext as _

OF_TEN = 0.05  # from here on in tens; what is rarer is told in a hundred
SELDOM = 0.01  # "less than 1 in 100" says the doubt of what is surely rarer
EDGE = 1e-9  # 0.7 times 10 is a hair above 7 for a computer


def odds(p: float) -> str:
    """A proportion as so many of ten or of a hundred.

    >>> odds(0.61), odds(0.03), odds(0.004), odds(0.98)
    ('about 6 in 10', 'about 3 in 100', 'less than 1 in 100', 'more than 9 in 10')
    """
    if p < SELDOM:
        return _("less than 1 in 100")
    if p < OF_TEN:
        return _("about %(n)d in 100") % {"n": round(100 * p)}
    if p >= 0.95:
        return _("more than 9 in 10")
    return _("about %(n)d in 10") % {"n": max(1, round(10 * p))}


def doubt(p: float, low: float | None, high: float | None) -> str:
    """Between what it may lie, rounded outwards so that no doubt is lost; told where nobody knows it.

    >>> doubt(0.61, 0.44, 0.76), doubt(0.03, 0.01, 0.088)
    ('It could be 4 to 8 in 10.', 'It could be 1 to 9 in 100.')
    """
    if low is None or high is None:
        return _("How sure this number is could not be worked out.")
    whole = 100 if p < OF_TEN else 10
    least, most = floor(whole * min(low, p) + EDGE), ceil(whole * max(high, p) - EDGE)
    named = {"low": least, "high": most, "whole": whole}
    if least < 1:
        if most >= whole:
            return _("Nobody can tell yet: it could be anything.")
        return "" if p < SELDOM and most <= 1 else _("It could be up to %(high)d in %(whole)d.") % named
    if most >= whole:
        return _("It could be anything from %(low)d in %(whole)d to nearly sure.") % named
    return _("It could be %(low)d to %(high)d in %(whole)d.") % named
