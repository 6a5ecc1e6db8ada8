"""What a sentence mentions: phrases of findings, and the cues that turn their meaning."""

from __future__ import annotations

from dataclasses import dataclass

from multifidus.findings.notes.lexicon import Lexicon
from multifidus.findings.notes.phrases import Match
from multifidus.findings.notes.sentences import Sentence
from multifidus.knowledge.rows_wording import CueRow, WordingRow

PARTING = frozenset({",", ";", "and", "but", "or"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at its place in a sentence."""

    row: CueRow
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of a finding at its place in a sentence; `path` are its words, gaps left out."""

    row: WordingRow
    path: tuple[int, ...]

    @property
    def start(self) -> int:
        """The place of the first word."""
        return self.path[0]

    @property
    def stop(self) -> int:
        """The place after the last word."""
        return self.path[-1] + 1


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its mentions and cues, both in the order of their words."""

    sentence: Sentence
    mentions: list[Mention]
    cues: list[Cue]

    def of(self, *kinds: str) -> list[Cue]:
        """The cues of some kinds."""
        return [cue for cue in self.cues if cue.row.kind in kinds]

    def cost(self, cue: Cue, mention: Mention, *, last: bool = False) -> int:
        """How far a cue stands from a mention, in words; a comma or an "and" between counts for four.

        `last` measures from the last word of the mention alone, where the more telling word of a test stands.
        """
        first = mention.path[-1] if last else mention.start
        if cue.start >= first and cue.stop <= mention.stop:
            return 0
        gap = range(mention.stop, cue.start) if cue.start >= mention.stop else range(cue.stop, max(first, cue.stop))
        return 1 + len(gap) + 3 * sum(not PARTING.isdisjoint(self.sentence.keys[at]) for at in gap)


def parse(sentence: Sentence, lexicon: Lexicon) -> Parsed:
    """The mentions and cues of one sentence.

    Of mentions that lie wholly within another only the larger stays ("saddle numbness" is no "numbness"); of cues
    that overlap the longest stays ("cannot exclude" is no "cannot").
    """

    def is_wall(at: int) -> bool:
        return not lexicon.walls.isdisjoint(sentence.keys[at])

    keys, size = sentence.keys, len(sentence)
    matches = lexicon.wording.find(keys, 0, size, is_wall)
    cues = lexicon.cues.find(keys, 0, size, is_wall)
    return Parsed(sentence, _largest(matches), _longest(cues))


def _largest(matches: list[Match[WordingRow]]) -> list[Mention]:
    paths = {match.path: frozenset(match.path) for match in matches}
    kept = [
        match
        for match in matches
        if not any(paths[match.path] < paths[other] for other in paths if other is not match.path)
    ]
    return [Mention(row, match.path) for match in kept for row in match.payloads]


def _longest(matches: list[Match[CueRow]]) -> list[Cue]:
    kept: list[Cue] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda match: (-len(match.path), match.start)):
        if taken.isdisjoint(match.path):
            taken.update(match.path)
            kept += [Cue(row, match.start, match.stop) for row in match.payloads]
    return sorted(kept, key=lambda cue: cue.start)
