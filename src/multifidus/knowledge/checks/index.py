"""The tables looked up by what they speak of: what the checks ask again and again, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TypeVar

from multifidus.errors import KnowledgeError
from multifidus.knowledge.load import Knowledge
from multifidus.knowledge.row import Row
from multifidus.knowledge.rows import (
    AccuracyRow,
    AssumedRow,
    CauseRow,
    EdgeRow,
    FindingRow,
    HeldOutRow,
    MechanismRow,
    PriorModifierRow,
    PriorRow,
    RedFlagRow,
    RelationRow,
    SourceRow,
    TestRow,
)

R = TypeVar("R", bound=Row)
Pair = tuple[str, str]  # finding, cause
FigureRow = AccuracyRow | RelationRow
# What a relation says of finding and cause that the network can use; every other one is asked for by its name.
DIAGNOSTIC = ("p_given_cause", "odds_ratio", "p_cause_given_finding", "lr_pos", "lr_neg")
NERVE_ROOT = "nerve_root"


def at(row: Row, column: str, problem: str, remedy: str) -> KnowledgeError:
    """What is wrong with one cell of a row, or with all of the row when no column is named."""
    place = f"{row.file}, line {row.line}" + (f", {column}" if column else "")
    return KnowledgeError(where=place, problem=problem, remedy=remedy)


def in_table(kind: type[Row], problem: str, remedy: str) -> KnowledgeError:
    """What is wrong with a table as a whole."""
    return KnowledgeError(where=f"{kind.table}.csv", problem=problem, remedy=remedy)


class Index:
    """The rows of one edition by finding, by cause, by pair; each table is read when it is first asked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of one table."""
        return self.knowledge.rows(kind)

    @property
    def findings(self) -> Mapping[str, FindingRow]:
        """The vocabulary, by id."""
        return self.knowledge.findings

    @property
    def causes(self) -> Mapping[str, CauseRow]:
        """The causes, by id."""
        return self.knowledge.causes

    @property
    def sources(self) -> Mapping[str, SourceRow]:
        """The sources, by id."""
        return self.knowledge.sources

    @cached_property
    def dangerous(self) -> frozenset[str]:
        """The causes that must not be missed."""
        return frozenset(cause for cause, row in self.causes.items() if row.dangerous)

    @cached_property
    def figures(self) -> Mapping[Pair, tuple[FigureRow, ...]]:
        """Every published figure of a finding and a cause."""
        return _by_pair((*self.rows(AccuracyRow), *self.rows(RelationRow)))

    @cached_property
    def model(self) -> Mapping[Pair, tuple[FigureRow, ...]]:
        """The figures that are compiled."""
        every: tuple[FigureRow, ...] = (*self.rows(AccuracyRow), *self.rows(RelationRow))
        return _by_pair(row for row in every if row.use == "model")

    @cached_property
    def assumed(self) -> Mapping[Pair, AssumedRow]:
        """Our own judgement, by finding and cause."""
        return {(row.finding, row.cause): row for row in self.rows(AssumedRow)}

    @cached_property
    def priors(self) -> Mapping[Pair, PriorRow]:
        """How common each cause is, by cause and setting."""
        return {(row.cause, row.setting): row for row in self.rows(PriorRow)}

    @cached_property
    def reach(self) -> Mapping[str, frozenset[str]]:
        """All that follows from a finding, at any distance; the finding itself only when it goes in a circle."""
        return {finding: frozenset(self._follow(finding)) for finding in self.findings}

    def _follow(self, start: str) -> Iterator[str]:
        todo, seen = [start], set()
        while todo:
            for word in self.findings[todo.pop()].implies:
                if not word.startswith("!") and word not in seen:
                    seen.add(word)
                    todo.append(word)
                    yield word

    @cached_property
    def alone(self) -> Mapping[str, tuple[RedFlagRow, ...]]:
        """The red flags that one finding raises by itself."""
        found: dict[str, list[RedFlagRow]] = defaultdict(list)
        for row in self.rows(RedFlagRow):
            if len(row.finding) == 1:
                found[row.finding[0]].append(row)
        return {finding: tuple(rows) for finding, rows in found.items()}

    @cached_property
    def answered_by_person(self) -> frozenset[str]:
        """The findings that a person can answer without anybody's help."""
        tests = (test for test in self.rows(TestRow) if test.who == "person")
        return frozenset(finding for test in tests for finding in test.findings)

    @cached_property
    def mechanisms(self) -> tuple[str, ...]:
        """The mechanisms that are nodes; the roots are states of one of them."""
        return tuple(row.id for row in self.rows(MechanismRow) if row.id not in self.roots)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The states of `nerve_root`."""
        return frozenset(row.id for row in self.rows(MechanismRow) if row.id.startswith("root_"))

    @cached_property
    def edges(self) -> Mapping[str, Mapping[str, tuple[EdgeRow, ...]]]:
        """For each kind of edge, the edges into each child."""
        found: dict[str, dict[str, list[EdgeRow]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows(EdgeRow):
            found[row.kind][row.child].append(row)
        return {kind: {child: tuple(rows) for child, rows in into.items()} for kind, into in found.items()}

    def into(self, kind: str, child: str) -> tuple[EdgeRow, ...]:
        """The edges of one kind into one child."""
        return self.edges.get(kind, {}).get(child, ())

    @cached_property
    def in_network(self) -> frozenset[str]:
        """The findings that hang on a mechanism or on a cause."""
        return frozenset(chain(*(self.edges.get(kind, {}) for kind in ("mechanism_to_finding", "cause_to_finding"))))

    @cached_property
    def modified(self) -> Mapping[str, frozenset[str]]:
        """The causes whose prior a finding moves."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows(PriorModifierRow):
            found[row.finding].add(row.cause)
        return {finding: frozenset(causes) for finding, causes in found.items()}

    @cached_property
    def held_out(self) -> frozenset[tuple[str, str | None]]:
        """The pairs that are compared and never fitted; no cause means every cause."""
        return frozenset((row.finding, row.cause) for row in self.rows(HeldOutRow))

    def ways(self, finding: str) -> frozenset[str]:
        """The causes that the network joins with a finding, through a mechanism, directly or by its prior."""
        through = {row.parent for row in self.into("mechanism_to_finding", finding)}
        nodes = {NERVE_ROOT if parent in self.roots else parent for parent in through}
        fed = {row.parent for node in nodes for row in self.into("cause_to_mechanism", node)}
        direct = {row.parent for row in self.into("cause_to_finding", finding)}
        return frozenset(fed | direct | self.modified.get(finding, frozenset()))


def _by_pair(rows: Iterable[FigureRow]) -> Mapping[Pair, tuple[FigureRow, ...]]:
    found: dict[Pair, list[FigureRow]] = defaultdict(list)
    for row in rows:
        found[row.finding, row.cause].append(row)
    return {pair: tuple(rows) for pair, rows in found.items()}
