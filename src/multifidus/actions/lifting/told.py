"""A change of a lift in words, for the person and for the clinician, with what it takes away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isinf
from typing import Any, Literal

from multifidus.actions.lifting.allowed import CENTIMETRES, Setting, standing
from multifidus.actions.lifting.changes import Change, Ranking
from multifidus.actions.lifting.task import Burden, Strain, Task

System = Literal["metric", "us"]
INCHES, POUNDS = 100 / 2.54, 1 / 0.45359237  # in a metre, in a kilogram: by definition
UNITS: Mapping[System, Mapping[str, tuple[float, str]]] = {
    "metric": {"m": (CENTIMETRES, " cm"), "load_kg": (1.0, " kg")},
    "us": {"m": (INCHES, " in"), "load_kg": (POUNDS, " lb")},
}
KILOGRAMS, POUNDS_UNIT = "kg", "lb"
UNIT = {"twist_deg": " degrees", "hours": " h"}  # the same in both systems
PLACES = {
    "reach_m": "{} before the ankles",
    "hands_m": "hands {} high",
    "end_m": "a place {} high",
    "twist_deg": "{} left to the side",
}  # a bare length could be taken for a way
DOUBTED = 0.05  # share of draws from which on it is told that a lift may be over a limit all the same
LEAST_TOLD = 0.005  # of a figure: less rounds to nothing


def plain_words(setting: Setting, task: Task, system: System = "metric") -> str:
    """What the person does, as the table says it, with the figures of this lift."""
    return _filled(setting.row.plain_text, setting, task, system)


def clinical_words(setting: Setting, task: Task, system: System = "metric") -> str:
    """The same for whoever plans the work."""
    return _filled(setting.row.text, setting, task, system)


def as_rows(ranking: Ranking, task: Task, system: System = "metric") -> list[dict[str, Any]]:
    """The changes that help, the best first, as plain data: what to do, in words and figures, and what it takes.

    `falls` are shares of what each figure was; `setting` and `enough` are in the unit of what the change varies.
    """
    return [
        {
            "id": change.id,
            "label": change.row.label,
            "do": plain_words(change.setting, task, system),
            "text": clinical_words(change.setting, task, system),
            "effect": effect(change, ranking, system=system),
            "falls": dict(change.falls),
            "excess_taken": change.taken,
            "within_limits": change.under_limits,
            "varies": change.row.varies,
            "setting": change.setting.to,
            "enough": change.enough.to if change.enough else None,
            "source": change.row.source,
            "status": change.row.status,
        }
        for change in ranking.changes
    ]


def effect(change: Change, ranking: Ranking, *, p_over: float | None = None, system: System = "metric") -> str:
    """How much of each figure it takes, and whether that is enough.

    `p_over` is the share of the draws of what is not known in which something is over a limit all the same.

    "lifting index -38 % (2.04 to 1.27); not enough by itself"
    """
    if ranking.under_limits:
        bent = any(strain.bending for strain in ranking.now.values())
        verdict = "only bending was over a limit" if bent else "nothing was over a limit"
    elif change.enough is None:
        verdict = "not enough by itself"
    else:
        verdict = f"then within the limits{but_for_bending(change.burden)}{doubted(p_over)}"
        if change.enough != change.setting:
            varies, to = change.enough.row.varies, change.enough.to
            verdict += f"; {PLACES.get(varies, '{}').format(_told(varies, to, system))} would be just enough"
    return f"{', '.join(differences(ranking.now, change.burden, system)) or 'no figure changes'}; {verdict}"


def but_for_bending(burden: Burden) -> str:
    """That bending so far is over a limit by itself, whatever is lifted; else nothing."""
    return ", but for what bending so far does with empty hands" if any(one.bending for one in burden.values()) else ""


def doubted(p_over: float | None) -> str:
    """How sure it is that a lift is within its limits; nothing where nobody has drawn, or it is sure."""
    return "" if p_over is None or p_over < DOUBTED else f" (but over one in {p_over:.0%} of draws)"


def differences(now: Burden, then: Burden, system: System = "metric") -> Iterable[str]:
    """Each figure that changes: by how many percent, from what, to what."""
    for name, strain in now.items():
        after = then[name]
        if isinf(strain.value):
            if not isinf(after.value):
                yield f"{name} from beyond any limit to {_amount(after, system)}"
            continue
        if strain.value and abs(share := after.value / strain.value - 1) >= LEAST_TOLD:
            percent = f"{100 * share:+.0f}" if share > -0.99 else f"{100 * share:+.1f}"  # not all of it is gone
            yield f"{name} {percent} % ({_digits(strain, system)} to {_amount(after, system)})"


def _amount(strain: Strain, system: System) -> str:
    unit = POUNDS_UNIT if system == "us" and strain.unit == KILOGRAMS else strain.unit
    return f"{_digits(strain, system)} {unit}".rstrip()


def _digits(strain: Strain, system: System) -> str:
    value = strain.value * POUNDS if system == "us" and strain.unit == KILOGRAMS else strain.value
    return f"{value:,.0f}" if value >= CENTIMETRES else f"{value:.3g}"


def _filled(text: str, setting: Setting, task: Task, system: System) -> str:
    if isinstance(setting.to, str):
        return text
    if setting.row.better == "share":
        return text.format(percent=f"{100 * setting.to:.0f}")
    now, varies = standing(setting.row, task), setting.row.varies
    told = {"now": now, "to": setting.to, "by": abs(now - setting.to)}
    return text.format(**{name: _told(varies, value, system) for name, value in told.items()})


def _told(varies: str, value: float | str, system: System) -> str:
    """A number of the task with its unit."""
    if isinstance(value, str):
        return value
    factor, unit = UNITS[system].get("m" if varies.endswith("_m") else varies, (1.0, UNIT.get(varies, "")))
    return f"{round(factor * value, 1):g}{unit}"
