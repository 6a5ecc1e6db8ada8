"""A clinic note, a report, a talk or a person's own words as findings: every stage once, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from multifidus.findings.notes.attributes import levels
from multifidus.findings.notes.complaint import concerns_back, is_report, setting_of
from multifidus.findings.notes.context import Standing
from multifidus.findings.notes.gather import gathered
from multifidus.findings.notes.lexicon import Lexicon, lexicon_of
from multifidus.findings.notes.measures import numbers_of
from multifidus.findings.notes.mentions import Parsed, parse
from multifidus.findings.notes.person import sex_of
from multifidus.findings.notes.pictures import Picture, picture_of
from multifidus.findings.notes.sections import Section, sections
from multifidus.findings.notes.sentences import sentences
from multifidus.findings.notes.statements import Statement, statements
from multifidus.findings.notes.talk import answers
from multifidus.findings.notes.unread import told_unread
from multifidus.knowledge import Knowledge
from multifidus.terms import Findings, Setting

HERNIATIONS = frozenset({
    "mri_disc_herniation", "mri_disc_protrusion", "mri_disc_extrusion", "mri_disc_sequestration", "ct_disc_herniation",
    "diagnosed_disc_herniation",
})  # fmt: skip
HERNIATION_AT = {
    "l5/s1": "herniation_level_l5_s1",
    "l4/l5": "herniation_level_l4_l5",
    "l3/l4": "herniation_level_l2_l4",
    "l2/l3": "herniation_level_l2_l4",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text tells: findings with their words, where the person was seen, and what could not be used."""

    findings: Findings
    setting: Setting | None = None
    concerns_back: bool = True
    unread: tuple[str, ...] = ()


def read_note(text: str, knowledge: Knowledge) -> Reading:
    """The findings of a text, each with the words it was read from and their place in the text as given.

    Whatever the text is, something is returned; what concerns the back and could not be used is told in `unread`.
    """
    lexicon = lexicon_of(knowledge)
    parts = sections(text, lexicon)
    parsed = [parse(sentence, lexicon) for sentence in sentences(text, parts, lexicon)]
    stated = [*_stated(parsed, parts, lexicon), *answers(parsed, lexicon)]
    stated += list(_herniation_levels(stated))
    numbers = numbers_of(parsed, text, lexicon)
    findings = [*gathered(stated, text), *numbers.found.values()]
    if not any(finding.id in ("male", "female") for finding in findings):
        findings += sex_of(parsed, text)
    return Reading(
        findings=Findings(findings),
        setting=setting_of(parsed, parts),
        concerns_back=concerns_back(findings, lexicon),
        unread=told_unread(parsed, stated, numbers, text),
    )


def _stated(parsed: list[Parsed], parts: list[Section], lexicon: Lexicon) -> Iterator[Statement]:
    report = is_report(parts)
    picture: Picture | None = None
    section = ""
    for one in parsed:
        picture = picture_of(one, picture, section, is_report=report)
        section = one.sentence.section.kind
        yield from statements(one, picture, lexicon)


def _herniation_levels(stated: Iterable[Statement]) -> Iterator[Statement]:
    for one in stated:
        if one.finding in HERNIATIONS and one.standing is Standing.PRESENT:
            for _, level in levels(one.parsed):
                if level in HERNIATION_AT:
                    yield replace(one, finding=HERNIATION_AT[level])
