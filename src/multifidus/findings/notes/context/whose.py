"""Whom a sentence is about where somebody else writes or answers for the person: a daughter, a husband, a carer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from multifidus.findings.notes.text.mentions import Cue, Parsed
from multifidus.findings.notes.wording.phrases import stem

MYSELF = frozenset(map(stem, ("i", "i'm", "am", "i've", "i'd", "i'll", "ive", "myself")))
MY = ("my", "our")
KIN = frozenset(map(stem, (
    "husband", "wife", "son", "daughter", "mother", "father", "mom", "mum", "dad", "brother", "sister", "partner",
    "girlfriend", "boyfriend", "gran", "granny", "nan", "nana", "grandad", "grandma", "grandpa", "grandmother",
    "grandfather", "aunt", "uncle", "mam", "fiance", "fiancee", "nephew", "niece", "friend", "neighbour", "neighbor",
)))  # fmt: skip
OPENING = 2  # sentences in which a message says whom it is about
TWICE = 2  # how much oftener it has to speak of him or her than of the writer


def of_whom(parsed: Sequence[Parsed]) -> list[Parsed]:
    """The sentences of a text, those told to be about somebody else than the person marked as such.

    Where a message is about "my husband", he is the person: words for him are then no other relative, but cues of
    the kind "person", and what the writer says of herself is another's.
    """
    person = _person_of(parsed)
    return [_of_person(one, person) if person or one.sentence.section.by_kin else one for one in parsed]


def _person_of(parsed: Sequence[Parsed]) -> str | None:
    """The relative that a message is about; None where the writer tells of themself."""
    if any(one.sentence.section.kind == "asked" for one in parsed):
        return None
    named = next((word for one in parsed[:OPENING] for word in _kin_of_mine(one)), None)
    if named is None:
        return None
    of_them = sum(bool(one.of("pronoun")) for one in parsed)
    of_me = sum(_is_of_me(one) for one in parsed)
    return named if of_them >= TWICE * max(of_me, 1) else None


def _kin_of_mine(parsed: Parsed) -> list[str]:
    """Relatives whom a sentence names as the writer's own, unless they are said to have died."""
    sentence = parsed.sentence
    return [
        key
        for at in range(1, len(sentence))
        for key in sentence.keys[at]
        if key in KIN and any(sentence.has(at - 1, word) for word in MY)
    ]


def _is_of_me(parsed: Parsed) -> bool:
    return not parsed.of("pronoun") and any(not MYSELF.isdisjoint(keys) for keys in parsed.sentence.keys)


def _of_person(parsed: Parsed, person: str | None) -> Parsed:
    if _is_of_me(parsed):
        return replace(parsed, of_another=True)
    named = {person} if person else set(_kin_of_mine(parsed))
    theirs = [cue for cue in parsed.of("family", "kin") if _names(cue, parsed, named)]
    if not theirs:
        return parsed
    kept = {
        kind: [cue for cue in cues if cue not in theirs] if kind in ("family", "kin") else cues
        for kind, cues in parsed.cues.items()
    }
    return replace(parsed, cues={**kept, "person": theirs})


def _names(cue: Cue, parsed: Parsed, named: set[str]) -> bool:
    return any(not named.isdisjoint(parsed.sentence.keys[at]) for at in cue.path)
