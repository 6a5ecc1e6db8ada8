"""What a sentence mentions: phrases of findings, and the cues that turn their meaning."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from multifidus.findings.notes.numbers.ranges import Range, ranges_in
from multifidus.findings.notes.text.sentences import Sentence
from multifidus.findings.notes.wording.automaton import Match, OfWords
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.knowledge.rows_wording import CueRow, WordingRow

WORDLESS = WordingRow(findings=(), states="present", where=(), phrases=("",), line=0)
PARTING = frozenset({",", ";", "and", "but", "or"})
# Cues that would mean the same words otherwise: of those that overlap within one group only the longest stays. A sham
# ("old man", "go back") stands in every group whose cues it undoes.
GROUPS = (
    (
        "negation", "affirmation", "doubt", "past", "resolved", "planned", "family", "hypothetical", "question", "end",
        "dismissal", "sham",
    ),
    ("side", "region", "picture", "measure", "muscle", "sham"),
    ("positive", "negative", "lost", "normal"),
    ("unit",), ("recent",), ("setting",), ("diagnosed",), ("sex",), ("pronoun",), ("kin",), ("yes",), ("no",),
    ("lasting",), ("fresh",), ("fine",), ("agree",), ("correction",), ("reply",), ("head",),
    ("over_limit", "under_limit"), ("mark",),
)  # fmt: skip
GROUPS_OF = {  # of each kind, a bit for each of its groups
    kind: sum(1 << at for at, kinds in enumerate(GROUPS) if kind in kinds) for kinds in GROUPS for kind in kinds
}
APART = frozenset({"image", "diagnosis", "doubt"})  # states of wording that are read side by side
TRAIT = "trait"  # wording that hides nothing shorter: "sharp low back pain" tells the trait and the back pain
OF_KIN = "family"  # in `where` of what counts when a relative has it
HEADED = frozenset({"worse", "better", "sore", "painless"})  # in `where` of what is the member of a list with that head
ANSWERS = frozenset({":", "-", "="})  # "fever: no" answers what stands before it, "MRI: no fracture" does not


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at its place in a sentence."""

    row: CueRow
    start: int
    stop: int
    path: tuple[int, ...]  # its words, gaps left out


@dataclass(frozen=True, slots=True)
class Mention(OfWords):
    """A phrase of findings at its place in a sentence; `path` are its words, gaps left out."""

    row: WordingRow
    path: tuple[int, ...]
    findings: tuple[str, ...]  # those of the row that no longer phrase claims with the same words


