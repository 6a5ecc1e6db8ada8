"""The rows that hold figures, published or our own, on findings, causes and how common they are."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import (
    CauseRef,
    Count,
    FindingRef,
    OpenProportion,
    Proportion,
    Range,
    Ratio,
    Ref,
    SettingWord,
    SourceRef,
    Status,
    Use,
    Word,
)
from multifidus.knowledge.row import Row, row
from multifidus.knowledge.rows_network import Population
from multifidus.knowledge.rows_vocabulary import Kind


@row
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


@row
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


@row
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


@row
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


@row
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


@row
class HeldOutRow(Row):
    """A figure that is compared with the network and never fitted; no cause means every cause."""

    table = "held_out"
    key = ("finding", "cause")

    finding: FindingRef
    cause: Annotated[str, Ref("causes")] | None
    kind: Literal["composite", "judgement", "neutral", "no_path", "other_population", "comorbidity"]
    reason: str
    line: int


@row
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

    @property
    def weakness(self) -> str:
        """The finding that says the action is weak: `great toe extension` is weakness_great_toe_extension."""
        return "weakness_" + "_".join(self.action.replace(",", " ").split())


@row
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


@row
class SpreadRow(Row):
    """How far studies of one kind of finding lie apart beyond chance: standard deviation on the logit scale, ours."""

    table = "spread"
    key = ("kind",)

    kind: Literal["history", "symptom", "exam", "strength", "imaging", "lab", "questionnaire", "door"]
    spread: Annotated[float, Range(0.0, 0.5)]
    reason: str
    line: int


@row
class RelationPopulationRow(Row):
    """In whom a figure of `relations` was measured, where that was not first contact or cases alone."""

    table = "relation_populations"
    key = ("finding", "cause", "relation")

    finding: FindingRef
    cause: CauseRef
    relation: str
    population: Population
    reason: str
    line: int


@row
class ConflictRow(Row):
    """Why the network cannot say what a figure says; shown wherever the two lie far apart."""

    table = "conflicts"
    key = ("finding", "cause", "measure")

    finding: FindingRef
    cause: CauseRef
    measure: Literal[
        "sens", "spec", "lr_pos", "lr_neg", "odds_ratio", "p_cause_given_finding", "p_if_cause", "p_otherwise"
    ]
    reason: str
    line: int
