"""What was long ago or has long been so: an old injury is history, a bladder that always leaked no new trouble."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from multifidus.findings.notes.numbers.durations import amount_before
from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.wording.lexicon import Lexicon

JUST_BEFORE = frozenset({  # findings that say of themselves that they were shortly before
    "any_injury", "trauma", "high_energy_trauma", "low_energy_trauma", "recent_childbirth", "pregnancy_or_recent_birth",
    "recent_spinal_procedure",
})  # fmt: skip
ANY_INJURY = "any_injury"
STARTS = frozenset({"begin", "onset", "sinc", "since"})
WITH = frozenset({"after", "when", "whil", "while", "following", "follow", "from"})
NEW = frozenset({  # and those that have to be new
    "urine_change", "bladder_dysfunction", "urinary_retention", "urinary_incontinence", "bowel_dysfunction",
    "bowel_incontinence", "sexual_dysfunction",
})  # fmt: skip
AHEAD_OF_CAUSE = 3  # words between "after" and what it began with
AHEAD, BEHIND = 7, 4  # words between what happened and its year, behind it and before it
AGO = ("ago", "back", "earlier", "previou")
PARTING = (";", ".", "but")
NOT = ("no", "not", "nothing", "never", "without", "un")
OF_YEARS = ("for", "over", "past", "last", "sinc")  # "for 10 years"
EARLIEST = 1930
DATE = re.compile(r"(?<!\d)(?:(?P<first>\d{4})-\d\d?-\d\d?|\d\d?[/.-]\d\d?[/.-](?P<last>\d{4}))(?!\d)")


def as_of(text: str, lexicon: Lexicon) -> Lexicon:
    """The wording with the year of a text that is older than the tables: the latest of the dates in it.

    A fall "in 2005" is fresh in a note of 2005.
    """
    years = {int(match["first"] or match["last"]) for match in DATE.finditer(text)}
    latest = max((year for year in years if year >= EARLIEST), default=lexicon.dated_year)
    return replace(lexicon, dated_year=latest) if latest < lexicon.dated_year else lexicon


def is_over(finding: str, mention: Mention, parsed: Parsed, lexicon: Lexicon) -> bool:
    """Whether something that counts only when fresh was long ago, or has long been as it is.

    "RTA 2003", "fell 12 years ago"; "chronic urge incontinence, unchanged". What is worse or new today is not over.
    """
    if finding == ANY_INJURY and began_with(mention, parsed):
        return False  # it came just before the pain, however long that has lasted; how bad it was stays to be asked
    if finding in JUST_BEFORE:
        return _was_long_ago(mention, parsed, lexicon)
    return finding in NEW and _has_long_been(mention, parsed, lexicon)


def began_with(mention: Mention, parsed: Parsed) -> bool:
    """Whether a sentence says that the pain began with something: "the pain started two years ago after a fall"."""
    keys = parsed.sentence.keys
    near = range(max(0, mention.start - AHEAD_OF_CAUSE), mention.start + 1)
    link = next((at for at in near if not WITH.isdisjoint(keys[at])), None)
    return link is not None and any(not STARTS.isdisjoint(keys[at]) for at in range(link))


def _was_long_ago(mention: Mention, parsed: Parsed, lexicon: Lexicon) -> bool:
    told = [at for at in _old_times(parsed, lexicon) if _beside(at, mention, parsed)]
    if not told:
        return False
    away = min(_distance(at, mention) for at in told)
    recent = [cue.start for cue in parsed.of("recent") if not any(cue.start <= at < cue.stop for at in told)]
    recent = [at for at in recent if _beside(at, mention, parsed)]
    return all(_distance(at, mention) > away for at in recent)


def _has_long_been(mention: Mention, parsed: Parsed, lexicon: Lexicon) -> bool:
    if any(not _denied(cue, parsed) for cue in parsed.of("fresh")):
        return False  # anywhere in the sentence: better one alarm too many
    lasting = [cue.start for cue in parsed.of("lasting")] + list(_old_times(parsed, lexicon))
    return any(_beside(at, mention, parsed) for at in lasting)


def _denied(cue: Cue, parsed: Parsed) -> bool:
    return any(parsed.sentence.has(at, word) for at in range(max(0, cue.start - 2), cue.start) for word in NOT)


def _old_times(parsed: Parsed, lexicon: Lexicon) -> Iterator[int]:
    """The places of years that have long passed, and of "12 years ago", "for 10 years"."""
    sentence = parsed.sentence
    for at in sentence.numbers:
        value = sentence.keys[at][0]
        year = int(value) if len(value) == 4 and value.isdecimal() else 0
        in_date = sentence.has(at - 1, "/") or sentence.has(at + 1, "/")
        if EARLIEST <= year <= lexicon.dated_year - 2 and not in_date:
            yield at
    for at, keys in enumerate(sentence.keys):
        worth = lexicon.units.get(("weeks", keys[0]))
        if worth is None:
            continue
        amount, start = amount_before(parsed, at, lexicon)
        told = any(sentence.has(at + 1, word) for word in AGO) or any(
            sentence.has(i, word) for i in range(max(0, start - 2), start) for word in OF_YEARS
        )
        if told and amount is not None and amount * worth >= lexicon.old_after_weeks:
            yield at


def _distance(at: int, mention: Mention) -> int:
    return at - mention.stop if at >= mention.stop else mention.start - at if at < mention.start else 0


def _beside(at: int, mention: Mention, parsed: Parsed) -> bool:
    """Whether a time is told of a mention: near it, with nothing between that begins another thought."""
    if _distance(at, mention) > (AHEAD if at >= mention.stop else BEHIND):
        return False
    between = range(mention.stop, at) if at >= mention.stop else range(at + 1, mention.start)
    if any(parsed.sentence.has(i, word) for i in between for word in PARTING):
        return False
    if at < mention.start and any(parsed.sentence.has(i, word) for i in between for word in (",", "and")):
        return False
    apart = [other for other in parsed.mentions if other.start >= mention.stop or other.stop <= mention.start]
    return not any(other.start in between or other.stop - 1 in between for other in apart)
