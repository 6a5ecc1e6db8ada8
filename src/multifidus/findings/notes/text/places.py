"""Whether a mention speaks of the part of the body that its finding belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from multifidus.findings.notes.context.by_side import OF_SIGN
from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.text.attributes import levels, nearest_region
from multifidus.findings.notes.text.mentions import TRAIT, Mention, Parsed
from multifidus.knowledge.rows import FindingRow

RECENT = "recent"
FEVERISH = "feverish"  # counts only beside a fever: drowsiness alone is no sepsis
PART = "part"  # words for a part of the finding: denied, they deny no whole ("no stiffness" is not "no pain")
NARRATED = "narrated"  # what a doctor says while examining: "I'm going to lift this leg"
DENIED_ONLY = "denied_only"  # wording that denies a finding and does not tell it: "no incontinence" of either kind
NO_PLACES = frozenset({RECENT, FEVERISH, TRAIT, NARRATED, PART, OF_SIGN, DENIED_ONLY})
OF_ITSELF = ("image", "diagnosis", "doubt")  # the picture, or the diagnosis itself, tells the place
ASKED_APART = frozenset({"saddle"})
ABOVE = frozenset({"neck", "arm", "head", "chest"})
BELOW = frozenset({
    "legs_and_nerves", "nerve_tests", "spasm", "movement_tests", "strength", "joint_tests", "pain_pattern",
})  # fmt: skip
BESIDE = 3  # words


def may_tell(mention: Mention, stands: Standing) -> bool:
    """Whether the wording may state its findings so: a part denies no whole, and some wording only denies."""
    if stands is Standing.ABSENT:
        return PART not in mention.row.where
    return stands is not Standing.PRESENT or DENIED_ONLY not in mention.row.where


def is_placed(mention: Mention, stands: Standing, parsed: Parsed) -> bool:
    """Whether the part of the body that the wording asks for is the one that is spoken of."""
    wanted = mention.row.where
    if not wanted:
        return True
    if RECENT in wanted and not parsed.of("recent"):
        return False
    if NARRATED in wanted and parsed.sentence.section.kind != "asked":
        return False
    places = [place for place in wanted if place not in NO_PLACES]
    if not places:
        return True
    found = nearest_region(mention, parsed, in_list=stands is Standing.ABSENT)
    if found is None:  # "no numbness" denies it in the leg; of the saddle it says nothing, nor does "numbness" alone
        return stands is Standing.ABSENT and not ASKED_APART & {*places}
    return found in places


def is_of_another_part(mention: Mention, parsed: Parsed, vocabulary: Mapping[str, FindingRow]) -> bool:
    """Whether what belongs to back and legs is said of the neck, an arm or the head: "cervical radiculopathy".

    Only a word for that part that stands close by, with no part named in the mention itself, tells so.
    """
    if mention.row.states in OF_ITSELF:
        return False
    if not any(vocabulary[finding].group in BELOW for finding in mention.findings):
        return False
    regions = parsed.of("region")
    if any(mention.start <= cue.start < mention.stop for cue in regions):
        return False
    near = [(parsed.cost(cue, mention), cue.start, cue.row.value) for cue in regions]
    return bool(near) and min(near)[0] <= BESIDE and min(near)[2] in ABOVE


def is_of_the_neck(mention: Mention, parsed: Parsed) -> bool:
    """Whether a diagnosis is one of the neck: "C5/6 disc herniation", "cervical stenosis"."""
    named = levels(parsed)
    if named:
        return min(named, key=lambda one: abs(one[0] - mention.start))[1].startswith("c")
    near = [(parsed.cost(cue, mention), cue.start, cue.row.value) for cue in parsed.of("region")]
    return bool(near) and min(near)[0] <= BESIDE and min(near)[2] == "neck"
