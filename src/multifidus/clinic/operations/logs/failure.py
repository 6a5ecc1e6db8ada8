"""An exception without its words: the classes, and where each was raised."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

DEEPEST = 12  # the frames nearest to what went wrong
MOST_CAUSES = 5


def failure(error: BaseException) -> list[dict[str, Any]]:
    """For an exception and what caused it: its class, and the places from the outermost call to the innermost."""
    return [{"class": class_of(one), "at": places(one)} for one in _chain(error)]


def class_of(error: BaseException) -> str:
    """The name of a class with its module, as the program has it."""
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def places(error: BaseException) -> list[str]:
    """`module:function:line` for each frame; neither the line's text nor a value."""
    summary = traceback.walk_tb(error.__traceback__)
    found = [
        f"{_module(frame.f_globals, frame.f_code.co_filename)}:{frame.f_code.co_name}:{line}" for frame, line in summary
    ]
    return found[-DEEPEST:]


def _module(names: dict[str, Any], file: str) -> str:
    name = names.get("__name__")
    return name if isinstance(name, str) and name in sys.modules else PurePath(file).stem


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen and len(seen) < MOST_CAUSES:
        yield found
        seen.add(id(found))
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
