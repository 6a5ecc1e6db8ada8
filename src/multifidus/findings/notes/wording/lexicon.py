"""The wording tables, ready for reading: compiled once for each edition and kept where the next start finds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.findings.notes.wording.automaton import Automaton
from multifidus.findings.notes.wording.phrases import stem
from multifidus.findings.notes.wording.words import Keys, Meaning, keys_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import FindingRow, MeasureRow, MustAskRow, RedFlagRow
from multifidus.knowledge.rows_wording import AmountRow, CueRow, HeadingRow, ReportTermRow, UnitRow, WordingRow

MOST_REMEMBERED = 100_000  # word forms kept in memory; a text of nonsense has more than any language
LONGEST_REMEMBERED = 40  # letters


@dataclass(frozen=True)
class Wording:
    """What the tables of wording, cues, words and headings hold, as the reader asks for it."""

    phrases: Automaton[WordingRow | CueRow]
    report: Automaton[ReportTermRow]
    words: Automaton[Meaning]
    headings: Mapping[str, HeadingRow]
    speakers: Mapping[str, HeadingRow]  # who talks, in a talk by turns
    exact: frozenset[str]  # forms that the tables ask for to the letter
    walls: Mapping[str, int]  # the widest gap of a phrase that never reaches across a word


class Remembered(dict[str, Keys]):
    """What each word of a text matches, worked out when it is first met."""

    def __init__(self, exact: frozenset[str]) -> None:
        super().__init__()
        self.exact = exact

    def __missing__(self, word: str) -> Keys:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        keys = keys_of(word, self.exact)
        if len(word) <= LONGEST_REMEMBERED:
            self[word] = keys
        return keys


@dataclass(frozen=True)
class Lexicon(Wording):
    """All that is known of wording, for one edition of the tables, with the vocabulary that it speaks of."""

    vocabulary: Mapping[str, FindingRow]
    measures: Mapping[str, MeasureRow]
    units: Mapping[tuple[str, str], float]  # (unit of measures.csv, unit as written) -> what one of it is worth
    amounts: Mapping[str, float]  # by the stem of a word
    weeks_ago: Mapping[str, float]  # "yesterday", by its stem
    plus_of_a_grade: float
    alarming: frozenset[str]  # findings of red flags, and whatever follows from them
    slr_positive_below: float  # degrees
    slr_free_from: float
    old_after_weeks: float
    dated_year: int  # of the tables: no text that is read now is much older
    remembered: Remembered


@lru_cache(maxsize=2)
def lexicon_of(knowledge: Knowledge) -> Lexicon:
    """The wording of one edition. Raises KnowledgeError where a table holds a phrase that cannot be read."""
    from multifidus.findings.notes.wording.kept import wording_of

    wording = wording_of(knowledge)
    return Lexicon(
        **vars(wording),
        remembered=Remembered(wording.exact),
        vocabulary=knowledge.findings,
        measures={row.id: row for row in knowledge.rows(MeasureRow)},
        units={(row.of, row.given): row.worth for row in knowledge.rows(UnitRow)},
        amounts={stem(row.words): row.amount for row in knowledge.rows(AmountRow) if row.unit is None},
        weeks_ago={stem(row.words): row.amount for row in knowledge.rows(AmountRow) if row.unit == "weeks"},
        alarming=_alarming(knowledge),
        plus_of_a_grade=knowledge.choices["plus_of_a_grade"],
        slr_positive_below=knowledge.choices["slr_positive_below_deg"],
        slr_free_from=knowledge.choices["slr_free_from_deg"],
        old_after_weeks=knowledge.choices["injury_old_after_weeks"],
        dated_year=int(knowledge.edition[:4]),
    )


def _alarming(knowledge: Knowledge) -> frozenset[str]:
    """Findings that no "it has gone" may deny, as that would deny a red flag, or what has to be asked."""
    asked = [row.finding for row in knowledge.rows(MustAskRow)]
    todo = {*asked, *(finding for row in knowledge.rows(RedFlagRow) for finding in row.finding)}
    found: set[str] = set()
    while todo:
        finding = todo.pop()
        if finding not in found and finding in knowledge.findings:
            found.add(finding)
            todo.update(word for word in knowledge.findings[finding].implies if not word.startswith("!"))
    return frozenset(found)
