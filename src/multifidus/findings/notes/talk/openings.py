"""How a reply opens: yes, no, all is well, a bit, or none of these."""

from __future__ import annotations

from enum import Enum

from multifidus.findings.notes.context.interjections import AFTER_NO
from multifidus.findings.notes.text.mentions import Cue, Parsed
from multifidus.findings.notes.wording.phrases import stem

OPENING = 4  # words of a turn in which the answer stands
FILLERS = frozenset(map(stem, (
    "um", "uh", "er", "erm", "oh", "well", "hmm", "hm", "ah", "eh", "so", "like", "and", ",", ".", "-", "…", "!", "mm",
    "ooh", "right", "okay", "ok",
)))  # fmt: skip
AFTER_YES = frozenset({".", ",", "!", ";", "and", "yes", "but", "sometim", "a", "in", "the"})
ARTICLES = frozenset({"a", "the"})
OF_AMOUNT = frozenset(map(stem, (
    "bit", "little", "few", "lot", "couple", "touch", "tad", "while", "morning", "evening", "night", "time", "day",
)))  # fmt: skip
PAINS = frozenset(map(stem, ("pain", "hurt", "sore", "tender", "ache", "discomfort")))
AFTER_PAIN = frozenset({",", ".", "!", "no", "there", "here", "at", "when", "with", "doctor", "not", "that"})
PAINLESS = "of pain"  # what a "no pain" denies
NOT = ("not", "never", "cannot")


class Said(Enum):
    """What a reply says as a whole."""

    YES = "yes"
    NO = "no"
    FINE = "all is well"
    FINE_YES = "yes, all is well"
    AGREED = "that is right"
    STRESSED = "yes I have"
    PARTLY = "a bit"
    PAINLESS = "no pain"
    HARDLY = "hardly"
    USUAL = "the same as ever"


def opening_of(parsed: Parsed, within: int) -> Said | None:
    """What the first words of a reply say, `within` a number of them; None where that is neither or both."""
    begin = _begin(parsed)
    reach = begin + within
    found = [
        cue
        for kind in ("yes", "no", "fine", "agree")
        for cue in parsed.of(kind)
        if begin <= cue.start < reach and _counts(cue, parsed)
    ]
    said = {(cue.row.kind, cue.row.value or "") for cue in found}
    if any(cue.start < reach and says_no_pain(cue, parsed) for cue in parsed.of("no")):
        said.add(("no", PAINLESS))
    stressed = ("yes", "stressed") in said
    yes, no = ("yes", "") in said or stressed, ("no", "") in said
    if any(kind == "agree" for kind, _ in said) and not no:
        return Said.AGREED
    if ("fine", "usual") in said:
        return Said.USUAL
    if ("fine", "") in said:
        return Said.FINE_YES if yes and not no else Said.FINE
    if ("no", "hardly") in said:
        return None if yes else Said.HARDLY
    if ("no", PAINLESS) in said and not no and not yes:
        return Said.PAINLESS
    partly = ("yes", "partly") in said
    if no:
        return None if yes or partly else Said.NO
    return Said.STRESSED if stressed else Said.YES if yes else Said.PARTLY if partly else None


def _counts(cue: Cue, parsed: Parsed) -> bool:
    if cue.row.kind == "no":
        return _is_whole_no(cue, parsed)
    if any(parsed.sentence.has(cue.start - 1, word) for word in NOT):  # "not sure", "not all right"
        return False
    return cue.row.kind != "yes" or _is_whole(cue, parsed)


def says_yes(parsed: Parsed) -> bool:
    """Whether a sentence opens with a plain yes: "well, yes, I do"; "I have a cold" is none."""
    begin = _begin(parsed)
    return any(cue.start == begin and cue.stop - cue.start == 1 and not cue.row.value for cue in parsed.of("yes"))


def answers_for_them(parsed: Parsed) -> bool:
    """Whether a sentence answers for the person, though its speaker goes on of themself: "no, I checked"."""
    return not parsed.of_another or any(cue.start == 0 and cue.stop == 1 for cue in parsed.of("yes", "no"))


def is_filler(parsed: Parsed) -> bool:
    """Whether a sentence only fills a pause: "um, well"."""
    return not parsed.of("yes", "no") and all(not FILLERS.isdisjoint(keys) for keys in parsed.sentence.keys)


def _begin(parsed: Parsed) -> int:
    """The place of the first word that says something: "uh-uh" does, "uh, ..." does not."""
    said = min((cue.start for cue in parsed.of("yes", "no")), default=0)
    return next((at for at, keys in enumerate(parsed.sentence.keys) if FILLERS.isdisjoint(keys) or at == said), 0)


def _is_whole(cue: Cue, parsed: Parsed) -> bool:
    """Whether an answer of several words is not the beginning of another sentence: "I have been lifting more"."""
    after = parsed.sentence.keys[cue.stop][0] if cue.stop < len(parsed.sentence) else "."
    if cue.stop - cue.start == 1 or after not in ARTICLES:
        return cue.stop - cue.start == 1 or after in AFTER_YES
    beyond = parsed.sentence.keys[cue.stop + 1] if cue.stop + 1 < len(parsed.sentence) else ()
    return not OF_AMOUNT.isdisjoint(beyond)  # "I do a bit" answers, "I have a car" does not


def _is_whole_no(cue: Cue, parsed: Parsed) -> bool:
    """Whether a "no" answers, and does not deny the one thing behind it: "no numbness, but my bladder is slow"."""
    if cue.stop - cue.start > 1 or not parsed.sentence.has(cue.start, "no") or cue.stop >= len(parsed.sentence):
        return True
    return not AFTER_NO.isdisjoint(parsed.sentence.keys[cue.stop])


def says_no_pain(cue: Cue, parsed: Parsed) -> bool:
    """Whether a "no" denies pain and nothing else: "no pain", "no pain there", but not "no pain medicine"."""
    keys, at = parsed.sentence.keys, cue.stop
    if not parsed.sentence.has(cue.start, "no") or at >= len(keys) or PAINS.isdisjoint(keys[at]):
        return False
    return at + 1 >= len(keys) or not AFTER_PAIN.isdisjoint(keys[at + 1])
