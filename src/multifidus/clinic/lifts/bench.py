"""Where lifts are worked out: one reader of this process, which keeps the spines of the last people ready."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from threading import Lock

from multifidus.actions.lifting.changes import Ranking
from multifidus.clinic.charts.engine import engine
from multifidus.errors import InputError, MissingExtraError
from multifidus.findings.lifting.answer import LiftReading
from multifidus.findings.lifting.asked import Asked
from multifidus.findings.lifting.body import Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.reading import Reader
from multifidus.findings.lifting.spine import Spine
from multifidus.findings.lifting.told import Told
from multifidus.lift import what_to_change

log = logging.getLogger("multifidus.lifts")


@dataclass(frozen=True, slots=True)
class Worked:
    """A lift, read and with what would help."""

    told: Told
    reading: LiftReading
    ranking: Ranking

    @property
    def asked(self) -> Asked:
        """The question."""
        return self.told.asked


class WithoutSpine(Reader):
    """Reads by the equation and a hand calculation alone."""

    def spine(self, body: Body) -> Spine:  # noqa: ARG002 - as its elder has it
        """None: raises MissingExtraError."""
        raise MissingExtraError(where="the model of the spine", problem="it failed", remedy="look into the log")


class Bench:
    """One reader for all threads of a process, one at a time: MuJoCo's data is not to be shared."""

    def __init__(self, constants: Constants) -> None:
        self.constants = constants
        self._reader, self._plain = Reader(constants), WithoutSpine(constants)
        self._free = Lock()

    def work_out(self, told: Told, without: list[str]) -> Worked:
        """The answer. Raises InputError for what nobody can reach; a spine that fails is left out, and logged."""
        with self._free:
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
        return Worked(told, reading, what_to_change(told.asked, reader, engine()[0], without=without))


@cache
def bench() -> Bench:
    """That of this process. MuJoCo is loaded with the first lift."""
    return Bench(Constants(engine()[0]))
