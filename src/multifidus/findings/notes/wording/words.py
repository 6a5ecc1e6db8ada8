"""Words of a text and what they match: stems, exact forms, synonyms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from multifidus.findings.notes.wording.automaton import Automaton
from multifidus.findings.notes.wording.phrases import stem

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*|\n|[^\w\s-]|-(?![^\W\d_])|(?<!\w)-|_+")
DECIMAL_COMMA = re.compile(r"^(\d+),(\d{1,2})$")  # "38,4"; "1,200" is a thousand and more
NUMBER = "#"
LEVEL = "<level>"  # a vertebra or a segment, whichever
YEAR = "<year>"  # a year of our time, 1900 to 2099
YEARS = ("19", "20")  # with which it begins

COUNTED = {  # "one" is left out: it is a pronoun as often as a number
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30",
}  # fmt: skip

Keys = tuple[str, ...]
Meaning = tuple[Keys, ...]


def keys_of(word: str, exact: frozenset[str]) -> Keys:
    """What a word matches: its stem, and its very form where a table asks for that."""
    if word[0].isdecimal():
        if len(word) == 4 and word[:2] in YEARS and word.isdecimal():
            return (word, NUMBER, YEAR)
        return (DECIMAL_COMMA.sub(r"\1.\2", word).replace(",", ""), NUMBER)
    lower = word.lower().replace("’", "'")
    if lower.endswith("n't"):
        lower = "cannot" if lower.startswith("ca") else "not"
    if lower in COUNTED:
        return (COUNTED[lower], NUMBER, lower)
    plain = stem(lower)
    more = [form for form in ("=" + lower, word) if form in exact]
    return (plain, *more) if more else (plain,)


def heading_key(text: str) -> str:
    """A heading without case, signs and blanks, as the table of headings is asked for it.

    >>> heading_key("PAST MEDICAL HISTORY / SURGERY")
    'past medical history surgery'
    """
    return " ".join(re.findall(r"[^\W\d_]+", text.lower().replace("'", "").replace("’", "")))


def merged(keys: Sequence[Keys], start: int, words: Automaton[Meaning]) -> tuple[int, Meaning] | None:
    """The longest synonym that begins at a place: how many words it takes, and what it stands for."""
    state, best = 0, None
    for at in range(start, len(keys)):
        follows = words.next[state]
        key = next((key for key in reversed(keys[at]) if key in follows), None)  # the very form before its stem
        if key is None:
            break
        state = follows[key]
        if words.ends[state]:
            best = (at + 1 - start, words.payloads[words.ends[state][0]])
    return best
