"""The places of the picture of the body, to tap: which view, which side, and what pain there is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import BodyRegionRow


@dataclass(frozen=True, slots=True)
class Region:
    """One place: its view and side, its words, and the findings that pain there is; none where none fits."""

    id: str
    view: Literal["front", "back"]
    side: Literal["left", "right"] | None
    label: str
    tells: tuple[str, ...]


def regions(knowledge: Knowledge) -> tuple[Region, ...]:
    """Every place in the order of the table, from head to foot, the back first."""
    return tuple(
        Region(row.id, row.view, row.side, row.plain_label, row.tells) for row in knowledge.rows(BodyRegionRow)
    )
