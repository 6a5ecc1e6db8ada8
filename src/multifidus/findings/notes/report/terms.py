"""What a sentence of a report names: things seen, the parts they are seen in, and words that tell more of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from multifidus.findings.notes.text.sentences import Sentence
from multifidus.findings.notes.wording.automaton import OfWords
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.knowledge.rows_wording import ReportTermRow

MORE = frozenset({"degree", "side", "zone", "shape", "age", "comparison"})  # structures that tell more of a thing
HEIGHT_OF = {"disc": "disc_height"}  # "loss of height of the disc" is none of the vertebra
APART = frozenset({"scope", "level", "counting"})


@dataclass(frozen=True, slots=True)
class Mark(OfWords):
    """A term at its place in a sentence; `path` are its words, gaps left out."""

    row: ReportTermRow
    path: tuple[int, ...]

    @property
    def role(self) -> str:
        """What it does in its sentence: thing, place, head, more, or scope, level, counting."""
        if self.row.structure in APART:
            return self.row.structure
        if self.row.structure in MORE:
            return "more"
        if self.row.structure == "head":
            return "head"
        return "place" if self.row.kind == "place" else "thing"


def marks_of(sentence: Sentence, lexicon: Lexicon) -> list[Mark]:
    """The terms of a sentence in the order of their words, of those that share a word only the longest."""
    walls = [lexicon.walls.get(word[0], 0) for word in sentence.keys]
    found = sorted(
        lexicon.report.find(sentence.keys, walls),
        key=lambda match: (-len(match.path), match.stop - match.start, match.start),
    )
    taken: set[int] = set()
    kept: list[Mark] = []
    for match in found:
        if taken.isdisjoint(match.path):
            taken.update(match.path)
            kept.append(Mark(match.payloads[0], match.path))
    return sorted(kept, key=lambda mark: mark.path)


class Terms:
    """The rows of the table by what they are asked for."""

    def __init__(self, rows: tuple[ReportTermRow, ...], *, of_report: bool = True) -> None:
        self.rows = rows
        self.of_report = of_report  # in other texts a head says nothing by itself: "the fracture clinic"

    @cached_property
    def canal(self) -> ReportTermRow:
        """The bare name of the canal."""
        return next(row for row in self.rows if (row.structure, row.kind) == ("canal", "place"))

    def made_of(self, structure: str, head: str) -> list[ReportTermRow]:
        """The things that a head makes of a place: of the canal, narrowed, a stenosis."""
        structure = HEIGHT_OF.get(structure, structure) if head == "height_loss" else structure
        return [row for row in self.rows if row.structure == structure and head in row.heads]

    def alone(self, head: str, at: str | None) -> ReportTermRow | None:
        """The thing that a head stands for where no place is named; `at` tells what kind of level is spoken of."""
        able = [row for row in self.rows if self.of_report and head in row.alone]
        return min(able, key=lambda row: (row.at != at, row.alone.index(head)), default=None)
