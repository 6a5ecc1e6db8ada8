"""From answers to scores, as the authors of a questionnaire say, and from scores to findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from multifidus.errors import InputError
from multifidus.findings.questionnaires.answers import read_answers, read_ticks
from multifidus.findings.questionnaires.change import change
from multifidus.findings.questionnaires.licence import licensed_here, may_use, unlicensed
from multifidus.findings.questionnaires.sheet import Sheet, sheets_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.answers import Item
from multifidus.knowledge.condition import Condition, Term
from multifidus.knowledge.rows import ScaleRow
from multifidus.terms import Finding, Score, Scored

SOURCE = "questionnaire"
DIGITS = 2  # scores are told to two places behind the point
Answers = Sequence[float | None]


def score(
    questionnaire: str,
    answers: Sequence[Any],
    knowledge: Knowledge,
    *,
    former: Mapping[str, float] | None = None,
    licensed: frozenset[str] | None = None,
    ticked: bool = False,
    name: str | None = None,
) -> Scored:
    """The scores of one questionnaire; `answers` in the order of the form, None where there is none.

    `former` holds earlier scores by scale, `licensed` the ids that are switched on (as the environment says when
    None), `ticked` says that `answers` are the numbers of the ticked items. Raises InputError for what cannot be
    scored, and where a licence is needed.
    """
    sheet = sheet_of(questionnaire, knowledge)
    where = name or questionnaire
    if not may_use(sheet, licensed_here() if licensed is None else licensed):
        raise unlicensed(sheet, where)
    read = (read_ticks if ticked else read_answers)(answers, sheet, name=where)
    _refuse_unknown_scales(former or {}, sheet, where)
    scores = tuple(
        _score(scale, read, sheet, former or {}, where) for scale in sheet.scales if not _left_out(scale, read)
    )
    return _scored(sheet, scores)


def sheet_of(questionnaire: str, knowledge: Knowledge) -> Sheet:
    """The questionnaire of that id; raises InputError when there is none."""
    sheets = sheets_of(knowledge)
    if questionnaire not in sheets:
        raise InputError(
            where=questionnaire, problem="no such questionnaire", remedy=f"the questionnaires are {', '.join(sheets)}"
        )
    return sheets[questionnaire]


def _left_out(scale: ScaleRow, answers: Answers) -> bool:
    return scale.length == "optional" and all(answer is None for answer in _of(scale, answers))


def _of(scale: ScaleRow, answers: Answers) -> list[float | None]:
    return [answers[item.place - 1] for item in scale.items]


def _score(scale: ScaleRow, answers: Answers, sheet: Sheet, former: Mapping[str, float], where: str) -> Score:
    given = _of(scale, answers)
    _refuse_missing(scale, given, where)
    value = combined(scale, given)
    counted = [
        item for item, answer in zip(scale.items, given, strict=True) if answer is not None or scale.length != "open"
    ]
    return Score(
        scale=scale.id,
        label=scale.label,
        plain_label=scale.plain_label,
        value=value,
        low=scale.low,
        high=scale.high,
        answered=sum(answer is not None for answer in given),
        items=len(counted) if scale.length == "open" else len(given),
        least=value if scale.length == "open" else combined(scale, _filled(scale, given, lowest=True)),
        most=value if scale.length == "open" else combined(scale, _filled(scale, given, lowest=False)),
        change=change(value, former[scale.id], scale, sheet) if scale.id in former else None,
    )


def _refuse_missing(scale: ScaleRow, given: Answers, where: str) -> None:
    missing = [item.place for item, answer in zip(scale.items, given, strict=True) if answer is None]
    if len(missing) <= (0 if scale.missing == "none" else scale.most_missing):
        return
    told = ", ".join(str(place) for place in missing)
    allowed = "every item is needed" if scale.missing == "none" else f"at most {scale.most_missing} may be open"
    raise InputError(
        where=f"{where}, {scale.id}",
        problem=f"not answered: {told}; {allowed}",
        remedy="ask for what is open, or leave the questionnaire out",
    )


def combined(scale: ScaleRow, given: Answers) -> float:
    """One number out of the answers to the items of a scale."""
    counted = [_counted(item, answer, scale) for item, answer in zip(scale.items, given, strict=True)]
    answered = [number for number in counted if number is not None]
    if scale.missing == "as_zero":
        answered = [number or 0.0 for number in counted]
    if scale.combine == "sum":
        return sum(answered)
    if scale.combine == "mean":
        return round(sum(answered) / len(answered), DIGITS)
    most = sum(item.high for item, number in zip(scale.items, counted, strict=True) if number is not None)
    return round(sum(answered) / most * 100, DIGITS)


def _counted(item: Item, answer: float | None, scale: ScaleRow) -> float | None:
    if answer is None or item.place not in scale.reversed:
        return answer
    return item.high + item.low - answer


def _filled(scale: ScaleRow, given: Answers, *, lowest: bool) -> list[float | None]:
    """The answers with every open item answered so that the score is as low, or as high, as it can be."""
    return [
        answer if answer is not None else (item.low if lowest != (item.place in scale.reversed) else item.high)
        for item, answer in zip(scale.items, given, strict=True)
    ]


def _refuse_unknown_scales(former: Mapping[str, float], sheet: Sheet, where: str) -> None:
    scales = {scale.id: scale for scale in sheet.scales}
    for scale, value in former.items():
        if scale not in scales:
            raise InputError(
                where=f"{where}, former", problem=f"no scale {scale!r}", remedy=f"its scales are {', '.join(scales)}"
            )
        low, high = scales[scale].low, scales[scale].high
        if not low <= value <= high:
            raise InputError(
                where=f"{where}, former",
                problem=f"a former score of {value:g} is impossible",
                remedy=f"scores run from {low:g} to {high:g}",
            )


def _scored(sheet: Sheet, scores: tuple[Score, ...]) -> Scored:
    by_finding = {
        finding: one.value for scale in sheet.scales for finding in scale.scores for one in scores
        if one.scale == scale.id
    }  # fmt: skip
    groups = [group for group in sheet.groups if reached(group.when, by_finding)]
    rows = [scale for scale in sheet.scales if any(one.scale == scale.id for one in scores)]
    return Scored(
        questionnaire=sheet.row.id,
        label=sheet.row.label,
        licence=sheet.row.licence,
        scores=scores,
        groups=tuple(group.finding for group in groups),
        plain_text=tuple(group.plain_text for group in groups),
        findings=(
            *(Finding(finding, value, source=SOURCE) for finding, value in by_finding.items()),
            *(Finding(group.finding, True, source=SOURCE) for group in groups),
        ),
        notes=_notes(sheet, scores),
        sources=tuple(dict.fromkeys([scale.source for scale in rows] + [group.source for group in groups])),
    )


def reached(condition: Condition, scores: Mapping[str, float]) -> bool:
    """Whether the scores put a person into a group."""
    return any(all(_passes(term, scores) for term in way) for way in condition.ways)


def _passes(term: Term, scores: Mapping[str, float]) -> bool:
    if term.finding not in scores:
        return False
    value = scores[term.finding]
    return (term.at_least is None or value >= term.at_least) and (term.below is None or value < term.below)


def _notes(sheet: Sheet, scores: tuple[Score, ...]) -> tuple[str, ...]:
    notes = []
    for one, scale in ((one, scale) for one in scores for scale in sheet.scales if scale.id == one.scale):
        open_items = one.items - one.answered
        if open_items:
            how = "counted as not ticked" if scale.missing == "as_zero" else "left out of the reckoning"
            told = f"{one.label}: {open_items} of {one.items} items not answered, {how}"
            notes.append(f"{told}; answered, the score would lie between {one.least:g} and {one.most:g}")
    return (*notes, sheet.row.acknowledge) if sheet.row.acknowledge else tuple(notes)
