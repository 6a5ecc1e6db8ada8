"""The wording tables, ready for reading: built once for each edition, in a few milliseconds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from multifidus.errors import KnowledgeError
from multifidus.findings.notes.phrases import GAPS, MOST_PATHS, Trie, stem
from multifidus.knowledge import Knowledge
from multifidus.knowledge.row import Row
from multifidus.knowledge.rows import FindingRow, MeasureRow
from multifidus.knowledge.rows_wording import CueRow, HeadingRow, WordingRow, WordRow

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*|\n|[^\w\s-]|-(?![^\W\d_])|(?<!\w)-|_+")
MOST_REMEMBERED = 100_000  # word forms kept in memory; a text of nonsense has more than any language
NUMBER = "#"
LEVEL = "<level>"  # a vertebra or a segment, whichever
TURNS = ("asked", "told")

Keys = tuple[str, ...]
Elements = list[Keys]


@dataclass(frozen=True)
class Lexicon:
    """All that is known of wording, for one edition of the tables."""

    wording: Trie[WordingRow]
    cues: Trie[CueRow]
    words: Trie[tuple[Keys, ...]]
    headings: Mapping[str, HeadingRow]
    speakers: Mapping[str, HeadingRow]  # who talks, in a talk by turns
    exact: frozenset[str]  # forms that the tables ask for to the letter
    walls: frozenset[str]
    vocabulary: Mapping[str, FindingRow]
    measures: Mapping[str, MeasureRow]
    remembered: dict[str, Keys] = field(default_factory=dict)

    def keys(self, word: str) -> Keys:
        """What a word of a text matches: its stem, and its very form where a table asks for that."""
        keys = self.remembered.get(word)
        if keys is None:
            if len(self.remembered) > MOST_REMEMBERED:
                self.remembered.clear()
            keys = self.remembered[word] = _keys(word, self.exact)
        return keys


@lru_cache(maxsize=2)
def lexicon_of(knowledge: Knowledge) -> Lexicon:
    """The wording of one edition. Raises KnowledgeError where a table holds a phrase that cannot be read."""
    wording, cues = knowledge.rows(WordingRow), knowledge.rows(CueRow)
    words, headings = knowledge.rows(WordRow), knowledge.rows(HeadingRow)
    exact = frozenset(_exact_forms(row.phrases for row in (*wording, *cues, *words)))
    exact |= frozenset(_exact_forms((row.stands_for,) for row in words))
    synonyms: Trie[tuple[Keys, ...]] = Trie()
    for word_row in words:
        meaning = tuple(_element(part, exact) for part in word_row.stands_for.split())
        for phrase in word_row.phrases:
            _add(synonyms, [_element(part, exact) for part in _parts(phrase)], meaning, word_row, phrase)
    lexicon = Lexicon(
        wording=Trie(),
        cues=Trie(),
        words=synonyms,
        headings=_by_text(row for row in headings if row.kind not in TURNS),
        speakers=_by_text(row for row in headings if row.kind in TURNS),
        exact=exact,
        walls=frozenset(
            key for row in cues if row.kind == "wall" for text in row.phrases for key in _keys(text, exact)
        ),
        vocabulary=knowledge.findings,
        measures={row.id: row for row in knowledge.rows(MeasureRow)},
    )
    for row in wording:
        for phrase in row.phrases:
            _add(lexicon.wording, _elements(phrase, lexicon), row, row, phrase)
    for cue in cues:
        _check_value(cue, lexicon)
        for phrase in cue.phrases if cue.kind != "wall" else ():
            _add(lexicon.cues, _elements(phrase, lexicon), cue, cue, phrase)
    return lexicon


def _by_text(rows: Iterable[HeadingRow]) -> dict[str, HeadingRow]:
    return {heading_key(text): row for row in rows for text in row.headings}


def heading_key(text: str) -> str:
    """A heading without case, signs and blanks, as the table of headings is asked for it.

    >>> heading_key("PAST MEDICAL HISTORY / SURGERY")
    'past medical history surgery'
    """
    return " ".join(re.findall(r"[^\W\d_]+", text.lower().replace("'", "").replace("’", "")))


def merged(keys: Sequence[Keys], start: int, words: Trie[tuple[Keys, ...]]) -> tuple[int, tuple[Keys, ...]] | None:
    """The longest synonym that begins at a place: how many words it takes, and what it stands for."""
    node = words.root
    best = None
    for at in range(start, len(keys)):
        child = next((node.next[key] for key in keys[at] if key in node.next), None)
        if child is None:
            break
        node = child
        if node.ends:
            best = (at + 1 - start, node.ends[0])
    return best


def _keys(word: str, exact: frozenset[str]) -> Keys:
    if word[0].isdigit():
        return (word.replace(",", ""), NUMBER)
    lower = word.lower().replace("’", "'")
    if lower.endswith("n't"):
        lower = "cannot" if lower.startswith("ca") else "not"
    plain = stem(lower)
    more = [form for form in ("=" + lower, word) if form in exact]
    return (plain, *more) if more else (plain,)


def _exact_forms(columns: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for phrases in columns:
        for phrase in phrases:
            for part in phrase.replace("|", " ").replace("?", "").split():
                if part.startswith("=") or (part.isalpha() and part.isupper()):
                    yield part


def _parts(phrase: str) -> list[str]:
    """The elements of a phrase as written; a word with signs in it ("x-ray", "s/p") is parted as a text would be."""
    parts: list[str] = []
    for part in phrase.split():
        plain = part in GAPS or part in (NUMBER, LEVEL) or "|" in part or part.startswith("=")
        plain = plain or (part[-1] == "?" and len(part) > 1)
        parts += [part] if plain else WORD.findall(part)
    return parts


def _element(part: str, exact: frozenset[str]) -> Keys:
    if part in GAPS:
        return (part,)
    optional = part.endswith("?") and len(part) > 1
    keys = tuple(_form(word, exact) for word in part.removesuffix("?" if optional else "").split("|"))
    return (*keys, "") if optional else keys


def _form(word: str, exact: frozenset[str]) -> str:
    return word if word in exact or word in (NUMBER, LEVEL) else _keys(word, frozenset())[0]


def _elements(phrase: str, lexicon: Lexicon) -> Elements:
    """A phrase as elements, its synonyms replaced as they are in a text."""
    elements = [_element(part, lexicon.exact) for part in _parts(phrase)]
    found: Elements = []
    at = 0
    while at < len(elements):
        element = elements[at]
        if len(element) > 1 or element[0] in GAPS:
            found.append(_each_replaced(element, lexicon.words))
            at += 1
            continue
        stop = next((i for i in range(at, len(elements)) if len(elements[i]) > 1 or elements[i][0] in GAPS), None)
        synonym = merged(elements[:stop], at, lexicon.words)
        if synonym is None:
            found.append(element)
            at += 1
        else:
            found += synonym[1]
            at += synonym[0]
    return found


def _each_replaced(element: Keys, words: Trie[tuple[Keys, ...]]) -> Keys:
    replaced = []
    for key in element:
        synonym = merged([(key,)], 0, words) if key and key not in GAPS else None
        replaced.append(synonym[1][0][0] if synonym and len(synonym[1]) == 1 else key)
    return tuple(dict.fromkeys(replaced))


def _add(trie: Trie[object] | Trie[WordingRow] | Trie[CueRow] | Trie[tuple[Keys, ...]], elements: Elements,
         payload: object, row: Row, phrase: str) -> None:  # fmt: skip
    where = f"{row.file}, line {row.line}"
    if not elements or elements[0][0] in GAPS or elements[-1][0] in GAPS:
        raise KnowledgeError(where=where, problem=f"{phrase!r} is no phrase", remedy="begin and end it with a word")
    if trie.add(elements, payload) > MOST_PATHS:  # type: ignore[arg-type]
        raise KnowledgeError(
            where=where, problem=f"{phrase!r} has too many alternatives", remedy="write it as several phrases"
        )


def _check_value(cue: CueRow, lexicon: Lexicon) -> None:
    known = {"side": ("left", "right", "both"), "measure": lexicon.measures, "muscle": lexicon.measures}
    allowed = known.get(cue.kind)
    if allowed is not None and cue.value not in allowed:
        raise KnowledgeError(
            where=f"{cue.file}, line {cue.line}, value",
            problem=f"{cue.value!r} is no {cue.kind}",
            remedy="write an id of measures.csv" if cue.kind != "side" else "write left, right or both",
        )
