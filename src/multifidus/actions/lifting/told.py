"""A change of a lift in words, for the person and for the clinician, with what it takes away."""

from __future__ import annotations

from collections.abc import Iterable
from math import isinf
from typing import Any

from multifidus.actions.lifting.allowed import CENTIMETRES, Setting, standing
from multifidus.actions.lifting.changes import Change, Ranking
from multifidus.actions.lifting.task import Burden, Strain, Task

LEAST_TOLD = 0.005  # of a figure: less rounds to nothing


def plain_words(setting: Setting, task: Task) -> str:
    """What the person does, as the table says it, with the figures of this lift."""
    return _filled(setting.row.plain_text, setting, task)


def clinical_words(setting: Setting, task: Task) -> str:
    """The same for whoever plans the work."""
    return _filled(setting.row.text, setting, task)


def as_rows(ranking: Ranking, task: Task) -> list[dict[str, Any]]:
    """The changes that help, the best first, as plain data: what to do, in words and figures, and what it takes.

    `falls` are shares of what each figure was; `setting` and `enough` are in the unit of what the change varies.
    """
    return [
        {
            "id": change.id,
            "label": change.row.label,
            "do": plain_words(change.setting, task),
            "text": clinical_words(change.setting, task),
            "effect": effect(change, ranking),
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


def effect(change: Change, ranking: Ranking) -> str:
    """How much of each figure it takes, and whether that is enough.

    "lifting index -38 % (2.04 to 1.27); not enough by itself"
    """
    if change.enough is None:
        verdict = "nothing was over a limit" if ranking.under_limits else "not enough by itself"
    elif ranking.under_limits:
        verdict = "nothing was over a limit"
    elif change.enough == change.setting:
        verdict = "then within the limits"
    else:
        verdict = f"then within the limits; {_number(change.enough)} is enough"
    return f"{', '.join(differences(ranking.now, change.burden)) or 'no figure changes'}; {verdict}"


def differences(now: Burden, then: Burden) -> Iterable[str]:
    """Each figure that changes: by how many percent, from what, to what."""
    for name, strain in now.items():
        after = then[name]
        if isinf(strain.value):
            if not isinf(after.value):
                yield f"{name} from beyond any limit to {_amount(after)}"
            continue
        if strain.value and abs(share := after.value / strain.value - 1) >= LEAST_TOLD:
            percent = f"{100 * share:+.0f}" if share > -0.99 else f"{100 * share:+.1f}"  # not all of it is gone
            yield f"{name} {percent} % ({_digits(strain)} to {_amount(after)})"


def _amount(strain: Strain) -> str:
    return f"{_digits(strain)} {strain.unit}".rstrip()


def _digits(strain: Strain) -> str:
    return f"{strain.value:,.0f}" if strain.value >= CENTIMETRES else f"{strain.value:.3g}"


def _filled(text: str, setting: Setting, task: Task) -> str:
    if isinstance(setting.to, str):
        return text
    if setting.row.better == "share":
        return text.format(percent=f"{100 * setting.to:.0f}")
    factor = CENTIMETRES if setting.row.varies.endswith("_m") else 1
    now = standing(setting.row, task)
    told = {"now": now, "to": setting.to, "by": abs(now - setting.to)}
    return text.format(**{name: f"{round(factor * value, 1):g}" for name, value in told.items()})


def _number(setting: Setting) -> str:
    if isinstance(setting.to, str):
        return setting.to
    if setting.row.varies.endswith("_m"):
        return f"{CENTIMETRES * setting.to:.0f} cm"
    units = {"load_kg": " kg", "twist_deg": " degrees", "per_minute": " a minute", "hours": " h", "trips": " trips"}
    return f"{setting.to:g}{units.get(setting.row.varies, '')}"
