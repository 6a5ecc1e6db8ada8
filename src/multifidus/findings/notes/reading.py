"""A clinic note, a report, a talk or a person's own words as findings: every stage once, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from multifidus.findings.closure import passes
from multifidus.findings.notes.complaint import concerns_back, setting_of
from multifidus.findings.notes.context.interjections import without_interjections
from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.context.times import as_of
from multifidus.findings.notes.context.whose import of_whom
from multifidus.findings.notes.deciding import decided
from multifidus.findings.notes.language import is_german
from multifidus.findings.notes.numbers.measures import Numbers, numbers_of
from multifidus.findings.notes.passages import Passage, passages
from multifidus.findings.notes.person import sex_of
from multifidus.findings.notes.report.grid import Grid, grid_of
from multifidus.findings.notes.report.held import held_to_grid
from multifidus.findings.notes.report.to_findings import with_grid
from multifidus.findings.notes.statements import Statement, statements
from multifidus.findings.notes.talk.examined import examined
from multifidus.findings.notes.talk.stated import without_stated
from multifidus.findings.notes.talk.talk import answers
from multifidus.findings.notes.text.attributes import levels
from multifidus.findings.notes.text.bones import without_other_bones
from multifidus.findings.notes.text.lists import with_lists
from multifidus.findings.notes.text.mentions import Parsed, parse
from multifidus.findings.notes.text.pictures import pictures_of
from multifidus.findings.notes.text.sections import Section, sections
from multifidus.findings.notes.text.sentences import sentences
from multifidus.findings.notes.text.titles import opened, pictured_in
from multifidus.findings.notes.unread import unread
from multifidus.findings.notes.wording.lexicon import Lexicon, lexicon_of
from multifidus.knowledge import Knowledge
from multifidus.terms import Finding, Findings, Setting, Unread

SEXES = ("male", "female")
FEVERS = ("fever", "infection_signs", "septic_signs")
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


OTHER_LANGUAGE = "not in English, and only English is read"


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text tells: findings with their words, where the person was seen, and what could not be used."""

    findings: Findings
    setting: Setting | None = None
    concerns_back: bool = True
    unread: tuple[Unread, ...] = ()
    passages: tuple[Passage, ...] = ()  # every place from which something was understood, in the order of the text
    grid: Grid = field(default_factory=Grid)  # what is told of pictures of the spine, by level


def read_note(text: str, knowledge: Knowledge) -> Understood:
    """The findings of a text, each with the words it was read from and their place in the text as given.

    Whatever the text is, something is returned; what concerns the back and could not be used is told in `unread`. A
    German text is told there as a whole: its "kein Diabetes" would be read as diabetes, and its "man" as a man.
    """
    if is_german(text):
        whole = Unread(OTHER_LANGUAGE, text.strip(), *_span(text))
        return replace(read_note("", knowledge), unread=(whole,))
    lexicon = as_of(text, lexicon_of(knowledge))
    parts, parsed = parsed_of(text, lexicon)
    grid = grid_of(parsed, parts, lexicon, text)
    stated = [
        *held_to_grid(_stated(parsed, parts, lexicon), grid, lexicon),
        *answers(parsed, lexicon),
        *examined(parsed, lexicon),
    ]
    stated += list(_herniation_levels(stated))
    numbers = numbers_of(parsed, text, lexicon)
    stated = _beside_a_fever(stated, numbers, lexicon)
    findings = [*with_grid(decided(stated, text, lexicon), grid, lexicon), *numbers.found.values()]
    if not any(finding.id in SEXES for finding in findings):
        findings += sex_of(parsed, text)
    findings, theirs = _of_that_sex(findings, lexicon)
    return Understood(
        findings=Findings(findings),
        setting=setting_of(parsed, parts),
        concerns_back=concerns_back(findings, parsed, lexicon),
        unread=(*theirs, *unread(parsed, stated, numbers, grid.places(), text)),
        passages=passages(stated, _unstated(findings, stated), text),
        grid=grid,
    )


def _span(text: str) -> tuple[int, int]:
    """Where a text begins and ends, without the blanks around it."""
    start = len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def parsed_of(text: str, lexicon: Lexicon) -> tuple[list[Section], list[Parsed]]:
    """A text in its sections, and its sentences with what they mention."""
    parts = sections(text, lexicon)
    parsed = _parsed_in(parts, text, lexicon)
    again = opened(parts, parsed, text)
    if len(again) == len(parts):
        return parts, without_other_bones(of_whom(parsed))
    return again, without_other_bones(of_whom(_parsed_in(again, text, lexicon)))


def _parsed_in(parts: list[Section], text: str, lexicon: Lexicon) -> list[Parsed]:
    return [
        with_lists(without_stated(without_interjections(parse(sentence, lexicon))))
        for sentence in sentences(text, parts, lexicon)
    ]


def _stated(parsed: list[Parsed], parts: list[Section], lexicon: Lexicon) -> Iterator[Statement]:
    for one, picture in pictures_of(parsed, pictured_in(parts, parsed)):
        yield from statements(one, picture, lexicon)


def _herniation_levels(stated: Iterable[Statement]) -> Iterator[Statement]:
    for one in stated:
        if one.finding in HERNIATIONS and one.standing is Standing.PRESENT:
            for _, level in levels(one.parsed):
                if level in HERNIATION_AT:
                    yield replace(one, finding=HERNIATION_AT[level])


def _beside_a_fever(stated: Sequence[Statement], numbers: Numbers, lexicon: Lexicon) -> list[Statement]:
    """The statements without what counts only beside a fever where there is none, and no denial of one measured."""
    told = any(one.finding in FEVERS and one.standing is Standing.PRESENT and not one.feverish for one in stated)
    measured = numbers.found.get(("temperature_c", None))
    hot = measured is not None and passes(float(measured.value), lexicon.vocabulary["fever"].values) is True
    if hot:  # "vital signs normal, temperature 38.9"
        stated = [one for one in stated if one.finding not in FEVERS or one.standing is not Standing.ABSENT]
    return [one for one in stated if told or hot or not one.feverish]


def _unstated(findings: Iterable[Finding], stated: Iterable[Statement]) -> list[Finding]:
    """The findings that no statement is behind: numbers and what is told by them."""
    ids = {one.finding for one in stated}
    return [finding for finding in findings if finding.id not in ids]


def _of_that_sex(findings: Sequence[Finding], lexicon: Lexicon) -> tuple[list[Finding], list[Unread]]:
    """The findings that the sex of the person allows, and those that it does not."""
    sex = next((finding.id for finding in findings if finding.id in SEXES and finding.value is True), None)
    other = {"male": "female", "female": "male"}.get(sex or "")
    kept: list[Finding] = []
    theirs: list[Unread] = []
    for finding in findings:
        if other and finding.value is True and other in _implied(finding.id, lexicon):
            start, end = finding.start or 0, finding.end or 0
            theirs.append(Unread(f"not taken, as the person is {sex}", finding.quote or "", start, end))
        else:
            kept.append(finding)
    return kept, theirs


def _implied(finding: str, lexicon: Lexicon) -> frozenset[str]:
    """A finding with all that it implies, at any distance."""
    todo, seen = [finding], {finding}
    while todo:
        row = lexicon.vocabulary.get(todo.pop())
        for word in row.implies if row else ():
            if not word.startswith("!") and word not in seen:
                seen.add(word)
                todo.append(word)
    return frozenset(seen)
