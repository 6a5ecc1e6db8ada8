"""What was said and found of a person, in the fewest words: who it is, what is there, what is denied or normal."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.doors.spoken import Voice, as_told
from multifidus.doors.spoken.causes import weight
from multifidus.knowledge.rows import TestRow
from multifidus.terms import Assessment, Finding, Known

PERSON = ("age", "male", "female", "duration_weeks", "duration_hours")  # told in the first line
STRENGTH = "mrc_"
FULL_STRENGTH = 5.0
FREE = ("question", "bedside", "strength")  # kinds of test that need no machine
NOT_SIGNS = "clinician's diagnosis"  # an opinion is none of the things to go and look at


def briefly(finding: Finding, voice: Voice) -> str:
    """A finding in the words of a letter: a strength as a clinician writes it."""
    if not finding.id.startswith(STRENGTH) or isinstance(finding.value, bool):
        return as_told(finding, voice)
    return f"strength {finding.value:g}/5 in {_muscle(finding, voice)}"


def who(assessment: Assessment, voice: Voice) -> str:
    """The person in a few words: sex, age, and for how long it has hurt; empty where nothing of it is known."""
    known = assessment.known
    sex = "woman" if known.present("female") else "man" if known.present("male") else ""
    age = known.findings.number("age")
    person = " of ".join(
        part for part in (sex or ("person" if age is not None else ""), f"{age:g}" if age else "") if part
    )
    weeks = known.findings.get("duration_weeks")
    lasting = as_told(weeks, voice).rpartition(": ")[2] if weeks and not isinstance(weeks.value, bool) else ""
    told = (
        f"{person}; pain for {lasting}" if person and lasting else person or (f"pain for {lasting}" if lasting else "")
    )
    return told[:1].upper() + told[1:]


def present(assessment: Assessment, voice: Voice) -> list[str]:
    """What is there, what the alarms and the leading cause rest on first."""
    return [briefly(one, voice) for one in _by_weight(assessment) if not _is_normal(one)]


def absent(assessment: Assessment, voice: Voice) -> list[str]:
    """What was asked or looked for and is not there."""
    return [as_told(one, voice).removeprefix("any ") for one in _by_weight(assessment) if one.value is False]


def full_strength(assessment: Assessment, voice: Voice) -> list[str]:
    """The movements that were tested and are as strong as they should be."""
    return [_muscle(one, voice) for one in _by_weight(assessment) if one.value is not False and _is_normal(one)]


def not_known(assessment: Assessment, voice: Voice) -> list[str]:
    """What nobody has asked or examined yet, needs no machine, and would tell most; safety questions stand apart."""
    kinds = {test.id: test.kind for test in voice.knowledge.rows(TestRow)}
    asked_first = set(assessment.ask_first)
    would_tell = [
        voice.finding(test.findings[0])
        for test in assessment.next_tests
        if kinds[test.test] in FREE and test.findings[0] not in asked_first
    ]
    return [told for told in dict.fromkeys(would_tell) if not told.startswith(NOT_SIGNS)]


def said(known: Known) -> Iterator[Finding]:
    """The findings that were said or measured themselves, but for age, sex and duration."""
    for finding in known.findings.all():
        if not finding.source.startswith("follows from") and finding.id not in PERSON:
            yield finding


def _by_weight(assessment: Assessment) -> list[Finding]:
    alarmed = {finding for alarm in assessment.alarms for finding in alarm.findings}
    leading = assessment.beliefs.causes[0].why if assessment.beliefs else ()
    weights = {shift.finding: abs(weight(shift)) for shift in leading}
    return sorted(said(assessment.known), key=lambda one: (one.id not in alarmed, -weights.get(one.id, 0.0)))


def _is_normal(finding: Finding) -> bool:
    full = finding.id.startswith(STRENGTH) and finding.value is not True and finding.value == FULL_STRENGTH
    return finding.value is False or full


def _muscle(finding: Finding, voice: Voice) -> str:
    """The movement of a strength test with its side."""
    movement = voice.finding(finding.id).removeprefix("strength of ").removesuffix(" on the MRC scale")
    return f"{movement} ({finding.side})" if finding.side else movement
