"""What a doctor asks for: which findings, and whether a plain "yes" would mean that they are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from multifidus.findings.notes.context.scope import NEAR, covers
from multifidus.findings.notes.context.standing import Standing, standing
from multifidus.findings.notes.statements import Statement
from multifidus.findings.notes.taken import FELT
from multifidus.findings.notes.text.attributes import nearest_region
from multifidus.findings.notes.text.mentions import Mention, Parsed
from multifidus.findings.notes.text.places import NARRATED, is_placed, may_tell
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.phrases import stem

COMPLAINT = "back_pain_present"  # what the talk is about is not asked for with a yes or no
CHANGING = frozenset({"better", "worse", "settl"})  # "is the numbness any better?" takes it for granted
CHECKS = frozenset({"right", "correct"})  # "have I got that right?" asks for all that was said before
GOES_ON = frozenset(
    map(stem, ("anything", "nothing", "none", "ever", "okay", "ok", "else"))
)  # "anything like that?" asks for it once more
ANNOUNCING = frozenset(map(stem, ("ask", "talk", "discuss", "review", "reason", "over")))
FAR_AHEAD = 10  # words
SHORT = 5  # words of such a question


class Manner(Enum):
    """How a question is put: what its answer means hangs on it."""

    TROUBLE = "any numbness?"  # yes: there; no: not there
    NORMAL = "can you feel it when you wipe?"  # yes: not there; no: there
    NEGATED = "no numbness?"  # no: not there; yes may mean either
    SUMMED_UP = "so numbness just once, right, it's not that it lasts"  # yes: there; no: said of what it ends on
    OPEN = "how are your bowels?"  # neither yes nor no answers it


@dataclass(frozen=True, slots=True)
class Question:
    """A finding that a doctor asked for, and the words that asked."""

    finding: str
    manner: Manner
    mention: Mention
    parsed: Parsed
    place: str | None = None  # the part of the body last spoken of, where the question names none

    def is_placed(self, stands: Standing) -> bool:
        """Whether the question is about the part of the body that its wording asks for, and its answer may stand so."""
        if not may_tell(self.mention, stands):
            return False
        if is_placed(self.mention, stands, self.parsed):
            return True
        return self.place in self.mention.row.where and nearest_region(self.mention, self.parsed) is None

    def is_of(self, words: frozenset[str]) -> bool:
        """Whether one of the words is a word of what is asked for."""
        return any(not words.isdisjoint(self.parsed.sentence.keys[at]) for at in self.mention.path)

    def states(self, stands: Standing) -> Statement:
        """The finding in a standing, told by the words that asked."""
        return Statement(self.finding, stands, None, self.parsed, self.mention.start, self.mention.stop)


def asked_in(parsed: Parsed, place: str | None, lexicon: Lexicon) -> Iterator[Question]:
    """Every finding that one sentence of a doctor asks for, or sums up; `place` was spoken of before."""
    if any(NARRATED in mention.row.where for mention in parsed.mentions):
        return  # "go ahead and lift your knee up, does that hurt?" asks for what is being examined
    for mention in parsed.mentions:
        stands = standing(mention, parsed)
        manner = _manner(mention, stands, parsed)
        if manner is not None and _announces(mention, parsed):
            manner = Manner.OPEN
        if manner is None or _is_taken_for_granted(mention, manner, parsed):
            continue
        for finding in mention.findings:
            felt = lexicon.vocabulary[finding].kind in FELT
            if finding != COMPLAINT and (felt or stands is Standing.ASKED):
                yield Question(finding, manner, mention, parsed, place)


def _manner(mention: Mention, stands: Standing, parsed: Parsed) -> Manner | None:
    states = mention.row.states
    if stands is Standing.ABSENT and states == "present":
        return Manner.NEGATED
    if states == "present" and stands in (Standing.ASKED, Standing.PRESENT):
        if _is_denied(mention, parsed):
            return Manner.NEGATED
        ends_on_another = any(parsed.sentence.has(at, "not") for at in range(mention.stop, len(parsed.sentence)))
        summed_up = stands is Standing.PRESENT and not parsed.sentence.asks and ends_on_another
        return Manner.SUMMED_UP if summed_up else Manner.TROUBLE
    if states == "absent" and stands is Standing.ASKED:
        if any(parsed.sentence.has(at, "not") for at in mention.path):  # "you haven't soiled yourself?"
            return Manner.NEGATED
        return None if _is_denied(mention, parsed) else Manner.NORMAL
    if states == "function" and stands in (Standing.ASKED, Standing.UNSTATED):
        return _of_function(mention, parsed)
    return None


def _announces(mention: Mention, parsed: Parsed) -> bool:
    """Whether a doctor only says what comes next, or why: "I want to ask about your pain", "that's why I ask ..."."""
    if parsed.sentence.asks:
        return False
    keys = parsed.sentence.keys
    asks = [cue.stop for cue in parsed.of("question") if cue.stop <= mention.start and keys[cue.start][0] != "any"]
    first = max([0, mention.start - FAR_AHEAD, *asks])  # "I want to ask, have you had any numbness"
    return any(not ANNOUNCING.isdisjoint(keys[at]) for at in range(first, mention.start))


def _is_denied(mention: Mention, parsed: Parsed) -> bool:
    return any(covers(cue, mention, parsed) for cue in parsed.of("negation"))


def _of_function(mention: Mention, parsed: Parsed) -> Manner | None:
    near = [(parsed.cost(cue, mention), cue.row.kind) for cue in parsed.of("normal", "lost")]
    kind = min(near)[1] if near and min(near)[0] <= 2 * NEAR else None
    if kind is None:
        return Manner.OPEN
    if _is_denied(mention, parsed):
        return None
    return Manner.NORMAL if kind == "normal" else Manner.TROUBLE


def _is_taken_for_granted(mention: Mention, manner: Manner, parsed: Parsed) -> bool:
    keys = parsed.sentence.keys
    words = {at for at in range(len(keys)) if not CHANGING.isdisjoint(keys[at])}
    return bool(words if manner is Manner.NORMAL else words - set(mention.path))


def goes_on(parsed: Parsed) -> bool:
    """Whether a question that names nothing asks for what was named before: "nothing like that?", "is that right?"."""
    words = {key for keys in parsed.sentence.keys for key in keys}
    return bool(words & CHECKS) or (len(parsed.sentence) <= SHORT + 1 and bool(words & GOES_ON))
