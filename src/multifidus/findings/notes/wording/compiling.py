"""From the wording tables to the machine that finds their phrases: what takes long, done once for each edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from multifidus.errors import KnowledgeError
from multifidus.findings.notes.text.sequences import NAMES
from multifidus.findings.notes.wording.automaton import Automaton, smallest
from multifidus.findings.notes.wording.lexicon import Wording
from multifidus.findings.notes.wording.phrases import GAPS, MOST_PATHS, Trie
from multifidus.findings.notes.wording.words import (
    COUNTED,
    LEVEL,
    NUMBER,
    WORD,
    YEAR,
    Keys,
    Meaning,
    heading_key,
    keys_of,
    merged,
)
from multifidus.knowledge import Knowledge
from multifidus.knowledge.row import Row
from multifidus.knowledge.rows import MeasureRow
from multifidus.knowledge.rows_wording import CueRow, HeadingRow, ReportTermRow, WordingRow, WordRow

Phrased = TypeVar("Phrased", WordingRow | CueRow, ReportTermRow)

NAMING = ("reply", "over_limit", "under_limit")  # kinds whose values are findings
CHOICES = {"side": "write left, right or both", "mark": "write above or below"}
TURNS = ("asked", "told", "told_of")
FARTHEST = max(GAPS.values())


def compile_wording(knowledge: Knowledge) -> Wording:
    """The wording tables ready for reading. Raises KnowledgeError where one holds a phrase that cannot be read."""
    wording, cues = knowledge.rows(WordingRow), knowledge.rows(CueRow)
    words, headings, terms = knowledge.rows(WordRow), knowledge.rows(HeadingRow), knowledge.rows(ReportTermRow)
    tables: tuple[Sequence[WordingRow | CueRow | WordRow | ReportTermRow], ...] = (wording, cues, words, terms)
    _check_alternatives(row for table in tables for row in table)
    phrases = [phrase for table in tables for row in table for phrase in row.phrases]
    exact = frozenset(_exact_forms([*phrases, *(row.stands_for for row in words)]))
    walls = {keys_of(text, exact)[0]: FARTHEST for row in cues if row.kind == "wall" for text in row.phrases}
    measures = frozenset(row.id for row in knowledge.rows(MeasureRow))
    for cue in cues:
        _check_value(cue, measures)
        _check_findings(cue, frozenset(knowledge.findings))
    synonyms = _synonyms(words, exact)
    return Wording(
        phrases=_phrases([*wording, *(cue for cue in cues if cue.kind != "wall")], exact, synonyms),
        report=_phrases(terms, exact, synonyms),
        words=synonyms,
        headings=_by_text(row for row in headings if row.kind not in TURNS),
        speakers=_by_text(row for row in headings if row.kind in TURNS),
        exact=exact,
        walls={**walls, ";": FARTHEST, ",": GAPS["~"]},
    )


def _check_alternatives(rows: Iterable[WordingRow | CueRow | WordRow | ReportTermRow]) -> None:
    """Refuse an alternative that is empty: "leg|" or "|pain"."""
    for row in rows:
        for phrase in row.phrases:
            if any("" in part.removesuffix("?").split("|") for part in phrase.split() if "|" in part):
                raise KnowledgeError(
                    where=f"{row.file}, line {row.line}",
                    problem=f"{phrase!r} has an empty alternative",
                    remedy="write a word on each side of |, and ? behind a word that may be missing",
                )


def _synonyms(words: Sequence[WordRow], exact: frozenset[str]) -> Automaton[Meaning]:
    trie: Trie[int] = Trie()
    meanings = []
    for at, row in enumerate(words):
        meanings.append(tuple(_meant(part, exact) for part in row.stands_for.split()))
        for phrase in row.phrases:
            _add(trie, [_element(part, exact) for part in _parts(phrase)], at, row, phrase)
    return smallest(trie, meanings)


def _meant(part: str, exact: frozenset[str]) -> Keys:
    """A word that others stand for; a number stays one: the "IV" of "IV/V" is a 4."""
    return (part, NUMBER) if part.isdecimal() else _element(part, exact)


def _phrases(rows: Sequence[Phrased], exact: frozenset[str], words: Automaton[Meaning]) -> Automaton[Phrased]:
    trie: Trie[int] = Trie()
    for at, row in enumerate(rows):
        for phrase in row.phrases:
            _add(trie, _elements(phrase, exact, words), at, row, phrase)
    return smallest(trie, rows)


def _by_text(rows: Iterable[HeadingRow]) -> dict[str, HeadingRow]:
    return {heading_key(text): row for row in rows for text in row.headings}


def _exact_forms(phrases: Iterable[str]) -> Iterator[str]:
    for phrase in phrases:
        for part in phrase.replace("|", " ").replace("?", "").split():
            if part.startswith("=") or (part.isalpha() and part.isupper()):
                yield part


def _parts(phrase: str) -> list[str]:
    """The elements of a phrase as written; a word with signs in it ("x-ray", "s/p") is parted as a text would be."""
    parts: list[str] = []
    for part in phrase.split():
        plain = part in GAPS or part in (NUMBER, LEVEL, YEAR) or "|" in part or part.startswith("=")
        plain = plain or (part[-1] == "?" and len(part) > 1) or part in NAMES
        parts += [part] if plain else WORD.findall(part)
    return parts


def _element(part: str, exact: frozenset[str]) -> Keys:
    if part in GAPS:
        return (part,)
    optional = part.endswith("?") and len(part) > 1
    keys = tuple(_form(word, exact) for word in part.removesuffix("?" if optional else "").split("|"))
    return (*keys, "") if optional else keys


def _form(word: str, exact: frozenset[str]) -> str:
    return (
        word
        if word in exact or word in (NUMBER, LEVEL, YEAR)
        else keys_of(word, frozenset())[-1 if word in COUNTED else 0]
    )


def _elements(phrase: str, exact: frozenset[str], words: Automaton[Meaning]) -> list[Keys]:
    """A phrase as elements, its synonyms replaced as they are in a text."""
    elements = [_element(part, exact) for part in _parts(phrase)]
    found: list[Keys] = []
    at = 0
    while at < len(elements):
        element = elements[at]
        if len(element) > 1 or element[0] in GAPS:
            found.append(_each_replaced(element, words))
            at += 1
            continue
        stop = next((i for i in range(at, len(elements)) if len(elements[i]) > 1 or elements[i][0] in GAPS), None)
        synonym = merged(elements[:stop], at, words)
        if synonym is None:
            found.append(element)
            at += 1
        else:
            found += synonym[1]
            at += synonym[0]
    return found


def _each_replaced(element: Keys, words: Automaton[Meaning]) -> Keys:
    replaced = []
    for key in element:
        synonym = merged([(key,)], 0, words) if key and key not in GAPS else None
        replaced.append(synonym[1][0][0] if synonym and len(synonym[1]) == 1 else key)
    return tuple(dict.fromkeys(replaced))


def _add(trie: Trie[int], elements: list[Keys], at: int, row: Row, phrase: str) -> None:
    where = f"{row.file}, line {row.line}"
    if not elements or elements[0][0] in GAPS or elements[-1][0] in GAPS:
        raise KnowledgeError(where=where, problem=f"{phrase!r} is no phrase", remedy="begin and end it with a word")
    if trie.add(elements, at) > MOST_PATHS:
        raise KnowledgeError(
            where=where, problem=f"{phrase!r} has too many alternatives", remedy="write it as several phrases"
        )


def _check_value(cue: CueRow, measures: frozenset[str]) -> None:
    known = {
        "side": ("left", "right", "both"), "mark": ("above", "below"), "measure": measures, "muscle": measures,
    }  # fmt: skip
    allowed = known.get(cue.kind)
    if allowed is not None and cue.value not in allowed:
        raise KnowledgeError(
            where=f"{cue.file}, line {cue.line}, value",
            problem=f"{cue.value!r} is no {cue.kind}",
            remedy=CHOICES.get(cue.kind, "write an id of measures.csv"),
        )


def _check_findings(cue: CueRow, findings: frozenset[str]) -> None:
    strange = [one for one in str(cue.value).split() if one not in findings] if cue.kind in NAMING else []
    if strange:
        raise KnowledgeError(
            where=f"{cue.file}, line {cue.line}, value",
            problem=f"{strange[0]!r} is no finding",
            remedy="write ids of findings.csv, with a blank between them",
        )
