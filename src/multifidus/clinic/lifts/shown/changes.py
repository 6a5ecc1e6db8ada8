"""What helps with a lift, in words: what to do, what it takes off, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isinf

from django.utils.translation import gettext as _

from multifidus.actions.lifting.changes import Change
from multifidus.actions.lifting.task import Burden
from multifidus.actions.lifting.told import plain_words
from multifidus.clinic.design.told import told
from multifidus.clinic.lifts.bench import Worked
from multifidus.clinic.lifts.measures import System
from multifidus.clinic.lifts.shown.numbers import in_own_units, number
from multifidus.lift import task_of

LEAST_TOLD = 0.005  # of a figure: less rounds to nothing


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change. `falls` are what each figure does, as "Weight by the rule −38 %"."""

    id: str
    do: str
    falls: tuple[str, ...]
    enough: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class ShownPair:
    """The best two changes together, where no single one is enough."""

    do: tuple[str, ...]
    enough: bool


def changes(worked: Worked, system: System) -> tuple[ShownChange, ...]:
    """What helps, the best first."""
    return tuple(_change(one, worked, system) for one in worked.ranking.changes)


def pair(worked: Worked, system: System) -> ShownPair | None:
    """The best two together; None where one is enough, or no two help."""
    found = worked.ranking.pair
    if found is None:
        return None
    task = task_of(worked.asked)
    return ShownPair(
        tuple(in_own_units(told(plain_words(one, task)), system) for one in found.settings), found.under_limits
    )


def _change(change: Change, worked: Worked, system: System) -> ShownChange:
    ranking = worked.ranking
    if ranking.under_limits:
        verdict = ""
    else:
        verdict = _("Then all is under the limits.") if change.under_limits else _("Not enough by itself.")
    return ShownChange(
        id=change.id,
        do=in_own_units(told(plain_words(change.setting, task_of(worked.asked))), system),
        falls=tuple(_falls(ranking.now, change.burden)),
        enough=change.under_limits and not ranking.under_limits,
        verdict=verdict,
    )


def _falls(now: Burden, then: Burden) -> Iterator[str]:
    for name, strain in now.items():
        if strain.limit is None or not strain.value:
            continue
        after = then[name].value
        if isinf(strain.value):
            if not isinf(after):
                yield _("%(figure)s: the rule allows it again") % {"figure": _figure(name)}
        elif abs(share := after / strain.value - 1) >= LEAST_TOLD:
            sign = "−" if share < 0 else "+"
            yield _("%(figure)s %(sign)s%(n)s %%") % {
                "figure": _figure(name),
                "sign": sign,
                "n": number(100 * abs(share)),
            }


def _figure(name: str) -> str:
    return {
        "lifting index": _("Lifting index"),
        "compression": _("Press on the disc"),
        "compression by hand calculation": _("Press on the disc"),
        "shear": _("Push forward"),
        "mass": _("Weight"),
    }[name]
