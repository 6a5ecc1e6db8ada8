"""What findings imply and exclude: from what was said to everything that follows from it.

Numbers settle their thresholds (age 72 is over 70, and over 50). A finding that is present brings what it implies
and rules out what it excludes; one that is absent takes along whatever would imply it. What follows is never
counted as fresh evidence: `Known.said` keeps what was said itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from multifidus.findings.counts import counted
from multifidus.findings.scope import out_of_scope
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import FindingRow, MeasureRow
from multifidus.terms import Contradiction, Finding, Findings, Known, Side, Unread

COMPARISON = re.compile(r"(?P<sign><=|>=|<|>)\s*(?P<limit>-?\d+(?:\.\d+)?)")
BETWEEN = re.compile(r"(?P<low>-?\d+(?:\.\d+)?)\.\.(?P<high>-?\d+(?:\.\d+)?)")
NORMAL_STRENGTH = 5  # MRC grade
# "Neurologically intact" says nothing of what nobody looked at: the saddle, the bladder and the bowel are asked apart.
ASKED_APART = "bladder_bowel"


@dataclass(frozen=True)
class Logic:
    """The implications of one vocabulary, ready for use. Built once for each edition."""

    implies: Mapping[str, frozenset[str]]  # all that follows, at any distance
    implied_by: Mapping[str, frozenset[str]]
    excludes: Mapping[str, frozenset[str]]  # all that cannot be true beside it
    measures: Mapping[str, MeasureRow]
    settled_by: Mapping[str, tuple[str, ...]]  # the numbers that settle a finding
    vocabulary: Mapping[str, FindingRow]

    def label(self, finding: str) -> str:
        """A finding or a number in words."""
        row = self.vocabulary.get(finding) or self.measures.get(finding)
        return row.label if row else finding


@lru_cache(maxsize=4)
def logic_of(knowledge: Knowledge) -> Logic:
    """The implications of the vocabulary."""
    vocabulary = knowledge.findings
    implies = {finding: _reach(finding, vocabulary) for finding in vocabulary}
    implied_by: dict[str, set[str]] = defaultdict(set)
    excludes: dict[str, set[str]] = defaultdict(set)
    for finding, reached in implies.items():
        for other in reached:
            implied_by[other].add(finding)
        for step in (finding, *reached):
            barred = {word[1:] for word in vocabulary[step].implies if word.startswith("!")}
            excludes[finding] |= barred
    for finding, barred in list(excludes.items()):
        for other in barred:
            excludes[other].add(finding)
    measures = {row.id: row for row in knowledge.rows(MeasureRow)}
    settled_by: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for measure in measures.values():
        for finding in measure.findings:
            settled_by[finding] += (measure.id,)
    return Logic(
        implies=implies,
        implied_by={finding: frozenset(found) for finding, found in implied_by.items()},
        excludes={finding: frozenset(barred) for finding, barred in excludes.items()},
        measures=measures,
        settled_by=settled_by,
        vocabulary=vocabulary,
    )


def _reach(start: str, vocabulary: Mapping[str, FindingRow]) -> frozenset[str]:
    todo, seen = [start], set()
    while todo:
        for word in vocabulary[todo.pop()].implies:
            if not word.startswith("!") and word not in seen:
                seen.add(word)
                todo.append(word)
    return frozenset(seen)


def complete(
    findings: Findings, knowledge: Knowledge, *, concerns_back: bool = True, unread: tuple[Unread, ...] = ()
) -> Known:
    """Everything that follows from the findings, with contradictions and reasons to be out of scope.

    `concerns_back` is False when a text has no complaint of back or leg in it; `unread` is what a reader could not
    use, handed on so that it is told.
    """
    logic = logic_of(knowledge)
    settled, contradictions = _settle_numbers(findings, logic)
    present = [finding for finding in settled.all() if finding.value is True]
    absent = [finding for finding in settled.all() if finding.value is False]
    known: dict[str, Finding] = {finding.id: finding for finding in present}
    contradictions += _excluded_pairs(known, logic)
    for finding in present:
        for other in sorted(logic.implies.get(finding.id, ())):
            known.setdefault(other, Finding(other, True, _side(finding, other, logic), f"follows from {finding.id}"))
    for finding in absent:
        if finding.id in known:
            contradictions.append(_denied_and_present(finding, known[finding.id], logic))
        else:
            known[finding.id] = finding
    for other, because in _ruled_out(present, absent, logic):
        known.setdefault(other, Finding(other, False, source=f"follows from {because}"))
    numbers = [finding for finding in settled.all() if not isinstance(finding.value, bool)]
    everything = Findings([*numbers, *known.values()])
    everything = everything.plus(*counted(everything, knowledge))
    return Known(
        findings=everything,
        said=frozenset(settled),
        contradictions=tuple(contradictions),
        concerns_back=concerns_back,
        out_of_scope=out_of_scope(everything, concerns_back=concerns_back),
        unread=unread,
    )


def _ruled_out(present: Iterable[Finding], absent: Iterable[Finding], logic: Logic) -> Iterator[tuple[str, str]]:
    """What cannot be there: excluded by something present, or implying something absent."""
    for finding in present:
        for other in sorted(logic.excludes.get(finding.id, ())):
            yield other, finding.id
            for parent in sorted(logic.implied_by.get(other, ())):
                yield parent, finding.id
    for finding in absent:
        apart = logic.vocabulary[finding.id].group != ASKED_APART
        for parent in sorted(logic.implied_by.get(finding.id, ())):
            if not (apart and logic.vocabulary[parent].group == ASKED_APART):
                yield parent, finding.id


def _side(finding: Finding, other: str, logic: Logic) -> Side | None:
    return finding.side if logic.vocabulary[other].sided else None


def _excluded_pairs(present: Mapping[str, Finding], logic: Logic) -> list[Contradiction]:
    return [
        Contradiction(
            first,
            second,
            f"{logic.label(first)} and {logic.label(second)} cannot both be true; both were kept, the more careful way",
        )
        for first in present
        for second in sorted(logic.excludes.get(first, ()))
        if second in present and first < second
    ]


def _denied_and_present(denied: Finding, present: Finding, logic: Logic) -> Contradiction:
    other = present.source.removeprefix("follows from ")
    because = f" (it follows from {logic.label(other)})" if present.source.startswith("follows") else ""
    told = f"{logic.label(denied.id)}: denied, yet it is there{because}; taken as present, the more careful way"
    return Contradiction(denied.id, other, told)


def _settle_numbers(findings: Findings, logic: Logic) -> tuple[Findings, list[Contradiction]]:
    """The findings with every threshold that their numbers settle."""
    numbers = [finding for finding in findings.all() if not isinstance(finding.value, bool)]
    said = {finding.id: finding for finding in findings.all() if isinstance(finding.value, bool)}
    settled: dict[str, Finding] = {}
    for number in numbers:
        for threshold, present in thresholds(number, logic):
            if not present and _leaves_open(number, threshold, said, logic):
                continue
            side = number.side if present and logic.vocabulary[threshold].sided else None
            source = f"follows from {number.id}"
            _keep_worse(settled, replace(number, id=threshold, value=present, side=side, source=source))
    contradictions = [
        _number_says_otherwise(said[finding], measured, logic)
        for finding, measured in settled.items()
        if finding in said and said[finding].value is not measured.value
    ]
    return Findings([*numbers, *said.values(), *settled.values()]), contradictions


def _leaves_open(number: Finding, threshold: str, said: Mapping[str, Finding], logic: Logic) -> bool:
    """Whether a normal number leaves a threshold open: one strong muscle says nothing of the others.

    Nor does a strong right leg of what was said of the left.
    """
    if len(logic.settled_by[threshold]) > 1:
        return True
    there = threshold in said and said[threshold].present
    return there and number.side in ("left", "right") and said[threshold].side != number.side


def _number_says_otherwise(said: Finding, measured: Finding, logic: Logic) -> Contradiction:
    claim = "said" if said.value else "denied"
    told = f"{logic.label(said.id)}: {claim}, but the number says otherwise; the number was taken"
    return Contradiction(said.id, measured.source.removeprefix("follows from "), told)


def _keep_worse(settled: dict[str, Finding], finding: Finding) -> None:
    """Two numbers (left and right) may settle one threshold: present on either side is present."""
    before = settled.get(finding.id)
    if before is None or (finding.present and not before.present):
        settled[finding.id] = finding
    elif finding.present and finding.side != before.side:
        settled[finding.id] = replace(before, side="both")


def thresholds(number: Finding, logic: Logic) -> Iterator[tuple[str, bool]]:
    """Each finding that a number settles, and whether it is present."""
    measure = logic.measures.get(number.id)
    settles = measure.findings if measure else (number.id,)
    for finding in settles:
        if finding in logic.vocabulary:
            present = passes(float(number.value), logic.vocabulary[finding].values)
            if present is not None:
                yield finding, present


@lru_cache(maxsize=1024)
def passes(value: float, rule: str) -> bool | None:
    """Whether a number fulfils `number:years>70` and the like; None when the rule has no threshold.

    >>> passes(72, "number:years>70")
    True
    >>> passes(30, "number:years<25 or >55")
    False
    """
    if rule == "grade:0-5":
        return value < NORMAL_STRENGTH
    between = BETWEEN.search(rule)
    if between:
        return float(between["low"]) <= value <= float(between["high"])
    comparisons = [(match["sign"], float(match["limit"])) for match in COMPARISON.finditer(rule)]
    if not comparisons:
        return None
    return any(_compare(value, sign, limit) for sign, limit in comparisons)


def _compare(value: float, sign: str, limit: float) -> bool:
    if sign == ">":
        return value > limit
    if sign == ">=":
        return value >= limit
    return value < limit if sign == "<" else value <= limit
