"""Whether what was seen is told as it is now, of the spine, or only as what a picture may show."""

from __future__ import annotations

from multifidus.findings.notes.text.attributes import levels
from multifidus.findings.notes.text.mentions import Mention, Parsed
from multifidus.findings.notes.wording.phrases import stem

SHOWN = frozenset(map(stem, ("is", "shows", "showed", "reveals", "revealed", "demonstrates", "seen", "found")))
ONCE = frozenset(map(stem, ("had", "when", "ago", "once", "as", "if", "?")))
LIMBS = frozenset({"arm", "leg", "hip", "head", "chest"})
NEAR = 5  # words between a fracture and the vertebra that is broken


def is_broken_now(mention: Mention, parsed: Parsed) -> bool:
    """Whether a fracture is told of a vertebra as it is: "there is a fracture of L3"; not "he had a fracture of L3"."""
    keys = parsed.sentence.keys
    if not any(not SHOWN.isdisjoint(one) for one in keys[: mention.start]):
        return False
    if any(not ONCE.isdisjoint(one) for one in keys):
        return False
    near = [name for at, name in levels(parsed) if abs(at - mention.start) <= NEAR]
    return any(name[0] in "tl" and "/" not in name for name in near)


def is_of_limb(parsed: Parsed) -> bool:
    """Whether a sentence speaks of an arm or a leg and of no part of the trunk."""
    named = {cue.row.value for cue in parsed.of("region")}
    return bool(named) and named <= LIMBS and not levels(parsed)


def is_of_picture(mention: Mention, parsed: Parsed) -> bool:
    """Whether a disease is what a picture shows, or may show, and no history: "such as myeloma or lymphoma"."""
    return any(one.row.states == "image" and set(one.path) & set(mention.path) for one in parsed.mentions)
