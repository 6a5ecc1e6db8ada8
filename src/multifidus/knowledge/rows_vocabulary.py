"""The rows of the vocabulary: findings, measures, causes, and the sources that everything was read in."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import (
    FindingRef,
    Parted,
    Pattern,
    Range,
    Ref,
    Status,
    Word,
)
from multifidus.knowledge.row import Row, row

Kind = Literal["history", "symptom", "exam", "strength", "imaging", "lab", "questionnaire"]
Group = Literal[
    "about_you", "onset", "pain_pattern", "spasm", "legs_and_nerves", "bladder_bowel", "general_health",
    "past_history", "work_and_lifting", "movement_tests", "nerve_tests", "strength", "joint_tests",
    "abdomen_pulses", "lab", "xray", "ct", "mri", "questionnaire",
]  # fmt: skip


@row
class FindingRow(Row):
    """One word of the vocabulary: everything that can be asked, felt, measured or seen."""

    table = "findings"
    key = ("id",)

    id: Word
    label: str
    question: Annotated[str, Pattern(r".{1,170}", "a question of at most 170 characters")]
    kind: Kind
    values: Annotated[
        str,
        Pattern(
            r"present_absent|side \(left/right/both\)|grade:\d-\d(<=\d)?|number:\S.*",
            "present_absent, side (left/right/both), grade:a-b (with its threshold) or number:unit with its threshold",
        ),
    ]
    group: Group
    implies: Annotated[tuple[Annotated[str, Ref("findings", mark="!")], ...], Parted(" ")]
    status_of_use: Literal["model", "assumed", "red_flag", "myotome", "asked", "background"]
    note: str | None
    line: int

    @property
    def sided(self) -> bool:
        """Whether the finding has a side."""
        return self.values.startswith(("side", "grade"))


@row
class MeasureRow(Row):
    """One number that can be recorded, what it can be at all, and the findings that follow from it."""

    table = "measures"
    key = ("id",)

    id: Word
    label: str
    unit: str
    low: float
    high: float
    findings: Annotated[tuple[FindingRef, ...], Parted(" ")]
    line: int


@row
class CauseRow(Row):
    """One cause, in words for clinicians and for everybody."""

    table = "causes"
    key = ("id",)

    id: Word
    label: str
    plain_label: str
    description: str
    plain_description: str
    dangerous: bool
    course: str
    icd10cm: Annotated[str, Pattern(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", "an ICD-10-CM code")] | None
    icd10cm_display: str | None
    icd10cm_status: Status | None
    line: int


@row
class SourceRow(Row):
    """Where a figure was read."""

    table = "sources"
    key = ("id",)

    id: Annotated[str, Pattern(r"[A-Za-z]+[0-9]{0,5}[A-Za-z]*", "a key of first author and year")]
    authors: str | None
    title: str
    venue: str | None
    year: Annotated[str, Pattern(r"(19|20)[0-9]{2}", "a year of four digits")] | None
    doi: Annotated[str, Pattern(r"10\.[0-9]{4,9}/[^\s]+", "a DOI, 10.number/name without an address before it")] | None
    pmid: Annotated[str, Pattern(r"[1-9][0-9]{3,8}", "a PubMed number")] | None
    kind: Literal["systematic_review", "cohort", "cross_sectional", "rct", "guideline", "textbook", "dataset"]
    line: int


@row
class ChoiceRow(Row):
    """A number where we had to choose, with the reason; ours, no source. Code asks for it by its id."""

    table = "choices"
    key = ("id",)

    id: Word
    value: Annotated[float, Range(0.0)]
    reason: str
    line: int
