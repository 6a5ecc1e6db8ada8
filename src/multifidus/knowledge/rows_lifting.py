"""The rows on lifting: loads on the spine, pressures in the disc, postures by name, and worked examples."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from multifidus.knowledge.cells import (
    CauseRef,
    Parted,
    Proportion,
    Range,
    Ratio,
    Ref,
    SourceRef,
    Status,
    StatusOrOurs,
    Word,
)
from multifidus.knowledge.row import Row, row
from multifidus.knowledge.rows_options import ConditionCell


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


@row
class LiftWordRow(Row):
    """What a person may say of a lift in words, and the figure that it stands for."""

    table = "lift_words"
    key = ("asks", "id")

    id: Word
    asks: Literal["height", "reach", "turn", "often", "hours"]
    value: float
    unit: str
    plain_label: str
    source: SourceRef | None
    status: StatusOrOurs
    note: str | None
    line: int


@row
class LiftingChangeRow(Row):
    """One change that a lift allows: what it varies, how far it can go, and what it asks for.

    `better` says which way is meant to help: a number goes down to `least` or up to `most` in steps that a person can
    tell apart, a word is taken, or the load counts as a share (`least`). Whether it does help is for a model
    of the load to say. In the texts stand `{now}`, `{to}` and `{by}`, each told with its unit, and `{percent}` for a
    share.
    """

    table = "lifting_changes"
    key = ("id",)

    id: Word
    label: str
    varies: Literal[
        "load_kg", "reach_m", "hands_m", "end_m", "twist_deg", "technique", "trips", "share", "speed", "grip",
        "per_minute", "hours",
    ]  # fmt: skip
    better: Literal["less", "more", "word", "share"]
    word: Word | None
    least: Ratio | None
    most: Ratio | None
    step: Ratio | None
    goes: Literal["all", "enough"]  # all the way, the farther the better; or no farther than is enough
    needs: Word | None  # who has none of it leaves out all changes that need it
    instead_of: Annotated[str, Ref("lifting_changes")] | None  # told only where it is enough, and that one is not
    text: str
    plain_text: str
    source: SourceRef | None
    status: StatusOrOurs
    note: str
    line: int


Landmark = Literal[
    "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
    "left_knuckle", "right_knuckle", "left_hip", "right_hip", "left_knee", "right_knee",
    "left_ankle", "right_ankle", "left_heel", "right_heel", "left_toe", "right_toe",
    "left_asis", "right_asis", "left_psis", "right_psis", "sacrum",
]  # fmt: skip


def plain_landmark(name: str) -> str:
    """A name without case and separators, without a person's name before a colon and OpenCap's word for the tool."""
    alone = name.rsplit(":", 1)[-1].removesuffix("_openpose").removesuffix("_mmpose")
    return re.sub(r"[\s._-]", "", alone).lower()


@row
class LandmarkNameRow(Row):
    """What a tool calls a place on the body; names are compared by `plain_landmark`.

    Of a landmark the names with the smallest `prefer` count: 1 is at the joint, 3 on the skin beside it. The two sides
    of a joint have the same number and are averaged. A name that two tools share is as exact as the less exact one.
    """

    table = "landmark_names"
    key = ("name", "tool")

    name: str
    landmark: Landmark
    prefer: Annotated[int, Range(1, 9)]
    tool: str
    source: SourceRef | None
    status: StatusOrOurs
    note: str
    line: int


@row
class LiftFindingRow(Row):
    """What a lift that somebody told says about them, in the words of the vocabulary.

    `told_by`: the pain began with it, or it is done at work on most days; `when`: always then, or where something is
    over a limit. Nothing here says that a finding is absent.
    """

    table = "lift_findings"
    key = ("id",)

    id: Word
    told_by: Literal["began", "at_work"]
    when: Literal["always", "over_limits"]
    finding: Word  # of findings.csv, or of measures.csv where its value is a number
    value: Literal["present", "load_kg"]
    status: StatusOrOurs
    note: str
    line: int


@row
class LiftCautionRow(Row):
    """Whom the limits of lifting are not for, and which lifts the equation does not hold.

    `label` ends a list: "too high for ...", "not for ...". Where the findings of a case fulfil `when`, or one of
    `causes` is likely, no lift is spoken of but to say that it has to wait, and why (`plain_text`).
    """

    table = "lift_cautions"
    key = ("id",)

    id: Word
    of: Literal["limits", "equation"]
    label: str
    when: ConditionCell
    causes: Annotated[tuple[CauseRef, ...], Parted(" ")]
    text: str | None
    plain_text: str | None
    source: SourceRef | None
    status: StatusOrOurs
    note: str | None
    line: int
