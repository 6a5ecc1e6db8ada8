"""What helps with a lift, in words: what to do, what it takes off, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isinf

from django.utils.translation import gettext as _

from multifidus.actions.lifting.allowed import Setting
from multifidus.actions.lifting.changes import Change
from multifidus.actions.lifting.task import Burden, Task
from multifidus.actions.lifting.told import plain_words
from multifidus.clinic.design.told import told
from multifidus.clinic.lifts.bench import Worked
from multifidus.clinic.lifts.measures import System
from multifidus.clinic.lifts.shown.numbers import number, whole_lengths
from multifidus.lift import task_of

LEAST_TOLD = 0.005  # of a figure: less rounds to nothing


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change. `falls` are what each figure does, as "Weight by the rule −38 %"."""

    id: str
    do: str
    falls: tuple[str, ...]
    tone: str  # of the verdict; empty where it is no news, or not known well enough
    verdict: str


@dataclass(frozen=True, slots=True)
class ShownPair:
    """The best two changes together, where no single one is enough."""

    do: tuple[str, ...]
    enough: bool
    near: bool  # a limit, all the same


def changes(worked: Worked, system: System) -> tuple[ShownChange, ...]:
    """What helps, the best first."""
    return tuple(_change(one, worked, system) for one in worked.ranking.changes)


def pair(worked: Worked, system: System) -> ShownPair | None:
    """The best two together; None where one is enough, or no two help."""
    found = worked.ranking.pair
    if found is None:
        return None
    task = task_of(worked.asked)
    near = worked.then is not None and worked.then.both and worked.then.near
    return ShownPair(tuple(_do(one, task, system) for one in found.settings), found.under_limits, near)


def _change(change: Change, worked: Worked, system: System) -> ShownChange:
    ranking = worked.ranking
    if ranking.under_limits:
        verdict = ""
    else:
        verdict = _enough(change, worked) if change.under_limits else _("Not enough by itself.")
    return ShownChange(
        id=change.id,
        do=_do(change.setting, task_of(worked.asked), system),
        falls=tuple(_falls(ranking.now, change.burden)),
        tone=_tone(change, worked),
        verdict=verdict,
    )


def _tone(change: Change, worked: Worked) -> str:
    """Good where a change is enough with its doubt, which was drawn for the best one alone."""
    best = change is worked.ranking.changes[0] and worked.then is not None
    if worked.ranking.under_limits or not change.under_limits or not best:
        return ""
    return "warning" if worked.then and worked.then.near else "good"


def _enough(change: Change, worked: Worked) -> str:
    """How sure it is that a change is enough: what it leaves was read with its doubt for the best change alone."""
    if change is not worked.ranking.changes[0] or worked.then is None:
        return _("Then the figures are under the limits.")
    if worked.then.near:
        return _("Then the figures are under the limits, but near one.")
    return _("Then all is under the limits, with all that may be off.")


def _do(setting: Setting, task: Task, system: System) -> str:
    return whole_lengths(told(plain_words(setting, task, system)))


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
