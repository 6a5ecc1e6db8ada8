"""What a row of each table is. The class is the schema: its fields are the columns, in their order.

A field's type says how its cell is read (cells.py). `key` are the columns that no two rows share,
`intervals` the triples (value, low, high) of which the interval has to contain its value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from multifidus.knowledge.cells import (
    CauseRef,
    Count,
    FindingRef,
    OpenProportion,
    Parted,
    Pattern,
    Proportion,
    Range,
    Ratio,
    Ref,
    SettingWord,
    SourceRef,
    Status,
    StatusOrOurs,
    UrgencyWord,
    Use,
    Word,
)

Kind = Literal["history", "symptom", "exam", "strength", "imaging", "lab", "questionnaire"]
Group = Literal[
    "about_you", "onset", "pain_pattern", "spasm", "legs_and_nerves", "bladder_bowel", "general_health",
    "past_history", "work_and_lifting", "movement_tests", "nerve_tests", "strength", "joint_tests",
    "abdomen_pulses", "lab", "xray", "ct", "mri", "questionnaire",
]  # fmt: skip
Population = Literal[
    "low_back_pain_primary", "low_back_pain_emergency", "low_back_pain_secondary", "chronic_back_pain_young",
    "chronic_low_back_pain_blocks", "suspected_radiculopathy", "suspected_stenosis", "claudication",
    "suspected_instability", "young_athletes_back_pain", "hip_or_groin_pain", "suspected_fracture",
    "trauma_emergency", "suspected_spinal_infection", "suspected_cauda_equina", "suspected_aneurysm",
    "suspected_renal_colic", "suspected_urinary_infection", "acute_abdominal_pain", "suspected_arterial_disease",
    "imaging_referrals", "general_population", "healthy", "cases_only",
]  # fmt: skip
Medicine = Literal[
    "nsaid", "paracetamol", "muscle_relaxant", "opioid", "gabapentinoid", "benzodiazepine", "duloxetine",
    "oral_corticosteroid", "topical_nsaid", "heat",
]  # fmt: skip
EdgeKind = Literal[
    "cause_to_mechanism", "mechanism_to_finding", "cause_to_finding", "leak_to_mechanism", "leak_to_finding",
    "root_share", "side_share",
]  # fmt: skip
Interval = tuple[str, str, str]


class Row:
    """One row of a table; `line` is where it stands in its file."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]] = ()
    intervals: ClassVar[tuple[Interval, ...]] = ()
    line: int


@dataclass(frozen=True, slots=True)
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
    implies: Annotated[tuple[str, ...], Parted(" ")]
    status_of_use: Literal["model", "assumed", "red_flag", "myotome", "asked", "background"]
    note: str | None
    line: int

    @property
    def sided(self) -> bool:
        """Whether the finding has a side."""
        return self.values.startswith(("side", "grade"))


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class AccuracyRow(Row):
    """What a finding says about a cause: sensitivity, specificity, likelihood ratios."""

    table = "accuracy"
    intervals = (
        ("sens", "sens_low", "sens_high"),
        ("spec", "spec_low", "spec_high"),
        ("lr_pos", "lr_pos_low", "lr_pos_high"),
        ("lr_neg", "lr_neg_low", "lr_neg_high"),
    )

    finding: FindingRef
    finding_label: str
    kind: Kind
    cause: CauseRef
    setting: SettingWord
    population: Population
    reference: str
    sens: Proportion | None
    sens_low: Proportion | None
    sens_high: Proportion | None
    spec: Proportion | None
    spec_low: Proportion | None
    spec_high: Proportion | None
    lr_pos: Ratio | None
    lr_pos_low: Ratio | None
    lr_pos_high: Ratio | None
    lr_neg: Ratio | None
    lr_neg_low: Ratio | None
    lr_neg_high: Ratio | None
    n: Count | None
    source: SourceRef
    status: Status
    use: Use
    note: str | None
    line: int


@dataclass(frozen=True, slots=True)
class RelationRow(Row):
    """Every other published number about a finding and a cause, asked for by the name of its relation."""

    table = "relations"
    intervals = (("value", "low", "high"),)

    finding: FindingRef
    cause: CauseRef
    relation: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    source: SourceRef
    status: Status
    use: Use
    note: str | None
    line: int


