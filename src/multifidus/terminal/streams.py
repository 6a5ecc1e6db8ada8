"""Standard output and error as a shell may hand them over: closed, full, cut short, or of a terminal of few letters."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys

from multifidus.errors import MultifidusError, ServiceError

ESCAPED = "multifidus.escaped"
NOT_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)  # what a full or broken disk answers


def open_streams() -> None:
    """Makes both fit to be printed on: what is closed swallows, and a letter that a terminal has not is written out.

    It is written as JSON writes it, so that what is JSON stays it.
    """
    codecs.register_error(ESCAPED, _escaped)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the shell: >&-
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ESCAPED)


def silence_output() -> None:
    """Nothing more goes to standard output; else Python complains of what it still holds when it ends."""
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, io.UnsupportedOperation):
        sys.stdout = open(sink, "w", encoding="utf-8")  # noqa: SIM115
    else:
        os.close(sink)


def not_written(error: OSError) -> MultifidusError | None:
    """The words for standard output that takes no more; None for another trouble, which has a name or a number."""
    if error.filename is not None or error.errno not in NOT_WRITTEN:
        return None
    return ServiceError(
        where="standard output",
        problem=f"cannot be written ({error.strerror})",
        remedy="make room, or send it elsewhere",
    )


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[n : n + 4]}" for n in range(0, len(units), 4)), error.end
