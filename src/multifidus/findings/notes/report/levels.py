"""Which levels of the spine a sentence names: vertebrae and segments, lists and ranges of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from multifidus.findings.notes.report.terms import Mark
from multifidus.findings.notes.text.sentences import Sentence
from multifidus.findings.notes.wording.phrases import stem
from multifidus.findings.notes.wording.words import LEVEL, NUMBER

VERTEBRAE = (
    *(f"c{at}" for at in range(1, 8)), *(f"t{at}" for at in range(1, 13)), *(f"l{at}" for at in range(1, 7)),
    *(f"s{at}" for at in range(1, 6)),
)  # fmt: skip
SIXTH = "l6"  # which few people have
LUMBAR = ("L1/2", "L2/3", "L3/4", "L4/5", "L5/S1")
JOINS = frozenset(map(stem, (",", "and", "or", "&", "/", "the", "level", "at", "as", "well", "both", "disc")))
RANGES = frozenset(map(stem, ("to", "through", "thru", "until", "down", "-", "–")))
ON = frozenset(map(stem, ("on", "over", "upon", "relative", "respect")))
NERVES = frozenset(map(stem, ("nerve", "root", "radicular", "dermatome", "radiculopathy", "ganglion")))
EXITING = frozenset(map(stem, ("exiting", "traversing", "descending", "transiting", "passing", "budding")))
BESIDE = 3  # words between the name of a root and "nerve"
BETWEEN = 3
CONUS_REACH = 9
SIZES = ("mm", "cm", "millimeter", "millimetre", "x")
SEGMENTS = frozenset({("1", "2"), ("2", "3"), ("3", "4"), ("4", "5")})  # of the lumbar spine, by numbers alone


@dataclass(frozen=True, slots=True)
class Named:
    """Levels that are named together: "L3-4 and L4-5", "L2 through L5"; `names` as words have them, "l3/l4"."""

    names: tuple[str, ...]
    is_range: bool
    start: int
    stop: int

    @property
    def is_vertebra(self) -> bool:
        """Whether single vertebrae are named, not the segments between them."""
        return all("/" not in name for name in self.names)

    @property
    def is_cervical(self) -> bool:
        """Whether the neck is spoken of."""
        return self.names[0].startswith("c")

    def levels(self, *, of_bone: bool) -> tuple[str, ...]:
        """The levels as they are shown; `of_bone` makes vertebrae of segments and of ranges, else they stay."""
        if self.is_range or any(not _beside(name) for name in self.names if "/" in name):
            return _span(self.names, of_bone=of_bone)
        found = [one for name in self.names for one in (name.split("/") if of_bone else (name,))]
        return tuple(dict.fromkeys(map(shown, found)))


def shown(name: str) -> str:
    """A level as a report shows it.

    >>> shown("l4/l5"), shown("l5/s1"), shown("t12")
    ('L4/5', 'L5/S1', 'T12')
    """
    top, _, below = name.upper().partition("/")
    if not below:
        return top
    return f"{top}/{below[1:] if below[0] == top[0] else below}"


def place_of(level: str) -> float:
    """Where a level as shown stands, from the neck down; a segment lies between its vertebrae."""
    top = level.partition("/")[0].lower()
    return VERTEBRAE.index(top) + (0.5 if "/" in level else 0.0) if top in VERTEBRAE else -1.0


def _beside(name: str) -> bool:
    top, _, below = name.partition("/")
    if top not in VERTEBRAE or below not in VERTEBRAE:
        return False
    between = [one for one in VERTEBRAE[VERTEBRAE.index(top) + 1 : VERTEBRAE.index(below)] if one != SIXTH]
    return not between and VERTEBRAE.index(top) < VERTEBRAE.index(below)


def _span(names: Sequence[str], *, of_bone: bool) -> tuple[str, ...]:
    first, last = names[0].split("/")[0], names[-1].split("/")[-1]
    if first not in VERTEBRAE or last not in VERTEBRAE:
        return ()
    whole = VERTEBRAE[VERTEBRAE.index(first) : VERTEBRAE.index(last) + 1]
    bones = [one for one in whole if one != SIXTH or SIXTH in (first, last)]
    if of_bone:
        return tuple(map(shown, bones))
    return tuple(shown(f"{top}/{below}") for top, below in pairwise(bones))


def as_segment(named: Named, others: Sequence[Named]) -> Named:
    """The segment of two vertebrae where the sentence names that too: "the L3-4 disc, with L3 and L4 eroded"."""
    pair = "/".join(named.names)
    if any(pair in other.names for other in others):
        return Named((pair,), is_range=False, start=named.start, stop=named.stop)
    return named


def named_levels(sentence: Sentence, marks: Sequence[Mark]) -> list[Named]:
    """The levels that a sentence speaks of, in its order; the names of roots and the end of the cord are none."""
    found: list[Named] = []
    for at, name, stop in _names(sentence, marks):
        before = found[-1] if found else None
        between = [sentence.keys[i][0] for i in range(before.stop, at)] if before else []
        if before and _joined(between, before, name):
            found[-1] = _with(before, name, between, stop, _after_between(sentence, before.start))
        else:
            found.append(Named((name,), is_range=False, start=at, stop=stop))
    return [one for one in found if not _of_root(one, sentence) and not _of_conus(one, marks)]


def _names(sentence: Sentence, marks: Sequence[Mark]) -> list[tuple[int, str, int]]:
    named = [(at, keys[0], at + 1) for at, keys in enumerate(sentence.keys) if LEVEL in keys]
    named += [(mark.start, mark.row.kind, mark.stop) for mark in marks if mark.role == "level"]
    if named:
        named += _short(sentence, named)
    return sorted(named)


def _short(sentence: Sentence, named: Sequence[tuple[int, str, int]]) -> list[tuple[int, str, int]]:
    """Segments of which only the numbers are written, in one list with a level: "L3-4, 4-5"; "2-3 mm" is a size."""
    ends = sorted(stop for _, _, stop in named)
    found = []
    for at in sentence.numbers:
        top = sentence.keys[at][0]
        if not any(sentence.has(at + 1, sign) for sign in ("-", "–", "/")) or not top.isdecimal():
            continue
        below = sentence.keys[at + 2] if at + 2 < len(sentence) else ("",)
        before = max((stop for stop in ends if stop <= at), default=None)
        if NUMBER not in below or (top, below[0]) not in SEGMENTS or before is None:
            continue
        listed = all(sentence.keys[one][0] in JOINS for one in range(before, at))
        if listed and not any(sentence.has(at + 3, unit) for unit in SIZES):
            found.append((at, f"l{top}/l{below[0]}", at + 3))
            ends.append(at + 3)
    return found


def _joined(between: Sequence[str], before: Named, name: str) -> bool:
    if not between:
        return before.names[-1].split("/")[-1][0] != name[0] or "/" not in name  # "L4-L5-S1"
    if len(between) > BETWEEN + 1:
        return False
    return all(word in JOINS or word in RANGES or word in ON for word in between)


def _with(before: Named, name: str, between: Sequence[str], stop: int, after_between: bool) -> Named:
    top = before.names[-1]
    pairs = "/" not in top and "/" not in name
    if pairs and (not ON.isdisjoint(between) or (after_between and "and" in between)):
        return Named((*before.names[:-1], f"{top}/{name}"), before.is_range, before.start, stop)
    if not between and "/" in top and "/" not in name:
        return Named((*before.names, f"{top.split('/')[1]}/{name}"), before.is_range, before.start, stop)
    is_range = before.is_range or not RANGES.isdisjoint(between)
    return Named((*before.names, name), is_range, before.start, stop)


def _after_between(sentence: Sentence, at: int) -> bool:
    return sentence.has(at - 1, "between") or sentence.has(at - 2, "between")


def _of_root(named: Named, sentence: Sentence) -> bool:
    if not named.is_vertebra:
        return False
    after = [sentence.keys[at][0] for at in range(named.stop, min(named.stop + BESIDE, len(sentence)))]
    if after and (after[0] in NERVES or (after[0] in EXITING and not NERVES.isdisjoint(after))):
        return True
    return any(sentence.keys[at][0] in EXITING for at in range(max(0, named.start - 2), named.start))


def _of_conus(named: Named, marks: Sequence[Mark]) -> bool:
    """Whether a level only tells where the cord ends."""
    ahead = [mark for mark in marks if mark.stop <= named.start and mark.role in ("thing", "place")]
    return bool(ahead) and ahead[-1].row.structure == "cord" and named.start - ahead[-1].stop <= CONUS_REACH
