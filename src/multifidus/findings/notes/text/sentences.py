"""Sentences and their words: what is cut where, and what each word matches."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.text.sections import Section
from multifidus.findings.notes.text.sequences import is_sequence
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.words import LEVEL, NUMBER, WORD, Keys, merged

ABBREVIATIONS = frozenset({"dr", "mr", "mrs", "ms", "vs", "approx", "st", "prof", "fig", "jr", "sr", "dept", "incl"})
TURNS = ("asked", "told")
# With which a new thought begins where nobody writes dots.
MARKER = re.compile(r"[^\S\n]*-?(?:okay|ok|alright|alrighty)(?!['’]?[^\W\d_]|[^\S\n]*\?)", re.IGNORECASE)
LISTED = re.compile(r"\d+\.(?!\d)")
# To a question, on the spot: "Clonus? No."
ANSWERED = re.compile(r"[^\S\n]*(?:no|yes|nil|none|n|y)[^\S\n]*(?:[.;\n]|\Z)", re.IGNORECASE)
LONG, LONGEST = 150, 250  # words
MAY_END = frozenset({"\n", "?", "!", ",", "•", "*", "."})
SPINE = frozenset("LSTCDlstc")  # with which the name of a vertebra begins
WRAPPED_FROM = 40  # a line shorter than this was not broken by the width of a page

Word = tuple[str, int, int]  # as written, and where it stands


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words, what each matches, and where each stands in the text."""

    section: Section
    keys: list[Keys]
    starts: array[int]
    ends: array[int]
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
        words: list[Word] = []
        in_talk = section.kind in TURNS
        for match in WORD.finditer(text, section.body, section.stop):
            word = (match[0], *match.span())
            words.append(word)
            ends = word[0] in MAY_END and _ends(text, words)
            if word[0] == "?" and not in_talk and ANSWERED.match(text, word[2]):
                ends = False
            if ends or ((in_talk or len(words) >= LONG) and _runs_on(text, words, in_talk=in_talk)):
                told = _told(words)
                if told:
                    yield _sentence(told, section, lexicon, asks=word[0] == "?")
                words = []
        told = _told(words)
        if told:
            yield _sentence(told, section, lexicon, asks=False)


def _runs_on(text: str, words: list[Word], *, in_talk: bool) -> bool:
    """Whether a sentence without an end is cut here: talk before "okay", any text where it is far too long."""
    last, _, end = words[-1]
    if in_talk and MARKER.match(text, end):
        return True
    return len(words) >= LONGEST or (len(words) >= LONG and last in (",", ";"))


def _ends(text: str, words: list[Word]) -> bool:
    word, start, end = words[-1]
    if word == "\n":
        return _line_ends(text, start)
    if word == "?" and text[end : end + 1].isalpha() and not text[start - 1 : start].isalnum():
        return False  # "?fracture" doubts what it stands before
    if word == ",":  # "...,2. The next of a list"
        return LISTED.match(text, end) is not None
    if word == ".":
        return _dot_ends(text, words, end)
    if word == "?":  # "?fracture" doubts what follows
        return not (text[end : end + 1].isalnum() and not text[max(0, start - 1) : start].isalnum())
    return True


def _dot_ends(text: str, words: list[Word], end: int) -> bool:
    if len(words) == 1:
        return True
    before, after = words[-2], text[end : end + 1]
    if before[0].isdecimal() and len(words) == 2:  # "1." opens a list
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


def _sentence(words: list[Word], section: Section, lexicon: Lexicon, *, asks: bool) -> Sentence:
    forms, begins, stops = zip(*words, strict=True)
    plain = [lexicon.remembered[form] for form in forms]
    keys: list[Keys] = []
    starts: list[int] = []
    ends: list[int] = []
    first = lexicon.words.next[0]
    at = 0
    for place in [at for at, own in enumerate(plain) if own[0] in first or len(own) > 1 or forms[at] in SPINE]:
        replaced = _replaced(words, plain, place, lexicon) if place >= at else None
        if replaced is None:
            continue
        stop, found = replaced
        keys += [*plain[at:place], *found]
        starts += [*begins[at:place], *[begins[place]] * len(found)]
        ends += [*stops[at:place], *[stops[stop - 1]] * len(found)]
        at = stop
    keys += plain[at:]
    starts += begins[at:]
    ends += stops[at:]
    numbers = [at for at, key in enumerate(keys) if len(key) > 1 and key[1] == NUMBER]
    return Sentence(section, keys, array("I", starts), array("I", ends), asks, numbers)


def _told(words: list[Word]) -> list[Word]:
    """The words without what only parts them, or numbers a list; none where nothing is said."""
    words = [word for word in words if word[0] not in ("\n", "•", "_")]
    if not words:
        return words
    if not words[0][0][0].isalnum():
        opening = (at for at, word in enumerate(words) if word[0][0].isalnum() or word[0] in ("+", "(", "?"))
        words = words[next(opening, len(words)) :]
        if not any(word[0][0].isalnum() for word in words):
            return []
    if len(words) > 2 and words[0][0].isdecimal() and words[1][0] in (".", ")"):
        return words[2:]
    return words


def _replaced(words: list[Word], plain: list[Keys], at: int, lexicon: Lexicon) -> tuple[int, list[Keys]] | None:
    """The level or the synonym that begins at a place: where its words end, and what stands for them."""
    level = _level(words, at) if words[at][0] in SPINE else None
    if level:
        return level[0], [(level[1],) if is_sequence(level[1], words, at, level[0]) else (level[1], LEVEL)]
    synonym = merged(plain, at, lexicon.words)
    if synonym is None:
        return None
    count, found = synonym
    if count == 1 and len(found) == 1:
        return at + 1, [(*found[0], *plain[at][1:])]
    return at + count, list(found)


def _level(words: list[Word], at: int) -> tuple[int, str] | None:
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


def _vertebra(words: list[Word], at: int) -> tuple[int, str] | None:
    if at + 1 >= len(words) or words[at][0] not in SPINE:
        return None
    letter, number = words[at], words[at + 1]
    if not number[0].isdecimal() or number[1] != letter[2] or len(number[0]) > 2 or not 1 <= int(number[0]) <= 12:
        return None
    return at + 2, letter[0].lower().replace("d", "t") + number[0]
