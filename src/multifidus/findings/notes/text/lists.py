"""The members of a list that a head leads or ends: "worse with bending, gardening, riding in a car and sitting".

A phrase of the tables ends at the first word that nobody foresaw; in a list whatever is known is read, on either side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from multifidus.findings.notes.text.mentions import HEADED, Cue, Mention, Parsed
from multifidus.findings.notes.text.sentences import Sentence
from multifidus.findings.notes.wording.phrases import stem

JOINS = frozenset({",", "and", "or", "/", "&", "+"})
GRADES = frozenset(map(stem, (  # what may stand before a member: "prolonged sitting"
    "prolonged", "long", "extended", "heavy", "repetitive", "repeated", "any", "some", "sustained", "static",
    "the", "his", "her", "my", "left", "right", "bilateral", "over", "in", "of", "along",
    "excessive", "even", "also", "particularly", "especially", "when", "with", "on", "by", "both", "either", "while",
)))  # fmt: skip
BREAKS = frozenset(map(stem, (
    ";", ":", "(", "but", "better", "worse", "no", "not", "never", "without", "deny", "cannot", "nor", "help", "relief",
    "he", "she", "i", "patient", "they", "however", "although", "though", "except", "is", "are", "was", "were", "has",
    "had", "have", "can", "does", "do", "report", "reports", "which", "that", "there", "fine", "unaffected", "reduce",
    "reduces", "ease", "settle", "settles", "normal", "unchanged",
)))  # fmt: skip
DENIAL = "not"
AUXILIARY = frozenset(map(stem, ("do", "does", "did", "all", "both", "will", "also", "can", "may")))
LONGEST = 6  # words of one member
FARTHEST = 40  # words of a list


def with_lists(parsed: Parsed) -> Parsed:
    """A sentence with the members of its lists; those that longer wording says already are left out."""
    if not parsed.members or not parsed.of("head"):
        return parsed
    mentions = [*parsed.mentions, *_listed(parsed)]
    return replace(parsed, mentions=sorted(mentions, key=lambda one: one.path))


def _listed(parsed: Parsed) -> Iterator[Mention]:
    """Each member with the words of its head, by which it stands as the head does."""
    said: dict[str, set[int]] = {}
    for one in parsed.mentions:
        for finding in one.findings:
            said.setdefault(finding, set()).update(one.path)
    for member in parsed.members:
        head = next((head for head in parsed.of("head") if _leads(head, member, parsed.sentence)), None)
        free = tuple(one for one in member.findings if said.get(one, set()).isdisjoint(member.path))
        if head is None or not free:
            continue
        where = tuple(one for one in member.row.where if one not in HEADED)
        denied = head.row.direction == "backward" and parsed.sentence.has(head.start - 1, DENIAL)
        if denied and member.row.states != "present":
            continue  # that lying does not help is more than a denial
        row = replace(member.row, where=where, states="absent" if denied else member.row.states)
        yield Mention(row, tuple(sorted({*head.path, *member.path})), free)


def _leads(head: Cue, member: Mention, sentence: Sentence) -> bool:
    if head.row.value not in member.row.where or set(head.path) & set(member.path):
        return False
    if head.row.direction == "forward":
        return head.stop <= member.start and _is_list(head.stop, member, len(sentence), sentence)
    first = head.start - 1 if sentence.has(head.start - 1, DENIAL) else head.start
    while first > member.stop and not AUXILIARY.isdisjoint(sentence.keys[first - 1]):
        first -= 1
    return member.stop <= first and _runs(member.start, first, sentence) and _begins(member.start, 0, sentence)


def _is_list(start: int, member: Mention, stop: int, sentence: Sentence) -> bool:
    """Whether a list runs from a place to a member, and what follows the member says nothing else of it."""
    after = next((at for at in range(member.stop, stop) if not {",", ";", "."}.isdisjoint(sentence.keys[at])), stop)
    return (
        _runs(start, member.start, sentence)
        and _begins(member.start, start, sentence)
        and not _breaks(range(member.stop, after), sentence)
    )


def _begins(at: int, start: int, sentence: Sentence) -> bool:
    """Whether a member begins at a place: behind a comma or an "and", or at the beginning of the list."""
    while at > start and not GRADES.isdisjoint(sentence.keys[at - 1]):
        at -= 1
    return at <= start or not JOINS.isdisjoint(sentence.keys[at - 1])


def _runs(start: int, stop: int, sentence: Sentence) -> bool:
    if stop - start > FARTHEST or _breaks(range(start, stop), sentence):
        return False
    length = 0
    for at in range(start, stop):
        length = 0 if not JOINS.isdisjoint(sentence.keys[at]) else length + 1
        if length > LONGEST:
            return False
    return True


def _breaks(words: range, sentence: Sentence) -> bool:
    return any(not BREAKS.isdisjoint(sentence.keys[at]) for at in words)
