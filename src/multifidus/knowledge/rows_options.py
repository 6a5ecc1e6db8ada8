"""The rows that say what may be done about a cause: options, what guidelines say of them, and what trials found."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import (
    CauseRef,
    FindingRef,
    Parted,
    Proportion,
    Range,
    Read,
    Ref,
    SourceRef,
    Status,
    StatusOrOurs,
    Word,
)
from multifidus.knowledge.condition import Condition, read_condition
from multifidus.knowledge.row import Row, row

OptionKind = Literal[
    "self_care", "education", "exercise", "manual", "device", "psychological", "medicine", "antibiotic", "biologic",
    "injection", "procedure", "surgery", "referral",
]  # fmt: skip
LineOfUse = Literal["course", "first", "second", "later", "surgical", "emergency", "avoid"]
Recommendation = Literal[
    "strong_for", "moderate_for", "conditional_for", "weak_for", "for", "consider", "inconclusive",
    "conditional_against", "against", "strong_against",
]  # fmt: skip
TreatmentClass = Literal[
    "nsaid", "paracetamol", "muscle_relaxant", "opioid", "gabapentinoid", "benzodiazepine", "duloxetine",
    "oral_corticosteroid", "topical_nsaid", "heat", "antidepressant", "antibiotic", "biologic", "bone_drug",
    "cilostazol", "alpha_blocker", "hormonal",
    "spinal_manipulation", "massage", "acupuncture", "exercise", "spinal_injection",
]  # fmt: skip
AvoidFor = Literal["harm", "no_use"]  # harm outweighs whatever it does for another cause; no use does not
Who = Literal["person", "pharmacist", "therapist", "clinician", "specialist", "surgeon", "hospital"]


ConditionCell = Annotated[Condition, Read(read_condition)]
OptionRef = Annotated[str, Ref("options")]
Certainty = Literal["high", "moderate", "low", "very_low"]
Phase = Literal["acute", "chronic"]  # under three months, or from there on; empty where it is said of both


@row
class OptionRow(Row):
    """One thing that can be done, for whichever cause."""

    table = "options"
    key = ("id",)

    id: Word
    label: str
    plain_label: str
    plain_description: str
    kind: OptionKind
    treatment_class: TreatmentClass | None  # what contraindications.csv knows it by
    who: Who  # who gives, prescribes or does it
    line: int


@row
class TreatmentRow(Row):
    """An option as treatment of one cause, in which line, for whom, and in which words.

    The line `course` is what happens by itself. `text` is for clinicians, `plain_text` for everybody.
    """

    table = "treatments"
    key = ("option", "cause", "when")

    option: OptionRef
    cause: CauseRef
    line_of_use: LineOfUse
    avoid_for: AvoidFor | None
    when: ConditionCell
    text: str
    plain_text: str
    source: SourceRef | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class PreventionRow(Row):
    """An option that keeps one cause from coming back."""

    table = "prevention"
    key = ("option", "cause")

    option: OptionRef
    cause: CauseRef
    line_of_use: LineOfUse
    line: int


@row
class PositionRow(Row):
    """What one guideline says of an option for some causes."""

    table = "guideline_positions"

    option: OptionRef
    causes: Annotated[tuple[CauseRef, ...], Parted(" ", least=1)]
    recommendation: Recommendation
    guideline: str
    phase: Phase | None
    wording: str
    certainty: Certainty | None
    harms: str | None
    source: SourceRef
    status: Status
    note: str | None
    line: int


@row
class EffectMeasureRow(Row):
    """A measure in which trials tell effects: what it counts, in which way, and which direction is better."""

    table = "effect_measures"
    key = ("id",)

    id: Word
    label: str
    kind: Literal[
        "difference", "standardised", "risk_ratio", "odds_ratio", "hazard_ratio", "risk_difference", "share", "mean"
    ]
    scale: Annotated[float, Range(1)] | None  # where the scale ends that starts at 0; None where it has no end
    better: Literal["lower", "higher", "neither"]
    line: int


@row
class EffectRow(Row):
    """What one trial or review found of an option for some causes; negative is better on a scale of pain.

    `p_with` and `p_without` are the shares that had the `outcome` after `weeks`, with the option and without it.
    `comparison` names what it was held against after "vs": placebo, sham, no treatment, usual care, or another option.
    """

    table = "effects"
    intervals = (("effect", "low", "high"),)

    option: OptionRef
    causes: Annotated[tuple[CauseRef, ...], Parted(" ", least=1)]
    comparison: str
    phase: Phase | None
    outcome: str | None
    weeks: Annotated[float, Range(0)] | None
    p_with: Proportion | None
    p_without: Proportion | None
    measure: Annotated[str, Ref("effect_measures")] | None  # None where the finding is told in words alone
    effect: float | None
    low: float | None
    high: float | None
    certainty: Certainty | None
    harms: str | None
    source: SourceRef
    status: Status
    note: str | None
    line: int


@row
class ContraindicationRow(Row):
    """What to ask before a treatment is named, and what the answer forbids."""

    table = "contraindications"
    key = ("treatment_class", "finding_or_condition")

    treatment_class: TreatmentClass
    finding_or_condition: FindingRef
    action: Literal["avoid", "caution", "ask"]
    why: str
    plain_why: str
    source: SourceRef | None
    status: StatusOrOurs
    note: str | None
    line: int
