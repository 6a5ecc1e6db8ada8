"""All phrases of one table as a small machine, equal endings shared; finding them costs a few steps a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from multifidus.findings.notes.wording.phrases import Node, Trie

P = TypeVar("P")
Keys = Sequence[tuple[str, ...]]
Path = tuple[int, ...]
Tables = tuple[list[dict[str, int]], list[list[list[int]]], list[list[int]]]


class OfWords:
    """What is made of words of a sentence; `path` are their places, gaps left out."""

    __slots__ = ()
    path: Path

    @property
    def start(self) -> int:
        """The place of the first word."""
        return self.path[0]

    @property
    def stop(self) -> int:
        """The place after the last word."""
        return self.path[-1] + 1


@dataclass(slots=True)
class Match(OfWords, Generic[P]):
    """Words of a text that a phrase is made of: their places, and what the phrase stands for."""

    path: Path
    payloads: Sequence[P]


@dataclass(frozen=True, slots=True)
class Automaton(Generic[P]):
    """Phrases, state by state: what may follow, what may follow after a gap, and what ends there. State 0 begins."""

    next: list[dict[str, int]]
    gaps: list[list[list[int]]]  # pairs of a width and the state beyond
    ends: list[list[int]]  # places in `payloads`
    payloads: Sequence[P]
    says: list[Sequence[P]] = field(init=False, repr=False)  # what ends at each state

    def __post_init__(self) -> None:
        says = [[self.payloads[i] for i in places] if places else () for places in self.ends]
        object.__setattr__(self, "says", says)

    def find(self, keys: Keys, walls: Sequence[int]) -> list[Match[P]]:
        """Every phrase in a row of words; for one ending and one first word only the shortest reading.

        Of readings that end at one place that with the most words is kept.
        `walls` tells of each word the widest gap that never reaches across it: 0 for most, that of "~" for a comma.
        """
        found: list[Match[P]] = []
        first, follows, gaps, says, size = self.next[0], self.next, self.gaps, self.says, len(keys)
        for at, word in enumerate(keys):
            for key in word:
                if key not in first:
                    continue
                begin = first[key]
                goes_on = bool(gaps[begin])
                if not goes_on and at + 1 < size:
                    after = follows[begin]
                    for one in keys[at + 1]:  # most words begin a phrase that the next one ends at once
                        goes_on = goes_on or one in after
                if goes_on:
                    for end, path in self._read(begin, at, keys, walls).items():
                        found.append(Match(path, says[end]))
                elif says[begin]:
                    found.append(Match((at,), says[begin]))
        return found

    def _read(self, begin: int, at: int, keys: Keys, walls: Sequence[int]) -> dict[int, Path]:
        """The endings that can be reached from one first word, each with its shortest path."""
        follows, gaps, ends, size = self.next, self.gaps, self.ends, len(keys)
        best: dict[int, Path] = {}
        stack: list[tuple[int, Path]] = [(begin, (at,))]
        while stack:
            state, path = stack.pop()
            if ends[state]:
                known = best.get(state)
                if known is None or (path[-1], -len(path)) < (known[-1], -len(known)):
                    best[state] = path
            here = path[-1] + 1
            if here == size:
                continue
            after = follows[state]
            if after:
                for key in keys[here]:
                    if key in after:
                        stack.append((after[key], (*path, here)))  # noqa: PERF401 (twice as quick as a list in between)
            for width, beyond in gaps[state]:
                after = follows[beyond]
                for place in range(here, min(here + width + 1, size)):
                    for key in keys[place]:
                        if key in after:
                            stack.append((after[key], (*path, place)))  # noqa: PERF401
                    if walls[place] >= width:
                        break
        return best

    def tables(self) -> Tables:
        """The states as plain lists, for keeping."""
        return self.next, self.gaps, self.ends


def smallest(trie: Trie[int], payloads: Sequence[P]) -> Automaton[P]:
    """The phrases of a trie, with every two states made one from which the same can follow."""
    number: dict[object, int] = {}
    nexts: list[dict[str, int]] = [{}]  # the beginning is nobody's ending, and stands first
    gaps: list[list[list[int]]] = [[]]
    ends: list[list[int]] = [[]]

    def parts(node: Node[int]) -> tuple[dict[str, int], list[list[int]], list[int]]:
        follows = {key: state(child) for key, child in node.next.items()}
        return follows, [[width, state(child)] for width, child in node.gaps], sorted(set(node.ends))

    def state(node: Node[int]) -> int:
        follows, beyond, ending = parts(node)
        sign = (frozenset(follows.items()), tuple(map(tuple, beyond)), tuple(ending))
        if sign not in number:
            number[sign] = len(nexts)
            nexts.append(follows)
            gaps.append(beyond)
            ends.append(ending)
        return number[sign]

    nexts[0], gaps[0], ends[0] = parts(trie.root)
    return Automaton(nexts, gaps, ends, payloads)
