"""Whether tests are called for, held back and read as they can be."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at, in_table
from multifidus.knowledge.rows import TestAimRow, TestCallRow, TestGateRow, TestRow

PLACES = {"root", "disc", "plain_root", "on_side"}  # what the text of an aim may leave to the person


def cause_without_confirming_test(index: Index) -> Iterator[KnowledgeError]:
    """Causes that no test would confirm."""
    confirmed = {row.cause for row in index.rows(TestAimRow) if row.confirms}
    for cause in index.causes:
        if cause not in confirmed:
            remedy = "add the test whose positive result settles it, or say which examination does"
            yield in_table(TestAimRow, f"no test confirms {cause}", remedy)


def aim_that_its_test_cannot_show(index: Index) -> Iterator[KnowledgeError]:
    """Results that are looked for with a test that does not give them."""
    answers = {row.id: row.findings for row in index.rows(TestRow)}
    for row in index.rows(TestAimRow):
        for finding in row.shows:
            if finding not in answers[row.test]:
                problem = f"{row.test} does not answer {finding}"
                yield at(row, "shows", problem, "add it to the findings of the test, or take it out here")


def aim_with_an_unknown_place(index: Index) -> Iterator[KnowledgeError]:
    """Texts that leave to the person what nobody fills in."""
    for row in index.rows(TestAimRow):
        for text in (row.look_for, row.plain):
            for _, place, _, _ in Formatter().parse(text):
                if place is not None and place not in PLACES:
                    problem = f"nothing fills in {place!r}"
                    yield at(row, "look_for", problem, f"write one of {', '.join(sorted(PLACES))}")


def call_without_reason(index: Index) -> Iterator[KnowledgeError]:
    """Tests that would be called for in everybody, or for two reasons in one row."""
    for row in index.rows(TestCallRow):
        if not (row.cause or row.feared or row.when.ways):
            yield at(row, "when", f"{row.test} would be called for in everybody", "name a cause, or a condition")
        if row.cause and row.feared:
            problem = f"both a cause and what is feared call for {row.test}"
            yield at(row, "feared", problem, "give each a row of its own")


def gate_without_bar(index: Index) -> Iterator[KnowledgeError]:
    """Gates that hold nothing back, for want of a condition or of the test that comes first."""
    for row in index.rows(TestGateRow):
        bar = bool(row.when.ways) if row.effect in ("needs", "not") else bool(row.by) or row.effect == "after_questions"
        if not bar:
            problem = f"{row.effect}, but nothing says what"
            yield at(row, "effect", problem, "give the condition in when, or the tests that come first in by")
