"""The rows that say what to ask, examine and measure: tests, what calls for them, what holds them back, what for."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import (
    CauseRef,
    FindingRef,
    Parted,
    Range,
    Ref,
    StatusOrOurs,
    UrgencyWord,
    Word,
)
from multifidus.knowledge.row import Row, row
from multifidus.knowledge.rows_options import ConditionCell

TestRef = Annotated[str, Ref("tests")]
OptionalSource = Annotated[str, Ref("sources")]


@row
class TestRow(Row):
    """What can be asked, examined, measured or imaged: who, how long, cost, harm, and which findings it answers."""

    table = "tests"
    key = ("id",)

    id: Word
    label: str
    plain_label: str
    kind: Literal["question", "bedside", "strength", "lab", "imaging", "procedure"]
    findings: Annotated[tuple[FindingRef, ...], Parted(" ")]  # none where the vocabulary has no word for the result
    who: Literal["person", "clinician", "imaging", "lab", "specialist"]
    minutes: Annotated[float, Range(0, 600)]
    cost_class: Annotated[int, Range(0, 4)]  # 0 nothing, 1 under 30, 2 under 150, 3 under 500, 4 more (euros, rough)
    invasiveness: Annotated[int, Range(0, 4)]  # 0 none, 1 touch, 2 needle, 3 injection, 4 operation
    radiation_msv: Annotated[float, Range(0, 30)]
    cautions: str | None
    how: str
    counts: str | None  # what counts as a positive result, and how it is graded
    plain_how: str | None  # what it is like, for the person
    gate: str
    source: OptionalSource | None
    status: StatusOrOurs
    line: int


@row
class TestCallRow(Row):
    """What calls for a test: a red flag or a likely danger, a condition, or both.

    `cause` or `feared` is in question from this urgency on (`feared` is part of what a red flag names beside the
    causes), `when` holds, and `unless` is not known to hold. Without both of them the condition alone decides.
    """

    table = "test_calls"

    test: TestRef
    cause: Annotated[str, Ref("causes")] | None
    feared: str | None
    urgency: UrgencyWord
    step: Annotated[int, Range(1, 99)]  # the order within one urgency
    when: ConditionCell
    unless: ConditionCell  # does not call where this is known to hold
    why: str
    plain_why: str
    source: OptionalSource | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class TestGateRow(Row):
    """What holds tests back.

    `needs`: ordered only where `when` holds. `after`: not while a test of `by` is called for. `after_questions`: not
    while a safety question is open. `covered`: a test of `by` shows the same. `not`: not where `when` holds, but in an
    emergency. What a red flag or a likely danger calls for passes all but `covered` and `not`.
    """

    table = "test_gates"
    key = ("id",)

    id: Word
    tests: Annotated[tuple[TestRef, ...], Parted(" ", least=1)]
    effect: Literal["needs", "after", "after_questions", "covered", "not"]
    when: ConditionCell
    by: Annotated[tuple[TestRef, ...], Parted(" ")]
    told: Annotated[tuple[TestRef, ...], Parted(" ")]  # tests to speak of unasked: people often ask for them
    why: str
    plain_why: str
    source: OptionalSource | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class TestCautionRow(Row):
    """What to mind with some tests in some people; never a reason to withhold what an emergency needs."""

    table = "test_cautions"
    key = ("id",)

    id: Word
    tests: Annotated[tuple[TestRef, ...], Parted(" ", least=1)]
    when: ConditionCell
    caution: str
    plain: str
    asked: str | None  # what to ask first while nobody knows; None where it need not be asked
    source: OptionalSource | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class TestAimRow(Row):
    """What a test looks for when one cause is in question; `confirms` where a positive result settles it.

    In the text {root}, {disc}, {plain_root} and {on_side} stand for what is likely in this person.
    """

    table = "test_aims"
    key = ("test", "cause")

    test: TestRef
    cause: CauseRef
    confirms: bool
    shows: Annotated[tuple[FindingRef, ...], Parted(" ")]  # the results that answer it
    look_for: str
    plain: str
    side_from: Annotated[tuple[FindingRef, ...], Parted(" ")]  # the findings whose side it is looked for on
    source: OptionalSource | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class CountedRow(Row):
    """A finding that is a count of features: there from so many on, and up to so many."""

    table = "counted"
    key = ("finding",)

    finding: FindingRef
    items: ConditionCell  # each way of the condition is one feature
    at_least: Annotated[int, Range(1)]
    at_most: Annotated[int, Range(1)] | None
    source: OptionalSource | None
    status: StatusOrOurs
    note: str | None
    line: int
