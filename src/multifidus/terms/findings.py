"""What is known about a person: findings, what follows from them, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right", "both"]
Setting = Literal["primary", "emergency", "secondary"]
LONGEST_QUOTE = 300  # signs of a text that are told where a line has to do
SETTINGS: tuple[Setting, ...] = ("primary", "emergency", "secondary")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing asked, felt, measured or seen.

    `value` is True for present, False for absent, or a number in the unit of the vocabulary. What nobody
    asked has no Finding at all: unknown is not absent.
    """

    id: str
    value: bool | float
    side: Side | None = None
    source: str = "case"  # case, note, interview, diary, exam, image, lift, or the finding that it follows from
    when: str | None = None
    quote: str | None = None
    start: int | None = None  # offsets of the quote in the text it was read from
    end: int | None = None

    @property
    def present(self) -> bool:
        """Whether the finding is there; a number says nothing of itself and counts as not present."""
        return self.value is True


class Findings(Mapping[str, Finding]):
    """What is known about a person; whatever is missing is unknown.

    One Finding for each id. Only numbers that differ between the sides (strength on the left and on the right)
    stand twice: `findings[id]` is then the lower one, `findings.every(id)` are both.
    """

    __slots__ = ("_by_id",)

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._by_id: dict[str, Finding | dict[Side | None, Finding]] = {}
        for finding in findings:
            if isinstance(finding.value, bool) or finding.side is None:
                self._by_id[finding.id] = finding
                continue
            sides = self._by_id.get(finding.id)
            kept = sides if isinstance(sides, dict) else {}
            self._by_id[finding.id] = {**kept, finding.side: finding}

    def __getitem__(self, finding: str) -> Finding:
        found = self._by_id[finding]
        return min(found.values(), key=lambda one: one.value) if isinstance(found, dict) else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __repr__(self) -> str:
        inside = ", ".join(f"{f.id}={f.value}{f' {f.side}' if f.side else ''}" for f in self.all())
        return f"Findings({inside})"

    def every(self, finding: str) -> tuple[Finding, ...]:
        """All that is recorded under an id: nothing, one, or one for each side."""
        found = self._by_id.get(finding)
        if found is None:
            return ()
        return tuple(found.values()) if isinstance(found, dict) else (found,)

    def all(self) -> Iterator[Finding]:
        """Every Finding, sides apart."""
        for found in self._by_id.values():
            if isinstance(found, dict):
                yield from found.values()
            else:
                yield found

    def present(self, finding: str) -> bool:
        """Whether the finding is known to be there."""
        return finding in self._by_id and self[finding].value is True

    def absent(self, finding: str) -> bool:
        """Whether the finding is known not to be there."""
        return finding in self._by_id and self[finding].value is False

    def number(self, finding: str) -> float | None:
        """The number recorded for a finding, the lower one of two sides, or None."""
        if finding not in self._by_id or isinstance(self[finding].value, bool):
            return None
        return float(self[finding].value)

    def plus(self, *findings: Finding) -> Findings:
        """The same findings with others put in or replaced."""
        return Findings([*self.all(), *findings])

    def without(self, *ids: str) -> Findings:
        """The same findings with some made unknown."""
        return Findings(finding for finding in self.all() if finding.id not in ids)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two findings that cannot both be true, and what was done about it."""

    first: str
    second: str
    told: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Words of a text that could not be used, their place in it, and why."""

    reason: str
    quote: str
    start: int
    end: int

    @property
    def told(self) -> str:
        """The reason with the words in one line, shortened."""
        flat = " ".join(self.quote.split())
        return f'{self.reason}: "{flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 3] + "..."}"'


@dataclass(frozen=True, slots=True)
class Known:
    """Findings with all that follows from them: the closure that rules and inference run on."""

    findings: Findings  # said or measured, and what follows
    said: frozenset[str]  # ids that were said or measured themselves
    contradictions: tuple[Contradiction, ...] = ()
    concerns_back: bool = True  # whether back or legs are complained of at all
    out_of_scope: tuple[str, ...] = ()  # why no ranking can be given, in plain words; empty when in scope
    unread: tuple[Unread, ...] = ()  # what could not be read, never dropped in silence

    @property
    def in_scope(self) -> bool:
        """Whether a ranking of causes means anything for this person."""
        return not self.out_of_scope

    def present(self, finding: str) -> bool:
        """Whether the finding is known to be there."""
        return self.findings.present(finding)

    def absent(self, finding: str) -> bool:
        """Whether the finding is known not to be there."""
        return self.findings.absent(finding)

    def unknown(self, finding: str) -> bool:
        """Whether nobody has said anything of the finding, nor anything that settles it."""
        return finding not in self.findings
