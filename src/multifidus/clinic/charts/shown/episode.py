"""A spasm of the diary as lines of a page: what was told of it, and nothing of what was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from multifidus.clinic.design.told import told
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import DiaryTriggerRow


def episode_lines(episode: Mapping[str, Any] | None, knowledge: Knowledge) -> list[tuple[str, str]]:
    """Name and value of each thing that was told of a spasm, as it is kept in the content of its reading."""
    return [] if episode is None else list(_lines(episode, knowledge))


def _lines(episode: Mapping[str, Any], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    sides = {"left": _("left"), "right": _("right"), "both": _("both sides")}
    windows = {
        "here": _("In the two hours before"),
        "day_before": _("At the same time the day before"),
        "two_days_before": _("At the same time two days before"),
    }
    if episode.get("worst") is not None:
        yield _("Worst pain"), _("%(pain)s of 10") % {"pain": episode["worst"]}
    if episode.get("minutes") is not None:
        yield _("How long"), _("%(minutes)g minutes") % {"minutes": episode["minutes"]}
    if episode.get("side"):
        yield _("Side"), sides.get(episode["side"], "")
    labels = {row.id: told(row.plain_label) for row in knowledge.rows(DiaryTriggerRow)}
    for window, name in windows.items():
        ticked = (episode.get("before") or {}).get(window)
        if ticked is not None:
            yield name, ", ".join(labels.get(one, one) for one in ticked) or _("nothing of the list")
    if episode.get("medicine"):
        yield _("Medicine"), episode["medicine"]
    if episode.get("note"):
        yield _("Note"), episode["note"]
