"""The process that sets letters: a line of JSON in, a line of JSON and the PDF out, until there is no more to read.

It is run by `setting.py`, holds nothing but one letter at a time, and ends with whoever started it.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import date

from multifidus.doors.letter.typeset import typeset
from multifidus.errors import MissingExtraError

MOST_SECONDS, MOST_BYTES = 20, 2 << 30  # of its own, should nobody be left to end it


def main() -> None:
    """Sets what comes in."""
    _bound()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        pdf = b""
        try:
            pdf, pages = typeset(asked["letter"], day=date.fromisoformat(asked["day"]))
            told = {"pages": pages, "length": len(pdf)}
        except MissingExtraError:
            told = {"missing": True}
        sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + pdf)
        sys.stdout.buffer.flush()


def _bound() -> None:
    with suppress(ImportError, ValueError, OSError):  # there is none of it on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


if __name__ == "__main__":
    main()
