"""Published figures named in a cell of another table, and words with places for them.

`start_back_high/p_persistent_disability_6m/Suri2018` is the one row of relations.csv with that finding, relation and
source; a unit after a fourth stroke tells apart those that share all three. Several are parted by ` | `. A text has
places for them, counted from 1: `{1:%i}` is the first as percent with its interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from multifidus.knowledge.cells import BadCellError

PLACE = re.compile(r"\{(\d+)(?::([a-z0-9%]+))?\}")
LEG = "{leg}"  # the leg that hurts, or "leg": filled in for the person
FORMS = ("", "i", "%", "%i", "100", "100i", "rest100", "10", "10i", "weeks")


@dataclass(frozen=True, slots=True)
class FigureName:
    """One row of relations.csv."""

    finding: str
    relation: str
    source: str
    unit: str | None = None

    @property
    def told(self) -> str:
        """The name as it stands in a cell."""
        return "/".join(part for part in (self.finding, self.relation, self.source, self.unit) if part)


def read_figure_names(text: str) -> tuple[FigureName, ...]:
    """The figures that a cell names; none for an empty one."""
    return tuple(_name(part.strip()) for part in text.split(" | ")) if text else ()


def _name(text: str) -> FigureName:
    parts = text.split("/", 3)
    if len(parts) < 3 or not all(parts):
        raise BadCellError(
            f"{text!r} names no figure", "write finding/relation/source, or finding/relation/source/unit"
        )
    return FigureName(*parts)


def strange_places(text: str, figures: int) -> list[str]:
    """The places of a text that no figure fills, and braces that are no place at all."""
    strange = [
        match[0] for match in PLACE.finditer(text) if not 1 <= int(match[1]) <= figures or (match[2] or "") not in FORMS
    ]
    rest = PLACE.sub("", text).replace(LEG, "")
    return strange + (["{"] if "{" in rest or "}" in rest else [])
