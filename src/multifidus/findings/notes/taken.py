"""Whether a finding is taken from a mention, and how it stands then: by section, picture and kind of words."""

from __future__ import annotations

from dataclasses import dataclass

from multifidus.findings.notes.complaint import DIAGNOSED
from multifidus.findings.notes.context.standing import Standing, in_the_family, is_past_by, standing
from multifidus.findings.notes.context.times import began_with, is_over
from multifidus.findings.notes.numbers.grades import is_graded
from multifidus.findings.notes.text.bones import is_of_another_bone
from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.text.pictures import Picture, shows
from multifidus.findings.notes.text.places import (
    NARRATED,
    is_of_the_neck,
    is_placed,
)
from multifidus.findings.notes.text.seen import is_broken_now, is_of_limb, is_of_picture
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.words import YEAR

TITLE_ONLY = "procedure"  # a section whose words name what was done
CONCLUSIONS = ("assessment", "differential")
TOLD = ("history", "other", "plan", "told", "asked", "indication", "complaint", "exam", "picture", "stated")
LASTING_GROUP = "past_history"
OF_HABITS = ("about_you", "past_history")
LASTING = frozenset({
    "psoriasis", "inflammatory_bowel_disease", "anterior_uveitis", "known_aortic_aneurysm", "family_history_spa",
    "family_history_oa", "dactylitis", "known_ankylosing_spondylitis", "episode_of_low_back_pain",
})  # fmt: skip
FELT = ("history", "symptom")  # kinds of finding that only the person can tell
TROUBLES = ("pain_pattern", "legs_and_nerves", "spasm")
COPIED = "copied"  # from an earlier visit
BEGINNING = "onset"
NOW = ("complaint", "history", "other", "indication", "told", "stated", "assessment")
CALLED_BY_KIN = "family"
WEAK, BACK_PAIN = "motor_weakness_leg", "back_pain_present"
PICTURED = ("mri_", "ct_", "xray_")
OF_ANY_SPINE = frozenset({  # diagnoses that are made of the neck in the same words
    "diagnosed_disc_herniation", "diagnosed_discogenic_pain", "diagnosed_facet_joint", "diagnosed_spinal_stenosis",
    "diagnosed_spondylolisthesis", "diagnosed_spondylosis",
})  # fmt: skip
BROKEN, SUSPECTED_FRACTURE = "xray_fracture", "clinician_suspects_fracture"
CANCER_ONCE = "history_of_cancer"
PLAIN = ("other", "picture", "assessment", "exam")  # sections that may tell of a picture without a word for it
HISTORIES = ("indication", "history", "complaint", "past")
TAKEN = (Standing.PRESENT, Standing.ABSENT, Standing.DOUBTED)
ASIDE = (Standing.PAST, Standing.RESOLVED, Standing.ELSE, Standing.FEARED, Standing.PLANNED, Standing.ASKED)
GONE = (Standing.PAST, Standing.RESOLVED)
LEADS_BY, FOLLOWS_BY = 12, 6  # words between a diagnosis and what says that it is one


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence in which something is mentioned, and the picture that it speaks of, if any."""

    parsed: Parsed
    picture: Picture | None
    lexicon: Lexicon

    @property
    def kind(self) -> str:
        """The kind of its section."""
        return self.parsed.sentence.section.kind

    def lasts(self, finding: str) -> bool:
        """Whether a finding that was so once still counts: diabetes does, numbness does not."""
        if finding.startswith(DIAGNOSED):  # of the present trouble, not of an old one
            return False
        return self.lexicon.vocabulary[finding].group == LASTING_GROUP or finding in LASTING

    def is_of_the_neck(self, mention: Mention) -> bool:
        """Whether a diagnosis that may be one of the neck too is made there."""
        elsewhere = self.picture is not None and self.picture.elsewhere
        return elsewhere or is_of_the_neck(mention, self.parsed)

    def brings(self, finding: str, mention: Mention) -> bool:
        """Whether it is the trouble that the note begins with, or how that began.

        "A man with a history of back pain into the leg", "status post a fall two days ago".
        """
        group = self.lexicon.vocabulary[finding].group
        if self.kind not in NOW:
            return False
        if group == BEGINNING and began_with(mention, self.parsed):
            return is_past_by(("status", "ago", YEAR), mention, self.parsed)
        return (group in TROUBLES and is_past_by(("history",), mention, self.parsed)) or (
            group == BEGINNING and is_past_by(("status", YEAR), mention, self.parsed)
        )


def standing_in(mention: Mention, context: Context) -> Standing:
    """How a mention stands, by the cues of its sentence and the kind of its section."""
    return by_section(standing(mention, context.parsed), mention, context)


def by_section(stands: Standing, mention: Mention, context: Context) -> Standing:
    """A standing as the kind of the section allows it: what stands under "family history" is somebody else's."""
    if context.kind == "family" or context.parsed.of_another:
        return Standing.ELSE
    if context.kind == "ignored":
        return Standing.FEARED
    if context.kind == COPIED:  # what was so then is history; what was not so then may be so now
        return Standing.PAST if stands is Standing.PRESENT else Standing.UNSTATED
    if context.kind == "denied" and stands is Standing.PRESENT and mention.row.states != "absent":
        # "Denies: fever, chills"; but not "He has leg pain."
        return stands if context.parsed.of("affirmation", "pronoun") else Standing.ABSENT
    if context.kind == "differential" and stands is Standing.PRESENT:
        return Standing.DOUBTED
    return stands


