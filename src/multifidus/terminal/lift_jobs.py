"""`multifidus lift --jobs`: a table of lifts to a table of answers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multifidus.errors import InputError
from multifidus.foreign import fit
from multifidus.knowledge import Knowledge
from multifidus.terminal.command import FAILED
from multifidus.terminal.lift_options import NOT_OF_JOBS, draws, leave_out

LONGEST_NAME = 200  # of a file, as it is told


def answer_table(given: argparse.Namespace, knowledge: Knowledge) -> int:
    """The exit status. Raises InputError for a call that cannot be answered; a row that cannot tells its own error."""
    from multifidus.doors.lifting.jobs import answer_jobs, unread_columns
    from multifidus.doors.lifting.sheets import Jobs, sheet
    from multifidus.findings.lifting.constants import Constants
    from multifidus.findings.lifting.reading.reading import Reader
    from multifidus.findings.lifting.told import NAMES
    from multifidus.terminal.progress import Progress
    from multifidus.terminal.stopping import stoppable

    if not (given.jobs and given.output):
        raise InputError(where="--jobs", problem="needs -o as well", remedy="--jobs JOBS.csv -o OUT.csv")
    if given.file:
        remedy = "leave it out, or leave --jobs out"
        raise InputError(where=fit(given.file), problem="a recorded lift is no row of a table", remedy=remedy)
    leave_out(given, NAMES, "the rows of the table tell that", "make it a column, or leave it out")
    leave_out(given, NOT_OF_JOBS, "not for many lifts", "leave it out, or ask for that one lift alone")
    jobs, failed, done, by_hand = Jobs(Path(given.jobs)), 0, 0, False
    for column, meant in unread_columns(jobs.columns).items():
        print(f"multifidus: the column {fit(column)} is not read; is {meant} meant?", file=sys.stderr)
    if jobs.empty:
        print(f"multifidus: {fit(Path(given.jobs).name)} has no lifts below its header", file=sys.stderr)
    reader = Reader(Constants(knowledge), draws=draws(given, 0), system=given.units or "metric")
    stopped = f"stopped: nothing was written to {fit(given.output, LONGEST_NAME)}"
    with (
        stoppable(stopped),
        sheet(Path(given.output), jobs.columns) as answers,
        Progress(jobs.lines - 1, "lifts") as progress,
    ):
        for rows in answer_jobs(jobs, reader):
            answers.write(rows)
            done += len(rows)
            failed += sum(row["error"] is not None for row in rows)
            by_hand = by_hand or any(row["compression_by"] == "hand calculation" for row in rows)
            progress.at(done)
    if by_hand:
        print("multifidus: compression is a hand calculation: pip install 'multifidus[lifting]'", file=sys.stderr)
    if failed:
        print(f"multifidus: {failed:,} of {done:,} lifts have no answer: see the column error", file=sys.stderr)
    return FAILED if failed else 0
