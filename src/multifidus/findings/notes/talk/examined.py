"""An examination told in a talk: what the doctor does in one sentence, and finds, or hears, in the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from multifidus.findings.notes.context.standing import Standing, standing
from multifidus.findings.notes.statements import Statement
from multifidus.findings.notes.taken import FELT
from multifidus.findings.notes.talk.openings import Said
from multifidus.findings.notes.talk.replies import Reply
from multifidus.findings.notes.talk.talk import turns
from multifidus.findings.notes.text.attributes import SIDES, side_of
from multifidus.findings.notes.text.mentions import Mention, Parsed
from multifidus.findings.notes.text.places import is_placed
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.phrases import stem
from multifidus.terms import Side

HURTS = frozenset(map(stem, ("hurt", "pain", "sore", "tender", "uncomfortable")))
REFERS = frozenset({"that", "that's", "it", "it's", "this", "they"})
OTHER = frozenset({"other"})
REFERS_BY = 5  # words within which a sentence says that it speaks of what was just done
SAME = frozenset({stem("same")})  # "does it feel the same?" is asked of what should be: yes is well, no is lost
OPPOSITE: dict[Side, Side] = {"left": "right", "right": "left"}


@dataclass(frozen=True, slots=True)
class Done:
    """What the doctor is examining."""

    mention: Mention
    parsed: Parsed
    side: Side | None

    def found(self, stands: Standing, side: Side | None, lexicon: Lexicon) -> Iterator[Statement]:
        """The findings of the examination in a standing."""
        if not is_placed(self.mention, stands, self.parsed):
            return
        for finding in self.mention.findings:
            row = lexicon.vocabulary[finding]
            if row.kind not in FELT:
                whose = side if row.sided else None
                yield Statement(finding, stands, whose, self.parsed, self.mention.start, self.mention.stop)


def examined(parsed: Sequence[Parsed], lexicon: Lexicon) -> Iterator[Statement]:
    """What an examination told by turns found: "does that hurt?" - "yes", or "okay, that is weaker on the left"."""
    done: Done | None = None
    asks = False
    for kind, turn in turns(parsed):
        if kind == "asked":
            for one in turn:
                begun = _begun(one, lexicon)
                if begun is None and done is not None:
                    done = _other_side(done, one)
                    yield from _results(done, one, lexicon)
                done = begun or done
                asks = done is not None and _asks(one, done) and (one.sentence.asks or asks or begun is not None)
        elif kind == "told" and done is not None and asks:
            yield from _felt(done, turn, lexicon)
            asks = False


def _begun(parsed: Parsed, lexicon: Lexicon) -> Done | None:
    """The test or the function that a sentence of the doctor turns to, without telling a result."""
    for mention in reversed(parsed.mentions):
        if mention.row.states not in ("test", "function"):
            continue
        if all(lexicon.vocabulary[finding].kind in FELT for finding in mention.findings):
            continue
        if standing(mention, parsed) in (Standing.UNSTATED, Standing.ASKED) or "narrated" in mention.row.where:
            return Done(mention, parsed, side_of(mention, parsed))
    return None


def _other_side(done: Done, parsed: Parsed) -> Done:
    """The same on the other side, where the doctor turns to "the other one"."""
    side = done.side
    if side in OPPOSITE and any(not OTHER.isdisjoint(keys) for keys in parsed.sentence.keys):
        return replace(done, side=OPPOSITE[side])
    return done


def _asks(parsed: Parsed, done: Done) -> bool:
    wanted = HURTS if done.mention.row.states == "test" else SAME
    return any(not wanted.isdisjoint(keys) for keys in parsed.sentence.keys)


def _results(done: Done, parsed: Parsed, lexicon: Lexicon) -> Iterator[Statement]:
    """What the doctor says was found, in words that refer back: "okay, that's strong on both sides"."""
    keys = parsed.sentence.keys
    refers = next((at for at, key in enumerate(keys[:REFERS_BY]) if not REFERS.isdisjoint(key)), None)
    if refers is None or parsed.sentence.asks or parsed.of("negation", "hypothetical", "doubt"):
        return
    good, bad = ("negative", "positive") if done.mention.row.states == "test" else ("normal", "lost")
    found = {cue.row.kind for cue in parsed.of(good, bad) if cue.start > refers}
    if len(found) != 1:
        return
    named = {SIDES[str(cue.row.value)] for cue in parsed.of("side")}
    side = named.pop() if len(named) == 1 else done.side
    yield from done.found(Standing.PRESENT if bad in found else Standing.ABSENT, side, lexicon)


def _felt(done: Done, turn: Sequence[Parsed], lexicon: Lexicon) -> Iterator[Statement]:
    """What the person answers to "does that hurt?"; nothing where they say both."""
    said = Reply(turn, lexicon).said()
    if said is None:
        return
    if done.mention.row.states == "test":
        stands = {
            Said.YES: Standing.PRESENT,
            Said.STRESSED: Standing.PRESENT,
            Said.PARTLY: Standing.PRESENT,
            Said.NO: Standing.ABSENT,
            Said.PAINLESS: Standing.ABSENT,
        }.get(said)
    else:
        stands = {
            Said.YES: Standing.ABSENT,
            Said.STRESSED: Standing.ABSENT,
            Said.FINE_YES: Standing.ABSENT,
            Said.NO: Standing.PRESENT,
        }.get(said)
    if stands is None or (stands is Standing.ABSENT and _goes_both_ways(turn)):
        return
    yield from done.found(stands, done.side, lexicon)


def _goes_both_ways(turn: Sequence[Parsed]) -> bool:
    return any(one.of("yes") for one in turn) and any(one.of("no") for one in turn)
