"""What was learned of a person and when: readings, and what they come to when they are gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal, get_args

from multifidus.terms.findings import Contradiction, Finding, Findings, Setting, Unread
from multifidus.terms.questionnaires import Scored

ReadingKind = Literal["interview", "diary", "exam", "note", "report", "image", "lift"]
Teller = Literal["person", "clinician"]
READING_KINDS: tuple[ReadingKind, ...] = get_args(ReadingKind)
TELLERS: tuple[Teller, ...] = get_args(Teller)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was learned of one person at one time: an interview, a diary entry, an exam, a picture ...

    `findings` are what was said, measured or seen in it, never what follows from that. `at` is when it was true (the
    day of the picture, not of its report), and knows its time zone. No two readings of a person share their `id`.
    """

    id: str
    kind: ReadingKind
    at: datetime
    findings: Findings
    by: Teller = "person"
    concerns_back: bool = True
    unread: tuple[Unread, ...] = ()
    setting: Setting | None = None  # where the person was seen, None where nobody told
    questionnaires: tuple[Scored, ...] = ()
    spasm: bool = False  # whether it is the entry of one spasm, which began at `at`; how often they come is counted

    def __post_init__(self) -> None:
        if self.kind not in READING_KINDS:
            raise ValueError(f"reading {self.id}: {self.kind!r} is no kind of reading ({', '.join(READING_KINDS)})")
        if self.by not in TELLERS:
            raise ValueError(f"reading {self.id}: by {self.by!r}, but a reading is by a {' or a '.join(TELLERS)}")
        if self.at.utcoffset() is None:
            raise ValueError(f"reading {self.id}: `at` has no time zone, so nobody knows when it was true")


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A finding that counted once and does so no more, though nobody denied it; it is unknown again."""

    finding: Finding
    reading: str  # the id of the reading that told it
    why: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What all readings of a person come to at one time: one value for each finding, as `assess` takes it."""

    findings: Findings
    contradictions: tuple[Contradiction, ...] = ()  # what readings told differently, and who was believed
    came_from: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    lapsed: tuple[Lapsed, ...] = ()
    lapses_at: datetime | None = None  # when the first of all this lapses, if nobody says anything meanwhile
    ask_again: tuple[str, ...] = ()  # danger signs that stand and may have passed: told long ago, or in doubt
    concerns_back: bool = True
    unread: tuple[Unread, ...] = ()
    setting: Setting | None = None
    questionnaires: tuple[Scored, ...] = ()
