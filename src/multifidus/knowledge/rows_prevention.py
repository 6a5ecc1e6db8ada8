"""The rows of the programme that keeps the next spasm away: exercises, and habits to take up or to leave."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import CauseRef, Parted, Ref, StatusOrOurs, Word
from multifidus.knowledge.row import Row, row
from multifidus.knowledge.rows_options import ConditionCell, OptionRef

ExerciseKind = Literal["endurance", "core", "strength", "mobility", "nerve", "balance"]
Topic = Literal[
    "exercise", "lifting", "posture", "work", "sport", "weight", "sleep", "smoking", "food", "alcohol", "mood",
    "bones", "devices", "education",
]  # fmt: skip
Causes = Annotated[tuple[CauseRef, ...], Parted(" ")]


@row
class ExerciseRow(Row):
    """One exercise: for which causes, for whom not, how it is done, felt and stopped, and how much week by week.

    Which single exercise suits which cause, and its dose, are ours throughout; what trials found of exercise as a
    group stands in effects.csv. `{leg}` in a step is the leg that hurts.
    """

    table = "exercises"
    key = ("id",)

    id: Word
    label: str
    plain_label: str
    kind: ExerciseKind
    suits: Annotated[tuple[CauseRef, ...], Parted(" ", least=1)]
    not_with: Causes  # causes that must not be likely
    when: ConditionCell  # has to be known to hold
    prefer: ConditionCell  # comes first where it is known to hold
    not_when: ConditionCell  # must not hold
    leave_out: str | None  # told where nobody knows whether `not_when` holds
    ask_whom: ConditionCell  # and who that concerns
    steps: Annotated[tuple[str, ...], Parted("|", least=1)]
    feel: str
    stop_when: str
    how_often: str
    start: str
    weeks_1_2: str
    weeks_3_4: str
    weeks_5_8: str
    aim: str
    note: str
    line: int


@row
class HabitRow(Row):
    """Something to do, or to leave, in daily life: for which causes, when, why and how sure.

    `if_unknown` is told where nobody knows whether `when` holds; without it the row then waits.
    """

    table = "habits"
    key = ("id",)

    id: Word
    topic: Topic
    verdict: Literal["do", "avoid", "wait"]  # wait: exercises have to, for these causes
    place: Literal["first", "then", "last"]  # before all others where a harm is prevented, last where little is gained
    label: str
    causes: Causes  # one of them has to be likely; empty is any
    not_with: Causes
    when: ConditionCell
    not_when: ConditionCell
    text: str
    plain_text: str
    if_unknown: str | None
    how_often: str | None
    certainty: str
    option: OptionRef | None  # whose figures speak for it
    triggers: Annotated[
        tuple[Annotated[str, Ref("triggers")], ...], Parted(" ")
    ]  # rows of triggers.csv that are its figures
    risk: str | None  # what the first of them is called in plain words
    drawing: Word | None
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs
    note: str | None
    line: int
