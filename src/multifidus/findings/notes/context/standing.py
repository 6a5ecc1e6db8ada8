"""Whether what is mentioned is so: denied, doubted, past, gone, of somebody else, feared, planned, or plainly there."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from multifidus.findings.notes.context.outcome import is_bad
from multifidus.findings.notes.context.retold import came_back, is_dismissed, last_said, lasted_until
from multifidus.findings.notes.context.scope import EXCLUDED, FEARED, NEAR, covers
from multifidus.findings.notes.text.mentions import PARTING, Cue, Mention, Parsed
from multifidus.findings.notes.wording.phrases import stem

PREDICATES = frozenset(map(stem, (  # words that say something of the word before them
    "absent", "reduced", "diminished", "decreased", "impaired", "depressed", "positive", "weak", "brisk", "painful",
)))  # fmt: skip
UNDOING = frozenset(map(stem, ("not", "never", "cannot", "hardly", "barely")))
KIN_REACH = 2  # words between a denial and the relatives it speaks of
SCOPED = ("negation", "doubt", "past", "resolved", "planned", "family", "hypothetical", "question")
TELLING = "told"  # questions that ask what to do about what was told before: "should I come in?"


class Standing(Enum):
    """How a mention stands to the person as they are now."""

    PRESENT = "present"
    ABSENT = "absent"
    DOUBTED = "doubted"
    PAST = "past"  # of an earlier time or illness
    RESOLVED = "resolved"  # of this illness, and gone
    ELSE = "somebody else"
    FEARED = "hypothetical"
    PLANNED = "planned"  # to be looked for
    ASKED = "asked"
    UNSTATED = "unstated"  # a test without a result


SAID = {
    "negation": Standing.ABSENT, "affirmation": Standing.PRESENT, "doubt": Standing.DOUBTED,
    "resolved": Standing.RESOLVED, "planned": Standing.PLANNED,
}  # fmt: skip
Over = dict[str, Cue]  # of each kind the cue that stands nearest


def standing(mention: Mention, parsed: Parsed) -> Standing:
    """How one mention stands, by the cues of its own sentence."""
    over = _over(mention, parsed)
    if "family" in over and not _turns_to(over.get("planned"), over["family"], parsed):
        return Standing.ELSE
    if "hypothetical" in over and not _is_nearer("planned", "hypothetical", over, mention, parsed):
        feared = over["hypothetical"].row.value == FEARED
        if not (feared and _is_nearer("doubt", "hypothetical", over, mention, parsed)):  # "worried it could be cancer"
            return Standing.FEARED
    if _is_asked(mention, parsed, over):
        return Standing.ASKED
    if "planned" in over:
        return Standing.PLANNED
    if mention.row.states in ("test", "function"):
        return _of_test(mention, parsed, over)
    if mention.row.states == "absent" and _is_undone(mention, parsed):
        return Standing.ABSENT
    if mention.row.states == "absent" and "negation" in over and _parted(over["negation"], mention, parsed):
        del over["negation"]  # "no pain, no fever": what denies by itself is one more of the list
    last = SAID.get(last_said(mention, parsed) or "")
    if last is Standing.RESOLVED and "past" in over:  # an old episode, which went: that it did is nothing new
        return Standing.PAST
    stands = last or _nearest(mention, parsed, over)
    if stands is Standing.RESOLVED and came_back(mention, parsed):
        return Standing.PRESENT
    return stands


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


def _over(mention: Mention, parsed: Parsed) -> Over:
    over: Over = {}
    for kind in SCOPED:
        for cue in parsed.cues.get(kind, ()):
            if cue.row.value != TELLING and covers(cue, mention, parsed):
                known = over.get(kind)
                if known is None or parsed.cost(cue, mention) <= parsed.cost(known, mention):
                    over[kind] = cue
    return over


def _turns_to(plan: Cue | None, family: Cue, parsed: Parsed) -> bool:
    """Whether a plan for the person follows what was said of a relative: "his twin has it, so check him for ..."."""
    between = range(family.stop, plan.start) if plan else range(0)
    return any("," in parsed.sentence.keys[at] for at in between)


def _is_nearer(one: str, other: str, over: Over, mention: Mention, parsed: Parsed) -> bool:
    return one in over and parsed.cost(over[one], mention) < parsed.cost(over[other], mention)


def _is_asked(mention: Mention, parsed: Parsed, over: Over) -> bool:
    in_talk = parsed.sentence.section.kind == "asked"
    if not parsed.sentence.asks:
        return in_talk and "question" in over
    if in_talk or mention.row.states == "doubt":  # nor is what a person asks about the suspicion of a clinician
        return True
    told = any(cue.row.value == TELLING and cue.start >= mention.stop for cue in parsed.of("question"))
    wondered = "question" not in over and any(
        cue.stop < len(parsed.sentence) and covers(cue, mention, parsed) for cue in parsed.of("doubt")
    )
    return not (told or wondered)


def _of_test(mention: Mention, parsed: Parsed, over: Over) -> Standing:
    bad = is_bad(mention, parsed)
    if bad is None:
        return Standing.UNSTATED
    if "past" in over:
        return Standing.PAST
    if bad and "doubt" in over:
        return Standing.DOUBTED
    return Standing.PRESENT if bad else Standing.ABSENT


def _nearest(mention: Mention, parsed: Parsed, over: Over) -> Standing:
    """How a mention stands by what is said of it once."""
    past, gone, doubt = over.get("past"), over.get("resolved"), over.get("doubt")
    negation = over.get("negation")
    if doubt and is_dismissed(mention, parsed):
        return Standing.ABSENT
    if (negation or gone) and lasted_until(mention, parsed):
        return Standing.PRESENT
    if (
        negation
        and not _outdone(negation, mention, parsed)
        and not _yields(negation, [past, gone, doubt], mention, parsed)
    ):
        return Standing.PRESENT if _says_by_itself(negation, mention, parsed) else Standing.ABSENT
    if doubt:
        return Standing.DOUBTED
    if past:
        return Standing.PAST
    return Standing.RESOLVED if gone else Standing.PRESENT


def _yields(negation: Cue, others: list[Cue | None], mention: Mention, parsed: Parsed) -> bool:
    """Whether something nearer than a denial stands apart from it: "no fever, possible discitis"."""
    cost = parsed.cost(negation, mention)
    return any(
        cue is not None and parsed.cost(cue, mention) < cost and _is_apart(negation, cue, parsed) for cue in others
    )


def _is_apart(negation: Cue, cue: Cue, parsed: Parsed) -> bool:
    """Whether a cue is none of the words that are denied: "no previous trauma" denies, "no fever, previous ..." not."""
    if cue.start < negation.stop and negation.start < cue.stop:
        return False
    if cue.start < negation.start or cue.row.direction == "backward":
        return True
    if cue.row.kind == "doubt":  # "no suspected fracture", but "the absence of fever does not exclude infection"
        excludes = any(not EXCLUDED.isdisjoint(parsed.sentence.keys[at]) for at in cue.path)
        return excludes or cue.start - negation.stop > 1
    return any("," in parsed.sentence.keys[at] for at in range(negation.stop, cue.start))


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
