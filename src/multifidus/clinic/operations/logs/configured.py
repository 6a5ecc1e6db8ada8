"""The one handler through which every log line of the process goes, ours and those of libraries."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Mapping
from typing import Any

import structlog

from multifidus.clinic.operations.logs.failure import class_of, failure
from multifidus.clinic.operations.logs.literal import literal
from multifidus.clinic.operations.logs.ours import Coded, as_one_message, keep_codes, log, raised

QUIET = {  # from which level on each is heard
    "django-q": logging.WARNING,
    "gunicorn.error": logging.WARNING,
    "django.request": logging.ERROR,  # what is below has its line from us, with the page and the status
    "asyncio": logging.WARNING,
}


class OneLine(logging.Handler):
    """Writes a line for each record, on standard error as it is now."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        renderer = structlog.processors.JSONRenderer(sort_keys=False) if as_json else _readable()
        self.render = renderer

    def emit(self, record: logging.LogRecord) -> None:
        """One line; a fault in here is told by its class alone."""
        try:
            told = _ours(record) or _of_a_library(record)
            line = self.render(None, record.levelname.lower(), told)
            sys.stderr.write(line if isinstance(line, str) else line.decode())
            sys.stderr.write("\n")
            sys.stderr.flush()
        except Exception as fault:
            sys.stderr.write(f'{{"event": "log_failed", "error": "{type(fault).__name__}"}}\n')


def configure(settings: Mapping[str, Any]) -> None:
    """Sets up every log; `style` is `json` or `readable`. Django calls this with the setting LOGGING."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, OneLine):
            root.removeHandler(handler)
    root.addHandler(OneLine(as_json=settings.get("style") != "readable"))
    root.setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        if name.split(".")[0] in ("django", "gunicorn", "django-q", "allauth", "ninja"):
            logger.handlers.clear()
            logger.propagate = True
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_codes,
            as_one_message,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def last_words() -> None:
    """Exceptions that nobody caught go the same way, from any thread; Python would print their message."""
    logging.captureWarnings(True)
    sys.excepthook = lambda _kind, error, _trace: log.critical("uncaught", exc_info=error)
    sys.unraisablehook = lambda told: log.error("unraisable", exc_info=told.exc_value)
    threading.excepthook = lambda told: log.error("uncaught_in_thread", exc_info=told.exc_value)


def _ours(record: logging.LogRecord) -> dict[str, Any] | None:
    """The event of a record that structlog made of ours, which `keep_codes` has been through."""
    return record.msg if isinstance(record.msg, Coded) else None


def _of_a_library(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "timestamp": structlog.processors.TimeStamper(fmt="iso", utc=True)(None, "", {})["timestamp"],
        "level": record.levelname.lower(),
        "event": literal(record) or "said_by_a_library",
        "logger": record.name,
        "at": f"{record.module}:{record.funcName}:{record.lineno}",
    }
    context = structlog.contextvars.get_contextvars()
    if "request" in context:
        told["request"] = context["request"]
    handled = sys.exc_info()[1] if record.levelno >= logging.ERROR else None
    if (error := raised(record.exc_info) or handled) is not None:
        told["error"] = class_of(error)
        told["failure"] = failure(error)
    return told


def _readable() -> Any:
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=20, pad_level=False)
