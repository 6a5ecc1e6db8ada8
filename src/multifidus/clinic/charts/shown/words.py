"""The words for findings, causes and sources: those of a clinician, or plain ones for the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from django.utils.translation import gettext as _

from multifidus.clinic.design.told import English, told
from multifidus.doors.letter.said import briefly
from multifidus.doors.spoken import Voice
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import PlainFindingRow, TestRow
from multifidus.terms import Finding

Audience = Literal["person", "clinician"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A source: its short name, what it is, where it can be found, and whether somebody has read the figure in it."""

    name: str
    told: str
    doi: str
    status: str


class Words:
    """The words for one reader, from one edition of the tables."""

    def __init__(self, knowledge: Knowledge, audience: Audience) -> None:
        self.knowledge = knowledge
        self.audience = audience
        self.voice = Voice(knowledge)

    @property
    def for_person(self) -> bool:
        """Whether the person reads it."""
        return self.audience == "person"

    def finding(self, finding: str) -> str:
        """The label of a finding; what these tables do not know any more is told by its id."""
        return self.told(self.voice.finding(finding))

    def said(self, finding: Mapping[str, Any]) -> str:
        """A finding of the contract in words, with its side and its number; without its no."""
        return self.told(briefly(Finding(finding["id"], finding["value"], finding.get("side")), self.voice))

    def question(self, finding: str) -> str:
        """The question that a finding answers."""
        row = self.knowledge.findings.get(finding)
        return self.told(row.question) if row is not None else self.finding(finding)

    def cause(self, cause: str) -> tuple[str, str]:
        """The name of a cause, and what it is, in the reader's words."""
        row = self.knowledge.causes.get(cause)
        if row is None:
            return cause.replace("_", " "), ""
        if self.for_person:
            return capital(self.told(row.plain_label)), self.told(row.plain_description)
        return capital(row.label), row.description

    def is_dangerous(self, cause: str) -> bool:
        """Whether a cause may not be missed."""
        row = self.knowledge.causes.get(cause)
        return row is not None and row.dangerous

    def clause(self, finding: str) -> str:
        """A finding as a clause to the person, such as "the pain came all at once"; empty where none is told."""
        row = plain_findings(self.knowledge).get(finding)
        return self.told(row.plain_you) if row is not None else ""

    def test_of(self, finding: str) -> str:
        """The test that shows a finding, in plain words; empty where several tests do, or none."""
        named = tests_by_finding(self.knowledge).get(finding, frozenset())
        return self.told(next(iter(named))) if len(named) == 1 else ""

    def told(self, text: str) -> str:
        """A text of the tables, or of an answer made of them: in the person's language, to a clinician as it is."""
        return told(text) if self.for_person else text

    def mechanism(self, mechanism: str) -> str:
        """What lies between a finding and a cause."""
        return self.voice.mechanism(mechanism)

    def cited(self, pairs: Iterable[tuple[str, str]]) -> tuple[Cited, ...]:
        """Sources with their status, each once; what has none is ours and says so."""
        found = dict.fromkeys((source if source in self.knowledge.sources else "", status) for source, status in pairs)
        return tuple(self._cited(source, status) for source, status in found)

    def _cited(self, source: str, status: str) -> Cited:
        if not source:
            return Cited(_("ours"), _("no published source: our own choice"), "", "ours")
        row = self.knowledge.sources[source]
        told = ". ".join(part for part in (row.authors, row.title, row.venue, row.year) if part)
        return Cited(source, told, row.doi or "", status)


@lru_cache(maxsize=4)
def plain_findings(knowledge: Knowledge) -> Mapping[str, PlainFindingRow]:
    """The rows that say a finding in plain words, by finding."""
    return {row.finding: row for row in knowledge.rows(PlainFindingRow)}


@lru_cache(maxsize=4)
def tests_by_finding(knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    """The plain names of the tests that others do, by each finding that they show."""
    done = [row for row in knowledge.rows(TestRow) if row.who != "person"]
    shown = {finding for row in done for finding in row.findings}
    return {one: frozenset(row.plain_label for row in done if one in row.findings) for one in shown}


def capital(words: str) -> str:
    """Words that begin a line; what stays English goes on saying so."""
    begun = words[:1].upper() + words[1:]
    return English(begun) if isinstance(words, English) else begun
