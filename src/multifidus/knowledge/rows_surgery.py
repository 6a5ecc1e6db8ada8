"""The rows that say when an operation comes into question, and what each of its criteria asks for."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import CauseRef, FindingRef, OpenProportion, Parted, Range, Ref, StatusOrOurs, Word
from multifidus.knowledge.row import Row, row
from multifidus.knowledge.rows_options import ConditionCell, OptionRef

TestRef = Annotated[str, Ref("tests")]
Role = Literal["required", "supporting", "against", "urgent"]
Told = Literal["age", "root", "grade", "side", "pain", "duration"]


@row
class OperationRow(Row):
    """An operation for one cause: when it comes into question, what it is in plain words, and who decides."""

    table = "operations"
    key = ("operation", "cause")

    operation: OptionRef
    cause: CauseRef
    label: str
    plain_label: str  # what is done, as a sentence begins: "An operation that ..."
    emergency: bool  # whether nothing of it can wait; a criterion of the role `urgent` makes it so for one person
    when: ConditionCell  # what has to hold, beside the cause, before it is spoken of at all
    least_met: Annotated[int, Range(0)]  # how many required criteria have to be met before it is spoken of
    who: str
    plain_who: str
    tells: Annotated[tuple[Told, ...], Parted(" ")]  # what of the person its text says
    trials_of: Annotated[tuple[OptionRef, ...], Parted(" ", least=1)]  # options whose trials bear on it, side by side
    plain_trials: str | None  # what the rows of effects.csv show, for everybody
    p_without_sign: OpenProportion | None  # from this probability of the cause on it does not wait for `when`; ours
    line: int


@row
class SurgeryCriterionRow(Row):
    """One thing that an operation asks for.

    `against` names a reason to leave it, told as its absence; `urgent` is what lets it not wait. A criterion for which
    neither condition holds is missing: nobody has asked or looked.
    """

    table = "surgery_criteria"
    key = ("id",)

    id: Word
    operation: OptionRef
    causes: Annotated[tuple[CauseRef, ...], Parted(" ", least=1)]
    role: Role
    text: str
    plain_text: str
    met_when: ConditionCell
    contradicted_when: ConditionCell
    same_side: Annotated[tuple[FindingRef, ...], Parted(" ")]  # left here and right there contradict each other
    completes: Annotated[tuple[TestRef, ...], Parted(" ", least=1)]
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs
    note: str | None
    line: int

    @property
    def asked(self) -> tuple[str, ...]:
        """The findings and numbers that its conditions ask for."""
        return tuple(dict.fromkeys((*self.met_when.findings, *self.contradicted_when.findings)))
