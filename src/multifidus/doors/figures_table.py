"""The figures on one finding as a page of text: what is known, from whom, and how far it may be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap

from multifidus.knowledge import Knowledge
from multifidus.knowledge.figures_on import FigureOn, Reference
from multifidus.knowledge.rows import FindingRow, MechanismRow, tables

WIDTH = 100
NAMES = {
    "sens": "sensitivity",
    "spec": "specificity",
    "lr_pos": "likelihood ratio, present",
    "lr_neg": "likelihood ratio, absent",
    "p_given_cause": "present in the cause",
    "p_cause_given_finding": "cause when it is present",
    "p_asymptomatic": "present without pain",
    "p_population": "present in a population",
    "p_low_back_pain": "present in back pain",
    "odds_ratio": "odds ratio",
    "prior_odds_ratio": "odds of the cause times",
    "p_present_if_cause": "present in the cause",
    "p_present_otherwise": "present otherwise",
    "leak": "present without any parent",
    "weight": "switched on by it",
}
TITLES = {
    "accuracy": "What was published about it and a cause",
    "relations": "Other published figures",
    "prior_modifiers": "How it moves the odds of a cause before any sign",
    "assumed": "What we assumed where nothing fit was published",
    "mechanism_edges": "Where it hangs in the network (starting values of the fit)",
    "held_out": "Compared with the network and never fitted",
    "red_flags": "Red flags that it raises",
    "must_ask": "Asked of everybody",
    "tests": "How to find it out",
    "contraindications": "Medicines that it forbids or questions",
    "myotomes": "Muscles and roots",
}
STATUS = {
    "checked": "checked: read in its source",
    "recalled": "RECALLED: not yet read in its source",
    "ours": "OURS: our judgement, no source",
}
USES = {
    "model": "compiled",
    "range": "not compiled: a range over studies",
    "other_target": "not compiled: its target is not the cause itself",
    "other_population": "not compiled: from other people",
    "duplicate": "not compiled: a better figure stands; compared as held out",
}
PLACES = ("tests", "must_ask", "held_out")  # tables whose rows claim nothing about medicine


def finding_list(knowledge: Knowledge) -> str:
    """Every finding with its words, by the group in which it is asked."""
    width = max(len(finding) for finding in knowledge.findings)
    lines = []
    for group, rows in groupby(sorted(knowledge.findings.values(), key=_group), key=_group):
        lines.append(f"\n{group.replace('_', ' ').capitalize()}")
        lines += [f"  {row.id:<{width}}  {_short(row.label, WIDTH - width - 4)}" for row in rows]
    return "\n".join(lines).lstrip("\n")


def finding_table(knowledge: Knowledge, finding: str, figures: Sequence[FigureOn]) -> str:
    """All figures on one finding, table by table, and at the end how many of them nobody has read in a paper."""
    lines = [*_head(knowledge.findings[finding])]
    for table, rows in groupby(figures, key=lambda figure: figure.table):
        lines += ["", TITLES.get(table, table)]
        for _, group in groupby(rows, key=lambda figure: figure.line):
            lines += _row(knowledge, tuple(group))
    return "\n".join([*lines, "", *_sum(figures)])


def tables_table(knowledge: Knowledge, statuses: Mapping[str, Mapping[str, int]], remarks: Iterable[str]) -> str:
    """How many rows each table has, how many of them were read in their source, and what else is worth a look."""
    lines = []
    for name, kind in tables().items():
        counts = statuses.get(name, {})
        told = ", ".join(f"{counts[status]} {status}" for status in (*STATUS, "assumed") if counts.get(status))
        lines.append(f"{len(knowledge.rows(kind)):>6}  {name:<22}  {told}".rstrip())
    return "\n".join([*lines, *(line for remark in remarks for line in _wrapped(remark, "", "  "))])


def _head(row: FindingRow) -> Iterator[str]:
    yield from _wrapped(f"{row.id}: {row.label}", "", "  ")
    yield from _wrapped(row.question, "  ask or look: ", "    ")
    implied = [word for word in row.implies if not word.startswith("!")]
    barred = [word[1:] for word in row.implies if word.startswith("!")]
    yield f"  {row.kind}, {row.values}; used as: {row.status_of_use.replace('_', ' ')}"
    for told, words in (("implies", implied), ("excludes", barred)):
        if words:
            yield from _wrapped(", ".join(words), f"  {told}: ", "    ")
    if row.note:
        yield from _wrapped(row.note, "  note: ", "    ")


def _row(knowledge: Knowledge, figures: tuple[FigureOn, ...]) -> Iterator[str]:
    """The figures of one row of a table, under what they speak of and above where they come from."""
    first = figures[0]
    mechanisms = {row.id: row.label for row in knowledge.rows(MechanismRow)}
    through = mechanisms.get(first.through, first.through) if first.through else None
    about = [knowledge.causes[first.cause].label if first.cause else None, through]
    yield from _wrapped(", ".join(part for part in about if part) or _name(first.name), "  ", "    ")
    for figure in figures:
        if figure.value is not None or figure.low is not None:
            yield f"    {_name(figure.name):<26}{_number(figure.value):>7}{_interval(figure)}"
    if first.told and first.table != "accuracy":
        yield from _wrapped(first.told, "    ", "    ")
    people = [first.population, first.setting, f"n {first.n:,}" if first.n else None, _against(first)]
    told = ", ".join(part.replace("_", " ") for part in people if part)
    if told:
        yield from _wrapped(told, "    in: ", "        ")
    if first.table not in PLACES:
        use = USES.get(first.use)
        yield from _wrapped(f"{STATUS[first.status]}{f'; {use}' if use else ''}", "    ", "      ")
    if first.source:
        yield from _wrapped(_spelled(first.source), "    ", "      ")
    if first.note:
        yield from _wrapped(first.note, "    note: ", "      ")


def _against(figure: FigureOn) -> str | None:
    return figure.told if figure.table == "accuracy" else None


def _sum(figures: Sequence[FigureOn]) -> Iterator[str]:
    rows = {(figure.table, figure.line): figure.status for figure in figures if figure.table not in PLACES}
    counts = Counter(rows.values())
    told = "; ".join(f"{counts[status]} {words}" for status, words in STATUS.items() if counts[status])
    told = f"{len(rows)} rows: {told}." if rows else "No figure: it is stored and never weighed."
    yield from _wrapped(told, "", "  ")


def _spelled(source: Reference) -> str:
    doi = f" doi:{source.doi}" if source.doi else f" PubMed {source.pmid}" if source.pmid else ""
    parts = [source.authors, f"({source.year})" if source.year else None, f"{source.title.rstrip('.')}."]
    venue = f" {source.venue.rstrip('.')}." if source.venue else ""
    return f"[{source.id}] {' '.join(part for part in parts if part)}{venue}{doi}"


def _name(name: str) -> str:
    return NAMES.get(name, name.replace("_", " "))


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def _interval(figure: FigureOn) -> str:
    if figure.low is None or figure.high is None:
        return "  no interval published" if figure.status != "ours" else ""
    what = "range " if figure.use == "range" else ""
    return f"  {what}{_number(figure.low)} to {_number(figure.high)}"


def _group(row: FindingRow) -> str:
    return row.group


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
