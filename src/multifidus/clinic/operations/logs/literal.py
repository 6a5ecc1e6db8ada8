"""Whether a message was written in the program, or made of what came in."""

from __future__ import annotations

import logging
import sys
from types import CodeType, FrameType

CALLERS = 4  # a wrapper or three may stand between the text and the call that logs it


def literal(record: logging.LogRecord) -> str | None:
    """The message of a record where it stands word for word in the code that logs it; None for any other.

    It has to be asked while the call that logs is still running. What is filled into the message never counts.
    """
    if not isinstance(record.msg, str):
        return None
    frame = _logging(record)
    for _ in range(CALLERS):
        if frame is None:
            return None
        if record.msg in _texts(frame.f_code):
            return record.msg
        frame = frame.f_back
    return None


def _logging(record: logging.LogRecord) -> FrameType | None:
    """The frame that logs the record."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == record.pathname and frame.f_lineno == record.lineno:
            return frame
        frame = frame.f_back
    return None


def _texts(code: CodeType) -> tuple[str, ...]:
    return tuple(constant for constant in code.co_consts if isinstance(constant, str))
