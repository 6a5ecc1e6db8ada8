"""The rows that say what is worth doing: red flags, questions, tests, treatments and prevention."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import (
    CauseRef,
    FindingRef,
    OpenProportion,
    Parted,
    Range,
    Ref,
    SourceRef,
    Status,
    StatusOrOurs,
    UrgencyWord,
    Word,
)
from multifidus.knowledge.row import Row, row

OptionKind = Literal[
    "self_care", "education", "exercise", "manual", "device", "psychological", "medicine", "antibiotic", "biologic",
    "injection", "procedure", "surgery", "referral",
]  # fmt: skip
LineOfUse = Literal["first", "second", "later", "surgical", "emergency", "avoid"]
Recommendation = Literal[
    "strong_for", "moderate_for", "conditional_for", "weak_for", "for", "consider", "inconclusive",
    "conditional_against", "against", "strong_against",
]  # fmt: skip
Medicine = Literal[
    "nsaid", "paracetamol", "muscle_relaxant", "opioid", "gabapentinoid", "benzodiazepine", "duloxetine",
    "oral_corticosteroid", "topical_nsaid", "heat",
]  # fmt: skip


@row
class RedFlagRow(Row):
    """Findings that call for action however likely a cause is; all of `finding` must be present."""

    table = "red_flags"
    key = ("finding", "cause")

    finding: Annotated[tuple[FindingRef, ...], Parted("+", least=1)]
    cause: CauseRef
    action: str
    urgency: UrgencyWord
    stands_alone: bool  # whether the rule holds where nobody complains of back or legs; ours
    until_denied: Annotated[tuple[FindingRef, ...], Parted(" ")]  # a question's rule holds until all these are denied
    source: SourceRef
    status: Status
    note: str | None
    line: int

    @property
    def feared(self) -> str | None:
        """What is feared when it is none of the causes: then the action is shown, never the cause."""
        if self.note is None or not self.note.startswith("feared:"):
            return None
        return self.note.removeprefix("feared:").split(";")[0].split("(nearest")[0].strip()


@row
class UrgencyThresholdRow(Row):
    """From which probability of a dangerous cause the urgency is at least this."""

    table = "urgency_thresholds"
    key = ("cause", "urgency")

    cause: CauseRef
    urgency: UrgencyWord
    p_at_least: OpenProportion
    reason: str
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs
    line: int


@row
class MustAskRow(Row):
    """A question to ask before anybody may be told self_care or routine."""

    table = "must_ask"
    key = ("finding",)

    finding: FindingRef
    question_order: Annotated[int, Range(1)]
    why: str
    line: int


@row
class TestRow(Row):
    """What can be asked, examined, measured or imaged: who, how long, cost, harm, and which findings it answers."""

    table = "tests"
    key = ("id",)

    id: Word
    label: str
    plain_label: str
    kind: Literal["question", "bedside", "strength", "lab", "imaging", "procedure"]
    findings: Annotated[tuple[FindingRef, ...], Parted(" ", least=1)]
    who: Literal["person", "clinician", "imaging", "lab", "specialist"]
    minutes: Annotated[float, Range(0, 600)]
    cost_class: Annotated[int, Range(0, 4)]  # 0 nothing, 1 under 30, 2 under 150, 3 under 500, 4 more (euros, rough)
    invasiveness: Annotated[int, Range(0, 4)]  # 0 none, 1 touch, 2 needle, 3 injection, 4 operation
    radiation_msv: Annotated[float, Range(0, 30)]
    cautions: str | None
    how: str
    gate: str
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs
    line: int


@row
class MedicineCheckRow(Row):
    """What to ask before a medicine or heat is named, and what the answer forbids."""

    table = "medicines_checks"
    key = ("medicine_class", "finding_or_condition")

    medicine_class: Medicine
    finding_or_condition: FindingRef
    action: Literal["avoid", "caution", "ask"]
    why: str
    source: SourceRef
    status: Status
    line: int


@row
class OptionRow(Row):
    """One published position or effect of one option for one cause."""

    option: Word
    label: str
    kind: OptionKind
    cause: CauseRef
    line_of_use: LineOfUse
    recommendation: Recommendation | None
    guideline: str | None
    effect_measure: str | None
    effect: float | None
    low: float | None
    high: float | None
    certainty: Literal["high", "moderate", "low", "very_low"] | None
    harms: str | None
    source: SourceRef
    status: Status
    note: str | None
    line: int


@row
class TreatmentRow(OptionRow):
    """An option of treatment."""

    table = "treatments"
    intervals = (("effect", "low", "high"),)


@row
class PreventionRow(OptionRow):
    """An option of prevention."""

    table = "prevention"
    intervals = (("effect", "low", "high"),)


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
    mcid: str
    source: SourceRef
    status: Status
    note: str | None
    line: int
