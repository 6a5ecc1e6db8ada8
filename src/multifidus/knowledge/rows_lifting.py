"""The rows on lifting: loads on the spine, pressures in the disc, and worked examples."""

from __future__ import annotations

from multifidus.knowledge.cells import (
    Proportion,
    Ratio,
    SourceRef,
    Status,
    StatusOrOurs,
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
