"""What the service itself logs: an event of a few words, known keys, and values that are codes or numbers."""

from __future__ import annotations

import re
import sys
from collections.abc import MutableMapping
from typing import Any
from uuid import UUID

import structlog

from multifidus.clinic.operations.logs.failure import class_of, failure

KEYS = (
    "timestamp", "level", "event", "request", "method", "view", "status", "ms", "by", "part", "seconds", "job", "kind",
    "count", "seal", "head",
)  # fmt: skip
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+/-]{0,79}")

log = structlog.stdlib.get_logger("multifidus")

Event = MutableMapping[str, Any]


class Coded(dict[str, Any]):
    """An event that holds codes and numbers alone."""


def keep_codes(_: Any, __: str, event: Event) -> Coded:
    """A processor: what is under an unknown key is dropped, and what is no code or number is named by its type."""
    told = Coded({key: coded(event[key]) for key in KEYS if key in event})
    error = raised(event.get("exc_info"))
    if error is not None:
        told["error"], told["failure"] = class_of(error), failure(error)
    return told


def as_one_message(_: Any, __: str, event: Event) -> tuple[tuple[Event], dict[str, Any]]:
    """The last processor: the event is the message of a record of Python's own logging."""
    return (event,), {}


def raised(told: Any) -> BaseException | None:
    """The exception that `exc_info` means: one, a triple as Python has it, or True for the one being handled."""
    if isinstance(told, BaseException):
        return told
    if isinstance(told, tuple):
        return told[1] if isinstance(told[1], BaseException) else None
    return sys.exc_info()[1] if told else None


def coded(value: Any) -> Any:
    """The value where it can hold no sentence, else its type."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str) and CODE.fullmatch(value):
        return value
    return f"<{type(value).__name__}>"
