"""What a sentence states of the person: mentions in their standing, taken or left by the rules of their section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.attributes import nearest_region, side_of
from multifidus.findings.notes.context import Standing, standing
from multifidus.findings.notes.lexicon import Lexicon
from multifidus.findings.notes.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.pictures import Picture, shows
from multifidus.terms import Side

# Sections in which nothing is said of how the person is now.
UNUSED = ("ignored", "family")
TITLE_ONLY = "procedure"
CONCLUSIONS = ("assessment", "differential")
LASTING_GROUPS = ("about_you", "past_history")
LASTING = frozenset({
    "psoriasis", "inflammatory_bowel_disease", "anterior_uveitis", "known_aortic_aneurysm", "family_history_spa",
    "family_history_oa", "dactylitis", "known_ankylosing_spondylitis",
})  # fmt: skip
CALLED_BY_KIN = "family"
RECENT = "recent"
PICTURED = ("mri_", "ct_", "xray_")
OF_ITSELF = ("image", "diagnosis", "doubt")  # the picture, or the diagnosis itself, tells the place
ASKED_APART = frozenset({"saddle"})
ABOVE = frozenset({"neck", "arm", "head", "chest"})
BELOW = frozenset({"legs_and_nerves", "nerve_tests", "spasm", "movement_tests", "strength", "joint_tests"})
BESIDE = 3  # words


@dataclass(frozen=True, slots=True)
class Statement:
    """One finding as one place of the text states it."""

    finding: str
    standing: Standing  # present, absent or doubted
    side: Side | None
    parsed: Parsed
    start: int  # words of the sentence
    stop: int
    value: float | None = None  # a number, for measures


def statements(parsed: Parsed, picture: Picture | None, lexicon: Lexicon) -> Iterator[Statement]:
    """Everything that one sentence states; `picture` is the study that it speaks of, if any."""
    kind = parsed.sentence.section.kind
    for mention in parsed.mentions:
        stands = standing(mention, parsed)
        if kind in UNUSED:
            stands = Standing.ELSE if kind == "family" else Standing.FEARED
        if kind == "denied" and stands in (Standing.PRESENT, Standing.ABSENT):
            stands = Standing.ABSENT
        if kind == "differential" and stands is Standing.PRESENT:
            stands = Standing.DOUBTED
        if mention.row.states not in OF_ITSELF and _of_another_part(mention, parsed, lexicon):
            continue
        for finding in mention.row.findings:
            taken = _taken(finding, mention, stands, parsed, picture, lexicon)
            if taken is not None:
                side = side_of(mention, parsed) if lexicon.vocabulary[finding].sided else None
                yield Statement(finding, taken, side, parsed, mention.start, mention.stop)


def _taken(
    finding: str, mention: Mention, stands: Standing, parsed: Parsed, picture: Picture | None, lexicon: Lexicon
) -> Standing | None:
    """The standing in which a finding is taken from a mention; None when it is not taken at all."""
    states, kind = mention.row.states, parsed.sentence.section.kind
    if CALLED_BY_KIN in mention.row.where:
        return Standing.PRESENT if stands is Standing.ELSE else _plain(stands)
    if stands is Standing.PAST:
        if not _lasts(finding, lexicon):
            return None
        stands = Standing.PRESENT
    if stands not in (Standing.PRESENT, Standing.ABSENT, Standing.DOUBTED):
        return None
    if states == "doubt":
        if stands is Standing.PRESENT or (kind == "plan" and not parsed.of("doubt")):
            return None
        return Standing.PRESENT if stands is Standing.DOUBTED else Standing.ABSENT
    if states == "diagnosis":
        return stands if _concluded(mention, parsed) and stands is not Standing.ABSENT else None
    if states == "image":
        return stands if shows(finding, mention, parsed, picture) else None
    if kind == "plan" or kind == TITLE_ONLY:
        return None
    if kind == "past" and not _lasts(finding, lexicon) and stands is Standing.PRESENT:
        return None
    if kind in ("habits", "medicines") and not _lasts(finding, lexicon):
        return None
    if not _placed(mention, stands, parsed):
        return None
    if states == "absent":
        if finding.startswith(PICTURED) and not shows(finding, mention, parsed, picture):
            return None  # "vertebral heights are kept" denies what the picture at hand could have shown, no more
        return {Standing.PRESENT: Standing.ABSENT, Standing.ABSENT: None}.get(stands, stands)
    return stands


def _plain(stands: Standing) -> Standing | None:
    return stands if stands is Standing.ABSENT else None


def _lasts(finding: str, lexicon: Lexicon) -> bool:
    """Whether a finding that was so once still counts: diabetes does, numbness does not."""
    return lexicon.vocabulary[finding].group in LASTING_GROUPS or finding in LASTING


def _placed(mention: Mention, stands: Standing, parsed: Parsed) -> bool:
    """Whether the part of the body that the wording asks for is the one that is spoken of."""
    wanted = mention.row.where
    if not wanted:
        return True
    if RECENT in wanted and not parsed.of("recent"):
        return False
    places = [place for place in wanted if place != RECENT]
    if not places:
        return True
    found = nearest_region(mention, parsed)
    if found is None:  # "no numbness" denies it in the leg; of the saddle it says nothing, nor does "numbness" alone
        return stands is Standing.ABSENT and not ASKED_APART & {*places}
    return found in places


def _of_another_part(mention: Mention, parsed: Parsed, lexicon: Lexicon) -> bool:
    """Whether what belongs to back and legs is said of the neck, an arm or the head: "cervical radiculopathy".

    Only a word for that part that stands close by, with none for back or leg in the mention itself, tells so.
    """
    if not any(lexicon.vocabulary[finding].group in BELOW for finding in mention.row.findings):
        return False
    regions = parsed.of("region")
    if any(cue.row.value not in ABOVE and mention.start <= cue.start < mention.stop for cue in regions):
        return False
    near = [(parsed.cost(cue, mention), cue.start, cue.row.value) for cue in regions]
    return bool(near) and min(near)[0] <= BESIDE and min(near)[2] in ABOVE


def _concluded(mention: Mention, parsed: Parsed) -> bool:
    """Whether a diagnosis is concluded here, not only told of the past."""
    kind = parsed.sentence.section.kind
    if kind in CONCLUSIONS:
        return True
    if kind == TITLE_ONLY:
        return "procedure" in mention.row.where
    if "procedure" in mention.row.where:
        return False
    if kind in ("history", "other", "plan", "told", "asked", "indication", "complaint", "exam", "picture", "stated"):
        return kind == "indication" or any(_leads(cue, mention, parsed) for cue in parsed.of("diagnosed"))
    return False


def _leads(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    if cue.row.direction == "backward":
        return cue.start >= mention.stop and cue.start - mention.stop <= 6
    return cue.stop <= mention.start and mention.start - cue.stop <= 12
