"""Sentences and their words: what is cut where, and what each word matches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.lexicon import Lexicon
from multifidus.findings.notes.sections import Section
from multifidus.findings.notes.words import LEVEL, NUMBER, WORD, Keys, merged

ABBREVIATIONS = frozenset({"dr", "mr", "mrs", "ms", "vs", "approx", "st", "prof", "fig", "jr", "sr", "dept"})
TURNS = ("asked", "told")
MARKERS = frozenset({"okay", "ok", "alright", "alrighty"})  # with which a new thought begins where nobody writes dots
LONG, LONGEST = 150, 250  # words
MAY_END = frozenset({"\n", "?", "!", ",", "•", "*", "."})
SPINE = frozenset("LSTCDlstc")  # with which the name of a vertebra begins
WRAPPED_FROM = 40  # a line shorter than this was not broken by the width of a page


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words, what each matches, and where each stands in the text."""

    section: Section
    keys: list[Keys]
    starts: list[int]
    ends: list[int]
    asks: bool  # whether it ends with a question mark
    numbers: list[int]  # the places of its numbers

    def __len__(self) -> int:
        return len(self.keys)

    def has(self, at: int, key: str) -> bool:
        """Whether the word at a place matches a key."""
        return 0 <= at < len(self.keys) and key in self.keys[at]

    def text(self, whole: str) -> str:
        """The words of the sentence as written."""
        return whole[self.starts[0] : self.ends[-1]] if self.keys else ""


def sentences(text: str, parts: list[Section], lexicon: Lexicon) -> Iterator[Sentence]:
    """Every sentence of every section, in order; signs that only part them are left out."""
    for section in parts:
        words = [(match[0], match.start(), match.end()) for match in WORD.finditer(text, section.body, section.stop)]
        begin = 0
        in_talk = section.kind in TURNS
        for at, word in enumerate(words):
            ends = word[0] in MAY_END and _ends(text, words, at, begin)
            if ends or ((in_talk or at - begin >= LONG - 1) and _runs_on(words, at, begin, in_talk=in_talk)):
                yield from _sentence(words[begin : at + 1], section, lexicon, asks=word[0] == "?")
                begin = at + 1
        yield from _sentence(words[begin:], section, lexicon, asks=False)


def _runs_on(words: list[tuple[str, int, int]], at: int, begin: int, *, in_talk: bool) -> bool:
    """Whether a sentence without an end is cut here: talk before "okay", any text where it is far too long."""
    if in_talk and at + 1 < len(words) and words[at + 1][0].lower() in MARKERS:
        return True
    long = at - begin + 1
    return long >= LONGEST or (long >= LONG and words[at][0] in (",", ";"))


def _ends(text: str, words: list[tuple[str, int, int]], at: int, begin: int) -> bool:
    word, start, end = words[at]
    if word == "\n":
        return _line_ends(text, start)
    if word in ("?", "!"):
        return True
    if word == "," and at + 2 < len(words):  # "...,2. The next of a list"
        number, dot = words[at + 1], words[at + 2]
        return number[0].isdecimal() and number[1] == end and dot[0] == "." and dot[1] == number[2]
    if word in ("•", "*"):
        return True
    return word == "." and _dot_ends(text, words, at, begin, end)


def _dot_ends(text: str, words: list[tuple[str, int, int]], at: int, begin: int, end: int) -> bool:
    before = words[at - 1] if at > begin else None
    after = text[end : end + 1]
    if before is None:
        return True
    if before[0].isdecimal() and at - 1 == begin:  # "1." opens a list
        return False
    if before[0].lower() in ABBREVIATIONS or (
        after and after.isalnum() and not (after.isupper() and len(before[0]) > 2)
    ):
        return False
    if len(before[0]) == 1 and before[0].isalpha():  # "b.i.d. and", "p.o. daily"
        following = text[end : end + 2].strip()
        return not (following and (following[0].islower() or following[0] == ","))
    return True


