"""The rows of questionnaires: who may use one, how its answers become scores, and what a score puts a person into."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.answers import Item, read_items
from multifidus.knowledge.cells import FindingRef, Parted, Range, Read, Ref, SourceRef, Status, StatusOrOurs, Word
from multifidus.knowledge.condition import Condition, read_condition
from multifidus.knowledge.row import Row, row

# free: for everybody; non_commercial: free, but not inside something that is sold; licensed: somebody has to agree.
LicenceKind = Literal["free", "non_commercial", "licensed"]
Missing = Literal["none", "as_zero", "of_answered"]
QuestionnaireRef = Annotated[str, Ref("questionnaires")]
Places = Annotated[tuple[Annotated[int, Range(1)], ...], Parted(" ")]


@row
class QuestionnaireRow(Row):
    """A scale, with its licence and the smallest change that matters."""

    table = "questionnaires"
    key = ("id",)

    id: Word
    label: str
    items: str
    range: str
    licence: str  # nobody may put a scale into software without knowing it
    licence_kind: LicenceKind
    licence_status: Status
    acknowledge: str | None  # what the owners want to stand beside a result
    mcid: str
    source: SourceRef
    status: Status
    note: str | None
    line: int


@row
class ScaleRow(Row):
    """One score of a questionnaire: from which items, how, and what is done about those that nobody answered."""

    table = "scales"
    key = ("questionnaire", "id")

    questionnaire: QuestionnaireRef
    id: Word
    label: str
    plain_label: str
    scores: Annotated[tuple[Word, ...], Parted(" ", least=1)]  # the numbers that it becomes
    items: Annotated[tuple[Item, ...], Read(read_items)]
    reversed: Places  # items that count the other way round
    combine: Literal["sum", "mean", "percent"]
    missing: Missing  # none: every item is needed; as_zero: not answered counts nothing; of_answered: the rest speaks
    most_missing: Annotated[int, Range(0)]
    missing_status: StatusOrOurs
    length: Literal["all", "optional", "open"]  # optional: may be left out whole; open: as many items as were chosen
    low: float
    high: float
    better: Literal["low", "high"]
    source: SourceRef
    status: Status
    note: str | None
    line: int


@row
class ScoreGroupRow(Row):
    """The group that the scores of a questionnaire put a person into, as a finding."""

    table = "score_groups"
    key = ("questionnaire", "finding")

    questionnaire: QuestionnaireRef
    finding: FindingRef
    when: Annotated[Condition, Read(read_condition)]  # of scores alone
    plain_text: str
    source: SourceRef
    status: Status
    note: str | None
    line: int
