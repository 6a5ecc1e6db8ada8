"""Whether everybody is told what to do now, and the ambulance comes first in an emergency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.row import Row
from multifidus.knowledge.rows import (
    EmergencyNumberRow,
    NowAdviceRow,
    PlainFindingRow,
    RedFlagRow,
    ReturnSignRow,
)
from multifidus.knowledge.rows_now import AnyUrgency

FIRST = "call"  # the topic that says whom to call or see
NOWHERE = "ZZ"
GAPS: dict[type[NowAdviceRow | ReturnSignRow], dict[str, set[str]]] = {
    NowAdviceRow: {"plain_text": {"number", "hint", "words"}, "plain_why": {"because"}},
    ReturnSignRow: {"plain_text": {"number"}, "plain_why": set()},
}
GAP = re.compile(r"\{([^}]*)\}")


def nobody_told_where_to_go(index: Index) -> Iterator[KnowledgeError]:
    """Urgencies at which somebody may be told nothing, because every first line has a condition."""
    for level in get_args(AnyUrgency):
        rows = [row for row in index.rows(NowAdviceRow) if row.topic == FIRST and level in row.urgency]
        if not any(_for_anybody(row) for row in rows):
            problem = f"at {level} some people are told neither to call nor whom to see"
            yield in_table(NowAdviceRow, problem, f"add a row of topic {FIRST} for {level} without a condition")


def emergency_without_ambulance(index: Index) -> Iterator[KnowledgeError]:
    """First lines of an emergency that do not give the number."""
    for row in index.rows(NowAdviceRow):
        if row.topic == FIRST and "emergency" in row.urgency and "{number}" not in row.plain_text:
            yield at(row, "plain_text", "an emergency without the emergency number", "say when to call {number}")


def first_line_that_is_not_first(index: Index) -> Iterator[KnowledgeError]:
    """Urgencies at which something is told before whom to call or see; in an emergency that is the ambulance."""
    for level in get_args(AnyUrgency):
        first = next((row for row in index.rows(NowAdviceRow) if level in row.urgency), None)
        if first is not None and first.topic != FIRST:
            problem = f"at {level} {first.topic} is told before whom to call"
            yield at(first, "topic", problem, f"put the rows of topic {FIRST} before it")


def gap_that_nothing_fills(index: Index) -> Iterator[KnowledgeError]:
    """Words in braces that the code does not know: they would be shown as they stand."""
    for kind, known in GAPS.items():
        for row in index.rows(kind):
            for column, gaps in known.items():
                for gap in GAP.findall(getattr(row, column)):
                    if gap not in gaps:
                        problem = f"nothing fills {{{gap}}}"
                        yield at(row, column, problem, "write one of the gaps that its row class names")


def rule_without_plain_words(index: Index) -> Iterator[KnowledgeError]:
    """Findings of a red flag that have no words for the person, who would then not learn why."""
    told = {row.finding for row in index.rows(PlainFindingRow)}
    for finding in dict.fromkeys(finding for rule in index.rows(RedFlagRow) for finding in rule.finding):
        if finding not in told:
            problem = f"a red flag speaks of {finding}, which has no words for the person"
            yield in_table(PlainFindingRow, problem, "add its row")


def no_number_without_a_country(index: Index) -> Iterator[KnowledgeError]:
    """A table of emergency numbers without the one for a country that nobody told, or without words on it."""
    unknown = next((row for row in index.rows(EmergencyNumberRow) if row.country == NOWHERE), None)
    if unknown is None or not unknown.plain_hint:
        problem = "nobody is told whom to call where the country is not known"
        yield in_table(EmergencyNumberRow, problem, f"add {NOWHERE} with a hint on where its number works")


def _for_anybody(row: Row) -> bool:
    assert isinstance(row, NowAdviceRow)
    return row.about == "anybody" and not (row.causes or row.when.ways or row.unless.ways)
