"""Phrases as a trie of word stems: the small grammar of the wording tables.

low back pain       these words, in any simple inflection
pain|ache in leg    one of several words
tender? point       a word that may be missing
pain ~ leg          up to three words between
pain ~~ leg         up to eight words between
=legs LE            exactly this form; capitals stand for themselves
#                   any number
<level>             any vertebra or segment ("L5", "L4-5")
<year>              any year from 1900 to 2099
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

GAPS = {"~": 3, "~~": 8}
MOST_PATHS = 4000  # a phrase with more alternatives than this is a slip of the pen
KEEPS_S = ("ss", "us", "is", "as")
# Shortened as other words are, "none" would be "non", "here" would be "her" and "mine" a minute; "within normal limits"
# would be limited.
AS_THEY_ARE = frozenset({"none", "here", "there", "these", "mine", "where", "were", "limited"})
# Shortened as other words are, "she notes weakness" would deny it.
NOTES = ("note", "notes", "noted", "noting")
P = TypeVar("P")


def stem(word: str) -> str:
    """The part of a lower-case word that its inflections and spellings share.

    >>> stem("anaesthesia") == stem("anesthesia"), stem("radiating") == stem("radiates"), stem("weakness")
    (True, True, 'weak')
    """
    if len(word) <= 3:
        return word
    if word in AS_THEY_ARE:
        return word
    if word in NOTES:
        return "note"
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    word = _spelling(word)
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(KEEPS_S) and len(word) > 3:
        word = word[:-1]
    if word.endswith("ness") and len(word) > 6:
        word = word[:-4]
    elif word.endswith("ing") and len(word) > 5:
        word = _undoubled(word[:-3])
    elif word.endswith("ed") and len(word) > 4 and not word.endswith("eed"):
        word = _undoubled(word[:-2])
    elif word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word[:-1] + "y" if word.endswith("i") and len(word) > 3 else word


def _spelling(word: str) -> str:
    if "ae" in word:
        word = word.replace("ae", "e")
    if "oe" in word and word != "toes" and len(word) > 4:
        word = word.replace("oede", "ede").replace("oea", "ea")
    if word.endswith(("our", "ours")) and len(word) > 5:
        word = word.replace("our", "or")
    if "isk" in word:
        word = word.replace("disk", "disc")
    return word.replace("ise", "ize").replace("isation", "ization") if "is" in word and len(word) > 6 else word


def _undoubled(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word


class Node(Generic[P]):
    """One place in the trie: what may follow, what may follow after a gap, and what ends here."""

    __slots__ = ("ends", "gaps", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node[P]] = {}
        self.gaps: list[tuple[int, Node[P]]] = []
        self.ends: list[P] = []


class Trie(Generic[P]):
    """All phrases of one table, word after word."""

    def __init__(self) -> None:
        self.root: Node[P] = Node()

    def add(self, elements: Sequence[tuple[str, ...]], payload: P) -> int:
        """Put a phrase in, each element the keys of which one has to match; returns how many paths it took."""
        nodes = [self.root]
        for element in elements:
            nodes = list(_after(nodes, element))
            if len(nodes) > MOST_PATHS:
                return len(nodes)
        for node in nodes:
            node.ends.append(payload)
        return len(nodes)


def _after(nodes: Sequence[Node[P]], element: tuple[str, ...]) -> Iterator[Node[P]]:
    width = GAPS.get(element[0])
    for node in nodes:
        if width is not None:
            beyond = next((one for reach, one in node.gaps if reach == width), None)
            if beyond is None:
                beyond = Node()
                node.gaps.append((width, beyond))
            yield beyond
            continue
        for key in element:
            if key == "":  # the word may be missing
                yield node
                continue
            child = node.next.get(key)
            if child is None:
                child = node.next[key] = Node()
            yield child
