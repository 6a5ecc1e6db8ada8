"""Whether a text complains of back or legs at all, and where the person was seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from multifidus.findings.notes.text.attributes import levels
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.text.sections import Section
from multifidus.findings.notes.text.titles import is_report
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.terms import Finding, Setting

GROUPS = frozenset({
    "spasm", "legs_and_nerves", "movement_tests", "nerve_tests", "strength", "joint_tests", "ct", "mri",
})  # fmt: skip
COMPLAINTS = frozenset({
    "back_pain_present", "midline_back_pain", "thoracic_pain", "pain_over_sacroiliac_joint", "gluteal_pain",
    "thigh_pain", "flank_pain", "renal_colic_pain", "morning_stiffness", "inflammatory_back_pain", "saddle_numbness",
    "clinician_suspects_cauda_equina", "any_single_ces_red_flag", "groin_pain", "acute_low_back_pain",
    "xray_fracture", "xray_spondylolisthesis", "xray_disc_space_narrowing", "xray_osteophytes",
    "xray_facet_osteoarthritis", "xray_sacroiliitis", "xray_hip_osteoarthritis", "recent_spinal_procedure",
    "cva_tenderness", "renal_ultrasound_stone",
})  # fmt: skip
DIAGNOSED = "diagnosed_"
NO_COMPLAINT = frozenset({  # what brings people with other troubles than the back's
    "diagnosed_visceral_other", "diagnosed_peripheral_artery_disease", "diagnosed_aortic_aneurysm", "gait_difficulty",
    "hand_clumsiness", "romberg_abnormal", "wide_based_gait", "neurological_deficit", "leg_paralysis",
    "upper_motor_neurone_signs", "babinski_positive", "vibration_deficit",
})  # fmt: skip
NOT_SO = ("negation", "family", "hypothetical", "past", "resolved")
NOT_NOW = frozenset({"copied", "family", "past", "ignored", "plan", "medicines", "habits"})
PAIN = frozenset({"pain", "hurt", "ach", "agony", "spasm", "kill"})
OWNERS = ("my", "his", "her", "the", "their", "your", "low", "lower", "mid", "upper")
OPENING = 2  # sentences in which a report says what was pictured


def concerns_back(findings: Iterable[Finding], parsed: Sequence[Parsed], lexicon: Lexicon) -> bool:
    """Whether something of back or legs is there, not only denied or asked about.

    A pain in the back whose words were not understood, or a picture of the spine with nothing read from it, concerns
    the back all the same: whoever has one must not be told that there is no complaint.
    """
    if any(_complains(finding, lexicon) for finding in findings if finding.value is True):
        return True
    return (
        any(_pain_in_back(one) or _names_own_back(one) for one in parsed)
        or any(_pictures_spine(one) for one in parsed[:OPENING])
        or any(name.startswith("l") for one in parsed if not one.of(*NOT_SO) for _, name in levels(one))
    )


def _names_own_back(one: Parsed) -> bool:
    """Whether somebody speaks of "my back"; who has no trouble with it seldom does."""
    if one.of(*NOT_SO):
        return False
    return any(one.sentence.has(at, "my") and one.sentence.has(at + 1, "back") for at in range(len(one.sentence)))


def _pain_in_back(one: Parsed) -> bool:
    if one.sentence.section.kind in NOT_NOW or one.of(*NOT_SO):
        return False
    sentence = one.sentence
    if not any(not PAIN.isdisjoint(keys) for keys in sentence.keys):
        return False
    return any(
        cue.row.value == "back" and (not sentence.has(cue.start, "back") or _of_somebody(one, cue.start))
        for cue in one.of("region")
    )


def _of_somebody(one: Parsed, at: int) -> bool:
    """Whether "back" is a part of the body here: "came back" and "back to work" are none."""
    return any(one.sentence.has(at - 1, word) for word in OWNERS) or one.sentence.has(at + 1, "pain")


def _pictures_spine(one: Parsed) -> bool:
    return bool(one.of("picture")) and any(cue.row.value == "back" for cue in one.of("region"))


def _complains(finding: Finding, lexicon: Lexicon) -> bool:
    if finding.id in NO_COMPLAINT or finding.id not in lexicon.vocabulary:
        return False
    group = lexicon.vocabulary[finding.id].group
    return group in GROUPS or finding.id in COMPLAINTS or finding.id.startswith(DIAGNOSED)


def setting_of(parsed: Sequence[Parsed], parts: Sequence[Section]) -> Setting | None:
    """Where the person was seen, as far as the text tells it."""
    named = {
        str(cue.row.value)
        for one in parsed
        for cue in one.of("setting")
        if one.sentence.section.kind not in ("plan", "ignored")
    }
    if "emergency" in named:
        return "emergency"
    if "secondary" in named or any(part.kind == "procedure" for part in parts) or is_report(parts, parsed):
        return "secondary"
    return None
