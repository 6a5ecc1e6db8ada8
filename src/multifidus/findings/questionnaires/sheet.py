"""A questionnaire ready to be scored: its rows put together once for each edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.knowledge import Knowledge
from multifidus.knowledge.answers import Item
from multifidus.knowledge.rows import QuestionnaireRow, RelationRow, ScaleRow, ScoreGroupRow

SMALLEST = "minimal_important_change"
BEYOND_CHANCE = "minimal_detectable_change"
ANY_SCALE = "any_back_pain_scale"  # the share of the former score that counts on each of them


@dataclass(frozen=True)
class Sheet:
    """One questionnaire with its scales and groups, and the marks that a change is held against, by scale."""

    row: QuestionnaireRow
    scales: tuple[ScaleRow, ...]
    groups: tuple[ScoreGroupRow, ...]
    marks: Mapping[str, tuple[RelationRow, ...]]  # in points: what matters, and what is more than chance
    share: RelationRow | None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in its place on the form."""
        by_place = {item.place: item for scale in self.scales for item in scale.items}
        return tuple(by_place[place] for place in sorted(by_place))

    @property
    def open_ended(self) -> bool:
        """Whether the person chooses how many items there are."""
        return any(scale.length == "open" for scale in self.scales)

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many answers a whole form can have, the fewest first."""
        longest = len(self.items)
        if self.open_ended:
            return tuple(range(1, longest + 1))
        needed = max((item.place for scale in self.scales if scale.length == "all" for item in scale.items), default=0)
        return tuple(sorted({needed, longest}))


@lru_cache(maxsize=4)
def sheets_of(knowledge: Knowledge) -> Mapping[str, Sheet]:
    """Every questionnaire, by its id."""
    marks: dict[str, dict[str, RelationRow]] = {}
    for relation in knowledge.rows(RelationRow):
        if relation.relation in (SMALLEST, BEYOND_CHANCE):  # the first of its kind is the one that is used
            marks.setdefault(relation.finding, {}).setdefault(relation.relation, relation)
    return {row.id: _sheet(row, marks, knowledge) for row in knowledge.rows(QuestionnaireRow)}


def _sheet(row: QuestionnaireRow, marks: Mapping[str, Mapping[str, RelationRow]], knowledge: Knowledge) -> Sheet:
    scales = tuple(scale for scale in knowledge.rows(ScaleRow) if scale.questionnaire == row.id)
    return Sheet(
        row=row,
        scales=scales,
        groups=tuple(group for group in knowledge.rows(ScoreGroupRow) if group.questionnaire == row.id),
        marks={scale.id: tuple(marks.get(scale.scores[0], {}).values()) for scale in scales},
        share=marks.get(ANY_SCALE, {}).get(SMALLEST),
    )
