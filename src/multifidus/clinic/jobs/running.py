"""Doing one claimed job. Whatever goes wrong inside it is kept as a class and a place, without a word of a person."""

from __future__ import annotations

import traceback
from pathlib import Path

import structlog
from django_q.exceptions import TimeoutException

from multifidus.clinic.jobs.claims import Claim, begin, claim, done, failed
from multifidus.clinic.jobs.kinds import KINDS

log = structlog.stdlib.get_logger("multifidus")
HOUSE = Path(__file__).resolve().parents[2]
ERROR_LENGTH = 200


def run(job: int, kind: str, token: int) -> None:
    """Does a job that was claimed under `token`, if it is still ours. Never raises: what it raised is in the table.

    This is all that the worker of django-q2 is ever asked to call.
    """
    claimed = Claim(job, kind, token)
    try:
        ids = begin(claimed)
        if ids is None:
            return
        try:
            KINDS[kind].does(**ids)
        except (Exception, TimeoutException) as error:  # the timeout of django-q2 is a SystemExit
            failed(claimed, told(error))
            log.error("job_failed", job=job, kind=kind, exc_info=error)
        else:
            done(claimed)
            log.info("job_done", job=job, kind=kind)
    except (Exception, TimeoutException) as error:  # the database did not answer: the lock lapses, and it is tried anew
        log.error("job_end_not_kept", job=job, kind=kind, exc_info=error)


def work_off(limit: int = 1000) -> int:
    """How many jobs were done here and now, until none is due: for tests, and where no worker runs."""
    count = 0
    while count < limit and (found := claim()) is not None:
        run(found.job, found.kind, found.token)
        count += 1
    return count


def told(error: BaseException) -> str:
    """An error by its class and the last place of ours that it passed; never its message, which may quote a person.

    >>> told(ValueError("I cannot feel my legs"))
    'ValueError'
    """
    name = type(error).__name__ if type(error).__module__ == "builtins" else _full_name(type(error))
    files = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [(file.relative_to(HOUSE), line) for file, line in files if file.is_relative_to(HOUSE)]
    if not ours:
        return name[:ERROR_LENGTH]
    place, line = ours[-1]
    return f"{name} at {place.as_posix()}:{line}"[:ERROR_LENGTH]


def _full_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