@dataclass(frozen=True, slots=True)
class PrevalenceRow(Row):
    """How common a cause is among people with low back pain, as published."""

    table = "prevalence"
    intervals = (("value", "low", "high"),)

    cause: CauseRef
    population: str
    setting: SettingWord
    value: Proportion | None
    low: Proportion | None
    high: Proportion | None
    n: Count | None
    source: SourceRef
    status: Status
    use: Use
    note: str | None
    line: int


@dataclass(frozen=True, slots=True)
class AssumedRow(Row):
    """Our own judgement where nothing fit was published."""

    table = "assumed"
    key = ("finding", "cause")
    intervals = (("p_present_if_cause", "low", "high"), ("p_present_otherwise", "low2", "high2"))

    finding: FindingRef
    cause: CauseRef
    p_present_if_cause: Proportion
    low: Proportion
    high: Proportion
    p_present_otherwise: Proportion
    low2: Proportion
    high2: Proportion
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class PriorRow(Row):
    """Our reconciliation of the published prevalences: one prior for each cause and setting, adding up to 1."""

    table = "assumed_priors"
    key = ("cause", "setting")
    intervals = (("value", "low", "high"),)

    cause: CauseRef
    setting: SettingWord
    value: OpenProportion
    low: OpenProportion
    high: OpenProportion
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class MechanismRow(Row):
    """What lies between causes and findings; a root is a state of nerve_root."""

    table = "mechanisms"
    key = ("id",)

    id: Word
    label: str
    plain_label: str
    side: Literal["no", "left_right"]
    description: str
    line: int


@dataclass(frozen=True, slots=True)
class EdgeRow(Row):
    """One edge of the network: the chance that the parent alone switches the child on; a start for the fit."""

    table = "mechanism_edges"
    key = ("parent", "child", "kind")
    intervals = (("weight", "low", "high"),)

    parent: str
    child: str
    kind: EdgeKind
    weight: OpenProportion
    low: OpenProportion
    high: OpenProportion
    basis: Literal["published", "assumed"]
    source: Annotated[str, Ref("sources")] | None
    status: Status | None
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class PriorModifierRow(Row):
    """What raises or lowers the odds of a cause before any sign is weighed."""

    table = "prior_modifiers"
    key = ("finding", "cause")
    intervals = (("odds_ratio", "low", "high"),)

    finding: FindingRef
    cause: CauseRef
    odds_ratio: Annotated[float, Range(1e-4)]
    low: Annotated[float, Range(1e-4)]
    high: Annotated[float, Range(1e-4)]
    p_present_otherwise: OpenProportion
    basis: Literal["published", "assumed"]
    source: Annotated[str, Ref("sources")] | None
    status: Status | None
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class PopulationRow(Row):
    """The mix of causes among the people of a population who do not have the target."""

    table = "populations"
    key = ("population", "cause")
    intervals = (("value", "low", "high"),)

    population: Population
    cause: Annotated[str, Ref("causes", extra=("none",))]
    value: Proportion
    low: Proportion
    high: Proportion
    basis: Literal["published", "assumed"]
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class EligibilityRow(Row):
    """What let somebody into a population."""

    table = "population_eligibility"
    key = ("population", "finding")

    population: Population
    finding: FindingRef
    value: Literal["present", "absent"]
    line: int


@dataclass(frozen=True, slots=True)
class HeldOutRow(Row):
    """A figure that is compared with the network and never fitted; no cause means every cause."""

    table = "held_out"
    key = ("finding", "cause")

    finding: FindingRef
    cause: Annotated[str, Ref("causes")] | None
    kind: Literal["composite", "judgement", "neutral", "no_path", "other_population"]
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class RedFlagRow(Row):
    """Findings that call for action however likely a cause is; all of `finding` must be present."""

    table = "red_flags"
    key = ("finding", "cause")

    finding: Annotated[tuple[FindingRef, ...], Parted("+")]
    cause: CauseRef
    action: str
    urgency: UrgencyWord
    stands_alone: bool  # whether the rule holds where nobody complains of back or legs; ours
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class MustAskRow(Row):
    """A question to ask before anybody may be told self_care or routine."""

    table = "must_ask"
    key = ("finding",)

    finding: FindingRef
    question_order: int
    why: str
    line: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class TestRow(Row):
    """What can be asked, examined, measured or imaged: who, how long, cost, harm, and which findings it answers."""

    table = "tests"
    key = ("id",)

    id: Word
    label: str
    plain_label: str
    kind: Literal["question", "bedside", "strength", "lab", "imaging", "procedure"]
    findings: Annotated[tuple[FindingRef, ...], Parted(" ")]
    who: Literal["person", "clinician", "imaging", "lab", "specialist"]
    minutes: Annotated[float, Range(0, 600)]
    cost_class: int
    invasiveness: int
    radiation_msv: Annotated[float, Range(0, 30)]
    cautions: str | None
    how: str
    gate: str
    source: Annotated[str, Ref("sources")] | None
    status: StatusOrOurs
    line: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class MyotomeRow(Row):
    """Which root moves which muscle."""

    table = "myotomes"
    key = ("muscle", "root")

    muscle: str
    action: str
    root: Literal["L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4"]
    weight: Literal["main", "minor"]
    source: SourceRef
    status: Status
    note: str | None
    line: int


