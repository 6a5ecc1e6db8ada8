"""Being stopped from outside, by Ctrl-C, by SIGTERM or with the terminal: what was begun is tidied up first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ASKED_TO_STOP = ("SIGTERM", "SIGHUP")  # SIGINT is KeyboardInterrupt by itself


@contextmanager
def stoppable(left: str) -> Iterator[None]:
    """Turns a request to stop into KeyboardInterrupt, with a note on what is `left`, so that `finally` is run."""
    signals = [getattr(signal, name) for name in ASKED_TO_STOP if hasattr(signal, name)]
    before: dict[Any, Any] = {}
    if threading.current_thread() is threading.main_thread():  # no other may set them
        before = {one: signal.signal(one, _interrupt) for one in signals if signal.getsignal(one) is signal.SIG_DFL}
    try:
        yield
    except KeyboardInterrupt as stop:
        stop.add_note(left)
        raise
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def exit_status(stop: KeyboardInterrupt) -> int:
    """As shells count it: 128 and the number of the signal."""
    return 128 + int(stop.args[0] if stop.args else signal.SIGINT)


def _interrupt(number: int, _: object) -> None:
    raise KeyboardInterrupt(number)
