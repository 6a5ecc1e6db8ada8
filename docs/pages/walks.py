"""What a form leads to, walked as a person walks it: each walk yields the name of a step when its page is there."""

from collections.abc import Callable, Iterator
from typing import Any

Walk = Callable[[Any, str], Iterator[str]]

WALKS: dict[str, dict[str, Walk]] = {}
