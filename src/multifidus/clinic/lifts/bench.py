"""Where lifts are worked out: one reader of this process, which keeps the spines of the last people ready."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore

from multifidus.actions.lifting.changes import Ranking
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.lifts.doubted import is_near
from multifidus.errors import InputError, MissingExtraError
from multifidus.findings.lifting.body import Body, segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.drawing.silhouette import Silhouette, silhouette
from multifidus.findings.lifting.reading.answer import LiftReading, Moment
from multifidus.findings.lifting.reading.asked import Asked
from multifidus.findings.lifting.reading.reading import Reader
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.findings.lifting.told import Told
from multifidus.lift import asked_of, task_of, what_to_change

MOST_AT_ONCE = 4  # one worked out, the others waiting; a process has twice as many threads for all pages
log = logging.getLogger("multifidus.lifts")


@dataclass(frozen=True, slots=True)
class Stood:
    """How somebody stands at the worse end of a lift, what they hold, and whether that may be too much."""

    figure: Silhouette
    moment: Moment
    load_kg: float
    near: bool  # a limit: some of the draws of what is not known are over one
    both: bool = False  # with two changes


@dataclass(frozen=True, slots=True)
class Worked:
    """A lift, read and with what would help. `now` as told, `then` with the best change."""

    told: Told
    reading: LiftReading
    ranking: Ranking
    now: Stood | None = None
    then: Stood | None = None

    @property
    def asked(self) -> Asked:
        """The question."""
        return self.told.asked


class BusyError(Exception):
    """Others wait already: an answer would hold up pages that have nothing to do with lifts."""


class SpineFailedError(MissingExtraError):
    """The model of the spine is installed, and failed."""


class WithoutSpine(Reader):
    """Reads by the equation and a hand calculation alone."""

    def spine(self, body: Body) -> Spine:  # noqa: ARG002 - as its elder has it
        """None: raises SpineFailedError."""
        raise SpineFailedError(where="the model of the spine", problem="it failed", remedy="look into the log")


class Bench:
    """One reader in a thread of its own: MuJoCo's data is not to be shared, and its memory stays in one place."""

    def __init__(self, constants: Constants) -> None:
        self.constants = constants
        self._reader, self._plain = Reader(constants), WithoutSpine(constants)
        self._thread = ThreadPoolExecutor(1, "lifts")
        self._room = BoundedSemaphore(MOST_AT_ONCE)

    def work_out(self, told: Told, without: list[str]) -> Worked:
        """The answer; a spine that fails is left out, and logged.

        Raises InputError for what nobody can reach, and BusyError where as many as may wait do so.
        """
        if not self._room.acquire(blocking=False):
            raise BusyError
        try:
            return self._thread.submit(self._try, told, without).result()
        finally:
            self._room.release()

    def _try(self, told: Told, without: list[str]) -> Worked:
        try:
            return self._worked(self._reader, told, without)
        except InputError:
            raise
        except Exception as fault:  # whatever MuJoCo raises: half an answer is better than none
            log.error("the spine of a lift could not be worked out: %s", type(fault).__name__)
        return self._worked(self._plain, told, without)

    @staticmethod
    def _worked(reader: Reader, told: Told, without: list[str]) -> Worked:
        reading = reader.read(told.asked)
        ranking = what_to_change(told.asked, reader, engine()[0], without=without)
        if reading.without:
            return Worked(told, reading, ranking)
        return Worked(told, reading, ranking, now=_stood(reader, reading), then=_changed(reader, told.asked, ranking))


def _changed(reader: Reader, asked: Asked, ranking: Ranking) -> Stood | None:
    """How they stand with the change that helps most, or with the two that are enough where no single one is."""
    if not ranking.changes:
        return None
    both = ranking.pair is not None and ranking.pair.under_limits
    task = task_of(asked)
    for setting in ranking.pair.settings if ranking.pair and both else (ranking.changes[0].setting,):
        task = setting(task)
    return _stood(reader, reader.read(asked_of(task, asked)), both=both)


def _stood(reader: Reader, reading: LiftReading, *, both: bool = False) -> Stood:
    worst, asked = reading.worst, reading.asked
    places = reader.spine(asked.body).places([worst.posture])[0]
    figure = silhouette(worst, segments(asked.body, reader.constants), places, reader.constants)
    return Stood(figure, worst, asked.lift.load_kg, is_near(reading, reader.constants), both)


@cache
def bench() -> Bench:
    """That of this process. MuJoCo is loaded with the first lift."""
    return Bench(Constants(engine()[0]))
