"""Whether every word of the vocabulary is used, says what it is used for, and implies what can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from multifidus.errors import KnowledgeError
from multifidus.knowledge.checks.index import Index, at
from multifidus.knowledge.rows import (
    CauseRow,
    ContraindicationRow,
    MeasureRow,
    MustAskRow,
    MyotomeRow,
    RedFlagRow,
    SurgeryCriterionRow,
)
from multifidus.knowledge.rows_wording import CueRow, WordingRow

THRESHOLD = re.compile(r"grade:\d|[<>]|\d\.\.\d")
CUE_VALUES = {  # of the kinds that turn a meaning, how their cues may differ
    "negation": ("again",),
    "affirmation": ("again", "until"),
    "doubt": ("again", "likewise"),
    "past": ("whole",),
    "resolved": ("again",),
    "hypothetical": ("fear",),
    "question": ("told",),
    "end": ("turn", "contrast"),
}


def question_without_end(index: Index) -> Iterator[KnowledgeError]:
    """Questions to a person that end neither in a question mark nor in a full stop."""
    for row in index.findings.values():
        if row.kind in ("history", "symptom") and row.question[-1] not in "?.":
            yield at(row, "question", "the question does not end", "end it with ? or .")


def finding_used_nowhere(index: Index) -> Iterator[KnowledgeError]:
    """Words that no other table mentions, and of which nothing says why they are kept."""
    spoken_of = {finding for finding, _ in index.figures}.union(*_roles(index).values())
    for finding, row in index.findings.items():
        if finding not in spoken_of and not row.note:
            remedy = "take it out, add the figure or the rule that it was made for, or say in its note why it is kept"
            yield at(row, "id", f"{finding} is used nowhere", remedy)


def status_of_use(index: Index) -> Iterator[KnowledgeError]:
    """Words that claim another use than the tables make of them."""
    roles = _roles(index)
    for finding, row in index.findings.items():
        use = next((role for role, findings in roles.items() if finding in findings), "background")
        if row.status_of_use != use:
            problem = f"{row.status_of_use!r}, but the tables make it {use!r}"
            yield at(row, "status_of_use", problem, f"write {use}")


def _roles(index: Index) -> dict[str, set[str]]:
    """The findings of each use, the strongest use first."""
    return {
        "model": {finding for finding, _ in index.model},
        "assumed": {finding for finding, _ in index.assumed},
        "red_flag": set(chain.from_iterable(row.finding for row in index.rows(RedFlagRow))),
        "myotome": {row.weakness for row in index.rows(MyotomeRow)},
        "asked": {row.finding for row in index.rows(MustAskRow)}
        | {row.finding_or_condition for row in index.rows(ContraindicationRow)}
        | {finding for row in index.rows(SurgeryCriterionRow) for finding in row.asked},
    }


def circle_of_implications(index: Index) -> Iterator[KnowledgeError]:
    """Findings that follow from themselves."""
    for finding, reached in index.reach.items():
        if finding in reached:
            problem = f"{finding} implies itself in a circle"
            remedy = "take out one step: two findings that mean the same are one"
            yield at(index.findings[finding], "implies", problem, remedy)


def implied_and_excluded(index: Index) -> Iterator[KnowledgeError]:
    """Findings that bring along something that they rule out."""
    for finding, reached in index.reach.items():
        everything = reached | {finding}
        barred = {word[1:] for step in everything for word in index.findings[step].implies if word.startswith("!")}
        both = sorted(barred & everything)
        if both:
            problem = f"{finding} implies and excludes {', '.join(both)}"
            yield at(index.findings[finding], "implies", problem, "take out the step that is wrong")


def measure_without_threshold(index: Index) -> Iterator[KnowledgeError]:
    """Numbers that are said to settle a finding which has no threshold."""
    for row in index.rows(MeasureRow):
        for finding in row.findings:
            if not THRESHOLD.search(index.findings[finding].values):
                problem = f"no number settles {finding}, which is {index.findings[finding].values!r}"
                yield at(row, "findings", problem, f"give {finding} a threshold in findings.csv, or take it out here")


def measure_without_range(index: Index) -> Iterator[KnowledgeError]:
    """Numbers whose possible range is empty: every value would be refused."""
    for row in index.rows(MeasureRow):
        if row.low >= row.high:
            problem = f"nothing lies between {row.low:g} and {row.high:g}"
            yield at(row, "low and high", problem, "give the least and the largest value that can be at all")


def code_without_display(index: Index) -> Iterator[KnowledgeError]:
    """Causes with a code, its display or its status, and not all three."""
    for row in index.rows(CauseRow):
        given = (row.icd10cm, row.icd10cm_display, row.icd10cm_status)
        if any(given) and not all(given):
            problem = "code, display and status go together"
            yield at(row, "icd10cm", problem, "give all three, or none when no code is certain")


def cue_value_unknown(index: Index) -> Iterator[KnowledgeError]:
    """Cues that turn a meaning in a way that the reader does not know."""
    for row in index.rows(CueRow):
        if row.kind in CUE_VALUES and row.value not in (None, *CUE_VALUES[row.kind]):
            problem = f"{row.value!r} is no way in which cues of the kind {row.kind} differ"
            yield at(row, "value", problem, f"write one of {', '.join(CUE_VALUES[row.kind])}, or nothing")


def cue_without_gap(index: Index) -> Iterator[KnowledgeError]:
    """Cues that are said to reach inside their gap and have none."""
    for row in index.rows(CueRow):
        for phrase in row.phrases if row.reach == "inside" else ():
            if "~" not in phrase:
                yield at(row, "phrases", f"nothing can stand inside {phrase!r}", "write ~ or ~~ where something may")


def wording_without_finding(index: Index) -> Iterator[KnowledgeError]:
    """Words that are said for no finding, or for one though they are said to mean nothing."""
    for row in index.rows(WordingRow):
        if bool(row.findings) == (row.states == "nothing"):
            problem = "words that mean nothing have no finding, and all others have one"
            yield at(row, "findings", problem, "name the finding, or write nothing in states")