def taken(finding: str, mention: Mention, stands: Standing, context: Context) -> Standing | None:
    """The standing in which a finding is taken from a mention; None when it is not taken at all."""
    states = mention.row.states
    if _is_asked(finding, mention, context) or NARRATED in mention.row.where:
        return None  # what comes of something narrated is told in another sentence
    if CALLED_BY_KIN in mention.row.where:
        return in_the_family(mention, context.parsed) if stands is Standing.ELSE else None
    stands = _as_of_now(finding, mention, stands, context)
    if stands in GONE and states == "present":
        return stands  # kept apart: an item "Syncope." of a list is then what was once
    if stands not in TAKEN or is_of_another_bone(mention, context.parsed):
        return None
    return BY_STATES.get(states, _in_words)(finding, mention, stands, context)


def _is_asked(finding: str, mention: Mention, context: Context) -> bool:
    """Whether what a doctor says of it is a question, with or without its mark: the patient answers."""
    felt = context.kind == "asked" and context.lexicon.vocabulary[finding].kind in FELT
    return felt and not _is_provoked(mention, context)


def _as_of_now(finding: str, mention: Mention, stands: Standing, context: Context) -> Standing:
    """A standing with what has lasted, is over, has gone for good, or is looked for because it is suspected."""
    states = mention.row.states
    if (stands in GONE and context.lasts(finding)) or (
        stands is Standing.PAST and (context.brings(finding, mention) or _given_up(finding, states, context))
    ):
        stands = Standing.PRESENT
    if stands is Standing.PRESENT and is_over(finding, mention, context.parsed, context.lexicon):
        return Standing.PAST
    if stands is Standing.RESOLVED and states == "present" and finding not in context.lexicon.alarming:
        return Standing.ABSENT
    if stands is Standing.PLANNED and states == "doubt":
        return Standing.DOUBTED  # "MRI to look for cauda equina compression" tells what somebody suspects
    return stands


def _of_doubt(finding: str, _mention: Mention, stands: Standing, context: Context) -> Standing | None:
    if finding == SUSPECTED_FRACTURE and is_of_limb(context.parsed):
        return None
    return _suspected(stands, context)


def _of_diagnosis(finding: str, mention: Mention, stands: Standing, context: Context) -> Standing | None:
    if finding in OF_ANY_SPINE and context.is_of_the_neck(mention):
        return None
    return stands if stands is not Standing.ABSENT and _concluded(mention, context) else None


def _of_image(finding: str, mention: Mention, stands: Standing, context: Context) -> Standing | None:
    seen = shows(finding, mention, context.parsed, context.picture)
    return stands if seen or _tells_itself(finding, mention, stands, context) else None


