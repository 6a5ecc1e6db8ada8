"""A clinic note, a report, a talk or a person's own words as findings: every stage once, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from multifidus.findings.notes.attributes import levels
from multifidus.findings.notes.context import Standing
from multifidus.findings.notes.gather import gathered
from multifidus.findings.notes.lexicon import Lexicon, lexicon_of
from multifidus.findings.notes.mentions import Parsed, parse
from multifidus.findings.notes.numbers import Measured, durations, measured
from multifidus.findings.notes.person import Told, ages, sexes
from multifidus.findings.notes.pictures import Picture, picture_of
from multifidus.findings.notes.sections import Section, sections
from multifidus.findings.notes.sentences import sentences
from multifidus.findings.notes.statements import Statement, statements
from multifidus.findings.notes.strength import Strength, strengths
from multifidus.findings.notes.talk import answers
from multifidus.findings.notes.unread import told_unread
from multifidus.knowledge import Knowledge
from multifidus.terms import Finding, Findings, Setting, Side

COMPLAINT_GROUPS = frozenset({"spasm", "legs_and_nerves", "movement_tests", "nerve_tests", "strength", "joint_tests", "ct", "mri"})
COMPLAINTS = frozenset({
    "back_pain_present", "midline_back_pain", "thoracic_pain", "pain_over_sacroiliac_joint", "gluteal_pain",
    "thigh_pain", "flank_pain", "renal_colic_pain", "morning_stiffness", "inflammatory_back_pain",
    "saddle_numbness", "clinician_suspects_cauda_equina", "any_single_ces_red_flag", "groin_pain", "acute_low_back_pain", "xray_fracture", "xray_spondylolisthesis",
    "xray_disc_space_narrowing", "xray_osteophytes", "xray_facet_osteoarthritis", "xray_sacroiliitis", "xray_hip_osteoarthritis",
    "recent_spinal_procedure", "cva_tenderness", "renal_ultrasound_stone",
})  # fmt: skip
NO_COMPLAINT = frozenset({"diagnosed_visceral_other", "diagnosed_peripheral_artery_disease", "diagnosed_aortic_aneurysm", "gait_difficulty", "hand_clumsiness", "romberg_abnormal", "wide_based_gait", "neurological_deficit", "leg_paralysis", "upper_motor_neurone_signs", "babinski_positive", "vibration_deficit"})  # fmt: skip
WEAKNESS = {"mrc": "motor_weakness_leg", "low": "mrc_3_or_less"}
HERNIATIONS = frozenset({"mri_disc_herniation", "mri_disc_protrusion", "mri_disc_extrusion", "mri_disc_sequestration", "ct_disc_herniation", "diagnosed_disc_herniation"})  # fmt: skip
HERNIATION_AT = {"l5/s1": "herniation_level_l5_s1", "l4/l5": "herniation_level_l4_l5", "l3/l4": "herniation_level_l2_l4", "l2/l3": "herniation_level_l2_l4"}  # fmt: skip


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
    stated = [*_stated(parsed, parts, lexicon), *answers(parsed)]
    stated += list(_herniation_levels(stated))
    numbers, impossible = _numbers(parsed, lexicon, text)
    findings = [*gathered(stated, text, lexicon), *numbers]
    findings = _person_settled(findings, parsed, text)
    return Reading(
        findings=Findings(findings),
        setting=_setting(parsed, parts),
        concerns_back=_concerns_back(findings, lexicon),
        unread=told_unread(parsed, stated, findings, impossible, text),
    )


def _stated(parsed: list[Parsed], parts: list[Section], lexicon: Lexicon) -> Iterator[Statement]:
    is_report = _is_report(parts, parsed)
    picture: Picture | None = None
    section = ""
    for one in parsed:
        picture = picture_of(one, picture, section, is_report=is_report)
        section = one.sentence.section.kind
        yield from statements(one, picture, lexicon)


def _is_report(parts: list[Section], parsed: list[Parsed]) -> bool:
    """Whether the text is a report on a picture: it has findings, and no history or examination of its own."""
    kinds = {part.kind for part in parts}
    return "picture" in kinds and not kinds & {"history", "review", "medicines", "habits"}


def _herniation_levels(stated: Iterable[Statement]) -> Iterator[Statement]:
    for one in stated:
        if one.finding in HERNIATIONS and one.standing is Standing.PRESENT:
            for _, level in levels(one.parsed):
                if level in HERNIATION_AT:
                    yield replace(one, finding=HERNIATION_AT[level])


def _numbers(parsed: list[Parsed], lexicon: Lexicon, text: str) -> tuple[list[Finding], list[str]]:
    """Every number as a Finding in the unit of its measure, the last of each kept; and the impossible ones, told."""
    units = {row.id: row.unit for row in lexicon.measures.values()}
    found: dict[tuple[str, Side | None], Finding] = {}
    impossible: list[str] = []

    def put(measure: str, value: float, side: Side | None, one: Parsed, start: int, stop: int) -> None:
        row = lexicon.measures[measure]
        begin, end = one.sentence.starts[start], one.sentence.ends[stop - 1]
        if row.low <= value <= row.high:
            value = round(value, 3)
            found[measure, side] = Finding(measure, value, side, "note", quote=text[begin:end], start=begin, end=end)
        else:
            impossible.append(
                f"{row.label} of {value:g} {row.unit} is impossible (it lies between {row.low:g} and {row.high:g}): "
                f'"{text[begin:end]}"'
            )

    for one in parsed:
        for number in measured(one, units):
            put(number.measure, number.value, None, number.parsed, number.start, number.stop)
        for strength in strengths(one, _heading_side(one)):
            for measure, value in _graded(strength):
                if measure in lexicon.measures:
                    put(measure, value, strength.side, one, strength.start, strength.stop)
                elif value <= 5:
                    begin, end = one.sentence.starts[strength.start], one.sentence.ends[strength.stop - 1]
                    present = measure == WEAKNESS["low"] or value < 5
                    key = (measure, None)
                    if present or key not in found:
                        found[key] = Finding(measure, present, strength.side if present else None, "note", quote=text[begin:end], start=begin, end=end)  # fmt: skip
                else:
                    impossible.append(f'MRC grade {value:g} is impossible (grades run from 0 to 5): "{one.sentence.text(text)[:200]}"')
    age = max((told for one in parsed for told in ages(one)), key=lambda told: told.weight, default=None)
    if age is not None:
        put("age", float(age.value), None, age.parsed, age.start, age.stop)
    lasting = _duration(parsed)
    if lasting is not None:
        one, weeks, start, stop = lasting
        put("duration_weeks", weeks, None, one, start, stop)
        if weeks <= 1:
            put("duration_hours", weeks * 168, None, one, start, stop)
    return list(found.values()), impossible


def _graded(strength: Strength) -> Iterator[tuple[str, float]]:
    if strength.measure is not None:
        yield strength.measure, strength.value
        return
    yield WEAKNESS["mrc"], strength.value
    if strength.value <= 3:
        yield WEAKNESS["low"], strength.value


def _heading_side(parsed: Parsed) -> Side | None:
    words = parsed.sentence.section.name.lower().split()
    sides: tuple[Side, Side] = ("left", "right")
    return next((side for side in sides if side in words), None)


def _duration(parsed: list[Parsed]) -> tuple[Parsed, float, int, int] | None:
    """How long the complaint has lasted: the first length of time beside a complaint or its beginning."""
    for one in parsed:
        if one.sentence.section.kind not in ("complaint", "history", "other", "told", "review", "stated", "indication"):
            continue
        if one.sentence.asks or one.of("family"):
            continue
        complaint = any(set(mention.row.findings) & COMPLAINTS for mention in one.mentions)
        begins = any(one.sentence.has(at, word) for at in range(len(one.sentence)) for word in ("onset", "symptom", "begin", "start"))
        if complaint or (begins and any(one.sentence.has(at, "pain") for at in range(len(one.sentence)))):
            for weeks, start, stop in durations(one):
                if not any(cue.start < start and start - cue.stop <= 6 for cue in one.of("past")):
                    return one, weeks, start, stop
    return None


def _person_settled(findings: list[Finding], parsed: list[Parsed], text: str) -> list[Finding]:
    """The findings with the sex of the person, the surest hint of all deciding."""
    age = next((told for one in parsed for told in ages(one) if told.weight == 3), None)
    hints = [hint for one in parsed for hint in sexes(one, age=age)]
    if hints and not any(finding.id in ("male", "female") for finding in findings):
        surest = max(hint.weight for hint in hints)
        votes = [hint for hint in hints if hint.weight == surest]
        women = sum(hint.finding == "female" for hint in votes)
        sex = "female" if women * 2 > len(votes) else "male" if women * 2 < len(votes) else votes[0].finding
        hint = next(hint for hint in votes if hint.finding == sex)
        start, end = hint.parsed.sentence.starts[hint.start], hint.parsed.sentence.ends[hint.stop - 1]
        return [*findings, Finding(sex, True, None, "note", quote=text[start:end], start=start, end=end)]
    return findings


def _setting(parsed: list[Parsed], parts: list[Section]) -> Setting | None:
    named = [str(cue.row.value) for one in parsed for cue in one.of("setting") if one.sentence.section.kind not in ("plan", "ignored")]
    if "emergency" in named:
        return "emergency"
    kinds = {part.kind for part in parts}
    if "secondary" in named or "procedure" in kinds or _is_report(parts, parsed):
        return "secondary"
    return None


def _concerns_back(findings: list[Finding], lexicon: Lexicon) -> bool:
    """Whether back or legs are complained of: something of theirs is there, not only denied or asked about."""
    return any(
        finding.value is True
        and finding.id not in NO_COMPLAINT
        and (finding.id in COMPLAINTS or lexicon.vocabulary[finding.id].group in COMPLAINT_GROUPS or finding.id.startswith("diagnosed_"))
        for finding in findings
        if finding.id in lexicon.vocabulary
    )