def plain_words(start: int, stop: int) -> Mention:
    """Words that are no phrase of a finding, as a mention: cues reach them as they reach any other."""
    return Mention(WORDLESS, tuple(range(start, stop)), ())


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its mentions and cues, both in the order of their words."""

    sentence: Sentence
    mentions: list[Mention]
    cues: Mapping[str, list[Cue]]  # by kind
    partings: list[int]  # the places of what parts the things of a list
    of_another: bool = False  # whether whoever speaks for the person speaks of themself here
    members: tuple[Mention, ...] = ()  # what is mentioned only as a member of a list with a head
    ranges: tuple[Range, ...] = ()  # what is normal by the text itself, whose words are no verdict

    def of(self, *kinds: str) -> list[Cue]:
        """The cues of some kinds."""
        if len(kinds) == 1:
            return self.cues.get(kinds[0], [])
        return [cue for kind in kinds for cue in self.cues.get(kind, ())]

    def cost(self, cue: Cue, mention: Mention, *, last: bool = False) -> int:
        """How far a cue stands from a mention, in words; a comma or an "and" between counts for four.

        `last` measures from the last word of the mention alone, where the more telling word of a test stands.
        """
        first = mention.path[-1] if last else mention.start
        if cue.start >= first and cue.stop <= mention.stop:
            return 0
        gap = range(mention.stop, cue.start) if cue.start >= mention.stop else range(cue.stop, max(first, cue.stop))
        return 1 + len(gap) + 3 * len(self.partings_in(gap))

    def partings_in(self, gap: range) -> list[int]:
        """The places of commas, "and" and the like among some words."""
        return self.partings[bisect_left(self.partings, gap.start) : bisect_left(self.partings, gap.stop)]


def parse(sentence: Sentence, lexicon: Lexicon) -> Parsed:
    """The mentions and cues of one sentence.

    Of mentions that lie wholly within another only the larger stays ("saddle numbness" is no "numbness"); of cues
    of one group that overlap the longest stays ("cannot exclude" is no "cannot"), and nothing is mentioned by a part
    of a sham ("hay fever" is no fever).
    """
    walls = [lexicon.walls.get(word[0], 0) for word in sentence.keys]
    phrases: list[Match[WordingRow]] = []
    turns: list[Match[CueRow]] = []
    members: list[Mention] = []
    ranges = ranges_in(sentence)
    given = {at for one in ranges for at in range(one.start, one.stop)}
    for match in lexicon.phrases.find(sentence.keys, walls):
        if not given.isdisjoint(match.path):
            continue
        rows = [row for row in match.payloads if isinstance(row, WordingRow)]
        members += [Mention(row, match.path, row.findings) for row in rows if not HEADED.isdisjoint(row.where)]
        rows = [row for row in rows if HEADED.isdisjoint(row.where)]
        cues = [row for row in match.payloads if isinstance(row, CueRow)]
        if rows:
            phrases.append(Match(match.path, rows))
        if cues:
            turns.append(_answering(_in_brackets(Match(match.path, cues), sentence), sentence))
    shams = [frozenset(one.path) for one in turns if any(row.kind == "sham" for row in one.payloads)]
    mentions = _largest([one for one in phrases if not any(frozenset(one.path) < sham for sham in shams)])
    turns = [cue for cue in turns if not _denies_after_all(cue, mentions, walls) and not _used_up(cue, mentions)]
    partings = [at for at, keys in enumerate(sentence.keys) if keys[0] in PARTING]
    return Parsed(sentence, mentions, _longest(turns), partings, members=tuple(members), ranges=ranges)


def _answering(cue: Match[CueRow], sentence: Sentence) -> Match[CueRow]:
    """A cue without its "no" where that stands behind a colon and does not end what is said there.

    "Fever: no" speaks of the words before it, "MRI: no fracture" does not.
    """
    if ANSWERS.isdisjoint(sentence.keys[cue.start]) or _ends_at(cue.stop, sentence):
        return cue
    return Match(cue.path, [row for row in cue.payloads if row.kind != "negation"])


def _in_brackets(match: Match[CueRow], sentence: Sentence) -> Match[CueRow]:
    """A "(-)" or "(+)" without the rows that look the wrong way: at the end of a thing it speaks of what is before."""
    if "(" not in sentence.keys[match.start]:
        return match
    away = "forward" if _ends_at(match.stop, sentence) else "backward"
    return Match(match.path, [row for row in match.payloads if row.direction != away])


def _ends_at(at: int, sentence: Sentence) -> bool:
    return at >= len(sentence) or not {",", ";", ".", ")", "-"}.isdisjoint(sentence.keys[at])


def _denies_after_all(cue: Match[CueRow], mentions: list[Mention], walls: list[int]) -> bool:
    """Whether a sham takes the "no" away from a mention that goes on behind it: "no change in bowel habit"."""
    if not walls[cue.start] or all(row.kind != "sham" for row in cue.payloads):
        return False
    return any(cue.start < one.start < cue.stop < one.stop for one in mentions)


def _used_up(cue: Match[CueRow], mentions: list[Mention]) -> bool:
    """Whether a "not" belongs to what it says itself: "cannot pass urine and is numb" denies no numbness."""
    if any(row.kind == "resolved" for row in cue.payloads):  # "her back went." tells of no end
        return any(one.row.states == "present" and set(cue.path) & set(one.path) for one in mentions)
    if all(row.kind != "negation" for row in cue.payloads):
        return False
    return any(one.row.states == "present" and set(cue.path) <= set(one.path) for one in mentions)


def _largest(matches: list[Match[WordingRow]]) -> list[Mention]:
    paths = {match.path: frozenset(match.path) for match in matches}
    kept: list[Mention] = []
    claimed: dict[str, set[int]] = {}
    across: dict[int, list[Match[WordingRow]]] = {}
    for match in matches:
        for at in match.path:
            across.setdefault(at, []).append(match)
    for match in sorted(matches, key=lambda match: (-len(match.path), match.start)):
        words = paths[match.path]
        larger = {
            _kind(row)
            for other in across[match.start]
            if words < paths[other.path]
            for row in other.payloads
            if TRAIT not in row.where
        }
        rows = [row for row in match.payloads if not any(_hides(kind, _kind(row)) for kind in larger)]
        free = {one for row in rows for one in row.findings if words.isdisjoint(claimed.get(one, ()))}
        for one in free:
            claimed.setdefault(one, set()).update(words)
        for row in rows:
            findings = tuple(one for one in row.findings if one in free)
            kept += [Mention(row, match.path, findings)] if findings else []
    return sorted(kept, key=lambda mention: mention.path)


def _kind(row: WordingRow) -> str:
    return OF_KIN if OF_KIN in row.where else row.states


def _hides(larger: str, smaller: str) -> bool:
    """Whether a larger mention hides a smaller: what a picture shows hides no diagnosis, nor the reverse.

    What is asked of the family stands beside what is asked of the person: "her brother has psoriasis".
    """
    return larger == smaller or not ({larger, smaller} <= APART or OF_KIN in (larger, smaller))


def _joined(matches: list[Match[CueRow]]) -> list[Match[CueRow]]:
    """One match for each path, so that no order decides between what the same words may be."""
    joined: dict[tuple[int, ...], Match[CueRow]] = {}
    for match in matches:
        known = joined.get(match.path)
        joined[match.path] = Match(match.path, [*known.payloads, *match.payloads]) if known else match
    return list(joined.values())


def _rank(match: Match[CueRow]) -> tuple[int, bool, int]:
    is_sham = False
    for row in match.payloads:  # a loop, as this is asked of every cue
        is_sham = is_sham or row.kind == "sham"
    return -len(match.path), not is_sham, match.path[0]


def _longest(matches: list[Match[CueRow]]) -> dict[str, list[Cue]]:
    kept: dict[str, list[Cue]] = {}
    taken: dict[int, int] = {}  # by word, the groups whose cues it belongs to
    for match in sorted(_joined(matches), key=_rank):
        free = 0
        for row in match.payloads:
            free |= GROUPS_OF[row.kind]
        for at in match.path:
            free &= ~taken.get(at, 0)
        if not free:
            continue
        for at in match.path:
            taken[at] = taken.get(at, 0) | free
        for row in match.payloads:
            if free & GROUPS_OF[row.kind]:
                kept.setdefault(row.kind, []).append(Cue(row, match.start, match.stop, match.path))
    for cues in kept.values():
        cues.sort(key=lambda cue: cue.start)
    return kept
