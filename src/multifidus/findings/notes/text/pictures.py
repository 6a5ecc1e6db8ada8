"""Which picture a sentence speaks of: MRI, CT, plain film, ultrasound or bone scan, and of which part of the body."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from multifidus.findings.notes.text.attributes import levels
from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.wording.phrases import stem
from multifidus.findings.notes.wording.words import LEVEL

UNNAMED = ("mri", "xray")  # what a report that names no picture is taken for, first that has the finding
ELSEWHERE = frozenset({"head", "neck", "chest", "arm", "knee", "foot"})
SPINAL = frozenset({"back", "thoracic", "pelvis", "belly", "hip", "leg"})
LIMB = frozenset({"hip", "leg"})
COMPARED = frozenset(
    map(stem, ("compared", "comparison", "compare", "comparing", "correlation", "correlated", "versus"))
)
EARLIER = frozenset(map(stem, ("previous", "prior", "earlier", "since")))
ELSEWHERE_TAKEN = frozenset(map(stem, ("elsewhere", "outside", "another", "recommended", "advised", "suggested")))
AHEAD = 4  # words between the name of a picture and what says that it is another one
BACK = frozenset({"back", "thoracic"})
FRACTURE = stem("fracture")
HIP = "hip_"  # in the id of what a picture of the hip may show
VAGUE = frozenset(map(stem, ("disc", "spine", "spinal", "vertebra")))  # of the back, unless the neck is named
REFERS = frozenset(
    map(stem, ("it", "this", "these", "there", "they", "that", "image", "film", "finding", "study", "report"))
)
GOES_ON = frozenset(map(stem, (  # what a sentence begins with that tells more of the picture before it
    "no", "at", "also", "both", "mild", "moderate", "severe", "small", "large", "multilevel", "disc", "discs",
    "vertebral", "vertebra", "sacroiliac", "facet", "conus", "canal", "normal", "alignment", "spinal", "otherwise",
    "in", "degenerative", "right", "left", "bilateral",
)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A study that is spoken of."""

    kinds: tuple[str, ...]  # mri, ct, xray, ultrasound, scan; several when a sentence names several
    elsewhere: bool  # whether it shows another part of the body
    hip_or_leg: bool = False  # whether it shows these, and nothing of the spine


def pictures_of(parsed: Sequence[Parsed], within: Collection[str]) -> Iterator[tuple[Parsed, Picture | None]]:
    """Every sentence with the picture that it speaks of; that of a report lasts to its end."""
    picture: Picture | None = None
    section = ""
    bones = Bones.of_text(parsed)
    for one in parsed:
        found = picture_of(one, picture, section, within)
        bones = bones.after(one)
        yield one, bones.placed(found, one)
        if found is not None or not within:
            picture = found
        section = one.sentence.section.kind


@dataclass(frozen=True, slots=True)
class Bones:
    """Which part of the body a picture is of that names none itself: that of the broken bone named last.

    Where a text names no part of the back at all, it is of what the text does name.
    """

    whole: frozenset[str]  # parts named where no part of the back is; else none
    broken: frozenset[str] = frozenset()  # parts of which a fracture was told last

    @classmethod
    def of_text(cls, parsed: Iterable[Parsed]) -> Bones:
        """What a text as a whole names."""
        named: set[str] = set()
        for one in parsed:
            parts = _parts(one)
            if parts & BACK:
                return cls(frozenset())
            named |= parts
        return cls(frozenset(named))

    def after(self, one: Parsed) -> Bones:
        """The bones after one more sentence."""
        parts = _parts(one)
        if parts & BACK:
            return replace(self, broken=frozenset())
        if parts and any(FRACTURE in keys for keys in one.sentence.keys):
            return replace(self, broken=parts)
        return self

    def placed(self, picture: Picture | None, one: Parsed) -> Picture | None:
        """A picture of the part of the body that was named for it."""
        parts, named = self.broken or self.whole, _parts(one)
        if picture is not None and picture.hip_or_leg and named & BACK:
            return replace(picture, hip_or_leg=False)
        if picture is None or not parts or named:
            return picture
        if parts <= LIMB:
            return replace(picture, hip_or_leg=True)
        return replace(picture, elsewhere=True) if parts <= ELSEWHERE | LIMB else picture


def _parts(one: Parsed) -> frozenset[str]:
    """The parts of the body that a sentence names; a level of the spine is of the back."""
    named = {str(cue.row.value) for cue in one.of("region")}
    return frozenset(named | {"back"} if levels(one) else named)


def picture_of(parsed: Parsed, before: Picture | None, before_section: str, within: Collection[str]) -> Picture | None:
    """The picture that a sentence speaks of, given that of the sentence before and the section it stood in.

    `within` are the kinds of section that speak of the one picture of a report; none where the text is no report.
    """
    section = parsed.sentence.section
    cues = [cue for cue in parsed.of("picture") if not _is_compared(cue, parsed, of_report=bool(within))]
    named = tuple(dict.fromkeys(str(cue.row.value) for cue in cues))
    regions = {cue.row.value for cue in parsed.of("region")}
    plain = {cue.row.value for cue in parsed.of("region") if VAGUE.isdisjoint(parsed.sentence.keys[cue.start])}
    elsewhere = bool(regions & ELSEWHERE) and not regions & SPINAL
    elsewhere |= "neck" in plain and not plain & SPINAL
    hip_or_leg = bool(regions & LIMB) and not regions & (SPINAL - LIMB)
    if named:
        return Picture(named, elsewhere, hip_or_leg)
    carried = before is not None and section.kind == before_section
    if section.kind == "picture" or section.kind in within:
        if before is not None and (carried or within):
            return before
        return Picture((), elsewhere, hip_or_leg)
    first = parsed.sentence.keys[0] if parsed.sentence.keys else ("",)
    if carried and (first[0] in REFERS or first[0] in GOES_ON or LEVEL in first):
        return before
    return None


def _is_compared(cue: Cue, parsed: Parsed, *, of_report: bool) -> bool:
    """Whether a picture is only the one that is compared with: "new since the previous film", "no films to compare"."""
    keys = parsed.sentence.keys
    ahead = {key for at in range(max(0, cue.start - AHEAD), cue.start) for key in keys[at]}
    behind = {key for at in range(cue.stop, min(cue.stop + AHEAD, len(keys))) for key in keys[at]}
    if COMPARED & ahead or ("for" in behind and COMPARED & behind):
        return True
    return of_report and bool(EARLIER & ahead or ELSEWHERE_TAKEN & behind)


def shows(finding: str, mention: Mention, parsed: Parsed, picture: Picture | None) -> bool:
    """Whether a finding of a picture may be read from a mention: the right kind of picture, of the right place."""
    if picture is None or picture.elsewhere or (picture.hip_or_leg and HIP not in finding):
        return False
    named = levels(parsed)
    if named and min(named, key=lambda one: abs(one[0] - mention.start))[1].startswith("c"):
        return False
    kind = finding.partition("_")[0]
    fits = [kind] if kind in ("mri", "ct", "xray") else list(mention.row.where)
    if picture.kinds:
        if kind == "xray" and "ct" in picture.kinds and not any(one.startswith("ct_") for one in mention.row.findings):
            return True  # what a plain film shows of bone, a CT shows too
        return any(word in picture.kinds for word in fits)
    rivals = {other.partition("_")[0] for other in mention.findings}
    first = next((word for word in UNNAMED if word in rivals or word in fits), None)
    return first is not None and first in fits
