"""What belongs to a mention: its side, the part of the body it speaks of, the level of the spine."""

from __future__ import annotations

from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.wording.words import LEVEL
from multifidus.terms import Side

SIDE_REACH = 9
SIDES: dict[str, Side] = {"left": "left", "right": "right", "both": "both"}


def side_of(mention: Mention, parsed: Parsed, *, in_list: bool = False) -> Side | None:
    """The side of a mention: the word that stands nearest, before it or after it; `in_list` as for regions."""
    cues = [cue for cue in parsed.of("side") if not (in_list and _parted(cue, mention, parsed))]
    near = [(parsed.cost(cue, mention), cue.start, cue) for cue in cues]
    near = [one for one in near if one[0] <= SIDE_REACH]
    if not near:
        return None
    cost = min(near)[0]
    sides = {SIDES[str(cue.row.value)] for one, _, cue in near if one == cost}
    sides |= {SIDES[str(cue.row.value)] for cue in _joined(min(near)[2], parsed)}
    return "both" if len(sides) > 1 else sides.pop()


def _joined(first: Cue, parsed: Parsed) -> list[Cue]:
    """Sides that stand beside one: "left and right"."""
    return [
        cue
        for cue in parsed.of("side")
        if cue is not first
        and (abs(cue.start - first.stop) <= 1 or abs(first.start - cue.stop) <= 1)
        and any(parsed.sentence.has(at, "and") for at in (first.stop, cue.stop))
    ]


def nearest_region(mention: Mention, parsed: Parsed, *, in_list: bool = False) -> str | None:
    """The part of the body that stands nearest to a mention; None when its sentence names none.

    `in_list` looks no further than the next comma: each thing of a list has its own place.
    """
    regions = parsed.of("region")
    if in_list:
        regions = [cue for cue in regions if not _parted(cue, mention, parsed)]
    near = [(parsed.cost(cue, mention), abs(cue.start - mention.stop), cue.row.value) for cue in regions]
    return min(near)[2] if near else None


def _parted(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    between = range(mention.stop, cue.start) if cue.start >= mention.stop else range(cue.stop, mention.start)
    return any(parsed.sentence.has(at, ",") for at in parsed.partings_in(between))


def levels(parsed: Parsed) -> list[tuple[int, str]]:
    """Every vertebra and segment that a sentence names, with its place: "l5", "l4/l5"."""
    return [(at, keys[0]) for at, keys in enumerate(parsed.sentence.keys) if LEVEL in keys]
