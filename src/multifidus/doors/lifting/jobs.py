"""Many lifts at once: rows of a table, each a lift with its person, to rows with their answers, in their order.

A row that cannot be read keeps its cells and gets its error; the rest are done. Rows are read, answered and handed on
in blocks, so that memory stays as it is however long the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from math import isfinite
from typing import Any

from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.reading.answer import LiftReading
from multifidus.findings.lifting.reading.reading import Reader
from multifidus.findings.lifting.told import NAMES, NEEDED, NUMBERS, OTHER_UNITS, Told, read_told
from multifidus.foreign import fit

BLOCK = 200  # rows
FIGURES = (
    "rwl_kg",
    "lifting_index",
    "compression_n",
    "compression_low_n",
    "compression_high_n",
    "shear_n",
    "pressure_mpa",
    "muscle_share",
    "times_a_day",
    "dose",
)
WORDS = ("compression_by", "worst_end", "worst_level", "muscle", "over", "assumed", "error")
ANSWERS = (*FIGURES, *WORDS)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """One row: its line in the file, its cells by column, and what was wrong with the row itself."""

    line: int
    cells: Mapping[str, str]
    wrong: InputError | None = None


def check_columns(columns: Sequence[str], *, where: str) -> None:
    """Raises InputError for a table that cannot hold lifts: columns twice, missing, or named as ours are."""
    doubled = next((name for name in columns if columns.count(name) > 1), None)
    if doubled is not None:
        called = f"are called '{fit(doubled)}'" if doubled else "have no name"
        raise InputError(where=where, problem=f"two columns {called}", remedy="rename one of them")
    if taken := next((name for name in columns if name in ANSWERS), None):
        problem = f"a column is called {taken!r}, as one of the answer is"
        raise InputError(where=where, problem=problem, remedy="rename it, or leave it out")
    told = {OTHER_UNITS[name][0] if name in OTHER_UNITS else name for name in columns}
    if "end_m" in told:
        told.add("travel_m")
    for name in NEEDED:
        if name not in told:
            near = get_close_matches(name, columns, n=1)
            called = f"the columns are called as the options: {', '.join(NEEDED)}"
            hint = f"is '{fit(near[0])}' meant?" if near else called
            raise InputError(where=where, problem=f"no column {name}", remedy=hint)


def unread_columns(columns: Sequence[str]) -> dict[str, str]:
    """Columns that nobody reads though they look like ours, with the one that may be meant."""
    near = {name: get_close_matches(name, NAMES, n=1) for name in columns if name not in NAMES}
    return {name: meant[0] for name, meant in near.items() if meant}


def answer_jobs(jobs: Iterable[Job], reader: Reader) -> Iterator[list[dict[str, Any]]]:
    """The rows with their answers, in blocks, in their order; "error" is None where a row was answered."""
    waiting = iter(jobs)
    while block := list(islice(waiting, BLOCK)):
        told = [_told(job, reader.constants) for job in block]
        answers = iter(reader.try_all([one.asked for one in told if isinstance(one, Told)]))
        yield [
            _row(job, one, next(answers) if isinstance(one, Told) else one)
            for job, one in zip(block, told, strict=True)
        ]


def _told(job: Job, constants: Constants) -> Told | InputError:
    try:
        if job.wrong:
            raise job.wrong
        return read_told({name: job.cells.get(name, "").strip() for name in NAMES}, constants)
    except InputError as refused:
        return refused


def _row(job: Job, told: Told | InputError, answer: LiftReading | InputError) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys((*job.cells, *ANSWERS))
    row |= {name: _cell(name, cell) for name, cell in job.cells.items()}
    if isinstance(told, Told) and isinstance(answer, LiftReading):
        return row | _figures(told, answer) | _worst(answer)
    return row | {"error": str(answer)}


def _cell(name: str, cell: str) -> Any:
    """A number where the column is one of ours and the cell holds one; else the text as it was."""
    if name not in NUMBERS and name not in OTHER_UNITS:
        return cell
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if isfinite(number) else cell


def _figures(told: Told, answer: LiftReading) -> dict[str, Any]:
    index = answer.niosh.lifting_index
    over = ["lifting index"] if index > 1 else []
    figures: dict[str, Any] = {
        "rwl_kg": answer.niosh.rwl_kg,
        "lifting_index": index if isfinite(index) else None,
        "compression_n": answer.compression_n,
        "compression_by": "hand calculation" if answer.without else "torso",
        "over": "; ".join([*over, *(one.limit.name for one in answer.verdicts if one.over)]),
        "assumed": "; ".join(told.assumed),
    }
    if told.often:
        figures |= {"times_a_day": answer.dose.times_a_day, "dose": answer.dose.damage.value}
    return figures


def _worst(answer: LiftReading) -> dict[str, Any]:
    worst = answer.worst
    told: dict[str, Any] = {"worst_end": worst.end}
    if not worst.discs:
        return told
    disc, muscle = worst.worst, max(worst.muscles, key=lambda one: one.activation.value)
    told |= {
        "worst_level": disc.level,
        "shear_n": max(one.shear_n.value for one in worst.discs),
        "pressure_mpa": disc.pressure_mpa.value,
        "muscle": muscle.name,
        "muscle_share": muscle.activation.value,
    }
    if disc.compression_n.low < disc.compression_n.high:
        told |= {"compression_low_n": disc.compression_n.low, "compression_high_n": disc.compression_n.high}
    return told
