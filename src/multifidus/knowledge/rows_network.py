"""The rows of the layer between causes and findings, and of the people that figures were measured in."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import (
    CauseRef,
    FindingRef,
    OpenProportion,
    Proportion,
    Range,
    Ref,
    Status,
    Word,
)
from multifidus.knowledge.row import Row, row

EdgeKind = Literal[
    "cause_to_mechanism", "mechanism_to_finding", "cause_to_finding", "leak_to_mechanism", "leak_to_finding",
    "root_share", "side_share",
]  # fmt: skip
Population = Literal[
    "low_back_pain_primary", "low_back_pain_emergency", "low_back_pain_secondary", "chronic_back_pain_young",
    "chronic_low_back_pain_blocks", "suspected_radiculopathy", "suspected_stenosis", "claudication",
    "suspected_instability", "young_athletes_back_pain", "hip_or_groin_pain", "suspected_fracture",
    "trauma_emergency", "suspected_spinal_infection", "suspected_cauda_equina", "suspected_aneurysm",
    "suspected_renal_colic", "suspected_urinary_infection", "acute_abdominal_pain", "suspected_arterial_disease",
    "imaging_referrals", "general_population", "healthy", "cases_only",
]  # fmt: skip


@row
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


@row
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


@row
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


@row
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


@row
class EligibilityRow(Row):
    """What let somebody into a population."""

    table = "population_eligibility"
    key = ("population", "finding")

    population: Population
    finding: FindingRef
    value: Literal["present", "absent", "any_of"]  # of the rows with any_of one present finding is enough
    line: int
