"""What a reply says to the questions before it: yes, no, all is well, or words that name what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multifidus.findings.notes.context.scope import covers
from multifidus.findings.notes.context.standing import Standing, standing
from multifidus.findings.notes.statements import Statement
from multifidus.findings.notes.talk.asked import Manner, Question
from multifidus.findings.notes.talk.openings import (
    OPENING,
    PAINS,
    Said,
    answers_for_them,
    is_filler,
    opening_of,
    says_yes,
)
from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.text.places import is_placed, may_tell
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.phrases import stem

EXCEPT = frozenset(map(stem, ("but", "except", "apart", "though", "although", "only", "just", "however", "unless")))
GENERAL = frozenset(map(stem, ("any", "a", "the", "of", "in", "with", "or", "and", "your", "you", "to", "have", "had")))
MOST_AT_ONCE = 2  # a "yes" to more things than this says nothing of each
UNSAID = ("family", "hypothetical", "past", "resolved", "negation", "question")


@dataclass(frozen=True, slots=True)
class Reply:
    """All sentences of one turn that tells."""

    turn: Sequence[Parsed]
    lexicon: Lexicon

    def to(self, pending: Sequence[Question], *, within: int) -> Iterator[Statement]:
        """What the reply states of what was asked."""
        yield from self._named(pending)
        yield from self._of_their_own(pending)
        said = self.said(within)
        last = pending[-1].parsed if pending else None
        at_once = [one for one in pending if one.parsed is last and one.manner is Manner.TROUBLE]
        many = len({one.finding for one in at_once if may_tell(one.mention, Standing.PRESENT)}) > MOST_AT_ONCE
        for one in pending:
            stands = _meaning(said, one)
            if stands is Standing.PRESENT and said is not Said.AGREED and (many or one.parsed is not last):
                continue
            if stands is Standing.ABSENT and self._excepts(one):
                continue
            if stands is not None and one.is_placed(stands):
                yield one.states(stands)

    def _of_their_own(self, pending: Sequence[Question]) -> Iterator[Statement]:
        """What is well by words that speak of these findings and no others: "no accidents"."""
        well = {finding for one in self.turn for cue in one.of("fine") for finding in str(cue.row.value or "").split()}
        for one in pending:
            if one.finding in well and one.manner is not Manner.OPEN and not self._excepts(one):
                yield one.states(Standing.ABSENT)

    def said(self, within: int = OPENING) -> Said | None:
        """What the reply says as a whole, after all corrections; None where that is neither."""
        opening = next((one for one in self.turn if not is_filler(one) and answers_for_them(one)), None)
        if opening is None or opening.sentence.asks:
            return None
        said = opening_of(opening, within)
        later = self._corrected(opening)
        return later[0] if later else said

    def _corrected(self, opening: Parsed) -> tuple[Said | None] | None:
        """What a correction says in the end: "no. well, yes, ..." is a yes, "no wait, ..." is neither."""
        for at, one in enumerate(self.turn):
            if one.of_another:
                continue
            turned = one.of("correction")
            if turned:
                first = turned[0].start if one is opening else 0
                if any(cue.start >= first for cue in one.of("yes")) or any(map(says_yes, self.turn[at + 1 :])):
                    return (Said.YES,)
                said = opening_of(opening, OPENING)
                return (said if said in (Said.YES, Said.STRESSED, Said.PARTLY) else None,)
            if one is not opening and says_yes(one) and opening_of(opening, OPENING) is Said.NO:
                return (Said.YES,)
        return None

    def _excepts(self, question: Question) -> bool:
        """Whether something in the reply keeps a "no" from denying this one: "no, but my bladder has been slow"."""
        opening = True
        for one in self.turn:
            if not opening and _speaks_of(question, one):
                return True
            opening = opening and is_filler(one)
            for start, stop in _clauses_of_exception(one):
                rest = [mention for mention in one.mentions if start <= mention.start < stop]
                understood = one.of("negation", "no", "fine", "reply", "family")
                if not rest and not any(start < cue.stop <= stop for cue in understood):
                    return True
                if any(self._touches(question, mention, one) for mention in rest):
                    return True
        return False

    def _touches(self, question: Question, mention: Mention, parsed: Parsed) -> bool:
        if standing(mention, parsed) in (Standing.ABSENT, Standing.ELSE, Standing.FEARED):
            return False
        group = self.lexicon.vocabulary[question.finding].group
        return any(self.lexicon.vocabulary[finding].group == group for finding in mention.findings)

    def _named(self, pending: Sequence[Question]) -> Iterator[Statement]:
        """Findings that were asked for and are there by what the reply says of them: "kind of cotton-woolly"."""
        asked = {one.finding for one in pending if one.is_placed(Standing.PRESENT)}
        felt_not = {one.finding for one in pending if one.manner is not Manner.NORMAL}
        for parsed in self.turn:
            if parsed.sentence.asks or parsed.of_another:
                continue
            for cue in parsed.of("reply"):
                for finding in str(cue.row.value).split():
                    if (
                        finding in asked
                        and not _is_turned(cue, parsed)
                        and not (_denies(cue, parsed) and finding in felt_not)
                        and not _is_of_another_thing(cue, finding, parsed)
                    ):
                        yield Statement(finding, Standing.PRESENT, None, parsed, cue.start, cue.stop)


def _speaks_of(question: Question, parsed: Parsed) -> bool:
    """Whether a later sentence says something of what was asked, and no denial: "no. my bowels have been off"."""
    if parsed.sentence.asks or parsed.of_another or parsed.of("negation", "no", "fine", "family"):
        return False
    named = {question.parsed.sentence.keys[at][0] for at in question.mention.path} - GENERAL
    return any(keys[0] in named for keys in parsed.sentence.keys)


def _is_of_another_thing(cue: Cue, finding: str, parsed: Parsed) -> bool:
    """Whether a word belongs to something else that the reply names: "my left leg is weak" says nothing of a stream."""
    words = set(cue.path)
    return any(
        words & set(mention.path) and finding not in mention.findings and is_placed(mention, Standing.PRESENT, parsed)
        for mention in parsed.mentions
    )


def _denies(cue: Cue, parsed: Parsed) -> bool:
    """Whether not to have felt is a denial, and no loss of feeling: "I haven't felt anything like that"."""
    return any(one.start <= cue.start and cue.stop < one.stop for one in parsed.of("no"))


def _is_turned(cue: Cue, parsed: Parsed) -> bool:
    words = Mention(parsed.mentions[0].row, cue.path, ()) if parsed.mentions else None
    if words is not None:
        return any(covers(one, words, parsed) for one in parsed.of(*UNSAID))
    return any(one.start < cue.start and one.stop > cue.start - OPENING for one in parsed.of(*UNSAID))


def _meaning(said: Said | None, question: Question) -> Standing | None:
    if question.manner is Manner.SUMMED_UP:
        return Standing.PRESENT if said in (Said.YES, Said.AGREED) else None
    trouble, normal = question.manner is Manner.TROUBLE, question.manner is Manner.NORMAL
    if said is Said.AGREED:
        return Standing.PRESENT if trouble else Standing.ABSENT if question.manner is not Manner.OPEN else None
    if said is Said.YES:
        return Standing.PRESENT if trouble else Standing.ABSENT if normal else None
    if said is Said.STRESSED:  # "no fever?" - "yes, I have" contradicts
        return Standing.ABSENT if normal else Standing.PRESENT if question.manner is not Manner.OPEN else None
    if said is Said.NO:
        return Standing.PRESENT if normal else Standing.ABSENT if question.manner is not Manner.OPEN else None
    if said is Said.PAINLESS:
        return Standing.ABSENT if trouble and question.is_of(PAINS) else None
    if said is Said.FINE:
        return Standing.ABSENT
    if said is Said.FINE_YES:
        return None if trouble else Standing.ABSENT
    if said is Said.USUAL:  # "any numbness?" or "and your bowels?" - "just the usual" is no denial
        return Standing.ABSENT if normal else None
    if said is Said.PARTLY:  # "can you feel it?" - "a bit" is none either
        return Standing.PRESENT if trouble or question.manner is Manner.NEGATED else None
    return Standing.PRESENT if said is Said.HARDLY and normal else None


def _clauses_of_exception(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Where the words behind "but", "only" or "apart from" stand, up to the next of them."""
    keys = parsed.sentence.keys
    begins = [at + 1 for at, key in enumerate(keys) if not EXCEPT.isdisjoint(key)]
    for at, begin in enumerate(begins):
        yield begin, begins[at + 1] if at + 1 < len(begins) else len(keys)
