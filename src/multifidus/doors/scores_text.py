"""Scores of questionnaires in plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from multifidus.knowledge.rows import QuestionnaireRow
from multifidus.terms import Change, Scored


def speak_scores(scored: Scored) -> str:
    """One questionnaire as text: its scores, what they mean, how they moved, and what has to be said beside it."""
    return "\n".join(score_lines(scored)) + "\n"


def list_questionnaires(rows: Iterable[QuestionnaireRow], licensed: frozenset[str]) -> str:
    """Every questionnaire on a line: its id, whether it can be scored here, its name and licence."""
    lines = []
    for row in rows:
        ready = row.licence_kind != "licensed" or row.id in licensed
        lines.append(f"{row.id:<20} {'ready' if ready else 'needs a licence':<16} {row.label}: {row.licence}")
    return "\n".join(lines) + "\n"


def score_lines(scored: Scored) -> Iterator[str]:
    """The lines of one questionnaire."""
    yield scored.label
    for one in scored.scores:
        yield f"    {one.label}: {one.value:g} (of {one.low:g} to {one.high:g})"
        if one.change is not None:
            yield f"        {moved(one.change)}"
    yield from (f"    {group.replace('_', ' ')}" for group in scored.groups)
    yield from (f"    {text}" for text in scored.plain_text)
    yield from (f"    note: {note}" for note in scored.notes)
    if scored.sources:
        yield f"    scored as in {', '.join(scored.sources)}"


def moved(change: Change) -> str:
    """How far a score has moved, and whether that matters."""
    if change.better is None:
        return f"no change since {change.former:g}"
    way = "better" if change.better else "worse"
    if change.matters is None:
        told = "the published marks for a change that matters disagree" if change.sources else "no mark was published"
    else:
        told = "more than the smallest change that matters" if change.matters else "less than what matters"
    marks = [f"{change.smallest_points:g} points"] if change.smallest_points is not None else []
    marks += [f"{change.smallest_share:.0%} of the former score"] if change.smallest_share is not None else []
    beside = f" ({' and '.join(marks)}; {', '.join(change.sources)})" if marks else ""
    return f"{way} by {abs(change.by):g} since {change.former:g}: {told}{beside}"
