"""How far a cue reaches: which mentions stand in its scope, and what ends it."""

from __future__ import annotations

from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.wording.phrases import stem

NEAR = 4  # words that a cue of near reach spans
FAR = 40  # and that any other spans: no list is longer
SUBJECTS = frozenset(map(stem, (
    "he", "she", "i", "patient", "they", "but", "however", "who", "himself", "herself", "myself", "there",
)))  # fmt: skip
CONTRAST = "contrast"  # ends that end whatever was said before them
ENDING = ("end", "affirmation")
OPEN = ("hypothetical", "question")  # what is only feared or asked goes on behind all other ends
SMALL = frozenset(map(stem, (  # words that may stand before what is said anew of a thing: "but is now absent"
    "is", "are", "was", "were", "has", "have", "had", "been", "now", "again", "today", "then", "since", "later",
    "still", "it", "they", "this", "also", "ha", "wa", "subsequently", "eventually", "finally", "currently",
)))  # fmt: skip
LEADING = ("past", "planned", "doubt")  # what may lead a clause with a subject of its own
LIKEWISE = "likewise"  # of a cue that leaves open what it denies: "but malignancy has not"
EXCLUDED = frozenset(map(stem, ("excluded", "ruled", "rule", "dismissed", "discounted")))
DENYING = frozenset(map(stem, ("no", "not", "never")))
RELATIVE = frozenset(map(stem, ("which", "that", "who")))
DEFINITE = frozenset(map(stem, ("the", "his", "her", "my", "their", "this", "that")))
WHOLE = "whole"  # of a cue that speaks of all of its sentence
THESE_DAYS = frozenset(map(stem, ("now", "since", "still", "today", "currently", "but", "again", "this")))
FEARED = "fear"  # a fear, other than a condition, ends where other things do
OPENING = 6  # words that a time at the beginning of a sentence may take: "when she was at school in Leeds"
WITHHELD = frozenset(map(stem, (
    "not", "never", "nor", "cannot", "hardly", "barely", "rarely", "scarcely", "unless", "until", "if", "when", "fail",
    "fails", "failed", "neither", "without", "partially", "partly", "almost", "nearly", "half", "slowly",
    "incompletely", "will", "should", "may", "might", "could", "would", "hope", "hopes", "hoping", "expected", "likely",
    "to", "mostly", "largely", "sometimes", "usually", "no",
)))  # fmt: skip
WITHHELD_WITHIN = 3  # words
HEADED_BY = 1  # words between a denial and what begins with an end
SOME = frozenset(map(stem, ("some", "bit", "little", "slight", "mild")))
ANEW = frozenset(map(stem, (  # words of a talk behind which an "any" asks anew
    "okay", "ok", "good", "great", "right", "then", "so", "alright", "fine", "remember", "and", "perfect", "yeah", "um",
)))  # fmt: skip
JOINING = frozenset({"and", "or", ",", "/", "&"})
LINKS = frozenset({",", "but", "and", "then", "now", "though", "although", "(", "later", "-"})
LINKED_WITHIN = 9  # words


