"""The rows that say what to expect: the course, whether it comes back, and what predicts lasting trouble."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import CauseRef, Parted, Read, Ref, StatusOrOurs, Word
from multifidus.knowledge.condition import Condition, read_condition
from multifidus.knowledge.figure_cell import FigureName, read_figure_names
from multifidus.knowledge.row import Row, row

Causes = Annotated[tuple[CauseRef, ...], Parted(" ")]
FigureNames = Annotated[tuple[FigureName, ...], Read(read_figure_names)]
ConditionCell = Annotated[Condition, Read(read_condition)]
SourceOrNone = Annotated[str, Ref("sources")] | None
StandingOrNone = StatusOrOurs | None  # None where the figures say it


@row
class CourseRow(Row):
    """What to expect with some causes, for whom, in words with places for its figures."""

    table = "courses"
    key = ("id",)

    id: Word
    part: Literal["settle", "course", "recurrence"]  # settle: what is said instead of a course
    causes: Causes  # none: of the case as a whole
    when: ConditionCell
    if_unknown: str | None  # how the condition is told where nobody knows; empty: the row is then left out
    label: str
    figures: FigureNames
    text: str
    plain_text: str
    source: SourceOrNone
    status: StandingOrNone
    note: str | None
    line: int


@row
class PredictorRow(Row):
    """What speaks for longer trouble, or for less of it."""

    table = "predictors"
    key = ("id",)

    id: Word
    when: ConditionCell  # what has to be known of the person
    applies: ConditionCell  # to whom it was measured
    causes: Causes  # none: whatever the cause
    speaks_for: Literal["longer", "shorter", "return"]
    asks: Word | None  # the finding or number that is worth asking where it is unknown
    label: str
    figures: FigureNames
    text: str
    plain_text: str
    source: SourceOrNone
    status: StandingOrNone
    note: str | None
    line: int
