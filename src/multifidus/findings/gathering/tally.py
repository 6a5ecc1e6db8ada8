"""What stands of all that was said, and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass, field

from multifidus.findings.gathering.said import Said
from multifidus.terms import Contradiction, Lapsed


@dataclass
class Tally:
    """The words and numbers that count, by finding, each with the readings it came from, the newest first."""

    words: dict[str, tuple[Said, ...]] = field(default_factory=dict)
    numbers: dict[str, tuple[Said, ...]] = field(default_factory=dict)  # one for each side
    lapsed: list[Lapsed] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    def lapse(self, said: Said, why: str) -> None:
        """Notes that a word counts no more."""
        self.lapsed.append(Lapsed(said.finding, said.reading.id, why))

    def drop_word(self, finding: str, why: str) -> None:
        """Makes a finding unknown again."""
        self.lapse(self.words.pop(finding)[0], why)

    def drop_number(self, finding: str, why: str) -> None:
        """Makes a number unknown again."""
        for said in self.numbers.pop(finding):
            self.lapse(said, why)

    def tell(self, first: Said, second: Said, told: str) -> None:
        """Notes that two readings disagreed and who was believed."""
        self.contradictions.append(Contradiction(first.finding.id, second.finding.id, told))
