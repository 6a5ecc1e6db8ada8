"""The rows that say what to do in the next hours: advice, signs to come back for, emergency numbers, plain words."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import CauseRef, FindingRef, Parted, Pattern, Ref, StatusOrOurs, Word
from multifidus.knowledge.row import Row, row
from multifidus.knowledge.rows_options import ConditionCell

AnyUrgency = Literal["emergency", "urgent", "soon", "routine", "self_care"]
About = Literal["anybody", "settled", "open_questions", "no_complaint"]  # settled: every safety question is answered


@row
class NowAdviceRow(Row):
    """One thing for the person to do now; of each topic the first row that fits this person is told.

    It fits at one of its urgencies, when `when` holds and `unless` does not, and when one of `causes`, if any, is
    what raised the urgency (where nothing raised it: when it is likely).
    """

    table = "now_advice"
    key = ("id",)

    id: Word
    topic: Word
    urgency: Annotated[tuple[AnyUrgency, ...], Parted(" ", least=1)]
    causes: Annotated[tuple[CauseRef, ...], Parted(" ")]
    when: ConditionCell
    unless: ConditionCell
    about: About
    plain_text: str  # {number}, {hint}, {words}
    plain_why: str  # {because}
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class ReturnSignRow(Row):
    """A sign that must bring somebody to an emergency department; not told where one of its findings is there."""

    table = "return_signs"
    key = ("id",)

    id: Word
    findings: Annotated[tuple[FindingRef, ...], Parted(" ", least=1)]
    when: ConditionCell
    unless: ConditionCell
    plain_text: str  # {number}
    plain_why: str
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class EmergencyNumberRow(Row):
    """The number that sends an ambulance in one country; ZZ is for a country that nobody told."""

    table = "emergency_numbers"
    key = ("country",)

    country: Annotated[str, Pattern(r"[A-Z]{2}", "a country of ISO 3166 in two capital letters")]
    label: str
    number: Annotated[str, Pattern(r"[0-9]{2,5}", "a number of two to five digits")]
    plain_hint: str | None
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class PlainFindingRow(Row):
    """A finding that is there, in words for the person: `plain_you` said to them, `plain_me` said by them."""

    table = "plain_findings"
    key = ("finding",)

    finding: FindingRef
    plain_you: str
    plain_me: str
    line: int
