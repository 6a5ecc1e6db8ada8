"""Which bone a fracture is of where its sentence names none: that of the last fracture with a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from multifidus.findings.notes.text.attributes import levels
from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed

OF_SPINE = frozenset({"back", "thoracic", "pelvis", "neck"})
NO_BONE = frozenset({"leg", "thigh", "calf", "distribution", "dermatom"})  # "possible fracture, pain in the leg"
OF_BONE = "bone"  # in `where` of a diagnosis or a suspicion that any bone may have
FRACTURE = "fracture"  # in the ids of what a fracture is told by


def without_other_bones(parsed: Sequence[Parsed]) -> list[Parsed]:
    """The sentences without the fractures that, by what was said before, are not of the spine.

    "Fracture of the radius. The fracture was reduced."
    """
    found: list[Parsed] = []
    elsewhere = False
    for one in parsed:
        broken = [mention for mention in one.mentions if _is_fracture(mention)]
        if broken and (levels(one) or any(cue.row.value in OF_SPINE for cue in one.of("region"))):
            elsewhere = False
        elif broken and next(_other_bones(one), None) is not None:
            elsewhere = True
        elif broken and elsewhere and not one.of("region"):
            found.append(replace(one, mentions=[mention for mention in one.mentions if not _is_fracture(mention)]))
            continue
        found.append(one)
    return found


def is_of_another_bone(mention: Mention, parsed: Parsed) -> bool:
    """Whether what any bone may have is said of another than the spine: "joint disease, right shoulder"."""
    if OF_BONE not in mention.row.where:
        return False
    regions = parsed.of("region")
    near = [(parsed.cost(cue, mention), abs(cue.start - mention.stop), cue.start, cue) for cue in regions]
    if not near or levels(parsed):
        return False
    nearest = min(near, key=lambda one: one[:3])[3]
    return nearest in list(_other_bones(parsed))


def _other_bones(parsed: Parsed) -> Iterator[Cue]:
    for cue in parsed.of("region"):
        words = {key for at in cue.path for key in parsed.sentence.keys[at]}
        if cue.row.value not in OF_SPINE and NO_BONE.isdisjoint(words):
            yield cue


def _is_fracture(mention: Mention) -> bool:
    return any(FRACTURE in finding for finding in mention.row.findings)
