"""The rows of the interview: what is asked together on one screen, in which words, and what a tap on the body tells."""

from __future__ import annotations

from typing import Annotated, Literal

from multifidus.knowledge.cells import FindingRef, Parted, Ref, Word
from multifidus.knowledge.row import Row, row
from multifidus.knowledge.rows_options import ConditionCell

# who, pain, safety: once, in the order of the table; details: behind a safety question that was answered with yes;
# course: once, unless it is an emergency; telling: while it could change something; medicines: before a pill is named;
# handing_over: in an emergency alone.
Stage = Literal["who", "pain", "safety", "details", "course", "telling", "medicines", "handing_over"]
ScreenKind = Literal["fields", "any_of", "one_of", "yes_no", "where"]


@row
class ScreenRow(Row):
    """One screen of the interview: one thing asked, its heading, and why it is asked."""

    table = "screens"
    key = ("id",)

    id: Word
    stage: Stage
    kind: ScreenKind
    unless: ConditionCell  # not asked where this holds
    plain_heading: str
    plain_why: str
    note: str | None
    line: int


@row
class ScreenItemRow(Row):
    """One answer, or one field, of a screen.

    `about` is a finding, a number or `sex`; of a screen `one_of` it is the name of the option, which is there when
    all of `yes` are and none of `no`.
    """

    table = "screen_items"
    key = ("screen", "about")

    screen: Annotated[str, Ref("screens")]
    about: Word
    yes: Annotated[tuple[FindingRef, ...], Parted(" ")]
    no: Annotated[tuple[FindingRef, ...], Parted(" ")]
    unless: ConditionCell  # not asked where this holds
    no_when: ConditionCell  # where this holds the answer can only be no
    plain_label: str
    line: int


@row
class BodyRegionRow(Row):
    """One place on the picture of the body, and the findings that pain there is."""

    table = "body_regions"
    key = ("id",)

    id: Word
    view: Literal["front", "back"]
    side: Literal["left", "right"] | None
    plain_label: str
    tells: Annotated[tuple[FindingRef, ...], Parted(" ")]
    denied_untapped: bool  # whether they are not there when nothing that tells them was tapped
    line: int
