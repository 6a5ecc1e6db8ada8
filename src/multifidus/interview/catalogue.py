"""The screens of one edition of the tables, looked up by what they ask; built once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import BodyRegionRow, MeasureRow, ScreenItemRow, ScreenRow
from multifidus.knowledge.rows_interview import Stage

SEX, SINCE, WHERE = "sex", "since", "where"
SEXES = ("female", "male")
SINCE_SETTLES = ("duration_weeks", "duration_hours")


@dataclass(frozen=True)
class Catalogue:
    """Screens with their items, measures, and regions, by id."""

    screens: Mapping[str, ScreenRow]
    items: Mapping[str, tuple[ScreenItemRow, ...]]
    measures: Mapping[str, MeasureRow]
    regions: Mapping[str, BodyRegionRow]

    def of_stage(self, *stages: Stage) -> tuple[ScreenRow, ...]:
        """The screens of some stages, in the order of the table."""
        return tuple(screen for screen in self.screens.values() if screen.stage in stages)

    def settles(self, item: ScreenItemRow) -> tuple[str, ...]:
        """The findings that an item settles; of a number those with a threshold on it."""
        if item.yes:
            return tuple(dict.fromkeys((*item.yes, *item.no)))
        if item.about == SEX:
            return SEXES
        if item.about == SINCE:
            return tuple(finding for number in SINCE_SETTLES for finding in self.measures[number].findings)
        measure = self.measures.get(item.about)
        return measure.findings if measure else (item.about,)

    def option(self, screen: str, name: str) -> ScreenItemRow | None:
        """The option of a screen `one_of` by its name."""
        return next((item for item in self.items.get(screen, ()) if item.about == name and item.yes), None)


@lru_cache(maxsize=4)
def catalogue_of(knowledge: Knowledge) -> Catalogue:
    """The screens of these tables."""
    items: dict[str, list[ScreenItemRow]] = defaultdict(list)
    for item in knowledge.rows(ScreenItemRow):
        items[item.screen].append(item)
    return Catalogue(
        screens={row.id: row for row in knowledge.rows(ScreenRow)},
        items={screen: tuple(rows) for screen, rows in items.items()},
        measures={row.id: row for row in knowledge.rows(MeasureRow)},
        regions={row.id: row for row in knowledge.rows(BodyRegionRow)},
    )
