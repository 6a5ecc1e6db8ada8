"""A bar on standard error for what takes its time; nothing where nobody looks at a terminal."""

from __future__ import annotations

import sys
from time import monotonic

SOON_S = 1.0  # what is done before needs no bar
OFTEN_S = 0.2  # between two drawings
WIDE = 30


class Progress:
    """How many of all are done, how many a second, and how long it still takes. To be used with `with`."""

    def __init__(self, whole: int, what: str) -> None:
        self.whole, self.what = max(whole, 1), what
        self.start = self.shown = monotonic()
        self.drawn = False

    def __enter__(self) -> Progress:
        return self

    def at(self, done: int) -> None:
        """Draws the bar, if it is time."""
        now = monotonic()
        if not sys.stderr.isatty() or now - self.start < SOON_S or now - self.shown < OFTEN_S:
            return
        self.shown, self.drawn = now, True
        rate = done / (now - self.start)
        left = max(self.whole - done, 0) / rate if rate else 0.0
        filled = min(WIDE * done // self.whole, WIDE)
        told = f"{done:,} of {self.whole:,} {self.what}, {rate:,.0f} a second, {left:.0f} s left"
        print(f"\r{'█' * filled}{'·' * (WIDE - filled)} {told}\x1b[K", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self.drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
