"""The rows that say how soon, what to ask first: red flags and questions."""

from __future__ import annotations

from typing import Annotated

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
)
from multifidus.knowledge.row import Row, row


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
