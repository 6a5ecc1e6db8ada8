"""What a word on one finding does to words on others: a number to its thresholds, a yes to what it rules out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from multifidus.findings.gathering.holding import AGE, Rules
from multifidus.findings.gathering.said import Said, covers, heard_against, knows
from multifidus.findings.gathering.tally import Tally
from multifidus.findings.suspicions import SUSPICIONS

Words = Mapping[str, Sequence[Said]]


def settle_thresholds(rules: Rules, tally: Tally) -> None:
    """Takes back a number or a word that hangs on it where two readings disagree: of two moments the older one.

    A finding that several numbers settle (a weak muscle somewhere) is not taken back by one of them.
    """
    for number in sorted(tally.numbers):
        for finding in sorted(rules.alone.get(number, frozenset({number}))):
            if number in tally.numbers and finding in tally.words:
                _number_or_word(number, finding, rules, tally)


def _number_or_word(number: str, finding: str, rules: Rules, tally: Tally) -> None:
    word, numbers = tally.words[finding][0], tally.numbers[number]
    today = _settled(finding, numbers, rules, days_ago=0.0)
    if today in (None, word.finding.present) or any(one.reading is word.reading for one in numbers):
        return
    newest = min(numbers, key=lambda one: one.ago)
    label = rules.logic.label(finding)
    if newest.ago >= word.ago and _settled(finding, numbers, rules, days_ago=word.ago) is word.finding.present:
        tally.drop_word(finding, f"{rules.logic.label(number)} has grown past it")
        return
    said = "there" if word.finding.present else "denied"
    between = f"{label}: {said} in the {word.where}, {newest.finding.value:g} in the {newest.where}"
    if number != AGE and _word_wins(word, newest, numbers, rules):  # years say more than "over 50"
        tally.drop_number(number, f"{label} was {said} since")
        tally.tell(word, newest, f"{between}; the word was taken")
    else:
        tally.drop_word(finding, f"{rules.logic.label(number)} was measured")
        tally.tell(newest, word, f"{between}; the number was taken")


def _settled(finding: str, numbers: Sequence[Said], rules: Rules, *, days_ago: float) -> bool | None:
    """What the numbers, as they were some days ago, say of a finding: there on either side is there."""
    settled = {rules.settles(rules.grown(one.finding, one.ago - days_ago)).get(finding) for one in numbers}
    return True if True in settled else False if False in settled else None


def _word_wins(word: Said, newest: Said, numbers: Sequence[Said], rules: Rules) -> bool:
    later = newest.ago - word.ago  # days by which the word is the later one
    known_by = rules.holding[word.finding.id].known_by
    if word.finding.present:
        if later >= 0 or (rules.is_danger(word.finding) and -later <= rules.visit_days):
            return word.finding.id in rules.dangers or heard_against(word, newest, known_by)
        return not heard_against(newest, word, known_by)
    if later <= (rules.visit_days if any(rules.is_danger(one.finding) for one in numbers) else 0):
        return False
    days = rules.holding[newest.finding.id].present_days
    fresh = days is None or newest.ago <= days
    return heard_against(word, newest, known_by) and (word.reading.by == "clinician" or not fresh)


def overtake(said: Words, rules: Rules, tally: Tally) -> None:
    """Makes unknown again what a later word on another finding cannot stand beside.

    A complaint whose larger kind was denied since ("no leg pain at all"), what a later yes rules out, and a denial
    that a later yes went past. Never a danger sign: that is denied by its own name.
    """
    there = {finding: [one for one in words if one.finding.present] for finding, words in said.items()}
    denied = {finding: [one for one in words if not one.finding.present] for finding, words in said.items()}
    measured: dict[str, list[Said]] = {}
    for one in (number for numbers in tally.numbers.values() for number in numbers):
        for finding in (finding for finding, present in rules.settles(one.finding).items() if present):
            measured.setdefault(finding, []).append(one)
    for finding in sorted(tally.words):
        word = tally.words[finding][0]
        if word.finding.present:
            by = None if finding in rules.dangers else _overtaken(word, there, denied, rules)
        else:
            narrower = sorted(rules.logic.implied_by.get(finding, ()))
            by = _gone_past(word, narrower, there) or _gone_past(word, [finding, *narrower], measured)
        if by is not None:
            tally.drop_word(finding, f"{rules.logic.label(by.finding.id)}: {_told(by)} since")


def _overtaken(word: Said, there: Words, denied: Words, rules: Rules) -> Said | None:
    """The first later word that what is there cannot stand beside, or None."""
    finding = word.finding.id
    known_by = rules.holding[finding].known_by
    larger = [one for name in sorted(rules.logic.implies.get(finding, ())) for one in denied.get(name, ())]
    ruling_out = [one for name in sorted(rules.logic.excludes.get(finding, ())) for one in there.get(name, ())]
    against = [*(one for one in larger if covers(one.finding.side, "both")), *ruling_out]
    return next((one for one in against if one.ago < word.ago and heard_against(one, word, known_by)), None)


def _gone_past(denied: Said, narrower: Sequence[str], there: Words) -> Said | None:
    """The first later word or number by which what was denied is there after all, or None."""
    return next((one for name in narrower for one in there.get(name, ()) if one.ago < denied.ago), None)


def clear_suspicions(said: Words, rules: Rules, tally: Tally) -> None:
    """Takes a suspicion away that a later picture has not borne out, unless another picture did."""
    for suspicion, pictures in SUSPICIONS.items():
        word = tally.words.get(suspicion, (None,))[0]
        seen = any(tally.words[one][0].finding.present for one in pictures if one in tally.words)
        if word is None or not word.finding.present or seen:
            continue
        clear = [
            one
            for picture in pictures
            for one in said.get(picture, ())
            if not one.finding.present and one.ago < word.ago and knows(one, "picture")
        ]
        if clear:
            tally.drop_word(suspicion, f"{rules.logic.label(clear[0].finding.id)}: not seen since")


def _told(said: Said) -> str:
    if isinstance(said.finding.value, bool):
        return "told" if said.finding.present else "denied"
    return f"{said.finding.value:g} measured"
