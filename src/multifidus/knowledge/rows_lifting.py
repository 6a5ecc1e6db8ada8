"""The rows on lifting: loads on the spine, pressures in the disc, postures by name, and worked examples."""

from __future__ import annotations

from multifidus.knowledge.cells import (
    Proportion,
    Ratio,
    SourceRef,
    Status,
    StatusOrOurs,
    Word,
)
from multifidus.knowledge.row import Row, row


@row
class LiftingRow(Row):
    """A spinal load, a disc pressure, or a constant of a lifting equation."""

    table = "lifting"  # no interval rule: low and high are limits and ranges here, one end alone among them

    quantity: str
    condition: str | None
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    source: SourceRef | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class StandardPostureRow(Row):
    """A posture by name: angles in degrees, forward positive, from standing upright with the arms hanging.

    The upper arm's angle is against the vertical; `borne` and `arms_borne` are the shares of the weight of trunk and
    arms that something else bears.
    """

    table = "standard_postures"
    key = ("posture",)

    posture: Word
    label: str
    pelvis_deg: float
    lumbar_deg: float
    upper_arm_deg: float
    elbow_deg: float
    knees_deg: float
    borne: Proportion
    arms_borne: Proportion
    source: SourceRef | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
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
