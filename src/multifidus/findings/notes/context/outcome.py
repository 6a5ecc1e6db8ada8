"""The outcome of a test, and whether what should work does: "positive on the left", "reflexes absent"."""

from __future__ import annotations

from multifidus.findings.notes.context.scope import NEAR, covers
from multifidus.findings.notes.text.mentions import PARTING, Cue, Mention, Parsed
from multifidus.findings.notes.wording.phrases import stem

REACH = 14  # how far the outcome of a test may stand from its name
BEING = frozenset({"is", "are", "was", "were"})
SHOULD_BE = frozenset(map(stem, ("reflex", "reflexes", "tone", "sensation", "jerk", "wink", "contraction", "squeeze")))


def is_bad(mention: Mention, parsed: Parsed) -> bool | None:
    """Whether a test was positive, or a function lost, by the outcome that stands nearest; None without one."""
    good, bad = ("negative", "positive") if mention.row.states == "test" else ("normal", "lost")
    cues = [cue for cue in parsed.of(good, bad) if _reaches(cue, mention, parsed) and not _owned(cue, mention, parsed)]
    if not cues:
        return True if _is_gone(mention, parsed) else None
    within = [cue for cue in cues if set(cue.path) <= set(mention.path)] or [
        cue for cue in cues if mention.start < cue.start and cue.stop < mention.stop
    ]
    if not within and any(_leads(cue, mention, parsed) for cue in cues):
        cues = [cue for cue in cues if not _is_behind_another(cue, mention, parsed)]
    nearest = min(within or cues, key=lambda cue: (parsed.cost(cue, mention, last=True), cue.start))
    turned = any(_turns(cue, nearest, mention, parsed) for cue in parsed.of("negation"))
    return (nearest.row.kind == bad) is not turned


def _leads(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether a result is a word of what is tested itself: "decreased sensation to light touch"."""
    between = range(cue.stop, mention.start)
    if cue.stop > mention.start or len(between) > NEAR or parsed.partings_in(between):
        return False
    said = cue.start > 0 and not BEING.isdisjoint(parsed.sentence.keys[cue.start - 1])
    if said and not parsed.sentence.has(cue.start - 2, "there"):  # "strength is normal sensation is reduced"
        return False
    return not any(cue.start < one.stop and one.start < mention.start for one in _tested(parsed))


def _is_behind_another(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether another tested thing stands between, to which a result behind it belongs: "... knee jerks are equal"."""
    return cue.start >= mention.stop and any(
        mention.stop <= one.start and one.stop <= cue.start for one in _tested(parsed)
    )


def _tested(parsed: Parsed) -> list[Mention]:
    return [one for one in parsed.mentions if one.row.states in ("test", "function")]


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
    if len(between) > REACH:
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
    if negation.row.direction == "backward":  # "strength is normal sensation is reduced"
        return False
    between = range(negation.stop, result.start)
    if result.stop <= mention.start:  # the result leads what was lost: the whole list may be denied
        return covers(negation, Mention(mention.row, result.path, ()), parsed)
    return len(between) <= NEAR and not any("," in parsed.sentence.keys[at] for at in between)
