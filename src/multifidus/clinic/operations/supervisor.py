"""One parent that keeps the parts of the service running, and ends with all of them.

The parts are forked from a parent in which all is loaded: they share its memory, and one that died is back at once.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import connections

from multifidus.errors import ServiceError

Part = Callable[[], int]  # runs until it is told to stop; what it returns is its exit status

Mask = set[int | signal.Signals]
SIGNALS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD}
# The terminal tells every process of these two; the parts hear of it from their parent alone, once and in order.
FROM_THE_TERMINAL = {signal.SIGINT, signal.SIGHUP}
GRACE_S = 40.0  # for what is being done, before a part is killed
TOO_MANY_DEATHS = 5
WITHIN_S = 60.0
PAUSE_S = 1.0  # before a part that died is begun anew, once it has died before
PR_SET_PDEATHSIG = 1


@dataclass
class Keeper:
    """Keeps each part running. `told` is called with a part's name and its exit status when one died by itself."""

    parts: Mapping[str, Part]
    told: Callable[[str, int], None]
    running: dict[int, str] = field(default_factory=dict)  # process -> part
    deaths: dict[str, list[float]] = field(default_factory=dict)

    def run(self) -> None:
        """Runs all until SIGTERM or SIGINT. Raises ServiceError when a part dies again and again."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            for name in self.parts:
                self._begin(name, before)
            while not self._told_to_stop():
                for name in self._ended():
                    self._begin(name, before)
        finally:
            self._end()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _told_to_stop(self) -> bool:
        """Waits a second, or until a part ends, or until somebody wants all to stop."""
        heard = signal.sigtimedwait(SIGNALS, 1.0)
        return heard is not None and heard.si_signo != signal.SIGCHLD

    def _begin(self, name: str, mask: Mask) -> None:
        connections.close_all()  # a connection must not be shared with a child
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        child = os.fork()
        if child:
            self.running[child] = name
            return
        _live(self.parts[name], mask, parent)

    def _ended(self) -> list[str]:
        """The parts that died by themselves, after a pause where it was not the first time."""
        names = []
        for name, status in self._reaped():
            self.told(name, status)
            now = time.monotonic()
            deaths = [at for at in self.deaths.get(name, []) if now - at < WITHIN_S] + [now]
            self.deaths[name] = deaths
            if len(deaths) >= TOO_MANY_DEATHS:
                raise ServiceError(
                    where=f"the part {name!r}",
                    problem=f"it died {len(deaths)} times within a minute",
                    remedy="the log above says of what; start again when that is mended",
                )
            if len(deaths) > 1:
                time.sleep(PAUSE_S)
            names.append(name)
        return names

    def _reaped(self) -> list[tuple[str, int]]:
        gone = []
        for child in list(self.running):
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                gone.append((self.running.pop(child), os.waitstatus_to_exitcode(status)))
        return gone

    def _end(self) -> None:
        """Tells every part to finish, and kills what has not finished in time."""
        for how, seconds in ((signal.SIGTERM, GRACE_S), (signal.SIGKILL, 5.0)):
            for child in self.running:
                os.kill(child, how)
            until = time.monotonic() + seconds
            while self.running and time.monotonic() < until:
                self._reaped()
                time.sleep(0.05)


def _live(part: Part, mask: Mask, parent: int) -> None:
    """The life of a child: never returns."""
    status = 1
    try:
        for sig in SIGNALS:
            signal.signal(sig, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask | FROM_THE_TERMINAL)
        die_with(parent)
        status = part()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def die_with(parent: int) -> None:
    """Makes this process end when its parent is gone, however that ended. Only Linux can; elsewhere nothing is done."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)