@dataclass(frozen=True, slots=True)
class QuestionnaireRow(Row):
    """A scale, with its licence and the smallest change that matters."""

    table = "questionnaires"
    key = ("id",)

    id: Word
    label: str
    items: str | None
    range: str | None
    licence: str | None
    mcid: str | None
    source: SourceRef
    status: Status
    note: str | None
    line: int


@dataclass(frozen=True, slots=True)
class OptionRow(Row):
    """One published position or effect of one option for one cause."""

    option: Word
    label: str
    kind: str
    cause: CauseRef
    line_of_use: str
    recommendation: str | None
    guideline: str | None
    effect_measure: str | None
    effect: float | None
    low: float | None
    high: float | None
    certainty: str | None
    harms: str | None
    source: SourceRef
    status: Status
    note: str | None
    line: int


@dataclass(frozen=True, slots=True)
class TreatmentRow(OptionRow):
    """An option of treatment."""

    table = "treatments"
    intervals = (("effect", "low", "high"),)


@dataclass(frozen=True, slots=True)
class PreventionRow(OptionRow):
    """An option of prevention."""

    table = "prevention"
    intervals = (("effect", "low", "high"),)


@dataclass(frozen=True, slots=True)
class TriggerRow(Row):
    """What brings a spasm on."""

    table = "triggers"

    trigger: Word
    label: str
    odds_ratio: Ratio | None
    low: Ratio | None
    high: Ratio | None
    n: Count | None
    source: SourceRef
    status: Status
    note: str | None
    line: int


@dataclass(frozen=True, slots=True)
class LiftingRow(Row):
    """A spinal load, a disc pressure, or a constant of a lifting equation."""

    table = "lifting"  # no interval rule: low and high are limits and ranges here, one end alone among them

    quantity: str
    condition: str | None
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    source: SourceRef
    status: Status
    note: str | None
    line: int


@dataclass(frozen=True, slots=True)
class SourceRow(Row):
    """Where a figure was read."""

    table = "sources"
    key = ("id",)

    id: Annotated[str, Pattern(r"[A-Za-z]+[0-9]{0,5}[A-Za-z]*", "first author and year")]
    authors: str | None
    title: str
    venue: str | None
    year: str | None
    doi: str | None
    pmid: str | None
    kind: Literal["systematic_review", "cohort", "cross_sectional", "rct", "guideline", "textbook", "dataset"]
    line: int


@dataclass(frozen=True, slots=True)
class NioshExampleRow(Row):
    """A worked example of the lifting equation; most are from memory, so recompute before use."""

    table = "niosh_examples"
    key = ("job", "task", "point")

    job: str
    task: str | None
    point: str | None
    load_avg: Ratio | None
    load_max: Ratio | None
    load_unit: str | None
    h: Ratio | None
    v: Ratio | None
    d: Ratio | None
    length_unit: str | None
    asymmetry_deg: float | None
    frequency_per_min: Ratio | None
    duration_h: Ratio | None
    coupling: str | None
    significant_control: str | None
    hm: Proportion | None
    vm: Proportion | None
    dm: Proportion | None
    am: Proportion | None
    fm: Proportion | None
    cm: Proportion | None
    firwl: Ratio | None
    fili: Ratio | None
    strwl: Ratio | None
    stli: Ratio | None
    rwl: Ratio | None
    li: Ratio | None
    cli: Ratio | None
    source: SourceRef
    status: Status
    note: str | None
    line: int


ROWS: dict[str, type[Row]] = {row.table: row for row in Row.__subclasses__() if hasattr(row, "table")} | {
    "treatments": TreatmentRow,
    "prevention": PreventionRow,
}
