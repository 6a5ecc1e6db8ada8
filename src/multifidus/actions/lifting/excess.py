"""How far a lift is over its limits, what of it a change takes away, and what a change must not raise."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isinf

from multifidus.actions.lifting.task import Burden, Strain

LEAST_FALL = 0.01  # of an excess, or of a limit: less than this is not worth a word
NOISE = 1e-6  # relative; what a solver may differ by


def within(burden: Burden) -> bool:
    """Whether nothing is too much."""
    return not any(strain.over for strain in burden.values())


def under(burden: Burden) -> bool:
    """Whether nothing is above a limit, but by bending alone: what a change has to reach to be called enough.

    The error of a model that lets a lift pass as it is does not make a change enough.
    """
    return not any(strain.above and not strain.bending for strain in burden.values())


def remaining(now: Burden, then: Burden) -> tuple[float, float]:
    """What is left of each figure's excess over its limit, on average over those that are too much; the worst share."""
    over = [_still(strain.share or 0.0, then[name].share or 0.0) for name, strain in now.items() if strain.over]
    worst = max((strain.share for strain in then.values() if strain.share is not None), default=0.0)
    return (sum(over) / len(over) if over else 0.0), worst


def _still(share: float, then: float) -> float:
    """How much is left of an excess; of one without end, how much of what is left is over the limit."""
    if isinf(share):
        return 1.0 if isinf(then) else max(0.0, 1 - 1 / then) if then else 0.0
    return max(0.0, then - 1) / (share - 1)


def helps(now: Burden, then: Burden, *, lighter: bool = False) -> bool:
    """Whether it takes something off, and raises nothing that has no limit or would then be above it.

    With less in the hands a figure that was over its limit may seem to rise where the muscles of a model could not
    hold the lift as it was, and told too little of it: that speaks against no lighter load.
    """
    for name, strain in now.items():
        if _raised(strain, then[name]) and not (lighter and strain.above):
            return False
    (before, worst), (after, worst_then) = remaining(now, now), remaining(now, then)
    return worst_then <= worst - LEAST_FALL if within(now) else after <= before - LEAST_FALL


def _raised(strain: Strain, then: Strain) -> bool:
    noise = max(NOISE, strain.rough) if strain.above or strain.limit is None else NOISE
    more = then.value > strain.value * (1 + noise)
    return more and (then.limit is None or then.above)


def rises(now: Burden, then: Burden) -> Mapping[str, float]:
    """By how much each figure rises, of those that do."""
    return {
        name: then[name].value / strain.value - 1 if strain.value else inf
        for name, strain in now.items()
        if then[name].value > strain.value * (1 + NOISE)
    }
