"""Every figure on one finding, from whichever table it stands in, with where it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from multifidus.errors import InputError
from multifidus.knowledge.load import Knowledge
from multifidus.knowledge.rows import (
    AccuracyRow,
    AssumedRow,
    ContraindicationRow,
    EdgeRow,
    HeldOutRow,
    MustAskRow,
    MyotomeRow,
    PriorModifierRow,
    RedFlagRow,
    RelationRow,
    Row,
    TestRow,
)

Published = TypeVar("Published", AccuracyRow, RelationRow)
OURS = "ours"
SAID_BY_ACCURACY = ("sens", "spec", "lr_pos", "lr_neg")


@dataclass(frozen=True, slots=True)
class Reference:
    """A source, spelled out."""

    id: str
    authors: str | None
    title: str
    venue: str | None
    year: str | None
    doi: str | None
    pmid: str | None


@dataclass(frozen=True, slots=True)
class FigureOn:
    """One figure, rule or place of a finding; `line` is its line in `table`, so that rows stay together."""

    table: str
    line: int
    cause: str | None
    name: str  # sens, spec, lr_pos, odds_ratio, p_asymptomatic, weight, red_flag, test ...
    value: float | None
    low: float | None  # 95 % interval, or the range that `use` says it is
    high: float | None
    n: int | None
    population: str | None  # who was measured, or the unit of a relation
    setting: str | None
    through: str | None  # the mechanism, root or medicine that it speaks of
    told: str | None  # what it says where no number says it
    source: Reference | None
    status: str  # checked, recalled, or ours where nothing was published
    use: str  # model, range, other_target, other_population, duplicate; fit, rule, place for the rest
    note: str | None


def figures_on(knowledge: Knowledge, finding: str) -> tuple[FigureOn, ...]:
    """All that the tables hold on one finding: figures first, then assumptions, edges, rules and places.

    Raises InputError for a finding that the vocabulary does not have, with the nearest that it has.
    """
    if finding not in knowledge.findings:
        raise InputError(where=finding, problem="no such finding", remedy=_nearest(knowledge, finding))
    readers = (_accuracy, _relations, _modifiers, _assumed, _edges, _held_out, _red_flags, _places)
    return tuple(figure for read in readers for figure in read(knowledge, finding))


def _nearest(knowledge: Knowledge, finding: str) -> str:
    from difflib import get_close_matches

    word = finding.lower()
    ids = list(knowledge.findings)
    by_label = {row.label.lower(): row.id for row in knowledge.findings.values()}
    near = [*get_close_matches(word, ids, n=3), *(by_label[label] for label in get_close_matches(word, by_label, n=2))]
    near += [one for one in ids if word in one][:3]
    told = " or ".join(dict.fromkeys(near))
    return f"did you mean {told}?" if told else "`multifidus evidence show` without a name lists them all"


def _figure(
    knowledge: Knowledge,
    row: Row,
    name: str,
    *,
    use: str,
    note: str | None,
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
    cause: str | None = None,
    n: float | None = None,
    population: str | None = None,
    setting: str | None = None,
    through: str | None = None,
    told: str | None = None,
) -> FigureOn:
    source = getattr(row, "source", None)
    return FigureOn(
        table=row.table,
        line=row.line,
        cause=cause,
        name=name,
        value=value,
        low=low,
        high=high,
        n=None if n is None else int(n),
        population=population,
        setting=setting,
        through=through,
        told=told,
        source=_reference(knowledge, source) if source else None,
        status=getattr(row, "status", None) or OURS,
        use=use,
        note=note,
    )


def _reference(knowledge: Knowledge, source: str) -> Reference:
    row = knowledge.sources[source]
    return Reference(row.id, row.authors, row.title, row.venue, row.year, row.doi, row.pmid)


def _accuracy(knowledge: Knowledge, finding: str) -> Iterator[FigureOn]:
    for row in _best_first(row for row in knowledge.rows(AccuracyRow) if row.finding == finding):
        for name in SAID_BY_ACCURACY:
            value, low, high = (getattr(row, f"{name}{end}") for end in ("", "_low", "_high"))
            if value is not None or low is not None:
                yield _figure(
                    knowledge, row, name, value=value, low=low, high=high, cause=row.cause, n=row.n,
                    population=row.population, setting=row.setting, use=row.use, note=row.note,
                    told=f"against {row.reference}",
                )  # fmt: skip


def _relations(knowledge: Knowledge, finding: str) -> Iterator[FigureOn]:
    for row in _best_first(row for row in knowledge.rows(RelationRow) if row.finding == finding):
        yield _figure(
            knowledge, row, row.relation, value=row.value, low=row.low, high=row.high, cause=row.cause,
            population=row.unit, use=row.use, note=row.note,
        )  # fmt: skip


def _best_first(rows: Iterable[Published]) -> list[Published]:
    """What is compiled before what is not, in the order of the file."""
    return sorted(rows, key=lambda row: row.use != "model")


def _modifiers(knowledge: Knowledge, finding: str) -> Iterator[FigureOn]:
    for row in knowledge.rows(PriorModifierRow):
        if row.finding == finding:
            told = f"{row.p_present_otherwise:.2g} of the people without the cause have it"
            yield _figure(
                knowledge, row, "prior_odds_ratio", value=row.odds_ratio, low=row.low, high=row.high,
                cause=row.cause, told=told, use="fit", note=row.reason,
            )  # fmt: skip


def _assumed(knowledge: Knowledge, finding: str) -> Iterator[FigureOn]:
    for row in knowledge.rows(AssumedRow):
        for name, low, high in (
            (("p_present_if_cause", row.low, row.high), ("p_present_otherwise", row.low2, row.high2))
            if row.finding == finding
            else ()
        ):
            yield _figure(
                knowledge, row, name, value=getattr(row, name), low=low, high=high, cause=row.cause, use="fit",
                note=row.reason,
            )  # fmt: skip


def _edges(knowledge: Knowledge, finding: str) -> Iterator[FigureOn]:
    for row in knowledge.rows(EdgeRow):
        if row.child != finding:
            continue
        cause = row.parent if row.parent in knowledge.causes else None
        through = row.parent if cause is None and row.parent != "none" else None
        name = "leak" if row.parent == "none" else "weight"
        yield _figure(
            knowledge, row, name, value=row.weight, low=row.low, high=row.high, cause=cause, through=through,
            use="fit", note=row.reason,
        )  # fmt: skip


def _held_out(knowledge: Knowledge, finding: str) -> Iterator[FigureOn]:
    for row in knowledge.rows(HeldOutRow):
        if row.finding == finding:
            yield _figure(knowledge, row, "held_out", cause=row.cause, told=row.kind, use="place", note=row.reason)


def _red_flags(knowledge: Knowledge, finding: str) -> Iterator[FigureOn]:
    for row in knowledge.rows(RedFlagRow):
        if finding in row.finding:
            with_it = "+".join(other for other in row.finding if other != finding)
            told = f"{row.urgency}{f', together with {with_it}' if with_it else ''}: {row.action}"
            yield _figure(knowledge, row, "red_flag", cause=row.cause, told=told, use="rule", note=row.note)


def _places(knowledge: Knowledge, finding: str) -> Iterator[FigureOn]:
    """Where the finding stands that is no figure: the tests that answer it, the questions, medicines and muscles."""
    for ask in knowledge.rows(MustAskRow):
        if ask.finding == finding:
            told = f"safety question {ask.question_order}: {ask.why}"
            yield _figure(knowledge, ask, "must_ask", told=told, use="place", note=None)
    for test in knowledge.rows(TestRow):
        if finding in test.findings:
            told = f"{test.label}, by {test.who}, {test.minutes:g} min"
            yield _figure(knowledge, test, "test", told=told, use="place", note=test.gate)
    for check in knowledge.rows(ContraindicationRow):
        if check.finding_or_condition == finding:
            told = f"{check.action}: {check.why}"
            yield _figure(
                knowledge, check, "medicine", through=check.treatment_class, told=told, use="rule", note=None
            )  # fmt: skip
    for myotome in knowledge.rows(MyotomeRow):
        if finding == myotome.weakness:
            told = f"{myotome.muscle}, {myotome.weight}"
            yield _figure(
                knowledge, myotome, "myotome", through=myotome.root, told=told, use="rule", note=myotome.note
            )  # fmt: skip