def covers(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether a mention stands in the scope of a cue."""
    direction = cue.row.direction
    if cue.row.reach == "inside":  # "feared to be | an abscess | proved to be": nothing but what stands in its gap
        return cue.start < mention.start and mention.stop <= cue.stop and set(cue.path).isdisjoint(mention.path)
    if cue.start < mention.start < cue.stop:  # "not had | a fall", where "had a fall" is what is mentioned
        return direction != "backward" or cue.row.kind == "resolved"
    if cue.start < mention.stop and cue.stop > mention.start:
        # Words in a gap of the mention ("pain that may go down the leg") turn it; its own words never do.
        return not set(range(cue.start, cue.stop)) & set(mention.path) and direction != "backward"
    backward = cue.stop > mention.start
    if direction == ("forward" if backward else "backward"):
        return False
    between = range(mention.stop, cue.start) if backward else range(cue.stop, mention.start)
    if len(between) > (NEAR if cue.row.reach == "near" else FAR) or _is_parted(cue, mention, parsed, between):
        return False
    if not _is_meant(cue, mention, parsed, backward=backward):
        return False
    if cue.row.value == WHOLE:  # "in 2018 I had ... and could not ..., and they operated"
        return all(THESE_DAYS.isdisjoint(parsed.sentence.keys[at]) for at in between)
    if not backward and cue.row.kind == "negation" and _begins_anew(between, parsed):
        return False
    if not backward and cue.row.kind == "hypothetical" and _asks_anew(cue, mention, parsed):
        return False
    return not _is_ended(cue, mention, parsed, between, backward=backward)


def _is_parted(cue: Cue, mention: Mention, parsed: Parsed, between: range) -> bool:
    """Whether a sign between a cue and a mention parts them, for a cue of that reach."""
    keys, row = parsed.sentence.keys, cue.row
    if row.reach != "sentence" and any("," in keys[at] for at in between) and not _follows(cue, mention, parsed):
        return True
    if row.kind not in OPEN and any(";" in keys[at] for at in between):
        return True
    # "?cauda equina - cannot pass urine"
    return row.kind == "doubt" and row.reach == "near" and any("-" in keys[at] for at in between)


def _is_meant(cue: Cue, mention: Mention, parsed: Parsed, *, backward: bool) -> bool:
    """Whether a cue speaks of this mention at all, and says what it seems to say."""
    if cue.row.kind == "resolved":
        return not _is_withheld(cue, parsed) and not (backward and _is_of_another(cue, mention, parsed))
    if cue.row.value == LIKEWISE:
        return _something_was_excluded(mention, parsed)
    return backward or mention.start <= cue.stop or not _takes_for_granted(cue, mention, parsed)


def _is_ended(cue: Cue, mention: Mention, parsed: Parsed, between: range, *, backward: bool) -> bool:
    """Whether something between a cue and a mention ends what the cue says."""
    kind, last = cue.row.kind, between.stop - backward
    ends = [
        end
        for of in ENDING
        for end in parsed.cues.get(of, ())
        if between.start <= end.start <= last
        and not _opens(end, cue, mention, parsed, backward=backward)
        and not _is_denied_whole(end, mention, parsed, between)
    ]
    if not ends:
        return False
    if kind == "resolved" and backward:  # what has become of a thing may be told after much else of it
        return any(_is_contrast(end, parsed) or _names_somebody(end, parsed) for end in ends)
    if kind in OPEN:
        feared = cue.row.value == FEARED
        return any(_is_contrast(end, parsed) or (feared and parsed.sentence.has(end.start, ",")) for end in ends)
    # A relative stays the one spoken of until somebody else is named.
    return kind != "family" or any(_names_somebody(end, parsed) for end in ends)


def _is_denied_whole(end: Cue, mention: Mention, parsed: Parsed, between: range) -> bool:
    """Whether what would end a cue only begins the mention right behind it: "not | worse with bending"."""
    beside = len(between) <= HEADED_BY and not any("," in parsed.sentence.keys[at] for at in between)
    return beside and end.start == mention.start and mention.row.states == "present"


def _begins_anew(between: range, parsed: Parsed) -> bool:
    """Whether a thing that is denied is followed by some of another: "no fever some chills"."""
    keys = parsed.sentence.keys
    amounts = [at for at in between if not SOME.isdisjoint(keys[at])]
    return bool(amounts) and any(between.start < one.stop <= amounts[-1] for one in parsed.mentions)


def _asks_anew(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether a doctor who began with an "if" goes on to ask: "if you bend over does that hurt", "... good any pain".

    "If you have any numbness, call" asks for nothing.
    """
    if parsed.sentence.section.kind != "asked":
        return False
    keys = parsed.sentence.keys
    for question in parsed.of("question"):
        if not cue.stop <= question.start < mention.stop:
            continue
        if not parsed.sentence.has(question.start, "any") or question.stop - question.start > 1:
            return True
        if not ANEW.isdisjoint(keys[question.start - 1]):
            return True
    return False


def _opens(end: Cue, cue: Cue, mention: Mention, parsed: Parsed, *, backward: bool) -> bool:
    """Whether an end only opens the clause that the cue leads: "in his twenties | he had", "the pain | he had is gone".

    So it does right behind the cue, or anywhere behind a time that opens the sentence.
    """
    if _is_contrast(end, parsed) or not _names_somebody(end, parsed):
        return False
    if backward:
        return cue.row.kind == "resolved" and end.start == mention.stop
    first = cue.row.kind == "past" and cue.start <= 1 and end.start - cue.stop <= OPENING
    return cue.row.kind in LEADING and (end.start <= cue.stop or first)


def _something_was_excluded(mention: Mention, parsed: Parsed) -> bool:
    """Whether another thing was ruled out before: "infection was excluded, but malignancy has not"."""
    ruled = [cue for cue in parsed.of("negation") if cue.stop <= mention.start and cue.row.direction == "backward"]
    return any(not EXCLUDED.isdisjoint(parsed.sentence.keys[at]) for cue in ruled for at in cue.path)


def _takes_for_granted(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether a "the" or "her" before a mention says that it is there: "will treat the weakness"."""
    if DEFINITE.isdisjoint(parsed.sentence.keys[mention.start - 1]):
        return False
    bare = cue.row.kind == "negation" and len(cue.path) == 1 and not DENYING.isdisjoint(parsed.sentence.keys[cue.start])
    return bare or cue.row.kind == "planned" or cue.row.value == FEARED


def _names_somebody(end: Cue, parsed: Parsed) -> bool:
    return any(not SUBJECTS.isdisjoint(parsed.sentence.keys[at]) for at in end.path)


def _is_withheld(cue: Cue, parsed: Parsed) -> bool:
    """Whether what would be gone is not, or not yet, or not wholly: "has not quite gone", "should settle"."""
    before = range(max(0, cue.start - WITHHELD_WITHIN), cue.start)
    return any(not WITHHELD.isdisjoint(parsed.sentence.keys[at]) for at in before)


def _is_contrast(end: Cue, parsed: Parsed) -> bool:
    return end.row.value == CONTRAST or parsed.sentence.has(end.start, "but")


def _follows(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether what has become of a thing follows it behind a comma: "retention on admission, resolved by day 3"."""
    if cue.row.kind != "resolved" or cue.start <= mention.stop:
        return False
    commas = [at for at in range(mention.stop, cue.start) if "," in parsed.sentence.keys[at]]
    small = all(not SMALL.isdisjoint(parsed.sentence.keys[at]) for at in range(commas[-1] + 1, cue.start))
    relative = len(commas) == 2 and not RELATIVE.isdisjoint(parsed.sentence.keys[commas[0] + 1])
    return (
        (len(commas) == 1 or relative)
        and small
        and not any(mention.stop <= one.start < cue.start for one in parsed.mentions)
    )


def _is_of_another(cue: Cue, mention: Mention, parsed: Parsed) -> bool:
    """Whether another thing stands between a mention and what has become of it, with no "and" to join the two."""
    if any(":" in parsed.sentence.keys[at] for at in range(mention.stop, cue.start)):
        return True
    between = [one for one in parsed.mentions if mention.stop <= one.start and one.stop <= cue.stop]
    return any(
        not any(not JOINING.isdisjoint(parsed.sentence.keys[at]) for at in range(mention.stop, one.start))
        for one in between
    )


def goes_on(first: Cue, then: Cue, parsed: Parsed) -> bool:
    """Whether a later cue says more of what an earlier one spoke of: "absent on admission, but present today"."""
    keys = parsed.sentence.keys
    between = range(first.stop, then.start)
    if len(between) > LINKED_WITHIN:
        return False
    opens = range(then.start, then.stop)
    links = [at for at in (*between, *opens) if not LINKS.isdisjoint(keys[at])]
    if not links:
        return False
    return all(not SMALL.isdisjoint(keys[at]) for at in range(links[-1] + 1, then.start))
