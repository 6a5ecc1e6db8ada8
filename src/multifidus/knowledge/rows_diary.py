"""The rows of the diary: what may be ticked of the two hours before a spasm."""

from __future__ import annotations

from typing import Annotated

from multifidus.knowledge.cells import Range, Ref, StatusOrOurs, Word
from multifidus.knowledge.row import Row, row

Odds = Annotated[float, Range(0.01, 1000)]


@row
class DiaryTriggerRow(Row):
    """One thing that may be ticked, and what is known of it before anybody has ticked it.

    `trigger` names its row of triggers.csv; the figure stands there, and here only where it has none that can be
    used. A row is never taken out, as diaries name it: what is asked no more has `asked` no.
    """

    table = "diary_triggers"
    key = ("id",)
    intervals = (("odds_ratio", "low", "high"),)

    id: Word
    trigger: Annotated[str, Ref("triggers")] | None
    asked: bool
    plain_text: str  # what is ticked, said by the person
    plain_label: str  # the same as a thing, in a sentence
    odds_ratio: Odds | None
    low: Odds | None
    high: Odds | None
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs | None
    reason: str
    line: int