def _line_ends(text: str, at: int) -> bool:
    following = text[at + 1 : at + 2]
    if not following.islower():
        wrapped = following.isalnum() and at - (text.rfind("\n", max(0, at - 200), at) + 1) >= 60
        return not wrapped or text[at - 1 : at] in (".", ":", ";", "?", "!", "\r", "\n")
    line = at - (text.rfind("\n", max(0, at - 200), at) + 1)
    stop = text.find("\n", at + 1, at + 80)
    labelled = ":" in text[at + 1 : stop if stop > 0 else at + 40]
    return line < WRAPPED_FROM or labelled or text[at - 1 : at] in (".", ":", ";", "\n")


def _sentence(
    words: list[tuple[str, int, int]], section: Section, lexicon: Lexicon, *, asks: bool
) -> Iterator[Sentence]:
    words = [word for word in words if word[0] not in ("\n", "•", "_")]
    while words and not words[0][0][0].isalnum() and words[0][0] not in ("+", "(", "?"):
        words = words[1:]
    if len(words) >= 2 and words[0][0].isdecimal() and words[1][0] in (".", ")"):
        words = words[2:]
    if not words:
        return
    keys: list[Keys] = []
    starts: list[int] = []
    ends: list[int] = []
    plain = [lexicon.keys(word[0]) for word in words]
    first = lexicon.words.next[0]
    at = 0
    while at < len(words):
        stop, found = at + 1, [plain[at]]
        level = _level(words, at) if words[at][0] in SPINE else None
        if level:
            stop, found = level[0], [(level[1], LEVEL)]
        elif plain[at][0] in first or (len(plain[at]) > 1 and not first.keys().isdisjoint(plain[at])):
            synonym = merged(plain, at, lexicon.words)
            if synonym:
                stop, found = at + synonym[0], list(synonym[1])
                if synonym[0] == 1 and len(found) == 1:
                    found = [(*found[0], *plain[at][1:])]
        for key in found:
            keys.append(key)
            starts.append(words[at][1])
            ends.append(words[stop - 1][2])
        at = stop
    numbers = [at for at, key in enumerate(keys) if len(key) > 1 and key[1] == NUMBER]
    yield Sentence(section, keys, starts, ends, asks, numbers)


def _level(words: list[tuple[str, int, int]], at: int) -> tuple[int, str] | None:
    """A vertebra or a segment ("L5", "L4-5", "L5/S1") and where its words end.

    >>> _level([("L", 0, 1), ("4", 1, 2), ("-", 2, 3), ("5", 3, 4)], 0)
    (4, 'l4/l5')
    """
    top = _vertebra(words, at)
    if top is None:
        return None
    sign = words[top[0]] if top[0] < len(words) else None
    if sign is None or sign[0] not in ("-", "–", "/") or sign[1] != words[top[0] - 1][2]:
        # The reader of words drops a hyphen between a digit and a letter: "L5-S1".
        beside = _vertebra(words, top[0]) if sign and sign[1] == words[top[0] - 1][2] + 1 else None
        return (beside[0], f"{top[1]}/{beside[1]}") if beside else top
    below = _vertebra(words, top[0] + 1)
    if below:
        return below[0], f"{top[1]}/{below[1]}"
    number = words[top[0] + 1] if top[0] + 1 < len(words) else None
    if number and number[0].isdecimal() and number[1] == sign[2] and int(number[0][:2]) <= 12:
        return top[0] + 2, f"{top[1]}/{top[1][0]}{number[0]}"
    return top


def _vertebra(words: list[tuple[str, int, int]], at: int) -> tuple[int, str] | None:
    if at + 1 >= len(words) or words[at][0] not in SPINE:
        return None
    letter, number = words[at], words[at + 1]
    if not number[0].isdecimal() or number[1] != letter[2] or len(number[0]) > 2 or not 1 <= int(number[0]) <= 12:
        return None
    return at + 2, letter[0].lower().replace("d", "t") + number[0]
