"""Whether what is mentioned is so: denied, doubted, past, of somebody else, only feared, asked, or plainly there."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from multifidus.findings.notes.mentions import PARTING, Cue, Mention, Parsed
from multifidus.findings.notes.phrases import stem

NEAR = 4  # words that a cue of near reach spans
FAR = 40  # and that any other spans: no list is longer
KIN_REACH = 2  # words between a denial and the relatives it speaks of
RESULT_REACH = 14  # how far the result of a test may stand from its name
SHOULD_BE = frozenset(map(stem, ("reflex", "reflexes", "tone", "sensation", "jerk", "wink", "contraction", "squeeze")))
PREDICATES = frozenset(map(stem, (  # words that say something of the word before them
    "absent", "reduced", "diminished", "decreased", "impaired", "depressed", "positive", "weak", "brisk", "painful",
)))  # fmt: skip
UNDOING = frozenset(map(stem, ("not", "never", "cannot", "hardly", "barely")))
SUBJECTS = frozenset({"he", "she", "i", "patient", "they", "but", "however", "who"})
WHOLE = "whole"  # of a cue that speaks of all of its sentence
THESE_DAYS = frozenset(map(stem, ("now", "since", "still", "today", "currently", "but", "again", "this")))
SCOPED = ("negation", "doubt", "past", "family", "hypothetical", "question")


class Standing(Enum):
    """How a mention stands to the person as they are now."""

    PRESENT = "present"
    ABSENT = "absent"
    DOUBTED = "doubted"
    PAST = "past"
    ELSE = "somebody else"
    FEARED = "hypothetical"
    ASKED = "asked"
    UNSTATED = "unstated"  # a test without a result


def standing(mention: Mention, parsed: Parsed) -> Standing:
    """How one mention stands, by the cues of its own sentence."""
    over = {cue.row.kind: cue for cue in parsed.of(*SCOPED) if covers(cue, mention, parsed)}
    if "family" in over:
        return Standing.ELSE
    if "hypothetical" in over:
        return Standing.FEARED
    if parsed.sentence.asks or ("question" in over and parsed.sentence.section.kind == "asked"):
        return Standing.ASKED
    if mention.row.states in ("test", "function"):
        return _result(mention, parsed, "past" in over)
    if mention.row.states == "absent" and _is_undone(mention, parsed):
        return Standing.ABSENT
    if mention.row.states == "absent" and "negation" in over and _parted(over["negation"], mention, parsed):
        del over["negation"]  # "no pain, no fever": what denies by itself is one more of the list
    if "negation" in over and not _outdone(over["negation"], mention, parsed):
        return Standing.PRESENT if _says_by_itself(over["negation"], mention, parsed) else Standing.ABSENT
    if "doubt" in over:
        return Standing.DOUBTED
    return Standing.PAST if "past" in over else Standing.PRESENT


def covers(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether a mention stands in the scope of a cue."""
    direction, reach = cue.row.direction, cue.row.reach
    if cue.start < mention.start < cue.stop:  # "not had | a fall", where "had a fall" is what is mentioned
        return direction != "backward"
    if cue.start < mention.stop and cue.stop > mention.start:
        # Words in a gap of the mention ("pain that may go down the leg") turn it; its own words never do.
        return not set(range(cue.start, cue.stop)) & set(mention.path) and direction != "backward"
    backward = cue.stop > mention.start
    if direction == ("forward" if backward else "backward"):
        return False
    between = range(mention.stop, cue.start) if backward else range(cue.stop, mention.start)
    if len(between) > (NEAR if reach == "near" else FAR):
        return False
    keys = parsed.sentence.keys
    if reach != "sentence" and any("," in keys[at] for at in between):
        return False
    if cue.row.kind in ("hypothetical", "question"):
        return True
    if any(";" in keys[at] for at in between):
        return False
    if cue.row.value == WHOLE:  # "in 2018 I had ... and could not ..., and they operated"
        return not any(not THESE_DAYS.isdisjoint(keys[at]) for at in between)
    ends = [end for end in parsed.of("end", "affirmation") if between.start <= end.start <= between.stop - backward]
    if cue.row.kind == "family":  # a relative stays the one spoken of until somebody else is named
        return not any(not SUBJECTS.isdisjoint(keys[at]) for end in ends for at in end.path)
    return not ends


def _is_undone(mention: Mention, parsed: Parsed) -> bool:
    """Whether a "not" stands before words that deny: "not always normal" denies no trouble, whatever it means."""
    for at in range(mention.start - 1, max(-1, mention.start - NEAR), -1):
        keys = parsed.sentence.keys[at]
        if not PARTING.isdisjoint(keys):
            return False
        if not UNDOING.isdisjoint(keys):
            return True
    return False


