"""The rows that say how long what was said of a person holds, and who may take it back."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import FindingRef, Parted, Range, Ref, StatusOrOurs, Word
from multifidus.knowledge.row import Row, row
from multifidus.knowledge.rows_vocabulary import Group, Kind

Days = Annotated[float, Range(0.0)]
KnownBy = Literal["anybody", "feeling", "examination", "picture", "laboratory"]
Episode = Literal["no", "ends", "carries"]


@row
class HoldingRow(Row):
    """How long a word on some findings and numbers holds; days are counted from the reading, empty is without end.

    A row speaks of the `findings` and `measures` that it names, or of a `kind`, or of a `kind` within a `group`; the
    most special row counts. A number that settles only what is absent ages as a denial does.
    """

    table = "holding"
    key = ("id",)

    id: Word
    findings: Annotated[tuple[FindingRef, ...], Parted(" ")]
    measures: Annotated[tuple[Annotated[str, Ref("measures")], ...], Parted(" ")]
    kind: Kind | None
    group: Group | None
    present_days: Days | None
    danger_days: Days | None  # of a danger sign that is there; mostly empty: it stands until it is denied
    absent_days: Days | None
    known_by: KnownBy  # whose word can take it back; feeling: the person's, but for a danger that was examined
    episode: Episode  # ends: a time free of pain ends it; carries: and what is there holds on while pain is told
    grows: bool  # whether a number grows with time, by its own unit
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs
    reason: str
    line: int
