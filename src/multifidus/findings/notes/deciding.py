"""From many statements to one answer for each finding: who wins where a text says two things."""

from __future__ import annotations

from collections.abc import Iterable

from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.statements import Statement
from multifidus.findings.notes.taken import FELT, GONE
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.suspicions import SUSPICIONS
from multifidus.terms import Finding, Side

OF_WEAK_BONE, OF_INJURY = "diagnosed_fracture_osteoporotic", "diagnosed_fracture_traumatic"


def decided(statements: Iterable[Statement], text: str, lexicon: Lexicon) -> list[Finding]:
    """One Finding for each id, in the order of the vocabulary's first mention.

    What is said to be there anywhere beats a denial elsewhere, the more careful way: a review of systems copied
    forward denies what the history of today tells. What somebody looked at is taken as seen last.
    """
    by_id: dict[str, list[Statement]] = {}
    for statement in statements:
        by_id.setdefault(statement.finding, []).append(statement)
    found: dict[str, Finding] = {}
    for finding, told in by_id.items():
        present = [one for one in told if one.standing is Standing.PRESENT]
        if any(one.standing in GONE for one in told) and all(_is_title(one) for one in present):
            present = []  # "Syncope. She had an episode last year."
        chosen = present or _denied([one for one in told if one.standing is Standing.ABSENT], lexicon)
        if chosen:
            first = next((one for one in chosen if one.side), chosen[0])
            found[finding] = _finding(finding, bool(present), _side(present), first, text)
    for suspicion, pictures in SUSPICIONS.items():
        clear = any(picture in found and not found[picture].present for picture in pictures)
        if clear and _holds(found, suspicion):
            del found[suspicion]
    if _holds(found, OF_WEAK_BONE) and not _holds(found, "any_injury") and not _holds(found, "trauma"):
        found.pop(OF_INJURY, None)  # "L1 fracture" alone does not tell of which kind it is
    one_leg = found.get("unilateral_leg_pain")
    if one_leg and one_leg.present and (one_leg.side == "both" or _holds(found, "bilateral_leg_pain")):
        del found["unilateral_leg_pain"]
        found.setdefault("bilateral_leg_pain", _renamed(one_leg, "bilateral_leg_pain"))
    if one_leg and not one_leg.present and not one_leg.side:  # "no leg pain" means both
        found.setdefault("bilateral_leg_pain", _renamed(one_leg, "bilateral_leg_pain"))
    both_legs, below = found.get("bilateral_leg_pain"), found.get("pain_below_buttocks")
    if both_legs and below and not both_legs.present and not below.present:
        found.setdefault("unilateral_leg_pain", _renamed(both_legs, "unilateral_leg_pain"))
    if "female" in found and "male" in found:
        del found["female"], found["male"]
    return list(found.values())


def _is_title(told: Statement) -> bool:
    return len(told.parsed.sentence) <= told.stop - told.start + 1


def _denied(told: list[Statement], lexicon: Lexicon) -> list[Statement]:
    """The denials that count: of what is felt on one side alone, "no pain in the right leg" says little."""
    if not told or lexicon.vocabulary[told[0].finding].kind not in FELT:
        return told
    sides = {one.side for one in told}
    return told if sides & {None, "both"} or {"left", "right"} <= sides else []


def _holds(found: dict[str, Finding], finding: str) -> bool:
    return finding in found and found[finding].present


def _side(present: list[Statement]) -> Side | None:
    sides = {one.side for one in present if one.side}
    if not sides:
        return None
    return "both" if len(sides) > 1 else sides.pop()


def _finding(finding: str, value: bool, side: Side | None, told: Statement, text: str) -> Finding:
    sentence = told.parsed.sentence
    start, end = sentence.starts[told.start], sentence.ends[told.stop - 1]
    return Finding(finding, value, side if value else None, "note", quote=text[start:end], start=start, end=end)


def _renamed(one: Finding, finding: str) -> Finding:
    return Finding(finding, one.value, None, one.source, one.when, one.quote, one.start, one.end)