def _parted(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether a cue and the mention behind it are two things of a list, which "not really normal" are not."""
    return any(not PARTING.isdisjoint(parsed.sentence.keys[at]) for at in range(cue.stop, mention.start))


def is_past_by(words: Collection[str], mention: Mention, parsed: Parsed) -> bool:
    """Whether a mention is past by no other cues than those with one of these words in them."""
    over = [cue for cue in parsed.of("past") if covers(cue, mention, parsed)]
    return all(
        any(not keys.isdisjoint(words) for keys in (set(parsed.sentence.keys[at]) for at in cue.path)) for cue in over
    )


def in_the_family(mention: Mention, parsed: Parsed) -> Standing:
    """Whether what is said of the family is so there: "no family history of psoriasis", "her father has no psoriasis".

    A denial counts when it speaks of the relatives or of what they have; "no fever, father has psoriasis" has neither.
    """
    kin = [cue for cue in parsed.of("family") if cue.start < mention.start]
    for cue in parsed.of("negation"):
        if covers(cue, mention, parsed) and (
            not kin or cue.start >= kin[-1].stop or 0 <= kin[-1].start - cue.stop <= KIN_REACH
        ):
            return Standing.ABSENT
    return Standing.PRESENT


def _says_by_itself(negation: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether a mention behind a comma ends with its own result: "no weakness, reflex absent on the left"."""
    if mention.start < negation.stop or not any(
        "," in parsed.sentence.keys[at] for at in range(negation.stop, mention.start)
    ):
        return False
    last = parsed.sentence.keys[mention.stop - 1]
    return len(mention.path) > 1 and not PREDICATES.isdisjoint(last)


def _outdone(negation: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether something nearer says that it is there: "no fever, weakness present"."""
    cost = parsed.cost(negation, mention)
    return any(
        cue.row.direction != "forward" and cue.start >= mention.stop and parsed.cost(cue, mention) < min(cost, 4)
        for cue in parsed.of("affirmation", "positive")
    )


def _result(mention: Mention, parsed: Parsed, past: bool) -> Standing:
    """Whether a test was positive, or a function lost, by the result that stands nearest."""
    good, bad = ("negative", "positive") if mention.row.states == "test" else ("normal", "lost")
    cues = [cue for cue in parsed.of(good, bad) if _reaches(cue, mention, parsed) and not _owned(cue, mention, parsed)]
    if not cues:
        return Standing.PRESENT if _is_gone(mention, parsed) else Standing.UNSTATED
    within = [cue for cue in cues if set(cue.path) <= set(mention.path)]
    nearest = min(within or cues, key=lambda cue: (parsed.cost(cue, mention, last=True), cue.start))
    is_bad = nearest.row.kind == bad
    if any(_turns(cue, nearest, mention, parsed) for cue in parsed.of("negation")):
        is_bad = not is_bad
    doubted = any(covers(cue, mention, parsed) for cue in parsed.of("doubt"))
    if past or (doubted and is_bad):
        return Standing.PAST if past else Standing.DOUBTED
    return Standing.PRESENT if is_bad else Standing.ABSENT


def _is_gone(mention: Mention, parsed: Parsed) -> bool:
    """Whether a "no" stands at once before what should be there: "no ankle reflexes", "no rectal tone"."""
    if mention.row.states != "function" or not any(parsed.sentence.has(mention.stop - 1, word) for word in SHOULD_BE):
        return False
    return any(0 <= mention.start - cue.stop <= 1 for cue in parsed.of("negation") if cue.row.direction == "forward")


def _reaches(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    if set(cue.path) <= set(mention.path):  # "reflexes absent at the ankles" has its result in it
        return True
    if set(cue.path) & set(mention.path):
        return False
    between = range(cue.stop, mention.start) if cue.stop <= mention.start else range(mention.stop, cue.start)
    if len(between) > RESULT_REACH:
        return False
    return not any(";" in parsed.sentence.keys[at] for at in between)


def _owned(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether a result is a word of another thing in a list: the loss of "weight loss, reflexes ..." is not theirs."""
    between = range(cue.stop, mention.start) if cue.stop <= mention.start else range(mention.stop, cue.start)
    if mention.row.states != "function" or all(PARTING.isdisjoint(parsed.sentence.keys[at]) for at in between):
        return False
    return any(
        other.row.states == "present" and set(cue.path) < set(other.path) and set(mention.path).isdisjoint(other.path)
        for other in parsed.mentions
    )


def _turns(negation: Cue, result: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether a negation speaks of a result: "not intact", "denies pain, fever, or loss of sensation"."""
    if (negation.start < result.stop and result.start < negation.stop) or negation.stop > result.start:
        return False
    between = range(negation.stop, result.start)
    if result.stop <= mention.start:  # the result leads what was lost: the whole list may be denied
        return covers(negation, Mention(mention.row, result.path, ()), parsed)
    return len(between) <= NEAR and not any("," in parsed.sentence.keys[at] for at in between)