def _in_words(finding: str, mention: Mention, stands: Standing, context: Context) -> Standing | None:
    """What is taken of words that say it themselves, or name a test or a function."""
    if finding == CANCER_ONCE and stands is Standing.PRESENT and _is_only_seen(mention, context):
        return None
    if finding == WEAK and mention.row.states == "function" and is_graded(context.parsed):
        return None  # "strength: hip flexion 5/5", "5/5 in the left leg": its grade settles of what and on which side
    if stands is Standing.ABSENT and context.picture is not None and context.lasts(finding):
        return None  # a picture without a malignancy says nothing of what the person once had
    if stands is Standing.ABSENT and finding == BACK_PAIN and _answers_of_pain(mention, context):
        return None
    if not _belongs(finding, stands, context) or not is_placed(mention, stands, context.parsed):
        return None
    return _denying(finding, mention, stands, context) if mention.row.states == "absent" else stands


BY_STATES = {"doubt": _of_doubt, "diagnosis": _of_diagnosis, "image": _of_image}


def _tells_itself(finding: str, mention: Mention, stands: Standing, context: Context) -> bool:
    """Whether a vertebra is told to be broken now, without a word for the picture that shows it."""
    told = finding == BROKEN and stands is Standing.PRESENT and context.picture is None
    return told and context.kind in PLAIN and is_broken_now(mention, context.parsed)


def _is_only_seen(mention: Mention, context: Context) -> bool:
    """Whether a disease is only what a picture shows or may show."""
    return context.picture is not None and context.kind not in HISTORIES and is_of_picture(mention, context.parsed)


def _answers_of_pain(mention: Mention, context: Context) -> bool:
    """Whether a "no pain" of a talk names no part of the body: it answers for the part that was asked of."""
    parsed = context.parsed
    return context.kind in ("told", "asked") and len(mention.path) == 1 and not parsed.of("region")


def _given_up(finding: str, states: str, context: Context) -> bool:
    """Whether words for a habit that has ended tell when it did: "quit smoking ten years ago"."""
    return states == "absent" and context.lexicon.vocabulary[finding].group in OF_HABITS


def set_aside(mention: Mention, stands: Standing, parsed: Parsed) -> Standing | None:
    """The standing of what was understood and is no finding of the person as they are now."""
    said_plainly = mention.row.states == "present" and is_placed(mention, stands, parsed)
    return stands if stands in ASIDE and said_plainly else None


def _is_provoked(mention: Mention, context: Context) -> bool:
    """Whether a doctor tells what a test brought on: "resisted hip flexion causes pain in the groin"."""
    parsed = context.parsed
    tested = bool(parsed.of("muscle")) or any(one.row.states == "test" for one in parsed.mentions)
    return tested and any(cue.stop >= mention.start - 1 and cue.start < mention.stop for cue in parsed.of("positive"))


def _suspected(stands: Standing, context: Context) -> Standing | None:
    if stands is Standing.PRESENT or (context.kind == "plan" and not context.parsed.of("doubt")):
        return None
    return Standing.PRESENT if stands is Standing.DOUBTED else Standing.ABSENT


def _belongs(finding: str, stands: Standing, context: Context) -> bool:
    """Whether the section tells how the person is now, or the finding lasts."""
    if context.kind in ("plan", TITLE_ONLY):
        return False
    if context.lasts(finding):
        return True
    if context.lexicon.vocabulary[finding].group in OF_HABITS:
        return True
    return context.kind not in ("habits", "medicines") and not (context.kind == "past" and stands is Standing.PRESENT)


def _denying(finding: str, mention: Mention, stands: Standing, context: Context) -> Standing | None:
    """What words that deny say when they are denied or doubted in turn."""
    if finding.startswith(PICTURED) and not shows(finding, mention, context.parsed, context.picture):
        return None  # "vertebral heights are kept" denies what the picture at hand could have shown, no more
    return {Standing.PRESENT: Standing.ABSENT, Standing.ABSENT: None}.get(stands, stands)


def _concluded(mention: Mention, context: Context) -> bool:
    """Whether a diagnosis is concluded here, not only told of the past."""
    kind, of_procedure = context.kind, "procedure" in mention.row.where
    if kind in CONCLUSIONS:
        return True
    if kind == TITLE_ONLY or of_procedure:
        return kind == TITLE_ONLY and of_procedure
    if kind == "indication":
        return True
    return kind in TOLD and any(_leads(cue, mention) for cue in context.parsed.of("diagnosed"))


def _leads(cue: Cue, mention: Mention) -> bool:
    if cue.row.direction == "backward":
        return cue.start >= mention.stop and cue.start - mention.stop <= FOLLOWS_BY
    return cue.stop <= mention.start and mention.start - cue.stop <= LEADS_BY
